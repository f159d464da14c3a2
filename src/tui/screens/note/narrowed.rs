//! Lines that another program has narrowed or sealed while the note is open: what was typed, copied or can be undone here
//! reaches no further than they do.

use std::collections::{HashMap, HashSet};

use super::Writing;
use crate::capture;
use crate::domain::forms::mark;
use crate::domain::ids::EntryId;
use crate::domain::views::Note;
use crate::domain::{Entry, Limits, Raw};
use crate::i18n::Lang;

/// So many lines are compared one by one; beyond that everything is as narrow as the narrowest of them.
const MOST_LINES: usize = 64;

impl Writing {
    /// Takes over which lines another program has sealed while the vault is locked here. Their words go from the screen,
    /// with the steps back; a line that was changed here, or has words of them, waits for the key. Says whether there are
    /// any. `refused`: a save was refused for it, so that a line which is not there any more was sealed, too.
    pub fn learn_seals(&mut self, note: &Note, refused: bool, lang: Lang) -> bool {
        let now: HashMap<EntryId, &Entry> = note.entries.iter().map(|entry| (entry.id, entry)).collect();
        let is_sealed = |id: &EntryId| match now.get(id) {
            Some(entry) => matches!(entry.raw, Raw::Locked(_)),
            None => refused,
        };
        let mut words: HashMap<EntryId, String> = HashMap::new();
        for (id, known) in self.known.iter_mut().filter(|(id, _)| is_sealed(id)) {
            if let Raw::Clear(text) = &known.raw {
                words.insert(*id, text.clone());
                known.raw = known.raw.clone().to_be_sealed();
            }
        }
        if words.is_empty() {
            return false;
        }
        let sealed: Vec<(String, Limits)> = words.values().map(|text| (text.clone(), Limits::SEALED)).collect();
        self.narrow_what_is_here(&sealed);
        self.lock(lang);
        let entries = words.keys().filter_map(|id| now.get(id));
        self.known.extend(entries.map(|entry| (entry.id, (*entry).clone())));
        true
    }

    /// Before the entries of this note take the place of those that are known: words of a line that reaches less far by now
    /// reach no further here.
    pub(super) fn learn_limits(&mut self, note: &Note) {
        let narrower = note.entries.iter().filter_map(|entry| {
            let before = self.known.get(&entry.id)?;
            let (limits, known) = (Limits::of(entry), Limits::of(before));
            let text = before.raw.text().or(entry.raw.text())?;
            limits.is_narrower_than(known).then(|| (text.to_owned(), limits))
        });
        let narrower: Vec<(String, Limits)> = narrower.collect();
        if !narrower.is_empty() {
            self.narrow_what_is_here(&narrower);
        }
        // Somebody may have narrowed a line before it went, and what was cut here may come back: the journal compares it.
        let here: HashSet<EntryId> = note.entries.iter().map(|entry| entry.id).collect();
        if self.known.keys().any(|id| !here.contains(id)) {
            self.editor.mark_kept(|_| Limits::OUTSIDE.bits());
        }
    }

    /// Gives what has words of these lines their limits: thoughts that the journal does not have as they are, what was cut or
    /// copied, and what a step back would bring.
    fn narrow_what_is_here(&mut self, lines: &[(String, Limits)]) {
        let lines: Vec<_> = lines.iter().map(|(text, limits)| (capture::body(text), *limits)).collect();
        let all = lines.iter().fold(Limits::NONE, |all, (_, limits)| all.and(*limits));
        let limits_of = |text: &str| {
            if lines.len() > MOST_LINES {
                return all.bits();
            }
            let quoted = lines.iter().filter(|(line, _)| capture::share_words(line, &capture::body(text)));
            quoted.fold(Limits::NONE, |all, (_, limits)| all.and(*limits)).bits()
        };
        for thought in self.thoughts().1 {
            let Some(raw) = thought.raw.as_deref() else { continue };
            let known = self.known_of(&thought).and_then(|entry| entry.raw.text());
            if known.is_some_and(|text| mark(text) == mark(raw)) {
                continue;
            }
            let bits = limits_of(raw);
            (thought.first..thought.first + thought.lines).for_each(|line| self.editor.add_marks(line, bits));
        }
        self.editor.mark_kept(limits_of);
    }

    /// For each line of the text whether it stays hidden while the vault is locked: words of a sealed line that are not on
    /// the disk.
    pub fn covered_lines(&self) -> Vec<bool> {
        let mut covered = vec![false; self.editor.lines().count()];
        for thought in self.thoughts().1.iter().filter(|thought| thought.raw.is_some()) {
            let is_sealed = self.known_of(thought).is_some_and(|entry| entry.raw.is_sealed());
            if is_sealed || self.taken_in(thought).seals() {
                let end = (thought.first + thought.lines).min(covered.len());
                covered[thought.first..end].fill(true);
            }
        }
        covered
    }
}
