//! What the commands write, and what they never write over.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::support::Home;

/// Every file below a folder, and what is in it. Links are not followed.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_symlink() {
            found.insert(path.clone(), path.read_link().unwrap().into_os_string().into_encoded_bytes());
        } else if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// A home with everything in it that must not be written over.
fn full() -> Home {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
    home.ok(&["backup"]);
    home.ok(&["--journal", "other.db", "pair", "add", "Ben"]);
    home.ok(&["--journal", "named.db", "pair", "add", "Chika"]);
    std::fs::create_dir(home.path("config")).unwrap();
    let named = format!("journal = '{}'\n", home.path("named.db").display());
    std::fs::write(home.path("config/config.toml"), named).unwrap();
    std::fs::write(home.path("data/journal.db.replaced-2026"), "what could not be read").unwrap();
    std::fs::hard_link(home.journal(), home.path("hard")).unwrap();
    symlink(home.journal(), home.path("link")).unwrap();
    symlink(home.path("data"), home.path("folder")).unwrap();
    home
}

const WRITERS: [&[&str]; 5] = [
    &["summary", "--pair", "Aiko", "--force", "-o"],
    &["calendar", "--force", "-o"],
    &["export", "--force", "-o"],
    &["backup", "--force"],
    &["demo", "--out"],
];

#[test]
fn no_command_writes_over_the_journal_or_what_belongs_to_it() {
    let home = full();
    let named = home.path("named.db");
    let before = everything(&home.path(""));
    let absolute = home.journal().display().to_string();
    let own = [
        "data/journal.db",
        "./data/../data/journal.db",
        absolute.as_str(),
        "folder/journal.db",
        "hard",
        "link",
        "data/Journal.db",
        "data/journal.db-journal",
        "data/journal.db-wal",
        "data/journal.db-shm",
        "other.db-journal",
        "config/config.toml",
        "data",
        "/dev/null",
    ];
    let copies = ["data/backups/journal-2026-11-21-150000.db", "data/journal.db.replaced-2026", "other.db"];
    for writer in WRITERS {
        let papers = if writer[0] == "backup" { &[][..] } else { &copies };
        for target in own.iter().chain(papers) {
            for lang in ["en", "ja"] {
                let args: Vec<&str> = writer.iter().chain([target]).chain(&["--lang", lang]).copied().collect();
                // What is new is no journal's name, and only a journal may have it.
                if writer[0] == "demo" && target.ends_with("Journal.db") {
                    continue;
                }
                let told = home.run(&args).refused(1);
                assert!(told.contains(target.trim_start_matches("./data/../")), "{args:?}: {told}");
            }
        }
    }
    assert_eq!(everything(&home.path("")), before);
    // The journal that the settings name, while another one is in use, and the one in use while the settings name one.
    assert!(named.exists());
    for target in ["named.db", "data/journal.db"] {
        for writer in &WRITERS[..4] {
            let args: Vec<&str> = ["--journal", "copy.db"].iter().chain(*writer).chain([&target]).copied().collect();
            std::fs::copy(home.journal(), home.path("copy.db")).unwrap();
            home.run(&args).refused(1);
        }
    }
    std::fs::remove_file(home.path("copy.db")).unwrap();
    assert_eq!(everything(&home.path("")), before);
}

#[test]
fn what_is_ones_own_gives_way_when_it_is_said() {
    let home = full();
    home.ok(&["export", "-o", "archive.json"]);
    // An archive may be taken in and written over; a backup may give way to a newer one.
    home.ok(&["--journal", "new.db", "import", "archive", "archive.json"]);
    home.ok(&["--journal", "new.db", "export", "-o", "archive.json", "--force"]);
    home.ok(&["backup", "data/backups/journal-2026-11-21-150000.db", "--force"]);
    home.ok(&["backup", "other.db", "--force"]);
    for paper in ["summary", "calendar"] {
        home.ok(&[paper, "--pair", "Aiko", "-o", "paper"]);
        home.run(&[paper, "--pair", "Aiko", "-o", "paper"]).refused(1);
        home.ok(&[paper, "--pair", "Aiko", "-o", "paper", "--force"]);
        assert!(!home.ok(&[paper, "--pair", "Aiko", "-o", "-"]).is_empty());
        std::fs::remove_file(home.path("paper")).unwrap();
    }
    let left: Vec<_> =
        everything(&home.path("")).into_keys().filter(|p| p.to_string_lossy().contains(".tomoni-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_journal_is_not_made_where_another_one_needs_the_name() {
    let home = full();
    let before = everything(&home.path(""));
    home.run(&["--journal", "data/journal.db-journal", "pair", "add", "Dan"]).refused(1);
    home.run(&["--journal", "other.db-wal", "demo", "--out", "other.db-wal"]).refused(1);
    assert_eq!(everything(&home.path("")), before);
    // Nor beside what is left of one that is gone.
    std::fs::write(home.path("gone.db-journal"), "changes of another").unwrap();
    let told = home.run(&["--journal", "gone.db", "pair", "add", "Dan"]).refused(1);
    assert!(told.contains("gone.db-journal"), "{told}");
    home.run(&["backup", "gone.db"]).refused(1);
    assert_eq!(home.run(&["--journal", "gone.db", "restore", "other.db"]).code, 1);
    assert!(!home.path("gone.db").exists());
}
