//! Drawing the question, with the keys that answer it: whatever stands in the bottom line, they are in sight.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Confirm;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::input::command;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::put::Put;

/// Columns of a question that leaves room around itself.
const WIDTH: u16 = 64;

pub fn draw(model: &Model, confirm: &Confirm, area: Rect, canvas: &mut Canvas<'_>) {
    let body = frame::above_hints(area);
    let question = text::term_safe_line(&confirm.question.words(model.lang)).into_owned();
    let wrapped = |width: u16| text::wrap_text(&question, usize::from(width.saturating_sub(4)));
    let room = usize::from(body.height.saturating_sub(2));
    let narrow = area.width.saturating_sub(4).min(WIDTH);
    // The frame, a blank row and the keys.
    let width = if wrapped(narrow).len() + 2 <= room { narrow } else { area.width };
    let mut rows: Vec<String> = wrapped(width).into_iter().map(str::to_owned).collect();
    let most = room.saturating_sub(1).max(1);
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            let room = usize::from(width.saturating_sub(5));
            let ellipsis = model.theme.sign(Sign::Ellipsis);
            *last = format!("{}{ellipsis}", text::truncate_with(last, room.saturating_sub(1), ""));
        }
    } else if rows.len() < most {
        rows.push(String::new());
    }
    let place = frame::centred(body, width, rows.len() as u16 + 3);
    frame::clear(place, canvas.buf);
    let inner = frame::pane(&model.lang.t("confirm-title"), "", true, model.theme, place, canvas.buf);
    let inside = usize::from(inner.width.saturating_sub(1));
    for (y, row) in (inner.top()..inner.bottom()).zip(&rows) {
        canvas.buf.put_stringn(inner.x + 1, y, row, inside, model.theme.text());
    }
    if inner.height > 0 {
        canvas.buf.put_line(inner.x + 1, inner.bottom() - 1, &keys(model), inside as u16);
    }
}

/// What answers it.
fn keys(model: &Model) -> Line<'static> {
    let offered = super::COMMANDS.iter().filter(|command| command.is_offered(model));
    let told = offered.flat_map(|command: &command::Command| {
        let key = model.keymap.keys(command.id).first().map(|key| key.shown(model.theme.ascii)).unwrap_or_default();
        let words = model.lang.t(&command.words()).into_owned();
        [Span::styled(key, model.theme.key()), Span::styled(format!(" {words}   "), model.theme.dim())]
    });
    Line::from(told.collect::<Vec<_>>())
}
