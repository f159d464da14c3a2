//! A copy of the journal that is made while somebody may be working: on a connection of its own, in small steps, and
//! given up as soon as anybody writes. It gets its name only while nobody writes, so that no line that was sealed
//! meanwhile is readable in it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, TransactionBehavior};

use super::backup::{contents, verify};
use super::connection::{connect, connect_reading, settle};
use super::error::{Result, StoreError};
use super::rollback::Beside;
use super::{Absent, Contents, Look, Store};

/// Pages of one step: half a megabyte.
const STEP: i32 = 128;
/// How long others have between two steps.
const PAUSE: Duration = Duration::from_millis(2);
/// After so many instructions of the engine it is asked whether to go on: every few milliseconds.
const OFTEN: i32 = 20_000;

/// A journal that is open in this process, for another thread of it.
#[derive(Clone, Debug)]
pub struct Apart(Beside);

impl Apart {
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// The journal as it is while nobody writes to it.
pub struct Quiet {
    conn: Connection,
    beside: Beside,
    /// What `PRAGMA data_version` said when the copy was begun.
    version: i64,
}

impl Quiet {
    /// Begins to copy a journal that is open in this process. Its file is opened by the engine alone: a file that is
    /// closed by anybody else would take the engine's locks along.
    pub fn begin(journal: &Apart) -> Result<Self> {
        let beside = journal.0.clone();
        beside.look()?;
        let conn = connect(beside.path())?;
        if conn.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        let version = data_version(&conn)?;
        Ok(Self { conn, beside, version })
    }

    /// Copies it to the file `to`, which is there and empty, and reads the copy to its end.
    ///
    /// # Errors
    /// `Stopped` when `go_on` says so, `Stale` when somebody has written meanwhile, `Damaged` when the copy is not sound.
    pub fn copy_to<F>(&self, to: &Path, go_on: F) -> Result<Contents>
    where
        F: Fn() -> bool + Send + Clone + 'static,
    {
        let to = settle(to, Absent::Refuse)?;
        let mut copy = connect(&to)?;
        let backup = Backup::new(&self.conn, &mut copy)?;
        loop {
            if !go_on() {
                return Err(StoreError::Stopped);
            }
            self.beside.look()?;
            match backup.step(STEP)? {
                StepResult::Done => break,
                StepResult::Busy | StepResult::Locked => return Err(StoreError::Stale),
                _ => std::thread::park_timeout(PAUSE),
            }
            self.is_unchanged()?;
        }
        drop(backup);
        drop(copy);
        let mut copied = connect_reading(&to)?;
        copied.progress_handler(OFTEN, Some(move || !go_on()))?;
        // A copy with damaged records must not take the place of a good one.
        match verify(&copied)? {
            0 => contents(&copied),
            damaged => Err(StoreError::Damaged(format!("{damaged} records"))),
        }
    }

    fn is_unchanged(&self) -> Result<()> {
        self.beside.look()?;
        if data_version(&self.conn)? == self.version { Ok(()) } else { Err(StoreError::Stale) }
    }

    /// Does `work` while nobody can write.
    ///
    /// # Errors
    /// `Stale` when somebody has written since the copy was begun.
    pub fn hold<T>(mut self, work: impl FnOnce() -> T) -> Result<T> {
        let version = self.version;
        self.beside.look()?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if data_version(&tx)? != version {
            return Err(StoreError::Stale);
        }
        let done = work();
        tx.rollback()?;
        Ok(done)
    }
}

fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// By which two files are known to be the same journal at different times: the ids of its pairs, and of what was
/// removed for good.
pub struct Identity {
    pairs: BTreeSet<Vec<u8>>,
    gone: BTreeSet<Vec<u8>>,
}

impl Identity {
    fn of(conn: &Connection) -> Result<Self> {
        let ids = |sql: &str| -> Result<BTreeSet<Vec<u8>>> {
            let mut statement = conn.prepare(sql)?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        };
        Ok(Self { pairs: ids("SELECT uuid FROM pair")?, gone: ids("SELECT uuid FROM gone")? })
    }

    /// Whether the file at `path` is an earlier or later state of this journal; `None` where it cannot be read.
    pub fn tells_of(&self, path: &Path) -> Option<bool> {
        let other = Look::at(path).and_then(|look| Self::of(look.conn())).ok()?;
        let known = |id: &Vec<u8>| self.pairs.contains(id) || self.gone.contains(id);
        Some(other.pairs.iter().any(known) || other.gone.iter().any(|id| self.pairs.contains(id)))
    }

    /// Whether the file at `path` is known to be another journal: both have pairs, and none in common.
    pub fn is_of_another(&self, path: &Path) -> bool {
        let has_pairs = || {
            let other = Look::at(path).and_then(|look| Self::of(look.conn()));
            other.is_ok_and(|other| !other.pairs.is_empty())
        };
        !self.pairs.is_empty() && self.tells_of(path) == Some(false) && has_pairs()
    }

    /// Whether the file at `path` is known to be an earlier or later state of this journal.
    pub fn is_of(&self, path: &Path) -> bool {
        self.tells_of(path) == Some(true)
    }
}

impl Look {
    /// By which copies of this journal are known.
    pub fn identity(&self) -> Result<Identity> {
        Identity::of(self.conn())
    }
}

impl Store {
    /// To copy the journal on a thread of its own.
    pub fn apart(&self) -> Apart {
        Apart(self.beside.clone())
    }

    /// By which copies of this journal are known.
    pub fn identity(&self) -> Result<Identity> {
        Identity::of(self.conn()?)
    }
}
