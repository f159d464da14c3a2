//! A frame under way: what the views draw on, and what they find out while drawing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::model::Measured;
use super::theme::{Sign, Theme};
use super::widgets::editor::{Editor, EditorStyle, LineLook};
use super::widgets::put::Put;

pub struct Canvas<'a> {
    pub buf: &'a mut Buffer,
    pub measured: Measured,
    /// The cell of the terminal's own cursor: an input method's window follows it.
    pub caret: Option<(u16, u16)>,
}

/// How a text under the cursor looks; the same in every field.
pub fn text_style(theme: Theme) -> EditorStyle {
    EditorStyle {
        text: theme.text(),
        after_end: theme.text(),
        control: theme.dim(),
        found: theme.found(),
        selection: theme.marked(),
    }
}

/// Draws a text of one line that has the cursor, with a mark where it goes on beyond its field. Returns the cell of the caret.
pub fn draw_line(editor: &Editor, field: Rect, theme: Theme, buf: &mut Buffer) -> Option<(u16, u16)> {
    let drawn = editor.render(field, buf, &text_style(theme), &|_, _| LineLook::default());
    let cell = |x: u16| (x, field.y);
    let ends = [(drawn.more_left, field.x), (drawn.more_right, field.right().saturating_sub(1))];
    let mark = theme.sign(Sign::Ellipsis).chars().next().map(String::from).unwrap_or_default();
    for (_, x) in ends.into_iter().filter(|(is_cut, x)| *is_cut && drawn.width > 2 && drawn.caret != Some(cell(*x))) {
        buf.put_stringn(x, field.y, &mark, 1, theme.dim());
    }
    drawn.caret
}
