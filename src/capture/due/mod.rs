//! The due date that a line carries in its words.
//!
//! In a note a date is due only with its word, so "read pages 3/4" is none: `by fri`, `due 11/28`, `within 2 weeks`,
//! `7/3まで`, `金曜までに`, `1週間以内に`, `今週中に`, `締切は7/3`, `7/3締切`. Two different days give no date, unless the second one
//! corrects the first ([`several`]). Dates look forward from the base; what lies before it ("昨日まで") is not due, and a
//! month and day without a year that has just passed is not read, because it hardly means the one of next year. What need not,
//! cannot or should have been done by a day is not due then ([`denied`]). Code has no date ([`super::code`]).
//!
//! A phrase stands on its own ([`bounds`]): what comes before it, or behind it, is a boundary or part of a phrase that is
//! understood whole. What is not understood whole is no date, and [`Said::Unread`] says so where somebody meant one. Another
//! date beside it, or words that make another day of it ([`beside`]), and words that make it the date of something else
//! ([`otherwise`]), are reasons not to read it.

mod asked;
mod beside;
mod bounds;
mod denied;
mod habit;
mod hours;
mod next_time;
mod otherwise;
mod quotes;
mod several;
#[cfg(test)]
mod tests;
mod typos;

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};

use super::dates::{
    Found, Kind, Look, MonthPart, Part, Piece, Reader, Token, Unit, Word, YearPart, is_japanese, resolve, tokenize,
};
use crate::domain::entry::{Entry, EntryState};
use crate::domain::{DateRules, DateTrouble};

use beside::Joined;
use next_time::Next;
pub use next_time::{is_next_time, means_next_time};
use otherwise::Otherwise;

/// A due date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The bytes of the text that say it, its word included.
    pub phrase: Range<usize>,
    /// Never before the base.
    pub date: NaiveDate,
}

/// What the words of a line say about when it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    Day(Due),
    /// 次回まで, "by next time": on the day of the pair's next session, whenever that is. The bytes that say it.
    NextTime(Range<usize>),
    /// A word for a due date with words that are no date, as far as they are understood. The bytes of the word.
    Unread(Range<usize>),
}

/// What a line that waits says about its due date where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    /// Due at the pair's next session, and none is planned.
    NextTime,
    /// There are words for a due date, and no date was read from them.
    Unread,
}

/// What is told beside an open promise without a due date, unless somebody has chosen by hand that it has none.
pub fn undated(entry: &Entry, rules: DateRules) -> Option<Undated> {
    let waits = entry.kind.has_life() && entry.state == EntryState::Open;
    if !waits || entry.due.is_some() {
        return None;
    }
    if entry.is_due_next_time() {
        return Some(Undated::NextTime);
    }
    if entry.due_chosen {
        return None;
    }
    if entry.due_phrase.as_deref().is_some_and(is_next_time) {
        return Some(Undated::NextTime);
    }
    let body = super::note::body(entry.raw.text()?);
    // Whether words are understood does not depend on the day from which they are seen, but for what is past.
    let base = DateTime::from_timestamp_millis(entry.created).unwrap_or_default().date_naive();
    matches!(read_due(&body, base, rules), Said::Unread(_)).then_some(Undated::Unread)
}

/// A date phrase is at most this many tokens long; the longest sensible ones have about half as many.
const LONGEST_PHRASE: usize = 20;

/// The due date in a text, seen from `base`: the date of the note's session.
pub fn find_due(body: &str, base: NaiveDate, rules: DateRules) -> Option<Due> {
    match read_due(body, base, rules) {
        Said::Day(due) => Some(due),
        Said::Nothing | Said::NextTime(_) | Said::Unread(_) => None,
    }
}

/// What a text says about when it is due, seen from `base`.
pub fn read_due(body: &str, base: NaiveDate, rules: DateRules) -> Said {
    let body = &super::code::without_code(body);
    let tokens = tokenize(body);
    let reader = Reader { tokens: &tokens, rules, japanese: is_japanese(body) };
    let line = Line { text: body, base, reader, quotes: quotes::quotes(body) };
    let mut aside = None;
    let mut last: Option<(Said, Range<usize>)> = None;
    for at in (0..tokens.len()).rev() {
        match (line.said_at(at), &last) {
            ((Said::Nothing, _), _) => {}
            ((said @ Said::Unread(_), true), _) => aside = aside.or(Some(said)),
            ((said @ Said::Unread(_), false), None) => return said,
            ((Said::Unread(_), false), Some(_)) => {}
            ((said, _), None) => last = Some((said, tokens[at].span.clone())),
            ((said, _), Some((counts, word))) => {
                let (Some(first), Some(second)) = (several::phrase_of(&said), several::phrase_of(counts)) else {
                    continue;
                };
                let is_same = match (&said, counts) {
                    (Said::Day(one), Said::Day(other)) => one.date == other.date,
                    (Said::NextTime(_), Said::NextTime(_)) => true,
                    _ => first.end > second.start,
                };
                if !is_same && !line.only_last_counts(first, second) {
                    return Said::Unread(word.clone());
                }
            }
        }
    }
    match last {
        Some((said, word)) => several::settled(&line, said, word),
        None => aside.unwrap_or(Said::Nothing),
    }
}

/// What became of trying to read a date.
enum Tried {
    Due(Due),
    /// There is no such day, or its parts do not agree, or it may mean two things: nothing else is read in its place.
    Refused,
    /// A day that is past by then: 昨日まで休み.
    Past,
    Nothing,
}

struct Line<'a> {
    text: &'a str,
    base: NaiveDate,
    reader: Reader<'a>,
    quotes: Vec<Range<usize>>,
}

impl Line<'_> {
    fn tokens(&self) -> &[Token] {
        self.reader.tokens
    }

    fn word(&self, at: usize) -> Option<Word> {
        match self.tokens().get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// What the word at `at` makes of what stands around it, and whether a date before it still counts.
    fn said_at(&self, at: usize) -> (Said, bool) {
        let unread = || Said::Unread(self.tokens()[at].span.clone());
        if self.is_quoted(at) {
            return (Said::Nothing, false);
        }
        match next_time::find(self.text, self.tokens(), at) {
            Some(Next::Time(phrase)) => {
                let due = Due { phrase: phrase.clone(), date: self.base };
                return match self.tells_otherwise(at, &due) {
                    Some(Otherwise::Silent) => (Said::Nothing, false),
                    Some(Otherwise::Aside | Otherwise::Aloud) => (unread(), true),
                    None => (Said::NextTime(phrase), false),
                };
            }
            Some(Next::Other) => return (unread(), false),
            None => {}
        }
        let tried = match self.word(at) {
            Some(Word::By) => match self.due_after(at, at + 1) {
                Tried::Nothing => self.due_before_word(at),
                tried => tried,
            },
            Some(Word::Within) => self.due_after(at, at),
            Some(Word::Until) => self.due_before(at, at),
            Some(Word::WithinAfter) => self.due_before(at + 1, at),
            Some(Word::Throughout | Word::Inside) if self.ends_its_phrase(at) => self.due_before(at + 1, at),
            // 明日の午前中に
            Some(Word::DayPart(_)) if self.typed(at) == "午前中" && self.ends_its_phrase(at) => {
                self.due_before(at + 1, at)
            }
            // 一両日中に, 数日中に
            Some(Word::Opaque) if self.is_in_days(at) => Tried::Refused,
            Some(Word::Before | Word::Ago) if self.is_before_a_day(at) => Tried::Refused,
            _ if self.runs_together(at) => return (unread(), false),
            _ => return (Said::Nothing, false),
        };
        match tried {
            Tried::Due(due) => match self.tells_otherwise(at, &due) {
                None => (Said::Day(due), false),
                Some(Otherwise::Silent) => (Said::Nothing, false),
                Some(Otherwise::Aside) => (unread(), true),
                Some(Otherwise::Aloud) => (unread(), false),
            },
            Tried::Refused if !self.means_otherwise(at) => {
                (unread(), matches!(self.word(at), Some(Word::Before | Word::Ago)))
            }
            Tried::Past | Tried::Nothing if self.asks_for_a_date(at) => (unread(), false),
            Tried::Refused | Tried::Past | Tried::Nothing => (Said::Nothing, false),
        }
    }

    /// The date behind its word: `by fri`, 締切は12/1.
    fn due_after(&self, word_at: usize, from: usize) -> Tried {
        if !self.stands_alone(word_at) {
            return Tried::Nothing;
        }
        let tokens = self.tokens();
        let joins = |at: &usize| {
            self.reader.is_filler(*at) || matches!(tokens[*at].kind, Kind::Sign(':' | '→' | '=') | Kind::Word(Word::Is))
        };
        // "within" is a part of what it leads.
        let first = if from == word_at { Some(from) } else { (from..tokens.len()).find(|at| !joins(at)) };
        let first = first.map(|first| self.behind_bare_hour(word_at, first));
        let Some(start) = first.filter(|start| *start < tokens.len()) else { return Tried::Nothing };
        let end = tokens.len().min(start + LONGEST_PHRASE);
        let (found, misread) = self.reader.part(start..end).read();
        if misread.as_ref().is_some_and(|m| m.kind != DateTrouble::Unknown) && found.is_empty() {
            return Tried::Refused;
        }
        let mut only_at_comma = false;
        // Where a comma stands, another phrase may begin; anywhere else what goes on belongs to this one.
        for length in (1..=found.len()).rev() {
            let (parts, rest) = found.split_at(length);
            let Some(last) = parts.last() else { break };
            let is_whole = rest.is_empty() && misread.as_ref().is_none_or(|m| m.kind == DateTrouble::Unknown);
            let is_stop = |at: usize| tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Sign(',' | '.')));
            let is_cut_at_comma = is_stop(start + last.next)
                || is_stop(start + last.next - 1)
                || (!only_at_comma && rest.first().is_some_and(|next| !next.part.is_date()));
            let splits_run = rest.first().is_some_and(|next| next.next == last.next);
            if splits_run || !(is_whole || is_cut_at_comma) {
                continue;
            }
            match self.date_of(parts) {
                Some(date) if self.has_just_passed(start..start + last.next, parts, date) => return Tried::Refused,
                Some(date) if self.ends_after(start, start + last.next, parts) => {
                    let phrase = tokens[word_at].span.start..last.span.end;
                    return if date < self.base { Tried::Past } else { Tried::Due(Due { phrase, date }) };
                }
                // "by tuesday morning ltd" is not "by tuesday".
                Some(_) => only_at_comma = true,
                None => {}
            }
        }
        if let Some(time) = self.hour_of_today(word_at, start, &found) {
            return time;
        }
        if found.iter().any(|found| found.part.is_date()) { Tried::Refused } else { Tried::Nothing }
    }

    /// A date right before a word that also stands behind one: 6/20締切, 金曜が期限.
    fn due_before_word(&self, at: usize) -> Tried {
        if self.tokens()[at].latin {
            return Tried::Nothing;
        }
        let joined = at > 0 && (self.word(at - 1) == Some(Word::Is) || self.typed(at - 1) == "を");
        self.due_before(if joined { at - 1 } else { at }, at)
    }

    /// The longest date that ends before the token `end`; the word that makes it due is at `word_at`.
    fn due_before(&self, end: usize, word_at: usize) -> Tried {
        let tokens = self.tokens();
        for start in end.saturating_sub(LONGEST_PHRASE)..end {
            if self.reader.is_filler(start)
                || !self.begins_at(start)
                || self.mixes_languages(start, end)
                || self.counts_in_english(start, word_at)
            {
                continue;
            }
            let (found, misread) = self.reader.part(start..end).read();
            if let Some(misread) = misread {
                // 2月30日まで is not 30日まで.
                let behind = (start..end).find(|at| tokens[*at].span.start >= misread.span.end).unwrap_or(end);
                let reaches_word = behind == end || self.reader.part(behind..end).read().1.is_none();
                if misread.kind != DateTrouble::Unknown && reaches_word && !self.has_comma(start, end) {
                    return Tried::Refused;
                }
                continue;
            }
            if self.counts_from_something(start, &found) {
                return Tried::Refused;
            }
            let until = match self.joined_before(start, &found) {
                Joined::Unclear if found.iter().any(|found| found.part.is_date()) => return Tried::Refused,
                Joined::Until(day) => Some(day),
                Joined::Alone | Joined::Unclear => None,
            };
            if let Some(date) = until {
                let phrase = tokens[start].span.start..self.phrase_end(word_at);
                return if date < self.base { Tried::Past } else { Tried::Due(Due { phrase, date }) };
            }
            if let Some(date) = self.in_whole_days(&found).or_else(|| self.in_hours(&found, word_at)) {
                return Tried::Due(Due { phrase: tokens[start].span.start..self.phrase_end(word_at), date });
            }
            if !found.iter().any(|found| found.part.is_date() || found.part == Part::EndOfDay) {
                continue;
            }
            if self.is_number_of_days(&found, start, word_at) {
                return Tried::Nothing;
            }
            let base = self.base.and_time(NaiveTime::MIN);
            return match resolve(&found, base, Look::Forward, self.reader.rules) {
                Ok(moment) if self.has_just_passed(start..end, &found, moment.date) => Tried::Refused,
                Ok(moment) if moment.date >= self.base => {
                    Tried::Due(Due { phrase: tokens[start].span.start..self.phrase_end(word_at), date: moment.date })
                }
                Ok(_) => Tried::Past,
                Err(misread) if misread.kind == DateTrouble::Unknown || self.has_comma(start, end) => continue,
                Err(_) => Tried::Refused,
            };
        }
        match self.day_of_event(end).filter(|_| self.word(word_at) == Some(Word::Until)) {
            Some(before) => self.due_before(before, word_at),
            None => self.hour_before(end, word_at),
        }
    }

    /// Where a phrase ends whose word is at `word_at`: behind its particle.
    fn phrase_end(&self, word_at: usize) -> usize {
        let tokens = self.tokens();
        let particle = tokens.get(word_at + 1).filter(|next| next.glued && next.kind == Kind::Word(Word::Filler));
        particle.unwrap_or(&tokens[word_at]).span.end
    }

    /// No phrase is half English and half Japanese; figures and the letters of eras belong to both.
    fn mixes_languages(&self, start: usize, end: usize) -> bool {
        let is_word = |token: &&Token| matches!(token.kind, Kind::Word(word) if !matches!(word, Word::Filler | Word::Letter(_) | Word::DayPart(_)));
        let mut words = self.tokens()[start..end].iter().filter(is_word).map(|token| token.latin);
        let first = words.next();
        words.any(|latin| Some(latin) != first)
    }

    /// "a day before 6/12の会議までに": a Japanese word makes nothing due on a day that English words count to.
    fn counts_in_english(&self, start: usize, word_at: usize) -> bool {
        let counts =
            |at| matches!(self.word(at), Some(Word::Before | Word::After | Word::From)) && self.tokens()[at].latin;
        !self.tokens()[word_at].latin && (start..word_at).any(counts)
    }

    fn has_comma(&self, start: usize, end: usize) -> bool {
        self.tokens()[start..end]
            .iter()
            .any(|token| matches!(token.kind, Kind::Sign(',')) || self.text.get(token.span.clone()) == Some("、"))
    }

    /// "within 48 hours" is two days; a number of hours that is no number of days tells no day.
    fn in_whole_days(&self, parts: &[Found]) -> Option<NaiveDate> {
        const DAY: i64 = 24 * 60;
        match parts {
            [Found { part: Part::Minutes(minutes), .. }] if *minutes > 0 && minutes % DAY == 0 => {
                self.base.checked_add_signed(TimeDelta::try_days(minutes / DAY)?)
            }
            _ => None,
        }
    }

    /// The day that the parts tell, if it is one that something can be due on.
    fn date_of(&self, parts: &[Found]) -> Option<NaiveDate> {
        if let Some(day) = self.in_whole_days(parts) {
            return Some(day);
        }
        let is_dated = parts.iter().any(|found| found.part.is_date() || found.part == Part::EndOfDay);
        // "by june" may mean before it begins or before it is over; 6月まで means the latter.
        let is_month_of_year = matches!(
            parts,
            [
                Found { part: Part::Month(MonthPart::Named(_)), .. },
                Found { part: Part::Year(YearPart::Absolute(..)), .. }
            ]
        );
        let only_period = !is_month_of_year
            && parts.iter().all(|found| {
                matches!(
                    found.part,
                    Part::Year(YearPart::Absolute(..)) | Part::Month(MonthPart::Named(_)) | Part::Fiscal(_)
                )
            });
        if !is_dated || (only_period && !self.reader.japanese) {
            return None;
        }
        let moment = resolve(parts, self.base.and_time(NaiveTime::MIN), Look::Forward, self.reader.rules).ok()?;
        Some(moment.date)
    }
}
