//! One question with yes and no, and what a yes does.

pub mod view;

use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Confirm {
    pub question: String,
    /// What a yes does.
    pub on_yes: fn(&mut Model) -> Vec<Effect>,
}

pub const COMMANDS: &[Command] = &[
    row("confirm.yes", Scope::Confirm, &["y"], Shows::Hint(1), always, yes),
    row("confirm.no", Scope::Confirm, &["n", "esc"], Shows::Hint(2), always, no),
];

fn yes(model: &mut Model) -> Vec<Effect> {
    match model.overlays.pop() {
        Some(Overlay::Confirm(confirm)) => (confirm.on_yes)(model),
        _ => Vec::new(),
    }
}

fn no(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
