//! The only place that asks what time it is, and so the only one that can make an id.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use uuid::{NoContext, Timestamp, Uuid};

use crate::domain::Moment;

/// The calendar. Deadlines such as autosave do not come from here: they use a monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    source: Source,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    System,
    Frozen(Moment),
    ByHand(&'static Mutex<Moment>),
}

impl Clock {
    /// The calendar of this machine.
    pub fn system() -> Self {
        Self { source: Source::System }
    }

    /// A calendar that stands still; its offset is the wall clock's everywhere.
    pub fn frozen(at: Moment) -> Self {
        Self { source: Source::Frozen(at) }
    }

    /// A calendar whose hands somebody else turns.
    pub fn by_hand(hands: &'static Mutex<Moment>) -> Self {
        Self { source: Source::ByHand(hands) }
    }

    /// What it shows, unless it is this machine's.
    fn shown(&self) -> Option<Moment> {
        match self.source {
            Source::System => None,
            Source::Frozen(at) => Some(at),
            // A moment is whole whatever became of who set it.
            Source::ByHand(hands) => Some(*hands.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    // The one place that may.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Moment {
        self.shown().unwrap_or_else(|| Local::now().fixed_offset())
    }

    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Now, as Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }

    /// The moment at which the wall clock here shows `wall`. An hour that a change to summer time skips counts as
    /// the hour after it, one that comes twice as its first time.
    pub fn at(&self, wall: NaiveDateTime) -> Moment {
        if let Some(frozen) = self.shown() {
            return in_offset(*frozen.offset(), wall);
        }
        match Local.from_local_datetime(&wall).earliest() {
            Some(at) => at.fixed_offset(),
            None => {
                let after = wall + TimeDelta::hours(1);
                Local.from_local_datetime(&after).earliest().map_or_else(
                    || in_offset(FixedOffset::east_opt(0).expect("zero is an offset"), wall),
                    |at| at.fixed_offset(),
                )
            }
        }
    }

    /// The moment at which `day` begins here.
    pub fn start_of(&self, day: NaiveDate) -> Moment {
        self.at(day.and_hms_opt(0, 0, 0).expect("midnight is a time"))
    }

    /// A new UUIDv7.
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
    }
}

fn in_offset(offset: FixedOffset, wall: NaiveDateTime) -> Moment {
    // Only the last hours of the last representable year have no moment.
    wall.and_local_timezone(offset)
        .earliest()
        .unwrap_or_else(|| DateTime::<FixedOffset>::MIN_UTC.with_timezone(&offset))
}
