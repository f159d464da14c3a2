//! The text of a note while somebody else sees the screen: what they may not see is typed all the same, and stands nowhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Writing;
use crate::text;
use crate::tui::canvas::{Canvas, text_style};
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::editor::{Drawn, LineLook, VisibleRow};
use crate::tui::widgets::frame;
use crate::tui::widgets::put::Put;

/// The most rows that are looked through for some that may be shown.
const MOST_ROWS: u16 = 2_000;

impl Writing {
    /// For each line of the text whether it stays hidden: a thought with all its lines, blank ones, too.
    pub fn hidden_lines(&self) -> Vec<bool> {
        let mut hidden = vec![false; self.editor.lines().count()];
        for thought in self.thoughts().1.iter().filter(|thought| !self.may_be_shown(thought)) {
            let end = (thought.first + thought.lines).min(hidden.len());
            hidden[thought.first..end].fill(true);
        }
        hidden
    }
}

/// Draws the text without the lines that stay hidden, as if they were not there, and one word for all of them below it:
/// nobody can count what they may not see. The caret waits at that word while it is in one of them.
pub fn draw(
    model: &Model,
    writing: &Writing,
    hidden: &[bool],
    look: &dyn Fn(usize, &str) -> LineLook,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Drawn {
    let style = text_style(model.theme);
    let drawn = writing.editor.render(area, canvas.buf, &style, look);
    let is_hidden = |line: usize| hidden.get(line).copied().unwrap_or(false);
    if !hidden.contains(&true) || area.is_empty() {
        return drawn;
    }
    // Drawn once more where there is room for all of it, hidden lines and all, and taken from there.
    let columns = usize::from(area.width.max(1));
    let rows_of = |text: &str| text::wrap_starts(text, columns).len();
    let lines = writing.editor.lines().enumerate().filter(|(n, _)| is_hidden(*n));
    let hidden_rows = lines.map(|(_, line)| rows_of(&line.text)).fold(0_usize, usize::saturating_add);
    let height = usize::from(area.height).saturating_add(hidden_rows).min(usize::from(MOST_ROWS.max(area.height)));
    let tall = Rect { y: 0, height: height as u16, ..area };
    let mut aside = Buffer::empty(tall);
    let all = writing.editor.render(tall, &mut aside, &style, look);
    let shown: Vec<VisibleRow> = all.rows.iter().filter(|row| !is_hidden(row.line)).copied().collect();
    let room = usize::from(area.height - 1);
    let top = drawn.rows.first().map_or(0, |row| row.line);
    let caret_row = all.caret.and_then(|(_, y)| shown.iter().position(|row| row.y == y));
    let mut first = shown.iter().position(|row| row.line >= top).unwrap_or(0).min(shown.len().saturating_sub(room));
    if let Some(at) = caret_row {
        first = first.min(at).max((at + 1).saturating_sub(room));
    }
    frame::clear(area, canvas.buf);
    let mut rows = Vec::with_capacity(room);
    for (y, row) in (area.top()..area.bottom().saturating_sub(1)).zip(&shown[first.min(shown.len())..]) {
        for x in area.left()..area.right() {
            canvas.buf[(x, y)] = aside[(x, row.y)].clone();
        }
        rows.push(VisibleRow { y, ..*row });
    }
    let below = area.top() + rows.len() as u16;
    draw_over(model, true, Rect { y: below, height: 1, ..area }, canvas);
    let caret = caret_row.and_then(|at| {
        let (x, _) = all.caret?;
        Some((x, rows.get(at.checked_sub(first)?)?.y))
    });
    Drawn { caret: caret.or(Some((area.left(), below))), rows, ..drawn }
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
