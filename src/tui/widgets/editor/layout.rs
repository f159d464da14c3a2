//! From places in the text to visual rows and columns, and back.

use std::ops::Range;

use super::lines::Document;
use super::position::Position;
use crate::text;

/// A visual row: the `row`-th of a line's rows. Ordered from top to bottom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct RowPosition {
    pub line: usize,
    pub row: usize,
}

/// The document as rows of `width` cells. Only the lines that are asked for are wrapped.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub document: &'a Document,
    pub width: usize,
    /// Behind a full last row the caret has a row of its own; without it there is none.
    pub caret: Position,
}

impl<'a> Layout<'a> {
    pub fn row_count(self, line: usize) -> usize {
        let starts = self.document.row_starts(line, self.width);
        starts.len() - usize::from(self.is_idle(line, &starts))
    }

    /// Whether the last row of a line would only hold a caret that is elsewhere.
    fn is_idle(self, line: usize, starts: &[usize]) -> bool {
        let end = self.document.text_of(line).len();
        starts.len() > 1 && starts.last() == Some(&end) && self.caret != Position { line, byte: end }
    }

    /// By how many cells a row is indented.
    pub fn indent(self, at: RowPosition) -> usize {
        if at.row == 0 { 0 } else { self.document.hanging(at.line, self.width) }
    }

    /// The bytes of a row in its line; an empty range past the line's last row.
    pub fn row_range(self, at: RowPosition) -> Range<usize> {
        let starts = self.document.row_starts(at.line, self.width);
        let length = self.document.text_of(at.line).len();
        let start = starts.get(at.row).copied().unwrap_or(length);
        start..starts.get(at.row + 1).copied().unwrap_or(length)
    }

    pub fn row_text(self, at: RowPosition) -> &'a str {
        self.document.text_of(at.line).get(self.row_range(at)).unwrap_or("")
    }

    /// The row a place is shown in, and its column there. Between two rows of a line the lower one counts.
    pub fn locate(self, position: Position) -> (RowPosition, usize) {
        let starts = self.document.row_starts(position.line, self.width);
        let shown = &starts[..self.row_count(position.line)];
        let row = shown.partition_point(|&start| start <= position.byte).saturating_sub(1);
        let start = starts.get(row).copied().unwrap_or(0);
        let before = self.document.text_of(position.line).get(start..position.byte).unwrap_or("");
        let at = RowPosition { line: position.line, row };
        (at, self.indent(at) + text::columns_from(0, before))
    }

    /// The place in a row whose cluster covers `column`, or the last place that is shown in that row.
    pub fn place_at(self, at: RowPosition, column: usize) -> Position {
        let range = self.row_range(at);
        let is_last_row = range.end == self.document.text_of(at.line).len();
        let column = column.saturating_sub(self.indent(at));
        let (mut reached, mut last) = (0, range.start);
        for (offset, cluster) in text::clusters(self.row_text(at)) {
            last = range.start + offset;
            reached = text::advance(reached, cluster);
            if reached > column {
                return Position { line: at.line, byte: last };
            }
        }
        Position { line: at.line, byte: if is_last_row { range.end } else { last } }
    }

    /// The nearest row that exists.
    pub fn clamp(self, at: RowPosition) -> RowPosition {
        let last_line = self.document.last_line();
        if at.line > last_line {
            return self.last_row();
        }
        RowPosition { line: at.line, row: at.row.min(self.row_count(at.line).saturating_sub(1)) }
    }

    pub fn last_row(self) -> RowPosition {
        let line = self.document.last_line();
        RowPosition { line, row: self.row_count(line).saturating_sub(1) }
    }

    /// The row `count` rows above, or the first.
    pub fn up(self, from: RowPosition, mut count: usize) -> RowPosition {
        let RowPosition { mut line, mut row } = from;
        loop {
            if count <= row {
                return RowPosition { line, row: row - count };
            }
            if line == 0 {
                return RowPosition::default();
            }
            count -= row + 1;
            line -= 1;
            row = self.row_count(line).saturating_sub(1);
        }
    }

    /// The row `count` rows below, or the last.
    pub fn down(self, from: RowPosition, mut count: usize) -> RowPosition {
        let RowPosition { mut line, mut row } = from;
        loop {
            let below = self.row_count(line).saturating_sub(row + 1);
            if count <= below {
                return RowPosition { line, row: row + count };
            }
            if line >= self.document.last_line() {
                return RowPosition { line, row: row + below };
            }
            count -= below + 1;
            line += 1;
            row = 0;
        }
    }

    /// How many rows `to` is below `from`, counted no further than `limit`; 0 if it is above.
    pub fn distance(self, from: RowPosition, to: RowPosition, limit: usize) -> usize {
        let mut rows = 0;
        let mut at = from;
        while at.line < to.line && rows < limit {
            rows += self.row_count(at.line).saturating_sub(at.row);
            at = RowPosition { line: at.line + 1, row: 0 };
        }
        if at.line == to.line {
            rows += to.row.saturating_sub(at.row);
        }
        rows.min(limit)
    }
}
