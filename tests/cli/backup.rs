//! Backups, and the journal from a backup.

use std::os::unix::fs::symlink;
use std::process::Command;

use crate::support::{Home, PROGRAM, keys, mode};

#[test]
fn a_backup_has_a_place_of_its_own() {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
    let made = home.json(&["backup"]);
    assert_eq!(keys(&made), ["file", "schema", "pairs", "sessions", "lines", "goals", "newest", "changed"].into());
    let file = home.path("data/backups/journal-2026-11-21-150000.db");
    assert_eq!(made["file"], file.canonicalize().unwrap().to_str().unwrap());
    assert_eq!((&made["pairs"], &made["lines"]), (&1.into(), &2.into()));
    assert_eq!(made["newest"], "2026-11-20T10:00:00+09:00");
    let told = home.ok(&["backup", "--lang", "ja"]);
    assert!(told.contains("journal-2026-11-21-150000-2.db") && told.contains("面談"), "{told}");
    assert_eq!(home.ok(&["--journal", file.to_str().unwrap(), "export"]), home.ok(&["export"]));
    assert_eq!(home.json(&["--journal", file.to_str().unwrap(), "doctor"])["ok"], true);
}

#[test]
fn a_backup_is_for_its_owner_alone_and_replaces_nothing_unasked() {
    let home = Home::with_aiko();
    for (umask, name) in [("000", "a.db"), ("022", "b.db")] {
        let script = format!("umask {umask}; {PROGRAM} backup && exec {PROGRAM} backup {name}");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).current_dir(home.path("")).env_clear().envs(home.environment());
        assert!(command.output().unwrap().status.success());
        assert_eq!(mode(&home.path(name)), 0o600, "umask {umask}");
        assert_eq!(mode(&home.path("data/backups")), 0o700, "umask {umask}");
        assert_eq!(mode(&home.path("data/backups/journal-2026-11-21-150000.db")), 0o600, "umask {umask}");
    }
    std::fs::write(home.path("letter"), "dear diary").unwrap();
    symlink(home.path("letter"), home.path("link")).unwrap();
    symlink(home.path("nowhere"), home.path("dangling")).unwrap();
    home.run(&["backup", "letter"]).refused(1);
    for target in ["link", "dangling", "data", "data/journal.db"] {
        home.run(&["backup", target]).refused(1);
        home.run(&["backup", target, "--force"]).refused(1);
    }
    assert_eq!(std::fs::read_to_string(home.path("letter")).unwrap(), "dear diary");
    assert!(!home.path("nowhere").exists());
    home.ok(&["backup", "letter", "--force"]);
    assert_eq!(home.json(&["--journal", "letter", "pair", "list"])[0]["name"], "Aiko");
}

#[test]
fn a_restored_journal_is_what_it_was_and_what_was_there_is_kept() {
    let home = Home::with_aiko();
    home.ok(&["backup", "copy.db"]);
    let old = home.ok(&["export"]);
    home.session("Aiko", "written later\n", &[]);
    let later = home.ok(&["export"]);
    let told = home.run(&["restore", "copy.db"]).refused(2);
    assert!(told.contains("--force"), "{told}");
    assert_eq!(home.ok(&["export"]), later, "nobody was asked");
    let told = home.ok(&["restore", "copy.db", "--force"]);
    assert!(told.contains("Backup") && told.contains("-replaced.db"), "{told}");
    assert_eq!(home.ok(&["export"]), old);
    let kept = home.path("data/backups/journal-2026-11-21-150000-replaced.db");
    assert_eq!(home.ok(&["--journal", kept.to_str().unwrap(), "export"]), later);
    assert_eq!(mode(&kept), 0o600);
    // And forth again.
    let shape = home.json(&["restore", kept.to_str().unwrap(), "--force"]);
    let fields = ["journal", "schema", "pairs", "sessions", "lines", "goals", "newest", "changed", "kept"];
    assert_eq!(keys(&shape), fields.into());
    assert_eq!(home.ok(&["export"]), later);
    assert_eq!(mode(&home.journal()), 0o600);
}

#[test]
fn where_there_is_no_journal_nobody_has_to_be_asked() {
    let home = Home::with_aiko();
    home.ok(&["backup", "copy.db"]);
    let told = home.ok(&["--journal", "new/place.db", "restore", "copy.db"]);
    assert!(told.contains("none yet"), "{told}");
    assert_eq!(home.json(&["--journal", "new/place.db", "pair", "list"])[0]["name"], "Aiko");
    assert_eq!((mode(&home.path("new/place.db")), mode(&home.path("new"))), (0o600, 0o700));
    assert!(!home.path("new/backups").exists());
}

#[test]
fn a_copy_from_before_a_change_of_the_schema_can_be_restored() {
    let home = Home::new();
    std::fs::create_dir(home.path("data")).unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v2.db");
    std::fs::copy(fixture, home.journal()).unwrap();
    let at_first = home.ok(&["export"]);
    let copy = home.path("data/journal.db.before-schema-3");
    home.ok(&["pair", "add", "Somebody"]);
    let told = home.ok(&["restore", copy.to_str().unwrap(), "--force"]);
    assert!(told.contains("Schema"), "{told}");
    assert_eq!(home.ok(&["export"]), at_first);
}

#[test]
fn what_cannot_be_restored_is_told_in_both_languages() {
    let home = Home::with_aiko();
    std::fs::write(home.path("letter"), "dear diary").unwrap();
    let before = std::fs::read(home.journal()).unwrap();
    for lang in ["en", "ja"] {
        for (file, code) in [("letter", 5), ("none.db", 3), ("data", 1), ("data/journal.db", 2)] {
            let told = home.run(&["restore", file, "--force", "--lang", lang]).refused(code);
            assert!(told.contains(file) && !told.contains("problem-"), "{told}");
        }
    }
    assert_eq!(std::fs::read(home.journal()).unwrap(), before);
}

#[test]
fn a_journal_is_for_its_owner_alone_whatever_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_aiko();
    home.ok(&["backup", "copy.db"]);
    let journal = home.path("data/journal.db");
    let open_up = || std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(0o644)).unwrap();
    open_up();
    home.ok(&["pair", "list"]);
    assert_eq!(mode(&journal), 0o600);
    open_up();
    home.ok(&["restore", "--force", "copy.db"]);
    assert_eq!(mode(&journal), 0o600);
    // What is only looked at stays what it is.
    std::fs::set_permissions(home.path("copy.db"), std::fs::Permissions::from_mode(0o644)).unwrap();
    home.ok(&["restore", "--force", "copy.db"]);
    assert_eq!(mode(&home.path("copy.db")), 0o644);
}

#[test]
fn what_cannot_be_a_journal_is_told_in_both_languages() {
    let home = Home::with_aiko();
    symlink(home.path("data/journal.db"), home.path("link.db")).unwrap();
    let long = format!("{}.db", "a".repeat(250));
    for (lang, link, name) in
        [("en", "is a link or a device", "is too long"), ("ja", "リンクまたはデバイス", "長すぎます")]
    {
        let told = home.run(&["--journal", "link.db", "--lang", lang, "session", "list"]).refused(1);
        assert!(told.contains(link), "{told}");
        for args in [["pair", "add", "Mori"].as_slice(), &["import", "archive", "all.json"], &["restore", "copy.db"]] {
            home.ok(&["export", "-o", "all.json", "--force"]);
            home.ok(&["backup", "copy.db", "--force"]);
            let told = home.run(&[["--journal", &long, "--lang", lang].as_slice(), args].concat());
            let told = told.refused(1);
            assert!(told.contains(name), "{told}");
        }
        let told = home.run(&["--lang", lang, "backup", &long]).refused(1);
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn a_very_long_word_is_no_damage() {
    let home = Home::with_aiko();
    home.session("Aiko", &format!("{}\n", "x".repeat(40_000)), &["--at", "2026-11-20 10:00"]);
    assert_eq!(home.json(&["doctor"])["ok"], true);
}

#[test]
fn of_restorations_at_once_none_loses_a_journal() {
    let home = Home::with_aiko();
    let names = ["B", "C", "D", "E", "F", "G"];
    for name in names {
        home.ok(&["--journal", &format!("{name}.db"), "pair", "add", name]);
    }
    let running: Vec<_> = names
        .iter()
        .map(|name| {
            let mut command = Command::new(PROGRAM);
            command.args(["restore", &format!("{name}.db"), "--force"]).current_dir(home.path(""));
            command.env_clear().envs(home.environment());
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let mut done = vec!["Aiko".to_owned()];
    for (name, child) in names.iter().zip(running) {
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => done.push((*name).to_owned()),
            code => assert!(code == Some(1) && told.contains("is running"), "{name}: {code:?} {told}"),
        }
    }
    assert!(done.len() > 1, "one of them was first");
    // Whatever was the journal for a moment is the journal now, or kept.
    let name_in =
        |journal: &str| home.json(&["--journal", journal, "pair", "list"])[0]["name"].as_str().unwrap().to_owned();
    let mut found = vec![name_in("data/journal.db")];
    for file in std::fs::read_dir(home.path("data/backups")).unwrap() {
        let path = file.unwrap().path();
        if path.to_string_lossy().contains("-replaced") {
            found.push(name_in(path.to_str().unwrap()));
        }
    }
    found.sort();
    done.sort();
    assert_eq!(found, done);
    assert_eq!(home.json(&["doctor"])["ok"], true);
}
