//! The text that has the cursor, wherever it is: a field of a dialog, a row of the wrap-up, the search, the palette, the
//! find line, the note. The keys in it mean the same everywhere, and a value that is to be replaced is selected when its
//! field is entered.

use super::{Overlay, form, note, palette, search, wrapup};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::widgets::editor::{Action, Editor, Motion};

pub const COMMANDS: &[Command] = &[
    row("text.word-left", Scope::Text, &["ctrl-left", "alt-b"], Shows::Help, Does::Looks, has_cursor, |m| {
        go(m, Motion::WordLeft)
    }),
    row("text.word-right", Scope::Text, &["ctrl-right", "alt-f"], Shows::Help, Does::Looks, has_cursor, |m| {
        go(m, Motion::WordRight)
    }),
    row("text.line-start", Scope::Text, &["ctrl-a", "home"], Shows::Help, Does::Looks, has_cursor, |m| {
        go(m, Motion::RowStart)
    }),
    row("text.line-end", Scope::Text, &["ctrl-e", "end"], Shows::Help, Does::Looks, has_cursor, |m| {
        go(m, Motion::RowEnd)
    }),
    row("text.delete-word", Scope::Text, &["ctrl-w", "alt-backspace"], Shows::Help, Does::Looks, has_cursor, |m| {
        act(m, Action::DeleteWordLeft)
    }),
    row("text.delete-to-start", Scope::Text, &["ctrl-u"], Shows::Help, Does::Looks, has_cursor, |m| {
        act(m, Action::DeleteToLineStart)
    }),
    row("text.delete-to-end", Scope::Text, &["ctrl-k"], Shows::Help, Does::Looks, has_cursor, |m| {
        act(m, Action::DeleteToLineEnd)
    }),
];

/// What happens to a value that a field begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A date, a number, a name: it is selected when the field is entered, and the first letter replaces it.
    Replaced,
    /// Words that somebody has written: they are continued, so the caret waits at their end.
    Continued,
}

impl Filled {
    /// A field with this value is entered; `touched`: somebody has changed it since.
    pub fn enter(self, editor: &mut Editor, touched: bool) {
        match self {
            Self::Replaced if !touched && !editor.is_empty() => {
                editor.handle(Action::SelectAll, 0);
            }
            Self::Replaced | Self::Continued => leave(editor),
        }
    }
}

/// Nothing is selected in a field that is left, or that is continued.
pub fn leave(editor: &mut Editor) {
    if editor.selection().is_some() {
        editor.handle(Action::Move { to: Motion::TextEnd, select: false }, 0);
    }
}

/// Where the focus has come to a field since this was asked last, the field is entered.
pub fn enter(model: &mut Model) {
    match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => form.enter_field(),
        Some(Overlay::WrapUp(wrapping)) => wrapping.enter_row(),
        // The search selects what was looked for last when it opens; the others begin empty.
        Some(Overlay::Search(_) | Overlay::Palette(_)) => {}
        Some(
            Overlay::Help(_)
            | Overlay::Summary(_)
            | Overlay::Bin(_)
            | Overlay::Goal(_)
            | Overlay::Prep(_)
            | Overlay::Ledger(_)
            | Overlay::Questions(_)
            | Overlay::Calendar(_)
            | Overlay::Timeline(_)
            | Overlay::Confirm(_),
        )
        | None => {}
    }
}

/// Whether a text has the cursor.
pub fn has_cursor(model: &Model) -> bool {
    match model.overlays.last() {
        Some(Overlay::Form(form)) => {
            form.fields.get(form.focus).is_some_and(|field| matches!(field.input, form::Input::Text(_)))
        }
        Some(Overlay::WrapUp(wrapping)) => {
            wrapping.focused().is_some_and(|row| matches!(row.answer, wrapup::sheet::Answer::Words(_)))
        }
        Some(Overlay::Palette(_) | Overlay::Search(_)) => true,
        Some(
            Overlay::Help(_)
            | Overlay::Summary(_)
            | Overlay::Bin(_)
            | Overlay::Goal(_)
            | Overlay::Prep(_)
            | Overlay::Ledger(_)
            | Overlay::Questions(_)
            | Overlay::Calendar(_)
            | Overlay::Timeline(_)
            | Overlay::Confirm(_),
        ) => false,
        None => model.writing.is_some(),
    }
}

fn go(model: &mut Model, to: Motion) -> Vec<Effect> {
    act(model, Action::Move { to, select: false })
}

/// Has the text that has the cursor do something.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.overlays.last_mut() {
        Some(Overlay::Form(_)) => form::taking::act(model, action),
        Some(Overlay::Palette(_)) => palette::act(model, action),
        Some(Overlay::WrapUp(_)) => wrapup::commands::act(model, action),
        Some(Overlay::Search(_)) => search::act(model, action),
        Some(
            Overlay::Help(_)
            | Overlay::Summary(_)
            | Overlay::Bin(_)
            | Overlay::Goal(_)
            | Overlay::Prep(_)
            | Overlay::Ledger(_)
            | Overlay::Questions(_)
            | Overlay::Calendar(_)
            | Overlay::Timeline(_)
            | Overlay::Confirm(_),
        ) => Vec::new(),
        None if model.writing.is_some() => note::commands::act(model, action),
        None => Vec::new(),
    }
}
