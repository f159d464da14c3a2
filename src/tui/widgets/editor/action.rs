//! What a person can ask of the editor.

use std::fmt;

/// One wish. Keys become actions in [`super::action_for`]; the caller may also make its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Types one character. Control characters other than tab and newline are ignored.
    Insert(char),
    Newline,
    Backspace,
    Delete,
    DeleteWordLeft,
    DeleteWordRight,
    /// Back to the line's start, as a shell does; there, nothing.
    DeleteToLineStart,
    /// Up to the line's end; at its end, the line ending.
    DeleteToLineEnd,
    /// Moves the caret; with `select` the selection grows or shrinks with it.
    Move {
        to: Motion,
        select: bool,
    },
    SelectAll,
    Undo,
    Redo,
    Cut,
    Copy,
    /// Inserts what was cut or copied in this editor.
    Paste,
    /// Selects the next match of the needle given to [`super::Editor::set_needle`].
    FindNext,
    FindPrevious,
    /// Sets the caret to a cell, counted from the drawn area's top left corner; with `select` the selection reaches
    /// from where it began to there (a drag, or a click with Shift).
    Click {
        column: u16,
        row: u16,
        select: bool,
    },
    /// Selects the word at a cell.
    SelectWord {
        column: u16,
        row: u16,
    },
    /// Scrolls by visual rows, down if positive.
    Scroll(i32),
}

/// Where the caret can go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    /// One visual row up; from the first to the start of the text.
    Up,
    /// One visual row down; from the last to the end of the text.
    Down,
    /// The start of the visual row; from there, the start of the line.
    RowStart,
    /// The end of the visual row; from there, the end of the line.
    RowEnd,
    TextStart,
    TextEnd,
    PageUp,
    PageDown,
}

/// What an action did.
#[derive(Clone, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing; the key may mean something else to the caller.
    Ignored,
    /// The caret, the selection or the view changed, the text did not.
    Moved,
    /// The text or the tags changed.
    Edited,
    /// This text was copied and may be offered to the system's clipboard.
    Copied(String),
    /// This text was removed from the editor and may be offered to the system's clipboard.
    WasCut(String),
    /// The needle occurs nowhere.
    NotFound,
    /// It would have changed a line that is to stay as it is.
    Refused,
}

/// Shows the length of copied text only: what people write does not belong in a log.
impl fmt::Debug for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignored => f.write_str("Ignored"),
            Self::Moved => f.write_str("Moved"),
            Self::Edited => f.write_str("Edited"),
            Self::NotFound => f.write_str("NotFound"),
            Self::Refused => f.write_str("Refused"),
            Self::Copied(text) => write!(f, "Copied({} bytes)", text.len()),
            Self::WasCut(text) => write!(f, "WasCut({} bytes)", text.len()),
        }
    }
}
