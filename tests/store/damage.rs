//! Damage: whatever is garbled in a journal, nothing panics, nothing else is lost from view, and the doctor says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use tomoni::domain::calendar::Month;
use tomoni::domain::checklist::ItemMoment;
use tomoni::domain::forms::NewItem;
use tomoni::domain::sharing::{Format, NewShare, Paper, Scope, Wish};
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, Checkup, Journal, SessionFilter};
use tomoni::problem::{Problem, Result};

use crate::{clock, open};

fn told<T>(outcome: Result<T>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

/// Whether the longer version was asked for.
fn is_long() -> bool {
    std::env::var_os("TOMONI_LONG").is_some()
}

/// A journal in which every table has rows, and a place for copies of it.
struct Sound {
    dir: tempfile::TempDir,
    path: PathBuf,
}

impl Sound {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sound.db");
        std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v6.db"), &path).unwrap();
        let mut journal = open(&path);
        let pair = told(journal.pairs())[0].pair.id;
        let item = NewItem { pair, key: "trust".to_owned(), when: ItemMoment::Session, text: "an item".to_owned() };
        told(journal.add_item(&item));
        told(journal.add_question("What would a good year be?"));
        let given = NewShare {
            pair: Some(pair),
            paper: Paper::ALL[0],
            format: Format::ALL[0],
            shared: 3,
            kept: 4,
            hash: "ab".to_owned(),
        };
        told(journal.log_share(&given));
        let doomed = told(journal.note_for_later(pair, "goes away")).id;
        told(journal.delete(Binned::Entry(doomed)));
        told(journal.empty_bin());
        Self { dir, path }
    }

    fn copy(&self) -> PathBuf {
        let path = self.dir.path().join("victim.db");
        let _ = std::fs::remove_file(path.with_file_name("victim.db-journal"));
        std::fs::copy(&self.path, &path).unwrap();
        path
    }
}

/// What a person sees of a journal: everything that has an id, as it is shown.
type Seen = BTreeMap<String, String>;

/// A question about something that may itself be damaged may say that it is not there, or cannot be read.
fn perhaps<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(Problem::NotFound { .. } | Problem::Unreadable) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Asks for everything that the desk and the commands ask for.
fn see(journal: &Journal) -> Result<Seen> {
    let mut seen = Seen::new();
    let today = clock().today();
    for row in journal.sessions(&SessionFilter::default())? {
        let s = &row.session;
        seen.insert(s.id.to_string(), format!("{:?} {} {:?} {:?} {}", s.at, s.theme, s.status, s.pulse, s.lead));
        for e in perhaps(journal.note(s.id))?.into_iter().flat_map(|note| note.entries) {
            seen.insert(e.id.to_string(), format!("{:?} {:?} {:?} {:?}", e.kind, e.owner, e.visibility, e.raw.text()));
        }
    }
    for view in journal.pairs()? {
        let pair = view.pair.id;
        seen.insert(pair.to_string(), format!("{} {:?} {:?}", view.pair.name, view.pair.role, view.pair.status));
        for goal in journal.goals(pair)? {
            let (goal, checkins, revisions) = (goal.goal, goal.checkins, goal.revisions);
            seen.insert(goal.id.to_string(), format!("{} {:?} {:?}", goal.terms.title, goal.status, goal.reach));
            seen.extend(checkins.into_iter().map(|c| (c.id.to_string(), format!("{:?} {}", c.value, c.note))));
            seen.extend(revisions.into_iter().map(|r| (r.id.to_string(), r.reason)));
        }
        if let Some(board) = perhaps(journal.board(pair, None))? {
            for key in &board.keys {
                seen.insert(format!("{pair} {}", key.key), format!("{:?}", key.level()));
                let items = key.items.iter().map(|item| (format!("{pair} {}", item.id), format!("{:?}", item.state)));
                seen.extend(items);
            }
        }
        for share in journal.shares(Some(pair), 99)? {
            seen.insert(share.id.to_string(), format!("{:?} {} {}", share.paper, share.shared, share.hash));
        }
        perhaps(journal.pair_desk(pair, None, Default::default()))?;
        perhaps(journal.prep(pair, None))?;
        perhaps(journal.ledger(pair))?;
        for paper in [Paper::Summary, Paper::Archive] {
            let wish = Wish::new(paper, Some(pair), Scope::Period(None, None));
            perhaps(journal.offer(&wish, Lang::En))?;
        }
    }
    for question in journal.own_questions()? {
        seen.insert(question.id.to_string(), question.text);
    }
    for action in journal.actions(&ActionFilter { settled: true, ..ActionFilter::default() })? {
        seen.insert(format!("action {}", action.entry.id), format!("{:?} {:?}", action.entry.state, action.entry.due));
    }
    let search = journal.understand_search("plan")?;
    for hit in journal.search(&search, None, 999)?.hits {
        seen.insert(format!("hit {}", hit.id), String::new());
    }
    journal.due()?;
    journal.bin()?;
    journal.next_pair()?;
    journal.timeline(None, 99)?;
    journal.day_counts(None, Month::of(today).shifted(-2), 3)?;
    Ok(seen)
}

/// The tables that have records, with their columns.
fn columns(conn: &Connection) -> Vec<(String, Vec<String>)> {
    let names = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(std::result::Result::unwrap).collect()
    };
    let tables = names("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 1 ORDER BY name");
    tables.into_iter().map(|t| (t.clone(), names(&format!("SELECT name FROM pragma_table_info('{t}')")))).collect()
}

/// Opens the file so that anything can be put into it: types, checks, references and triggers are off.
fn without_rules(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(
        "PRAGMA writable_schema = ON;
         CREATE TABLE temp.was AS SELECT name, sql FROM main.sqlite_schema;
         UPDATE sqlite_schema SET sql = replace(replace(sql, ' STRICT', ''), 'NOT NULL', '') WHERE type = 'table'
           AND sql LIKE '%STRICT' AND sql NOT LIKE '%WITHOUT ROWID%';
         PRAGMA writable_schema = RESET; PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;",
    )
    .unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    conn
}

fn with_rules(conn: &Connection) {
    conn.execute_batch(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = (SELECT sql FROM temp.was WHERE was.name = sqlite_schema.name);
         PRAGMA writable_schema = RESET;",
    )
    .unwrap();
}

/// Values that are not what was written, whatever it was.
fn garbled(value: &Value) -> Vec<(&'static str, Value)> {
    let flipped = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        if let Some(first) = bytes.first_mut() {
            *first ^= 1;
        }
        bytes
    };
    let mut values = vec![("a number", Value::Integer(77)), ("bytes", Value::Blob(vec![0xff, 0xfe]))];
    match value {
        Value::Null => values.push(("a text", Value::Text("x".into()))),
        Value::Integer(n) => {
            values.extend([("a bit", Value::Integer(n ^ 1)), ("far", Value::Integer(i64::MAX)), ("none", Value::Null)]);
        }
        Value::Real(x) => values.extend([("a bit", Value::Real(-x - 1.0)), ("none", Value::Null)]),
        Value::Text(text) => {
            let bit = String::from_utf8(flipped(text.as_bytes())).unwrap_or_else(|_| "#".into());
            values.extend([("a bit", Value::Text(bit)), ("a word", Value::Text("nonsense".into()))]);
            values.push(("none", Value::Null));
        }
        Value::Blob(bytes) => values.extend([("a bit", Value::Blob(flipped(bytes))), ("none", Value::Null)]),
    }
    values.retain(|(_, v)| v != value);
    values
}

/// The id of the row that is garbled, as [`see`] has it.
fn id_text(id: &[u8]) -> String {
    uuid::Uuid::from_slice(id).map(|id| id.to_string()).unwrap_or_default()
}

/// What may disappear with a garbled column: what belongs to the record cannot be found where it does not say whose it
/// is, and goes into the bin with it where it says that it lies there.
fn hides_others(column: &str) -> bool {
    matches!(column, "id" | "uuid" | "pair" | "session" | "goal" | "deleted_ms")
}

/// Everything that hangs on a record.
fn belongings(conn: &Connection, table: &str, row: i64) -> BTreeSet<String> {
    let ids = |sql: String| -> Vec<String> {
        let mut statement = conn.prepare(&sql).unwrap();
        let found = statement.query_map([row], |r| r.get::<_, Vec<u8>>(0)).unwrap();
        found.map(|id| id_text(&id.unwrap())).collect()
    };
    let mut all = BTreeSet::new();
    let in_pair = ["session", "entry", "goal", "share"].map(|t| format!("SELECT uuid FROM {t} WHERE pair = ?1"));
    let of_goals = ["checkin", "revision"]
        .map(|t| format!("SELECT uuid FROM {t} WHERE goal IN (SELECT id FROM goal WHERE pair = ?1)"));
    match table {
        "pair" => in_pair.into_iter().chain(of_goals).for_each(|sql| all.extend(ids(sql))),
        "session" => all.extend(ids("SELECT uuid FROM entry WHERE session = ?1".into())),
        "goal" => ["checkin", "revision"]
            .iter()
            .for_each(|t| all.extend(ids(format!("SELECT uuid FROM {t} WHERE goal = ?1")))),
        _ => {}
    }
    all
}

#[test]
fn every_garbled_column_costs_only_its_own_record_and_the_doctor_names_it() {
    let sound = Sound::new();
    let whole = told(see(&told(Journal::open(&sound.path, clock()))));
    let tables = columns(&Connection::open(&sound.path).unwrap());
    assert!(tables.len() >= 14, "{tables:?}");
    let (mut cases, mut turn) = (0, 0);
    for (table, columns) in &tables {
        for column in columns {
            if (table.as_str(), column.as_str()) == ("key_slot", "id") {
                // It only puts the slots into an order, and nothing refers to it.
                continue;
            }
            let key = if columns.iter().any(|c| c == "id") { "id" } else { "uuid" };
            let conn = Connection::open(&sound.path).unwrap();
            // A row that is seen, and has a value there if any has.
            let here = if columns.iter().any(|c| c == "deleted_ms") { "deleted_ms IS NULL" } else { "true" };
            let sql = format!(
                "SELECT \"{column}\", {key}, uuid FROM {table} ORDER BY {here} DESC, \"{column}\" IS NULL LIMIT 1"
            );
            let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get::<_, Value>(1)?, r.get::<_, Vec<u8>>(2)?));
            let (value, row, id): (Value, Value, _) = conn.query_row(&sql, [], read).expect(table);
            let hung = if let Value::Integer(row) = row { belongings(&conn, table, row) } else { BTreeSet::new() };
            let mut values = garbled(&value);
            if table == "gone" {
                // Its table keeps its rules: it is without row ids.
                values.retain(|(_, v)| std::mem::discriminant(v) == std::mem::discriminant(&value));
            }
            if !is_long() {
                turn += 1;
                let one = values.swap_remove(turn % values.len());
                values = vec![one];
            }
            for (what, garbled) in values {
                let case = format!("{table}.{column}: {what}");
                let path = sound.copy();
                let conn = without_rules(&path);
                let put = format!("UPDATE {table} SET \"{column}\" = ?1 WHERE {key} = ?2");
                if conn.execute(&put, rusqlite::params![garbled, row]).is_err() {
                    // Not even the engine takes it, as a row id that is no number.
                    continue;
                }
                with_rules(&conn);
                drop(conn);
                cases += 1;
                check(&path, &case, &whole, &id_text(&id), hides_others(column).then_some(&hung));
            }
        }
    }
    println!("{cases} garbled columns in {} tables", tables.len());
    assert!(cases > 150, "{cases}");
}

/// Looks at a journal in which one record is garbled.
fn check(path: &Path, case: &str, whole: &Seen, id: &str, hidden: Option<&BTreeSet<String>>) {
    let begun = Instant::now();
    let journal = Journal::open(path, clock()).map_err(|p| p.message(Lang::En)).expect(case);
    let seen = see(&journal).map_err(|p| p.message(Lang::En)).expect(case);
    for (key, shown) in whole {
        // Ids stand at the end of a key, those of items behind their pair.
        let is_it = key.contains(id);
        let is_hidden = hidden.is_some_and(|hidden| hidden.iter().any(|id| key.contains(id.as_str())));
        // What is found by a word may be found no more, or still, by what the index has of it.
        if !is_it && !is_hidden && !key.contains(' ') {
            assert_eq!(seen.get(key), Some(shown), "{case}: another record changed");
        }
    }
    let mut file = tempfile::tempfile().unwrap();
    told(perhaps(journal.export(&mut file, Path::new("archive"), &mut |_, _| true)));
    let copy = path.with_file_name("copy.db");
    let backup = journal.back_up(Some(&copy), tomoni::files::Standing::Replaced, &mut |_, _| true);
    if let Ok(backup) = &backup {
        assert!(backup.contents.damaged > 0 || is_derived(case), "{case}: the backup is called good");
    }
    drop(journal);
    let checkup = told(Journal::doctor(path, clock()));
    if is_derived(case) {
        let healed = checkup.checks.iter().any(|c| c.healed);
        assert!(healed || !checkup.is_sound(), "{case}: not noticed");
    } else {
        assert!(!checkup.is_sound(), "{case}: the doctor says sound");
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{case} took {:?}", begun.elapsed());
}

/// What the program makes from the records itself.
fn is_derived(case: &str) -> bool {
    case.contains(".doc:") || case.contains(".held:")
}

/// One way in which a file changes under us.
#[derive(Clone, Debug)]
enum Change {
    Bit(f64, u8),
    Byte(f64, u8),
    Zero(f64),
    Cut(f64),
    Swap(f64, f64),
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0.0..1.0_f64;
    prop_oneof![
        4 => (place(), 0_u8..8).prop_map(|(at, bit)| Change::Bit(at, bit)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        1 => place().prop_map(Change::Zero),
        1 => place().prop_map(Change::Cut),
        1 => (place(), place()).prop_map(|(a, b)| Change::Swap(a, b)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    const PAGE: usize = 4096;
    let len = bytes.len();
    let at = |place: f64| ((len as f64 * place) as usize).min(len - 1);
    let page = |place: f64| at(place) / PAGE * PAGE;
    match *change {
        Change::Bit(place, bit) => bytes[at(place)] ^= 1 << bit,
        Change::Byte(place, byte) => bytes[at(place)] = byte,
        Change::Zero(place) => bytes[page(place)..page(place) + PAGE].fill(0),
        Change::Cut(place) => bytes.truncate(at(place)),
        Change::Swap(a, b) => {
            let (a, b) = (page(a), page(b));
            for i in 0..PAGE {
                bytes.swap(a + i, b + i);
            }
        }
    }
}

#[test]
fn no_random_change_of_the_file_changes_an_answer_that_the_doctor_calls_sound() {
    let sound = Sound::new();
    let whole = told(see(&told(Journal::open(&sound.path, clock()))));
    let bytes = std::fs::read(&sound.path).unwrap();
    let cases = if is_long() { 1_000 } else { 60 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let counts = std::cell::Cell::new((0, 0, 0));
    let outcome = TestRunner::new_with_rng(config, rng()).run(&change(), |change| {
        let mut changed = bytes.clone();
        apply(&mut changed, &change);
        let path = sound.copy();
        std::fs::write(&path, &changed).unwrap();
        let begun = Instant::now();
        let before = Journal::open(&path, clock()).and_then(|journal| see(&journal));
        // Everything that can be asked, on a machine that does other things: none of it may go on for ever.
        prop_assert!(begun.elapsed() < Duration::from_secs(60), "reading took {:?}", begun.elapsed());
        let checkup = Journal::doctor(&path, clock());
        let (refused, sound, healed) = counts.get();
        match checkup {
            Ok(checkup) if checkup.is_sound() => {
                let is_healed = has_healed(&checkup);
                counts.set((refused, sound + 1, healed + u32::from(is_healed)));
                let seen = if is_healed { Journal::open(&path, clock()).and_then(|j| see(&j)) } else { before };
                let seen = seen.map_err(|p| TestCaseError::fail(p.message(Lang::En)))?;
                prop_assert_eq!(&seen, &whole, "the doctor says sound, and the answers are others");
            }
            _ => counts.set((refused + 1, sound, healed)),
        }
        Ok(())
    });
    println!("{cases} changes of the file: (refused or found, sound, of these healed) {:?}", counts.get());
    outcome.unwrap();
}

fn rng() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[12; 32])
}

fn has_healed(checkup: &Checkup) -> bool {
    checkup.checks.iter().any(|check| check.healed)
}
