//! Words on the screen, as wide as the terminal draws them. Everything that is drawn outside the editor comes through
//! here: ratatui counts a sign of ambiguous width as one cell, and some terminals draw it in two.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::style::Style;
use ratatui::text::Line;

use crate::text;

pub trait Put {
    /// A line of spans, at most so many columns of it.
    fn put_line(&mut self, x: u16, y: u16, line: &Line<'_>, width: u16);

    /// A text, at most so many columns of it.
    fn put_stringn(&mut self, x: u16, y: u16, text: impl AsRef<str>, width: usize, style: Style);

    /// A text up to the edge.
    fn put_string(&mut self, x: u16, y: u16, text: impl AsRef<str>, style: Style) {
        self.put_stringn(x, y, text, usize::MAX, style);
    }
}

impl Put for Buffer {
    fn put_line(&mut self, x: u16, y: u16, line: &Line<'_>, width: u16) {
        let end = x.saturating_add(width).min(self.area.right());
        let mut at = x;
        for span in &line.spans {
            at = put(self, (at, y), end, &span.content, line.style.patch(span.style));
        }
    }

    fn put_stringn(&mut self, x: u16, y: u16, text: impl AsRef<str>, width: usize, style: Style) {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        let end = x.saturating_add(width).min(self.area.right());
        put(self, (x, y), end, text.as_ref(), style);
    }
}

/// Draws the clusters of a text that fit before `end`; returns the column behind them.
fn put(buf: &mut Buffer, (mut x, y): (u16, u16), end: u16, text: &str, style: Style) -> u16 {
    if y < buf.area.top() || y >= buf.area.bottom() {
        return x;
    }
    for (_, cluster) in text::clusters(text) {
        if cluster.contains(char::is_control) {
            continue;
        }
        let width = text::grapheme_columns(cluster) as u16;
        if width == 0 {
            continue;
        }
        if x + width > end {
            break;
        }
        for covered in x..x + width {
            let cell = &mut buf[(covered, y)];
            // What stood there before may have been of another width.
            cell.diff_option = CellDiffOption::None;
            cell.set_symbol(" ").set_style(style);
        }
        let cell = &mut buf[(x, y)];
        cell.set_symbol(cluster);
        if cluster.cell_width() != width
            && let Some(width) = NonZeroU16::new(width)
        {
            cell.diff_option = CellDiffOption::ForcedWidth(width);
        }
        x += width;
    }
    x
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::text::Span;

    use super::*;

    fn row(buf: &Buffer) -> String {
        (0..buf.area.width).map(|x| buf[(x, 0)].symbol()).collect()
    }

    #[test]
    fn what_is_drawn_takes_the_columns_that_are_counted() {
        for wide in [false, true] {
            text::ambiguous_are_wide(wide);
            for words in ["one … two", "① 面談 → x", "ｶﾞ ×±", "👨‍👩‍👧 é", "plain"] {
                let area = Rect::new(0, 0, 30, 1);
                let mut buf = Buffer::empty(area);
                let line = Line::from(vec![Span::raw(words), Span::raw("|")]);
                buf.put_line(0, 0, &line, 30);
                let end = text::columns(words) as u16;
                assert_eq!(buf[(end, 0)].symbol(), "|", "{words} {wide}: {:?}", row(&buf));
                let mut cut = Buffer::empty(area);
                cut.put_stringn(0, 0, words, 5, Style::new());
                assert!((5..30).all(|x| cut[(x, 0)].symbol() == " "), "{words} {wide}: {:?}", row(&cut));
            }
        }
        text::ambiguous_are_wide(false);
    }
}
