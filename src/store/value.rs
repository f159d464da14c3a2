//! Domain values as SQLite values, and back. A value that the domain does not know means a damaged or foreign row.

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::Row;
use rusqlite::types::{Type, Value};
use uuid::Uuid;

use super::record::{Stored, row_id_at};
use crate::domain::Moment;

/// An enum with stable textual keys.
pub(super) trait Keyed: Copy {
    fn to_key(self) -> &'static str;
    fn of_key(key: &str) -> Option<Self>;
}

macro_rules! keyed {
    ($($name:path),+ $(,)?) => {$(
        impl Keyed for $name {
            fn to_key(self) -> &'static str { self.key() }
            fn of_key(key: &str) -> Option<Self> { Self::from_key(key) }
        }
    )+};
}
keyed!(
    crate::domain::Owner,
    crate::domain::EntryKind,
    crate::domain::EntryState,
    crate::domain::Visibility,
    crate::domain::Reach,
    crate::domain::sharing::Paper,
    crate::domain::sharing::Format,
    crate::domain::pair::Role,
    crate::domain::pair::Direction,
    crate::domain::pair::PairStatus,
    crate::domain::session::SessionKind,
    crate::domain::session::SessionStatus,
    crate::domain::session::Mode,
    crate::domain::goal::GoalStatus,
    crate::domain::checklist::ItemMoment,
    crate::domain::checklist::TickState,
);

pub(super) fn key<K: Keyed>(value: K) -> Value {
    Value::Text(value.to_key().to_owned())
}

pub(super) fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

pub(super) fn text_opt(value: Option<&String>) -> Value {
    value.cloned().map_or(Value::Null, Value::Text)
}

pub(super) fn day(value: Option<NaiveDate>) -> Value {
    value.map_or(Value::Null, |d| Value::Text(d.format("%Y-%m-%d").to_string()))
}

/// A moment as its two columns: Unix milliseconds, offset in minutes.
pub(super) fn moment(at: Moment) -> [Value; 2] {
    [at.timestamp_millis().into(), (at.offset().local_minus_utc() / 60).into()]
}

pub(super) fn moment_opt(at: Option<Moment>) -> [Value; 2] {
    at.map_or([Value::Null, Value::Null], moment)
}

fn foreign(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, "a value this program does not know".into())
}

pub(super) fn read_key<K: Keyed>(row: &Row<'_>, i: usize) -> rusqlite::Result<K> {
    let key = row.get_ref(i)?.as_str().map_err(|_| foreign(i))?;
    K::of_key(key).ok_or_else(|| foreign(i))
}

pub(super) fn read_key_opt<K: Keyed>(row: &Row<'_>, i: usize) -> rusqlite::Result<Option<K>> {
    match row.get_ref(i)?.as_str_or_null().map_err(|_| foreign(i))? {
        Some(key) => K::of_key(key).map(Some).ok_or_else(|| foreign(i)),
        None => Ok(None),
    }
}

pub(super) fn read_uuid(row: &Row<'_>, i: usize) -> rusqlite::Result<Uuid> {
    Uuid::from_slice(row.get_ref(i)?.as_blob().map_err(|_| foreign(i))?).map_err(|_| foreign(i))
}

pub(super) fn read_uuid_opt(row: &Row<'_>, i: usize) -> rusqlite::Result<Option<Uuid>> {
    match row.get_ref(i)?.as_blob_or_null().map_err(|_| foreign(i))? {
        Some(bytes) => Uuid::from_slice(bytes).map(Some).map_err(|_| foreign(i)),
        None => Ok(None),
    }
}

pub(super) fn read_day(row: &Row<'_>, i: usize) -> rusqlite::Result<Option<NaiveDate>> {
    match row.get_ref(i)?.as_str_or_null().map_err(|_| foreign(i))? {
        Some(day) => NaiveDate::parse_from_str(day, "%Y-%m-%d").map(Some).map_err(|_| foreign(i)),
        None => Ok(None),
    }
}

/// The moment in columns `i` and `i + 1`.
pub(super) fn read_moment(row: &Row<'_>, i: usize) -> rusqlite::Result<Moment> {
    to_moment(row.get(i)?, row.get(i + 1)?).ok_or_else(|| foreign(i))
}

/// The moment in columns `i` and `i + 1`, if there is one.
pub(super) fn read_moment_opt(row: &Row<'_>, i: usize) -> rusqlite::Result<Option<Moment>> {
    match (row.get::<_, Option<i64>>(i)?, row.get::<_, Option<i32>>(i + 1)?) {
        (Some(ms), Some(offset)) => to_moment(ms, offset).map(Some).ok_or_else(|| foreign(i)),
        _ => Ok(None),
    }
}

fn to_moment(ms: i64, offset_minutes: i32) -> Option<Moment> {
    let offset = FixedOffset::east_opt(offset_minutes.checked_mul(60)?)?;
    Some(DateTime::from_timestamp_millis(ms)?.with_timezone(&offset))
}

/// Bytes of a length that the schema has seen to.
pub(super) fn read_array<const N: usize>(row: &Row<'_>, index: usize) -> rusqlite::Result<[u8; N]> {
    let bytes = row.get_ref(index)?.as_blob()?;
    let found = bytes.len();
    bytes.try_into().map_err(|_| {
        rusqlite::Error::FromSqlConversionFailure(index, Type::Blob, format!("{found} bytes for {N}").into())
    })
}

/// Whether a text is the key of a value.
pub(super) fn is_key<K: Keyed>(text: &str) -> bool {
    K::of_key(text).is_some()
}

pub(super) fn is_day(text: &str) -> bool {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// Whether there is a moment of so many milliseconds.
pub(super) fn is_moment(ms: i64) -> bool {
    to_moment(ms, 0).is_some()
}

/// The id in column `i`; of a damaged row, one made of the number of the row, as references to it get it.
pub(super) fn uuid_or_row<R: Stored>(row: &Row<'_>, i: usize) -> Uuid {
    let number = row.get::<_, i64>(row_id_at::<R>()).unwrap_or_default();
    read_uuid(row, i).unwrap_or_else(|_| Uuid::from_u128(number.cast_unsigned().into()))
}

/// What can be read of the text in column `i` of a damaged row.
pub(super) fn lossy(row: &Row<'_>, i: usize) -> String {
    lossy_opt(row, i).unwrap_or_default()
}

/// What can be read of the text in column `i` of a damaged row, if there is one.
pub(super) fn lossy_opt(row: &Row<'_>, i: usize) -> Option<String> {
    let bytes = row.get_ref(i).ok()?.as_bytes_or_null().ok()??;
    Some(String::from_utf8_lossy(bytes).into_owned())
}

/// The name of a damaged record, with the sign that the doctor has for damage.
pub(super) fn marked(row: &Row<'_>, i: usize) -> String {
    let name = lossy(row, i);
    if name.is_empty() { DAMAGED.to_owned() } else { format!("{name} {DAMAGED}") }
}

const DAMAGED: &str = "[!]";

/// A point in time, in Unix milliseconds, whose wall clock is not known.
pub(super) fn utc(ms: i64) -> Option<Moment> {
    to_moment(ms, 0)
}
