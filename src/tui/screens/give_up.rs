//! Esc on a dialog that holds words which are nowhere else: it stays, and the bottom line asks. Esc again lets the words
//! go, Enter only goes on, and any other key does what it always does: Ctrl-S saves.

use std::borrow::Cow;

use super::Overlay;
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope};
use crate::tui::model::Model;

/// The commands that close a dialog without answering it. What they do begins with [`may_close`].
const CLOSING: [&str; 2] = ["form.cancel", "wrapup.close"];
/// The commands of Enter, which answers the question, and those that save.
const GOING_ON: [&str; 2] = ["form.enter", "wrapup.enter"];
const SAVING: [&str; 2] = ["form.submit", "wrapup.finish"];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GiveUp {
    #[default]
    Nothing,
    /// Whether the words may go was asked while so many screens lay on top of each other.
    Asked(usize),
    /// They may.
    Meant,
}

impl Overlay {
    /// Whether words were typed into it that are lost when it closes. A passphrase is none of them: it is never kept.
    fn holds_words(&self) -> bool {
        match self {
            Self::Form(form) => form.fields.iter().any(super::form::Field::holds_words),
            Self::WrapUp(wrapping) => wrapping.sheet.as_ref().is_some_and(super::wrapup::sheet::Sheet::is_touched),
            // What was looked for last is remembered; what leads to a command or a place is soon typed again.
            Self::Search(_) | Self::Palette(_) => false,
            // Nothing is typed into these.
            Self::Help(_)
            | Self::Summary(_)
            | Self::Bin(_)
            | Self::Goal(_)
            | Self::Prep(_)
            | Self::Ledger(_)
            | Self::Questions(_)
            | Self::Calendar(_)
            | Self::Timeline(_)
            | Self::Confirm(_) => false,
        }
    }
}

/// Whether the uppermost dialog may close now. If not, the person is asked.
pub fn may_close(model: &mut Model) -> bool {
    let meant = std::mem::take(&mut model.give_up) == GiveUp::Meant;
    if meant || !model.overlays.last().is_some_and(Overlay::holds_words) {
        return true;
    }
    model.give_up = GiveUp::Asked(model.overlays.len());
    false
}

/// What is asked now.
pub fn question(model: &Model) -> Option<Cow<'static, str>> {
    let key = |ids: [&str; 2]| {
        let here = ids.into_iter().find(|id| model.scope().chain().iter().any(|scope| is_of(id, *scope)))?;
        Some(model.keymap.keys(here).first().map(|key| key.shown(model.theme.ascii)).unwrap_or_default())
    };
    let (closing, going_on, saving) = (key(CLOSING)?, key(GOING_ON)?, key(SAVING)?);
    let keys = [("key", closing.into()), ("enter", going_on.into()), ("save", saving.into())];
    is_asked(model).then(|| Cow::Owned(model.lang.fill("give-up-question", keys)))
}

fn is_of(id: &str, scope: Scope) -> bool {
    crate::tui::input::command::find(id).is_some_and(|command| command.scope == scope)
}

fn is_asked(model: &Model) -> bool {
    model.give_up == GiveUp::Asked(model.overlays.len())
}

/// The command that the key after the question calls here: the same again lets the words go, Enter keeps them and does
/// nothing else. `None`: nothing was asked, or the key does what it always does.
pub fn key(model: &mut Model, called: Option<&Command>) -> Option<Vec<Effect>> {
    let asked = is_asked(model);
    model.give_up = GiveUp::Nothing;
    if !asked {
        return None;
    }
    match called {
        Some(command) if CLOSING.contains(&command.id) => {
            model.give_up = GiveUp::Meant;
            Some(command.call(model))
        }
        Some(command) if GOING_ON.contains(&command.id) => Some(Vec::new()),
        _ => None,
    }
}
