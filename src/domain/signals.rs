//! Signals: what the journal can tell between meetings without judging anybody. Pure functions over what is known of a
//! pair, with `now` given. Days are those of the wall clock at `now`.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::ids::{EntryId, GoalId, PairId};
use super::keyed_enum;
use super::moment::{Moment, days_until};
use super::pair::{Pair, PairStatus};
use super::session::FORGOTTEN;

keyed_enum! {
    /// What a signal says. The order is that of usefulness: what comes first is shown first, see [`Signal::rank`].
    pub enum Signal {
        /// A session today or tomorrow.
        Meeting = "meeting",
        /// The clock of a session was left running: how long it took is not known.
        Running = "running",
        /// The time of a planned session has passed, and nobody has said what became of it.
        Passed = "passed",
        /// Own promises whose day has come, or comes tomorrow.
        Promise = "promise",
        /// Goals whose day has come, or comes within a week.
        Goal = "goal",
        /// The term has run out, and the pair goes on.
        TermOver = "term_over",
        /// The end of the term is near: a day to look back.
        Review = "review",
        /// There is something to report: own promises with a result.
        Report = "report",
        /// The two have never met, and nothing is planned.
        NeverMet = "never_met",
        /// It has been a while, measured by how often the two mean to meet.
        Gap = "gap",
        /// Nothing is planned.
        NoNext = "no_next",
        /// The partner's promises that could be asked about.
        TheirPromise = "their_promise",
        /// Thanks that were not said yet.
        Thanks = "thanks",
        /// People who were named, and of whom nothing was heard since.
        Introduction = "introduction",
        /// Goals that nobody has looked at for some sessions.
        StuckGoal = "stuck_goal",
        /// Sessions have felt low for a while.
        LowPulse = "low_pulse",
        /// Lately only one of the two has learned something.
        OneWay = "one_way",
        /// The planned sessions of this month, over all pairs, take many hours.
        Load = "load",
    }
}

/// What is told first: meetings, then what has a date, then the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Meeting,
    Dated,
    Rest,
}

impl Signal {
    pub fn rank(self) -> Rank {
        match self {
            Self::Meeting => Rank::Meeting,
            Self::Running | Self::Passed | Self::Promise | Self::Goal | Self::TermOver | Self::Review => Rank::Dated,
            Self::Report
            | Self::NeverMet
            | Self::Gap
            | Self::NoNext
            | Self::TheirPromise
            | Self::Thanks
            | Self::Introduction
            | Self::StuckGoal
            | Self::LowPulse
            | Self::OneWay
            | Self::Load => Rank::Rest,
        }
    }
}

/// One thing worth a look, in one pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub signal: Signal,
    pub pair: PairId,
    /// The partner's name.
    pub name: String,
    /// How many, or how many days or hours; what it counts depends on the signal.
    pub count: u32,
    /// The day that it is about, where it is about one; of several the earliest.
    pub day: Option<NaiveDate>,
    /// When the meeting is that it is about.
    pub at: Option<Moment>,
    /// The one promise that it is about.
    pub promise: Option<EntryId>,
    /// The one goal that it is about.
    pub goal: Option<GoalId>,
    /// The words of that promise or goal, unless they are only for the person at the desk.
    pub detail: Option<String>,
}

/// What the signals of a pair are derived from. Lists may be cut off where they are longer than anybody would count.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub pair: Pair,
    /// Since when the clock of a session runs.
    pub running: Option<Moment>,
    /// Sessions that are still called planned, the earliest first.
    pub planned: Vec<Meeting>,
    /// The last three held sessions, newest first.
    pub held: Vec<Moment>,
    /// Own open promises that have a day (and those of both), the earliest first.
    pub owed: Vec<Owed>,
    /// Active goals that have a day, the earliest first.
    pub aims: Vec<Aim>,
    /// Own promises (and those of both) that were settled since the last held session.
    pub settled: Vec<Settled>,
    /// When the open promises of the partner were made.
    pub theirs: Vec<Moment>,
    /// When the open own thanks were noted.
    pub thanks: Vec<Moment>,
    /// When the people were named who are still to be met.
    pub people: Vec<Moment>,
    /// When each active goal was last looked at: checked in, or else made.
    pub goals: Vec<Moment>,
    /// The last three pulses of held sessions, newest first.
    pub pulses: Vec<u8>,
    /// What was learned in the last three held sessions.
    pub learned: Learned,
}

/// A planned session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub at: Moment,
    /// How long it is meant to take, where that is known.
    pub minutes: Option<u32>,
}

/// An open promise with a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    pub promise: EntryId,
    pub day: NaiveDate,
}

/// An active goal with a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    pub goal: GoalId,
    pub day: NaiveDate,
}

/// A promise with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    pub at: Moment,
    /// It was settled in the last held session itself, so that it was told there.
    pub told: bool,
}

/// Learnings by side; one of both is counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    pub mine: u32,
    pub theirs: u32,
    pub both: u32,
}

/// What one signal has found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    count: u32,
    day: Option<NaiveDate>,
    at: Option<Moment>,
    promise: Option<EntryId>,
    goal: Option<GoalId>,
}

/// A planned session counts as the next one until this long after its time.
const STILL_NEXT: TimeDelta = TimeDelta::hours(1);
/// So many days a promise, or somebody's name, may stand without a word about it.
const PATIENCE: i64 = 14;
/// So many days thanks may wait.
const THANKS_WAIT: i64 = 7;
/// From so many days before it the end of the term is near.
const NEAR: i64 = 14;
/// A promise is told from so many days before its day on, a goal from so many.
pub const PROMISE_AHEAD: i64 = 1;
pub const GOAL_AHEAD: i64 = 7;
/// So many days are looked ahead for meetings: today and tomorrow.
const MEETINGS_AHEAD: i64 = 1;
/// So many sessions make a "lately".
const LATELY: usize = 3;
/// A pulse up to this one is low.
const LOW: u8 = 2;
/// From so many hours of sessions on a month is full.
const FULL: u32 = 4;

/// Whether a pair has signals at all: one that rests, has ended or has not begun is left in peace. Whether a
/// pause is over by its day is told before, see [`Pair::as_of`].
pub fn speaks(pair: &Pair) -> bool {
    matches!(pair.status, PairStatus::Setup | PairStatus::Active)
}

/// Every signal of all pairs: meetings by their time, what has a date by that date, then by usefulness; of equal ones
/// the pair that meets next comes first.
pub fn of_all(mut all: Vec<Facts>, now: Moment) -> Vec<Due> {
    all.retain(|facts| speaks(&facts.pair));
    all.sort_by_key(|facts| next(facts, now).map_or((true, now), |meeting| (false, meeting.at)));
    let mut due: Vec<Due> = all.iter().flat_map(|facts| signals(facts, now)).chain(load(&all, now)).collect();
    due.sort_by_key(order);
    due
}

/// What is earlier comes first, whether it is past or ahead.
fn order(due: &Due) -> (Rank, Option<Moment>, Option<NaiveDate>, Signal) {
    let rank = due.signal.rank();
    (rank, due.at, due.day.filter(|_| rank == Rank::Dated), due.signal)
}

/// The signals of one pair, most useful first.
pub fn signals(facts: &Facts, now: Moment) -> Vec<Due> {
    if !speaks(&facts.pair) {
        return Vec::new();
    }
    let told = |signal: &Signal| Some(due(facts, *signal, find(*signal, facts, now)?));
    let rest = Signal::ALL.iter().filter_map(told);
    let mut all: Vec<Due> = meetings(facts, now).map(|found| due(facts, Signal::Meeting, found)).chain(rest).collect();
    all.sort_by_key(order);
    all
}

/// The sessions of today and tomorrow that are still ahead.
fn meetings(facts: &Facts, now: Moment) -> impl Iterator<Item = Found> {
    let ahead = facts.planned.iter().filter(move |meeting| meeting.at >= now - STILL_NEXT);
    let here = move |meeting: &Meeting| meeting.at.with_timezone(now.offset());
    let near = ahead.map(here).filter(move |at| days_until(now.date_naive(), at.date_naive()) <= MEETINGS_AHEAD);
    near.map(|at| Found { count: 1, day: Some(at.date_naive()), at: Some(at), ..Found::default() })
}

fn find(signal: Signal, facts: &Facts, now: Moment) -> Option<Found> {
    match signal {
        // There may be several: see `meetings`.
        Signal::Meeting => None,
        Signal::Running => running(facts, now),
        Signal::Passed => passed(facts, now),
        Signal::Promise => promised(facts, now),
        Signal::Goal => aimed(facts, now),
        Signal::TermOver => term_over(facts, now),
        Signal::Report => report(facts),
        Signal::NeverMet => never_met(facts, now),
        Signal::Gap => gap(facts, now),
        Signal::NoNext => no_next(facts, now),
        Signal::TheirPromise => some(older(&facts.theirs, PATIENCE, now)),
        Signal::Thanks => some(older(&facts.thanks, THANKS_WAIT, now)),
        Signal::Introduction => some(older(&facts.people, PATIENCE, now)),
        Signal::Review => review(facts, now),
        Signal::StuckGoal => stuck_goal(facts),
        Signal::LowPulse => low_pulse(facts),
        Signal::OneWay => one_way(facts),
        // It is about the whole journal: see `load`.
        Signal::Load => None,
    }
}

fn due(facts: &Facts, signal: Signal, Found { count, day, at, promise, goal }: Found) -> Due {
    let name = facts.pair.name.clone();
    Due { signal, pair: facts.pair.id, name, count, day, at, promise, goal, detail: None }
}

fn day(at: Moment, now: Moment) -> NaiveDate {
    at.with_timezone(now.offset()).date_naive()
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn some(count: usize) -> Option<Found> {
    (count > 0).then(|| Found { count: number(count), ..Found::default() })
}

/// How many of these are more than so many days old.
fn older(moments: &[Moment], days: i64, now: Moment) -> usize {
    moments.iter().filter(|at| days_until(day(**at, now), now.date_naive()) > days).count()
}

/// The planned session that is still ahead, or was to begin a moment ago.
fn next(facts: &Facts, now: Moment) -> Option<&Meeting> {
    facts.planned.iter().find(|meeting| meeting.at >= now - STILL_NEXT)
}

fn running(facts: &Facts, now: Moment) -> Option<Found> {
    let since = facts.running?;
    let left_open = day(since, now) != now.date_naive() || now - since > TimeDelta::minutes(FORGOTTEN);
    left_open.then(|| Found { count: 1, day: Some(day(since, now)), ..Found::default() })
}

fn passed(facts: &Facts, now: Moment) -> Option<Found> {
    let passed: Vec<_> = facts.planned.iter().filter(|meeting| meeting.at < now - STILL_NEXT).collect();
    let newest = passed.last()?;
    Some(Found { count: number(passed.len()), day: Some(day(newest.at, now)), ..Found::default() })
}

/// What is due at the latest so many days from today.
fn near<T>(all: &[T], day_of: impl Fn(&T) -> NaiveDate, days: i64, now: Moment) -> Vec<&T> {
    all.iter().filter(|one| days_until(now.date_naive(), day_of(one)) <= days).collect()
}

fn promised(facts: &Facts, now: Moment) -> Option<Found> {
    let owed = near(&facts.owed, |owed| owed.day, PROMISE_AHEAD, now);
    let (count, first) = (number(owed.len()), owed.first()?);
    let promise = (count == 1).then_some(first.promise);
    Some(Found { count, day: Some(first.day), promise, ..Found::default() })
}

fn aimed(facts: &Facts, now: Moment) -> Option<Found> {
    let aims = near(&facts.aims, |aim| aim.day, GOAL_AHEAD, now);
    let (count, first) = (number(aims.len()), aims.first()?);
    let goal = (count == 1).then_some(first.goal);
    Some(Found { count, day: Some(first.day), goal, ..Found::default() })
}

fn report(facts: &Facts) -> Option<Found> {
    let last = facts.held.first();
    some(facts.settled.iter().filter(|s| !s.told && last.is_none_or(|held| s.at > *held)).count())
}

/// A term that has not begun yet can wait.
fn never_met(facts: &Facts, now: Moment) -> Option<Found> {
    let begun = facts.pair.from.is_none_or(|from| from <= now.date_naive());
    let nothing = facts.held.is_empty() && facts.running.is_none() && facts.planned.is_empty();
    (begun && nothing && term_over(facts, now).is_none()).then(Found::default)
}

fn term_over(facts: &Facts, now: Moment) -> Option<Found> {
    let until = facts.pair.until.filter(|until| *until < now.date_naive())?;
    Some(Found { count: 1, day: Some(until), ..Found::default() })
}

fn gap(facts: &Facts, now: Moment) -> Option<Found> {
    let (last, every) = (*facts.held.first()?, facts.pair.every?);
    let last_day = day(last, now);
    let span = days_until(last_day, every.after(last_day)?);
    // One and a half times the span: 36 hours for each day of it.
    let long = now > last.checked_add_signed(TimeDelta::hours(36 * span))?;
    let days = days_until(last_day, now.date_naive());
    // After the end of the term the question is another one.
    let open = next(facts, now).is_none() && term_over(facts, now).is_none();
    (long && open).then(|| Found { count: u32::try_from(days).unwrap_or(0), day: Some(last_day), ..Found::default() })
}

fn no_next(facts: &Facts, now: Moment) -> Option<Found> {
    let over = term_over(facts, now).is_some() || gap(facts, now).is_some();
    let missing = !facts.held.is_empty() && next(facts, now).is_none() && !over;
    missing.then(Found::default)
}

fn review(facts: &Facts, now: Moment) -> Option<Found> {
    let until = facts.pair.until?;
    let days = days_until(now.date_naive(), until);
    let near = (0..=NEAR).contains(&days);
    near.then(|| Found { count: u32::try_from(days).unwrap_or(0), day: Some(until), ..Found::default() })
}

/// Goals since whose last look two sessions were held.
fn stuck_goal(facts: &Facts) -> Option<Found> {
    let last_but_one = facts.held.get(1)?;
    some(facts.goals.iter().filter(|looked_at| *looked_at < last_but_one).count())
}

fn low_pulse(facts: &Facts) -> Option<Found> {
    let lately = facts.pulses.get(..LATELY)?;
    lately.iter().all(|pulse| *pulse <= LOW).then(Found::default)
}

fn one_way(facts: &Facts) -> Option<Found> {
    let Learned { mine, theirs, both } = facts.learned;
    let one_sided = mine + theirs >= 2 && both == 0 && (mine == 0 || theirs == 0);
    (facts.held.len() >= LATELY && one_sided).then(Found::default)
}

/// The planned hours of this month over all pairs, told at the pair that meets next. With one pair alone it is not
/// told: there is nothing to weigh against each other.
fn load(all: &[Facts], now: Moment) -> Option<Due> {
    if all.len() < 2 {
        return None;
    }
    let today = now.date_naive();
    let month = |day: NaiveDate| (day.year(), day.month());
    let here = all.iter().flat_map(|facts| facts.planned.iter().map(move |meeting| (facts, meeting)));
    let here: Vec<_> = here.filter(|(_, meeting)| month(day(meeting.at, now)) == month(today)).collect();
    let hours = here.iter().filter_map(|(_, meeting)| meeting.minutes).fold(0, u32::saturating_add) / 60;
    let ahead = here.iter().filter(|(_, meeting)| meeting.at >= now - STILL_NEXT).min_by_key(|(_, meeting)| meeting.at);
    let (facts, _) = ahead.or(here.last())?;
    (hours >= FULL).then(|| due(facts, Signal::Load, Found { count: hours, ..Found::default() }))
}

#[cfg(test)]
mod tests;
