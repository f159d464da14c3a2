//! Saving what is written: a moment after the first change, at every line end, and on the way out. One save is under
//! way at a time; the journal's answer tells which line is which entry.

use std::path::Path;

use super::{RETRY, Sent, Writing, agenda, commands};
use crate::capture;
use crate::domain::forms::{DraftEntry, NewSession, NoteDraft, mark};
use crate::domain::ids::EntryId;
use crate::domain::session::SessionStatus;
use crate::domain::views::Note;
use crate::tui::effect::{Effect, Order, Ticket};
use crate::tui::model::Model;

impl Writing {
    /// The note as a draft, every entry's first line tagged.
    fn draft(&mut self) -> (String, Vec<DraftEntry>, Vec<(u64, u64)>) {
        let text = self.editor.text();
        let parts = capture::partition(&text);
        let mut line = parts.lead.matches('\n').count();
        let (mut entries, mut tags) =
            (Vec::with_capacity(parts.entries.len()), Vec::with_capacity(parts.entries.len()));
        let tagged: Vec<Option<u64>> = self.editor.lines().map(|l| l.tag).collect();
        for raw in &parts.entries {
            let tag = tagged.get(line).copied().flatten().unwrap_or_else(|| {
                let tag = self.next_tag;
                self.next_tag += 1;
                self.editor.retag(line, Some(tag));
                tag
            });
            tags.push((tag, mark(raw)));
            entries.push(DraftEntry { id: self.ids.get(&tag).copied(), raw: (*raw).to_owned() });
            line += raw.matches('\n').count();
        }
        (parts.lead.to_owned(), entries, tags)
    }
}

/// Saves the note if something of it is unsaved and no save is under way.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    if writing.sent.is_some() || !writing.is_unsaved() {
        return Vec::new();
    }
    if writing.homeless {
        return if writing.closing || model.leaving { keep(model) } else { Vec::new() };
    }
    let (lead, entries, tags) = writing.draft();
    let order = match writing.session {
        Some(session) => {
            let base = writing.base.clone();
            Order::SaveNote(NoteDraft { session, lead, entries, base, visit: writing.visit })
        }
        None if entries.is_empty() => {
            writing.saved = writing.editor.revision();
            return Vec::new();
        }
        None => Order::AddSession(NewSession {
            pair: writing.pair,
            at: writing.at,
            status: SessionStatus::Held,
            minutes: None,
            mode: None,
            theme: String::new(),
            text: writing.editor.text(),
        }),
    };
    let revision = writing.editor.revision();
    let effect = model.write(order);
    let ticket = model.last_ticket();
    if let Some(writing) = &mut model.writing {
        writing.sent = Some(Sent { ticket, revision, entries: tags });
        writing.unsaved_since = None;
    }
    vec![effect]
}

/// The text may have changed: remembers since when, and saves at a line end.
pub fn edited(model: &mut Model, line_ended: bool) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(writing) = &mut model.writing else { return Vec::new() };
    if !writing.is_unsaved() {
        return Vec::new();
    }
    if writing.homeless {
        let said = model.lang.t("note-homeless");
        model.complain(said);
        return Vec::new();
    }
    writing.unsaved_since.get_or_insert(now);
    if line_ended && now >= writing.not_before { save(model) } else { Vec::new() }
}

/// Whether this is the answer to the save under way.
pub fn is_answer(model: &Model, ticket: Ticket) -> bool {
    model.writing.as_ref().and_then(|w| w.sent.as_ref()).is_some_and(|s| s.ticket == ticket)
}

/// The save is on the disk. `ids` are those of its entries, in their order.
pub fn saved(model: &mut Model, note: &Note, ids: &[Option<EntryId>], merged: bool) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(writing) = &mut model.writing else { return Vec::new() };
    let Some(sent) = writing.sent.take() else { return Vec::new() };
    writing.session = Some(note.row.session.id);
    // What others added is not in the base before it is on this screen: the next save must not take it for removed.
    writing.base.clear();
    for ((tag, mark), id) in sent.entries.iter().zip(ids) {
        match id {
            Some(id) => {
                writing.ids.insert(*tag, *id);
                writing.base.push((*id, *mark));
            }
            None => drop(writing.ids.remove(tag)),
        }
    }
    writing.saved = sent.revision;
    let topics = writing.topics_known();
    writing.learn(note);
    let topics_changed = writing.topics_known() != topics;
    let untouched = !writing.is_unsaved();
    if merged && untouched {
        let caret = writing.editor.caret();
        writing.show(note);
        writing.editor.set_caret(caret.line, caret.byte);
    }
    if merged {
        let said = model.lang.t("note-merged");
        model.say(said);
    }
    // Typed meanwhile: the clock of the promise runs from the moment of the answer at the latest.
    if let Some(writing) = model.writing.as_mut().filter(|_| !untouched) {
        writing.unsaved_since.get_or_insert(now);
    }
    if topics_changed { agenda::read(model).into_iter().collect() } else { Vec::new() }
}

/// The save failed: the text stays here, and another try comes soon.
pub fn failed(model: &mut Model) {
    let now = model.now.mono;
    if let Some(writing) = &mut model.writing {
        writing.sent = None;
        (writing.closing, writing.then_wrap_up) = (false, false);
        writing.unsaved_since.get_or_insert(now);
        writing.not_before = now + RETRY;
    }
}

/// The session was deleted elsewhere while its note was being written: what is here becomes a session of its own.
pub fn vanished(model: &mut Model) -> Vec<Effect> {
    let said = model.lang.t("note-vanished");
    model.say(said);
    let Some(writing) = &mut model.writing else { return Vec::new() };
    (writing.sent, writing.session) = (None, None);
    writing.ids.clear();
    writing.known.clear();
    writing.base.clear();
    save(model)
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

/// Keeps the text in a file, where there is any.
fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    (writing.closing, writing.then_wrap_up) = (true, false);
    let (text, revision) = (writing.editor.text(), writing.editor.revision());
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

/// The text is in a file. Its writer sees where before the desk closes, unless nobody is there.
pub fn kept(model: &mut Model, path: &Path) -> Vec<Effect> {
    if let Some(writing) = &mut model.writing
        && let Some(sent) = writing.sent.take()
    {
        writing.saved = sent.revision;
    }
    model.leaving = model.stopping;
    let said = model.lang.fill("note-kept-in-file", [("path", path.display().to_string().into())]);
    let effects = commands::close_when_saved(model);
    model.complain(said);
    effects
}
