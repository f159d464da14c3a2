//! One question with yes and no, and the command that a yes runs.

pub mod view;

use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope, Shows, always, find};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Confirm {
    pub question: String,
    /// The id of a command.
    pub on_yes: &'static str,
}

pub const COMMANDS: &[Command] = &[
    Command { id: "confirm.yes", scope: Scope::Confirm, keys: &["y"], shows: Shows::Hint(1), available: always, run: yes },
    Command { id: "confirm.no", scope: Scope::Confirm, keys: &["n", "esc"], shows: Shows::Hint(2), available: always, run: no },
];

fn yes(model: &mut Model) -> Vec<Effect> {
    match model.overlays.pop() {
        Some(Overlay::Confirm(confirm)) => find(confirm.on_yes).map_or_else(Vec::new, |command| (command.run)(model)),
        _ => Vec::new(),
    }
}

fn no(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
