//! A text that is only read: wrapped to its width, scrolled by rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::list::{Listed, More, marked};
use super::put::Put;

/// How far a text is scrolled, and how far it can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    pub top: usize,
    /// Rows of the text that did not fit at once, as of the last frame.
    beyond: usize,
    page: usize,
}

impl Scroll {
    pub fn by(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.beyond);
    }

    pub fn pages(&mut self, pages: isize) {
        let rows = isize::try_from(self.page.saturating_sub(1).max(1)).unwrap_or(1);
        self.by(pages.saturating_mul(rows));
    }

    /// Takes over what the last frame measured.
    pub fn measured(&mut self, listed: &Listed) {
        self.page = listed.rows.len();
        self.beyond = listed.beyond;
        self.top = self.top.min(self.beyond);
    }
}

/// Draws the rows from the scrolled one on, with a sign beside them where there are more.
pub fn draw(rows: &[Line<'_>], scroll: Scroll, more: More, area: Rect, buf: &mut Buffer) -> Listed {
    let beyond = rows.len().saturating_sub(usize::from(area.height));
    let top = scroll.top.min(beyond);
    for (y, row) in (area.top()..area.bottom()).zip(&rows[top..]) {
        buf.put_line(area.x, y, row, area.width);
    }
    if area.height > 0 {
        marked(more[0], top > 0, area, area.y, buf);
        marked(more[1], top < beyond, area, area.bottom() - 1, buf);
    }
    Listed { area, offset: top, rows: vec![None; usize::from(area.height)], beyond }
}
