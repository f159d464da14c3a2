//! Dates where other programs put them: in headings, behind names, in members of JSON.

pub(super) mod impossible;

use chrono::{DateTime, NaiveDate, NaiveTime, Weekday};
use serde_json::Value;

use super::When;
use super::json::Object;
use super::markdown::after_date;
use super::stamp::{self, Order, Stamp};
use crate::text::english::MONTHS;

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
    // The beginning of a span, and no name of a zone in brackets: tomoni takes the time as the clock showed it.
    let text = text.split('→').next().unwrap_or(text).trim();
    let zone = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let text = zone.filter(|(_, zone)| is_zone(zone)).map_or(text, |(text, _)| text).trim_start_matches('@');
    let text = text.trim().trim_matches(AROUND);
    if text.chars().all(|c| c.is_ascii_digit())
        && let Some(at) = text.parse().ok().and_then(epoch)
    {
        return Some((at, None));
    }
    let at = stamp::moment(text, order).or_else(|| {
        let found = in_words(text, order)?;
        found.title.is_empty().then(|| found.at.when())
    })?;
    Some((at, stamp::either_way(text).map(|_| text.to_owned())))
}

/// `JST`, `GMT+9`, `UTC`.
fn is_zone(words: &str) -> bool {
    let letters = words.trim_end_matches(|c: char| c.is_ascii_digit() || "+-:".contains(c));
    (3..=4).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && stamp::weekday(letters).is_none()
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

/// A line that says when something was.
pub(super) struct Property {
    pub found: Found,
    /// How good its name is for a date: the lower, the better.
    pub rank: usize,
    /// It says when the text was made, and not what day it is about.
    pub is_made: bool,
    pub weekday: Option<Weekday>,
}

/// Whether a name says when something was made.
pub(super) fn is_made(rank: usize) -> bool {
    !matches!(NAMES[rank], "date" | "timestamp" | "日付" | "日時")
}

/// The date that a line such as `date:: [[2024-06-03]]` or `Date: 3 June 2024` is about.
pub(super) fn property(line: &str, order: Order) -> Option<Property> {
    let line = line.trim().trim_start_matches(['-', '*', '>', '+', '_', ' ']);
    let (name, said) = line.split_once([':', '：'])?;
    let rank = rank(name.trim_matches(['*', '_', ' ']))?;
    let found = value(said.trim_start_matches([':', '*', '_']), order)?;
    Some(Property {
        found,
        rank,
        is_made: is_made(rank),
        weekday: weekday_in(said).or_else(|| bracketed_weekday(said)),
    })
}

/// 「2024年6月3日（月）」.
pub(super) fn bracketed_weekday(said: &str) -> Option<Weekday> {
    let (_, inside) = said.split_once(['(', '（'])?;
    leading_weekday(inside)
}

/// A date among words.
pub(super) struct Dated {
    pub at: Stamp,
    /// The other words.
    pub title: String,
    /// The date as it is written, where its figures may be read in two ways.
    pub figures: Option<String>,
    /// The words begin with it.
    pub begins: bool,
    /// The weekday that stands beside it.
    pub weekday: Option<Weekday>,
}

/// A day among words that has no year, which the words begin with.
pub(super) struct Yearless {
    pub month: u32,
    pub day: u32,
    pub time: Option<NaiveTime>,
    pub title: String,
    pub weekday: Option<Weekday>,
}

const OPEN: &[char] = &['[', '(', '（', '【', '「', '<', '［', '*', '_'];
const CLOSE: &[char] = &[']', ')', '）', '】', '」', '>', '］', '*', '_'];
const APART: &[char] = &[' ', '\u{3000}', '-', '–', '—', ':', '：', ',', '、', '|', '・', '/'];
/// In bytes; longer than any heading.
const LONGEST: usize = 400;

/// The date that words begin or end with: `2024-06-03 (Mon) 10:00 – Title`, `Meeting, 3 June 2024`, `[[2024-06-03]]`,
/// 「令和6年6月3日（月）面談」.
pub(super) fn in_words(words: &str, order: Order) -> Option<Dated> {
    let written = words.trim();
    let narrow: String = written.chars().map(figure).collect();
    let words = narrow.as_str();
    if words.len() > LONGEST {
        return None;
    }
    let (start, at, end, figures) = found_in(words, order)?;
    let around = Around::of(words, start, end)?;
    let at = Stamp { time: at.time.or(around.time), ..at };
    let title = as_written(written, words, &around.title, around.begins);
    Some(Dated { at, title, figures, begins: around.begins, weekday: around.weekday })
}

/// The same without a year, where the words begin with it: 「6月3日(月)面談」, `30 Jul`, `Thu, July 30th – Talk`, 「6/3(水)」.
pub(super) fn without_year(words: &str) -> Option<Yearless> {
    /// Of a day and a month.
    const MOST: usize = 3;
    let written = words.trim();
    let narrow: String = written.chars().map(figure).collect();
    let words = narrow.as_str();
    if words.len() > LONGEST {
        return None;
    }
    let letters =
        words.char_indices().filter(|(at, c)| c.is_alphanumeric() && !words[..*at].ends_with(char::is_alphanumeric));
    // A weekday may stand in front of it.
    for start in letters.map(|(at, _)| at).take(2) {
        let here = &words[start..];
        let japanese =
            stamp::japanese::month_and_day(here).map(|(month, day, rest)| (month, day, words.len() - rest.len()));
        let ends = here.match_indices([' ', ',', ':', ')', ']', '*', '_']).map(|(at, _)| at).chain([here.len()]);
        let western = || {
            let found = ends.take(MOST).filter_map(|end| {
                let (month, day) = stamp::without_year(here[..end].trim_end_matches(['.', ';', '-', '–']))?;
                Some((month, day, start + end))
            });
            found.last()
        };
        let Some((month, day, end)) = japanese.or_else(western).or_else(|| slashed(here, start)) else { continue };
        let around = Around::of(words, start, end)?;
        // With its year it is another date.
        let year = around.title.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        if year.len() == 4 {
            return None;
        }
        let is_day = NaiveDate::from_ymd_opt(2000, month, day).is_some();
        return (around.begins && is_day).then_some(Yearless {
            month,
            day,
            time: around.time,
            title: as_written(written, words, &around.title, true),
            weekday: around.weekday,
        });
    }
    None
}

/// 「6/3(水)」: the Japanese weekday says in which order they stand.
fn slashed(text: &str, start: usize) -> Option<(u32, u32, usize)> {
    let (month, rest) = text.split_once('/')?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let inside = rest[end..].trim_start().strip_prefix(['(', '（'])?;
    stamp::weekday(&inside[..inside.char_indices().nth(1)?.0])?;
    Some((month.parse().ok()?, rest[..end].parse().ok()?, start + month.len() + 1 + end))
}

/// What stands around a date.
struct Around {
    title: String,
    time: Option<NaiveTime>,
    weekday: Option<Weekday>,
    begins: bool,
}

impl Around {
    /// `None`: the date stands in the middle of words, as a part of what they say.
    fn of(words: &str, start: usize, end: usize) -> Option<Self> {
        let before = words[..start].trim_end_matches(|c| OPEN.contains(&c) || APART.contains(&c));
        let before = before.trim_start_matches(['#', ' ']).trim_start_matches(OPEN).trim_end_matches(CLOSE);
        let follows = words[end..].trim_start_matches(CLOSE);
        let said =
            stamp::weekday(before).or_else(|| leading_weekday(follows)).or_else(|| weekday_in(&words[start..end]));
        let (mut behind, time) = after_date(follows);
        // The end of a span of time is not thrown away, and says nothing without its beginning.
        let date = &words[start..end];
        let begun = date.rfind([' ', 'T']).map_or(start, |at| start + at + 1);
        let told = &date[begun - start..];
        if is_end_of_span(follows) && told.contains([':', '時']) || is_span(told) {
            behind = &words[begun..];
        } else if time.is_some() && is_end_of_span(behind) || behind_span(follows, behind) {
            let from = follows.find(|c: char| c.is_ascii_digit() || c == '午').unwrap_or(0);
            behind = &follows[from..];
        }
        let behind = behind.trim_start_matches(|c| CLOSE.contains(&c) || APART.contains(&c)).trim();
        let behind = if behind.chars().all(|c| CLOSE.contains(&c)) { "" } else { behind };
        let begins = before.is_empty() || stamp::is_weekday(before);
        if !begins && !behind.is_empty() {
            return None;
        }
        let title = if begins { behind } else { before }.to_owned();
        Some(Self { title, time, weekday: said, begins })
    }
}

/// `10:00-11:00`, which is no time with its distance from UTC, because it goes on.
fn is_span(word: &str) -> bool {
    let Some((from, to)) = word.split_once(['-', '–', '—']) else { return false };
    let minutes = |time: &str| {
        let (hour, minute) = time.split_once(':')?;
        Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
    };
    minutes(from).zip(minutes(to)).is_some_and(|(from, to)| from < to)
}

const SPAN: &[char] = &['-', '–', '—', '〜', '～', '~'];

/// `-11:00`, 「〜11時」.
fn is_end_of_span(text: &str) -> bool {
    text.trim_start().strip_prefix(SPAN).is_some_and(starts_with_time)
}

fn starts_with_time(text: &str) -> bool {
    let text = text.trim_start();
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(text.len() - behind.len())) && behind.starts_with([':', '時'])
}

/// Whether what [`after_date`] has left of a text is the end of a span, whose sign it has passed over.
fn behind_span(text: &str, left: &str) -> bool {
    let passed = text[..text.len() - left.len()].trim_end();
    passed.contains([':', '時']) && passed.ends_with(SPAN) && starts_with_time(left)
}

/// The weekday that a text begins with, in brackets or not: ` (Mon)`, `（月・祝）`, ` Sun 10:00`.
fn leading_weekday(text: &str) -> Option<Weekday> {
    let text = text.trim_start_matches(|c| OPEN.contains(&c) || APART.contains(&c));
    let end = text.find(|c: char| !c.is_alphabetic() || c == '・').unwrap_or(text.len());
    let word = &text[..end];
    // 「月次会議」 begins with no weekday.
    stamp::weekday(word)
}

/// The weekday among the words of a date: `Monday, 3 June 2024`.
pub(super) fn weekday_in(date: &str) -> Option<Weekday> {
    date.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3).find_map(stamp::weekday)
}

/// Whether words begin or end with what looks like a date, whatever it is.
pub(super) fn looks_like_one(words: &str) -> bool {
    let narrow: String = words.trim().chars().map(figure).collect();
    let words: &str = narrow.trim_matches(|c| OPEN.contains(&c) || CLOSE.contains(&c) || c == '#' || c == ' ');
    words.len() <= LONGEST && (in_figures(words) || in_japanese(words) || in_english(words))
}

/// `2026-13-01`, `5/3`, `R6.13.1`, `2026-W19`, at the beginning or the end.
fn in_figures(words: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-/.".contains(c);
    let first = words.split(|c| !is_part(c)).next().unwrap_or_default();
    let last = words.rsplit(|c| !is_part(c)).next().unwrap_or_default();
    [first, last].into_iter().any(|word| {
        let word = word.trim_end_matches(['.', '-', '/']);
        let era = word.strip_prefix(['R', 'H', 'S', 'T', 'M']);
        let figures = era.unwrap_or(word);
        let Some(separator) = figures.chars().find(|c| !c.is_ascii_digit()) else { return false };
        let parts: Vec<&str> = figures.split(separator).collect();
        let all =
            |most: usize| parts.iter().all(|p| (1..=most).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
        let is_week =
            |part: &str| part.len() == 3 && part.starts_with('W') && part[1..].bytes().all(|b| b.is_ascii_digit());
        match (parts.as_slice(), separator, era) {
            ([year, week], '-', None) if year.len() == 4 && is_week(week) => true,
            ([first, second], '/', None) => all(2) && first != second,
            ([first, second, third], '-' | '/' | '.', None) => {
                let years = [first, third].into_iter().filter(|part| part.len() == 4).count();
                all(4)
                    && second.len() <= 2
                    && parts.iter().all(|p| p.len() != 3)
                    && (years == 1 || years == 0 && separator != '.')
            }
            ([_, _, _], '-' | '/' | '.', Some(_)) => all(2),
            _ => false,
        }
    })
}

/// 「6月31日」「令和六年」「三月三日」: a number with 年, 月 or 日 behind it, and another one before or behind.
fn in_japanese(words: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十元".contains(c);
    let mut units = 0;
    let mut before = ' ';
    for letter in words.chars() {
        units += usize::from(is_number(before) && matches!(letter, '年' | '月' | '日'));
        before = letter;
    }
    units >= 2
}

/// `Week of 3 May`, `July 32`: the name of a month beside a number.
fn in_english(words: &str) -> bool {
    let words: Vec<String> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("of") && !word.eq_ignore_ascii_case("the"))
        .map(str::to_ascii_lowercase)
        .collect();
    let is_month = |word: &String| {
        word.len() >= 3 && MONTHS.iter().any(|m| m == word || word.len() <= 4 && m.starts_with(word.as_str()))
    };
    let is_day = |word: &String| {
        let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (1..=2).contains(&figures.len()) && matches!(&word[figures.len()..], "" | "st" | "nd" | "rd" | "th")
    };
    words.windows(2).any(|two| is_month(&two[0]) && is_day(&two[1]) || is_day(&two[0]) && is_month(&two[1]))
}

/// The year of words that are a year, or a month of one: `2026`, 「令和8年」, `July 2026`, 「2026年7月」, `2026-07`.
pub(super) fn year_alone(words: &str) -> Option<i32> {
    let narrow: String = words.trim().chars().map(figure).collect();
    let words = narrow.trim_matches(|c| OPEN.contains(&c) || CLOSE.contains(&c) || c == ' ');
    if let Some((year, rest)) = stamp::japanese::year(words) {
        let month =
            rest.strip_suffix('月').is_some_and(|month| month.parse().is_ok_and(|m: u32| (1..=12).contains(&m)));
        return (rest.is_empty() || month).then_some(year);
    }
    if words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit()) {
        return words.parse().ok().filter(|year| (1900..2200).contains(year));
    }
    stamp::month_of_year(words).filter(|year| (1900..2200).contains(year))
}

/// Full-width figures and the signs between them as their narrow twins, and every blank as a space.
pub(super) fn figure(letter: char) -> char {
    match letter {
        blank if blank.is_whitespace() => ' ',
        '０'..='９' | '／' | '－' | '．' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

/// The title of narrow words, as it stands in the words that they were made of, letter by letter.
fn as_written(written: &str, narrow: &str, title: &str, at_the_end: bool) -> String {
    let at = if at_the_end { narrow.rfind(title) } else { narrow.find(title) };
    let before = at.map_or(0, |at| narrow[..at].chars().count());
    written.chars().skip(before).take(title.chars().count()).collect()
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
    const MOST: usize = 9;
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
mod tests;
