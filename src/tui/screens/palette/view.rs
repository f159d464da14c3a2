//! Drawing the palette.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Palette;
use crate::text;
use crate::tui::canvas::{Canvas, text_style};
use crate::tui::input::command::Command;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::editor::LineLook;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};

pub fn draw(model: &Model, palette: &Palette, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    let body = Rect { height: area.height - 1, ..area };
    let height = (palette.found.len().max(1) as u16 + 4).min(body.height.saturating_sub(2)).max(6);
    let place = frame::centred(body, frame::comfortable(body.width, 72), height);
    frame::clear(place, canvas.buf);
    let inner = frame::pane(&model.lang.t("palette-title"), "", true, theme, place, canvas.buf);
    canvas.buf.set_string(inner.x + 1, inner.y, theme.sign(Sign::Cursor), theme.accent());
    let field = Rect { x: inner.x + 3, width: inner.width.saturating_sub(4), height: 1, ..inner };
    canvas.caret = palette.input.render(field, canvas.buf, &text_style(theme), &|_, _| LineLook::default()).caret;
    let rows = Rect {
        x: inner.x + 1,
        y: inner.y + 2,
        width: inner.width.saturating_sub(2),
        height: inner.height.saturating_sub(2),
    };
    if palette.found.is_empty() {
        canvas.buf.set_stringn(rows.x, rows.y, model.lang.t("palette-nothing"), usize::from(rows.width), theme.dim());
        return;
    }
    let item = |i: usize| Item::line(row(model, palette.found[i], usize::from(rows.width)));
    let list = List {
        len: palette.found.len(),
        chosen: Some(palette.chosen),
        style: theme.selected(),
        offset: palette.offset,
        item: &item,
    };
    canvas.measured.overlay = list::draw(&list, rows, canvas.buf);
}

fn row(model: &Model, command: &Command, width: usize) -> Line<'static> {
    let keys: Vec<String> = model.keymap.keys(command.id).iter().map(|k| k.shown(model.theme.ascii)).collect();
    let keys = keys.join(" ");
    let scope = model.lang.t(&format!("scope-{}", command.scope.key()));
    let right = format!("{scope}  {}", text::pad_left(&keys, 9));
    let room = width.saturating_sub(text::columns(&right) + 1);
    Line::from(vec![
        Span::raw(text::pad(&model.lang.t(&command.words()), room)),
        Span::styled(format!(" {right}"), model.theme.dim()),
    ])
}
