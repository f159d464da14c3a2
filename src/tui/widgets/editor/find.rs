//! Finding a needle, folded: kana, width and case do not matter.

use std::ops::Range;

use super::position::Position;
use super::{Editor, Reaction};
use crate::text::{find_folded, fold};

impl Editor {
    /// What is looked for and highlighted from now on; empty for nothing. It is folded here.
    pub fn set_needle(&mut self, needle: &str) {
        self.needle = fold(needle);
    }

    /// Where the needle occurs in a line, as bytes of the line.
    pub(super) fn matches_in(&self, line: usize) -> Vec<Range<usize>> {
        find_folded(self.document.text_of(line), &self.needle)
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
