//! From a path to a connection: which file it is, whether it is a journal, and how SQLite is set up for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::{Result, StoreError};
use super::{Absent, Store, migrate, pace, rollback, schema};
use crate::files::{self, Guard, Refused, Target, Why, Workshop, Writing};

/// How long the journal of another program is waited for.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// What the first bytes of a file say about it, before anything is written to it.
pub(super) enum Header {
    Fresh,
    Journal { schema: i64 },
    Other,
}

/// The path with its folder resolved (the engine refuses links anywhere in it), its file made if that is asked for.
pub(super) fn settle(path: &Path, absent: Absent) -> Result<PathBuf> {
    let at = |cause| StoreError::File { path: path.to_owned(), cause };
    let name = path.file_name().ok_or_else(|| StoreError::IsFolder(path.to_owned()))?;
    let parent = files::folder_of(path);
    if absent == Absent::Create && !parent.exists() {
        files::create_private_dir(parent).map_err(at)?;
    }
    if !parent.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let full = parent.canonicalize().map_err(at)?.join(name);
    match full.symlink_metadata() {
        Ok(meta) if meta.is_dir() => Err(StoreError::IsFolder(full)),
        Ok(meta) if !meta.is_file() => Err(StoreError::NotPlain(full)),
        Ok(_) => Ok(full),
        Err(_) if name.len() > Store::LONGEST_NAME => {
            Err(at(std::io::Error::new(std::io::ErrorKind::InvalidFilename, "the name is too long")))
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && absent == Absent::Create => {
            // Not under a name that SQLite needs for another journal, nor beside what it left of one.
            let target = Guard::default().target(&full, Writing::Journal, files::Standing::Stays)?;
            begin(target)?;
            Ok(full)
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(StoreError::Missing(full)),
        Err(e) => Err(at(e)),
    }
}

/// Makes a journal. It is there whole or not at all, so that an empty file is nobody's journal.
fn begin(target: Target) -> Result<()> {
    let place = target.path().to_owned();
    let at = |cause| StoreError::File { path: place.clone(), cause };
    let workshop = Workshop::new(files::folder_of(&place)).map_err(at)?;
    let path = workshop.journal();
    files::create_private_file(&path).map_err(at)?;
    let mut conn = connect(&path)?;
    migrate::bring_up_to_date(&mut conn, &path, migrate::STEPS)?;
    drop(conn);
    match workshop.put_journal(target) {
        // Another program was quicker.
        Err(Refused { why: Why::Exists, .. }) => Ok(()),
        put => Ok(put?),
    }
}

/// How the schema of a file differs from ours, and what counts the steps that are taken in it. One that cannot be read
/// is refused.
pub(super) fn strange(conn: &mut Connection) -> Result<(schema::Strange, Arc<AtomicU32>)> {
    let strange = in_one_view(conn, |conn| schema::look(conn, migrate::schema_of(conn)?))?;
    let taken = Arc::<AtomicU32>::default();
    if !strange.is_nothing() {
        schema::limit(conn, &taken, schema::PATIENCE)?;
        strange.refused_to_read()?;
    }
    Ok((strange, taken))
}

/// Reads the first bytes of the file at `path`.
///
/// # Errors
/// `Damaged` where they say that it could never be written again, `OtherRollback` where opening it would undo changes.
pub(super) fn header(path: &Path) -> Result<Header> {
    let at = |cause| StoreError::File { path: path.to_owned(), cause };
    let bytes = match files::head(path, files::HEADER as u64) {
        Err(files::Unread::NotAFile) => return Err(StoreError::NotPlain(path.to_owned())),
        other => other.map_err(|unread| at(unread.into_io()))?,
    };
    if bytes.is_empty() {
        return Ok(Header::Fresh);
    }
    let number = |i: usize| i64::from(u32::from_be_bytes([bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]]));
    if !files::is_journal(&bytes) {
        return Ok(Header::Other);
    }
    // How it is to be written and read: 1 as ever, 2 with a log. What says otherwise could never be written again.
    if bytes[18..20].iter().any(|version| !(1..=2).contains(version)) {
        return Err(StoreError::Damaged("the header".to_owned()));
    }
    if let Some(side) = rollback::of_another_state(path).pop() {
        return Err(StoreError::OtherRollback(side));
    }
    Ok(Header::Journal { schema: number(60) })
}

/// No URI flag: a file may be called `file:x?mode=memory`, and is then just called that.
pub(super) const COMMON: OpenFlags =
    OpenFlags::SQLITE_OPEN_NOFOLLOW.union(OpenFlags::SQLITE_OPEN_NO_MUTEX).union(OpenFlags::SQLITE_OPEN_EXRESCODE);

/// Runs reads in one transaction: all of them see the same state of the file, whatever other programs write meanwhile.
/// Where a transaction is open already, that one is it.
pub(super) fn in_one_view<T>(conn: &Connection, reads: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    if !conn.is_autocommit() {
        return reads(conn);
    }
    let view = conn.unchecked_transaction()?;
    let read = reads(&view)?;
    view.finish()?;
    Ok(read)
}

pub(super) fn connect(path: &Path) -> Result<Connection> {
    match Connection::open_with_flags(path, COMMON | OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(conn) => set_up(conn),
        Err(_) => connect_reading(path),
    }
}

/// For a file that must stay as it is.
pub(super) fn connect_reading(path: &Path) -> Result<Connection> {
    set_up(Connection::open_with_flags(path, COMMON | OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

fn set_up(mut conn: Connection) -> Result<Connection> {
    conn.busy_handler(Some(pace::wait_for_others))?;
    conn.execute_batch(
        "PRAGMA journal_mode = DELETE;
         PRAGMA synchronous = EXTRA;
         PRAGMA secure_delete = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;",
    )?;
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Bound values do not change how a query is planned: a cached statement stays what it is, instead of being planned
    // again whenever a LIMIT is bound.
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}
