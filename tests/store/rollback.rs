//! What lies beside a journal, or in its list of free pages, and would have the next change written over records.

use std::path::Path;

use rusqlite::Connection;
use tomoni::domain::views::Binned;
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
