//! Copies of a whole journal, page by page: into a backup, and from one into the journal.
//!
//! A copy goes in steps that let others write in between. What they write begins the copy anew, so after a few times it
//! is made in one go. Into a journal it is one transaction: until the last page, the file is what it was.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};

use super::connection::{Header, connect, connect_reading, header, in_one_view, settle};
use super::error::{Result, StoreError};
use super::value::read_moment;
use super::{Absent, Store, Tx, health, migrate, schema, search_check, structure};
use crate::domain::Moment;
use crate::domain::ids::{EntryId, PairId};
use crate::files::{self, HEADER, Unread};

/// Pages of one step: four megabytes.
const STEP: i32 = 1024;
/// How long others have between two steps.
const PAUSE: Duration = Duration::from_millis(2);
/// How often a copy may be begun, because somebody wrote, before it is made in one go.
const TRIES: usize = 3;
/// How often in a row a step may find the file taken. Each time has waited as long as a writer waits.
const BUSY_STEPS: usize = 3;

/// Hears how many pages are done, of how many, and says whether to go on.
pub type Pages<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// What a journal holds, without what lies in the bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    pub schema: i64,
    pub pairs: u64,
    pub sessions: u64,
    pub lines: u64,
    pub goals: u64,
    /// When the newest session was held.
    pub newest: Option<Moment>,
    /// When anything was written last, in Unix milliseconds.
    pub changed: Option<i64>,
    /// Records whose rows are damaged, those in the bin, too. Known only where the whole file was read.
    pub damaged: u64,
}

/// A journal file that is looked at and copied, but not brought to the newest schema.
pub struct Look {
    conn: Connection,
    path: PathBuf,
    schema: i64,
}

impl Look {
    /// Looks at a file, whatever its schema; not a byte of it changes.
    pub fn at(path: &Path) -> Result<Self> {
        let path = path.canonicalize().map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
            _ => StoreError::File { path: path.to_owned(), cause },
        })?;
        Self::with(&path, connect_reading)
    }

    /// Looks at the journal that is in use: what a writer who was killed has left is settled first.
    pub fn into_own(path: &Path) -> Result<Self> {
        let look = Self::with(path, connect)?;
        crate::files::keep_private(look.path());
        Ok(look)
    }

    fn with(path: &Path, connect: fn(&Path) -> Result<Connection>) -> Result<Self> {
        let path = settle(path, Absent::Refuse)?;
        match header(&path)? {
            Header::Journal { schema } => {
                let mut conn = connect(&path)?;
                // Since the first look another program may have brought it up to date.
                let (schema, is_ours) = if schema > migrate::newest() {
                    (schema, false)
                } else {
                    in_one_view(&conn, |conn| {
                        let schema = migrate::schema_of(conn)?;
                        Ok((schema, schema::look(conn, schema)?.is_nothing()))
                    })?
                };
                // What a newer program has made is not known, so it may be anything.
                if !is_ours {
                    schema::limit(&mut conn, &Arc::default(), schema::PATIENCE)?;
                }
                Ok(Self { conn, path, schema })
            }
            Header::Fresh | Header::Other => Err(StoreError::NotAJournal(path)),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn conn(&self) -> &Connection {
        &self.conn
    }

    pub fn schema(&self) -> i64 {
        self.schema
    }

    /// Whether this program knows its schema.
    pub fn is_known(&self) -> Result<()> {
        let (found, known) = (self.schema, migrate::newest());
        if found > known { Err(StoreError::TooNew { found, known }) } else { Ok(()) }
    }

    /// Whether it is of an older schema.
    pub fn is_older(&self) -> bool {
        self.schema < migrate::newest()
    }

    /// Whether any of these lines is in it.
    pub fn holds_any(&self, lines: &[EntryId]) -> Result<bool> {
        let mut statement = self.conn.prepare("SELECT EXISTS (SELECT 1 FROM entry WHERE uuid = ?1)")?;
        for line in lines {
            if statement.query_row([super::record::blob(line.0)], |row| row.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub fn contents(&self) -> Result<Contents> {
        in_one_view(&self.conn, contents)
    }

    /// The pairs in it, those in the bin included.
    pub fn pairs(&self) -> Result<Vec<PairId>> {
        super::place::pairs(&self.conn)
    }

    /// Reads it to its end. Returns how many records are not what was written.
    ///
    /// # Errors
    /// `Damaged`: the structure of the file is. `Altered`: its schema is not ours.
    pub fn verify(&self) -> Result<u64> {
        in_one_view(&self.conn, |conn| {
            schema::look(conn, migrate::schema_of(conn)?)?.refused()?;
            verify(conn)
        })
    }

    /// Copies it to the file `to`, which is there and empty, and reads the copy back.
    pub fn copy_to(&self, to: &Path, pages: Pages<'_>) -> Result<Contents> {
        back_up(&self.conn, to, pages)
    }

    /// Makes the journal at `path` the same as this one, in one transaction: whoever has it open sees the old one or
    /// the new one. Once nobody else can write to it, and if it is still what it was at `mark`, `keep` puts what was
    /// copied of it where it stays; only then is the first page written.
    ///
    /// Returns whether it was done: not if the journal has changed since `mark`.
    pub fn copy_over<E: From<StoreError>>(
        &self,
        path: &Path,
        mark: &Mark,
        keep: impl FnOnce() -> std::result::Result<(), E>,
        pages: Pages<'_>,
    ) -> std::result::Result<bool, E> {
        let path = &settle(path, Absent::Refuse)?;
        let mut to = connect(path)?;
        if to.is_readonly("main").map_err(StoreError::from)? {
            return Err(StoreError::ReadOnly.into());
        }
        {
            let backup = Backup::new(&self.conn, &mut to).map_err(StoreError::from)?;
            // A step over no page takes the lock that keeps everybody else out, and writes nothing.
            let mut waited = 0;
            while matches!(backup.step(0).map_err(StoreError::from)?, StepResult::Busy | StepResult::Locked) {
                waited += 1;
                if waited > BUSY_STEPS {
                    return Err(StoreError::Busy.into());
                }
            }
            if !mark.still_holds(path)? {
                return Ok(false);
            }
            keep()?;
            // Nobody else can write to it until it is done, so nothing is gained by pausing.
            go_on(&backup, Duration::ZERO, pages)?;
        }
        let is_same = counts(&self.conn)? == in_one_view(&to, counts)?;
        // Another program may have written to it as soon as it could.
        if is_same || mark.was_written_since_copy(path)? { Ok(true) } else { Err(differs(path).into()) }
    }
}

/// Which state a journal file was in: whoever writes to it changes its first bytes.
///
/// The file stays open as long as the value lives: the system forgets the locks of a program on a file when the program
/// closes it, so this one must outlive every connection that is made meanwhile.
pub struct Mark {
    file: File,
    head: Vec<u8>,
}

impl Mark {
    /// The state in which the file at `path` is now.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where nothing is.
    pub fn of(path: &Path) -> Result<Self> {
        let (file, _) = files::open_here(path).map_err(|unread| match unread {
            Unread::NotAFile => StoreError::NotPlain(path.to_owned()),
            Unread::Io(cause) if cause.kind() == std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
            other => StoreError::File { path: path.to_owned(), cause: other.into_io() },
        })?;
        let head = head_of(&file, path)?;
        Ok(Self { file, head })
    }

    /// Whether there is nothing in it yet.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
    }

    /// Whether the file at `path` is the same one, and in the same state.
    fn still_holds(&self, path: &Path) -> Result<bool> {
        Ok(files::is_open_at(&self.file, path) && head_of(&self.file, path)? == self.head)
    }

    /// Whether the file has changed more than the one time that it was copied over: each change adds one to a number in
    /// its first bytes.
    fn was_written_since_copy(&self, path: &Path) -> Result<bool> {
        let changes = |head: &[u8]| head.get(24..28).and_then(|n| n.try_into().ok()).map_or(0, u32::from_be_bytes);
        Ok(changes(&head_of(&self.file, path)?) != changes(&self.head).wrapping_add(1))
    }
}

fn head_of(file: &File, path: &Path) -> Result<Vec<u8>> {
    files::first_bytes(file, HEADER).map_err(|cause| StoreError::File { path: path.to_owned(), cause })
}

impl Store {
    /// Copies the journal to the file `to`, which is there and empty, while others may write to it, and reads the copy
    /// back: it is a sound journal with everything in it, or this fails.
    pub fn back_up(&self, to: &Path, pages: Pages<'_>) -> Result<Contents> {
        // Between two steps the engine lets go of the file, and looks again.
        let mut watched = |done, total| self.look_beside().is_ok() && pages(done, total);
        match back_up(self.conn()?, to, &mut watched) {
            Err(StoreError::Stopped) => self.look_beside().and(Err(StoreError::Stopped)),
            other => other,
        }
    }
}

fn back_up(from: &Connection, path: &Path, pages: Pages<'_>) -> Result<Contents> {
    let path = &settle(path, Absent::Refuse)?;
    for left in (0..TRIES).rev() {
        // What is counted must be what was copied. Where somebody writes in between again and again, both see one view.
        let view = if left == 0 { Some(from.unchecked_transaction()?) } else { None };
        if view.is_some() {
            counts(from)?;
        }
        let mut to = connect(path)?;
        copy(from, &mut to, PAUSE, pages)?;
        drop(to);
        let expected = counts(from)?;
        drop(view);
        let copied = connect_reading(path)?;
        if counts(&copied)? == expected {
            let damaged = verify(&copied)?;
            return Ok(Contents { damaged, ..contents(&copied)? });
        }
    }
    Err(differs(path))
}

fn differs(path: &Path) -> StoreError {
    StoreError::Damaged(format!("the copy {} differs from the journal", path.display()))
}

/// Copies a database of any schema into the file `to`, which is there and empty.
pub(super) fn copy_plainly(from: &Connection, to: &Path) -> Result<()> {
    copy(from, &mut connect(to)?, Duration::ZERO, &mut |_, _| true)
}

fn copy(from: &Connection, to: &mut Connection, pause: Duration, pages: Pages<'_>) -> Result<()> {
    go_on(&Backup::new(from, to)?, pause, pages)
}

/// Copies page by page until all is copied.
fn go_on(backup: &Backup<'_, '_>, pause: Duration, pages: Pages<'_>) -> Result<()> {
    let (mut begun, mut busy, mut remaining) = (1, 0, i32::MAX);
    loop {
        let step = backup.step(if begun > TRIES { -1 } else { STEP })?;
        let progress = backup.progress();
        match step {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => busy += 1,
            _ => busy = 0,
        }
        if busy > BUSY_STEPS {
            return Err(StoreError::Busy);
        }
        if progress.remaining > remaining {
            begun += 1;
        }
        remaining = progress.remaining;
        let total = u64::try_from(progress.pagecount).unwrap_or(0);
        let left = u64::try_from(progress.remaining).unwrap_or(0);
        if !pages(total.saturating_sub(left), total) {
            return Err(StoreError::Stopped);
        }
        if !pause.is_zero() {
            std::thread::park_timeout(pause);
        }
    }
}

/// Every table with its number of rows. The index stands in tables of its own beside the virtual one, which knows no
/// rows.
pub(super) fn counts(conn: &Connection) -> Result<Vec<(String, u64)>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    let names: Vec<String> = {
        let mut statement = conn.prepare(sql)?;
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    let of = |name: String| {
        let rows = super::record::count(conn, &format!("\"{}\"", name.replace('"', "\"\"")))?;
        Ok((name, rows))
    };
    names.into_iter().map(of).collect()
}

pub(super) fn verify(conn: &Connection) -> Result<u64> {
    health::is_whole(conn, "PRAGMA integrity_check(1)")?;
    if let Some(empty) = structure::empty_pages(conn)?.pop() {
        return Err(StoreError::Damaged(empty));
    }
    let (tx, schema) = (Tx::new(conn), migrate::schema_of(conn)?);
    if schema == migrate::newest() && search_check::has_gaps(conn, i64::MAX)? {
        return Err(StoreError::Damaged("search index".to_owned()));
    }
    let damaged = match schema {
        // Rows have no sums yet, but lines have a hash of their text.
        ..migrate::SUMS => tx.damaged_entries()?.len(),
        _ => {
            let mut damaged = structure::dangling(conn, i64::MAX)?;
            damaged.extend(tx.all_damaged_rows()?);
            damaged.len()
        }
    };
    Ok(damaged as u64)
}

pub(super) fn contents(conn: &Connection) -> Result<Contents> {
    let here = |table: &str| super::record::count(conn, &format!("{table} WHERE deleted_ms IS NULL"));
    let sql = "SELECT at_ms, at_offset FROM session WHERE status = 'held' AND deleted_ms IS NULL
               ORDER BY at_ms DESC LIMIT 1";
    let newest = conn.query_row(sql, [], |row| read_moment(row, 0)).optional()?;
    let (pairs, sessions, lines, goals) = (here("pair")?, here("session")?, here("entry")?, here("goal")?);
    let sql =
        "SELECT max(at) FROM (SELECT max(updated_ms) AS at FROM pair UNION ALL SELECT max(updated_ms) FROM session
               UNION ALL SELECT max(updated_ms) FROM entry UNION ALL SELECT max(updated_ms) FROM goal)";
    let changed = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(Contents { schema: migrate::schema_of(conn)?, pairs, sessions, lines, goals, newest, changed, damaged: 0 })
}
