//! Whether every page of the search index can be found: FTS5 begins at the page that `search_idx` names for a word, and
//! finds less without a word where a row of it is missing. It does not check that itself.

use std::collections::HashSet;

use rusqlite::Connection;

use super::error::Result;

/// A row id of `search_data` is the number of a segment, one bit, five bits of height, and the number of a page
/// (`FTS5_SEGMENT_ROWID`).
const SEGMENT_BITS: u32 = 37;
const ABOVE_LEAVES: i64 = 0x3f << 31;
const PAGE: i64 = (1 << 31) - 1;

/// Whether a page on which words begin is not named in `search_idx`. Where more than `most` are named, the first page of
/// each segment stands for all.
pub(super) fn has_gaps(conn: &Connection, most: i64) -> Result<bool> {
    if !has_version(conn)? {
        return Ok(true);
    }
    let named: i64 =
        conn.query_row("SELECT count(*) FROM (SELECT 1 FROM search_idx LIMIT ?1)", [most.saturating_add(1)], |row| {
            row.get(0)
        })?;
    if named > most { lacks_segments(conn) } else { lacks_pages(conn) }
}

/// Whether the index says how it is written. Without that FTS5 does nothing with it, not even make it anew.
pub(super) fn has_version(conn: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM search_config WHERE k = 'version' AND v IN (4, 5))";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

fn lacks_pages(conn: &Connection) -> Result<bool> {
    let named: HashSet<(i64, i64)> = conn
        .prepare_cached("SELECT segid, pgno >> 1 FROM search_idx")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statement =
        conn.prepare_cached("SELECT id, length(block), substr(block, 3, 2) FROM search_data WHERE id >= ?1")?;
    let mut rows = statement.query([1_i64 << SEGMENT_BITS])?;
    while let Some(row) = rows.next()? {
        let (id, length): (i64, i64) = (row.get(0)?, row.get(1)?);
        // Behind the words of a page stands where they begin; a page that only goes on has none.
        let words_end =
            row.get_ref(2)?.as_blob().ok().and_then(|two| two.try_into().ok()).map_or(0, u16::from_be_bytes);
        let has_words = i64::from(words_end) < length;
        if id & ABOVE_LEAVES == 0 && has_words && !named.contains(&(id >> SEGMENT_BITS, id & PAGE)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn lacks_segments(conn: &Connection) -> Result<bool> {
    let mut next = conn.prepare_cached("SELECT id FROM search_data WHERE id >= ?1 ORDER BY id LIMIT 1")?;
    let mut named =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM search_idx WHERE segid = ?1 AND pgno >> 1 = ?2)")?;
    let mut from = 1_i64 << SEGMENT_BITS;
    while let Some(id) = next.query([from])?.next()?.map(|row| row.get::<_, i64>(0)).transpose()? {
        if !named.query_row([id >> SEGMENT_BITS, id & PAGE], |row| row.get::<_, bool>(0))? {
            return Ok(true);
        }
        from = ((id >> SEGMENT_BITS) + 1) << SEGMENT_BITS;
    }
    Ok(false)
}
