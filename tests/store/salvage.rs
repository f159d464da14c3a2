//! Salvage: whatever was damaged, every other record comes back as it was, and what does not is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tomoni::i18n::Lang;
use tomoni::journal::{Finding, Journal, Salvaged};
use tomoni::problem::Problem;

use super::archive::{exported, full};
use super::{EVERY_SCHEMA, clock, session, with_pair};

const PAGE: usize = 4096;

fn told<T>(outcome: Result<T, Problem>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

/// A folder in memory, where there is one: waiting for a disk takes the most time here.
fn quick_dir() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

fn long() -> bool {
    std::env::var_os("TOMONI_LONG").is_some()
}

fn repair(damaged: &Path, new: &Path) -> Result<Salvaged, Problem> {
    Journal::repair(damaged, new, "(recovered)", &mut |_, _| true)
}

/// Every record of a journal by its list and its id.
fn records(path: &Path) -> BTreeMap<(String, String), Value> {
    let archive: Value = serde_json::from_str(&exported(&told(Journal::open(path, clock())))).unwrap();
    let lists = archive.as_object().unwrap().iter().filter_map(|(list, value)| Some((list, value.as_array()?)));
    let of = |(list, records): (&String, &Vec<Value>)| {
        let named = |record: &Value| ((list.clone(), record["id"].as_str().unwrap().to_owned()), record.clone());
        records.iter().map(named).collect::<Vec<_>>()
    };
    lists.flat_map(of).collect()
}

/// A journal, its bytes, and what it holds.
struct Sample {
    bytes: Vec<u8>,
    records: BTreeMap<(String, String), Value>,
}

impl Sample {
    fn new(lang: Lang) -> Self {
        let dir = quick_dir();
        let path = dir.path().join("journal.db");
        drop(full(&path, lang));
        Self { bytes: std::fs::read(&path).unwrap(), records: records(&path) }
    }

    /// Repairs these bytes and checks that nothing is missing or changed that is not listed. Returns what was listed,
    /// and how many records differ.
    fn repaired(&self, bytes: &[u8], what: &str) -> (Salvaged, usize) {
        let dir = quick_dir();
        let (damaged, new) = (dir.path().join("damaged.db"), dir.path().join("new.db"));
        std::fs::write(&damaged, bytes).unwrap();
        let salvaged = match repair(&damaged, &new) {
            Ok(salvaged) => salvaged,
            Err(problem) => panic!("{what}: {}", problem.message(Lang::En)),
        };
        assert_eq!(std::fs::read(&damaged).unwrap(), bytes, "{what}: the damaged file was touched");
        let checkup = told(Journal::doctor(&new, clock()));
        let structure =
            checkup.checks.iter().filter(|c| !matches!(c.name.key(), "entry_text" | "records" | "rows" | "vault"));
        let mut found = structure.flat_map(|check| &check.found);
        // Of a vault whose page is gone, only what was sealed is left: that is said, too.
        let is_known = |finding: &Finding| !salvaged.has_vault && finding.to_string().starts_with("vault #1: is gone");
        assert!(found.all(is_known), "{what}: {checkup:?}");
        let differing = self.differing(&new, &salvaged, what);
        (salvaged, differing)
    }

    fn differing(&self, new: &Path, salvaged: &Salvaged, what: &str) -> usize {
        let now = records(new);
        let listed: BTreeSet<String> = [&salvaged.lost, &salvaged.changed, &salvaged.stand_ins]
            .into_iter()
            .flatten()
            .filter_map(|affected| affected.id.map(|id| id.to_string()))
            .collect();
        let mut differing = 0;
        for ((list, id), was) in &self.records {
            if now.get(&(list.clone(), id.clone())) == Some(was) {
                continue;
            }
            differing += 1;
            assert!(
                listed.contains(id) || !salvaged.unsure.is_empty() || list == "gone",
                "{what}: {list} {id} is missing or has changed, and is not listed: {salvaged:?}\n{was}\n{:?}",
                now.get(&(list.clone(), id.clone()))
            );
        }
        for (list, id) in now.keys().filter(|key| !self.records.contains_key(*key)) {
            assert!(listed.contains(id), "{what}: {list} {id} was never there: {salvaged:?}");
        }
        differing
    }
}

#[test]
fn of_a_sound_journal_everything_is_taken() {
    for lang in Lang::ALL {
        let sample = Sample::new(lang);
        let (salvaged, differing) = sample.repaired(&sample.bytes, "sound");
        assert!(salvaged.is_all() && salvaged.stand_ins.is_empty() && differing == 0, "{salvaged:?}");
        let total: u64 = salvaged.taken.iter().map(|(_, n)| n).sum();
        let gone = sample.records.keys().filter(|(list, _)| matches!(list.as_str(), "gone" | "slots" | "vault")).count()
            as u64;
        assert_eq!(total + gone, sample.records.len() as u64);
    }
}

#[test]
fn a_journal_of_every_schema_is_taken_into_the_newest() {
    for fixture in EVERY_SCHEMA {
        let dir = quick_dir();
        let path = dir.path().join("old.db");
        std::fs::copy(fixture, &path).unwrap();
        let new = dir.path().join("new.db");
        let salvaged = told(repair(&path, &new));
        assert!(salvaged.is_all(), "{fixture}: {salvaged:?}");
        assert_eq!(records(&new), records(&path), "{fixture}");
    }
}

/// How many records a page can have taken along: the rows in a page of a table, the one whose long value goes on there.
fn rows_in(page: &[u8], number: usize) -> usize {
    let head = if number == 0 { 100 } else { 0 };
    match page[head] {
        0x0d | 0x0a | 0x02 => usize::from(u16::from_be_bytes([page[head + 3], page[head + 4]])),
        0x05 => 0,
        _ => 1,
    }
}

#[test]
fn a_page_of_zeros_takes_only_its_own_records_along() {
    let sample = Sample::new(Lang::En);
    let pages = sample.bytes.len() / PAGE;
    let step = if long() { 1 } else { 5 };
    let (mut tried, mut lost) = (0, 0);
    for number in (0..pages).step_by(step).chain([0]) {
        let mut bytes = sample.bytes.clone();
        let page = number * PAGE..(number + 1) * PAGE;
        let most = rows_in(&bytes[page.clone()], number);
        bytes[page].fill(0);
        let (_, differing) = sample.repaired(&bytes, &format!("page {} of zeros", number + 1));
        assert!(differing <= most, "page {}: {differing} records for {most} rows", number + 1);
        tried += 1;
        lost += differing;
    }
    println!("{tried} pages of {pages} zeroed, {lost} records lost with them");
}

#[test]
fn a_file_that_ends_too_early_gives_what_is_left_of_it() {
    let sample = Sample::new(Lang::En);
    let pages = sample.bytes.len() / PAGE;
    for part in 1..8 {
        let length = pages * part / 8 * PAGE + if part % 2 == 0 { 0 } else { 1000 };
        let bytes = &sample.bytes[..length];
        let most: usize = (length / PAGE..pages).map(|n| rows_in(&sample.bytes[n * PAGE..], n)).sum();
        let (salvaged, differing) = sample.repaired(bytes, &format!("cut off after {length} bytes"));
        // What belongs to something whose id is cut off, too, belongs to a stand-in with another id now.
        assert!(differing <= most || !salvaged.stand_ins.is_empty(), "{part}: {differing} of {most}");
    }
}

/// Small numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

#[test]
fn two_pages_that_were_swapped_lose_nothing_but_what_goes_on_in_them() {
    let sample = Sample::new(Lang::En);
    let pages = sample.bytes.len() / PAGE;
    let mut dice = Dice(7);
    let is_long = |n: usize| !matches!(sample.bytes[n * PAGE + if n == 0 { 100 } else { 0 }], 2 | 5 | 10 | 13);
    for _ in 0..if long() { 500 } else { 12 } {
        let (a, b) = (dice.below(pages), dice.below(pages));
        let mut bytes = sample.bytes.clone();
        for at in 0..PAGE {
            bytes.swap(a * PAGE + at, b * PAGE + at);
        }
        let what = format!("pages {} and {} swapped", a + 1, b + 1);
        let (_, differing) = sample.repaired(&bytes, &what);
        // The first page has less room: what lies in it is read elsewhere from another place.
        let most = if a == 0 || b == 0 { usize::MAX } else { usize::from(is_long(a)) + usize::from(is_long(b)) };
        assert!(differing <= most, "{what}: {differing}");
    }
}

/// A row whose row id became that of another one moves neither that one nor those behind it.
#[test]
fn a_flipped_bit_in_a_row_id_moves_no_other_row() {
    let sample = Sample::new(Lang::En);
    let mut tried = 0;
    for page in (0..sample.bytes.len() / PAGE).filter(|n| sample.bytes[n * PAGE] == 0x0d) {
        let bytes = &sample.bytes[page * PAGE..(page + 1) * PAGE];
        let cells = usize::from(u16::from_be_bytes([bytes[3], bytes[4]]));
        for cell in (0..cells).step_by(if long() { 1 } else { 9 }) {
            let mut at = usize::from(u16::from_be_bytes([bytes[8 + 2 * cell], bytes[9 + 2 * cell]]));
            // Behind the length of the row stands its row id, seven bits in each byte.
            for _ in 0..2 {
                while bytes[at] & 0x80 != 0 {
                    at += 1;
                }
                at += 1;
            }
            let mut damaged = sample.bytes.clone();
            damaged[page * PAGE + at - 1] ^= 2;
            let (_, differing) = sample.flipped(&damaged, "a row id");
            assert!(differing <= 1, "page {page}, cell {cell}: {differing} records");
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

/// Where a row and the index of ids contradict each other, the sum of the row says which of them is right.
#[test]
fn a_flipped_bit_in_the_index_of_ids_changes_no_record() {
    let sample = Sample::new(Lang::En);
    let ids: Vec<[u8; 16]> = sample
        .records
        .keys()
        .filter(|(list, _)| matches!(list.as_str(), "pairs" | "sessions" | "goals"))
        .filter_map(|(_, id)| Some(id.parse::<uuid::Uuid>().ok()?.into_bytes()))
        .collect();
    assert!(ids.len() > 20);
    let mut places = 0;
    for id in ids.iter().step_by(if long() { 1 } else { 4 }) {
        let found = sample.bytes.windows(id.len()).enumerate().filter(|(_, window)| window == id).map(|(at, _)| at);
        for at in found {
            let mut bytes = sample.bytes.clone();
            bytes[at + 9] ^= 4;
            let (_, differing) = sample.flipped(&bytes, &format!("byte {at} flipped"));
            assert!(differing == 0, "byte {at}: {differing} records");
            places += 1;
        }
    }
    // Each in its row and in its index.
    assert!(places >= 2 * ids.len() / if long() { 1 } else { 5 }, "{places}");
}

#[test]
fn a_flipped_bit_takes_one_record_along_at_most() {
    let sample = Sample::new(Lang::En);
    let mut dice = Dice(12);
    let mut differing_at_all = 0;
    for _ in 0..if long() { 2_000 } else { 30 } {
        let (at, bit) = (dice.below(sample.bytes.len()), dice.below(8));
        let mut bytes = sample.bytes.clone();
        bytes[at] ^= 1 << bit;
        let what = format!("bit {bit} of byte {at} flipped");
        let (_, differing) = sample.flipped(&bytes, &what);
        assert!(differing <= 1, "{what}: {differing} records");
        differing_at_all += differing;
    }
    println!("{differing_at_all} records changed");
}

impl Sample {
    /// A flipped bit in a value that has no sum is not noticed by anybody: such a record may differ unlisted.
    fn flipped(&self, bytes: &[u8], what: &str) -> (Salvaged, usize) {
        let dir = quick_dir();
        let (damaged, new) = (dir.path().join("damaged.db"), dir.path().join("new.db"));
        std::fs::write(&damaged, bytes).unwrap();
        let salvaged = repair(&damaged, &new).unwrap_or_else(|p| panic!("{what}: {}", p.message(Lang::En)));
        let now = records(&new);
        let differing = self.records.iter().filter(|(key, was)| now.get(*key) != Some(*was)).count();
        (salvaged, differing)
    }
}

#[test]
fn a_broken_beginning_loses_nothing() {
    let sample = Sample::new(Lang::Ja);
    let broken = |range: std::ops::Range<usize>, with: u8| {
        let mut bytes = sample.bytes.clone();
        bytes[range].fill(with);
        bytes
    };
    for (what, bytes) in [
        ("the header of zeros", broken(0..100, 0)),
        ("the header of ones", broken(0..100, 0xff)),
        ("another size of pages", broken(16..18, 0x20)),
        ("a version that nobody writes", broken(18..20, 9)),
        ("no application", broken(68..72, 0)),
        ("no schema", broken(60..64, 0)),
        ("all of the first page", broken(0..PAGE, 0xaa)),
        ("the page after it", broken(PAGE..2 * PAGE, 0x55)),
    ] {
        let (salvaged, differing) = sample.repaired(&bytes, what);
        if what != "the page after it" {
            assert_eq!(differing, 0, "{what}: {salvaged:?}");
        }
    }
}

#[test]
fn what_was_planted_does_not_come_along() {
    let sample = Sample::new(Lang::En);
    let dir = quick_dir();
    let path = dir.path().join("journal.db");
    std::fs::write(&path, &sample.bytes).unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(
        "CREATE TABLE spy (raw TEXT);
         CREATE TRIGGER watch AFTER UPDATE ON entry BEGIN INSERT INTO spy VALUES (old.raw); END;
         CREATE VIEW all_of_it AS SELECT raw FROM entry;
         INSERT INTO spy VALUES ('kakushigoto');",
    )
    .unwrap();
    drop(conn);
    let (salvaged, differing) = sample.repaired(&std::fs::read(&path).unwrap(), "planted");
    assert_eq!(differing, 0, "{salvaged:?}");
    let new = dir.path().join("new.db");
    told(repair(&path, &new));
    let conn = rusqlite::Connection::open(&new).unwrap();
    let planted: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name IN ('spy', 'watch', 'all_of_it')", [], |r| r.get(0))
        .unwrap();
    assert_eq!(planted, 0);
    assert!(!std::fs::read(&new).unwrap().windows(11).any(|w| w == b"kakushigoto"));
}

/// The file and what lies beside it while a writer is in the middle of something, as a kill leaves it.
fn interrupted(path: &Path, mode: &str, to: &Path) {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "journal_mode", mode).unwrap();
    conn.pragma_update(None, "cache_size", 1).unwrap();
    conn.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    if mode == "WAL" {
        conn.execute("UPDATE pair SET purpose = 'in the log', rev = rev + 1", []).unwrap();
    } else {
        conn.execute_batch(
            "BEGIN; UPDATE entry SET rev = rev + 1, raw_hash = zeroblob(8); UPDATE pair SET name = 'torn'",
        )
        .unwrap();
    }
    for ending in ["", "-journal", "-wal"] {
        let side = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        if side(path).exists() {
            std::fs::copy(side(path), side(to)).unwrap();
        }
    }
}

#[test]
fn what_an_interrupted_writer_left_is_heeded_and_left_where_it_is() {
    let sample = Sample::new(Lang::En);
    for (mode, side, break_it) in
        [("DELETE", "-journal", false), ("DELETE", "-journal", true), ("WAL", "-wal", false), ("WAL", "-wal", true)]
    {
        let dir = quick_dir();
        let path = dir.path().join("journal.db");
        std::fs::write(&path, &sample.bytes).unwrap();
        let damaged = dir.path().join("damaged.db");
        interrupted(&path, mode, &damaged);
        let side = PathBuf::from(format!("{}{side}", damaged.display()));
        assert!(side.metadata().unwrap().len() > 0, "{mode}");
        let mut bytes = std::fs::read(&damaged).unwrap();
        if break_it {
            bytes[..16].fill(0);
            std::fs::write(&damaged, &bytes).unwrap();
        }
        let before = std::fs::read(&side).unwrap();
        let new = dir.path().join("new.db");
        let salvaged = told(repair(&damaged, &new));
        assert_eq!((std::fs::read(&damaged).unwrap(), std::fs::read(&side).unwrap()), (bytes, before));
        let now = records(&new);
        let is_logged = mode == "WAL";
        for (key, was) in &sample.records {
            if key.0 == "pairs" && is_logged {
                assert_eq!(now[key]["purpose"], "in the log", "{mode} {break_it}");
            } else {
                assert_eq!(now.get(key), Some(was), "{mode} {break_it}: {salvaged:?}");
            }
        }
    }
}

#[test]
fn what_is_no_journal_and_where_something_is_already_nothing_is_written() {
    let dir = quick_dir();
    let (path, pair) = (dir.path().join("journal.db"), with_pair(&dir.path().join("journal.db")));
    drop(pair);
    let new = dir.path().join("new.db");
    for (what, bytes) in [("empty", Vec::new()), ("text", b"dear diary".to_vec()), ("zeros", vec![0; 3 * PAGE])] {
        let damaged = dir.path().join(what);
        std::fs::write(&damaged, bytes).unwrap();
        let refused = repair(&damaged, &new).unwrap_err();
        assert!(matches!(refused, Problem::NotAJournal(_)), "{what}: {refused:?}");
        assert_eq!(refused.exit_code(), 5);
        assert!(!new.exists());
    }
    std::fs::write(&new, "mine").unwrap();
    assert!(matches!(repair(&path, &new), Err(Problem::Occupied(_))));
    assert_eq!(std::fs::read_to_string(&new).unwrap(), "mine");
    assert!(matches!(repair(&path, &path), Err(Problem::Occupied(_))));
    assert!(matches!(repair(&path, &dir.path().join("no/new.db")), Err(Problem::NoFolder(_))));
    let stopped = Journal::repair(&path, &dir.path().join("other.db"), "", &mut |_, _| false);
    assert!(stopped.is_ok() || matches!(stopped, Err(Problem::Stopped)));
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".tomoni-")), "{left:?}");
}

#[test]
fn what_belongs_to_something_unreadable_gets_a_stand_in() {
    let dir = quick_dir();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let id = session(&mut journal, pair, "one\n! two\n");
    drop(journal);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM session; DELETE FROM pair;").unwrap();
    drop(conn);
    let new = dir.path().join("new.db");
    let salvaged = told(repair(&path, &new));
    assert_eq!(salvaged.stand_ins.iter().map(|made| made.kind).collect::<Vec<_>>(), ["pair", "session"]);
    let journal = told(Journal::open(&new, clock()));
    let pairs = journal.pairs().unwrap();
    assert_eq!(
        pairs.iter().map(|view| (view.pair.name.as_str(), view.sessions)).collect::<Vec<_>>(),
        [("(recovered)", 1)]
    );
    let rows = journal.sessions(&Default::default()).unwrap();
    assert_ne!(rows[0].session.id, id);
    assert_eq!(told(journal.note(rows[0].session.id)).text().as_deref(), Some("one\n! two\n"));
}

/// A value that no journal has in a column of this type.
fn garbage(kind: &str) -> &'static str {
    match kind {
        "TEXT" => "CAST(X'FF41FE' AS TEXT)",
        "INTEGER" => "-9223372036854775807",
        "BLOB" => "X'00'",
        _ => "1e300",
    }
}

#[test]
fn a_garbled_value_in_any_column_changes_its_record_alone() {
    let sample = Sample::new(Lang::En);
    let dir = quick_dir();
    let path = dir.path().join("journal.db");
    std::fs::write(&path, &sample.bytes).unwrap();
    let columns: Vec<(String, String, String)> = rusqlite::Connection::open(&path)
        .unwrap()
        .prepare(
            "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'gone'
               AND c.name NOT IN ('id', 'uuid', 'sum') ORDER BY t.name, c.cid",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(columns.len() > 100, "every column of every table");
    for (table, column, kind) in columns.iter().step_by(if long() { 1 } else { 5 }) {
        std::fs::write(&path, &sample.bytes).unwrap();
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute_batch(
            "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS held_changed;",
        )
        .unwrap();
        let row = format!("SELECT max(id) FROM {table} WHERE {column} IS NOT NULL");
        let sql = format!("UPDATE {table} SET {column} = {} WHERE id = ({row})", garbage(kind));
        conn.execute(&sql, []).unwrap();
        drop(conn);
        let what = format!("{table}.{column}");
        let bytes = std::fs::read(&path).unwrap();
        // Any number is one that a journal can have there.
        let is_plausible = kind == "REAL" || ["position", "counter", "seal_rev"].contains(&column.as_str());
        let (salvaged, differing) =
            if is_plausible { sample.flipped(&bytes, &what) } else { sample.repaired(&bytes, &what) };
        assert!(differing <= 1, "{what}: {differing} records, {salvaged:?}");
        assert!(salvaged.lost.is_empty(), "{what}: {salvaged:?}");
    }
}
