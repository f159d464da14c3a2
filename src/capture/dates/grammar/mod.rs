//! What runs of tokens mean: the parts of dates and times, before anything is known about the base day.
//!
//! - [`figures`]: dates in figures, months by name, numbers with 年, 月, 日, eras
//! - [`distance`]: so far from today or from another day
//! - [`period`]: weeks, months, quarters, fiscal years, and their pieces
//! - [`weekday`]: days of the week
//! - [`super::times`], [`super::spans`]: times of day, spans of time and lengths

mod distance;
mod figures;
mod period;
mod weekday;

use std::ops::Range;

use super::lexicon::{DayPart, Unit, Word};
use super::parts::{Holidays, Part, YearPart};
use super::tokens::{Kind, Token};
use crate::domain::{DateRules, DateTrouble, DayOrder};

/// A run of tokens that has the shape of a date or time.
pub(super) struct Match {
    /// Index of the token after the run.
    pub(super) next: usize,
    /// What the run says, or why there is no such thing.
    pub(super) parts: Result<Vec<Part>, DateTrouble>,
}

impl Match {
    pub(super) fn new(next: usize, parts: Vec<Part>) -> Option<Self> {
        Some(Self { next, parts: Ok(parts) })
    }

    pub(super) fn refused(next: usize, kind: DateTrouble) -> Option<Self> {
        Some(Self { next, parts: Err(kind) })
    }
}

/// A part and the bytes of the text that say it.
#[derive(Clone, Debug)]
pub(in crate::capture) struct Found {
    pub(in crate::capture) part: Part,
    pub(in crate::capture) span: Range<usize>,
    /// Index of the token after the run that says it.
    pub(in crate::capture) next: usize,
}

/// A part of the text that is no date or time, and why.
#[derive(Clone, Debug)]
pub(in crate::capture) struct Misread {
    pub(in crate::capture) span: Range<usize>,
    pub(in crate::capture) kind: DateTrouble,
}

/// The tokens of a text, or of a part of one, and what is needed to read them.
#[derive(Clone, Copy)]
pub(in crate::capture) struct Reader<'a> {
    pub(in crate::capture) tokens: &'a [Token],
    pub(in crate::capture) rules: DateRules,
    /// The text has Japanese letters: figures are written year, month, day.
    pub(in crate::capture) japanese: bool,
}

impl<'a> Reader<'a> {
    pub(in crate::capture) fn part(&self, range: Range<usize>) -> Self {
        Self { tokens: &self.tokens[range], ..*self }
    }

    /// Reads tokens as far as they are understood; the misread part, if there is one, begins where reading ended.
    pub(in crate::capture) fn read(&self) -> (Vec<Found>, Option<Misread>) {
        let tokens = self.tokens;
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some(run) = self.match_at(at) else {
                if self.is_filler(at) || self.is_bracket_of_date(at) {
                    at += 1;
                    continue;
                }
                return (found, Some(self.not_understood(at)));
            };
            let span = tokens[at].span.start..tokens[run.next - 1].span.end;
            match run.parts {
                // 6/20の翌週 is a week that counts from the 20th.
                Ok(_) if matches!(tokens[at].kind, Kind::Word(Word::Following(..))) && found.iter().any(says_day) => {
                    return (found, Some(Misread { span, kind: DateTrouble::Unknown }));
                }
                Ok(parts) => {
                    let behind_a_day = found.iter().any(|before| before.part.is_date());
                    let parts =
                        parts.into_iter().map(|part| if behind_a_day { from_that_day(part, self, at) } else { part });
                    found.extend(parts.map(|part| Found { part, span: span.clone(), next: run.next }));
                }
                Err(kind) => return (found, Some(Misread { span, kind })),
            }
            at = run.next;
        }
        (found, None)
    }

    /// The first rule that the tokens from `at` on satisfy. The order matters: longer shapes stand before their
    /// beginnings.
    fn match_at(&self, at: usize) -> Option<Match> {
        self.numeric_date(at)
            .or_else(|| self.era_year(at))
            .or_else(|| self.fiscal_year(at))
            .or_else(|| self.part_of_fiscal_year(at))
            .or_else(|| self.distance(at))
            .or_else(|| self.counted_in_month(at))
            .or_else(|| self.span_of_time(at))
            .or_else(|| self.english_month_and_day(at))
            .or_else(|| self.day_before_weekday(at))
            .or_else(|| self.number_with_mark(at))
            .or_else(|| self.piece(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.time_of_day(at))
            .or_else(|| self.vague_time(at))
            .or_else(|| self.length_of_time(at))
            .or_else(|| self.named_day(at))
            .or_else(|| self.year_alone(at))
            .or_else(|| self.day_behind_weekday(at))
    }

    /// The tokens from `at` up to the next ones that are understood.
    fn not_understood(&self, at: usize) -> Misread {
        let rest = (at + 1..self.tokens.len()).take_while(|next| self.match_at(*next).is_none());
        let last = rest.filter(|next| !self.is_filler(*next)).last().unwrap_or(at);
        Misread { span: self.tokens[at].span.start..self.tokens[last].span.end, kind: DateTrouble::Unknown }
    }

    /// Words and signs that only join the parts, such as の, "at", the dot of "Nov." and the T of an ISO date-time.
    pub(in crate::capture) fn is_filler(&self, at: usize) -> bool {
        let tokens = self.tokens;
        match tokens.get(at).map(|token| token.kind) {
            Some(Kind::Word(Word::Filler | Word::At | Word::From) | Kind::Sign(',' | '@')) => true,
            Some(Kind::Word(Word::In | Word::Within)) => self.opens_period(at + 1),
            Some(Kind::Sign('.')) => at > 0 && tokens[at].glued && self.takes_point(at - 1),
            Some(Kind::Word(Word::Letter('t'))) => tokens[at].glued && tokens.get(at + 1).is_some_and(is_glued_number),
            _ => false,
        }
    }

    /// Only a short form has a point: "Nov. 28", "Sat., 28 Nov". Behind "friday" and "may" a sentence ends.
    fn takes_point(&self, at: usize) -> bool {
        let length = self.tokens.get(at).map_or(0, |token| token.span.len());
        match self.word(at) {
            Some(Word::Weekday(_)) => length <= "thurs".len(),
            Some(Word::MonthName(5)) => false,
            Some(Word::MonthName(6 | 7)) => length == "jun".len(),
            Some(Word::MonthName(_)) => length <= "sept".len(),
            _ => false,
        }
    }

    /// Whether a month, a relative week and the like stand here: "in june", "within the week".
    fn opens_period(&self, at: usize) -> bool {
        let at = if self.word(at) == Some(Word::Filler) { at + 1 } else { at };
        matches!(
            self.word(at),
            Some(
                Word::MonthName(_)
                    | Word::Turn(_)
                    | Word::Relative(..)
                    | Word::DayPart(_)
                    | Word::Unit(Unit::Week | Unit::Month | Unit::Year | Unit::Quarter | Unit::FiscalYear)
            )
        ) || matches!(self.number(at), Some((_, 4)))
    }

    /// A bracket around a date that says again which day is meant: 来週火曜（6/16）. What is in it is checked like any
    /// other part.
    fn is_bracket_of_date(&self, at: usize) -> bool {
        let sign = |open: char, close: char| {
            let is_open = self.is_sign(at, open) && at > 0;
            let closes = (at + 1..self.tokens.len()).any(|next| self.is_sign(next, close));
            let was_opened = (0..at).any(|before| self.is_sign(before, open));
            (is_open && closes) || (self.is_sign(at, close) && was_opened)
        };
        sign('(', ')') || sign('[', ']')
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        match self.tokens.get(at)?.kind {
            Kind::Word(Word::Following(unit, count)) => Some(Word::Relative(unit, count)),
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// A number and how many digits it has, 0 when it is in words.
    pub(in crate::capture) fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.tokens.get(at)?.kind {
            Kind::Number { value, digits } => Some((value, digits)),
            Kind::Word(Word::Number(value)) => Some((value, 0)),
            _ => None,
        }
    }

    pub(in crate::capture) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Sign(sign))
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn is_latin(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.latin)
    }

    /// A number in digits right after `separator`, both without space before them.
    pub(super) fn joined_number(&self, at: usize, separator: char) -> Option<(u32, usize)> {
        let is_joined =
            self.is_sign(at, separator) && self.is_glued(at) && self.tokens.get(at + 1).is_some_and(is_glued_number);
        if is_joined { self.number(at + 1) } else { None }
    }

    /// The index behind any fillers from `at` on.
    pub(super) fn skip_fillers(&self, at: usize) -> usize {
        (at..self.tokens.len()).find(|next| !self.is_filler(*next)).unwrap_or(self.tokens.len())
    }

    /// The month in which the quarters and halves of words in this language begin to count.
    pub(super) fn fiscal_start(&self, at: usize) -> u32 {
        self.rules.fiscal_year_starts.unwrap_or(if self.is_english(at) { 1 } else { IN_APRIL })
    }

    /// The month in which the fiscal year of words in this language begins; in English ones that of the region.
    pub(super) fn fiscal_year_start(&self, at: usize) -> u32 {
        let of_region = self.rules.fiscal_year_of_region.filter(|_| self.is_english(at));
        self.rules.fiscal_year_starts.or(of_region).unwrap_or_else(|| self.fiscal_start(at))
    }

    /// 3Q: a Japanese way to write a quarter of the fiscal year; the English one is Q3.
    pub(super) fn japanese_fiscal_start(&self) -> u32 {
        self.rules.fiscal_year_starts.unwrap_or(IN_APRIL)
    }

    fn is_english(&self, at: usize) -> bool {
        self.is_latin(at) && !self.japanese
    }

    /// Whose holidays are no working days for the word at `at`.
    pub(super) fn holidays(&self, at: usize) -> Holidays {
        if self.is_latin(at) { Holidays::AsConfigured } else { Holidays::OfJapan }
    }

    pub(super) fn order(&self) -> DayOrder {
        if self.japanese { DayOrder::Ymd } else { self.rules.order }
    }
}

fn is_glued_number(token: &Token) -> bool {
    token.glued && matches!(token.kind, Kind::Number { .. })
}

/// 金曜の2日前 counts from the Friday, and so does 2日前 behind any other day.
fn from_that_day(part: Part, reader: &Reader<'_>, at: usize) -> Part {
    let is_counted =
        reader.number(at).is_some() && !reader.is_sign(at + 1, '/') || reader.word(at) == Some(Word::DayAfter);
    match part {
        Part::Days(days) if is_counted => Part::Then(Unit::Day, days, Holidays::AsConfigured),
        Part::WorkingDays(days, holidays) if is_counted => Part::Then(Unit::WorkingDay, days, holidays),
        Part::Weeks(weeks) if is_counted => Part::Then(Unit::Week, weeks, Holidays::AsConfigured),
        Part::Month(super::parts::MonthPart::Relative(months)) if is_counted => {
            Part::Then(Unit::Month, months, Holidays::AsConfigured)
        }
        Part::Year(YearPart::Relative(years)) if is_counted => Part::Then(Unit::Year, years, Holidays::AsConfigured),
        other => other,
    }
}

/// The month in which the Japanese fiscal year begins.
const IN_APRIL: u32 = 4;

fn says_day(found: &Found) -> bool {
    found.part.is_date()
}

/// Whether a word of the clock is one of the two halves of the day.
pub(super) fn is_half_of_day(part: DayPart) -> bool {
    matches!(part, DayPart::Am | DayPart::Pm)
}
