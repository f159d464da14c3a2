//! The database of another journal, tui-journal's, read without a trace: not a byte of it changes, and no file appears
//! beside it.
//!
//! A database that a program left open, or that keeps a write-ahead log, cannot even be read without writing beside it.
//! Such a one is copied with what stands beside it into a folder of its own, and the copy is read.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use tempfile::TempDir;

use super::connection::{BUSY, COMMON};
use super::{schema, side_file};
use crate::files::{self, HEADER, SQLITE, Unread};

/// The bytes that one text may have; it is the limit of a note.
const LIMIT: usize = 4 << 20;
/// How many times a million steps of SQLite's machine a question may take: more than ten million entries could be counted.
const PATIENCE: u32 = 30;
/// What SQLite puts beside a database that must be read with it.
const SIDES: [&str; 2] = ["-wal", "-journal"];
/// The columns that every version has.
const COLUMNS: [&str; 4] = ["id", "title", "date", "content"];

/// An open database of tui-journal.
pub struct Foreign {
    conn: Connection,
    columns: Vec<String>,
    has_tags: bool,
    /// How far a question has come; what takes longer than any question of ours is given up.
    taken: Arc<AtomicU32>,
    /// Where the copy lies, as long as it is read. Dropped after the connection.
    _copy: Option<TempDir>,
}

/// One entry of it, in plain values.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignEntry {
    pub id: i64,
    pub title: String,
    pub date: String,
    pub content: String,
    pub tags: Vec<String>,
    /// Every other column that has a value: the priority, and what other versions have.
    pub rest: Vec<(String, String)>,
}

impl fmt::Debug for ForeignEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForeignEntry").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why it, or a row of it, could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignError {
    /// No SQLite file, or not this program's.
    NotThatFormat,
    NotUtf8,
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// Reading it does not come to an end.
    Endless,
    /// What the system or SQLite says.
    Unreadable(String),
}

/// A row that could not be read, by its id.
pub type ForeignRow = Result<ForeignEntry, (i64, ForeignError)>;

impl From<rusqlite::Error> for ForeignError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Self::NotThatFormat,
            Some(rusqlite::ErrorCode::OperationInterrupted) => Self::Endless,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

impl From<std::io::Error> for ForeignError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl Foreign {
    /// Opens the database at `path` to read it.
    ///
    /// # Errors
    /// It is no database of tui-journal, or cannot be read.
    pub fn open(path: &Path) -> Result<Self, ForeignError> {
        let path = path.canonicalize()?;
        let header = match files::head(&path, HEADER as u64) {
            Err(Unread::NotAFile) => return Err(ForeignError::NotThatFormat),
            other => other.map_err(Unread::into_io)?,
        };
        if header.len() < HEADER || !header.starts_with(SQLITE) {
            return Err(ForeignError::NotThatFormat);
        }
        // 2 stands for a write-ahead log.
        let asks_for_more = header[18] == 2 || header[19] == 2 || has_a_log(&path);
        let copy = asks_for_more.then(|| copied(&path)).transpose()?;
        let mut conn = match &copy {
            Some((_, path)) => connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
            None => connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        let taken = Arc::default();
        schema::limit(&mut conn, &taken, PATIENCE)?;
        let columns = columns(&conn, "entries")?;
        let tags = columns_or_none(&conn, "tags")?;
        if !COLUMNS.iter().all(|name| columns.iter().any(|column| column == name)) {
            return Err(ForeignError::NotThatFormat);
        }
        let has_tags = ["entry_id", "tag"].iter().all(|name| tags.iter().any(|column| column == name));
        Ok(Self { conn, columns, has_tags, taken, _copy: copy.map(|(folder, _)| folder) })
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// `Endless`: they are more than any file has. Its pages may refer to one another in circles.
    pub fn count(&self) -> Result<u64, ForeignError> {
        self.taken.store(0, Ordering::Relaxed);
        // `count(*)` is one step for SQLite, however long it takes, and no limit would end it.
        let count: f64 = self.conn.query_row("SELECT total(1) FROM entries NOT INDEXED", [], |row| row.get(0))?;
        Ok(count as u64)
    }

    /// Hands over one row after the other, by id, until `each` has had enough.
    pub fn each(&self, mut each: impl FnMut(ForeignRow) -> ControlFlow<()>) -> Result<(), ForeignError> {
        let names: Vec<String> = self.columns.iter().map(|name| quoted(name)).collect();
        let mut query = self.conn.prepare(&format!("SELECT {} FROM entries ORDER BY id", names.join(", ")))?;
        let mut tags = match self.has_tags {
            true => Some(self.conn.prepare("SELECT tag FROM tags WHERE entry_id = ?1 ORDER BY rowid")?),
            false => None,
        };
        let id_at = self.columns.iter().position(|name| name == "id").unwrap_or_default();
        self.taken.store(0, Ordering::Relaxed);
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            self.taken.store(0, Ordering::Relaxed);
            let id = row.get_ref(id_at)?.as_i64().unwrap_or_default();
            let mut read = || {
                let mut entry = self.entry(row, id)?;
                if let Some(tags) = &mut tags {
                    let mut found = tags.query([id])?;
                    let mut size = 0;
                    while let Some(row) = found.next()? {
                        let tag = text(row.get_ref(0)?)?.unwrap_or_default();
                        size += tag.len() + 1;
                        if size > LIMIT {
                            return Err(ForeignError::TooLarge { size: size as u64, limit: LIMIT as u64 });
                        }
                        entry.tags.push(tag);
                    }
                }
                Ok(entry)
            };
            let entry = read();
            // It would be the same with each of the others.
            if entry == Err(ForeignError::Endless) {
                return Err(ForeignError::Endless);
            }
            if each(entry.map_err(|error| (id, error))).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn entry(&self, row: &Row<'_>, id: i64) -> Result<ForeignEntry, ForeignError> {
        let mut values = BTreeMap::new();
        for (index, name) in self.columns.iter().enumerate() {
            if let Some(words) = text(row.get_ref(index)?)? {
                values.insert(name.as_str(), words);
            }
        }
        values.remove("id");
        let mut take = |name| values.remove(name).unwrap_or_default();
        let (title, date, content) = (take("title"), take("date"), take("content"));
        let rest = values.into_iter().map(|(name, words)| (name.to_owned(), words)).collect();
        Ok(ForeignEntry { id, title, date, content, tags: Vec::new(), rest })
    }
}

/// A value in words; nothing for a value that is none.
fn text(value: ValueRef<'_>) -> Result<Option<String>, ForeignError> {
    let words = match value {
        ValueRef::Null => return Ok(None),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) if bytes.len() > LIMIT => {
            return Err(ForeignError::TooLarge { size: bytes.len() as u64, limit: LIMIT as u64 });
        }
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            std::str::from_utf8(bytes).map_err(|_| ForeignError::NotUtf8)?.to_owned()
        }
    };
    Ok(Some(words))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The columns of a table that must be one: a view could do anything.
fn columns(conn: &Connection, table: &str) -> Result<Vec<String>, ForeignError> {
    let columns = columns_or_none(conn, table)?;
    if columns.is_empty() { Err(ForeignError::NotThatFormat) } else { Ok(columns) }
}

fn columns_or_none(conn: &Connection, table: &str) -> Result<Vec<String>, ForeignError> {
    let mut query = conn.prepare(
        "SELECT info.name FROM sqlite_schema, pragma_table_info(sqlite_schema.name) AS info
         WHERE sqlite_schema.type = 'table' AND sqlite_schema.name = ?1 AND sqlite_schema.sql NOT LIKE 'CREATE VIRTUAL%'",
    )?;
    let names = query.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names)
}

/// Whether a log stands beside a database that is not in it yet.
fn has_a_log(path: &Path) -> bool {
    SIDES.iter().any(|ending| side_file(path, ending).symlink_metadata().is_ok_and(|meta| meta.len() > 0))
}

/// A copy in a folder that only this person can look into, and that goes with the value. Made again if another program
/// wrote meanwhile: the parts of a copy must be of one moment.
fn copied(path: &Path) -> Result<(TempDir, PathBuf), ForeignError> {
    const TRIES: usize = 5;
    for _ in 0..TRIES {
        let before = state(path);
        let folder = files::private_temp_dir()?;
        let copy = folder.path().canonicalize()?.join("copy.db");
        for ending in SIDES {
            if side_file(path, ending).exists() {
                files::copy_private(&side_file(path, ending), &side_file(&copy, ending))?;
            }
        }
        files::copy_private(path, &copy)?;
        if state(path) == before {
            return Ok((folder, copy));
        }
    }
    Err(ForeignError::Unreadable("database is locked".to_owned()))
}

/// Sizes and times of a database and of what stands beside it.
fn state(path: &Path) -> Vec<Option<(u64, Option<SystemTime>)>> {
    let beside = SIDES.map(|ending| side_file(path, ending));
    let files = std::iter::once(path).chain(beside.iter().map(PathBuf::as_path));
    files.map(|path| path.symlink_metadata().ok().map(|meta| (meta.len(), meta.modified().ok()))).collect()
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection, ForeignError> {
    let conn = Connection::open_with_flags(path, COMMON | access)?;
    conn.busy_timeout(BUSY)?;
    conn.execute_batch(
        "PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA query_only = ON;",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(conn)
}

#[cfg(test)]
mod tests;
