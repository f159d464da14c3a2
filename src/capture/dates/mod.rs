//! Dates and times in words, in English and Japanese.
//!
//! A text goes through four steps: [`fold`] (NFKC, lower case, so full-width figures count), [`tokens`] (numbers, words
//! of [`lexicon`], signs), [`grammar`] (runs of tokens become [`parts`]; [`times`] for the clock), and [`resolve`] (parts
//! become days, seen from a base). Parts may stand in any order, joined by particles (の, に, "at", "on"); whatever is
//! not understood is named in the error, as it was typed. `docs/en/dates.md` and `docs/ja/dates.md` have a table of
//! phrases, written from the one that the tests run ([`table`]). The rules:
//!
//! - Weeks begin on Monday. 来週の火曜 and `next tue` are the Tuesday of the week after the base's, `tue next week` too.
//! - A bare weekday is strictly after the base, looking back strictly before it; 今度の and "coming" are strictly after.
//!   `last fri` is the latest Friday before the base. `this fri` and 今週の金曜 are the Friday of the base's week; the
//!   English one moves on by a week when that day is not where we look.
//! - A month and day, a day of the month, a month end (月末) or year end without more is the nearest one that is not
//!   before (looking back: not after) the base; the base itself counts. A time alone is found the same way.
//! - 1か月後, `in a week` count from the base; a shorter month gives its last day. Looking forward, `next week` and 今週 alone
//!   are the last working day of that week, not the same weekday of that week; looking back, 先週 and
//!   `last month` count from the base. Any other period (`next month`, 今年度, 6月, 上旬) is its last day looking forward, its
//!   first looking back. A week ends on Sunday.
//! - Figures: year first where it has four figures. Of two figures, and of three with the year last, the order is that of
//!   [`DateRules`], or the only one that gives a date (14/12). Beside Japanese letters `3/12` is month and day. With
//!   points the day is first (14.12.2026); `15.30` is a time, because there is no thirtieth month.
//! - A fiscal year begins in April in Japanese words, in English ones as is usual in the region ([`DateRules`]), unless the
//!   configuration says otherwise. 期 is the fiscal year, 上期 and 下期 its halves, 3Q its third quarter; Q3 is one of the
//!   calendar. Without a year the running one is meant, also from January to March.
//! - `fri 26` is Friday the 26th. `fri 10 to 11` goes from hour to hour; `ten to eleven` and `20 to 3` are times.
//! - Working days are Monday to Friday without holidays: those of Japan in Japanese words (national holidays law), and
//!   the days off of the configuration.
//! - Whatever says the day twice has to agree: 来週火曜（6/16）, 月末(6/30), `tue 16 june`.
//! - Dates that do not exist (2月30日, 昭和65年1月1日) and years outside 1868 to 9999 are refused, and so is 24:00, but for
//!   Japanese texts: 金曜25時 is one o'clock on Saturday. So are the hours of the night behind a day: 金曜の深夜1時, 金曜の夜0時,
//!   "tonight at midnight". Twelve
//!   o'clock is noon with "pm" and 午後, and midnight with "am" and 午前. An hour from 1 to 6 in one figure (`at 3`, 3時,
//!   `3:30`) is in the afternoon unless it says otherwise (03:30, `3 am`, 朝5時).

mod era;
mod fold;
mod grammar;
mod lexicon;
mod parts;
mod resolve;
mod spans;
#[cfg(test)]
mod tests;
mod times;
mod tokens;

use std::ops::Range;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

pub(super) use grammar::{Found, Misread, Reader};
pub(super) use lexicon::{Piece, Unit, Word};
pub(super) use parts::{MonthPart, Part, YearPart};
pub(super) use resolve::{resolve, resolve_days};
pub(super) use tokens::{Kind, Token, tokenize};

use crate::domain::{DateRules, DateTrouble};

/// Where a phrase without a full date points: what is due lies ahead, what was held lies behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Forward,
    Back,
}

/// A day, and what was said about the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedMoment {
    pub date: NaiveDate,
    /// A day was told, not a time alone.
    pub day_is_told: bool,
    /// `None`: no time was told.
    pub time: Option<NaiveTime>,
    /// The offset from UTC that an RFC 3339 text carries; `None`: the clock on the wall here.
    pub offset: Option<FixedOffset>,
    /// How long it takes, where that was told: 15:30-16:30, 15時から1時間.
    pub minutes: Option<u32>,
    /// The bytes that say a part of the day without an hour: "tomorrow morning".
    pub vague: Option<Range<usize>>,
    /// The bytes that say several days, of which `date` is one: "next week".
    pub several: Option<Range<usize>>,
}

/// A text that is no date, and which part of it is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// The exact part of the input, as typed; empty when the input is.
    pub not_understood: String,
    pub kind: DateTrouble,
}

/// Reads a day. A time of day in the text is not understood.
pub fn parse_date(text: &str, base: NaiveDate, look: Look, rules: DateRules) -> Result<NaiveDate, DateError> {
    let found = read_only(text, rules, Part::is_date)?;
    let moment = resolve(&found, base.and_time(NaiveTime::MIN), look, rules).map_err(|misread| misread.of(text))?;
    Ok(moment.date)
}

/// Reads a day or a whole period, such as a month: its first and its last day.
pub fn parse_days(
    text: &str,
    base: NaiveDate,
    look: Look,
    rules: DateRules,
) -> Result<(NaiveDate, NaiveDate), DateError> {
    let found = read_only(text, rules, Part::is_date)?;
    resolve_days(&found, base, look, rules).map_err(|misread| misread.of(text))
}

/// The longest that something takes, in minutes: a day.
const LONGEST: u32 = 24 * 60;
/// The same beside a day without a time: more hours than that may be an hour of the day, 9h or 15h.
const LONGEST_ALONE: u32 = 6 * 60;

/// Reads a day, a time or both. A time alone is the nearest one from `base`. Of a week or a month it has to be told which
/// day is meant.
pub fn parse_datetime(
    text: &str,
    base: NaiveDateTime,
    look: Look,
    rules: DateRules,
) -> Result<ParsedMoment, DateError> {
    let found = read_only(text, rules, |_| true)?;
    moment_of(text, found, base, look, rules)
}

/// Reads a day, a time or both in the place of another moment. What counts from a day that is not named counts from that
/// moment, not from now: "a day later", +1w, 1週間後, 翌週, 30分後.
pub fn parse_datetime_instead(
    text: &str,
    now: NaiveDateTime,
    instead_of: NaiveDateTime,
    look: Look,
    rules: DateRules,
) -> Result<ParsedMoment, DateError> {
    let mut found = read_only(text, rules, |_| true)?;
    if !counts_from_another(text, &found) {
        return moment_of(text, found, now, look, rules);
    }
    // 翌週 alone is the same weekday of that week.
    let is_whole = |found: &Found| matches!(found.part, Part::Weeks(_) | Part::Month(_) | Part::Year(_));
    let is_told_closer = |found: &Found| matches!(found.part, Part::Weekday(..) | Part::Exactly | Part::Day(_));
    if let Some(whole) = found.iter().find(|found| is_whole(found)).filter(|_| !found.iter().any(is_told_closer)) {
        let exactly = Found { part: Part::Exactly, ..whole.clone() };
        found.push(exactly);
    }
    moment_of(text, found, instead_of, look, rules)
}

/// Whether a text counts from a day or a moment that it does not name.
fn counts_from_another(text: &str, found: &[Found]) -> bool {
    let tokens = tokenize(text);
    let is_sign = |token: &Token| matches!(token.kind, Kind::Sign('+' | '-'));
    let last = tokens.len().saturating_sub(1);
    let counts = tokens.iter().enumerate().any(|(at, token)| match token.kind {
        Kind::Word(Word::DayAfter | Word::Following(..) | Word::Later) => true,
        Kind::Word(Word::Ago) => !token.latin,
        Kind::Word(Word::After | Word::Before) => at == last,
        _ => at == 0 && is_sign(token),
    });
    let from_now = tokens.iter().any(|token| matches!(token.kind, Kind::Word(Word::Now)));
    let names_no_day = found.iter().all(|found| match found.part {
        Part::Month(month) => matches!(month, MonthPart::Relative(_)),
        Part::Year(year) => matches!(year, YearPart::Relative(_)),
        Part::Days(_) | Part::WorkingDays(..) | Part::Weeks(_) | Part::Weekday(_, None) | Part::Exactly => true,
        part => !part.is_date(),
    });
    counts && !from_now && names_no_day
}

/// The moment that the parts of a text tell.
fn moment_of(
    text: &str,
    mut found: Vec<Found>,
    base: NaiveDateTime,
    look: Look,
    rules: DateRules,
) -> Result<ParsedMoment, DateError> {
    let is_timed = |found: &Found| matches!(found.part, Part::Time(_) | Part::Until(_) | Part::Minutes(_));
    let length = found.iter().position(|found| matches!(found.part, Part::Lasts(_)));
    // "tue for 45 min": the text gives no time of day; the caller may know the usual one.
    let length = length.filter(|_| found.len() > 1 && !found.iter().any(is_timed)).map(|at| found.remove(at));
    let mut moment = resolve(&found, base, look, rules).map_err(|misread| misread.of(text))?;
    if moment.day_is_told && found.iter().any(|found| found.part == Part::NextDay) {
        moment.date = night_behind(&moment, base, look).unwrap_or(moment.date);
    }
    match length {
        Some(Found { part: Part::Lasts(minutes), .. }) if (1..=LONGEST_ALONE).contains(&minutes) => {
            moment.minutes = Some(minutes);
        }
        Some(length) => {
            return Err(Misread { span: length.span, kind: DateTrouble::NoSuchLength }.of(text));
        }
        None => {}
    }
    match (&moment.several, &moment.vague) {
        (Some(span), _) => Err(Misread { span: span.clone(), kind: DateTrouble::NeedsDay }.of(text)),
        (None, Some(span)) if moment.time.is_none() => {
            Err(Misread { span: span.clone(), kind: DateTrouble::NoHour }.of(text))
        }
        (None, _) => Ok(moment),
    }
}

/// The day behind the one that is told, on which the hours of its night lie; not where that is still to come, looking back.
fn night_behind(moment: &ParsedMoment, base: NaiveDateTime, look: Look) -> Option<NaiveDate> {
    let day = moment.date.succ_opt()?;
    let is_to_come = day.and_time(moment.time?) > base;
    (look == Look::Forward || !is_to_come).then_some(day)
}

/// Reads a length alone, in minutes: `1h`, "an hour and a half", 1時間半.
pub fn parse_length(text: &str) -> Option<u32> {
    let found = read_only(text, DateRules::default(), |part| matches!(part, Part::Lasts(_))).ok()?;
    match found.as_slice() {
        [Found { part: Part::Lasts(minutes), .. }] => Some(*minutes).filter(|minutes| (1..=LONGEST).contains(minutes)),
        _ => None,
    }
}

/// Whether a text has Japanese letters.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}'))
}

/// The parts of a text that is understood to its end, has at least one part, and none that is not allowed.
fn read_only(text: &str, rules: DateRules, allowed: impl Fn(Part) -> bool) -> Result<Vec<Found>, DateError> {
    let tokens = tokenize(text);
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Err(DateError { not_understood: String::new(), kind: DateTrouble::Empty });
    };
    let whole = first.span.start..last.span.end;
    let (found, misread) = Reader { tokens: &tokens, rules, japanese: is_japanese(text) }.read();
    if let Some(refused) = found.iter().find(|found| !allowed(found.part)) {
        return Err(Misread { span: refused.span.clone(), kind: DateTrouble::Unknown }.of(text));
    }
    match misread {
        Some(misread) => Err(misread.of(text)),
        None if found.is_empty() => Err(Misread { span: whole, kind: DateTrouble::Unknown }.of(text)),
        None => Ok(found),
    }
}

impl Misread {
    fn of(self, text: &str) -> DateError {
        DateError { not_understood: text.get(self.span).unwrap_or(text).to_owned(), kind: self.kind }
    }
}
