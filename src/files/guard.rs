//! Which files may be written. Only [`Guard::target`] makes a [`Target`], and nothing is written without one.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::{SIDES, folder_of, identity, is_journal, read, side_file};

/// The folder of backups beside a journal.
pub(super) const BACKUPS: &str = "backups";
/// Parts of the names of automatic copies.
const KEPT: [&str; 5] = ["-auto-", "before-schema-", "-replaced", ".replaced-", "-altered"];

/// Endings after the name of a journal: copies that the program keeps beside it.
pub(super) const COPIES: [&str; 2] = [".before-schema-", ".replaced-"];

/// The purpose of a file. It decides what the file may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// A summary, a calendar, an archive, rescued text: never replaces a journal of any kind.
    Paper,
    /// A backup that the user asked for: may replace another backup, but no journal that is in use.
    Backup,
    /// A copy of the journal that the program keeps by itself, or a text beside the backups: replaces only its like.
    OwnCopy,
    /// The journal itself: it is created, or replaces an unreadable file.
    Journal,
    /// The configuration file.
    Config,
}

/// What happens to an existing file at the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Stays,
    Replaced,
}

impl Standing {
    /// As the user chose.
    pub fn of(replace: bool) -> Self {
        if replace { Self::Replaced } else { Self::Stays }
    }
}

/// A file that is never overwritten, even if the user asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// The journal in use, or one that the configuration names.
    Journal,
    /// A name that SQLite needs beside a journal.
    Beside,
    /// A copy of the journal that the program keeps.
    Copy,
    /// Another tomoni journal.
    OtherJournal,
    /// The configuration file.
    Config,
    /// A file that this very command reads.
    Input,
}

/// Why a file was not written.
#[derive(Debug)]
pub enum Why {
    /// A file exists and has to stay.
    Exists,
    /// A folder, a link or a device is there, or the name is that of a folder.
    NotAFile,
    /// Its folder does not exist.
    NoFolder,
    Guarded(Guarded),
    /// A file that SQLite left beside a deleted database: it would damage the new file.
    Leftover(PathBuf),
    /// The file is at its path, but the system does not confirm that its name is on the disk.
    Unconfirmed(io::Error),
    Io(io::Error),
}

/// A file that was not written, and the reason.
#[derive(Debug)]
pub struct Refused {
    /// As the user named it.
    pub path: PathBuf,
    pub why: Why,
}

/// The files that must not be overwritten by accident: journals, and the files that belong to them.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    journals: Vec<PathBuf>,
    configs: Vec<PathBuf>,
    inputs: Vec<PathBuf>,
}

/// A path that a file may be written to. Only [`Guard::target`] makes one.
#[derive(Clone, Debug)]
pub struct Target {
    /// As the user named it.
    named: PathBuf,
    /// The same, with its folder resolved.
    place: PathBuf,
    writing: Writing,
    standing: Standing,
    guard: Guard,
}

impl Guard {
    /// Guards the journal at `path`, which need not exist.
    pub fn of(path: &Path) -> Self {
        Self { journals: vec![path.to_owned()], ..Self::default() }
    }

    /// Another journal, in use or named somewhere.
    pub fn add_journal(&mut self, path: &Path) {
        self.journals.push(path.to_owned());
    }

    /// The configuration file.
    pub fn add_config(&mut self, path: &Path) {
        self.configs.push(path.to_owned());
    }

    /// A file that the same command reads.
    pub fn add_input(&mut self, path: &Path) {
        self.inputs.push(path.to_owned());
    }

    /// Guards everything that another guard guards, too.
    pub fn add(&mut self, other: &Self) {
        self.journals.extend_from_slice(&other.journals);
        self.configs.extend_from_slice(&other.configs);
        self.inputs.extend_from_slice(&other.inputs);
    }

    /// Decides whether a file may be written at `path`. This is checked again when the file is put there.
    ///
    /// # Errors
    /// A guarded file, one that is not a regular file, or an existing file that has to stay is refused, and nothing
    /// changes.
    pub fn target(&self, path: &Path, writing: Writing, standing: Standing) -> Result<Target, Refused> {
        let place = self.decide(path, writing, standing);
        let place = place.map_err(|why| Refused { path: path.to_owned(), why })?;
        let target = Target { named: path.to_owned(), place, writing, standing, guard: self.clone() };
        // What stands beside a journal that is put aside goes with it.
        if (writing, standing) != (Writing::Journal, Standing::Replaced) {
            target.nothing_left()?;
        }
        Ok(target)
    }

    fn decide(&self, path: &Path, writing: Writing, standing: Standing) -> Result<PathBuf, Why> {
        let name = path.file_name().ok_or(Why::NotAFile)?;
        let bytes = path.as_os_str().as_encoded_bytes();
        if bytes.ends_with(b"/") || bytes.ends_with(b"/.") {
            return Err(Why::NotAFile);
        }
        let place = settled(folder_of(path))?.join(name);
        let found = match place.symlink_metadata() {
            Ok(found) if !found.is_file() => return Err(Why::NotAFile),
            Ok(found) => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(Why::NoFolder),
            Err(error) => return Err(Why::Io(error)),
        };
        if let Some(guarded) = self.guarded(&place, found.as_ref(), writing).map_err(Why::Io)? {
            return Err(Why::Guarded(guarded));
        }
        // Only the journal itself gives way to a journal.
        let stays = standing == Standing::Stays || writing == Writing::Journal && !self.is_journal(&place);
        if found.is_some() && stays { Err(Why::Exists) } else { Ok(place) }
    }

    /// Whether a place is that of a guarded journal.
    pub(super) fn is_journal(&self, place: &Path) -> bool {
        let found = place.symlink_metadata().ok();
        self.journals.iter().any(|journal| is_one(journal, place, found.as_ref()))
    }

    /// Which guarded file a path is, if a file of this purpose may not be written there.
    fn guarded(&self, place: &Path, found: Option<&Metadata>, writing: Writing) -> io::Result<Option<Guarded>> {
        if let Some(stem) = SIDES.iter().find_map(|ending| stem(place, ending))
            && (!self.may_be_opened(&stem) || holds_journal(&stem)?)
        {
            return Ok(Some(Guarded::Beside));
        }
        let is = |path: &Path| is_one(path, place, found);
        for journal in &self.journals {
            if is(journal) {
                return Ok((writing != Writing::Journal).then_some(Guarded::Journal));
            }
            if SIDES.iter().any(|ending| is(&side_file(journal, ending))) {
                return Ok(Some(Guarded::Beside));
            }
        }
        if self.configs.iter().any(|config| is(config)) {
            return Ok((writing != Writing::Config).then_some(Guarded::Config));
        }
        if self.inputs.iter().any(|input| is(input)) {
            return Ok(Some(Guarded::Input));
        }
        if found.is_none() {
            return Ok(None);
        }
        let is_copy = self.journals.iter().any(|journal| is_copy_of(journal, place));
        Ok(match writing {
            Writing::OwnCopy if is_copy => None,
            // A backup that somebody asked for gives way to a newer one when they say so; the others are kept.
            Writing::Backup if is_copy && is_kept(place) => Some(Guarded::Copy),
            Writing::Backup => None,
            _ if is_copy => Some(Guarded::Copy),
            _ if holds_journal(place)? || is_in_use(place) => Some(Guarded::OtherJournal),
            Writing::Paper | Writing::OwnCopy | Writing::Journal | Writing::Config => None,
        })
    }

    /// Whether opening a file is safe: the locks of an open database are lost when the same program closes another
    /// handle of it.
    fn may_be_opened(&self, path: &Path) -> bool {
        !self.journals.iter().any(|journal| super::is_same_file(journal, path))
    }
}

impl Target {
    /// Its path, with the folder resolved.
    pub fn path(&self) -> &Path {
        &self.place
    }

    /// What happens to an existing file.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// Checks again, just before the file is put there.
    pub(super) fn check(&self) -> Result<(), Refused> {
        match self.guard.decide(&self.named, self.writing, self.standing) {
            Ok(place) if place == self.place => Ok(()),
            // A folder on the way has become another one.
            Ok(_) => Err(self.refused(Why::NotAFile)),
            Err(why) => Err(self.refused(why)),
        }
    }

    /// Refuses to write a database beside files that SQLite left of another one: it would treat them as part of the new
    /// one.
    pub(super) fn nothing_left(&self) -> Result<(), Refused> {
        if !matches!(self.writing, Writing::Backup | Writing::OwnCopy | Writing::Journal) {
            return Ok(());
        }
        let sides = SIDES.iter().map(|ending| side_file(&self.place, ending));
        let left = sides.into_iter().find(|side| side.symlink_metadata().is_ok_and(|found| found.len() > 0));
        left.map_or(Ok(()), |left| Err(self.refused(Why::Leftover(left))))
    }

    pub(super) fn refused(&self, why: Why) -> Refused {
        Refused { path: self.named.clone(), why }
    }
}

/// A folder, with links and dots in its path resolved.
fn settled(folder: &Path) -> Result<PathBuf, Why> {
    folder.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Why::NoFolder,
        _ => Why::Io(error),
    })
}

/// Whether a guarded path and a path are one file, or would be: by device and inode, or else by their names in one
/// folder. A file system may treat names as equal that differ in case or in composition.
fn is_one(guarded: &Path, place: &Path, found: Option<&Metadata>) -> bool {
    if let (Some(found), Ok(guarded)) = (found, guarded.metadata())
        && identity(&guarded) == identity(found)
    {
        return true;
    }
    let names = guarded.file_name().zip(place.file_name());
    names.is_some_and(|(a, b)| folded(a) == folded(b)) && super::is_same_file(folder_of(guarded), folder_of(place))
}

fn folded(name: &OsStr) -> String {
    name.to_string_lossy().nfkc().flat_map(char::to_lowercase).collect()
}

/// The file that a side file of this name would belong to.
fn stem(place: &Path, ending: &str) -> Option<PathBuf> {
    let name = place.file_name()?.to_str()?;
    let at = name.len().checked_sub(ending.len()).filter(|at| *at > 0 && name.is_char_boundary(*at))?;
    let (stem, rest) = name.split_at(at);
    rest.eq_ignore_ascii_case(ending).then(|| place.with_file_name(stem))
}

/// Whether a regular file is a tomoni journal, or was one before it was damaged. An existing file that cannot be read
/// is an error: it could be one.
fn holds_journal(path: &Path) -> io::Result<bool> {
    if !path.symlink_metadata().is_ok_and(|found| found.is_file()) {
        return Ok(false);
    }
    match read::head(path, LOOKED_INTO) {
        Ok(head) => Ok(is_journal(&head) || was_journal(&head)),
        Err(error) => Err(error.into_io()),
    }
}

/// This many bytes of a file are searched: the schema of a journal is in its first pages.
const LOOKED_INTO: u64 = 1 << 20;
/// Texts that are in the schema of a journal, and in no text for people.
const MARKS: [&[u8]; 4] = [
    b"CREATE VIRTUAL TABLE search USING fts5",
    b"CREATE INDEX entry_of_session",
    b"CREATE INDEX session_of_pair",
    b"sqlite_autoindex_checkin_1",
];

/// Whether a file looks like a journal with a damaged header: by its application id, or by its schema among bytes that
/// are not text.
fn was_journal(head: &[u8]) -> bool {
    let has_id = head.get(68..72) == Some(&super::JOURNAL_ID.to_be_bytes()[..]);
    has_id || head.contains(&0) && MARKS.iter().any(|mark| head.windows(mark.len()).any(|part| part == *mark))
}

/// Whether SQLite files are beside a file: the database is in use, or was until its program was killed.
fn is_in_use(place: &Path) -> bool {
    ["-journal", "-wal"].iter().any(|ending| side_file(place, ending).metadata().is_ok_and(|side| side.len() > 0))
}

/// Whether a copy has a name that the program gives: to daily copies, to copies from before a change of schema, and to
/// journals that a restore or `doctor --accept` replaced.
fn is_kept(copy: &Path) -> bool {
    let name = folded(copy.file_name().unwrap_or_default());
    KEPT.iter().any(|part| name.contains(part))
}

/// Whether a place has a name that the program gives to its copies of a journal.
pub(super) fn is_copy_of(journal: &Path, place: &Path) -> bool {
    let folder = folder_of(journal);
    if super::is_same_file(&folder.join(BACKUPS), folder_of(place)) {
        return true;
    }
    let (Some(journal), Some(name)) = (journal.file_name(), place.file_name()) else { return false };
    let rest = folded(name).strip_prefix(&folded(journal)).map(str::to_owned);
    rest.is_some_and(|rest| COPIES.iter().any(|copy| rest.starts_with(copy)))
        && super::is_same_file(folder, folder_of(place))
}
