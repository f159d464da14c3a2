//! What can be done with the chosen pair.

use super::Pane;
use super::commands::{focus, has_pair, new_pair};
use crate::domain::forms::PairTurn;
use crate::domain::pair::{Pair, PairStatus};
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::{Binned, StillOpen};
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::form;

pub const COMMANDS: &[Command] = &[
    row("pairs.open", Scope::Pairs, &["enter"], Shows::Hint(2), Does::Looks, has_pair, |m| focus(m, Pane::Sessions)),
    row("pairs.new", Scope::Pairs, &["n"], Shows::Hint(1), Does::Writes, always, new_pair),
    row("pairs.edit", Scope::Pairs, &["e"], Shows::Hint(3), Does::Writes, has_pair, edit),
    row("pairs.pause", Scope::Pairs, &["z"], Shows::Hint(4), Does::Writes, |m| turns(m, PairStatus::Paused), pause),
    row(
        "pairs.resume",
        Scope::Pairs,
        &["r"],
        Shows::Hint(4),
        Does::Writes,
        |m| turns(m, PairStatus::Active),
        |m| turn(m, PairStatus::Active),
    ),
    row("pairs.end", Scope::Pairs, &["d"], Shows::Palette, Does::Writes, |m| turns(m, PairStatus::Ended), end),
    row("pairs.delete", Scope::Pairs, &["x"], Shows::Palette, Does::Writes, has_pair, delete),
];

fn chosen(model: &Model) -> Option<&Pair> {
    model.desk.pair_view().map(|v| &v.pair)
}

/// Whether the chosen pair can turn to this status: it is not there already, and only what rests can resume.
fn turns(model: &Model, to: PairStatus) -> bool {
    chosen(model).is_some_and(|p| match to {
        PairStatus::Paused => matches!(p.status, PairStatus::Active | PairStatus::Setup),
        PairStatus::Active => matches!(p.status, PairStatus::Paused | PairStatus::Ended),
        _ => p.status != to,
    })
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|pair| form::pair::edit(pair, model.now.wall.date_naive(), model.lang)) else {
        return Vec::new();
    };
    form::open(model, dialog)
}

fn pause(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|pair| form::pair::pause(pair, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

/// Asks, with what stays open.
fn end(model: &mut Model) -> Vec<Effect> {
    // What the partner has not heard yet is not told by a screen.
    if model.shares_screen() {
        return Vec::new();
    }
    let goals = model.desk.goals().iter().filter(|view| view.goal.status.is_open()).count();
    let ahead = |s: &&Session| s.status == SessionStatus::Planned && s.at >= model.now.wall;
    let sessions = model.desk.sessions().iter().map(|row| &row.session).filter(ahead).count();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let promises = model.desk.data.as_ref().map_or(0, |data| data.open_actions);
    let open = StillOpen { promises, goals: number(goals), sessions: number(sessions) };
    let Some(dialog) = chosen(model).map(|pair| form::pair::end(pair, open, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

fn turn(model: &mut Model, status: PairStatus) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|p| p.id) else { return Vec::new() };
    vec![model.write(Order::TurnPair(id, PairTurn { status, until: None }))]
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|p| p.id) else { return Vec::new() };
    super::commands::delete(model, Binned::Pair(id))
}
