//! A temporary folder beside a path, in which a file is made before it is moved there; and how to recognise the folder
//! of a killed program.
//!
//! The name of the folder contains a random part and a check of it, so nothing has such a name by accident. Its program
//! holds a lock on a file in it as long as it runs. Only files with known names are deleted, one by one, and the folder
//! only if nothing else is in it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::SIDES;

/// The files of a workshop: one file of any kind, or a journal.
pub(super) const DRAFT: &str = "draft";
const JOURNAL: &str = "journal.db";
/// A copy of a damaged journal, from which readable records are taken.
const DAMAGED: &str = "damaged.db";
/// Locked while a program works there.
const LOCK: &str = "lock";
/// The beginning and the end of the name, around the random part.
const PREFIX: &str = ".tomoni-";
const SUFFIX: &str = ".unfinished";
/// Digits of the random part, and of its check.
const RANDOM: usize = 16;
const CHECK: usize = 8;
/// How often to try to create a folder before reporting an error.
const TRIES: usize = 5;

/// A private temporary folder. Dropping the value deletes it.
pub struct Workshop {
    path: PathBuf,
    /// Locked until the value is dropped.
    _lock: File,
}

impl Workshop {
    /// Makes one in `folder`, which must exist.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let mut trouble = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..TRIES {
            let path = folder.join(new_name()?);
            DirBuilder::new().mode(0o700).create(&path)?;
            match locked_new(&path.join(LOCK)) {
                Ok(lock) => return Ok(Self { path, _lock: lock }),
                // Somebody who removes what was left took this folder for empty: the next one is another.
                Err(error) => trouble = error,
            }
            let _ = std::fs::remove_dir(&path);
        }
        Err(trouble)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path at which a journal can be made.
    pub fn journal(&self) -> PathBuf {
        self.path.join(JOURNAL)
    }

    /// Puts the journal that was made here at its path.
    ///
    /// # Errors
    /// Like [`super::Draft::put`].
    pub fn put_journal(self, target: super::Target) -> Result<(), super::Refused> {
        let path = self.journal();
        let file = File::open(&path).map_err(|error| target.refused(super::Why::Io(error)))?;
        super::draft::put(&file, &path, &target)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        clear(&self.path);
    }
}

/// Deletes the workshops of killed programs in a folder, and their files. Those of a running program and other files
/// with similar names stay as they are.
pub fn remove_unfinished(folder: &Path) {
    for name in super::names_in(folder).unwrap_or_default() {
        let path = folder.join(&name);
        if name.to_str().is_some_and(is_ours) && is_own_folder(&path) && is_left(&path) {
            clear(&path);
        }
    }
}

/// Whether a path is in a temporary folder of ours.
fn is_scratch(path: &Path) -> bool {
    let folder = super::folder_of(path).file_name().and_then(|name| name.to_str());
    folder.is_some_and(|name| is_ours(name) || name.starts_with(super::TEMPORARY))
}

/// Opens a file of a workshop, or of a temporary folder of ours, to change it.
///
/// # Errors
/// `InvalidInput` for a file anywhere else.
pub fn open_scratch(path: &Path) -> io::Result<File> {
    if !is_scratch(path) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    OpenOptions::new().read(true).write(true).custom_flags(no_follow()).open(path)
}

/// Deletes a file of a workshop, or of a temporary folder of ours.
///
/// # Errors
/// Like [`open_scratch`].
pub fn remove_scratch(path: &Path) -> io::Result<()> {
    if !is_scratch(path) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    std::fs::remove_file(path)
}

/// Whether no program holds the lock of a workshop any longer.
fn is_left(workshop: &Path) -> bool {
    let path = workshop.join(LOCK);
    let Ok(found) = path.symlink_metadata() else {
        // Everything else comes after the lock and goes before it.
        return true;
    };
    if !found.is_file() || found.len() > 0 {
        return false;
    }
    let lock = OpenOptions::new().read(true).write(true).custom_flags(no_follow()).open(&path);
    lock.is_ok_and(|lock| lock.try_lock().is_ok())
}

/// Deletes the files of a workshop that were made here, then the lock, then the folder if it is empty.
fn clear(workshop: &Path) {
    for name in super::names_in(workshop).unwrap_or_default() {
        let path = workshop.join(&name);
        let Some(name) = name.to_str() else { continue };
        if is_made_here(name) && path.symlink_metadata().is_ok_and(|found| found.is_file()) {
            let _ = std::fs::remove_file(&path);
        }
    }
    // A journal that was brought to a newer schema here has left a copy, which had a workshop of its own.
    remove_unfinished(workshop);
    let others = super::names_in(workshop).map_or(true, |names| names.iter().any(|name| name != LOCK));
    if !others {
        let _ = std::fs::remove_file(workshop.join(LOCK));
        let _ = std::fs::remove_dir(workshop);
    }
}

/// Whether a file of this name is one that is made in a workshop.
fn is_made_here(name: &str) -> bool {
    let name = SIDES.iter().find_map(|side| name.strip_suffix(side)).unwrap_or(name);
    let copy = name.strip_prefix(JOURNAL).and_then(|rest| rest.strip_prefix(super::guard::COPIES[0]));
    name == DRAFT
        || name == JOURNAL
        || name == DAMAGED
        || copy.is_some_and(|n| n.chars().all(|c| c.is_ascii_digit() || c == '-') && !n.is_empty())
}

fn is_own_folder(path: &Path) -> bool {
    let own = rustix::process::geteuid().as_raw();
    path.symlink_metadata().is_ok_and(|found| found.is_dir() && found.uid() == own)
}

/// A new file that is locked and has its name.
fn locked_new(path: &Path) -> io::Result<File> {
    let lock = super::create_private_file(path)?;
    match lock.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
        // Where there are no locks, whoever cleans up gets none either and leaves it alone.
        Err(std::fs::TryLockError::Error(_)) | Ok(()) => {}
    }
    let is_there = super::is_open_at(&lock, path);
    if is_there { Ok(lock) } else { Err(io::ErrorKind::WouldBlock.into()) }
}

pub(super) fn no_follow() -> i32 {
    (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed()
}

fn new_name() -> io::Result<String> {
    let mut bytes = [0; RANDOM / 2];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    let random: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let check = check(&random);
    Ok(format!("{PREFIX}{random}-{check}{SUFFIX}"))
}

/// The check after the random part of a name, which proves that tomoni made the name.
fn check(random: &str) -> String {
    let hash = Sha256::digest(format!("tomoni, unfinished: {random}"));
    hash.iter().take(CHECK / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a name is one that [`new_name`] gives.
fn is_ours(name: &str) -> bool {
    let inner = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    let parts = inner.and_then(|inner| inner.split_once('-'));
    parts.is_some_and(|(random, found)| random.len() == RANDOM && check(random) == found)
}
