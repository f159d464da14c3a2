//! The text of a note while somebody else sees the screen: what they may not see is typed all the same, behind a row
//! of dots.

use ratatui::layout::Rect;

use super::Writing;
use crate::capture;
use crate::domain::{EntryKind, Visibility};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::editor::{Drawn, Line};

impl Writing {
    /// What a line is by its marker, and who may see it: what somebody chose, else what its kind says.
    pub fn seen_by(&self, line: &Line) -> (EntryKind, Visibility) {
        let kind = capture::parse_line(&line.text).kind;
        let entry = line.tag.and_then(|tag| self.known.get(self.ids.get(&tag)?));
        let chosen = entry.filter(|e| e.visibility_chosen).map(|e| e.visibility);
        (kind, chosen.unwrap_or_else(|| kind.default_visibility()))
    }

    /// For each line of the text whether it stays hidden: a thought with all its lines.
    pub fn hidden_lines(&self) -> Vec<bool> {
        let text = self.editor.text();
        let parts = capture::partition(&text);
        let lines: Vec<&Line> = self.editor.lines().collect();
        let mut hidden = vec![false; parts.lead.matches('\n').count()];
        for raw in &parts.entries {
            let line = lines.get(hidden.len());
            let seen = line.map(|line| self.seen_by(line));
            let sealed = line.and_then(|line| self.entry_of(line)).is_some_and(|entry| entry.raw.is_sealed());
            let shows = !sealed && seen.is_some_and(|(kind, visibility)| kind.may_be_shown(visibility));
            hidden.extend(raw.split_inclusive('\n').map(|line| !shows && !line.trim().is_empty()));
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
        canvas.buf.set_stringn(row.x, row.y, said, row.width.into(), model.theme.dim());
    }
}
