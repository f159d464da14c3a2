//! Copies that are listed, looked at and put back, and what can be read of a damaged journal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::{Home, keys, mode};

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn configure(home: &Home, text: &str) {
    std::fs::create_dir_all(home.path("config")).unwrap();
    std::fs::write(home.path("config/config.toml"), text).unwrap();
}

#[test]
fn a_command_that_writes_makes_the_copy_of_the_day() {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n", &[]);
    home.ok(&["backup"]);
    let copy = home.path("data/backups/journal-auto-2026-11-21.db");
    assert_eq!((mode(&copy), mode(&home.path("data/backups"))), (0o600, 0o700));
    let list = home.json(&["backup", "--list"]);
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(keys(&list[0]), ["file", "kind", "changed", "size", "sound", "holds"].into());
    let kinds: Vec<&str> = list.as_array().unwrap().iter().map(|copy| copy["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["backup", "automatic"], "newest first");
    assert_eq!((&list[0]["sound"], &list[0]["holds"]["lines"]), (&true.into(), &1.into()));
    std::fs::write(&copy, "dear diary").unwrap();
    for (lang, damaged) in [("en", "damaged"), ("ja", "破損")] {
        let told = home.ok(&["backup", "--list", "--lang", lang]);
        assert!(told.contains(damaged) && told.contains("journal-auto-2026-11-21.db"), "{told}");
    }
    assert!(home.run(&["backup", "--list", "x.db"]).code == 2);
}

#[test]
fn nobody_gets_copies_who_does_not_want_them() {
    let home = Home::new();
    configure(&home, "[copies]\non = false\n");
    home.ok(&["pair", "add", "Aiko"]);
    assert!(!home.path("data/backups").exists());
    assert!(home.ok(&["backup", "--list"]).contains("no backup"));
    configure(&home, "[copies]\ndayly = 3\n");
    assert!(home.run(&["config", "--check"]).code != 0, "a key that is none is told");
    // A copy that cannot be made hinders nothing.
    configure(&home, "");
    std::fs::write(home.path("data/backups"), "mine").unwrap();
    let ran = home.run(&["pair", "add", "Mori"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("automatic backup"), "{}", ran.stderr);
}

#[test]
fn before_a_restoration_it_is_shown_what_would_be_lost() {
    let home = Home::with_aiko();
    home.ok(&["backup", "copy.db"]);
    home.session("Aiko", "written later\n! and this\n", &["--at", "2026-11-20 10:00"]);
    home.ok(&["pair", "edit", "Aiko", "--purpose", "other"]);
    let before = std::fs::read(home.journal()).unwrap();
    let told = home.ok(&["restore", "copy.db", "--dry-run"]);
    for part in ["Goals", "Last change", "intact", "Missing", "line", "session", "pair"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let shape = home.json(&["restore", "copy.db", "--dry-run"]);
    let fields = ["journal", "backup", "current", "other_journal", "sound", "lost", "lost_is_complete"];
    assert_eq!((keys(&shape), &shape["other_journal"]), (fields.into(), &false.into()));
    let lost: Vec<(&str, u64, u64)> = shape["lost"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| (l["kind"].as_str().unwrap(), l["missing"].as_u64().unwrap(), l["newer"].as_u64().unwrap()))
        .collect();
    assert_eq!(lost, [("pair", 0, 1), ("session", 1, 0), ("entry", 2, 0)]);
    assert!(home.ok(&["restore", "copy.db", "--dry-run", "--lang", "ja"]).contains("バックアップにない"));
    assert_eq!(std::fs::read(home.journal()).unwrap(), before);
    home.run(&["restore", "copy.db"]).refused(2);
    home.ok(&["restore", "copy.db", "--yes"]);
    assert!(home.ok(&["restore", "copy.db", "--dry-run"]).contains("every record of the journal"));
}

#[test]
fn a_backup_of_another_journal_is_said_before_it_replaces_this_one() {
    let home = Home::with_aiko();
    home.ok(&["--journal", "other.db", "pair", "add", "Mori"]);
    home.ok(&["--journal", "other.db", "backup", "copy.db"]);
    home.ok(&["backup", "own.db"]);
    assert_eq!(home.json(&["restore", "copy.db", "--dry-run"])["other_journal"], true);
    for (lang, words) in [("en", "belongs to another journal"), ("ja", "別の記録のもの")] {
        assert!(home.ok(&["restore", "copy.db", "--dry-run", "--lang", lang]).contains(words));
        assert!(!home.ok(&["restore", "own.db", "--dry-run", "--lang", lang]).contains(words));
        // One without a pair is of nobody else, and neither is any for a journal without one.
        home.ok(&["--journal", "empty.db", "question", "add", "why?"]);
        assert!(!home.ok(&["restore", "empty.db", "--dry-run", "--lang", lang]).contains(words));
        let empty = ["--journal", "empty.db", "restore", "own.db", "--dry-run", "--lang", lang];
        assert!(!home.ok(&empty).contains(words));
    }
    let ran = home.run(&["restore", "copy.db", "--force"]);
    assert!(ran.code == 0 && ran.stderr.contains("belongs to another journal"), "{}", ran.stderr);
    let ran = home.run(&["restore", "own.db", "--force", "--json"]);
    assert!(ran.code == 0 && ran.stderr.contains("belongs to another journal"), "{}", ran.stderr);
    let ran = home.run(&["restore", "own.db", "--force"]);
    assert!(ran.code == 0 && !ran.stderr.contains("another journal"), "{}", ran.stderr);
}

#[test]
fn of_a_damaged_journal_nobody_says_that_nothing_would_be_lost() {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n", &[]);
    home.ok(&["backup", "copy.db"]);
    home.session("Aiko", "written later\n", &[]);
    let file = rusqlite::Connection::open(home.journal()).unwrap();
    file.execute_batch("UPDATE entry SET raw = 'another' WHERE raw LIKE '%two%'").unwrap();
    drop(file);
    let shape = home.json(&["restore", "copy.db", "--dry-run"]);
    assert_eq!((&shape["sound"], &shape["lost_is_complete"]), (&false.into(), &false.into()));
    for (lang, unknown, nothing) in [
        ("en", "cannot tell everything", "every record of the journal"),
        ("ja", "調べることは", "すべてバックアップに"),
    ] {
        let said = home.ok(&["restore", "copy.db", "--dry-run", "--lang", lang]);
        assert!(said.contains(unknown) && !said.contains(nothing), "{said}");
    }
    // Nothing of it can be read.
    let mut bytes = std::fs::read(home.journal()).unwrap();
    bytes[100..].fill(0xa5);
    std::fs::write(home.journal(), bytes).unwrap();
    assert!(home.ok(&["restore", "copy.db", "--dry-run"]).contains("cannot tell everything"));
}

#[test]
fn an_archive_of_a_damaged_journal_has_all_other_records_and_can_be_imported() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "one\n! two\nthree\n", &[]);
    let line = home.json(&["session", "show", &id])["lines"][1]["id"].as_str().unwrap().to_owned();
    let file = rusqlite::Connection::open(home.journal()).unwrap();
    file.execute_batch("UPDATE entry SET raw = 'another' WHERE raw LIKE '%two%'").unwrap();
    drop(file);
    let ran = home.run(&["export", "-o", "all.json"]);
    assert_eq!(ran.code, 5, "it says that one is damaged");
    home.ok(&["--journal", "new.db", "import", "archive", "all.json"]);
    let note = home.json(&["--journal", "new.db", "session", "show", &id]);
    let words: Vec<_> = note["lines"].as_array().unwrap().iter().map(|l| l["text"].as_str().unwrap()).collect();
    assert_eq!(words, ["one", "three"]);
    // It is damaged and not locked, and nobody asks for a passphrase.
    let refused = home.run(&["line", "edit", &line, "--owner", "both"]).refused(5);
    assert!(refused.contains("damaged") && !refused.contains("passphrase"), "{refused}");
}

#[test]
fn numbers_that_no_journal_has_are_refused_where_they_arrive() {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n", &["--minutes", "45"]);
    home.ok(&["export", "-o", "all.json"]);
    let whole: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(home.path("all.json")).unwrap()).unwrap();
    for (list, field) in
        [("lines", "position"), ("lines", "rev"), ("sessions", "rev"), ("pairs", "created"), ("sessions", "updated")]
    {
        for number in [i64::MAX, i64::MIN, (1 << 53) + 1] {
            let mut archive = whole.clone();
            let record = &mut archive[list][0];
            assert!(record.get(field).is_some(), "{list} {field}: {record}");
            record[field] = number.into();
            std::fs::write(home.path("odd.json"), archive.to_string()).unwrap();
            let ran = home.run(&["--journal", "new.db", "import", "archive", "odd.json"]);
            assert!(ran.code != 0 && ran.code != 101, "{list} {field} {number}: {}", ran.code);
        }
    }
    // A report over many sessions that claim to be endless adds them up without an overflow.
    let mut archive = whole;
    archive["sessions"][0]["minutes"] = i32::MAX.into();
    let mut second = archive["sessions"][0].clone();
    second["id"] = "019b0000-0000-7000-8000-000000000001".into();
    let mut third = second.clone();
    third["id"] = "019b0000-0000-7000-8000-000000000002".into();
    archive["sessions"].as_array_mut().unwrap().extend([second, third]);
    std::fs::write(home.path("long.json"), archive.to_string()).unwrap();
    let ran = home.run(&["--journal", "new.db", "import", "archive", "long.json"]);
    if ran.code == 0 {
        let ran = home.run(&["--journal", "new.db", "summary", "--pair", "Aiko", "--for", "office"]);
        assert_ne!(ran.code, 101, "{}", ran.stderr);
    }
}

#[test]
fn a_kept_copy_is_no_place_for_a_backup_even_with_force() {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n", &[]);
    home.ok(&["backup", "copy.db"]);
    home.ok(&["restore", "copy.db", "--yes"]);
    let backups = std::fs::read_dir(home.path("data/backups")).unwrap().map(|f| f.unwrap().path());
    let kept: Vec<_> = backups.filter(|path| path.to_string_lossy().contains("-replaced")).collect();
    assert!(!kept.is_empty());
    for copy in kept.into_iter().chain([home.path("data/backups/journal-auto-2026-11-21.db")]) {
        let before = std::fs::read(&copy).unwrap();
        home.run(&["backup", copy.to_str().unwrap(), "--force"]).refused(1);
        assert_eq!(std::fs::read(&copy).unwrap(), before);
    }
}

#[test]
fn a_command_that_needs_a_record_makes_no_empty_journal() {
    let home = Home::new();
    for args in
        [&["note", "x"][..], &["session", "add"], &["goal", "add", "Grow"], &["bin", "restore", "abc"], &["due"]]
    {
        home.run(args);
        assert!(!home.journal().exists(), "{args:?}");
    }
}

#[test]
fn a_configuration_that_is_not_understood_leads_to_no_other_journal() {
    let home = Home::with_aiko();
    let before = std::fs::read(home.journal()).unwrap();
    let wanted = format!("journal = \"{}\"\n", home.path("wanted.db").display());
    for text in [
        format!("{wanted}lang = en\n"),
        "journal = 3\n".to_owned(),
        "journal = \"\"\n".to_owned(),
        wanted.replace('=', ":"),
    ] {
        configure(&home, &text);
        for args in [&["pair", "add", "Mori"][..], &["pair", "list"], &["seal", "status"], &["doctor"]] {
            let mut command = home.command(args);
            command.env_remove("TOMONI_JOURNAL");
            let output = command.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(!output.status.success() && said.contains("--journal"), "{text}: {args:?}: {said}");
        }
        assert!(home.run(&["config", "--check"]).code != 0);
        assert!(home.run(&["keys"]).code == 0);
        assert_eq!(std::fs::read(home.journal()).unwrap(), before, "{text}");
    }
}

#[test]
fn nothing_that_is_only_looked_at_is_written_to() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "one\n! two\n~ three\n", &["--at", "2026-11-20 10:00"]);
    let goal = home.json(&["goal", "add", "--pair", "Aiko", "Grow"])["id"].as_str().unwrap().to_owned();
    let line = home.json(&["session", "show", &id])["lines"][1]["id"].as_str().unwrap().to_owned();
    std::fs::write(home.path("secret"), "a passphrase of words\n").unwrap();
    home.ok(&["export", "-o", "all.json"]);
    let before = (files(&home.path("data")), files(&home.path("data/backups")));
    let writing: [&[&str]; 16] = [
        &["pair", "add", "Mori"],
        &["pair", "edit", "Aiko", "--purpose", "x"],
        &["session", "add", "--pair", "Aiko"],
        &["session", "edit", &id, "--theme", "x"],
        &["line", "edit", &line, "--owner", "both"],
        &["note", "later"],
        &["goal", "add", "--pair", "Aiko", "More"],
        &["goal", "checkin", &goal, "--note", "x"],
        &["action", "done", &line],
        &["mentor", "rate", "Aiko", "mission", "3"],
        &["question", "add", "Why?"],
        &["bin", "empty", "--yes"],
        &["import", "archive", "all.json"],
        &["restore", "all.json", "--force"],
        &["seal", "on", "--passphrase-file", "secret"],
        &["backup"],
    ];
    for args in writing {
        for (lang, words) in [("en", "open read-only"), ("ja", "閲覧専用で開いて")] {
            let ran = home.run(&[["--read-only", "--lang", lang].as_slice(), args].concat());
            assert!(ran.code == 1 && ran.stderr.contains(words), "{args:?}: {} {}", ran.code, ran.stderr);
        }
    }
    let reading: [&[&str]; 8] = [
        &["pair", "list"],
        &["session", "show", &id],
        &["search", "two"],
        &["prep", "Aiko"],
        &["ledger", "Aiko"],
        &["due"],
        &["export"],
        &["backup", "elsewhere.db"],
    ];
    for args in reading {
        home.ok(&[["--read-only"].as_slice(), args].concat());
    }
    assert_eq!((files(&home.path("data")), files(&home.path("data/backups"))), before);
    home.run(&["look", "data/journal.db"]).refused(2);
    // One of an older schema is brought up to date elsewhere.
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v2.db");
    std::fs::create_dir(home.path("old")).unwrap();
    std::fs::copy(fixture, home.path("old/v2.db")).unwrap();
    let before = files(&home.path("old"));
    home.ok(&["--read-only", "--journal", "old/v2.db", "session", "list"]);
    assert_eq!(files(&home.path("old")), before);
}

#[test]
fn what_can_be_read_of_a_damaged_journal_comes_into_a_new_one() {
    let home = Home::with_aiko();
    home.session("Aiko", "kakushigoto one\n! two\n", &["--at", "2026-11-20 10:00"]);
    let told = home.ok(&["doctor", "--repair", "new.db"]);
    assert!(told.contains("Every record could be read") && told.contains("new.db"), "{told}");
    assert_eq!(home.ok(&["--journal", "new.db", "export"]), home.ok(&["export"]));
    assert_eq!(mode(&home.path("new.db")), 0o600);
    home.run(&["doctor", "--repair", "new.db"]).refused(1);
    let mut bytes = std::fs::read(home.journal()).unwrap();
    let at = bytes.windows(11).position(|w| w == b"kakushigoto").unwrap();
    bytes[at] ^= 1;
    bytes[0..100].fill(0);
    std::fs::write(home.journal(), &bytes).unwrap();
    for (lang, words) in [("en", "may differ from what was written"), ("ja", "内容が変わっているおそれ")] {
        let new = format!("{lang}.db");
        let ran = home.run(&["doctor", "--repair", &new, "--lang", lang]);
        assert_eq!(ran.code, 5, "{}", ran.stderr);
        let told = ran.stdout();
        assert!(told.contains(words) && !told.contains("akushigoto"), "{told}");
        assert!(home.ok(&["--journal", &new, "export"]).contains("akushigoto"));
    }
    let ran = home.run(&["doctor", "--repair", "json.db", "--json"]);
    let shape: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    let fields = ["ok", "journal", "file", "taken", "lost", "changed", "stand_ins", "unsure"];
    assert_eq!(keys(&shape), fields.into());
    assert_eq!((&shape["ok"], &shape["taken"]["entry"]), (&false.into(), &2.into()));
    assert_eq!(keys(&shape["changed"][0]), ["kind", "id", "session", "pair", "columns"].into());
    assert_eq!(std::fs::read(home.journal()).unwrap(), bytes, "the damaged one stays what it is");
}
