//! What becomes of the chosen line: done, tried, talked about, said; and the lines that are added while preparing.

use super::blocks::{Block, Row};
use super::commands::{ask, is_ready};
use super::{Preparing, shown, shown_mut};
use crate::domain::checklist::TickState;
use crate::domain::forms::{EntryForm, Settlement};
use crate::domain::{Entry, EntryKind, EntryState, Visibility};
use crate::i18n::Label;
use crate::tui::effect::{Effect, Order};
use crate::tui::model::Model;
use crate::tui::screens::desk::lines::reading_stays;
use crate::tui::screens::{form, vault};

fn chosen(model: &Model) -> Option<(Block, Row<'_>)> {
    shown(model)?.chosen()
}

fn line(model: &Model) -> Option<&Entry> {
    chosen(model)?.1.entry()
}

fn promise(model: &Model) -> Option<&Entry> {
    match chosen(model)?.1 {
        Row::Promise(traced) => Some(&traced.entry),
        _ => None,
    }
}

pub fn is_promise(model: &Model) -> bool {
    promise(model).is_some()
}

pub fn is_topic(model: &Model) -> bool {
    matches!(chosen(model), Some((_, Row::Topic(_))))
}

/// Whether the chosen row can be ticked off. A question needs a session that keeps the answer.
pub fn can_tick(model: &Model) -> bool {
    match chosen(model).map(|(_, row)| row) {
        Some(Row::Question(_)) => shown(model).and_then(Preparing::session_row).is_some(),
        Some(Row::Kept(_) | Row::Hard(_)) | None => false,
        Some(_) => true,
    }
}

pub fn can_drop(model: &Model) -> bool {
    line(model).is_some_and(|e| e.is_waiting()) && !matches!(chosen(model), Some((_, Row::Hard(_))))
}

pub fn is_settled(model: &Model) -> bool {
    line(model).is_some_and(|e| e.can_settle() && e.state != EntryState::Open)
}

pub fn can_edit(model: &Model) -> bool {
    matches!(chosen(model), Some((_, Row::Topic(_) | Row::Hard(_))))
}

/// Done, in the sense of the row: a promise was kept, a topic talked about, a question asked, thanks were said.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    match chosen(model).map(|(_, row)| row) {
        Some(Row::Promise(_)) => settling(model, EntryState::Done),
        Some(Row::Goal(_)) => ask(model, form::goal::check_in),
        Some(Row::Topic(item)) => {
            let open = item.traced.entry.state == EntryState::Open;
            settled(model, if open { EntryState::Done } else { EntryState::Open })
        }
        Some(Row::Thanks(_)) => settled(model, EntryState::Done),
        Some(Row::Question(picked)) => {
            let (question, asked) = (picked.question.id.clone(), picked.state == TickState::Open);
            let Some(id) = shown(model).and_then(Preparing::session_row).map(|r| r.session.id) else {
                return Vec::new();
            };
            vec![model.write(Order::AskQuestion(id, question, asked))]
        }
        _ => Vec::new(),
    }
}

pub fn partly(model: &mut Model) -> Vec<Effect> {
    settling(model, EntryState::Partly)
}

pub fn tried(model: &mut Model) -> Vec<Effect> {
    settling(model, EntryState::Tried)
}

pub fn drop_it(model: &mut Model) -> Vec<Effect> {
    settled(model, EntryState::Dropped)
}

pub fn reopen(model: &mut Model) -> Vec<Effect> {
    settled(model, EntryState::Open)
}

/// Asks what came of the chosen promise.
fn settling(model: &mut Model, state: EntryState) -> Vec<Effect> {
    let line = promise(model).cloned();
    let Some(line) = vault::readable(model, line) else { return Vec::new() };
    let dialog = form::line::settle(&line, state, model.lang);
    form::open(model, dialog)
}

/// Settles the chosen line where there is nothing to ask. What is talked about while the session runs belongs to it.
fn settled(model: &mut Model, state: EntryState) -> Vec<Effect> {
    let Some(id) = line(model).map(|entry| entry.id) else { return Vec::new() };
    let running = shown(model).filter(|prep| prep.is_running() && state != EntryState::Open);
    let settled_in = running.and_then(Preparing::session_row).filter(|_| !is_promise(model)).map(|r| r.session.id);
    vec![model.write(Order::Settle(id, Settlement { settled_in, ..Settlement::plain(state) }))]
}

/// Whether the partner may see the chosen topic in the copied agenda.
pub fn visibility(model: &mut Model) -> Vec<Effect> {
    if line(model).is_some_and(|e| e.kind == EntryKind::Reading) {
        return reading_stays(model);
    }
    let Some((id, now)) = line(model).map(|e| (e.id, e.visibility)) else { return Vec::new() };
    let next = if now == Visibility::Private { Visibility::Partner } else { Visibility::Private };
    let said = model.lang.fill("said-visibility", [("who", next.label(model.lang).into())]);
    model.say(said);
    vec![model.write(Order::EditLine(id, EntryForm { visibility: Some(next), ..EntryForm::default() }))]
}

/// The pair, and the session whose note takes new lines.
fn note_of(prep: &Preparing) -> form::prep::Place {
    let session = prep.session_row().map(|row| &row.session);
    let sealed = session.is_some_and(|session| session.sealed);
    form::prep::Place { pair: prep.pair, session: session.map(|session| session.id), sealed }
}

pub fn new_topic(model: &mut Model) -> Vec<Effect> {
    let Some(place) = shown(model).map(note_of) else { return Vec::new() };
    form::open(model, form::prep::topic(place))
}

/// New words for a topic, or for what is hard to say.
pub fn edit(model: &mut Model) -> Vec<Effect> {
    let dialog = match chosen(model).map(|(_, row)| row) {
        Some(Row::Topic(item)) => form::prep::reword(&item.traced.entry),
        Some(Row::Hard(entry)) => form::prep::reword_hard(entry),
        _ => return Vec::new(),
    };
    form::open(model, dialog)
}

pub fn can_say_hard(model: &Model) -> bool {
    is_ready(model) && !shown(model).is_some_and(Preparing::is_running)
}

/// The private line about what is hard to say: the first one that is there, or a new one.
pub fn hard(model: &mut Model) -> Vec<Effect> {
    let Some(prep) = shown(model) else { return Vec::new() };
    let first = prep.ready.as_ref().and_then(|ready| ready.hard.first());
    let dialog = first.map_or_else(|| form::prep::hard(note_of(prep)), form::prep::reword_hard);
    form::open(model, dialog)
}

pub fn has_next_question(model: &Model) -> bool {
    let proposed = |prep: &&Preparing| prep.question().is_some_and(|p| p.state == TickState::Open);
    shown(model).filter(proposed).and_then(Preparing::next_question).is_some()
}

/// Another question; the cursor goes to it.
pub fn next_question(model: &mut Model) -> Vec<Effect> {
    let Some(prep) = shown_mut(model) else { return Vec::new() };
    let Some(next) = prep.next_question().map(|p| p.question.id.clone()) else { return Vec::new() };
    if let Some(place) = prep.rows().iter().position(|(_, row)| matches!(row, Row::Question(_))) {
        prep.choose(place);
    }
    match prep.session_row().map(|row| row.session.id) {
        Some(session) => vec![model.write(Order::PickQuestion(session, next))],
        None => {
            prep.swapped = Some(next);
            Vec::new()
        }
    }
}
