//! What runs of tokens mean: the parts of dates and times, before anything is known about the base day.

use std::ops::Range;

use chrono::Weekday;

use super::DateErrorKind;
use super::era::Era;
use super::lexicon::{Turn, Unit, Word};
use super::parts::{DayPart, MonthPart, Part, YearPart};
use super::times;
use super::tokens::{Kind, Token};

/// A run of tokens that has the shape of a date or time.
pub(super) struct Match {
    /// Index of the token after the run.
    pub(super) next: usize,
    /// What the run says, or why there is no such thing.
    pub(super) parts: Result<Vec<Part>, DateErrorKind>,
}

impl Match {
    pub(super) fn new(next: usize, parts: Vec<Part>) -> Option<Self> {
        Some(Self { next, parts: Ok(parts) })
    }

    pub(super) fn refused(next: usize, kind: DateErrorKind) -> Option<Self> {
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
    pub(in crate::capture) kind: DateErrorKind,
}

/// Reads tokens as far as they are understood; the misread part, if there is one, begins where reading ended.
pub(in crate::capture) fn read(tokens: &[Token]) -> (Vec<Found>, Option<Misread>) {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(run) = match_at(tokens, at) else {
            if is_filler(tokens, at) {
                at += 1;
                continue;
            }
            return (found, Some(not_understood(tokens, at)));
        };
        let span = tokens[at].span.start..tokens[run.next - 1].span.end;
        match run.parts {
            Ok(parts) => found.extend(parts.into_iter().map(|part| Found { part, span: span.clone(), next: run.next })),
            Err(kind) => return (found, Some(Misread { span, kind })),
        }
        at = run.next;
    }
    (found, None)
}

/// The tokens from `at` up to the next ones that are understood.
fn not_understood(tokens: &[Token], at: usize) -> Misread {
    let rest = (at + 1..tokens.len()).take_while(|next| match_at(tokens, *next).is_none());
    let last = rest.filter(|next| !is_filler(tokens, *next)).last().unwrap_or(at);
    Misread { span: tokens[at].span.start..tokens[last].span.end, kind: DateErrorKind::Unknown }
}

/// Words and signs that only join the parts, such as の, "at", the dot of "Nov." and the T of an ISO date-time.
pub(in crate::capture) fn is_filler(tokens: &[Token], at: usize) -> bool {
    match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Word(Word::Filler) | Kind::Sign(',' | '@')) => true,
        Some(Kind::Sign('.')) => at > 0 && matches!(word(tokens, at - 1), Some(Word::Weekday(_) | Word::MonthName(_))),
        Some(Kind::Word(Word::Letter('t'))) => tokens[at].glued && tokens.get(at + 1).is_some_and(is_glued_number),
        _ => false,
    }
}

fn is_glued_number(token: &Token) -> bool {
    token.glued && matches!(token.kind, Kind::Number { .. })
}

/// Whether the tokens from an index on have a certain shape.
type Rule = fn(&[Token], usize) -> Option<Match>;

/// The first rule that the tokens from `at` on satisfy. The order matters: longer shapes stand before their beginnings.
fn match_at(tokens: &[Token], at: usize) -> Option<Match> {
    const RULES: &[Rule] = &[
        numeric_date,
        era_year,
        counted,
        english_month_and_day,
        number_with_mark,
        day_after_tomorrow,
        edge,
        relative,
        weekday,
        times::time_of_day,
    ];
    RULES.iter().find_map(|rule| rule(tokens, at))
}

pub(super) fn word(tokens: &[Token], at: usize) -> Option<Word> {
    match tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

pub(super) fn number(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        Kind::Word(Word::Number(value)) => Some((value, 0)),
        _ => None,
    }
}

pub(super) fn is_sign(tokens: &[Token], at: usize, sign: char) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Sign(sign))
}

/// A number in digits right after `separator`, both without space before them.
pub(super) fn joined_number(tokens: &[Token], at: usize, separator: char) -> Option<(u32, usize)> {
    let joined = is_sign(tokens, at, separator) && tokens[at].glued && tokens.get(at + 1).is_some_and(is_glued_number);
    if joined { number(tokens, at + 1) } else { None }
}

fn calendar_day(year: Option<YearPart>, month: u32, day: u32) -> Vec<Part> {
    let year = year.map(Part::Year);
    year.into_iter().chain([Part::Month(MonthPart::Named(month)), Part::DayOfMonth(DayPart::Nth(day))]).collect()
}

/// A year in figures; years beyond the range of the calendar are refused when the day is looked up.
fn plain_year(value: u32) -> YearPart {
    YearPart::Absolute(i32::try_from(value).unwrap_or(i32::MAX), None)
}

/// `2026-11-28`, `2026/11/28`, `2026.11.28`, `11/28/2026`, `11/28`.
fn numeric_date(tokens: &[Token], at: usize) -> Option<Match> {
    let (first, first_digits) = number(tokens, at).filter(|(_, digits)| *digits > 0)?;
    let separator = ['-', '/', '.'].into_iter().find(|sign| is_sign(tokens, at + 1, *sign))?;
    let (second, _) = joined_number(tokens, at + 1, separator)?;
    let Some((third, third_digits)) = joined_number(tokens, at + 3, separator) else {
        let is_month_and_day = separator == '/' && first_digits <= 2;
        return is_month_and_day.then(|| Match::new(at + 3, calendar_day(None, first, second)))?;
    };
    match (first_digits, third_digits) {
        (4.., 1..=2) => Match::new(at + 5, calendar_day(Some(plain_year(first)), second, third)),
        (1..=2, 4) if separator == '/' => Match::new(at + 5, calendar_day(Some(plain_year(third)), first, second)),
        _ => Match::refused(at + 5, DateErrorKind::Unknown),
    }
}

/// `令和8年`, `令和元年`, `R8.11.28`.
fn era_year(tokens: &[Token], at: usize) -> Option<Match> {
    let era = match word(tokens, at)? {
        Word::Era(era) => era,
        Word::Letter(letter) if tokens.get(at + 1).is_some_and(is_glued_number) => Era::of_letter(letter)?,
        _ => return None,
    };
    let (year_of_era, _) = number(tokens, at + 1)?;
    let separator = ['-', '/', '.'].into_iter().find(|sign| is_sign(tokens, at + 2, *sign));
    let month_and_day = separator
        .and_then(|sign| Some((joined_number(tokens, at + 2, sign)?.0, joined_number(tokens, at + 4, sign)?.0)));
    let has_mark = word(tokens, at + 2) == Some(Word::YearMark);
    let next = match month_and_day {
        Some(_) => at + 6,
        None if has_mark => at + 3,
        None => return None,
    };
    let Some(year) = era.year(year_of_era).map(|year| YearPart::Absolute(year, Some(era))) else {
        return Match::refused(next, DateErrorKind::NoSuchDate);
    };
    match month_and_day {
        Some((month, day)) => Match::new(next, calendar_day(Some(year), month, day)),
        None => Match::new(next, vec![Part::Year(year)]),
    }
}

/// So many units from the base: `in 2 weeks`, `3 days ago`, `2週間後`, `半年後`, `+3d`.
fn counted(tokens: &[Token], at: usize) -> Option<Match> {
    if let Some(signed) = signed_count(tokens, at) {
        return Some(signed);
    }
    let leads = matches!(word(tokens, at), Some(Word::In | Word::Within));
    let at = if leads { at + 1 } else { at };
    let (count, unit, next) = count_and_unit(tokens, at)?;
    let (direction, next) = match word(tokens, next) {
        Some(Word::After | Word::WithinAfter) => (1, next + 1),
        Some(Word::Ago) if !leads => (-1, next + 1),
        Some(Word::From) if matches!(word(tokens, next + 1), Some(Word::Now | Word::Relative(Unit::Day, 0))) => {
            (1, next + 2)
        }
        _ if leads => (1, next),
        _ => return None,
    };
    Match::new(next, vec![from_base(unit, direction * count)])
}

fn count_and_unit(tokens: &[Token], at: usize) -> Option<(i64, Unit, usize)> {
    if word(tokens, at) == Some(Word::HalfYear) {
        return Some((6, Unit::Month, at + 1));
    }
    let (count, _) = number(tokens, at)?;
    let unit = match word(tokens, at + 1)? {
        Word::DayMark => Unit::Day,
        Word::YearMark => Unit::Year,
        Word::MinuteMark => Unit::Minute,
        Word::Unit(unit) => unit,
        _ => return None,
    };
    Some((count.into(), unit, at + 2))
}

/// `+3d`, `-2w`, `+1 month`.
fn signed_count(tokens: &[Token], at: usize) -> Option<Match> {
    let direction = match tokens.get(at)?.kind {
        Kind::Sign('+') => 1,
        Kind::Sign('-') => -1,
        _ => return None,
    };
    let (count, _) = number(tokens, at + 1).filter(|_| tokens[at + 1].glued)?;
    let unit = match word(tokens, at + 2)? {
        Word::Letter('d') => Unit::Day,
        Word::Letter('w') => Unit::Week,
        Word::Letter('m') => Unit::Month,
        Word::Letter('y') => Unit::Year,
        Word::Unit(unit) => unit,
        _ => return None,
    };
    Match::new(at + 3, vec![from_base(unit, direction * i64::from(count))])
}

fn from_base(unit: Unit, count: i64) -> Part {
    match unit {
        Unit::Minute => Part::Minutes(count),
        Unit::Hour => Part::Minutes(count.saturating_mul(60)),
        Unit::Day => Part::Days(count),
        Unit::Week => Part::Weeks(count),
        Unit::Month => Part::Month(MonthPart::Relative(count)),
        Unit::Year => Part::Year(YearPart::Relative(count)),
    }
}

/// `28 nov`, `28th of november 2026`, `nov 28`, `November 28, 2026`, and `november` after "end of".
fn english_month_and_day(tokens: &[Token], at: usize) -> Option<Match> {
    let skip = |at: usize, skipped: fn(&[Token], usize) -> bool| if skipped(tokens, at) { at + 1 } else { at };
    let ordinal = |tokens: &[Token], at: usize| word(tokens, at) == Some(Word::Ordinal);
    let (month, day, next) = if let Some(Word::MonthName(month)) = word(tokens, at) {
        let day_at = skip(at + 1, is_filler);
        let day = number(tokens, day_at).filter(|(_, digits)| (1..=2).contains(digits));
        let is_hour = is_sign(tokens, day_at + 1, ':');
        let Some((day, _)) = day.filter(|_| !is_hour) else {
            return month_alone(tokens, at, month);
        };
        (month, day, skip(day_at + 1, ordinal))
    } else {
        let (day, _) = number(tokens, at).filter(|(_, digits)| (1..=2).contains(digits))?;
        let at = skip(skip(at + 1, ordinal), is_filler);
        let Some(Word::MonthName(month)) = word(tokens, at) else {
            return None;
        };
        (month, day, at + 1)
    };
    let year_at = if is_sign(tokens, next, ',') { next + 1 } else { next };
    match number(tokens, year_at).filter(|(_, digits)| *digits == 4) {
        Some((year, _)) => Match::new(year_at + 1, calendar_day(Some(plain_year(year)), month, day)),
        None => Match::new(next, calendar_day(None, month, day)),
    }
}

/// `november`, `november 2026`: a day of it has to stand elsewhere, as in "end of november".
fn month_alone(tokens: &[Token], at: usize, month: u32) -> Option<Match> {
    let month = Part::Month(MonthPart::Named(month));
    match number(tokens, at + 1).filter(|(_, digits)| *digits == 4) {
        Some((year, _)) => Match::new(at + 2, vec![month, Part::Year(plain_year(year))]),
        None => Match::new(at + 1, vec![month]),
    }
}

/// `2026年`, `11月`, `28日`, `28th`.
fn number_with_mark(tokens: &[Token], at: usize) -> Option<Match> {
    let (value, digits) = number(tokens, at)?;
    let part = match word(tokens, at + 1)? {
        Word::YearMark if value >= 1000 => Part::Year(plain_year(value)),
        Word::MonthMark => Part::Month(MonthPart::Named(value)),
        Word::DayMark => Part::DayOfMonth(DayPart::Nth(value)),
        Word::Ordinal if digits > 0 && tokens[at + 1].glued => Part::DayOfMonth(DayPart::Nth(value)),
        _ => return None,
    };
    Match::new(at + 2, vec![part])
}

/// `day after tomorrow`, `day before yesterday`.
fn day_after_tomorrow(tokens: &[Token], at: usize) -> Option<Match> {
    if word(tokens, at)? != Word::Unit(Unit::Day) {
        return None;
    }
    let days = match (word(tokens, at + 1)?, word(tokens, at + 2)?) {
        (Word::After, Word::Relative(Unit::Day, 1)) => 2,
        (Word::Ago, Word::Relative(Unit::Day, -1)) => -2,
        _ => return None,
    };
    Match::new(at + 3, vec![Part::Days(days)])
}

/// `end of month`, `month end`, `月末`, and the 末 of `来月末`, whose month stands before it.
fn edge(tokens: &[Token], at: usize) -> Option<Match> {
    if let Some(unit) = edged_unit(tokens, at) {
        let edge = edge_word(tokens, at + 1)?;
        return Match::new(at + 2, edge_of(unit, edge));
    }
    let edge = edge_word(tokens, at)?;
    let unit_at = (at + 1..tokens.len()).find(|next| !is_filler(tokens, *next)).unwrap_or(tokens.len());
    match edged_unit(tokens, unit_at) {
        Some(unit) => Match::new(unit_at + 1, edge_of(unit, edge)),
        None => Match::new(at + 1, vec![Part::DayOfMonth(edge)]),
    }
}

fn edge_word(tokens: &[Token], at: usize) -> Option<DayPart> {
    match word(tokens, at)? {
        Word::Start => Some(DayPart::First),
        Word::End | Word::Throughout => Some(DayPart::Last),
        _ => None,
    }
}

fn edged_unit(tokens: &[Token], at: usize) -> Option<Unit> {
    match word(tokens, at)? {
        Word::YearMark => Some(Unit::Year),
        Word::MonthMark => Some(Unit::Month),
        Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) => Some(unit),
        _ => None,
    }
}

/// The first or last day of the month, week or year that comes next or is just past.
fn edge_of(unit: Unit, edge: DayPart) -> Vec<Part> {
    let whole = match unit {
        Unit::Week => Some(Part::Weeks(0)),
        Unit::Year => Some(Part::Month(MonthPart::Named(if edge == DayPart::First { 1 } else { 12 }))),
        _ => None,
    };
    whole.into_iter().chain([Part::DayOfMonth(edge)]).collect()
}

/// `tomorrow`, `来週`, `next month`, `now`.
fn relative(tokens: &[Token], at: usize) -> Option<Match> {
    match word(tokens, at)? {
        Word::Relative(unit, count) => Match::new(at + 1, vec![from_base(unit, count)]),
        Word::Now => Match::new(at + 1, vec![Part::Minutes(0)]),
        Word::Turn(turn) => {
            let Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) = word(tokens, at + 1)? else {
                return None;
            };
            let count = match turn {
                Turn::This => 0,
                Turn::Next => 1,
                Turn::Last => -1,
            };
            Match::new(at + 2, vec![from_base(unit, count)])
        }
        _ => None,
    }
}

/// `tue`, `next tue`, `火曜`, `(火)`.
fn weekday(tokens: &[Token], at: usize) -> Option<Match> {
    if is_sign(tokens, at, '(') && is_sign(tokens, at + 2, ')') {
        let day = match word(tokens, at + 1)? {
            Word::Weekday(day) | Word::WeekdaySign(day) => day,
            Word::MonthMark => Weekday::Mon,
            Word::DayMark => Weekday::Sun,
            _ => return None,
        };
        return Match::new(at + 3, vec![Part::Weekday(day, None)]);
    }
    match (word(tokens, at)?, word(tokens, at + 1)) {
        (Word::Weekday(day), _) => Match::new(at + 1, vec![Part::Weekday(day, None)]),
        (Word::Turn(turn), Some(Word::Weekday(day))) => Match::new(at + 2, vec![Part::Weekday(day, Some(turn))]),
        _ => None,
    }
}
