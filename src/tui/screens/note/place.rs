//! Where somebody writes stays theirs when the note is shown anew: others may have added or removed lines around it.

use std::collections::HashMap;

use super::Writing;
use crate::domain::ids::EntryId;
use crate::tui::widgets::editor::Line;

/// The place of the caret, by the entry that it is in and not by the number of its line.
pub(super) struct Place {
    /// The entry in which its line stands; `None` before the first one.
    entry: Option<EntryId>,
    /// So many lines below the first one of the entry.
    below: usize,
    line: usize,
    byte: usize,
    /// Its line has no words yet: what is typed there is a line of its own.
    is_blank: bool,
    /// Its line is the last one.
    is_last: bool,
}

impl Place {
    pub fn of(writing: &Writing) -> Self {
        let caret = writing.editor.caret();
        let lines = writing.editor.lines();
        let is_last = caret.line + 1 == lines.len();
        let (mut entry, mut below, mut blank) = (None, caret.line, true);
        for (n, line) in lines.enumerate().take(caret.line + 1) {
            if let Some(id) = begun_by(line, &writing.ids) {
                (entry, below) = (Some(id), caret.line - n);
            }
            blank = is_blank(line);
        }
        Self { entry, below, line: caret.line, byte: caret.byte, is_blank: blank, is_last }
    }

    /// The line and the byte of the caret among the lines as they are now, each first line of an entry with its tag.
    /// Whoever waited on an empty line gets an empty line again, if need be a new one.
    pub fn among(&self, lines: &mut Vec<Line>, ids: &HashMap<u64, EntryId>) -> (usize, usize) {
        if self.is_blank && self.is_last {
            if !lines.last().is_some_and(is_blank) {
                lines.push(Line::default());
            }
            return (lines.len().saturating_sub(1), self.byte);
        }
        let first = match self.entry {
            None => Some(0),
            Some(entry) => lines.iter().position(|line| begun_by(line, ids) == Some(entry)),
        };
        // An entry that others have taken out leaves the number of its line.
        let (from, here) = first.map_or((self.line, self.line), |first| (first, first + self.below));
        let next = lines.iter().skip(from + usize::from(self.entry.is_some() && first.is_some()));
        let next = next.take_while(|line| begun_by(line, ids).is_none()).count();
        let end = (from + next + usize::from(self.entry.is_some() && first.is_some())).min(lines.len());
        if !self.is_blank {
            return (here.min(end.saturating_sub(1).max(from)), self.byte);
        }
        if here < end && lines.get(here).is_some_and(is_blank) {
            return (here, self.byte);
        }
        if let Some(other) = (from..end).rfind(|n| lines.get(*n).is_some_and(is_blank)) {
            return (other, 0);
        }
        lines.insert(end, Line::default());
        (end, 0)
    }
}

/// The entry that begins with a line.
fn begun_by(line: &Line, ids: &HashMap<u64, EntryId>) -> Option<EntryId> {
    line.tag.and_then(|tag| ids.get(&tag)).copied()
}

fn is_blank(line: &Line) -> bool {
    line.text.trim().is_empty()
}
