//! A frame under way: what the views draw on, and what they find out while drawing.

use ratatui::buffer::Buffer;

use super::model::Measured;
use super::theme::Theme;
use super::widgets::editor::EditorStyle;

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
