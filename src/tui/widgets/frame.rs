//! Frames and popups that stay whole over Japanese text.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Widget};

use super::put::Put;
use crate::text;
use crate::tui::theme::Theme;

/// The corner of a plain frame.
const CORNER: &str = "+";
/// Columns that are left to the name of a pane before the word beside it gives way.
const LEAST_NAME: usize = 6;

/// A framed pane with its name at the left and one small word at the right. Returns what is inside.
pub fn pane(title: &str, word: &str, focused: bool, theme: Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let inner = border(focused, theme, area, buf);
    name(title, word, focused, theme, area, buf);
    inner
}

/// The frame alone; where it lies on the line of another one the two are joined. Returns what is inside.
pub fn border(focused: bool, theme: Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let style = if focused { theme.accent() } else { theme.frame() };
    let block = Block::new().borders(Borders::ALL).border_set(theme.border()).border_style(style);
    let inner = block.inner(area);
    if theme.ascii {
        // A corner stays one, whichever line goes through it.
        let corners: Vec<Position> = area.positions().filter(|at| buf[*at].symbol() == CORNER).collect();
        block.render(area, buf);
        corners.into_iter().filter(|at| !inner.contains(*at)).for_each(|at| {
            buf[at].set_symbol(CORNER);
        });
    } else {
        block.merge_borders(MergeStrategy::Fuzzy).render(area, buf);
    }
    inner
}

/// Whether a name stands in the upper line of a frame uncut, with the word beside it.
pub fn has_room(title: &str, word: &str, area: Rect) -> bool {
    let beside = if word.is_empty() { 0 } else { text::columns(word) + 3 };
    text::columns(title) + beside + 4 <= usize::from(area.width)
}

/// What stands in the upper line of a frame.
pub fn name(title: &str, word: &str, focused: bool, theme: Theme, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(4);
    // Who may see it is told even where the name gets short, unless nothing would be left of the name.
    let word = if text::columns(word) + 3 + LEAST_NAME > room { "" } else { word };
    let word_width = text::columns(word);
    let title = text::truncate(title, room.saturating_sub(if word.is_empty() { 0 } else { word_width + 3 }));
    let name_style = if focused { theme.accent() } else { theme.strong() };
    if area.width > 4 && area.height > 0 {
        buf.put_line(
            area.x + 1,
            area.y,
            &Line::from(vec![Span::styled(format!(" {title} "), name_style)]),
            area.width - 2,
        );
        if !word.is_empty() {
            let x = area.right() - 3 - word_width as u16;
            buf.put_line(x, area.y, &Line::from(Span::styled(format!(" {word} "), theme.dim())), word_width as u16 + 2);
        }
    }
}

/// A framed page in the middle of a screen, `widest` columns wide at most and as high as there is room above the line of
/// hints. Returns what is inside, one column away from the frame.
pub fn page(title: &str, word: &str, widest: u16, theme: Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let body = above_hints(area);
    popup(title, word, (comfortable(body.width, widest), body.height), theme, body, buf)
}

/// The same of a given size, in columns and rows with the frame, in the middle of `body`.
pub fn popup(title: &str, word: &str, size: (u16, u16), theme: Theme, body: Rect, buf: &mut Buffer) -> Rect {
    let place = centred(body, size.0, size.1);
    clear(place, buf);
    let inner = pane(title, word, true, theme, place, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// A screen without its last row, where the hints stand.
pub fn above_hints(area: Rect) -> Rect {
    Rect { height: area.height - 1, ..area }
}

/// Empties an area for a popup. A wide character that reaches into it from the left goes too: half of one would take
/// the popup's border away.
pub fn clear(area: Rect, buf: &mut Buffer) {
    if area.left() > buf.area.left() {
        for y in area.top()..area.bottom() {
            let beside = (area.left() - 1, y);
            if buf[beside].symbol().cell_width() > 1 {
                buf[beside].set_symbol(" ");
            }
        }
    }
    Clear.render(area, buf);
}

/// The width of a popup that would like `wished` columns: all there are where only shreds would stay beside it.
pub fn comfortable(available: u16, wished: u16) -> u16 {
    if available < wished + 8 { available } else { wished }
}

/// A rectangle of at most this size in the middle of `area`.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}
