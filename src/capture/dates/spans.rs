//! Spans of time and lengths: `15:30-16:30`, `3–4pm`, 15時から1時間, `for an hour`.

use chrono::{NaiveTime, Timelike};

use super::grammar::{Match, Reader};
use super::lexicon::{DayPart, Unit, Word};
use super::parts::Part;
use super::times::ClockFigures;
use crate::domain::DateTrouble;

const MINUTES_OF_DAY: i64 = 24 * 60;

impl Reader<'_> {
    /// `15:30-16:30`, 15時から16時, `3–4pm`, `from 3 to 4 pm`, `15:00〜`.
    pub(super) fn span_of_time(&self, at: usize) -> Option<Match> {
        let fixed =
            |at: usize| self.fixed_hour(at).map(|(hour, next)| ClockFigures { hour, next, ..ClockFigures::default() });
        let is_fixed = fixed(at).is_some();
        let from = fixed(at).or_else(|| self.clock(at, true))?;
        let dash = self.is_dash(from.next);
        let joined = dash || matches!(self.word(from.next), Some(Word::To | Word::Until));
        let joined = joined || (self.word(from.next) == Some(Word::From) && !self.is_latin(from.next));
        if !joined {
            return None;
        }
        let clock = |at: usize| fixed(at).or_else(|| self.clock(at, true)).or_else(|| self.same_hour(at, from, dash));
        let Some(to) = clock(from.next + 1) else {
            // 15時〜: it begins then, and nobody says when it ends.
            let ends = self.tokens.get(from.next + 1).is_none() || self.minutes_at(from.next + 1).is_some();
            let open = dash && ends && self.is_told_by_itself(at, from.next);
            return if open { Match::new(from.next + 1, vec![Part::Time(from.time()?)]) } else { None };
        };
        let both_bare =
            !is_fixed && !self.is_told_by_itself(at, from.next) && !self.is_told_by_itself(from.next + 1, to.next);
        // "15:00-0500" is an offset, "3-4" may be anything.
        let is_offset = dash && self.offset(from.next).is_some() && self.is_sign(from.next, '-');
        if both_bare && !self.is_led_by_time_word(at) && !self.is_behind_day(at)
            || is_offset && self.number(from.next + 1).is_some_and(|(_, d)| d > 2)
        {
            return None;
        }
        if self.same_hour(from.next + 1, from, dash).is_some() && to.minute <= from.minute {
            return Match::refused(to.next, DateTrouble::EndsTooEarly);
        }
        let parts = if to.late && !from.late {
            // 22時〜24時: it ends on the next day.
            let begins = from.time().and_then(|begins| Some((begins, to.time()?)));
            let Some((begins, ends)) = begins else { return Match::refused(to.next, DateTrouble::NoSuchTime) };
            let minutes = MINUTES_OF_DAY.unsigned_abs() + minute_of_day(ends) - minute_of_day(begins);
            vec![Part::Time(begins), Part::Lasts(u32::try_from(minutes).ok()?)]
        } else {
            match span(from, to) {
                Ok((begins, ends)) => vec![Part::Time(begins), Part::Until(ends)],
                Err(trouble) => return Match::refused(to.next, trouble),
            }
        };
        let parts = parts.into_iter().chain(from.is_next_day().then_some(Part::NextDay)).collect();
        // 10時から11時まで
        let closes = self.tokens.get(to.next).is_some_and(|token| token.span.len() <= "まで".len());
        let next = if closes && self.word(to.next) == Some(Word::Until) { to.next + 1 } else { to.next };
        Match::new(next, parts)
    }

    /// The 45分 of 15時15分〜45分: minutes alone behind a dash are those at which it ends, of the same hour.
    fn same_hour(&self, at: usize, from: ClockFigures, dash: bool) -> Option<ClockFigures> {
        let (minute, _) = self.number(at).filter(|(minute, _)| dash && *minute < 60)?;
        let has_minutes = from.next > 0 && self.word(from.next - 1) == Some(Word::MinuteMark);
        let is_minutes = self.word(at + 1) == Some(Word::MinuteMark);
        (has_minutes && is_minutes).then_some(ClockFigures { minute, second: 0, nano: 0, next: at + 2, ..from })
    }

    /// "fri 10 to 11", "tomorrow 9-10", "june 12, 10 to 11": bare hours right behind a day.
    fn is_behind_day(&self, at: usize) -> bool {
        let comma = at > 0 && self.is_sign(at - 1, ',');
        let Some(day) = at.checked_sub(1 + usize::from(comma)) else { return false };
        let before = day.checked_sub(1);
        match self.word(day) {
            Some(Word::Weekday(_) | Word::Relative(Unit::Day, _) | Word::Ordinal) => true,
            Some(Word::MonthName(_)) => before.is_some_and(|at| self.number(at).is_some() || self.is_ordinal(at)),
            Some(_) => false,
            None => self.number(day).is_some_and(|(_, digits)| {
                digits == 4 || (comma && before.is_some_and(|at| matches!(self.word(at), Some(Word::MonthName(_)))))
            }),
        }
    }

    fn is_ordinal(&self, at: usize) -> bool {
        matches!(self.word(at), Some(Word::Ordinal | Word::Nth(_)))
    }

    /// Whether the figures from `at` to `next` are a time even alone: they are more than a bare number.
    fn is_told_by_itself(&self, at: usize, next: usize) -> bool {
        next > at + 1 && !(next == at + 2 && self.word(at) == Some(Word::At))
    }

    /// "from 3 to 4", "at 3-4".
    fn is_led_by_time_word(&self, at: usize) -> bool {
        at > 0 && matches!(self.word(at - 1), Some(Word::From | Word::At))
    }

    fn is_dash(&self, at: usize) -> bool {
        ['-', '–', '—', '−', '~', '〜', '‐', '‑', 'ー'].into_iter().any(|dash| self.is_sign(at, dash))
    }

    /// `for an hour`, 1時間, から90分, `1h`, `1 hour 30 minutes`, `an hour and a half`.
    pub(super) fn length_of_time(&self, at: usize) -> Option<Match> {
        let led = self.word(at) == Some(Word::For);
        let (minutes, next) = self.minutes_at(if led { at + 1 } else { at })?;
        let is_followed = matches!(self.word(next), Some(Word::Later | Word::Ago | Word::From | Word::WithinAfter));
        if is_followed { None } else { Match::new(next, vec![Part::Lasts(minutes)]) }
    }

    fn minutes_at(&self, at: usize) -> Option<(u32, usize)> {
        const HOUR: u32 = 60;
        if self.word(at) == Some(Word::Half) {
            let of_hour = self.number(at + 1).is_some() && self.word(at + 2) == Some(Word::Unit(Unit::Hour));
            return of_hour.then_some((HOUR / 2, at + 3));
        }
        let (count, _) = self.number(at)?;
        if let Some((tenths, 1)) = self.joined_number(at + 1, '.') {
            let is_hours = self.is_hour_unit(at + 3) && matches!(tenths, 0 | 5);
            return is_hours.then(|| (count.saturating_mul(HOUR).saturating_add(tenths * 6), at + 4));
        }
        let is_short = self.word(at + 1) == Some(Word::Letter('m')) && self.is_glued(at + 1);
        if is_short && at > 0 && self.word(at - 1) == Some(Word::For) {
            return Some((count, at + 2));
        }
        if matches!(self.word(at + 1), Some(Word::Unit(Unit::Minute) | Word::MinuteMark)) {
            return Some((count, at + 2));
        }
        if !self.is_hour_unit(at + 1) {
            return None;
        }
        let hours = count.saturating_mul(HOUR);
        // "1h30"
        if let Some((minutes, 2)) = self.number(at + 2).filter(|_| self.is_glued(at + 2) && self.is_latin(at + 1)) {
            return Some((hours.saturating_add(minutes), at + 3));
        }
        if self.word(at + 2) == Some(Word::Half) && !self.is_latin(at + 2) {
            return Some((hours.saturating_add(HOUR / 2), at + 3));
        }
        if self.word(at + 2) == Some(Word::And) && self.word(at + 4) == Some(Word::Half) {
            return Some((hours.saturating_add(HOUR / 2), at + 5));
        }
        let and = usize::from(self.word(at + 2) == Some(Word::And));
        match (self.number(at + 2 + and), self.word(at + 3 + and)) {
            (Some((minutes, _)), Some(Word::Unit(Unit::Minute) | Word::MinuteMark)) => {
                Some((hours.saturating_add(minutes), at + 4 + and))
            }
            _ => Some((hours, at + 2)),
        }
    }

    pub(super) fn is_hour_unit(&self, at: usize) -> bool {
        matches!(self.word(at), Some(Word::Unit(Unit::Hour) | Word::Letter('h')))
    }
}

/// Both ends of a span. What only one of them says about the half of the day holds for the other as well, as far as the
/// span then goes forward: "3–4pm", "11-1pm", 午後3時〜4時.
fn span(from: ClockFigures, to: ClockFigures) -> Result<(NaiveTime, NaiveTime), DateTrouble> {
    let with = |figures: ClockFigures, half: Option<DayPart>| ClockFigures { half, ..figures }.time();
    let candidates = match (from.half, to.half) {
        (None, Some(half)) if from.hour <= 12 => {
            vec![(with(from, Some(half)), to.time()), (with(from, Some(DayPart::Am)), to.time())]
        }
        (Some(half), None) if to.hour <= 12 => {
            vec![(from.time(), with(to, Some(half))), (from.time(), with(to, Some(DayPart::Pm)))]
        }
        _ => vec![(from.time(), to.time()), (from.time(), with(to, to.half.or((to.hour < 12).then_some(DayPart::Pm))))],
    };
    let forward = |pair: &(Option<NaiveTime>, Option<NaiveTime>)| match pair {
        (Some(begins), Some(ends)) => (begins < ends).then_some((*begins, *ends)),
        _ => None,
    };
    let are_times = from.time().is_some() && to.time().is_some();
    let trouble = if are_times { DateTrouble::EndsTooEarly } else { DateTrouble::NoSuchTime };
    candidates.iter().find_map(forward).ok_or(trouble)
}

fn minute_of_day(time: NaiveTime) -> u64 {
    u64::from(time.num_seconds_from_midnight() / 60)
}

/// How many minutes lie between two times of one day.
pub(super) fn minutes_between(begins: NaiveTime, ends: NaiveTime) -> Option<u32> {
    let seconds = i64::from(ends.num_seconds_from_midnight()) - i64::from(begins.num_seconds_from_midnight());
    u32::try_from(seconds / 60).ok().filter(|minutes| (1..=MINUTES_OF_DAY).contains(&i64::from(*minutes)))
}
