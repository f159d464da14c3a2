//! The desk: pairs, what is promised, what waits, the sessions with the note of the chosen one, the goals, and the six
//! keys. This file is its state; each pane's commands stand in a file of their own.

mod card;
pub mod commands;
mod content;
pub mod goals;
pub mod lines;
pub mod mentor;
pub mod pairs;
pub mod promises;
mod rows;
pub mod sessions;
mod sharing;
pub mod view;

pub use rows::{key_name, stand};

use std::collections::HashMap;

use crate::domain::checklist::BoardKey;
use crate::domain::goal::GoalView;
use crate::domain::habit::{self, Proposal};
use crate::domain::ids::{EntryId, GoalId, PairId, SessionId};
use crate::domain::signals::Due;
use crate::domain::views::{Note, PairDesk, PairView, SessionRow, Traced, Window};
use crate::domain::{DateRules, Entry, Moment, checklist::BoardItem};
use crate::text::{self, Needle};
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::Scope;
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, calendar, note, summary};

/// How many sessions more there are when the end of the window is near.
const WINDOW: u32 = Window::PAGE;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    Pairs,
    Promises,
    Later,
    #[default]
    Sessions,
    /// The note of the chosen session, line by line.
    Lines,
    Goals,
    Mentor,
}

impl Pane {
    /// In the order in which Tab goes through them.
    pub const ALL: [Self; 7] =
        [Self::Pairs, Self::Promises, Self::Later, Self::Sessions, Self::Lines, Self::Goals, Self::Mentor];

    pub fn scope(self) -> Scope {
        match self {
            Self::Pairs => Scope::Pairs,
            Self::Promises => Scope::Promises,
            Self::Later => Scope::Later,
            Self::Sessions => Scope::Sessions,
            Self::Lines => Scope::Lines,
            Self::Goals => Scope::Goals,
            Self::Mentor => Scope::Mentor,
        }
    }
}

/// Which of a list is chosen: by identity, so that it survives every reload, and by place for when it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen<T> {
    pub id: Option<T>,
    place: usize,
}

impl<T> Default for Chosen<T> {
    fn default() -> Self {
        Self { id: None, place: 0 }
    }
}

impl<T: Copy + PartialEq> Chosen<T> {
    /// The place of the chosen one among `ids`; `None` in an empty list.
    pub fn place(&self, mut ids: impl ExactSizeIterator<Item = T>) -> Option<usize> {
        let len = ids.len();
        let found = self.id.and_then(|id| ids.position(|other| other == id));
        found.or_else(|| (len > 0).then(|| self.place.min(len - 1)))
    }

    pub fn choose(&mut self, place: usize, id: T) {
        *self = Self { id: Some(id), place };
    }
}

/// An end of the list of sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    First,
    Last,
}

/// A row of the MENTOR pane: a key, or an item of the key that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentorRow {
    Key(usize),
    Item(usize, usize),
}

#[derive(Default)]
pub struct Desk {
    /// The journal has answered for the first time.
    pub loaded: bool,
    pub pairs: Vec<PairView>,
    pub pair: Chosen<PairId>,
    pub data: Option<PairDesk>,
    /// Which of the sessions are to be here.
    pub window: Window,
    /// The session that begins now opens its note as soon as the journal has it.
    pub to_note: bool,
    /// The newest or the oldest session is to be chosen as soon as it is here.
    pub to_end: Option<End>,
    /// The note of the chosen session.
    pub note: Option<Note>,
    /// What is worth a look between meetings, in every pair, most useful first.
    pub due: Vec<Due>,
    pub focus: Pane,
    pub session: Chosen<SessionId>,
    pub line: Chosen<EntryId>,
    pub promise: Chosen<EntryId>,
    pub later: Chosen<EntryId>,
    pub goal: Chosen<GoalId>,
    pub key: usize,
    /// The item chosen in the open key.
    pub item: usize,
    /// The chosen key is open and shows its items.
    pub key_open: bool,
    /// Somebody else sees the screen.
    pub shared: bool,
    /// What was looked for last, as it was typed.
    pub last_search: String,
    /// What stays marked in the lines of a note after a search led there.
    pub needles: Vec<Needle>,
    /// Where each pane was scrolled to.
    pub offsets: HashMap<Pane, usize>,
}

/// So near to the end of the window the ones beyond are fetched.
const NEAR: usize = 20;

impl Desk {
    /// The window to have when the cursor is at `place`, where the present one ends too near to it.
    fn wider_window(&self, place: usize) -> Option<Window> {
        let data = self.data.as_ref()?;
        let len = data.sessions.len() as u32;
        if data.first > 0 && place < NEAR {
            let first = data.first.saturating_sub(WINDOW);
            return Some(Window::From { first, len: len + data.first - first });
        }
        let near_the_end = data.more && place + NEAR > data.sessions.len();
        near_the_end.then(|| Window::From { first: data.first, len: len + WINDOW })
    }

    /// Whether a line that is here lies sealed on the disk; what is not here may.
    pub fn is_sealed(&self, line: EntryId) -> bool {
        !self.entries().any(|entry| entry.id == line && !entry.raw.is_sealed())
    }

    /// The lines that are here.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.lines().iter().chain(self.for_later()).chain(self.promises().iter().map(|traced| &traced.entry))
    }

    /// Lets go of the words of sealed lines; everything stays where it is on the screen.
    pub fn lock_lines(&mut self) {
        self.note.iter_mut().flat_map(|note| &mut note.entries).for_each(Entry::lock);
        if let Some(data) = &mut self.data {
            data.note.iter_mut().flat_map(|note| &mut note.entries).for_each(Entry::lock);
            data.later.iter_mut().for_each(Entry::lock);
            data.actions.iter_mut().for_each(|promise| promise.entry.lock());
        }
        self.due.clear();
        self.needles.clear();
        // Let go of, not emptied: an emptied text keeps its bytes.
        self.last_search = String::new();
    }

    /// What of the journal is here is asked for again as it is; the list stays where it was on the screen.
    pub fn settle_window(&mut self, before: Option<u32>) {
        let Some(data) = &self.data else { return };
        let (first, len) = (data.first, (data.sessions.len() as u32).max(WINDOW));
        self.window = Window::From { first, len };
        if let (Some(before), Some(offset)) = (before, self.offsets.get_mut(&Pane::Sessions)) {
            *offset = (*offset + before as usize).saturating_sub(first as usize);
        }
    }

    /// What the partner of the chosen pair is called.
    pub fn partner(&self) -> String {
        self.pair_view().map(|view| self.name_of(view.pair.id)).unwrap_or_default()
    }

    /// What the partner of a pair is called.
    pub fn name_of(&self, pair: PairId) -> String {
        let view = self.pairs.iter().find(|view| view.pair.id == pair);
        view.map(|view| text::term_safe_line(&view.pair.name).into_owned()).unwrap_or_default()
    }

    pub fn pair_place(&self) -> Option<usize> {
        self.pair.place(self.pairs.iter().map(|v| v.pair.id))
    }

    pub fn pair_view(&self) -> Option<&PairView> {
        self.pairs.get(self.pair_place()?)
    }

    /// What is proposed for the next session of a pair.
    pub fn proposal(&self, pair: PairId, now: Moment, rules: DateRules) -> Proposal {
        let view = self.pairs.iter().find(|view| view.pair.id == pair);
        let data = self.data.as_ref().filter(|data| data.pair == pair);
        view.zip(data).map(|(view, data)| habit::propose(&view.pair, &data.habit, now, rules)).unwrap_or_default()
    }

    pub fn sessions(&self) -> &[SessionRow] {
        self.data.as_ref().map_or(&[], |d| &d.sessions)
    }

    pub fn session_place(&self) -> Option<usize> {
        self.session.place(self.sessions().iter().map(|r| r.session.id))
    }

    pub fn session_row(&self) -> Option<&SessionRow> {
        self.sessions().get(self.session_place()?)
    }

    /// The note of the chosen session, once it has arrived.
    pub fn chosen_note(&self) -> Option<&Note> {
        let id = self.session_row()?.session.id;
        self.note.as_ref().filter(|n| n.row.session.id == id)
    }

    pub fn lines(&self) -> &[Entry] {
        self.chosen_note().map_or(&[], |n| &n.entries)
    }

    pub fn line_place(&self) -> Option<usize> {
        self.line.place(self.lines().iter().map(|e| e.id))
    }

    pub fn chosen_line(&self) -> Option<&Entry> {
        self.lines().get(self.line_place()?)
    }

    /// Open promises, oldest first.
    pub fn promises(&self) -> &[Traced] {
        self.data.as_ref().map_or(&[], |d| &d.actions)
    }

    pub fn promise_place(&self) -> Option<usize> {
        self.promise.place(self.promises().iter().map(|a| a.entry.id))
    }

    pub fn chosen_promise(&self) -> Option<&Traced> {
        self.promises().get(self.promise_place()?)
    }

    pub fn for_later(&self) -> &[Entry] {
        self.data.as_ref().map_or(&[], |d| &d.later)
    }

    pub fn later_place(&self) -> Option<usize> {
        self.later.place(self.for_later().iter().map(|e| e.id))
    }

    pub fn chosen_later(&self) -> Option<&Entry> {
        self.for_later().get(self.later_place()?)
    }

    pub fn goals(&self) -> &[GoalView] {
        self.data.as_ref().map_or(&[], |d| &d.goals)
    }

    pub fn goal_place(&self) -> Option<usize> {
        self.goal.place(self.goals().iter().map(|g| g.goal.id))
    }

    pub fn chosen_goal(&self) -> Option<&GoalView> {
        self.goals().get(self.goal_place()?)
    }

    pub fn keys(&self) -> &[BoardKey] {
        self.data.as_ref().map_or(&[], |d| &d.board.keys)
    }

    pub fn chosen_key(&self) -> Option<&BoardKey> {
        self.keys().get(self.key)
    }

    /// The item chosen in the open key.
    pub fn chosen_item(&self) -> Option<&BoardItem> {
        if !self.key_open {
            return None;
        }
        let items = &self.chosen_key()?.items;
        items.get(self.item.min(items.len().saturating_sub(1)))
    }

    /// How many rows a pane has, and which is chosen.
    pub fn list_of(&self, pane: Pane) -> (usize, Option<usize>) {
        match pane {
            Pane::Pairs => (self.pairs.len(), self.pair_place()),
            Pane::Promises => (self.promises().len(), self.promise_place()),
            Pane::Later => (self.for_later().len(), self.later_place()),
            Pane::Sessions => (self.sessions().len(), self.session_place()),
            Pane::Lines => (self.lines().len(), self.line_place()),
            Pane::Goals => (self.goals().len(), self.goal_place()),
            Pane::Mentor if self.key_open => {
                let len = self.chosen_key().map_or(0, |k| k.items.len());
                (len, (len > 0).then(|| self.item.min(len - 1)))
            }
            Pane::Mentor => (self.keys().len(), (!self.keys().is_empty()).then(|| self.key.min(self.keys().len() - 1))),
        }
    }
}

impl Model {
    /// Chooses the row at `place` of a pane, and reads what hangs on it.
    pub fn choose(&mut self, pane: Pane, place: usize) -> Vec<Effect> {
        let desk = &mut self.desk;
        match pane {
            Pane::Pairs => {
                let Some(id) = desk.pairs.get(place).map(|v| v.pair.id) else { return Vec::new() };
                desk.pair.choose(place, id);
                let shown = desk.data.as_ref().is_some_and(|d| d.pair == id);
                if shown { Vec::new() } else { self.open_pair() }
            }
            Pane::Sessions => {
                let Some(id) = desk.sessions().get(place).map(|r| r.session.id) else { return Vec::new() };
                let changed = desk.session.id != Some(id);
                desk.session.choose(place, id);
                if changed { self.open_session(id, place) } else { Vec::new() }
            }
            Pane::Promises => {
                if let Some(id) = desk.promises().get(place).map(|a| a.entry.id) {
                    desk.promise.choose(place, id);
                }
                Vec::new()
            }
            Pane::Later => {
                if let Some(id) = desk.for_later().get(place).map(|e| e.id) {
                    desk.later.choose(place, id);
                }
                Vec::new()
            }
            Pane::Lines => {
                if let Some(id) = desk.lines().get(place).map(|e| e.id) {
                    desk.line.choose(place, id);
                }
                Vec::new()
            }
            Pane::Goals => {
                if let Some(id) = desk.goals().get(place).map(|g| g.goal.id) {
                    desk.goal.choose(place, id);
                }
                Vec::new()
            }
            Pane::Mentor => {
                if desk.key_open {
                    desk.item = place;
                } else {
                    desk.key = place;
                }
                Vec::new()
            }
        }
    }

    /// Goes to a line of a session's note.
    pub fn go_to_line(&mut self, session: SessionId, line: EntryId) -> Vec<Effect> {
        let effects = self.go_to_session(session);
        self.desk.line.id = Some(line);
        self.desk.focus = Pane::Lines;
        effects
    }

    /// Chooses a pair wherever it stands in the list; nothing happens where it does not.
    pub fn choose_pair(&mut self, pair: PairId) -> Vec<Effect> {
        let place = self.desk.pairs.iter().position(|view| view.pair.id == pair);
        place.map_or_else(Vec::new, |place| self.choose(Pane::Pairs, place))
    }

    /// Goes to a session of the chosen pair, in the window or not.
    pub fn go_to_session(&mut self, session: SessionId) -> Vec<Effect> {
        self.desk.focus = Pane::Sessions;
        let place = self.desk.sessions().iter().position(|r| r.session.id == session);
        match place {
            Some(place) => self.choose(Pane::Sessions, place),
            None => {
                self.desk.session.id = Some(session);
                self.desk.window = Window::Around(session, WINDOW);
                self.read_desk()
            }
        }
    }

    /// A pair was chosen: its desk begins at the top, with what is read of it.
    fn open_pair(&mut self) -> Vec<Effect> {
        let desk = &mut self.desk;
        desk.window = Window::default();
        (desk.data, desk.note) = (None, None);
        (desk.session, desk.line) = (Chosen::default(), Chosen::default());
        (desk.promise, desk.later) = (Chosen::default(), Chosen::default());
        (desk.goal, desk.item, desk.key_open) = (Chosen::default(), 0, false);
        desk.offsets.retain(|pane, _| *pane == Pane::Pairs);
        self.read_desk()
    }

    /// A session was chosen: its note is read, the boxes of the keys become those of this session, and the window
    /// grows when its end is near.
    fn open_session(&mut self, id: SessionId, place: usize) -> Vec<Effect> {
        self.desk.line = Chosen::default();
        self.desk.offsets.remove(&Pane::Lines);
        let wider = self.desk.wider_window(place);
        self.desk.window = wider.unwrap_or(self.desk.window);
        let here = self.desk.note.as_ref().is_some_and(|n| n.row.session.id == id);
        let mut effects = if here { Vec::new() } else { vec![self.read(Query::Note(id))] };
        if wider.is_some() {
            effects.extend(self.read_desk());
        } else if let Some(data) = self.desk.data.as_ref().filter(|d| d.board.session != Some(id)) {
            let pair = data.pair;
            effects.push(self.read(Query::Board(pair, id)));
        }
        effects
    }

    /// Reads the desk of the chosen pair again.
    pub fn read_desk(&mut self) -> Vec<Effect> {
        let Some(pair) = self.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
        let (session, window) = (self.desk.session.id, self.desk.window);
        vec![self.read(Query::Desk { pair, session, window })]
    }

    /// Reads again what lies on top of the desk.
    fn refresh_overlays(&mut self) -> Vec<Effect> {
        let queries: Vec<Query> = self
            .overlays
            .iter()
            .filter_map(|overlay| match overlay {
                Overlay::Prep(prep) => Some(prep.query()),
                Overlay::Ledger(ledger) => Some(Query::Ledger(ledger.pair)),
                Overlay::Questions(_) => Some(Query::Questions),
                Overlay::Bin(_) => Some(Query::Bin),
                _ => None,
            })
            .collect();
        let mut effects: Vec<Effect> = queries.into_iter().map(|query| self.read(query)).collect();
        effects.extend(calendar::read_again(self));
        effects.extend(summary::read(self));
        effects
    }

    /// Reads again everything that the desk shows: something was written.
    pub fn refresh(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.read(Query::Pairs), self.read(Query::Due)];
        effects.extend(self.read_desk());
        effects.extend(self.refresh_overlays());
        // The desk brings the chosen note along; one that is being written may be another, or outside the window.
        if let Some(id) = self.writing.as_ref().and_then(|w| w.session) {
            effects.push(self.read(Query::Note(id)));
        }
        effects.extend(note::agenda::read(self));
        effects
    }
}
