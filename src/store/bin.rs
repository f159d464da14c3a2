//! The bin, and finding records by a part of their id.

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::damage::plain_sum;
use super::record::{Key, SLICE, blob, change_rows, count, list};
use super::value::read_uuid;
use super::{Result, Tx};
use crate::domain::Entry;
use crate::domain::checklist::OwnItem;
use crate::domain::goal::Goal;
use crate::domain::pair::Pair;
use crate::domain::questions::OwnQuestion;
use crate::domain::session::Session;

/// Finds by the beginning or the ending of the id in hexadecimal (`?1`), the bin left out. The fragment has been
/// checked to be hexadecimal, so it holds no pattern characters.
pub(super) fn named_tail(table: &str) -> String {
    format!(
        "WHERE {table}.deleted_ms IS NULL AND (hex({table}.uuid) LIKE ?1 || '%' OR hex({table}.uuid) LIKE '%' || ?1)
         ORDER BY {table}.id DESC LIMIT 20"
    )
}

/// The sum of a row of `gone`.
fn gone_sum(id: Uuid, gone_ms: i64) -> [u8; 8] {
    plain_sum("gone", &[ValueRef::Blob(id.as_bytes()), ValueRef::Integer(gone_ms)])
}

const BINNED: &str = "WHERE deleted_ms IS NOT NULL ORDER BY deleted_ms DESC, id DESC";

impl Tx<'_> {
    /// Sessions whose id begins or ends so, the bin left out.
    pub fn sessions_named(&self, fragment: &str) -> Result<Vec<Session>> {
        list(self, &named_tail("session"), [fragment])
    }

    /// Pairs whose id begins or ends so, the bin left out.
    pub fn pairs_named(&self, fragment: &str) -> Result<Vec<Pair>> {
        list(self, &named_tail("pair"), [fragment])
    }

    pub fn binned_pairs(&self) -> Result<Vec<Pair>> {
        list(self, BINNED, [])
    }

    pub fn binned_sessions(&self) -> Result<Vec<Session>> {
        list(self, BINNED, [])
    }

    pub fn binned_goals(&self) -> Result<Vec<Goal>> {
        list(self, BINNED, [])
    }

    pub fn binned_items(&self) -> Result<Vec<OwnItem>> {
        list(self, BINNED, [])
    }

    pub fn binned_questions(&self) -> Result<Vec<OwnQuestion>> {
        list(self, BINNED, [])
    }

    /// Every line that lies readable in the bin, by itself or with its session or pair.
    pub fn readable_in_bin(&self) -> Result<Vec<Entry>> {
        let tail = "WHERE entry.sealed IS NULL AND (entry.deleted_ms IS NOT NULL
                      OR entry.session IN (SELECT id FROM session WHERE deleted_ms IS NOT NULL)
                      OR entry.pair IN (SELECT id FROM pair WHERE deleted_ms IS NOT NULL))";
        list(self, tail, [])
    }

    /// Takes everything in the bin out of the file for good, with all that belongs to it, and remembers only that
    /// these ids are gone. Returns how many records a person would count.
    ///
    /// # Errors
    /// Sealed lines go with the key only: the manifest has to say that they are gone.
    pub fn purge_bin(&self, now_ms: i64) -> Result<usize> {
        // What belongs to something binned goes with it: first the leaves, then what they hang on.
        let pairs = "SELECT id FROM pair WHERE deleted_ms IS NOT NULL";
        let sessions = format!("SELECT id FROM session WHERE deleted_ms IS NOT NULL OR pair IN ({pairs})");
        let goals = format!("SELECT id FROM goal WHERE deleted_ms IS NOT NULL OR pair IN ({pairs})");
        let items = format!(
            "SELECT lower(hex(uuid)) FROM own_item WHERE deleted_ms IS NOT NULL OR pair IN ({pairs})
             UNION ALL SELECT lower(hex(uuid)) FROM own_question WHERE deleted_ms IS NOT NULL"
        );
        let doomed = [
            ("tick", format!("pair IN ({pairs}) OR session IN ({sessions}) OR replace(item, '-', '') IN ({items})")),
            ("share", format!("pair IN ({pairs})")),
            ("rating", format!("pair IN ({pairs})")),
            ("own_item", format!("deleted_ms IS NOT NULL OR pair IN ({pairs})")),
            ("own_question", "deleted_ms IS NOT NULL".to_owned()),
            ("checkin", format!("deleted_ms IS NOT NULL OR goal IN ({goals})")),
            ("revision", format!("deleted_ms IS NOT NULL OR goal IN ({goals})")),
            ("goal", format!("deleted_ms IS NOT NULL OR pair IN ({pairs})")),
            ("entry", format!("deleted_ms IS NOT NULL OR pair IN ({pairs}) OR session IN ({sessions})")),
            ("session", format!("id IN ({sessions})")),
            ("pair", "deleted_ms IS NOT NULL".to_owned()),
        ];
        change_rows::<Session>(self, "moved_to = NULL", &format!("session.moved_to IN ({sessions})"))?;
        change_rows::<Entry>(self, "settled_in = NULL", &format!("entry.settled_in IN ({sessions})"))?;
        let mut counted = 0;
        for (table, which) in &doomed {
            if *table == "entry" && self.has_vault() {
                let sql = format!("SELECT EXISTS (SELECT 1 FROM entry WHERE sealed IS NOT NULL AND ({which}))");
                if self.conn().query_row(&sql, [], |row| row.get(0))? {
                    self.touch_seals()?;
                }
            }
            if matches!(*table, "entry" | "session") {
                self.unindex_all(table, which)?;
            }
            self.conn().execute(
                &format!("INSERT OR IGNORE INTO gone (uuid, gone_ms) SELECT uuid, ?1 FROM {table} WHERE {which}"),
                [now_ms],
            )?;
            if matches!(*table, "own_item" | "own_question" | "goal" | "entry" | "session" | "pair") {
                // What goes along with something binned did not lie in the bin itself.
                let binned = format!("SELECT count(*) FROM {table} WHERE deleted_ms IS NOT NULL");
                let here: i64 = self.conn().query_row(&binned, [], |row| row.get(0))?;
                counted += usize::try_from(here).unwrap_or(0);
            }
            self.conn().execute(&format!("DELETE FROM {table} WHERE {which}"), [])?;
        }
        self.sum_plain_tables()?;
        Ok(counted)
    }

    /// Whether a record of this id was there once and is gone for good.
    pub fn is_gone(&self, id: uuid::Uuid) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM gone WHERE uuid = ?1)";
        Ok(self.conn().prepare_cached(sql)?.query_row([blob(id)], |row| row.get(0))?)
    }

    /// The next ids that are gone, in the order of the ids, after this one. `true`: there are more.
    pub fn gone_slice(&self, after: Option<Uuid>) -> Result<(Vec<(Uuid, i64)>, bool)> {
        let sql = "SELECT uuid, gone_ms FROM gone WHERE ?1 IS NULL OR uuid > ?1 ORDER BY uuid LIMIT ?2";
        let params = params![after.map(blob), SLICE as i64];
        let read = |row: &Row<'_>| Ok((read_uuid(row, 0)?, row.get(1)?));
        let found = self.values("gone", sql, params, |row| Ok(self.readable("gone", read(row))))?;
        let more = found.len() == SLICE;
        let found = found.into_iter().filter_map(Result::transpose).collect::<Result<_>>()?;
        Ok((found, more))
    }

    /// How many ids are gone.
    pub fn gone_count(&self) -> Result<u64> {
        count(self.conn(), "gone")
    }

    /// Takes over that a record is gone, as another journal remembers it.
    pub fn insert_gone(&self, id: Uuid, gone_ms: i64) -> Result<()> {
        let sql = "INSERT INTO gone (uuid, gone_ms, sum) VALUES (?1, ?2, ?3)";
        self.conn().prepare_cached(sql)?.execute(params![blob(id), gone_ms, gone_sum(id, gone_ms)])?;
        Ok(())
    }

    /// Forgets what is gone.
    pub fn forget_gone(&self) -> Result<()> {
        self.conn().execute("DELETE FROM gone", [])?;
        Ok(())
    }

    /// Remembers that a record is gone for good.
    pub fn remember_gone(&self, key: Key, now_ms: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO gone (uuid, gone_ms, sum) VALUES (?1, ?2, ?3)";
        let sum = gone_sum(key.uuid(), now_ms);
        self.conn().prepare_cached(sql)?.execute(params![blob(key.uuid()), now_ms, sum])?;
        Ok(())
    }
}
