//! The edits that words are tried with: one deed or more for each action of the editor and each command of the note.

use tomoni::tui::widgets::editor::{Action, Motion};

use crate::support::{Step, keys, text};

/// Five words, none of which stands anywhere else.
pub const WORDS: &str = "kumquat rutabaga persimmon quinceleaf damson";

/// Steps one after the other.
pub fn all<const N: usize>(parts: [Vec<Step>; N]) -> Vec<Step> {
    parts.into_iter().flatten().collect()
}

/// One deed with the words at the caret.
pub struct Deed {
    pub name: &'static str,
    pub steps: fn() -> Vec<Step>,
}

/// Says which deed tries an action of the editor; a new action does not compile before it has one here.
pub fn deed_of(action: Action) -> &'static str {
    match action {
        Action::Insert(_) => "type over a selection that reaches into the next line",
        Action::Newline => "split",
        Action::Backspace => "join from below",
        Action::Delete => "join from above",
        Action::DeleteWordLeft => "join by a word to the left",
        Action::DeleteWordRight => "join by a word to the right",
        Action::DeleteToLineStart => "clear to the start of the line",
        Action::DeleteToLineEnd => "join by the rest of the line",
        Action::Move { to, .. } => match to {
            Motion::Left | Motion::Right => "cut some letters",
            Motion::WordLeft | Motion::WordRight => "cut half",
            Motion::Up | Motion::Down => "cut the line with its end",
            Motion::RowStart | Motion::RowEnd => "cut and paste",
            Motion::TextStart | Motion::TextEnd => "cut to the end of the text",
            Motion::PageUp | Motion::PageDown => "cut a page",
        },
        Action::SelectAll => "cut everything and paste it twice",
        Action::Undo | Action::Redo => "undo and redo",
        Action::Cut => "cut and paste",
        Action::Copy => "copy and paste",
        Action::Paste => "paste behind a marker",
        Action::FindNext | Action::FindPrevious => "cut what was found",
        Action::Click { .. } | Action::SelectWord { .. } => "cut a word under the mouse",
        Action::Scroll(_) => "scroll and copy",
    }
}

/// Which deed a command of the note stands in; every command of the catalogue has to be here.
pub const COMMANDS: &[(&str, &str)] = &[
    ("note.leave", "leave and come back"),
    ("note.save", "save in between"),
    ("note.legend", "leave and come back"),
    ("note.find", "cut what was found"),
    ("note.find-next", "cut what was found"),
    ("note.find-previous", "cut what was found"),
    ("note.undo", "undo and redo"),
    ("note.redo", "undo and redo"),
    ("note.cut", "cut and paste"),
    ("note.copy", "copy and paste"),
    ("note.paste", "paste behind a marker"),
    ("note.select-all", "cut everything and paste it twice"),
    ("text.word-left", "cut half"),
    ("text.word-right", "cut half"),
    ("text.line-start", "join from below"),
    ("text.line-end", "join from above"),
    ("note.start", "cut to the end of the text"),
    ("note.end", "cut to the end of the text"),
    ("text.delete-word", "join by a word to the left"),
    ("text.delete-to-start", "clear to the start of the line"),
    ("text.delete-to-end", "join by the rest of the line"),
    ("note.talked", "save in between"),
    ("note.carried", "save in between"),
    ("note.dropped", "save in between"),
    ("note.next-topic", "save in between"),
    ("note.seal", "save in between"),
    ("note.seal-all", "save in between"),
    ("note.wrap-up", "leave for the wrap-up"),
    ("note.palette", "leave and come back"),
    ("note.help", "leave and come back"),
];

pub const HALF: &str = "kumquat rutabaga persimmon";

pub const DEEDS: &[Deed] = &[
    Deed { name: "cut and paste", steps: || keys("shift-end ctrl-x down end ctrl-v") },
    Deed { name: "cut and paste into a learning", steps: || keys("shift-end ctrl-x down down end ctrl-v") },
    Deed { name: "cut half", steps: || keys("end ctrl-left ctrl-left shift-end ctrl-x down end ctrl-v") },
    Deed {
        name: "cut some letters",
        steps: || {
            keys(
                "end shift-left shift-left shift-left shift-left shift-left shift-left shift-left ctrl-x down end ctrl-v",
            )
        },
    },
    Deed { name: "cut with other keys", steps: || keys("shift-end shift-delete down end ctrl-v") },
    Deed { name: "cut the line with its end", steps: || keys("shift-down ctrl-x down end ctrl-v") },
    Deed {
        name: "cut to the end of the text",
        steps: || all([keys("ctrl-right ctrl-right shift-ctrl-end ctrl-x enter"), text("! "), keys("ctrl-v")]),
    },
    Deed { name: "cut a page", steps: || all([keys("shift-pagedown ctrl-x enter"), text("! "), keys("ctrl-v")]) },
    Deed { name: "copy and paste", steps: || keys("shift-end ctrl-c down end ctrl-v down end ctrl-v") },
    Deed {
        name: "paste behind a marker",
        steps: || all([keys("shift-end ctrl-c ctrl-end enter"), text("! so: "), keys("ctrl-v")]),
    },
    Deed { name: "split", steps: || all([keys("end ctrl-left ctrl-left enter"), text("! so: ")]) },
    Deed {
        name: "split by a paste",
        steps: || all([keys("end ctrl-left ctrl-left"), vec![Step::Paste("one\n! two ".into())]]),
    },
    Deed { name: "join from above", steps: || keys("end delete") },
    Deed { name: "join from below", steps: || keys("down home backspace") },
    Deed { name: "join with what stands above", steps: || keys("home backspace home delete") },
    Deed { name: "join by a word to the left", steps: || keys("down home ctrl-w ctrl-backspace") },
    Deed { name: "join by a word to the right", steps: || keys("end ctrl-delete alt-delete") },
    Deed { name: "join by the rest of the line", steps: || keys("end ctrl-k") },
    Deed { name: "clear to the start of the line", steps: || keys("end ctrl-left ctrl-left ctrl-left ctrl-u") },
    Deed { name: "join with the learning", steps: || keys("down shift-end delete end delete") },
    Deed {
        name: "type over a selection that reaches into the next line",
        steps: || all([keys("ctrl-right ctrl-right shift-down"), text("x")]),
    },
    Deed {
        name: "delete upwards over the end of the line",
        steps: || keys("down home shift-left shift-left shift-left backspace"),
    },
    Deed {
        name: "undo and redo",
        steps: || keys("shift-end ctrl-x down end ctrl-v ctrl-z ctrl-z ctrl-y ctrl-y ctrl-z ctrl-v ctrl-z ctrl-y"),
    },
    Deed {
        name: "undo over a save",
        steps: || keys("shift-end ctrl-x ctrl-s down end ctrl-v ctrl-s ctrl-z ctrl-s ctrl-y ctrl-s"),
    },
    Deed { name: "save in between", steps: || keys("shift-end ctrl-x ctrl-s delete ctrl-s end ctrl-v ctrl-s") },
    Deed { name: "cut everything and paste it twice", steps: || keys("alt-a ctrl-x ctrl-s ctrl-v ctrl-v") },
    Deed {
        name: "cut everything and paste it behind a marker",
        steps: || all([keys("alt-a ctrl-x ctrl-s"), text("! "), keys("ctrl-v")]),
    },
    Deed {
        name: "cut what was found",
        steps: || all([keys("ctrl-f"), text("rutabaga"), keys("enter ctrl-g shift-f3 ctrl-x down end ctrl-v")]),
    },
    Deed {
        name: "cut a word under the mouse",
        steps: || {
            vec![Step::Click(6, 3), Step::Click(6, 3)].into_iter().chain(keys("ctrl-x down end ctrl-v")).collect()
        },
    },
    Deed { name: "scroll and copy", steps: || keys("pagedown pageup ctrl-home down shift-end ctrl-c ctrl-end ctrl-v") },
    Deed {
        name: "paste back from the clipboard",
        steps: || all([keys("shift-end ctrl-x down end"), vec![Step::Paste(WORDS.into())]]),
    },
    Deed {
        name: "paste a part from the clipboard",
        steps: || all([keys("shift-end ctrl-c down end"), vec![Step::Paste(format!(" and {HALF}"))]]),
    },
    Deed {
        name: "paste one word from the clipboard",
        steps: || all([keys("shift-end ctrl-c down end"), vec![Step::Paste(" damson".into())]]),
    },
    Deed {
        name: "paste in Windows lines",
        steps: || all([keys("ctrl-end"), vec![Step::Paste(format!("\r\n! x\r\n! {WORDS}\r\n"))]]),
    },
    Deed {
        name: "an indented line",
        steps: || all([keys("end ctrl-left enter"), text("  "), keys("shift-end ctrl-x down end ctrl-v")]),
    },
    Deed {
        name: "leave and come back",
        steps: || {
            all([
                keys("shift-end ctrl-c esc enter ctrl-end enter f2 f1 esc ctrl-p esc"),
                text("! "),
                vec![Step::Paste(WORDS.into())],
            ])
        },
    },
    Deed { name: "leave for the wrap-up", steps: || all([keys("shift-end ctrl-x down end ctrl-v f10 esc")]) },
];

/// How the words come into other notes: cut or copied in theirs, or brought by another program.
pub const ELSEWHERE: &[Deed] = &[
    Deed { name: "cut", steps: || keys("shift-end ctrl-x") },
    Deed { name: "copied", steps: || keys("shift-end ctrl-c") },
    Deed { name: "brought from outside", steps: Vec::new },
];
