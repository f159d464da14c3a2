//! Whose a record is and of which day, for a person who reads that it is damaged. What the record says is not told: it
//! may be private, or no longer what was written.

use rusqlite::types::{ToSql, Value};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::damage::Unreadable;
use super::error::Result;
use super::record::blob;
use super::salvage::{Affected, Salvaged};
use super::value::read_moment_opt;
use super::{Store, Tx};
use crate::domain::Moment;

/// By what a person knows a record again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// The name of its pair.
    pub pair: Option<String>,
    /// When its session, or it, was.
    pub at: Option<Moment>,
}

/// A record that a person is told about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its table.
    pub kind: &'static str,
    pub id: Option<Uuid>,
    /// Its number in the table, where nothing else is known.
    pub row: i64,
    pub whose: Whose,
}

impl std::fmt::Display for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Unreadable { table: self.kind, row: self.row, id: self.id }.fmt(f)
    }
}

/// The name of the pair and the moment of a record `t` of this kind, as columns and tables of a question.
fn question(kind: &str) -> Option<String> {
    let of_pair = "LEFT JOIN pair p ON p.id = t.pair";
    let (columns, joined) = match kind {
        "pair" => ("t.name, NULL, NULL", String::new()),
        "goal" | "own_item" => ("p.name, NULL, NULL", of_pair.to_owned()),
        "session" | "tick" | "rating" | "share" => ("p.name, t.at_ms, t.at_offset", of_pair.to_owned()),
        "entry" => ("p.name, s.at_ms, s.at_offset", format!("{of_pair} LEFT JOIN session s ON s.id = t.session")),
        "checkin" | "revision" => (
            "p.name, t.at_ms, t.at_offset",
            "LEFT JOIN goal g ON g.id = t.goal LEFT JOIN pair p ON p.id = g.pair".to_owned(),
        ),
        // Of no pair and of no day: `own_question`, `vault`, `key_slot`, `gone`.
        _ => return None,
    };
    Some(format!("SELECT {columns} FROM {kind} t {joined}"))
}

fn whose(conn: &Connection, kind: &str, column: &str, value: impl ToSql) -> Result<Option<Whose>> {
    let Some(question) = question(kind) else { return Ok(None) };
    let read = |row: &Row<'_>| {
        let name = row.get_ref(0)?.as_bytes_or_null().ok().flatten();
        let pair = name.map(|name| String::from_utf8_lossy(name).into_owned());
        // A moment that means nothing is none.
        Ok(Whose { pair, at: read_moment_opt(row, 1).unwrap_or_default() })
    };
    let sql = format!("{question} WHERE t.{column} = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([value], read).optional()?)
}

impl Tx<'_> {
    /// The same record as a person knows it.
    pub fn known(&self, record: &Unreadable) -> Result<Known> {
        let Unreadable { table: kind, row, id } = *record;
        let whose = whose(self.conn(), kind, "id", row)?.unwrap_or_default();
        Ok(Known { kind, id, row, whose })
    }

    /// The pair of this id as a person knows it.
    pub fn known_pair(&self, id: Uuid) -> Result<Known> {
        self.known_by_id("pair", id)
    }

    /// The line of this id as a person knows it.
    pub fn known_line(&self, id: Uuid) -> Result<Known> {
        self.known_by_id("entry", id)
    }

    fn known_by_id(&self, kind: &'static str, id: Uuid) -> Result<Known> {
        let whose = whose(self.conn(), kind, "uuid", blob(id))?.unwrap_or_default();
        Ok(Known { kind, id: Some(id), row: 0, whose })
    }
}

/// Says whose everything is that was listed, as far as the new journal tells.
pub(super) fn tell(store: &Store, salvaged: &mut Salvaged) -> Result<()> {
    let conn = store.conn()?;
    let by_id = |kind: &str, id: Option<Uuid>| -> Result<Option<Whose>> {
        let id: Option<Value> = id.map(blob);
        id.map_or(Ok(None), |id| whose(conn, kind, "uuid", id))
    };
    let lists = [&mut salvaged.lost, &mut salvaged.changed, &mut salvaged.stand_ins];
    for Affected { kind, id, session, pair, whose, .. } in lists.into_iter().flatten() {
        let mut found = by_id(kind, *id)?;
        if found.is_none() {
            found = by_id("session", *session)?;
        }
        if found.is_none() {
            found = by_id("pair", *pair)?;
        }
        *whose = found.unwrap_or_default();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate;

    #[test]
    fn of_every_kind_of_record_it_is_known_whose_it_is() {
        let conn = Connection::open_in_memory().unwrap();
        for step in migrate::STEPS {
            conn.execute_batch(step).unwrap();
        }
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'";
        let mut statement = conn.prepare(sql).unwrap();
        let tables: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
        assert!(tables.len() > 12, "{tables:?}");
        for table in tables {
            // What refers to a pair, or to something that does, has a question, and the question fits the schema.
            let is_of_none = ["own_question", "vault", "key_slot", "gone"].contains(&table.as_str());
            assert_eq!(question(&table).is_none(), is_of_none, "{table}");
            assert!(whose(&conn, &table, "uuid", 1).unwrap().is_none(), "{table}");
        }
    }
}
