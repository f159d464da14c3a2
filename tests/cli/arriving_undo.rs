//! An import undone as one, and what was changed since stays.

use crate::support::{Home, text};

fn count(home: &Home) -> usize {
    home.json(&["session", "list"]).as_array().unwrap().len()
}

fn import(home: &Home, name: &str) -> serde_json::Value {
    home.json(&["import", "jrnl", name, "--pair", "Aiko"])
}

fn home_with_journals() -> Home {
    let home = Home::with_aiko();
    std::fs::write(home.path("a.txt"), "[2025-03-01 09:30] One\nwords\n\n[2025-03-02 09:30] Two\n").unwrap();
    std::fs::write(home.path("b.txt"), "[2025-04-01 09:30] Three\n").unwrap();
    home
}

#[test]
fn the_answer_of_an_import_has_the_command_that_undoes_it() {
    let home = home_with_journals();
    home.session("Aiko", "mine", &["--at", "yesterday 10:00"]);
    let told = home.ok(&["import", "jrnl", "a.txt", "--pair", "Aiko"]);
    let command = told.lines().last().unwrap().split_once("tomoni ").unwrap().1.to_owned();
    let args: Vec<&str> = command.split(' ').collect();
    let would = home.json(&[args.as_slice(), &["--dry-run"]].concat());
    assert_eq!((&would["taken"], count(&home)), (&2.into(), 3));
    assert!(home.ok(&args).contains("2 sessions were removed"));
    assert_eq!(count(&home), 1);
    assert!(home.ok(&["doctor"]).contains("is intact"));
    assert!(home.json(&["search", "words"])["matches"].as_array().is_none_or(Vec::is_empty));
    // Once is enough, and the same source can be imported again.
    home.run(&args).refused(3);
    assert_eq!(import(&home, "a.txt")["new"], 2);
    // Where the journal was named, the command names it.
    home.ok(&["--journal", "other one.db", "pair", "add", "Aiko"]);
    let told = home.ok(&["--journal", "other one.db", "import", "jrnl", "a.txt", "--pair", "Aiko"]);
    assert!(told.contains("tomoni --journal 'other one.db' import undo "), "{told}");
}

#[test]
fn without_a_name_the_last_import_is_undone_and_only_that() {
    let home = home_with_journals();
    home.run(&["import", "undo"]).refused(3);
    let first = text(&import(&home, "a.txt")["import"]);
    let second = text(&import(&home, "b.txt")["import"]);
    assert_ne!(first, second);
    assert!(import(&home, "b.txt")["import"].is_null());
    assert_eq!(home.json(&["import", "undo"])["import"], second.as_str());
    assert_eq!(count(&home), 2);
    assert_eq!(home.json(&["import", "undo"])["import"], first.as_str());
    assert_eq!(count(&home), 0);
    let told = home.run(&["import", "undo", "--lang", "ja"]).refused(3);
    assert!(told.contains("取り込んだものがありません"), "{told}");
    home.run(&["import", "undo", "nonsense"]).refused(3);
}

#[test]
fn what_was_changed_since_stays_and_is_named() {
    let home = home_with_journals();
    std::fs::write(
        home.path("many.txt"),
        "[2025-03-01 09:30] One\n\n[2025-03-02 09:30] Two\n\n[2025-03-03 09:30] Three\n\n[2025-03-04 09:30] Four\n",
    )
    .unwrap();
    import(&home, "many.txt");
    let sessions = home.json(&["session", "list"]);
    let id = |n: usize| text(&sessions[n]["id"]);
    home.fed(&["session", "edit", &id(3), "-"], "One\nmore words").done();
    home.ok(&["session", "edit", &id(2), "--theme", "a theme"]);
    home.ok(&["session", "delete", &id(1)]);
    let told = home.ok(&["import", "undo"]);
    assert!(told.contains("1 session was removed") && told.contains("3 sessions were changed or deleted"), "{told}");
    assert!([1, 2, 3].iter().all(|n| told.contains(crate::support::ending(&id(*n)))), "{told}");
    assert_eq!(count(&home), 2);
    assert!(home.ok(&["session", "show", &id(3)]).contains("more words"));
    assert!(home.ok(&["doctor"]).contains("is intact"));
}

#[test]
fn read_only_undoes_nothing() {
    let home = home_with_journals();
    import(&home, "a.txt");
    home.run(&["--read-only", "import", "undo"]).refused(1);
    home.ok(&["--read-only", "import", "undo", "--dry-run"]);
    assert_eq!(count(&home), 2);
}

#[test]
fn a_day_without_a_time_shows_no_time() {
    let home = Home::with_aiko();
    std::fs::write(
        home.path("d.md"),
        "# 2025-03-01\nfirst\n\n# 2025-03-02 10:30\nsecond\n\n# 2025-03-03 0:00\nthird\n",
    )
    .unwrap();
    home.ok(&["import", "markdown", "d.md", "--pair", "Aiko"]);
    let list = home.ok(&["session", "list"]);
    let line = |day: &str| list.lines().find(|line| line.contains(day)).unwrap_or_else(|| panic!("{list}")).to_owned();
    assert!(!line("1 Mar 2025").contains("0:00"), "{list}");
    assert!(line("2 Mar 2025").contains("10:30") && line("3 Mar 2025").contains("0:00"), "{list}");
    let id = text(&home.json(&["session", "list"])[2]["id"]);
    assert!(!home.ok(&["session", "show", &id]).contains("0:00"));
    let paper = home.ok(&["summary", "--for", "me", "--since", "2025-01-01"]);
    assert!(paper.contains("1 Mar 2025") && paper.contains("2 Mar 2025 10:30"), "{paper}");
    assert!(!paper.contains("1 Mar 2025 0:00"), "{paper}");
    // Out and in again it is the same.
    home.ok(&["export", "-o", "all.json"]);
    home.ok(&["--journal", "new.db", "import", "archive", "all.json"]);
    assert_eq!(home.ok(&["--journal", "new.db", "session", "list"]), list);
}
