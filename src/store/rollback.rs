//! The rollback journal beside a database, and whether it belongs to the state that the database is in. SQLite rolls back
//! whatever it finds under that name: one that a sync program or a copy has left there would undo, in part, what was
//! written since.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::side_file;
use crate::files;

/// The first bytes of a rollback journal that is to be rolled back.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
/// Where the first page of a database counts the changes to it.
const CHANGES: usize = 24;

/// What a rollback journal says about the state that it leads back to.
#[derive(PartialEq, Eq)]
struct Rollback {
    /// How it begins, with a number that was chosen at random.
    head: Vec<u8>,
    /// How many changes the database had seen; `None`: the file ends before all that it counts, among it the first page.
    /// SQLite writes the count only after all of that is on the disk.
    changes: Option<u32>,
}

/// The rollback journal beside the database at `path`, if it leads back to another state than the one before the change
/// that was interrupted: the database has seen that change or not, and none before or after it. A header that is not
/// one of ours says nothing about that.
pub(super) fn of_another_state(path: &Path) -> Option<PathBuf> {
    let side = side_file(path, "-journal");
    let before = read(&side)?;
    let head = files::head(path, files::HEADER as u64).ok().filter(|head| files::is_journal(head))?;
    // Another program may be writing: only of one that was there all the time is anything known.
    let is_same = read(&side).is_some_and(|after| after == before);
    let changes = number(&head, CHANGES)?;
    let fits = before.changes.is_some_and(|before| changes == before || changes == before.wrapping_add(1));
    (is_same && !fits).then_some(side)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads a rollback journal as far as its copy of the first page. `None`: there is none, it is not to be rolled back, or
/// the first page is not in it.
fn read(side: &Path) -> Option<Rollback> {
    if !side.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let file = files::open(side).ok()?;
    let length = file.metadata().ok()?.len();
    let head = bytes_at(&file, 0, 28)?;
    let (pages_before, sector, page) = (number(&head, 16)?, number(&head, 20)?, number(&head, 24)?);
    if pages_before == 0 {
        // It was being made.
        return head.starts_with(&MAGIC).then_some(Rollback { head, changes: Some(0) });
    }
    let is_size = |size: u32| size.is_power_of_two() && (32..=65_536).contains(&size);
    if !is_size(sector) || !is_size(page) || page < 512 {
        return None;
    }
    let (sector, record) = (u64::from(sector), u64::from(page) + 8);
    let mut at = 0;
    while at < length {
        // Each part begins with a header of its own.
        let part = bytes_at(&file, at, 28).filter(|part| part.starts_with(&MAGIC))?;
        let records = match number(&part, 8)? {
            // Not counted yet, or never: they go on to the end.
            0 | u32::MAX => u64::MAX,
            records => u64::from(records),
        };
        at += sector;
        let is_cut = records != u64::MAX && at + records.saturating_mul(record) > length;
        for _ in 0..records {
            let Some(start) = bytes_at(&file, at, 4 + CHANGES + 4) else { break };
            match number(&start, 0)? {
                0 => break,
                1 => return Some(Rollback { changes: Some(number(&start, 4 + CHANGES)?), head }),
                _ => at += record,
            }
        }
        if is_cut {
            return Some(Rollback { head, changes: None });
        }
        if records == u64::MAX {
            return None;
        }
        at = at.next_multiple_of(sector);
    }
    None
}

fn bytes_at(file: &File, at: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, at).ok()?;
    Some(bytes)
}
