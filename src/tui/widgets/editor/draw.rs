//! Drawing, without changing anything.

use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Editor;
use super::layout::{Layout, RowPosition};
use super::position::Span;
use super::scroll::Viewport;
use crate::text::{advance, clusters, columns, columns_from, grapheme_columns, is_breaking_blank, safe_cluster};

/// How the parts of an editor look. Later ones are laid over earlier ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct EditorStyle {
    /// All cells.
    pub text: Style,
    /// The rows after the end of the text.
    pub after_end: Style,
    /// Pictures that stand for control characters.
    pub control: Style,
    /// Where the needle occurs.
    pub found: Style,
    /// What is selected.
    pub selection: Style,
}

/// How one line looks, laid over [`EditorStyle::text`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineLook {
    /// The rows of the line, over the whole width.
    pub line: Style,
    /// Parts of the line, in bytes of its text.
    pub parts: Vec<(Range<usize>, Style)>,
}

/// What drawing found out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Drawn {
    /// The cell for the terminal's own cursor; `None` while the caret is scrolled out of view.
    pub caret: Option<(u16, u16)>,
    /// Size of the drawn area, for [`Editor::set_viewport`].
    pub width: u16,
    pub height: u16,
    /// The rows that show text, from top to bottom.
    pub rows: Vec<VisibleRow>,
    /// Is there text above or below what is shown?
    pub more_above: bool,
    pub more_below: bool,
    /// Is there more of a single line at the left or at the right?
    pub more_left: bool,
    pub more_right: bool,
}

/// A row on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VisibleRow {
    /// The row of the buffer.
    pub y: u16,
    /// The line shown, counted from 0.
    pub line: usize,
    /// Is it the first of the line's rows?
    pub is_first: bool,
    /// Cells used, at most the width.
    pub columns: u16,
}

/// One row about to be drawn.
struct Row<'a> {
    text: &'a str,
    /// Where the row begins in its line.
    start: usize,
    /// Cells hidden at the left.
    left: usize,
    area: Rect,
}

/// What decides the style of a cluster in one line.
struct Paint<'a> {
    style: &'a EditorStyle,
    look: LineLook,
    found: Vec<Range<usize>>,
    selected: Range<usize>,
    line_break_selected: bool,
}

impl Editor {
    /// Draws the part in view into `area` and nothing outside it. `decorate` says how each visible line looks.
    pub fn render(
        &self,
        area: Rect,
        buf: &mut Buffer,
        style: &EditorStyle,
        decorate: &dyn Fn(usize, &str) -> LineLook,
    ) -> Drawn {
        let area = area.intersection(buf.area);
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        if area.is_empty() {
            return Drawn { width: area.width, height: area.height, ..Drawn::default() };
        }
        let layout = self.layout_for(width);
        let measured = Viewport { width, height, ..self.viewport };
        let view = measured.following(layout, self.cursor.caret, self.is_single_line);
        blank(buf, area, style.text.patch(style.after_end));

        let last = layout.last_row();
        let mut rows: Vec<VisibleRow> = Vec::with_capacity(height);
        let mut at = view.top;
        let mut paint = None;
        for y in area.top()..area.bottom() {
            let indent = (layout.indent(at) as u16).min(area.width);
            let row_area = Rect { x: area.x + indent, y, width: area.width - indent, height: 1 };
            if rows.last().is_none_or(|above| above.line != at.line) {
                paint = Some(self.paint(at.line, style, decorate));
            }
            let range = layout.row_range(at);
            let row = Row { text: layout.row_text(at), start: range.start, left: view.left, area: row_area };
            let ends_line =
                range.end == self.document.text_of(at.line).len() && at.row + 1 == layout.row_count(at.line);
            let used = indent + paint.as_ref().map_or(0, |paint| paint.row(&row, ends_line, buf));
            rows.push(VisibleRow { y, line: at.line, is_first: at.row == 0, columns: used });
            if at == last {
                break;
            }
            at = layout.down(at, 1);
        }
        Drawn {
            caret: self.caret_cell(layout, view, area),
            width: area.width,
            height: area.height,
            more_above: view.top != RowPosition::default(),
            more_below: rows.len() == height && layout.down(view.top, height - 1) != last,
            more_left: view.left > 0,
            more_right: self.is_single_line && columns(layout.row_text(view.top)) > view.left + width,
            rows,
        }
    }

    fn caret_cell(&self, layout: Layout<'_>, view: Viewport, area: Rect) -> Option<(u16, u16)> {
        let (row, column) = layout.locate(self.cursor.caret);
        let below_top = layout.distance(view.top, row, view.height);
        if row < view.top || below_top >= view.height {
            return None;
        }
        // Before a blank that hangs over the edge, the caret waits on the last cell.
        let from_left = column.saturating_sub(view.left).min(view.width.saturating_sub(1));
        let x = area.left().saturating_add(u16::try_from(from_left).ok()?);
        let y = area.top().saturating_add(u16::try_from(below_top).ok()?);
        Some((x, y))
    }

    fn paint<'a>(&self, line: usize, style: &'a EditorStyle, decorate: &dyn Fn(usize, &str) -> LineLook) -> Paint<'a> {
        let text = self.document.text_of(line);
        let selection = self.cursor.selection();
        let selected = selection.map_or(0..0, |span: Span| span.on_line(line, text.len()));
        let line_break_selected = selection.is_some_and(|span| span.start.line <= line && line < span.end.line);
        Paint { style, look: decorate(line, text), found: self.matches_in(line), selected, line_break_selected }
    }
}

impl Paint<'_> {
    /// Draws one row and answers with the cells it uses.
    fn row(&self, row: &Row<'_>, ends_line: bool, buf: &mut Buffer) -> u16 {
        let base = self.style.text.patch(self.look.line);
        blank(buf, row.area, base);
        let right = row.left + usize::from(row.area.width);
        let row_end = row.start + row.text.len();
        let touches = |range: &Range<usize>| range.start < row_end && range.end > row.start;
        let parts = self.look.parts.iter().filter(|(range, _)| touches(range)).collect::<Vec<_>>();
        let found = self.found.iter().filter(|range| touches(range)).collect::<Vec<_>>();
        let mut column = 0;
        for (offset, cluster) in clusters(row.text) {
            if column >= right {
                break;
            }
            let byte = row.start + offset;
            let mut style = base;
            for (_, part) in parts.iter().filter(|(range, _)| range.contains(&byte)) {
                style = style.patch(*part);
            }
            if cluster.contains(char::is_control) && cluster != "\t" {
                style = style.patch(self.style.control);
            }
            if found.iter().any(|range| range.contains(&byte)) {
                style = style.patch(self.style.found);
            }
            if self.selected.contains(&byte) {
                style = style.patch(self.style.selection);
            }
            column = row.put(cluster, column, style, buf);
        }
        if ends_line && self.line_break_selected && column >= row.left && column < right {
            row.fill(column..column + 1, base.patch(self.style.selection), buf);
        }
        u16::try_from(column.saturating_sub(row.left)).map_or(row.area.width, |used| used.min(row.area.width))
    }
}

impl Row<'_> {
    /// Draws a cluster at `column` as far as it is in view, and answers with the column after it.
    fn put(&self, cluster: &str, column: usize, style: Style, buf: &mut Buffer) -> usize {
        let next = advance(column, cluster);
        let right = self.left + usize::from(self.area.width);
        if column < self.left || is_breaking_blank(cluster) {
            // Half of a wide letter is no letter: the cell at the edge stays blank.
            self.fill(column..next, style, buf);
        } else if next > right {
            // Only a pane narrower than the cluster comes here.
            self.fill(column..right, style, buf);
        } else {
            let mut at = column;
            for (_, part) in clusters(&safe_cluster(cluster)) {
                self.set(part, at, style, buf);
                at = columns_from(at, part);
            }
        }
        next
    }

    fn set(&self, part: &str, column: usize, style: Style, buf: &mut Buffer) {
        let width = grapheme_columns(part);
        self.fill(column..column + width, style, buf);
        let Some(cell) = self.x(column).and_then(|x| buf.cell_mut((x, self.area.y))) else { return };
        cell.set_symbol(part);
        // ratatui measures half-width sound marks differently; what we measured is what terminals draw.
        if usize::from(part.cell_width()) != width
            && let Some(width) = u16::try_from(width).ok().and_then(NonZeroU16::new)
        {
            cell.diff_option = CellDiffOption::ForcedWidth(width);
        }
    }

    /// Blank cells in `style`, where the columns are in view.
    fn fill(&self, columns: Range<usize>, style: Style, buf: &mut Buffer) {
        let right = self.left + usize::from(self.area.width);
        for column in columns.start.max(self.left)..columns.end.min(right) {
            if let Some(cell) = self.x(column).and_then(|x| buf.cell_mut((x, self.area.y))) {
                cell.set_symbol(" ").set_style(style);
            }
        }
    }

    /// The buffer's column, `None` outside the area.
    fn x(&self, column: usize) -> Option<u16> {
        let offset = u16::try_from(column.checked_sub(self.left)?).ok()?;
        (offset < self.area.width).then(|| self.area.x.saturating_add(offset))
    }
}

/// Empties `area`, whatever was drawn there before.
fn blank(buf: &mut Buffer, area: Rect, style: Style) {
    for position in area.positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.reset();
            cell.set_style(style);
        }
    }
}
