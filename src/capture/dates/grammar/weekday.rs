//! Days of the week: `tue`, `next tue`, 今度の火曜, `(火)`, the 火 of 来週火, `friday week`.

use chrono::Weekday;

use super::{Match, Reader};
use crate::capture::dates::lexicon::{Turn, Unit, Word};
use crate::capture::dates::parts::{Holidays, Part};
use crate::capture::dates::tokens::Kind;

impl Reader<'_> {
    /// The "week" or "fortnight" of "friday week", a British way to say a week after Friday.
    pub(super) fn weeks_behind(&self, at: usize) -> Option<(i64, usize)> {
        let weeks = match self.word(at)? {
            Word::Unit(Unit::Week) if self.is_latin(at) => 1,
            Word::Fortnight => 2,
            _ => return None,
        };
        // "thursday week 3" may be that of the third week; "3pm" and "3-4pm" are hours.
        let is_hour = self.is_hour(at + 1) || self.span_of_time(at + 1).is_some() && self.is_hour(at + 3);
        let is_figure = self.number(at + 1).is_some_and(|(_, digits)| digits > 0 && digits < 3) && !is_hour;
        let goes_on = matches!(self.word(at + 1), Some(Word::Piece(_) | Word::After | Word::Before | Word::Later));
        if is_figure || goes_on { None } else { Some((weeks, at + 1)) }
    }

    /// `tue`, `next tue`, 火曜, 今度の火曜, `(火)`, the 火 of 来週火.
    pub(super) fn weekday(&self, at: usize) -> Option<Match> {
        if let Some(holiday) = self.marked_holiday(at) {
            return Some(holiday);
        }
        let (open, close) =
            (self.is_sign(at, '(') || self.is_sign(at, '['), self.is_sign(at + 2, ')') || self.is_sign(at + 2, ']'));
        if open && close {
            return Match::new(at + 3, vec![Part::Weekday(self.sign_of_weekday(at + 1)?, None)]);
        }
        match (self.word(at)?, self.word(at + 1)) {
            // "friday before last"
            (Word::Weekday(day), Some(Word::Before)) if self.word(at + 2) == Some(Word::Turn(Turn::Last)) => {
                Match::new(
                    at + 3,
                    vec![Part::Weekday(day, Some(Turn::Last)), Part::Then(Unit::Week, -1, Holidays::AsConfigured)],
                )
            }
            (Word::Weekday(day), _) => {
                let weekday = Part::Weekday(day, None);
                match self.weeks_behind(at + 1) {
                    Some((weeks, next)) => {
                        Match::new(next, vec![weekday, Part::Then(Unit::Week, weeks, Holidays::AsConfigured)])
                    }
                    None => Match::new(at + 1, vec![weekday]),
                }
            }
            (Word::Turn(Turn::This), Some(Word::Turn(Turn::Coming))) => match self.word(at + 2)? {
                Word::Weekday(day) => Match::new(at + 3, vec![Part::Weekday(day, Some(Turn::Coming))]),
                Word::Weekend => Match::new(at + 3, vec![Part::Weeks(0), Part::Weekend]),
                _ => None,
            },
            (Word::Turn(turn), Some(Word::Weekday(day))) => Match::new(at + 2, vec![Part::Weekday(day, Some(turn))]),
            (Word::WeekdaySign(day), _) if self.names_weekday_of_week(at) => {
                Match::new(at + 1, vec![Part::Weekday(day, None)])
            }
            (Word::MonthMark, _) if self.names_weekday_of_week(at) => {
                Match::new(at + 1, vec![Part::Weekday(Weekday::Mon, None)])
            }
            _ => None,
        }
    }

    /// The weekday that a word in brackets says.
    fn sign_of_weekday(&self, at: usize) -> Option<Weekday> {
        match self.word(at)? {
            Word::Weekday(day) | Word::WeekdaySign(day) => Some(day),
            Word::MonthMark => Some(Weekday::Mon),
            Word::DayMark => Some(Weekday::Sun),
            _ => None,
        }
    }

    /// The brackets of 11/23(月・祝), 11/23(月祝) and 11/23(祝): the mark of a holiday says nothing about the day.
    fn marked_holiday(&self, at: usize) -> Option<Match> {
        if at == 0 || !(self.is_sign(at, '(') || self.is_sign(at, '[')) {
            return None;
        }
        let weekday = self.sign_of_weekday(at + 1);
        let behind = at + 1 + usize::from(weekday.is_some());
        let joined = ['・', '/', ',', '、'].into_iter().any(|sign| self.is_sign(behind, sign));
        let mark = behind + usize::from(weekday.is_some() && joined);
        let closes = self.is_sign(mark + 1, ')') || self.is_sign(mark + 1, ']');
        let is_mark = self.word(mark) == Some(Word::Holiday) && closes;
        is_mark
            .then(|| Match::new(mark + 2, weekday.map(|day| Part::Weekday(day, None)).into_iter().collect()))
            .flatten()
    }

    /// 20(金), 24（火）: a day of the month and its weekday.
    pub(super) fn day_before_weekday(&self, at: usize) -> Option<Match> {
        let (day, _) = self.number(at).filter(|(day, digits)| (1..=2).contains(digits) && (1..=31).contains(day))?;
        let is_bracketed = self.is_sign(at + 1, '(') && self.is_glued(at + 1) && self.is_sign(at + 3, ')');
        let is_free = at == 0 || !(self.is_sign(at - 1, '/') || self.is_sign(at - 1, '.') || self.is_sign(at - 1, '-'));
        let weekday = self.sign_of_weekday(at + 2).filter(|_| self.japanese && is_bracketed && is_free)?;
        Match::new(at + 4, vec![Part::Day(day), Part::Weekday(weekday, None)])
    }

    /// The 26 of "fri 26", "mon, 22" and "mon (22)"; not the 3 of "fri 3 pages".
    pub(super) fn day_behind_weekday(&self, at: usize) -> Option<Match> {
        let (day, _) = self.number(at).filter(|(day, digits)| (1..=2).contains(digits) && (1..=31).contains(day))?;
        let joins = |at: &usize| self.is_sign(*at, ',') || self.is_sign(*at, '(') || self.is_sign(*at, '.');
        let before = (0..at).rev().find(|at| !joins(at))?;
        let is_behind = matches!(self.word(before), Some(Word::Weekday(_))) && self.is_latin(before);
        let ends = match self.tokens.get(at + 1).map(|next| next.kind) {
            None | Some(Kind::Word(Word::At | Word::Filler | Word::And | Word::Noon | Word::EndOfDay)) => true,
            Some(Kind::Sign(sign)) => {
                let is_joined = self.is_glued(at + 1) && matches!(sign, '/' | ':' | '%' | '-' | '–' | '+');
                !is_joined && (sign != '.' || self.joined_number(at + 1, '.').is_none())
            }
            // A word behind a number is what it counts, unless it is one of those that begin something else.
            Some(Kind::Unknown) => false,
            // "fri 26 5pm", "thursday 18 17:00"
            Some(Kind::Number { .. }) => self.clock(at + 1, false).is_some(),
            Some(Kind::Word(_)) => false,
        };
        if is_behind && ends { Match::new(at + 1, vec![Part::Day(day)]) } else { None }
    }

    /// 来週火, 今週の金: a single character behind a week and before the end of the phrase.
    fn names_weekday_of_week(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.word(at));
        let is_week = |word: Option<Word>| matches!(word, Some(Word::Relative(Unit::Week, _)));
        let behind_week = is_week(before(1)) || (before(1) == Some(Word::Filler) && is_week(before(2)));
        let ends = match self.tokens.get(at + 1) {
            None => true,
            Some(next) => {
                !next.glued
                    || matches!(
                        next.kind,
                        Kind::Number { .. }
                            | Kind::Word(Word::Until | Word::Filler | Word::DayPart(_) | Word::Throughout)
                    )
                    || matches!(next.kind, Kind::Sign(sign) if !matches!(sign, '・' | '/'))
            }
        };
        behind_week && ends
    }
}
