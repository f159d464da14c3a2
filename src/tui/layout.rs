//! Where the panes of the desk go, by the size of the terminal and by what they hold.

use ratatui::layout::{Constraint, Layout, Rect, Spacing};

use super::screens::desk::Pane;

/// The smallest terminal on which the desk makes sense: columns, rows.
pub const SMALLEST: (u16, u16) = (60, 16);
/// Whether the desk makes sense on a terminal of this size.
pub fn fits(size: (u16, u16)) -> bool {
    size.0 >= SMALLEST.0 && size.1 >= SMALLEST.1
}

/// From this width on the panes lie beside each other; below it they are tabs.
pub const WIDE: u16 = 110;
/// Rows of a frame.
const FRAME: u16 = 2;
/// The fewest rows of a pane with its frame.
const LEAST: u16 = 4;
/// Panes beside and above each other share the line between them.
const SHARED: Spacing = Spacing::Overlap(1);

/// The panes of one frame.
#[derive(Default)]
pub struct Places {
    pub header: Rect,
    /// What the pair is about, on wide terminals.
    pub about: Option<Rect>,
    /// The row of tabs and the rule below it, on narrow terminals.
    pub tabs: Option<Rect>,
    pub panes: Vec<(Pane, Rect)>,
    pub hints: Rect,
}

/// The tabs of a narrow terminal, in the order of their digits, each with the panes it shows.
pub const TABS: [(Pane, &[Pane]); 5] = [
    (Pane::Sessions, &[Pane::Sessions, Pane::Lines]),
    (Pane::Goals, &[Pane::Goals]),
    (Pane::Mentor, &[Pane::Mentor]),
    (Pane::Pairs, &[Pane::Pairs]),
    (Pane::Promises, &[Pane::Promises, Pane::Later]),
];

/// `rows`: how many rows what is in a pane takes at a width, counted no further than a limit.
pub fn places(area: Rect, focus: Pane, rows: &dyn Fn(Pane, u16, u16) -> u16) -> Places {
    if area.width >= WIDE { wide(area, rows) } else { narrow(area, focus, rows) }
}

fn wide(area: Rect, content: &dyn Fn(Pane, u16, u16) -> u16) -> Places {
    let rows = [Constraint::Length(1), Constraint::Length(1), Constraint::Min(0), Constraint::Length(1)];
    let [header, about, body, hints] = Layout::vertical(rows).areas(area);
    // The middle column holds prose and takes most of what a large terminal has to give.
    let side = (area.width / 5).clamp(25, 36);
    let right = (area.width * 35 / 100).clamp(40, 60);
    let [left, middle, right] =
        Layout::horizontal([Constraint::Length(side), Constraint::Min(0), Constraint::Length(right)])
            .spacing(SHARED)
            .areas(body);
    let mut panes = stacked(left, &[Pane::Pairs, Pane::Promises, Pane::Later], Pane::Promises, content);
    panes.extend(stacked(middle, &[Pane::Sessions, Pane::Lines], Pane::Lines, content));
    panes.extend(stacked(right, &[Pane::Goals, Pane::Mentor], Pane::Mentor, content));
    Places { header, about: Some(about), tabs: None, panes, hints }
}

fn narrow(area: Rect, focus: Pane, rows: &dyn Fn(Pane, u16, u16) -> u16) -> Places {
    let [header, tabs, body, hints] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(2), Constraint::Min(0), Constraint::Length(1)])
            .areas(area);
    let shown = TABS.iter().find(|(_, panes)| panes.contains(&focus)).map_or(&[][..], |(_, panes)| *panes);
    let panes = match shown {
        [Pane::Promises, ..] => stacked(body, shown, Pane::Promises, rows),
        [_, rest] => stacked(body, shown, *rest, rows),
        _ => shown.iter().map(|pane| (*pane, body)).collect(),
    };
    Places { header, about: None, tabs: Some(tabs), panes, hints }
}

/// Panes above each other, as high as what they hold as far as there is room; what is left over goes to one of them.
fn stacked(area: Rect, panes: &[Pane], rest: Pane, rows: &dyn Fn(Pane, u16, u16) -> u16) -> Vec<(Pane, Rect)> {
    let wanted: Vec<u16> =
        panes.iter().map(|pane| rows(*pane, area.width, area.height).saturating_add(FRAME).max(LEAST)).collect();
    let rest = panes.iter().position(|pane| *pane == rest).unwrap_or(0);
    let shared = u16::try_from(panes.len().saturating_sub(1)).unwrap_or(0);
    let heights = shared_out(area.height + shared, &wanted, rest);
    let rects = Layout::vertical(heights.into_iter().map(Constraint::Length)).spacing(SHARED).split(area);
    panes.iter().copied().zip(rects.iter().copied()).collect()
}

/// Shares rows out: to everybody what they need at least, then one by one to whoever wants more and has least, and what
/// nobody wants to `rest`.
fn shared_out(rows: u16, wanted: &[u16], rest: usize) -> Vec<u16> {
    let mut given: Vec<u16> = wanted.iter().map(|wanted| LEAST.min(*wanted)).collect();
    let mut left = rows.saturating_sub(given.iter().sum());
    while left > 0 {
        let hungry = (0..given.len()).filter(|i| given[*i] < wanted[*i]).min_by_key(|i| given[*i]);
        let Some(one) = hungry else { break };
        given[one] += 1;
        left -= 1;
    }
    if let Some(rest) = given.get_mut(rest) {
        *rest += left;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_where_they_are_wanted() {
        for (rows, wanted, rest, expected) in [
            // Enough for all: the rest goes where it does no harm.
            (30, vec![5, 8, 4], 1, vec![5, 21, 4]),
            // Too little: nobody starves, and who wants little gets it.
            (30, vec![5, 80, 80], 1, vec![5, 13, 12]),
            (30, vec![80, 80, 4], 1, vec![13, 13, 4]),
            (12, vec![80, 80, 80], 0, vec![4, 4, 4]),
            (20, vec![9, 200], 1, vec![9, 11]),
        ] {
            let given = shared_out(rows, &wanted, rest);
            assert_eq!(given, expected, "{rows} {wanted:?}");
        }
    }

    #[test]
    fn panes_fill_the_screen_and_share_their_edges() {
        for (width, height) in [(60, 16), (80, 24), (109, 30), (110, 16), (120, 36), (200, 50), (300, 100)] {
            for focus in Pane::ALL {
                for wanted in [0, 3, 40, u16::MAX] {
                    let area = Rect::new(0, 0, width, height);
                    let places = places(area, focus, &|_, _, limit| wanted.min(limit));
                    let body = places
                        .panes
                        .iter()
                        .fold(Rect::ZERO, |all: Rect, (_, rect)| if all.is_empty() { *rect } else { all.union(*rect) });
                    let top = places.tabs.or(places.about).map_or(1, |above| above.bottom());
                    assert_eq!(body, Rect::new(0, top, width, height - top - 1), "{width}x{height} {wanted}");
                    for (n, (pane, rect)) in places.panes.iter().enumerate() {
                        assert!(rect.height >= 3, "{pane:?} {rect:?} at {width}x{height}");
                        for (_, other) in &places.panes[n + 1..] {
                            let both = rect.intersection(*other);
                            assert!(both.is_empty() || both.width == 1 || both.height == 1, "{rect:?} {other:?}");
                        }
                    }
                }
            }
        }
    }
}
