//! The text of a note while somebody else sees the screen: what they may not see is typed all the same, behind a row
//! of dots.

use ratatui::layout::Rect;

use super::Writing;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::editor::Drawn;
use crate::tui::widgets::put::Put;

impl Writing {
    /// For each line of the text whether it stays hidden: a thought with all its lines.
    pub fn hidden_lines(&self) -> Vec<bool> {
        let lines: Vec<bool> = self.editor.lines().map(|line| line.text.trim().is_empty()).collect();
        let mut hidden = vec![false; lines.len()];
        for thought in self.thoughts().1.iter().filter(|thought| !self.may_be_shown(thought)) {
            let of_thought = thought.first..(thought.first + thought.lines).min(lines.len());
            of_thought.for_each(|line| hidden[line] = !lines[line]);
        }
        hidden
    }
}

/// Draws over the lines of the text that stay hidden, row by row, so that nothing else moves.
pub fn draw(model: &Model, hidden: &[bool], drawn: &Drawn, area: Rect, canvas: &mut Canvas<'_>) {
    for row in drawn.rows.iter().filter(|row| hidden.get(row.line).copied().unwrap_or(false)) {
        draw_over(model, row.is_first, Rect { y: row.y, height: 1, ..area }, canvas);
    }
}

/// Empties a row; the first of a thought says why.
pub fn draw_over(model: &Model, first: bool, row: Rect, canvas: &mut Canvas<'_>) {
    for x in row.left()..row.right() {
        canvas.buf[(x, row.y)].reset();
    }
    if first {
        let dots = model.theme.sign(Sign::Dot).repeat(5);
        let said =
            format!("{dots} {}", model.lang.t(if model.shares_screen() { "share-hidden" } else { "vault-hidden" }));
        canvas.buf.put_stringn(row.x, row.y, said, row.width.into(), model.theme.dim());
    }
}
