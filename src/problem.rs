//! What can fail. Beside it: what a person reads then (`words`), and with which code the command line ends (`codes`).

mod codes;
mod config;
#[cfg(test)]
mod tests;
mod vault;
mod words;

use std::path::PathBuf;

use crate::archive::{Place, Trouble};
use crate::domain::{DateTrouble, EntryKind, Objection};
use crate::files::Guarded;
use crate::i18n::Cause;
use crate::import::Broken;

pub use config::{ConfigFault, Setting, Wrong};
pub use vault::VaultTrouble;

/// What somebody was looking for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Pair,
    Session,
    /// An import, by its own name or the last one.
    Import,
    Goal,
    Line,
    Action,
    Item,
    Question,
    Key,
    Binned,
}

/// Which needed text is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Name,
    Title,
    Text,
    /// A text that is to take the place of a note with words.
    Note,
    Reason,
    Learned,
    CheckIn,
}

/// What became of a journal that is not at its path any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Displacement {
    Removed,
    Moved(PathBuf),
    /// Either of the two.
    MovedOrRemoved,
    FolderGone(PathBuf),
    /// Another file is there.
    OtherFile,
    /// A journal with other pairs is there.
    OtherJournal,
    /// Something is there that is no journal.
    NoJournal,
    /// An empty file is there.
    Emptied,
}

#[derive(Debug)]
pub enum Problem {
    NoJournal(PathBuf),
    IsFolder(PathBuf),
    /// The journal is a link or a device.
    NotPlain(PathBuf),
    /// The system does not let this account read or write there.
    NotAllowed(PathBuf),
    /// The name is longer than the system takes, or than leaves room for what stands beside a journal.
    NameTooLong(PathBuf),
    NotAJournal(PathBuf),
    /// What a sync program or a copy has left beside the journal would undo what was written since.
    OtherRollback(PathBuf),
    /// There is a file without a byte in it where the journal should be.
    EmptyFile(PathBuf),
    TooNew {
        found: i64,
        known: i64,
    },
    Damaged(String),
    /// The schema of the file was changed by something else: what is foreign, missing or different.
    Altered(Vec<String>),
    /// The same, where tables themselves are different: only a repair into a new journal helps.
    TablesAltered(Vec<String>),
    /// One record is damaged, and would have been overwritten.
    Unreadable,
    /// The system failed to read. That may pass, and says nothing about the file.
    NotNow,
    /// The system failed to write, and the disk is not full.
    NotWritten,
    ReadOnly(PathBuf),
    /// The journal was opened to be looked at.
    LookOnly,
    DiskFull,
    /// The open file is not the journal at its path any more.
    Displaced {
        path: PathBuf,
        how: Displacement,
        /// The last change is in the file that was the journal, and not in what is at its path now.
        written: bool,
    },
    /// The disk failed at the moment of saving; whether the change is there is not known.
    Unconfirmed,
    /// The change is on the disk, but its result could not be printed.
    Unsaid {
        cause: Cause,
    },
    Busy,
    /// Another writer changed the record since it was read.
    Stale,
    /// What would be undone has been changed elsewhere.
    UndoStale,
    File {
        path: PathBuf,
        cause: Cause,
    },
    NotFound {
        what: What,
        needle: String,
    },
    Ambiguous {
        needle: String,
        candidates: Vec<String>,
    },
    Date {
        input: String,
        part: String,
        trouble: DateTrouble,
    },
    Cadence(String),
    Number(String),
    Empty(Missing),
    NameTaken(String),
    RatingRange,
    ConfidenceRange,
    NeedsSession {
        item: String,
    },
    /// Sizes in bytes.
    TooLarge {
        size: usize,
        limit: usize,
    },
    NotUtf8 {
        position: usize,
    },
    NoPairs,
    /// Only a planned session can be moved or begun.
    NotPlanned,
    /// A filter of a search whose value means nothing.
    SearchFilter {
        filter: String,
        value: String,
        /// What it accepts, where that is a list: in English, and in Japanese.
        accepted: [Vec<&'static str>; 2],
    },
    /// A filter of a search with nothing behind its colon.
    SearchNoValue {
        filter: String,
        /// What it accepts, where that is a list: in English, and in Japanese.
        accepted: [Vec<&'static str>; 2],
    },
    /// A search from a day that is later than the last one.
    SearchDaysTurned,
    /// The line is of a kind that waits for nothing.
    NothingToSettle,
    /// A line of this kind has no due date.
    NoDueDate(EntryKind),
    /// Several pairs fit; the flag `--pair` says which.
    WhichPair(Vec<String>),
    /// Several pairs fit, and the command takes the name without a flag.
    NamePair(Vec<String>),
    NoHeldSession {
        name: String,
    },
    NeedsTerminal,
    /// Words that fewer may see than the field into which they were pasted.
    Words(Objection),
    /// Something about the vault of private lines.
    Vault(VaultTrouble),
    /// Something that cannot be taken back was asked for where nobody can be asked whether it is meant.
    NeedsYes,
    /// A file stands where one is to be written; a flag would replace it.
    TargetExists(PathBuf),
    /// The same, where nothing is ever replaced.
    Occupied(PathBuf),
    /// Another journal that cannot be read at all.
    Source(Broken),
    /// What is not for a terminal needs a file.
    NeedsFile,
    /// `-` was named where a file is needed.
    NotStdout,
    /// Only of a session that was held is there anything to tell.
    NotHeld,
    /// The last day comes before the first.
    DaysTurned,
    /// A pause was to end today or earlier.
    PauseNotAhead,
    /// A finished pair was to be paused.
    PairFinished,
    /// A document was to begin on a day that is still to come.
    DaysAhead,
    /// A question, an item or the like that is built in was to be changed.
    BuiltIn(String),
    /// Nobody of these names stands in the paper; those who do.
    NobodyNamed {
        said: Vec<String>,
        there: Vec<String>,
    },
    /// A line that the paper is not about.
    NotInPaper(String),
    /// By hand no line gets into a report.
    ReportRules,
    /// A reading was to be seen by somebody else.
    ReadingStays,
    /// What is to become of a name was not understood.
    Naming(String),
    /// A folder, a link or a device where a plain file is needed.
    NotAFile(PathBuf),
    /// A file that is never written over, and what it is.
    Guarded {
        path: PathBuf,
        guarded: Guarded,
    },
    /// SQLite has left something where a journal is to be put, and would take it for a part of it.
    Leftover {
        path: PathBuf,
        left: PathBuf,
    },
    /// A file was written, but may not outlive a power failure.
    FileUnconfirmed(PathBuf),
    /// A folder, a device, a socket or a pipe where a plain file is to be read.
    NotReadable(PathBuf),
    /// A pipe at whose other end nobody writes.
    NobodyWrites(PathBuf),
    /// A limit in bytes.
    FileTooLarge {
        path: PathBuf,
        limit: u64,
    },
    NoFile(PathBuf),
    /// The folder in which a file was to be written is not there.
    NoFolder(PathBuf),
    /// Somebody asked the program to stop before it was done.
    Stopped,
    /// The same, after something was done that is in the journal, and stays.
    StoppedLater,
    /// The journal already holds something.
    NotEmpty,
    NotAnArchive(PathBuf),
    ArchiveTooNew {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    ArchiveSchemaTooNew {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    ArchiveDamaged {
        path: PathBuf,
        place: Place,
        trouble: Trouble,
    },
    NotABackup(PathBuf),
    BackupDamaged(PathBuf),
    /// Another restoration of the journal is under way.
    Restoring,
    /// A backup that is the journal itself.
    RestoresItself(PathBuf),
    /// The journal would be replaced where nobody can be asked whether it is meant.
    RestoreNeedsYes,
    /// The configuration may name a journal, and could not be understood there.
    ConfigJournal(PathBuf),
    /// `HOME` names no folder: what it says, if that is a relative path.
    NoHome(Option<String>),
    /// A path that begins with `~name`.
    HomeOfOthers(PathBuf),
    /// A folder of the XDG specification that is named by a relative path.
    RelativeFolder {
        variable: &'static str,
        said: String,
    },
    /// `TOMONI_LANG` names a language that tomoni does not speak.
    Language(String),
    /// The time zone that this names cannot be used.
    Zone(String),
    /// What is wrong in the configuration file; never empty.
    Config {
        path: PathBuf,
        faults: Vec<ConfigFault>,
    },
    Demo(String),
    Other(anyhow::Error),
}

impl Problem {
    /// The first thing that is wrong in the configuration file, in one line for whoever wants to do something else.
    pub fn config_in_short(path: &std::path::Path, faults: &[ConfigFault], lang: crate::i18n::Lang) -> String {
        config::first(path, faults, lang)
    }
}

pub type Result<T> = std::result::Result<T, Problem>;

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}
