//! What was cut or copied in a note: its words may come back through the terminal's clipboard, in another note or in a
//! dialog, and then reach no further than they did. Only numbers made of the words are kept, so that a lock has nothing
//! to wipe.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

use crate::capture::{self, Care, quotable};
use crate::domain::{Chosen, Entry, Limits};
use crate::tui::widgets::editor::Editor;

/// So many pieces are remembered; the oldest are forgotten first.
const MOST: usize = 200_000;

/// What was cut or copied since the desk was opened, with the limits of its lines.
#[derive(Default)]
pub struct Copied {
    /// Pieces that hardly stand in two texts by chance.
    pieces: HashMap<u64, Limits>,
    order: VecDeque<u64>,
    /// With which two bytes pieces begin: most of a long text is passed over by that alone.
    begins: Vec<bool>,
    /// Every word of what was copied last.
    words: HashMap<u64, Limits>,
    /// What was chosen by hand for the lines that were copied last, each with the pairs of letters of its words.
    chosen: Vec<(HashSet<u64>, Chosen)>,
    /// Makes the numbers others in every run of the program.
    hasher: RandomState,
}

/// So many ways to begin there are.
const BEGINNINGS: usize = 1 << 16;

fn beginning(bytes: [u8; 2]) -> usize {
    usize::from(u16::from_be_bytes(bytes))
}

impl Copied {
    /// Remembers what was just cut or copied.
    pub fn remember(&mut self, editor: &Editor) {
        let mut pieces: HashMap<u64, Limits> = HashMap::new();
        self.words.clear();
        for (text, marks) in editor.copied_lines() {
            let (plain, limits) = (quotable::plain(text), Limits::from_bits(marks));
            for piece in quotable::pieces(&plain, Care::Close) {
                self.begins.resize(BEGINNINGS, false);
                if let [first, second, ..] = *piece.as_bytes() {
                    self.begins[beginning([first, second])] = true;
                }
                let known = pieces.entry(self.hasher.hash_one(piece.as_str())).or_default();
                *known = known.and(limits);
            }
            for word in plain.split(' ') {
                let known = self.words.entry(self.hasher.hash_one(word)).or_default();
                *known = known.and(limits);
            }
        }
        for (number, limits) in pieces {
            if self.pieces.insert(number, limits).is_none() {
                self.order.push_back(number);
            }
        }
        while self.order.len() > MOST {
            if let Some(oldest) = self.order.pop_front() {
                self.pieces.remove(&oldest);
            }
        }
    }

    /// Remembers what was chosen by hand for the lines that words were just cut or copied from.
    pub fn remember_choices<'a>(&mut self, copied: &str, entries: impl Iterator<Item = &'a Entry>) {
        self.chosen.clear();
        for entry in entries {
            let chosen = Chosen::of(entry);
            let Some(text) = entry.raw.text().filter(|_| !chosen.is_none()) else { continue };
            if copied.lines().any(|line| capture::mostly_from(line, &capture::body(text)).is_some()) {
                self.chosen.push((self.pairs(&capture::body(text)).collect(), chosen));
            }
        }
    }

    /// What was chosen for the one line that most of this one was copied from.
    pub fn choices_of(&self, raw: &str) -> Chosen {
        let pairs: Vec<u64> = self.pairs(&capture::body(raw)).collect();
        let common = |source: &HashSet<u64>| pairs.iter().filter(|pair| source.contains(*pair)).count();
        let mut found: Vec<(usize, Chosen)> =
            self.chosen.iter().map(|(source, chosen)| (common(source), *chosen)).collect();
        found.retain(|(common, _)| *common > 0 && common * 5 >= pairs.len() * 3);
        found.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
        match found.as_slice() {
            [one, other, ..] if one.0 == other.0 && one.1 != other.1 => Chosen::default(),
            [one, ..] => one.1,
            [] => Chosen::default(),
        }
    }

    fn pairs(&self, text: &str) -> impl Iterator<Item = u64> + '_ {
        let letters: Vec<char> = quotable::plain(text).chars().collect();
        let pairs: Vec<u64> = letters.windows(2).map(|pair| self.hasher.hash_one((pair[0], pair[1]))).collect();
        pairs.into_iter()
    }

    /// A number for a text, the same for the same text in this run of the program.
    pub fn number_of(&self, text: &str) -> u64 {
        self.hasher.hash_one(text)
    }

    /// How far a line may reach that is pasted from the terminal's clipboard: what was copied here is known; whatever else
    /// it says, the journal has to look for.
    pub fn limits_of(&self, pasted: &str) -> Limits {
        // Nothing was copied here.
        if self.pieces.is_empty() && self.words.is_empty() {
            return Limits::OUTSIDE;
        }
        let plain = quotable::plain(pasted);
        let begins = |bytes| self.begins.get(beginning(bytes)).copied().unwrap_or(false);
        let runs = quotable::runs(&plain, begins).into_iter();
        let known = runs.filter_map(|run| self.pieces.get(&self.hasher.hash_one(run)).copied());
        let limits = known.fold(Limits::OUTSIDE, Limits::and);
        // Too little to be known by a piece: all of it was in what was copied last.
        let words: Option<Vec<Limits>> =
            plain.split(' ').map(|word| self.words.get(&self.hasher.hash_one(word)).copied()).collect();
        words.unwrap_or_default().into_iter().fold(limits, Limits::and)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::editor::Action;

    fn copied(text: &str, limits: Limits) -> Copied {
        let mut editor = Editor::from_text(text);
        editor.set_marks(0, limits.bits());
        editor.handle(Action::SelectAll, 0);
        editor.handle(Action::Copy, 0);
        let mut copied = Copied::default();
        copied.remember(&editor);
        copied
    }

    proptest::proptest! {
        #[test]
        fn every_piece_of_what_was_copied_limits_whatever_stands_around_it(
            source in "[a-zぁ-ん一-龠ﾊﾟ 、]{0,40}",
            before in "[a-d一-万 ]{0,30}",
            from in 0_usize..40,
            length in 0_usize..40,
        ) {
            let (plain, source) = (quotable::plain(&source), source);
            let known = copied(&source, Limits::ONLY_ME_CHOSEN);
            let part: String = plain.chars().skip(from).take(length).collect();
            let is_quoted = quotable::pieces(&quotable::plain(&part), Care::Close).next().is_some();
            let limits = known.limits_of(&format!("{before}。{part}。{before}"));
            if is_quoted {
                proptest::prop_assert!(limits.holds(Limits::ONLY_ME_CHOSEN), "{source:?} {part:?}");
            }
            proptest::prop_assert!(Copied::default().limits_of(&source).holds(Limits::OUTSIDE));
        }
    }
}
