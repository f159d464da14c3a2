//! Where the panes of the desk go, by the size of the terminal.

use ratatui::layout::{Constraint, Layout, Rect};

use super::screens::desk::Pane;

/// The smallest terminal on which the desk makes sense: columns, rows.
pub const SMALLEST: (u16, u16) = (60, 16);
/// Whether the desk makes sense on a terminal of this size.
pub fn fits(size: (u16, u16)) -> bool {
    size.0 >= SMALLEST.0 && size.1 >= SMALLEST.1
}

/// From this width on the panes lie beside each other; below it they are tabs.
const WIDE: u16 = 110;

/// The panes of one frame.
#[derive(Default)]
pub struct Places {
    pub header: Rect,
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

pub fn places(area: Rect, focus: Pane) -> Places {
    if area.width >= WIDE { wide(area) } else { narrow(area, focus) }
}

fn wide(area: Rect) -> Places {
    let [header, body, hints] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(0), Constraint::Length(1)]).areas(area);
    // The middle column holds prose and takes most of what a large terminal has to give.
    let side = (area.width / 5).clamp(25, 36);
    let right = (area.width * 35 / 100).clamp(40, 60);
    let [left, middle, right] =
        Layout::horizontal([Constraint::Length(side), Constraint::Min(0), Constraint::Length(right)]).areas(body);
    let [pairs, promises, later] =
        Layout::vertical([Constraint::Ratio(3, 10), Constraint::Min(0), Constraint::Ratio(1, 4)]).areas(left);
    let [sessions, lines] = Layout::vertical([Constraint::Ratio(1, 3), Constraint::Min(0)]).areas(middle);
    let [goals, mentor] = Layout::vertical([Constraint::Ratio(2, 5), Constraint::Min(0)]).areas(right);
    let panes = vec![
        (Pane::Pairs, pairs),
        (Pane::Promises, promises),
        (Pane::Later, later),
        (Pane::Sessions, sessions),
        (Pane::Lines, lines),
        (Pane::Goals, goals),
        (Pane::Mentor, mentor),
    ];
    Places { header, tabs: None, panes, hints }
}

fn narrow(area: Rect, focus: Pane) -> Places {
    let [header, tabs, body, hints] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(2), Constraint::Min(0), Constraint::Length(1)])
            .areas(area);
    let shown = TABS.iter().find(|(_, panes)| panes.contains(&focus)).map_or(&[][..], |(_, panes)| *panes);
    let panes = match shown {
        [first, second] => {
            let [above, below] = Layout::vertical([Constraint::Ratio(2, 5), Constraint::Min(0)]).areas(body);
            vec![(*first, above), (*second, below)]
        }
        _ => shown.iter().map(|pane| (*pane, body)).collect(),
    };
    Places { header, tabs: Some(tabs), panes, hints }
}
