//! The text as lines, each with its line ending and its identity.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::change::{Change, Piece};
use super::position::{Position, Span};
use super::rows::Rows;
use crate::text::LineEdit;

/// One line of the text, without its line ending.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The line's characters; any character but LF.
    pub text: String,
    /// Does the line end in CR LF rather than LF? Means nothing on the last line, which has no ending.
    pub crlf: bool,
    /// The caller's name for this line. It travels with the line through every edit.
    pub tag: Option<u64>,
}

/// Shows the length only: what people write does not belong in a log.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("bytes", &self.text.len())
            .field("crlf", &self.crlf)
            .field("tag", &self.tag)
            .finish()
    }
}

/// Who a line is, for as long as the editor lives. Edits and the history carry identities rather than tags, so a line
/// that is given its tag late (when it was first saved) keeps it through an undo of older edits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct LineId(u64);

struct Slot {
    line: Line,
    id: LineId,
    rows: RefCell<Rows>,
}

/// The lines (at least one), and the tags and marks of all lines that ever had one.
pub(super) struct Document {
    slots: Vec<Slot>,
    tags: HashMap<LineId, u64>,
    marks: HashMap<LineId, u8>,
    next_id: u64,
    /// Of all lines with their endings.
    bytes: usize,
    /// How far the second and further rows of a line are indented, by its text.
    hang: Hang,
    /// Which lines are counted, and how many there are.
    counts: Counts,
    counted: usize,
}

/// Cells by which the rows of a line after its first one are indented.
pub type Hang = fn(&str) -> usize;

/// Whether a line is counted.
pub type Counts = fn(&str) -> bool;

impl Document {
    pub fn from_lines(lines: Vec<Line>) -> Self {
        let mut document = Self {
            slots: Vec::with_capacity(lines.len()),
            tags: HashMap::new(),
            marks: HashMap::new(),
            next_id: 0,
            bytes: 0,
            hang: |_| 0,
            counts: |_| false,
            counted: 0,
        };
        for line in lines {
            document.push(line);
        }
        if document.slots.is_empty() {
            document.push(Line::default());
        }
        document
    }

    pub fn hang_by(&mut self, hang: Hang) {
        self.hang = hang;
        self.wrap_again();
    }

    /// Keeps count of these lines.
    pub fn count_by(&mut self, counts: Counts) {
        self.counts = counts;
        self.counted = self.slots.iter().filter(|slot| counts(&slot.line.text)).count();
    }

    /// How many lines are counted.
    pub fn counted(&self) -> usize {
        self.counted
    }

    /// Forgets where rows begin.
    pub fn wrap_again(&mut self) {
        for slot in &self.slots {
            slot.rows.replace(Rows::default());
        }
    }

    fn push(&mut self, line: Line) {
        let id = self.new_id();
        if let Some(tag) = line.tag {
            self.tags.insert(id, tag);
        }
        self.bytes += line.text.len() + line_end(line.crlf);
        self.counted += usize::from((self.counts)(&line.text));
        self.slots.push(Slot { line, id, rows: RefCell::default() });
    }

    pub fn new_id(&mut self) -> LineId {
        self.next_id += 1;
        LineId(self.next_id)
    }

    /// How long the text is, in bytes; a line end behind the last line is counted, too.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many bytes `span` covers.
    pub fn bytes_in(&self, span: Span) -> usize {
        let covered = |line: usize| {
            let slot = self.slots.get(line)?;
            let end = if line < span.end.line { line_end(slot.line.crlf) } else { 0 };
            Some(span.on_line(line, slot.line.text.len()).len() + end)
        };
        (span.start.line..=span.end.line).filter_map(covered).sum()
    }

    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.bytes);
        for (index, Slot { line, .. }) in self.slots.iter().enumerate() {
            text.push_str(&line.text);
            if index < self.last_line() {
                text.push_str(if line.crlf { "\r\n" } else { "\n" });
            }
        }
        text
    }

    pub fn lines(&self) -> impl ExactSizeIterator<Item = &Line> + DoubleEndedIterator {
        self.slots.iter().map(|slot| &slot.line)
    }

    pub fn line(&self, line: usize) -> Option<&Line> {
        self.slots.get(line).map(|slot| &slot.line)
    }

    pub fn line_count(&self) -> usize {
        self.slots.len()
    }

    pub fn last_line(&self) -> usize {
        self.slots.len().saturating_sub(1)
    }

    /// The text of a line; empty past the end.
    pub fn text_of(&self, line: usize) -> &str {
        self.slots.get(line).map_or("", |slot| &slot.line.text)
    }

    pub fn crlf_of(&self, line: usize) -> bool {
        self.slots.get(line).is_some_and(|slot| slot.line.crlf)
    }

    pub fn id_of(&self, line: usize) -> Option<LineId> {
        self.slots.get(line).map(|slot| slot.id)
    }

    pub fn tag_of(&self, id: LineId) -> Option<u64> {
        self.tags.get(&id).copied()
    }

    /// The marks of a line, whether or not it is in the text now.
    pub fn marks_of(&self, id: LineId) -> u8 {
        self.marks.get(&id).copied().unwrap_or(0)
    }

    /// Gives a line these marks besides its own.
    pub fn add_marks(&mut self, id: LineId, marks: u8) {
        if marks != 0 {
            *self.marks.entry(id).or_default() |= marks;
        }
    }

    /// Gives a line these marks instead of its own.
    pub fn set_marks(&mut self, id: LineId, marks: u8) {
        self.marks.insert(id, marks);
    }

    /// Gives a line another tag, or none; was anything changed?
    pub fn retag(&mut self, line: usize, tag: Option<u64>) -> bool {
        let Some(slot) = self.slots.get_mut(line) else { return false };
        let before = std::mem::replace(&mut slot.line.tag, tag);
        match tag {
            Some(tag) => self.tags.insert(slot.id, tag),
            None => self.tags.remove(&slot.id),
        };
        before != tag
    }

    pub fn end(&self) -> Position {
        let line = self.last_line();
        Position { line, byte: self.text_of(line).len() }
    }

    /// Identities and tags of the lines outside `span`.
    pub fn names_outside(&self, span: Span) -> (HashSet<LineId>, HashSet<u64>) {
        let outside = |(index, _): &(usize, &Slot)| *index < span.start.line || *index > span.end.line;
        let slots = || self.slots.iter().enumerate().filter(outside);
        (slots().map(|(_, slot)| slot.id).collect(), slots().filter_map(|(_, slot)| slot.line.tag).collect())
    }

    /// What `span` covers, one piece for each line it touches.
    pub fn pieces(&self, span: Span) -> Vec<Piece> {
        (span.start.line..=span.end.line)
            .filter_map(|line| {
                let slot = self.slots.get(line)?;
                let covered = span.on_line(line, slot.line.text.len());
                let text = slot.line.text.get(covered)?.to_owned();
                let marks = if has_words(&text) { self.marks_of(slot.id) } else { 0 };
                Some(Piece { text, crlf: slot.line.crlf, id: slot.id, marks })
            })
            .collect()
    }

    /// Puts `change.inserted` in the place of `change.removed`, which must be what stands there. The lines keep the marks
    /// of all words that ever stood in them.
    pub fn apply(&mut self, change: &Change) {
        self.pass_marks_on(change);
        let Span { start, end } = change.removed_span();
        self.bytes = (self.bytes + bytes_of(&change.inserted)).saturating_sub(bytes_of(&change.removed));
        let suffix = self.text_of(end.line).get(end.byte..).unwrap_or("").to_owned();
        self.counted -= self.count(start.line..end.line + 1);
        let mut pieces = change.inserted.iter();
        let (Some(first), Some(slot)) = (pieces.next(), self.slots.get_mut(start.line)) else { return };
        slot.line.text.truncate(start.byte);
        slot.line.text.push_str(&first.text);
        let within = (start.line == end.line && change.inserted.len() == 1).then(|| LineEdit {
            at: start.byte,
            removed: end.byte - start.byte,
            inserted: first.text.len(),
        });
        slot.become_line(first, &self.tags, within);
        let added = pieces.map(|piece| Slot::new(piece, &self.tags)).collect::<Vec<_>>();
        let last = start.line + added.len();
        let old_end = (end.line + 1).min(self.slots.len());
        self.slots.splice(start.line + 1..old_end, added);
        if let Some(slot) = self.slots.get_mut(last) {
            slot.line.text.push_str(&suffix);
        }
        self.counted += self.count(start.line..last + 1);
    }

    /// How many of these lines are counted.
    fn count(&self, lines: Range<usize>) -> usize {
        let lines = lines.start.min(self.slots.len())..lines.end.min(self.slots.len());
        self.slots[lines].iter().filter(|slot| (self.counts)(&slot.line.text)).count()
    }

    /// Marks the lines of a change with what its pieces bring along.
    pub fn pass_marks_on(&mut self, change: &Change) {
        for piece in &change.inserted {
            self.add_marks(piece.id, piece.marks);
        }
    }

    /// By how many cells the rows of a line after its first one are indented.
    pub fn hanging(&self, line: usize, width: usize) -> usize {
        let cells = (self.hang)(self.text_of(line));
        // Where little room would be left there is none for an indent.
        if cells > width / 3 { 0 } else { cells }
    }

    /// Where each visual row of a line begins, remembered until the line or the width changes.
    pub fn row_starts(&self, line: usize, width: usize) -> Arc<[usize]> {
        let Some(slot) = self.slots.get(line) else { return Arc::from([0]) };
        slot.rows.borrow_mut().starts(&slot.line.text, width, || self.hanging(line, width))
    }
}

impl Slot {
    fn new(piece: &Piece, tags: &HashMap<LineId, u64>) -> Self {
        let tag = tags.get(&piece.id).copied();
        let line = Line { text: piece.text.clone(), crlf: piece.crlf, tag };
        Self { line, id: piece.id, rows: RefCell::default() }
    }

    /// `within`: what was changed, where only its own text was.
    fn become_line(&mut self, piece: &Piece, tags: &HashMap<LineId, u64>, within: Option<LineEdit>) {
        self.line.crlf = piece.crlf;
        self.line.tag = tags.get(&piece.id).copied();
        self.id = piece.id;
        self.rows.get_mut().changed(within);
    }
}

fn line_end(crlf: bool) -> usize {
    if crlf { 2 } else { 1 }
}

/// The bytes of pieces with a line end between each two.
fn bytes_of(pieces: &[Piece]) -> usize {
    let last = pieces.len().saturating_sub(1);
    let ends: usize = pieces.iter().take(last).map(|piece| line_end(piece.crlf)).sum();
    pieces.iter().map(|piece| piece.text.len()).sum::<usize>() + ends
}

/// Whether there is anything in a text but blanks.
pub(super) fn has_words(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Cuts `text` at its line feeds; the parts put together again are the same bytes.
pub(super) fn split_lines(text: &str) -> Vec<Line> {
    let mut parts = text.split('\n').peekable();
    let mut lines = Vec::new();
    while let Some(part) = parts.next() {
        let line = match part.strip_suffix('\r') {
            Some(before) if parts.peek().is_some() => Line { text: before.to_owned(), crlf: true, tag: None },
            _ => Line { text: part.to_owned(), crlf: false, tag: None },
        };
        lines.push(line);
    }
    lines
}
