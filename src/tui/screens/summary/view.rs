//! Drawing the summary as it would leave.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Summary;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::widgets::{frame, scroll};

pub fn draw(model: &Model, summary: &Summary, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let inner = frame::page(&lang.t("summary-preview"), &lang.t("visibility-partner"), 92, theme, area, canvas.buf);
    let Some(ready) = &summary.ready else { return };
    let counts = lang.fill("summary-counts", [("shared", ready.shared.into()), ("kept", ready.kept.into())]);
    if !model.shares_screen() {
        canvas.buf.set_stringn(inner.x, inner.y, counts, usize::from(inner.width), theme.strong());
    }
    let page = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let width = usize::from(page.width);
    let rows: Vec<Line<'static>> = ready
        .markdown
        .lines()
        .flat_map(|line| {
            let style = if line.starts_with('#') { theme.strong() } else { theme.text() };
            let safe = text::term_safe_line(line);
            let rows = text::wrap_text(&safe, width.max(8)).into_iter();
            rows.map(|row| Line::from(Span::styled(row.to_owned(), style))).collect::<Vec<_>>()
        })
        .collect();
    canvas.measured.overlay = scroll::draw(&rows, summary.scroll, page, canvas.buf);
}
