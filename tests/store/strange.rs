//! Journals whose schema somebody else has changed: they are read, nothing is written to them and nothing planted in
//! them runs; `accept` takes it out again.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{Journal, SessionFilter};
use tomoni::problem::Problem;

use crate::{clock, open, session, with_pair};

fn plant(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

/// Renames a table of ours and puts a view in its place.
fn view_in_place(table: &str, query: &str) -> String {
    format!("PRAGMA legacy_alter_table = ON; ALTER TABLE {table} RENAME TO old; CREATE VIEW {table} AS {query};")
}

/// What can be planted without harm to reading, and how the doctor calls it.
const PLANTED: [(&str, &str); 8] = [
    (
        "CREATE TABLE stolen (raw); CREATE TRIGGER copy_lines BEFORE UPDATE ON entry BEGIN
           INSERT INTO stolen VALUES (old.raw); END;",
        "table stolen, trigger copy_lines",
    ),
    ("CREATE TRIGGER endless AFTER INSERT ON pair BEGIN
        INSERT INTO pair SELECT * FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n);
      END;", "trigger endless"),
    ("CREATE VIEW lines AS SELECT raw FROM entry", "view lines"),
    ("CREATE VIEW v AS SELECT 1 AS x; CREATE TRIGGER inst INSTEAD OF INSERT ON v BEGIN DELETE FROM entry; END;", "trigger inst, view v"),
    ("CREATE INDEX odd ON entry (length(raw))", "index odd"),
    ("CREATE VIRTUAL TABLE theirs USING fts5 (x)", "table theirs"),
    ("ALTER TABLE pair ADD COLUMN extra TEXT", "table pair"),
    ("DROP TRIGGER held_more", "trigger held_more"),
];

#[test]
fn a_strange_journal_is_read_and_never_written() {
    for (sql, names) in PLANTED {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (mut journal, pair) = with_pair(&path);
        session(&mut journal, pair, "~ kakushigoto\n! send it\n");
        drop(journal);
        plant(&path, sql);
        let before = std::fs::read(&path).unwrap();
        let mut journal = open(&path);
        assert_eq!(journal.sessions(&SessionFilter::default()).unwrap().len(), 1, "{sql}");
        let Err(Problem::Altered(told)) = journal.note_for_later(pair, "x") else { panic!("{sql}: it was written to") };
        assert!(told.join(", ").contains(names), "{told:?}");
        for lang in Lang::ALL {
            assert!(Problem::Altered(told.clone()).message(lang).contains("tomoni doctor --accept"));
        }
        let vault = NewVault::make(&Passphrase::new("kakushi").unwrap(), Cost::FLOOR).map_err(|p| p.message(Lang::En));
        assert!(matches!(journal.seal_on(&vault.unwrap()), Err(Problem::Altered(_))), "{sql}");
        drop(journal);
        let checkup = Journal::doctor(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
        assert!(!checkup.is_sound(), "{sql}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{sql}: not a byte changed");
    }
}

#[test]
fn accepting_takes_out_what_is_foreign_after_a_copy() {
    for (sql, _) in PLANTED {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (mut journal, pair) = with_pair(&path);
        session(&mut journal, pair, "! send it\n");
        drop(journal);
        plant(&path, sql);
        let done = Journal::accept(&path, clock());
        if sql.contains("ADD COLUMN") {
            assert!(matches!(done, Err(Problem::TablesAltered(_))), "a table is not made again");
            continue;
        }
        let (_, copy) = done.map_err(|p| p.message(Lang::En)).expect(sql).expect("something was changed");
        assert!(copy.exists());
        let mut journal = open(&path);
        journal.note_for_later(pair, "x").map_err(|p| p.message(Lang::En)).expect(sql);
        drop(journal);
        assert!(Journal::doctor(&path, clock()).unwrap().is_sound(), "{sql}");
    }
}

#[test]
fn where_nothing_is_foreign_there_is_nothing_to_accept_and_no_copy() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(with_pair(&path));
    assert!(Journal::accept(&path, clock()).is_ok_and(|accepted| accepted.is_none()));
    assert!(!dir.path().join("backups").exists());
}

#[test]
fn a_view_in_the_place_of_a_table_and_one_without_an_end_are_refused_at_once() {
    let endless = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n";
    for table in ["pair", "session", "entry", "vault", "goal"] {
        for query in [endless, "SELECT * FROM old"] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("journal.db");
            drop(with_pair(&path));
            plant(&path, &view_in_place(table, query));
            let begun = Instant::now();
            assert!(Journal::open(&path, clock()).is_err(), "{table}");
            let checkup = Journal::doctor(&path, clock());
            assert!(checkup.is_ok_and(|c| !c.is_sound()), "{table}");
            assert!(begun.elapsed() < Duration::from_secs(5), "{table}");
        }
    }
}

#[test]
fn a_schema_number_that_is_not_that_of_the_schema_is_noticed() {
    for number in [0, 1, 3, 5] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        drop(with_pair(&path));
        plant(&path, &format!("PRAGMA user_version = {number}"));
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(Journal::open(&path, clock()), Err(Problem::Altered(_))), "{number}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{number}");
    }
}
