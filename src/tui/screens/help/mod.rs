//! Help: every command with its keys, those of the place one comes from first.

pub mod view;

use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
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
    row("help.down", Scope::Help, &["j", "down"], Shows::Help, Does::Looks, always, |m| roll(m, 1)),
    row("help.up", Scope::Help, &["k", "up"], Shows::Help, Does::Looks, always, |m| roll(m, -1)),
    row("help.page-down", Scope::Help, &["pagedown", "space"], Shows::Hint(1), Does::Looks, always, |m| pages(m, 1)),
    row("help.page-up", Scope::Help, &["pageup"], Shows::Help, Does::Looks, always, |m| pages(m, -1)),
    row("help.close", Scope::Help, &["esc", "enter"], Shows::Hint(2), Does::Looks, always, close),
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
