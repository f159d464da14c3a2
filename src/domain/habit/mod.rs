//! When a pair meets: what its sessions have in common, and what that proposes for the next one.
//!
//! - The weekday, the time of day and the length are those of the last two sessions if they agree, else those of most of
//!   the last six, else those of the last one.
//! - The distance is the pair's rhythm. Without one it is what at least three sessions show: weeks, or months on the second
//!   Tuesday, on the last Friday, on the 15th. Four sessions that all show another distance count more than a rhythm that
//!   nobody has looked at since.
//! - A session that was held a few days off its usual day does not shift the ones after it.
//! - A day off gives way to the same weekday of the next week, in its month where the distance is in months; where there is
//!   no usual weekday, to the next working day.
//! - Nothing is proposed for a pair that never met, that has ended, or that is paused for no known time, and nothing after
//!   the end of its term.

mod distance;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::DateRules;
use super::moment::{Moment, is_day_alone};
use super::pair::{Pair, PairStatus};
use super::session::{Session, SessionStatus};
use distance::distance;

/// So many of the last sessions show what is usual.
const LOOKED_AT: usize = 6;
/// So many of a pair's sessions are enough to see its habit and what is planned already.
pub const ENOUGH: u32 = 30;
/// What is planned so many days ahead shows what is usual, too.
const NEAR: i64 = 45;
/// Sessions that begin so many minutes apart are meant for the same time of day.
const SAME_TIME: i64 = 10;
/// More steps than from the first meeting of a daily pair to the last one of its life.
const STEPS: usize = 40_000;

/// When a session was or is to be, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    pub at: Moment,
    /// How long it is meant to take, or took where nobody had planned it.
    pub minutes: Option<u32>,
    pub status: SessionStatus,
}

impl Timed {
    pub fn of(session: &Session) -> Self {
        let took = session.minutes.map(to_five);
        Self { at: session.at, minutes: session.plan().or(took), status: session.status }
    }

    fn day(&self) -> NaiveDate {
        self.at.date_naive()
    }
}

/// What is proposed for the next session of a pair. What nobody can tell is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    pub at: Option<NaiveDateTime>,
    /// The usual time of day, also where no day is proposed.
    pub time: Option<NaiveTime>,
    /// The usual length.
    pub minutes: Option<u32>,
}

/// What is meant where somebody does not tell all of a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    pub time: Option<NaiveTime>,
    /// The day of a time alone; `None`: the nearest one.
    pub day: Option<NaiveDate>,
}

impl Usual {
    /// At that time, on any day.
    pub fn at(time: Option<NaiveTime>) -> Self {
        Self { time, day: None }
    }

    /// Another moment instead of this one: a time alone is on the same day, a day alone at the same time.
    pub fn instead_of(at: Moment) -> Self {
        Self { time: Some(at.time()), day: Some(at.date_naive()) }
    }

    /// The moment in whose place another one is told.
    pub fn moment(&self) -> Option<NaiveDateTime> {
        Some(self.day?.and_time(self.time?))
    }
}

/// What the sessions of a pair, newest first, propose for the next one.
pub fn propose(pair: &Pair, sessions: &[Timed], now: Moment, rules: DateRules) -> Proposal {
    let is_real = |s: &&Timed| matches!(s.status, SessionStatus::Held | SessionStatus::Planned);
    if !sessions.iter().any(|s| is_real(&s)) {
        return Proposal::default();
    }
    let shown: Vec<Timed> = sessions.iter().filter(|s| s.status != SessionStatus::Moved).copied().collect();
    // What is planned far ahead shows no habit, unless there is nothing else.
    let is_near = |s: &&Timed| (s.at - now).num_days() <= NEAR;
    let mut recent: Vec<Timed> = shown.iter().filter(is_near).take(LOOKED_AT).copied().collect();
    if recent.is_empty() {
        recent.extend(shown.last());
    }
    let time = usual_time(&recent.iter().filter(|s| !is_day_alone(s.at)).map(|s| s.at.time()).collect::<Vec<_>>());
    let minutes = usual_minutes(&recent.iter().filter_map(|s| s.minutes).collect::<Vec<_>>());
    let day = time.and_then(|time| next_day(pair, &shown, &recent, (now, time), rules));
    Proposal { at: day.zip(time).map(|(day, time)| day.and_time(time)), time, minutes }
}

/// The day of the next session.
fn next_day(
    pair: &Pair,
    shown: &[Timed],
    recent: &[Timed],
    (now, time): (Moment, NaiveTime),
    rules: DateRules,
) -> Option<NaiveDate> {
    let resumes = match pair.status {
        PairStatus::Ended => return None,
        PairStatus::Paused => Some(pair.paused_until?),
        PairStatus::Candidate | PairStatus::Setup | PairStatus::Active => None,
    };
    let days: Vec<NaiveDate> = recent.iter().map(Timed::day).collect();
    let last = recent.iter().find(|s| s.at <= now).or(recent.last())?;
    let is_looked_at = pair.rev > 1 && pair.updated > last.at.timestamp_millis();
    let distance = distance(&days, pair.every, is_looked_at)?;
    let mut base = last.day();
    for _ in 0..STEPS {
        let step = distance.after(base)?;
        let day = distance.spared(step, base, now.date_naive(), rules)?;
        if pair.until.is_some_and(|until| day > until) {
            return None;
        }
        // A session that is planned already takes the place of the one that would be proposed.
        let until = day.max(step.checked_add_signed(distance.tolerance())?);
        let next = shown.iter().map(Timed::day).filter(|day| *day > base && *day <= until).min();
        let is_ahead = day.and_time(time) > now.naive_local() && resumes.is_none_or(|from| day >= from);
        match next {
            Some(taken) => base = taken,
            None if is_ahead => return Some(day),
            None => base = step,
        }
    }
    None
}

/// The time of day at which the sessions begin, newest first: a session that began at 15:03 was meant for 15:00.
fn usual_time(times: &[NaiveTime]) -> Option<NaiveTime> {
    let newest = *times.first()?;
    let near = |a: NaiveTime, b: NaiveTime| (a - b).num_minutes().abs() <= SAME_TIME;
    let around = |time: NaiveTime| times.iter().copied().filter(|t| near(*t, time)).collect::<Vec<_>>();
    let alike = match times.get(1) {
        Some(second) if near(newest, *second) => around(newest),
        _ => {
            let most = times.iter().map(|time| around(*time)).max_by_key(Vec::len).unwrap_or_default();
            if most.len() * 2 > times.len() { most } else { vec![newest] }
        }
    };
    let meant: Vec<NaiveTime> = alike.into_iter().map(meant_for).collect();
    let roundness = |time: NaiveTime| match time.minute() {
        0 => 2,
        30 => 1,
        _ => 0,
    };
    let count = |time: NaiveTime| meant.iter().filter(|other| **other == time).count();
    // The newest of what is equally likely.
    meant.iter().rev().copied().max_by_key(|time| (count(*time), roundness(*time)))
}

/// A time that somebody has told ends in 0 or 5; one that a clock has taken is meant for a quarter of an hour.
fn meant_for(time: NaiveTime) -> NaiveTime {
    if time.second() == 0 && time.minute().is_multiple_of(5) {
        return time.with_nanosecond(0).unwrap_or(time);
    }
    let quarters = ((time.num_seconds_from_midnight() + 450) / 900).min(95);
    NaiveTime::from_num_seconds_from_midnight_opt(quarters * 900, 0).unwrap_or(time)
}

/// How long the sessions are, newest first.
fn usual_minutes(lengths: &[u32]) -> Option<u32> {
    usual(lengths).or_else(|| {
        let mut sorted = lengths.to_vec();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied()
    })
}

/// What the last two have in common, else most of them; newest first.
fn usual<T: Copy + PartialEq>(shown: &[T]) -> Option<T> {
    let newest = *shown.first()?;
    if shown.get(1).is_none_or(|second| *second == newest) {
        return Some(newest);
    }
    let count = |one: &T| shown.iter().filter(|other| *other == one).count();
    shown.iter().copied().find(|one| count(one) * 2 > shown.len())
}

/// Minutes that a clock has counted, as somebody would plan them.
pub fn to_five(minutes: u32) -> u32 {
    (minutes.saturating_add(2) / 5 * 5).max(5)
}

/// The first working day from `day` on.
fn working_day(day: NaiveDate, weekends: bool, rules: DateRules) -> Option<NaiveDate> {
    let is_off = |day: NaiveDate| if weekends { rules.is_holiday(day) } else { rules.is_off(day) };
    day.iter_days().take(366).find(|day| !is_off(*day))
}

fn is_weekend(day: NaiveDate) -> bool {
    day.weekday().num_days_from_monday() > 4
}
