//! A text that the journal cannot take, kept in a file of its own.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::backup::refused as told;
use super::backup::{stamp, unused};
use crate::clock::Clock;
use crate::files::{self, Allowed, Guard, Standing, Why, Writing};
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

/// The files with text that the journal at this path could not take and that nobody has put away, the oldest first: beside
/// the journal, and in these folders.
pub fn unsaved(journal: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let begin = format!("{stem}{UNSAVED}");
    let is_one = |name: &str| name.starts_with(&begin) && name.ends_with(".txt");
    let mut found = Vec::new();
    for folder in std::iter::once(files::folder_of(journal)).chain(folders.iter().map(PathBuf::as_path)) {
        let names = files::names_in(folder).unwrap_or_default();
        found.extend(names.iter().filter(|name| is_one(&name.to_string_lossy())).map(|name| folder.join(name)));
    }
    found.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    found.dedup_by(|a, b| files::is_same_file(a, b));
    found
}

/// How many of these files were never told of. Each is told of once; `state` is the folder in which that is kept.
pub fn newly_unsaved(found: &[PathBuf], state: &Path, guard: &Guard) -> usize {
    /// Which files were told of, as numbers.
    const TOLD: &str = "unsaved-told";
    const LONGEST: u64 = 64 << 10;
    if found.is_empty() {
        return 0;
    }
    let number = |path: &PathBuf| {
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    };
    let place = state.join(TOLD);
    let told = files::read(&place, Allowed::Plain, LONGEST).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let told = told.unwrap_or_default();
    let numbers: Vec<String> = found.iter().map(number).collect();
    let new = numbers.iter().filter(|number| !told.lines().any(|line| line == number.as_str())).count();
    if new > 0 {
        // Where it cannot be kept, the same is told again, which does no harm.
        let _ = files::create_private_dir(state);
        let target = guard.target(&place, Writing::Paper, Standing::Replaced);
        let _ = target.and_then(|target| files::write(target, numbers.join("\n").as_bytes()));
    }
    new
}
