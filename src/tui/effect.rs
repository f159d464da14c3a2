//! What `update` asks for, as data: reads that a newer one may supersede, writes that are never dropped, and the few
//! things that touch the world around.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::calendar::{DayCounts, DayPage, Month, Nearest, Timeline};
use crate::domain::checklist::Board;
use crate::domain::forms::{
    Change, DraftEntry, EntryForm, GoalForm, LineEdit, NewCheckIn, NewGoal, NewItem, NewLine, NewRating, NewSession,
    NewTick, NoteDraft, PairForm, PairTurn, SessionForm, Settlement, WrapUpForm,
};
use crate::domain::goal::{GoalStatus, GoalView};
use crate::domain::ids::{EntryId, GoalId, OwnItemId, OwnQuestionId, PairId, SessionId};
use crate::domain::questions::OwnQuestion;
use crate::domain::search::SearchPage;
use crate::domain::sharing::{NewShare, Offer, Wish};
use crate::domain::signals::Due;
use crate::domain::vault::VaultState;
use crate::domain::views::{BinItem, Binned, Ledger, Note, PairDesk, PairView, Prep, SessionRow, Window, WrapUp};
use crate::domain::{Entry, Limits, Moment, Reach};
use crate::i18n::Lang;

/// Tells one request from the next; a later one is larger.
pub type Ticket = u64;

/// What can be seen of a request that is being worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How much of it is done; `None` while that is not known.
    pub percent: Option<u8>,
    /// A number that changes as long as the work goes on.
    pub beat: u64,
}

pub enum Effect {
    Read(Ticket, Query),
    Write(Ticket, Box<Order>),
    /// Put text on the terminal's clipboard.
    Copy(String),
    /// Write a file for its owner alone: a new one, or in the place of one that is there.
    SaveFile {
        path: PathBuf,
        leaving: Leaving,
        replace: bool,
    },
    /// Derive a key: elsewhere, so that nothing waits for it.
    Derive(Ticket, Derive),
    /// Whatever key is being derived is not wanted any more.
    Abandon,
    /// Let go of the key of the vault, and compare these texts with the sealed lines before that.
    Lock(Vec<Typed>),
    /// Stop the request with this ticket, unless what it changes is on the disk.
    Stop(Ticket),
    /// Keep a text in a file that is no part of the journal, because the journal cannot take it.
    Rescue(Rescue),
    /// Nothing of what was drawn before stays, on the screen or in the memory.
    Wipe,
    /// End the program once every write is on the disk.
    Quit,
}

/// A text that the journal cannot take.
#[derive(Clone, PartialEq, Eq)]
pub struct Rescue {
    pub text: String,
    /// The journal does not answer: its disk may be gone, so the file is written elsewhere.
    pub elsewhere: bool,
}

impl std::fmt::Debug for Rescue {
    /// Without what is in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rescue").field("elsewhere", &self.elsewhere).finish_non_exhaustive()
    }
}

/// What somebody has typed that nobody else may see.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A text that somebody types and that is not in the journal; `before` is what stood in its place at first.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    pub before: String,
    pub text: String,
}

impl std::fmt::Debug for Typed {
    /// Without what it says.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed")
    }
}

/// What takes a key that has to be derived first.
pub enum Derive {
    Unlock(Secret),
    /// A vault that is made, but is nowhere yet.
    /// `sure`: somebody has been told that the passphrase is worth nothing, and means it.
    NewVault {
        passphrase: Secret,
        sure: bool,
    },
}

/// A file on its way out, and what the log is to remember of it once it is there.
#[derive(Clone, PartialEq, Eq)]
pub struct Leaving {
    pub bytes: Vec<u8>,
    pub given: NewShare,
}

impl std::fmt::Debug for Leaving {
    /// Without what stands in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leaving").field("given", &self.given).finish_non_exhaustive()
    }
}

/// A text that is to be printed on the terminal once the desk is closed, and what the log is to remember of it then.
#[derive(Clone, PartialEq, Eq)]
pub struct Printing {
    pub text: String,
    pub given: NewShare,
    /// Nobody else is to see it, even while the screen is shared.
    pub is_mine: bool,
}

/// What can be read from the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    Pairs,
    Desk {
        pair: PairId,
        session: Option<SessionId>,
        window: Window,
    },
    /// The six keys as of a session.
    Board(PairId, SessionId),
    Note(SessionId),
    /// A paper before it leaves, in this language.
    Offer(Box<Wish>, Lang),
    Bin,
    /// The one screen before a meeting: of this session, or of the one that comes next.
    Prep(PairId, Option<SessionId>),
    /// The agenda of that meeting as a text that may leave.
    Agenda(PairId, Option<SessionId>, Lang),
    WrapUp(SessionId),
    Ledger(PairId),
    Questions,
    /// What is worth a look between meetings, in every pair.
    Due,
    /// What answers a search, as it was typed; `before` goes on where a page ended.
    Search {
        text: String,
        before: Option<i64>,
        limit: usize,
        /// The partner of this pair sees the screen: only what they may see, and nobody else's.
        shared_with: Option<PairId>,
    },
    /// How much answers a search, counted in parts: as it was typed, and where a part ended.
    SearchCount(String, Option<i64>),
    /// How many sessions there are on each day of some months; without a pair, of all.
    DayCounts {
        pair: Option<PairId>,
        first: Month,
        months: i32,
    },
    DayPage {
        pair: Option<PairId>,
        day: NaiveDate,
    },
    Timeline {
        pair: Option<PairId>,
        limit: usize,
    },
    NearestSession {
        pair: Option<PairId>,
        day: NaiveDate,
    },
    /// The sessions of these days, one after the other, of every pair.
    SessionsOn([NaiveDate; 2]),
    /// The lines of a pair that name somebody.
    People(PairId),
    /// How strong a passphrase is.
    Strength(Secret),
    /// Which of these texts have words of a sealed line.
    Compare(Vec<Typed>),
}

impl Query {
    /// Of two reads of one kind only the newer matters.
    pub fn kind(&self) -> usize {
        match self {
            Self::Pairs => 0,
            Self::Desk { .. } => 1,
            Self::Note(_) => 2,
            Self::Offer(..) => 3,
            Self::Bin => 4,
            Self::Board(..) => 5,
            Self::Prep(..) => 6,
            Self::Agenda(..) => 7,
            Self::WrapUp(_) => 8,
            Self::Ledger(_) => 9,
            Self::Questions => 10,
            Self::Due => 11,
            Self::Search { .. } => 12,
            Self::SearchCount(..) => 13,
            Self::DayCounts { .. } => 14,
            Self::DayPage { .. } => 15,
            Self::Timeline { .. } => 16,
            Self::NearestSession { .. } => 17,
            Self::SessionsOn(_) => 18,
            Self::People(_) => 19,
            Self::Strength(_) => 20,
            Self::Compare(_) => Self::COMPARE,
        }
    }
    pub const COMPARE: usize = 21;
    pub const KINDS: usize = 22;

    /// The message that says what is being done.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Search { .. } | Self::SearchCount(..) => "work-search",
            _ => "work-read",
        }
    }
}

/// What can be written to the journal.
pub enum Order {
    AddPair(PairForm),
    EditPair(PairId, PairForm),
    TurnPair(PairId, PairTurn),
    AddSession(NewSession),
    /// A session with the lines of its note, as [`crate::journal::Journal::add_note`] takes them.
    AddNote(NewSession, Vec<DraftEntry>),
    EditSession(SessionId, SessionForm),
    StartSession(SessionId),
    /// A session that nobody had planned begins now.
    BeginSession(PairId),
    /// A session is wrapped up.
    Finish(Box<WrapUpForm>),
    /// Lines for the end of a note, each with its marker.
    AddLines(SessionId, Vec<NewLine>),
    Reword(LineEdit),
    PickQuestion(SessionId, String),
    /// Whether the question of a session was asked.
    AskQuestion(SessionId, String, bool),
    AddQuestion(String),
    EditQuestion(OwnQuestionId, String),
    /// So many minutes, where that was told, too.
    MoveSession(SessionId, Moment, Option<u32>),
    SaveNote(NoteDraft),
    /// A note that has no pair any more is kept as a text.
    KeepText(String),
    EditLine(EntryId, EntryForm),
    Settle(EntryId, Settlement),
    AddGoal(NewGoal),
    ReviseGoal(GoalId, GoalForm),
    CheckIn(GoalId, NewCheckIn),
    AgreeGoal(GoalId, NaiveDate),
    GoalReach(GoalId, Reach),
    /// Something was given away.
    LogShare(NewShare),
    /// What was handed over has arrived.
    ShareArrived(NewShare),
    GoalStatus(GoalId, GoalStatus),
    Tick(NewTick),
    Rate(NewRating),
    AddItem(NewItem),
    EditItem(OwnItemId, String),
    /// A line for later, and how far the words may reach that it has taken in.
    Later(PairId, String, Limits),
    Delete(Binned),
    Restore(Binned),
    EmptyBin,
    /// The vault that was made becomes that of the journal.
    SealOn,
    /// A whole note is sealed, or readable again.
    SealNote(SessionId, bool),
    Undo,
    Redo,
    /// The same with these texts, which the person wants although others may see them there: they have read what speaks
    /// against it.
    Meant(Vec<String>, Box<Order>),
}

impl Order {
    /// The message that says what is being done.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Delete(_) => "work-delete",
            Self::Restore(_) => "work-restore",
            Self::EmptyBin => "work-empty",
            Self::SealOn | Self::SealNote(..) => "work-seal",
            Self::Undo => "work-undo",
            Self::Redo => "work-redo",
            _ => "work-save",
        }
    }
}

/// What came of a read or a write.
pub enum Outcome {
    Pairs(Vec<PairView>),
    Desk(Box<PairDesk>),
    Board(Box<Board>),
    Note(Box<Note>),
    /// The session whose note was to be read is not there; why, in the language of the person.
    NoteGone {
        session: SessionId,
        /// It lies in the bin.
        in_bin: bool,
        why: String,
    },
    Offer(Box<Offer>),
    Bin(Vec<BinItem>),
    Prep(Box<Prep>),
    Agenda(String),
    WrapUp(Box<WrapUp>),
    Ledger(Box<Ledger>),
    Questions(Vec<OwnQuestion>),
    Due(Vec<Due>),
    Found(Box<Found>),
    /// A part of a count.
    Counted(Box<Counted>),
    DayCounts(DayCounts),
    DayPage(DayPage),
    Timeline(Timeline),
    Nearest(Box<Nearest>),
    SessionsOn([NaiveDate; 2], Vec<SessionRow>),
    /// Newest first.
    People(Vec<Entry>),
    /// The stable key of how strong a passphrase is; `None` for nothing typed.
    Strength(Option<&'static str>),
    /// For each text whether it has words of a sealed line; `None`: that could not be found out.
    Compared(Vec<(Typed, Option<bool>)>),
    /// How it stands with the vault now.
    Vault(VaultState),
    /// The vault was opened: how many lines in it are damaged, and whether the set of them is not what was written.
    Unlocked {
        damaged: usize,
        broken: bool,
    },
    /// A vault is made; its recovery code, and whether a guess of its passphrase costs less than it should.
    NewVault {
        code: Secret,
        fell_back: bool,
    },
    /// The passphrase of a new vault is guessed at once; nothing was made of it yet.
    TooWeak(&'static str),
    /// No key came of what was typed; why, in the language of the person.
    NoKey(String),
    /// The write is on the disk.
    Written(Receipt),
    /// Files in which lines still lie readable that were just sealed.
    Unreached(Vec<PathBuf>),
    /// The daily copy of the journal could not be made; why, in the language of the person.
    NoCopy(String),
    /// So many records of the journal are damaged and cannot be shown, or not whole.
    Damaged(usize),
    /// A text was not kept, because fewer may see the line that its words come from.
    Objected(String),
    /// In the language of the person: what happened, what was kept, what to do next.
    Failed(String),
    /// It was stopped before anything of it was in the journal; and what there is to say besides, in the language of the
    /// person.
    Stopped(Option<String>),
    /// Another program has changed the journal.
    ChangedElsewhere,
    /// Why nothing can be saved now, in the language of the person; `None`: it can be again.
    Place(Option<String>),
    /// Why nothing in the journal may be changed although it can be read, in the language of the person; `None`: it may.
    ReadOnly(Option<String>),
    /// Another file is at the path of the journal, and it is the same journal: the desk goes on with that one.
    Followed,
    /// Where a text that the journal could not take is now, or why it could not be kept in a file, either.
    /// Beside the path: a sentence where the system has not confirmed that the file is on the disk.
    Rescued(Result<(PathBuf, Option<String>), String>),
    /// It is there, and with it this was given away.
    FileSaved(PathBuf, NewShare),
    /// A file stands there already; nothing was written.
    FileExists(PathBuf, Leaving),
}

/// A page of what answers a search.
pub struct Found {
    pub text: String,
    pub before: Option<i64>,
    /// Or a sentence on what in the search means nothing.
    pub page: Result<SearchPage, String>,
}

/// How much of what answers a search is in one part of it.
pub struct Counted {
    pub text: String,
    pub before: Option<i64>,
    pub count: usize,
    /// Where the next part goes on.
    pub next: Option<i64>,
}

/// What a write leaves to know.
pub enum Receipt {
    Plain,
    Pair(PairId),
    /// A session that is new, changed or took a moved one's place, and when another of its pair is that overlaps it.
    Session {
        note: Box<Note>,
        overlaps: Option<Moment>,
    },
    /// A session was wrapped up; `merged` says that a line was changed elsewhere meanwhile and both texts stay.
    Finished {
        note: Box<Note>,
        merged: bool,
    },
    /// A note was saved: `ids` are those of the draft's entries, in its order; `merged` says that another writer's
    /// lines are in it, too.
    Note {
        note: Box<Note>,
        merged: bool,
        ids: Vec<Option<EntryId>>,
    },
    /// Nothing was written, because another program has sealed a line whose new words cannot be sealed now: the note as it
    /// is in the journal, and why, in the language of the person.
    Sealed {
        note: Box<Note>,
        why: String,
    },
    /// The session whose note was to be saved is gone from the journal.
    Vanished,
    /// The pair of a new session is gone from the journal; what that means, in the language of the person.
    NoPair(String),
    TextKept(PathBuf),
    Goal(Box<GoalView>),
    Emptied(usize),
    /// Private lines are sealed: how many there were, and what may still hold them readable.
    SealedOn {
        lines: usize,
        /// Copies that were sealed before, with another key.
        other: Vec<PathBuf>,
        unreached: Vec<PathBuf>,
        /// The file itself may hold remains.
        remains: bool,
    },
    Undone(Option<Change>),
    Redone(Option<Change>),
}
