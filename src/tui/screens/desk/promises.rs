//! What can be done with the open promises of both people, and with the lines that wait for the next meeting.

use super::Pane;
use super::commands::{has_pair, new_later};
use crate::domain::Entry;
use crate::domain::entry::EntryState;
use crate::domain::forms::Settlement;
use crate::domain::views::Binned;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Scope, Shows};
use crate::tui::model::Model;
use crate::tui::screens::form;

pub const COMMANDS: &[Command] = &[
    Command { id: "promises.done", scope: Scope::Promises, keys: &["d"], shows: Shows::Hint(1), available: has_promise, run: |m| settling(m, chosen, EntryState::Done) },
    Command { id: "promises.partly", scope: Scope::Promises, keys: &["p"], shows: Shows::Hint(3), available: has_promise, run: |m| settling(m, chosen, EntryState::Partly) },
    Command { id: "promises.tried", scope: Scope::Promises, keys: &["t"], shows: Shows::Hint(2), available: has_promise, run: |m| settling(m, chosen, EntryState::Tried) },
    Command { id: "promises.drop", scope: Scope::Promises, keys: &["-"], shows: Shows::Palette, available: has_promise, run: |m| settled(m, chosen, EntryState::Dropped) },
    Command { id: "promises.due", scope: Scope::Promises, keys: &["D"], shows: Shows::Palette, available: has_promise, run: due },
    Command { id: "promises.origin", scope: Scope::Promises, keys: &["enter"], shows: Shows::Hint(4), available: has_origin, run: origin },
    Command { id: "later.new", scope: Scope::Later, keys: &["n"], shows: Shows::Hint(1), available: has_pair, run: new_later },
    Command { id: "later.delete", scope: Scope::Later, keys: &["x"], shows: Shows::Hint(2), available: |m| m.desk.chosen_later().is_some(), run: delete_later },
];

fn chosen(model: &Model) -> Option<&Entry> {
    model.desk.chosen_promise().map(|a| &a.entry)
}

fn has_promise(model: &Model) -> bool {
    chosen(model).is_some()
}

fn has_origin(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.session.is_some())
}

/// Asks what came of a promise.
pub fn settling(model: &mut Model, of: fn(&Model) -> Option<&Entry>, state: EntryState) -> Vec<Effect> {
    let Some(dialog) = of(model).map(|entry| form::line::settle(entry, state)) else { return Vec::new() };
    form::open(model, dialog)
}

/// Settles a promise where there is nothing to ask.
pub fn settled(model: &mut Model, of: fn(&Model) -> Option<&Entry>, state: EntryState) -> Vec<Effect> {
    let Some(entry) = of(model) else { return Vec::new() };
    let (id, result, learned) = (entry.id, entry.result.clone(), entry.learned.clone());
    vec![model.write(Order::Settle(id, Settlement { state, result, learned }))]
}

fn due(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(form::line::due) else { return Vec::new() };
    form::open(model, dialog)
}

/// Goes to the session in which the promise was made, at its line.
fn origin(model: &mut Model) -> Vec<Effect> {
    let Some((id, Some(session))) = chosen(model).map(|e| (e.id, e.session)) else { return Vec::new() };
    let Some(place) = model.desk.sessions().iter().position(|r| r.session.id == session) else { return Vec::new() };
    let effects = model.choose(Pane::Sessions, place);
    model.desk.line.id = Some(id);
    model.desk.focus = Pane::Lines;
    effects
}

fn delete_later(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.desk.chosen_later().map(|e| e.id) else { return Vec::new() };
    vec![model.write(Order::Delete(Binned::Entry(id)))]
}
