//! The one screen before a meeting: what to report, their promises, last time, goals, and what there is to talk about.

mod blocks;
pub mod commands;
mod details;
mod rows;
mod settle;
pub mod view;

use chrono::TimeDelta;

use self::blocks::{Block, Row, RowId, rows_of};
use super::desk::{Chosen, Pane};
use crate::domain::Moment;
use crate::domain::checklist::TickState;
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::pair::PairStatus;
use crate::domain::questions::Picked;
use crate::domain::session::SessionStatus;
use crate::domain::views::{Note, PairView, Prep, SessionRow};
use crate::tui::effect::{Effect, Order, Query, Ticket};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, note};

pub use commands::COMMANDS;

/// So long before a planned session the desk opens on its preparation.
const BEFORE: TimeDelta = TimeDelta::hours(2);
/// And so long after its time, as long as nobody has begun it.
const AFTER: TimeDelta = TimeDelta::hours(1);

pub struct Preparing {
    pub pair: PairId,
    /// The session that is prepared; `None`: whichever comes next.
    pub session: Option<SessionId>,
    pub ready: Option<Prep>,
    chosen: Chosen<RowId>,
    /// The question that was chosen while there is no session to keep it.
    swapped: Option<String>,
}

impl Preparing {
    fn new(pair: PairId, session: Option<SessionId>) -> Self {
        Self { pair, session, ready: None, chosen: Chosen::default(), swapped: None }
    }

    pub fn query(&self) -> Query {
        Query::Prep(self.pair, self.session)
    }

    /// The session that is prepared, once it is known.
    fn session_row(&self) -> Option<&SessionRow> {
        self.ready.as_ref()?.session.as_ref()
    }

    fn is_planned(&self) -> bool {
        self.session_row().is_some_and(|row| row.session.status == SessionStatus::Planned)
    }

    fn is_running(&self) -> bool {
        self.session_row().is_some_and(|row| row.session.is_running())
    }

    /// The question that is proposed.
    fn question(&self) -> Option<&Picked> {
        let questions = &self.ready.as_ref()?.questions;
        let swapped = self.swapped.as_ref().filter(|_| self.session_row().is_none());
        swapped.and_then(|id| questions.iter().find(|p| p.question.id == *id)).or_else(|| questions.first())
    }

    /// The question after the one that is proposed.
    fn next_question(&self) -> Option<&Picked> {
        let questions = &self.ready.as_ref()?.questions;
        let now = self.question()?;
        let place = questions.iter().position(|p| p.question.id == now.question.id)?;
        let open = |p: &&Picked| p.state == TickState::Open && p.question.id != now.question.id;
        questions.iter().cycle().skip(place + 1).take(questions.len()).find(open)
    }

    fn rows_of(&self, block: Block) -> Vec<Row<'_>> {
        self.ready.as_ref().map_or_else(Vec::new, |prep| rows_of(prep, self.question(), block))
    }

    /// Every row with its block, in the order of the cursor.
    fn rows(&self) -> Vec<(Block, Row<'_>)> {
        Block::all().flat_map(|block| self.rows_of(block).into_iter().map(move |row| (block, row))).collect()
    }

    fn place(&self) -> Option<usize> {
        self.chosen.place(self.rows().into_iter().map(|(_, row)| row.id()))
    }

    fn chosen(&self) -> Option<(Block, Row<'_>)> {
        self.rows().get(self.place()?).copied()
    }

    fn choose(&mut self, place: usize) {
        if let Some(id) = self.rows().get(place).map(|(_, row)| row.id()) {
            self.chosen.choose(place, id);
        }
    }
}

/// The preparation that lies uppermost.
fn shown(model: &Model) -> Option<&Preparing> {
    match model.overlays.last() {
        Some(Overlay::Prep(prep)) => Some(prep),
        _ => None,
    }
}

fn shown_mut(model: &mut Model) -> Option<&mut Preparing> {
    match model.overlays.last_mut() {
        Some(Overlay::Prep(prep)) => Some(prep),
        _ => None,
    }
}

/// The preparation that is open, whatever lies on top of it.
fn open_one(model: &mut Model) -> Option<&mut Preparing> {
    model.overlays.iter_mut().find_map(|o| if let Overlay::Prep(prep) = o { Some(&mut **prep) } else { None })
}

/// Opens the preparation of a session, or of whichever comes next.
pub fn open(model: &mut Model, pair: PairId, session: Option<SessionId>) -> Vec<Effect> {
    model.overlays.push(Overlay::Prep(Box::new(Preparing::new(pair, session))));
    vec![model.read(Query::Prep(pair, session))]
}

/// The preparation on which the desk opens: of the pair that meets soon, if one does.
pub fn land(model: &mut Model) -> Vec<Effect> {
    let now = model.now.wall;
    let rests = |view: &PairView| matches!(view.pair.status, PairStatus::Paused | PairStatus::Ended);
    let soon = |view: &PairView| !rests(view) && view.next_at.is_some_and(|at| is_soon(at, now));
    let pairs = model.desk.pairs.iter().enumerate().filter(|(_, view)| soon(view));
    let first = pairs.min_by_key(|(_, view)| view.next_at).map(|(place, view)| (place, view.pair.id));
    let Some((place, pair)) = first else { return Vec::new() };
    let mut effects = model.choose(Pane::Pairs, place);
    effects.extend(open(model, pair, None));
    effects
}

/// Whether a planned session begins soon, or should just have begun.
fn is_soon(at: Moment, now: Moment) -> bool {
    at - now <= BEFORE && now - at <= AFTER
}

/// What there is to know has arrived. A session that was moved meanwhile is followed to its new date.
pub fn arrived(model: &mut Model, ready: Prep) -> Vec<Effect> {
    let Some(prep) = open_one(model).filter(|prep| prep.pair == ready.pair.pair.id) else { return Vec::new() };
    let to = ready.session.as_ref().and_then(|row| row.session.moved_to);
    let before = prep.ready.replace(ready);
    if let (Some(ready), Some(before)) = (&mut prep.ready, before) {
        stay_in_place(ready, &before);
    }
    if to.is_none() {
        leave_out(model);
        return Vec::new();
    }
    prep.session = to;
    let query = prep.query();
    vec![model.read(query)]
}

/// While the screen is open, a line that is settled stays where it was.
fn stay_in_place(ready: &mut Prep, before: &Prep) {
    let reported: Vec<EntryId> = before.report.iter().map(|t| t.entry.id).collect();
    let talked: Vec<EntryId> = before.today.iter().map(|item| item.traced.entry.id).collect();
    let place = |known: &[EntryId], id| known.iter().position(|k| *k == id).unwrap_or(known.len());
    ready.report.sort_by_key(|t| place(&reported, t.entry.id));
    ready.today.sort_by_key(|item| place(&talked, item.traced.entry.id));
}

/// Whether an answer is to what the open preparation asked.
pub fn is_answer(model: &Model, ticket: Ticket) -> bool {
    let mut open =
        model.overlays.iter().filter_map(|o| if let Overlay::Prep(prep) = o { Some(prep.query()) } else { None });
    open.any(|query| model.pending.reads_as(ticket, &query))
}

/// The session that was prepared is gone: whichever comes next takes its place. If that cannot be read either, the
/// screen closes and one is told why.
pub fn unreadable(model: &mut Model, why: String) -> Vec<Effect> {
    let Some(prep) = open_one(model) else { return Vec::new() };
    if prep.session.take().is_some() {
        let query = prep.query();
        return vec![model.read(query)];
    }
    close(model);
    model.complain(why);
    model.refresh()
}

/// What was to be read is not: a preparation that has nothing to show closes.
pub fn unread(model: &mut Model) {
    if open_one(model).is_some_and(|prep| prep.ready.is_none()) {
        close(model);
    }
}

/// While somebody else sees the screen, only what the partner may see stays of a preparation.
pub fn leave_out(model: &mut Model) {
    if !model.shares_screen() {
        return;
    }
    let Some(mut ready) = open_one(model).and_then(|prep| prep.ready.take()) else { return };
    ready.report.retain(|t| model.shows(&t.entry));
    ready.report.iter_mut().for_each(|t| t.entry.learned = None);
    ready.theirs.retain(|t| model.shows(&t.entry));
    ready.today.retain(|item| model.shows(&item.traced.entry));
    (ready.questions, ready.hard, ready.thanks) = (Vec::new(), Vec::new(), Vec::new());
    ready.more_open = 0;
    ready.goals.iter_mut().flat_map(|g| &mut g.checkins).for_each(|c| c.confidence = None);
    if let Some(last) = &mut ready.last {
        last.decisions.retain(|e| model.shows(e));
        last.quotes.retain(|e| model.shows(e));
    }
    if let Some(prep) = open_one(model) {
        prep.ready = Some(ready);
    }
}

fn close(model: &mut Model) {
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Prep(_)));
}

/// A session that nobody had planned has begun: its note opens, and the question that was chosen for it is kept.
pub fn begun(model: &mut Model, note: Note) -> Vec<Effect> {
    let session = note.row.session.clone();
    model.begins(session.id);
    let question = open_one(model).and_then(|prep| prep.swapped.take());
    let mut effects: Vec<Effect> =
        question.map(|question| model.write(Order::PickQuestion(session.id, question))).into_iter().collect();
    close(model);
    model.desk.note = Some(note);
    effects.extend(note::open_session(model, session, None, true));
    effects
}

/// The agenda that may leave is here: it goes to the clipboard, and one is told how much stays.
pub fn copy(model: &mut Model, text: String) -> Vec<Effect> {
    let counts = open_one(model).and_then(|prep| prep.ready.as_ref()).map(Prep::seen_by_partner);
    if let Some((shared, kept)) = counts {
        let said = model.lang.fill("prep-copied", [("shared", shared.into()), ("kept", kept.into())]);
        model.say(said);
    }
    model.copied(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_soon_from_two_hours_before_to_one_hour_after() {
        let now = Moment::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap();
        for (minutes, soon) in
            [(121, false), (120, true), (119, true), (0, true), (-30, true), (-60, true), (-61, false)]
        {
            assert_eq!(is_soon(now + TimeDelta::minutes(minutes), now), soon, "{minutes}");
        }
    }
}
