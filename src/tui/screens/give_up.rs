//! Esc on a dialog that holds words which are nowhere else: it stays, and the bottom line asks. Esc again lets the words
//! go, any other key goes on with them.

use std::borrow::Cow;

use ratatui::crossterm::event::KeyEvent;

use super::{Overlay, text};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope};
use crate::tui::model::Model;
use crate::tui::widgets::editor::action_for;

/// The commands that close a dialog without answering it. What they do begins with [`may_close`].
const CLOSING: [&str; 2] = ["form.cancel", "wrapup.close"];

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
    let closing = CLOSING.iter().find(|id| model.scope().chain().iter().any(|scope| is_of(id, *scope)))?;
    let key = model.keymap.keys(closing).first().map(|key| key.shown(model.theme.ascii)).unwrap_or_default();
    is_asked(model).then(|| Cow::Owned(model.lang.fill("give-up-question", [("key", key.into())])))
}

fn is_of(id: &str, scope: Scope) -> bool {
    crate::tui::input::command::find(id).is_some_and(|command| command.scope == scope)
}

fn is_asked(model: &Model) -> bool {
    model.give_up == GiveUp::Asked(model.overlays.len())
}

/// The key after the question, and the command that it calls here: the same again is the answer, a letter goes on in the
/// text, and everything else only takes the question away. `None`: nothing was asked.
pub fn key(model: &mut Model, called: Option<&Command>, event: KeyEvent) -> Option<Vec<Effect>> {
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
        // To lock the vault, to blank the screen and to leave waits for nothing.
        Some(command) if command.scope == Scope::Always => None,
        Some(command) if command.scope != Scope::Text => Some(Vec::new()),
        _ => Some(action_for(event).map_or_else(Vec::new, |action| text::act(model, action))),
    }
}
