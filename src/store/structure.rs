//! Whether the pages of a file are what they were, and which rows its indexes still know although they are gone. SQLite
//! answers without a word from a page that was emptied, or whose cells are counted or pointed to wrongly.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, ffi};
use uuid::Uuid;

use super::connection::in_one_view;
use super::damage::Unreadable;
use super::error::{Result, StoreError};
use super::index_check::{self, Index};
use super::salvage::TABLES;
use super::search_check;

/// Whether a remark of the engine is about one value. Whoever reads that row notices it by its sum.
fn is_of_a_value(remark: &str) -> bool {
    let is_typed = ["NULL ", "non-", "NUMERIC ", "TEXT "].iter().any(|start| remark.starts_with(start));
    is_typed && remark.contains(" value in ") || remark.starts_with("CHECK constraint failed in ")
}

/// Whether it says that an index does not fit its table, and nothing else.
fn is_of_an_index(remark: &str) -> bool {
    let is_of_a_row = [" missing from index ", " values differ from index "].iter().any(|part| remark.contains(part));
    remark.starts_with("row ") && is_of_a_row
        || ["wrong # of entries in index ", "non-unique entry in index "].iter().any(|start| remark.starts_with(start))
}

/// Whether it is about what the search index holds.
fn is_of_the_search(remark: &str) -> bool {
    remark.contains(" inverted index for FTS")
}

/// What a check of the engine finds. That it cannot check a search index whose settings are gone is a finding, too.
pub(super) fn remarks(conn: &Connection, check: &str) -> Result<Vec<String>> {
    let found = |conn: &Connection| -> Result<Vec<String>> {
        // FTS5 looks only when a search begins whether another program has changed the index. Without that, a check
        // would compare what this connection knew of it with what is there now. What is wrong with it, the check says.
        let _ = conn.query_row("SELECT rowid FROM search LIMIT 1", [], |_| Ok(()));
        let mut statement = conn.prepare(check)?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    let found = match in_one_view(conn, found) {
        Err(StoreError::Sqlite(error))
            if error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_ERROR) =>
        {
            vec![error.to_string()]
        }
        other => other?,
    };
    Ok(found.into_iter().filter(|remark| remark != "ok").collect())
}

/// The first remark of a check that is about the pages of the file.
pub(super) fn wrong_pages(conn: &Connection, check: &str) -> Result<Option<String>> {
    let of_pages = || -> Result<Option<String>> {
        let is_of_pages = |r: &String| !is_of_a_value(r) && !is_of_an_index(r) && !is_of_the_search(r);
        Ok(remarks(conn, check)?.into_iter().find(is_of_pages))
    };
    // A page that the system could not read once is a remark, too; what is wrong is found a second time.
    match of_pages()? {
        None => Ok(None),
        Some(_) => of_pages(),
    }
}

/// Pages without anything on them where SQLite leaves none: whatever was on them is lost, and no check of the engine
/// says so.
pub(super) fn empty_pages(conn: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT format('page %d of %s is empty', pageno, name) FROM dbstat
               WHERE pagetype = 'leaf' AND ncell = 0 AND path <> '/' ORDER BY pageno";
    remarks(conn, sql)
}

/// Rows that an index still has, and that are not to be read in their table any more. `false` with them: an index could
/// not be read to its end.
pub(super) fn lost_rows(conn: &Connection) -> Result<(Vec<Unreadable>, bool)> {
    match lost_rows_once(conn)? {
        (lost, is_all) if lost.is_empty() && is_all => Ok((lost, is_all)),
        // The engine speaks of damage, too, when the system could not read once.
        _ => lost_rows_once(conn),
    }
}

fn lost_rows_once(conn: &Connection) -> Result<(Vec<Unreadable>, bool)> {
    let (mut lost, mut is_all) = (Vec::new(), true);
    for table in index_check::tables(conn)? {
        let Some(name) = known(&table) else { continue };
        let mut gone: BTreeMap<i64, Option<Uuid>> = BTreeMap::new();
        for index in index_check::indexes(conn, &table)? {
            match lost_in(conn, &table, &index, &mut gone) {
                Err(StoreError::Corrupt(_)) => is_all = false,
                other => other?,
            }
        }
        lost.extend(gone.into_iter().map(|(row, id)| Unreadable { table: name, row, id }));
    }
    Ok((lost, is_all))
}

/// The table under the name that it has in the program.
fn known(table: &str) -> Option<&'static str> {
    TABLES.iter().copied().find(|known| *known == table)
}

fn lost_in(conn: &Connection, table: &str, index: &Index, gone: &mut BTreeMap<i64, Option<Uuid>>) -> Result<()> {
    let Index { name, condition, columns, .. } = index;
    let id = if columns.iter().any(|column| column == "uuid") { "uuid" } else { "NULL" };
    let mut entries = conn.prepare(&format!("SELECT id, {id} FROM {table} INDEXED BY \"{name}\" WHERE {condition}"))?;
    let mut row_of = conn.prepare(&format!("SELECT 1 FROM {table} NOT INDEXED WHERE id = ?1"))?;
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let is_there = match row_of.exists([number]).map_err(StoreError::from) {
            // Its page cannot be read.
            Err(StoreError::Corrupt(_)) => false,
            other => other?,
        };
        if !is_there {
            let id = row.get_ref(1)?.as_blob().ok().and_then(|id| Uuid::from_slice(id).ok());
            let known = gone.entry(number).or_default();
            *known = known.or(id);
        }
    }
    Ok(())
}

/// Whether an index has an entry whose row says something else: then it may be the row that is damaged, and the entry
/// is what is left of it.
pub(super) fn has_strays(conn: &Connection) -> Result<bool> {
    for table in index_check::tables(conn)? {
        for Index { name, condition, columns, .. } in index_check::indexes(conn, &table)? {
            let same: Vec<String> = columns.iter().map(|column| format!("r.{column} IS i.{column}")).collect();
            let same = if same.is_empty() { "true".to_owned() } else { same.join(" AND ") };
            let sql = format!(
                "SELECT EXISTS (SELECT 1 FROM {table} AS i INDEXED BY \"{name}\" WHERE {condition}
                   AND NOT EXISTS (SELECT 1 FROM {table} AS r NOT INDEXED WHERE r.id = i.id AND {same} AND {condition}))"
            );
            if conn.query_row(&sql, [], |row| row.get::<_, bool>(0))? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Records that refer to what is not there, in tables of up to so many rows.
pub(super) fn dangling(conn: &Connection, most: i64) -> Result<BTreeSet<Unreadable>> {
    let mut found = BTreeSet::new();
    for table in index_check::tables(conn)? {
        let Some(name) = known(&table) else { continue };
        if index_check::last_row(conn, &table)? > most {
            continue;
        }
        let mut statement = conn.prepare(&format!("PRAGMA foreign_key_check({table})"))?;
        let rows: Vec<Option<i64>> = statement.query_map([], |row| row.get(1))?.collect::<rusqlite::Result<_>>()?;
        for row in rows.into_iter().flatten() {
            let sql = format!("SELECT uuid FROM {table} NOT INDEXED WHERE id = ?1");
            let id: Option<Vec<u8>> = conn.prepare_cached(&sql)?.query_row([row], |r| Ok(r.get(0).ok()))?;
            let id = id.and_then(|id| Uuid::from_slice(&id).ok());
            found.insert(Unreadable { table: name, row, id });
        }
    }
    if lacks_vault(conn)? {
        found.insert(Unreadable { table: "vault", row: 1, id: None });
    }
    Ok(found)
}

/// Whether something is sealed, or a key is kept, for a vault that is gone.
pub(super) fn lacks_vault(conn: &Connection) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM vault) AND (EXISTS (SELECT 1 FROM key_slot)
                 OR EXISTS (SELECT 1 FROM entry INDEXED BY entry_sealed WHERE sealed IS NOT NULL))";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

/// Whether what is wrong in a file is only what is made from its records: then it can be made again. Where a record is
/// gone, or a page is not what it was, whatever still knows of it must stay.
pub(super) fn is_curable(conn: &Connection) -> Result<bool> {
    Ok(search_check::has_version(conn)?
        && wrong_pages(conn, "PRAGMA integrity_check")?.is_none()
        && empty_pages(conn)?.is_empty()
        && lost_rows(conn)? == (Vec::new(), true)
        && dangling(conn, i64::MAX)?.is_empty())
}
