//! Rows whose columns stand below each other, measured as a terminal draws them.

use super::output::{Ink, Out};
use crate::text;

/// The widest that a column gets, unless it is the last one.
const WIDEST: usize = 40;
const GAP: &str = "  ";

pub struct Cell {
    text: String,
    ink: Ink,
}

/// A part that matters.
pub fn plain(text: impl AsRef<str>) -> Cell {
    Cell { text: text::term_safe_line(text.as_ref()).into_owned(), ink: Ink::Plain }
}

/// A part that helps, such as an id.
pub fn dim(text: impl AsRef<str>) -> Cell {
    Cell { ink: Ink::Dim, ..plain(text) }
}

#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<Cell>>,
    indent: usize,
}

impl Table {
    /// A table that stands `indent` columns to the right.
    pub fn indented(indent: usize) -> Self {
        Self { rows: Vec::new(), indent }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Prints the rows. The last part of a row is never cut, and nothing stands behind it.
    pub fn print(self, out: &mut Out) {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| text::columns(&cell.text)).max().unwrap_or(0).min(WIDEST)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let indent = " ".repeat(self.indent);
        for row in &self.rows {
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0);
            let mut fitted = vec![(indent.clone(), Ink::Plain)];
            for (column, cell) in row.iter().enumerate().take(last + 1) {
                // A column that is empty everywhere takes no room.
                if widths[column] == 0 {
                    continue;
                }
                let text = if column == last { cell.text.clone() } else { text::pad(&cell.text, widths[column]) + GAP };
                fitted.push((text, cell.ink));
            }
            let parts: Vec<(&str, Ink)> = fitted.iter().map(|(text, ink)| (text.as_str(), *ink)).collect();
            out.parts(&parts);
        }
    }
}
