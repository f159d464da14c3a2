//! Points in time and rhythms.

use chrono::{DateTime, Datelike, Duration, FixedOffset, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use serde::{Deserialize, Serialize};

/// A point in time together with the offset from UTC that the clock on the wall had there and then.
pub type Moment = DateTime<FixedOffset>;

/// A day whose time of day is unknown, as entries of other journals have it: the first millisecond after its beginning.
/// No clock that people type or read tells milliseconds, so it is none of their times, and lists sort it as the day.
pub fn day_alone(begins: Moment) -> Moment {
    begins + TimeDelta::milliseconds(1)
}

/// Whether a moment is a day alone, without a time of day.
pub fn is_day_alone(at: Moment) -> bool {
    // Where the clock skips midnight, the day begins at one.
    at.hour() <= 1 && at.minute() == 0 && at.second() == 0 && at.nanosecond() == 1_000_000
}

/// How often a pair means to meet: a number of days, weeks or months, 1 to 366 of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Cadence {
    Days(u16),
    Weeks(u16),
    Months(u16),
}

impl Cadence {
    /// Reads `10d`, `2w`, `1m`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let unit = text.chars().last()?;
        let count: u16 = text[..text.len() - unit.len_utf8()].parse().ok()?;
        if !(1..=366).contains(&count) {
            return None;
        }
        match unit.to_ascii_lowercase() {
            'd' => Some(Self::Days(count)),
            'w' => Some(Self::Weeks(count)),
            'm' => Some(Self::Months(count)),
            _ => None,
        }
    }

    /// The day one turn after `day`; month ends stay inside their month.
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(n) => day.checked_add_signed(Duration::days(n.into())),
            Self::Weeks(n) => day.checked_add_signed(Duration::weeks(n.into())),
            Self::Months(n) => day.checked_add_months(Months::new(n.into())),
        }
    }
}

impl std::fmt::Display for Cadence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Days(n) => write!(f, "{n}d"),
            Self::Weeks(n) => write!(f, "{n}w"),
            Self::Months(n) => write!(f, "{n}m"),
        }
    }
}

impl From<Cadence> for String {
    fn from(cadence: Cadence) -> Self {
        cadence.to_string()
    }
}

impl TryFrom<String> for Cadence {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

/// The clock on the wall here: which moment a time of it is, by the offset from UTC of that day.
#[derive(Clone, Copy, Default)]
pub struct Zone(Option<fn(NaiveDateTime) -> Moment>);

impl Zone {
    /// A zone with rules. One without has the offset of now on all days.
    pub fn of(rules: fn(NaiveDateTime) -> Moment) -> Self {
        Self(Some(rules))
    }

    /// The moment at which the clock shows `wall`; `None` at the end of the calendar.
    pub fn at(self, wall: NaiveDateTime, now: Moment) -> Option<Moment> {
        match self.0 {
            Some(rules) => Some(rules(wall)),
            None => wall.and_local_timezone(*now.offset()).single(),
        }
    }
}

/// Whether a time has passed that is told to the minute.
pub fn is_past(at: Moment, now: Moment) -> bool {
    (now - at).num_minutes() >= 1
}

/// Whole days from `today` to `day`: negative in the past.
pub fn days_until(today: NaiveDate, day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) - i64::from(today.num_days_from_ce())
}
