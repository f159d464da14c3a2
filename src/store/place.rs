//! Whether the open file is still the journal at its path. The engine goes on writing to a file that was moved or
//! removed, and what it writes there is not in the journal that its owner opens the next time.

use std::path::PathBuf;

use rusqlite::OptionalExtension;

use super::error::{Result, StoreError};
use super::{APPLICATION_ID, Look, Store, Tx};
use crate::domain::ids::PairId;
use crate::files::{self, AtPath, FileId, Whereabouts};

/// What became of the journal at its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Displaced {
    Removed,
    Moved(PathBuf),
    /// Either of the two; the system does not say which.
    MovedOrRemoved,
    /// The folder that it was in is not there any more.
    FolderGone(PathBuf),
    /// Another file has its name.
    Replaced,
    /// A link, a folder or a device has its name.
    NotPlain,
    /// The same file, but nothing is in it any more.
    Emptied,
}

/// What has the name of the journal instead of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newcomer {
    /// The same journal: restored, or brought by a program that synchronises.
    Same,
    /// A journal with other pairs.
    Other,
    /// No journal.
    Foreign,
    Empty,
}

impl Store {
    /// Looks whether the open file is still the one at its path, with something in it.
    ///
    /// # Errors
    /// [`StoreError::Displaced`], or [`StoreError::File`] where the system does not say.
    pub fn look_at_place(&self) -> Result<()> {
        let found = files::at_path(&self.path).map_err(|cause| StoreError::File { path: self.path.clone(), cause })?;
        match (found, self.file) {
            (AtPath::File(_, 0), _) => Err(displaced(Displaced::Emptied)),
            (AtPath::File(there, _), Some(ours)) if there != ours => Err(displaced(Displaced::Replaced)),
            (AtPath::File(..), _) => Ok(()),
            (AtPath::Other, _) => Err(displaced(Displaced::NotPlain)),
            (AtPath::Nothing, ours) => Err(displaced(self.gone(ours))),
        }
    }

    fn gone(&self, file: Option<FileId>) -> Displaced {
        let folder = files::folder_of(&self.path);
        match file.map_or(Whereabouts::Unknown, files::whereabouts) {
            Whereabouts::Moved(to) => Displaced::Moved(to),
            _ if !folder.exists() => Displaced::FolderGone(folder.to_owned()),
            Whereabouts::Removed => Displaced::Removed,
            Whereabouts::Unknown => Displaced::MovedOrRemoved,
        }
    }

    /// Looks whether this account may write the journal and beside it.
    pub fn look_whether_writable(&self) -> Result<()> {
        if self.engine.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        files::can_be_written(&self.path).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
            _ => StoreError::File { path: self.path.clone(), cause },
        })
    }

    /// What has taken the place of the open file. Not a byte of it changes.
    pub fn newcomer(&self) -> Result<Newcomer> {
        let look = match Look::at(&self.path) {
            Ok(look) => look,
            Err(StoreError::NotAJournal(path)) if path.metadata().is_ok_and(|found| found.len() == 0) => {
                return Ok(Newcomer::Empty);
            }
            Err(StoreError::NotAJournal(_)) => return Ok(Newcomer::Foreign),
            Err(other) => return Err(other),
        };
        look.is_known()?;
        let ours = pairs(self.conn()?)?;
        // Nothing of a journal without pairs can be in the wrong place.
        let theirs = look.pairs()?;
        let is_same = ours.is_empty() || ours.iter().any(|pair| theirs.contains(pair));
        Ok(if is_same { Newcomer::Same } else { Newcomer::Other })
    }
}

pub(super) fn displaced(how: Displaced) -> StoreError {
    StoreError::Displaced { how, written: false }
}

/// Whether what this connection reads is a journal: an engine takes a file that was emptied for a new one.
pub(super) fn is_journal(tx: &Tx<'_>) -> Result<()> {
    let id: i64 = tx.conn().query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id == APPLICATION_ID { Ok(()) } else { Err(displaced(Displaced::Emptied)) }
}

/// The pairs of a journal of any schema, those in the bin included.
pub(super) fn pairs(conn: &rusqlite::Connection) -> Result<Vec<PairId>> {
    let known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'pair'";
    if conn.query_row(known, [], |_| Ok(())).optional()?.is_none() {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare("SELECT uuid FROM pair")?;
    let ids = statement.query_map([], |row| super::value::read_uuid(row, 0))?;
    Ok(ids.map(|id| id.map(PairId)).collect::<rusqlite::Result<_>>()?)
}
