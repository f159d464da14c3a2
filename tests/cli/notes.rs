use crate::support::Home;

#[test]
fn a_line_for_later_goes_to_the_only_active_pair() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    home.ok(&["pair", "pause", "Ken"]);
    let line = home.json(&["note", "? ask about 名刺"]);
    assert_eq!(
        (&line["kind"], &line["text"], &line["raw"]),
        (&"question".into(), &"ask about 名刺".into(), &"? ask about 名刺".into())
    );
    assert_eq!(home.json(&["note", "! call", "--pair", "Ken"])["kind"], "action");
    assert_eq!(home.json(&["action", "list", "--pair", "Ken"])[0]["session"], serde_json::Value::Null);
}

#[test]
fn without_an_active_pair_there_is_nobody_to_note_it_for() {
    let home = Home::with_aiko();
    home.ok(&["pair", "end", "Aiko"]);
    home.run(&["note", "hello"]).refused(3);
}

#[test]
fn of_two_active_pairs_one_has_to_be_named() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    let told = home.run(&["note", "hello"]).refused(2);
    assert!(told.contains("Aiko") && told.contains("Ken") && told.contains("--pair"), "{told}");
    home.run(&["note", " ", "--pair", "Ken"]).refused(2);
}

#[test]
fn a_line_for_the_agenda_is_talked_about_next_time() {
    let home = Home::with_aiko();
    for line in [":agenda the budget", "：話すこと 名刺"] {
        assert_eq!(home.json(&["note", line])["kind"], "agenda", "{line}");
    }
    let prep = home.json(&["prep"]);
    let told: Vec<_> = prep["today"].as_array().unwrap().iter().map(|t| (&t["line"]["text"], &t["source"])).collect();
    assert_eq!(told, [(&"the budget".into(), &"later".into()), (&"名刺".into(), &"later".into())]);
}
