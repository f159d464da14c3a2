//! A note as the desk writes it: saved again and again while it grows.

use std::collections::HashSet;

use tomoni::capture;
use tomoni::domain::forms::{DraftEntry, NoteDraft, mark_of};
use tomoni::domain::ids::{EntryId, PairId, SessionId};
use tomoni::domain::views::Note;
use tomoni::journal::Journal;

use crate::support::{clock, session, told};

/// An open editor on one note.
pub struct Desk {
    pub session: SessionId,
    lines: Vec<(Option<EntryId>, String)>,
    base: Vec<(EntryId, u64)>,
    born: HashSet<EntryId>,
}

impl Desk {
    /// On a new note.
    pub fn new(journal: &mut Journal, pair: PairId) -> Self {
        let session = session(journal, pair, "");
        Self { session, lines: Vec::new(), base: Vec::new(), born: HashSet::new() }
    }

    /// On a note as it is now.
    pub fn on(journal: &Journal, session: SessionId) -> Self {
        let note = told(journal.note(session));
        let mut desk = Self { session, lines: Vec::new(), base: Vec::new(), born: HashSet::new() };
        desk.lines = note.entries.iter().map(|e| (Some(e.id), e.raw.text().unwrap_or_default().to_owned())).collect();
        desk.saw(&note);
        desk
    }

    fn saw(&mut self, note: &Note) {
        self.base = note.entries.iter().map(|e| (e.id, mark_of(&e.raw))).collect();
    }

    /// The whole text is this now, and is saved. Lines keep their places, and with them their identities.
    pub fn has(&mut self, journal: &mut Journal, text: &str) -> Note {
        let parts = capture::partition(text);
        let ids: Vec<_> = self.lines.iter().map(|(id, _)| *id).collect();
        let lines = parts.entries.iter().enumerate();
        self.lines = lines.map(|(n, raw)| (ids.get(n).copied().flatten(), (*raw).to_owned())).collect();
        self.save(journal)
    }

    fn save(&mut self, journal: &mut Journal) -> Note {
        let entries = self.lines.iter().map(|(id, raw)| DraftEntry::written(*id, raw)).collect();
        let draft = NoteDraft {
            session: self.session,
            lead: String::new(),
            entries,
            base: self.base.clone(),
            visit: clock().now_ms(),
            born: self.born.clone(),
            knew: Default::default(),
        };
        let saved = told(journal.save_note(&draft));
        assert!(!saved.merged, "nobody else writes here");
        for ((id, _), now) in self.lines.iter_mut().zip(&saved.ids) {
            self.born.extend(now.filter(|_| id.is_none()));
            *id = *now;
        }
        self.saw(&saved.note);
        saved.note
    }

    /// The text grows to what it is to be, with saves in between.
    pub fn types(&mut self, journal: &mut Journal, text: &str) -> Note {
        let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for part in [5, 3, 2] {
            let at = letters[letters.len() / part];
            self.has(journal, &text[..at]);
        }
        self.has(journal, text)
    }
}
