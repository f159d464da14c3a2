//! Whether the journal is still at its path, and going on with the file that is there now.

use super::sealed::SealedWords;
use super::{Journal, told};
use crate::problem::{Displacement, Problem, Result};
use crate::store::{Absent, Displaced, Newcomer, Store, StoreError};

impl Journal {
    /// Looks whether the open file is the journal at its path and can be written. Where the same journal has another
    /// file now, because it was restored or synchronised, this goes on with that one, and says so with `true`.
    ///
    /// # Errors
    /// Why nothing can be saved now. Reading goes on with what is open.
    pub fn keep_place(&mut self) -> Result<bool> {
        if self.is_look() {
            // Nothing is written to it.
            return Ok(false);
        }
        match self.store.look_at_place() {
            Ok(()) => {}
            Err(StoreError::Displaced { how: Displaced::Replaced, .. }) => return self.follow().map(|()| true),
            Err(other) => return Err(told(other, self.path())),
        }
        self.store.look_beside().map_err(|error| told(error, self.path()))?;
        self.store.look_whether_writable().map_err(|error| told(error, self.path()))?;
        Ok(false)
    }

    /// Goes on with the file that has taken the place of the open one, if it is the same journal.
    fn follow(&mut self) -> Result<()> {
        let failed = |error| told(error, self.path());
        let displaced = |how| Problem::Displaced { path: self.path().to_owned(), how, written: false };
        match self.store.newcomer().map_err(failed)? {
            Newcomer::Same => {}
            Newcomer::Other => return Err(displaced(Displacement::OtherJournal)),
            Newcomer::Foreign => return Err(displaced(Displacement::NoJournal)),
            Newcomer::Empty => return Err(displaced(Displacement::Emptied)),
        }
        let mut store = Store::open(self.path(), Absent::Refuse).map_err(failed)?;
        // Another epoch of the vault has another key: then this one opens nothing.
        store.set_keeper(self.store.keeper());
        store.take_over(&self.store).map_err(failed)?;
        self.store = store;
        // What was undone or opened is of records that may be others now.
        self.history.clear();
        *self.sealed_words.borrow_mut() = SealedWords::default();
        Ok(())
    }
}

/// Why something failed, where the file that failed is not the journal at its path any more: what the engine says of it
/// then is true of that file only.
pub(super) fn explained(error: StoreError, store: &Store) -> StoreError {
    match error {
        StoreError::Sqlite(_)
        | StoreError::Damaged(_)
        | StoreError::Corrupt(_)
        | StoreError::OtherRollback(_)
        | StoreError::ReadOnly
        | StoreError::File { .. }
        | StoreError::Unconfirmed(_) => match store.look_at_place() {
            Err(displaced @ StoreError::Displaced { .. }) => displaced,
            _ => error,
        },
        other => other,
    }
}

pub(super) fn displacement(how: Displaced) -> Displacement {
    match how {
        Displaced::Removed => Displacement::Removed,
        Displaced::Moved(to) => Displacement::Moved(to),
        Displaced::MovedOrRemoved => Displacement::MovedOrRemoved,
        Displaced::FolderGone(folder) => Displacement::FolderGone(folder),
        Displaced::Replaced => Displacement::OtherFile,
        Displaced::NotPlain => Displacement::NoJournal,
        Displaced::Emptied => Displacement::Emptied,
    }
}
