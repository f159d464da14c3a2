//! What can be done with the goals of the chosen pair.

use chrono::NaiveDate;

use super::commands::has_pair;
use crate::domain::goal::{GoalStatus, GoalView};
use crate::domain::views::Binned;
use crate::i18n::{Label, Lang};
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::screens::form::{self, Form};
use crate::tui::screens::{Overlay, goal};

pub const COMMANDS: &[Command] = &[
    row("goals.check-in", Scope::Goals, &["c", "space"], Shows::Hint(1), Does::Writes, has_goal, |m| {
        ask(m, form::goal::check_in)
    }),
    row("goals.open", Scope::Goals, &["enter"], Shows::Hint(2), Does::Looks, has_goal, open),
    row("goals.new", Scope::Goals, &["n"], Shows::Hint(3), Does::Writes, has_pair, new),
    row("goals.edit", Scope::Goals, &["e"], Shows::Hint(4), Does::Writes, has_goal, |m| ask(m, form::goal::edit)),
    row("goals.revise", Scope::Goals, &["r"], Shows::Hint(5), Does::Writes, has_goal, |m| ask(m, form::goal::revise)),
    row("goals.agree", Scope::Goals, &["a"], Shows::Palette, Does::Writes, not_agreed, agree),
    row("goals.done", Scope::Goals, &["d"], Shows::Hint(6), Does::Writes, is_open, |m| turn(m, GoalStatus::Done)),
    row("goals.drop", Scope::Goals, &["-"], Shows::Hint(7), Does::Writes, is_open, |m| turn(m, GoalStatus::Dropped)),
    row("goals.hold", Scope::Goals, &["z"], Shows::Palette, Does::Writes, is_active, |m| turn(m, GoalStatus::Hold)),
    row("goals.reopen", Scope::Goals, &["o"], Shows::Palette, Does::Writes, is_resting, |m| {
        turn(m, GoalStatus::Active)
    }),
    row("goals.visibility", Scope::Goals, &["v"], Shows::Palette, Does::Writes, has_goal, visibility),
    row("goals.delete", Scope::Goals, &["x"], Shows::Palette, Does::Writes, has_goal, delete),
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

fn ask(model: &mut Model, dialog: fn(&GoalView, NaiveDate, Lang) -> Form) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|goal| dialog(goal, model.now.wall.date_naive(), model.lang)) else {
        return Vec::new();
    };
    form::open(model, dialog)
}

fn new(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    form::open(model, form::goal::new(pair, model.now.wall.date_naive(), model.lang))
}

fn open(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    model.overlays.push(Overlay::Goal(goal::GoalStory::new(id)));
    Vec::new()
}

fn agree(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    let today = model.now.wall.date_naive();
    let said = model.lang.fill("said-goal-agreed", [("key", super::commands::undo_key(model).into())]);
    model.say(said);
    vec![model.write(Order::AgreeGoal(id, today))]
}

/// The partner, the programme office too, and back.
fn visibility(model: &mut Model) -> Vec<Effect> {
    let Some((id, next)) = chosen(model).map(|g| (g.goal.id, g.goal.reach.next())) else { return Vec::new() };
    let said = model.lang.fill("said-reach", [("who", next.label(model.lang).into())]);
    model.say(said);
    vec![model.write(Order::GoalReach(id, next))]
}

fn turn(model: &mut Model, status: GoalStatus) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    let (status_words, key) = (status.label(model.lang), super::commands::undo_key(model));
    let said = model.lang.fill("said-goal-turned", [("status", status_words.into()), ("key", key.into())]);
    model.say(said);
    vec![model.write(Order::GoalStatus(id, status))]
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|g| g.goal.id) else { return Vec::new() };
    super::commands::delete(model, Binned::Goal(id))
}
