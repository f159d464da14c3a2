//! What a person sees when something fails: what happened, what was kept, what to do next, in their language; and
//! with which exit code the command line ends.

mod vault;

use std::path::{Path, PathBuf};

use crate::archive::{Place, Trouble};
use crate::domain::Objection;
use crate::files::Guarded;
use crate::i18n::Lang;
use crate::import::Broken;

pub use vault::VaultTrouble;

/// What somebody was looking for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Pair,
    Session,
    Goal,
    Line,
    Action,
    Item,
    Question,
    Key,
    Binned,
}

/// A part of a date that was not understood, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTrouble {
    Unknown,
    NoSuchDate,
    NoSuchTime,
    Empty,
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

impl Displacement {
    fn message(&self, path: &Path, lang: Lang) -> String {
        let shown = |path: &Path| path.display().to_string();
        let (id, to) = match self {
            Self::Removed => ("problem-place-removed", None),
            Self::Moved(to) => ("problem-place-moved", Some(shown(to))),
            Self::MovedOrRemoved => ("problem-place-lost", None),
            Self::FolderGone(folder) => ("problem-place-folder", Some(shown(folder))),
            Self::OtherFile => ("problem-place-replaced", None),
            Self::OtherJournal => ("problem-place-other", None),
            Self::NoJournal => ("problem-place-foreign", None),
            Self::Emptied => ("problem-place-emptied", None),
        };
        lang.fill(id, [("path", shown(path).into()), ("to", to.unwrap_or_default().into())])
    }
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
        cause: String,
    },
    Busy,
    /// Another writer changed the record since it was read.
    Stale,
    /// What would be undone has been changed elsewhere.
    UndoStale,
    File {
        path: PathBuf,
        cause: String,
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
    },
    /// The line is of a kind that waits for nothing.
    NothingToSettle,
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
    /// Only of a session that was held is there anything to tell.
    NotHeld,
    /// The last day comes before the first.
    DaysTurned,
    /// Nobody of these names stands in the paper; those who do.
    NobodyNamed {
        said: Vec<String>,
        there: Vec<String>,
    },
    /// A line that the paper is not about.
    NotInPaper(String),
    /// By hand no line gets into a report.
    ReportRules,
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
    Config {
        path: PathBuf,
        detail: String,
    },
    Demo(String),
    Other(anyhow::Error),
}

pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    /// As agreed with scripts: 1 failed, 2 usage or ambiguous, 3 not found, 4 locked, 5 damaged, too new or not a
    /// journal, 6 done although its result could not be printed, 7 perhaps done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoJournal(_)
            | Self::NoFile(_)
            | Self::NotFound { .. }
            | Self::NoPairs
            | Self::NoHeldSession { .. } => 3,
            Self::Vault(trouble) => trouble.exit_code(),
            Self::NotAJournal(_)
            | Self::TooNew { .. }
            | Self::Damaged(_)
            | Self::Unreadable
            | Self::Altered(_)
            | Self::TablesAltered(_)
            | Self::NotAnArchive(_)
            | Self::ArchiveTooNew { .. }
            | Self::ArchiveSchemaTooNew { .. }
            | Self::NotABackup(_)
            | Self::BackupDamaged(_) => 5,
            Self::Unsaid { .. } => 6,
            Self::Unconfirmed | Self::FileUnconfirmed(_) | Self::StoppedLater => 7,
            Self::Ambiguous { .. }
            | Self::Date { .. }
            | Self::Cadence(_)
            | Self::Number(_)
            | Self::Empty(_)
            | Self::NameTaken(_)
            | Self::RatingRange
            | Self::ConfidenceRange
            | Self::NeedsSession { .. }
            | Self::TooLarge { .. }
            | Self::NotUtf8 { .. }
            | Self::WhichPair(_)
            | Self::SearchFilter { .. }
            | Self::NamePair(_)
            | Self::NeedsTerminal
            | Self::NeedsYes
            | Self::NeedsFile
            | Self::Naming(_)
            | Self::NotHeld
            | Self::DaysTurned
            | Self::NobodyNamed { .. }
            | Self::NotInPaper(_)
            | Self::ReportRules
            | Self::RestoreNeedsYes
            | Self::RestoresItself(_)
            | Self::NotEmpty
            | Self::NotPlanned
            | Self::NothingToSettle
            | Self::Words(_) => 2,
            _ => 1,
        }
    }

    /// The sentence for the person reading it. It may hold names that they typed, so whoever prints it makes it safe
    /// for the terminal.
    pub fn message(&self, lang: Lang) -> String {
        let path = |p: &PathBuf| p.display().to_string();
        match self {
            Self::NoJournal(p) => lang.fill("problem-no-journal", [("path", path(p).into())]),
            Self::IsFolder(p) => lang.fill("problem-folder", [("path", path(p).into())]),
            Self::NotPlain(p) => lang.fill("problem-not-plain", [("path", path(p).into())]),
            Self::NotAllowed(p) => lang.fill("problem-not-allowed", [("path", path(p).into())]),
            Self::NameTooLong(p) => lang.fill("problem-name-too-long", [("path", path(p).into())]),
            Self::NotAJournal(p) => lang.fill("problem-not-a-journal", [("path", path(p).into())]),
            Self::TooNew { found, known } => {
                lang.fill("problem-too-new", [("found", (*found).into()), ("known", (*known).into())])
            }
            Self::Damaged(_) => lang.t("problem-damaged").into_owned(),
            Self::Altered(names) => lang.fill("problem-altered", [("names", joined(names, lang).into())]),
            Self::TablesAltered(names) => lang.fill("problem-tables-altered", [("names", joined(names, lang).into())]),
            Self::Unreadable => lang.t("problem-unreadable").into_owned(),
            Self::NotNow => lang.t("problem-not-now").into_owned(),
            Self::ReadOnly(p) => lang.fill("problem-read-only", [("path", path(p).into())]),
            Self::LookOnly => lang.t("problem-look-only").into_owned(),
            Self::DiskFull => lang.t("problem-full").into_owned(),
            Self::Displaced { path: p, how, written } => {
                let id = if *written { "problem-place-written" } else { "problem-place-nothing" };
                lang.sentences(&[how.message(p, lang).as_str(), &lang.t(id)])
            }
            Self::Unconfirmed => lang.t("problem-unconfirmed").into_owned(),
            Self::Unsaid { cause } => lang.fill("problem-unsaid", [("cause", cause.as_str().into())]),
            Self::Busy => lang.t("problem-busy").into_owned(),
            Self::Stale => lang.t("problem-stale").into_owned(),
            Self::UndoStale => lang.t("problem-undo-stale").into_owned(),
            Self::File { path: p, cause } => {
                lang.fill("problem-file", [("path", path(p).into()), ("cause", cause.as_str().into())])
            }
            Self::NotFound { what, needle } => lang.fill(not_found(*what), [("needle", needle.as_str().into())]),
            Self::Ambiguous { needle, candidates } => lang.fill(
                "problem-ambiguous",
                [("needle", needle.as_str().into()), ("candidates", joined(candidates, lang).into())],
            ),
            Self::Date { input, part, trouble } => {
                lang.fill(date_trouble(*trouble), [("input", input.as_str().into()), ("part", part.as_str().into())])
            }
            Self::Cadence(input) => lang.fill("problem-cadence", [("input", input.as_str().into())]),
            Self::Number(input) => lang.fill("problem-number", [("input", input.as_str().into())]),
            Self::Empty(missing) => lang.t(empty(*missing)).into_owned(),
            Self::NameTaken(name) => lang.fill("problem-alias-taken", [("name", name.as_str().into())]),
            Self::RatingRange => lang.t("problem-rating-range").into_owned(),
            Self::ConfidenceRange => lang.t("problem-confidence-range").into_owned(),
            Self::SearchFilter { filter, value } => lang
                .fill("problem-search-filter", [("filter", filter.as_str().into()), ("value", value.as_str().into())]),
            Self::NeedsSession { item } => lang.fill("problem-needs-session", [("item", item.as_str().into())]),
            Self::TooLarge { size, limit } => {
                let megabytes = |bytes: usize| bytes.div_ceil(1 << 20) as i64;
                lang.fill("problem-too-large", [("size", megabytes(*size).into()), ("limit", megabytes(*limit).into())])
            }
            Self::NotUtf8 { position } => lang.fill("problem-not-utf8", [("position", (*position).into())]),
            Self::NoPairs => lang.t("problem-no-pairs").into_owned(),
            Self::NotPlanned => lang.t("problem-not-planned").into_owned(),
            Self::NothingToSettle => lang.t("problem-nothing-to-settle").into_owned(),
            Self::WhichPair(names) => lang.fill("problem-which-pair", [("candidates", joined(names, lang).into())]),
            Self::NamePair(names) => lang.fill("problem-name-pair", [("candidates", joined(names, lang).into())]),
            Self::NoHeldSession { name } => lang.fill("problem-no-held-session", [("name", name.as_str().into())]),
            Self::NeedsTerminal => lang.t("problem-needs-terminal").into_owned(),
            Self::Words(objection) => lang.objection(*objection),
            Self::Vault(trouble) => lang.t(&trouble.message_id()).into_owned(),
            Self::NeedsYes => lang.t("problem-needs-yes").into_owned(),
            Self::NeedsFile => lang.t("problem-needs-file").into_owned(),
            Self::NotHeld => lang.t("problem-not-held").into_owned(),
            Self::DaysTurned => lang.t("summary-days-turned").into_owned(),
            Self::NobodyNamed { said, there } if there.is_empty() => {
                lang.fill("problem-nobody-at-all", [("said", joined(said, lang).into())])
            }
            Self::NobodyNamed { said, there } => lang.fill(
                "problem-nobody-named",
                [("said", joined(said, lang).into()), ("there", joined(there, lang).into())],
            ),
            Self::NotInPaper(id) => lang.fill("problem-not-in-paper", [("id", id.as_str().into())]),
            Self::ReportRules => lang.t("summary-report-rules").into_owned(),
            Self::Naming(input) => lang.fill("problem-naming", [("input", input.as_str().into())]),
            Self::Source(broken) => {
                let why = broken.why.words(lang);
                lang.fill("problem-source", [("place", broken.place.as_str().into()), ("why", why.into())])
            }
            Self::Occupied(p) => lang.fill("problem-occupied", [("path", path(p).into())]),
            Self::TargetExists(p) => lang.fill("problem-target-exists", [("path", path(p).into())]),
            Self::NotAFile(p) => lang.fill("problem-not-a-file", [("path", path(p).into())]),
            Self::Guarded { path: p, guarded } => lang.fill(guarded_id(*guarded), [("path", path(p).into())]),
            Self::Leftover { path: p, left } => {
                lang.fill("problem-leftover", [("path", path(p).into()), ("left", path(left).into())])
            }
            Self::FileUnconfirmed(p) => lang.fill("problem-file-unconfirmed", [("path", path(p).into())]),
            Self::NotReadable(p) => lang.fill("problem-not-readable", [("path", path(p).into())]),
            Self::NobodyWrites(p) => lang.fill("problem-nobody-writes", [("path", path(p).into())]),
            Self::FileTooLarge { path: p, limit } => {
                let megabytes = i64::try_from(limit.div_ceil(1 << 20)).unwrap_or(i64::MAX);
                lang.fill("problem-file-too-large", [("path", path(p).into()), ("limit", megabytes.into())])
            }
            Self::NoFolder(p) => lang.fill("problem-no-folder", [("path", path(p).into())]),
            Self::NoFile(p) => lang.fill("problem-no-file", [("path", path(p).into())]),
            Self::Stopped => lang.t("problem-stopped").into_owned(),
            Self::StoppedLater => lang.t("problem-stopped-later").into_owned(),
            Self::NotEmpty => lang.t("problem-not-empty").into_owned(),
            Self::NotAnArchive(p) => lang.fill("problem-not-an-archive", [("path", path(p).into())]),
            Self::ArchiveTooNew { path: p, found, known } => lang.fill(
                "problem-archive-too-new",
                [("path", path(p).into()), ("found", (*found).into()), ("known", (*known).into())],
            ),
            Self::ArchiveSchemaTooNew { path: p, found, known } => lang.fill(
                "problem-archive-schema-too-new",
                [("path", path(p).into()), ("found", (*found).into()), ("known", (*known).into())],
            ),
            Self::ArchiveDamaged { path: p, place, trouble } => lang.fill(
                "problem-archive-damaged",
                [
                    ("path", path(p).into()),
                    ("place", in_archive(place, lang).into()),
                    ("trouble", archive_trouble(trouble, lang).into()),
                ],
            ),
            Self::NotABackup(p) => lang.fill("problem-not-a-backup", [("path", path(p).into())]),
            Self::BackupDamaged(p) => lang.fill("problem-backup-damaged", [("path", path(p).into())]),
            Self::RestoresItself(p) => lang.fill("problem-restores-itself", [("path", path(p).into())]),
            Self::Restoring => lang.t("problem-restoring").into_owned(),
            Self::RestoreNeedsYes => lang.t("problem-restore-needs-yes").into_owned(),
            Self::ConfigJournal(p) => lang.fill("problem-config-journal", [("path", path(p).into())]),
            Self::Config { path: p, detail } => {
                lang.fill("problem-config", [("path", path(p).into()), ("detail", detail.as_str().into())])
            }
            Self::Demo(detail) => lang.fill("problem-demo", [("detail", detail.as_str().into())]),
            Self::Other(error) => lang.fill("problem-other", [("detail", format!("{error:#}").into())]),
        }
    }
}

fn guarded_id(guarded: Guarded) -> &'static str {
    match guarded {
        Guarded::Journal => "problem-guarded-journal",
        Guarded::Beside => "problem-guarded-beside",
        Guarded::Copy => "problem-guarded-copy",
        Guarded::OtherJournal => "problem-guarded-other-journal",
        Guarded::Config => "problem-guarded-config",
        Guarded::Input => "problem-guarded-input",
    }
}

fn joined(names: &[String], lang: Lang) -> String {
    names.join(lang.comma())
}

/// Where in an archive something is wrong.
fn in_archive(place: &Place, lang: Lang) -> String {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let line = place.line.map(|(line, column)| {
        let at = [("line", number(line).into()), ("column", number(column).into())];
        lang.fill("problem-archive-at-line", at)
    });
    let record = place.record.map(|(list, n)| {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        lang.fill("problem-archive-at-record", [("list", list.key().into()), ("n", n.into())])
    });
    let parts: Vec<String> = [line, record, place.id.clone()].into_iter().flatten().collect();
    joined(&parts, lang)
}

fn archive_trouble(trouble: &Trouble, lang: Lang) -> String {
    match trouble {
        Trouble::Unreadable(detail) => lang.fill("problem-archive-unreadable", [("detail", detail.as_str().into())]),
        Trouble::Twice => lang.t("problem-archive-twice").into_owned(),
        Trouble::Nowhere => lang.t("problem-archive-nowhere").into_owned(),
        Trouble::Value => lang.t("problem-archive-value").into_owned(),
        Trouble::Order => lang.t("problem-archive-order").into_owned(),
        Trouble::Elsewhere => lang.t("problem-archive-elsewhere").into_owned(),
    }
}

fn not_found(what: What) -> &'static str {
    match what {
        What::Pair => "problem-not-found-pair",
        What::Session => "problem-not-found-session",
        What::Goal => "problem-not-found-goal",
        What::Line => "problem-not-found-line",
        What::Action => "problem-not-found-action",
        What::Item => "problem-not-found-item",
        What::Question => "problem-not-found-question",
        What::Key => "problem-not-found-key",
        What::Binned => "problem-not-found-binned",
    }
}

fn date_trouble(trouble: DateTrouble) -> &'static str {
    match trouble {
        DateTrouble::Unknown => "problem-date-unknown",
        DateTrouble::NoSuchDate => "problem-date-no-such-date",
        DateTrouble::NoSuchTime => "problem-date-no-such-time",
        DateTrouble::Empty => "problem-date-empty",
    }
}

fn empty(missing: Missing) -> &'static str {
    match missing {
        Missing::Name => "problem-empty-name",
        Missing::Title => "problem-empty-title",
        Missing::Text => "problem-empty-text",
        Missing::Note => "problem-empty-note",
        Missing::Reason => "problem-empty-reason",
        Missing::Learned => "problem-empty-learned",
        Missing::CheckIn => "problem-empty-checkin",
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}
