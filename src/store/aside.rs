//! A copy of a file and of what lies beside it, for what must not be touched.

use std::path::Path;

use super::error::{Result, StoreError};
use super::{rollback, side_file};
use crate::files;

/// What may lie beside a database that is not in it yet.
pub(super) const SIDES: [&str; 2] = ["-journal", "-wal"];

/// Copies the file and what lies beside it, all of one moment. What belongs to another state is left out.
pub(super) fn copy_with_sides(from: &Path, to: &Path) -> Result<()> {
    const TRIES: usize = 5;
    let at = |path: &Path| {
        let path = path.to_owned();
        move |cause| StoreError::File { path, cause }
    };
    let state = || {
        let beside = SIDES.map(|ending| side_file(from, ending));
        let files = std::iter::once(from.to_owned()).chain(beside);
        let seen = files.map(|path| path.symlink_metadata().ok().map(|m| (m.len(), m.modified().ok())));
        // Times are coarse. Each change of a database changes its first bytes, too.
        (files::head(from, files::HEADER as u64).ok(), seen.collect::<Vec<_>>())
    };
    for _ in 0..TRIES {
        let before = state();
        let left_out = rollback::of_another_state(from);
        for ending in [""].into_iter().chain(SIDES) {
            let (source, target) = (side_file(from, ending), side_file(to, ending));
            if target.exists() {
                files::remove_scratch(&target).map_err(at(&target))?;
            }
            if left_out.contains(&source) {
                continue;
            }
            if ending.is_empty() || source.symlink_metadata().is_ok_and(|found| found.is_file()) {
                match copy_bytes(&source, &target) {
                    // Another program has just finished with it: that is another moment.
                    Err(cause) if !ending.is_empty() && cause.kind() == std::io::ErrorKind::NotFound => {}
                    copied => copied.map_err(at(&source))?,
                }
            }
        }
        if state() == before {
            return Ok(());
        }
    }
    Err(StoreError::Busy)
}

/// Copies as much as the disk can read: a part that it cannot is filled with zeros.
fn copy_bytes(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::FileExt;
    const PIECE: usize = 4096;
    let source = files::open(from).map_err(files::Unread::into_io)?;
    let target = files::create_private_file(to)?;
    let length = source.metadata()?.len();
    target.set_len(length)?;
    let mut piece = vec![0; 1 << 20];
    let mut at = 0;
    while at < length {
        let read = match source.read_at(&mut piece, at) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => match source.read_at(&mut piece[..PIECE], at) {
                Ok(read) if read > 0 => read,
                _ => {
                    at += PIECE as u64;
                    continue;
                }
            },
        };
        target.write_all_at(&piece[..read], at)?;
        at += read as u64;
    }
    Ok(())
}

/// Whether a database can be read without anything being written beside it: nothing lies there, and it keeps no log.
pub(super) fn is_at_rest(path: &Path) -> bool {
    files::head(path, 20).is_ok_and(|head| head.get(18..) == Some(&[1, 1])) && !has_sides(path)
}

/// Whether something lies beside a database that is not in it yet.
pub(super) fn has_sides(path: &Path) -> bool {
    SIDES.iter().any(|ending| side_file(path, ending).symlink_metadata().is_ok_and(|found| found.len() > 0))
}
