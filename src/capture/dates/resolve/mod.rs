//! From the parts of a date to a day, given the day from which they are seen.

mod calendar;
mod fiscal;

use std::ops::Range;

use chrono::{Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::grammar::{Found, Misread};
use super::lexicon::{Piece, Turn, Unit};
use super::parts::{Counted, FiscalPart, Holidays, MonthPart, Part, YearPart};
use super::spans::minutes_between;
use super::{Look, ParsedMoment};
use crate::domain::{DateRules, DateTrouble};

use calendar::{Period, Seen, add, add_days};

/// The years in which dates are understood: from Meiji on, and as far as four figures go.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=9999;

/// The parts of one date and time, each said at most once.
#[derive(Default)]
struct Said {
    days: Option<i64>,
    working_days: Option<(i64, Holidays)>,
    minutes: Option<i64>,
    weeks: Option<i64>,
    weekday: Option<(Weekday, Option<Turn>)>,
    weekend: Option<()>,
    year: Option<YearPart>,
    fiscal_year: Option<FiscalPart>,
    fiscal_part: Option<FiscalPart>,
    month: Option<MonthPart>,
    day: Option<u32>,
    counted: Option<(u32, Counted)>,
    piece: Option<Piece>,
    exactly: Option<()>,
    then: Option<(Unit, i64, Holidays)>,
    time: Option<NaiveTime>,
    until: Option<NaiveTime>,
    lasts: Option<u32>,
    offset: Option<FixedOffset>,
    vague: Option<()>,
    end_of_day: Option<()>,
    /// From the first to the last part of the day.
    date_span: Option<Range<usize>>,
    weekday_span: Range<usize>,
    vague_span: Range<usize>,
    /// Of the last part that is no part of the day.
    time_span: Range<usize>,
}

/// The first and the last day that the parts tell, seen from `base`, which are the same for a single day.
pub(in crate::capture) fn resolve_days(
    found: &[Found],
    base: NaiveDate,
    look: Look,
    rules: DateRules,
) -> Result<(NaiveDate, NaiveDate), Misread> {
    let said = Said::collect(found)?;
    let span = said.date_span.clone().unwrap_or_else(|| said.time_span.clone());
    let period = said.period(&Seen { base, look, rules }, span.clone())?;
    for day in [period.first, period.last] {
        if !YEARS.contains(&day.year()) {
            return Err(Misread { span, kind: DateTrouble::NoSuchDate });
        }
    }
    Ok((period.first, period.last))
}

/// The moment that the parts tell, seen from `base`; at least one part is needed.
pub(in crate::capture) fn resolve(
    found: &[Found],
    base: NaiveDateTime,
    look: Look,
    rules: DateRules,
) -> Result<ParsedMoment, Misread> {
    let whole = resolve_once(found, base, look, rules);
    match &whole {
        Err(misread) if misread.kind == DateTrouble::Unknown => said_twice(found, base, look, rules).map_or(whole, Ok),
        _ => whole,
    }
}

/// 月末(6/30), 6/30(月末): the same day in two ways that have nothing in common.
fn said_twice(found: &[Found], base: NaiveDateTime, look: Look, rules: DateRules) -> Option<ParsedMoment> {
    let is_day = |parts: &[Found]| !parts.is_empty() && parts.iter().all(|found| found.part.is_date());
    (1..found.len()).find_map(|at| {
        let (first, second) = found.split_at(at);
        if !is_day(first) || !is_day(second) || first.last()?.span == second.first()?.span {
            return None;
        }
        let read = |parts| resolve_once(parts, base, look, rules).ok();
        let (first, second) = (read(first)?, read(second)?);
        // "june quarter end": one of them may tell the day of the other's month.
        (first.date == second.date).then_some(if first.several.is_some() { second } else { first })
    })
}

fn resolve_once(found: &[Found], base: NaiveDateTime, look: Look, rules: DateRules) -> Result<ParsedMoment, Misread> {
    let said = Said::collect(found)?;
    if let Some(minutes) = said.minutes {
        return said.minutes_from(base, minutes);
    }
    let minutes = said.length()?;
    let span = said.date_span.clone().or_else(|| said.end_of_day.map(|()| said.vague_span.clone()));
    let Some(span) = span else {
        return said.time_alone(base, look, minutes);
    };
    let period = said.period(&Seen { base: base.date(), look, rules }, span.clone())?;
    let date = period.day(look);
    let several = (period.first != period.last).then(|| span.clone());
    if !YEARS.contains(&date.year()) {
        return Err(Misread { span, kind: DateTrouble::NoSuchDate });
    }
    // An offset belongs to a moment of the calendar; "tomorrow 15:00-05:00" is rather a span of hours.
    if said.offset.is_some() && !matches!(said.year, Some(YearPart::Absolute(..))) {
        return Err(Misread { span: said.time_span, kind: DateTrouble::Unknown });
    }
    Ok(ParsedMoment {
        date,
        day_is_told: true,
        time: said.time,
        offset: said.offset,
        minutes,
        vague: said.vague.or(said.end_of_day).map(|()| said.vague_span),
        several,
    })
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
                Part::WorkingDays(days, holidays) => put(&mut said.working_days, (days, holidays)),
                Part::Minutes(minutes) => put(&mut said.minutes, minutes),
                Part::Weeks(weeks) => put(&mut said.weeks, weeks),
                Part::Weekday(weekday, turn) => match said.weekday {
                    // "fri (fri)" says it twice, and so does 来週火曜 6/16(火).
                    Some((same, before)) if same == weekday => {
                        said.weekday = Some((weekday, before.or(turn)));
                        true
                    }
                    _ => put(&mut said.weekday, (weekday, turn)),
                },
                Part::Weekend => put(&mut said.weekend, ()),
                Part::Year(year) => put(&mut said.year, year),
                Part::Fiscal(part @ (FiscalPart::Nth { .. } | FiscalPart::Relative { .. })) => {
                    put(&mut said.fiscal_part, part)
                }
                Part::Fiscal(part) => put(&mut said.fiscal_year, part),
                Part::Month(month) => put(&mut said.month, month),
                Part::Day(day) => put(&mut said.day, day),
                Part::Counted(nth, counted) => put(&mut said.counted, (nth, counted)),
                Part::Piece(piece) => put(&mut said.piece, piece),
                Part::Exactly => put(&mut said.exactly, ()),
                Part::Then(unit, count, holidays) => put(&mut said.then, (unit, count, holidays)),
                Part::Time(time) => put(&mut said.time, time),
                Part::NextDay => true,
                Part::Until(time) => put(&mut said.until, time),
                Part::Lasts(minutes) => put(&mut said.lasts, minutes),
                Part::Offset(offset) => put(&mut said.offset, offset),
                Part::Vague => put(&mut said.vague, ()),
                Part::EndOfDay => put(&mut said.end_of_day, ()),
            };
            if !fresh {
                return Err(Misread { span: span.clone(), kind: DateTrouble::Unknown });
            }
            if matches!(part, Part::Weekday(..)) {
                said.weekday_span = span.clone();
            }
            if matches!(part, Part::Vague | Part::EndOfDay) {
                said.vague_span = span.clone();
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

    /// How many minutes it takes, by its end or by its length.
    fn length(&self) -> Result<Option<u32>, Misread> {
        let refused = |kind| Misread { span: self.time_span.clone(), kind };
        match (self.time, self.until, self.lasts) {
            (_, None, None) => Ok(None),
            (Some(begins), Some(ends), None) => {
                minutes_between(begins, ends).map(Some).ok_or_else(|| refused(DateTrouble::EndsTooEarly))
            }
            // "15:00-16:30 (90 min)" has to agree.
            (Some(begins), Some(ends), Some(lasts)) => match minutes_between(begins, ends) {
                Some(minutes) if minutes == lasts => Ok(Some(lasts)),
                Some(_) => Err(refused(DateTrouble::LengthDisagrees)),
                None => Err(refused(DateTrouble::EndsTooEarly)),
            },
            (Some(_), None, Some(lasts)) if (1..=24 * 60).contains(&lasts) => Ok(Some(lasts)),
            (Some(_), None, Some(_)) => Err(refused(DateTrouble::NoSuchLength)),
            (None, ..) => Err(refused(DateTrouble::Unknown)),
        }
    }

    /// "in 2 hours", "now": a moment of its own, beside which nothing else makes sense.
    fn minutes_from(self, base: NaiveDateTime, minutes: i64) -> Result<ParsedMoment, Misread> {
        let alone = self.date_span.is_none() && self.time.is_none() && self.vague.is_none();
        if !alone {
            return Err(Misread { span: self.time_span, kind: DateTrouble::Unknown });
        }
        let moment = Duration::try_minutes(minutes).and_then(|distance| base.checked_add_signed(distance));
        match moment.filter(|moment| YEARS.contains(&moment.year())) {
            Some(moment) => Ok(ParsedMoment {
                date: moment.date(),
                day_is_told: true,
                time: Some(moment.time()),
                offset: None,
                minutes: self.lasts,
                vague: None,
                several: None,
            }),
            None => Err(Misread { span: self.time_span, kind: DateTrouble::NoSuchDate }),
        }
    }

    /// The nearest such time that is not before (looking back: not after) the base.
    fn time_alone(self, base: NaiveDateTime, look: Look, minutes: Option<u32>) -> Result<ParsedMoment, Misread> {
        let refused = |kind| Misread { span: self.time_span.clone(), kind };
        let is_plain = self.offset.is_none() && self.vague.is_none();
        let time = self.time.filter(|_| is_plain).ok_or_else(|| refused(DateTrouble::Unknown))?;
        let days = match look {
            Look::Forward => i64::from(time < base.time()),
            Look::Back => -i64::from(time > base.time()),
        };
        let date = add_days(base.date(), days).ok_or_else(|| refused(DateTrouble::NoSuchDate))?;
        Ok(ParsedMoment {
            date,
            day_is_told: false,
            time: Some(time),
            offset: None,
            minutes,
            vague: None,
            several: None,
        })
    }

    /// The day or the days that are told, each statement held against the others.
    fn period(&self, seen: &Seen, span: Range<usize>) -> Result<Period, Misread> {
        let refused = |kind| Misread { span: span.clone(), kind };
        // "eod" alone is today.
        let day_is_told = self.date_span.is_some();
        if !day_is_told {
            return if self.end_of_day.is_some() && self.time.is_none() {
                Ok(Period::day_of(seen.base))
            } else {
                Err(refused(DateTrouble::Unknown))
            };
        }
        let from_base = self.seen_from_base(seen).map_err(refused)?;
        let of_calendar = self.of_calendar(seen, from_base.is_some()).map_err(refused)?;
        let exact = |period: Period| match period.point {
            Some(day) if self.exactly.is_some() => Period::day_of(day),
            _ => period,
        };
        let (from_base, of_calendar) = (from_base.map(exact), of_calendar.map(exact));
        let period = match (from_base, of_calendar) {
            // 来週火曜（6/16）: both have to say the same day.
            (Some(relative), Some(calendar)) => {
                let agree = relative.first <= calendar.first && calendar.last <= relative.last;
                if !agree {
                    return Err(refused(DateTrouble::Disagree(relative.last)));
                }
                calendar
            }
            (Some(period), None) | (None, Some(period)) => period,
            (None, None) => return Err(refused(DateTrouble::Unknown)),
        };
        if let Some(YearPart::Absolute(_, Some(era))) = self.year
            && !era.contains(period.last)
        {
            return Err(refused(DateTrouble::NoSuchDate));
        }
        // A weekday says nothing beside a whole month.
        if self.weekday.is_some() && period.first != period.last {
            return Err(refused(DateTrouble::Unknown));
        }
        // A weekday beside a full date is a check: 11/28(金) is refused when the 28th is a Saturday.
        if let Some((weekday, _)) = self.weekday
            && period.last.weekday() != weekday
        {
            let kind = DateTrouble::WrongWeekday(period.last);
            return Err(Misread { span: self.weekday_span.clone(), kind });
        }
        match self.then {
            None => Ok(period),
            Some((unit, count, holidays)) => {
                let from = if period.first == period.last { period.last } else { period.day(seen.look) };
                let day = add(from, unit, count, holidays, seen.rules);
                day.map(Period::day_of).ok_or_else(|| refused(DateTrouble::NoSuchDate))
            }
        }
    }

    /// What is told as seen from the base: days, weeks, working days, a weekday.
    fn seen_from_base(&self, seen: &Seen) -> Result<Option<Period>, DateTrouble> {
        use DateTrouble::{NoSuchDate, Unknown};
        let weekday_is_check = self.has_calendar() && self.weeks.is_none() && matches!(self.weekday, Some((_, None)));
        let weekday = self.weekday.filter(|_| !weekday_is_check);
        let period = match (self.days, self.working_days, self.weeks, weekday, self.weekend) {
            (None, None, None, None, None) => return Ok(None),
            (Some(days), None, None, None | Some((_, None)), None) => add_days(seen.base, days).map(Period::day_of),
            (None, Some((days, holidays)), None, None | Some((_, None)), None) => {
                add(seen.base, Unit::WorkingDay, days, holidays, seen.rules).map(Period::day_of)
            }
            (None, None, Some(weeks), weekday, weekend) => {
                let piece = self.piece.filter(|_| !self.has_calendar());
                seen.week(weeks, weekday, weekend.is_some(), piece, self.has_calendar())?
            }
            (None, None, None, Some((weekday, turn)), None) => seen.weekday(weekday, turn).map(Period::day_of),
            _ => return Err(Unknown),
        };
        // The end of a day, or a part of a weekday, is that day: 今日中.
        let is_day = self.weeks.is_none();
        if is_day && self.piece.is_some_and(|piece| !matches!(piece, Piece::Whole | Piece::End)) && !self.has_calendar()
        {
            return Err(Unknown);
        }
        period.map(Some).ok_or(NoSuchDate)
    }

    /// Whether something of the calendar is told that is more than a piece of a week.
    fn has_calendar(&self) -> bool {
        self.year.is_some()
            || self.month.is_some()
            || self.day.is_some()
            || self.counted.is_some()
            || self.fiscal_year.is_some()
            || self.fiscal_part.is_some()
    }

    /// What is told by the calendar: year, month, day, the fiscal year, what is counted within a month.
    fn of_calendar(&self, seen: &Seen, beside_relative: bool) -> Result<Option<Period>, DateTrouble> {
        use DateTrouble::{NoSuchDate, Unknown};
        if !self.has_calendar() {
            return Ok(None);
        }
        // A whole month or year beside 明日 or 来週 says nothing that can be checked.
        if beside_relative && self.day.is_none() && self.counted.is_none() {
            return Err(Unknown);
        }
        if self.fiscal_year.is_some() || self.fiscal_part.is_some() {
            let plain = self.month.is_none() && self.day.is_none() && self.counted.is_none();
            let period = match (plain, self.year) {
                (true, None) => seen.fiscal(self.fiscal_year, self.fiscal_part, self.piece),
                (true, Some(year)) if self.fiscal_year.is_none() => {
                    seen.fiscal_in_year(year, self.fiscal_part, self.piece)
                }
                _ => return Err(Unknown),
            };
            return period?.map(Some).ok_or(NoSuchDate);
        }
        let period = match (self.counted, self.day) {
            (Some((nth, counted)), None) => match self.piece {
                None => seen.counted(self.year, self.month, nth, counted)?,
                // 月末最終営業日
                Some(Piece::End) if nth == 0 => seen.counted(self.year, self.month, nth, counted)?,
                // 月初第1営業日
                Some(Piece::Start) if nth > 0 => seen.counted(self.year, self.month, nth, counted)?,
                Some(_) => return Err(Unknown),
            },
            (None, Some(day)) => {
                let is_whole = matches!(self.piece, None | Some(Piece::Whole));
                if !is_whole {
                    return Err(Unknown);
                }
                seen.calendar_day(self.year, self.month, day)?
            }
            (None, None) => seen.month_or_year(self.year, self.month, self.piece)?,
            (Some(_), Some(_)) => return Err(Unknown),
        };
        period.map(Some).ok_or(NoSuchDate)
    }
}
