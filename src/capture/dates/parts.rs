//! What can be said about a date or a time, before the base day is known.

use chrono::{FixedOffset, NaiveTime, Weekday};

use super::era::Era;
use super::lexicon::{Piece, Turn, Unit};

/// One statement about a date or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Part {
    /// Days from the base.
    Days(i64),
    /// Working days from the base.
    WorkingDays(i64, Holidays),
    /// Minutes from the base.
    Minutes(i64),
    /// Weeks from the base, whole Monday-based weeks when a weekday is told too.
    Weeks(i64),
    Weekday(Weekday, Option<Turn>),
    /// Saturday and Sunday of the week.
    Weekend,
    Year(YearPart),
    Fiscal(FiscalPart),
    Month(MonthPart),
    /// A day of a month as written, not yet checked to exist.
    Day(u32),
    /// A weekday or working day counted within its month; 0 is the last one.
    Counted(u32, Counted),
    Piece(Piece),
    /// What is told is so far from the base to the day, and no whole week, month or year: "2 weeks ago".
    Exactly,
    /// So far from the day that the other parts say.
    Then(Unit, i64, Holidays),
    Time(NaiveTime),
    /// The hour is one of the night behind the day that is told: 金曜25時, "tonight at midnight".
    NextDay,
    /// The time at which a span that begins with `Time` ends.
    Until(NaiveTime),
    /// How many minutes it takes.
    Lasts(u32),
    Offset(FixedOffset),
    /// A part of the day without an hour.
    Vague,
    /// "by the end of the day": of the day that is told, or of today.
    EndOfDay,
}

impl Part {
    /// Whether the part says something about the day, not only about the time of day.
    pub(in crate::capture) fn is_date(self) -> bool {
        match self {
            Self::Time(_)
            | Self::NextDay
            | Self::Until(_)
            | Self::Lasts(_)
            | Self::Offset(_)
            | Self::Vague
            | Self::EndOfDay
            | Self::Minutes(_) => false,
            Self::Days(_)
            | Self::WorkingDays(..)
            | Self::Weeks(_)
            | Self::Weekday(..)
            | Self::Weekend
            | Self::Year(_)
            | Self::Fiscal(_)
            | Self::Month(_)
            | Self::Day(_)
            | Self::Counted(..)
            | Self::Piece(_)
            | Self::Exactly
            | Self::Then(..) => true,
        }
    }
}

/// Whose holidays are no working days: Japanese words mean those of Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Holidays {
    OfJapan,
    AsConfigured,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum YearPart {
    /// Years from the base.
    Relative(i64),
    /// A year of the calendar, and the era whose words told it.
    Absolute(i32, Option<Era>),
}

/// A fiscal year or a part of one, with the month in which the fiscal year begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum FiscalPart {
    /// The year that the base lies in.
    AnyYear { starts: u32 },
    /// Years from the one that the base lies in.
    RelativeYear { years: i64, starts: u32 },
    /// The year that begins in this one of the calendar.
    NamedYear { year: i32, starts: u32 },
    /// The `nth` of the parts of `months` months: 6 for halves, 3 for quarters.
    Nth { nth: u32, months: u32, starts: u32 },
    /// Such a part, so many from the one that the base lies in.
    Relative { count: i64, months: u32, starts: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum MonthPart {
    /// Months from the base.
    Relative(i64),
    /// As written, not yet checked to be 1 to 12.
    Named(u32),
    /// The month that comes next or is just past: 月末.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Counted {
    Weekday(Weekday),
    WorkingDay(Holidays),
}
