//! Roles, and how each looks. Only here does a colour have a name. The default theme uses the terminal's own sixteen
//! colours, so that it looks right on dark, light and tinted terminals; without colour everything is told apart by
//! weight and by sign.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::checklist::TickState;
use crate::domain::{EntryKind, EntryState};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub colour: bool,
    /// Fine lines and signs take two columns here, or somebody asked for plain ones.
    pub ascii: bool,
}

impl Theme {
    pub fn text(self) -> Style {
        Style::new()
    }

    /// What is there but secondary.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    fn hue(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    /// The one accent: the frame and the title of the pane in focus.
    pub fn accent(self) -> Style {
        self.hue(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// The day that is today.
    pub fn today(self) -> Style {
        self.accent().add_modifier(Modifier::UNDERLINED)
    }

    /// The frame of a pane that is not in focus.
    pub fn frame(self) -> Style {
        self.dim()
    }

    /// The chosen row of the pane in focus.
    pub fn selected(self) -> Style {
        self.hue(Color::Cyan).add_modifier(Modifier::REVERSED)
    }

    /// The chosen row of a pane that is not in focus.
    pub fn remembered(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Selected text.
    pub fn marked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// What a search found.
    pub fn found(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// A key in a hint.
    pub fn key(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Damage, and what could not be saved. Never time that passed.
    pub fn damage(self) -> Style {
        self.hue(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// How far something has come.
    pub fn progress(self) -> Style {
        self.hue(Color::Green)
    }

    /// The sign of a line of this kind.
    pub fn kind_sign(self, kind: EntryKind) -> Style {
        match kind {
            EntryKind::Fact => self.dim(),
            EntryKind::Action => self.hue(Color::Cyan).add_modifier(Modifier::BOLD),
            EntryKind::Decision => self.hue(Color::Green).add_modifier(Modifier::BOLD),
            EntryKind::Learning | EntryKind::Growth => self.hue(Color::Magenta).add_modifier(Modifier::BOLD),
            EntryKind::Question | EntryKind::Opportunity | EntryKind::Idea => {
                self.hue(Color::Blue).add_modifier(Modifier::BOLD)
            }
            EntryKind::Reading | EntryKind::Concern => self.dim(),
            _ => self.strong(),
        }
    }

    /// The words of a line of this kind.
    pub fn kind_text(self, kind: EntryKind) -> Style {
        match kind {
            EntryKind::Reading => Style::new().add_modifier(Modifier::ITALIC),
            _ => self.text(),
        }
    }

    /// The words of an action, by what became of it.
    pub fn state_text(self, state: EntryState) -> Style {
        if state == EntryState::Open { self.text() } else { self.dim() }
    }

    /// How frames are drawn.
    pub fn border(self) -> ratatui::symbols::border::Set<'static> {
        if self.ascii { ASCII } else { ratatui::symbols::border::ROUNDED }
    }

    /// A sign in its fine or its plain form.
    pub fn sign(self, sign: Sign) -> &'static str {
        let (fine, plain) = match sign {
            Sign::Vertical => ("│", "|"),
            Sign::Horizontal => ("─", "-"),
            Sign::Cursor => ("▸", ">"),
            Sign::Ellipsis => ("…", ".."),
            Sign::Dot => ("·", "-"),
            Sign::Full => ("█", "#"),
            Sign::Rest => ("░", "."),
            Sign::Arrow => ("→", "->"),
            Sign::Held => ("●", "*"),
            Sign::Planned => ("○", "o"),
            Sign::CheckIn => ("✓", "v"),
            Sign::Feels => ("◆", "#"),
            Sign::Above => ("↑", "^"),
            Sign::Below => ("↓", "v"),
            Sign::Due => ("!", "!"),
        };
        if self.ascii { plain } else { fine }
    }

    /// Beside a list: there is more above, and below.
    pub fn more(self) -> [&'static str; 2] {
        [self.sign(Sign::Above), self.sign(Sign::Below)]
    }

    /// A line of little bars for a series, oldest first, at most `width` columns; the lowest bar is `low`, the highest
    /// `high`, or what in the series lies beyond them.
    pub fn sparkline(self, series: &[f64], width: usize, (low, high): (f64, f64)) -> String {
        const FINE: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        const PLAIN: [&str; 8] = ["_", "_", ".", ".", "-", "-", "=", "="];
        let shown = &series[series.len().saturating_sub(width)..];
        let low = shown.iter().copied().fold(low, f64::min);
        let high = shown.iter().copied().fold(high, f64::max);
        let bars = if self.ascii { PLAIN } else { FINE };
        let height = |v: &f64| if high > low { ((v - low) / (high - low) * 7.0).round() as usize } else { 3 };
        shown.iter().map(|v| bars[height(v).min(7)]).collect()
    }

    /// A checkbox. The same on every terminal.
    pub fn checkbox(self, state: TickState) -> &'static str {
        match state {
            TickState::Done => "[x]",
            TickState::Open => "[ ]",
            TickState::Na => "[-]",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Vertical,
    Horizontal,
    Cursor,
    Ellipsis,
    Dot,
    Full,
    Rest,
    Arrow,
    /// A session that was held, one that is planned.
    Held,
    Planned,
    /// A check-in of a goal.
    CheckIn,
    /// How a key felt.
    Feels,
    /// There is more in this direction.
    Above,
    Below,
    /// A day on which something is due.
    Due,
}

const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
