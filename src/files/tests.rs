use std::fs;
use std::os::unix::fs::symlink;

use super::*;

/// The first bytes of a tomoni journal.
fn header() -> Vec<u8> {
    let mut head = vec![0; 4096];
    head[..16].copy_from_slice(SQLITE);
    head[68..72].copy_from_slice(&JOURNAL_ID.to_be_bytes());
    head
}

fn why(outcome: Result<Target, Refused>) -> String {
    outcome.map_or_else(|refused| format!("{:?}", refused.why), |_| "written".to_owned())
}

#[test]
fn what_is_guarded_is_refused_under_every_name_and_nothing_else_is() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::create_dir_all(at("data/backups")).unwrap();
    fs::create_dir(at("config")).unwrap();
    let copies = ["data/backups/a.db", "data/backups/j-auto-2026-11-21.db", "data/journal.db.before-schema-6"];
    for journal in copies.into_iter().chain(["data/journal.db", "other.db"]) {
        fs::write(at(journal), header()).unwrap();
    }
    for text in ["data/backups/a-note.txt", "data/journal.db.replaced-x", "letter", "config/config.toml", "key"] {
        fs::write(at(text), text).unwrap();
    }
    fs::write(at("damaged.db"), "").unwrap();
    fs::hard_link(at("data/journal.db"), at("hard")).unwrap();
    symlink(at("data/journal.db"), at("link")).unwrap();
    symlink(at("data"), at("folder")).unwrap();
    symlink(at("nowhere"), at("dangling")).unwrap();
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), fifo, rustix::fs::Mode::RUSR, 0).unwrap();
    let mut guard = Guard::of(&at("data/journal.db"));
    guard.add_journal(&at("data/elsewhere.db"));
    guard.add_config(&at("config/config.toml"));
    guard.add_input(&at("key"));

    let journal = "Guarded(Journal)";
    let beside = "Guarded(Beside)";
    // A name, and what becomes of a paper, a backup and a copy of our own that is to replace what is there.
    let table: &[(&str, [&str; 3])] = &[
        ("data/journal.db", [journal; 3]),
        ("data/../data/./journal.db", [journal; 3]),
        ("folder/journal.db", [journal; 3]),
        ("hard", [journal; 3]),
        ("data/JOURNAL.DB", [journal; 3]),
        ("data/ｊournal.db", [journal; 3]),
        ("data/elsewhere.db", [journal; 3]),
        ("data/journal.db-journal", [beside; 3]),
        ("data/journal.db-wal", [beside; 3]),
        ("folder/journal.db-SHM", [beside; 3]),
        ("data/elsewhere.db-journal", [beside; 3]),
        ("other.db-journal", [beside; 3]),
        ("data/backups/a.db-wal", [beside; 3]),
        ("link", ["NotAFile"; 3]),
        ("dangling", ["NotAFile"; 3]),
        ("data", ["NotAFile"; 3]),
        ("pipe", ["NotAFile"; 3]),
        ("letter/", ["NotAFile"; 3]),
        ("..", ["NotAFile"; 3]),
        ("nowhere/letter", ["NoFolder"; 3]),
        ("letter/letter", ["NoFolder"; 3]),
        ("config/config.toml", ["Guarded(Config)"; 3]),
        ("config/Config.toml", ["Guarded(Config)"; 3]),
        ("key", ["Guarded(Input)"; 3]),
        ("other.db", ["Guarded(OtherJournal)", "written", "Guarded(OtherJournal)"]),
        ("data/backups/a.db", ["Guarded(Copy)", "written", "written"]),
        ("data/backups/a-note.txt", ["Guarded(Copy)", "written", "written"]),
        ("folder/backups/a-note.txt", ["Guarded(Copy)", "written", "written"]),
        ("data/journal.db.before-schema-6", ["Guarded(Copy)", "Guarded(Copy)", "written"]),
        ("data/journal.db.replaced-x", ["Guarded(Copy)", "Guarded(Copy)", "written"]),
        ("data/backups/j-auto-2026-11-21.db", ["Guarded(Copy)", "Guarded(Copy)", "written"]),
        ("data/backups/new.db", ["written"; 3]),
        ("letter", ["written"; 3]),
        ("damaged.db", ["written"; 3]),
        ("new", ["written"; 3]),
        ("letter-journal", ["written"; 3]),
        ("data/journal.db.md", ["written"; 3]),
        ("journal.db", ["written"; 3]),
    ];
    for (name, expected) in table {
        let of = [Writing::Paper, Writing::Backup, Writing::OwnCopy];
        for (writing, expected) in of.into_iter().zip(expected) {
            assert_eq!(why(guard.target(&at(name), writing, Standing::Replaced)), *expected, "{name}, {writing:?}");
            // Without --force it is no more than that.
            let stays = why(guard.target(&at(name), writing, Standing::Stays));
            let exists = at(name).symlink_metadata().is_ok();
            let expected = if exists && *expected == "written" { "Exists" } else { *expected };
            assert_eq!(stays, expected, "{name}, {writing:?}");
        }
    }
    let own = |name: &str| why(guard.target(&at(name), Writing::Journal, Standing::Replaced));
    assert_eq!(own("data/journal.db"), "written");
    assert_eq!(
        (own("letter"), own("new"), own("other.db")),
        ("Exists".into(), "written".into(), "Guarded(OtherJournal)".into())
    );
    let config = why(guard.target(&at("config/config.toml"), Writing::Config, Standing::Replaced));
    assert_eq!(config, "written");
}

#[test]
fn a_database_is_not_put_beside_what_is_left_of_another() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("copy.db-journal"), "changes").unwrap();
    fs::write(at("empty.db-wal"), "").unwrap();
    let guard = Guard::of(&at("journal.db"));
    let refused = guard.target(&at("copy.db"), Writing::Backup, Standing::Stays).unwrap_err();
    assert!(matches!(refused.why, Why::Leftover(left) if left.ends_with("copy.db-journal")));
    guard.target(&at("copy.db"), Writing::Paper, Standing::Stays).unwrap();
    let target = guard.target(&at("empty.db"), Writing::Backup, Standing::Stays).unwrap();
    let draft = Draft::new(target).unwrap();
    // It appears in between.
    fs::write(at("empty.db-journal"), "changes").unwrap();
    assert!(matches!(draft.put().unwrap_err().why, Why::Leftover(_)));
    assert!(!at("empty.db").exists());
}

#[test]
fn what_appears_while_a_file_is_written_is_not_replaced_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let guard = Guard::of(&at("journal.db"));
    for (name, standing, content) in
        [("stays", Standing::Stays, b"letter".to_vec()), ("journal", Standing::Replaced, header())]
    {
        let mut draft = Draft::new(guard.target(&at(name), Writing::Paper, standing).unwrap()).unwrap();
        std::io::Write::write_all(draft.file_mut(), b"paper").unwrap();
        fs::write(at(name), &content).unwrap();
        draft.put().unwrap_err();
        assert_eq!(fs::read(at(name)).unwrap(), content);
    }
    assert_eq!(names_in(dir.path()).unwrap().len(), 2, "and nothing of it is left");
}

/// Everything below a folder: its name, and its bytes if it is a file.
fn everything(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    for name in names_in(folder).unwrap() {
        let path = folder.join(name);
        if path.is_dir() && !path.is_symlink() {
            found.extend(everything(&path));
            found.push((path, None));
        } else {
            let bytes = fs::read(&path).ok();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

/// A workshop whose program was killed: nobody holds its lock any more.
fn killed(folder: &Path) -> PathBuf {
    let workshop = Workshop::new(folder).unwrap();
    let path = workshop.path().to_owned();
    let to = folder.join("kept");
    fs::rename(&path, &to).unwrap();
    drop(workshop);
    fs::rename(&to, &path).unwrap();
    path
}

#[test]
fn what_others_have_named_alike_stays_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    for folder in [
        ".tomoni-",
        ".tomoni-notes",
        ".tomoni-abc123",
        ".tomoni-0123456789abcdef-00000000.unfinished",
        ".tomoni-backup.unfinished",
    ] {
        fs::create_dir(at(folder)).unwrap();
        fs::create_dir(at(folder).join("deeper")).unwrap();
        for file in ["journal.db", "draft", "lock", "letter", "deeper/draft"] {
            fs::write(at(folder).join(file), folder).unwrap();
        }
    }
    fs::create_dir(at(".tomoni-empty")).unwrap();
    for file in [".tomoni-file", ".tomoni-Xy12Zq.unfinished", ".tomoni-Xy12Zq.unfinished-journal", "draft"] {
        fs::write(at(file), file).unwrap();
    }
    // A name of ours that is a file, a link, and a folder in which other things are.
    let mut ours = killed(dir.path());
    let away = at("away");
    fs::rename(&ours, &away).unwrap();
    symlink(&away, &ours).unwrap();
    fs::write(away.join("draft"), "not ours to follow").unwrap();
    ours = killed(dir.path());
    fs::remove_file(ours.join("lock")).unwrap();
    fs::remove_dir(&ours).unwrap();
    fs::write(&ours, "a file").unwrap();
    ours = killed(dir.path());
    for file in ["letter", "journal.db.before-schema-x", "journal.db.md", "draft.txt"] {
        fs::write(ours.join(file), "of others").unwrap();
    }
    symlink(at("draft"), ours.join("draft")).unwrap();
    let before = everything(dir.path());
    remove_unfinished(dir.path());
    assert_eq!(everything(dir.path()), before);
}

#[test]
fn what_a_killed_run_left_goes_and_what_a_running_one_makes_stays() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let running =
        Draft::new(Guard::default().target(&at("backup.db"), Writing::Backup, Standing::Stays).unwrap()).unwrap();
    fs::write(running.path(), "half of it").unwrap();
    fs::write(side_file(&running.path(), "-journal"), "its changes").unwrap();
    // Killed at every stage of a workshop's life.
    let left = [(); 4].map(|()| killed(dir.path()));
    for file in ["draft", "draft-journal"] {
        fs::write(left[0].join(file), "private").unwrap();
    }
    for file in ["journal.db", "journal.db-journal", "journal.db.before-schema-6", "journal.db.before-schema-12-2"] {
        fs::write(left[1].join(file), "private").unwrap();
    }
    let inner = killed(&left[1]);
    fs::write(inner.join("draft"), "private").unwrap();
    fs::remove_file(left[2].join("lock")).unwrap();
    // With something of others in it, only that is left.
    fs::write(left[3].join("draft"), "private").unwrap();
    fs::write(left[3].join("letter"), "dear diary").unwrap();
    remove_unfinished(dir.path());
    let names: Vec<_> = everything(dir.path()).into_iter().map(|(path, _)| path).collect();
    let mut expected = vec![left[3].clone(), left[3].join("letter"), left[3].join("lock")];
    let work = folder_of(&running.path()).to_owned();
    expected.extend(["draft", "draft-journal", "lock"].map(|name| work.join(name)));
    expected.push(work);
    expected.sort();
    assert_eq!(names, expected);
    running.put().unwrap();
    assert_eq!(fs::read_to_string(at("backup.db")).unwrap(), "half of it");
}

#[test]
fn one_at_a_time_holds_a_lock_and_nothing_of_it_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let journal = dir.path().join("journal.db");
    let held = Lock::take(&journal, "restore").unwrap().unwrap();
    assert!(Lock::take(&journal, "restore").unwrap().is_none());
    assert!(Lock::take(&dir.path().join("other.db"), "restore").unwrap().is_some());
    drop(held);
    assert!(Lock::take(&journal, "restore").unwrap().is_some());
    assert_eq!(names_in(dir.path()).unwrap().len(), 0);
}
