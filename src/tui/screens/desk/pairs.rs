//! What can be done with the chosen pair.

use super::commands::{focus, has_pair, new_pair};
use super::Pane;
use crate::domain::forms::PairTurn;
use crate::domain::pair::{Pair, PairStatus};
use crate::domain::views::Binned;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Scope, Shows, always};
use crate::tui::model::Model;
use crate::tui::screens::form;

pub const COMMANDS: &[Command] = &[
    Command { id: "pairs.open", scope: Scope::Pairs, keys: &["enter"], shows: Shows::Hint(2), available: has_pair, run: |m| focus(m, Pane::Sessions) },
    Command { id: "pairs.new", scope: Scope::Pairs, keys: &["n"], shows: Shows::Hint(1), available: always, run: new_pair },
    Command { id: "pairs.edit", scope: Scope::Pairs, keys: &["e"], shows: Shows::Hint(3), available: has_pair, run: edit },
    Command { id: "pairs.pause", scope: Scope::Pairs, keys: &["z"], shows: Shows::Hint(4), available: |m| turns(m, PairStatus::Paused), run: pause },
    Command { id: "pairs.resume", scope: Scope::Pairs, keys: &["r"], shows: Shows::Hint(4), available: |m| turns(m, PairStatus::Active), run: |m| turn(m, PairStatus::Active) },
    Command { id: "pairs.end", scope: Scope::Pairs, keys: &["d"], shows: Shows::Palette, available: |m| turns(m, PairStatus::Ended), run: |m| turn(m, PairStatus::Ended) },
    Command { id: "pairs.delete", scope: Scope::Pairs, keys: &["x"], shows: Shows::Palette, available: has_pair, run: delete },
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
    let Some(dialog) = chosen(model).map(|pair| form::pair::edit(pair, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

fn pause(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|pair| form::pair::pause(pair, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

fn turn(model: &mut Model, status: PairStatus) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|p| p.id) else { return Vec::new() };
    vec![model.write(Order::TurnPair(id, PairTurn { status, until: None }))]
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|p| p.id) else { return Vec::new() };
    vec![model.write(Order::Delete(Binned::Pair(id)))]
}
