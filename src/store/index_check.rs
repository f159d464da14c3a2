//! A cheap look at the indexes when a journal is opened. SQLite does not notice an index whose pages were emptied or
//! belong to another one: it answers from it, and a list is empty although the records are there.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::error::{Result, StoreError};

/// A table with more rows than this is not counted: a few of its rows are looked up instead.
const COUNTED: i64 = 5_000;
/// How many rows of a large table are looked up through each index.
const LOOKED_UP: i64 = 6;

/// One index of ours.
struct Index {
    name: String,
    /// The condition that its rows meet.
    condition: String,
    /// Its columns up to the first one that is an expression.
    columns: Vec<String>,
}

/// Compares each index with its table, all in one view of the journal.
///
/// # Errors
/// `Damaged`: an index does not have the rows of its table. `tomoni doctor` makes it again.
pub(super) fn check(conn: &Connection) -> Result<()> {
    let tx = conn.unchecked_transaction()?;
    for table in tables(&tx)? {
        let indexes = indexes(&tx, &table)?;
        let last: i64 =
            tx.query_row(&format!("SELECT ifnull(max(id), 0) FROM {table} NOT INDEXED"), [], |r| r.get(0))?;
        let wrong =
            if last <= COUNTED { miscounted(&tx, &table, &indexes)? } else { unfindable(&tx, &table, &indexes)? };
        if let Some(index) = wrong {
            return Err(StoreError::Damaged(format!("index {index}")));
        }
    }
    tx.finish()?;
    Ok(())
}

/// The tables with indexes. `gone` has none: it is one itself.
fn tables(conn: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'index' AND tbl_name NOT LIKE 'search%'
                 AND tbl_name <> 'gone' AND tbl_name NOT LIKE 'sqlite%' ORDER BY 1";
    Ok(conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn indexes(conn: &Connection, table: &str) -> Result<Vec<Index>> {
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
        let columns = names.into_iter().map_while(|name| name).collect();
        indexes.push(Index { name, condition, columns });
    }
    Ok(indexes)
}

/// The first index that has not as many rows as its table.
fn miscounted<'a>(conn: &Connection, table: &str, indexes: &'a [Index]) -> Result<Option<&'a str>> {
    let sums = indexes.iter().map(|index| format!("total({})", index.condition)).collect::<Vec<_>>().join(", ");
    let mut statement = conn.prepare(&format!("SELECT {sums} FROM {table} NOT INDEXED"))?;
    let of = |row: &rusqlite::Row<'_>| (0..indexes.len()).map(|i| row.get::<_, f64>(i)).collect();
    let expected: Vec<f64> = statement.query_row([], of)?;
    for (index, expected) in indexes.iter().zip(expected) {
        let Index { name, condition, .. } = index;
        // `count(*)` would be answered by whichever index is the smallest.
        let sql = format!("SELECT total(1) FROM {table} INDEXED BY \"{name}\" WHERE {condition}");
        let found: f64 = conn.query_row(&sql, [], |row| row.get(0))?;
        if found != expected {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The first index through which one of a few rows is not found by its values.
fn unfindable<'a>(conn: &Connection, table: &str, indexes: &'a [Index]) -> Result<Option<&'a str>> {
    let sql = format!("SELECT ifnull(min(id), 0), ifnull(max(id), 0) FROM {table} NOT INDEXED");
    let (first, last): (i64, i64) = conn.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let step = (last.saturating_sub(first) / (LOOKED_UP - 1)).max(1);
    for Index { name, condition, columns } in indexes {
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
            let row: Option<Vec<Value>> = take.query_row([first + n * step], values).optional()?;
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
