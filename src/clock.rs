//! The only place that asks what time it is, and so the only one that can make an id.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use rustix::time::{ClockId, clock_gettime};
use uuid::{NoContext, Timestamp, Uuid};

use crate::domain::moment::Zone;
use crate::domain::{DateRules, Moment};

/// The first and the last second of a clock that are taken as they are: 1 January of the year 1, 31 December 9998.
const EARLIEST: i64 = -62_135_596_800;
const LATEST: i64 = 253_370_764_799;

/// The calendar. Deadlines such as autosave do not come from here: they use a monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    source: Source,
    rules: DateRules,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    System,
    Universal,
    Frozen(Moment),
    ByHand(&'static Mutex<Moment>),
}

impl Clock {
    /// The calendar of this machine.
    pub fn system() -> Self {
        Self::of(Source::System)
    }

    /// The calendar of this machine in UTC, where its time zone cannot be used.
    pub fn universal() -> Self {
        Self::of(Source::Universal)
    }

    /// A calendar that stands still; its offset is the wall clock's everywhere.
    pub fn frozen(at: Moment) -> Self {
        Self::of(Source::Frozen(at))
    }

    /// A calendar whose hands somebody else turns.
    pub fn by_hand(hands: &'static Mutex<Moment>) -> Self {
        Self::of(Source::ByHand(hands))
    }

    fn of(source: Source) -> Self {
        Self { source, rules: DateRules::default() }
    }

    /// The same calendar for somebody who writes dates in this way.
    pub fn with_rules(self, rules: DateRules) -> Self {
        Self { rules, ..self }
    }

    /// How dates are written and days are counted here.
    pub fn rules(&self) -> DateRules {
        self.rules
    }

    /// What a moment is called here.
    pub fn here(&self, at: DateTime<Utc>) -> Moment {
        match self.source {
            Source::System => Local.from_utc_datetime(&at.naive_utc()).fixed_offset(),
            Source::Universal => at.fixed_offset(),
            Source::Frozen(_) | Source::ByHand(_) => {
                self.shown().map_or(at.fixed_offset(), |shown| at.with_timezone(shown.offset()))
            }
        }
    }

    /// What it shows, unless it is this machine's.
    fn shown(&self) -> Option<Moment> {
        match self.source {
            Source::System | Source::Universal => None,
            Source::Frozen(at) => Some(at),
            // A moment is whole whatever became of who set it.
            Source::ByHand(hands) => Some(*hands.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    pub fn now(&self) -> Moment {
        self.shown().unwrap_or_else(|| {
            // Not `Local::now`, which panics where the clock of the machine shows a time before 1970.
            let at = clock_gettime(ClockId::Realtime);
            self.here(of_system(at.tv_sec, at.tv_nsec))
        })
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
        if matches!(self.source, Source::Universal) {
            return wall.and_utc().fixed_offset();
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

    /// The offsets that the clock on the wall has here on other days.
    pub fn zone(&self) -> Zone {
        match self.source {
            Source::System => Zone::of(|wall| Self::system().at(wall)),
            Source::Universal => Zone::of(|wall| wall.and_utc().fixed_offset()),
            Source::Frozen(_) | Source::ByHand(_) => Zone::default(),
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

/// The moment that a clock of the system shows. What lies outside of the years 1 to 9998, which everything that is
/// written can hold, counts as the first or the last of them.
fn of_system(seconds: i64, nanoseconds: i64) -> DateTime<Utc> {
    let [first, last] = [EARLIEST, LATEST];
    let nanoseconds = u32::try_from(nanoseconds).unwrap_or(0);
    DateTime::from_timestamp(seconds.clamp(first, last), nanoseconds).unwrap_or_default()
}

fn in_offset(offset: FixedOffset, wall: NaiveDateTime) -> Moment {
    // Only the last hours of the last representable year have no moment.
    wall.and_local_timezone(offset)
        .earliest()
        .unwrap_or_else(|| DateTime::<FixedOffset>::MIN_UTC.with_timezone(&offset))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_a_clock_shows_is_a_moment_that_can_be_written(seconds in any::<i64>(), nanoseconds in any::<i64>()) {
            let utc = of_system(seconds, nanoseconds);
            prop_assert_eq!(Clock::universal().here(utc), utc);
            let at = Clock::system().here(utc);
            prop_assert!(DateTime::parse_from_rfc3339(&at.to_rfc3339()).is_ok(), "{at}");
            let clock = Clock::frozen(at);
            prop_assert_eq!(clock.new_id().get_version_num(), 7);
            let _ = (clock.today(), clock.now_ms(), clock.start_of(clock.today()));
        }
    }

    #[test]
    fn a_zone_is_that_of_its_clock() {
        let wall = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let frozen = Clock::frozen(Moment::parse_from_rfc3339("2026-11-21T15:00:00+09:00").unwrap());
        for clock in [Clock::system(), Clock::universal(), frozen] {
            for day in ["2026-01-15T10:00:00", "2026-07-15T10:00:00", "2026-10-25T02:30:00", "2026-11-10T10:00:00"] {
                assert_eq!(clock.zone().at(wall(day), clock.now()), Some(clock.at(wall(day))), "{day}");
            }
        }
    }

    #[test]
    fn a_clock_before_1970_and_one_far_ahead_are_believed() {
        for (seconds, day) in
            [(-1, "1969-12-31"), (0, "1970-01-01"), (-62_135_596_800, "0001-01-01"), (253_370_764_799, "9998-12-31")]
        {
            let utc = of_system(seconds, 0).naive_utc().date();
            assert_eq!(utc.to_string(), day);
        }
        assert_eq!(of_system(i64::MAX, 0).timestamp(), LATEST);
        assert_eq!(of_system(i64::MIN, 0).timestamp(), EARLIEST);
        let now = Clock::system().now();
        assert!((2020..9999).contains(&chrono::Datelike::year(&now)), "{now}");
    }
}
