//! The journal file: open, migrate, read, write. All SQL of the program lives in this room, one file per aggregate.
//! Why the settings are what they are: `docs/decisions/0002-storage.md`.

mod arrivals;
mod aside;
mod backup;
mod bin;
mod calendar;
mod checklist;
mod connection;
mod damage;
mod entries;
mod error;
mod find;
pub mod foreign;
mod goals;
mod health;
mod index;
mod index_check;
mod losses;
mod migrate;
mod noted;
mod pace;
mod pairs;
mod place;
mod questions;
mod quiet;
mod record;
mod rollback;
mod salvage;
mod schema;
mod seal;
mod search;
mod search_check;
mod sessions;
mod shares;
mod signals;
mod strays;
mod structure;
mod value;
mod vault;
mod whose;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use crate::files::side_file;
use crate::files::{self, AtPath, FileId};
pub use backup::{Contents, Look, Mark, Pages};
pub use calendar::Counting;
use connection::{Header, connect, connect_reading, header, settle, strange};
pub use damage::Unreadable;
pub use entries::ActionFilter;
pub use error::{Breach, Result, StoreError};
use rollback::Beside;

pub use health::anew;

pub use find::{Found, SealedHits, Standing};
pub use losses::Loss;
pub use noted::Noted;
pub use pace::{Pace, UnderWay, wait_at_most};
pub use place::{Displaced, Newcomer};
pub use quiet::{Apart, Identity, Quiet};
pub use record::{Key, Kind, Record};
pub use salvage::{Affected, Going, Salvaged, salvage};
use seal::Access;
pub use seal::{Keeper, LineKey, SealMark, SealedAmount, SealedLine, SealedWords};
pub use sessions::SessionFilter;
pub use whose::{Known, Whose};

/// Tells a tomoni journal from any other SQLite file.
const APPLICATION_ID: i64 = files::JOURNAL_ID as i64;

/// An open journal file.
pub struct Store {
    /// The engine: [`Store::conn`] looks beside the journal before it reads. Used as it is only for what touches no file.
    engine: Connection,
    beside: Beside,
    path: PathBuf,
    /// Which file is open.
    file: Option<FileId>,
    /// Who holds the key of the vault, while it is unlocked.
    keeper: Option<Arc<dyn Keeper>>,
    /// Raised by every change that is on the disk, for whoever wants to know.
    changed: Option<Arc<AtomicBool>>,
    /// Nothing is written while there is no vault.
    needs_vault: bool,
    /// It is only looked at.
    looks: Option<Looks>,
    /// What could not be read since anybody asked.
    noted: Noted,
    /// How its schema differs from ours, as it was opened.
    strange: schema::Strange,
    /// How far a question on a strange file has come.
    taken: Arc<AtomicU32>,
    /// How far what is being done has come, and whether it is to stop.
    pace: Pace,
    /// The list of free pages was found in order.
    free_pages: Cell<bool>,
}

/// How a journal is only looked at.
enum Looks {
    /// In its file, opened for reading.
    There,
    /// In a copy that goes with the value.
    Aside(#[allow(dead_code, reason = "it is there to be dropped")] tempfile::TempDir),
}

/// What to do where there is no journal yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    Create,
    Refuse,
}

impl Store {
    /// The bytes of the longest name that a journal may have: beside it stands what SQLite needs, with `-journal`
    /// behind that name, and a name has 255 bytes at most.
    pub const LONGEST_NAME: usize = 255 - "-journal".len();

    /// Opens the journal at `path`.
    ///
    /// # Errors
    /// A file that is no tomoni journal, or is newer than this program, is refused before a byte of it changes.
    pub fn open(path: &Path, absent: Absent) -> Result<Self> {
        let path = settle(path, absent)?;
        match header(&path)? {
            Header::Other => return Err(StoreError::NotAJournal(path)),
            // Unless its first writer was interrupted: then what belongs to it is beside it.
            Header::Fresh if !side_file(&path, "-journal").exists() => return Err(StoreError::EmptyFile(path)),
            Header::Journal { schema } if schema > migrate::newest() => {
                return Err(StoreError::TooNew { found: schema, known: migrate::newest() });
            }
            Header::Fresh | Header::Journal { .. } => {}
        }
        files::keep_private(&path);
        let was_interrupted = side_file(&path, "-journal").exists();
        let beside = Beside::of(&path)?;
        let mut conn = connect(&path)?;
        let file = match files::at_path(&path) {
            Ok(AtPath::File(file, _)) => Some(file),
            _ => None,
        };
        let (strange, taken) = strange(&mut conn)?;
        let mut store = Self {
            engine: conn,
            beside,
            path,
            file,
            keeper: None,
            changed: None,
            looks: None,
            needs_vault: false,
            noted: Noted::default(),
            strange,
            taken,
            pace: Pace::default(),
            free_pages: Cell::new(false),
        };
        store.heed_pace()?;
        if was_interrupted {
            store.check_whole()?;
        }
        migrate::bring_up_to_date(&mut store.engine, &store.path, migrate::STEPS)?;
        Ok(store)
    }

    /// Opens a journal to look at it: not a byte of its file changes, and nothing can be written. One of an older schema,
    /// and one that an interrupted writer has left, is brought up to date in a private copy, which goes with the value.
    pub fn look(path: &Path) -> Result<Self> {
        let path = settle(path, Absent::Refuse)?;
        let known = migrate::newest();
        match header(&path)? {
            Header::Journal { schema } if schema > known => return Err(StoreError::TooNew { found: schema, known }),
            Header::Journal { schema } if schema == known && aside::is_at_rest(&path) => {
                let beside = Beside::of(&path)?;
                let mut conn = connect_reading(&path)?;
                let (strange, taken) = strange(&mut conn)?;
                let looks = Some(Looks::There);
                let noted = Noted::default();
                let mut store = Self {
                    engine: conn,
                    beside,
                    path,
                    file: None,
                    keeper: None,
                    changed: None,
                    needs_vault: false,
                    looks,
                    noted,
                    strange,
                    taken,
                    pace: Pace::default(),
                    free_pages: Cell::new(false),
                };
                store.heed_pace()?;
                return Ok(store);
            }
            Header::Journal { .. } => {}
            Header::Fresh => return Err(StoreError::EmptyFile(path)),
            Header::Other => return Err(StoreError::NotAJournal(path)),
        }
        let at = |cause| StoreError::File { path: path.clone(), cause };
        let folder = files::private_temp_dir().map_err(at)?;
        let copy = folder.path().canonicalize().map_err(at)?.join("copy.db");
        aside::copy_with_sides(&path, &copy)?;
        let mut store = Self::open(&copy, Absent::Refuse)?;
        store.engine.pragma_update(None, "query_only", true)?;
        store.looks = Some(Looks::Aside(folder));
        Ok(store)
    }

    /// Whether it is only looked at.
    pub fn is_look(&self) -> bool {
        self.looks.is_some()
    }

    /// Lets a private copy that is looked at have what the engine makes for a while to check it. Its records stay as they
    /// are all the same.
    pub fn may_be_checked(&self) -> Result<()> {
        match self.looks {
            Some(Looks::Aside(_)) => Ok(self.engine.pragma_update(None, "query_only", false)?),
            Some(Looks::There) | None => Ok(()),
        }
    }

    /// The engine, to read or write the journal with.
    ///
    /// # Errors
    /// `OtherRollback`: with what lies beside the journal, it would undo changes.
    fn conn(&self) -> Result<&Connection> {
        self.beside.look()?;
        Ok(&self.engine)
    }

    /// Looks whether something beside the journal would undo changes.
    pub fn look_beside(&self) -> Result<()> {
        self.beside.look()
    }

    /// The schema that this program writes.
    pub fn newest_schema() -> i64 {
        migrate::newest()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How far what is being done has come, and how it is asked to stop.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// From now on this is where somebody sees how far it has come, and asks it to stop.
    pub fn keep_pace(&mut self, pace: Pace) -> Result<()> {
        self.pace = pace;
        self.heed_pace()
    }

    /// Has the engine look now and then whether to go on.
    fn heed_pace(&mut self) -> Result<()> {
        let limit = (!self.strange.is_nothing()).then(|| (Arc::clone(&self.taken), schema::PATIENCE));
        Ok(schema::heed(&mut self.engine, limit, self.pace.clone())?)
    }

    /// What came of work that may have been asked to stop: then nothing that it found counts, because any error on the
    /// way may come from the engine having stopped.
    fn unless_stopped<T, E: From<StoreError>>(&self, done: std::result::Result<T, E>) -> std::result::Result<T, E> {
        self.pace.go_on()?;
        done
    }

    /// Runs `work` as one transaction: all of it is on the disk when this returns `Ok`, none of it otherwise.
    ///
    /// # Errors
    /// `Stopped`, if it was asked to [stop](Pace::stop) before it was committed.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let going = self.pace.begin(0);
        let done = self.transact(work);
        let done = self.unless_stopped(done);
        drop(going);
        done
    }

    fn transact<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if self.is_look() {
            return Err(StoreError::LookOnly.into());
        }
        // The engine would write to a file that was moved or removed, and call it done.
        self.look_at_place()?;
        let tx = Transaction::new_unchecked(self.conn()?, TransactionBehavior::Immediate).map_err(StoreError::from)?;
        self.look_at_place()?;
        let inner = Tx::at_pace(&tx, &self.pace);
        place::is_journal(&inner)?;
        // Before anything is written, and in the same view: a trigger of somebody else's would run with it.
        schema::look(&tx, migrate::newest())?.refused()?;
        self.check_free_pages(&tx)?;
        inner.look_at_vault(self.keeper.clone())?;
        let value = work(&inner);
        self.pace.go_on()?;
        self.noted.add(inner.unreadable.take());
        let value = value?;
        if self.needs_vault && !inner.has_vault() {
            return Err(StoreError::NoVault.into());
        }
        inner.settle_seals()?;
        inner.settle_index()?;
        self.pace.commit()?;
        tx.commit().map_err(|error| match StoreError::from(error) {
            StoreError::Busy => StoreError::Busy,
            // A sync may have failed before or after the moment that counts.
            other => StoreError::Unconfirmed(Box::new(other)),
        })?;
        // What cannot be looked at is not known to be wrong.
        if let Err(StoreError::Displaced { how, .. }) = self.look_at_place() {
            return Err(StoreError::Displaced { how, written: true }.into());
        }
        if let Some(changed) = &self.changed {
            changed.store(true, Ordering::Relaxed);
        }
        Ok(value)
    }

    /// Reads the journal through a new connection, as another program would: what a failed commit has left is settled
    /// by that. `None` when it cannot be read.
    pub fn look_afresh<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Option<T> {
        self.look_at_place().ok()?;
        self.beside.look().ok()?;
        let conn = connect(&self.path).ok()?;
        let tx = conn.unchecked_transaction().ok()?;
        work(&Tx::new(&tx)).ok()
    }

    /// Goes on for another store of the same journal.
    pub fn take_over(&mut self, other: &Self) -> Result<()> {
        self.changed.clone_from(&other.changed);
        self.needs_vault = other.needs_vault;
        self.keep_pace(other.pace.clone())
    }

    /// From now on the flag is raised by every change that is on the disk.
    pub fn tell_of_changes(&mut self, changed: Arc<AtomicBool>) {
        self.changed = Some(changed);
    }

    /// The next change is committed, and every statement after it fails, as if the disk had gone.
    #[cfg(test)]
    pub fn fail_after_commit(&mut self) {
        use rusqlite::hooks::{AuthContext, Authorization};
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let judge = move |_: AuthContext<'_>| {
            if over.load(Ordering::Relaxed) { Authorization::Deny } else { Authorization::Allow }
        };
        let committing = move || {
            is_over.store(true, Ordering::Relaxed);
            false
        };
        assert!(self.engine.commit_hook(Some(committing)).is_ok());
        assert!(self.engine.authorizer(Some(judge)).is_ok());
    }

    /// Runs `work` on one unchanging view of the journal. The view ends with `work`, so nobody's commit waits long.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.read_with(self.keeper.clone(), work)
    }

    /// Like [`Store::read`], but what is sealed stays sealed, whoever has the key.
    pub fn read_sealed<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.read_with(None, work)
    }

    fn read_with<T, E: From<StoreError>>(
        &self,
        keeper: Option<Arc<dyn Keeper>>,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let going = self.pace.begin(0);
        let done = self.view(keeper, work);
        let done = self.unless_stopped(done);
        drop(going);
        done
    }

    fn view<T, E: From<StoreError>>(
        &self,
        keeper: Option<Arc<dyn Keeper>>,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.taken.store(0, Ordering::Relaxed);
        let tx = self.conn()?.unchecked_transaction().map_err(StoreError::from)?;
        let inner = Tx::at_pace(&tx, &self.pace);
        inner.look_at_vault(keeper)?;
        let value = work(&inner);
        self.pace.go_on()?;
        self.noted.add(inner.unreadable.take());
        let value = value?;
        tx.finish().map_err(StoreError::from)?;
        Ok(value)
    }

    /// What could not be read since the journal was opened, or since another program changed it.
    pub fn noted(&self) -> Noted {
        self.noted.clone()
    }

    /// Another program has changed the journal: what could not be read may be whole again.
    pub fn forget_noted(&self) {
        self.noted.forget();
    }

    /// From now on what is sealed can be read and written, or no longer.
    pub fn set_keeper(&mut self, keeper: Option<Arc<dyn Keeper>>) {
        self.keeper = keeper;
    }

    /// From now on a transaction that ends without a vault in the journal is refused.
    pub fn need_vault(&mut self) {
        self.needs_vault = true;
    }

    /// Who holds the key, while somebody does.
    pub fn keeper(&self) -> Option<Arc<dyn Keeper>> {
        self.keeper.clone()
    }

    /// A number that changes when another program has changed the journal. `None` while it is busy: no news.
    pub fn data_version(&self) -> Option<i64> {
        self.conn().ok()?.query_row("PRAGMA data_version", [], |r| r.get(0)).ok()
    }

    /// The schema that the file says it has.
    pub fn schema(&self) -> Result<i64> {
        migrate::schema_of(self.conn()?)
    }
}

/// One transaction: the only handle through which aggregates are read and written.
pub struct Tx<'a> {
    conn: &'a Connection,
    access: RefCell<Access>,
    /// The set of sealed lines has changed, so the manifest has to.
    seals_touched: Cell<bool>,
    /// What it changes in the search index.
    index: RefCell<index::Pending>,
    /// What could not be read in this transaction.
    unreadable: RefCell<BTreeSet<Unreadable>>,
    pace: Pace,
}

impl<'a> Tx<'a> {
    /// A transaction that has no key.
    fn new(conn: &'a Connection) -> Self {
        Self {
            conn,
            access: RefCell::default(),
            seals_touched: Cell::new(false),
            index: RefCell::default(),
            unreadable: RefCell::default(),
            pace: Pace::default(),
        }
    }

    /// A transaction that has no key, and stops when it is asked to.
    fn at_pace(conn: &'a Connection, pace: &Pace) -> Self {
        Self { pace: pace.clone(), ..Self::new(conn) }
    }

    /// So many records are about to be written. Each is three steps: itself, and what it changes in the index.
    pub fn expect(&self, records: usize) {
        self.pace.expect(3 * records);
    }

    /// One record was dealt with.
    ///
    /// # Errors
    /// `Stopped`: somebody has asked for it.
    pub fn step(&self) -> Result<()> {
        self.pace.step();
        self.pace.go_on()
    }

    /// Whether the work goes on.
    ///
    /// # Errors
    /// `Stopped`: somebody has asked for it.
    pub fn go_on(&self) -> Result<()> {
        self.pace.go_on()
    }

    fn conn(&self) -> &Connection {
        self.conn
    }

    /// The same transaction for a reader who has no key: sealed lines are locked in it.
    pub fn without_key(&self) -> Result<Tx<'_>> {
        let tx = Tx::at_pace(self.conn, &self.pace);
        tx.look_at_vault(None)?;
        Ok(tx)
    }

    /// A number that changes when another program has changed the journal: that of the view which this transaction has.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.conn().query_row("PRAGMA data_version", [], |r| r.get(0))?)
    }
}
