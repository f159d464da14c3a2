//! Saving what is written: a moment after the first change, at every line end, and on the way out. One save is under
//! way at a time; the journal's answer tells which line is which entry.

use std::collections::{HashMap, HashSet};

use super::thoughts::Thought;
use super::{AFTER_STOP, RETRY, Sent, Writing, agenda, gone};
use crate::capture;
use crate::domain::forms::{DraftEntry, NewSession, NoteDraft, mark};
use crate::domain::ids::EntryId;
use crate::domain::session::SessionStatus;
use crate::domain::vault::VaultState;
use crate::domain::views::Note;
use crate::domain::{EntryKind, Limits};
use crate::tui::effect::{Effect, Order, Ticket};
use crate::tui::model::Model;

/// A note on its way to the journal.
struct Outgoing {
    lead: String,
    entries: Vec<DraftEntry>,
    /// For each entry, in order, the tag of its first line and the mark of its text.
    tags: Vec<(u64, u64)>,
    /// How many lines wait for the key.
    held: usize,
}

impl Outgoing {
    /// What may go to the journal now, as one text.
    fn text(&self) -> String {
        let entries = self.entries.iter().filter_map(|entry| entry.raw.as_deref());
        std::iter::once(self.lead.as_str()).chain(entries).collect()
    }
}

impl Writing {
    /// The note as a draft, every entry's first line tagged. Lines that cannot be read stay as they are; those that
    /// are to be sealed stay here while the vault is locked.
    fn draft(&mut self, vault: VaultState) -> Outgoing {
        let (lead, thoughts) = self.thoughts();
        let mut out = Outgoing { lead, entries: Vec::new(), tags: Vec::new(), held: 0 };
        let seen = self.seen();
        for thought in thoughts {
            match (&thought.raw, thought.tag) {
                (Some(raw), _) => self.add(&thought, raw, vault, &seen, &mut out),
                (None, Some(tag)) => out.keep(tag, self.ids.get(&tag).copied(), &seen),
                // Only a line with a tag stands in for another one.
                (None, None) => {}
            }
        }
        out
    }

    /// The marks of the entries as the journal had them last.
    fn seen(&self) -> HashMap<EntryId, u64> {
        self.base.iter().copied().collect()
    }

    /// Seals the thought with the caret, or lets it be readable again; says which. A line nobody has saved yet is sealed
    /// from its first letter on.
    pub fn toggle_seal(&mut self) -> bool {
        let line = self.first_line_of_thought();
        let Some((text, tag)) = self.editor.lines().nth(line).map(|l| (l.text.clone(), l.tag)) else { return false };
        let tag = tag.unwrap_or_else(|| {
            self.next_tag += 1;
            self.editor.retag(line, Some(self.next_tag - 1));
            self.next_tag - 1
        });
        let id = self.ids.get(&tag).copied();
        let known = id.and_then(|id| self.known.get(&id)).map(|entry| entry.raw.is_sealed());
        let now = self.seals.get(&tag).copied().or(known).unwrap_or_else(|| self.is_to_be_sealed(&text, id));
        self.seals.insert(tag, !now);
        self.mark_unsaved();
        !now
    }

    /// The line in which the thought with the caret begins.
    fn first_line_of_thought(&self) -> usize {
        let caret = self.editor.caret().line;
        // A thought may begin here that has no word yet.
        if self.editor.lines().nth(caret).is_some_and(|line| line.text.trim().is_empty()) {
            return caret;
        }
        let begun = self.thoughts().1.into_iter().map(|thought| thought.first).rfind(|first| *first <= caret);
        begun.unwrap_or(caret)
    }

    /// The journal lacks something of this note, whatever it had before.
    pub fn mark_unsaved(&mut self) {
        self.saved = u64::MAX;
    }

    /// Whether a text holds something of a line that is sealed or is to be.
    pub fn quotes_sealed(&self, copied: &str) -> bool {
        let known = self.known.values().filter(|e| e.raw.is_sealed()).filter_map(|e| e.raw.text());
        let quotes = |raw: &str| capture::share_words(&capture::body(raw), copied);
        let is_private = |raw: &&str| self.is_to_be_sealed(raw, None);
        known.into_iter().any(quotes) || capture::partition(copied).entries.iter().any(is_private)
    }

    /// Adds a thought to a draft.
    fn add(
        &mut self,
        thought: &Thought,
        raw: &str,
        vault: VaultState,
        seen: &HashMap<EntryId, u64>,
        out: &mut Outgoing,
    ) {
        let within = self.taken_in(thought);
        let tag = thought.tag.unwrap_or_else(|| {
            let tag = self.next_tag;
            self.next_tag += 1;
            self.editor.retag(thought.first, Some(tag));
            tag
        });
        let id = self.ids.get(&tag).copied();
        let is_sealed = id.and_then(|id| self.known.get(&id)).is_some_and(|e| e.raw.is_sealed());
        // Whoever lays a line open has not laid open what is put into it later.
        let takes_in_sealed = within.seals() && !is_sealed && !self.is_to_be_sealed(raw, id);
        // A session that is not there yet is not sealed as a whole: its lines are.
        let of_sealed_note = self.session.is_none() && self.sealed;
        let chosen = self.seals.get(&tag).copied().or((takes_in_sealed || of_sealed_note).then_some(true));
        let is_private = is_sealed || chosen.unwrap_or_else(|| self.is_to_be_sealed(raw, id));
        if vault != VaultState::Locked || !is_private {
            out.tags.push((tag, mark(raw)));
            out.entries.push(DraftEntry { sealed: chosen, within, ..DraftEntry::written(id, raw) });
            return;
        }
        out.held += 1;
        if id.is_some() {
            out.keep(tag, id, seen);
        }
    }

    /// The text without the lines that are sealed or are to be.
    pub fn without_private(&mut self) -> String {
        let sealed: HashSet<EntryId> = self.known.values().filter(|e| e.raw.is_sealed()).map(|e| e.id).collect();
        let mut out = self.draft(VaultState::Locked);
        out.entries.retain(|entry| entry.id.is_none_or(|id| !sealed.contains(&id)));
        out.text()
    }

    /// The text for a file, and how many changed thoughts are left out because they are sealed or are to be. `readable`:
    /// there is no vault.
    pub fn text_for_a_file(&mut self, readable: bool) -> (String, usize) {
        let is_sealed = |entry: &crate::domain::Entry| entry.raw.is_sealed();
        if readable && !self.sealed && !self.known.values().any(is_sealed) {
            return (self.editor.text(), 0);
        }
        let Outgoing { lead: mut text, entries, .. } = self.draft(VaultState::Unlocked);
        let (mut left_out, seen) = (0, self.seen());
        for DraftEntry { id, raw, sealed, .. } in entries {
            let Some(raw) = raw else { continue };
            let known = id.and_then(|id| self.known.get(&id)).is_some_and(is_sealed);
            let is_private = known || sealed.unwrap_or_else(|| self.is_to_be_sealed(&raw, id));
            if is_private || self.quotes_sealed(&raw) {
                let before = id.and_then(|id| seen.get(&id));
                left_out += usize::from(before.is_none_or(|seen| *seen != mark(&raw)));
            } else {
                text.push_str(&raw);
            }
        }
        (text, left_out)
    }

    /// Whether a line has to be sealed: a reading, unless somebody has laid it open, and every line of a sealed note.
    pub fn is_to_be_sealed(&self, raw: &str, id: Option<EntryId>) -> bool {
        let chosen = id.and_then(|id| self.known.get(&id)).filter(|e| e.seal_chosen).map(|e| e.raw.is_sealed());
        chosen.unwrap_or(self.sealed || capture::parse_line(capture::first_line_of(raw)).kind == EntryKind::Reading)
    }
}

impl Outgoing {
    /// Adds an entry that stays in the journal as it is.
    fn keep(&mut self, tag: u64, id: Option<EntryId>, seen: &HashMap<EntryId, u64>) {
        let mark = id.and_then(|id| seen.get(&id)).copied().unwrap_or(0);
        self.tags.push((tag, mark));
        self.entries.push(DraftEntry::untouched(id));
    }
}

/// Saves the note if something of it is unsaved and no save is under way.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    if writing.sent.is_some() || !writing.is_unsaved() {
        return Vec::new();
    }
    if writing.homeless {
        return if writing.closing || model.leaving { gone::keep(model) } else { Vec::new() };
    }
    let mut out = writing.draft(model.vault.state);
    writing.held = out.held;
    // Lines that are new here, and were copied from another note.
    for entry in out.entries.iter_mut().filter(|entry| entry.id.is_none() && entry.within.holds(Limits::CHOSEN)) {
        entry.chosen = entry.raw.as_deref().map(|raw| model.copied.choices_of(raw)).unwrap_or_default();
    }
    let Outgoing { lead, entries, mut tags, .. } = out;
    let order = match writing.session {
        Some(session) => {
            let base = writing.base.clone();
            Order::SaveNote(NoteDraft {
                session,
                lead,
                entries,
                base,
                visit: writing.visit,
                born: writing.born.clone(),
                knew: writing.known.iter().map(|(id, entry)| (*id, Limits::of(entry))).collect(),
            })
        }
        None => {
            // What cannot be read stayed with the session that it was in.
            let entries = entries.into_iter().zip(tags).filter(|(entry, _)| entry.raw.is_some());
            let (entries, of_entries): (Vec<_>, Vec<_>) = entries.unzip();
            tags = of_entries;
            if entries.is_empty() {
                writing.saved = writing.editor.revision();
                return Vec::new();
            }
            let new = NewSession {
                pair: writing.pair,
                at: writing.at,
                status: SessionStatus::Held,
                minutes: None,
                mode: None,
                theme: String::new(),
                text: lead,
            };
            Order::AddNote(new, entries)
        }
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
    let session = note.row.session.id;
    let to_seal = writing.session.is_none() && writing.sealed && !note.row.session.sealed;
    writing.session = Some(session);
    // What others added is not in the base before it is on this screen: the next save must not take it for removed.
    writing.base.clear();
    for ((tag, mark), id) in sent.entries.iter().zip(ids) {
        match id {
            Some(id) => {
                if writing.ids.insert(*tag, *id) != Some(*id) {
                    writing.born.insert(*id);
                }
                writing.base.push((*id, *mark));
            }
            None => drop(writing.ids.remove(tag)),
        }
    }
    writing.saved = sent.revision;
    writing.shown = true;
    let topics = writing.topics_known();
    writing.learn_seals(note, false, model.lang);
    writing.learn(note);
    writing.sealed |= to_seal;
    let topics_changed = writing.topics_known() != topics;
    let untouched = !writing.is_unsaved();
    if merged && untouched && writing.held == 0 {
        writing.show_again(note, model.lang);
    }
    if merged {
        // Others may have had a part in any line.
        if let Some(writing) = &mut model.writing {
            writing.born.clear();
        }
        let said = model.lang.t("note-merged");
        model.say(said);
    }
    // Typed meanwhile: the clock of the promise runs from the moment of the answer at the latest.
    if let Some(writing) = model.writing.as_mut().filter(|_| !untouched) {
        writing.unsaved_since.get_or_insert(now);
    }
    let mut effects: Vec<Effect> = to_seal.then(|| model.write(Order::SealNote(session, true))).into_iter().collect();
    effects.extend(topics_changed.then(|| agenda::read(model)).flatten());
    effects
}

/// The save was refused, because another program has sealed a line that was changed here. Says whether that can be merged
/// now, so that the rest is saved.
pub fn sealed_elsewhere(model: &mut Model, note: &Note) -> bool {
    let lang = model.lang;
    let Some(writing) = &mut model.writing else { return false };
    writing.sent = None;
    writing.learn_seals(note, true, lang)
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

/// The save was stopped by its writer: the text stays here. It is saved when the note is closed, or after a while.
pub fn stopped(model: &mut Model) {
    failed(model);
    if let Some(writing) = &mut model.writing {
        writing.not_before = model.now.mono + AFTER_STOP;
    }
}
