//! The wrap-up of a session.

pub mod view;

use crate::domain::ids::SessionId;
use crate::domain::views::{Note, WrapUp};
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Wrapping {
    pub session: SessionId,
    pub offset: usize,
}

pub const COMMANDS: &[Command] = &[row("wrapup.close", Scope::WrapUp, &["esc"], Shows::Hint(90), always, close)];

/// Opens the wrap-up of a session.
pub fn open(model: &mut Model, session: SessionId) -> Vec<Effect> {
    model.overlays.push(Overlay::WrapUp(Box::new(Wrapping { session, offset: 0 })));
    vec![model.read(Query::WrapUp(session))]
}

pub fn arrived(_model: &mut Model, _ready: WrapUp) {}

/// The wrap-up is on the disk.
pub fn finished(_model: &mut Model, _note: &Note, _merged: bool) {}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
