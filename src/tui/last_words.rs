//! The system has asked the program to stop, and the terminal has sent something before: of that only text counts, for the
//! text that has the cursor. No key of it chooses, confirms, changes or leaves anything.

use ratatui::crossterm::event::KeyEvent;

use super::effect::Effect;
use super::input::command::{self, Scope};
use super::input::key::Key;
use super::model::Model;
use super::screens::Overlay;
use super::screens::wrapup::sheet::Answer;
use super::update;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastWords {
    /// Nobody has asked to stop.
    #[default]
    No,
    /// Text is taken in.
    Taken,
    /// A key was no text: what comes after it was meant for what it would have done, and is passed over.
    Over,
}

pub fn begin(model: &mut Model) {
    if model.last_words == LastWords::No {
        model.last_words = LastWords::Taken;
    }
}

/// A key: text, or the end of it.
pub fn key(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    let key = Key::of_command(event);
    let called = model.keymap.command(model.scope().chain(), key).and_then(command::find);
    // What only moves in the text, or takes words of it out, belongs to it.
    let called = called.filter(|command| command.scope != Scope::Text);
    if called.is_some_and(|command| (command.available)(model)) || !has_text(model) {
        model.last_words = LastWords::Over;
    }
    match model.last_words {
        LastWords::Taken => update::text_key(model, event),
        LastWords::No | LastWords::Over => Vec::new(),
    }
}

pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match model.last_words {
        LastWords::Taken if has_text(model) => update::paste(model, text),
        LastWords::No | LastWords::Taken | LastWords::Over => Vec::new(),
    }
}

/// Whether the cursor stands in a text of which something would be lost.
fn has_text(model: &Model) -> bool {
    if model.blank.is_some() {
        return false;
    }
    match model.overlays.last() {
        Some(Overlay::Form(form)) => form.has_text(),
        Some(Overlay::WrapUp(wrapping)) => wrapping.focused().is_some_and(|row| matches!(row.answer, Answer::Words(_))),
        // Nothing is written in these.
        Some(
            Overlay::Palette(_)
            | Overlay::Help(_)
            | Overlay::Summary(_)
            | Overlay::Bin(_)
            | Overlay::Goal(_)
            | Overlay::Prep(_)
            | Overlay::Ledger(_)
            | Overlay::Questions(_)
            | Overlay::Search(_)
            | Overlay::Calendar(_)
            | Overlay::Timeline(_)
            | Overlay::Confirm(_),
        ) => false,
        None => model.writing.is_some(),
    }
}
