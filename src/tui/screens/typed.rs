//! What was typed into dialogs and the wrap-up and is not in the journal: whether it has words of a sealed line. Only the
//! journal can tell, and only with the key; so it is asked before the vault is locked, and before a text goes into a file.

use super::Overlay;
use super::wrapup::Wrapping;
use crate::domain::forms::mark;
use crate::domain::vault::VaultState;
use crate::tui::effect::{Effect, Query, Typed};
use crate::tui::model::Model;

/// What came of the last comparison of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The mark of the text as it was compared, and whether it had words of a sealed line.
    last: Option<(u64, bool)>,
}

impl Compared {
    /// Whether the text has words of a sealed line, as far as anybody knows: what was typed since the vault was locked
    /// counts as what was there before.
    pub fn quotes_sealed(self) -> bool {
        self.last.is_some_and(|(_, sealed)| sealed)
    }

    /// Words of a line were found in it that another program has sealed.
    pub fn find_sealed(&mut self, text: &str) {
        self.learn(text, Some(true));
    }

    fn is_open(self, text: &str) -> bool {
        self.last.is_none_or(|(compared, _)| compared != mark(text))
    }

    /// `found`: `None` where nobody could tell. What was never compared then counts as sealed.
    fn learn(&mut self, text: &str, found: Option<bool>) {
        let sealed = found.unwrap_or_else(|| self.last.is_none_or(|(_, sealed)| sealed));
        self.last = Some((mark(text), sealed));
    }
}

/// Calls `see` for every text with words that somebody has typed into a dialog or a wrap-up: what stood there at first,
/// what stands there now, and what is known of it.
fn each(model: &mut Model, see: &mut dyn FnMut(&str, &str, &mut Compared)) {
    let aside = model.leave.aside.iter_mut().map(|(overlay, _)| overlay);
    for overlay in model.overlays.iter_mut().chain(aside) {
        match overlay {
            Overlay::Form(form) => form.each_typed(see),
            Overlay::WrapUp(wrapping) => each_of_wrap_up(wrapping, see),
            // What was looked for or called goes when the vault is locked, and is in no file.
            Overlay::Search(_) | Overlay::Palette(_) => {}
            // Nothing is typed into these.
            Overlay::Help(_)
            | Overlay::Summary(_)
            | Overlay::Bin(_)
            | Overlay::Goal(_)
            | Overlay::Prep(_)
            | Overlay::Ledger(_)
            | Overlay::Questions(_)
            | Overlay::Calendar(_)
            | Overlay::Timeline(_)
            | Overlay::Confirm(_) => {}
        }
    }
    model.given.iter_mut().for_each(|given| given.form.each_typed(see));
}

fn each_of_wrap_up(wrapping: &mut Wrapping, see: &mut dyn FnMut(&str, &str, &mut Compared)) {
    wrapping.sheet.iter_mut().for_each(|sheet| sheet.each_typed(see));
}

/// What is to be compared while the key is here.
pub fn open(model: &mut Model) -> Vec<Typed> {
    if model.vault.state != VaultState::Unlocked {
        return Vec::new();
    }
    let mut open: Vec<Typed> = Vec::new();
    each(model, &mut |before, text, compared| {
        if compared.is_open(text) {
            open.push(Typed { before: before.to_owned(), text: text.to_owned() });
        }
    });
    open
}

/// Before a text goes into a file. Whether the answer of the journal is to be waited for.
pub fn wait(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    if model.leave.hangs {
        nobody_can_tell(model);
        return false;
    }
    let open = open(model);
    let waits = !open.is_empty();
    if waits && !model.pending.compares() {
        effects.push(model.read(Query::Compare(open)));
    }
    waits
}

/// The journal has compared them.
pub fn arrived(model: &mut Model, found: &[(Typed, Option<bool>)]) {
    each(model, &mut |before, text, compared| {
        let found = found.iter().find(|(typed, _)| typed.before == before && typed.text == text);
        found.into_iter().for_each(|(_, sealed)| compared.learn(text, *sealed));
    });
}

/// The key is gone, or the journal does not answer: what was not compared yet is taken for sealed words.
pub fn nobody_can_tell(model: &mut Model) {
    each(model, &mut |_, text, compared| {
        if compared.is_open(text) {
            compared.learn(text, None);
        }
    });
}
