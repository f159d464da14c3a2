//! Atomic writes: a file appears at its path complete or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::guard::{Guard, Refused, Standing, Target, Why, is_copy_of};
use super::workshop::{DRAFT, Workshop};
use super::{folder_of, side_file, sync_folder};

/// A file that is being written in a [`Workshop`] beside its path, readable only by its owner. Dropping the value
/// deletes the file, unless it was put at its path.
pub struct Draft {
    file: File,
    workshop: Workshop,
    target: Target,
}

impl Draft {
    /// Begins a file for a target.
    pub fn new(target: Target) -> Result<Self, Refused> {
        target.check()?;
        let begun = Workshop::new(folder_of(target.path()))
            .and_then(|workshop| Ok((super::create_private_file(&workshop.path().join(DRAFT))?, workshop)));
        match begun {
            // Without the name of what was never there.
            Err(error) => {
                Err(target.refused(Why::Io(error.raw_os_error().map_or(error, io::Error::from_raw_os_error))))
            }
            Ok((file, workshop)) => Ok(Self { file, workshop, target }),
        }
    }

    pub fn file_mut(&mut self) -> &mut File {
        &mut self.file
    }

    /// The path where it is being written.
    pub fn path(&self) -> PathBuf {
        self.workshop.path().join(DRAFT)
    }

    /// Puts the file in its place once it is on the disk.
    ///
    /// # Errors
    /// The place is as it was; but for [`Why::Unconfirmed`], where the file is there.
    pub fn put(self) -> Result<(), Refused> {
        put(&self.file, &self.path(), &self.target)
    }
}

/// Puts a written file at its path: first its content is synced, then its name.
pub(super) fn put(file: &File, from: &Path, target: &Target) -> Result<(), Refused> {
    let io = |error| target.refused(Why::Io(error));
    file.sync_all().map_err(io)?;
    target.check()?;
    target.nothing_left()?;
    let to = target.path();
    let placed = match target.standing() {
        Standing::Stays => rename_new(from, to),
        Standing::Replaced => std::fs::rename(from, to),
    };
    placed.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => target.refused(Why::Exists),
        _ => io(error),
    })?;
    sync_folder(folder_of(to)).map_err(|error| target.refused(Why::Unconfirmed(error)))
}

/// Writes a file that only its owner can read: first beside its path, then put there complete.
pub fn write(target: Target, bytes: &[u8]) -> Result<(), Refused> {
    let mut draft = Draft::new(target)?;
    draft.file.write_all(bytes).map_err(|error| draft.target.refused(Why::Io(error)))?;
    draft.put()
}

/// Gives a file another name in the same file system, where nothing is yet.
///
/// # Errors
/// `AlreadyExists` when anything stands there; both are left as they are.
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Not every file system knows how. A second name, then without the first, does the same.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            std::fs::hard_link(from, to)?;
            std::fs::remove_file(from)
        }
        other => other.map_err(io::Error::from),
    }
}

/// Gives a journal that cannot be read a second name, `aside`, where nothing is yet, and moves what SQLite needs beside
/// it along: a new file can then take the place of the first name.
///
/// # Errors
/// Nothing is lost: what is there has its old name, its new one, or both.
pub fn put_aside(journal: &Path, aside: &Path) -> io::Result<()> {
    std::fs::hard_link(journal, aside)?;
    for ending in super::SIDES {
        let side = side_file(journal, ending);
        if side.symlink_metadata().is_ok() {
            rename_new(&side, &side_file(aside, ending))?;
        }
    }
    sync_folder(folder_of(journal))
}

/// Deletes an automatic copy of the journal at `journal` that another one replaces.
///
/// # Errors
/// `InvalidInput` if the name is not that of such a copy.
pub fn remove_copy(journal: &Path, copy: &Path) -> io::Result<()> {
    if !is_copy_of(journal, copy) || Guard::of(journal).is_journal(copy) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    std::fs::remove_file(copy)?;
    sync_folder(folder_of(copy))
}
