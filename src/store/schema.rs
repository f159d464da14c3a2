//! The schema of a journal file beside ours. A trigger that somebody has planted runs in our name at the next write, and a
//! view can take the place of a table; so a file whose schema is not ours is read from our tables alone, within limits,
//! and nothing is written to it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::error::{Result, StoreError};
use super::migrate;
use super::pace::Pace;

/// SHA-256 over the newest schema as the steps make it. A test says what it has to be.
const OURS: &str = "3dfee15c28553293dd4e76545ce56d23a9f4295d343b8a21a46e9a3a9176533c";

/// What SQLite and its statistics put into any file.
const ENGINE: &str = "sqlite_stat";

/// One thing in a schema, with the statement that made it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Object {
    kind: String,
    name: String,
    table: String,
    sql: Option<String>,
}

impl Object {
    fn is_called(&self, other: &Self) -> bool {
        (&self.kind, &self.name) == (&other.kind, &other.name)
    }

    /// As a person reads it: `trigger copy_lines`.
    fn told(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }
}

/// How the schema of a file differs from ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strange {
    /// What is not ours.
    foreign: Vec<Object>,
    /// What of ours is missing, or is not as we made it.
    wrong: Vec<Object>,
    /// Our tables cannot be read as they are.
    unreadable: bool,
}

impl Strange {
    pub fn is_nothing(&self) -> bool {
        self.foreign.is_empty() && self.wrong.is_empty()
    }

    /// What it is about, each thing once.
    pub fn names(&self) -> Vec<String> {
        let names: BTreeSet<String> = self.foreign.iter().chain(&self.wrong).map(Object::told).collect();
        names.into_iter().collect()
    }

    /// The error for what cannot be done with such a file; `Ok` where there is nothing strange about it.
    pub(super) fn refused(&self) -> Result<()> {
        if self.is_nothing() { Ok(()) } else { Err(StoreError::Altered(self.names())) }
    }

    /// The same for reading: our tables and indexes have to be there.
    pub(super) fn refused_to_read(&self) -> Result<()> {
        if self.unreadable { self.refused() } else { Ok(()) }
    }
}

/// Compares the schema of a file, which says that it has schema `number`, with ours of that number.
pub(super) fn look(conn: &Connection, number: i64) -> Result<Strange> {
    let found = objects(conn)?;
    if number == migrate::newest() && fingerprint(&found) == OURS {
        return Ok(Strange::default());
    }
    let ours = expected(number)?;
    let foreign: Vec<Object> = found.iter().filter(|o| !ours.iter().any(|ours| ours.is_called(o))).cloned().collect();
    let wrong: Vec<Object> = ours.iter().filter(|o| !found.contains(o)).cloned().collect();
    let mut unreadable = number != migrate::newest();
    for wrong in &wrong {
        unreadable = unreadable || !can_be_read(conn, wrong)?;
    }
    Ok(Strange { foreign, wrong, unreadable })
}

/// Whether it is exactly the newest schema, whatever number the file says.
pub(super) fn is_newest(conn: &Connection) -> Result<bool> {
    Ok(fingerprint(&objects(conn)?) == OURS)
}

/// Whether what is not as we made it can be read all the same: a table with more columns, or without a check. Nothing is
/// read through triggers.
fn can_be_read(conn: &Connection, wrong: &Object) -> Result<bool> {
    Ok(match wrong.kind.as_str() {
        "trigger" => true,
        "table" => {
            let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1
                       AND sql NOT LIKE '%virtual%' AND sql NOT LIKE '%generated%' AND sql NOT LIKE '% as %'";
            let is_plain = conn.query_row(sql, [&wrong.name], |row| row.get::<_, i64>(0))? == 1;
            is_plain
                && wrong.sql.as_deref().is_some_and(|sql| !sql.contains("VIRTUAL"))
                && has_columns(conn, &wrong.name)?
        }
        _ => false,
    })
}

/// Whether a table has all columns that ours has.
fn has_columns(conn: &Connection, table: &str) -> Result<bool> {
    let columns = |conn: &Connection| -> rusqlite::Result<BTreeSet<String>> {
        let mut statement = conn.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0")?;
        statement.query_map([table], |row| row.get(0))?.collect()
    };
    Ok(columns(&made(migrate::newest())?)?.is_subset(&columns(conn)?))
}

fn objects(conn: &Connection) -> Result<Vec<Object>> {
    let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |i: usize| -> Result<String> {
            let bytes = row.get_ref(i)?.as_bytes_or_null().ok().flatten().unwrap_or_default();
            Ok(String::from_utf8_lossy(bytes).into_owned())
        };
        let sql = if row.get_ref(3)? == rusqlite::types::ValueRef::Null { None } else { Some(text(3)?) };
        let object = Object { kind: text(0)?, name: text(1)?, table: text(2)?, sql };
        if !(object.kind == "table" && object.name.starts_with(ENGINE)) {
            found.push(object);
        }
    }
    found.sort();
    Ok(found)
}

fn fingerprint(objects: &[Object]) -> String {
    let mut hash = Sha256::new();
    for object in objects {
        for part in [&object.kind, &object.name, &object.table, object.sql.as_ref().unwrap_or(&String::new())] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An empty journal of this schema, in memory.
fn made(number: i64) -> Result<Connection> {
    let conn = Connection::open_in_memory()?;
    for step in migrate::STEPS.iter().take(usize::try_from(number).unwrap_or(0)) {
        conn.execute_batch(step)?;
    }
    Ok(conn)
}

fn expected(number: i64) -> Result<Vec<Object>> {
    objects(&made(number)?)
}

/// Takes out of the schema what is not ours, and makes again what of ours can be made from the records: indexes and
/// triggers. All of it or nothing.
///
/// # Errors
/// `Altered`: more than that is different, and what is left is named.
pub(super) fn accept(conn: &mut Connection, number: i64) -> Result<Strange> {
    let before = look(conn, number)?;
    // What refers to our records from a foreign table must not keep it there.
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Triggers first, so that none of them runs.
    for kind in ["trigger", "view", "index", "table"] {
        let changed = before.wrong.iter().filter(|o| matches!(o.kind.as_str(), "trigger" | "index"));
        for object in before.foreign.iter().chain(changed).filter(|o| o.kind == kind && o.sql.is_some()) {
            tx.execute_batch(&format!("DROP {kind} IF EXISTS \"{}\"", object.name.replace('"', "\"\"")))?;
        }
    }
    for object in before.wrong.iter().filter(|o| matches!(o.kind.as_str(), "trigger" | "index")) {
        tx.execute_batch(object.sql.as_deref().unwrap_or_default())?;
    }
    look(&tx, number)?.refused()?;
    tx.commit()?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(before)
}

/// So many steps of SQLite's machine between two looks at whether to go on: some milliseconds.
const STEPS: i32 = 20_000;
/// How many of these looks there are in a million steps.
const LOOKS: u32 = 50;
/// How many million steps a question may take on a file whose schema is not ours, before it is given up. Its views and
/// expressions may have no end.
pub(super) const PATIENCE: u32 = 100;

/// Ends what takes longer than any question of ours, for a file that may make us do anything: so many times a million steps.
/// `taken` counts, and is set back before each question.
pub(super) fn limit(conn: &mut Connection, taken: &Arc<AtomicU32>, patience: u32) -> rusqlite::Result<()> {
    heed(conn, Some((Arc::clone(taken), patience)), Pace::default())
}

/// Has the engine end what was asked to stop, and what takes longer than its limit, as for [`limit`].
pub(super) fn heed(conn: &mut Connection, limit: Option<(Arc<AtomicU32>, u32)>, pace: Pace) -> rusqlite::Result<()> {
    let is_over = move || {
        pace.beat();
        let is_late = |(taken, patience): &(Arc<AtomicU32>, u32)| {
            taken.fetch_add(1, Ordering::Relaxed) >= patience.saturating_mul(LOOKS)
        };
        limit.as_ref().is_some_and(is_late) || pace.is_stopping()
    };
    conn.progress_handler(STEPS, Some(is_over))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_the_newest_schema() {
        assert_eq!(fingerprint(&expected(migrate::newest()).unwrap()), OURS);
    }
}
