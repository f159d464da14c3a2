//! How many rows what is in a pane takes, so that the panes can be as high as what they hold.

use ratatui::layout::Rect;

use super::view::about_key;
use super::{Pane, card, rows};
use crate::text;
use crate::tui::layout;
use crate::tui::model::Model;

/// Columns of a pane beside its content: two of its frame, two that stay empty.
const BESIDE: u16 = 4;
/// Rows that an empty pane takes for its sentence.
const EMPTY: usize = 3;
/// The share of a column that sessions take at most: the note below them says more.
const SESSIONS: usize = 40;

/// What is inside the frame of a pane, without the columns that stay empty.
pub fn inside(area: Rect) -> Rect {
    let (width, height) = (area.width.saturating_sub(BESIDE), area.height.saturating_sub(2));
    Rect { x: area.x + 2, y: area.y + 1, width, height }
}

/// The rows of a pane of so many columns with its frame, counted no further than `limit`.
pub fn rows(model: &Model, pane: Pane, width: u16, limit: u16) -> u16 {
    let inner = usize::from(width.saturating_sub(BESIDE).max(1));
    let (len, _) = model.desk.list_of(pane);
    let list = if len == 0 { EMPTY } else { list_rows(model, pane, inner, limit) };
    let rows = match pane {
        Pane::Pairs => list + with_gap(card::told(model, inner, model.size.0 >= layout::WIDE), inner),
        Pane::Mentor => {
            let about = model.desk.chosen_key().map(|key| about_key(model, key)).unwrap_or_default();
            list + with_gap(about, inner) + 2
        }
        Pane::Sessions => list.min((usize::from(limit) * SESSIONS / 100).max(6)),
        // What was caught in between waits; what was promised does not.
        Pane::Later => list.min((usize::from(limit) / 4).max(4)),
        Pane::Promises | Pane::Lines | Pane::Goals => list,
    };
    u16::try_from(rows).unwrap_or(u16::MAX).min(limit)
}

fn with_gap<T>(told: Vec<(String, T)>, width: usize) -> usize {
    let rows: usize = told.iter().map(|(words, _)| text::wrap_text(words, width).len()).sum();
    rows + usize::from(rows > 0)
}

/// The rows of the list alone with nothing shortened; more than `limit` are not counted.
pub fn list_rows(model: &Model, pane: Pane, width: usize, limit: u16) -> usize {
    let (len, _) = model.desk.list_of(pane);
    match pane {
        Pane::Pairs | Pane::Sessions => len,
        Pane::Mentor if !model.desk.key_open => len,
        Pane::Promises | Pane::Later | Pane::Lines | Pane::Goals | Pane::Mentor => {
            let mut counted = 0;
            for i in 0..len {
                counted += rows::row(model, pane, i, width, true).height();
                if counted > usize::from(limit) {
                    break;
                }
            }
            counted
        }
    }
}
