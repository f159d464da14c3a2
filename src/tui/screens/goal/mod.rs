//! The story of one goal: where it stands, how it got there, and how its terms changed.

pub mod view;

use crate::domain::goal::GoalView;
use crate::domain::ids::GoalId;
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope, Shows, always};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, form};
use crate::tui::widgets::scroll::Scroll;

pub struct GoalStory {
    pub id: GoalId,
    pub scroll: Scroll,
}

impl GoalStory {
    pub fn new(id: GoalId) -> Self {
        Self { id, scroll: Scroll::default() }
    }
}

pub const COMMANDS: &[Command] = &[
    Command { id: "goal.check-in", scope: Scope::Goal, keys: &["c", "space"], shows: Shows::Hint(1), available: always, run: |m| ask(m, form::goal::check_in) },
    Command { id: "goal.revise", scope: Scope::Goal, keys: &["r"], shows: Shows::Hint(2), available: always, run: |m| ask(m, form::goal::revise) },
    Command { id: "goal.edit", scope: Scope::Goal, keys: &["e"], shows: Shows::Hint(3), available: always, run: |m| ask(m, form::goal::edit) },
    Command { id: "goal.down", scope: Scope::Goal, keys: &["j", "down"], shows: Shows::Help, available: always, run: |m| roll(m, 1) },
    Command { id: "goal.up", scope: Scope::Goal, keys: &["k", "up"], shows: Shows::Help, available: always, run: |m| roll(m, -1) },
    Command { id: "goal.close", scope: Scope::Goal, keys: &["esc", "enter"], shows: Shows::Hint(4), available: always, run: close },
];

/// The goal that the uppermost overlay tells.
pub fn told(model: &Model) -> Option<&GoalView> {
    match model.overlays.last() {
        Some(Overlay::Goal(story)) => model.desk.goals().iter().find(|g| g.goal.id == story.id),
        _ => None,
    }
}

fn ask(model: &mut Model, dialog: fn(&GoalView, crate::i18n::Lang) -> form::Form) -> Vec<Effect> {
    let Some(dialog) = told(model).map(|goal| dialog(goal, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

fn roll(model: &mut Model, rows: isize) -> Vec<Effect> {
    if let Some(Overlay::Goal(story)) = model.overlays.last_mut() {
        story.scroll.by(rows);
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
