//! A lock that only one program at a time can hold.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::folder_of;

/// Held until the value is dropped or its program ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// How often to retry if the lock file disappears because another program releases the lock.
const TRIES: usize = 100;

impl Lock {
    /// Takes the lock of the file at `path` for one purpose. `None`: another program has it.
    pub fn take(path: &Path, purpose: &str) -> io::Result<Option<Self>> {
        let name = path.file_name().unwrap_or_default();
        let place = folder_of(path).canonicalize()?;
        // Short, whatever the file is called.
        let hash = Sha256::digest([name.as_encoded_bytes(), b"\0", purpose.as_bytes()].concat());
        let short: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = place.join(format!(".tomoni-{short}.lock"));
        for _ in 0..TRIES {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false).mode(0o600);
            let file = options.custom_flags(super::workshop::no_follow()).open(&path)?;
            if !file.metadata()?.is_file() {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            let lock = Self { file, path: path.clone() };
            if lock.is_there() {
                return Ok(Some(lock));
            }
        }
        Ok(None)
    }

    /// Whether the locked file still has its name.
    fn is_there(&self) -> bool {
        super::is_open_at(&self.file, &self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only an empty file is one of ours.
        if self.is_there() && self.file.metadata().is_ok_and(|meta| meta.len() == 0) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
