//! What can be done with the lines of the chosen note without opening it: who may see them, what became of them.

use super::promises::{done, settled, settling};
use crate::domain::entry::EntryState;
use crate::domain::forms::EntryForm;
use crate::domain::views::Binned;
use crate::domain::{Entry, EntryKind, Owner};
use crate::i18n::Label;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::screens::{form, note, search, vault};

pub const COMMANDS: &[Command] = &[
    row("lines.open", Scope::Lines, &["enter"], Shows::Hint(1), Does::Writes, super::sessions::has_session, open),
    row("lines.visibility", Scope::Lines, &["v", "space"], Shows::Hint(2), Does::Writes, has_line, visibility),
    row("lines.done", Scope::Lines, &["d"], Shows::Hint(3), Does::Writes, can_settle, |m| done(m, chosen)),
    row("lines.partly", Scope::Lines, &["f"], Shows::Palette, Does::Writes, is_action, |m| {
        settling(m, chosen, EntryState::Partly)
    }),
    row("lines.tried", Scope::Lines, &["t"], Shows::Hint(4), Does::Writes, is_action, |m| {
        settling(m, chosen, EntryState::Tried)
    }),
    row("lines.drop", Scope::Lines, &["-"], Shows::Palette, Does::Writes, can_settle, |m| {
        settled(m, chosen, EntryState::Dropped)
    }),
    row("lines.reopen", Scope::Lines, &["o"], Shows::Palette, Does::Writes, is_settled, |m| {
        settled(m, chosen, EntryState::Open)
    }),
    row("lines.owner", Scope::Lines, &["w"], Shows::Palette, Does::Writes, has_line, owner),
    row("lines.due", Scope::Lines, &["D"], Shows::Palette, Does::Writes, is_action, due),
    row("lines.seal", Scope::Lines, &["S"], Shows::Palette, Does::Writes, has_line, seal),
    row("lines.delete", Scope::Lines, &["x"], Shows::Palette, Does::Writes, has_line, delete),
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

fn can_settle(model: &Model) -> bool {
    chosen(model).is_some_and(Entry::can_settle)
}

fn is_settled(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.can_settle() && e.state != EntryState::Open)
}

/// Opens the note at the chosen line; what a search has marked can be looked for on there.
fn open(model: &mut Model) -> Vec<Effect> {
    let (line, needle) = (chosen(model).map(|e| e.id), chosen(model).and_then(|e| search::needle_for(model, e)));
    let effects = note::open(model, line);
    if let Some((writing, needle)) = model.writing.as_mut().zip(needle) {
        writing.editor.set_needle(&needle);
    }
    effects
}

/// Only me, partner, programme, and round again.
fn visibility(model: &mut Model) -> Vec<Effect> {
    if chosen(model).is_some_and(|e| e.kind == EntryKind::Reading) {
        return reading_stays(model);
    }
    let Some((id, next)) = chosen(model).map(|e| (e.id, e.visibility.next())) else { return Vec::new() };
    let said = model.lang.fill("said-visibility", [("who", next.label(model.lang).into())]);
    model.say(said);
    vec![model.write(Order::EditLine(id, EntryForm { visibility: Some(next), ..EntryForm::default() }))]
}

/// A reading leaves by no rule: nobody may take it for something that the partner could see.
pub fn reading_stays(model: &mut Model) -> Vec<Effect> {
    let said = model.lang.t("problem-reading-stays");
    model.say(said);
    Vec::new()
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

fn seal(model: &mut Model) -> Vec<Effect> {
    let line = chosen(model).map(vault::sealing);
    vault::seal_line(model, line)
}

fn due(model: &mut Model) -> Vec<Effect> {
    let line = chosen(model).cloned();
    let Some(line) = vault::readable(model, line) else { return Vec::new() };
    let dialog = form::line::due(&line, model.now.wall.date_naive(), model.lang);
    form::open(model, dialog)
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|e| e.id) else { return Vec::new() };
    super::commands::delete(model, Binned::Entry(id))
}
