use crate::support::{Home, ending, text};

#[test]
fn a_pair_begins_active_and_can_be_changed_paused_and_ended() {
    let home = Home::new();
    let pair = home.json(&[
        "pair",
        "add",
        "Sato Naoko",
        "--role",
        "mentee",
        "--direction",
        "reverse",
        "--purpose",
        "learn to lead",
        "--for",
        "leading",
        "--from",
        "2026-10-01",
        "--until",
        "来年3月末",
        "--every",
        "2w",
        "--alias",
        "naoko",
    ]);
    assert_eq!(
        (&pair["status"], &pair["role"], &pair["direction"]),
        (&"active".into(), &"mentee".into(), &"reverse".into())
    );
    assert_eq!(
        (&pair["from"], &pair["until"], &pair["every"]),
        (&"2026-10-01".into(), &"2027-03-31".into(), &"2w".into())
    );
    assert_eq!((&pair["area"], &pair["alias"], &pair["sessions"]), (&"leading".into(), &"naoko".into(), &0.into()));

    let edited =
        home.json(&["pair", "edit", "naoko", "--name", "Naoko", "--until", "none", "--for", "", "--every", "1m"]);
    assert_eq!(
        (&edited["name"], &edited["until"], &edited["area"]),
        (&"Naoko".into(), &serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert_eq!((&edited["purpose"], &edited["every"]), (&"learn to lead".into(), &"1m".into()), "the rest stays");

    assert_eq!(home.json(&["pair", "pause", "naoko", "--until", "next mon"])["status"], "paused");
    assert!(home.ok(&["pair", "show", "naoko"]).contains("Mon 23 Nov"));
    assert_eq!(home.json(&["pair", "resume", "naoko"])["status"], "active");
    assert_eq!(home.json(&["pair", "end", "naoko"])["status"], "ended");
}

#[test]
fn a_pair_answers_to_its_name_its_beginning_its_alias_its_reading_and_its_id() {
    let home = Home::new();
    let id = text(&home.json(&["pair", "add", "佐藤 直子", "--alias", "nao", "--reading", "さとう なおこ"])["id"]);
    for needle in ["佐藤 直子", "佐藤", "NAO", "ｎａｏ", "サトウ", &id, ending(&id)] {
        assert_eq!(home.json(&["pair", "show", needle])["id"], id.as_str(), "{needle}");
    }
    home.run(&["pair", "show", "Nobody"]).refused(3);
}

#[test]
fn a_name_that_fits_two_is_refused_with_both() {
    let home = Home::new();
    home.ok(&["pair", "add", "Aiko Mori"]);
    home.ok(&["pair", "add", "Aiko Abe"]);
    let told = home.run(&["session", "add", "--pair", "Aiko"]).refused(2);
    assert!(told.contains("Aiko Mori") && told.contains("Aiko Abe"), "{told}");
    home.run(&["pair", "add", "aiko abe"]).refused(2);
}

#[test]
fn a_rhythm_or_a_name_that_is_none_is_refused() {
    let home = Home::new();
    assert!(home.run(&["pair", "add", "X", "--every", "often"]).refused(2).contains("often"));
    home.run(&["pair", "add", "  "]).refused(2);
    assert_eq!(home.json(&["pair", "list"]), serde_json::json!([]));
}
