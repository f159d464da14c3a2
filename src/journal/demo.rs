//! The sample journal: a year of mentoring, dated relative to now, written in one transaction.

use chrono::{Days, NaiveDate, NaiveTime};
use serde::Deserialize;

use super::{Failure, Journal, Meant, Work, actions, checklist, goals, notes, pairs, sessions};
use crate::domain::checklist::{Model, TickState};
use crate::domain::forms::{Change, NewCheckIn, NewGoal, NewRating, NewSession, NewTick, PairForm, Settlement};
use crate::domain::goal::{GoalStatus, GoalTerms};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::pair::{Direction, PairStatus, Role};
use crate::domain::session::{Mode, SessionStatus};
use crate::domain::{Cadence, EntryKind, EntryState, Limits, Moment, Owner, Visibility};
use crate::i18n::Lang;
use crate::problem::{Problem, Result};

const EN: [&str; 3] = [
    include_str!("../../assets/demo/en/1-reverse.toml"),
    include_str!("../../assets/demo/en/2-leader.toml"),
    include_str!("../../assets/demo/en/3-mutual.toml"),
];
const JA: [&str; 3] = [
    include_str!("../../assets/demo/ja/1-reverse.toml"),
    include_str!("../../assets/demo/ja/2-leader.toml"),
    include_str!("../../assets/demo/ja/3-mutual.toml"),
];

impl Journal {
    /// Fills an empty journal with the sample of one language.
    pub fn fill_with_demo(&mut self, lang: Lang) -> Result<()> {
        let files = match lang {
            Lang::En => EN,
            Lang::Ja => JA,
        };
        let told = |error: &dyn std::fmt::Display| Problem::Demo(error.to_string());
        let samples: Vec<Sample> =
            files.iter().map(|f| toml::from_str(f)).collect::<std::result::Result<_, _>>().map_err(|e| told(&e))?;
        self.change(Change::Pair, |work| {
            work.meant = Meant::Everything;
            samples.iter().try_for_each(|sample| write(work, sample))
        })?;
        // A sample is where one begins, not a change that could be taken back.
        self.history.clear();
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    pair: SamplePair,
    #[serde(default)]
    session: Vec<SampleSession>,
    #[serde(default)]
    later: Vec<Later>,
    #[serde(default)]
    goal: Vec<SampleGoal>,
    #[serde(default)]
    tick: Vec<SampleTick>,
    #[serde(default)]
    rating: Vec<SampleRating>,
}

/// Days count from today: negative in the past.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SamplePair {
    name: String,
    reading: Option<String>,
    alias: Option<String>,
    role: Role,
    direction: Direction,
    purpose: String,
    area: Option<String>,
    every: Option<Cadence>,
    from_days: i64,
    until_days: Option<i64>,
    paused_days: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleSession {
    days: i64,
    time: String,
    minutes: Option<u32>,
    pulse: Option<u8>,
    status: SessionStatus,
    mode: Option<Mode>,
    theme: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    settled: Vec<Settled>,
    #[serde(default)]
    shown: Vec<Shown>,
}

/// What became of the action whose line holds `line`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settled {
    line: String,
    state: EntryState,
    result: Option<String>,
    learned: Option<String>,
    days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    line: String,
    visibility: Visibility,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Later {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleGoal {
    owner: Owner,
    title: String,
    baseline: Option<f64>,
    target: Option<f64>,
    unit: Option<String>,
    sign: Option<String>,
    due_days: Option<i64>,
    agreed_days: Option<i64>,
    status: GoalStatus,
    created_days: i64,
    #[serde(default)]
    checkin: Vec<SampleCheckIn>,
    #[serde(default)]
    revision: Vec<SampleRevision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleCheckIn {
    days: i64,
    value: Option<f64>,
    confidence: Option<u8>,
    #[serde(default)]
    note: String,
}

/// What the goal was before it was revised; terms left out were the same.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleRevision {
    days: i64,
    reason: String,
    title: Option<String>,
    target: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleTick {
    item: String,
    state: TickState,
    /// For items outside sessions.
    days: Option<i64>,
    /// For items of every session: the session's number in this file, from 1.
    session: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleRating {
    key: String,
    level: u8,
    days: i64,
    #[serde(default)]
    note: String,
}

type Done<T> = std::result::Result<T, Failure>;

/// A transaction in the past: records made through it carry the times of `days` ago.
fn on<'a, 'w, T>(work: &'w mut Work<'a>, days: i64, act: impl FnOnce(&mut Work<'a>) -> Done<T>) -> Done<T> {
    let (clock, now) = (work.clock, work.now);
    work.clock = crate::clock::Clock::frozen(moment(work, days, "12:00")?);
    work.now = work.clock.now_ms();
    let done = act(work);
    (work.clock, work.now) = (clock, now);
    done
}

fn day(work: &Work<'_>, days: i64) -> NaiveDate {
    let today = work.clock.today();
    let there = match days < 0 {
        true => today.checked_sub_days(Days::new(days.unsigned_abs())),
        false => today.checked_add_days(Days::new(days.unsigned_abs())),
    };
    there.unwrap_or(today)
}

fn moment(work: &Work<'_>, days: i64, time: &str) -> Done<Moment> {
    let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|e| Problem::Demo(format!("{time}: {e}")))?;
    Ok(work.clock.at(day(work, days).and_time(time)))
}

fn write(work: &mut Work<'_>, sample: &Sample) -> Done<()> {
    let pair = write_pair(work, &sample.pair)?;
    let mut ids = Vec::new();
    for session in &sample.session {
        ids.push(write_session(work, pair, session)?);
    }
    deal_with_the_past(work, sample, &ids)?;
    for line in &sample.later {
        notes::later(work, pair, &line.text, Limits::NONE)?;
    }
    for goal in &sample.goal {
        write_goal(work, pair, goal)?;
    }
    for tick in &sample.tick {
        write_tick(work, pair, tick, sample, &ids)?;
    }
    for rating in &sample.rating {
        let at = Some(moment(work, rating.days, "18:00")?);
        let (key, note) = (rating.key.clone(), rating.note.clone());
        checklist::rate(work, &NewRating { pair, key, level: rating.level, note, at })?;
    }
    Ok(())
}

fn write_pair(work: &mut Work<'_>, sample: &SamplePair) -> Done<PairId> {
    let form = PairForm {
        name: Some(sample.name.clone()),
        reading: Some(sample.reading.clone()),
        alias: Some(sample.alias.clone()),
        role: Some(sample.role),
        direction: Some(sample.direction),
        purpose: Some(sample.purpose.clone()),
        area: Some(sample.area.clone()),
        from: Some(Some(day(work, sample.from_days))),
        until: Some(sample.until_days.map(|d| day(work, d))),
        every: Some(sample.every),
        report_agreed: None,
        address: None,
        seen: None,
    };
    let paused_until = sample.paused_days.map(|d| day(work, d));
    let id = on(work, sample.from_days, |work| pairs::add(work, &form))?;
    if paused_until.is_some() {
        let pair = work.pair(id)?;
        work.put(crate::domain::pair::Pair { status: PairStatus::Paused, paused_until, ..pair })?;
    }
    Ok(id)
}

fn write_session(work: &mut Work<'_>, pair: PairId, sample: &SampleSession) -> Done<SessionId> {
    let new = NewSession {
        pair,
        at: moment(work, sample.days, &sample.time)?,
        status: sample.status,
        minutes: sample.minutes,
        mode: sample.mode,
        theme: sample.theme.clone(),
        text: sample.note.clone(),
    };
    let id = on(work, sample.days.min(0), |work| sessions::add(work, &new))?;
    if sample.pulse.is_some() {
        let session = work.session(id)?;
        work.put(crate::domain::session::Session { pulse: sample.pulse, ..session })?;
    }
    let entries = work.tx.entries_of(id)?;
    let find = |part: &str| {
        let found = entries.iter().find(|e| e.raw.text().is_some_and(|raw| raw.contains(part))).map(|e| e.id);
        found.ok_or_else(|| Problem::Demo(format!("no line holds “{part}”")))
    };
    for settled in &sample.settled {
        let to = Settlement {
            state: settled.state,
            result: settled.result.clone(),
            learned: settled.learned.clone(),
            settled_in: None,
        };
        let line = find(&settled.line)?;
        on(work, settled.days, |work| actions::settle(work, line, &to))?;
    }
    for shown in &sample.shown {
        let entry = work.entry(find(&shown.line)?)?;
        let visibility = shown.visibility;
        work.put(crate::domain::Entry { visibility, visibility_chosen: true, ..entry })?;
    }
    Ok(id)
}

/// Questions were asked and thanks were said at the session after the one in which they were noted. Those of the two
/// newest sessions still wait.
fn deal_with_the_past(work: &mut Work<'_>, sample: &Sample, ids: &[SessionId]) -> Done<()> {
    let held: Vec<(SessionId, i64)> = sample
        .session
        .iter()
        .zip(ids)
        .filter(|(s, _)| s.status == SessionStatus::Held)
        .map(|(s, id)| (*id, s.days))
        .collect();
    for pair in held.windows(2).take(held.len().saturating_sub(2)) {
        let [(session, _), (next, days)] = pair else { continue };
        for entry in work.tx.entries_of(*session)? {
            let waited = matches!(entry.kind, EntryKind::Question | EntryKind::Thanks | EntryKind::Agenda);
            if waited && entry.state == EntryState::Open {
                let done = Settlement { settled_in: Some(*next), ..Settlement::plain(EntryState::Done) };
                on(work, *days, |work| actions::settle(work, entry.id, &done))?;
            }
        }
    }
    Ok(())
}

fn write_goal(work: &mut Work<'_>, pair: PairId, sample: &SampleGoal) -> Done<()> {
    let terms = GoalTerms {
        title: sample.title.clone(),
        sign: sample.sign.clone(),
        baseline: sample.baseline,
        target: sample.target,
        unit: sample.unit.clone(),
        due: sample.due_days.map(|d| day(work, d)),
    };
    let agreed = sample.agreed_days.map(|d| day(work, d));
    let new = NewGoal { pair, owner: sample.owner, terms, agreed, status: sample.status };
    let id = on(work, sample.created_days, |work| goals::add(work, &new))?;
    for checkin in &sample.checkin {
        let at = Some(moment(work, checkin.days, "16:00")?);
        let new = NewCheckIn { value: checkin.value, confidence: checkin.confidence, note: checkin.note.clone(), at };
        on(work, checkin.days, |work| goals::check_in(work, id, &new))?;
    }
    for revision in &sample.revision {
        // The file tells what the goal was before; what it became is the goal as it stands.
        let mut before = work.goal(id)?;
        let now = before.terms.clone();
        before.terms.title = revision.title.clone().unwrap_or(before.terms.title);
        before.terms.target = revision.target.or(before.terms.target);
        on(work, revision.days, |work| goals::revise(work, &before, &revision.reason, now))?;
    }
    Ok(())
}

fn write_tick(work: &mut Work<'_>, pair: PairId, sample: &SampleTick, all: &Sample, ids: &[SessionId]) -> Done<()> {
    if Model::built_in().item(&sample.item).is_none() {
        return Err(Problem::Demo(format!("no item {}", sample.item)).into());
    }
    let index = sample.session.map(|n| n.saturating_sub(1));
    let session = index.and_then(|i| ids.get(i)).copied();
    let days = sample.days.or_else(|| index.and_then(|i| all.session.get(i)).map(|s| s.days)).unwrap_or(0);
    let new = NewTick { pair, item: sample.item.clone(), state: sample.state, session };
    on(work, days, |work| checklist::tick(work, &new))?;
    Ok(())
}
