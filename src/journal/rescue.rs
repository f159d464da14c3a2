//! A text that the journal cannot take, kept in a file of its own.

use std::path::{Path, PathBuf};

use super::backup::refused as told;
use super::backup::{stamp, unused};
use crate::clock::Clock;
use crate::files::{self, Guard, Standing, Why, Writing};
use crate::problem::{Problem, Result};

/// What the name of such a file has behind that of its journal.
pub(super) const UNSAVED: &str = "-unsaved-";

/// Keeps `text` in a new file, readable for its owner alone, in the first of `folders` that takes it. The name says of
/// which journal it is, and when it was written. Returns its path, and whether the system has confirmed that it is on the
/// disk.
///
/// # Errors
/// Why the last of the folders did not take it.
pub fn rescue(guard: &Guard, journal: &Path, folders: &[PathBuf], clock: Clock, text: &str) -> Result<(PathBuf, bool)> {
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let begin = format!("{stem}{UNSAVED}{}", stamp(clock));
    let mut refused = Problem::NoFolder(files::folder_of(journal).to_owned());
    for folder in folders {
        if folder != files::folder_of(journal) {
            // A folder for such things may not be there before it is needed; that of the journal was, and is gone.
            let _ = files::create_private_dir(folder);
        }
        let path = unused(|n| folder.join(format!("{begin}{n}.txt")));
        let target = guard.target(&path, Writing::Paper, Standing::Stays);
        match target.and_then(|target| files::write(target, text.as_bytes())) {
            Ok(()) => return Ok((path, true)),
            Err(why) if matches!(why.why, Why::Unconfirmed(_)) => return Ok((path, false)),
            Err(why) => refused = told(why),
        }
    }
    Err(refused)
}
