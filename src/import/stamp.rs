//! Dates as other programs write them. Nothing here is relative to today: a date has its year, or it is none.

pub(super) mod japanese;

use chrono::{DateTime, NaiveDate, NaiveTime, Weekday};

use super::When;
use crate::text::english::{MONTHS, WEEKDAYS};

/// Which number of `03/08/2019` is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Mdy,
    Dmy,
    /// `24/06/03`; with the year last, as [`Order::Mdy`].
    Ymd,
}

/// A date, and the time if one stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
}

impl Stamp {
    #[cfg(test)]
    pub fn at(self) -> chrono::NaiveDateTime {
        self.date.and_time(self.time.unwrap_or_default())
    }

    pub fn when(self) -> When {
        self.time.map_or(When::Day(self.date), |time| When::Wall(self.date.and_time(time)))
    }
}

/// A whole text that is a date, with or without a time, with or without an offset.
pub(super) fn moment(text: &str, order: Order) -> Option<When> {
    const WITH_OFFSET: &[&str] = &[
        "%Y-%m-%d %H:%M:%S%.f %z",
        "%Y-%m-%d %H:%M:%S%.f%z",
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M %z",
        "%Y-%m-%d %H:%M%z",
        "%Y-%m-%dT%H:%M%z",
    ];
    let text = text.trim();
    let zero = text.strip_suffix(" UTC").or_else(|| text.strip_suffix('Z'));
    let with_offset = zero.map_or_else(|| text.to_owned(), |text| format!("{text}+0000"));
    let exact = WITH_OFFSET.iter().find_map(|format| DateTime::parse_from_str(&with_offset, format).ok());
    if let Some(at) = exact {
        return Some(When::Exact(at));
    }
    let leading = leading(text).filter(|(_, rest)| rest.is_empty()).map(|(stamp, _)| stamp);
    leading.or_else(|| stamp(text, order)).map(Stamp::when)
}

/// The date that a text begins with (`2024-01-31`, `2024/1/31`, `20240131`, `2024年1月31日`), the time behind it, and
/// the rest.
pub(super) fn leading(text: &str) -> Option<(Stamp, &str)> {
    let (date, rest) = leading_date(text)?;
    Some(match leading_time(rest) {
        Some((time, rest)) => (Stamp { date, time: Some(time) }, rest),
        None => (Stamp { date, time: None }, rest),
    })
}

fn leading_date(text: &str) -> Option<(NaiveDate, &str)> {
    if let Some(found) = japanese::date(text) {
        return Some(found);
    }
    let (year, rest) = number(text)?;
    if year.len() == 8 {
        return Some((NaiveDate::parse_from_str(year, "%Y%m%d").ok()?, rest));
    }
    if year.len() != 4 {
        return None;
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '_'))?;
    let (month, rest) = number(rest.strip_prefix(separator)?)?;
    let (day, rest) = number(rest.strip_prefix(separator)?)?;
    (month.len() <= 2 && day.len() <= 2).then_some(())?;
    Some((NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?, rest))
}

/// The time that follows a date: ` 10:00`, `T10:00:30`, ` 10:00 pm`, ` 10時30分`, 「 午後3時半」.
pub(super) fn leading_time(text: &str) -> Option<(NaiveTime, &str)> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "Tt_,".contains(c));
    let halves = [("午前", false), ("午後", true)];
    if let Some((rest, afternoon)) = halves.iter().find_map(|(half, after)| Some((text.strip_prefix(half)?, *after))) {
        let (time, rest) = plain_time(rest)?;
        return Some((twelve_hours(time, afternoon)?, rest));
    }
    let (time, rest) = match plain_time(text) {
        Some(found) => found,
        None => return whole_hour(text),
    };
    let half = rest.strip_prefix(' ').unwrap_or(rest);
    let afternoon = match half.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("am") => false,
        Some("pm") => true,
        _ => return Some((time, rest)),
    };
    match &half[2..] {
        behind if behind.starts_with(char::is_alphanumeric) => Some((time, rest)),
        behind => Some((twelve_hours(time, afternoon)?, behind)),
    }
}

/// `2 PM`, `2pm`.
fn whole_hour(text: &str) -> Option<(NaiveTime, &str)> {
    let (hour, rest) = number(text)?;
    let half = rest.trim_start_matches(char::is_whitespace);
    let afternoon = match half.get(..2)?.to_ascii_lowercase().as_str() {
        "am" => false,
        "pm" => true,
        _ => return None,
    };
    let behind = half.get(2..).filter(|behind| !behind.starts_with(char::is_alphanumeric))?;
    let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    Some((twelve_hours(NaiveTime::from_hms_opt(hour, 0, 0)?, afternoon)?, behind))
}

fn plain_time(text: &str) -> Option<(NaiveTime, &str)> {
    let (hour, rest) = number(text)?;
    if let Some(rest) = rest.strip_prefix('時') {
        let minutes = number(rest).and_then(|(minute, rest)| Some((minute, rest.strip_prefix('分')?)));
        let half = || rest.strip_prefix('半').map(|rest| ("30", rest));
        let (minute, rest) = minutes.or_else(half).unwrap_or(("0", rest));
        return Some((NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?, rest));
    }
    let (minute, rest) = number(rest.strip_prefix([':', '：'])?)?;
    (hour.len() <= 2 && minute.len() == 2).then_some(())?;
    let seconds = rest.strip_prefix(':').and_then(number).filter(|(second, _)| second.len() == 2);
    let (second, rest) = seconds.unwrap_or(("0", rest));
    Some((NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?)?, rest))
}

pub(super) fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// What was found of a date so far.
#[derive(Default)]
struct Found {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<NaiveTime>,
    afternoon: Option<bool>,
    /// The first two numbers of a date in which the month could be either.
    ambiguous: Option<(u32, u32)>,
}

/// A whole text that is a date with its year and month, in the forms that `strftime` makes in English and Japanese. A
/// missing day is the first.
pub(super) fn stamp(text: &str, order: Order) -> Option<Stamp> {
    let found = scan(text, order)?;
    let date = NaiveDate::from_ymd_opt(found.year?, found.month?, found.day.unwrap_or(1))?;
    Some(Stamp { date, time: found.time })
}

/// The same with its day.
pub(super) fn whole_day(text: &str, order: Order) -> Option<Stamp> {
    scan(text, order)?.day?;
    stamp(text, order)
}

/// The month and the day of a whole text that is a date but for its year: `30 Jul`, `July 30th`.
pub(super) fn without_year(text: &str) -> Option<(u32, u32)> {
    let found = scan(text, Order::Mdy)?;
    if found.year.is_some() { None } else { Some((found.month?, found.day?)) }
}

/// The year of a whole text that is a month of a year: `July 2026`, `2026-07`.
pub(super) fn month_of_year(text: &str) -> Option<i32> {
    let found = scan(text, Order::Mdy)?;
    found.month?;
    if found.day.is_some() || found.time.is_some() { None } else { found.year }
}

/// The name of a month, whole or short.
pub(super) fn is_month(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS.iter().any(|name| **name == *word || (3..=4).contains(&word.len()) && name.starts_with(&word))
}

/// A weekday and nothing else.
pub(super) fn is_weekday(word: &str) -> bool {
    weekday(word).is_some()
}

/// The weekday that a word is: `Mon`, `Tues.`, `月`, `月曜日`.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    const JAPANESE: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    let word = word.trim().trim_end_matches("曜日").trim_end_matches(['曜', '.']).to_lowercase();
    let short = |name: &str| (3..=5).contains(&word.len()) && name.starts_with(&word);
    let is_name = |name: &&str| **name == *word || short(name);
    let place = JAPANESE.iter().position(|name| *name == word).or_else(|| WEEKDAYS.iter().position(is_name))?;
    Weekday::try_from(u8::try_from(place).ok()?).ok()
}

/// The first two numbers of a date that could be read either way.
pub(super) fn either_way(text: &str) -> Option<(u32, u32)> {
    scan(text, Order::Mdy)?.ambiguous
}

/// A text that is a time and nothing else.
pub(super) fn time_alone(text: &str) -> Option<NaiveTime> {
    let found = scan(text, Order::Mdy)?;
    if found.year.or(found.month.map(|_| 0)).or(found.day.map(|_| 0)).is_some() { None } else { found.time }
}

fn scan(text: &str, order: Order) -> Option<Found> {
    /// Longer than any date in words.
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return None;
    }
    let mut found = Found::default();
    // The year of an era, or two figures of a year, are no day and no month.
    if let Some((year, _)) = text.split_once('年')
        && year.len() - year.trim_end_matches(|c: char| c.is_ascii_digit()).len() != 4
    {
        return None;
    }
    let text = text.replace(['年', '月'], "-").replace('日', " ");
    // `2020-08-29T11:11` in two words.
    let text = match text.split_once(['T', 't']) {
        Some((date, time))
            if date.ends_with(|c: char| c.is_ascii_digit()) && time.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{date} {time}")
        }
        _ => text,
    };
    let is_apart = |c: char| c.is_whitespace() || ",()（）".contains(c);
    let mut words = text.split(is_apart).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let half = words.peek().map(|next| next.to_lowercase());
        let is_hour = half.is_some_and(|half| matches!(half.trim_end_matches('.'), "am" | "pm" | "a.m" | "p.m"));
        match word.parse::<u32>() {
            Ok(hour @ 1..=12) if is_hour => once(&mut found.time, NaiveTime::from_hms_opt(hour, 0, 0)?)?,
            _ => word_of_date(word, order, &mut found)?,
        }
    }
    if let (Some(time), Some(afternoon)) = (found.time, found.afternoon) {
        found.time = Some(twelve_hours(time, afternoon)?);
    }
    Some(found)
}

fn twelve_hours(time: NaiveTime, afternoon: bool) -> Option<NaiveTime> {
    use chrono::Timelike;
    match (time.hour(), afternoon) {
        (12, false) => time.with_hour(0),
        (hour @ 1..=11, true) => time.with_hour(hour + 12),
        _ => Some(time),
    }
}

fn word_of_date(word: &str, order: Order, found: &mut Found) -> Option<()> {
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    let (digits, tail) = number(lower).unwrap_or(("", lower));
    if digits.is_empty() {
        return named(lower, found);
    }
    if tail.starts_with([':', '：', '時']) {
        return clock(lower, found);
    }
    match (digits.len(), tail) {
        (1..=2, "am" | "pm") => {
            once(&mut found.time, NaiveTime::from_hms_opt(digits.parse().ok()?, 0, 0)?)?;
            once(&mut found.afternoon, tail == "pm")
        }
        (1..=2, "" | "st" | "nd" | "rd" | "th") => once(&mut found.day, digits.parse().ok()?),
        (4, "") => once(&mut found.year, digits.parse().ok()?),
        (8 | 12 | 14, "") => {
            let date = NaiveDate::parse_from_str(&digits[..8], "%Y%m%d").ok()?;
            if digits.len() > 8 {
                let seconds = format!("{:0<6}", &digits[8..]);
                once(&mut found.time, NaiveTime::parse_from_str(&seconds, "%H%M%S").ok()?)?;
            }
            whole_date(date, found)
        }
        _ => numbers(lower, order, found),
    }
}

/// `10:00`, `10:00:30.5`, `10:00am`, `10:00+09:00`, `10時30分`. An offset is passed over, as the others do.
fn clock(word: &str, found: &mut Found) -> Option<()> {
    let (time, rest) = plain_time(word)?;
    once(&mut found.time, time)?;
    let rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    match rest {
        "" | "z" => Some(()),
        "am" | "pm" => once(&mut found.afternoon, rest == "pm"),
        _ => offset(rest),
    }
}

fn offset(word: &str) -> Option<()> {
    let digits = word.strip_prefix(['+', '-'])?;
    let fits = matches!(digits.len(), 4 | 5) && digits.chars().all(|c| c.is_ascii_digit() || c == ':');
    fits.then_some(())
}

fn named(word: &str, found: &mut Found) -> Option<()> {
    let names = |name: &str| name == word || (word.len() >= 3 && name.starts_with(word) && word.len() <= 4);
    if let Some(month) = MONTHS.iter().position(|name| names(name)) {
        return once(&mut found.month, u32::try_from(month).ok()? + 1);
    }
    if WEEKDAYS.iter().any(|name| names(name)) {
        return Some(());
    }
    match word {
        "am" | "a.m" | "午前" => once(&mut found.afternoon, false),
        "pm" | "p.m" | "午後" => once(&mut found.afternoon, true),
        "at" | "of" | "utc" | "gmt" | "jst" | "z" => Some(()),
        "月" | "火" | "水" | "木" | "金" | "土" | "-" => Some(()),
        _ => {
            let (afternoon, time) = [("午前", false), ("午後", true)]
                .into_iter()
                .find_map(|(half, afternoon)| Some((afternoon, word.strip_prefix(half)?)))
                .filter(|(_, time)| number(time).is_some())
                .or_else(|| offset(word).map(|()| (false, "")))?;
            if time.is_empty() {
                return Some(());
            }
            once(&mut found.afternoon, afternoon)?;
            clock(time, found)
        }
    }
}

/// `2020-08-29`, `2020-08`, `29.08.2020`, `08/29/20`, `29-aug-2020`.
fn numbers(word: &str, order: Order, found: &mut Found) -> Option<()> {
    let separator = word.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = word.split(separator).filter(|part| !part.is_empty()).collect();
    let value = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    match parts[..] {
        [year, month] if year.len() == 4 => {
            once(&mut found.year, year.parse().ok()?)?;
            once(&mut found.month, value(month)?)
        }
        [year, month, day] if year.len() == 4 => {
            whole_date(NaiveDate::from_ymd_opt(year.parse().ok()?, value(month)?, value(day)?)?, found)
        }
        [day, month, year] if value(month).is_none() => {
            named(month, found)?;
            once(&mut found.day, value(day)?)?;
            once(&mut found.year, full_year(year)?)
        }
        [year, month, day] if order == Order::Ymd && day.len() <= 2 && year.len() == 2 => {
            whole_date(NaiveDate::from_ymd_opt(full_year(year)?, value(month)?, value(day)?)?, found)
        }
        [first, second, year] => {
            let (first, second) = (value(first)?, value(second)?);
            let day_first = match separator {
                '.' => second <= 12,
                _ => first > 12 || (order == Order::Dmy && second <= 12),
            };
            if separator != '.' {
                found.ambiguous = Some((first, second));
            }
            let (month, day) = if day_first { (second, first) } else { (first, second) };
            whole_date(NaiveDate::from_ymd_opt(full_year(year)?, month, day)?, found)
        }
        _ => None,
    }
}

fn full_year(year: &str) -> Option<i32> {
    let value: i32 = year.parse().ok()?;
    match year.len() {
        4 => Some(value),
        2 => Some(if value < 69 { 2000 + value } else { 1900 + value }),
        _ => None,
    }
}

fn whole_date(date: NaiveDate, found: &mut Found) -> Option<()> {
    use chrono::Datelike;
    once(&mut found.year, date.year())?;
    once(&mut found.month, date.month())?;
    once(&mut found.day, date.day())
}

/// A date has each of its parts once.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests;
