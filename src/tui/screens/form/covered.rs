//! Another program may seal a line while its words are in a dialog here, and the vault is locked: the dialog is covered
//! then, as if the vault had been locked over it.

use super::{About, Form};
use crate::capture;
use crate::domain::ids::EntryId;
use crate::domain::{Entry, Raw};
use crate::i18n::Lang;
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::screens::desk::Desk;

/// The lines that the desk can read, with their words: before an answer of the journal takes their place.
pub struct Readable(Vec<(EntryId, String)>);

/// What could be read until now; looked for only where something could be lost.
pub fn readable(model: &Model) -> Readable {
    if !model.is_locked() || forms(model).next().is_none() {
        return Readable(Vec::new());
    }
    let body = |entry: &Entry| entry.raw.text().map(|raw| (entry.id, capture::body(raw).into_owned()));
    Readable(model.desk.entries().filter_map(body).collect())
}

/// Which of these lines are locked.
pub fn locked<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<EntryId> {
    entries.filter(|entry| matches!(entry.raw, Raw::Locked(_))).map(|entry| entry.id).collect()
}

/// The journal has shown these lines as locked: covers the dialogs that are about one of them, or have words of one that
/// could be read until now.
pub fn learn_seals(model: &mut Model, locked: &[EntryId], readable: &Readable) {
    if !model.is_locked() || locked.is_empty() {
        return;
    }
    let words: Vec<&str> =
        readable.0.iter().filter(|(id, _)| locked.contains(id)).map(|(_, words)| words.as_str()).collect();
    let Model { overlays, given, leave, desk, lang, .. } = model;
    let overlays = overlays.iter_mut().chain(leave.aside.iter_mut().map(|(overlay, _)| overlay));
    let forms = overlays.filter_map(|overlay| if let Overlay::Form(form) = overlay { Some(form) } else { None });
    for form in forms.chain(given.iter_mut().map(|given| &mut given.form)) {
        form.cover(locked, &words, desk, *lang);
    }
}

fn forms(model: &Model) -> impl Iterator<Item = &Form> {
    let overlays = model.overlays.iter().chain(model.leave.aside.iter().map(|(overlay, _)| overlay));
    let forms = overlays.filter_map(|overlay| if let Overlay::Form(form) = overlay { Some(&**form) } else { None });
    forms.chain(model.given.iter().map(|given| &*given.form))
}

impl Form {
    fn cover(&mut self, locked: &[EntryId], words: &[&str], desk: &Desk, lang: Lang) {
        let mut covers = !self.veiled && matches!(self.about_what(), About::Line(line) if locked.contains(&line));
        self.each_typed(&mut |_, text, compared| {
            if words.iter().any(|line| capture::share_words(line, &capture::body(text))) {
                compared.find_sealed(text);
                covers = true;
            }
        });
        if covers {
            self.veil(desk, lang);
        }
    }
}
