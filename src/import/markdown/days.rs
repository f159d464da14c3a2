//! Which headings of a file are its days: decided over the whole file before it is read, so that a heading without a year
//! gets the one that its neighbours say, and a date in the heading of a part makes no day of it.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::super::Why;
use super::super::files::Lines;
use super::super::stamp::Order;
use super::heading::{self, Fence, Heading, Mark, Says};

/// Days that are further apart than this say nothing about each other's years.
const NEAR: i64 = 92;

#[derive(Default)]
pub(super) struct Days {
    /// How days are marked here; `None`: there are none.
    mark: Option<Mark>,
    /// Where headings that begin with a date are as deep as this, one that ends with a date is a day only there.
    level: Option<Mark>,
    /// The days of the headings without a year, by their lines.
    years: HashMap<u64, NaiveDate>,
    /// How many different days the headings tell.
    pub count: usize,
}

/// What a heading is in its file.
pub(super) enum Is {
    Day,
    /// A heading without a year is this day.
    DayOf(NaiveDate),
    /// Text, and worth a word.
    Doubtful(Why),
    Text,
}

struct Seen {
    line: u64,
    mark: Mark,
    says: Brief,
}

enum Brief {
    Day { date: NaiveDate, begins: bool },
    Yearless { month: u32, day: u32, weekday: Option<chrono::Weekday> },
    Year(i32),
}

impl Days {
    /// Reads the headings of a file from where `lines` is. `year` is what its name says.
    pub fn of(mut lines: Lines, is_org: bool, order: Order, year: Option<i32>) -> Result<Self, Why> {
        let (mut fence, mut seen) = (Fence::default(), Vec::new());
        while let Some(line) = lines.next()? {
            let number = lines.number;
            if fence.covers(line.text()) {
                continue;
            }
            let Some(heading) = heading::read(&line, &mut lines, is_org, order)? else { continue };
            let says = match heading.says {
                Says::Day(dated) => Brief::Day { date: dated.at.date, begins: dated.begins },
                Says::Yearless(day) => Brief::Yearless { month: day.month, day: day.day, weekday: day.weekday },
                Says::Year(year) => Brief::Year(year),
                Says::Unclear(_) | Says::Sentence | Says::Words => continue,
            };
            seen.push(Seen { line: number, mark: heading.mark, says });
        }
        Ok(Self::decided(&seen, year))
    }

    fn decided(seen: &[Seen], year: Option<i32>) -> Self {
        let days = || seen.iter().filter(|seen| matches!(seen.says, Brief::Day { .. }));
        let yearless = || seen.iter().filter(|seen| matches!(seen.says, Brief::Yearless { .. }));
        let Some(mark) = days().map(|seen| seen.mark).min().or_else(|| yearless().map(|seen| seen.mark).min()) else {
            return Self::default();
        };
        let begins = |seen: &&Seen| matches!(seen.says, Brief::Day { begins: true, .. }) && seen.mark.is_like(mark);
        let level = seen.iter().filter(begins).map(|seen| seen.mark).min();
        let mut decided = Self { mark: Some(mark), level, ..Self::default() };
        decided.find_years(seen, year);
        let mut dates: Vec<NaiveDate> = seen.iter().filter_map(|seen| decided.date(seen)).collect();
        dates.sort_unstable();
        dates.dedup();
        decided.count = dates.len();
        decided
    }

    /// The day that a heading is here.
    fn date(&self, seen: &Seen) -> Option<NaiveDate> {
        match seen.says {
            Brief::Day { date, begins } => self.is_day(seen.mark, begins).then_some(date),
            Brief::Yearless { .. } => self.years.get(&seen.line).copied(),
            Brief::Year(_) => None,
        }
    }

    fn is_day(&self, mark: Mark, begins: bool) -> bool {
        let is_like = self.mark.is_some_and(|own| own.is_like(mark));
        is_like && (begins || mark == Mark::Level(0) || self.level.is_none_or(|level| level == mark))
    }

    fn find_years(&mut self, seen: &[Seen], named: Option<i32>) {
        let (mut above, mut before) = (None, None);
        for (index, here) in seen.iter().enumerate() {
            let Brief::Yearless { month, day, weekday } = here.says else {
                if let Brief::Year(year) = here.says {
                    above = Some(year);
                }
                before = self.date(here).or(before);
                continue;
            };
            if !self.mark.is_some_and(|own| own.is_like(here.mark)) {
                continue;
            }
            let after = seen[index + 1..].iter().find_map(|seen| match seen.says {
                Brief::Day { .. } => self.date(seen),
                Brief::Yearless { .. } | Brief::Year(_) => None,
            });
            let date = match above.or(named) {
                Some(year) => NaiveDate::from_ymd_opt(year, month, day),
                None => between(before, after, month, day),
            };
            let fits = |date: &NaiveDate| weekday.is_none_or(|said| said == date.weekday());
            if let Some(date) = date.filter(fits) {
                self.years.insert(here.line, date);
                before = Some(date);
            }
        }
    }

    /// What the heading at this line is.
    pub fn what(&self, line: u64, heading: &Heading) -> Is {
        let is_like = self.mark.is_some_and(|own| own.is_like(heading.mark));
        match &heading.says {
            Says::Day(dated) if self.is_day(heading.mark, dated.begins) => Is::Day,
            Says::Day(_) if is_like => Is::Doubtful(Why::DeeperDate),
            Says::Yearless(_) if is_like => match self.years.get(&line) {
                Some(date) => Is::DayOf(*date),
                None => Is::Doubtful(Why::NoYear),
            },
            Says::Unclear(why) if is_like || self.mark.is_none() || matches!(heading.mark, Mark::Level(_)) => {
                Is::Doubtful(why.clone())
            }
            Says::Sentence if is_like => Is::Doubtful(Why::WordsBehindDate),
            Says::Day(_) | Says::Yearless(_) | Says::Unclear(_) | Says::Sentence | Says::Year(_) | Says::Words => {
                Is::Text
            }
        }
    }
}

/// The one day of this month that lies near the days before and behind it, and between them.
fn between(before: Option<NaiveDate>, after: Option<NaiveDate>, month: u32, day: u32) -> Option<NaiveDate> {
    let known: Vec<NaiveDate> = before.into_iter().chain(after).collect();
    let years = known.iter().flat_map(|date| date.year() - 1..=date.year() + 1);
    let mut fitting: Vec<NaiveDate> = years
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|date| known.iter().any(|other| (*date - *other).num_days().abs() <= NEAR))
        .filter(|date| known.len() < 2 || known.iter().min() <= Some(date) && Some(date) <= known.iter().max())
        .collect();
    fitting.sort_unstable();
    fitting.dedup();
    match fitting[..] {
        [date] => Some(date),
        _ => None,
    }
}
