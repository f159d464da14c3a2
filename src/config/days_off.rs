//! Days off: dates and ranges of dates.

use chrono::NaiveDate;

/// The longest range, in days: a year.
const LONGEST: i64 = 366;

/// What is between the first and the last day of a range.
const BETWEEN: [&str; 6] = ["..", "〜", "～", "–", " to ", "から"];

/// Why an entry of the list cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    NoDate,
    Backwards,
    TooLong,
}

/// The days of an entry, in order: a date, or a range of up to a year.
pub(super) fn days(entry: &str) -> Result<Vec<NaiveDate>, Unusable> {
    let day = |words: &str| words.trim().parse::<NaiveDate>().map_err(|_| Unusable::NoDate);
    let Some((first, last)) = BETWEEN.iter().find_map(|between| entry.split_once(between)) else {
        return day(entry).map(|day| vec![day]);
    };
    let (first, last) = (day(first)?, day(last.trim_end_matches("まで"))?);
    match (last - first).num_days() {
        ..0 => Err(Unusable::Backwards),
        0..LONGEST => Ok(first.iter_days().take_while(|day| *day <= last).collect()),
        _ => Err(Unusable::TooLong),
    }
}
