//! The bin: what was deleted, until it is taken back or the bin is emptied.

pub mod view;

use crate::domain::views::BinItem;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::screens::confirm::{self, Question};

#[derive(Default)]
pub struct Bin {
    /// `None` before the journal has answered.
    pub items: Option<Vec<BinItem>>,
    pub chosen: usize,
    pub offset: usize,
}

pub const COMMANDS: &[Command] = &[
    row("bin.restore", Scope::Bin, &["enter", "r"], Shows::Hint(1), Does::Writes, has_items, restore),
    row("bin.empty", Scope::Bin, &["X"], Shows::Hint(2), Does::Writes, has_items, ask),
    row("bin.down", Scope::Bin, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("bin.up", Scope::Bin, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("bin.close", Scope::Bin, &["esc"], Shows::Hint(3), Does::Looks, always, close),
];

pub fn shown(model: &mut Model) -> Option<&mut Bin> {
    match model.overlays.last_mut() {
        Some(Overlay::Bin(bin)) => Some(bin),
        _ => None,
    }
}

fn has_items(model: &Model) -> bool {
    match model.overlays.last() {
        Some(Overlay::Bin(bin)) => bin.items.as_ref().is_some_and(|i| !i.is_empty()),
        _ => false,
    }
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(bin) = shown(model) {
        let len = bin.items.as_ref().map_or(0, Vec::len);
        bin.chosen = bin.chosen.saturating_add_signed(by).min(len.saturating_sub(1));
    }
    Vec::new()
}

fn restore(model: &mut Model) -> Vec<Effect> {
    let chosen = shown(model).and_then(|bin| bin.items.as_ref()?.get(bin.chosen).map(|i| i.what));
    chosen.map_or_else(Vec::new, |what| vec![model.write(Order::Restore(what))])
}

/// Emptying cannot be undone, so it is the one thing that asks.
fn ask(model: &mut Model) -> Vec<Effect> {
    let count = shown(model).and_then(|bin| bin.items.as_ref().map(Vec::len)).unwrap_or(0);
    confirm::ask(model, Question::EmptyBin(count), empty)
}

fn empty(model: &mut Model) -> Vec<Effect> {
    vec![model.write(Order::EmptyBin)]
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
