//! Times of day: `15:00`, `3:30 pm`, `午後3時半`, `noon`.

use std::ops::RangeInclusive;

use chrono::{FixedOffset, NaiveTime};

use super::DateErrorKind;
use super::grammar::{Match, is_filler, is_sign, joined_number, number, word};
use super::lexicon::{DayPart, Word};
use super::parts::Part;
use super::tokens::Token;

/// For each part of the day the hours that are said with it, and what to add to them.
const HOURS: &[(DayPart, RangeInclusive<u32>, u32)] = &[
    (DayPart::Am, 0..=11, 0),
    (DayPart::Pm, 0..=11, 12),
    (DayPart::Pm, 12..=12, 0),
    (DayPart::Morning, 0..=11, 0),
    (DayPart::Midday, 11..=16, 0),
    (DayPart::Midday, 1..=4, 12),
    (DayPart::Evening, 15..=19, 0),
    (DayPart::Evening, 3..=7, 12),
    (DayPart::Night, 17..=23, 0),
    (DayPart::Night, 5..=11, 12),
    (DayPart::Night, 0..=4, 0),
    (DayPart::LateNight, 22..=23, 0),
    (DayPart::LateNight, 10..=11, 12),
    (DayPart::LateNight, 0..=5, 0),
];

/// Hour, minute, second and nanosecond as written.
#[derive(Default)]
struct ClockFigures {
    hour: u32,
    minute: u32,
    second: u32,
    nano: u32,
    /// Index of the token after them.
    next: usize,
}

/// The time of day that the tokens from `at` on begin with, and the offset from UTC right behind it.
pub(super) fn time_of_day(tokens: &[Token], at: usize) -> Option<Match> {
    let fixed = match word(tokens, at) {
        Some(Word::Noon) => Some(12),
        Some(Word::Midnight) => Some(0),
        _ => None,
    };
    if let Some(time) = fixed.and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)) {
        return Match::new(at + 1, vec![Part::Time(time)]);
    }
    let (said_before, figures_at) = part_before(tokens, at);
    let (mut figures, said_after) = clock_figures(tokens, figures_at)?;
    let next = figures.next;
    let part = said_before.or(said_after);
    if let Some(part) = part {
        let Some(hour) = hour_of_day(part, figures.hour) else {
            return Match::refused(next, DateErrorKind::NoSuchTime);
        };
        figures.hour = hour;
    }
    let Some(time) = NaiveTime::from_hms_nano_opt(figures.hour, figures.minute, figures.second, figures.nano) else {
        return Match::refused(next, DateErrorKind::NoSuchTime);
    };
    match offset(tokens, next) {
        Some((Some(offset), next)) => Match::new(next, vec![Part::Time(time), Part::Offset(offset)]),
        Some((None, next)) => Match::refused(next, DateErrorKind::NoSuchTime),
        None => Match::new(next, vec![Part::Time(time)]),
    }
}

/// 午後, 朝の: the part of the day in front of the figures, and where these begin.
fn part_before(tokens: &[Token], at: usize) -> (Option<DayPart>, usize) {
    match word(tokens, at) {
        Some(Word::DayPart(part)) if is_filler(tokens, at + 1) => (Some(part), at + 2),
        Some(Word::DayPart(part)) => (Some(part), at + 1),
        _ => (None, at),
    }
}

/// The figures of a clock and the "am" or "pm" behind them.
fn clock_figures(tokens: &[Token], at: usize) -> Option<(ClockFigures, Option<DayPart>)> {
    let (hour, _) = number(tokens, at)?;
    let mut figures = ClockFigures { hour, ..ClockFigures::default() };
    if let Some(minute) = joined_number(tokens, at + 1, ':') {
        figures.minute = two_digits(minute);
        figures.next = at + 3;
        if let Some(second) = joined_number(tokens, at + 3, ':') {
            figures.second = two_digits(second);
            figures.next = at + 5;
            if let Some((fraction, digits)) = joined_number(tokens, at + 5, '.') {
                figures.nano = nanoseconds(fraction, digits);
                figures.next = at + 7;
            }
        }
    } else if word(tokens, at + 1) == Some(Word::HourMark) {
        read_marked_minutes(tokens, at + 2, &mut figures);
    } else if half_of_day(tokens, at + 1).is_some() {
        figures.next = at + 1;
    } else {
        return None;
    }
    let half = half_of_day(tokens, figures.next);
    figures.next += usize::from(half.is_some());
    Some((figures, half))
}

/// 半, 30分, 30分15秒 after the hour.
fn read_marked_minutes(tokens: &[Token], at: usize, figures: &mut ClockFigures) {
    figures.next = at;
    if word(tokens, at) == Some(Word::Half) {
        figures.minute = 30;
        figures.next = at + 1;
        return;
    }
    let marked = |at: usize, mark: Word| number(tokens, at).filter(|_| word(tokens, at + 1) == Some(mark));
    if let Some((minute, _)) = marked(at, Word::MinuteMark) {
        figures.minute = minute;
        figures.next = at + 2;
        if let Some((second, _)) = marked(at + 2, Word::SecondMark) {
            figures.second = second;
            figures.next = at + 4;
        }
    }
}

/// Minutes and seconds after a colon have two digits; others are no time.
fn two_digits((value, digits): (u32, usize)) -> u32 {
    if digits == 2 { value } else { u32::MAX }
}

/// A decimal fraction of a second; digits beyond nanoseconds are dropped.
fn nanoseconds(fraction: u32, digits: usize) -> u32 {
    match u32::try_from(digits) {
        Ok(digits @ 0..=9) => fraction.saturating_mul(10_u32.pow(9 - digits)).min(999_999_999),
        // The value of so many digits does not fit a token; its beginning cannot be told any more.
        _ => 0,
    }
}

fn half_of_day(tokens: &[Token], at: usize) -> Option<DayPart> {
    match word(tokens, at)? {
        Word::DayPart(half @ (DayPart::Am | DayPart::Pm)) if tokens[at].latin => Some(half),
        _ => None,
    }
}

fn hour_of_day(part: DayPart, hour: u32) -> Option<u32> {
    // Twelve o'clock at night is the first hour of the day on a twelve-hour clock.
    if part == DayPart::Am && hour == 12 {
        return Some(0);
    }
    HOURS.iter().find(|(named, hours, _)| *named == part && hours.contains(&hour)).map(|(_, _, added)| hour + added)
}

/// `Z`, `+09:00`, `-0530` right behind a time, and the index of the token after it; no offset when it is out of range.
fn offset(tokens: &[Token], at: usize) -> Option<(Option<FixedOffset>, usize)> {
    const MINUTES_AT_MOST: u32 = 14 * 60;
    if !tokens.get(at)?.glued {
        return None;
    }
    if word(tokens, at) == Some(Word::Letter('z')) {
        return Some((FixedOffset::east_opt(0), at + 1));
    }
    let sign = ['+', '-'].into_iter().find(|sign| is_sign(tokens, at, *sign))?;
    let (hours, minutes, next) = match (joined_number(tokens, at, sign)?, joined_number(tokens, at + 2, ':')) {
        ((hours, 2), Some((minutes, 2))) => (hours, minutes, at + 4),
        ((both, 4), None) => (both / 100, both % 100, at + 2),
        _ => return None,
    };
    let total = hours * 60 + minutes;
    let valid = minutes < 60 && total <= MINUTES_AT_MOST;
    let seconds = i32::try_from(total * 60).ok().filter(|_| valid);
    let offset = seconds.and_then(|seconds| FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds }));
    Some((offset, next))
}
