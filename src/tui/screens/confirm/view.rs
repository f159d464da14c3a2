//! Drawing the question.

use ratatui::layout::Rect;

use super::Confirm;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::widgets::frame;

pub fn draw(model: &Model, confirm: &Confirm, area: Rect, canvas: &mut Canvas<'_>) {
    let width = area.width.saturating_sub(4).min(64);
    let rows = text::wrap_text(&confirm.question, usize::from(width.saturating_sub(4)));
    let place = frame::centred(frame::above_hints(area), width, rows.len() as u16 + 2);
    frame::clear(place, canvas.buf);
    let inner = frame::pane(&model.lang.t("confirm-title"), "", true, model.theme, place, canvas.buf);
    for (y, row) in (inner.top()..inner.bottom()).zip(rows) {
        canvas.buf.set_stringn(inner.x + 1, y, row, usize::from(inner.width - 1), model.theme.text());
    }
}
