//! The question bank.

pub mod view;

use crate::domain::questions::OwnQuestion;
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Bank {
    pub own: Vec<OwnQuestion>,
    pub offset: usize,
}

pub const COMMANDS: &[Command] = &[row("questions.close", Scope::Questions, &["esc"], Shows::Hint(90), always, close)];

/// Opens the question bank.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Questions(Bank { own: Vec::new(), offset: 0 }));
    vec![model.read(Query::Questions)]
}

pub fn arrived(model: &mut Model, own: Vec<OwnQuestion>) {
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::Questions(q) = o { Some(q) } else { None });
    if let Some(bank) = open {
        bank.own = own;
    }
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
