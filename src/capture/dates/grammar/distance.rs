//! So far from today or from another day: `in 2 weeks`, `a week from friday`, 2週間後, 月末の3日前, 翌営業日.

use super::super::lexicon::{Turn, Unit, Word};
use super::super::parts::{MonthPart, Part, YearPart};
use super::{Match, Reader};
use crate::capture::dates::tokens::Kind;
use crate::domain::DateTrouble;

/// A number of units, before anybody says in which direction.
struct Count {
    count: i64,
    unit: Unit,
    next: usize,
}

impl Reader<'_> {
    pub(super) fn distance(&self, at: usize) -> Option<Match> {
        self.signed_count(at).or_else(|| self.next_working_day(at)).or_else(|| self.counted(at))
    }

    /// `in 2 weeks`, `3 days ago`, `2週間後`, `半年後`, `two weeks from friday`, `the day before the 14th`.
    fn counted(&self, at: usize) -> Option<Match> {
        let leads = matches!(self.word(at), Some(Word::In | Word::Within));
        let start = if leads { at + 1 } else { at };
        let Count { count, unit, next } = self.count_and_unit(start, leads)?;
        let holidays = self.holidays(next.saturating_sub(1));
        let back = matches!(self.word(next), Some(Word::Before));
        let then = |sign: i64| Part::Then(unit, sign * count, holidays);
        let goes_on = |at: usize| self.tokens.get(at).is_some();
        match self.word(next) {
            Some(Word::Later | Word::WithinAfter) => self.distance_from_base(unit, count, next, next + 1),
            // "a week ago friday" is a week before the last Friday, or a Friday of last week.
            Some(Word::Ago) if self.is_latin(next) && matches!(self.word(next + 1), Some(Word::Weekday(_))) => None,
            Some(Word::Ago) if !leads => self.distance_from_base(unit, -count, next, next + 1),
            Some(Word::From | Word::After) if self.word(next + 1) == Some(Word::Now) => {
                self.distance_from_base(unit, count, next, next + 2)
            }
            // 5日から10日 is a span of days.
            Some(Word::From | Word::After | Word::Before) if !leads && self.is_latin(next) && goes_on(next + 1) => {
                Match::new(next + 1, vec![then(if back { -1 } else { 1 })])
            }
            Some(Word::After) if !leads => self.distance_from_base(unit, count, next, next + 1),
            Some(Word::Before) if !leads => self.distance_from_base(unit, -count, next, next + 1),
            // "a week today", "a week on friday", "a fortnight tomorrow"
            Some(Word::Relative(Unit::Day, _) | Word::Weekday(_)) if !leads && unit == Unit::Week => {
                Match::new(next, vec![then(1)])
            }
            Some(Word::Filler) if !leads && unit == Unit::Week && self.is_latin(next) => {
                let on_weekday = matches!(self.word(next + 1), Some(Word::Weekday(_)));
                if on_weekday { Match::new(next + 1, vec![then(1)]) } else { None }
            }
            // "in a week from friday"
            Some(Word::From) if leads && self.is_latin(next) && goes_on(next + 1) => {
                Match::new(next + 1, vec![then(1)])
            }
            _ if leads => self.distance_from_base(unit, count, next, next),
            _ => None,
        }
    }

    /// A number and its unit; "the day before" and "the week after" need no number.
    fn count_and_unit(&self, at: usize, leads: bool) -> Option<Count> {
        match self.word(at) {
            Some(Word::HalfYear) => return Some(Count { count: 6, unit: Unit::Month, next: at + 1 }),
            Some(Word::HalfMonth) => return Some(Count { count: 15, unit: Unit::Day, next: at + 1 }),
            Some(Word::OneMonth) => return Some(Count { count: 1, unit: Unit::Month, next: at + 1 }),
            Some(Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::WorkingDay)))
                if !leads && matches!(self.word(at + 1), Some(Word::After | Word::Before)) && self.is_latin(at) =>
            {
                return Some(Count { count: 1, unit, next: at + 1 });
            }
            // "in half an hour", "half an hour ago"
            Some(Word::Half) if self.number(at + 1).is_some() => {
                let is_hour = self.word(at + 2) == Some(Word::Unit(Unit::Hour));
                let is_counted = leads || matches!(self.word(at + 3), Some(Word::Ago | Word::Later | Word::From));
                return (is_hour && is_counted).then_some(Count { count: 30, unit: Unit::Minute, next: at + 3 });
            }
            _ => {}
        }
        // "within the next two weeks", "in the next 3 days"
        let skip = |at: usize, skipped: fn(Word) -> bool| if self.word(at).is_some_and(skipped) { at + 1 } else { at };
        let at = if leads {
            skip(skip(at, |w| w == Word::Filler), |w| matches!(w, Word::Turn(Turn::Next | Turn::Coming)))
        } else {
            at
        };
        let (count, _) = self.number(at)?;
        let count = i64::from(count);
        // 1年半後
        if self.word(at + 1) == Some(Word::YearMark) && self.word(at + 2) == Some(Word::Half) {
            return Some(Count { count: count.saturating_mul(12).saturating_add(6), unit: Unit::Month, next: at + 3 });
        }
        let (count, unit) = match self.word(at + 1)? {
            Word::DayMark => (count, Unit::Day),
            Word::YearMark => (count, Unit::Year),
            Word::MinuteMark => (count, Unit::Minute),
            Word::Fortnight => (count.saturating_mul(2), Unit::Week),
            Word::Unit(unit) => (count, unit),
            _ => return None,
        };
        Some(Count { count, unit, next: self.behind_possessive(at + 2) })
    }

    /// The index behind the rest of "in two weeks' time", "in a week's time".
    fn behind_possessive(&self, at: usize) -> usize {
        let is_apostrophe = self.is_sign(at, '\'') || self.is_sign(at, '’');
        if !is_apostrophe {
            return at;
        }
        let after = if self.word(at + 1) == Some(Word::Letter('s')) { at + 2 } else { at + 1 };
        if self.word(after) == Some(Word::Time) { after + 1 } else { at }
    }

    /// `+3d`, `-2w`, `+1 month`.
    fn signed_count(&self, at: usize) -> Option<Match> {
        let direction = match self.tokens.get(at)?.kind {
            Kind::Sign('+') => 1,
            Kind::Sign('-') => -1,
            _ => return None,
        };
        let (count, _) = self.number(at + 1).filter(|_| self.is_glued(at + 1))?;
        let unit = match self.word(at + 2)? {
            Word::Letter('d') => Unit::Day,
            Word::Letter('w') => Unit::Week,
            Word::Letter('m') => Unit::Month,
            Word::Letter('y') => Unit::Year,
            Word::Unit(unit) => unit,
            _ => return None,
        };
        self.distance_from_base(unit, direction * i64::from(count), at + 2, at + 3)
    }

    /// 翌営業日, `next working day`, 次の営業日.
    fn next_working_day(&self, at: usize) -> Option<Match> {
        if let Word::Relative(Unit::WorkingDay, days) = self.word(at)? {
            return Match::new(at + 1, vec![Part::WorkingDays(days, self.holidays(at))]);
        }
        let turn = match self.word(at)? {
            Word::Turn(Turn::Next | Turn::Coming) => 1,
            Word::Turn(Turn::Last) => -1,
            _ => return None,
        };
        // "the last working day of the month" is none of these.
        if self.word(at + 1) != Some(Word::Unit(Unit::WorkingDay)) || (turn < 0 && self.is_of_a_month(at + 2)) {
            return None;
        }
        Match::new(at + 2, vec![Part::WorkingDays(turn, self.holidays(at + 1))])
    }

    fn distance_from_base(&self, unit: Unit, count: i64, unit_at: usize, next: usize) -> Option<Match> {
        let part = match unit {
            Unit::WorkingDay => Part::WorkingDays(count, self.holidays(unit_at.saturating_sub(1))),
            Unit::Quarter => Part::Month(MonthPart::Relative(count.saturating_mul(3))),
            Unit::FiscalYear => return Match::refused(next, DateTrouble::Unknown),
            other => from_base(other, count),
        };
        let is_moment = matches!(part, Part::Minutes(_));
        Match::new(next, if is_moment { vec![part] } else { vec![part, Part::Exactly] })
    }
}

/// So many units from the base.
pub(super) fn from_base(unit: Unit, count: i64) -> Part {
    match unit {
        Unit::Minute => Part::Minutes(count),
        Unit::Hour => Part::Minutes(count.saturating_mul(60)),
        Unit::Day | Unit::WorkingDay => Part::Days(count),
        Unit::Week => Part::Weeks(count),
        Unit::Month => Part::Month(MonthPart::Relative(count)),
        Unit::Quarter => Part::Month(MonthPart::Relative(count.saturating_mul(3))),
        Unit::Year | Unit::FiscalYear => Part::Year(YearPart::Relative(count)),
    }
}
