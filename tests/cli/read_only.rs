//! `--read-only`: what only reads is allowed, what writes is refused, and nothing changes. The commands come from the
//! manual page, which the program makes from its own command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::Home;

/// Commands that only read, and those that have nothing to do with the journal, with what they need.
const READING: [&[&str]; 32] = [
    &["action", "list"],
    &["backup", "--list"],
    &["backup", "elsewhere.db"],
    &["bin", "list"],
    &["calendar"],
    &["completions", "bash"],
    &["config"],
    &["doctor"],
    &["doctor", "--repair", "new.db"],
    &["due"],
    &["due", "--short"],
    &["export"],
    &["goal", "list"],
    &["goal", "show", "GOAL"],
    &["help"],
    &["import", "archive", "all.json", "--dry-run", "--journal", "empty.db"],
    &["import", "jrnl", "jrnl.txt", "--pair", "Aiko", "--dry-run"],
    &["keys"],
    &["ledger", "Aiko"],
    &["man"],
    &["mentor", "show", "Aiko"],
    &["pair", "list"],
    &["pair", "show", "Aiko"],
    &["prep", "Aiko"],
    &["question", "list"],
    &["restore", "copy.db", "--dry-run"],
    &["seal", "status"],
    &["search", "one"],
    &["session", "list"],
    &["session", "show", "SESSION"],
    &["summary", "--dry-run"],
    &["summary", "--log"],
];
/// Commands that are called without more words here, and write then.
const WRITING_AS_NAMED: [&str; 5] = ["backup", "restore", "import archive", "import jrnl", "summary"];
/// Needs a terminal.
const LOOK: &str = "look";

/// Every command with words for what it needs.
fn commands(home: &Home) -> BTreeMap<String, Vec<String>> {
    let page = home.ok(&["man"]).replace("\\-", "-");
    let mut found = BTreeMap::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix(".SH \"").and_then(|rest| rest.strip_suffix('"')) else { continue };
        let mut usages = lines.by_ref().take(6);
        let usage = usages.find_map(|line| line.strip_prefix(&format!("\\&tomoni {name}")));
        let Some(usage) = usage else { continue };
        let mut args: Vec<String> = name.split(' ').map(str::to_owned).collect();
        for word in usage.split(' ') {
            match word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                Some("PAIR") => args.push("Aiko".to_owned()),
                Some("DATETIME") => args.push("tomorrow 10:00".to_owned()),
                Some("WHO") => args.push("partner".to_owned()),
                Some("KEY") => args.push("mission".to_owned()),
                Some("LEVEL") => args.push("3".to_owned()),
                Some("STATE") => args.push("done".to_owned()),
                Some("SHELL") => args.push("bash".to_owned()),
                Some(_) => args.push("x".to_owned()),
                None if word.starts_with("--") => args.push(word.to_owned()),
                None => {}
            }
        }
        found.insert(name.to_owned(), args);
    }
    found
}

/// Every file of the folder in which the journal is, with its bytes.
fn state(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(state(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn what_only_reads_is_allowed_and_what_writes_is_refused() {
    let home = Home::with_aiko();
    let session = home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
    let goal = home.json(&["goal", "add", "run", "--pair", "Aiko"])["id"].as_str().unwrap().to_owned();
    home.ok(&["export", "-o", "all.json"]);
    home.ok(&["backup"]);
    home.ok(&["backup", "copy.db"]);
    home.ok(&["--journal", "empty.db", "question", "add", "why?"]);
    std::fs::write(home.path("jrnl.txt"), "[2026-11-01 10:00] A title. Words.\n").unwrap();
    // An empty journal, for what has to be one.
    let question = home.json(&["--journal", "empty.db", "question", "list"]);
    let id = question.as_array().unwrap().iter().find(|q| q["own"] == true).unwrap()["id"].as_str().unwrap().to_owned();
    home.ok(&["--journal", "empty.db", "question", "delete", &id]);
    home.ok(&["--journal", "empty.db", "bin", "empty", "--yes"]);
    let files = || (state(&home.path("data")), std::fs::read(home.path("empty.db")).unwrap());
    let before = files();
    let mut commands = commands(&home);
    let mut read = Vec::new();
    assert!(commands.len() > 65, "all of them: {}", commands.len());

    for args in READING {
        let args: Vec<&str> = args
            .iter()
            .map(|word| match *word {
                "SESSION" => session.as_str(),
                "GOAL" => goal.as_str(),
                word => word,
            })
            .collect();
        let ran = home.run(&[&["--read-only"], args.as_slice()].concat());
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.stdout(), ran.stderr);
        let name = commands.keys().filter(|name| args.join(" ").starts_with(name.as_str())).max_by_key(|n| n.len());
        let name = name.unwrap_or_else(|| panic!("{args:?} is no command")).clone();
        if !WRITING_AS_NAMED.contains(&name.as_str()) {
            read.push(name);
        }
    }
    commands.retain(|name, _| !read.contains(name));
    // With the words that make it read, it was tried; without them it gives a paper away, which is allowed.
    commands.remove("summary");
    commands.remove(LOOK);
    for (name, args) in &commands {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        for (lang, words) in [("en", "open read-only"), ("ja", "閲覧専用で開いて")] {
            let ran = home.run(&[&["--read-only", "--lang", lang], args.as_slice()].concat());
            assert!(ran.code == 1 && ran.stderr.contains(words), "{name}, {args:?}: {} {}", ran.code, ran.stderr);
        }
    }
    assert!(commands.len() > 40, "{commands:?}");
    let ran = home.run(&["--read-only", "doctor", "--accept"]);
    assert!(ran.code == 1 && ran.stderr.contains("open read-only"), "{}", ran.stderr);
    assert!(files() == before, "nothing has changed");
    let shown = home.path("state").join("due-shown");
    assert!(!shown.exists(), "what `due --short` has shown is not remembered either");
    home.ok(&["due", "--short"]);
    assert!(shown.exists(), "without --read-only it is");
}

#[test]
fn the_doctor_that_only_looks_finds_what_is_wrong_and_changes_nothing() {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
    let file = rusqlite::Connection::open(home.journal()).unwrap();
    file.execute_batch("UPDATE pair SET held = 7").unwrap();
    drop(file);
    let before = state(&home.path("data"));
    for (lang, words) in [("en", "without --read-only"), ("ja", "--read-only なし")] {
        let ran = home.run(&["--read-only", "--lang", lang, "doctor"]);
        assert!(ran.code == 1 && ran.stdout().contains(words), "{}{}", ran.stdout(), ran.stderr);
    }
    assert!(state(&home.path("data")) == before, "nothing has changed");
    home.ok(&["doctor"]);
    home.ok(&["--read-only", "doctor"]);
    // One of an older schema is brought up to date elsewhere.
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v2.db");
    std::fs::create_dir(home.path("old")).unwrap();
    std::fs::copy(fixture, home.path("old/v2.db")).unwrap();
    let before = state(&home.path("old"));
    let said = home.ok(&["--read-only", "--journal", "old/v2.db", "doctor"]);
    assert!(said.contains("old/v2.db"), "{said}");
    assert!(state(&home.path("old")) == before, "nothing has changed");
}
