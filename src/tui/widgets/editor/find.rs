//! Finding a needle, folded as in the search, and within words, too.

use std::ops::Range;

use super::position::Position;
use super::{Editor, Reaction};
use crate::text::Needle;

impl Editor {
    /// What is looked for and highlighted from now on; empty for nothing.
    pub fn set_needle(&mut self, needle: &str) {
        self.needle = Needle::anywhere(needle);
    }

    /// Where the needle occurs in a line, as bytes of the line.
    pub(super) fn matches_in(&self, line: usize) -> Vec<Range<usize>> {
        self.needle.as_ref().map(|needle| needle.find(self.document.text_of(line))).unwrap_or_default()
    }

    /// Selects the next match after the caret (or after the match that is selected), starting over at the end.
    pub(super) fn find_next(&mut self) -> Reaction {
        let from = match self.cursor.selection() {
            Some(selected) => Position { byte: selected.start.byte + 1, ..selected.start },
            None => self.cursor.caret,
        };
        let count = self.document.line_count();
        // The line it starts in comes last once more, for the matches before the start.
        let found = (0..=count).find_map(|step| {
            let line = (from.line + step) % count;
            let matches = self.matches_in(line);
            let hit = matches.into_iter().find(|hit| step > 0 || hit.start >= from.byte)?;
            Some((line, hit))
        });
        self.select_match(found)
    }

    /// Selects the match before the caret (or before the match that is selected), starting over at the beginning.
    pub(super) fn find_previous(&mut self) -> Reaction {
        let from = self.cursor.selection().map_or(self.cursor.caret, |selected| selected.start);
        let count = self.document.line_count();
        let found = (0..=count).find_map(|step| {
            let line = (from.line + 2 * count - step) % count;
            let matches = self.matches_in(line);
            let hit = matches.into_iter().rev().find(|hit| step > 0 || hit.start < from.byte)?;
            Some((line, hit))
        });
        self.select_match(found)
    }

    fn select_match(&mut self, found: Option<(usize, Range<usize>)>) -> Reaction {
        let Some((line, hit)) = found else { return Reaction::NotFound };
        self.place_caret(Position { line, byte: hit.start }, false);
        self.place_caret(Position { line, byte: hit.end }, true);
        Reaction::Moved
    }
}
