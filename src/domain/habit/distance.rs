//! How far apart the sessions of a pair are, and which day comes next.

use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

use super::{is_weekend, usual, working_day};
use crate::domain::DateRules;
use crate::domain::moment::{Cadence, days_until};

/// Without a rhythm, so many sessions show a distance; with one, so many that all show another count more.
const SHOWN: usize = 3;
const SHOWN_CLEARLY: usize = 4;
/// So many weeks ahead the same weekday is looked for when it is a day off.
const WEEKS_AHEAD: i64 = 4;

/// Which weekday of a month: the first to fourth, or the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nth {
    Nth(u32),
    Last,
}

/// From one session to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    Days {
        count: u16,
        weekends: bool,
    },
    Weeks {
        count: u16,
        weekday: Weekday,
    },
    /// On the second Tuesday.
    MonthsByWeekday {
        count: u16,
        nth: Nth,
        weekday: Weekday,
    },
    /// On the 15th.
    MonthsByDay {
        count: u16,
        day: u32,
        weekends: bool,
    },
}

/// The distance between the sessions of these days, newest first. `is_looked_at`: somebody has changed the pair since the
/// last of them, and with it left or changed its rhythm.
pub(super) fn distance(days: &[NaiveDate], every: Option<Cadence>, is_looked_at: bool) -> Option<Distance> {
    let shown = shown(days, every);
    let Some(every) = every else { return shown };
    let last = *days.first()?;
    let weekday = usual_weekday(days).unwrap_or(last.weekday());
    let told = match every {
        Cadence::Days(count) => Distance::Days { count, weekends: is_weekend(last) },
        Cadence::Weeks(count) => Distance::Weeks { count, weekday },
        Cadence::Months(count) => by_day_of_month(days, count).unwrap_or_else(|| Distance::MonthsByWeekday {
            count,
            nth: usual_nth(days, weekday),
            weekday,
        }),
    };
    let clear = shown.filter(|shown| !is_looked_at && shown.is_all_of(days));
    Some(clear.filter(|shown| !shown.is_as_far_as(&told)).unwrap_or(told))
}

/// What the sessions alone show.
fn shown(days: &[NaiveDate], every: Option<Cadence>) -> Option<Distance> {
    if days.len() < SHOWN {
        return None;
    }
    let months: Vec<i64> = gaps(days, month_of);
    let count = *months.first()?;
    let is_monthly = count > 0 && months.iter().all(|gap| *gap == count);
    let weekday = usual_weekday(days);
    if let Some(count) = u16::try_from(count).ok().filter(|_| is_monthly) {
        let of_day = by_day_of_month(days, count);
        let by_weekday = weekday.and_then(|weekday| {
            let nth = usual_nth(days, weekday);
            let fits = days.iter().filter(|day| day.weekday() == weekday && is_nth(**day, nth)).count();
            (fits * 2 > days.len()).then_some(Distance::MonthsByWeekday { count, nth, weekday })
        });
        // Every four weeks looks like once a month for a while.
        let by_weekday =
            by_weekday.filter(|_| !matches!(every, Some(Cadence::Weeks(_))) || days.len() >= SHOWN_CLEARLY);
        if by_weekday.is_some() || of_day.is_some() {
            return by_weekday.or(of_day);
        }
    }
    let weekday = weekday?;
    let weeks: Vec<i64> = gaps(days, |day| nearest(day, weekday).map_or(0, week_of));
    let weeks: Vec<i64> = weeks.into_iter().filter(|gap| *gap > 0).collect();
    let count = |gap: i64| weeks.iter().filter(|other| **other == gap).count();
    let often = weeks.iter().copied().find(|gap| count(*gap) + 1 >= SHOWN && count(*gap) * 2 > weeks.len())?;
    Some(Distance::Weeks { count: u16::try_from(often).ok()?, weekday })
}

fn gaps(days: &[NaiveDate], number: impl Fn(NaiveDate) -> i64) -> Vec<i64> {
    days.windows(2).map(|pair| number(pair[0]) - number(pair[1])).collect()
}

fn month_of(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn week_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()).div_euclid(7)
}

fn usual_weekday(days: &[NaiveDate]) -> Option<Weekday> {
    usual(&days.iter().map(Datelike::weekday).collect::<Vec<_>>())
}

/// The day of that weekday which is nearest to `day`.
fn nearest(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = i64::from(weekday.days_since(day.weekday()));
    day.checked_add_signed(Duration::days(if ahead > 3 { ahead - 7 } else { ahead }))
}

/// Which of its month's weekdays most of the days are; newest first.
fn usual_nth(days: &[NaiveDate], weekday: Weekday) -> Nth {
    let of_weekday: Vec<NaiveDate> = days.iter().copied().filter(|day| day.weekday() == weekday).collect();
    let all = [Nth::Nth(1), Nth::Nth(2), Nth::Nth(3), Nth::Nth(4), Nth::Last];
    let count = |nth: Nth| of_weekday.iter().filter(|day| is_nth(**day, nth)).count();
    let most = all.iter().map(|nth| count(*nth)).max().unwrap_or(0);
    let newest = |nth: &Nth| of_weekday.first().is_some_and(|day| is_nth(*day, *nth));
    let mut best = all.into_iter().filter(|nth| count(*nth) == most);
    best.clone().find(newest).or_else(|| best.next()).unwrap_or(Nth::Last)
}

fn is_nth(day: NaiveDate, nth: Nth) -> bool {
    match nth {
        Nth::Nth(nth) => day.day().div_ceil(7) == nth,
        Nth::Last => day.day() + 7 > days_in_month(day),
    }
}

fn days_in_month(day: NaiveDate) -> u32 {
    let next = day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    next.and_then(|next| next.pred_opt()).map_or(31, |last| last.day())
}

/// On the same day of the month, where most of the sessions are and their weekdays are not the same.
fn by_day_of_month(days: &[NaiveDate], count: u16) -> Option<Distance> {
    let day = usual(&days.iter().map(Datelike::day).collect::<Vec<_>>()).filter(|_| days.len() > 1)?;
    let first = days.first()?.weekday();
    let is_by_weekday = days.iter().all(|day| day.weekday() == first);
    (!is_by_weekday).then(|| Distance::MonthsByDay { count, day, weekends: days.iter().any(|day| is_weekend(*day)) })
}

impl Distance {
    /// The day after the session of `base`. What was held a few days off its usual day counts as held on it.
    pub(super) fn after(self, base: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days { count, .. } => base.checked_add_signed(Duration::days(count.into())),
            Self::Weeks { count, weekday } => nearest(base, weekday)?.checked_add_signed(Duration::weeks(count.into())),
            Self::MonthsByWeekday { count, .. } | Self::MonthsByDay { count, .. } => {
                let first = base.with_day(1)?;
                let before = first.checked_sub_months(Months::new(1));
                let around = [Some(first), before, first.checked_add_months(Months::new(1))];
                let meant = around.into_iter().flatten().filter_map(|month| Some((month, self.in_month(month)?)));
                let (month, _) = meant.min_by_key(|(_, day)| days_until(base, *day).abs())?;
                self.in_month(month.checked_add_months(Months::new(count.into()))?)
            }
        }
    }

    /// Its day in the month that begins on `first`.
    fn in_month(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days { .. } | Self::Weeks { .. } => None,
            Self::MonthsByWeekday { nth, weekday, .. } => match nth {
                Nth::Nth(nth) => NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, nth as u8),
                Nth::Last => (4..=5)
                    .rev()
                    .find_map(|nth| NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, nth)),
            },
            Self::MonthsByDay { day, .. } => first.with_day(day.min(days_in_month(first))),
        }
    }

    /// The day itself, or the one that takes its place when it is a day off.
    pub(super) fn spared(
        self,
        day: NaiveDate,
        base: NaiveDate,
        today: NaiveDate,
        rules: DateRules,
    ) -> Option<NaiveDate> {
        match self {
            Self::Days { weekends, .. } | Self::MonthsByDay { weekends, .. } => working_day(day, weekends, rules),
            Self::Weeks { .. } | Self::MonthsByWeekday { .. } => {
                let weeks = |count: i64| day.checked_add_signed(Duration::weeks(count));
                let is_free = |other: &NaiveDate| !rules.is_holiday(*other);
                // The last Friday gives way to the one before it rather than to another month.
                let by_month = matches!(self, Self::MonthsByWeekday { .. });
                let in_month = |other: &NaiveDate| other.month() == day.month();
                let first = [0, 1].into_iter().filter_map(weeks).filter(|other| !by_month || in_month(other));
                let before = weeks(-1).filter(|other| by_month && in_month(other) && *other > base && *other > today);
                let later = (1..=WEEKS_AHEAD).filter_map(weeks);
                let next = || working_day(day, is_weekend(day), rules);
                first.chain(before).chain(later).find(is_free).or_else(next)
            }
        }
    }

    /// A session so near to the day that is proposed is the one that would be proposed.
    pub(super) fn tolerance(self) -> Duration {
        Duration::days(match self {
            Self::Days { count, .. } => i64::from(count) / 2,
            Self::Weeks { count, .. } => i64::from(count) * 7 / 2,
            Self::MonthsByWeekday { .. } | Self::MonthsByDay { .. } => 14,
        })
    }

    fn is_as_far_as(&self, other: &Self) -> bool {
        let far = |distance: &Self| match *distance {
            Self::Days { count, .. } if count % 7 != 0 => (count, 'd'),
            Self::Days { count, .. } => (count / 7, 'w'),
            Self::Weeks { count, .. } => (count, 'w'),
            Self::MonthsByWeekday { count, .. } | Self::MonthsByDay { count, .. } => (count, 'm'),
        };
        far(self) == far(other)
    }

    /// Whether enough sessions show it, and none of the last ones shows another.
    fn is_all_of(&self, days: &[NaiveDate]) -> bool {
        let last = &days[..days.len().min(SHOWN_CLEARLY)];
        let gap = |pair: &[NaiveDate]| match *self {
            Self::Weeks { count, weekday } => {
                let week = |day| nearest(day, weekday).map_or(0, week_of);
                week(pair[0]) - week(pair[1]) == i64::from(count)
            }
            Self::MonthsByWeekday { count, .. } | Self::MonthsByDay { count, .. } => {
                month_of(pair[0]) - month_of(pair[1]) == i64::from(count)
            }
            Self::Days { .. } => false,
        };
        last.len() >= SHOWN_CLEARLY && last.windows(2).all(gap)
    }
}
