//! What a journal holds and a copy of it does not: what would no longer be there once the copy has taken its place.

use std::path::Path;

use rusqlite::Connection;

use super::Look;
use super::connection::connect_reading;
use super::error::Result;

/// Records of one kind that a copy lacks, or has as they were before they were changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its table.
    pub kind: &'static str,
    pub missing: u64,
    pub newer: u64,
    /// When the oldest and the newest of them were written, in Unix milliseconds.
    pub from: Option<i64>,
    pub until: Option<i64>,
}

/// The kinds of records, and the column that says when one was written last.
const KINDS: [(&str, &str); 11] = [
    ("pair", "updated_ms"),
    ("session", "updated_ms"),
    ("entry", "updated_ms"),
    ("goal", "updated_ms"),
    ("checkin", "created_ms"),
    ("revision", "created_ms"),
    ("own_item", "created_ms"),
    ("own_question", "created_ms"),
    ("tick", "at_ms"),
    ("rating", "at_ms"),
    ("share", "at_ms"),
];

impl Look {
    /// What this journal holds, with what lies in the bin, and the one at `other` does not. Kinds of which nothing is
    /// missing are left out. Both files are only read.
    pub fn losses(&self, other: &Path) -> Result<Vec<Loss>> {
        let conn = connect_reading(self.path())?;
        conn.execute("ATTACH ?1 AS other", [other.to_string_lossy()])?;
        let mut losses = Vec::new();
        for (kind, when) in KINDS {
            if has(&conn, "main", kind)? {
                losses.push(loss(&conn, kind, when)?);
            }
        }
        losses.retain(|loss| loss.missing + loss.newer > 0);
        Ok(losses)
    }
}

fn loss(conn: &Connection, kind: &'static str, when: &str) -> Result<Loss> {
    let (missing, newer) = if has(conn, "other", kind)? {
        let there = format!("SELECT 1 FROM other.{kind} o WHERE o.uuid = m.uuid");
        (format!("NOT EXISTS ({there})"), format!("EXISTS ({there} AND o.rev < m.rev)"))
    } else {
        ("true".to_owned(), "false".to_owned())
    };
    let sql = format!(
        "SELECT total({missing}), total({newer}), min({when}), max({when}) FROM main.{kind} m WHERE {missing} OR {newer}"
    );
    Ok(conn.query_row(&sql, [], |row| {
        let count = |n| Ok::<_, rusqlite::Error>(row.get::<_, f64>(n)? as u64);
        Ok(Loss { kind, missing: count(0)?, newer: count(1)?, from: row.get(2)?, until: row.get(3)? })
    })?)
}

fn has(conn: &Connection, schema: &str, table: &str) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {schema}.sqlite_schema WHERE type = 'table' AND name = ?1)");
    Ok(conn.query_row(&sql, [table], |row| row.get(0))?)
}
