//! The log of what was given away.

use rusqlite::types::Value;
use rusqlite::{Row, params};

use super::record::{Column, Plain, Ref, Stored, blob, identity, list};
use super::value::{key, moment, read_key, read_moment, read_uuid, read_uuid_opt, text};
use super::{Result, Tx};
use crate::domain::ids::{PairId, SessionId, ShareId};
use crate::domain::sharing::{NewShare, Paper, Share};

impl Stored for Share {
    const TABLE: &'static str = "share";
    const COLUMNS: &'static [Column] = &[
        Ref("pair", "pair"),
        Plain("at_ms"),
        Plain("at_offset"),
        Plain("paper"),
        Plain("format"),
        Plain("shared"),
        Plain("kept"),
        Plain("hash"),
        Plain("arrived"),
    ];
    const AFTER_SUMS: usize = 1;

    identity!();

    fn values(&self) -> Vec<Value> {
        let [at_ms, at_offset] = moment(self.at);
        vec![
            self.pair.map_or(Value::Null, |p| blob(p.0)),
            at_ms,
            at_offset,
            key(self.paper),
            key(self.format),
            self.shared.into(),
            self.kept.into(),
            text(&self.hash),
            if self.arrived { Value::Null } else { Value::Integer(0) },
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ShareId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: read_uuid_opt(row, 2)?.map(PairId),
            at: read_moment(row, 3)?,
            paper: read_key(row, 5)?,
            format: read_key(row, 6)?,
            shared: row.get(7)?,
            kept: row.get(8)?,
            hash: row.get(9)?,
            arrived: row.get::<_, Option<bool>>(10)?.unwrap_or(true),
        })
    }
}

impl Tx<'_> {
    /// What was given away, newest first, at most `limit`; without a pair, all of it.
    pub fn shares(&self, pair: Option<PairId>, limit: u32) -> Result<Vec<Share>> {
        let pair = pair.map(|p| blob(p.0));
        let tail = "WHERE ?1 IS NULL OR pair = (SELECT id FROM pair WHERE uuid = ?1)
                    ORDER BY at_ms DESC, id DESC LIMIT ?2";
        list(self, tail, params![pair, limit])
    }

    /// The held sessions of a pair that took place or in which a line changed since this point in time (Unix
    /// milliseconds), oldest first.
    pub fn sessions_touched_since(&self, pair: PairId, since: i64) -> Result<Vec<SessionId>> {
        let sql = "SELECT s.uuid FROM session s WHERE s.pair = (SELECT id FROM pair WHERE uuid = ?1)
                   AND s.status = 'held' AND s.deleted_ms IS NULL AND (s.at_ms >= ?2 OR s.updated_ms >= ?2 OR EXISTS (
                     SELECT 1 FROM entry e WHERE e.session = s.id AND e.deleted_ms IS NULL AND e.updated_ms >= ?2))
                   ORDER BY s.at_ms, s.id";
        self.values("session", sql, params![blob(pair.0), since], |row| read_uuid(row, 0).map(SessionId))
    }

    /// The newest entry for this very paper that was handed over and has not arrived as far as anybody knows.
    pub fn handed_over(&self, new: &NewShare) -> Result<Option<Share>> {
        let pair = new.pair.map(|p| blob(p.0));
        let tail = "WHERE pair IS (SELECT id FROM pair WHERE uuid = ?1) AND paper = ?2 AND hash = ?3 AND arrived = 0
                    ORDER BY at_ms DESC, id DESC LIMIT 1";
        Ok(list(self, tail, params![pair, new.paper.key(), new.hash])?.pop())
    }

    /// The newest time that this paper about this pair was given away and has arrived.
    pub fn last_share(&self, pair: PairId, paper: Paper) -> Result<Option<Share>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND paper = ?2 AND arrived IS NOT 0
                    ORDER BY at_ms DESC, id DESC LIMIT 1";
        Ok(list(self, tail, params![blob(pair.0), paper.key()])?.pop())
    }
}
