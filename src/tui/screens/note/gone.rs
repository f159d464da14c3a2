//! A note whose place in the journal is gone: its session was deleted elsewhere, or another version of the journal or
//! another journal stands at its path. What is on the screen stays, and is kept.

use std::path::Path;

use super::Sent;
use super::commands;
use super::save::save;
use crate::domain::Entry;
use crate::domain::ids::{EntryId, SessionId};
use crate::domain::vault::VaultState;
use crate::domain::views::Note;
use crate::tui::effect::{Effect, Order};
use crate::tui::model::Model;

/// The session was deleted elsewhere while its note was being written: what is here becomes a session of its own.
pub fn vanished(model: &mut Model) -> Vec<Effect> {
    let said = model.lang.t("note-vanished");
    model.say(said);
    part_from_session(model);
    save(model)
}

/// The session whose note is open is not in the journal any more. What is on the screen stays there.
pub fn gone(model: &mut Model, session: SessionId, in_bin: bool, why: String) -> Vec<Effect> {
    let Some(writing) = model.writing.as_mut().filter(|writing| writing.session == Some(session)) else {
        model.complain(why);
        return Vec::new();
    };
    if writing.sent.is_some() {
        // The answer to the save says so, too.
        return Vec::new();
    }
    if writing.ids.is_empty() && writing.editor.is_empty() {
        model.writing = None;
        model.complain(why);
        return Vec::new();
    }
    if writing.is_unsaved() || writing.held > 0 {
        return vanished(model);
    }
    part_from_session(model);
    if in_bin {
        let said = model.lang.t("note-in-bin");
        model.complain(said);
        return Vec::new();
    }
    // Another version of the journal, in which it never was: nothing but this screen holds it now.
    if let Some(writing) = &mut model.writing {
        writing.mark_unsaved();
    }
    let said = model.lang.t("note-not-in-version");
    model.complain(said);
    save(model)
}

/// The desk goes on with another version of the journal: what the open note says may not be in it.
pub fn followed(model: &mut Model) {
    if let Some(writing) = model.writing.as_mut().filter(|writing| !writing.editor.is_empty()) {
        writing.followed = true;
    }
}

/// The note has arrived from another version of the journal. What is on the screen and not in it is kept in a file before
/// it gives way.
pub fn compared(model: &mut Model, note: &Note) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    if writing.session != Some(note.row.session.id) {
        return Vec::new();
    }
    // What others write has a higher revision; a lower one is that of an earlier time.
    let went_back = |entry: &Entry| writing.known.get(&entry.id).is_some_and(|known| known.rev > entry.rev);
    let is_earlier = note.entries.iter().any(went_back)
        || writing.facts.as_ref().is_some_and(|known| known.rev > note.row.session.rev);
    if !std::mem::take(&mut writing.followed) && !is_earlier {
        return Vec::new();
    }
    // What is unsaved is merged; what is the same, or cannot be read, has nothing to lose here.
    let shown = writing.editor.text();
    if writing.is_unsaved() || writing.sent.is_some() || note.text().is_none_or(|text| text == shown) {
        return Vec::new();
    }
    let text = text_to_keep(model);
    if text.trim().is_empty() {
        return Vec::new();
    }
    vec![model.write(Order::KeepText(text))]
}

/// What is on the screen belongs to no session any more.
fn part_from_session(model: &mut Model) {
    let Some(writing) = &mut model.writing else { return };
    (writing.sent, writing.session) = (None, None);
    writing.born.clear();
    // Another session is no reason to lay anything open. The editor's own marks are gone if the vault was locked after
    // a save that failed.
    let is_sealed = |id: &EntryId| writing.known.get(id).is_some_and(|entry| entry.raw.is_sealed());
    let sealed: Vec<u64> = writing.ids.iter().filter(|(_, id)| is_sealed(id)).map(|(tag, _)| *tag).collect();
    writing.seals.extend(sealed.into_iter().map(|tag| (tag, true)));
    writing.ids.clear();
    writing.known.clear();
    writing.base.clear();
}

/// The pair of the note is gone: another journal was restored meanwhile. The text stays here until its writer leaves.
pub fn homeless(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    (writing.sent, writing.homeless) = (None, true);
    let closing = writing.closing;
    let said = model.lang.t("note-homeless");
    model.complain(said);
    if closing { save(model) } else { Vec::new() }
}

/// The text for a file, which is no place for what is to be sealed, whether or not there is a vault any more: what was
/// sealed is not laid open by its going.
fn text_to_keep(model: &mut Model) -> String {
    let Some(writing) = &mut model.writing else { return String::new() };
    let has_sealed = writing.known.values().any(|entry| entry.raw.is_sealed());
    match model.vault.state {
        VaultState::Off if !has_sealed => writing.editor.text(),
        VaultState::Off | VaultState::Locked | VaultState::Unlocked => writing.without_private(),
    }
}

/// Keeps the text in a file, where there is any.
pub fn keep(model: &mut Model) -> Vec<Effect> {
    let text = text_to_keep(model);
    let Some(writing) = &mut model.writing else { return Vec::new() };
    (writing.closing, writing.then_wrap_up) = (true, false);
    let revision = writing.editor.revision();
    if text.trim().is_empty() {
        writing.saved = revision;
        return Vec::new();
    }
    let effect = model.write(Order::KeepText(text));
    let ticket = model.last_ticket();
    if let Some(writing) = &mut model.writing {
        writing.sent = Some(Sent { ticket, revision, entries: Vec::new() });
    }
    vec![effect]
}

/// The text is in a file. Its writer sees where, here and on the terminal once the desk is closed.
pub fn kept(model: &mut Model, path: &Path) -> Vec<Effect> {
    if let Some(writing) = &mut model.writing
        && let Some(sent) = writing.sent.take()
    {
        writing.saved = sent.revision;
    }
    let said = model.lang.fill("note-kept-in-file", [("path", path.display().to_string().into())]);
    model.leave.farewell.push(said.clone());
    let effects = commands::close_when_saved(model);
    model.complain(said);
    effects
}
