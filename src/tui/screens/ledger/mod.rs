//! The promises of a pair, both ways: how they stand, and what came of each.

pub mod view;

use std::cmp::Reverse;

use crate::domain::ids::{EntryId, PairId};
use crate::domain::ledger::made_at;
use crate::domain::views::{Ledger, LedgerRow};
use crate::domain::{Entry, EntryState, Owner};
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::screens::desk::commands::undo;
use crate::tui::screens::desk::promises::{done, settled, settling};

/// Which of the promises are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Filter {
    #[default]
    All,
    Open,
    Mine,
    Theirs,
}

impl Filter {
    const ALL: [Self; 4] = [Self::All, Self::Open, Self::Mine, Self::Theirs];

    /// What both have promised belongs to either.
    fn shows(self, entry: &Entry) -> bool {
        match self {
            Self::All => true,
            Self::Open => entry.state == EntryState::Open,
            Self::Mine => entry.owner != Owner::Partner,
            Self::Theirs => entry.owner != Owner::Me,
        }
    }
}

pub struct Promises {
    pub pair: PairId,
    /// `None` before the journal has answered.
    ready: Option<Ledger>,
    filter: Filter,
    /// The places of the promises that the filter shows, newest first.
    shown: Vec<usize>,
    chosen: Option<EntryId>,
    /// Where the chosen one was, for when it is gone from the list.
    place: usize,
    pub offset: usize,
    /// How many rows of the list the last frame had.
    pub page: usize,
}

impl Promises {
    fn new(pair: PairId) -> Self {
        let (filter, shown) = (Filter::default(), Vec::new());
        Self { pair, ready: None, filter, shown, chosen: None, place: 0, offset: 0, page: 0 }
    }

    fn sift(&mut self) {
        let promises = self.ready.as_ref().map_or(&[][..], |l| &l.promises);
        let fits = |i: &usize| self.filter.shows(&promises[*i].promise.entry);
        self.shown = (0..promises.len()).filter(fits).collect();
        // The promises of one note stay in its order.
        self.shown.sort_by_cached_key(|i| Reverse(made_at(&promises[*i].promise)));
        let chosen = self.chosen;
        let kept = self.shown.iter().position(|i| Some(promises[*i].promise.entry.id) == chosen);
        self.choose(kept.unwrap_or(self.place));
    }

    fn choose(&mut self, place: usize) {
        self.place = place.min(self.shown.len().saturating_sub(1));
        self.chosen = self.row(self.place).map(|r| r.promise.entry.id);
    }

    /// The promise in this row of the list.
    fn row(&self, place: usize) -> Option<&LedgerRow> {
        self.ready.as_ref()?.promises.get(*self.shown.get(place)?)
    }
}

pub const COMMANDS: &[Command] = &[
    row("ledger.origin", Scope::Ledger, &["enter"], Shows::Hint(1), Does::Looks, has_origin, origin),
    row("ledger.done", Scope::Ledger, &["d"], Shows::Hint(3), Does::Writes, has_promise, |m| done(m, chosen)),
    row("ledger.tried", Scope::Ledger, &["t"], Shows::Hint(4), Does::Writes, has_promise, |m| {
        settling(m, chosen, EntryState::Tried)
    }),
    row("ledger.partly", Scope::Ledger, &["f"], Shows::Hint(5), Does::Writes, has_promise, |m| {
        settling(m, chosen, EntryState::Partly)
    }),
    row("ledger.drop", Scope::Ledger, &["-"], Shows::Hint(7), Does::Writes, has_promise, |m| {
        settled(m, chosen, EntryState::Dropped)
    }),
    row("ledger.reopen", Scope::Ledger, &["o"], Shows::Hint(6), Does::Writes, is_settled, |m| {
        settled(m, chosen, EntryState::Open)
    }),
    row("ledger.filter", Scope::Ledger, &["tab", "l", "right"], Shows::Hint(2), Does::Looks, always, |m| turn(m, 1)),
    row("ledger.filter-back", Scope::Ledger, &["shift-tab", "h", "left"], Shows::Help, Does::Looks, always, |m| {
        turn(m, -1)
    }),
    row("ledger.down", Scope::Ledger, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("ledger.up", Scope::Ledger, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("ledger.page-down", Scope::Ledger, &["pagedown", "ctrl-d"], Shows::Help, Does::Looks, always, |m| pages(m, 1)),
    row("ledger.page-up", Scope::Ledger, &["pageup", "ctrl-u"], Shows::Help, Does::Looks, always, |m| pages(m, -1)),
    row("ledger.first", Scope::Ledger, &["g", "home"], Shows::Help, Does::Looks, always, |m| step(m, isize::MIN)),
    row("ledger.last", Scope::Ledger, &["G", "end"], Shows::Help, Does::Looks, always, |m| step(m, isize::MAX)),
    row("ledger.undo", Scope::Ledger, &["u"], Shows::Hint(8), Does::Writes, always, undo),
    row("ledger.close", Scope::Ledger, &["esc"], Shows::Hint(9), Does::Looks, always, close),
];

/// Opens the ledger of a pair.
pub fn open(model: &mut Model, pair: PairId) -> Vec<Effect> {
    model.overlays.push(Overlay::Ledger(Promises::new(pair)));
    vec![model.read(Query::Ledger(pair))]
}

pub fn arrived(model: &mut Model, ready: Ledger) {
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::Ledger(l) = o { Some(l) } else { None });
    if let Some(ledger) = open.filter(|l| l.pair == ready.pair) {
        ledger.ready = Some(ready);
        ledger.sift();
    }
    leave_out(model);
}

/// While somebody else sees the screen, the promises that the partner may not see are not there, nor what was learned.
pub fn leave_out(model: &mut Model) {
    if !model.shares_screen() {
        return;
    }
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::Ledger(l) = o { Some(l) } else { None });
    let Some(ledger) = open else { return };
    if let Some(ready) = &mut ledger.ready {
        ready.promises.retain(|row| row.promise.entry.may_be_shown());
        ready.promises.iter_mut().for_each(|row| row.promise.entry.learned = None);
    }
    ledger.sift();
}

fn shown(model: &mut Model) -> Option<&mut Promises> {
    match model.overlays.last_mut() {
        Some(Overlay::Ledger(ledger)) => Some(ledger),
        _ => None,
    }
}

fn chosen(model: &Model) -> Option<&Entry> {
    match model.overlays.last() {
        Some(Overlay::Ledger(ledger)) => ledger.row(ledger.place).map(|r| &r.promise.entry),
        _ => None,
    }
}

fn has_promise(model: &Model) -> bool {
    chosen(model).is_some()
}

fn has_origin(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.session.is_some())
}

fn is_settled(model: &Model) -> bool {
    chosen(model).is_some_and(|e| e.state != EntryState::Open)
}

/// Goes to the session in which the promise was made, at its line.
fn origin(model: &mut Model) -> Vec<Effect> {
    let Some((line, Some(session))) = chosen(model).map(|e| (e.id, e.session)) else { return Vec::new() };
    model.overlays.pop();
    model.go_to_line(session, line)
}

fn turn(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(ledger) = shown(model) {
        let (len, now) = (Filter::ALL.len(), Filter::ALL.iter().position(|f| *f == ledger.filter).unwrap_or(0));
        ledger.filter = Filter::ALL[(now + len).saturating_add_signed(by) % len];
        ledger.sift();
    }
    Vec::new()
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(ledger) = shown(model) {
        ledger.choose(ledger.place.saturating_add_signed(by));
    }
    Vec::new()
}

fn pages(model: &mut Model, by: isize) -> Vec<Effect> {
    let rows = shown(model).map_or(1, |l| l.page.saturating_sub(1).max(1));
    step(model, by * isize::try_from(rows).unwrap_or(1))
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
