//! Moving the caret, by key and by pointer.

use super::layout::{Layout, RowPosition};
use super::position::{Position, snap};
use super::scroll::Follow;
use super::words::{word_at, word_end, word_start};
use super::{Editor, Motion, Reaction};

impl Editor {
    pub(super) fn move_caret(&mut self, to: Motion, select: bool) -> Reaction {
        let before = (self.cursor, self.viewport);
        match to {
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown => {
                // In a field these belong to the caller: a list beside it, a form around it.
                if self.is_single_line {
                    return Reaction::Ignored;
                }
                self.move_by_rows(to, select);
            }
            _ => {
                let target = self.target(to, select);
                self.place_caret(target, select);
            }
        }
        if before == (self.cursor, self.viewport) { Reaction::Ignored } else { Reaction::Moved }
    }

    /// Puts the caret somewhere, with or without taking the selection along; forgets the goal column.
    pub(super) fn place_caret(&mut self, target: Position, select: bool) {
        self.cursor.anchor = select.then(|| self.cursor.anchor.unwrap_or(self.cursor.caret));
        self.cursor.caret = target;
        self.goal_column = None;
    }

    fn target(&self, to: Motion, select: bool) -> Position {
        let caret = self.cursor.caret;
        let selection = self.cursor.selection().filter(|_| !select);
        match to {
            Motion::Left => selection.map_or_else(|| self.position_left(caret), |span| span.start),
            Motion::Right => selection.map_or_else(|| self.position_right(caret), |span| span.end),
            Motion::WordLeft => self.word_left(),
            Motion::WordRight => self.word_right(),
            Motion::RowStart => self.row_start(),
            Motion::RowEnd => self.row_end(),
            Motion::TextStart => Position::default(),
            Motion::TextEnd => self.document.end(),
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown => caret,
        }
    }

    pub(super) fn word_left(&self) -> Position {
        let caret = self.cursor.caret;
        if caret.byte == 0 {
            return self.position_left(caret);
        }
        Position { line: caret.line, byte: word_start(self.document.text_of(caret.line), caret.byte) }
    }

    pub(super) fn word_right(&self) -> Position {
        let caret = self.cursor.caret;
        let text = self.document.text_of(caret.line);
        if caret.byte >= text.len() {
            return self.position_right(caret);
        }
        Position { line: caret.line, byte: word_end(text, caret.byte) }
    }

    fn row_start(&self) -> Position {
        let layout = self.layout();
        let caret = self.cursor.caret;
        let (row, _) = layout.locate(caret);
        let start = layout.row_range(row).start;
        Position { line: caret.line, byte: if start == caret.byte { 0 } else { start } }
    }

    fn row_end(&self) -> Position {
        let layout = self.layout();
        let caret = self.cursor.caret;
        let (row, _) = layout.locate(caret);
        // The end of a row that goes on below is shown there, so the caret stops one cluster before.
        let end = layout.place_at(row, usize::MAX);
        if end == caret { Position { line: caret.line, byte: self.document.text_of(caret.line).len() } } else { end }
    }

    fn move_by_rows(&mut self, to: Motion, select: bool) {
        let layout = self.layout();
        let (row, column) = layout.locate(self.cursor.caret);
        let goal = self.goal_column.unwrap_or(column);
        let page = self.viewport.height.saturating_sub(1).max(1);
        let (wanted, top) = match to {
            Motion::Up => (layout.up(row, 1), self.viewport.top),
            Motion::PageUp => (layout.up(row, page), layout.up(self.viewport.top, page)),
            Motion::PageDown => (layout.down(row, page), layout.down(self.viewport.top, page)),
            _ => (layout.down(row, 1), self.viewport.top),
        };
        let target = match to {
            Motion::Up | Motion::PageUp if wanted == row => Position::default(),
            Motion::Down | Motion::PageDown if wanted == row => self.document.end(),
            _ => layout.place_at(wanted, goal),
        };
        self.place_caret(target, select);
        self.viewport.top = top;
        self.goal_column = Some(goal);
    }

    pub(super) fn click(&mut self, column: u16, row: u16, select: bool) -> Reaction {
        let target = self.place_at_cell(column, row);
        self.place_caret(target, select);
        self.viewport.follow = Follow::Barely;
        Reaction::Moved
    }

    pub(super) fn select_word(&mut self, column: u16, row: u16) -> Reaction {
        let at = self.place_at_cell(column, row);
        let word = word_at(self.document.text_of(at.line), at.byte);
        self.place_caret(Position { line: at.line, byte: word.start }, false);
        self.place_caret(Position { line: at.line, byte: word.end }, true);
        self.viewport.follow = Follow::Barely;
        Reaction::Moved
    }

    fn place_at_cell(&self, column: u16, row: u16) -> Position {
        let layout: Layout<'_> = self.layout();
        let row = if self.is_single_line { 0 } else { usize::from(row) };
        let from_top = row.min(self.viewport.height.saturating_sub(1));
        let below_text = layout.distance(self.viewport.top, layout.last_row(), from_top) < from_top;
        let at: RowPosition = layout.down(self.viewport.top, from_top);
        if below_text {
            return self.document.end();
        }
        layout.place_at(at, self.viewport.left + usize::from(column))
    }

    /// Puts the caret at a byte of a line, or as near as there is a place, and selects nothing.
    pub fn set_caret(&mut self, line: usize, byte: usize) {
        self.before_action();
        let line = line.min(self.document.last_line());
        let byte = snap(self.document.text_of(line), byte);
        self.place_caret(Position { line, byte }, false);
        self.history.close_step();
        self.follow_caret();
    }
}
