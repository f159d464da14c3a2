//! One way to read and write every kind of record: each aggregate says its table, its columns and its order of
//! values once, and gets insert, checked update, lookup and undo from here.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::Tx;
use super::damage::{self, is_sound, stored_sum};
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
    /// How many of them, at the end, came after every row had a sum: what holds nothing there is not part of it.
    const AFTER_SUMS: usize = 0;
    fn uuid(&self) -> Uuid;
    fn rev(&self) -> i64;
    fn with_rev(self, rev: i64) -> Self;
    /// The values of `COLUMNS`, in their order.
    fn values(&self) -> Vec<Value>;
    /// From a row of `uuid`, `rev` and `COLUMNS`. Rows of a journal go through [`Tx::record`], which checks their sum.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// What a list shows in the place of a record whose row is damaged, so that nothing which belongs to it is hidden.
    /// Whatever decides who may see something is at its narrowest in it. `None`: the record is only counted.
    fn stand_in(_: &Row<'_>) -> Option<Self> {
        None
    }
    /// Whether a row that has no sum yet is what was written, as far as an older schema can tell.
    fn was_sound(_: &Row<'_>) -> bool {
        true
    }
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

/// How many columns a record takes: what `R::read` reads, the row id, the sum, and the references as row ids. Derived
/// columns follow.
pub(super) const fn width<R: Stored>() -> usize {
    let (mut i, mut refs) = (0, 0);
    while i < R::COLUMNS.len() {
        if matches!(R::COLUMNS[i], Ref(..)) {
            refs += 1;
        }
        i += 1;
    }
    4 + R::COLUMNS.len() + refs
}

/// The column of the row id; the sum comes after it, then the references.
pub(super) const fn row_id_at<R: Stored>() -> usize {
    2 + R::COLUMNS.len()
}

/// `SELECT` of everything [`Tx::record`] needs, then the `derived` expressions, followed by `tail`. A reference to a
/// record that is missing, or has no valid UUID, gets a stand-in made of the row id, so that the referring record can
/// still be read.
pub(super) fn select<R: Stored>(derived: &[String], tail: &str) -> String {
    // Put together piece by piece: this is done for every question, and formatting would cost more than some answers.
    let mut sql = String::with_capacity(1024);
    let mut add = |pieces: &[&str]| pieces.iter().for_each(|piece| sql.push_str(piece));
    add(&["SELECT ", R::TABLE, ".uuid, ", R::TABLE, ".rev"]);
    for column in R::COLUMNS {
        match column {
            Plain(name) => add(&[", ", R::TABLE, ".", name]),
            Ref(name, table) => {
                let column = [R::TABLE, ".", name].concat();
                add(&[", ifnull((SELECT r.uuid FROM ", table, " r WHERE r.id = ", &column]);
                add(&[" AND typeof(r.uuid) = 'blob' AND length(r.uuid) = 16), iif("]);
                add(&[&column, " IS NULL, NULL, unhex(printf('%032x', ", &column, "))))"]);
            }
        }
    }
    add(&[", ", R::TABLE, ".id, ", R::TABLE, ".sum"]);
    for column in R::COLUMNS {
        if let Ref(name, _) = column {
            add(&[", ", R::TABLE, ".", name]);
        }
    }
    derived.iter().for_each(|expression| add(&[", ", expression]));
    add(&[" FROM ", R::TABLE, " ", tail]);
    sql
}

/// Every record that `tail` (from `WHERE` on) finds, read to its end so that no reader stays open. A damaged one is
/// noted, and its stand-in takes its place if it has one.
pub(super) fn list<R: Stored>(tx: &Tx<'_>, tail: &str, params: impl rusqlite::Params) -> Result<Vec<R>> {
    let mut statement = tx.conn().prepare_cached(&select::<R>(&[], tail))?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        tx.go_on()?;
        found.extend(tx.record::<R>(row));
    }
    Ok(found)
}

/// The record with this id, or its stand-in.
///
/// # Errors
/// `Unreadable`: it is there, is damaged, and has no stand-in.
pub(super) fn get<R: Stored>(tx: &Tx<'_>, id: Uuid) -> Result<Option<R>> {
    let sql = select::<R>(&[], &format!("WHERE {}.uuid = ?1", R::TABLE));
    let mut statement = tx.conn().prepare_cached(&sql)?;
    let mut rows = statement.query([blob(id)])?;
    match rows.next()? {
        Some(row) => tx.record::<R>(row).map(Some).ok_or(StoreError::Unreadable),
        None => Ok(None),
    }
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
        found.extend(tx.record::<R>(row));
        for column in 0..width::<R>() {
            bytes += row.get_ref(column)?.as_bytes().map_or(0, <[u8]>::len);
        }
        if found.len() >= SLICE || bytes >= SLICE_BYTES {
            return Ok((found, Some(row.get(width::<R>())?)));
        }
    }
    Ok((found, None))
}

pub(super) fn name(column: &Column) -> &'static str {
    match column {
        Plain(name) | Ref(name, _) => name,
    }
}

/// Which row of `table` has this id; `NULL` if none has.
///
/// # Errors
/// `Unreadable`: it is the stand-in of a record that is missing. Nothing can refer to that anew.
fn row_of(conn: &Connection, table: &str, id: Value) -> Result<Value> {
    let Value::Blob(bytes) = &id else { return Ok(Value::Null) };
    let is_stand_in = bytes.starts_with(&[0; 8]);
    let sql = format!("SELECT id FROM {table} WHERE uuid = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    match rows.next()? {
        Some(row) => Ok(row.get(0)?),
        None if is_stand_in => Err(StoreError::Unreadable),
        None => Ok(Value::Null),
    }
}

/// The values of `R::COLUMNS` as they lie on the disk: references are row ids.
fn on_disk<R: Stored>(conn: &Connection, record: &R) -> Result<Vec<Value>> {
    let values = R::COLUMNS.iter().zip(record.values());
    values
        .map(|(column, value)| if let Ref(_, table) = column { row_of(conn, table, value) } else { Ok(value) })
        .collect()
}

fn insert<R: Stored>(tx: &Tx<'_>, key: Key, record: &R) -> Result<()> {
    let closed = record.closed(tx)?;
    let record = closed.as_ref().unwrap_or(record);
    tx.before_sealing(key, Some(record))?;
    let values = on_disk(tx.conn(), record)?;
    let is_within = |value: &Value| !matches!(value, Value::Integer(number) if !damage::is_within(*number));
    if !damage::is_within(record.rev()) || !values.iter().all(is_within) {
        return Err(StoreError::OutOfRange);
    }
    // The number that the engine would choose; it belongs to the sum, so it has to be known before.
    let next = format!("SELECT ifnull(max(id), 0) + 1 FROM {}", R::TABLE);
    let id: i64 = tx.conn().prepare_cached(&next)?.query_row([], |row| row.get(0))?;
    let sum = stored_sum::<R>(id, &blob(record.uuid()), record.rev(), &values);
    let names: Vec<_> = R::COLUMNS.iter().map(name).collect();
    let bounds: Vec<_> = (0..values.len()).map(|i| format!("?{}", i + 5)).collect();
    let (names, bounds) = (names.join(", "), bounds.join(", "));
    let sql = format!("INSERT INTO {} (id, uuid, rev, sum, {names}) VALUES (?1, ?2, ?3, ?4, {bounds})", R::TABLE);
    let params = [id.into(), blob(record.uuid()), record.rev().into(), sum].into_iter().chain(values);
    tx.conn().prepare_cached(&sql)?.execute(params_from_iter(params))?;
    Ok(())
}

/// Columns that say where a record has its place, and not what it is: they may change while the rest is damaged.
const PLACE: [&str; 3] = ["position", "updated_ms", "deleted_ms"];

/// Replaces the record that still has revision `expected`.
///
/// # Errors
/// `Unreadable`: the row is damaged, and more than the record's place would change. What can still be saved of it must
/// not be overwritten.
fn update<R: Stored>(tx: &Tx<'_>, key: Key, record: &R, expected: i64) -> Result<()> {
    let Some((row, is_sound)) = standing::<R>(tx, record.uuid(), expected)? else { return Err(StoreError::Stale) };
    if !is_sound {
        return replace_damaged(tx, key, record, expected);
    }
    let closed = record.closed(tx)?;
    let record = closed.as_ref().unwrap_or(record);
    tx.before_sealing(key, Some(record))?;
    let values = on_disk(tx.conn(), record)?;
    let sum = stored_sum::<R>(row, &blob(record.uuid()), record.rev(), &values);
    let sets: Vec<_> = R::COLUMNS.iter().enumerate().map(|(i, c)| format!("{} = ?{}", name(c), i + 4)).collect();
    let sql = format!("UPDATE {} SET rev = ?2, sum = ?3, {} WHERE id = ?1", R::TABLE, sets.join(", "));
    let params = [row.into(), record.rev().into(), sum].into_iter().chain(values);
    tx.conn().prepare_cached(&sql)?.execute(params_from_iter(params))?;
    Ok(())
}

/// The row of the record with this id and revision, and whether it is sound.
fn standing<R: Stored>(tx: &Tx<'_>, id: Uuid, rev: i64) -> Result<Option<(i64, bool)>> {
    let sql = select::<R>(&[], &format!("WHERE {0}.uuid = ?1 AND {0}.rev = ?2", R::TABLE));
    let mut statement = tx.conn().prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params![blob(id), rev])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((row.get(row_id_at::<R>())?, is_sound::<R>(row))))
}

/// Moves a damaged record, or puts it into the bin: the rest of its row stays as it is, and so does the wrong sum.
fn replace_damaged<R: Stored>(tx: &Tx<'_>, key: Key, record: &R, expected: i64) -> Result<()> {
    let before = get::<R>(tx, key.uuid())?.ok_or(StoreError::Unreadable)?;
    let (old, new) = (before.values(), record.values());
    let mut sets = Vec::new();
    let mut params = vec![blob(record.uuid()), expected.into(), record.rev().into()];
    for ((column, old), new) in R::COLUMNS.iter().zip(old).zip(new) {
        if old == new {
            continue;
        }
        if !PLACE.contains(&name(column)) {
            return Err(StoreError::Unreadable);
        }
        params.push(new);
        sets.push(format!(", {} = ?{}", name(column), params.len()));
    }
    let sql = format!("UPDATE {} SET rev = ?3{} WHERE uuid = ?1 AND rev = ?2", R::TABLE, sets.concat());
    tx.conn().execute(&sql, params_from_iter(params))?;
    Ok(())
}

/// Changes columns of many rows by `set`, those that `which` names, and keeps the sums of the sound ones.
pub(super) fn change_rows<R: Stored>(tx: &Tx<'_>, set: &str, which: &str) -> Result<()> {
    let table = R::TABLE;
    let mut sound = Vec::new();
    {
        let mut statement = tx.conn().prepare(&select::<R>(&[], &format!("WHERE {which}")))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if is_sound::<R>(row) {
                sound.push(row.get::<_, i64>(row_id_at::<R>())?);
            }
        }
    }
    tx.conn().execute(&format!("UPDATE {table} SET {set} WHERE {which}"), [])?;
    sound.into_iter().try_for_each(|row| super::damage::write_sum::<R>(tx, row))
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

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }

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
            /// Every row of a kind that cannot be read, those in the bin, too.
            pub fn damaged_rows(&self, kind: Kind) -> Result<Vec<super::Unreadable>> {
                match kind { $(Kind::$variant => super::damage::damaged_rows::<$variant>(self)),+ }
            }
            /// Every row that cannot be read, of whatever kind.
            pub fn all_damaged_rows(&self) -> Result<Vec<super::Unreadable>> {
                let mut damaged = Vec::new();
                for kind in Kind::ALL {
                    damaged.extend(self.damaged_rows(*kind)?);
                }
                damaged.extend(self.damaged_plain_rows()?);
                Ok(damaged)
            }
            /// Gives a new sum to every row whose values can be read, in a journal that was put together from pieces.
            /// Returns those whose sum said that they are not what was written. Whatever decides who may see something is
            /// at its narrowest in them from now on.
            pub(super) fn trust_rows(&self) -> Result<Vec<super::Unreadable>> {
                let mut altered = Vec::new();
                $(altered.extend(super::damage::trust_rows::<$variant>(self)?);)+
                self.conn().execute_batch(
                    "UPDATE vault SET sum = NULL; UPDATE key_slot SET sum = NULL; UPDATE gone SET sum = NULL;",
                )?;
                self.sum_plain_tables()?;
                Ok(altered)
            }
            /// Gives a sum to every row that has none.
            pub(super) fn sum_rows(&self) -> Result<()> {
                $(super::damage::sum_all::<$variant>(self)?;)+
                self.sum_plain_tables()
            }
            /// Adds a record that is not there yet.
            pub fn insert(&self, record: &Record) -> Result<()> {
                self.go_on()?;
                match record { $(Record::$variant(r) => insert(self, record.key(), r)?),+ }
                self.index_again(record.key(), super::search::Before::NOTHING)
            }
            /// Replaces a record if nobody else has changed it since revision `expected`.
            pub fn update(&self, record: &Record, expected: i64) -> Result<()> {
                self.go_on()?;
                let before = self.indexed(record.key())?;
                match record { $(Record::$variant(r) => update(self, record.key(), r, expected)?),+ }
                self.index_again(record.key(), before)
            }
            /// Takes a record out for good, if nobody else has changed it since revision `expected`.
            pub fn delete(&self, key: Key, expected: i64) -> Result<()> {
                self.go_on()?;
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
