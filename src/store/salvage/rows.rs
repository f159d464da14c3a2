//! The rows of a salvage in their new journal: each under its old row id, what cannot be there mended, what others refer
//! to made where it is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use uuid::Uuid;

use super::super::error::Result;
use super::super::{Store, Tx, migrate, record};
use super::pages::Row;
use super::tables::{TABLES, Tables};
use super::{Affected, Salvaged, TIMES, empty, table_of};
use crate::domain::session::SessionStatus;

/// Indexes that say to which pair, session or goal a row belonged that cannot be read: its name, the column, the table.
pub(super) const PLACES: [(&str, &str, &str); 6] = [
    ("entry_of_session", "session", "entry"),
    ("entry_for_later", "pair", "entry"),
    ("session_of_pair", "pair", "session"),
    ("goal_of_pair", "pair", "goal"),
    ("own_item_of_pair", "pair", "own_item"),
    ("rating_of_pair", "pair", "rating"),
];

/// Columns that refer to another table, parents before children: table, column, the table it refers to.
const REFERENCES: [(&str, &str, &str); 14] = [
    ("session", "pair", "pair"),
    ("entry", "pair", "pair"),
    ("goal", "pair", "pair"),
    ("own_item", "pair", "pair"),
    ("tick", "pair", "pair"),
    ("rating", "pair", "pair"),
    ("share", "pair", "pair"),
    ("entry", "session", "session"),
    ("entry", "settled_in", "session"),
    ("session", "moved_to", "session"),
    ("tick", "session", "session"),
    ("checkin", "goal", "goal"),
    ("revision", "goal", "goal"),
    // A stand-in for a session or a goal may need one for its pair.
    ("session", "pair", "pair"),
];

pub(super) struct Rows {
    conn: Connection,
    schema: usize,
    /// Columns of rows that were mended.
    mended: BTreeMap<(usize, i64), Vec<String>>,
    /// How many rows have found another one under their row id.
    displaced: i64,
}

/// From here on are the row ids of rows that have found another one under their own, until all are there.
const DISPLACED: i64 = 1 << 40;

impl Rows {
    pub fn new(path: &Path, _: &Tables, schema: usize) -> Result<Self> {
        let conn = empty(path, schema)?;
        conn.execute_batch(
            "PRAGMA foreign_keys = OFF;
             BEGIN;
             CREATE TEMP TABLE known (tbl INTEGER, uuid BLOB, row INTEGER, PRIMARY KEY (tbl, uuid)) WITHOUT ROWID;
             CREATE TEMP TABLE place (tbl TEXT, row INTEGER, col TEXT, parent INTEGER, PRIMARY KEY (tbl, row, col))
               WITHOUT ROWID;",
        )?;
        Ok(Self { conn, schema, mended: BTreeMap::new(), displaced: 0 })
    }

    /// Takes a row that lay where it should.
    pub fn put(&mut self, tables: &Tables, row: Row, of_page: Option<usize>) -> Result<()> {
        self.add(tables, row, of_page, true)
    }

    /// Takes a row that was found elsewhere, if there is nothing better.
    pub fn put_late(&mut self, tables: &Tables, row: Row, of_page: Option<usize>) -> Result<()> {
        self.add(tables, row, of_page, false)
    }

    fn add(&mut self, tables: &Tables, row: Row, of_page: Option<usize>, in_order: bool) -> Result<()> {
        let Some(n) = table_of(tables, &row, of_page) else { return Ok(()) };
        let table = &tables.0[n];
        let Row { id, mut values, .. } = row;
        let Some(Value::Blob(uuid)) = values.get(1).cloned() else { return Ok(()) };
        let rev = |values: &[Value]| if let Some(Value::Integer(rev)) = values.get(2) { *rev } else { 0 };
        let name = table.name;
        let sql = format!("SELECT id FROM {name} WHERE uuid = ?1");
        let there: Option<i64> = self.conn.prepare_cached(&sql)?.query_row([&uuid], |row| row.get(0)).optional()?;
        if let Some(there) = there {
            let older = || -> Result<bool> {
                if name == "vault" || name == "key_slot" {
                    return Ok(false);
                }
                let sql = format!("SELECT rev FROM {name} WHERE id = ?1");
                let found: i64 = self.conn.prepare_cached(&sql)?.query_row([there], |row| row.get(0))?;
                Ok(found < rev(&values))
            };
            if !in_order || !older()? {
                return Ok(());
            }
            self.conn.execute(&format!("DELETE FROM {name} WHERE id = ?1"), [there])?;
            self.mended.remove(&(n, there));
        } else if !in_order && self.is_gone(&uuid)? {
            return Ok(());
        }
        let mended = table.mend(&mut values);
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {name} WHERE id = ?1)");
        let is_taken: bool = self.conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
        values[0] = match is_taken && name != "vault" {
            // Far away from all others, whose own row ids must stay free for them.
            true => {
                self.displaced += 1;
                Value::Integer(DISPLACED + self.displaced)
            }
            false => Value::Integer(id),
        };
        for (column, value) in table.columns.iter().zip(values.iter_mut()) {
            match column.name.as_str() {
                "doc" => *value = Value::Null,
                "held" => *value = Value::Integer(0),
                _ => {}
            }
        }
        let names: Vec<&str> = table.columns.iter().take(values.len()).map(|column| column.name.as_str()).collect();
        let places: Vec<String> = (1..=values.len()).map(|n| format!("?{n}")).collect();
        let sql = format!("INSERT OR IGNORE INTO {name} ({}) VALUES ({})", names.join(", "), places.join(", "));
        let added = self.conn.prepare_cached(&sql)?.execute(params_from_iter(values.iter()));
        match added {
            Ok(1) if !mended.is_empty() => {
                self.mended.insert((n, self.conn.last_insert_rowid()), mended);
            }
            // What is there once already, such as a box of the checklist, or what no journal can hold.
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn is_gone(&self, uuid: &[u8]) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM gone WHERE uuid = ?1)";
        Ok(self.conn.prepare_cached(sql)?.query_row([uuid], |row| row.get(0))?)
    }

    /// Takes what the bin was emptied of.
    pub fn gone(&self, entry: &[Value]) -> Result<()> {
        if let [Value::Blob(uuid), Value::Integer(at), ..] = entry
            && uuid.len() == 16
            && *at > TIMES
        {
            let sql = "INSERT OR IGNORE INTO gone (uuid, gone_ms) VALUES (?1, ?2)";
            self.conn.prepare_cached(sql)?.execute(params![uuid, at])?;
        }
        Ok(())
    }

    /// Remembers that the index of ids of table `n` has this row.
    pub fn know(&self, n: usize, uuid: &[u8], row: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO known (tbl, uuid, row) VALUES (?1, ?2, ?3)";
        self.conn.prepare_cached(sql)?.execute(params![n as i64, uuid, row])?;
        Ok(())
    }

    /// Remembers to what a row belongs.
    pub fn place(&self, table: &str, row: i64, column: &str, parent: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO place (tbl, row, col, parent) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute(params![table, row, column, parent])?;
        Ok(())
    }

    /// Brings what was found into one piece, and says what is missing and what has changed.
    pub fn finish(mut self, tables: &Tables, stand_in: &str) -> Result<Salvaged> {
        let mut salvaged = Salvaged::default();
        self.forget_other_tables()?;
        let damaged = self.damaged()?;
        for (n, name) in TABLES.iter().enumerate() {
            if !self.has(name)? {
                continue;
            }
            self.correct(n, name, damaged.as_ref())?;
            let sql = format!(
                "SELECT k.uuid, k.row FROM known k WHERE k.tbl = ?1
                   AND NOT EXISTS (SELECT 1 FROM {name} t WHERE t.uuid = k.uuid) ORDER BY k.row"
            );
            for (uuid, row) in self.pairs(&sql, n)? {
                let (session, pair) = self.whereabouts(name, row)?;
                let id = Uuid::from_slice(&uuid).ok();
                salvaged.lost.push(Affected { kind: name, id, session, pair, ..Affected::default() });
            }
        }
        for (table, column, parent) in REFERENCES {
            if self.has(table)? && self.has_column(table, column)? {
                self.stand_in(table, column, parent, stand_in, &mut salvaged)?;
            }
        }
        for ((n, id), columns) in std::mem::take(&mut self.mended) {
            let name = tables.0[n].name;
            let sql = format!("SELECT uuid FROM {name} WHERE id = ?1");
            let uuid: Option<Vec<u8>> = self.conn.query_row(&sql, [id], |row| row.get(0)).optional()?;
            let id = uuid.and_then(|uuid| Uuid::from_slice(&uuid).ok());
            salvaged.changed.push(Affected { kind: name, id, columns, ..Affected::default() });
        }
        if self.schema >= 3 {
            self.conn.execute(
                "UPDATE pair SET held = (SELECT count(*) FROM session s
                   WHERE s.pair = pair.id AND s.status = 'held' AND s.deleted_ms IS NULL)",
                [],
            )?;
        }
        self.conn.execute_batch("COMMIT")?;
        Ok(salvaged)
    }

    fn pairs(&self, sql: &str, n: usize) -> Result<Vec<(Vec<u8>, i64)>> {
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map([n as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn has(&self, table: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
        Ok(self.conn.query_row(sql, [table], |row| row.get(0))?)
    }

    fn has_column(&self, table: &str, column: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)";
        Ok(self.conn.query_row(sql, [table, column], |row| row.get(0))?)
    }

    /// Forgets what an index of ids says of rows that are in another table: a page of it belongs to that one's index.
    /// An id is never given twice.
    fn forget_other_tables(&self) -> Result<()> {
        for (n, name) in TABLES.iter().enumerate() {
            for other in TABLES.iter().filter(|other| *other != name) {
                if self.has(other)? {
                    let sql = format!("DELETE FROM known WHERE tbl = ?1 AND uuid IN (SELECT uuid FROM {other})");
                    self.conn.execute(&sql, [n as i64])?;
                }
            }
        }
        Ok(())
    }

    /// The rows whose sums are wrong, by table and row id; `None` in a schema without sums.
    fn damaged(&self) -> Result<Option<BTreeSet<(&'static str, i64)>>> {
        if (self.schema as i64) < migrate::SUMS {
            return Ok(None);
        }
        let damaged = Tx::new(&self.conn).all_damaged_rows()?;
        Ok(Some(damaged.into_iter().map(|row| (row.table, row.row)).collect()))
    }

    /// The row id and the id of a row are in the index, too: where only one of the two is wrong, the other says so. Where
    /// the sum of the row is right, the index is wrong.
    fn correct(&mut self, n: usize, name: &str, damaged: Option<&BTreeSet<(&'static str, i64)>>) -> Result<()> {
        let is_sound =
            |row: i64| damaged.is_some_and(|damaged| !damaged.iter().any(|(table, n)| *table == name && *n == row));
        let wrong_rows = format!(
            "SELECT k.uuid, k.row FROM known k JOIN {name} t ON t.uuid = k.uuid
             WHERE k.tbl = ?1 AND t.id <> k.row AND NOT EXISTS (SELECT 1 FROM {name} o WHERE o.id = k.row)"
        );
        loop {
            let mut moved = false;
            for (uuid, row) in self.pairs(&wrong_rows, n)? {
                let sql = format!("SELECT id FROM {name} WHERE uuid = ?1");
                let now: i64 = self.conn.query_row(&sql, [&uuid], |row| row.get(0))?;
                if !is_sound(now) {
                    self.move_row(n, name, now, row)?;
                    moved = true;
                }
            }
            // A row that was moved may have made room for another one.
            if !moved {
                break;
            }
        }
        let displaced = format!("SELECT uuid, id FROM {name} WHERE id > {DISPLACED} AND ?1 = ?1 ORDER BY id");
        for (_, row) in self.pairs(&displaced, n)? {
            let free = format!("SELECT ifnull(max(id), 0) + 1 FROM {name} WHERE id <= {DISPLACED}");
            let free: i64 = self.conn.query_row(&free, [], |row| row.get(0))?;
            self.move_row(n, name, row, free)?;
        }
        let wrong_ids = format!(
            "SELECT k.uuid, k.row FROM known k JOIN {name} t ON t.id = k.row
             WHERE k.tbl = ?1 AND t.uuid <> k.uuid
               AND NOT EXISTS (SELECT 1 FROM {name} o WHERE o.uuid = k.uuid)
               AND NOT EXISTS (SELECT 1 FROM known l WHERE l.tbl = ?1 AND l.uuid = t.uuid)"
        );
        for (uuid, row) in self.pairs(&wrong_ids, n)? {
            if is_sound(row) {
                self.conn.execute("DELETE FROM known WHERE tbl = ?1 AND uuid = ?2", params![n as i64, uuid])?;
                continue;
            }
            self.conn.execute(&format!("UPDATE {name} SET uuid = ?1 WHERE id = ?2"), params![uuid, row])?;
            self.mended.entry((n, row)).or_default().push("uuid".to_owned());
        }
        Ok(())
    }

    fn move_row(&mut self, n: usize, name: &str, from: i64, to: i64) -> Result<()> {
        self.conn.execute(&format!("UPDATE {name} SET id = ?2 WHERE id = ?1"), [from, to])?;
        if let Some(columns) = self.mended.remove(&(n, from)) {
            self.mended.insert((n, to), columns);
        }
        Ok(())
    }

    /// The session and the pair of a row that cannot be read.
    fn whereabouts(&self, table: &str, row: i64) -> Result<(Option<Uuid>, Option<Uuid>)> {
        let place = |column: &str| -> Result<Option<i64>> {
            let sql = "SELECT parent FROM place WHERE tbl = ?1 AND row = ?2 AND col = ?3";
            Ok(self.conn.query_row(sql, params![table, row, column], |row| row.get(0)).optional()?)
        };
        let session = place("session")?;
        let pair = match (place("pair")?, session) {
            (Some(pair), _) => Some(pair),
            (None, Some(session)) => {
                let sql = "SELECT pair FROM session WHERE id = ?1
                           UNION ALL SELECT parent FROM place WHERE tbl = 'session' AND row = ?1 AND col = 'pair' LIMIT 1";
                self.conn.query_row(sql, [session], |row| row.get(0)).optional()?
            }
            (None, None) => None,
        };
        let id = |table: &str, row: Option<i64>| -> Result<Option<Uuid>> {
            let Some(row) = row else { return Ok(None) };
            Ok(self.uuid_of(table, row)?.and_then(|uuid| Uuid::from_slice(&uuid).ok()))
        };
        Ok((id("session", session)?, id("pair", pair)?))
    }

    /// The id of a row, whether or not it could be read.
    fn uuid_of(&self, table: &str, row: i64) -> Result<Option<Vec<u8>>> {
        let n = TABLES.iter().position(|name| *name == table).unwrap_or(0) as i64;
        let sql = format!(
            "SELECT uuid FROM {table} WHERE id = ?1 UNION ALL SELECT uuid FROM known WHERE tbl = ?2 AND row = ?1 LIMIT 1"
        );
        Ok(self.conn.query_row(&sql, params![row, n], |row| row.get(0)).optional()?)
    }

    /// Makes what `column` of `table` refers to and is not there.
    fn stand_in(
        &mut self,
        table: &str,
        column: &str,
        parent: &'static str,
        words: &str,
        salvaged: &mut Salvaged,
    ) -> Result<()> {
        let sql = format!(
            "SELECT DISTINCT t.{column} FROM {table} t WHERE t.{column} IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = t.{column})"
        );
        let missing: Vec<i64> =
            self.conn.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for row in missing {
            let uuid = self.uuid_of(parent, row)?;
            if uuid.is_none() {
                // Nobody knows of it: what refers to it may have referred to something else.
                self.doubt(table, column, row)?;
            }
            let uuid = uuid.unwrap_or_else(|| made_id(parent, row).into_bytes().to_vec());
            // Of what refers to it, the oldest: when it was is not known.
            let when = if self.has_column(table, "created_ms")? { "created_ms" } else { "at_ms" };
            let sql = format!("SELECT min({when}) FROM {table} WHERE {column} = ?1");
            let at: i64 = self.conn.query_row(&sql, [row], |row| row.get(0))?;
            let pair: Option<i64> = if self.has_column(table, "pair")? && parent != "pair" {
                let sql = format!("SELECT pair FROM {table} WHERE {column} = ?1 LIMIT 1");
                self.conn.query_row(&sql, [row], |row| row.get(0))?
            } else {
                let sql = "SELECT parent FROM place WHERE tbl = ?1 AND row = ?2 AND col = 'pair'";
                self.conn.query_row(sql, params![parent, row], |row| row.get(0)).optional()?
            };
            // A goal whose pair nothing tells of belongs to the stand-in of a pair that never was.
            let pair = match pair {
                Some(pair) => pair,
                None if parent == "pair" => row,
                None => self.some_pair(words, at, salvaged)?,
            };
            self.make(parent, row, &uuid, pair, words, at)?;
            let id = Uuid::from_slice(&uuid).ok();
            salvaged.stand_ins.push(Affected { kind: parent, id, ..Affected::default() });
        }
        Ok(())
    }

    /// Lists the rows of a table that have this value in a column.
    fn doubt(&mut self, table: &str, column: &str, value: i64) -> Result<()> {
        let n = TABLES.iter().position(|name| *name == table).unwrap_or(0);
        let sql = format!("SELECT id FROM {table} WHERE {column} = ?1");
        let ids: Vec<i64> =
            self.conn.prepare(&sql)?.query_map([value], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in ids {
            self.mended.entry((n, id)).or_default().push(column.to_owned());
        }
        Ok(())
    }

    fn make(&self, kind: &str, row: i64, uuid: &[u8], pair: i64, words: &str, at: i64) -> Result<()> {
        match kind {
            "pair" => self.conn.execute(
                "INSERT INTO pair (id, uuid, rev, name, role, direction, purpose, status, created_ms, updated_ms)
                 VALUES (?1, ?2, 1, ?3, 'both', 'mutual', '', 'active', ?4, ?4)",
                params![row, uuid, words, at],
            ),
            "session" => self.conn.execute(
                "INSERT INTO session (id, uuid, rev, pair, kind, status, at_ms, at_offset, theme, lead, created_ms, updated_ms)
                 VALUES (?1, ?2, 1, ?3, 'extra', ?6, ?5, 0, ?4, '', ?5, ?5)",
                params![row, uuid, pair, words, at, SessionStatus::Held.key()],
            ),
            _ => self.conn.execute(
                "INSERT INTO goal (id, uuid, rev, pair, owner, title, status, created_ms, updated_ms)
                 VALUES (?1, ?2, 1, ?3, 'me', ?4, 'active', ?5, ?5)",
                params![row, uuid, pair, words, at],
            ),
        }?;
        Ok(())
    }

    /// A pair for what belongs to nobody that is known.
    fn some_pair(&self, words: &str, at: i64, salvaged: &mut Salvaged) -> Result<i64> {
        let row: i64 = self.conn.query_row("SELECT ifnull(max(id), 0) + 1 FROM pair", [], |row| row.get(0))?;
        let uuid = made_id("pair", row);
        self.make("pair", row, uuid.as_bytes(), row, words, at)?;
        salvaged.stand_ins.push(Affected { kind: "pair", id: Some(uuid), ..Affected::default() });
        Ok(row)
    }
}

/// An id for what has to be made: the same each time, so that two salvages of one file are the same journal.
fn made_id(kind: &str, row: i64) -> Uuid {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(format!("tomoni stand-in {kind} {row}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Lines whose words are not those that were written, and that are not in `listed` already.
pub(super) fn changed_lines(store: &Store, listed: &[Affected]) -> Result<Vec<Affected>> {
    let ids = store.read(|tx| tx.damaged_entries())?;
    let known = |id: Uuid| listed.iter().any(|other| other.kind == "entry" && other.id == Some(id));
    let affected =
        |id: Uuid| Affected { kind: "entry", id: Some(id), columns: vec!["raw".to_owned()], ..Affected::default() };
    Ok(ids.into_iter().map(|id| id.0).filter(|id| !known(*id)).map(affected).collect())
}

/// How many records there are of each kind.
pub(super) fn counted(store: &Store) -> Result<Vec<(&'static str, u64)>> {
    let of = |name: &&'static str| Ok((*name, record::count(store.conn()?, name)?));
    TABLES.iter().filter(|name| !matches!(**name, "vault" | "key_slot")).map(of).collect()
}
