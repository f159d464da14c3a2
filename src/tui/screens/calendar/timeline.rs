//! The timeline: a row for each month with sessions, newest first.

use crate::domain::calendar::{MonthRow, Timeline};
use crate::domain::ids::PairId;
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

use super::choose;

/// How many months are read at first, and how many more when the end is near.
const WINDOW: usize = 60;
/// So near is near.
const NEAR: usize = 20;

pub struct MonthList {
    /// `None`: the sessions of all pairs.
    pub pair: Option<PairId>,
    /// `None` before the journal has answered.
    months: Option<Vec<MonthRow>>,
    /// There may be older ones.
    more: bool,
    window: usize,
    pub chosen: usize,
    pub offset: usize,
    /// How many rows the last frame had.
    pub page: usize,
}

impl MonthList {
    fn new(pair: Option<PairId>) -> Self {
        Self { pair, months: None, more: false, window: WINDOW, chosen: 0, offset: 0, page: 0 }
    }

    pub fn query(&self) -> Query {
        Query::Timeline { pair: self.pair, limit: self.window }
    }

    pub fn months(&self) -> Option<&[MonthRow]> {
        self.months.as_deref()
    }
}

pub const COMMANDS: &[Command] = &[
    row("timeline.go", Scope::Timeline, &["enter"], Shows::Hint(1), Does::Looks, has_month, enter),
    row("timeline.down", Scope::Timeline, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("timeline.up", Scope::Timeline, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("timeline.page-down", Scope::Timeline, &["pagedown", "ctrl-d"], Shows::Help, Does::Looks, always, |m| {
        pages(m, 1)
    }),
    row("timeline.page-up", Scope::Timeline, &["pageup", "ctrl-u"], Shows::Help, Does::Looks, always, |m| pages(m, -1)),
    row("timeline.first", Scope::Timeline, &["g", "home"], Shows::Help, Does::Looks, always, |m| step(m, isize::MIN)),
    row("timeline.last", Scope::Timeline, &["G", "end"], Shows::Help, Does::Looks, always, |m| step(m, isize::MAX)),
    row("timeline.close", Scope::Timeline, &["esc"], Shows::Hint(2), Does::Looks, always, close),
];

/// Opens the timeline over the calendar, for the same pairs.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = super::seen(model).map(|calendar| calendar.pair) else { return Vec::new() };
    let line = MonthList::new(pair);
    let query = line.query();
    model.overlays.push(Overlay::Timeline(line));
    vec![model.read(query)]
}

fn found(model: &mut Model) -> Option<&mut MonthList> {
    model.overlays.iter_mut().find_map(|o| if let Overlay::Timeline(l) = o { Some(l) } else { None })
}

pub fn seen(model: &Model) -> Option<&MonthList> {
    model.overlays.iter().find_map(|o| if let Overlay::Timeline(l) = o { Some(l) } else { None })
}

pub fn arrived(model: &mut Model, timeline: Timeline) {
    let Some(line) = found(model).filter(|l| l.pair == timeline.pair) else { return };
    (line.months, line.more) = (Some(timeline.months), timeline.more);
    line.chosen = line.chosen.min(line.months.as_ref().map_or(0, Vec::len).saturating_sub(1));
    leave_out(model);
}

/// Of one pair or of all from now on.
pub fn turn_to(model: &mut Model, pair: Option<PairId>) {
    if let Some(line) = found(model) {
        *line = MonthList::new(pair);
    }
}

/// How a key feels is for nobody else's eyes.
pub fn leave_out(model: &mut Model) {
    if !model.shares_screen() {
        return;
    }
    let months = found(model).and_then(|line| line.months.as_mut());
    months.into_iter().flatten().for_each(|row| row.ratings = 0);
}

fn has_month(model: &Model) -> bool {
    seen(model).and_then(MonthList::months).is_some_and(|months| !months.is_empty())
}

/// Back in the calendar, at the last day with a session in the chosen month.
fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(line) = found(model) else { return Vec::new() };
    let day = line.months().and_then(|months| months.get(line.chosen)).map(|row| row.newest);
    close(model);
    day.map_or_else(Vec::new, |day| choose(model, day))
}

/// To another month; more are read when the end is near.
fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(line) = found(model) else { return Vec::new() };
    let len = line.months().map_or(0, <[_]>::len);
    line.chosen = line.chosen.saturating_add_signed(by).min(len.saturating_sub(1));
    if !line.more || line.chosen + NEAR < len {
        return Vec::new();
    }
    line.window = len + WINDOW;
    let query = line.query();
    vec![model.read(query)]
}

fn pages(model: &mut Model, by: isize) -> Vec<Effect> {
    let rows = found(model).map_or(1, |line| line.page.saturating_sub(1).max(1));
    step(model, by * isize::try_from(rows).unwrap_or(1))
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.retain(|o| !matches!(o, Overlay::Timeline(_)));
    Vec::new()
}
