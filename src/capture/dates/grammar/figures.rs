//! Dates in figures, months by name, numbers with 年, 月 and 日, eras, days with a name.

use super::super::era::Era;
use super::super::lexicon::{Turn, Word};
use super::super::parts::{MonthPart, Part, YearPart};
use super::{Match, Reader, is_glued_number};
use crate::domain::{DateTrouble, DayOrder};

const SEPARATORS: [char; 3] = ['-', '/', '.'];

fn calendar_day(year: Option<YearPart>, month: u32, day: u32) -> Vec<Part> {
    let year = year.map(Part::Year);
    year.into_iter().chain([Part::Month(MonthPart::Named(month)), Part::Day(day)]).collect()
}

/// A year in figures; years beyond the range of the calendar are refused when the day is looked up.
pub(super) fn plain_year(value: u32) -> YearPart {
    YearPart::Absolute(i32::try_from(value).unwrap_or(i32::MAX), None)
}

/// Month and day of two figures in the order of the configuration, or in the only order that they can have. Where the year
/// comes first, the month stands before the day: there is no thirteenth month in 13/1.
fn month_and_day(first: u32, second: u32, order: DayOrder) -> (u32, u32) {
    let (as_written, turned) = match order {
        DayOrder::Dmy => ((second, first), (first, second)),
        DayOrder::Mdy => ((first, second), (second, first)),
        DayOrder::Ymd => return (first, second),
    };
    let can_be = |(month, day): (u32, u32)| (1..=12).contains(&month) && (1..=31).contains(&day);
    if can_be(as_written) || !can_be(turned) { as_written } else { turned }
}

impl Reader<'_> {
    /// `2026-11-28`, `2026/11/28`, `28.11.2026`, `11/28/2026`, `11/28`, `28.11.`
    pub(super) fn numeric_date(&self, at: usize) -> Option<Match> {
        let (first, first_digits) = self.number(at).filter(|(_, digits)| *digits > 0)?;
        let separator = SEPARATORS.into_iter().find(|sign| self.is_sign(at + 1, *sign))?;
        let (second, second_digits) = self.joined_number(at + 1, separator)?;
        let Some((third, third_digits)) = self.joined_number(at + 3, separator) else {
            return self.two_figures(at, (first, first_digits), (second, second_digits), separator);
        };
        let next = at + 5;
        let order = if separator == '.' && self.order() != DayOrder::Ymd { DayOrder::Dmy } else { self.order() };
        match (first_digits, third_digits) {
            (4.., 1..=2) => Match::new(next, calendar_day(Some(plain_year(first)), second, third)),
            (1..=2, 4) => {
                // A point between figures has the day first wherever the year comes last.
                let order = match order {
                    _ if separator == '.' => DayOrder::Dmy,
                    DayOrder::Dmy => DayOrder::Dmy,
                    DayOrder::Mdy | DayOrder::Ymd => DayOrder::Mdy,
                };
                let (month, day) = month_and_day(first, second, order);
                Match::new(next, calendar_day(Some(plain_year(third)), month, day))
            }
            (2, 2) if separator != '-' && order == DayOrder::Ymd => {
                Match::new(next, calendar_day(Some(plain_year(2000 + first)), second, third))
            }
            (1..=2, 2) if separator != '-' => {
                let (month, day) = if order == DayOrder::Dmy { (second, first) } else { (first, second) };
                // 31/12/27 can have only one order.
                let is_day = |(month, day): (u32, u32)| (1..=12).contains(&month) && (1..=31).contains(&day);
                let turned = !is_day((month, day)) && is_day((day, month)) && first > 12 && third < first;
                let (month, day) = if turned { (day, month) } else { (month, day) };
                if is_day((month, day)) {
                    Match::new(next, calendar_day(Some(plain_year(2000 + third)), month, day))
                } else {
                    Match::refused(next, DateTrouble::Unknown)
                }
            }
            _ => Match::refused(next, DateTrouble::Unknown),
        }
    }

    /// `11/28`, and `28.11.` where the day comes first.
    fn two_figures(&self, at: usize, first: (u32, usize), second: (u32, usize), separator: char) -> Option<Match> {
        if first.1 > 2 || second.1 > 2 {
            return None;
        }
        let closes = self.is_sign(at + 3, '.') && self.is_glued(at + 3);
        match separator {
            '/' => {
                let (month, day) = month_and_day(first.0, second.0, self.order());
                Match::new(at + 3, calendar_day(None, month, day))
            }
            '.' if closes && self.order() == DayOrder::Dmy => Match::new(at + 4, calendar_day(None, second.0, first.0)),
            _ => None,
        }
    }

    /// `令和8年`, `令和元年`, `R8.11.28`.
    pub(super) fn era_year(&self, at: usize) -> Option<Match> {
        let era = match self.word(at)? {
            Word::Era(era) => era,
            Word::Letter(letter) if self.tokens.get(at + 1).is_some_and(is_glued_number) => Era::of_letter(letter)?,
            _ => return None,
        };
        if self.word(at + 1) == Some(Word::FirstYear) {
            return Match::new(at + 2, vec![Part::Year(YearPart::Absolute(era.year(1)?, Some(era)))]);
        }
        let (year_of_era, _) = self.number(at + 1)?;
        let separator = SEPARATORS.into_iter().find(|sign| self.is_sign(at + 2, *sign));
        let month_and_day =
            separator.and_then(|sign| Some((self.joined_number(at + 2, sign)?.0, self.joined_number(at + 4, sign)?.0)));
        let has_mark = self.word(at + 2) == Some(Word::YearMark);
        let next = match month_and_day {
            Some(_) => at + 6,
            None if has_mark => at + 3,
            None => return None,
        };
        let Some(year) = era.year(year_of_era).map(|year| YearPart::Absolute(year, Some(era))) else {
            return Match::refused(next, DateTrouble::NoSuchDate);
        };
        match month_and_day {
            Some((month, day)) => Match::new(next, calendar_day(Some(year), month, day)),
            None => Match::new(next, vec![Part::Year(year)]),
        }
    }

    /// `28 nov`, `28th of november 2026`, `the first of march`, `nov 28`, `November 28, 2026`, `june 2026`.
    pub(super) fn english_month_and_day(&self, at: usize) -> Option<Match> {
        let (month, day, next) = if let Some(Word::MonthName(month)) = self.word(at) {
            let day_at = self.skip_fillers(at + 1);
            let Some((day, next)) = self.day_number(day_at).filter(|_| !self.is_hour(day_at)) else {
                return self.month_alone(at, month);
            };
            (month, day, next)
        } else {
            let (day, next) = self.day_number(at)?;
            // "24-Jun-2026"
            let dashed = self.is_sign(next, '-') && self.is_glued(next) && self.is_glued(next + 1);
            let month_at = if dashed { next + 1 } else { self.skip_fillers(next) };
            let Some(Word::MonthName(month)) = self.word(month_at) else {
                return None;
            };
            (month, day, month_at + 1)
        };
        let next = if next > 0 && self.is_sign(next, '.') && self.takes_point(next - 1) { next + 1 } else { next };
        let is_joint =
            self.is_sign(next, ',') || (self.is_sign(next, '-') && self.is_glued(next) && self.is_glued(next + 1));
        let year_at = if is_joint { next + 1 } else { next };
        match self.number(year_at).filter(|(_, digits)| *digits == 4) {
            Some((year, _)) => Match::new(year_at + 1, calendar_day(Some(plain_year(year)), month, day)),
            None => Match::new(next, calendar_day(None, month, day)),
        }
    }

    /// `28`, `28th`, `twenty-eighth`: the number of a day and the index behind it.
    fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(Word::Nth(day)) = self.word(at) {
            return Some((day, at + 1));
        }
        let (day, _) = self.number(at).filter(|(_, digits)| (1..=2).contains(digits))?;
        let has_mark = self.word(at + 1) == Some(Word::Ordinal) && self.is_glued(at + 1);
        Some((day, if has_mark { at + 2 } else { at + 1 }))
    }

    /// Whether the number at `at` is rather a time of day: "june 15:00", "june 3pm".
    pub(super) fn is_hour(&self, at: usize) -> bool {
        self.is_sign(at + 1, ':') || matches!(self.word(at + 1), Some(Word::DayPart(_) | Word::OClock))
    }

    /// `november`, `november 2026`, `june next year`.
    fn month_alone(&self, at: usize, month: u32) -> Option<Match> {
        let month = Part::Month(MonthPart::Named(month));
        let year_at = self.skip_fillers(at + 1);
        match self.number(year_at).filter(|(_, digits)| *digits == 4) {
            Some((year, _)) => Match::new(year_at + 1, vec![month, Part::Year(plain_year(year))]),
            None => Match::new(at + 1, vec![month]),
        }
    }

    /// `2026年`, `11月`, `28日`, `28th`, `the first of next month`.
    pub(super) fn number_with_mark(&self, at: usize) -> Option<Match> {
        if let Some(Word::Nth(day)) = self.word(at) {
            let of_month = matches!(
                (self.word(at + 1), self.word(self.skip_fillers(at + 1))),
                (
                    Some(Word::Filler),
                    Some(Word::Unit(super::Unit::Month) | Word::Turn(_) | Word::Relative(super::Unit::Month, _))
                )
            );
            // Up to "tenth" it more often counts something: "the first draft".
            let is_day = of_month || (day > 10 && self.tokens.get(at + 1).is_none_or(|next| !next.latin));
            return if is_day { Match::new(at + 1, vec![Part::Day(day)]) } else { None };
        }
        let (value, digits) = self.number(at)?;
        let part = match self.word(at + 1)? {
            Word::YearMark if value >= 1000 => Part::Year(plain_year(value)),
            // "12 月末" is a number and a month's end.
            Word::MonthMark if self.is_glued(at + 1) || self.piece_word(at + 2).is_none() => {
                Part::Month(MonthPart::Named(value))
            }
            Word::DayMark => Part::Day(value),
            Word::Ordinal if digits > 0 && self.is_glued(at + 1) => Part::Day(value),
            _ => return None,
        };
        Match::new(at + 2, vec![part])
    }

    /// The year of "Q3 2026" and "end of 2026", or alone.
    pub(super) fn year_alone(&self, at: usize) -> Option<Match> {
        // 20260703
        if let Some((figures, 8)) = self.number(at).filter(|(figures, _)| (19_000_101..=21_991_231).contains(figures)) {
            let year = plain_year(figures / 10_000);
            return Match::new(at + 1, calendar_day(Some(year), figures / 100 % 100, figures % 100));
        }
        let (year, _) = self.number(at).filter(|(year, digits)| *digits == 4 && (1900..2200).contains(year))?;
        Match::new(at + 1, vec![Part::Year(plain_year(year))])
    }

    /// 元日, "christmas eve"; also "this christmas", "next new year's eve" in the year that they name.
    pub(super) fn named_day(&self, at: usize) -> Option<Match> {
        let fixed = |at: usize| match self.word(at) {
            Some(Word::Fixed(month, day)) => Some((month, day)),
            _ => None,
        };
        if let Some((month, day)) = fixed(at) {
            return Match::new(at + 1, calendar_day(None, month, day));
        }
        let (month, day) = fixed(at + 1)?;
        match self.word(at)? {
            Word::Turn(Turn::This | Turn::Coming) => Match::new(at + 2, calendar_day(None, month, day)),
            _ => None,
        }
    }
}
