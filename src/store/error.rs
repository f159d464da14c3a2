//! What can go wrong between us and the file.

use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, StoreError>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no journal at {0}")]
    Missing(PathBuf),
    #[error("{0} is a folder")]
    IsFolder(PathBuf),
    #[error("{0} is not a tomoni journal")]
    NotAJournal(PathBuf),
    #[error("the journal has schema {found}, this program knows up to {known}")]
    TooNew { found: i64, known: i64 },
    #[error("the journal is damaged: {0}")]
    Damaged(String),
    #[error("the journal cannot be written")]
    ReadOnly,
    #[error("the disk is full")]
    Full,
    #[error("another program is using the journal")]
    Busy,
    /// The record has changed since it was read, or is gone.
    #[error("somebody else changed it in the meantime")]
    Stale,
    #[error("{path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged(error.to_string()),
            _ if matches!(error, rusqlite::Error::FromSqlConversionFailure(..)) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
