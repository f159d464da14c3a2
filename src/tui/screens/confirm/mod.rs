//! One question with yes and no, and what a yes does.

pub mod view;

use crate::i18n::Lang;
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Confirm {
    pub question: Question,
    /// What a yes does.
    pub on_yes: fn(&mut Model) -> Vec<Effect>,
}

/// Everything that is asked with yes and no.
pub enum Question {
    /// So many things are gone for good.
    EmptyBin(usize),
    /// A line that is only one's own goes into a paper.
    TakeIn,
    /// Words that are sealed go to the clipboard.
    CopySealed,
    /// A paper was handed to the clipboard of the terminal.
    HasArrived,
    /// So many thoughts wait for the key, and are nowhere else.
    LeaveHeld(usize),
    /// So many thoughts are to be sealed and cannot be saved; why.
    LeaveSealed(Option<String>, usize),
    /// What was typed can be kept nowhere; why.
    Lose(String),
}

impl Question {
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::EmptyBin(count) => lang.count("bin-empty-question", *count),
            Self::TakeIn => lang.t("summary-private-question").into_owned(),
            Self::CopySealed => lang.t("vault-copy-sure").into_owned(),
            Self::HasArrived => lang.t("summary-has-it-arrived").into_owned(),
            Self::LeaveHeld(count) => lang.count("vault-held-sure", *count),
            Self::LeaveSealed(why, count) => {
                let said: Vec<String> = why.iter().cloned().chain([lang.count("leave-sealed-sure", *count)]).collect();
                lang.sentences(&said)
            }
            Self::Lose(why) => lang.sentences(&[why.as_str(), &lang.t("leave-lose-sure")]),
        }
    }

    /// Whether a yes changes the journal.
    pub fn writes(&self) -> bool {
        match self {
            Self::EmptyBin(_) => true,
            Self::TakeIn
            | Self::CopySealed
            // As with the entry of the log itself: in a journal that is only looked at there is none.
            | Self::HasArrived
            | Self::LeaveHeld(_)
            | Self::LeaveSealed(..)
            | Self::Lose(_) => false,
        }
    }
}

/// Asks.
pub fn ask(model: &mut Model, question: Question, on_yes: fn(&mut Model) -> Vec<Effect>) -> Vec<Effect> {
    model.overlays.push(Overlay::Confirm(Confirm { question, on_yes }));
    Vec::new()
}

pub const COMMANDS: &[Command] = &[
    row("confirm.yes", Scope::Confirm, &["y"], Shows::Hint(1), Does::WritesIf(writes), always, yes),
    row("confirm.no", Scope::Confirm, &["n", "esc"], Shows::Hint(2), Does::Looks, always, no),
];

fn writes(model: &Model) -> bool {
    match model.overlays.last() {
        Some(Overlay::Confirm(confirm)) => confirm.question.writes(),
        _ => false,
    }
}

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
