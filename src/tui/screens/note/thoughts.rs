//! The thoughts in the text of the editor, and how far the words in each of them may reach.

use std::ops::Range;

use super::Writing;
use crate::capture::{self, note};
use crate::domain::forms::mark;
use crate::domain::{Entry, EntryKind, Limits, Visibility};
use crate::tui::widgets::editor::Line;

/// A thought of the note: one line, and the lines that belong to it.
pub struct Thought {
    /// The line in which it begins, counted from 0.
    pub first: usize,
    /// How many lines it has; the empty last line of the text is nobody's.
    pub lines: usize,
    /// Its text; `None` where a line stands in for a thought that cannot be read.
    pub raw: Option<String>,
    /// The tag of its first line.
    pub tag: Option<u64>,
}

impl Writing {
    /// The blank lines before the first thought, and the thoughts. A line that stands in for what cannot be read is one
    /// of its own.
    pub fn thoughts(&self) -> (String, Vec<Thought>) {
        let text = self.editor.text();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let tags: Vec<Option<u64>> = self.editor.lines().map(|line| line.tag).collect();
        let tag_of = |line: usize| tags.get(line).copied().flatten();
        let is_fixed = |line: &usize| tag_of(*line).is_some_and(|tag| self.editor.is_fixed(tag));
        let (mut lead, mut thoughts, mut from) = (String::new(), Vec::new(), 0);
        for stop in (0..lines.len()).filter(is_fixed).chain([lines.len()]) {
            let text = lines[from..stop].concat();
            let parts = capture::partition(&text);
            if from == 0 {
                lead = parts.lead.to_owned();
            }
            let mut first = from + parts.lead.matches('\n').count();
            for raw in parts.entries {
                let count = raw.split_inclusive('\n').count();
                thoughts.push(Thought { first, lines: count, raw: Some(raw.to_owned()), tag: tag_of(first) });
                first += count;
            }
            if stop < lines.len() {
                thoughts.push(Thought { first: stop, lines: 1, raw: None, tag: tag_of(stop) });
            }
            from = stop + 1;
        }
        (lead, thoughts)
    }

    /// The thought that a line with words is part of, as [`Self::thoughts`] has it, without looking at the whole text.
    pub fn thought_at(&self, line: usize) -> Option<Thought> {
        let total = self.editor.lines().len();
        let tag_of = |n: usize| self.editor.line(n).and_then(|line| line.tag);
        let text_of = |n: usize| self.editor.line(n).map_or("", |line| line.text.as_str());
        let is_fixed = |n: usize| tag_of(n).is_some_and(|tag| self.editor.is_fixed(tag));
        let is_blank = |n: usize| note::is_blank(text_of(n));
        let fences = self.fences();
        let inside = |n: usize| fences.iter().any(|fence| fence.start < n && n < fence.end);
        // Where no word is yet, another thought may begin.
        if line < total && is_blank(line) && !inside(line) {
            return None;
        }
        let begins = |n: &usize| {
            let stands_alone = *n == 0 || is_blank(*n - 1) || is_fixed(*n - 1);
            let is_first = !is_blank(*n) && (stands_alone || !note::is_indented(text_of(*n)));
            is_fixed(*n) || !inside(*n) && is_first
        };
        let first = (0..total.min(line + 1)).rev().find(begins)?;
        let end = (first + 1..total).find(begins).unwrap_or(total);
        let fixed = is_fixed(first);
        if fixed && line > first {
            return None;
        }
        let text = || (first..end).map(text_of).collect::<Vec<_>>().join("\n");
        let raw = (!fixed).then(text);
        Some(Thought { first, lines: if fixed { 1 } else { end - first }, raw, tag: tag_of(first) })
    }

    /// The blocks of code among the lines; none goes past a line that stands in for what cannot be read.
    fn fences(&self) -> Vec<Range<usize>> {
        // Most notes have none, and every frame asks.
        if self.editor.counted() < 2 {
            return Vec::new();
        }
        let lines: Vec<&Line> = self.editor.lines().collect();
        let is_fixed = |line: &Line| line.tag.is_some_and(|tag| self.editor.is_fixed(tag));
        let mut from = 0;
        let parts = lines.split(|line| is_fixed(line)).flat_map(|part| {
            let fences = note::fences(part.iter().map(|line| line.text.as_str()));
            let begins = from;
            from += part.len() + 1;
            fences.into_iter().map(move |fence| fence.start + begins..fence.end + begins)
        });
        parts.collect()
    }

    /// For each line whether it stands in a block of code, where no marker means anything; nothing where there is none.
    pub fn lines_of_code(&self) -> Vec<bool> {
        let fences = self.fences();
        let mut code = vec![false; fences.iter().map(|fence| fence.end).max().unwrap_or(0)];
        fences.into_iter().for_each(|fence| code[fence].fill(true));
        code
    }

    /// The entry that a thought continues, as last saved.
    pub fn known_of(&self, thought: &Thought) -> Option<&Entry> {
        self.known.get(self.ids.get(&thought.tag?)?)
    }

    /// How far the words may reach that a thought has taken in: what its own entry does not say by itself.
    pub fn taken_in(&self, thought: &Thought) -> Limits {
        let lines = thought.first..thought.first + thought.lines;
        let bits = lines.fold(0, |bits, line| bits | self.editor.marks_of(line));
        Limits::from_bits(bits).without(self.known_of(thought).map_or(Limits::NONE, Limits::of))
    }

    /// Marks every line with how far its words may reach by what the journal has. Where a thought says what the journal
    /// has of it, the journal's word is all that counts: somebody may have widened that line by hand.
    pub fn mark_limits(&mut self) {
        for thought in self.thoughts().1 {
            let Some(known) = self.known_of(&thought) else { continue };
            let bits = Limits::of(known).bits();
            let text = known.raw.text();
            let is_saved = text.is_some_and(|text| thought.raw.as_deref().is_some_and(|raw| mark(raw) == mark(text)));
            let chosen = is_saved.then_some(known.seal_chosen.then_some(known.raw.is_sealed())).flatten();
            for line in thought.first..thought.first + thought.lines {
                if is_saved { self.editor.set_marks(line, bits) } else { self.editor.add_marks(line, bits) }
            }
            // The journal has what was chosen here.
            if let Some(tag) = thought.tag.filter(|tag| chosen.is_some() && self.seals.get(tag).copied() == chosen) {
                self.seals.remove(&tag);
            }
        }
    }

    /// What a thought is by its marker, and who may see it: what somebody chose, else what its kind says, and never more
    /// than the words allow that it has taken in.
    pub fn seen_by(&self, thought: &Thought) -> (EntryKind, Visibility) {
        let kind = thought.raw.as_deref().map(|raw| capture::parse_line(capture::first_line_of(raw)).kind);
        let known = self.known_of(thought);
        // What the journal has of it is what counts, whatever a marker would say today.
        let is_saved = |e: &&Entry| e.raw.text().zip(thought.raw.as_deref()).is_some_and(|(a, b)| mark(a) == mark(b));
        if let Some(entry) = known.filter(is_saved) {
            return (entry.kind, entry.visibility.min(self.taken_in(thought).widest()));
        }
        let chosen = known.filter(|e| e.visibility_chosen || kind.is_none()).map(|e| e.visibility);
        let kind = kind.or(known.map(|e| e.kind)).unwrap_or(EntryKind::Fact);
        let visibility = chosen.unwrap_or_else(|| kind.default_visibility());
        (kind, visibility.min(self.taken_in(thought).widest()))
    }

    /// Whether a partner who sees the screen may see a thought.
    pub fn may_be_shown(&self, thought: &Thought) -> bool {
        let taken_in = self.taken_in(thought);
        let sealed = self.known_of(thought).is_some_and(|e| e.raw.is_sealed()) || taken_in.seals();
        let (kind, visibility) = self.seen_by(thought);
        // Whose the words are that came from outside, the journal says once it has them.
        thought.raw.is_some() && !sealed && !taken_in.is_outside() && kind.may_be_shown(visibility)
    }
}
