//! What you can *do* with a journal: the use cases that both faces go through, each one transaction.
//!
//! Reading use cases take `&self`. Writing ones go through [`Journal::change`], which keeps what every record was
//! before, so that undo needs no code of its own anywhere.

mod actions;
mod archive;
mod backup;
mod bin;
mod calendar;
mod checklist;
mod copies;
mod dates;
pub mod demo;
mod desk;
mod doctor;
mod due;
mod find;
mod goals;
mod history;
mod import;
mod import_undo;
mod ledger;
mod next_time;
mod notes;
mod pairs;
mod place;
mod prep;
mod questions;
mod repair;
mod rescue;
mod residue;
mod sealed;
mod search;
mod sessions;
mod sharing;
pub mod vault;
mod work;
mod wrapup;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::capture::DateError;
use crate::clock::Clock;
use crate::domain::forms::Change;
use crate::files::Guard;
use crate::problem::{Problem, Result, VaultTrouble};
use crate::store::{self, Absent, Store, StoreError, Tx};

pub use crate::store::{
    ActionFilter, Affected, Contents, Known, Loss, Noted, Pace, Salvaged, SessionFilter, UnderWay, Whose, wait_at_most,
};
pub use archive::{ArchiveFile, Watch};
pub use backup::{BackedUp, Current, Restoration, Restored, VaultLoss, name_fits, refused, unread};
pub use copies::{Copy, CopyKind, DueCopy, Keep, MadeCopy, copies, copy_now, is_passing, why_no_copy};
pub use dates::{Dates, Wanted};
pub use doctor::{Check, CheckName, Checkup, Finding};
pub use import::{Arrived, Arriving};
pub use import_undo::Undone;
pub use notes::{NOTE_LIMIT, NewText, Saved};
pub use rescue::{newly_unsaved, rescue, unsaved};

use history::History;
use sealed::SealedWords;
use work::{Meant, Work};

/// An open journal, with what can be undone since it was opened.
pub struct Journal {
    store: Store,
    clock: Clock,
    history: History,
    /// What is sealed is read with the key where somebody has it: the desk shows it, a command has to be told to.
    reveals: bool,
    /// The words of the sealed lines, for searching them while the vault is open.
    sealed_words: RefCell<SealedWords>,
    /// Copies that still hold readable what was sealed since anybody asked.
    unreached: Vec<PathBuf>,
    /// Copies that were sealed for a vault that could not be made then.
    copies: vault::Copies,
    /// The file could not be put together afresh after a change of the vault.
    remains: bool,
    /// How many automatic copies are kept, where they are wanted.
    keep: Option<Keep>,
    /// Where else than beside it a text may have been kept that it could not take.
    rescue_folders: Vec<PathBuf>,
    /// What must not be written over: this journal, and what else its user has named.
    guard: Guard,
    /// Words that were objected to, and that somebody wants in the next changes nevertheless.
    meant: Vec<String>,
    /// The state of the file in which all of it was looked through.
    looked_through: Cell<Option<i64>>,
}

impl Journal {
    /// Opens the journal at `path`, making it if there is none.
    pub fn open_or_create(path: &Path, clock: Clock) -> Result<Self> {
        Self::open_with(path, clock, Absent::Create)
    }

    /// Opens the journal at `path`; makes nothing.
    pub fn open(path: &Path, clock: Clock) -> Result<Self> {
        Self::open_with(path, clock, Absent::Refuse)
    }

    /// Why nothing can be written to the journal although it can be read: something else has changed its schema.
    pub fn only_readable(&self) -> Option<Problem> {
        let names = self.store.strange();
        (!names.is_empty()).then_some(Problem::Altered(names))
    }

    /// Looks again whether something else has changed its schema.
    pub fn look_at_schema(&mut self) -> Result<()> {
        self.store.look_at_schema().map_err(|error| told(error, self.store.path()))
    }

    /// Opens a journal to look at it, such as a copy: nothing is written to its file or beside it.
    pub fn look(path: &Path, clock: Clock) -> Result<Self> {
        let journal = Self::look_as_it_is(path, clock)?;
        journal.store.check_indexes().map_err(|error| told(error, path))?;
        Ok(journal)
    }

    /// The same, even if its indexes are not those of its tables.
    fn look_as_it_is(path: &Path, clock: Clock) -> Result<Self> {
        let store = store::anew(|| Store::look(path)).map_err(|error| told(error, path))?;
        Ok(Self::of(store, clock))
    }

    fn open_with(path: &Path, clock: Clock, absent: Absent) -> Result<Self> {
        let journal = Self::open_as_it_is(path, clock, absent)?;
        journal.store.check_indexes().map_err(|error| told(error, path))?;
        Ok(journal)
    }

    /// Opens it even if its indexes are not those of its tables: for whoever makes them again.
    fn open_as_it_is(path: &Path, clock: Clock, absent: Absent) -> Result<Self> {
        let store = store::anew(|| Store::open(path, absent)).map_err(|error| told(error, path))?;
        Ok(Self::of(store, clock))
    }

    fn of(store: Store, clock: Clock) -> Self {
        let guard = Guard::of(store.path());
        Self {
            store,
            clock,
            history: History::default(),
            reveals: true,
            sealed_words: RefCell::default(),
            unreached: Vec::new(),
            copies: vault::Copies::default(),
            remains: false,
            keep: None,
            rescue_folders: Vec::new(),
            guard,
            meant: Vec::new(),
            looked_through: Cell::new(None),
        }
    }

    /// Says where a text may have been kept that neither the journal nor its folder could take.
    pub fn rescues_in(&mut self, folders: Vec<PathBuf>) {
        self.rescue_folders = folders;
    }

    /// Whether it was opened to be looked at.
    pub fn is_look(&self) -> bool {
        self.store.is_look()
    }

    /// For what is given away for good: nothing of the journal may be missing without a word. It is looked through once,
    /// and again when another program has changed it.
    ///
    /// # Errors
    /// `Damaged`: pages are not what they were.
    fn fit_to_give(&self) -> Result<()> {
        let version = self.store.data_version();
        if version.is_none() || version != self.looked_through.get() {
            self.store.check_all().map_err(|error| told(error, self.path()))?;
            self.looked_through.set(version);
        }
        Ok(())
    }

    /// For what writes beside the journal before it writes to it.
    fn may_write(&self) -> Result<()> {
        if self.is_look() { Err(Problem::LookOnly) } else { Ok(()) }
    }

    /// From now on the flag is raised by every change that is on the disk: whoever cannot report it knows that it is
    /// done.
    pub fn tell_of_changes(&mut self, changed: Arc<AtomicBool>) {
        self.store.tell_of_changes(changed);
    }

    /// How far what is being done has come, and how it is asked to stop.
    pub fn pace(&self) -> Pace {
        self.store.pace().clone()
    }

    /// From now on this is where somebody sees how far it has come, and asks it to stop.
    pub fn keep_pace(&mut self, pace: Pace) -> Result<()> {
        self.store.keep_pace(pace).map_err(|error| told(error, self.store.path()))
    }

    /// See [`Store::fail_after_commit`].
    #[cfg(test)]
    pub fn fail_after_commit(&mut self) {
        self.store.fail_after_commit();
    }

    pub fn clock(&self) -> Clock {
        self.clock
    }

    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Decides what may be written over by whatever is written beside the journal.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// From now on these are not written over either.
    pub fn protect(&mut self, more: &Guard) {
        self.guard.add(more);
    }

    /// What could not be read since the journal was opened: lists are complete but for these records.
    pub fn noted(&self) -> Noted {
        self.store.noted()
    }

    /// Another program has changed the journal: what could not be read may be whole again.
    pub fn forget_noted(&self) {
        self.store.forget_noted();
    }

    /// A number that changes when another program has written to the journal; `None` means no news.
    pub fn data_version(&self) -> Option<i64> {
        self.store.data_version()
    }

    fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, Failure>) -> Result<T> {
        let read = if self.reveals { self.store.read(work) } else { self.store.read_sealed(work) };
        read.map_err(|failure| self.why(failure))
    }

    /// Why something failed, in words for the person.
    fn why(&self, failure: Failure) -> Problem {
        match failure {
            Failure::Store(error) => told(place::explained(error, &self.store), self.path()),
            Failure::Told(problem) => problem,
        }
    }

    /// From now on what is read stays sealed, even with the key: for whoever has not asked to see it.
    pub fn keep_sealed(&mut self) {
        self.reveals = false;
    }

    /// The caller has a key: from now on nothing is written while the journal has no vault, because the caller expects
    /// its lines to be sealed.
    pub fn expect_vault(&mut self) {
        self.store.need_vault();
    }

    /// From now on words that were objected to are kept in a field where they are exactly these. Sealed words never are.
    pub fn mean(&mut self, texts: Vec<String>) {
        self.meant = texts;
    }

    /// Copies of the journal in which lines still lie readable that were sealed since this was asked last.
    pub fn take_unreached(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.unreached)
    }

    /// What became of the copies when a vault could not be made after all, since this was asked last.
    pub fn take_copies(&mut self) -> vault::Copies {
        std::mem::take(&mut self.copies)
    }

    /// Whether the file may hold remains of what it was before a change of the vault, since this was asked last.
    pub fn take_remains(&mut self) -> bool {
        std::mem::take(&mut self.remains)
    }

    /// One undoable transaction, and what `show` reads in it once `work` is done. After the commit nothing is read: a
    /// read that fails then would report a change as failed that is on the disk, and its owner would make it twice.
    fn change_and_show<T, V>(
        &mut self,
        what: Change,
        work: impl FnOnce(&mut Work<'_>) -> std::result::Result<T, Failure>,
        show: impl FnOnce(&Work<'_>, T) -> std::result::Result<V, Failure>,
    ) -> Result<V> {
        let reveals = self.reveals;
        self.change(what, |unit| {
            let done = work(unit)?;
            next_time::follow(unit)?;
            shown(unit, reveals, |unit| show(unit, done))
        })
    }

    /// One undoable transaction.
    fn change<T>(
        &mut self,
        what: Change,
        work: impl FnOnce(&mut Work<'_>) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        self.change_in_visit(what, None, work)
    }

    /// Like [`Self::change`]; steps of one visit (a number of the caller's) are undone as one.
    fn change_in_visit<T>(
        &mut self,
        what: Change,
        visit: Option<i64>,
        work: impl FnOnce(&mut Work<'_>) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        let clock = self.clock;
        let (path, keeper) = (self.store.path().to_owned(), self.store.keeper());
        let (mut outcome, meant) = (None, Meant::Only(self.meant.clone()));
        let done = self.store.write(|tx| {
            let mut unit = Work::new(tx, clock);
            unit.meant = meant;
            let value = work(&mut unit)?;
            next_time::follow(&mut unit)?;
            let renamed = unit.seal_bin()?;
            // What was asked to stop seals nothing in any copy.
            tx.go_on()?;
            // Before the journal itself: once it has a line sealed, no copy holds it readable.
            let unreached = vault::seal_in_copies(&path, &unit, keeper.as_ref());
            outcome = Some((value, unit.into_log(), unreached, renamed));
            Ok(())
        });
        let (value, log, unreached, renamed) = match (done, outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Err(Failure::Store(StoreError::Unconfirmed(cause))), Some(outcome)) => {
                match self.store.look_afresh(|tx| work::is_done(&outcome.1, tx)) {
                    Some(Some(true)) => outcome,
                    Some(Some(false)) => return Err(self.why((*cause).into())),
                    _ => return Err(self.why(StoreError::Unconfirmed(cause).into())),
                }
            }
            (Err(failure), _) => return Err(self.why(failure)),
            (Ok(()), None) => return Err(Problem::Stale),
        };
        self.unreached.extend(unreached);
        self.history.push(what, visit, log);
        self.history.rename(&renamed);
        Ok(value)
    }

    /// Takes back the newest change of this run. Says what it was, or `None` when there is nothing left.
    ///
    /// # Errors
    /// Declines, and forgets the step, when somebody else has changed the same records since.
    pub fn undo(&mut self) -> Result<Option<Change>> {
        self.travel(History::pop_undo, History::push_redo, History::push_undone)
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) -> Result<Option<Change>> {
        self.travel(History::pop_redo, History::push_undone, History::push_redo)
    }

    /// Takes a step from one side of the history to the other. One that could not be taken goes back to where it was.
    fn travel(
        &mut self,
        from: fn(&mut History) -> Option<history::Step>,
        to: fn(&mut History, history::Step),
        back: fn(&mut History, history::Step),
    ) -> Result<Option<Change>> {
        let Some(step) = from(&mut self.history) else { return Ok(None) };
        let clock = self.clock;
        let (path, keeper) = (self.store.path().to_owned(), self.store.keeper());
        let reverted = self.store.write(|tx| {
            let mut work = Work::new(tx, clock);
            let mut renamed = step.revert(&mut work)?;
            renamed.extend(work.seal_bin()?);
            let unreached = vault::seal_in_copies(&path, &work, keeper.as_ref());
            Ok((step.inverse(work.into_log()), renamed, unreached))
        });
        match reverted {
            Ok((inverse, renamed, unreached)) => {
                self.unreached.extend(unreached);
                self.history.rename(&renamed);
                to(&mut self.history, inverse);
                Ok(Some(step.what))
            }
            Err(StoreError::Stale) => Err(Problem::UndoStale),
            Err(other) => {
                back(&mut self.history, step);
                Err(self.why(other.into()))
            }
        }
    }
}

/// What `show` reads in a transaction. Sealed lines stay locked for a reader who did not ask to see them.
fn shown<V>(
    unit: &Work<'_>,
    reveals: bool,
    show: impl FnOnce(&Work<'_>) -> std::result::Result<V, Failure>,
) -> std::result::Result<V, Failure> {
    if reveals {
        return show(unit);
    }
    let tx = unit.tx.without_key()?;
    show(&Work::new(&tx, unit.clock))
}

/// Why a use case stopped: the file, or a reason that the use case itself has for the person.
enum Failure {
    Store(StoreError),
    Told(Problem),
}

impl Failure {
    fn told(self, path: &Path) -> Problem {
        match self {
            Self::Store(error) => told(error, path),
            Self::Told(problem) => problem,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Told(problem)
    }
}

/// A date in words that was not understood, for the person who typed it.
pub fn date_problem(error: &DateError, input: &str) -> Problem {
    Problem::Date { input: input.to_owned(), part: error.not_understood.clone(), trouble: error.kind }
}

/// Why a file could not be read or written.
pub fn file_problem(path: &Path, cause: &std::io::Error) -> Problem {
    match cause.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Problem::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            Problem::NotAllowed(path.to_owned())
        }
        std::io::ErrorKind::InvalidFilename => Problem::NameTooLong(path.to_owned()),
        _ => Problem::File { path: path.to_owned(), cause: cause.into() },
    }
}

/// Why something failed at the file `path`, for the person. What the engine calls damage is looked at again before that
/// is said.
fn told(error: StoreError, path: &Path) -> Problem {
    match error.confirmed(path) {
        StoreError::Missing(path) => Problem::NoJournal(path),
        StoreError::IsFolder(path) => Problem::IsFolder(path),
        StoreError::NotPlain(path) => Problem::NotPlain(path),
        StoreError::NotAJournal(path) => Problem::NotAJournal(path),
        StoreError::EmptyFile(path) => Problem::EmptyFile(path),
        StoreError::TooNew { found, known } => Problem::TooNew { found, known },
        StoreError::Damaged(detail) | StoreError::Corrupt(detail) => Problem::Damaged(detail),
        StoreError::OtherRollback(path) => Problem::OtherRollback(path),
        StoreError::OutOfRange => Problem::Damaged("number".to_owned()),
        StoreError::Altered(names) => Problem::Altered(names),
        StoreError::Unreadable => Problem::Unreadable,
        StoreError::NotNow => Problem::NotNow,
        StoreError::ReadOnly => Problem::ReadOnly(path.to_owned()),
        StoreError::LookOnly => Problem::LookOnly,
        StoreError::Full => Problem::DiskFull,
        StoreError::Busy => Problem::Busy,
        StoreError::Stale => Problem::Stale,
        StoreError::Stopped => Problem::Stopped,
        StoreError::Displaced { how, written } => {
            Problem::Displaced { path: path.to_owned(), how: place::displacement(how), written }
        }
        StoreError::Unconfirmed(_) => Problem::Unconfirmed,
        StoreError::Locked => Problem::Vault(VaultTrouble::Locked),
        StoreError::NoVault => Problem::Vault(VaultTrouble::NoVault),
        StoreError::SealsBroken => Problem::Vault(VaultTrouble::SealsBroken),
        StoreError::NoRandomness => Problem::Vault(VaultTrouble::NoRandomness),
        StoreError::Refused(refused) => backup::refused(refused),
        StoreError::File { path, cause } => file_problem(&path, &cause),
        error @ StoreError::Sqlite(_) if error.is_of_writing() => Problem::NotWritten,
        StoreError::Sqlite(error) => Problem::Other(anyhow::Error::new(error)),
    }
}
