//! Whether a journal file is sound, and what can be made again where it is not.

use std::path::Path;
use std::sync::Arc;

use rusqlite::TransactionBehavior;

use super::connection::{Header, connect, header, settle};
use super::error::{Result, StoreError};
use super::{Absent, Store, Tx, index_check, migrate, schema};

impl Store {
    /// Puts the file together afresh, so that nothing of what it held once is left in it.
    pub fn compact(&self) -> Result<()> {
        let _going = self.pace.begin(0);
        self.conn.execute_batch("INSERT INTO search (search) VALUES ('optimize'); VACUUM;")?;
        Ok(())
    }

    /// What in the file's schema is not ours, or not as we made it: then nothing is written to it.
    pub fn strange(&self) -> Vec<String> {
        self.strange.names()
    }

    /// Looks at the schema again, which another program may have changed.
    pub fn look_at_schema(&mut self) -> Result<()> {
        self.strange = schema::look(&self.conn, migrate::schema_of(&self.conn)?)?;
        self.heed_pace()
    }

    /// Takes out of the schema of the journal at `path` what is not ours, and makes again what can be made of ours.
    /// Returns what it was about.
    ///
    /// # Errors
    /// `Altered`: a table of ours is not as we made it. Nothing was changed then.
    pub fn accept(path: &Path) -> Result<Vec<String>> {
        let path = settle(path, Absent::Refuse)?;
        let Header::Journal { schema } = header(&path)? else { return Err(StoreError::NotAJournal(path)) };
        let mut conn = connect(&path)?;
        schema::limit(&mut conn, &Arc::default(), schema::PATIENCE)?;
        Ok(schema::accept(&mut conn, schema)?.names())
    }

    /// Whether the structure of the file is sound after all. SQLite calls it damage, too, when the system fails to read
    /// once.
    pub fn is_sound(&self) -> bool {
        self.integrity().is_ok_and(|remarks| remarks.is_empty())
    }

    /// Everything that SQLite finds wrong with the structure of the file and with its indexes, and references to what is
    /// not there; so many remarks at most.
    pub fn integrity(&self) -> Result<Vec<String>> {
        const REMARKS: usize = 20;
        let _going = self.pace.begin(0);
        let remarks = |sql: &str, read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<String>| -> Result<Vec<String>> {
            let mut statement = self.conn.prepare(sql)?;
            let found = statement.query_map([], read)?.take(REMARKS).collect::<rusqlite::Result<_>>()?;
            Ok(found)
        };
        let mut found = remarks(&format!("PRAGMA integrity_check({REMARKS})"), |row| row.get(0))?;
        found.retain(|remark| remark != "ok");
        found.extend(remarks("PRAGMA foreign_key_check", |row| {
            let (table, row_id): (String, Option<i64>) = (row.get(0)?, row.get(1)?);
            Ok(format!("{table} #{}: refers to what is not there", row_id.unwrap_or_default()))
        })?);
        Ok(found)
    }

    /// Compares the indexes with their tables, as far as that is quick.
    ///
    /// # Errors
    /// `Damaged`: an index does not have the rows of its table, so lists would be short of them.
    pub fn check_indexes(&self) -> Result<()> {
        // The indexes of a strange file are not ours; those of an older one are made again with the next step.
        if !self.strange.is_nothing() || self.schema()? != migrate::newest() {
            return Ok(());
        }
        match index_check::check(&self.conn) {
            // SQLite calls it damage, too, when the system fails to read once; what is damaged still is.
            Err(StoreError::Damaged(_)) => index_check::check(&self.conn),
            other => other,
        }
    }

    /// Makes again what is made from the records: the indexes, the number of sessions that each pair has held, and the
    /// search index. The records stay as they are.
    pub fn heal(&mut self) -> Result<()> {
        let _going = self.pace.begin(0);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        schema::look(&tx, migrate::newest())?.refused()?;
        tx.execute_batch("REINDEX")?;
        let inner = Tx::new(&tx);
        inner.count_held()?;
        if !inner.search_differences()?.is_empty() {
            inner.index_all()?;
        }
        self.pace.commit()?;
        tx.commit()?;
        Ok(())
    }

    /// Reads the whole file and says whether its structure is sound. Too slow to stand before a first frame.
    pub fn check_whole(&self) -> Result<()> {
        let _going = self.pace.begin(0);
        let verdict: String = self.conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
        if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged(verdict)) }
    }
}
