//! Dates and times in words, in English and Japanese.
//!
//! The text is folded first (NFKC, lower case), so full-width figures count. Parts may stand in any order, joined by
//! particles (の, に, "at", "on"); whatever is not understood is named in the error, as it was typed. The rules:
//!
//! - Weeks begin on Monday. 来週の火曜 and `next tue` are the Tuesday of the week after the base's, `tue next week` too.
//! - A bare weekday is strictly after the base, looking back strictly before it. `last fri` is the latest Friday before
//!   the base. `this fri` and 今週の金曜 are the Friday of the base's week; the English one moves on by a week when that
//!   day is not where we look.
//! - A month and day, a day of the month, a month end (月末) or year end without more is the nearest one that is not
//!   before (looking back: not after) the base; the base itself counts. A time alone is found the same way.
//! - `next week`, 来週, 来月, 1か月後 alone count from the base; a shorter month gives its last day. `this week`, 今月
//!   alone are the last day of it, looking back the first. The end of a week is its Sunday.
//! - `3/4` is the fourth of March. A weekday beside a full date has to agree with it.
//! - Dates that do not exist (2月30日, 昭和65年1月1日) and years outside 1868 to 9999 are refused, and so is 24:00. Twelve
//!   o'clock is noon with "pm" and 午後, and midnight with "am" and 午前.

mod era;
mod fold;
mod grammar;
mod lexicon;
mod parts;
mod resolve;
#[cfg(test)]
mod tests;
mod times;
mod tokens;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

pub(super) use grammar::{is_filler, read};
pub(super) use lexicon::Word;
pub(super) use resolve::resolve;
pub(super) use tokens::{Kind, Token, tokenize};

use grammar::{Found, Misread};
use parts::Part;

/// Where a phrase without a full date points: what is due lies ahead, what was held lies behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Forward,
    Back,
}

/// A day, and what was said about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedMoment {
    pub date: NaiveDate,
    /// `None`: no time was told.
    pub time: Option<NaiveTime>,
    /// The offset from UTC that an RFC 3339 text carries; `None`: the clock on the wall here.
    pub offset: Option<FixedOffset>,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateErrorKind {
    /// Words that are not known, or that say nothing together.
    Unknown,
    /// 2026-02-30, 11/31, 平成40年1月1日.
    NoSuchDate,
    /// 25:00, 13 pm.
    NoSuchTime,
    /// Nothing but white space.
    Empty,
}

/// A text that is no date, and which part of it is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// The exact part of the input, as typed; empty when the input is.
    pub not_understood: String,
    pub kind: DateErrorKind,
}

/// Reads a day. A time of day in the text is not understood.
pub fn parse_date(text: &str, base: NaiveDate, look: Look) -> Result<NaiveDate, DateError> {
    let found = read_only(text, Part::is_date)?;
    let moment = resolve(&found, base.and_time(NaiveTime::MIN), look).map_err(|misread| misread.of(text))?;
    Ok(moment.date)
}

/// Reads a day, a time or both. A time alone is the nearest one from `base`.
pub fn parse_datetime(text: &str, base: NaiveDateTime, look: Look) -> Result<ParsedMoment, DateError> {
    let found = read_only(text, |_| true)?;
    resolve(&found, base, look).map_err(|misread| misread.of(text))
}

/// The parts of a text that is understood to its end, has at least one part, and none that is not allowed.
fn read_only(text: &str, allowed: impl Fn(Part) -> bool) -> Result<Vec<Found>, DateError> {
    let tokens = tokenize(text);
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Err(DateError { not_understood: String::new(), kind: DateErrorKind::Empty });
    };
    let whole = first.span.start..last.span.end;
    let (found, misread) = read(&tokens);
    if let Some(refused) = found.iter().find(|found| !allowed(found.part)) {
        return Err(Misread { span: refused.span.clone(), kind: DateErrorKind::Unknown }.of(text));
    }
    match misread {
        Some(misread) => Err(misread.of(text)),
        None if found.is_empty() => Err(Misread { span: whole, kind: DateErrorKind::Unknown }.of(text)),
        None => Ok(found),
    }
}

impl Misread {
    fn of(self, text: &str) -> DateError {
        DateError { not_understood: text.get(self.span).unwrap_or(text).to_owned(), kind: self.kind }
    }
}
