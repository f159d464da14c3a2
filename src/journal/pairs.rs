//! Pairs: begin, change, pause, end.

use chrono::NaiveDate;

use super::prep::STILL_NEXT;
use super::work::unchanged;
use super::{Failure, Journal, Work};
use crate::domain::Readers;
use crate::domain::forms::{Change, PairForm, PairTurn};
use crate::domain::ids::PairId;
use crate::domain::pair::{Direction, Pair, PairStatus, Role};
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::{PairView, StillOpen};
use crate::problem::{Missing, Problem, Result, What};
use crate::store::{Key, Record};
use crate::text;

impl Journal {
    /// Every pair, in the order in which they matter now: next date first, then the active ones, the paused, the ended.
    pub fn pairs(&self) -> Result<Vec<PairView>> {
        let mut views = self.read(|tx| views(&Work::new(tx, self.clock)))?;
        views.sort_by_key(|v| {
            let rank = match v.pair.status {
                PairStatus::Ended => 3,
                PairStatus::Paused => 2,
                _ if v.next_at.is_none() => 1,
                _ => 0,
            };
            (rank, v.next_at, std::cmp::Reverse(v.last_at))
        });
        Ok(views)
    }

    pub fn pair(&self, id: PairId) -> Result<PairView> {
        self.read(|tx| view(&Work::new(tx, self.clock), id))
    }

    pub fn add_pair(&mut self, form: &PairForm) -> Result<PairView> {
        self.change_and_show(Change::Pair, |work| add(work, form), view)
    }

    pub fn edit_pair(&mut self, id: PairId, form: &PairForm) -> Result<PairView> {
        let edited = |work: &mut Work<'_>| {
            let mut pair = work.pair(id)?;
            unchanged(form.seen, pair.rev)?;
            let before = pair.clone();
            apply(&mut pair, form);
            may_keep(work, &before, &pair)?;
            check(work, Some(&before), &pair)?;
            pair.updated = work.now;
            Ok(work.put(pair)?)
        };
        self.change_and_show(Change::Pair, edited, |work, ()| view(work, id))
    }

    /// What is open in a pair.
    pub fn still_open(&self, id: PairId) -> Result<StillOpen> {
        self.read(|tx| {
            let work = Work::new(tx, self.clock);
            let goals = tx.goal_views(id)?.into_iter().filter(|view| view.goal.status.is_open()).count();
            let sessions = ahead(&work, id)?.len();
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            Ok(StillOpen { promises: tx.open_actions(id)?, goals: number(goals), sessions: number(sessions) })
        })
    }

    /// Pauses, resumes or ends a pair. With the end, what is planned ahead is cancelled: nobody meets any more.
    pub fn turn_pair(&mut self, id: PairId, turn: PairTurn) -> Result<PairView> {
        let turned = |work: &mut Work<'_>| {
            let mut pair = work.pair(id)?;
            if turn.status == PairStatus::Paused {
                may_pause(&pair, turn.until, work.clock.today())?;
            }
            if turn.status == PairStatus::Ended {
                for session in ahead(work, id)? {
                    let updated = work.now;
                    work.put(Session { status: SessionStatus::Cancelled, updated, ..session })?;
                }
            }
            pair.status = turn.status;
            pair.paused_until = if turn.status == PairStatus::Paused { turn.until } else { None };
            pair.updated = work.now;
            Ok(work.put(pair)?)
        };
        self.change_and_show(Change::Pair, turned, |work, ()| view(work, id))
    }
}

/// The sessions of a pair that are planned ahead, or were to begin a moment ago.
fn ahead(work: &Work<'_>, id: PairId) -> std::result::Result<Vec<Session>, Failure> {
    Ok(work.tx.sessions_between(id, SessionStatus::Planned, (work.now - STILL_NEXT, i64::MAX), true, AHEAD)?)
}

/// Nobody plans more sessions than this.
const AHEAD: u32 = 1_000;

/// Every pair, as of today.
fn views(work: &Work<'_>) -> std::result::Result<Vec<PairView>, Failure> {
    let today = work.clock.today();
    let views = work.tx.pair_views(work.now - STILL_NEXT)?;
    Ok(views.into_iter().map(|v| PairView { pair: v.pair.as_of(today), ..v }).collect())
}

fn view(work: &Work<'_>, id: PairId) -> std::result::Result<PairView, Failure> {
    Ok(views(work)?.into_iter().find(|v| v.pair.id == id).ok_or_else(|| missing(id))?)
}

fn missing(id: PairId) -> Problem {
    Problem::NotFound { what: What::Pair, needle: id.ending() }
}

/// Adds a pair; also used by the demo.
pub(super) fn add(work: &mut Work<'_>, form: &PairForm) -> std::result::Result<PairId, Failure> {
    let mut pair = Pair {
        id: PairId(work.clock.new_id()),
        rev: 1,
        name: String::new(),
        reading: None,
        alias: None,
        role: Role::Both,
        direction: Direction::Mutual,
        purpose: String::new(),
        area: None,
        status: PairStatus::Active,
        from: Some(work.clock.today()),
        until: None,
        every: None,
        paused_until: None,
        report_agreed: None,
        address: None,
        created: work.now,
        updated: work.now,
        deleted: None,
    };
    let before = pair.clone();
    apply(&mut pair, form);
    may_keep(work, &before, &pair)?;
    check(work, None, &pair)?;
    let id = pair.id;
    work.add(pair)?;
    Ok(id)
}

fn apply(pair: &mut Pair, form: &PairForm) {
    fn set<T: Clone>(field: &mut T, value: Option<&T>) {
        if let Some(value) = value {
            *field = value.clone();
        }
    }
    let tidy = |text: &Option<String>| text.as_ref().map(|t| t.trim().to_owned());
    set(&mut pair.name, tidy(&form.name).as_ref());
    set(&mut pair.purpose, tidy(&form.purpose).as_ref());
    set(&mut pair.reading, form.reading.as_ref());
    set(&mut pair.alias, form.alias.as_ref());
    set(&mut pair.role, form.role.as_ref());
    set(&mut pair.direction, form.direction.as_ref());
    set(&mut pair.area, form.area.as_ref());
    set(&mut pair.from, form.from.as_ref());
    set(&mut pair.until, form.until.as_ref());
    set(&mut pair.every, form.every.as_ref());
    set(&mut pair.report_agreed, form.report_agreed.as_ref());
    set(&mut pair.address, form.address.as_ref());
}

/// Refuses words in the fields of a pair that fewer may see.
fn may_keep(work: &mut Work<'_>, before: &Pair, after: &Pair) -> std::result::Result<(), Failure> {
    let texts = |pair: &Pair| {
        // Every field is named: a new one does not compile before it is decided about.
        let Pair {
            name,
            purpose,
            area,
            alias,
            reading,
            address,
            id: _,
            rev: _,
            role: _,
            direction: _,
            status: _,
            from: _,
            until: _,
            every: _,
            paused_until: _,
            report_agreed: _,
            created: _,
            updated: _,
            deleted: _,
        } = pair.clone();
        [
            (name, Readers::Programme),
            (address.unwrap_or_default(), Readers::Programme),
            (area.unwrap_or_default(), Readers::Programme),
            (purpose, Readers::Me),
            (alias.unwrap_or_default(), Readers::Me),
            (reading.unwrap_or_default(), Readers::Me),
        ]
    };
    let fields = texts(before).into_iter().zip(texts(after));
    fields.into_iter().try_for_each(|((before, _), (after, readers))| work.may_keep(&before, &after, readers))
}

/// A pause lasts longer than today, and a finished pair has nothing to pause.
fn may_pause(pair: &Pair, until: Option<NaiveDate>, today: NaiveDate) -> std::result::Result<(), Problem> {
    if pair.status == PairStatus::Ended {
        return Err(Problem::PairFinished);
    }
    if until.is_some_and(|until| until <= today) { Err(Problem::PauseNotAhead) } else { Ok(()) }
}

/// A pair has a name, its term does not end before it begins, and no other pair answers to the name that it is called by:
/// an alias tells two people of one name apart. What `before` had already is not refused: another field was changed.
fn check(work: &Work<'_>, before: Option<&Pair>, pair: &Pair) -> std::result::Result<(), Failure> {
    if pair.name.is_empty() {
        return Err(Problem::Empty(Missing::Name).into());
    }
    let term = |p: &Pair| (p.from, p.until);
    let is_turned = pair.from.zip(pair.until).is_some_and(|(from, until)| until < from);
    if is_turned && before.is_none_or(|before| term(before) != term(pair)) {
        return Err(Problem::DaysTurned.into());
    }
    let names = |p: &Pair| [Some(p.name.clone()), p.alias.clone()];
    if before.is_some_and(|before| names(before) == names(pair)) {
        return Ok(());
    }
    let called = pair.alias.as_ref().unwrap_or(&pair.name);
    let key = text::name_key(called);
    let answers = |other: &Pair| names(other).into_iter().flatten().any(|name| text::name_key(&name) == key);
    let taken = work.tx.pairs()?.into_iter().any(|other| other.id != pair.id && answers(&other));
    if taken { Err(Problem::NameTaken(called.clone()).into()) } else { Ok(()) }
}

impl Work<'_> {
    pub(super) fn pair(&self, id: PairId) -> std::result::Result<Pair, Failure> {
        match self.tx.get(Key::Pair(id.0))? {
            Some(Record::Pair(pair)) if pair.deleted.is_none() => Ok(pair),
            _ => Err(missing(id).into()),
        }
    }
}
