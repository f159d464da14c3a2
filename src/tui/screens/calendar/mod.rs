//! Travelling by date: the months with their sessions, a day with what was on it before, and the timeline.

mod cells;
mod commands;
pub mod timeline;
pub mod timeline_view;
pub mod view;

pub use commands::COMMANDS;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::calendar::{Dated, DayCount, DayCounts, DayPage, DueOn, Month, Nearest};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::moment::days_until;
use crate::tui::effect::{Effect, Query};
use crate::tui::model::Model;
use crate::tui::screens::desk::Pane;
use crate::tui::screens::{Overlay, form};

/// How many months are read: the chosen one, the one before and the one after.
const MONTHS: i32 = 3;

pub struct Calendar {
    /// `None`: the sessions of all pairs.
    pub pair: Option<PairId>,
    /// The chosen day.
    pub day: NaiveDate,
    days: BTreeMap<NaiveDate, DayCount>,
    /// What is due in the months that are read, earliest first.
    due: Vec<DueOn>,
    /// What the journal has answered last about a day.
    page: Option<DayPage>,
    /// The place in the list below, when one chooses among its sessions.
    picked: Option<usize>,
}

impl Calendar {
    fn new(pair: Option<PairId>, day: NaiveDate) -> Self {
        Self { pair, day, days: BTreeMap::new(), due: Vec::new(), page: None, picked: None }
    }

    /// The months side by side, the chosen one in the middle.
    fn first_month(&self) -> Month {
        Month::of(self.day).shifted(-1)
    }

    fn queries(&self) -> [Query; 2] {
        let (pair, day) = (self.pair, self.day);
        [Query::DayCounts { pair, first: self.first_month(), months: MONTHS }, Query::DayPage { pair, day }]
    }

    /// The chosen day with its sessions, once they are here.
    fn page(&self) -> Option<&DayPage> {
        self.page.as_ref().filter(|page| page.day == self.day)
    }

    /// The sessions one can go to from here: those of the day, then those remembered.
    fn listed(&self) -> impl Iterator<Item = &Dated> {
        let page = self.page().into_iter();
        page.flat_map(|page| page.sessions.iter().chain(page.earlier.iter().map(|r| &r.dated)))
    }

    /// What is due in the month of the chosen day.
    fn due_this_month(&self) -> impl Iterator<Item = &DueOn> {
        let month = Month::of(self.day);
        self.due.iter().filter(move |due| Month::of(due.day) == month)
    }

    /// How many sessions there are on the day, and how many are remembered.
    fn lengths(&self) -> (usize, usize) {
        self.page().map_or((0, 0), |page| (page.sessions.len(), page.earlier.len()))
    }
}

/// Opens the calendar of the chosen pair at today.
fn open(model: &mut Model) -> Vec<Effect> {
    let pair = model.desk.pair_view().map(|v| v.pair.id);
    let calendar = Calendar::new(pair, model.now.wall.date_naive());
    let queries = calendar.queries();
    model.overlays.push(Overlay::Calendar(calendar));
    queries.into_iter().map(|query| model.read(query)).collect()
}

fn found(model: &mut Model) -> Option<&mut Calendar> {
    model.overlays.iter_mut().find_map(|o| if let Overlay::Calendar(c) = o { Some(c) } else { None })
}

fn seen(model: &Model) -> Option<&Calendar> {
    model.overlays.iter().find_map(|o| if let Overlay::Calendar(c) = o { Some(c) } else { None })
}

/// Chooses a day, and reads what hangs on it.
fn choose(model: &mut Model, day: NaiveDate) -> Vec<Effect> {
    let Some(calendar) = found(model) else { return Vec::new() };
    let turned = Month::of(day) != Month::of(calendar.day);
    (calendar.day, calendar.picked) = (day, None);
    let [counts, page] = calendar.queries();
    let mut effects = vec![model.read(page)];
    if turned {
        effects.push(model.read(counts));
    }
    effects
}

/// Of one pair or of all from now on: everything is read again.
fn turn_to(model: &mut Model, pair: Option<PairId>) -> Vec<Effect> {
    if let Some(calendar) = found(model) {
        *calendar = Calendar::new(pair, calendar.day);
    }
    timeline::turn_to(model, pair);
    read_again(model)
}

/// Reads again what the calendar and the timeline show.
pub fn read_again(model: &mut Model) -> Vec<Effect> {
    let mut queries: Vec<Query> = seen(model).map(Calendar::queries).into_iter().flatten().collect();
    queries.extend(timeline::seen(model).map(timeline::MonthList::query));
    queries.into_iter().map(|query| model.read(query)).collect()
}

pub fn counts_arrived(model: &mut Model, counts: DayCounts) {
    if let Some(calendar) = found(model).filter(|c| c.pair == counts.pair) {
        calendar.days = counts.days.into_iter().collect();
        calendar.due = counts.due;
    }
}

pub fn page_arrived(model: &mut Model, page: DayPage) {
    let shared = model.shares_screen();
    let Some(calendar) = found(model).filter(|c| c.pair == page.pair) else { return };
    calendar.page = Some(page);
    let (here, earlier) = calendar.lengths();
    calendar.picked = calendar.picked.filter(|_| here + earlier > 0).map(|place| place.min(here + earlier - 1));
    if shared {
        hide_openings(calendar);
    }
}

/// The first words of a note may be anybody's.
fn hide_openings(calendar: &mut Calendar) {
    let Some(page) = &mut calendar.page else { return };
    let dated = page.sessions.iter_mut().chain(page.earlier.iter_mut().map(|r| &mut r.dated));
    dated.for_each(|d| d.opening.clear());
}

/// While somebody else sees the screen, only the chosen pair is there.
pub fn leave_out(model: &mut Model) -> Vec<Effect> {
    let pair = model.desk.pair_view().map(|v| v.pair.id);
    let other = seen(model).is_some_and(|calendar| calendar.pair != pair);
    if let Some(calendar) = found(model) {
        hide_openings(calendar);
    }
    timeline::leave_out(model);
    if other { turn_to(model, pair) } else { Vec::new() }
}

/// Asks which day to go to.
fn ask_for_day(model: &mut Model) -> Vec<Effect> {
    let of_calendar = seen(model).map(|calendar| calendar.pair);
    let pair = of_calendar.unwrap_or_else(|| model.desk.pair_view().map(|v| v.pair.id));
    form::open(model, form::day::go_to(pair))
}

/// The session nearest to the wished day is known: the calendar goes to its day, the desk to the session itself.
pub fn nearest_arrived(model: &mut Model, nearest: Nearest) -> Vec<Effect> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let wished = lang.full_day(nearest.day, today);
    let Some(session) = nearest.session else {
        let said = lang.fill("jump-nothing", [("day", wished.into())]);
        model.say(said);
        return if seen(model).is_some() { choose(model, nearest.day) } else { Vec::new() };
    };
    let day = session.at.date_naive();
    let away = days_until(nearest.day, day);
    if away != 0 {
        let id = if away > 0 { "jump-later" } else { "jump-earlier" };
        let found = lang.full_day(day, today);
        let said = lang.fill(id, [("day", wished.into()), ("found", found.into()), ("n", away.abs().into())]);
        model.say(said);
    }
    if seen(model).is_some() { choose(model, day) } else { go(model, session.pair, session.id) }
}

/// Leaves the calendar for a session on the desk, of whatever pair.
fn go(model: &mut Model, pair: PairId, session: SessionId) -> Vec<Effect> {
    model.overlays.clear();
    model.desk.focus = Pane::Sessions;
    if model.desk.pair_view().is_none_or(|v| v.pair.id != pair) {
        let Some(place) = model.desk.pairs.iter().position(|v| v.pair.id == pair) else { return Vec::new() };
        // What a pair shows at first is not asked for: the session is, below.
        model.choose(Pane::Pairs, place);
    }
    model.go_to_session(session)
}
