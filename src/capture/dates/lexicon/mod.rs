//! The words of dates and times in both languages, and what each means.

mod english;
mod japanese;

use chrono::Weekday;

use super::era::Era;

pub(super) use english::{english, english_phrase};
pub(super) use japanese::japanese;

/// A span of time that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Unit {
    Minute,
    Hour,
    Day,
    /// Monday to Friday, without holidays.
    WorkingDay,
    Week,
    Month,
    Quarter,
    Year,
    FiscalYear,
}

/// Which one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Turn {
    This,
    /// Of the next week, month or year.
    Next,
    Last,
    /// The one that comes first: 今度の金曜, "this coming friday".
    Coming,
}

/// A part of the day: it says which half of the clock is meant, or stands for a time that is not told to the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum DayPart {
    Am,
    Pm,
    Morning,
    Midday,
    Evening,
    Night,
    LateNight,
    /// 朝一, "close of business", "first thing": no hour is told with it.
    Vague,
}

/// A part of a week, a month or a longer period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Piece {
    Start,
    Middle,
    End,
    /// 上旬: the 1st to the 10th.
    Early,
    /// 中旬: the 11th to the 20th.
    Mid,
    /// 下旬: from the 21st on.
    Late,
    FirstHalf,
    SecondHalf,
    Whole,
}

/// What a word means. 月, 日 and 年 are marks after a number and units of their own; the grammar tells which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Word {
    /// A number in words.
    Number(u32),
    /// 1st to 31st in words.
    Nth(u32),
    /// 第, before a number.
    NthMark,
    /// 最終, before a weekday or a working day.
    Final,
    Unit(Unit),
    /// Two weeks.
    Fortnight,
    YearMark,
    MonthMark,
    DayMark,
    HourMark,
    MinuteMark,
    SecondMark,
    /// 半; "half".
    Half,
    HalfYear,
    /// ひと月: a number and its unit in one word.
    OneMonth,
    /// 半月: fifteen days.
    HalfMonth,
    /// 末日: the last day of a month, of this one where none is told.
    LastDay,
    /// The first or second half of a fiscal year.
    FiscalHalf(u32),
    /// The half of a fiscal year that a day lies in: 半期.
    AnyHalf,
    /// The first year of an era: 元年.
    FirstYear,
    /// Whole days, weeks, months or years from the base.
    Relative(Unit, i64),
    /// 翌週, 前月: the same seen from the base, but never beside a day, from which they would count.
    Following(Unit, i64),
    /// 翌日: the day after the one that is told, or after the base.
    DayAfter,
    /// 前日: the day before the one that is told.
    DayBefore,
    Turn(Turn),
    Weekday(Weekday),
    /// A weekday in one character, which counts only in brackets and after a week.
    WeekdaySign(Weekday),
    /// Saturday and Sunday.
    Weekend,
    /// 祝, in brackets behind a date: 11/23(月・祝).
    Holiday,
    /// 明け: what follows a week's or year's turn.
    Opens,
    MonthName(u32),
    /// A day with a name, on the same date each year: month and day.
    Fixed(u32, u32),
    Ordinal,
    Era(Era),
    DayPart(DayPart),
    /// A day from the base and a part of that day: "tonight", 明朝.
    DayAndPart(i64, DayPart),
    /// "eom", "eow": the end of this one.
    EndOf(Unit),
    /// "eod": the day itself.
    EndOfDay,
    Noon,
    Midnight,
    OClock,
    Now,
    Piece(Piece),
    /// 中: up to the end of the period before it.
    Throughout,
    /// 内, いっぱい: the same, also without a number before 月 and 年.
    Inside,
    In,
    /// "within" before a number of days.
    Within,
    /// 以内 after a number of days.
    WithinAfter,
    /// "later", 後.
    Later,
    After,
    Before,
    Ago,
    From,
    /// "to", between two times.
    To,
    /// "past": half past three.
    Past,
    /// "for", before a length.
    For,
    And,
    At,
    /// The "time" of "in two weeks' time".
    Time,
    /// "by", 締切: a due date follows.
    By,
    /// まで: a due date stands before.
    Until,
    /// "is", が: joins a word for a due date and the date.
    Is,
    /// Joins the parts of a date and says nothing: の, に, "on", "of".
    Filler,
    /// A word that contains a date word and is none, or that makes what follows something else than one day: 一日中, 毎週.
    Opaque,
    /// A single Latin letter: a unit, an era or the T of a date-time, as the grammar finds.
    Letter(char),
}
