//! The promises of a pair, both ways: the counts have to equal what the story did.

use serde_json::{Value, json};

use crate::support::{Home, Ran, text};

/// Runs on another day than the one on which tests usually stand.
fn on(home: &Home, day: &str, args: &[&str]) -> Value {
    let mut command = home.command(args);
    command.arg("--json").env("TOMONI_NOW", format!("{day}+09:00"));
    serde_json::from_str(&Ran::of(command).done()).unwrap()
}

/// Plans a meeting, prepares nothing, holds it with this note, and returns the ids of its lines.
fn meet(home: &Home, pair: &str, day: &str, note: &str) -> Vec<String> {
    std::fs::write(home.path("note.md"), note).unwrap();
    let planned =
        on(home, day, &["session", "add", "--planned", "--pair", pair, "--at", &day[..16], "--minutes", "45"]);
    let id = text(&planned["id"]);
    on(home, day, &["session", "start", &id]);
    let later = day.replace(":00:00", ":40:00");
    let held = on(home, &later, &["session", "hold", &id, "note.md"]);
    assert_eq!(
        (&held["minutes"], &held["planned_minutes"], &held["started_at"]),
        (&40.into(), &45.into(), &Value::Null)
    );
    held["lines"].as_array().unwrap().iter().map(|line| text(&line["id"])).collect()
}

/// A story of three meetings: told for whoever sits at the desk, whatever the direction of the pair.
fn story(pair: &[&str]) {
    let home = Home::new();
    home.ok(&[&["pair", "add", "Aiko"], pair].concat());
    let name = "Aiko";

    let first =
        meet(&home, name, "2026-10-02T15:00:00", "! read the report\n! ask Mori\n< send the plan\n^ ask early\n");
    on(&home, "2026-10-05T09:00:00", &["action", "done", &first[0], "--result", "read twice"]);
    on(&home, "2026-10-16T09:00:00", &["action", "partly", &first[1], "--result", "wrote to him"]);

    let second = meet(&home, name, "2026-10-16T15:00:00", "! try the opening\n< introduce Mori\n! write it down\n");
    on(&home, "2026-10-20T09:00:00", &["action", "tried", &second[0], "--learned", "too long"]);
    on(&home, "2026-11-02T09:00:00", &["action", "drop", &second[2]]);

    meet(&home, name, "2026-10-30T15:00:00", "! rest\n< call\n");

    let ledger = home.json(&["ledger", name]);
    let mine = json!({"open": 1, "carried": 0, "done": 1, "partly": 1, "tried": 1, "dropped": 1, "answerable": 4, "answered": 3});
    let theirs = json!({"open": 3, "carried": 2, "done": 0, "partly": 0, "tried": 0, "dropped": 0, "answerable": 2, "answered": 0});
    assert_eq!((&ledger["mine"], &ledger["theirs"]), (&mine, &theirs));
    assert_eq!(ledger["ours"]["open"], 0);
    let promises = ledger["promises"].as_array().unwrap();
    let told: Vec<_> =
        promises.iter().map(|p| (text(&p["text"]), p["answered"].clone(), p["carried"].clone())).collect();
    assert_eq!(told[0], ("read the report".to_owned(), true.into(), 2.into()));
    assert!(told.contains(&("write it down".to_owned(), false.into(), 1.into())), "{told:?}");
    assert!(told.contains(&("rest".to_owned(), Value::Null, 0.into())), "{told:?}");

    let printed = home.ok(&["ledger"]);
    for words in ["Aiko", "Me  1 open\n", "3 open · 2 carried over"] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
    assert!(!printed.contains("Both"), "nothing was promised together: {printed}");
    let japanese = home.ok(&["ledger", "--lang", "ja"]);
    assert!(japanese.contains("未完了 3件 · うち持ち越し 2件"), "{japanese}");
    // No numbers that set one beside the other.
    for score in ["3 of 4", "4件中3件", "let go 1"] {
        assert!(!printed.contains(score) && !japanese.contains(score), "{printed}{japanese}");
    }
}

#[test]
fn the_counts_equal_the_story_of_a_mentee() {
    story(&["--role", "mentee", "--direction", "traditional"]);
}

#[test]
fn the_counts_equal_the_story_of_a_mentor_in_a_reverse_pair() {
    story(&["--role", "mentor", "--direction", "reverse"]);
}

#[test]
fn a_promise_that_is_opened_again_counts_as_open() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "! read\n", &["--at", "2026-11-18 10:00"]);
    let line = text(&home.json(&["session", "show", &id])["lines"][0]["id"]);
    home.ok(&["action", "done", &line, "--result", "half of it, really"]);
    assert_eq!(home.json(&["ledger"])["mine"]["done"], 1);
    let open = home.json(&["action", "reopen", &line]);
    assert_eq!((&open["state"], &open["settled_at"]), (&"open".into(), &Value::Null));
    assert_eq!(open["result"], "half of it, really", "what was told stays");
    let mine = &home.json(&["ledger"])["mine"];
    assert_eq!((&mine["done"], &mine["open"]), (&0.into(), &1.into()));
}

#[test]
fn of_two_pairs_one_has_to_be_named() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    let told = home.run(&["ledger"]).refused(2);
    assert!(told.contains("Aiko") && told.contains("Ken") && !told.contains("--pair"), "{told}");
    assert_eq!(home.json(&["ledger", "Ken"])["promises"], json!([]));
    Home::new().run(&["ledger"]).refused(3);
}
