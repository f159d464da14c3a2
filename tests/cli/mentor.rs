use crate::support::Home;

fn item(board: &serde_json::Value, key: &str, id: &str) -> serde_json::Value {
    let keys = board["keys"].as_array().unwrap();
    let key = keys.iter().find(|k| k["key"] == key).unwrap();
    key["items"].as_array().unwrap().iter().find(|i| i["id"] == id).unwrap_or_else(|| panic!("{id}")).clone()
}

#[test]
fn items_are_ticked_and_taken_back() {
    let home = Home::with_aiko();
    let done = home.json(&["mentor", "tick", "Aiko", "mission.purpose"]);
    assert_eq!(item(&done, "mission", "mission.purpose")["state"], "done");
    let na = home.json(&["mentor", "tick", "Aiko", "mission.purpose", "--state", "na"]);
    assert_eq!(item(&na, "mission", "mission.purpose")["state"], "na");
    assert!(home.ok(&["mentor", "show"]).contains("[-]"));
    let open = home.json(&["mentor", "tick", "Aiko", "mission.purpose", "--state", "open"]);
    assert_eq!(item(&open, "mission", "mission.purpose")["state"], "open");
    home.run(&["mentor", "tick", "Aiko", "mission.nothing"]).refused(3);
}

#[test]
fn an_item_of_every_session_belongs_to_one() {
    let home = Home::with_aiko();
    let told = home.run(&["mentor", "tick", "Aiko", "mission.session_link"]).refused(2);
    assert!(told.contains("--session"), "{told}");
    let first = home.session("Aiko", "", &["--at", "2026-11-01 10:00"]);
    home.session("Aiko", "", &["--at", "2026-11-10 10:00"]);
    let old = home.json(&["mentor", "tick", "Aiko", "mission.session_link", "--session", &first]);
    assert_eq!(item(&old, "mission", "mission.session_link")["state"], "done");
    let now = home.json(&["mentor", "show", "Aiko"]);
    assert_eq!(item(&now, "mission", "mission.session_link")["state"], "open", "the newest session has a fresh box");
    home.ok(&["pair", "add", "Ken"]);
    home.run(&["mentor", "tick", "Ken", "mission.session_link", "--session", &first]).refused(3);
}

#[test]
fn a_low_key_shows_its_next_step_and_a_question() {
    let home = Home::with_aiko();
    home.ok(&["mentor", "rate", "Aiko", "Trust", "4"]);
    let quiet = home.ok(&["mentor", "show", "Aiko"]);
    assert!(!quiet.contains('→') && quiet.contains("Blanchard"), "{quiet}");
    let board = home.json(&["mentor", "rate", "Aiko", "t", "2", "--note", "we were late"]);
    let trust = board["keys"].as_array().unwrap().iter().find(|k| k["key"] == "trust").unwrap();
    assert_eq!((&trust["rating"], trust["trend"].as_array().unwrap().len()), (&2.into(), 2));
    let low = home.ok(&["mentor", "show", "Aiko"]);
    assert!(low.contains('→') && low.contains("Ask:"), "{low}");
    home.run(&["mentor", "rate", "Aiko", "trust", "6"]).refused(2);
    home.run(&["mentor", "rate", "Aiko", "charm", "3"]).refused(3);
}
