//! Dates that are written whole and are none: 30 February, 13月, 24:00. They are named as that, and never read as another day.

use chrono::NaiveDate;

use super::super::Why;
use super::super::stamp::{self, japanese};
use super::figure;
use crate::text::english::MONTHS;

/// Why a text that begins like a date or a time is none.
pub(in crate::import) fn why(text: &str) -> Option<Why> {
    let narrow: String = text.trim().chars().map(figure).collect();
    let text = narrow.trim_start_matches(super::OPEN);
    let text = match text.split_once([' ', ',']) {
        Some((word, rest)) if stamp::is_weekday(word) => rest.trim_start_matches([' ', ',']),
        _ => text,
    };
    match shaped(text) {
        Some((None, _)) => Some(Why::NoSuchDay),
        Some((Some(_), rest)) => no_such_time(rest.trim_start_matches([' ', 'T', ','])),
        None => no_such_time(text),
    }
}

/// `24:00`, `10:75`, 「25時」.
fn no_such_time(text: &str) -> Option<Why> {
    let figures = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let hour = text.len() - figures.len();
    let is_time = match figures.strip_prefix([':', '：']) {
        Some(minutes) => minutes.bytes().take_while(u8::is_ascii_digit).count() == 2,
        None => figures.starts_with('時') && !figures.starts_with("時間"),
    };
    ((1..=2).contains(&hour) && is_time && stamp::leading_time(text).is_none()).then_some(Why::NoSuchTime)
}

/// What a text begins with that is written like a date: the day, if there is one, and the rest.
fn shaped(text: &str) -> Option<(Option<NaiveDate>, &str)> {
    japanese::shaped(text).or_else(|| in_figures(text)).or_else(|| in_english(text).map(|date| (date, "")))
}

/// `2026-02-30`, `30/02/2026`, `20260230`.
fn in_figures(text: &str) -> Option<(Option<NaiveDate>, &str)> {
    let (first, rest) = stamp::number(text)?;
    let date = |year: &str, month: &str, day: &str| {
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    };
    let ends = |rest: &str| {
        !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "-/.".contains(c)) || rest.starts_with('T')
    };
    if first.len() == 8 && (first.starts_with("19") || first.starts_with("20")) {
        return ends(rest).then(|| (date(&first[..4], &first[4..6], &first[6..]), rest));
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '_'))?;
    let (second, rest) = stamp::number(rest.strip_prefix(separator)?)?;
    let (third, rest) = stamp::number(rest.strip_prefix(separator)?)?;
    if !ends(rest) {
        return None;
    }
    match (first.len(), second.len(), third.len()) {
        (4, 1..=2, 1..=2) => Some((date(first, second, third), rest)),
        (1..=2, 1..=2, 4) => Some((date(third, second, first).or_else(|| date(third, first, second)), rest)),
        _ => None,
    }
}

/// `Feb 30, 2026`, `31st of June 2026`, and `31 June` alone.
fn in_english(text: &str) -> Option<Option<NaiveDate>> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("of"))
        .take(4)
        .map(str::to_lowercase)
        .collect();
    let month = |word: &str| {
        let is = |name: &&str| **name == *word || (3..=4).contains(&word.len()) && name.starts_with(word);
        MONTHS.iter().position(is).and_then(|month| u32::try_from(month).ok()).map(|month| month + 1)
    };
    let day = |word: &str| {
        let (figures, tail) = stamp::number(word)?;
        (figures.len() <= 2 && matches!(tail, "" | "st" | "nd" | "rd" | "th")).then(|| figures.parse::<u32>().ok())?
    };
    let (first, second) = (words.first()?, words.get(1)?);
    let (month, day) = month(first).zip(day(second)).or_else(|| month(second).zip(day(first)))?;
    let year = words.get(2).filter(|word| word.len() == 4).and_then(|word| word.parse().ok());
    // `May 40 people` is no date.
    (year.is_some() || words.len() == 2).then(|| NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_that_do_not_exist_are_known() {
        for (text, expected) in [
            ("2026-02-30", Some(Why::NoSuchDay)),
            ("2026-13-02 10:00", Some(Why::NoSuchDay)),
            ("2025/2/29 Talk", Some(Why::NoSuchDay)),
            ("20260230", Some(Why::NoSuchDay)),
            ("30/02/2026", Some(Why::NoSuchDay)),
            ("31.9.2026", Some(Why::NoSuchDay)),
            ("[2026-02-30] Talk", Some(Why::NoSuchDay)),
            ("令和8年2月30日", Some(Why::NoSuchDay)),
            ("令和８年９月３１日（木）", Some(Why::NoSuchDay)),
            ("令和八年十三月一日", Some(Why::NoSuchDay)),
            ("二〇二六年二月三十日", Some(Why::NoSuchDay)),
            ("昭和101年10月2日", Some(Why::NoSuchDay)),
            ("R8.2.30", Some(Why::NoSuchDay)),
            ("2月30日", Some(Why::NoSuchDay)),
            ("Feb 30, 2026", Some(Why::NoSuchDay)),
            ("Mon, 31st of June 2026", Some(Why::NoSuchDay)),
            ("31 June", Some(Why::NoSuchDay)),
            ("2026-10-03 24:00", Some(Why::NoSuchTime)),
            ("2026年10月3日　25時", Some(Why::NoSuchTime)),
            ("10:75", Some(Why::NoSuchTime)),
            ("2026-10-03 10:00", None),
            ("2026-10-03", None),
            ("2024-02-29", None),
            ("令和8年10月1日", None),
            ("May 40 people came", None),
            ("13/10/2026", None),
            ("v1.2.30", None),
            ("100:1", None),
            ("words", None),
            ("", None),
        ] {
            assert_eq!(why(text), expected, "{text}");
        }
    }
}
