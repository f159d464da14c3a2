//! The copies of a journal that this program has made itself: what is sealed in the journal must not lie readable in
//! one of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::capture::{self, Wording};
use crate::domain::ids::EntryId;
use crate::domain::{Entry, Raw};
use crate::files::{self, Allowed, Draft, Guard, Standing, Workshop, Writing};
use crate::journal::{Work, backup, residue};
use crate::store::{self, Absent, Keeper, Key, Look, Record, Store, StoreError};

/// More bytes than the text of a note can have that was kept beside the backups.
const KEPT_TEXT: u64 = 64 << 20;

/// What became of the copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// Those in which the private lines are sealed now.
    pub sealed: Vec<PathBuf>,
    /// Those that were sealed before, with another key: they open with what opened them then.
    pub other: Vec<PathBuf>,
    /// Those that may still hold them readable.
    pub unreached: Vec<PathBuf>,
}

/// Seals the private lines in every copy. Each copy is put in its place whole.
pub(super) fn seal_all(journal: &Path, seal: &dyn Fn(&mut Store) -> store::Result<()>) -> Copies {
    remove_unfinished(journal);
    let mut copies = Copies::default();
    for path in backup::own_databases(journal) {
        match seal_one(journal, &path, seal) {
            Ok(Sealed::Now(path)) => copies.sealed.push(path),
            Ok(Sealed::Before) => copies.other.push(path),
            Err(()) => copies.unreached.push(path),
        }
    }
    copies.unreached.extend(backup::own_texts(journal));
    copies
}

/// What became of one copy.
enum Sealed {
    /// It is sealed now, and is here.
    Now(PathBuf),
    /// It had a vault already, under a key of its own time.
    Before,
}

/// Seals one copy and returns where it is now: what was copied before a change of schema has a new one by then, and
/// stands among the backups.
fn seal_one(journal: &Path, path: &Path, seal: &dyn Fn(&mut Store) -> store::Result<()>) -> Result<Sealed, ()> {
    let look = Look::into_own(path).map_err(drop)?;
    look.is_known().map_err(drop)?;
    // Made elsewhere, since a change of schema leaves a copy beside what it changes.
    let workshop = Workshop::new(files::folder_of(path)).map_err(drop)?;
    let work = workshop.journal();
    files::create_private_file(&work).map_err(drop)?;
    look.copy_to(&work, &mut |_, _| true).map_err(drop)?;
    let mut store = Store::open(&work, Absent::Refuse).map_err(drop)?;
    let has_vault = store.read(|tx| Ok::<_, StoreError>(tx.has_vault())).map_err(drop)?;
    if has_vault {
        return Ok(Sealed::Before);
    }
    seal(&mut store).map_err(drop)?;
    store.compact().map_err(drop)?;
    drop(store);
    let target = backup::place_of_copy(journal, path);
    let standing = if target == path { Standing::Replaced } else { Standing::Stays };
    let place = Guard::of(journal).target(&target, Writing::OwnCopy, standing).map_err(drop)?;
    let draft = Draft::new(place).map_err(drop)?;
    Look::at(&work).and_then(|look| look.copy_to(&draft.path(), &mut |_, _| true)).map_err(drop)?;
    draft.put().map_err(drop)?;
    if target != path {
        files::remove_copy(journal, path).map_err(drop)?;
    }
    Ok(Sealed::Now(target))
}

/// Seals the lines that were readable before this transaction in the copies that have them readable, and what says the
/// same in the bins of those. Returns the copies where that could not be done, and the kept texts that quote one.
pub(in crate::journal) fn seal_lines(
    journal: &Path,
    work: &Work<'_>,
    keeper: Option<&Arc<dyn Keeper>>,
) -> Vec<PathBuf> {
    let lines = work.sealed_now();
    let Some(keeper) = keeper.filter(|_| !lines.is_empty()) else { return Vec::new() };
    remove_unfinished(journal);
    let quotes = |path: &PathBuf| {
        // What cannot be read is told of, too.
        files::read(path, Allowed::Plain, KEPT_TEXT).map_or(true, |bytes| {
            let text = capture::plain(&String::from_utf8_lossy(&bytes));
            lines.iter().any(|(_, words)| text.contains(&capture::plain(words)))
        })
    };
    let mut unreached: Vec<PathBuf> = backup::own_texts(journal).into_iter().filter(quotes).collect();
    let lines: Vec<EntryId> = lines.iter().map(|(id, _)| *id).collect();
    for path in backup::own_databases(journal) {
        if seal_lines_in(&path, &lines, work.said_sealed(), keeper).is_err() {
            unreached.push(path);
        }
    }
    unreached
}

fn seal_lines_in(path: &Path, lines: &[EntryId], said: &[Wording], keeper: &Arc<dyn Keeper>) -> Result<(), ()> {
    // What a writer who was killed has left beside it holds the old pages: it is settled first.
    let look = Look::into_own(path).map_err(drop)?;
    look.is_known().map_err(drop)?;
    if look.is_older() {
        return if look.holds_any(lines).map_err(drop)? { Err(()) } else { Ok(()) };
    }
    drop(look);
    let mut store = Store::open(path, Absent::Refuse).map_err(drop)?;
    store.set_keeper(Some(keeper.clone()));
    let done = store.write(|tx| {
        let mut sealed = false;
        let mut readable = Vec::new();
        for id in lines {
            let Some(Record::Entry(entry)) = tx.get(Key::Entry(id.0))? else { continue };
            match entry.raw {
                Raw::Clear(_) => readable.push(entry),
                Raw::Opened(_) | Raw::Locked(_) => continue,
                // Its words may still lie there readable.
                Raw::Damaged(_) => return Err(StoreError::Unreadable),
            }
        }
        let alike = residue::readable_like(tx, || Ok(said.to_vec()))?;
        readable.extend(alike.into_iter().filter(|entry| !lines.contains(&entry.id)));
        for entry in readable {
            if !tx.is_unlocked() {
                return Err(StoreError::Locked);
            }
            let rev = entry.rev;
            let raw = entry.raw.clone().to_be_sealed();
            tx.update(&Entry { raw, rev: rev + 1, seal_chosen: true, ..entry }.into(), rev)?;
            sealed = true;
        }
        // An index that an older program has kept may hold more than the lines say.
        if sealed { tx.index_all() } else { Ok(()) }
    });
    done.map_err(drop)
}

/// Takes away what work that was cut off has left beside the journal and in the folder of backups.
fn remove_unfinished(journal: &Path) {
    for folder in [files::folder_of(journal).to_owned(), backup::folder(journal)] {
        files::remove_unfinished(&folder);
    }
}
