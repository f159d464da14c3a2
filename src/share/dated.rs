//! Words about time as somebody reads them later. A sentence stays as it was written: at most the words for a day give way
//! to the very day, where one stands as well as the other. Everything else around them stays, an hour above all. Where
//! that cannot be said for sure, the day is told beside the text.

mod english;
mod japanese;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

use crate::capture::code::code;
use crate::i18n::Lang;
use crate::text::english::WEEKDAYS;

/// A text, and what has to be told beside it so that its reader knows the day that it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    pub text: String,
    pub beside: Option<String>,
}

/// The text for a reader of this language, with its due date in it or beside it.
pub fn dated(text: &str, phrase: Option<&str>, due: Option<NaiveDate>, lang: Lang) -> Dated {
    let unchanged = |beside| Dated { text: text.to_owned(), beside };
    let Some(due) = due else { return unchanged(None) };
    let day = lang.written_day(due);
    let by = || lang.fill("paper-due", [("day", day.as_str().into())]);
    let phrase = phrase.map(str::trim).filter(|phrase| !phrase.is_empty());
    let Some((phrase, at)) = phrase.and_then(|phrase| Some((phrase, last_place(text, phrase)?))) else {
        return unchanged(Some(by()));
    };
    let (before, behind) = (&text[..at], &text[at + phrase.len()..]);
    let found = match language_of(phrase) {
        Lang::En => english::day_in(phrase, behind),
        Lang::Ja => japanese::day_in(phrase, behind),
    };
    let Some(Day { words, joint }) = found.filter(|_| !is_quoted(before)) else {
        return unchanged(Some(by()));
    };
    if language_of(phrase) != lang {
        return unchanged(Some(by()));
    }
    let (lead, tail) = (&phrase[..words.start], &phrase[words.end..]);
    Dated { text: format!("{before}{lead}{joint}{day}{tail}{behind}"), beside: None }
}

/// The text with its due date in it, in the language of its phrase: where nothing can be told beside it.
pub fn dated_where_written(text: &str, phrase: Option<&str>, due: Option<NaiveDate>, lang: Lang) -> String {
    dated(text, phrase, due, phrase.map_or(lang, language_of)).text
}

/// Where a phrase stands as it was read: the last place counts, code does not, and "by fri" is no part of "by friday".
fn last_place(text: &str, phrase: &str) -> Option<usize> {
    let code = code(text);
    let letter = |c: char| c.is_ascii_alphanumeric();
    let is_cut = |at: usize| {
        let end = at + phrase.len();
        (phrase.starts_with(letter) && text[..at].ends_with(letter))
            || (phrase.ends_with(letter) && text[end..].starts_with(letter))
    };
    let is_code = |at: usize| code.iter().any(|code| code.start < at + phrase.len() && at < code.end);
    text.rmatch_indices(phrase).map(|(at, _)| at).find(|at| !is_cut(*at) && !is_code(*at))
}

/// The words of a phrase that another way to write the same day can stand for.
#[derive(Debug, PartialEq, Eq)]
struct Day {
    words: Range<usize>,
    /// What has to stand before the day then.
    joint: &'static str,
}

/// Whether a text has words for days that mean another day on another day.
pub(super) fn has_relative_days(text: &str) -> bool {
    const JAPANESE: [&str; 17] = [
        "今日",
        "本日",
        "明日",
        "明後日",
        "あさって",
        "今週",
        "来週",
        "再来週",
        "今月",
        "来月",
        "月曜",
        "火曜",
        "水曜",
        "木曜",
        "金曜",
        "土曜",
        "日曜",
    ];
    const ENGLISH: [&str; 8] =
        ["today", "tonight", "tomorrow", "next week", "this week", "next month", "this month", "fortnight"];
    let plain = text.to_lowercase();
    let is_word = |at: usize, word: &str| {
        let inside = |c: char| c.is_ascii_alphanumeric();
        !plain[..at].ends_with(inside) && !plain[at + word.len()..].starts_with(inside)
    };
    let has = |word: &str| plain.match_indices(word).any(|(at, _)| is_word(at, word));
    JAPANESE.iter().any(|word| text.contains(word))
        || ENGLISH.iter().any(|word| has(word))
        || WEEKDAYS.iter().any(|day| has(day))
}

/// Somebody else's words stay theirs.
fn is_quoted(before: &str) -> bool {
    let open = |from: char, to: char| before.rfind(from) > before.rfind(to);
    open('「', '」') || open('『', '』') || open('“', '”') || before.matches('"').count() % 2 == 1
}

fn language_of(phrase: &str) -> Lang {
    if phrase.chars().any(is_japanese) { Lang::Ja } else { Lang::En }
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
