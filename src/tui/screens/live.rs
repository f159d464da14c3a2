//! The clock of a session that takes place: how long it has run, and what is left of its plan. The calendar can be set
//! while somebody talks, so what it says is compared with the clock that only goes forward.

use std::collections::HashMap;

use crate::domain::Moment;
use crate::domain::ids::SessionId;
use crate::domain::session::{Session, minutes_between};
use crate::tui::model::Model;

/// When sessions began in this run of the program, by both clocks.
#[derive(Default)]
pub struct Begun(HashMap<SessionId, Instant>);

/// One moment on the calendar and on the clock that only goes forward.
#[derive(Clone, Copy)]
struct Instant {
    wall: Moment,
    mono: u64,
}

/// So far the two clocks may drift apart before the minutes are nobody's to tell, in milliseconds.
const DRIFT: i64 = 60_000;
/// So many minutes before the planned end a quiet line says so.
const NEAR_THE_END: u32 = 10;
const MINUTE: i64 = 60_000;

impl Model {
    /// A session begins at this very moment.
    pub fn begins(&mut self, session: SessionId) {
        self.begun.0.insert(session, self.instant());
    }

    fn instant(&self) -> Instant {
        Instant { wall: self.now.wall, mono: self.now.mono }
    }

    /// How many whole minutes a session has run. `None` where they have to be asked for: its clock does not run, or
    /// the calendar cannot be trusted with them.
    pub fn minutes_used(&self, session: &Session) -> Option<u32> {
        let began = self.begun.0.get(&session.id);
        if began.is_some_and(|began| drifted(*began, self.instant())) {
            return None;
        }
        minutes_between(session.started?, self.now.wall)
    }

    /// The session that takes place with the chosen pair, if its clock can be trusted.
    pub fn running(&self) -> Option<&Session> {
        let sessions = self.desk.sessions().iter().map(|row| &row.session);
        sessions.filter(|s| s.is_running()).find(|s| self.minutes_used(s).is_some())
    }

    /// When a clock on the screen shows the next minute, in monotonic milliseconds.
    pub fn next_minute(&self) -> Option<u64> {
        let written = self.writing.as_ref().and_then(|w| w.facts.as_ref()).filter(|s| s.is_running());
        let session = written.filter(|s| self.minutes_used(s).is_some()).or_else(|| self.running())?;
        let run = (self.now.wall - session.started?).num_milliseconds();
        Some(self.now.mono + u64::try_from(MINUTE - run.rem_euclid(MINUTE)).unwrap_or_default())
    }
}

/// Whether the calendar was set, or the machine slept, since then.
fn drifted(began: Instant, now: Instant) -> bool {
    let by_calendar = (now.wall - began.wall).num_milliseconds();
    let passed = i64::try_from(now.mono.saturating_sub(began.mono)).unwrap_or(i64::MAX);
    by_calendar.abs_diff(passed) > DRIFT.unsigned_abs()
}

/// The clock of a running session in words: `12 of 45 min`.
pub fn clock(model: &Model, session: &Session) -> Option<String> {
    session.started?;
    let lang = model.lang;
    let used = model.minutes_used(session).map_or_else(|| lang.t("live-unknown").into_owned(), |m| m.to_string());
    Some(match session.plan() {
        Some(plan) => lang.fill("live-of-plan", [("used", used.into()), ("plan", plan.into())]),
        None => lang.fill("live-used", [("used", used.into())]),
    })
}

/// The one quiet line towards the planned end of a running session.
pub fn towards_the_end(model: &Model, session: &Session) -> Option<String> {
    let (used, plan) = (model.minutes_used(session)?, session.plan()?);
    match plan.saturating_sub(used) {
        0 => Some(model.lang.t("live-used-up").into_owned()),
        left if left <= NEAR_THE_END => Some(model.lang.count("live-left", left)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minutes_are_told_while_both_clocks_agree() {
        let stamp = |wall: &str, mono| Instant { wall: Moment::parse_from_rfc3339(wall).unwrap(), mono };
        let began = stamp("2026-11-21T15:00:00+09:00", 5_000);
        let cases = [
            ("2026-11-21T15:45:00+09:00", 5_000 + 45 * 60_000, false),
            ("2026-11-21T15:46:00+09:00", 5_000 + 45 * 60_000, false),
            ("2026-11-21T15:44:00+09:00", 5_000 + 45 * 60_000, false),
            // Set forward, set back, asleep.
            ("2026-11-21T15:46:01+09:00", 5_000 + 45 * 60_000, true),
            ("2026-11-21T15:43:59+09:00", 5_000 + 45 * 60_000, true),
            ("2026-11-21T16:30:00+09:00", 5_000 + 10 * 60_000, true),
        ];
        for (wall, mono, expected) in cases {
            assert_eq!(drifted(began, stamp(wall, mono)), expected, "{wall} {mono}");
        }
    }
}
