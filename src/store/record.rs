//! One way to read and write every kind of record: each aggregate says its table, its columns and its order of
//! values once, and gets insert, checked update, lookup and undo from here.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use uuid::Uuid;

use super::Tx;
use super::error::{Result, StoreError};
use crate::domain::Entry;
use crate::domain::checklist::{OwnItem, Rating, Tick};
use crate::domain::goal::{CheckIn, Goal, Revision};
use crate::domain::pair::Pair;
use crate::domain::questions::OwnQuestion;
use crate::domain::session::Session;
use crate::domain::sharing::Share;

/// A column of an aggregate beside `uuid` and `rev`.
pub(super) enum Column {
    Plain(&'static str),
    /// A reference by row id that the domain knows as a UUID: column, table.
    Ref(&'static str, &'static str),
}
pub(super) use Column::{Plain, Ref};

/// How one kind of record lies in its table.
pub(super) trait Stored: Sized {
    const TABLE: &'static str;
    const COLUMNS: &'static [Column];
    fn uuid(&self) -> Uuid;
    fn rev(&self) -> i64;
    fn with_rev(self, rev: i64) -> Self;
    /// The values of `COLUMNS`, in their order.
    fn values(&self) -> Vec<Value>;
    /// From a row of `uuid`, `rev` and `COLUMNS`.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// The record as far as it can be read with the key that the transaction has.
    fn opened(self, _: &Tx<'_>) -> Self {
        self
    }
    /// The record as it may lie on the disk, where that differs.
    fn closed(&self, _: &Tx<'_>) -> Result<Option<Self>> {
        Ok(None)
    }
    /// What of it is sealed, once it is closed.
    fn sealed_bytes(&self) -> Option<&[u8]> {
        None
    }
}

/// The part of [`Stored`] that is the same for all of them: an `id` that wraps a UUID, and a `rev`.
macro_rules! identity {
    () => {
        fn uuid(&self) -> uuid::Uuid {
            self.id.0
        }
        fn rev(&self) -> i64 {
            self.rev
        }
        fn with_rev(self, rev: i64) -> Self {
            Self { rev, ..self }
        }
    };
}
pub(super) use identity;

/// How many columns `R::read` takes; derived ones follow.
pub(super) const fn width<R: Stored>() -> usize {
    2 + R::COLUMNS.len()
}

/// `SELECT` of everything `R::read` needs, then the `derived` expressions, followed by `tail`.
pub(super) fn select<R: Stored>(derived: &[String], tail: &str) -> String {
    // Put together piece by piece: this is done for every question, and formatting would cost more than some answers.
    let mut sql = String::with_capacity(1024);
    let mut add = |pieces: &[&str]| pieces.iter().for_each(|piece| sql.push_str(piece));
    add(&["SELECT ", R::TABLE, ".uuid, ", R::TABLE, ".rev"]);
    for column in R::COLUMNS {
        match column {
            Plain(name) => add(&[", ", R::TABLE, ".", name]),
            Ref(name, table) => {
                add(&[", (SELECT r.uuid FROM ", table, " r WHERE r.id = ", R::TABLE, ".", name, ")"]);
            }
        }
    }
    derived.iter().for_each(|expression| add(&[", ", expression]));
    add(&[" FROM ", R::TABLE, " ", tail]);
    sql
}

/// Every record that `tail` (from `WHERE` on) finds, read to its end so that no reader stays open.
pub(super) fn list<R: Stored>(tx: &Tx<'_>, tail: &str, params: impl rusqlite::Params) -> Result<Vec<R>> {
    let mut statement = tx.conn().prepare_cached(&select::<R>(&[], tail))?;
    let rows = statement.query_map(params, |row| Ok(R::read(row)?.opened(tx)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn get<R: Stored>(tx: &Tx<'_>, id: Uuid) -> Result<Option<R>> {
    let sql = select::<R>(&[], &format!("WHERE {}.uuid = ?1", R::TABLE));
    let found = tx.conn().prepare_cached(&sql)?.query_row([blob(id)], R::read).optional()?;
    Ok(found.map(|record| record.opened(tx)))
}

fn exists<R: Stored>(conn: &Connection, id: Uuid) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE uuid = ?1)", R::TABLE);
    Ok(conn.prepare_cached(&sql)?.query_row([blob(id)], |row| row.get(0))?)
}

pub(super) fn count(conn: &Connection, table: &str) -> Result<u64> {
    let rows: i64 = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    Ok(u64::try_from(rows).unwrap_or(0))
}

/// A slice has at most so many records, and ends after the one with which it has so many bytes of text: the memory for
/// a slice does not depend on what people write.
pub(super) const SLICE: usize = 500;
const SLICE_BYTES: usize = 1 << 20;

/// The next records in the order in which they were written, among those that `which` names.
pub(super) fn slice<R: Stored>(tx: &Tx<'_>, after: i64, which: &str) -> Result<(Vec<R>, Option<i64>)> {
    let table = R::TABLE;
    let tail = format!("WHERE {table}.id > ?1 AND {which} ORDER BY {table}.id");
    let mut statement = tx.conn().prepare_cached(&select::<R>(&[format!("{table}.id")], &tail))?;
    let mut rows = statement.query([after])?;
    let (mut found, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        found.push(R::read(row)?.opened(tx));
        for column in 0..width::<R>() {
            bytes += row.get_ref(column)?.as_bytes().map_or(0, <[u8]>::len);
        }
        if found.len() >= SLICE || bytes >= SLICE_BYTES {
            return Ok((found, Some(row.get(width::<R>())?)));
        }
    }
    Ok((found, None))
}

fn bound(column: &Column, n: usize) -> String {
    match column {
        Plain(_) => format!("?{n}"),
        Ref(_, table) => format!("(SELECT id FROM {table} WHERE uuid = ?{n})"),
    }
}

fn name(column: &Column) -> &'static str {
    match column {
        Plain(name) | Ref(name, _) => name,
    }
}

fn insert<R: Stored>(tx: &Tx<'_>, key: Key, record: &R) -> Result<()> {
    let closed = record.closed(tx)?;
    let record = closed.as_ref().unwrap_or(record);
    tx.before_sealing(key, Some(record))?;
    let names: Vec<_> = R::COLUMNS.iter().map(name).collect();
    let bounds: Vec<_> = R::COLUMNS.iter().enumerate().map(|(i, c)| bound(c, i + 3)).collect();
    let sql =
        format!("INSERT INTO {} (uuid, rev, {}) VALUES (?1, ?2, {})", R::TABLE, names.join(", "), bounds.join(", "));
    let params = [blob(record.uuid()), record.rev().into()].into_iter().chain(record.values());
    tx.conn().prepare_cached(&sql)?.execute(params_from_iter(params))?;
    Ok(())
}

/// Replaces the record that still has revision `expected`.
fn update<R: Stored>(tx: &Tx<'_>, key: Key, record: &R, expected: i64) -> Result<()> {
    let closed = record.closed(tx)?;
    let record = closed.as_ref().unwrap_or(record);
    tx.before_sealing(key, Some(record))?;
    let sets: Vec<_> =
        R::COLUMNS.iter().enumerate().map(|(i, c)| format!("{} = {}", name(c), bound(c, i + 4))).collect();
    let sql = format!("UPDATE {} SET rev = ?3, {} WHERE uuid = ?1 AND rev = ?2", R::TABLE, sets.join(", "));
    let params = [blob(record.uuid()), expected.into(), record.rev().into()].into_iter().chain(record.values());
    match tx.conn().prepare_cached(&sql)?.execute(params_from_iter(params))? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

fn delete<R: Stored>(tx: &Tx<'_>, key: Key, expected: i64) -> Result<()> {
    tx.before_sealing(key, None::<&R>)?;
    let sql = format!("DELETE FROM {} WHERE uuid = ?1 AND rev = ?2", R::TABLE);
    match tx.conn().prepare_cached(&sql)?.execute(rusqlite::params![blob(key.uuid()), expected])? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

pub(super) fn blob(id: Uuid) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}

macro_rules! records {
    ($($variant:ident),+) => {
        /// Any record, so that one mechanism can write, undo and redo all of them.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Record { $($variant($variant)),+ }

        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($variant),+ }

        /// Names one record of one kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Key { $($variant(Uuid)),+ }

        impl Record {
            pub fn key(&self) -> Key {
                match self { $(Self::$variant(r) => Key::$variant(r.uuid())),+ }
            }
            pub fn rev(&self) -> i64 {
                match self { $(Self::$variant(r) => r.rev()),+ }
            }
            pub fn with_rev(self, rev: i64) -> Self {
                match self { $(Self::$variant(r) => Self::$variant(r.with_rev(rev))),+ }
            }
        }

        impl Key {
            pub fn uuid(self) -> Uuid {
                match self { $(Self::$variant(id) => id),+ }
            }
        }

        impl super::Tx<'_> {
            /// The record as it stands now.
            pub fn get(&self, key: Key) -> Result<Option<Record>> {
                match key { $(Key::$variant(id) => Ok(get::<$variant>(self, id)?.map(Record::$variant))),+ }
            }
            /// Whether there is such a record, in the bin or not.
            pub fn exists(&self, key: Key) -> Result<bool> {
                match key { $(Key::$variant(id) => exists::<$variant>(self.conn(), id)),+ }
            }
            /// How many records of a kind there are, with those in the bin.
            pub fn count(&self, kind: Kind) -> Result<u64> {
                match kind { $(Kind::$variant => count(self.conn(), <$variant as Stored>::TABLE)),+ }
            }
            /// The next records of a kind in the order in which they were written, with those in the bin: as many as a
            /// slice holds, after the row `after`. Returns the row to go on from; `None` at the end.
            pub fn slice(&self, kind: Kind, after: i64) -> Result<(Vec<Record>, Option<i64>)> {
                match kind { $(Kind::$variant => {
                    let (found, next) = slice::<$variant>(self, after, "true")?;
                    Ok((found.into_iter().map(Record::$variant).collect(), next))
                })+ }
            }
            /// Adds a record that is not there yet.
            pub fn insert(&self, record: &Record) -> Result<()> {
                match record { $(Record::$variant(r) => insert(self, record.key(), r)?),+ }
                self.index_again(record.key(), super::search::Before::NOTHING)
            }
            /// Replaces a record if nobody else has changed it since revision `expected`.
            pub fn update(&self, record: &Record, expected: i64) -> Result<()> {
                let before = self.indexed(record.key())?;
                match record { $(Record::$variant(r) => update(self, record.key(), r, expected)?),+ }
                self.index_again(record.key(), before)
            }
            /// Takes a record out for good, if nobody else has changed it since revision `expected`.
            pub fn delete(&self, key: Key, expected: i64) -> Result<()> {
                let before = self.indexed(key)?;
                match key { $(Key::$variant(_) => delete::<$variant>(self, key, expected)?),+ }
                self.index_again(key, before)
            }
        }

        $(impl From<$variant> for Record {
            fn from(record: $variant) -> Self { Self::$variant(record) }
        })+
    };
}

records!(Pair, Session, Entry, Goal, CheckIn, Revision, OwnItem, Tick, Rating, OwnQuestion, Share);
