//! What the signals of a pair are derived from. Each of these questions is answered from an index of just the rows it
//! is about, so that the answer for a shell prompt takes as long on an old journal as on a new one.

use rusqlite::params;
use rusqlite::types::Value;

use super::record::blob;
use super::value::{day, read_day, read_key, read_moment, read_uuid};
use super::{Result, Tx};
use crate::domain::calendar::shift_days;
use crate::domain::ids::{EntryId, GoalId, PairId, SessionId};
use crate::domain::pair::Pair;
use crate::domain::session::SessionStatus;
use crate::domain::signals::{Aim, Facts, GOAL_AHEAD, Learned, Meeting, Owed, PROMISE_AHEAD, Settled};
use crate::domain::{Moment, Owner};

/// Nobody counts further than this.
const ENOUGH: u32 = 100;
/// How many held sessions are "lately".
const LATELY: u32 = 3;

// The indexes are named, so that a question which could not use its own is refused instead of slow.
const RUNNING: &str = "SELECT started_ms, started_offset FROM session INDEXED BY session_running
    WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND started_ms IS NOT NULL AND deleted_ms IS NULL
    ORDER BY started_ms LIMIT 1";
const BEFORE: &str = "SELECT at_ms, at_offset, minutes, uuid FROM session INDEXED BY session_of_pair
    WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND status = ?2 AND deleted_ms IS NULL AND at_ms < ?3
    ORDER BY at_ms DESC, id DESC LIMIT ?4";
const FROM: &str = "SELECT at_ms, at_offset, minutes, uuid FROM session INDEXED BY session_of_pair
    WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND status = ?2 AND deleted_ms IS NULL AND at_ms >= ?3
    ORDER BY at_ms, id LIMIT ?4";
const PULSES: &str = "SELECT pulse FROM session INDEXED BY session_pulse
    WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND pulse IS NOT NULL AND status = 'held'
    AND deleted_ms IS NULL ORDER BY at_ms DESC LIMIT ?2";
const OWED: &str = "SELECT e.uuid, e.due FROM entry e INDEXED BY entry_owed LEFT JOIN session s ON s.id = e.session
    WHERE e.pair = (SELECT id FROM pair WHERE uuid = ?1) AND e.kind = 'action' AND e.state = 'open'
    AND e.owner <> 'partner' AND e.due <= ?2 AND e.deleted_ms IS NULL AND s.deleted_ms IS NULL
    ORDER BY e.due LIMIT ?3";
const SETTLED: &str = "SELECT e.settled_ms, e.settled_offset, ifnull(t.uuid = ?3, 0)
    FROM entry e INDEXED BY entry_action LEFT JOIN session s ON s.id = e.session
    LEFT JOIN session t ON t.id = e.settled_in
    WHERE e.pair = (SELECT id FROM pair WHERE uuid = ?1) AND e.kind = 'action'
    AND e.state IN ('done', 'partly', 'tried', 'dropped') AND e.settled_ms > ?2
    AND e.owner <> 'partner' AND e.deleted_ms IS NULL AND s.deleted_ms IS NULL LIMIT ?4";
const GOALS: &str = "SELECT ifnull((SELECT max(c.at_ms) FROM checkin c WHERE c.goal = g.id AND c.deleted_ms IS NULL),
    g.created_ms), 0 FROM goal g INDEXED BY goal_of_pair
    WHERE g.pair = (SELECT id FROM pair WHERE uuid = ?1) AND g.status = 'active' AND g.deleted_ms IS NULL LIMIT ?2";
const AIMS: &str = "SELECT g.uuid, g.due FROM goal g INDEXED BY goal_of_pair
    WHERE g.pair = (SELECT id FROM pair WHERE uuid = ?1) AND g.status = 'active' AND g.due <= ?2
    AND g.deleted_ms IS NULL LIMIT ?3";
const LEARNED: &str = "SELECT e.owner, count(*) FROM session s INDEXED BY session_of_pair
    CROSS JOIN entry e INDEXED BY entry_kind_of_session ON e.session = s.id
    WHERE s.pair = (SELECT id FROM pair WHERE uuid = ?1) AND s.status = 'held' AND s.deleted_ms IS NULL
    AND s.at_ms >= ?2 AND e.kind = 'learning' AND e.deleted_ms IS NULL GROUP BY e.owner";

/// Open lines that wait, with when they were made: at their session, or when they were caught in between.
fn waiting(index: &str, which: &str) -> String {
    format!(
        "SELECT ifnull(s.at_ms, e.created_ms), 0 FROM entry e INDEXED BY {index}
         LEFT JOIN session s ON s.id = e.session
         WHERE e.pair = (SELECT id FROM pair WHERE uuid = ?1) AND {which} AND e.state = 'open'
         AND e.deleted_ms IS NULL AND s.deleted_ms IS NULL LIMIT ?2"
    )
}

fn theirs() -> String {
    waiting("entry_their_promise", "e.kind = 'action' AND e.owner = 'partner'")
}

fn thanks() -> String {
    waiting("entry_own_thanks", "e.kind = 'thanks' AND e.owner <> 'partner'")
}

fn people() -> String {
    waiting("entry_person", "e.kind = 'person'")
}

impl Tx<'_> {
    /// What is known of a pair that its signals need.
    pub fn facts(&self, pair: Pair, now: Moment) -> Result<Facts> {
        let (id, now_ms) = (pair.id, now.timestamp_millis());
        let mut planned = self.meetings(BEFORE, id, SessionStatus::Planned, now_ms, ENOUGH)?;
        planned.reverse();
        planned.extend(self.meetings(FROM, id, SessionStatus::Planned, now_ms, ENOUGH)?);
        let held = self.meetings(BEFORE, id, SessionStatus::Held, i64::MAX, LATELY)?;
        let last = held.first().map(|(s, id)| (s.at.timestamp_millis(), blob(id.0)));
        Ok(Facts {
            running: self.running_since(id)?,
            planned: planned.into_iter().map(|(meeting, _)| meeting).collect(),
            owed: self.owed(id, now)?,
            aims: self.aims(id, now)?,
            settled: self.settled(id, last)?,
            theirs: self.moments("entry", &theirs(), id)?,
            thanks: self.moments("entry", &thanks(), id)?,
            people: self.moments("entry", &people(), id)?,
            goals: self.moments("goal", GOALS, id)?,
            pulses: self.pulses(id)?,
            learned: held.last().map_or_else(|| Ok(Learned::default()), |(s, _)| self.learned(id, s.at))?,
            held: held.into_iter().map(|(s, _)| s.at).collect(),
            pair,
        })
    }

    /// The sessions of a pair on one side of a point in time (Unix milliseconds), the nearest first.
    fn meetings(
        &self,
        sql: &str,
        pair: PairId,
        status: SessionStatus,
        at: i64,
        limit: u32,
    ) -> Result<Vec<(Meeting, SessionId)>> {
        self.values("session", sql, params![blob(pair.0), status.key(), at, limit], |row| {
            let meeting = Meeting { at: read_moment(row, 0)?, minutes: row.get(2)? };
            Ok((meeting, SessionId(read_uuid(row, 3)?)))
        })
    }

    fn moments(&self, table: &'static str, sql: &str, pair: PairId) -> Result<Vec<Moment>> {
        self.values(table, sql, params![blob(pair.0), ENOUGH], |row| read_moment(row, 0))
    }

    fn running_since(&self, pair: PairId) -> Result<Option<Moment>> {
        self.value("session", RUNNING, [blob(pair.0)], |row| read_moment(row, 0))
    }

    fn pulses(&self, pair: PairId) -> Result<Vec<u8>> {
        self.values("session", PULSES, params![blob(pair.0), LATELY], |row| row.get(0))
    }

    fn owed(&self, pair: PairId, now: Moment) -> Result<Vec<Owed>> {
        let until = day(Some(shift_days(now.date_naive(), PROMISE_AHEAD)));
        let found = self.values("entry", OWED, params![blob(pair.0), until, ENOUGH], |row| {
            let promise = EntryId(read_uuid(row, 0)?);
            Ok(read_day(row, 1)?.map(|day| Owed { promise, day }))
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    fn aims(&self, pair: PairId, now: Moment) -> Result<Vec<Aim>> {
        let until = day(Some(shift_days(now.date_naive(), GOAL_AHEAD)));
        let found = self.values("goal", AIMS, params![blob(pair.0), until, ENOUGH], |row| {
            let goal = GoalId(read_uuid(row, 0)?);
            Ok(read_day(row, 1)?.map(|day| Aim { goal, day }))
        })?;
        let mut aims: Vec<Aim> = found.into_iter().flatten().collect();
        aims.sort_by_key(|aim| aim.day);
        Ok(aims)
    }

    /// `last`: when the last held session was, and which it is.
    fn settled(&self, pair: PairId, last: Option<(i64, Value)>) -> Result<Vec<Settled>> {
        let (since, session) = last.unwrap_or((i64::MIN, Value::Null));
        self.values("entry", SETTLED, params![blob(pair.0), since, session, ENOUGH], |row| {
            Ok(Settled { at: read_moment(row, 0)?, told: row.get(2)? })
        })
    }

    /// Learnings of the held sessions from `since` on.
    fn learned(&self, pair: PairId, since: Moment) -> Result<Learned> {
        let mut learned = Learned::default();
        let params = params![blob(pair.0), since.timestamp_millis()];
        for (owner, lines) in self.values("entry", LEARNED, params, |row| Ok((read_key(row, 0)?, row.get(1)?)))? {
            match owner {
                Owner::Me => learned.mine = lines,
                Owner::Partner => learned.theirs = lines,
                Owner::Both => learned.both = lines,
            }
        }
        Ok(learned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Absent, Store};

    #[test]
    fn no_question_walks_through_a_table_or_sorts() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("journal.db"), Absent::Create).unwrap();
        let waiting = [theirs(), thanks(), people()];
        let fixed = [RUNNING, BEFORE, FROM, PULSES, OWED, SETTLED, GOALS, AIMS, LEARNED].map(str::to_owned);
        for sql in fixed.iter().chain(&waiting) {
            let mut statement = store.engine.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let (mut rows, mut plan) = (statement.raw_query(), String::new());
            while let Some(step) = rows.next().unwrap() {
                plan.push_str(&format!("{}\n", step.get::<_, String>(3).unwrap()));
            }
            assert!(plan.contains("SEARCH"), "{sql}\n{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("ORDER BY"), "{sql}\n{plan}");
        }
    }
}
