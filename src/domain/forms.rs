//! What a person asks the journal to write down: the inputs of its use cases, from either face.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use super::checklist::{ItemMoment, TickState};
use super::entry::{EntryState, Reach, Visibility};
use super::goal::{GoalStatus, GoalTerms};
use super::ids::{EntryId, PairId, SessionId};
use super::moment::{Cadence, Moment};
use super::pair::{Direction, PairStatus, Role};
use super::session::{Mode, SessionStatus};
use super::{Chosen, Limits, Owner, Raw, keyed_enum};

/// The largest note, in bytes.
pub const NOTE_LIMIT: usize = 4 << 20;

/// Everything that somebody may say about a pair. For a new one the fields left alone take their defaults; for an
/// existing one they stay as they are. The inner `None` of a doubled option clears a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairForm {
    pub name: Option<String>,
    pub reading: Option<Option<String>>,
    pub alias: Option<Option<String>>,
    pub role: Option<Role>,
    pub direction: Option<Direction>,
    pub purpose: Option<String>,
    pub area: Option<Option<String>>,
    pub from: Option<Option<NaiveDate>>,
    pub until: Option<Option<NaiveDate>>,
    pub every: Option<Option<Cadence>>,
    pub report_agreed: Option<Option<NaiveDate>>,
    /// An empty one is the name alone.
    pub address: Option<Option<String>>,
    /// The revision that the fields were taken from; a pair that somebody has changed since is left alone.
    pub seen: Option<i64>,
}

/// A turn in the life of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairTurn {
    pub status: PairStatus,
    /// With `Paused`: silent until then.
    pub until: Option<NaiveDate>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct NewSession {
    pub pair: PairId,
    pub at: Moment,
    pub status: SessionStatus,
    pub minutes: Option<u32>,
    pub mode: Option<Mode>,
    pub theme: String,
    /// The note, byte for byte.
    pub text: String,
}

/// Changes to what stands around a note. The inner `None` of a doubled option clears a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionForm {
    pub at: Option<Moment>,
    pub status: Option<SessionStatus>,
    pub minutes: Option<Option<u32>>,
    /// Its clock stops, even where nobody knows how long it took.
    pub stop: bool,
    pub mode: Option<Option<Mode>>,
    pub theme: Option<String>,
    pub theme_reach: Option<Reach>,
    /// 1 to 5.
    pub pulse: Option<Option<u8>>,
    /// The whole note is sealed, or readable again.
    pub sealed: Option<bool>,
    /// The revision that the fields were taken from; a session that somebody has changed since is left alone.
    pub seen: Option<i64>,
}

/// What a wrap-up settles, all of it or nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct WrapUpForm {
    pub session: SessionId,
    /// How long it took; `None` where nobody knows. The clock of the session stops either way.
    pub minutes: Option<u32>,
    /// Somebody said the minutes; else they are the clock's, and what the journal knows better stays.
    pub minutes_said: bool,
    /// 1 to 5; the outer `None` leaves what is there.
    pub pulse: Option<Option<u8>>,
    pub next: Option<NextDate>,
    /// Lines of the note whose words were changed.
    pub edits: Vec<LineEdit>,
    /// They go to the end of the note.
    pub lines: Vec<NewLine>,
    /// Items of the short list, by id, with the state to give them at this session.
    pub ticks: Vec<(String, TickState)>,
}

/// When the next session is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextDate {
    pub at: Moment,
    /// How long it is to take; `None` leaves what is known.
    pub minutes: Option<u32>,
    /// The planned session that moves there; `None` plans a new one.
    pub moves: Option<SessionId>,
}

/// New words for the first line of an entry; its marker and the lines below it stay.
#[derive(Clone, PartialEq, Eq)]
pub struct LineEdit {
    pub id: EntryId,
    /// The [`mark`] of the entry's text when its words were taken up. If somebody changed it since, both texts stay.
    pub seen: u64,
    pub words: String,
    /// How far the words may reach that it has taken in from other lines.
    pub within: Limits,
}

/// A line for a note that is not there yet.
#[derive(Clone, PartialEq, Eq)]
pub struct NewLine {
    /// With its marker, and without a line end.
    pub text: String,
    /// How far the words may reach that it has taken in from other lines.
    pub within: Limits,
}

impl NewLine {
    /// A new line: the words that the person typed, and how far they may reach.
    pub fn typed(text: impl Into<String>) -> Self {
        Self { text: text.into(), within: Limits::NONE }
    }
}

/// One entry of a note that is being written, with the identity that travelled with its line.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftEntry {
    pub id: Option<EntryId>,
    /// `None`: a sealed line that the writer could not read. It stays as it is.
    pub raw: Option<String>,
    /// Whether it is sealed, where its writer has said so.
    pub sealed: Option<bool>,
    /// How far the words may reach that it has taken in from other lines.
    pub within: Limits,
    /// What was chosen by hand for the line that its words come from, where that line is in another note.
    pub chosen: Chosen,
}

impl DraftEntry {
    /// An entry with its text as the writer has it.
    pub fn written(id: Option<EntryId>, raw: &str) -> Self {
        Self { id, raw: Some(raw.to_owned()), sealed: None, within: Limits::NONE, chosen: Chosen::default() }
    }

    /// An entry that stays as it is in the journal.
    pub fn untouched(id: Option<EntryId>) -> Self {
        Self { id, raw: None, sealed: None, within: Limits::NONE, chosen: Chosen::default() }
    }
}

/// A whole note as its writer has it, and what it was built on.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteDraft {
    pub session: SessionId,
    /// Blank lines before the first entry.
    pub lead: String,
    pub entries: Vec<DraftEntry>,
    /// The entries that the writer last saw in the journal, each with the [`mark`] of its text: what others changed
    /// since then is told apart from what the writer changed.
    pub base: Vec<(EntryId, u64)>,
    /// A number of this visit to the note: its changes are undone as one.
    pub visit: i64,
    /// Entries that this writer made within this visit, and nobody else has touched: if they are gone, they leave no trace.
    pub born: HashSet<EntryId>,
    /// How far the words of each entry may reach, as far as the writer knew.
    pub knew: HashMap<EntryId, Limits>,
}

/// Tells the words of two entries apart within one run of the program; never stored. Blank space at their ends does
/// not count: a line end appears whenever another line follows.
pub fn mark(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.trim_end().hash(&mut hasher);
    hasher.finish()
}

/// The [`mark`] of an entry's text; of what cannot be read, one of the sealed bytes.
pub fn mark_of(raw: &Raw) -> u64 {
    match raw {
        Raw::Clear(text) | Raw::Opened(text) => mark(text),
        Raw::Locked(sealed) | Raw::Damaged(sealed) => {
            let mut hasher = DefaultHasher::new();
            sealed.bytes.hash(&mut hasher);
            hasher.finish()
        }
    }
}

/// What is settled by hand about one line. `None` leaves it, the inner `None` clears the due date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryForm {
    pub visibility: Option<Visibility>,
    pub owner: Option<Owner>,
    pub due: Option<Option<NaiveDate>>,
    /// It is due at the pair's next session, whenever that is; `due` does not count then.
    pub next_time: bool,
    /// Whether it is sealed.
    pub sealed: Option<bool>,
}

/// What became of a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    pub state: EntryState,
    pub result: Option<String>,
    pub learned: Option<String>,
    /// The session in which it was settled; `None` in between.
    pub settled_in: Option<SessionId>,
}

impl Settlement {
    /// A state with nothing to tell about it, settled in between.
    pub fn plain(state: EntryState) -> Self {
        Self { state, result: None, learned: None, settled_in: None }
    }
}

/// What had become of a line, and when: history that arrives from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastSettlement {
    pub line: EntryId,
    pub to: Settlement,
    pub at: Moment,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NewGoal {
    pub pair: PairId,
    pub owner: Owner,
    pub terms: GoalTerms,
    pub agreed: Option<NaiveDate>,
    pub status: GoalStatus,
}

/// New terms of a goal. With a reason the old ones stay in its history; without one it is a correction.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalForm {
    pub owner: Owner,
    pub terms: GoalTerms,
    pub reason: Option<String>,
    /// The revision that the terms were taken from; a goal that somebody has changed since is left alone.
    pub seen: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewCheckIn {
    pub value: Option<f64>,
    /// 1 to 5.
    pub confidence: Option<u8>,
    pub note: String,
    /// When it was; `None` is now.
    pub at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTick {
    pub pair: PairId,
    /// An id of the model, or an own item's UUID.
    pub item: String,
    pub state: TickState,
    /// Needed by items that start fresh at every session.
    pub session: Option<SessionId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRating {
    pub pair: PairId,
    pub key: String,
    /// 1 to 5.
    pub level: u8,
    pub note: String,
    /// When it was; `None` is now.
    pub at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    pub pair: PairId,
    pub key: String,
    pub when: ItemMoment,
    pub text: String,
}

keyed_enum! {
    /// What a step of undo is called when it is taken back.
    pub enum Change {
        Pair = "pair",
        Session = "session",
        Note = "note",
        Line = "line",
        /// A line or a note was sealed; undo does not lay it open.
        Seal = "seal",
        Action = "action",
        Goal = "goal",
        CheckIn = "checkin",
        Tick = "tick",
        Rating = "rating",
        Item = "item",
        Question = "question",
        WrapUp = "wrap-up",
        Later = "later",
        Delete = "delete",
        Restore = "restore",
    }
}
