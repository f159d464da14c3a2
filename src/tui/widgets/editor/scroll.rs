//! Which part of the text is in view.

use super::layout::{Layout, RowPosition};
use super::position::Position;
use super::{Editor, Reaction};
use crate::text;

/// Rows kept in view above and below the caret where the height allows.
const CONTEXT_ROWS: usize = 3;
/// Cells kept in view beside the caret of a one-line field.
const CONTEXT_COLUMNS: usize = 3;

/// The measured area and what is at its top left corner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Viewport {
    /// In cells.
    pub width: usize,
    /// In rows.
    pub height: usize,
    /// The topmost row in view. Rows above it are never counted.
    pub top: RowPosition,
    /// Cells scrolled out at the left; always 0 where text wraps.
    pub left: usize,
    pub follow: Follow,
}

/// How the view goes after the caret. What the latest action was decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Follow {
    /// Rows around the caret stay in view.
    WithContext,
    /// The caret alone stays in view: after a click the text must not move under the pointer.
    Barely,
    /// The caret may leave the view: scrolling must not change what is selected.
    Not,
}

impl Viewport {
    pub fn new() -> Self {
        Self { width: 80, height: 24, top: RowPosition::default(), left: 0, follow: Follow::WithContext }
    }

    fn context(self) -> usize {
        match self.follow {
            Follow::WithContext => CONTEXT_ROWS.min(self.height.saturating_sub(1) / 2),
            Follow::Barely | Follow::Not => 0,
        }
    }

    /// This viewport moved as little as needed to show the caret.
    pub fn following(self, layout: Layout<'_>, caret: Position, is_single_line: bool) -> Self {
        if is_single_line {
            Self { top: RowPosition::default(), left: self.following_left(layout, caret), ..self }
        } else {
            Self { top: self.following_top(layout, caret), left: 0, ..self }
        }
    }

    fn following_top(self, layout: Layout<'_>, caret: Position) -> RowPosition {
        let (caret_row, _) = layout.locate(caret);
        let mut top = layout.clamp(self.top);
        let above = self.context();
        let lowest = self.height.saturating_sub(1);
        let rows_to_caret = layout.distance(top, caret_row, self.height);
        let below = layout.distance(caret_row, layout.down(caret_row, above), above);
        let is_free = self.follow == Follow::Not;
        if !is_free && (caret_row < top || rows_to_caret < above) {
            top = layout.up(caret_row, above);
        } else if !is_free && rows_to_caret + below > lowest {
            top = layout.up(caret_row, lowest.saturating_sub(below));
        }
        top.min(layout.up(layout.last_row(), lowest))
    }

    fn following_left(self, layout: Layout<'_>, caret: Position) -> usize {
        let line = layout.document.text_of(caret.line);
        let column = text::columns_from(0, line.get(..caret.byte).unwrap_or(line));
        let total = text::columns(line);
        let right_edge = text::columns_from(column, first_cluster(line, caret.byte)).max(column + 1);
        let context = CONTEXT_COLUMNS.min(self.width.saturating_sub(2) / 2);
        let wanted_right = right_edge.max((column + 1 + context).min(total + 1));
        let lowest = wanted_right.saturating_sub(self.width);
        let highest = column.saturating_sub(context).max(right_edge.saturating_sub(self.width));
        // No empty cells at the right while something is hidden at the left.
        let last_useful = (total + 1).saturating_sub(self.width).max(lowest);
        self.left.clamp(lowest.min(highest), highest.max(lowest)).min(last_useful)
    }
}

fn first_cluster(line: &str, byte: usize) -> &str {
    line.get(byte..super::position::next_boundary(line, byte)).unwrap_or("")
}

impl Editor {
    /// Tells the editor the size it was drawn in, in cells, before the next action: vertical moves, pages and
    /// scrolling go by it.
    pub fn set_viewport(&mut self, width: u16, height: u16) {
        self.viewport.width = usize::from(width);
        self.viewport.height = usize::from(height);
        self.follow_caret();
    }

    pub(super) fn follow_caret(&mut self) {
        self.viewport = self.viewport.following(self.layout(), self.cursor.caret, self.is_single_line);
    }

    pub(super) fn layout(&self) -> Layout<'_> {
        self.layout_for(self.viewport.width)
    }

    /// One-line fields are one endless row.
    pub(super) fn layout_for(&self, width: usize) -> Layout<'_> {
        let width = if self.is_single_line { usize::MAX } else { width };
        Layout { document: &self.document, width, caret: self.cursor.caret }
    }

    /// Scrolls by `rows` (down if positive); the caret is pulled along to stay in view.
    pub(super) fn scroll(&mut self, rows: i32) -> Reaction {
        if self.is_single_line {
            return Reaction::Ignored;
        }
        let before = (self.cursor, self.viewport.top);
        let layout = self.layout();
        let count = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        let lowest = self.viewport.height.saturating_sub(1);
        let bottom_top = layout.up(layout.last_row(), lowest);
        let moved = if rows < 0 { layout.up(self.viewport.top, count) } else { layout.down(self.viewport.top, count) };
        let top = moved.min(bottom_top);
        let context = CONTEXT_ROWS.min(lowest / 2);
        let first = if top == RowPosition::default() { top } else { layout.down(top, context) };
        let last = if top == bottom_top { layout.last_row() } else { layout.down(top, lowest - context) };
        let (caret_row, column) = layout.locate(self.cursor.caret);
        let wanted = caret_row.clamp(first, last.max(first));
        if self.cursor.selection().is_some() {
            self.viewport.follow = Follow::Not;
        } else if wanted != caret_row {
            let goal = self.goal_column.unwrap_or(column);
            let place = layout.place_at(wanted, goal);
            self.place_caret(place, false);
            self.goal_column = Some(goal);
        }
        self.viewport.top = top;
        if before == (self.cursor, top) { Reaction::Ignored } else { Reaction::Moved }
    }
}
