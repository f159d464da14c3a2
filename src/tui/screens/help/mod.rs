//! Help: every command with its keys, those of the place one comes from first.

pub mod view;

use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope, Shows, always};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::widgets::scroll::Scroll;

pub struct Help {
    /// Where the person was when they asked.
    pub from: Scope,
    pub scroll: Scroll,
}

impl Help {
    pub fn new(from: Scope) -> Self {
        Self { from, scroll: Scroll::default() }
    }
}

pub const COMMANDS: &[Command] = &[
    Command { id: "help.down", scope: Scope::Help, keys: &["j", "down"], shows: Shows::Help, available: always, run: |m| roll(m, 1) },
    Command { id: "help.up", scope: Scope::Help, keys: &["k", "up"], shows: Shows::Help, available: always, run: |m| roll(m, -1) },
    Command { id: "help.page-down", scope: Scope::Help, keys: &["pagedown", "space"], shows: Shows::Hint(1), available: always, run: |m| pages(m, 1) },
    Command { id: "help.page-up", scope: Scope::Help, keys: &["pageup"], shows: Shows::Help, available: always, run: |m| pages(m, -1) },
    Command { id: "help.close", scope: Scope::Help, keys: &["esc", "enter"], shows: Shows::Hint(2), available: always, run: close },
];

fn shown(model: &mut Model) -> Option<&mut Help> {
    match model.overlays.last_mut() {
        Some(Overlay::Help(help)) => Some(help),
        _ => None,
    }
}

fn roll(model: &mut Model, rows: isize) -> Vec<Effect> {
    if let Some(help) = shown(model) {
        help.scroll.by(rows);
    }
    Vec::new()
}

fn pages(model: &mut Model, pages: isize) -> Vec<Effect> {
    if let Some(help) = shown(model) {
        help.scroll.pages(pages);
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
