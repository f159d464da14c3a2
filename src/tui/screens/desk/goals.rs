//! What can be done with the goals of the chosen pair.

use super::commands::has_pair;
use crate::domain::goal::{GoalStatus, GoalView};
use crate::domain::views::Binned;
use crate::i18n::Lang;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Scope, Shows};
use crate::tui::model::Model;
use crate::tui::screens::form::{self, Form};
use crate::tui::screens::{Overlay, goal};

pub const COMMANDS: &[Command] = &[
    Command { id: "goals.check-in", scope: Scope::Goals, keys: &["c", "space"], shows: Shows::Hint(1), available: has_goal, run: |m| ask(m, form::goal::check_in) },
    Command { id: "goals.open", scope: Scope::Goals, keys: &["enter"], shows: Shows::Hint(2), available: has_goal, run: open },
    Command { id: "goals.new", scope: Scope::Goals, keys: &["n"], shows: Shows::Hint(3), available: has_pair, run: new },
    Command { id: "goals.edit", scope: Scope::Goals, keys: &["e"], shows: Shows::Hint(4), available: has_goal, run: |m| ask(m, form::goal::edit) },
    Command { id: "goals.revise", scope: Scope::Goals, keys: &["r"], shows: Shows::Hint(5), available: has_goal, run: |m| ask(m, form::goal::revise) },
    Command { id: "goals.agree", scope: Scope::Goals, keys: &["a"], shows: Shows::Palette, available: not_agreed, run: agree },
    Command { id: "goals.done", scope: Scope::Goals, keys: &["d"], shows: Shows::Hint(6), available: is_open, run: |m| turn(m, GoalStatus::Done) },
    Command { id: "goals.drop", scope: Scope::Goals, keys: &["-"], shows: Shows::Hint(7), available: is_open, run: |m| turn(m, GoalStatus::Dropped) },
    Command { id: "goals.hold", scope: Scope::Goals, keys: &["z"], shows: Shows::Palette, available: is_active, run: |m| turn(m, GoalStatus::Hold) },
    Command { id: "goals.reopen", scope: Scope::Goals, keys: &["o"], shows: Shows::Palette, available: is_resting, run: |m| turn(m, GoalStatus::Active) },
    Command { id: "goals.delete", scope: Scope::Goals, keys: &["x"], shows: Shows::Palette, available: has_goal, run: delete },
];

fn chosen(model: &Model) -> Option<&GoalView> {
    model.desk.chosen_goal()
}

fn has_goal(model: &Model) -> bool {
    chosen(model).is_some()
}

fn is_open(model: &Model) -> bool {
    chosen(model).is_some_and(|g| g.goal.status.is_open())
}

fn is_active(model: &Model) -> bool {
    chosen(model).is_some_and(|g| g.goal.status == GoalStatus::Active)
}

fn is_resting(model: &Model) -> bool {
    chosen(model).is_some_and(|g| g.goal.status != GoalStatus::Active)
}

fn not_agreed(model: &Model) -> bool {
    chosen(model).is_some_and(|g| g.goal.agreed.is_none())
}

fn ask(model: &mut Model, dialog: fn(&GoalView, Lang) -> Form) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|goal| dialog(goal, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

fn new(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    form::open(model, form::goal::new(pair, model.lang))
}

fn open(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    model.overlays.push(Overlay::Goal(goal::GoalStory::new(id)));
    Vec::new()
}

fn agree(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    let today = model.now.wall.date_naive();
    vec![model.write(Order::AgreeGoal(id, today))]
}

fn turn(model: &mut Model, status: GoalStatus) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    vec![model.write(Order::GoalStatus(id, status))]
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    vec![model.write(Order::Delete(Binned::Goal(id)))]
}
