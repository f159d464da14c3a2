//! What can be done with the lines of the chosen note without opening it: who may see them, what became of them.

use super::promises::{settled, settling};
use crate::domain::entry::EntryState;
use crate::domain::forms::EntryForm;
use crate::domain::views::Binned;
use crate::domain::{Entry, Owner};
use crate::i18n::Label;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Scope, Shows};
use crate::tui::model::Model;
use crate::tui::screens::{form, note};

pub const COMMANDS: &[Command] = &[
    Command { id: "lines.open", scope: Scope::Lines, keys: &["enter"], shows: Shows::Hint(1), available: super::sessions::has_session, run: open },
    Command { id: "lines.visibility", scope: Scope::Lines, keys: &["v", "space"], shows: Shows::Hint(2), available: has_line, run: visibility },
    Command { id: "lines.done", scope: Scope::Lines, keys: &["d"], shows: Shows::Hint(3), available: is_action, run: |m| settling(m, chosen, EntryState::Done) },
    Command { id: "lines.partly", scope: Scope::Lines, keys: &["p"], shows: Shows::Palette, available: is_action, run: |m| settling(m, chosen, EntryState::Partly) },
    Command { id: "lines.tried", scope: Scope::Lines, keys: &["t"], shows: Shows::Hint(4), available: is_action, run: |m| settling(m, chosen, EntryState::Tried) },
    Command { id: "lines.drop", scope: Scope::Lines, keys: &["-"], shows: Shows::Palette, available: is_action, run: |m| settled(m, chosen, EntryState::Dropped) },
    Command { id: "lines.reopen", scope: Scope::Lines, keys: &["o"], shows: Shows::Palette, available: is_settled, run: |m| settled(m, chosen, EntryState::Open) },
    Command { id: "lines.owner", scope: Scope::Lines, keys: &["w"], shows: Shows::Palette, available: has_line, run: owner },
    Command { id: "lines.due", scope: Scope::Lines, keys: &["D"], shows: Shows::Palette, available: is_action, run: due },
    Command { id: "lines.delete", scope: Scope::Lines, keys: &["x"], shows: Shows::Palette, available: has_line, run: delete },
];

fn chosen(model: &Model) -> Option<&Entry> {
    model.desk.chosen_line()
}

fn has_line(model: &Model) -> bool {
    chosen(model).is_some()
}

fn is_action(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.kind.has_life())
}

fn is_settled(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.kind.has_life() && e.state != EntryState::Open)
}

/// Opens the note at the chosen line.
fn open(model: &mut Model) -> Vec<Effect> {
    let line = chosen(model).map(|e| e.id);
    note::open(model, line)
}

/// Only me, partner, programme, and round again.
fn visibility(model: &mut Model) -> Vec<Effect> {
    let Some((id, next)) = chosen(model).map(|e| (e.id, e.visibility.next())) else { return Vec::new() };
    let said = model.lang.fill("said-visibility", [("who", next.label(model.lang).into())]);
    model.say(said);
    vec![model.write(Order::EditLine(id, EntryForm { visibility: Some(next), ..EntryForm::default() }))]
}

fn owner(model: &mut Model) -> Vec<Effect> {
    let Some((id, now)) = chosen(model).map(|e| (e.id, e.owner)) else { return Vec::new() };
    let next = match now {
        Owner::Me => Owner::Partner,
        Owner::Partner => Owner::Both,
        Owner::Both => Owner::Me,
    };
    let said = model.lang.fill("said-owner", [("who", next.label(model.lang).into())]);
    model.say(said);
    vec![model.write(Order::EditLine(id, EntryForm { owner: Some(next), ..EntryForm::default() }))]
}

fn due(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(form::line::due) else { return Vec::new() };
    form::open(model, dialog)
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|e| e.id) else { return Vec::new() };
    vec![model.write(Order::Delete(Binned::Entry(id)))]
}
