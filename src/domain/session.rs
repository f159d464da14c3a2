//! A session: one meeting of a pair, planned or held. Its note is the sequence of its entries.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::ids::{PairId, SessionId};
use super::moment::{Moment, is_day_alone};
use super::{Reach, keyed_enum};

keyed_enum! {
    pub enum SessionKind {
        First = "first",
        Regular = "regular",
        Mini = "mini",
        Review = "review",
        Closing = "closing",
        Extra = "extra",
    }
}

keyed_enum! {
    pub enum SessionStatus {
        Planned = "planned",
        Held = "held",
        Moved = "moved",
        Cancelled = "cancelled",
        Missed = "missed",
    }
}

keyed_enum! {
    pub enum Mode {
        Video = "video",
        InPerson = "in_person",
        Phone = "phone",
        Chat = "chat",
        Walk = "walk",
    }
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub rev: i64,
    pub pair: PairId,
    pub kind: SessionKind,
    pub status: SessionStatus,
    pub at: Moment,
    /// How long it took, or is meant to take.
    pub minutes: Option<u32>,
    pub mode: Option<Mode>,
    /// A heading, the one content-like field that may go into a report.
    pub theme: String,
    /// How far its heading may reach.
    pub theme_reach: Reach,
    /// The session that this one was moved to; the chain of moves is kept.
    pub moved_to: Option<SessionId>,
    /// Blank lines that stand before the note's first entry: they belong to no thought.
    pub lead: String,
    /// The lines of its note are sealed, new ones from the start.
    pub sealed: bool,
    /// With a session that was held: how long it was meant to take.
    pub planned_minutes: Option<u32>,
    /// Since when its clock runs; `None` when it does not.
    pub started: Option<Moment>,
    /// How it felt afterwards, 1 to 5; never for anybody else.
    pub pulse: Option<u8>,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub updated: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

/// A clock that ran longer than this was forgotten, not used: six hours, in minutes.
pub(super) const FORGOTTEN: i64 = 360;

impl Session {
    /// Whether it is taking place: begun, and not wrapped up yet.
    pub fn is_running(&self) -> bool {
        self.started.is_some()
    }

    /// How many minutes it is meant to take.
    pub fn plan(&self) -> Option<u32> {
        if self.status == SessionStatus::Planned { self.minutes } else { self.planned_minutes }
    }

    /// Whether the two take place at the same time. One of unknown length counts as a moment; a day alone overlaps nothing.
    pub fn overlaps(&self, other: &Self) -> bool {
        if is_day_alone(self.at) || is_day_alone(other.at) {
            return false;
        }
        let span = |s: &Self| {
            let minutes = s.minutes.or(s.planned_minutes).unwrap_or(0).max(1);
            (s.at, s.at + TimeDelta::minutes(minutes.into()))
        };
        let ((from, to), (other_from, other_to)) = (span(self), span(other));
        from < other_to && other_from < to
    }
}

/// The whole minutes from `started` to `now`. `None` where the calendar cannot be trusted with them and somebody has to
/// be asked: it went back, the zone changed in between, or the session was left open.
pub fn minutes_between(started: Moment, now: Moment) -> Option<u32> {
    let minutes = (now - started).num_minutes();
    let trusted = now >= started && now.offset() == started.offset() && minutes <= FORGOTTEN;
    u32::try_from(minutes).ok().filter(|_| trusted)
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("rev", &self.rev)
            .field("status", &self.status)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn minutes_are_told_only_where_the_calendar_can_be_trusted() {
        let cases = [
            ("2026-11-21T15:00:00+09:00", "2026-11-21T15:45:59+09:00", Some(45)),
            ("2026-11-21T15:00:00+09:00", "2026-11-21T15:00:00+09:00", Some(0)),
            ("2026-11-21T23:30:00+09:00", "2026-11-22T00:30:00+09:00", Some(60)),
            ("2026-11-21T15:00:00+09:00", "2026-11-21T21:00:00+09:00", Some(360)),
            // Left open.
            ("2026-11-21T15:00:00+09:00", "2026-11-21T21:01:00+09:00", None),
            ("2026-11-21T15:00:00+09:00", "2026-11-22T08:00:00+09:00", None),
            // The clock went back.
            ("2026-11-21T15:00:00+09:00", "2026-11-21T14:59:59+09:00", None),
            // Another zone, or summer time began.
            ("2026-11-21T15:00:00+09:00", "2026-11-21T06:45:00+00:00", None),
            ("2026-03-29T01:30:00+01:00", "2026-03-29T03:15:00+02:00", None),
        ];
        for (started, now, expected) in cases {
            assert_eq!(minutes_between(at(started), at(now)), expected, "{started} {now}");
        }
    }

    #[test]
    fn sessions_overlap_when_one_begins_before_the_other_ends() {
        let session = |at_text: &str, minutes| Session {
            id: SessionId(uuid::Uuid::from_u128(1)),
            rev: 1,
            pair: PairId(uuid::Uuid::from_u128(1)),
            kind: SessionKind::Regular,
            status: SessionStatus::Planned,
            at: at(at_text),
            minutes,
            mode: None,
            theme: String::new(),
            sealed: false,
            theme_reach: Reach::Partner,
            moved_to: None,
            lead: String::new(),
            planned_minutes: None,
            started: None,
            pulse: None,
            created: 0,
            updated: 0,
            deleted: None,
        };
        let hour = session("2026-11-21T15:00:00+09:00", Some(60));
        for (other, expected) in [
            (session("2026-11-21T15:59:00+09:00", None), true),
            (session("2026-11-21T16:00:00+09:00", Some(60)), false),
            (session("2026-11-21T14:00:00+09:00", Some(60)), false),
            (session("2026-11-21T14:00:00+09:00", Some(61)), true),
            (session("2026-11-21T06:30:00+00:00", Some(5)), true),
        ] {
            assert_eq!((hour.overlaps(&other), other.overlaps(&hour)), (expected, expected), "{}", other.at);
        }
    }
}
