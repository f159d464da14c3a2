//! Times of day: `15:00`, `3:30 pm`, 午後3時半, `noon`, `at 3`.

use std::ops::RangeInclusive;

use chrono::{FixedOffset, NaiveTime};

use super::grammar::{Match, Reader, is_half_of_day};
use super::lexicon::{DayPart, Unit, Word};
use super::parts::Part;
use super::tokens::Kind;
use crate::domain::{DateTrouble, DayOrder};

/// For each part of the day the hours that are said with it, and what to add to them.
const HOURS: &[(DayPart, RangeInclusive<u32>, u32)] = &[
    (DayPart::Am, 0..=11, 0),
    (DayPart::Pm, 0..=11, 12),
    (DayPart::Pm, 12..=12, 0),
    (DayPart::Morning, 0..=11, 0),
    (DayPart::Midday, 11..=16, 0),
    (DayPart::Midday, 1..=5, 12),
    (DayPart::Evening, 15..=22, 0),
    (DayPart::Evening, 3..=10, 12),
    (DayPart::Night, 17..=23, 0),
    (DayPart::Night, 5..=11, 12),
    (DayPart::Night, 0..=4, 0),
    (DayPart::LateNight, 22..=23, 0),
    (DayPart::LateNight, 10..=11, 12),
    (DayPart::LateNight, 0..=5, 0),
];
/// An hour that is said with one figure and nothing else is one of these in the afternoon: nobody meets at three in the
/// morning. Who means it says so.
const AFTERNOON: RangeInclusive<u32> = 1..=6;

/// Hour, minute, second and nanosecond as written.
#[derive(Clone, Copy, Default)]
pub(super) struct ClockFigures {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) nano: u32,
    pub(super) half: Option<DayPart>,
    /// The hour has one figure or is in words, and nothing tells the half of the day.
    pub(super) bare: bool,
    /// It was written as an hour from 24 on, which is one of the next day.
    pub(super) late: bool,
    /// Index of the token after them.
    pub(super) next: usize,
}

impl ClockFigures {
    pub(super) fn time(self) -> Option<NaiveTime> {
        let hour = match self.half {
            Some(part) => hour_of_day(part, self.hour)?,
            None if self.bare && AFTERNOON.contains(&self.hour) => self.hour + 12,
            None => self.hour,
        };
        NaiveTime::from_hms_nano_opt(hour, self.minute, self.second, self.nano)
    }
}

impl ClockFigures {
    /// Whether the hour lies on the day behind the one that it is told with: 金曜25時, 金曜の深夜1時.
    pub(super) fn is_next_day(self) -> bool {
        self.late || matches!(self.half, Some(DayPart::Night | DayPart::LateNight)) && self.hour < 5
    }
}

impl Reader<'_> {
    /// The time of day that the tokens from `at` on begin with, and the offset from UTC right behind it.
    pub(super) fn time_of_day(&self, at: usize) -> Option<Match> {
        if let Some((hour, next)) = self.fixed_hour(at) {
            let time = Part::Time(NaiveTime::from_hms_opt(hour, 0, 0)?);
            // "tonight at midnight" and "midnight today" begin tomorrow; "midnight tomorrow" begins it.
            let of_today = (0..self.tokens.len())
                .any(|at| matches!(self.word(at), Some(Word::Relative(Unit::Day, 0) | Word::DayAndPart(0, _))));
            return Match::new(next, if hour == 0 && of_today { vec![time, Part::NextDay] } else { vec![time] });
        }
        let figures = self.clock(at, false)?;
        let Some(time) = figures.time() else {
            return Match::refused(figures.next, DateTrouble::NoSuchTime);
        };
        match self.offset(figures.next) {
            Some((Some(offset), next)) => Match::new(next, vec![Part::Time(time), Part::Offset(offset)]),
            Some((None, next)) => Match::refused(next, DateTrouble::NoSuchTime),
            None if figures.is_next_day() => Match::new(figures.next, vec![Part::Time(time), Part::NextDay]),
            None => Match::new(figures.next, vec![Part::Time(time)]),
        }
    }

    /// 朝, "in the morning", "close of business": a part of the day without an hour.
    pub(super) fn vague_time(&self, at: usize) -> Option<Match> {
        match self.word(at)? {
            Word::DayPart(part) if !(is_half_of_day(part) && self.is_latin(at)) => {
                Match::new(at + 1, vec![Part::Vague])
            }
            _ => None,
        }
    }

    /// "tonight" and "tonight at 8"; 明朝9時.
    pub(super) fn day_and_part(&self, at: usize, days: i64, part: DayPart) -> Option<Match> {
        let clock_at = self.skip_fillers(at + 1);
        let told = self.clock(clock_at, false).or_else(|| {
            let led = self.word(at + 1) == Some(Word::At);
            if led { self.clock(at + 1, false) } else { None }
        });
        let Some(figures) = told.filter(|figures| figures.half.is_none()) else {
            return Match::new(at + 1, vec![Part::Days(days), Part::Vague]);
        };
        let hour = hour_of_day(part, figures.hour);
        match hour.and_then(|hour| NaiveTime::from_hms_opt(hour, figures.minute, figures.second)) {
            Some(time) if part == DayPart::Night && figures.hour < 5 => {
                Match::new(figures.next, vec![Part::Days(days), Part::Time(time), Part::NextDay])
            }
            Some(time) => Match::new(figures.next, vec![Part::Days(days), Part::Time(time)]),
            None => Match::refused(figures.next, DateTrouble::NoSuchTime),
        }
    }

    /// "noon", 正午, "midnight".
    pub(super) fn fixed_hour(&self, at: usize) -> Option<(u32, usize)> {
        if self.number(at).is_some_and(|(hour, _)| hour == 12) && self.word(at + 1) == Some(Word::Noon) {
            return Some((12, at + 2));
        }
        match self.word(at)? {
            Word::Noon => Some((12, at + 1)),
            Word::Midnight => Some((0, at + 1)),
            _ => None,
        }
    }

    /// The figures of a clock with what says the half of the day before or behind them. `bare`: a number alone counts.
    pub(super) fn clock(&self, at: usize, bare: bool) -> Option<ClockFigures> {
        let (before, figures_at) = match self.word(at) {
            Some(Word::DayPart(part)) => {
                let joined = self.is_filler(at + 1) && self.word(at + 1) != Some(Word::At);
                (Some(part), if joined { at + 2 } else { at + 1 })
            }
            _ => (None, at),
        };
        // "at 3", "@ 3"
        let led = matches!(self.word(figures_at), Some(Word::At)) || self.is_sign(figures_at, '@');
        let figures_at = if led { figures_at + 1 } else { figures_at };
        let mut figures = self.figures(figures_at, bare || led)?;
        figures.half = before.or(figures.half);
        Some(figures)
    }

    fn figures(&self, at: usize, bare: bool) -> Option<ClockFigures> {
        if let Some(figures) = self.spoken(at) {
            return Some(figures);
        }
        let (hour, digits) = self.number(at)?;
        let is_short = digits < 2 && hour < 10;
        let mut figures = ClockFigures { hour, bare: is_short, ..ClockFigures::default() };
        if let Some(minute) = self.joined_number(at + 1, ':') {
            figures.minute = two_digits(minute);
            figures.next = at + 3;
            if let Some(second) = self.joined_number(at + 3, ':') {
                figures.second = two_digits(second);
                figures.next = at + 5;
                figures.bare = false;
                if let Some((fraction, digits)) = self.joined_number(at + 5, '.') {
                    figures.nano = nanoseconds(fraction, digits);
                    figures.next = at + 7;
                }
            }
        } else if let Some(minute) = self.pointed_minutes(at) {
            figures.minute = minute;
            figures.next = at + 3;
        } else if self.word(at + 1) == Some(Word::HourMark) {
            self.read_marked_minutes(at + 2, &mut figures);
        } else if self.word(at + 1) == Some(Word::OClock) {
            figures.next = at + 2;
        } else if let Some(minute) = self.spoken_minutes(at) {
            (figures.minute, figures.bare) = (minute, hour <= 6);
            figures.next = at + 2;
        } else if self.half_behind(at + 1).is_some() || (bare && digits < 3 && self.can_stand_alone(at + 1)) {
            figures.next = at + 1;
        } else {
            return None;
        }
        if let Some((half, next)) = self.half_behind(figures.next) {
            figures.half = Some(half);
            figures.next = next;
        }
        // 25時, 24:30
        if self.japanese && (24..30).contains(&figures.hour) && figures.next > at + 1 && figures.half.is_none() {
            (figures.hour, figures.late) = (figures.hour - 24, true);
        }
        Some(figures)
    }

    /// The minutes of "twelve thirty", in words like the hour.
    fn spoken_minutes(&self, at: usize) -> Option<u32> {
        let in_words = |at: usize| match self.word(at) {
            Some(Word::Number(value)) => Some(value),
            _ => None,
        };
        let minutes = in_words(at + 1).filter(|minutes| matches!(minutes, 10..=59))?;
        let counts = matches!(
            self.word(at + 2),
            Some(Word::Unit(_) | Word::Fortnight | Word::To | Word::Past | Word::MonthName(_) | Word::Ordinal)
        );
        in_words(at).filter(|hour| (1..=12).contains(hour) && !counts).map(|_| minutes)
    }

    /// A bare number is no hour in front of a unit or another figure: "at 3 people" is found out by what follows,
    /// "from 3/4" and "at 3 weeks" here.
    fn can_stand_alone(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at) else { return true };
        !matches!(
            next.kind,
            Kind::Number { .. }
                | Kind::Sign('/' | '.' | ':' | '%')
                | Kind::Word(
                    Word::Unit(_)
                        | Word::Ordinal
                        | Word::MonthName(_)
                        | Word::DayMark
                        | Word::MonthMark
                        | Word::YearMark
                        | Word::MinuteMark
                        | Word::Fortnight
                        | Word::Letter(_)
                )
        )
    }

    /// The minutes of `15.00` and `15.30`: a point is read as a colon where the figures cannot be day and month.
    fn pointed_minutes(&self, at: usize) -> Option<u32> {
        let (minutes, digits) = self.joined_number(at + 1, '.')?;
        let goes_on = self.is_sign(at + 3, '.') && self.is_glued(at + 3) && self.number(at + 4).is_some();
        let is_hours = matches!(self.word(at + 3), Some(Word::Unit(_))) || self.is_hour_unit(at + 3);
        let is_led = at > 0 && (self.word(at - 1) == Some(Word::At) || self.is_sign(at - 1, '@'));
        let cannot_be_month = minutes == 0 || minutes > 12;
        let told = is_led || cannot_be_month || self.half_behind(at + 3).is_some();
        (digits == 2 && told && !goes_on && !is_hours).then_some(minutes)
    }

    /// `half past three`, `quarter to four`, `ten past two`.
    fn spoken(&self, at: usize) -> Option<ClockFigures> {
        let a_quarter = usize::from(self.word(at) == Some(Word::Number(1)));
        let (minutes, join) = match self.word(at + a_quarter) {
            Some(Word::Half) => (30, at + a_quarter + 1),
            Some(Word::Unit(Unit::Quarter)) => (15, at + a_quarter + 1),
            _ => (self.number(at).filter(|(n, _)| matches!(n, 5 | 10 | 20 | 25))?.0, at + 1),
        };
        // In Britain "half six" is half past six.
        let is_british = self.word(at) == Some(Word::Half) && self.rules.order == DayOrder::Dmy && self.is_latin(at);
        if let Some((hour @ 1..=12, _)) = self.number(join).filter(|_| is_british)
            && self.can_stand_alone(join + 1)
            && !matches!(self.word(join + 1), Some(Word::To | Word::And))
            && !(at > 0 && matches!(self.word(at - 1), Some(Word::Nth(_) | Word::For | Word::And | Word::In)))
        {
            let mut figures = ClockFigures { hour, minute: 30, bare: true, next: join + 1, ..ClockFigures::default() };
            if let Some((half, next)) = self.half_behind(figures.next) {
                (figures.half, figures.next) = (Some(half), next);
            }
            return Some(figures);
        }
        let is_past = match self.word(join)? {
            Word::Past => true,
            Word::To if minutes != 30 && self.can_be_to_the_hour(at, join) => false,
            _ => return None,
        };
        let (hour, _) = self.number(join + 1)?;
        let before = if hour == 1 { 12 } else { hour.checked_sub(1)? };
        let (hour, minute) = if is_past { (hour, minutes) } else { (before, 60 - minutes) };
        let mut figures = ClockFigures { hour, minute, bare: true, next: join + 2, ..ClockFigures::default() };
        if let Some((half, next)) = self.half_behind(figures.next) {
            (figures.half, figures.next) = (Some(half), next);
        }
        Some(figures)
    }

    /// "ten to eleven" and "20 to 3" are times; "10 to 11", "from 10 to 11" and "10 till 11" go from one hour to the other.
    fn can_be_to_the_hour(&self, at: usize, join: usize) -> bool {
        let in_words = self.number(at).is_none_or(|(_, digits)| digits == 0);
        let is_till = self.tokens[join].span.len() > "to".len();
        let is_from = at > 0 && self.word(at - 1) == Some(Word::From);
        let (Some((first, _)), Some((second, _))) = (self.number(at), self.number(join + 1)) else {
            return in_words && !is_till;
        };
        let hour = |hour: u32| if AFTERNOON.contains(&hour) { hour + 12 } else { hour };
        let is_range = first < 24 && second <= 24 && (first < second || hour(first) < hour(second));
        !is_till && !is_from && (in_words || !is_range)
    }

    /// 半, 30分, 30分15秒 after the hour.
    fn read_marked_minutes(&self, at: usize, figures: &mut ClockFigures) {
        figures.next = at;
        if self.word(at) == Some(Word::Half) {
            figures.minute = 30;
            figures.next = at + 1;
            return;
        }
        let marked = |at: usize, mark: Word| self.number(at).filter(|_| self.word(at + 1) == Some(mark));
        // 15時 90分 is a length, 15時90分 no time.
        let minutes = marked(at, Word::MinuteMark).filter(|(minute, _)| self.is_glued(at) || *minute < 60);
        if let Some((minute, _)) = minutes {
            figures.minute = minute;
            figures.next = at + 2;
            if let Some((second, _)) = marked(at + 2, Word::SecondMark) {
                figures.second = second;
                figures.next = at + 4;
            }
        }
    }

    /// "pm", "in the afternoon", "at night" behind the figures, and the index after it.
    fn half_behind(&self, at: usize) -> Option<(DayPart, usize)> {
        let is_spoken = |word: Option<Word>| match word {
            Some(Word::DayPart(part)) if part != DayPart::Vague => Some(part),
            _ => None,
        };
        match self.word(at)? {
            Word::DayPart(half) if self.is_latin(at) && is_half_of_day(half) => Some((half, at + 1)),
            Word::In if self.word(at + 1) == Some(Word::Filler) => {
                is_spoken(self.word(at + 2)).map(|half| (half, at + 3))
            }
            Word::At if self.word(at + 1) == Some(Word::DayPart(DayPart::Night)) => Some((DayPart::Night, at + 2)),
            _ => None,
        }
    }

    /// `Z`, `+09:00`, `-0530` right behind a time, and the index of the token after it; no offset when it is out of
    /// range.
    pub(super) fn offset(&self, at: usize) -> Option<(Option<FixedOffset>, usize)> {
        const MINUTES_AT_MOST: u32 = 14 * 60;
        if !self.is_glued(at) {
            return None;
        }
        if self.word(at) == Some(Word::Letter('z')) {
            return Some((FixedOffset::east_opt(0), at + 1));
        }
        let sign = ['+', '-'].into_iter().find(|sign| self.is_sign(at, *sign))?;
        let (hours, minutes, next) = match (self.joined_number(at, sign)?, self.joined_number(at + 2, ':')) {
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

fn hour_of_day(part: DayPart, hour: u32) -> Option<u32> {
    // Twelve o'clock at night is the first hour of the day on a twelve-hour clock.
    if part == DayPart::Am && hour == 12 {
        return Some(0);
    }
    HOURS.iter().find(|(named, hours, _)| *named == part && hours.contains(&hour)).map(|(_, _, added)| hour + added)
}
