//! The words for a day in an English phrase. Each list names what is allowed; anything else stays as it was written.

use std::ops::Range;

use super::Day;
use crate::text::english::{MONTHS, WEEKDAYS};

/// What a day may stand behind.
const LEADS: [&str; 15] =
    ["by", "due", "on", "before", "until", "till", "is", "was", "deadline", "than", "to", "for", "date", "=", "→"];
/// What goes on after a date as well as after a weekday.
const GOES_ON: [&str; 12] = ["and", "or", "so", "then", "at", "please", "if", "for", "to", "with", "but", "because"];

/// The words of the phrase that are a day, where what stands around them suits a date, too: behind them there is nothing
/// but an hour.
pub(super) fn day_in(phrase: &str, behind: &str) -> Option<Day> {
    if !may_follow(behind) && !begins_with_hour(behind) {
        return None;
    }
    let ends = word_ends(phrase);
    let day = |start: usize| {
        let ends = ends.iter().rev().filter(|end| **end > start);
        let mut fits = ends.filter(|end| tells_hour(&words(&phrase[**end..])) && is_day(&words(&phrase[start..**end])));
        fits.next().map(|end| start..*end)
    };
    let Range { start, end } = word_starts(phrase).into_iter().find_map(day)?;
    let lead = phrase[..start].trim_end();
    let last = lead.split([' ', '\u{a0}', '\u{3000}']).next_back().unwrap_or_default().trim_end_matches([':', ',']);
    let last = last.to_lowercase();
    let joint = match (last.is_empty(), LEADS.contains(&last.as_str()), is_hour(&last)) {
        (true, ..) | (_, true, _) => "",
        (_, _, true) => "on ",
        _ => return None,
    };
    let gap = if phrase[..start].ends_with(|c: char| c.is_alphanumeric()) { " " } else { "" };
    gap.is_empty().then_some(Day { words: start..end, joint })
}

/// Where words begin, each time.
fn word_starts(phrase: &str) -> Vec<usize> {
    let begins = |at: usize| at == 0 || phrase[..at].ends_with([' ', '\u{a0}', '\u{3000}', ':', ',', '=', '→']);
    phrase.char_indices().filter(|(at, c)| !c.is_whitespace() && begins(*at)).map(|(at, _)| at).collect()
}

/// Where words end, each time; a comma belongs to no word.
fn word_ends(phrase: &str) -> Vec<usize> {
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}' | ',');
    let ends = |at: usize| at == phrase.len() || phrase[at..].starts_with(is_gap);
    let all = phrase.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
    all.filter(|(at, c)| !is_gap(*c) && ends(*at)).map(|(at, _)| at).collect()
}

/// Whether words behind a day say at most an hour: "at 3pm", "9:30", "morning", "end of day".
fn tells_hour(words: &[String]) -> bool {
    const PARTS: [&str; 6] = ["morning", "afternoon", "evening", "night", "am", "pm"];
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = words.strip_suffix(&["sharp"]).unwrap_or(&words);
    let is_clock = |word: &str| PARTS[..4].contains(&word) || (word != "o'clock" && is_hour(word));
    match words {
        [] => true,
        ["at" | "@" | "before", hour] => is_clock(hour) || figures(hour, 2),
        ["at" | "@", hour, half] | [hour, half] if PARTS[4..].contains(&half.replace('.', "").as_str()) => {
            figures(hour, 2) || is_hour(hour)
        }
        ["at" | "@", hour, "o'clock"] | [hour, "o'clock"] => figures(hour, 2),
        ["in", "the", part] => PARTS[..3].contains(part),
        ["end" | "close", "of", "day" | "business" | "play"] => true,
        ["at", rest @ ..] => matches!(rest, ["the", "end", "of", "the", "day"] | ["close", "of", "business"]),
        [hour] => is_clock(hour),
        _ => false,
    }
}

/// " 9:30, please", " noon": an hour, and then what may follow a date.
fn begins_with_hour(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '\u{a0}']);
    let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
    rest.len() < behind.len() && end > 0 && tells_hour(&words(&rest[..end])) && may_follow(&rest[end..])
}

/// The words in small letters, without the signs between them.
fn words(phrase: &str) -> Vec<String> {
    let parts = phrase.split([' ', '\u{a0}', '\u{3000}', ',']).filter(|part| !part.is_empty());
    parts.map(|part| part.trim_matches(['(', ')', '（', '）']).trim_end_matches('.').to_lowercase()).collect()
}

/// Whether these words and no others are one day.
fn is_day(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = words.strip_prefix(&["the"]).unwrap_or(&words);
    match words {
        ["today" | "tomorrow" | "tonight"] => words != ["tonight"],
        [day] => weekday(day) || numeric(day) || ordinal(day),
        ["next" | "this" | "coming", day] => weekday(day),
        [day, "next" | "this", "week"] => weekday(day),
        ["end", "of", "next" | "this" | "the", "week" | "month" | "year"] => true,
        ["end", "of", name] => matches!(*name, "week" | "month" | "year") || month(name) || weekday(name),
        ["end", "of", name, number] => month(name) && year(number),
        [first, rest @ ..] if weekday(first) && !rest.is_empty() => calendar_day(rest),
        [rest @ .., last] if weekday(last) => calendar_day(rest),
        _ => calendar_day(words),
    }
}

fn calendar_day(words: &[&str]) -> bool {
    let words = words.strip_prefix(&["the"]).unwrap_or(words);
    match words {
        [one] => numeric(one) || ordinal(one),
        [a, b] => (number(a) && month(b)) || (month(a) && number(b)),
        [a, "of", b] => number(a) && month(b),
        [a, b, c] => year(c) && ((number(a) && month(b)) || (month(a) && number(b))),
        [a, "of", b, c] => number(a) && month(b) && year(c),
        _ => false,
    }
}

fn weekday(word: &str) -> bool {
    word == "thur" || word == "thurs" || word == "tues" || short_of(word, &WEEKDAYS)
}

fn month(word: &str) -> bool {
    word == "sept" || short_of(word, &MONTHS)
}

/// The name, or its first three letters.
fn short_of(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| *name == word || (word.len() == 3 && name.starts_with(word)))
}

fn figures(word: &str, most: usize) -> bool {
    (1..=most).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

fn year(word: &str) -> bool {
    word.len() == 4 && figures(word, 4)
}

/// 27, 27th
fn number(word: &str) -> bool {
    figures(word, 2) || ordinal(word)
}

fn ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|end| word.strip_suffix(end).is_some_and(|n| figures(n, 2)))
}

/// 27/11, 2026-11-27
fn numeric(word: &str) -> bool {
    ['/', '-', '.'].iter().any(|sign| {
        let parts: Vec<&str> = word.split(*sign).collect();
        // A point or a hyphen between two numbers is a decimal or a range.
        let enough = if *sign == '/' { parts.len() >= 2 } else { parts.len() == 3 };
        enough && parts.len() <= 3 && parts.iter().all(|part| figures(part, 4))
    })
}

/// What an hour ends with: "by noon tomorrow" is "by noon on ...".
fn is_hour(word: &str) -> bool {
    const HOURS: [&str; 11] =
        ["noon", "midday", "midnight", "eod", "cob", "eob", "play", "business", "lunch", "lunchtime", "o'clock"];
    let clock = word.trim_end_matches(['a', 'p', 'm', '.']);
    let is_clock = clock.contains(':') && clock.split(':').all(|part| figures(part, 2));
    let is_half_day = clock != word && word.ends_with('m') && clock.split('.').all(|part| figures(part, 2));
    HOURS.contains(&word) || is_clock || is_half_day
}

/// Whether the sentence goes on as it would after a date.
fn may_follow(behind: &str) -> bool {
    let Some(next) = behind.chars().next() else { return true };
    if matches!(next, '.' | ':') {
        // Not a part of an hour or of an address.
        return behind[1..].chars().next().is_none_or(char::is_whitespace);
    }
    if matches!(next, ',' | ';' | '!' | '?' | ')' | ']' | '…' | '”' | '"' | '\n' | '\r') {
        return true;
    }
    let rest = behind.trim_start_matches([' ', '\t']);
    if rest.len() == behind.len() {
        return false;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '\'').collect();
    rest.is_empty()
        || rest.starts_with(['\n', '\r', '-', '–', '—', '('])
        || GOES_ON.contains(&word.to_lowercase().as_str())
}
