//! Sessions, and what is counted about them.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Row, params};

use super::record::{Column, Plain, Ref, Stored, blob, identity, list, select, width};
use super::value::{
    key, lossy, marked, moment, moment_opt, read_key, read_key_opt, read_moment, read_moment_opt, read_uuid,
    read_uuid_opt, text, utc, uuid_or_row,
};
use super::{Result, Tx};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::session::{Session, SessionKind, SessionStatus};
use crate::domain::views::SessionRow;
use crate::domain::{Moment, Reach};

const WIDTH: usize = width::<Session>();

impl Stored for Session {
    const TABLE: &'static str = "session";
    const COLUMNS: &'static [Column] = &[
        Ref("pair", "pair"),
        Plain("kind"),
        Plain("status"),
        Plain("at_ms"),
        Plain("at_offset"),
        Plain("minutes"),
        Plain("mode"),
        Plain("theme"),
        Ref("moved_to", "session"),
        Plain("lead"),
        Plain("planned_minutes"),
        Plain("started_ms"),
        Plain("started_offset"),
        Plain("pulse"),
        Plain("created_ms"),
        Plain("updated_ms"),
        Plain("deleted_ms"),
        Plain("theme_reach"),
        Plain("sealed"),
    ];

    identity!();

    fn values(&self) -> Vec<Value> {
        let [at_ms, at_offset] = moment(self.at);
        let [started_ms, started_offset] = moment_opt(self.started);
        vec![
            blob(self.pair.0),
            key(self.kind),
            key(self.status),
            at_ms,
            at_offset,
            self.minutes.into(),
            self.mode.map_or(Value::Null, key),
            text(&self.theme),
            self.moved_to.map_or(Value::Null, |to| blob(to.0)),
            text(&self.lead),
            self.planned_minutes.into(),
            started_ms,
            started_offset,
            self.pulse.into(),
            self.created.into(),
            self.updated.into(),
            self.deleted.into(),
            key(self.theme_reach),
            self.sealed.into(),
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: SessionId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: PairId(read_uuid(row, 2)?),
            kind: read_key(row, 3)?,
            status: read_key(row, 4)?,
            at: read_moment(row, 5)?,
            minutes: row.get(7)?,
            mode: read_key_opt(row, 8)?,
            theme: row.get(9)?,
            moved_to: read_uuid_opt(row, 10)?.map(SessionId),
            lead: row.get(11)?,
            planned_minutes: row.get(12)?,
            started: read_moment_opt(row, 13)?,
            pulse: row.get(15)?,
            created: row.get(16)?,
            updated: row.get(17)?,
            deleted: row.get(18)?,
            theme_reach: read_key(row, 19)?,
            sealed: row.get(20)?,
        })
    }

    fn stand_in(row: &Row<'_>) -> Option<Self> {
        let created = row.get(16).unwrap_or_default();
        Some(Self {
            id: SessionId(uuid_or_row::<Self>(row, 0)),
            rev: row.get(1).unwrap_or(1),
            pair: PairId(read_uuid(row, 2).ok()?),
            kind: read_key(row, 3).unwrap_or(SessionKind::Regular),
            status: read_key(row, 4).unwrap_or(SessionStatus::Held),
            at: read_moment(row, 5).ok().or_else(|| utc(created)).unwrap_or_default(),
            minutes: row.get(7).unwrap_or_default(),
            mode: read_key_opt(row, 8).unwrap_or_default(),
            theme: marked(row, 9),
            moved_to: read_uuid_opt(row, 10).unwrap_or_default().map(SessionId),
            lead: lossy(row, 11),
            planned_minutes: row.get(12).unwrap_or_default(),
            started: read_moment_opt(row, 13).unwrap_or_default(),
            pulse: row.get(15).unwrap_or_default(),
            created,
            updated: row.get(17).unwrap_or_default(),
            deleted: row.get(18).unwrap_or_default(),
            theme_reach: Reach::Partner,
            sealed: true,
        })
    }
}

/// Which sessions a list asks for. Times are Unix milliseconds, `until` excluded.
#[derive(Clone, Copy, Debug, Default)]
pub struct SessionFilter {
    pub pair: Option<PairId>,
    pub since: Option<i64>,
    pub until: Option<i64>,
    pub status: Option<SessionStatus>,
    /// The newest so many.
    pub limit: Option<u32>,
    /// After passing over so many newer ones.
    pub skip: u32,
    /// Without those whose place another session has taken.
    pub without_moved: bool,
}

/// A session that was moved to another date is told by the one that took its place.
const NOT_MOVED: &str = " AND (s.status <> 'moved' OR s.moved_to IS NULL)";

impl Tx<'_> {
    /// The ids of all sessions, also of those in the bin. One that cannot be read is left out.
    pub fn session_ids(&self) -> Result<Vec<uuid::Uuid>> {
        let mut statement = self.conn().prepare_cached("SELECT uuid FROM session")?;
        let ids = statement
            .query_map([], |row| Ok(uuid::Uuid::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default()).ok()))?;
        Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// Sessions with their counts, newest first.
    pub fn session_rows(&self, filter: &SessionFilter) -> Result<Vec<SessionRow>> {
        // Which ones comes first and cheaply; what is counted about them only for these.
        let mut which = String::from("SELECT s.id FROM session s WHERE s.deleted_ms IS NULL");
        let mut values: Vec<Value> = Vec::new();
        if let Some(pair) = filter.pair {
            values.push(blob(pair.0));
            which.push_str(&format!(" AND s.pair = (SELECT id FROM pair WHERE uuid = ?{})", values.len()));
        } else {
            which.push_str(" AND NOT EXISTS (SELECT 1 FROM pair p WHERE p.id = s.pair AND p.deleted_ms IS NOT NULL)");
        }
        if let Some(since) = filter.since {
            values.push(since.into());
            which.push_str(&format!(" AND s.at_ms >= ?{}", values.len()));
        }
        if let Some(until) = filter.until {
            values.push(until.into());
            which.push_str(&format!(" AND s.at_ms < ?{}", values.len()));
        }
        if filter.without_moved {
            which.push_str(NOT_MOVED);
        }
        if let Some(status) = filter.status {
            values.push(key(status));
            which.push_str(&format!(" AND s.status = ?{}", values.len()));
        }
        values.push(filter.limit.map_or(-1_i64, i64::from).into());
        which.push_str(&format!(" ORDER BY s.at_ms DESC, s.id DESC LIMIT ?{}", values.len()));
        values.push(filter.skip.into());
        which.push_str(&format!(" OFFSET ?{}", values.len()));
        let tail = format!("WHERE session.id IN ({which}) ORDER BY session.at_ms DESC, session.id DESC");
        self.rows(&tail, rusqlite::params_from_iter(values))
    }

    /// What a calendar has to know of a pair, oldest first: every session that was moved, and the others from this point in
    /// time (Unix milliseconds) on. Those in the bin are among them.
    pub fn sessions_for_calendar(&self, pair: PairId, from: i64) -> Result<Vec<Session>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND (status = 'moved' OR at_ms >= ?2)
                    ORDER BY at_ms, id";
        list(self, tail, params![blob(pair.0), from])
    }

    /// How many sessions of a pair were held.
    pub fn held(&self, pair: PairId) -> Result<u32> {
        let sql = "SELECT held FROM pair WHERE uuid = ?1";
        Ok(self.value("pair", sql, [blob(pair.0)], |r| r.get(0))?.unwrap_or_default())
    }

    /// The newest session of a pair that was held.
    pub fn newest_held(&self, pair: PairId) -> Result<Option<SessionId>> {
        // Read whole, so that one whose time is damaged is noted: then another one may be the newest.
        let tail = "WHERE session.id = (SELECT id FROM session WHERE pair = (SELECT id FROM pair WHERE uuid = ?1)
                    AND status = 'held' AND deleted_ms IS NULL ORDER BY at_ms DESC, id DESC LIMIT 1)";
        Ok(list::<Session>(self, tail, [blob(pair.0)])?.pop().map(|session| session.id))
    }

    /// How many sessions of a pair are newer than this one, in the order of the lists; without those that were moved.
    pub fn newer_sessions(&self, pair: PairId, than: SessionId) -> Result<u32> {
        let sql = format!(
            "SELECT count(*) FROM session s, (SELECT id, at_ms FROM session WHERE uuid = ?2) this
             WHERE s.pair = (SELECT id FROM pair WHERE uuid = ?1) AND s.deleted_ms IS NULL
             AND s.at_ms >= this.at_ms AND (s.at_ms > this.at_ms OR s.id > this.id){NOT_MOVED}"
        );
        Ok(self.conn().prepare_cached(&sql)?.query_row([blob(pair.0), blob(than.0)], |r| r.get(0))?)
    }

    /// How many sessions a pair has, of whatever status; without those that were moved.
    pub fn session_total(&self, pair: PairId) -> Result<u32> {
        let sql = format!(
            "SELECT count(*) FROM session s WHERE s.pair = (SELECT id FROM pair WHERE uuid = ?1)
             AND s.deleted_ms IS NULL{NOT_MOVED}"
        );
        Ok(self.conn().prepare_cached(&sql)?.query_row([blob(pair.0)], |r| r.get(0))?)
    }

    /// The moments of the held sessions of a pair, oldest first.
    pub fn held_moments(&self, pair: PairId) -> Result<Vec<Moment>> {
        let sql = "SELECT at_ms, at_offset FROM session WHERE pair = (SELECT id FROM pair WHERE uuid = ?1)
                   AND status = 'held' AND deleted_ms IS NULL ORDER BY at_ms";
        self.values("session", sql, [blob(pair.0)], |row| read_moment(row, 0))
    }

    /// When the first session of a pair is that takes place after this point in time (Unix milliseconds).
    pub fn session_after(&self, pair: PairId, after: i64) -> Result<Option<Moment>> {
        let sql = "SELECT at_ms, at_offset FROM session WHERE pair = (SELECT id FROM pair WHERE uuid = ?1)
                   AND deleted_ms IS NULL AND at_ms > ?2 AND status IN ('planned', 'held') ORDER BY at_ms LIMIT 1";
        self.value("session", sql, params![blob(pair.0), after], |row| read_moment(row, 0))
    }

    /// The sessions of a pair with this status between two points in time (Unix milliseconds, `to` excluded), the
    /// earliest first if `forward`, at most `limit`.
    pub fn sessions_between(
        &self,
        pair: PairId,
        status: SessionStatus,
        (from, to): (i64, i64),
        forward: bool,
        limit: u32,
    ) -> Result<Vec<Session>> {
        let order = if forward { "ASC" } else { "DESC" };
        let tail = format!(
            "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND status = ?2 AND deleted_ms IS NULL
             AND at_ms >= ?3 AND at_ms < ?4 ORDER BY at_ms {order}, id {order} LIMIT ?5"
        );
        list(self, &tail, params![blob(pair.0), key(status), from, to, limit])
    }

    /// The last sessions of a pair, newest first: so many until a moment, and so many after it.
    pub fn sessions_around(&self, pair: PairId, at: i64, limit: u32) -> Result<Vec<Session>> {
        let around = |which: &str, order: &str| {
            let tail = format!(
                "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND deleted_ms IS NULL AND at_ms {which} ?2
                 ORDER BY at_ms {order}, id {order} LIMIT ?3"
            );
            list::<Session>(self, &tail, params![blob(pair.0), at, limit])
        };
        let mut sessions = around(">", "ASC")?;
        sessions.reverse();
        sessions.extend(around("<=", "DESC")?);
        Ok(sessions)
    }

    /// The session of a pair whose clock runs, the newest if there are several.
    pub fn running(&self, pair: PairId) -> Result<Option<Session>> {
        // The index holds just the few whose clock runs; the planner would rather walk through all that were held.
        let tail = "INDEXED BY session_running WHERE pair = (SELECT id FROM pair WHERE uuid = ?1)
                    AND started_ms IS NOT NULL AND status = 'held' AND deleted_ms IS NULL
                    ORDER BY at_ms DESC LIMIT 1";
        Ok(list(self, tail, [blob(pair.0)])?.pop())
    }

    /// One session with its counts, also one that lies in the bin.
    pub fn session_row(&self, id: SessionId) -> Result<Option<SessionRow>> {
        Ok(self.rows("WHERE session.uuid = ?1", [blob(id.0)])?.pop())
    }

    fn rows(&self, tail: &str, params: impl rusqlite::Params) -> Result<Vec<SessionRow>> {
        // Found once for both of its columns.
        let following = "LEFT JOIN session n ON n.id = (SELECT f.id FROM session f INDEXED BY session_by_time
            WHERE f.pair = session.pair AND f.deleted_ms IS NULL AND f.at_ms > session.at_ms
            AND f.status IN ('planned', 'held') ORDER BY f.at_ms LIMIT 1)";
        let counted = |kind: &str| {
            format!(
                "(SELECT count(*) FROM entry e WHERE e.session = session.id AND e.kind = '{kind}' AND e.deleted_ms IS NULL)"
            )
        };
        let derived = [
            counted("action"),
            counted("learning"),
            "CASE session.theme WHEN '' THEN (SELECT substr(e.raw, 1, 200) FROM entry e
              WHERE e.session = session.id AND e.deleted_ms IS NULL AND e.sealed IS NULL ORDER BY e.position LIMIT 1) END"
                .to_owned(),
            "n.at_ms".to_owned(),
            "n.at_offset".to_owned(),
        ];
        let sql = select::<Session>(&derived, &format!("{following} {tail}"));
        let mut found = Vec::new();
        {
            let mut statement = self.conn().prepare_cached(&sql)?;
            let mut rows = statement.query(params)?;
            while let Some(row) = rows.next()? {
                let Some(session) = self.record::<Session>(row) else { continue };
                found.push(SessionRow {
                    session,
                    number: None,
                    actions: row.get(WIDTH)?,
                    learnings: row.get(WIDTH + 1)?,
                    opening: self.readable("entry", row.get(WIDTH + 2))?.flatten().unwrap_or_default(),
                    next_at: self.readable("session", read_moment_opt(row, WIDTH + 3))?.flatten(),
                });
            }
        }
        self.number(&mut found)?;
        Ok(found)
    }

    /// Numbers the held sessions among rows that stand newest first. Those of one pair follow each other without a gap,
    /// so that only the first of them has to be counted, from the nearer end.
    fn number(&self, rows: &mut [SessionRow]) -> Result<()> {
        // Sessions of one instant count in the order in which they were noted.
        let sql = "SELECT p.held - (SELECT count(*) FROM session h WHERE h.pair = p.id AND h.status = 'held'
                     AND h.deleted_ms IS NULL AND h.at_ms >= ?2
                     AND (h.at_ms > ?2 OR h.id > (SELECT id FROM session WHERE uuid = ?3)))
                   FROM pair p WHERE p.uuid = ?1";
        let mut next: HashMap<PairId, u32> = HashMap::new();
        for row in rows.iter_mut() {
            let session = &row.session;
            if session.status != SessionStatus::Held || session.deleted.is_some() {
                continue;
            }
            let number = match next.get(&session.pair) {
                Some(number) => *number,
                None => {
                    let params = params![blob(session.pair.0), session.at.timestamp_millis(), blob(session.id.0)];
                    // Without its pair, or with a wrong count there, a session has no number.
                    let Some(number) = self.value("pair", sql, params, |r| r.get(0))? else { continue };
                    number
                }
            };
            row.number = Some(number);
            next.insert(session.pair, number.saturating_sub(1));
        }
        Ok(())
    }
}
