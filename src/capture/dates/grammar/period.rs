//! Weeks, months, quarters, halves and fiscal years, their pieces, and what is counted within them.

use super::super::lexicon::{Piece, Turn, Unit, Word};
use super::super::parts::{Counted, FiscalPart, Holidays, MonthPart, Part, YearPart};
use super::distance::from_base;
use super::figures::plain_year;
use super::{Match, Reader};
use crate::domain::DateTrouble;

const QUARTER: u32 = 3;
const HALF: u32 = 6;

impl Reader<'_> {
    /// 今年度, 2026年度, 令和8年度, `this fiscal year`, `FY2026`.
    pub(super) fn fiscal_year(&self, at: usize) -> Option<Match> {
        let starts = self.fiscal_year_start(at);
        let fiscal = |next: usize, part: FiscalPart| Match::new(next, vec![Part::Fiscal(part)]);
        let is_unit = |at: usize| self.word(at) == Some(Word::Unit(Unit::FiscalYear));
        let named = |year: YearPart, next: usize| match year {
            YearPart::Absolute(year, _) => fiscal(next, FiscalPart::NamedYear { year, starts }),
            YearPart::Relative(_) => None,
        };
        match self.word(at) {
            Some(Word::Relative(Unit::FiscalYear, years)) => {
                return fiscal(at + 1, FiscalPart::RelativeYear { years, starts });
            }
            Some(Word::Turn(turn)) if is_unit(at + 1) => {
                let years = turn_count(turn);
                return fiscal(at + 2, FiscalPart::RelativeYear { years, starts });
            }
            Some(Word::Era(era)) if is_unit(at + 2) => {
                let (number, _) = self.number(at + 1)?;
                return match era.year(number) {
                    Some(year) => named(YearPart::Absolute(year, None), at + 3),
                    None => Match::refused(at + 3, DateTrouble::NoSuchDate),
                };
            }
            Some(Word::Unit(Unit::FiscalYear)) => {
                if let Some((year, 4)) = self.number(at + 1) {
                    // Where it does not begin in January, English usage differs about which year gives the name.
                    let is_plain = starts == 1;
                    return if is_plain { named(plain_year(year), at + 2) } else { None };
                }
                let any = FiscalPart::AnyYear { starts };
                // 年度末, "fiscal year end": the piece follows. 年度 alone names no year.
                return match self.piece_word(at + 1) {
                    Some(piece) => Match::new(at + 2, vec![Part::Fiscal(any), Part::Piece(piece)]),
                    None if self.is_latin(at) => fiscal(at + 1, any),
                    None => None,
                };
            }
            _ => {}
        }
        let (year, digits) = self.number(at)?;
        if is_unit(at + 1) && (digits == 4 || year >= 1000) && !self.is_latin(at + 1) {
            return named(plain_year(year), at + 2);
        }
        None
    }

    /// 上期, 第2四半期, `Q2`, `2Q`, `second quarter`, `next quarter`, `first half of the year`.
    pub(super) fn part_of_fiscal_year(&self, at: usize) -> Option<Match> {
        let starts = self.fiscal_start(at);
        let nth = |next: usize, nth: u32, months: u32| {
            if (1..=12 / months).contains(&nth) {
                Match::new(next, vec![Part::Fiscal(FiscalPart::Nth { nth, months, starts })])
            } else {
                Match::refused(next, DateTrouble::NoSuchDate)
            }
        };
        let relative = |next: usize, count: i64, months: u32| {
            Match::new(next, vec![Part::Fiscal(FiscalPart::Relative { count, months, starts })])
        };
        let is_quarter = |at: usize| self.word(at) == Some(Word::Unit(Unit::Quarter));
        match self.word(at) {
            Some(Word::FiscalHalf(half)) => return nth(at + 1, half, HALF),
            Some(Word::AnyHalf) => return relative(at + 1, 0, HALF),
            Some(Word::Relative(Unit::Quarter, count)) => return relative(at + 1, count, QUARTER),
            // "quarter to four" is a time.
            Some(Word::Unit(Unit::Quarter)) if !matches!(self.word(at + 1), Some(Word::To | Word::Past)) => {
                return relative(at + 1, 0, QUARTER);
            }
            Some(Word::Turn(turn)) if is_quarter(at + 1) => return relative(at + 2, turn_count(turn), QUARTER),
            Some(Word::Nth(number)) if is_quarter(at + 1) => return nth(at + 2, number, QUARTER),
            Some(Word::Nth(number @ 1..=2)) if self.word(at + 1) == Some(Word::Half) => {
                let unit_at = self.skip_fillers(at + 2);
                return match self.word(unit_at) {
                    Some(Word::Unit(Unit::Year | Unit::FiscalYear)) if unit_at > at + 2 => {
                        nth(unit_at + 1, number, HALF)
                    }
                    _ if unit_at > at + 2 && self.opens_period(unit_at) => {
                        let piece = if number == 1 { Piece::FirstHalf } else { Piece::SecondHalf };
                        self.piece_of_unit(piece, at + 2)
                    }
                    _ => None,
                };
            }
            Some(Word::NthMark) => {
                let (number, _) = self.number(at + 1)?;
                return if is_quarter(at + 2) { nth(at + 3, number, QUARTER) } else { None };
            }
            Some(Word::Letter(letter @ ('q' | 'h'))) if self.is_glued(at + 1) => {
                let months = if letter == 'q' { QUARTER } else { HALF };
                let (number, _) = self.number(at + 1).filter(|(n, digits)| *digits == 1 && *n <= 12 / months)?;
                let joins = self.is_sign(at + 2, '.') && self.is_glued(at + 2);
                let goes_on = joins || (self.is_glued(at + 2) && self.number(at + 2).is_some());
                return if goes_on { None } else { nth(at + 2, number, months) };
            }
            _ => {}
        }
        let (number, digits) = self.number(at)?;
        let next = match self.word(at + 1)? {
            Word::Letter('q') if digits == 1 && self.is_glued(at + 1) => {
                let starts = self.japanese_fiscal_start();
                return match number {
                    1..=4 => {
                        Match::new(at + 2, vec![Part::Fiscal(FiscalPart::Nth { nth: number, months: QUARTER, starts })])
                    }
                    _ => Match::refused(at + 2, DateTrouble::NoSuchDate),
                };
            }
            Word::Ordinal if is_quarter(at + 2) => at + 3,
            _ => return None,
        };
        nth(next, number, QUARTER)
    }

    /// 第2火曜, 最終金曜, `second tuesday`, `2nd tuesday`, `last friday of june`, `last working day of the month`.
    pub(super) fn counted_in_month(&self, at: usize) -> Option<Match> {
        let (number, day_at) = match self.word(at) {
            Some(Word::NthMark) => (self.number(at + 1)?.0, at + 2),
            Some(Word::Final) => (0, at + 1),
            Some(Word::Nth(number)) => (number, at + 1),
            Some(Word::Turn(Turn::Last)) if self.is_of_a_month(at + 2) => (0, at + 1),
            _ => {
                let (number, digits) = self.number(at)?;
                let is_ordinal = digits > 0 && self.word(at + 1) == Some(Word::Ordinal);
                if is_ordinal { (number, at + 2) } else { return None }
            }
        };
        let counted = match self.word(day_at)? {
            Word::Weekday(weekday) => Counted::Weekday(weekday),
            Word::Unit(Unit::WorkingDay) => Counted::WorkingDay(self.holidays(day_at)),
            _ => return None,
        };
        let most = if matches!(counted, Counted::Weekday(_)) { 5 } else { 23 };
        let is_last = number == 0 && !matches!(self.word(at), Some(Word::NthMark));
        if !is_last && !(1..=most).contains(&number) {
            return Match::refused(day_at + 1, DateTrouble::NoSuchDate);
        }
        Match::new(day_at + 1, vec![Part::Counted(number, counted)])
    }

    /// "of june", "in the month", "of next month".
    pub(super) fn is_of_a_month(&self, at: usize) -> bool {
        let month_at = self.skip_fillers(at);
        month_at > at
            && matches!(
                (self.word(month_at), self.word(month_at + 1)),
                (Some(Word::MonthName(_) | Word::Unit(Unit::Month) | Word::Relative(Unit::Month, _)), _)
                    | (Some(Word::Turn(_)), Some(Word::Unit(Unit::Month)))
            )
    }

    /// `end of month`, `month end`, 月末, 月の終わり, and the 末 of 来月末, whose month stands before it.
    pub(super) fn piece(&self, at: usize) -> Option<Match> {
        if let Some(unit) = self.unit_of_pieces(at) {
            let joined = usize::from(self.word(at + 1) == Some(Word::Filler) && !self.is_latin(at + 1));
            let piece = self.piece_word(at + 1 + joined)?;
            // 月中 and 年中 mean more than one thing.
            let is_bare_throughout = self.word(at + 1) == Some(Word::Throughout);
            if is_bare_throughout {
                return None;
            }
            return Match::new(at + 2 + joined, pieces_of(unit, piece));
        }
        if self.unit_of_opening(at) {
            return self.opening(at);
        }
        if let Some(piece) = self.outer_day(at) {
            return self.piece_of_unit(piece, at + 2);
        }
        let piece = self.piece_word(at)?;
        let is_of_month =
            self.word(at) == Some(Word::LastDay) || matches!(piece, Piece::Early | Piece::Mid | Piece::Late);
        if is_of_month && !self.is_behind_a_period(at) {
            return Match::new(at + 1, vec![Part::Month(MonthPart::Any), Part::Piece(piece)]);
        }
        self.piece_of_unit(piece, at + 1)
    }

    /// Whether a month or another period stands before a piece of it: 来月の中旬, 6月末日.
    fn is_behind_a_period(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|before| self.word(*before) != Some(Word::Filler));
        before.is_some_and(|before| self.word(before) != Some(Word::Opaque))
    }

    /// The "last day" of "last day of june", the "first day" of "first day of next month".
    fn outer_day(&self, at: usize) -> Option<Piece> {
        let is_day_of = self.word(at + 1) == Some(Word::Unit(Unit::Day)) && self.word(at + 2) == Some(Word::Filler);
        match self.word(at)? {
            Word::Turn(Turn::Last) if is_day_of => Some(Piece::End),
            Word::Nth(1) if is_day_of => Some(Piece::Start),
            _ => None,
        }
    }

    /// A piece, and the unit that it is a piece of where one stands from `at` on.
    fn piece_of_unit(&self, piece: Piece, at: usize) -> Option<Match> {
        let joins = |at: usize| self.is_filler(at) || self.is_sign(at, '-');
        let unit_at = (at..self.tokens.len()).find(|next| !joins(*next)).unwrap_or(self.tokens.len());
        // "end of week 3" counts weeks of something else.
        let is_counted = self.number(unit_at + 1).is_some_and(|(_, digits)| (1..3).contains(&digits))
            && !self.is_sign(unit_at + 2, ':')
            && !matches!(self.word(unit_at + 2), Some(Word::DayPart(_)));
        match self.unit_of_pieces(unit_at).filter(|_| self.is_latin(unit_at)) {
            Some(_) if is_counted => None,
            Some(unit) => Match::new(unit_at + 1, pieces_of(unit, piece)),
            None => Match::new(at.max(if self.is_sign(at, '-') { at + 1 } else { at }), vec![Part::Piece(piece)]),
        }
    }

    pub(super) fn piece_word(&self, at: usize) -> Option<Piece> {
        match self.word(at)? {
            Word::Piece(piece) => Some(piece),
            Word::LastDay => Some(Piece::End),
            Word::Throughout | Word::Inside => Some(Piece::Whole),
            _ => None,
        }
    }

    fn unit_of_pieces(&self, at: usize) -> Option<Unit> {
        match self.word(at)? {
            Word::YearMark => Some(Unit::Year),
            Word::MonthMark => Some(Unit::Month),
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) => Some(unit),
            _ => None,
        }
    }

    fn unit_of_opening(&self, at: usize) -> bool {
        self.word(at) == Some(Word::Opens)
    }

    /// 週明け is read with its unit in [`Self::relative`]; the 明け of 来週明け is the beginning of that week.
    fn opening(&self, at: usize) -> Option<Match> {
        let of_week = at > 0 && matches!(self.word(at - 1), Some(Word::Relative(Unit::Week, 1..)));
        if of_week { Match::new(at + 1, vec![Part::Piece(Piece::Start)]) } else { None }
    }

    /// `tomorrow`, 来週, `next month`, `now`, `weekend`, 週明け, `tonight`.
    pub(super) fn relative(&self, at: usize) -> Option<Match> {
        let is_next = |word: Word| self.word(at + 1) == Some(word);
        match self.word(at)? {
            Word::Unit(Unit::Week) if is_next(Word::Opens) => {
                Match::new(at + 2, vec![Part::Weeks(1), Part::Piece(Piece::Start)])
            }
            Word::YearMark if is_next(Word::Opens) => {
                Match::new(at + 2, vec![Part::Month(MonthPart::Named(1)), Part::Day(1)])
            }
            Word::DayAfter => Match::new(at + 1, vec![Part::Days(1)]),
            Word::DayBefore if at > 0 => Match::new(at + 1, vec![Part::Then(Unit::Day, -1, Holidays::AsConfigured)]),
            Word::Relative(unit, count) => self.relative_day(at, unit, count),
            Word::DayAndPart(days, part) => self.day_and_part(at, days, part),
            Word::EndOf(Unit::FiscalYear) => {
                let any = FiscalPart::AnyYear { starts: self.fiscal_year_start(at) };
                Match::new(at + 1, vec![Part::Fiscal(any), Part::Piece(Piece::End)])
            }
            Word::EndOf(unit) => Match::new(at + 1, pieces_of(unit, Piece::End)),
            Word::EndOfDay => Match::new(at + 1, vec![Part::EndOfDay]),
            Word::Now => Match::new(at + 1, vec![Part::Minutes(0)]),
            Word::Weekend => {
                let week_told = (0..at).any(|before| matches!(self.word(before), Some(Word::Relative(Unit::Week, _))));
                let parts = if week_told { vec![Part::Weekend] } else { vec![Part::Weeks(0), Part::Weekend] };
                Match::new(at + 1, parts)
            }
            Word::Turn(turn) => match self.word(at + 1)? {
                Word::Weekend => Match::new(
                    at + 2,
                    vec![Part::Weeks(if turn == Turn::Coming { 0 } else { turn_count(turn) }), Part::Weekend],
                ),
                Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) => {
                    Match::new(at + 2, vec![from_base(unit, turn_count(turn))])
                }
                Word::MonthName(_) => self.turned_month(at, turn),
                _ => None,
            },
            // "second tuesday of the month", "the 14th of the month"
            Word::Unit(Unit::Month) if self.is_latin(at) && self.is_the_one_of(at) => {
                Match::new(at + 1, vec![Part::Month(MonthPart::Any)])
            }
            // "within the week"
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year))
                if self.is_latin(at) && at > 1 && matches!(self.word(at - 2), Some(Word::Within | Word::In)) =>
            {
                Match::new(at + 1, vec![from_base(unit, 0), Part::Piece(Piece::Whole)])
            }
            _ => None,
        }
    }

    /// Whether "of the" stands before a word, with something else before that.
    fn is_the_one_of(&self, at: usize) -> bool {
        at > 2 && self.word(at - 1) == Some(Word::Filler) && matches!(self.word(at - 2), Some(Word::Filler | Word::In))
    }

    /// `next june` and `last june` could be two years each; `this june` is the nearest one.
    fn turned_month(&self, at: usize, turn: Turn) -> Option<Match> {
        match turn {
            Turn::This | Turn::Coming => self.english_month_and_day(at + 1),
            Turn::Next | Turn::Last => None,
        }
    }

    /// `tomorrow`, 来週; and "tomorrow week", which is a week later.
    fn relative_day(&self, at: usize, unit: Unit, count: i64) -> Option<Match> {
        // 来週の今日
        if unit == Unit::Day && count == 0 && self.has_longer_distance(at) {
            return Match::new(at + 1, vec![Part::Exactly]);
        }
        let part = from_base(unit, count);
        match self.weeks_behind(at + 1).filter(|_| unit == Unit::Day) {
            Some((weeks, next)) => Match::new(next, vec![part, Part::Then(Unit::Week, weeks, Holidays::AsConfigured)]),
            None => Match::new(at + 1, vec![part]),
        }
    }

    fn has_longer_distance(&self, at: usize) -> bool {
        at > 1
            && self.word(at - 1) == Some(Word::Filler)
            && matches!(self.word(at - 2), Some(Word::Relative(Unit::Week | Unit::Month | Unit::Year, _)))
    }
}

fn turn_count(turn: Turn) -> i64 {
    match turn {
        Turn::This => 0,
        Turn::Next | Turn::Coming => 1,
        Turn::Last => -1,
    }
}

/// A piece of the month, week or year that comes next or is just past.
fn pieces_of(unit: Unit, piece: Piece) -> Vec<Part> {
    let edge_month = match piece {
        Piece::Start => Some(1),
        Piece::End => Some(12),
        _ => None,
    };
    match (unit, edge_month) {
        (Unit::Week, _) => vec![Part::Weeks(0), Part::Piece(piece)],
        (Unit::Year, Some(month)) => vec![Part::Month(MonthPart::Named(month)), Part::Piece(piece)],
        (Unit::Year, None) => vec![Part::Year(YearPart::Relative(0)), Part::Piece(piece)],
        _ if piece == Piece::Whole => vec![Part::Month(MonthPart::Relative(0)), Part::Piece(piece)],
        _ => vec![Part::Month(MonthPart::Any), Part::Piece(piece)],
    }
}
