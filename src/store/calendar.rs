//! Sessions by day and by month, of one pair or of all. Days are those of the wall clock that is stored with each
//! session, so the index finds what may be meant, a little more on both sides, and the wall clock decides.

use chrono::{DateTime, NaiveDate, NaiveTime};
use rusqlite::types::Value;
use rusqlite::{Params, params};

use super::record::{blob, select, width};
use super::value::{key, read_key};
use super::{Result, Tx};
use crate::domain::calendar::{Dated, DayCount, Month};
use crate::domain::ids::PairId;
use crate::domain::session::{Session, SessionStatus};

/// In milliseconds. No wall clock is further from UTC than this.
const DAY: i64 = 86_400_000;
/// The day that chrono counts as number 719163.
const FIRST_OF_1970: i64 = 719_163;

/// Which sessions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    All,
    Held,
    /// Held or planned: none that was moved, cancelled or did not happen.
    TakingPlace,
}

impl Counting {
    fn sql(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Held => "AND status = 'held'",
            Self::TakingPlace => "AND status IN ('held', 'planned')",
        }
    }
}

/// Sessions whose wall clock lies from `?2` on and before `?3`, of the pair `?1`, or of all where that is NULL.
const RANGE: &str = "AND deleted_ms IS NULL AND at_ms >= ?2 - 86400000 AND at_ms < ?3 + 86400000
    AND at_ms + at_offset * 60000 >= ?2 AND at_ms + at_offset * 60000 < ?3";
const OF_PAIR: &str = "INDEXED BY session_by_time WHERE pair = (SELECT id FROM pair WHERE uuid = ?1)";
const OF_ALL: &str = "INDEXED BY session_of_all WHERE ?1 IS NULL
    AND NOT EXISTS (SELECT 1 FROM pair p WHERE p.id = session.pair AND p.deleted_ms IS NOT NULL)";
const OPENING: &str = "(SELECT substr(e.raw, 1, 200) FROM entry e INDEXED BY entry_of_session
    WHERE e.session = session.id AND e.deleted_ms IS NULL AND e.sealed IS NULL ORDER BY e.position LIMIT 1)";

/// Sessions of a month by the index alone; only around its edges the wall clock is looked at.
const COUNT: &str = "SELECT count(*) FROM pair p CROSS JOIN session s INDEXED BY session_of_pair ON s.pair = p.id
    WHERE p.deleted_ms IS NULL AND (?1 IS NULL OR p.uuid = ?1) AND s.status = ?2 AND s.deleted_ms IS NULL
    AND s.at_ms >= ?3 - 86400000 AND s.at_ms < ?4 + 86400000
    AND ((s.at_ms >= ?3 + 86400000 AND s.at_ms < ?4 - 86400000)
         OR (s.at_ms + s.at_offset * 60000 >= ?3 AND s.at_ms + s.at_offset * 60000 < ?4))";
const CHECKINS: &str = "SELECT c.at_ms + c.at_offset * 60000 FROM pair p
    CROSS JOIN goal g INDEXED BY goal_of_pair ON g.pair = p.id
    CROSS JOIN checkin c INDEXED BY checkin_of_goal ON c.goal = g.id
    WHERE p.deleted_ms IS NULL AND (?1 IS NULL OR p.uuid = ?1) AND g.deleted_ms IS NULL AND c.deleted_ms IS NULL
    AND c.at_ms >= ?2 - 86400000";
const RATINGS: &str = "SELECT r.at_ms + r.at_offset * 60000 FROM pair p
    CROSS JOIN rating r INDEXED BY rating_of_pair ON r.pair = p.id
    WHERE p.deleted_ms IS NULL AND (?1 IS NULL OR p.uuid = ?1) AND r.at_ms >= ?2 - 86400000";

/// The indexed source for one pair or for all.
fn source(pair: Option<PairId>) -> &'static str {
    if pair.is_some() { OF_PAIR } else { OF_ALL }
}

fn by_day(pair: Option<PairId>) -> String {
    let number = format!("(at_ms + at_offset * 60000 + {FIRST_OF_1970} * {DAY}) / {DAY}");
    format!("SELECT {number}, status, count(*) FROM session {} {RANGE} GROUP BY 1, 2", source(pair))
}

/// `more`: what else has to hold.
fn of_days(pair: Option<PairId>, order: &str, more: &str) -> String {
    let tail = format!("{} {RANGE} {more} ORDER BY at_ms {order}, id {order} LIMIT ?4", source(pair));
    select::<Session>(&[OPENING.to_owned()], &tail)
}

/// Where the wall clock stood at the beginning of a day, as if it were UTC.
fn start(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

fn day_of(wall: i64) -> NaiveDate {
    DateTime::from_timestamp_millis(wall).unwrap_or_default().date_naive()
}

fn of(pair: Option<PairId>) -> Value {
    pair.map_or(Value::Null, |pair| blob(pair.0))
}

impl Tx<'_> {
    /// How many sessions there are on each day from `from` on, before `until`.
    pub fn sessions_by_day(
        &self,
        pair: Option<PairId>,
        (from, until): (NaiveDate, NaiveDate),
    ) -> Result<Vec<(NaiveDate, DayCount)>> {
        let params = params![of(pair), start(from), start(until)];
        let counted = self.values("session", &by_day(pair), params, |row| {
            Ok((row.get(0)?, read_key(row, 1)?, row.get::<_, u32>(2)?))
        })?;
        let mut days: Vec<(NaiveDate, DayCount)> = Vec::new();
        for (day, status, sessions) in counted {
            let day = NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default();
            if days.last().is_none_or(|(last, _)| *last != day) {
                days.push((day, DayCount::default()));
            }
            let Some((_, count)) = days.last_mut() else { continue };
            match status {
                SessionStatus::Held => count.held += sessions,
                SessionStatus::Planned => count.planned += sessions,
                _ => count.other += sessions,
            }
        }
        Ok(days)
    }

    /// The sessions from the day `from` on, before `until`, earliest first.
    pub fn sessions_of_days(
        &self,
        pair: Option<PairId>,
        (from, until): (NaiveDate, NaiveDate),
        counting: Counting,
        limit: u32,
    ) -> Result<Vec<Dated>> {
        let params = params![of(pair), start(from), start(until), limit];
        self.dated(&of_days(pair, "ASC", counting.sql()), params)
    }

    /// The themes of the newest sessions of a month, newest first.
    pub fn themes_of(&self, pair: Option<PairId>, month: Month, limit: u32) -> Result<Vec<String>> {
        let (from, until) = month.days();
        let params = params![of(pair), start(from), start(until), limit];
        Ok(self
            .dated(&of_days(pair, "DESC", "AND theme <> ''"), params)?
            .into_iter()
            .map(|d| d.session.theme)
            .collect())
    }

    /// The newest session on days before `day`, or the oldest from `day` on.
    pub fn session_beside(
        &self,
        pair: Option<PairId>,
        day: NaiveDate,
        counting: Counting,
        forward: bool,
    ) -> Result<Option<Dated>> {
        let (order, from, until) = if forward {
            ("ASC", start(day), start(NaiveDate::MAX))
        } else {
            ("DESC", start(NaiveDate::MIN), start(day))
        };
        let params = params![of(pair), from, until, 1];
        Ok(self.dated(&of_days(pair, order, counting.sql()), params)?.pop())
    }

    /// The last day before `day` with a session.
    pub fn last_day_before(&self, pair: Option<PairId>, day: NaiveDate) -> Result<Option<NaiveDate>> {
        let Some(newest) = self.session_beside(pair, day, Counting::All, false)? else { return Ok(None) };
        // Where clocks differ, an earlier instant may be of a later day.
        let sql = format!("SELECT max(at_ms + at_offset * 60000) FROM session {} {RANGE}", source(pair));
        let params = params![of(pair), start(newest.day()), start(day)];
        let wall: Option<Option<i64>> = self.value("session", &sql, params, |row| row.get(0))?;
        Ok(wall.flatten().map(day_of))
    }

    /// How many sessions of this status there are in a month.
    pub fn sessions_in(&self, pair: Option<PairId>, month: Month, status: SessionStatus) -> Result<u32> {
        let (from, until) = month.days();
        let mut statement = self.conn().prepare_cached(COUNT)?;
        Ok(statement.query_row(params![of(pair), key(status), start(from), start(until)], |row| row.get(0))?)
    }

    /// The days from `since` on with check-ins of goals, one for each.
    pub fn checkin_days(&self, pair: Option<PairId>, since: NaiveDate) -> Result<Vec<NaiveDate>> {
        self.days("checkin", CHECKINS, params![of(pair), start(since)])
    }

    /// The days from `since` on on which somebody noted how a key feels, one for each.
    pub fn rating_days(&self, pair: Option<PairId>, since: NaiveDate) -> Result<Vec<NaiveDate>> {
        self.days("rating", RATINGS, params![of(pair), start(since)])
    }

    fn days(&self, table: &'static str, sql: &str, params: impl Params) -> Result<Vec<NaiveDate>> {
        self.values(table, sql, params, |row| row.get(0).map(day_of))
    }

    fn dated(&self, sql: &str, params: impl Params) -> Result<Vec<Dated>> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(session) = self.record::<Session>(row) else { continue };
            let opening = self.readable("entry", row.get(width::<Session>()))?;
            found.push(Dated { session, opening: opening.flatten().unwrap_or_default() });
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Absent, Store};

    #[test]
    fn no_question_walks_through_all_sessions() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("journal.db"), Absent::Create).unwrap();
        let pair = Some(PairId(uuid::Uuid::from_u128(1)));
        let mut questions = vec![COUNT.to_owned(), CHECKINS.to_owned(), RATINGS.to_owned()];
        for pair in [pair, None] {
            questions.extend([by_day(pair), of_days(pair, "ASC", Counting::Held.sql())]);
            questions.extend([of_days(pair, "DESC", Counting::TakingPlace.sql()), of_days(pair, "DESC", "")]);
        }
        for sql in questions {
            let mut statement = store.engine.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let (mut rows, mut plan) = (statement.raw_query(), String::new());
            while let Some(step) = rows.next().unwrap() {
                plan.push_str(&format!("{}\n", step.get::<_, String>(3).unwrap()));
            }
            assert!(!plan.contains("SCAN session") && !plan.contains("SCAN s\n"), "{sql}\n{plan}");
            assert!(!plan.contains("ORDER BY"), "{sql}\n{plan}");
        }
    }
}
