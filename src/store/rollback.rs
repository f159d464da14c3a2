//! The rollback journal and the log of writes beside a database, and whether they belong to the state that the database
//! is in. SQLite takes in whatever it finds under these names: a file that a sync program or a copy has left there would
//! undo what was written since.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Result, StoreError};
use super::side_file;
use crate::files;

/// The first bytes of a rollback journal that is to be rolled back.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
/// Where the first page of a database counts the changes to it.
const CHANGES: usize = 24;
/// Where it says how it is written and read: 1 as ever, 2 with a log of writes beside it.
const VERSIONS: std::ops::Range<usize> = 18..20;

/// Where it says how many pages it has, and after which change it was last said.
const PAGES: usize = 28;
const PAGES_SAID: usize = 92;

/// A rollback journal that the engine would take in.
#[derive(PartialEq, Eq)]
struct Rollback {
    /// How it begins, with a number that was chosen at random.
    head: Vec<u8>,
    leads_to: State,
}

/// What a rollback journal says about the state that it leads back to.
#[derive(PartialEq, Eq)]
enum State {
    /// So many changes the database had seen.
    Changes(u32),
    /// The first page is not in it, so it has not changed since; so many pages the database had. The engine cuts it to that.
    Pages(u32),
    /// The file ends before all that it counts. SQLite writes the count only after all of that is on the disk.
    Cut,
}

impl State {
    /// Whether the first page of a database can be that of this state, or of the change after it.
    fn fits(&self, head: &[u8]) -> Option<bool> {
        let changes = number(head, CHANGES)?;
        Some(match *self {
            Self::Changes(before) => changes == before || changes == before.wrapping_add(1),
            // What was said before other changes is not known to be so.
            Self::Pages(before) => number(head, PAGES)? == before || number(head, PAGES_SAID)? != changes,
            Self::Cut => false,
        })
    }
}

/// What lies beside the database at `path` and belongs to another state of it: the engine would take it into the file at
/// its next look.
pub(super) fn of_another_state(path: &Path) -> Vec<PathBuf> {
    foreign(path, || files::head(path, files::HEADER as u64).ok())
}

/// The same for a database that is open: the engine looks beside it whenever it begins to read. The file is kept open,
/// because the system forgets the engine's locks on a file when anybody in this process closes it.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    path: PathBuf,
    file: Arc<File>,
}

impl Beside {
    pub(super) fn of(path: &Path) -> Result<Self> {
        let at = |unread: files::Unread| StoreError::File { path: path.to_owned(), cause: unread.into_io() };
        Ok(Self { path: path.to_owned(), file: Arc::new(files::open_here(path).map_err(at)?.0) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// To be asked before every look of the engine.
    ///
    /// # Errors
    /// `OtherRollback`: the engine would change the file.
    pub(super) fn look(&self) -> Result<()> {
        match foreign(&self.path, || files::first_bytes(&self.file, files::HEADER).ok()).pop() {
            Some(side) => Err(StoreError::OtherRollback(side)),
            None => Ok(()),
        }
    }
}

fn foreign(path: &Path, head: impl Fn() -> Option<Vec<u8>>) -> Vec<PathBuf> {
    // A link leads to a file of somebody else's, and a pipe keeps the engine waiting.
    let is_there = |side: &Path, is_foreign: &dyn Fn(&Path) -> bool| {
        side.symlink_metadata().is_ok_and(|found| !found.is_file() || found.len() > 0 && is_foreign(side))
    };
    let (rollback, log) = (side_file(path, "-journal"), side_file(path, "-wal"));
    let undoes = is_there(&rollback, &|side| is_foreign_rollback(side, &head));
    let hides = is_there(&log, &|side| is_foreign_log(side, &head));
    undoes.then_some(rollback).into_iter().chain(hides.then_some(log)).collect()
}

/// Whether a rollback journal leads back to another state than the one before the change that was interrupted: the
/// database has seen that change or not, and none before or after it. A header that is not one of ours says nothing about
/// that.
fn is_foreign_rollback(side: &Path, head: &dyn Fn() -> Option<Vec<u8>>) -> bool {
    let of_ours = || {
        let before = read(side)?;
        let head = head().filter(|head| files::is_journal(head))?;
        // Another program may be writing: only of one that was there all the time is anything known.
        let is_same = read(side).is_some_and(|after| after == before);
        Some(is_same && !before.leads_to.fits(&head)?)
    };
    of_ours().unwrap_or(false)
}

/// Whether a log of writes lies beside a database that says that it has none. The engine reads it all the same. Whoever
/// keeps one says so in the database before, and takes that back after its end.
fn is_foreign_log(side: &Path, head: &dyn Fn() -> Option<Vec<u8>>) -> bool {
    let is_without = head().is_some_and(|head| files::is_journal(&head) && head[VERSIONS] == [1, 1]);
    // Another program may just have ended with it.
    is_without && side.symlink_metadata().is_ok()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads a rollback journal as far as its copy of the first page. `None`: there is none, or it is not to be rolled back.
fn read(side: &Path) -> Option<Rollback> {
    let file = files::open(side).ok()?;
    let length = file.metadata().ok()?.len();
    let head = bytes_at(&file, 0, 28)?;
    let (pages_before, sector, page) = (number(&head, 16)?, number(&head, 20)?, number(&head, 24)?);
    if pages_before == 0 {
        // It was being made.
        return head.starts_with(&MAGIC).then_some(Rollback { head, leads_to: State::Changes(0) });
    }
    let is_size = |size: u32| size.is_power_of_two() && (32..=65_536).contains(&size);
    if !is_size(sector) || !is_size(page) || page < 512 {
        return None;
    }
    let (sector, record) = (u64::from(sector), u64::from(page) + 8);
    let mut at = 0;
    while at < length {
        // Each part begins with a header of its own.
        let part = bytes_at(&file, at, 28).filter(|part| part.starts_with(&MAGIC));
        let Some(part) = part else {
            // With another beginning the engine takes none of it.
            return (at > 0).then_some(Rollback { head, leads_to: State::Pages(pages_before) });
        };
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
                1 => return Some(Rollback { leads_to: State::Changes(number(&start, 4 + CHANGES)?), head }),
                _ => at += record,
            }
        }
        if is_cut {
            return Some(Rollback { head, leads_to: State::Cut });
        }
        if records == u64::MAX {
            break;
        }
        at = at.next_multiple_of(sector);
    }
    Some(Rollback { head, leads_to: State::Pages(pages_before) })
}

fn bytes_at(file: &File, at: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, at).ok()?;
    Some(bytes)
}
