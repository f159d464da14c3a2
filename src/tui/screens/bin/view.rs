//! Drawing the bin.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Bin;
use crate::domain::views::{BinItem, Binned};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

pub fn draw(model: &Model, bin: &Bin, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let inner = frame::page(&lang.t("bin-title"), "", 92, theme, area, canvas.buf);
    let Some(items) = &bin.items else { return };
    if items.is_empty() {
        canvas.buf.put_stringn(inner.x, inner.y, lang.t("bin-is-empty"), usize::from(inner.width), theme.dim());
        return;
    }
    let item = |i: usize| Item::line(row(model, &items[i], usize::from(inner.width)));
    let chosen = Some(bin.chosen);
    let list =
        List { len: items.len(), chosen, style: theme.selected(), offset: bin.offset, more: theme.more(), item: &item };
    canvas.measured.overlay = list::draw(&list, inner, canvas.buf);
}

fn row(model: &Model, item: &BinItem, width: usize) -> Line<'static> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let what = lang.t(match item.what {
        Binned::Pair(_) => "binned-pair",
        Binned::Session(_) => "binned-session",
        Binned::Entry(_) => "binned-line",
        Binned::Goal(_) => "binned-goal",
        Binned::OwnItem(_) => "binned-item",
        Binned::OwnQuestion(_) => "binned-question",
    });
    let day = item.on.map(|d| lang.day(d, today));
    let right = [item.of.clone(), day].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let right = text::term_safe_line(&right).into_owned();
    let kind = text::pad(&what, 10);
    let room = width.saturating_sub(10 + text::columns(&right) + 1);
    let label = if item.locked { lang.t("line-locked") } else { text::term_safe_line(&item.label) };
    Line::from(vec![
        Span::styled(kind, model.theme.dim()),
        Span::raw(text::pad(&label, room)),
        Span::styled(format!(" {right}"), model.theme.dim()),
    ])
}
