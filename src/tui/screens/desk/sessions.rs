//! What can be done with the sessions of the chosen pair.

use super::commands::has_pair;
use crate::domain::forms::SessionForm;
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::Binned;
use crate::tui::effect::{Effect, Order, Query};
use crate::tui::input::command::{Command, Scope, Shows};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, form, note, summary};

pub const COMMANDS: &[Command] = &[
    Command { id: "sessions.new", scope: Scope::Sessions, keys: &["n"], shows: Shows::Hint(1), available: has_pair, run: note::begin },
    Command { id: "sessions.open", scope: Scope::Sessions, keys: &["enter"], shows: Shows::Hint(2), available: has_session, run: |m| note::open(m, None) },
    Command { id: "sessions.plan", scope: Scope::Sessions, keys: &["N"], shows: Shows::Hint(5), available: has_pair, run: plan },
    Command { id: "sessions.edit", scope: Scope::Sessions, keys: &["e"], shows: Shows::Hint(6), available: has_session, run: edit },
    Command { id: "sessions.start", scope: Scope::Sessions, keys: &["b"], shows: Shows::Hint(3), available: is_planned, run: start },
    Command { id: "sessions.hold", scope: Scope::Sessions, keys: &["d"], shows: Shows::Palette, available: is_planned, run: |m| turn(m, SessionStatus::Held) },
    Command { id: "sessions.move", scope: Scope::Sessions, keys: &["m"], shows: Shows::Palette, available: is_planned, run: move_to },
    Command { id: "sessions.cancel", scope: Scope::Sessions, keys: &["-"], shows: Shows::Palette, available: is_planned, run: |m| turn(m, SessionStatus::Cancelled) },
    Command { id: "sessions.delete", scope: Scope::Sessions, keys: &["x"], shows: Shows::Palette, available: has_session, run: delete },
    Command { id: "desk.summary", scope: Scope::Desk, keys: &["s"], shows: Shows::Hint(10), available: has_session, run: open_summary },
];

pub fn has_session(model: &Model) -> bool {
    model.desk.session_row().is_some()
}

fn chosen(model: &Model) -> Option<&Session> {
    model.desk.session_row().map(|r| &r.session)
}

fn is_planned(model: &Model) -> bool {
    chosen(model).is_some_and(|s| s.status == SessionStatus::Planned)
}

/// Proposes the pair's rhythm after its last session, at the same time of day.
fn plan(model: &mut Model) -> Vec<Effect> {
    let Some(view) = model.desk.pair_view() else { return Vec::new() };
    let today = model.now.wall.date_naive();
    let last = view.last_at.unwrap_or(model.now.wall);
    let day = view.pair.every.and_then(|every| every.after(last.date_naive())).filter(|day| *day > today);
    let proposal = day.map(|day| format!("{day} {}", last.format("%H:%M"))).unwrap_or_default();
    let dialog = form::session::plan(view.pair.id, &proposal, model.lang);
    form::open(model, dialog)
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|s| form::session::edit(s, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

/// The meeting begins: the session is held from now on, and its note is open.
fn start(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    let mut effects = vec![model.write(Order::StartSession(id))];
    effects.extend(note::open(model, None));
    effects
}

fn turn(model: &mut Model, status: SessionStatus) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    let form = SessionForm { status: Some(status), ..SessionForm::default() };
    vec![model.write(Order::EditSession(id, form))]
}

fn move_to(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(form::session::move_to) else { return Vec::new() };
    form::open(model, dialog)
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    vec![model.write(Order::Delete(Binned::Session(id)))]
}

fn open_summary(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    model.overlays.push(Overlay::Summary(summary::Summary::new(id, model.lang)));
    vec![model.read(Query::Summary(id, model.lang))]
}
