//! What only the search index still knows: its words stay when another program takes a record out of the file.

use std::collections::{HashMap, HashSet};

use super::search::FIELD;
use super::{Result, StoreError, Tx, search_check};

impl Tx<'_> {
    /// How many sessions and lines the search index has that are not in the journal. tomoni takes both out in one
    /// transaction, so another program has removed them.
    ///
    /// # Errors
    /// `Damaged`: the index does not say how it is written, so that the engine reads nothing of it.
    pub fn only_in_search(&self) -> Result<usize> {
        let conn = self.conn();
        if !search_check::has_version(conn)? {
            return Err(StoreError::Damaged("search_config: no version".to_owned()));
        }
        conn.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_heads USING fts5vocab (main, search, instance)",
        )?;
        // What every document of ours begins with: its pair, and its kind or where its theme begins. A damaged list of
        // one word makes no such document.
        let mut heads: HashMap<i64, u8> = HashMap::new();
        {
            let sql = "SELECT term, doc, offset FROM temp.search_heads WHERE offset < 2";
            let mut statement = conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let term = row.get_ref(0)?.as_bytes().unwrap_or_default();
                if term.starts_with(FIELD.encode_utf8(&mut [0; 4]).as_bytes()) {
                    *heads.entry(row.get(1)?).or_default() |= 1 << row.get::<_, i64>(2)?;
                }
            }
        }
        conn.execute_batch("DROP TABLE temp.search_heads")?;
        let mut strays: HashSet<i64> = heads.into_iter().filter(|(_, head)| *head == 3).map(|(doc, _)| doc).collect();
        // A record with a wrong number stands for one of those that no record has.
        let mut misnumbered = 0;
        let of_sessions = "SELECT doc, deleted_ms IS NULL FROM session";
        let of_lines = "SELECT e.doc, e.deleted_ms IS NULL AND (e.session IS NULL
                          OR EXISTS (SELECT 1 FROM session s WHERE s.id = e.session AND s.deleted_ms IS NULL))
                        FROM entry e";
        for sql in [of_sessions, of_lines] {
            let mut statement = conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let found = row.get::<_, Option<i64>>(0).unwrap_or_default().is_some_and(|doc| strays.remove(&doc));
                misnumbered += usize::from(!found && row.get(1).unwrap_or(true));
            }
        }
        Ok(strays.len().saturating_sub(misnumbered))
    }
}
