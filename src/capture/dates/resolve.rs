//! From the parts of a date to a day, given the day from which they are seen.

use std::ops::Range;

use chrono::{Datelike, Days, Duration, FixedOffset, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::grammar::{Found, Misread};
use super::lexicon::Turn;
use super::parts::{DayPart, MonthPart, Part, YearPart};
use super::{DateErrorKind, Look, ParsedMoment};

/// The years in which dates are understood: from Meiji on, and as far as four figures go.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=9999;
/// The longest gap between two 29ths of February, in years.
const LEAP_DAY_GAP: i32 = 8;
/// At most this many months in a row lack a day of the month that others have, plus one.
const MONTHS_TO_SEARCH: i64 = 2;

/// The parts of one date and time, each said at most once.
#[derive(Default)]
struct Said {
    days: Option<i64>,
    minutes: Option<i64>,
    weeks: Option<i64>,
    weekday: Option<(Weekday, Option<Turn>)>,
    year: Option<YearPart>,
    month: Option<MonthPart>,
    day: Option<DayPart>,
    time: Option<NaiveTime>,
    offset: Option<FixedOffset>,
    /// From the first to the last part of the day.
    date_span: Option<Range<usize>>,
    weekday_span: Range<usize>,
    /// Of the last part that is no part of the day.
    time_span: Range<usize>,
}

/// The moment that the parts tell, seen from `base`; at least one part is needed.
pub(in crate::capture) fn resolve(found: &[Found], base: NaiveDateTime, look: Look) -> Result<ParsedMoment, Misread> {
    let said = Said::collect(found)?;
    if let Some(minutes) = said.minutes {
        return said.minutes_from(base, minutes);
    }
    let Some(date_span) = said.date_span.clone() else {
        return said.time_alone(base, look);
    };
    let refused = |kind| Misread { span: date_span.clone(), kind };
    let date = said.day_seen_from(base.date(), look).map_err(refused)?;
    if !YEARS.contains(&date.year()) {
        return Err(refused(DateErrorKind::NoSuchDate));
    }
    if let Some(YearPart::Absolute(_, Some(era))) = said.year
        && !era.contains(date)
    {
        return Err(refused(DateErrorKind::NoSuchDate));
    }
    // A weekday beside a full date is a check: 11/28(金) is refused when the 28th is a Saturday.
    if let Some((weekday, _)) = said.weekday
        && date.weekday() != weekday
    {
        return Err(Misread { span: said.weekday_span, kind: DateErrorKind::NoSuchDate });
    }
    // An offset belongs to a moment of the calendar; "tomorrow 15:00-05:00" is rather a span of hours.
    if said.offset.is_some() && !matches!(said.year, Some(YearPart::Absolute(..))) {
        return Err(Misread { span: said.time_span, kind: DateErrorKind::Unknown });
    }
    Ok(ParsedMoment { date, time: said.time, offset: said.offset })
}

/// Puts a part where nothing was said yet; `false` when something was.
fn put<T>(slot: &mut Option<T>, value: T) -> bool {
    let free = slot.is_none();
    if free {
        *slot = Some(value);
    }
    free
}

impl Said {
    fn collect(found: &[Found]) -> Result<Self, Misread> {
        let mut said = Self::default();
        for Found { part, span, .. } in found {
            let fresh = match *part {
                Part::Days(days) => put(&mut said.days, days),
                Part::Minutes(minutes) => put(&mut said.minutes, minutes),
                Part::Weeks(weeks) => put(&mut said.weeks, weeks),
                Part::Weekday(weekday, turn) => put(&mut said.weekday, (weekday, turn)),
                Part::Year(year) => put(&mut said.year, year),
                Part::Month(month) => put(&mut said.month, month),
                Part::DayOfMonth(day) => put(&mut said.day, day),
                Part::Time(time) => put(&mut said.time, time),
                Part::Offset(offset) => put(&mut said.offset, offset),
            };
            if !fresh {
                return Err(Misread { span: span.clone(), kind: DateErrorKind::Unknown });
            }
            if matches!(part, Part::Weekday(..)) {
                said.weekday_span = span.clone();
            }
            if part.is_date() {
                let start = said.date_span.map_or(span.start, |before| before.start);
                said.date_span = Some(start..span.end);
            } else {
                said.time_span = span.clone();
            }
        }
        Ok(said)
    }

    /// "in 2 hours", "now": a moment of its own, beside which nothing else makes sense.
    fn minutes_from(self, base: NaiveDateTime, minutes: i64) -> Result<ParsedMoment, Misread> {
        let alone = self.date_span.is_none() && self.time.is_none();
        if !alone {
            return Err(Misread { span: self.time_span, kind: DateErrorKind::Unknown });
        }
        let moment = Duration::try_minutes(minutes).and_then(|distance| base.checked_add_signed(distance));
        match moment.filter(|moment| YEARS.contains(&moment.year())) {
            Some(moment) => Ok(ParsedMoment { date: moment.date(), time: Some(moment.time()), offset: None }),
            None => Err(Misread { span: self.time_span, kind: DateErrorKind::NoSuchDate }),
        }
    }

    /// The nearest such time that is not before (looking back: not after) the base.
    fn time_alone(self, base: NaiveDateTime, look: Look) -> Result<ParsedMoment, Misread> {
        let refused = |kind| Misread { span: self.time_span.clone(), kind };
        let time = self.time.filter(|_| self.offset.is_none()).ok_or_else(|| refused(DateErrorKind::Unknown))?;
        let days = match look {
            Look::Forward => i64::from(time < base.time()),
            Look::Back => -i64::from(time > base.time()),
        };
        let date = add_days(base.date(), days).ok_or_else(|| refused(DateErrorKind::NoSuchDate))?;
        Ok(ParsedMoment { date, time: Some(time), offset: None })
    }

    fn day_seen_from(&self, base: NaiveDate, look: Look) -> Result<NaiveDate, DateErrorKind> {
        let seen = Seen { base, look };
        let calendar = (self.year, self.month, self.day);
        let day = match (self.days, self.weeks, self.weekday) {
            // 今日中 is today: the end of a day is that day.
            (Some(days), None, None | Some((_, None)))
                if matches!(calendar, (None, None, None | Some(DayPart::Last))) =>
            {
                add_days(base, days)
            }
            (None, Some(weeks), weekday) if self.year.is_none() && self.month.is_none() => {
                seen.week(weeks, weekday, self.day)?
            }
            (None, None, Some((weekday, turn))) if calendar == (None, None, None) => seen.weekday(weekday, turn),
            (None, None, None | Some((_, None))) => seen.calendar_day(calendar)?,
            _ => return Err(DateErrorKind::Unknown),
        };
        day.ok_or(DateErrorKind::NoSuchDate)
    }
}

/// The point of view. Its answers are `Ok(None)` or `None` for a day that does not exist.
struct Seen {
    base: NaiveDate,
    look: Look,
}

impl Seen {
    fn week(
        &self,
        weeks: i64,
        weekday: Option<(Weekday, Option<Turn>)>,
        edge: Option<DayPart>,
    ) -> Result<Option<NaiveDate>, DateErrorKind> {
        let Some(in_that_week) = weeks.checked_mul(7).and_then(|days| add_days(self.base, days)) else {
            return Ok(None);
        };
        match (weekday, edge) {
            (Some((weekday, None)), None) => Ok(in_week_of(in_that_week, weekday)),
            (None, Some(DayPart::First)) => Ok(in_week_of(in_that_week, Weekday::Mon)),
            (None, Some(DayPart::Last)) => Ok(in_week_of(in_that_week, Weekday::Sun)),
            (None, None) if weeks != 0 => Ok(Some(in_that_week)),
            (None, None) => Ok(match self.look {
                Look::Forward => in_week_of(in_that_week, Weekday::Sun),
                Look::Back => in_week_of(in_that_week, Weekday::Mon),
            }),
            _ => Err(DateErrorKind::Unknown),
        }
    }

    fn weekday(&self, weekday: Weekday, turn: Option<Turn>) -> Option<NaiveDate> {
        let this = in_week_of(self.base, weekday)?;
        let days = match (turn, self.look) {
            (Some(Turn::Next), _) => 7,
            (Some(Turn::Last), _) | (None, Look::Back) if this >= self.base => -7,
            (None, Look::Forward) if this <= self.base => 7,
            (Some(Turn::This), Look::Forward) if this < self.base => 7,
            (Some(Turn::This), Look::Back) if this > self.base => -7,
            _ => 0,
        };
        add_days(this, days)
    }

    fn calendar_day(
        &self,
        said: (Option<YearPart>, Option<MonthPart>, Option<DayPart>),
    ) -> Result<Option<NaiveDate>, DateErrorKind> {
        let year_of = |year: YearPart| match year {
            YearPart::Absolute(year, _) => Some(year),
            YearPart::Relative(years) => {
                i32::try_from(years).ok().and_then(|years| self.base.year().checked_add(years))
            }
        };
        // Alone, "this month" and "this year" are their last day looking forward and their first looking back.
        let edge = if self.look == Look::Forward { DayPart::Last } else { DayPart::First };
        let day = match said {
            (Some(year), Some(MonthPart::Named(month)), Some(day)) => year_of(year).and_then(|y| day_in(y, month, day)),
            (Some(YearPart::Relative(0)), None, None) => edge_of_year(self.base.year(), edge),
            (Some(YearPart::Relative(years)), None, None) => add_months(self.base, years.saturating_mul(12)),
            (Some(year), None, Some(day @ (DayPart::First | DayPart::Last))) => {
                year_of(year).and_then(|year| edge_of_year(year, day))
            }
            (None, Some(MonthPart::Relative(months)), Some(day)) => self.day_in_month(months, day),
            (None, Some(MonthPart::Relative(0)), None) => self.day_in_month(0, edge),
            (None, Some(MonthPart::Relative(months)), None) => add_months(self.base, months),
            (None, Some(MonthPart::Named(month)), Some(day)) => self.nearest_in_years(month, day),
            (None, None, Some(day)) => self.nearest_in_months(day),
            _ => return Err(DateErrorKind::Unknown),
        };
        Ok(day)
    }

    fn day_in_month(&self, months: i64, day: DayPart) -> Option<NaiveDate> {
        let in_month = add_months(self.base.with_day(1)?, months)?;
        day_in(in_month.year(), in_month.month(), day)
    }

    fn nearest_in_years(&self, month: u32, day: DayPart) -> Option<NaiveDate> {
        (0..=LEAP_DAY_GAP)
            .filter_map(|distance| match self.look {
                Look::Forward => self.base.year().checked_add(distance),
                Look::Back => self.base.year().checked_sub(distance),
            })
            .find_map(|year| day_in(year, month, day).filter(|day| self.is_ahead(*day)))
    }

    fn nearest_in_months(&self, day: DayPart) -> Option<NaiveDate> {
        (0..=MONTHS_TO_SEARCH)
            .map(|distance| if self.look == Look::Forward { distance } else { -distance })
            .find_map(|months| self.day_in_month(months, day).filter(|day| self.is_ahead(*day)))
    }

    /// Whether a day lies where we look; the base itself does.
    fn is_ahead(&self, day: NaiveDate) -> bool {
        match self.look {
            Look::Forward => day >= self.base,
            Look::Back => day <= self.base,
        }
    }
}

fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) }
}

/// The same day of another month, or that month's last day where it is shorter.
fn add_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) }
}

fn day_in(year: i32, month: u32, day: DayPart) -> Option<NaiveDate> {
    match day {
        DayPart::Nth(number) => NaiveDate::from_ymd_opt(year, month, number),
        DayPart::First => NaiveDate::from_ymd_opt(year, month, 1),
        DayPart::Last => add_months(NaiveDate::from_ymd_opt(year, month, 1)?, 1)?.pred_opt(),
    }
}

fn edge_of_year(year: i32, edge: DayPart) -> Option<NaiveDate> {
    day_in(year, if edge == DayPart::First { 1 } else { 12 }, edge)
}

/// The weekday of the week, Monday to Sunday, that `day` lies in.
fn in_week_of(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let distance = i64::from(weekday.num_days_from_monday()) - i64::from(day.weekday().num_days_from_monday());
    add_days(day, distance)
}
