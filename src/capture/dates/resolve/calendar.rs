//! Days and periods of the calendar, seen from a base day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::super::Look;
use super::super::lexicon::{Piece, Turn, Unit};
use super::super::parts::{Counted, Holidays, MonthPart, YearPart};
use crate::domain::{DateRules, DateTrouble};

/// The longest gap between two 29ths of February, in years.
const LEAP_DAY_GAP: i64 = 8;
/// At most this many months in a row lack a day of the month that others have, plus one.
const MONTHS_TO_SEARCH: i64 = 2;
/// In twelve months every month has come, whatever its fifth Tuesday is like.
const MONTHS_OF_YEAR: i64 = 12;

/// One day or several in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// The day that is as far from the base as the words say, if it is neither end: a week ago.
    pub(super) point: Option<NaiveDate>,
    /// The day by which something is due that is due in the period, if it is not the last one: the Friday of 来週.
    pub(super) due: Option<NaiveDate>,
}

impl Period {
    pub(super) fn day_of(day: NaiveDate) -> Self {
        Self { first: day, last: day, point: None, due: None }
    }

    pub(super) fn days(first: NaiveDate, last: NaiveDate) -> Self {
        Self { first, last, point: None, due: None }
    }

    /// Where one day is asked for: the last one looking forward, of a week the last working day; looking back the day
    /// so far from the base, or else the first one.
    pub(super) fn day(self, look: Look) -> NaiveDate {
        match look {
            Look::Forward => self.due.unwrap_or(self.last),
            Look::Back => self.point.unwrap_or(self.first),
        }
    }
}

/// The point of view. Its answers are `Ok(None)` or `None` for a day that does not exist.
pub(super) struct Seen {
    pub(super) base: NaiveDate,
    pub(super) look: Look,
    pub(super) rules: DateRules,
}

impl Seen {
    /// `weeks` from the base; `checked`: a day of the calendar beside it tells which day of the week it is.
    pub(super) fn week(
        &self,
        weeks: i64,
        weekday: Option<(Weekday, Option<Turn>)>,
        weekend: bool,
        piece: Option<Piece>,
        checked: bool,
    ) -> Result<Option<Period>, DateTrouble> {
        use Weekday::{Mon, Sat, Sun, Thu, Wed};
        let Some(in_that_week) = weeks.checked_mul(7).and_then(|days| add_days(self.base, days)) else {
            return Ok(None);
        };
        let days = |first, last| match (in_week_of(in_that_week, first), in_week_of(in_that_week, last)) {
            (Some(first), Some(last)) => Some(Period::days(first, last)),
            _ => None,
        };
        Ok(match (weekday, weekend, piece) {
            // 週明けの火曜
            (Some((weekday, None)), false, None | Some(Piece::Whole | Piece::Start)) => days(weekday, weekday),
            (None, true, None | Some(Piece::Whole | Piece::End)) => days(Sat, Sun),
            (None, false, Some(Piece::Start)) => {
                days(Mon, Sun).map(|week| Period::day_of(self.first_working_day(week)))
            }
            (None, false, Some(Piece::Middle)) => days(Wed, Wed),
            (None, false, Some(Piece::End)) => days(Sun, Sun),
            (None, false, Some(Piece::FirstHalf)) => days(Mon, Wed),
            (None, false, Some(Piece::SecondHalf)) => days(Thu, Sun),
            (None, false, Some(Piece::Whole)) => days(Mon, Sun),
            (None, false, None) if checked => days(Mon, Sun),
            (None, false, None) => {
                let point = (weeks != 0).then_some(in_that_week);
                days(Mon, Sun).map(|week| Period { point, due: self.last_working_day(week), ..week })
            }
            _ => return Err(DateTrouble::Unknown),
        })
    }

    /// The last working day of a week, if it is not past.
    fn last_working_day(&self, week: Period) -> Option<NaiveDate> {
        let days = week.first.iter_days().take_while(|day| *day <= week.last);
        days.filter(|day| !self.rules.is_off(*day) && *day >= self.base).last()
    }

    /// The first working day of a week; the Monday where there is none.
    fn first_working_day(&self, week: Period) -> NaiveDate {
        let mut days = week.first.iter_days().take_while(|day| *day <= week.last);
        days.find(|day| !self.rules.is_off(*day)).unwrap_or(week.first)
    }

    pub(super) fn weekday(&self, weekday: Weekday, turn: Option<Turn>) -> Option<NaiveDate> {
        let this = in_week_of(self.base, weekday)?;
        let days = match (turn, self.look) {
            (Some(Turn::Next), _) => 7,
            (Some(Turn::Last), _) | (None, Look::Back) if this >= self.base => -7,
            (Some(Turn::Coming), _) | (None, Look::Forward) if this <= self.base => 7,
            (Some(Turn::This), Look::Forward) if this < self.base => 7,
            (Some(Turn::This), Look::Back) if this > self.base => -7,
            _ => 0,
        };
        add_days(this, days)
    }

    pub(super) fn year_of(&self, year: YearPart) -> Option<i32> {
        match year {
            YearPart::Absolute(year, _) => Some(year),
            YearPart::Relative(years) => i32::try_from(years).ok().and_then(|y| self.base.year().checked_add(y)),
        }
    }

    /// A day of a month; what is not told is the nearest.
    pub(super) fn calendar_day(
        &self,
        year: Option<YearPart>,
        month: Option<MonthPart>,
        day: u32,
    ) -> Result<Option<Period>, DateTrouble> {
        let in_month = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, day);
        let found = match (year, month) {
            (Some(year), Some(MonthPart::Named(month))) => self.year_of(year).and_then(|year| in_month(year, month)),
            (None, Some(MonthPart::Named(month))) => self.nearest_year(|year| in_month(year, month)),
            (None, Some(MonthPart::Relative(months))) => {
                self.month(months).and_then(|first| in_month(first.year(), first.month()))
            }
            (None, None | Some(MonthPart::Any)) => {
                self.nearest_month(MONTHS_TO_SEARCH, |first| in_month(first.year(), first.month()))
            }
            _ => return Err(DateTrouble::Unknown),
        };
        Ok(found.map(Period::day_of))
    }

    /// The second Tuesday or the last working day of a month.
    pub(super) fn counted(
        &self,
        year: Option<YearPart>,
        month: Option<MonthPart>,
        nth: u32,
        counted: Counted,
    ) -> Result<Option<Period>, DateTrouble> {
        let in_month = |first: NaiveDate| self.nth_in_month(first, nth, counted);
        let named = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).and_then(in_month);
        let found = match (year, month) {
            (Some(year), Some(MonthPart::Named(month))) => self.year_of(year).and_then(|year| named(year, month)),
            (None, Some(MonthPart::Named(month))) => self.nearest_year(|year| named(year, month)),
            (None, Some(MonthPart::Relative(months))) => self.month(months).and_then(in_month),
            (None, None | Some(MonthPart::Any)) => self.nearest_month(MONTHS_OF_YEAR, in_month),
            _ => return Err(DateTrouble::Unknown),
        };
        Ok(found.map(Period::day_of))
    }

    fn nth_in_month(&self, first: NaiveDate, nth: u32, counted: Counted) -> Option<NaiveDate> {
        let mut days = first.iter_days().take_while(|day| day.month() == first.month()).filter(|day| match counted {
            Counted::Weekday(weekday) => day.weekday() == weekday,
            Counted::WorkingDay(holidays) => !is_off(*day, holidays, self.rules),
        });
        match nth.checked_sub(1) {
            Some(before) => days.nth(before as usize),
            None => days.last(),
        }
    }

    /// A month, a year, or a piece of one.
    pub(super) fn month_or_year(
        &self,
        year: Option<YearPart>,
        month: Option<MonthPart>,
        piece: Option<Piece>,
    ) -> Result<Option<Period>, DateTrouble> {
        let whole_year = |year: i32| {
            Some(Period::days(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
        };
        let of_month = |first: NaiveDate| piece_of_month(first, piece);
        let named = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).and_then(of_month);
        Ok(match (year, month) {
            (Some(year), Some(MonthPart::Named(month))) => self.year_of(year).and_then(|year| named(year, month)),
            (None, Some(MonthPart::Named(month))) => self.nearest_period(|year| named(year, month)),
            (None, Some(MonthPart::Relative(months))) => {
                let period = self.month(months).and_then(of_month);
                let point = add_months(self.base, months).filter(|_| months != 0 && piece.is_none());
                period.map(|period| Period { point, ..period })
            }
            (None, Some(MonthPart::Any)) => self.nearest_month_period(of_month),
            (Some(year), None) => {
                let point = match year {
                    YearPart::Relative(0) | YearPart::Absolute(..) => None,
                    YearPart::Relative(years) => add_months(self.base, years.saturating_mul(12)),
                };
                let Some(period) = self.year_of(year).and_then(whole_year) else { return Ok(None) };
                match piece {
                    None => Some(Period { point, ..period }),
                    Some(Piece::Whole) => Some(period),
                    Some(Piece::Start) => Some(Period::day_of(period.first)),
                    Some(Piece::End) => Some(Period::day_of(period.last)),
                    Some(Piece::FirstHalf) => self
                        .year_of(year)
                        .and_then(|y| NaiveDate::from_ymd_opt(y, 6, 30))
                        .map(|last| Period::days(period.first, last)),
                    Some(Piece::SecondHalf) => self
                        .year_of(year)
                        .and_then(|y| NaiveDate::from_ymd_opt(y, 7, 1))
                        .map(|first| Period::days(first, period.last)),
                    Some(Piece::Middle | Piece::Early | Piece::Mid | Piece::Late) => return Err(DateTrouble::Unknown),
                }
            }
            _ => return Err(DateTrouble::Unknown),
        })
    }

    /// The first day of the month so many from that of the base.
    fn month(&self, months: i64) -> Option<NaiveDate> {
        add_months(self.base.with_day(1)?, months)
    }

    fn distances(&self, most: i64) -> impl Iterator<Item = i64> {
        let sign = if self.look == Look::Forward { 1 } else { -1 };
        (0..=most).map(move |distance| sign * distance)
    }

    fn nearest_year(&self, day: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        self.nearest_period(|year| day(year).map(Period::day_of)).map(|period| period.last)
    }

    /// The nearest year in which there is such a period whose asked-for day lies where we look.
    pub(super) fn nearest_period(&self, period: impl Fn(i32) -> Option<Period>) -> Option<Period> {
        self.nearest_period_from(self.base.year(), period)
    }

    /// The same, from a year that need not be the one in which the base lies.
    pub(super) fn nearest_period_from(&self, from: i32, period: impl Fn(i32) -> Option<Period>) -> Option<Period> {
        let years = self.distances(LEAP_DAY_GAP).filter_map(|y| from.checked_add(i32::try_from(y).ok()?));
        years.filter_map(period).find(|period| self.is_ahead(period.day(self.look)))
    }

    fn nearest_month(&self, most: i64, day: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let mut months = self.distances(most).filter_map(|months| self.month(months));
        months.find_map(|first| day(first).filter(|day| self.is_ahead(*day)))
    }

    fn nearest_month_period(&self, period: impl Fn(NaiveDate) -> Option<Period>) -> Option<Period> {
        let mut months = self.distances(MONTHS_TO_SEARCH).filter_map(|months| self.month(months));
        months.find_map(|first| period(first).filter(|period| self.is_ahead(period.day(self.look))))
    }

    /// Whether a day lies where we look; the base itself does.
    pub(super) fn is_ahead(&self, day: NaiveDate) -> bool {
        match self.look {
            Look::Forward => day >= self.base,
            Look::Back => day <= self.base,
        }
    }
}

/// A piece of the month that begins on `first`.
fn piece_of_month(first: NaiveDate, piece: Option<Piece>) -> Option<Period> {
    let day = |number: u32| first.with_day(number);
    let last = add_months(first, 1)?.pred_opt()?;
    Some(match piece {
        None | Some(Piece::Whole) => Period::days(first, last),
        Some(Piece::Start) => Period::day_of(first),
        Some(Piece::End) => Period::day_of(last),
        Some(Piece::Middle) => Period::day_of(day(15)?),
        Some(Piece::Early) => Period::days(first, day(10)?),
        Some(Piece::Mid) => Period::days(day(11)?, day(20)?),
        Some(Piece::Late) => Period::days(day(21)?, last),
        Some(Piece::FirstHalf) => Period::days(first, day(15)?),
        Some(Piece::SecondHalf) => Period::days(day(16)?, last),
    })
}

pub(super) fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) }
}

/// The same day of another month, or that month's last day where it is shorter.
pub(super) fn add_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) }
}

/// So many units from a day; `None` for what is no number of days, and for what leaves the calendar.
pub(super) fn add(day: NaiveDate, unit: Unit, count: i64, holidays: Holidays, rules: DateRules) -> Option<NaiveDate> {
    match unit {
        Unit::Day => add_days(day, count),
        Unit::WorkingDay => add_working_days(day, count, holidays, rules),
        Unit::Week => add_days(day, count.checked_mul(7)?),
        Unit::Month => add_months(day, count),
        Unit::Quarter => add_months(day, count.checked_mul(3)?),
        Unit::Year => add_months(day, count.checked_mul(12)?),
        Unit::Minute | Unit::Hour | Unit::FiscalYear => None,
    }
}

fn add_working_days(day: NaiveDate, count: i64, holidays: Holidays, rules: DateRules) -> Option<NaiveDate> {
    /// More working days than anybody counts ahead: some twenty years.
    const MOST: u64 = 5_000;
    if count.unsigned_abs() > MOST {
        return None;
    }
    let step = count.signum();
    let (mut at, mut left) = (day, count.unsigned_abs());
    while left > 0 {
        at = add_days(at, step)?;
        left -= u64::from(!is_off(at, holidays, rules));
    }
    Some(at)
}

fn is_off(day: NaiveDate, holidays: Holidays, rules: DateRules) -> bool {
    let japanese_holidays = rules.japanese_holidays || holidays == Holidays::OfJapan;
    DateRules { japanese_holidays, ..rules }.is_off(day)
}

/// The weekday of the week, Monday to Sunday, that `day` lies in.
fn in_week_of(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let distance = i64::from(weekday.num_days_from_monday()) - i64::from(day.weekday().num_days_from_monday());
    add_days(day, distance)
}
