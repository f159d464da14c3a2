//! What the two faces are shown: records together with what is derived from them.

use chrono::NaiveDate;

use super::checklist::{Board, BoardItem};
use super::entry::{Entry, EntryKind, EntryState, Visibility};
use super::goal::GoalView;
use super::habit::Timed;
use super::ids::{EntryId, GoalId, OwnItemId, OwnQuestionId, PairId, SessionId};
use super::ledger::Tally;
use super::moment::Moment;
use super::pair::Pair;
use super::questions::Picked;
use super::session::Session;

/// A pair with what its row on the desk needs.
#[derive(Clone, Debug, PartialEq)]
pub struct PairView {
    pub pair: Pair,
    /// Held sessions.
    pub sessions: u32,
    pub next_at: Option<Moment>,
    pub last_at: Option<Moment>,
}

/// What is open in a pair: whoever ends it wants to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StillOpen {
    pub promises: u32,
    pub goals: u32,
    /// Sessions that are planned ahead.
    pub sessions: u32,
}

/// A session as a row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionRow {
    pub session: Session,
    /// Counts the held sessions of the pair up to this one; `None` for one that was not held.
    pub number: Option<u32>,
    /// The beginning of its note, at most 200 characters: what names a session without a theme. Empty where there is
    /// a theme.
    pub opening: String,
    /// Promises in its note.
    pub actions: u32,
    /// Learnings in its note.
    pub learnings: u32,
    /// The next session of the pair after this one that is planned or was held.
    pub next_at: Option<Moment>,
}

/// A session with its note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub row: SessionRow,
    pub entries: Vec<Entry>,
}

/// A session as a change has left it, read in the transaction of that change.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionChanged {
    pub note: Note,
    /// The name of its pair.
    pub pair: String,
    /// Another session of the pair that takes place at the same time.
    pub overlaps: Option<Session>,
    /// What became of its lines, where a text took the place of its note.
    pub rewritten: Rewritten,
}

/// What became of the lines of a note that a text took the place of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rewritten {
    /// Lines with other words; what they said before lies in the bin.
    pub changed: usize,
    pub added: usize,
    /// Lines that lie in the bin now.
    pub binned: usize,
    /// New or changed lines that reach less far than their kind, because of the words that they quote.
    pub narrowed: usize,
    /// Somebody else had changed the note since the writer saw it; their lines are in it, too.
    pub merged: bool,
}

impl std::ops::Deref for SessionChanged {
    type Target = Note;

    fn deref(&self) -> &Note {
        &self.note
    }
}

impl Note {
    /// The note as it was typed, byte for byte; `None` while a line of it cannot be read.
    pub fn text(&self) -> Option<String> {
        let mut text = self.row.session.lead.clone();
        for (i, entry) in self.entries.iter().enumerate() {
            // What was written behind a line that could not be read then could not end it.
            if i > 0 && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(entry.raw.text()?);
        }
        Some(text)
    }

    /// How many entries a summary for `audience` may hold, and how many stay here.
    pub fn seen_by(&self, audience: Visibility) -> (usize, usize) {
        let leaves = |e: &&Entry| e.visibility >= audience && audience != Visibility::Private && !e.raw.is_sealed();
        let seen = self.entries.iter().filter(leaves).count();
        (seen, self.entries.len() - seen)
    }
}

/// A line with where it came from. Nothing of it is copied: it is the entry itself, seen from a later meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    pub entry: Entry,
    /// When the session was in which it was made; `None` for one noted in between.
    pub origin: Option<Moment>,
    /// Held sessions since then.
    pub carried: u32,
}

/// What has a day comes by it, so that what is past leads; the rest keeps its order.
pub fn by_day(promises: &mut [Traced]) {
    let day = |traced: &Traced| traced.entry.due.filter(|_| traced.entry.state == EntryState::Open);
    promises.sort_by_key(|traced| (day(traced).is_none(), day(traced)));
}

/// The one screen before a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Prep {
    pub pair: PairView,
    /// The session that is prepared: planned, or already running. `None`: nothing is planned.
    pub session: Option<SessionRow>,
    /// What the person at the desk has to report: own promises (and those of both) that are open, by their day and those
    /// without one oldest first, and behind them those that were settled since the last session.
    pub report: Vec<Traced>,
    /// The partner's open promises, by their day; those without one oldest first.
    pub theirs: Vec<Traced>,
    /// How many open promises of either side, older than these, only the ledger has.
    pub more_open: u32,
    /// Goals that still ask for attention.
    pub goals: Vec<GoalView>,
    pub last: Option<LastTime>,
    pub today: Vec<TodayItem>,
    /// Questions to propose, best first; the first is the one that was picked for the session, if one was.
    pub questions: Vec<Picked>,
    /// The private lines about what is hard to say: the readings already in the note of a session to come.
    pub hard: Vec<Entry>,
    /// Thanks that were not said yet, oldest first.
    pub thanks: Vec<Traced>,
}

impl Prep {
    /// The lines on the page.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let traced = self.report.iter().chain(&self.theirs).chain(&self.thanks);
        traced.chain(self.today.iter().map(|item| &item.traced)).map(|traced| &traced.entry).chain(&self.hard)
    }

    /// Points of the agenda that the partner may see and that were not talked about yet.
    pub fn topics_to_share(&self) -> impl Iterator<Item = &Traced> {
        let topics = self.today.iter().map(|item| &item.traced);
        // What is hard to say and thanks are told, never sent ahead.
        let kept = |t: &&Traced| t.entry.kind.is_never_told() || t.entry.kind == EntryKind::Thanks;
        topics.filter(may_leave).filter(|t| t.entry.is_waiting()).filter(move |t| !kept(t))
    }

    /// Own promises that the partner may see.
    pub fn reports_to_share(&self) -> impl Iterator<Item = &Traced> {
        self.report.iter().filter(may_leave)
    }

    /// The partner's promises that the partner may see.
    pub fn theirs_to_share(&self) -> impl Iterator<Item = &Traced> {
        self.theirs.iter().filter(may_leave)
    }

    /// How many lines the copied agenda holds, and how many stay here.
    pub fn seen_by_partner(&self) -> (usize, usize) {
        let seen = self.topics_to_share().count() + self.reports_to_share().count() + self.theirs_to_share().count();
        let all = self.today.len() + self.report.len() + self.theirs.len() + self.hard.len() + self.thanks.len();
        (seen, all - seen)
    }
}

fn may_leave(line: &&Traced) -> bool {
    // What is sealed is never sent, whoever reads it here.
    line.entry.visibility.reaches_partner() && !line.entry.raw.is_sealed()
}

/// What is worth remembering of the session before.
#[derive(Clone, Debug, PartialEq)]
pub struct LastTime {
    pub session: SessionId,
    pub at: Moment,
    pub theme: String,
    pub decisions: Vec<Entry>,
    /// Words to keep.
    pub quotes: Vec<Entry>,
}

/// Something to talk about today.
#[derive(Clone, Debug, PartialEq)]
pub struct TodayItem {
    pub traced: Traced,
    pub source: TodaySource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TodaySource {
    /// An agenda line of this very session.
    Agenda,
    /// An agenda line of an earlier session that was not talked about there.
    Carried,
    /// A line caught in between, "for later".
    Later,
    /// A question that was saved for next time.
    Question,
}

/// What a wrap-up begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct WrapUp {
    pub pair: PairView,
    pub note: Note,
    /// The next session, if one is planned.
    pub next: Option<Session>,
    /// The last sessions of the pair, and what is planned: they show when it meets. Newest first.
    pub habit: Vec<Timed>,
    /// The boxes of the short list with their state at this session.
    pub checklist: Vec<BoardItem>,
}

/// The promises of a pair, both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub pair: PairId,
    /// Oldest first.
    pub promises: Vec<LedgerRow>,
    pub mine: Tally,
    pub theirs: Tally,
    pub ours: Tally,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    pub promise: Traced,
    /// Whether something was told about it at the next meeting; `None` while there was none.
    pub answered: Option<bool>,
}

/// Which of a pair's sessions, newest first: nobody needs all of a lifetime's at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From the `first`th on (0 is the newest), so many.
    From { first: u32, len: u32 },
    /// So many, with this session among them.
    Around(SessionId, u32),
    /// The oldest so many.
    Oldest(u32),
}

impl Window {
    /// More than a tall terminal shows, and few enough to be read before a first frame.
    pub const PAGE: u32 = 60;
}

impl Default for Window {
    /// The newest ones.
    fn default() -> Self {
        Self::From { first: 0, len: Self::PAGE }
    }
}

/// Everything that the desk shows of one pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairDesk {
    pub pair: PairId,
    /// The sessions of a window, newest first.
    pub sessions: Vec<SessionRow>,
    /// How many newer ones stand before them.
    pub first: u32,
    /// There are older ones behind them.
    pub more: bool,
    /// The note of the session whose boxes the keys show.
    pub note: Option<Note>,
    pub goals: Vec<GoalView>,
    pub board: Board,
    /// The newest open promises, by their day; those without one oldest first.
    pub actions: Vec<Traced>,
    /// How many there are in all.
    pub open_actions: u32,
    pub later: Vec<Entry>,
    /// The last sessions, and what is planned: they show when the pair meets. Newest first.
    pub habit: Vec<Timed>,
}

/// What lies in the bin, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct BinItem {
    pub what: Binned,
    /// What a person recognises it by: a name, a heading, a line.
    pub label: String,
    /// It is sealed and cannot be read now; it has no label then.
    pub locked: bool,
    /// Whose it was, as the partner's name; `None` for a pair itself.
    pub of: Option<String>,
    /// When the session of it was.
    pub on: Option<NaiveDate>,
    /// Unix milliseconds.
    pub deleted: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binned {
    Pair(PairId),
    Session(SessionId),
    Entry(EntryId),
    Goal(GoalId),
    OwnItem(OwnItemId),
    OwnQuestion(OwnQuestionId),
}
