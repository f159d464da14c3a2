//! A look at the tables and their indexes when a journal is opened. SQLite does not notice an index whose pages were
//! emptied or belong to another one, nor two cells of a page that have changed places: it answers from them, and a list is
//! short although the records are there.

use std::cmp::Ordering;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension};

use super::error::{Result, StoreError};
use super::structure;

/// When a journal is opened, a table with more rows than this is not looked through: a few of its rows are looked up
/// instead.
pub(super) const AT_OPENING: i64 = 5_000;
/// How many rows of a large table are looked up through each index.
const LOOKED_UP: i64 = 6;

/// One index of ours.
pub(super) struct Index {
    pub name: String,
    /// The condition that its rows meet.
    pub condition: String,
    /// Its columns up to the first one that is an expression.
    pub columns: Vec<String>,
    /// None of its columns is one.
    pub is_plain: bool,
}

/// Looks through each table with its indexes; of tables of more than `most` rows, a few rows are looked up. Called within
/// a transaction: another program may be writing.
///
/// # Errors
/// `Damaged`: a page is not what it was, or an index does not have the rows of its table.
pub(super) fn check(conn: &Connection, most: i64) -> Result<()> {
    for table in tables(conn)? {
        let indexes = indexes(conn, &table)?;
        let wrong = if last_row(conn, &table)? <= most {
            if let Some(remark) = structure::wrong_pages(conn, &format!("PRAGMA quick_check({table})"))? {
                return Err(StoreError::Damaged(remark));
            }
            miscounted(conn, &table, &indexes)?
        } else {
            unfindable(conn, &table, &indexes)?
        };
        if let Some(index) = wrong {
            return Err(StoreError::Damaged(format!("index {index}")));
        }
    }
    for table in WITHOUT_INDEXES {
        if let Some(remark) = structure::wrong_pages(conn, &format!("PRAGMA integrity_check({table})"))? {
            return Err(StoreError::Damaged(remark));
        }
    }
    Ok(())
}

/// Small tables that are their own index, or need none. Only the whole check looks at the order of their rows.
const WITHOUT_INDEXES: [&str; 4] = ["gone", "vault", "search_idx", "search_config"];

/// The number of the last row of a table: it has so many at most.
pub(super) fn last_row(conn: &Connection, table: &str) -> Result<i64> {
    Ok(conn.query_row(&format!("SELECT ifnull(max(id), 0) FROM {table} NOT INDEXED"), [], |row| row.get(0))?)
}

/// The tables with indexes. `gone` has none: it is one itself.
pub(super) fn tables(conn: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'index' AND tbl_name NOT LIKE 'search%'
                 AND tbl_name <> 'gone' AND tbl_name NOT LIKE 'sqlite%' ORDER BY 1";
    Ok(conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn indexes(conn: &Connection, table: &str) -> Result<Vec<Index>> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found: Vec<(String, Option<String>)> = found.collect::<rusqlite::Result<_>>()?;
    let mut columns = conn.prepare_cached("SELECT name FROM pragma_index_info(?1) ORDER BY seqno")?;
    let mut indexes = Vec::new();
    for (name, sql) in found {
        let sql = sql.unwrap_or_default();
        let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let condition = words.split_once(" WHERE ").map_or("true", |(_, condition)| condition).to_owned();
        let names = columns.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<Vec<Option<String>>>>()?;
        let is_plain = names.iter().all(Option::is_some);
        let columns = names.into_iter().map_while(|name| name).collect();
        indexes.push(Index { name, condition, columns, is_plain });
    }
    Ok(indexes)
}

/// The first index that has not as many rows as its table, or has them in another order than its own.
fn miscounted<'a>(conn: &Connection, table: &str, indexes: &'a [Index]) -> Result<Option<&'a str>> {
    let sums = indexes.iter().map(|index| format!("total({})", index.condition)).collect::<Vec<_>>().join(", ");
    let mut statement = conn.prepare(&format!("SELECT {sums} FROM {table} NOT INDEXED"))?;
    let of = |row: &rusqlite::Row<'_>| (0..indexes.len()).map(|i| row.get::<_, f64>(i)).collect();
    let expected: Vec<f64> = statement.query_row([], of)?;
    for (index, expected) in indexes.iter().zip(expected) {
        if entries(conn, table, index)?.is_none_or(|found| found as f64 != expected) {
            return Ok(Some(&index.name));
        }
    }
    Ok(None)
}

/// How many entries an index has; `None` where they do not follow one another.
fn entries(conn: &Connection, table: &str, index: &Index) -> Result<Option<u64>> {
    let Index { name, condition, columns, is_plain } = index;
    let mut asked = columns.clone();
    // The number of the row stands behind all columns, and no entry is there twice.
    asked.extend(is_plain.then(|| "id".to_owned()));
    let sql = format!("SELECT {} FROM {table} INDEXED BY \"{name}\" WHERE {condition}", asked.join(", "));
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut count, mut before): (u64, Vec<Kept>) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let mut order = Ordering::Equal;
        for (i, before) in before.iter().enumerate() {
            order = order.then(compared(before.as_ref(), row.get_ref(i)?));
        }
        if count > 0 && (order == Ordering::Greater || *is_plain && order == Ordering::Equal) {
            return Ok(None);
        }
        before.clear();
        for i in 0..asked.len() {
            before.push(Kept::of(row.get_ref(i)?));
        }
        count += 1;
    }
    Ok(Some(count))
}

/// A value that outlives its row, whatever its bytes are.
enum Kept {
    Null,
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

impl Kept {
    fn of(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(integer) => Self::Integer(integer),
            ValueRef::Real(real) => Self::Real(real),
            ValueRef::Text(text) => Self::Text(text.to_vec()),
            ValueRef::Blob(blob) => Self::Blob(blob.to_vec()),
        }
    }

    fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Integer(integer) => ValueRef::Integer(*integer),
            Self::Real(real) => ValueRef::Real(*real),
            Self::Text(text) => ValueRef::Text(text),
            Self::Blob(blob) => ValueRef::Blob(blob),
        }
    }
}

/// How SQLite orders two values, without a collation.
fn compared(a: ValueRef<'_>, b: ValueRef<'_>) -> Ordering {
    let rank = |value: ValueRef<'_>| match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    };
    match (a, b) {
        (ValueRef::Integer(a), ValueRef::Integer(b)) => a.cmp(&b),
        (ValueRef::Real(a), ValueRef::Real(b)) => a.total_cmp(&b),
        (ValueRef::Integer(a), ValueRef::Real(b)) => (a as f64).total_cmp(&b),
        (ValueRef::Real(a), ValueRef::Integer(b)) => a.total_cmp(&(b as f64)),
        (ValueRef::Text(a), ValueRef::Text(b)) | (ValueRef::Blob(a), ValueRef::Blob(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// The first index through which one of a few rows is not found by its values.
fn unfindable<'a>(conn: &Connection, table: &str, indexes: &'a [Index]) -> Result<Option<&'a str>> {
    let sql = format!("SELECT ifnull(min(id), 0), ifnull(max(id), 0) FROM {table} NOT INDEXED");
    let (first, last): (i64, i64) = conn.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let step = (last.saturating_sub(first) / (LOOKED_UP - 1)).max(1);
    for Index { name, condition, columns, .. } in indexes {
        let take = format!(
            "SELECT id, {} FROM {table} NOT INDEXED
             WHERE id = (SELECT id FROM {table} NOT INDEXED WHERE id >= ?1 ORDER BY id LIMIT 1) AND {condition}",
            columns.join(", ")
        );
        let same: Vec<_> = columns.iter().zip(2..).map(|(column, n)| format!("{column} IS ?{n}")).collect();
        let find = format!(
            "SELECT EXISTS (SELECT 1 FROM {table} INDEXED BY \"{name}\" WHERE id = ?1 AND {} AND {condition})",
            same.join(" AND ")
        );
        let (mut take, mut find) = (conn.prepare(&take)?, conn.prepare(&find)?);
        for n in 0..LOOKED_UP {
            let values = |row: &rusqlite::Row<'_>| (0..=columns.len()).map(|i| row.get::<_, Value>(i)).collect();
            let row: Option<Vec<Value>> =
                take.query_row([first.saturating_add(n.saturating_mul(step))], values).optional()?;
            if let Some(row) = row
                && !find.query_row(rusqlite::params_from_iter(row), |row| row.get::<_, bool>(0))?
            {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index page with nothing on it, as SQLite writes one.
    fn emptied() -> Vec<u8> {
        let mut page = vec![0; 4096];
        page[0] = 10;
        page[5..7].copy_from_slice(&4096_u16.to_be_bytes());
        page
    }

    #[test]
    fn every_index_that_lost_its_rows_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v6.db");
        std::fs::copy(fixture, &path).unwrap();
        let conn = Connection::open(&path).unwrap();
        let mut of_tables = Vec::new();
        for table in tables(&conn).unwrap() {
            assert_eq!(miscounted(&conn, &table, &indexes(&conn, &table).unwrap()).unwrap(), None);
            assert_eq!(unfindable(&conn, &table, &indexes(&conn, &table).unwrap()).unwrap(), None);
            of_tables.extend(indexes(&conn, &table).unwrap().into_iter().map(|index| (table.clone(), index)));
        }
        let whole = std::fs::read(&path).unwrap();
        let (mut counted, mut looked_up) = (0, 0);
        for (table, index) in of_tables {
            let Index { name, condition, .. } = &index;
            let rows = format!("SELECT count(*) FROM {table} NOT INDEXED WHERE {condition}");
            let rows: i64 = conn.query_row(&rows, [], |row| row.get(0)).unwrap();
            let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
            let root: u32 = conn.query_row(root, [name], |row| row.get(0)).unwrap();
            let root = root as usize;
            let mut bytes = whole.clone();
            bytes[(root - 1) * 4096..root * 4096].copy_from_slice(&emptied());
            let victim = dir.path().join("victim.db");
            std::fs::write(&victim, bytes).unwrap();
            let victim = Connection::open(&victim).unwrap();
            let only = std::slice::from_ref(&index);
            assert_eq!(miscounted(&victim, &table, only).unwrap().is_some(), rows > 0, "{name}");
            counted += usize::from(rows > 0);
            looked_up += usize::from(unfindable(&victim, &table, only).unwrap().is_some());
        }
        // What a few rows do not have, such as a date until which something is owed, is not looked up.
        assert!(counted > 30 && looked_up > 20, "{counted} {looked_up}");
    }
}
