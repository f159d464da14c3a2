//! What can be done before a meeting: move about, go to where a line came from, begin.

use chrono::NaiveDate;

use super::blocks::{Block, Row};
use super::{Preparing, settle, shown, shown_mut};
use crate::domain::goal::GoalView;
use crate::i18n::Lang;
use crate::tui::effect::{Effect, Order, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::desk::{Pane, commands as desk};
use crate::tui::screens::form::{self, Form};
use crate::tui::screens::{Overlay, goal, note, questions, summary};

pub const COMMANDS: &[Command] = &[
    row("prep.done", Scope::Prep, &["d", "space"], Shows::Hint(2), Does::Writes, settle::can_tick, settle::tick),
    row("prep.partly", Scope::Prep, &["f"], Shows::Hint(4), Does::Writes, settle::is_promise, settle::partly),
    row("prep.tried", Scope::Prep, &["t"], Shows::Hint(3), Does::Writes, settle::is_promise, settle::tried),
    row("prep.drop", Scope::Prep, &["-"], Shows::Palette, Does::Writes, settle::can_drop, settle::drop_it),
    row("prep.reopen", Scope::Prep, &["o"], Shows::Palette, Does::Writes, settle::is_settled, settle::reopen),
    row("prep.begin", Scope::Prep, &["b"], Shows::Hint(1), Does::Writes, can_begin, begin),
    row("prep.agenda", Scope::Prep, &["n"], Shows::Hint(5), Does::Writes, is_ready, settle::new_topic),
    row("prep.later", Scope::Prep, &["+"], Shows::Palette, Does::Writes, is_ready, later),
    row("prep.edit", Scope::Prep, &["e"], Shows::Palette, Does::Writes, settle::can_edit, settle::edit),
    row("prep.visibility", Scope::Prep, &["v"], Shows::Palette, Does::Writes, settle::is_topic, settle::visibility),
    row("prep.hard", Scope::Prep, &["~", "H"], Shows::Hint(9), Does::Writes, settle::can_say_hard, settle::hard),
    row(
        "prep.question",
        Scope::Prep,
        &["w"],
        Shows::Hint(7),
        Does::Writes,
        settle::has_next_question,
        settle::next_question,
    ),
    row("prep.bank", Scope::Prep, &["Q"], Shows::Palette, Does::Looks, always, questions::open),
    row("prep.copy", Scope::Prep, &["y"], Shows::Hint(6), Does::Looks, is_ready, copy),
    row("prep.check-in", Scope::Prep, &["c"], Shows::Palette, Does::Writes, on_goal, |m| ask(m, form::goal::check_in)),
    row("prep.origin", Scope::Prep, &["enter"], Shows::Hint(8), Does::Looks, has_row, origin),
    row("prep.move", Scope::Prep, &["m"], Shows::Palette, Does::Writes, is_planned, move_to),
    row("prep.summary", Scope::Prep, &["s"], Shows::Palette, Does::Looks, has_last, open_summary),
    row("prep.down", Scope::Prep, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("prep.up", Scope::Prep, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("prep.next-block", Scope::Prep, &["tab", "l", "right"], Shows::Help, Does::Looks, always, |m| jump(m, 1)),
    row("prep.previous-block", Scope::Prep, &["shift-tab", "h", "left"], Shows::Help, Does::Looks, always, |m| {
        jump(m, -1)
    }),
    row("prep.first", Scope::Prep, &["g", "home"], Shows::Help, Does::Looks, always, |m| step(m, isize::MIN)),
    row("prep.last", Scope::Prep, &["G", "end"], Shows::Help, Does::Looks, always, |m| step(m, isize::MAX)),
    row("prep.undo", Scope::Prep, &["u"], Shows::Palette, Does::Writes, always, desk::undo),
    row("prep.redo", Scope::Prep, &["U", "ctrl-r"], Shows::Palette, Does::Writes, always, desk::redo),
    row("prep.language", Scope::Prep, &["L"], Shows::Palette, Does::Looks, always, desk::language),
    row("prep.close", Scope::Prep, &["esc"], Shows::Hint(10), Does::Looks, always, close),
];

pub fn is_ready(model: &Model) -> bool {
    shown(model).is_some_and(|prep| prep.ready.is_some())
}

fn has_row(model: &Model) -> bool {
    shown(model).is_some_and(|prep| prep.chosen().is_some())
}

fn on_goal(model: &Model) -> bool {
    chosen_goal(model).is_some()
}

pub fn chosen_goal(model: &Model) -> Option<&GoalView> {
    match shown(model)?.chosen()? {
        (_, Row::Goal(view)) => Some(view),
        _ => None,
    }
}

fn is_planned(model: &Model) -> bool {
    shown(model).is_some_and(Preparing::is_planned)
}

/// A planned session can begin, and where none is planned one that begins now.
fn can_begin(model: &Model) -> bool {
    is_ready(model) && shown(model).is_some_and(|prep| prep.session_row().is_none() || prep.is_planned())
}

fn has_last(model: &Model) -> bool {
    shown(model).and_then(|prep| prep.ready.as_ref()).is_some_and(|ready| ready.last.is_some())
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(prep) = shown_mut(model) else { return Vec::new() };
    if let Some(place) = prep.place() {
        let last = prep.rows().len() - 1;
        prep.choose(place.saturating_add_signed(by).min(last));
    }
    Vec::new()
}

/// To the first row of the next block that has one, and round again.
fn jump(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(prep) = shown_mut(model) else { return Vec::new() };
    let Some((block, _)) = prep.chosen() else { return Vec::new() };
    let blocks: Vec<Block> = Block::all().filter(|b| !prep.rows_of(*b).is_empty()).collect();
    let at = blocks.iter().position(|b| *b == block).unwrap_or(0);
    let next = blocks[(at + blocks.len()).saturating_add_signed(by) % blocks.len()];
    if let Some(place) = prep.rows().iter().position(|(b, _)| *b == next) {
        prep.choose(place);
    }
    Vec::new()
}

pub fn ask(model: &mut Model, dialog: fn(&GoalView, NaiveDate, Lang) -> Form) -> Vec<Effect> {
    let Some(dialog) = chosen_goal(model).map(|goal| dialog(goal, model.now.wall.date_naive(), model.lang)) else {
        return Vec::new();
    };
    form::open(model, dialog)
}

fn later(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = shown(model).map(|prep| prep.pair) else { return Vec::new() };
    form::open(model, form::line::later(pair))
}

fn move_to(model: &mut Model) -> Vec<Effect> {
    let session = shown(model).and_then(|prep| prep.session_row());
    let Some(dialog) = session.map(|row| form::session::move_to(&row.session, model)) else { return Vec::new() };
    form::open(model, dialog)
}

/// The summary of the session before.
fn open_summary(model: &mut Model) -> Vec<Effect> {
    let last = shown(model).and_then(|prep| prep.ready.as_ref()?.last.as_ref());
    let Some((id, pair)) = last.map(|last| last.session).zip(shown(model).map(|prep| prep.pair)) else {
        return Vec::new();
    };
    summary::open(model, id, pair)
}

fn copy(model: &mut Model) -> Vec<Effect> {
    let Some((pair, session)) = shown(model).map(|prep| (prep.pair, prep.session)) else { return Vec::new() };
    vec![model.read(Query::Agenda(pair, session, model.lang))]
}

/// Where the chosen line came from: its note at that line, or the lines for later; the story of a goal; the bank.
fn origin(model: &mut Model) -> Vec<Effect> {
    let Some((_, row)) = shown(model).and_then(Preparing::chosen) else { return Vec::new() };
    let Some((line, session, is_promise)) = row.entry().map(|e| (e.id, e.session, e.kind.has_life())) else {
        return match row {
            Row::Goal(view) => {
                let story = goal::GoalStory::new(view.goal.id);
                model.overlays.push(Overlay::Goal(story));
                Vec::new()
            }
            _ => questions::open(model),
        };
    };
    model.overlays.pop();
    match session {
        Some(session) => model.go_to_line(session, line),
        None if is_promise => {
            model.desk.promise.id = Some(line);
            desk::focus(model, Pane::Promises)
        }
        None => {
            model.desk.later.id = Some(line);
            desk::focus(model, Pane::Later)
        }
    }
}

/// The meeting begins: its note opens, at once where there is one already.
fn begin(model: &mut Model) -> Vec<Effect> {
    let Some(prep) = shown(model) else { return Vec::new() };
    let pair = prep.pair;
    let Some(session) = prep.session_row().map(|row| row.session.clone()) else {
        model.desk.to_note = true;
        return vec![model.write(Order::BeginSession(pair))];
    };
    model.overlays.pop();
    model.desk.session.id = Some(session.id);
    note::start_session(model, session)
}
