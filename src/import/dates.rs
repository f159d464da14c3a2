//! Dates where other programs put them: in headings, behind names, in members of JSON.

use chrono::DateTime;
use serde_json::Value;

use super::When;
use super::json::Object;
use super::markdown::after_date;
use super::stamp::{self, Order, Stamp};

/// The names that a date of an entry goes by, the best first; without case, blanks and the signs between words.
const NAMES: &[&str] = &[
    "date",
    "creationdate",
    "created",
    "createdat",
    "datecreated",
    "createddate",
    "createdtime",
    "creationtime",
    "timestamp",
    "日付",
    "日時",
    "作成日",
    "作成日時",
];

/// A date, and how it is written where its figures may be read in two ways.
pub(super) type Found = (When, Option<String>);

/// How good a name is for a date; `None`: it is none of a date.
pub(super) fn rank(name: &str) -> Option<usize> {
    let plain: String = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect();
    NAMES.iter().position(|known| *known == plain)
}

/// A whole text that is a date: in brackets or quotes, with or without a time, or seconds or milliseconds since 1970.
pub(super) fn value(text: &str, order: Order) -> Option<Found> {
    const AROUND: &[char] =
        &['[', ']', '<', '>', '"', '\'', '(', ')', '「', '」', '【', '】', ' ', '\u{3000}', '*', '_', '`'];
    let text = text.trim().trim_matches(AROUND);
    if text.chars().all(|c| c.is_ascii_digit())
        && let Some(at) = text.parse().ok().and_then(epoch)
    {
        return Some((at, None));
    }
    let at = stamp::moment(text, order).or_else(|| {
        let found = in_words(text, order)?;
        found.title.is_empty().then(|| When::Wall(found.at.at()))
    })?;
    Some((at, stamp::either_way(text).map(|_| text.to_owned())))
}

/// Seconds since 1970 in 9 or 10 figures, milliseconds in 12 or 13; both from 1973 on.
fn epoch(number: i64) -> Option<When> {
    let millis = match number {
        100_000_000..=9_999_999_999 => number.checked_mul(1000)?,
        // `202408291111` is a date.
        190_001_010_000..=210_012_312_359 => return None,
        100_000_000_000..=9_999_999_999_999 => number,
        _ => return None,
    };
    Some(When::Exact(DateTime::from_timestamp_millis(millis)?.fixed_offset()))
}

/// Takes the date out of an object: that of the best name.
pub(super) fn take(object: &mut Object, order: Order) -> Option<Found> {
    let read = |member: &Value| match member {
        Value::String(text) => value(text, order),
        Value::Number(number) => {
            let whole = number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds as i64))?;
            Some((epoch(whole)?, None))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let named = object.0.iter().enumerate().filter_map(|(n, (name, member))| Some((rank(name)?, n, read(member)?)));
    // Of several with one name the last one counts, as everywhere.
    let (_, place, found) = named.min_by_key(|(rank, place, _)| (*rank, std::cmp::Reverse(*place)))?;
    object.0.remove(place);
    Some(found)
}

/// The date that a line such as `date:: [[2024-06-03]]` or `Date: 3 June 2024` is about.
pub(super) fn property(line: &str, order: Order) -> Option<Found> {
    let line = line.trim().trim_start_matches(['-', '*', '>', '+', '_', ' ']);
    let (name, said) = line.split_once([':', '：'])?;
    rank(name.trim_matches(['*', '_', ' ']))?;
    value(said.trim_start_matches([':', '*', '_']), order)
}

/// A date among words.
pub(super) struct Dated {
    pub at: Stamp,
    /// The other words.
    pub title: String,
    /// The date as it is written, where its figures may be read in two ways.
    pub figures: Option<String>,
}

/// The date that words begin or end with: `2024-06-03 (Mon) 10:00 – Title`, `Meeting, 3 June 2024`, `[[2024-06-03]]`,
/// 「令和6年6月3日（月）面談」.
pub(super) fn in_words(words: &str, order: Order) -> Option<Dated> {
    const OPEN: &[char] = &['[', '(', '（', '【', '「', '<', '［', '*', '_'];
    const CLOSE: &[char] = &[']', ')', '）', '】', '」', '>', '］', '*', '_'];
    const APART: &[char] = &[' ', '\u{3000}', '-', '–', '—', ':', '：', ',', '、', '|', '・', '/'];
    let narrow: String = words.trim().chars().map(figure).collect();
    let words = narrow.as_str();
    // Longer than any heading.
    if words.len() > 400 {
        return None;
    }
    let (start, at, end, figures) = found_in(words, order)?;
    let (before, behind) = (&words[..start], &words[end..]);
    let before = before.trim_end_matches(|c| OPEN.contains(&c) || APART.contains(&c));
    let (behind, time) = after_date(behind.trim_start_matches(CLOSE));
    let behind = behind.trim_start_matches(|c| CLOSE.contains(&c) || APART.contains(&c)).trim();
    let before = before.trim_start_matches(['#', ' ']);
    let is_nothing = before.is_empty() || stamp::is_weekday(before);
    // In the middle of words a date is a part of what they say.
    if !is_nothing && !behind.is_empty() {
        return None;
    }
    let title = if is_nothing { behind } else { before };
    Some(Dated { at: Stamp { time: at.time.or(time), ..at }, title: title.to_owned(), figures })
}

/// Full-width figures and the signs between them as their narrow twins.
fn figure(letter: char) -> char {
    match letter {
        '０'..='９' | '／' | '－' | '．' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

type Place = (usize, Stamp, usize, Option<String>);

fn found_in(words: &str, order: Order) -> Option<Place> {
    let mut before = None;
    for (at, letter) in words.char_indices() {
        let apart = before.is_none_or(|before: char| !before.is_ascii_alphanumeric() && !"-/.:".contains(before));
        before = Some(letter);
        if !apart {
            continue;
        }
        if let Some((stamp, rest)) = stamp::leading(&words[at..])
            && !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "-/.".contains(c))
        {
            return Some((at, stamp, words.len() - rest.len(), None));
        }
        if letter.is_ascii_alphanumeric()
            && let Some(found) = in_western_words(words, at, order)
        {
            return Some(found);
        }
    }
    None
}

/// `3 June 2024`, `June 3rd, 2024, 10:00`, `03/06/2024`, from this place on: as many words as are a date.
fn in_western_words(words: &str, from: usize, order: Order) -> Option<Place> {
    const MOST: usize = 7;
    let rest = &words[from..];
    let is_end = |c: char| c.is_whitespace() || matches!(c, ']' | ')' | '）' | '】' | '」' | '>' | '*');
    let ends = rest.char_indices().filter(|(_, c)| is_end(*c)).map(|(at, _)| at).chain([rest.len()]);
    let mut found = None;
    for end in ends.take(MOST) {
        let said = rest[..end].trim_end_matches([',', ':', '.', ';', '-', '–']);
        if let Some(stamp) = stamp::whole_day(said, order) {
            let figures = stamp::either_way(said).map(|_| said.to_owned());
            found = Some((from, stamp, from + said.len(), figures));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_begin_or_end_with_a_date() {
        for (words, at, title) in [
            ("2024-06-03", "2024-06-03 00:00", ""),
            ("[2024-06-03] Talk", "2024-06-03 00:00", "Talk"),
            ("[[2024-06-03]]", "2024-06-03 00:00", ""),
            ("(2024/6/3) Talk", "2024-06-03 00:00", "Talk"),
            ("Talk on the plan, 3 June 2024", "2024-06-03 00:00", "Talk on the plan"),
            ("3 June 2024", "2024-06-03 00:00", ""),
            ("3rd of June, 2024: Talk", "2024-06-03 00:00", "Talk"),
            ("June 3rd, 2024 10:30 Talk", "2024-06-03 10:30", "Talk"),
            ("Monday, 3 June 2024 at 10:30", "2024-06-03 10:30", ""),
            ("Mon 3 Jun 2024 – Talk", "2024-06-03 00:00", "Talk"),
            ("03.06.2024 Talk", "2024-06-03 00:00", "Talk"),
            ("25/12/2024 Talk", "2024-12-25 00:00", "Talk"),
            ("令和6年6月3日", "2024-06-03 00:00", ""),
            ("令和元年6月3日（月）面談", "2019-06-03 00:00", "面談"),
            ("面談 2024年6月3日(月)", "2024-06-03 00:00", "面談"),
            ("面談2024年6月3日", "2024-06-03 00:00", "面談"),
            ("【2024年6月3日】面談", "2024-06-03 00:00", "面談"),
            ("２０２４年６月３日 10時30分 面談", "2024-06-03 10:30", "面談"),
        ] {
            let found = in_words(words, Order::Mdy).unwrap_or_else(|| panic!("{words}"));
            let shown = found.at.at().format("%Y-%m-%d %H:%M").to_string();
            assert_eq!((shown.as_str(), found.title.as_str()), (at, title), "{words}");
        }
        for words in ["Plan 2024", "May 2013", "why 2024-06-03 matters", "v1.2.3", "2024-02-30", "10:30", "令和6年", ""]
        {
            assert!(in_words(words, Order::Mdy).is_none(), "{words}");
        }
    }

    #[test]
    fn values_and_properties_are_dates() {
        let shown = |found: Option<Found>| match found {
            Some((When::Wall(at), _)) => at.format("%Y-%m-%d %H:%M").to_string(),
            Some((When::Exact(at), _)) => at.to_rfc3339(),
            None => "-".to_owned(),
        };
        for (text, expected) in [
            ("[[2024-06-03]]", "2024-06-03 00:00"),
            ("\"2024-06-03\"", "2024-06-03 00:00"),
            ("1717372800", "2024-06-03T00:00:00+00:00"),
            ("1717372800000", "2024-06-03T00:00:00+00:00"),
            ("202406031030", "2024-06-03 10:30"),
            ("20240603", "2024-06-03 00:00"),
            ("2024-06-03T10:00:00+09:00", "2024-06-03T10:00:00+09:00"),
            ("3 June 2024", "2024-06-03 00:00"),
            ("令和6年6月3日", "2024-06-03 00:00"),
            ("soon", "-"),
            ("12", "-"),
        ] {
            assert_eq!(shown(value(text, Order::Mdy)), expected, "{text}");
        }
        for (line, expected) in [
            ("date:: 2024-06-03", "2024-06-03 00:00"),
            ("- Created At:: [[2024-06-03]]", "2024-06-03 00:00"),
            ("**Date:** 3 June 2024", "2024-06-03 00:00"),
            ("Date: Mon, 3 Jun 2024 10:30", "2024-06-03 10:30"),
            ("日付：2024年6月3日（月）", "2024-06-03 00:00"),
            ("dates: 2024-06-03", "-"),
            ("Date: tomorrow", "-"),
            ("date", "-"),
        ] {
            assert_eq!(shown(property(line, Order::Mdy)), expected, "{line}");
        }
    }
}
