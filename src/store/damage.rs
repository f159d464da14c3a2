//! Damaged rows. Every record has a sum over all of its columns, because SQLite does not notice flipped bits. A row
//! whose sum is wrong, or whose values mean nothing, must not end a list: it is noted in the transaction, and shown by a
//! stand-in where the record has one.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::record::{Plain, Ref, Stored, row_id_at, select};
use super::{Result, Tx};

/// A row that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unreadable {
    pub table: &'static str,
    /// Its number in the table; 0 where only a value derived from some row could not be read.
    pub row: i64,
    /// Its id, if that much can be read.
    pub id: Option<Uuid>,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.id {
            Some(id) => write!(f, "{} {id}", self.table),
            None => write!(f, "{} #{}", self.table, self.row),
        }
    }
}

/// SHA-256 over values, each with its type and length, so that no two rows give the same bytes.
pub(super) struct Sum(Sha256);

impl Sum {
    pub fn of(table: &str) -> Self {
        let mut sum = Self(Sha256::new());
        sum.put(ValueRef::Text(table.as_bytes()));
        sum
    }

    pub fn put(&mut self, value: ValueRef<'_>) {
        let (kind, number, bytes): (u8, u64, &[u8]) = match value {
            // The engine keeps what is no number as NULL.
            ValueRef::Real(real) if real.is_nan() => (0, 0, &[]),
            ValueRef::Null => (0, 0, &[]),
            ValueRef::Integer(integer) => (1, integer.cast_unsigned(), &[]),
            // The engine keeps no negative zero.
            ValueRef::Real(real) => (2, if real == 0.0 { 0 } else { real.to_bits() }, &[]),
            ValueRef::Text(text) => (3, text.len() as u64, text),
            ValueRef::Blob(blob) => (4, blob.len() as u64, blob),
        };
        self.0.update([kind]);
        self.0.update(number.to_be_bytes());
        self.0.update(bytes);
    }

    /// The first 8 bytes: enough to notice what happens by accident.
    pub fn end(self) -> [u8; 8] {
        let mut short = [0; 8];
        short.copy_from_slice(&self.0.finalize()[..8]);
        short
    }
}

/// The sum of a record that is about to be written: its row, its id, its revision, and `R::COLUMNS` as they will lie on
/// the disk.
pub(super) fn stored_sum<R: Stored>(row: i64, id: &Value, rev: i64, values: &[Value]) -> Value {
    let mut sum = Sum::of(R::TABLE);
    sum.put(ValueRef::Integer(row));
    sum.put(id.into());
    sum.put(ValueRef::Integer(rev));
    let summed = summed::<R>(|i| values.get(i).is_none_or(|value| *value == Value::Null));
    values[..summed].iter().for_each(|value| sum.put(value.into()));
    Value::Blob(sum.end().to_vec())
}

/// How many columns the sum of a row is made of: all of them but those at the end that came later and hold nothing, so
/// that a row of an older schema has the sum that it had there.
fn summed<R: Stored>(is_empty: impl Fn(usize) -> bool) -> usize {
    let (all, first) = (R::COLUMNS.len(), R::COLUMNS.len() - R::AFTER_SUMS);
    (first..all).rev().find(|i| !is_empty(*i)).map_or(first, |last| last + 1)
}

/// The sum that a row made by [`select`] ought to have.
fn found_sum<R: Stored>(row: &Row<'_>) -> rusqlite::Result<[u8; 8]> {
    let at = row_id_at::<R>();
    let mut sum = Sum::of(R::TABLE);
    for column in [at, 0, 1] {
        sum.put(row.get_ref(column)?);
    }
    let mut reference = at + 2;
    let summed = summed::<R>(|i| row.get_ref(2 + i).is_ok_and(|value| value == ValueRef::Null));
    for (i, column) in R::COLUMNS[..summed].iter().enumerate() {
        if let Ref(..) = column {
            sum.put(row.get_ref(reference)?);
            reference += 1;
        } else {
            sum.put(row.get_ref(2 + i)?);
        }
    }
    Ok(sum.end())
}

/// Every row of this kind whose sum is wrong, or whose values mean nothing.
pub(super) fn damaged_rows<R: Stored>(tx: &Tx<'_>) -> Result<Vec<Unreadable>> {
    let all = select::<R>(&[], &format!("NOT INDEXED ORDER BY {}.id", R::TABLE));
    let mut statement = tx.conn().prepare(&as_of_its_schema::<R>(tx, all)?)?;
    let mut rows = statement.query([])?;
    let mut damaged = Vec::new();
    while let Some(row) = rows.next()? {
        if !is_sound::<R>(row) {
            damaged.push(unreadable::<R>(row));
        }
    }
    Ok(damaged)
}

/// The question `sql`, made by [`select`], for a file of a schema that may lack the columns that came after the sums: a
/// backup of schema 6 is checked as it is.
fn as_of_its_schema<R: Stored>(tx: &Tx<'_>, mut sql: String) -> Result<String> {
    for column in &R::COLUMNS[R::COLUMNS.len() - R::AFTER_SUMS..] {
        let (Plain(name) | Ref(name, _)) = column;
        let is_there = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)";
        if !tx.conn().query_row(is_there, [R::TABLE, name], |row| row.get::<_, bool>(0))? {
            sql = sql.replacen(&format!(", {}.{name},", R::TABLE), ", NULL,", 1);
        }
    }
    Ok(sql)
}

fn unreadable<R: Stored>(row: &Row<'_>) -> Unreadable {
    let id = row.get_ref(0).ok().and_then(|id| id.as_blob().ok()).and_then(|id| Uuid::from_slice(id).ok());
    Unreadable { table: R::TABLE, row: row.get(row_id_at::<R>()).unwrap_or_default(), id }
}

/// Whether a row made by [`select`] is what was written.
pub(super) fn is_sound<R: Stored>(row: &Row<'_>) -> bool {
    has_its_sum::<R>(row) && R::read(row).is_ok()
}

/// Numbers beyond this, either way, are in no journal that this program has written: revisions and places in a note
/// count upwards from 1, times are in milliseconds, and what is added to one of them must not overflow.
const LARGEST: u64 = 1 << 53;

/// Whether a number may be in a journal.
pub(super) fn is_within(number: i64) -> bool {
    number.unsigned_abs() <= LARGEST
}

fn has_its_sum<R: Stored>(row: &Row<'_>) -> bool {
    // Behind them stands what a query takes from other records.
    let mut columns = (0..=row_id_at::<R>()).map_while(|column| row.get_ref(column).ok());
    if columns.any(|value| matches!(value, ValueRef::Integer(number) if !is_within(number))) {
        return false;
    }
    let stored = row.get_ref(row_id_at::<R>() + 1).ok().and_then(|sum| sum.as_blob().ok());
    stored.is_some_and(|stored| found_sum::<R>(row).is_ok_and(|sum| stored == sum))
}

/// Writes the sum of a row as it is now.
pub(super) fn write_sum<R: Stored>(tx: &Tx<'_>, row: i64) -> Result<()> {
    let table = R::TABLE;
    let sum = {
        let mut statement = tx.conn().prepare_cached(&select::<R>(&[], &format!("WHERE {table}.id = ?1")))?;
        let mut rows = statement.query([row])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        found_sum::<R>(row)?
    };
    let sql = format!("UPDATE {table} SET sum = ?2 WHERE id = ?1");
    tx.conn().prepare_cached(&sql)?.execute(rusqlite::params![row, sum])?;
    Ok(())
}

/// Gives a sum to every row that has none and is what was written, as far as that can be told: one that was damaged
/// before must not look sound afterwards.
pub(super) fn sum_all<R: Stored>(tx: &Tx<'_>) -> Result<()> {
    let table = R::TABLE;
    let mut sums = Vec::new();
    {
        let mut statement = tx.conn().prepare(&select::<R>(&[], &format!("WHERE {table}.sum IS NULL")))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if R::read(row).is_ok() && R::was_sound(row) {
                sums.push((row.get::<_, i64>(row_id_at::<R>())?, found_sum::<R>(row)?));
            }
        }
    }
    let mut statement = tx.conn().prepare(&format!("UPDATE {table} SET sum = ?2 WHERE id = ?1"))?;
    for (row, sum) in sums {
        statement.execute(rusqlite::params![row, sum])?;
    }
    Ok(())
}

/// Gives every readable row of a kind a sum of its values as they are now; see `Tx::trust_rows`.
pub(super) fn trust_rows<R: Stored>(tx: &Tx<'_>) -> Result<Vec<Unreadable>> {
    let table = R::TABLE;
    let narrowest = match table {
        "pair" => Some("report_agreed = NULL"),
        "session" => Some("theme_reach = 'partner'"),
        "goal" => Some("reach = 'partner'"),
        "entry" => Some("visibility = 'private', visibility_chosen = 1, learned_told = NULL"),
        _ => None,
    };
    let (mut altered, mut all) = (Vec::new(), Vec::new());
    {
        let mut statement = tx.conn().prepare(&select::<R>(&[], ""))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if has_its_sum::<R>(row) || R::read(row).is_err() {
                continue;
            }
            let number: i64 = row.get(row_id_at::<R>())?;
            all.push(number);
            if row.get_ref(row_id_at::<R>() + 1)? != ValueRef::Null {
                altered.push((number, unreadable::<R>(row)));
            }
        }
    }
    if let Some(narrowest) = narrowest {
        let mut statement = tx.conn().prepare(&format!("UPDATE {table} SET {narrowest} WHERE id = ?1"))?;
        for (row, _) in &altered {
            statement.execute([row])?;
        }
    }
    all.into_iter().try_for_each(|row| write_sum::<R>(tx, row))?;
    Ok(altered.into_iter().map(|(_, unreadable)| unreadable).collect())
}

/// Whether a value could not be read because of what lies on the disk, not because the engine failed.
pub(super) fn is_conversion(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
    )
}

impl Tx<'_> {
    /// A record from a row that begins with the columns of [`select`], as far as the key of this transaction opens it.
    /// A damaged one is noted; its stand-in takes its place, if it has one.
    pub(super) fn record<R: Stored>(&self, row: &Row<'_>) -> Option<R> {
        if let (true, Ok(record)) = (has_its_sum::<R>(row), R::read(row)) {
            return Some(record.opened(self));
        }
        self.note_unreadable(unreadable::<R>(row));
        R::stand_in(row)
    }

    /// Remembers that something could not be read, so that whoever asked can say so.
    pub(super) fn note_unreadable(&self, unreadable: Unreadable) {
        self.unreadable.borrow_mut().insert(unreadable);
    }

    /// What rows of `table` say, those left out that cannot be read: they are noted.
    pub(super) fn values<T>(
        &self,
        table: &'static str,
        sql: &str,
        params: impl rusqlite::Params,
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.extend(self.readable(table, read(row))?);
        }
        Ok(found)
    }

    /// The first of [`Tx::values`].
    pub(super) fn value<T>(
        &self,
        table: &'static str,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        match rows.next()? {
            Some(row) => self.readable(table, read(row)),
            None => Ok(None),
        }
    }

    /// What was read from a row of `table`; `None`, and noted, when that was damaged.
    pub(super) fn readable<T>(&self, table: &'static str, read: rusqlite::Result<T>) -> Result<Option<T>> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(error) if is_conversion(&error) => {
                self.note_unreadable(Unreadable { table, row: 0, id: None });
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The tables that hold no records: the column that names a row, and the columns that the sum covers.
pub(super) const PLAIN: [(&str, &str, &[&str]); 3] = [
    ("vault", "id", &["uuid", "format", "epoch", "kcv", "counter", "manifest", "created_ms"]),
    (
        "key_slot",
        "id",
        &["uuid", "kind", "m_kib", "t", "p", "salt", "nonce", "wrapped", "epoch", "checksum", "created_ms"],
    ),
    ("gone", "uuid", &["uuid", "gone_ms"]),
];

/// The sum of a row of a table that holds no records, over these columns.
pub(super) fn plain_sum(table: &str, values: &[ValueRef<'_>]) -> [u8; 8] {
    let mut sum = Sum::of(table);
    values.iter().for_each(|value| sum.put(*value));
    sum.end()
}

/// Writes the sum of every row that has none, in a table that holds no records.
pub(super) fn sum_plain(conn: &Connection, (table, key, columns): (&str, &str, &[&str])) -> Result<()> {
    let mut sums: Vec<(Value, _)> = Vec::new();
    {
        let sql = format!("SELECT {key}, {} FROM {table} WHERE sum IS NULL", columns.join(", "));
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values: Vec<_> = (1..=columns.len()).map(|i| row.get_ref(i)).collect::<rusqlite::Result<_>>()?;
            sums.push((row.get(0)?, plain_sum(table, &values)));
        }
    }
    let mut statement = conn.prepare_cached(&format!("UPDATE {table} SET sum = ?2 WHERE {key} = ?1"))?;
    for (key, sum) in sums {
        statement.execute(rusqlite::params![key, sum])?;
    }
    Ok(())
}

impl Tx<'_> {
    /// The sums of what the vault consists of, and of what is gone, where they are missing.
    pub(super) fn sum_plain_tables(&self) -> Result<()> {
        PLAIN.into_iter().try_for_each(|table| sum_plain(self.conn(), table))
    }

    /// Every row of those tables whose sum is wrong.
    pub(super) fn damaged_plain_rows(&self) -> Result<Vec<Unreadable>> {
        let mut damaged = Vec::new();
        for (table, key, columns) in PLAIN {
            let sql = format!("SELECT {key}, sum, {} FROM {table}", columns.join(", "));
            let mut statement = self.conn().prepare(&sql)?;
            let mut rows = statement.query([])?;
            let mut number = 0;
            while let Some(row) = rows.next()? {
                number += 1;
                let values: Vec<_> = (2..2 + columns.len()).map(|i| row.get_ref(i)).collect::<rusqlite::Result<_>>()?;
                // The sum does not cover that name; of the vault there is one row.
                let is_misplaced = table == "vault" && row.get_ref(0)?.as_i64() != Ok(1);
                if is_misplaced || row.get_ref(1)?.as_blob() != Ok(&plain_sum(table, &values)) {
                    let id = row.get_ref(0)?.as_blob().ok().and_then(|id| Uuid::from_slice(id).ok());
                    damaged.push(Unreadable { table, row: number, id });
                }
            }
        }
        Ok(damaged)
    }
}
