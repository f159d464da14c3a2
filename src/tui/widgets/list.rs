//! A list that asks only for the rows it shows: items may be several lines high and carry headings, the chosen one
//! stays in sight with some context around it.

use super::put::Put;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

/// How many rows stay visible before and after the chosen item, where there is room.
const CONTEXT: usize = 3;

/// A list as it was drawn.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub area: Rect,
    /// The first item shown.
    pub offset: usize,
    /// For each row of the area the item in it.
    pub rows: Vec<Option<usize>>,
    /// For a text that is only read: how many of its rows did not fit.
    pub beyond: usize,
}

impl Listed {
    /// The item drawn at this cell.
    pub fn item_at(&self, x: u16, y: u16) -> Option<usize> {
        if !self.area.contains((x, y).into()) {
            return None;
        }
        self.rows.get(usize::from(y - self.area.y)).copied().flatten()
    }
}

/// One item, drawn.
#[derive(Default)]
pub struct Item {
    /// Lines above it that belong to no item: a group's heading.
    pub head: Vec<Line<'static>>,
    pub body: Vec<Line<'static>>,
}

impl Item {
    pub fn line(line: impl Into<Line<'static>>) -> Self {
        Self { head: Vec::new(), body: vec![line.into()] }
    }

    pub fn height(&self) -> usize {
        self.head.len() + self.body.len()
    }
}

/// Signs that there is more above and below.
pub type More = [&'static str; 2];

/// What is in the list and which of it is chosen.
pub struct List<'a> {
    pub len: usize,
    pub chosen: Option<usize>,
    /// How the chosen item looks.
    pub style: Style,
    /// The first item that the last frame showed.
    pub offset: usize,
    /// What stands beside the first and the last row where there is more above and below.
    pub more: More,
    pub item: &'a dyn Fn(usize) -> Item,
}

/// Draws the list and says what is where.
pub fn draw(list: &List<'_>, area: Rect, buf: &mut Buffer) -> Listed {
    let mut listed = Listed { area, rows: vec![None; usize::from(area.height)], ..Listed::default() };
    if list.len == 0 || area.height == 0 || area.width == 0 {
        return listed;
    }
    listed.offset = first_shown(list, usize::from(area.height));
    let mut y = 0;
    marked(list.more[0], listed.offset > 0, area, area.y, buf);
    for i in listed.offset..list.len {
        let item = (list.item)(i);
        let (head, chosen) = (item.head.len(), list.chosen == Some(i));
        for (n, line) in item.head.into_iter().chain(item.body).enumerate() {
            if y == listed.rows.len() {
                marked(list.more[1], true, area, area.bottom() - 1, buf);
                return listed;
            }
            let row = Rect { y: area.y + y as u16, height: 1, ..area };
            buf.put_line(row.x, row.y, &line, row.width);
            if n >= head {
                listed.rows[y] = Some(i);
                if chosen {
                    buf.set_style(row, list.style);
                }
            }
            y += 1;
        }
    }
    listed
}

/// A sign right beside the list, where nothing stands.
pub(super) fn marked(sign: &str, is_more: bool, area: Rect, y: u16, buf: &mut Buffer) {
    let beside = Position { x: area.right(), y };
    if is_more && buf.cell(beside).is_some_and(|cell| cell.symbol() == " ") {
        buf.put_string(beside.x, beside.y, sign, Style::new().add_modifier(Modifier::DIM));
    }
}

/// The first item to show, so that the chosen one is whole in sight and, where there is room, the ones around it.
fn first_shown(list: &List<'_>, height: usize) -> usize {
    let Some(chosen) = list.chosen.map(|c| c.min(list.len - 1)) else { return list.offset.min(list.len - 1) };
    let heights = |from: usize, to: usize| (from..to).map(|i| (list.item)(i).height()).sum::<usize>();
    let own = (list.item)(chosen).height();
    let context = CONTEXT.min(height.saturating_sub(own) / 2);
    // The latest offset that leaves `context` rows above, and the earliest that leaves them below.
    let latest = back_from(list, chosen, context);
    let after = heights(chosen + 1, (chosen + 1 + context).min(list.len)).min(context);
    let earliest = back_from(list, chosen, height.saturating_sub(own + after));
    let fits = |offset: usize| heights(offset, chosen) + own <= height;
    let mut offset = list.offset.clamp(earliest.min(latest), latest);
    while offset < chosen && !fits(offset) {
        offset += 1;
    }
    offset
}

/// The first of the items before `chosen` that fit together into `rows`.
fn back_from(list: &List<'_>, chosen: usize, rows: usize) -> usize {
    let (mut first, mut left) = (chosen, rows);
    while first > 0 {
        let height = (list.item)(first - 1).height();
        if height > left {
            break;
        }
        left -= height;
        first -= 1;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(len: usize, chosen: usize, offset: usize, height: u16) -> Listed {
        let item = |i: usize| Item { head: Vec::new(), body: vec![Line::raw(format!("{i}")); 1 + i % 2] };
        let list = List { len, chosen: Some(chosen), style: Style::new(), offset, more: ["^", "v"], item: &item };
        let area = Rect::new(0, 0, 8, height);
        let mut buf = Buffer::empty(Rect { width: 9, ..area });
        let listed = draw(&list, area, &mut buf);
        let last = listed.rows.iter().flatten().max().copied().unwrap_or(0);
        let whole = listed.rows.iter().filter(|row| **row == Some(last)).count() == 1 + last % 2;
        let at_end = last + 1 == len && whole;
        assert_eq!(buf[(8, 0)].symbol() == "^", listed.offset > 0, "{chosen} from {offset} at height {height}");
        assert_eq!(buf[(8, height - 1)].symbol() == "v", !at_end, "{chosen} from {offset} at height {height}");
        listed
    }

    #[test]
    fn the_chosen_item_is_always_in_sight() {
        for height in 2..12 {
            for chosen in 0..30 {
                for offset in [0, 5, 29] {
                    let listed = shown(30, chosen, offset, height);
                    let rows = listed.rows.iter().filter(|r| **r == Some(chosen)).count();
                    assert_eq!(rows, 1 + chosen % 2, "{chosen} from {offset} at height {height}");
                }
            }
        }
    }

    #[test]
    fn a_small_move_does_not_scroll() {
        assert_eq!(shown(30, 6, 2, 12).offset, 2);
        assert_eq!(shown(30, 5, 2, 12).offset, 2);
    }
}
