//! Every column of every kind of row is garbled in turn: nothing panics, nothing else is lost from view, and the doctor says
//! so.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;

use crate::clock;
use crate::damage::{Seen, Sound, is_long, perhaps, quick, see, told};

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

/// A value in the place of another.
struct Case {
    name: String,
    /// How it is put there.
    sql: String,
    garbled: Value,
    /// The row, by its number or its id.
    row: Value,
    /// The id of the record, as [`see`] has it.
    id: String,
    /// What may disappear with it.
    hidden: Option<BTreeSet<String>>,
}

/// Every column of every table, garbled in each way or in one.
fn cases(conn: &Connection, tables: &[(String, Vec<String>)]) -> Vec<Case> {
    let (mut cases, mut turn) = (Vec::new(), 0);
    for (table, columns) in tables {
        for column in columns {
            if (table.as_str(), column.as_str()) == ("key_slot", "id") {
                // It only puts the slots into an order, and nothing refers to it.
                continue;
            }
            let key = if columns.iter().any(|c| c == "id") { "id" } else { "uuid" };
            // A row that is seen, and has a value there if any has.
            let here = if columns.iter().any(|c| c == "deleted_ms") { "deleted_ms IS NULL" } else { "true" };
            let sql = format!(
                "SELECT \"{column}\", {key}, uuid FROM {table} ORDER BY {here} DESC, \"{column}\" IS NULL LIMIT 1"
            );
            let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get::<_, Value>(1)?, r.get::<_, Vec<u8>>(2)?));
            let (value, row, id): (Value, Value, _) = conn.query_row(&sql, [], read).expect(table);
            let hung = if let Value::Integer(row) = row { belongings(conn, table, row) } else { BTreeSet::new() };
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
            cases.extend(values.into_iter().map(|(what, garbled)| Case {
                name: format!("{table}.{column}: {what}"),
                sql: format!("UPDATE {table} SET \"{column}\" = ?1 WHERE {key} = ?2"),
                garbled,
                row: row.clone(),
                id: id_text(&id),
                hidden: hides_others(column).then(|| hung.clone()),
            }));
        }
    }
    cases
}

#[test]
fn every_garbled_column_costs_only_its_own_record_and_the_doctor_names_it() {
    let sound = Sound::new();
    let whole = told(see(&told(Journal::open(&sound.path, clock()))));
    let conn = Connection::open(&sound.path).unwrap();
    let tables = columns(&conn);
    assert!(tables.len() >= 14, "{tables:?}");
    let cases = cases(&conn, &tables);
    drop(conn);
    let (next, tried) = (AtomicUsize::new(0), AtomicUsize::new(0));
    // As many at a time as there are processors, each in a folder of its own.
    let work = || {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("victim.db");
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            sound.copy_to(&path);
            let conn = without_rules(&path);
            if conn.execute(&case.sql, rusqlite::params![case.garbled, case.row]).is_err() {
                // Not even the engine takes it, as a row id that is no number.
                continue;
            }
            with_rules(&conn);
            drop(conn);
            tried.fetch_add(1, Ordering::Relaxed);
            check(&path, &case.name, &whole, &case.id, case.hidden.as_ref());
        }
    };
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, Into::into);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().for_each(|w| w.join().unwrap());
    });
    let tried = tried.into_inner();
    println!("{tried} garbled columns in {} tables", tables.len());
    assert!(tried > 150, "{tried}");
}

/// Looks at a journal in which one record is garbled.
fn check(path: &Path, case: &str, whole: &Seen, id: &str, hidden: Option<&BTreeSet<String>>) {
    let journal = quick("opening", || Journal::open(path, clock())).map_err(|p| p.message(Lang::En)).expect(case);
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
    let export = quick("an export", || journal.export(&mut file, Path::new("archive"), &mut |_, _| true));
    told(perhaps(export));
    let copy = path.with_file_name("copy.db");
    let replaced = tomoni::files::Standing::Replaced;
    let backup = quick("a backup", || journal.back_up(Some(&copy), replaced, &mut |_, _| true));
    if let Ok(backup) = &backup {
        assert!(backup.contents.damaged > 0 || is_derived(case), "{case}: the backup is called good");
    }
    drop(journal);
    let checkup = told(quick("the doctor", || Journal::doctor(path, clock())));
    if is_derived(case) {
        let healed = checkup.checks.iter().any(|c| c.healed);
        assert!(healed || !checkup.is_sound(), "{case}: not noticed");
    } else {
        assert!(!checkup.is_sound(), "{case}: the doctor says sound");
    }
}

/// What the program makes from the records itself.
fn is_derived(case: &str) -> bool {
    case.contains(".doc:") || case.contains(".held:")
}
