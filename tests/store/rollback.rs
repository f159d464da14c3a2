//! What lies beside a journal, or in its list of free pages, and would have the next change written over records.

use std::path::Path;

use rusqlite::Connection;
use tomoni::domain::views::Binned;
use tomoni::files::Standing;
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};
use tomoni::problem::Problem;

use super::archive::exported;
use super::{clock, session, with_pair};

const PAGE: usize = 4096;

/// A rollback journal that leads the first page back to what it is in `bytes`, as SQLite writes one.
fn rollback_to(bytes: &[u8]) -> Vec<u8> {
    let number = |n: u32| n.to_be_bytes();
    let nonce = 0x0102_0304_u32;
    let pages = u32::try_from(bytes.len() / PAGE).unwrap();
    let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    for n in [1, nonce, pages, 512, PAGE as u32] {
        journal.extend(number(n));
    }
    journal.resize(512, 0);
    journal.extend(number(1));
    let page = &bytes[..PAGE];
    journal.extend(page);
    let sampled = (1..=20).map(|n| PAGE - 200 * n);
    let sum = sampled.fold(nonce, |sum, at| sum.wrapping_add(u32::from(page[at])));
    journal.extend(number(sum));
    journal
}

fn changes(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes[24..28].try_into().unwrap())
}

fn beside(path: &Path) -> std::path::PathBuf {
    path.with_file_name("journal.db-journal")
}

#[test]
fn what_would_undo_later_changes_is_refused_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "! an early promise\n");
    let early = std::fs::read(&path).unwrap();
    for n in 0..8 {
        session(&mut journal, pair, &format!("! promise {n}\n"));
    }
    let before = exported(&journal);
    drop(journal);
    let now = std::fs::read(&path).unwrap();
    assert!(changes(&now) > changes(&early) + 1);
    let rollback = rollback_to(&early);
    std::fs::write(beside(&path), &rollback).unwrap();
    let says = |outcome: Result<(), Problem>, what: &str| {
        let problem = outcome.expect_err(what);
        assert!(
            matches!(&problem, Problem::OtherRollback(side) if *side == beside(&path).canonicalize().unwrap()),
            "{what}: {problem:?}"
        );
        for lang in Lang::ALL {
            assert!(problem.message(lang).contains("journal.db-journal"), "{what}");
        }
        assert_eq!(problem.exit_code(), 5, "{what}");
        assert!(std::fs::read(&path).unwrap() == now, "{what}: the journal was changed");
        assert!(std::fs::read(beside(&path)).unwrap() == rollback, "{what}: the other file was changed");
    };
    says(Journal::open(&path, clock()).map(drop), "open");
    says(Journal::open_or_create(&path, clock()).map(drop), "open or create");
    says(Journal::look(&path, clock()).map(drop), "look");
    says(Journal::doctor(&path, clock()).map(drop), "doctor");
    says(Journal::accept(&path, clock()).map(drop), "accept");
    // A repair takes everything from the file itself.
    let new = dir.path().join("new.db");
    let repaired = Journal::repair(&path, &new, "(recovered)", &mut |_, _| true);
    assert!(repaired.map_err(|p| p.message(Lang::En)).unwrap().is_all());
    let rescued = Journal::open(&new, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let sessions = |journal: &Journal| journal.sessions(&SessionFilter::default()).unwrap().len();
    assert_eq!(sessions(&rescued), 9);
    // Once it is somewhere else, nothing is missing.
    std::fs::rename(beside(&path), dir.path().join("elsewhere")).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(exported(&journal), before);
}

/// The log of writes that leads to `state` with one promise more, as a program leaves it that keeps one.
fn log_of(folder: &Path, state: &[u8]) -> Vec<u8> {
    let other = folder.join("other.db");
    std::fs::write(&other, state).unwrap();
    let conn = Connection::open(&other).unwrap();
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    conn.execute_batch("PRAGMA wal_autocheckpoint = 0; UPDATE pair SET updated_ms = updated_ms + 1;").unwrap();
    let log = std::fs::read(folder.join("other.db-wal")).unwrap();
    drop(conn);
    std::fs::remove_file(&other).unwrap();
    log
}

#[test]
fn a_log_of_another_state_is_refused_before_it_hides_what_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let early = std::fs::read(&path).unwrap();
    session(&mut journal, pair, "! an early promise\n");
    drop(journal);
    let now = std::fs::read(&path).unwrap();
    let log = log_of(dir.path(), &early);
    let beside = path.with_file_name("journal.db-wal");
    std::fs::write(&beside, &log).unwrap();
    for (what, opened) in [
        ("open", Journal::open(&path, clock())),
        ("look", Journal::look(&path, clock())),
        ("doctor", Journal::doctor(&path, clock()).map(|_| unreachable!())),
    ] {
        assert!(
            matches!(opened.err(), Some(Problem::OtherRollback(side)) if side.ends_with("journal.db-wal")),
            "{what}"
        );
        assert!(std::fs::read(&path).unwrap() == now && std::fs::read(&beside).unwrap() == log, "{what}");
    }
    let new = dir.path().join("new.db");
    let repaired = Journal::repair(&path, &new, "(recovered)", &mut |_, _| true);
    assert!(repaired.map_err(|p| p.message(Lang::En)).unwrap().is_all());
    let rescued = Journal::open(&new, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(rescued.sessions(&SessionFilter::default()).unwrap().len(), 1);
}

/// Puts something beside the journal under the name that it is given.
type Puts = Box<dyn Fn(&Path)>;

#[test]
fn what_arrives_beside_an_open_journal_is_refused_by_every_read_and_write() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let early = std::fs::read(&path).unwrap();
    session(&mut journal, pair, "! an early promise\n");
    for n in 0..3 {
        session(&mut journal, pair, &format!("! a later promise {n}\n"));
    }
    let (rollback, log) = (rollback_to(&early), log_of(dir.path(), &early));
    let elsewhere = dir.path().join("elsewhere");
    std::fs::write(&elsewhere, &rollback).unwrap();
    let bytes = |bytes: &[u8]| -> Puts {
        let bytes = bytes.to_owned();
        Box::new(move |at| std::fs::write(at, &bytes).unwrap())
    };
    let fifo = |at: &Path| {
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, at, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    };
    let link = move |at: &Path| std::os::unix::fs::symlink(&elsewhere, at).unwrap();
    let cases: Vec<(&str, &str, Puts)> = vec![
        ("a rollback journal", "-journal", bytes(&rollback)),
        ("a cut one", "-journal", bytes(&rollback[..600])),
        ("a link to one", "-journal", Box::new(link)),
        ("a dangling link", "-journal", Box::new(|at| std::os::unix::fs::symlink("nowhere", at).unwrap())),
        ("a pipe", "-journal", Box::new(fifo)),
        ("a folder", "-journal", Box::new(|at| std::fs::create_dir(at).unwrap())),
        ("a log", "-wal", bytes(&log)),
        ("a cut log", "-wal", bytes(&log[..40])),
        ("a pipe for a log", "-wal", Box::new(fifo)),
    ];
    for (what, ending, put) in cases {
        let now = std::fs::read(&path).unwrap();
        let side = path.with_file_name(format!("journal.db{ending}"));
        put(&side);
        let copy = dir.path().join("copy.db");
        let tries: [(&str, Problem); 6] = [
            ("read", journal.sessions(&SessionFilter::default()).expect_err(what)),
            ("write", journal.note_for_later(pair, "! something").expect_err(what)),
            ("place", journal.keep_place().expect_err(what)),
            ("schema", journal.look_at_schema().expect_err(what)),
            ("back up", journal.back_up(Some(&copy), Standing::Stays, &mut |_, _| true).map(drop).expect_err(what)),
            ("due copy", {
                journal.keep_copies(Some(tomoni::journal::Keep { daily: 1, weekly: 0, monthly: 0 }));
                journal.copy_due().map(drop).expect_err(what)
            }),
        ];
        for (doing, problem) in tries {
            assert!(
                matches!(&problem, Problem::OtherRollback(at) if at.ends_with(side.file_name().unwrap())),
                "{what}, {doing}: {problem:?}"
            );
        }
        assert_eq!(journal.data_version(), None, "{what}");
        assert!(std::fs::read(&path).unwrap() == now, "{what}: the journal was changed");
        std::fs::rename(&side, dir.path().join(format!("away {what}"))).unwrap();
        // Once it is gone, everything goes on.
        session(&mut journal, pair, &format!("! after {what}\n"));
    }
    assert_eq!(journal.sessions(&SessionFilter::default()).unwrap().len(), 13);
}

/// The same as [`rollback_to`] for the second page alone; `counted`: how many pages it says to hold.
fn rollback_of_second_page(bytes: &[u8], counted: u32) -> Vec<u8> {
    let mut journal = rollback_to(bytes);
    let nonce = u32::from_be_bytes(journal[12..16].try_into().unwrap());
    let page = &bytes[PAGE..2 * PAGE];
    journal[8..12].copy_from_slice(&counted.to_be_bytes());
    journal[512..516].copy_from_slice(&2_u32.to_be_bytes());
    journal[516..516 + PAGE].copy_from_slice(page);
    let sum = (1..=20).map(|n| PAGE - 200 * n).fold(nonce, |sum, at| sum.wrapping_add(u32::from(page[at])));
    journal[516 + PAGE..].copy_from_slice(&sum.to_be_bytes());
    journal
}

#[test]
fn a_rollback_journal_without_the_first_page_that_would_cut_the_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let early = std::fs::read(&path).unwrap();
    session(&mut journal, pair, &"! a promise of many words\n".repeat(900));
    drop(journal);
    let now = std::fs::read(&path).unwrap();
    assert!(now.len() > early.len());
    for counted in [0, 1, u32::MAX] {
        std::fs::write(beside(&path), rollback_of_second_page(&early, counted)).unwrap();
        let refused = Journal::open(&path, clock()).err();
        assert!(matches!(refused, Some(Problem::OtherRollback(_))), "{counted}: {refused:?}");
        assert!(std::fs::read(&path).unwrap() == now, "{counted}: the journal was changed");
        // That of an interrupted change is taken in.
        std::fs::write(beside(&path), rollback_of_second_page(&now, counted)).unwrap();
        let open = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
        assert_eq!(open.sessions(&SessionFilter::default()).unwrap().len(), 1, "{counted}");
        drop(open);
        assert!(std::fs::read(&path).unwrap() == now && !beside(&path).exists(), "{counted}");
    }
}

#[test]
fn another_writer_is_never_taken_for_a_file_of_another_state() {
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (journal, _) = with_pair(&path);
    let ends = std::sync::Arc::new(AtomicBool::new(false));
    let written = std::sync::Arc::new(AtomicU32::new(0));
    let writer = {
        let (path, ends, written) = (path.clone(), std::sync::Arc::clone(&ends), std::sync::Arc::clone(&written));
        std::thread::spawn(move || {
            let conn = Connection::open(&path).unwrap();
            conn.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
            while !ends.load(Ordering::Relaxed) {
                // Large ones write to the file before their end, and a part of them is taken back.
                let sql = "PRAGMA cache_size = 3; BEGIN IMMEDIATE; CREATE TABLE spare (x);
                           INSERT INTO spare VALUES (randomblob(90000)); DROP TABLE spare;
                           UPDATE pair SET updated_ms = updated_ms;";
                conn.execute_batch(sql).unwrap();
                conn.execute_batch(if written.fetch_add(1, Ordering::Relaxed) % 3 == 0 {
                    "ROLLBACK"
                } else {
                    "COMMIT"
                })
                .unwrap();
            }
        })
    };
    let reads = if std::env::var_os("TOMONI_LONG").is_some() { 2_000 } else { 100 };
    // On a busy machine the writer may get its first turn late.
    for n in 0..100_000 {
        if n >= reads && written.load(Ordering::Relaxed) > 20 {
            break;
        }
        match journal.sessions(&SessionFilter::default()) {
            Ok(_) | Err(Problem::Busy) => {}
            Err(other) => panic!("{n}: {}", other.message(Lang::En)),
        }
    }
    ends.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    assert!(written.load(Ordering::Relaxed) > 20, "the other program wrote meanwhile");
}

#[test]
fn what_an_interrupted_change_left_is_rolled_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "! an early promise\n");
    drop(journal);
    let before = std::fs::read(&path).unwrap();
    // Interrupted before the first page was written, and after it.
    for counted in [0, 1] {
        let mut torn = before.clone();
        torn[24..28].copy_from_slice(&(changes(&before) + counted).to_be_bytes());
        torn[92..96].copy_from_slice(&(changes(&before) + counted).to_be_bytes());
        std::fs::write(&path, torn).unwrap();
        std::fs::write(beside(&path), rollback_to(&before)).unwrap();
        let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
        assert_eq!(journal.sessions(&SessionFilter::default()).unwrap().len(), 1);
        drop(journal);
        assert!(std::fs::read(&path).unwrap() == before && !beside(&path).exists());
    }
}

#[test]
fn a_free_page_that_is_in_use_is_noticed_before_the_first_change() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let long = |n: usize| format!("! promise {n}\n{}\n", "words of a long line ".repeat(600));
    let mut all: Vec<_> = (0..12).map(|n| session(&mut journal, pair, &long(n))).collect();
    drop(journal);
    // Another program has removed some rows, so that pages are free.
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(
        "PRAGMA secure_delete = ON; CREATE TABLE spare (x); INSERT INTO spare VALUES (zeroblob(400000));
                        DROP TABLE spare;",
    )
    .unwrap();
    drop(conn);
    let whole = std::fs::read(&path).unwrap();
    let at = |bytes: &[u8], at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let trunk = (at(&whole, 32) as usize - 1) * PAGE;
    let leaves = at(&whole, trunk + 4) as usize;
    assert!(leaves > 10);
    let free: Vec<u32> = (0..leaves).map(|n| at(&whole, trunk + 8 + 4 * n)).collect();
    let pages = u32::try_from(whole.len() / PAGE).unwrap();
    let mut open = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let Some(gone) = all.pop() else { panic!() };
    open.delete(Binned::Session(gone)).map_err(|p| p.message(Lang::En)).unwrap();
    drop(open);
    let mut tried = 0;
    for used in (1..=pages).filter(|page| !free.contains(page) && (*page as usize - 1) * PAGE != trunk) {
        let mut bytes = whole.clone();
        let last = trunk + 8 + 4 * (leaves - 1);
        bytes[last..last + 4].copy_from_slice(&used.to_be_bytes());
        std::fs::write(&path, &bytes).unwrap();
        let Ok(mut journal) = Journal::open(&path, clock()) else { continue };
        let refused = journal.note_for_later(pair, "! something").expect_err("it is written over a record");
        assert!(matches!(refused, Problem::Damaged(_)), "page {used}: {refused:?}");
        drop(journal);
        assert!(std::fs::read(&path).unwrap() == bytes, "page {used}: it was changed");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn a_rollback_journal_that_ends_before_what_it_counts_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "! an early promise\n");
    drop(journal);
    let now = std::fs::read(&path).unwrap();
    // Another page comes first, and the copy has ended behind it.
    let mut cut = rollback_to(&now);
    cut[11] = 3;
    cut[512..516].copy_from_slice(&2_u32.to_be_bytes());
    for length in [600, cut.len() - 1, cut.len()] {
        std::fs::write(beside(&path), &cut[..length]).unwrap();
        let refused = Journal::open(&path, clock()).err();
        assert!(matches!(refused, Some(Problem::OtherRollback(_))), "{length}: {refused:?}");
        assert!(std::fs::read(&path).unwrap() == now, "{length}: the journal was changed");
    }
}
