//! What can go wrong between us and the file.

use std::path::PathBuf;

use rusqlite::ffi;

use super::place::Displaced;
use crate::files::Refused;

pub type Result<T> = std::result::Result<T, StoreError>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no journal at {0}")]
    Missing(PathBuf),
    #[error("{0} is a folder")]
    IsFolder(PathBuf),
    /// There is a file without a byte in it.
    #[error("{0} is empty")]
    EmptyFile(PathBuf),
    /// A link or a device stands there.
    #[error("{0} is no plain file")]
    NotPlain(PathBuf),
    #[error("{0} is not a tomoni journal")]
    NotAJournal(PathBuf),
    #[error("the journal has schema {found}, this program knows up to {known}")]
    TooNew { found: i64, known: i64 },
    #[error("the journal is damaged: {0}")]
    Damaged(String),
    /// The rollback journal beside the journal belongs to another state of it.
    #[error("{0} would undo what was written since")]
    OtherRollback(PathBuf),
    /// What the engine calls damage. It also says so when the system failed to read once; see [`StoreError::confirmed`].
    #[error("the engine calls the journal damaged: {0}")]
    Corrupt(String),
    /// The schema of the file is not ours: these things are foreign, missing or changed.
    #[error("the schema is not ours: {0:?}")]
    Altered(Vec<String>),
    /// The record is there, but its row is damaged.
    #[error("the record cannot be read")]
    Unreadable,
    /// The system could not read just now, or had no memory for it.
    #[error("the journal could not be read just now")]
    NotNow,
    #[error("the journal cannot be written")]
    ReadOnly,
    /// It was opened to be looked at.
    #[error("the journal is only looked at")]
    LookOnly,
    #[error("the disk is full")]
    Full,
    #[error("another program is using the journal")]
    Busy,
    /// The record has changed since it was read, or is gone.
    #[error("somebody else changed it in the meantime")]
    Stale,
    /// It needs the key of the vault, which is not here.
    #[error("the vault is locked")]
    Locked,
    /// The writer has a key, and the journal has no vault: what is to be sealed would be written readable.
    #[error("the journal has no vault")]
    NoVault,
    /// The sealed lines are not those that were written.
    #[error("the sealed lines are not what was written")]
    SealsBroken,
    /// The open file is not the journal at its path any more. `written`: the last change is in it all the same.
    #[error("the journal is not at its path any more: {how:?}")]
    Displaced { how: Displaced, written: bool },
    /// The engine failed while it committed: the change may be on the disk.
    #[error("the commit failed: {0}")]
    Unconfirmed(Box<StoreError>),
    /// The system has no randomness to give.
    #[error("nothing could be sealed")]
    NoRandomness,
    /// Whoever waited for it asked it to stop.
    #[error("stopped")]
    Stopped,
    /// A file of this name may not be written.
    #[error("{} may not be written", .0.path.display())]
    Refused(Refused),
    #[error("{path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    /// A record has a number that no journal has.
    #[error("a number out of range")]
    OutOfRange,
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<Refused> for StoreError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// Which rule of the schema a record breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// Its id, or what may be there once, is taken.
    Taken,
    /// It refers to something that is not there.
    Nowhere,
    /// A value outside of what is allowed.
    Value,
}

impl StoreError {
    /// The rule of the schema that was broken, if that is what it was.
    pub fn breach(&self) -> Option<Breach> {
        let error = match self {
            Self::Sqlite(error) => error,
            Self::OutOfRange => return Some(Breach::Value),
            _ => return None,
        };
        match error.sqlite_error().map(|e| e.extended_code) {
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => Some(Breach::Taken),
            // A reference that is needed is looked up by its id and found to be nothing.
            Some(ffi::SQLITE_CONSTRAINT_NOTNULL | ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Some(Breach::Nowhere),
            Some(ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_DATATYPE) => Some(Breach::Value),
            _ => None,
        }
    }
}

impl StoreError {
    /// Whether the system refused something, so that this says nothing about what is in the file.
    pub fn is_of_the_system(&self) -> bool {
        use rusqlite::ErrorCode as Code;
        let Self::Sqlite(error) = self else { return false };
        matches!(error.sqlite_error_code(), Some(Code::SystemIoFailure | Code::CannotOpen | Code::PermissionDenied))
    }
}

impl StoreError {
    /// Whether the system failed to write, for another reason than a full disk: a quota, a limit, a failing disk.
    pub fn is_of_writing(&self) -> bool {
        let Self::Sqlite(error) = self else { return false };
        let code = error.sqlite_error().map(|e| e.extended_code);
        matches!(
            code,
            Some(
                ffi::SQLITE_IOERR_WRITE
                    | ffi::SQLITE_IOERR_FSYNC
                    | ffi::SQLITE_IOERR_DIR_FSYNC
                    | ffi::SQLITE_IOERR_TRUNCATE
                    | ffi::SQLITE_IOERR_DELETE
            )
        )
    }
}

/// Whether the system failed while it read.
fn is_reading(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|e| e.extended_code);
    matches!(
        code,
        Some(
            ffi::SQLITE_IOERR_READ
                | ffi::SQLITE_IOERR_SHORT_READ
                // What the engine makes of EIO.
                | ffi::SQLITE_IOERR_CORRUPTFS
                | ffi::SQLITE_IOERR_FSTAT
                | ffi::SQLITE_IOERR_SEEK
                | ffi::SQLITE_IOERR_ACCESS
                | ffi::SQLITE_IOERR_NOMEM
                | ffi::SQLITE_IOERR_RDLOCK
                | ffi::SQLITE_IOERR_CHECKRESERVEDLOCK
        )
    )
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::OperationInterrupted) => Self::Stopped,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Corrupt(error.to_string()),
            Some(Code::OutOfMemory) => Self::NotNow,
            Some(Code::SystemIoFailure) if is_reading(&error) => Self::NotNow,
            _ if super::damage::is_conversion(&error) => Self::Unreadable,
            _ => Self::Sqlite(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: std::ffi::c_int) -> StoreError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    #[test]
    fn what_the_system_failed_to_read_is_no_damage() {
        for code in [
            ffi::SQLITE_IOERR_READ,
            ffi::SQLITE_IOERR_SHORT_READ,
            ffi::SQLITE_IOERR_CORRUPTFS,
            ffi::SQLITE_IOERR_FSTAT,
            ffi::SQLITE_IOERR_SEEK,
            ffi::SQLITE_IOERR_ACCESS,
            ffi::SQLITE_IOERR_NOMEM,
            ffi::SQLITE_IOERR_RDLOCK,
            ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
            ffi::SQLITE_NOMEM,
        ] {
            assert!(matches!(of(code), StoreError::NotNow), "{code}");
        }
        // The engine makes this of EIO, too, so it is looked at again.
        for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_CORRUPT_VTAB, ffi::SQLITE_CORRUPT_INDEX, ffi::SQLITE_NOTADB] {
            assert!(matches!(of(code), StoreError::Corrupt(_)), "{code}");
        }
        for code in [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_CANTOPEN] {
            let error = of(code);
            assert!(matches!(error, StoreError::Sqlite(_)) && error.is_of_the_system(), "{code}");
            assert_eq!(error.is_of_writing(), code != ffi::SQLITE_CANTOPEN, "{code}");
        }
        assert!(matches!(of(ffi::SQLITE_FULL), StoreError::Full));
    }

    #[test]
    fn damage_is_told_once_the_file_itself_is_found_wrong() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        drop(super::super::Store::open(&path, super::super::Absent::Create).unwrap());
        let corrupt = || of(ffi::SQLITE_CORRUPT);
        assert!(matches!(corrupt().confirmed(&path), StoreError::NotNow), "the file is sound");
        assert!(matches!(corrupt().confirmed(&dir.path().join("nowhere")), StoreError::NotNow), "nobody can tell");
        let mut bytes = std::fs::read(&path).unwrap();
        let end = bytes.len();
        bytes[end / 2..].fill(0xa5);
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(corrupt().confirmed(&path), StoreError::Damaged(_)));
        // With what an interrupted writer has left beside it, a copy is looked at, and nothing changes.
        let beside = dir.path().join("journal.db-journal");
        std::fs::write(&beside, [0; 512]).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(corrupt().confirmed(&path), StoreError::Damaged(_)));
        assert_eq!((std::fs::read(&path).unwrap(), std::fs::read(&beside).unwrap()), (before, vec![0; 512]));
    }
}
