//! Days off: dates and ranges of dates.

use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::problem::{ConfigFault, DayOffFault};

/// The longest range, in days: a year.
const LONGEST: i64 = 366;

/// What is between the first and the last day of a range.
const BETWEEN: [&str; 6] = ["..", "〜", "～", "–", " to ", "から"];

/// The days of a list, in order, and what of it cannot be used. Dates are in quotes or as TOML writes them.
pub(super) fn read(value: toml::Value) -> (Vec<NaiveDate>, Vec<ConfigFault>) {
    let (mut days, mut wrong) = (Vec::new(), Vec::new());
    let toml::Value::Array(entries) = value else {
        return (days, vec![ConfigFault::DaysOff { line: None, entry: value.to_string(), fault: DayOffFault::NoList }]);
    };
    for entry in entries {
        let words = words(&entry);
        match read_entry(&words) {
            Ok(more) => days.extend(more),
            Err(fault) => wrong.push(ConfigFault::DaysOff { line: None, entry: words, fault }),
        }
    }
    days.sort_unstable();
    days.dedup();
    (days, wrong)
}

fn words(entry: &toml::Value) -> String {
    match entry {
        toml::Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

fn read_entry(words: &str) -> Result<Vec<NaiveDate>, DayOffFault> {
    let day = |words: &str| words.trim().parse::<NaiveDate>().map_err(|_| DayOffFault::NoDate);
    let Some((first, last)) = BETWEEN.iter().find_map(|between| words.split_once(between)) else {
        return day(words).map(|day| vec![day]);
    };
    let (first, last) = (day(first)?, day(last.trim_end_matches("まで"))?);
    match (last - first).num_days() {
        ..0 => Err(DayOffFault::Backwards),
        0..LONGEST => Ok(first.iter_days().take_while(|day| *day <= last).collect()),
        _ => Err(DayOffFault::TooLong),
    }
}

/// The list with the places of its entries in the file.
#[derive(Deserialize)]
struct Placed {
    days_off: Spanned<toml::Value>,
}

#[derive(Deserialize)]
struct PlacedEntries {
    days_off: Vec<Spanned<toml::Value>>,
}

/// Adds the lines of the file to what is wrong with its days off.
pub(super) fn tell_lines(text: &str, wrong: &mut [ConfigFault]) {
    let line_of = |span: Range<usize>| text.get(..span.start).map(|before| before.matches('\n').count() + 1);
    let list = toml::from_str::<Placed>(text).ok().map(|placed| placed.days_off.span());
    let entries = toml::from_str::<PlacedEntries>(text).map(|placed| placed.days_off).unwrap_or_default();
    let mut entries = entries.into_iter();
    for wrong in wrong {
        if let ConfigFault::DaysOff { line, entry, .. } = wrong {
            let place = entries.find(|placed| words(placed.get_ref()) == *entry).map(|placed| placed.span());
            *line = place.or_else(|| list.clone()).and_then(line_of);
        }
    }
}
