//! The story of one goal: where it stands, how it got there, and how its terms changed.

pub mod view;

use chrono::NaiveDate;

use crate::domain::goal::GoalView;
use crate::domain::ids::GoalId;
use crate::i18n::Lang;
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
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
    row("goal.check-in", Scope::Goal, &["c", "space"], Shows::Hint(1), Does::Writes, always, |m| {
        ask(m, form::goal::check_in)
    }),
    row("goal.revise", Scope::Goal, &["r"], Shows::Hint(2), Does::Writes, always, |m| ask(m, form::goal::revise)),
    row("goal.edit", Scope::Goal, &["e"], Shows::Hint(3), Does::Writes, always, |m| ask(m, form::goal::edit)),
    row("goal.down", Scope::Goal, &["j", "down"], Shows::Help, Does::Looks, always, |m| roll(m, 1)),
    row("goal.up", Scope::Goal, &["k", "up"], Shows::Help, Does::Looks, always, |m| roll(m, -1)),
    row("goal.close", Scope::Goal, &["esc", "enter"], Shows::Hint(4), Does::Looks, always, close),
];

/// The goal that the uppermost overlay tells.
pub fn told(model: &Model) -> Option<&GoalView> {
    match model.overlays.last() {
        Some(Overlay::Goal(story)) => model.desk.goals().iter().find(|g| g.goal.id == story.id),
        _ => None,
    }
}

fn ask(model: &mut Model, dialog: fn(&GoalView, NaiveDate, Lang) -> form::Form) -> Vec<Effect> {
    let Some(dialog) = told(model).map(|goal| dialog(goal, model.now.wall.date_naive(), model.lang)) else {
        return Vec::new();
    };
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
