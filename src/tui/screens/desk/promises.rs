//! What can be done with the open promises of both people, and with the lines that wait for the next meeting.

use super::commands::{has_pair, new_later};
use crate::domain::Entry;
use crate::domain::entry::EntryState;
use crate::domain::forms::Settlement;
use crate::domain::views::Binned;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::screens::{form, vault};

pub const COMMANDS: &[Command] = &[
    row("promises.done", Scope::Promises, &["d"], Shows::Hint(1), Does::Writes, has_promise, |m| {
        settling(m, chosen, EntryState::Done)
    }),
    row("promises.partly", Scope::Promises, &["f"], Shows::Hint(3), Does::Writes, has_promise, |m| {
        settling(m, chosen, EntryState::Partly)
    }),
    row("promises.tried", Scope::Promises, &["t"], Shows::Hint(2), Does::Writes, has_promise, |m| {
        settling(m, chosen, EntryState::Tried)
    }),
    row("promises.drop", Scope::Promises, &["-"], Shows::Palette, Does::Writes, has_promise, |m| {
        settled(m, chosen, EntryState::Dropped)
    }),
    row("promises.due", Scope::Promises, &["D"], Shows::Palette, Does::Writes, has_promise, due),
    row("promises.origin", Scope::Promises, &["enter"], Shows::Hint(4), Does::Looks, has_origin, origin),
    row("later.new", Scope::Later, &["n"], Shows::Hint(1), Does::Writes, has_pair, new_later),
    row("later.done", Scope::Later, &["d"], Shows::Hint(2), Does::Writes, has_later, |m| {
        done(m, |m| m.desk.chosen_later())
    }),
    row("later.seal", Scope::Later, &["S"], Shows::Palette, Does::Writes, has_later, seal_later),
    row("later.delete", Scope::Later, &["x"], Shows::Hint(3), Does::Writes, has_later, delete_later),
];

fn chosen(model: &Model) -> Option<&Entry> {
    model.desk.chosen_promise().map(|a| &a.entry)
}

fn has_promise(model: &Model) -> bool {
    chosen(model).is_some()
}

fn has_later(model: &Model) -> bool {
    model.desk.chosen_later().is_some()
}

fn has_origin(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.session.is_some())
}

/// Asks what came of a promise.
pub fn settling(model: &mut Model, of: fn(&Model) -> Option<&Entry>, state: EntryState) -> Vec<Effect> {
    let line = of(model).cloned();
    let Some(line) = vault::readable(model, line) else { return Vec::new() };
    let dialog = form::line::settle(&line, state, model.lang);
    form::open(model, dialog)
}

/// Done: of a promise it is asked what came of it, any other line is simply asked, said, met or talked about.
pub fn done(model: &mut Model, of: fn(&Model) -> Option<&Entry>) -> Vec<Effect> {
    match of(model).is_some_and(|entry| entry.kind.has_life()) {
        true => settling(model, of, EntryState::Done),
        false => settled(model, of, EntryState::Done),
    }
}

/// Settles a line where there is nothing to ask.
pub fn settled(model: &mut Model, of: fn(&Model) -> Option<&Entry>, state: EntryState) -> Vec<Effect> {
    let line = of(model).cloned();
    let Some(id) = vault::readable(model, line).map(|entry| entry.id) else { return Vec::new() };
    vec![model.write(Order::Settle(id, Settlement::plain(state)))]
}

fn due(model: &mut Model) -> Vec<Effect> {
    let line = chosen(model).cloned();
    let Some(line) = vault::readable(model, line) else { return Vec::new() };
    let dialog = form::line::due(&line, model.now.wall.date_naive(), model.lang);
    form::open(model, dialog)
}

/// Goes to the session in which the promise was made, at its line.
fn origin(model: &mut Model) -> Vec<Effect> {
    let Some((id, Some(session))) = chosen(model).map(|e| (e.id, e.session)) else { return Vec::new() };
    model.go_to_line(session, id)
}

fn seal_later(model: &mut Model) -> Vec<Effect> {
    let line = model.desk.chosen_later().map(vault::sealing);
    vault::seal_line(model, line)
}

fn delete_later(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.desk.chosen_later().map(|e| e.id) else { return Vec::new() };
    super::commands::delete(model, Binned::Entry(id))
}
