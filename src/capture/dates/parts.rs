//! What can be said about a date or a time, before the base day is known.

use chrono::{FixedOffset, NaiveTime, Weekday};

use super::era::Era;
use super::lexicon::Turn;

/// One statement about a date or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Part {
    /// Days from the base.
    Days(i64),
    /// Minutes from the base.
    Minutes(i64),
    /// Weeks from the base, whole Monday-based weeks when a weekday is told too.
    Weeks(i64),
    Weekday(Weekday, Option<Turn>),
    Year(YearPart),
    Month(MonthPart),
    DayOfMonth(DayPart),
    Time(NaiveTime),
    Offset(FixedOffset),
}

impl Part {
    /// Whether the part says something about the day, not only about the time of day.
    pub(in crate::capture) fn is_date(self) -> bool {
        !matches!(self, Self::Time(_) | Self::Offset(_) | Self::Minutes(_))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum YearPart {
    /// Years from the base.
    Relative(i64),
    /// A year of the calendar, and the era whose words told it.
    Absolute(i32, Option<Era>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum MonthPart {
    /// Months from the base.
    Relative(i64),
    /// As written, not yet checked to be 1 to 12.
    Named(u32),
}

/// A day of a month; `First` and `Last` also of a week or year that is told beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum DayPart {
    /// As written, not yet checked to exist.
    Nth(u32),
    First,
    Last,
}
