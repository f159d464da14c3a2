//! The one screen before a meeting, put together from the entries as they stand. Nothing is copied.

use super::desk::PROMISES;
use super::{ActionFilter, Failure, Journal, Work, checklist};
use crate::domain::checklist::TickState;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::pair::Pair;
use crate::domain::questions::{BankQuestion, Picked, REST, bank, moment_of, propose};
use crate::domain::session::{Session, SessionStatus, minutes_between};
use crate::domain::signals::speaks;
use crate::domain::views::{LastTime, Prep, TodayItem, TodaySource, Traced, by_day};
use crate::domain::{Entry, EntryKind, EntryState, Owner};
use crate::i18n::Lang;
use crate::problem::Result;
use crate::share;
use crate::store::Tx;

/// The most that is read of what waits of one kind: an old journal may hold thousands, and nobody talks about so many.
const SHOWN: u32 = 1_000;
/// A planned session counts as the next one until this long after its time, in milliseconds: an hour.
pub(super) const STILL_NEXT: i64 = 3_600_000;

type Done<T> = std::result::Result<T, Failure>;

impl Journal {
    /// What a person needs to know before a session of a pair: of `session`, or else of the one whose clock runs, or
    /// the next one that is planned. With none of them it is about whenever the two meet next.
    pub fn prep(&self, pair: PairId, session: Option<SessionId>) -> Result<Prep> {
        let view = self.pair(pair)?;
        self.read(|tx| {
            let work = Work::new(tx, self.clock);
            let session = match session {
                Some(id) => Some(work.session(id)?),
                None => next_of(&work, pair)?,
            };
            let before = session.as_ref().map_or(work.now, |s| s.at.timestamp_millis());
            let held = SessionStatus::Held;
            let last = tx.sessions_between(pair, held, (i64::MIN, before), false, 1)?.pop();
            let mut open =
                tx.actions(&ActionFilter { pair: Some(pair), limit: Some(PROMISES), ..ActionFilter::default() })?;
            by_day(&mut open);
            let more_open = tx.open_actions(pair)?.saturating_sub(PROMISES);
            let (theirs, mut report): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|a| a.entry.owner == Owner::Partner);
            report.extend(settled_since(tx, pair, last.as_ref())?);
            let note = session.as_ref().map_or_else(|| Ok(Vec::new()), |s| tx.entries_of(s.id))?;
            let later = tx.entries_for_later(pair)?;
            let of_session = note.iter().chain(&later).filter(|e| e.kind == EntryKind::Reading);
            let hard = of_session.filter(|_| session.as_ref().is_none_or(|s| !s.is_running())).cloned().collect();
            let mut thanks = tx.waiting(pair, EntryKind::Thanks, SHOWN)?;
            thanks.retain(|t| t.entry.owner != Owner::Partner);
            thanks.reverse();
            Ok(Prep {
                report,
                theirs,
                more_open,
                goals: tx.goal_views(pair)?.into_iter().filter(|g| g.goal.status.is_open()).collect(),
                last: last.map(|s| last_time(tx, s)).transpose()?,
                today: today(tx, pair, session.as_ref(), &note, later)?,
                questions: questions(&work, &view.pair, session.as_ref(), view.sessions)?,
                hard,
                thanks,
                session: session.map(|s| tx.session_row(s.id)).transpose()?.flatten(),
                pair: view,
            })
        })
    }

    /// The agenda of the session that comes next, as a text that may leave: only lines that the partner may see.
    pub fn agenda(&self, pair: PairId, session: Option<SessionId>, lang: Lang) -> Result<String> {
        Ok(share::agenda(&self.prep(pair, session)?, lang))
    }

    /// The pair that meets next, by its next planned session. One that rests or has ended meets nobody.
    pub fn next_pair(&self) -> Result<Option<PairId>> {
        let pairs = self.pairs()?.into_iter().filter(|v| speaks(&v.pair) && v.next_at.is_some());
        Ok(pairs.min_by_key(|v| v.next_at).map(|v| v.pair.id))
    }

    /// Proposes this question of the bank for a session, instead of the one that was proposed.
    pub fn pick_question(&mut self, session: SessionId, question: &str) -> Result<()> {
        use crate::domain::forms::{Change, NewTick};
        self.change(Change::Question, |work| {
            let pair = work.pair(work.session(session)?.pair)?;
            let picked = picked(work, &pair, session)?;
            for old in picked.iter().filter(|p| p.question.id != question && p.state == TickState::Open) {
                let tick = NewTick {
                    pair: pair.id,
                    item: old.question.id.clone(),
                    state: TickState::Na,
                    session: Some(session),
                };
                checklist::set_tick(work, &tick, session)?;
            }
            let tick =
                NewTick { pair: pair.id, item: question.to_owned(), state: TickState::Open, session: Some(session) };
            checklist::set_tick(work, &tick, session)
        })
    }

    /// Says whether the question of a session was asked.
    pub fn ask_question(&mut self, session: SessionId, question: &str, asked: bool) -> Result<()> {
        use crate::domain::forms::{Change, NewTick};
        let state = if asked { TickState::Done } else { TickState::Open };
        self.change(Change::Question, |work| {
            let pair = work.session(session)?.pair;
            let tick = NewTick { pair, item: question.to_owned(), state, session: Some(session) };
            checklist::set_tick(work, &tick, session)
        })
    }
}

/// The session of a pair that comes next: the one whose clock runs, else the first that is planned.
fn next_of(work: &Work<'_>, pair: PairId) -> Done<Option<Session>> {
    let now = work.clock.now();
    // A clock that was left running is no meeting.
    let taking_place = |s: &Session| s.started.is_some_and(|since| minutes_between(since, now).is_some());
    if let Some(running) = work.tx.running(pair)?.filter(taking_place) {
        return Ok(Some(running));
    }
    let from = work.now - STILL_NEXT;
    Ok(work.tx.sessions_between(pair, SessionStatus::Planned, (from, i64::MAX), true, 1)?.pop())
}

/// Own promises that were settled since the last session, and not already at it.
fn settled_since(tx: &Tx<'_>, pair: PairId, last: Option<&Session>) -> Done<Vec<Traced>> {
    let since = last.map_or(i64::MIN, |s| s.at.timestamp_millis());
    let mut settled = tx.actions_settled_since(pair, since)?;
    settled.retain(|a| a.entry.owner != Owner::Partner);
    settled.retain(|a| a.entry.settled_in.is_none() || a.entry.settled_in != last.map(|s| s.id));
    Ok(settled)
}

fn last_time(tx: &Tx<'_>, session: Session) -> Done<LastTime> {
    let entries = tx.entries_of(session.id)?;
    let of = |kind| entries.iter().filter(|e| e.kind == kind).cloned().collect::<Vec<Entry>>();
    Ok(LastTime {
        session: session.id,
        at: session.at,
        decisions: of(EntryKind::Decision),
        quotes: of(EntryKind::Quote),
        theme: session.theme,
    })
}

/// What there is to talk about: the agenda of the session, what earlier agendas left over, what was caught in between,
/// and the questions that were saved.
fn today(
    tx: &Tx<'_>,
    pair: PairId,
    session: Option<&Session>,
    note: &[Entry],
    later: Vec<Entry>,
) -> Done<Vec<TodayItem>> {
    let id = session.map(|s| s.id);
    let fresh = |entry: Entry| Traced { entry, origin: None, carried: 0 };
    let item = |source| move |traced| TodayItem { traced, source };
    let agenda = note.iter().filter(|e| e.kind == EntryKind::Agenda).cloned().map(fresh).map(item(TodaySource::Agenda));
    let earlier = |t: &Traced| {
        let before = session.is_none_or(|s| t.origin.is_some_and(|at| at < s.at));
        t.entry.session.is_some() && t.entry.session != id && before
    };
    let mut carried: Vec<_> = tx.waiting(pair, EntryKind::Agenda, SHOWN)?.into_iter().filter(earlier).collect();
    carried.reverse();
    let mut questions: Vec<_> = tx.waiting(pair, EntryKind::Question, SHOWN)?;
    questions.retain(|t| t.entry.owner != Owner::Partner && (earlier(t) || (t.entry.session == id && id.is_some())));
    questions.reverse();
    // What stands in the note of this very session comes from nowhere else.
    questions.iter_mut().filter(|t| t.entry.session == id).for_each(|t| t.origin = None);
    // What was asked or talked about in this very session stays in sight, ticked off.
    let asked = note.iter().filter(|e| e.kind == EntryKind::Question && e.state != EntryState::Open);
    let settled_here = asked.cloned().map(fresh).map(item(TodaySource::Question));
    let carried_here = match id {
        Some(id) => tx.settled_in(id)?.into_iter().filter(|t| t.entry.session != Some(id)).collect(),
        None => Vec::new(),
    };
    let open = |t: &Traced| !carried_here.iter().any(|c: &Traced| c.entry.id == t.entry.id);
    let carried = carried.into_iter().filter(open).map(item(TodaySource::Carried));
    let not_listed_elsewhere = |e: &Entry| {
        let elsewhere = matches!(e.kind, EntryKind::Action | EntryKind::Reading | EntryKind::Thanks);
        !elsewhere && open(&fresh(e.clone()))
    };
    let later = later.into_iter().filter(not_listed_elsewhere).map(fresh).map(item(TodaySource::Later));
    let questions = questions.into_iter().filter(open).map(item(TodaySource::Question));
    let here = carried_here.iter().filter(|t| t.entry.kind != EntryKind::Action).cloned().map(|traced| {
        let source = match (traced.entry.kind, traced.entry.session) {
            (_, None) => TodaySource::Later,
            (EntryKind::Question, _) => TodaySource::Question,
            _ => TodaySource::Carried,
        };
        TodayItem { traced, source }
    });
    Ok(agenda.chain(carried).chain(later).chain(questions).chain(settled_here).chain(here).collect())
}

/// The questions of the bank in the order in which to propose them; the one that the session has leads, and those
/// that come after it follow, so that going on to the next walks round all of them.
fn questions(work: &Work<'_>, pair: &Pair, session: Option<&Session>, held: u32) -> Done<Vec<Picked>> {
    let before = session.map_or(work.now, |s| s.at.timestamp_millis());
    let lately = work.tx.ticked_lately(pair.id, before, REST)?;
    let board = checklist::board(work, pair.id, None)?;
    let low: Vec<String> = board.keys.iter().filter(|k| k.is_low()).map(|k| k.key.clone()).collect();
    let mut here = session.map_or_else(|| Ok(Vec::new()), |s| picked(work, pair, s.id))?;
    here.retain(|p| p.state != TickState::Na);
    let bank: Vec<BankQuestion> = bank(pair, work.tx.own_questions()?);
    let day = session.map_or_else(|| work.clock.today(), |s| s.at.date_naive());
    let mut fresh = propose(bank, moment_of(pair, held, day), &lately, &low, held as usize);
    let is_here = |q: &BankQuestion| here.iter().any(|p| p.question.id == q.id);
    if let Some(place) = fresh.iter().position(is_here) {
        fresh.rotate_left(place);
    }
    let rest: Vec<_> = fresh.into_iter().filter(|q| !is_here(q)).collect();
    let rest = rest.into_iter().map(|question| Picked { question, state: TickState::Open });
    let mut all: Vec<Picked> = here.clone();
    all.extend(rest);
    Ok(all)
}

/// The questions that a session was given, with whether they were asked.
pub(super) fn picked(work: &Work<'_>, pair: &Pair, session: SessionId) -> Done<Vec<Picked>> {
    let ticks = work.tx.ticks(pair.id, Some(session))?;
    let of = |question: BankQuestion| {
        let tick = ticks.iter().find(|t| t.item == question.id && t.session == Some(session))?;
        Some(Picked { state: tick.state, question })
    };
    Ok(bank(pair, work.tx.own_questions()?).into_iter().filter_map(of).collect())
}

/// The question that is proposed for a session which begins now, so that it counts as used.
pub(super) fn proposed(work: &Work<'_>, session: &Session) -> Done<Option<String>> {
    let pair = work.pair(session.pair)?;
    let held = work.tx.held(pair.id)?;
    Ok(questions(work, &pair, Some(session), held)?.into_iter().next().map(|p| p.question.id))
}
