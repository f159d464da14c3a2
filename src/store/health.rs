//! Whether a journal file is sound, and what can be made again where it is not.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::connection::{Header, connect, connect_reading, header, in_one_view, settle};
use super::damage::Unreadable;
use super::error::{Result, StoreError};
use super::{Absent, Store, Tx, aside, index_check, migrate, schema, search_check, structure};
use crate::files;

impl Store {
    /// Puts the file together afresh, so that nothing of what it held once is left in it.
    pub fn compact(&self) -> Result<()> {
        let _going = self.pace.begin(0);
        self.conn()?.execute_batch("INSERT INTO search (search) VALUES ('optimize'); VACUUM;")?;
        Ok(())
    }

    /// What in the file's schema is not ours, or not as we made it: then nothing is written to it.
    pub fn strange(&self) -> Vec<String> {
        self.strange.names()
    }

    /// Looks at the schema again, which another program may have changed.
    pub fn look_at_schema(&mut self) -> Result<()> {
        self.strange = in_one_view(self.conn()?, |conn| schema::look(conn, migrate::schema_of(conn)?))?;
        self.heed_pace()
    }

    /// Takes out of the schema of the journal at `path` what is not ours, and makes again what can be made of ours.
    /// Returns what it was about.
    ///
    /// # Errors
    /// `Altered`: a table of ours is not as we made it. Nothing was changed then.
    pub fn accept(path: &Path) -> Result<Vec<String>> {
        let path = settle(path, Absent::Refuse)?;
        let Header::Journal { schema } = header(&path)? else { return Err(StoreError::NotAJournal(path)) };
        let mut conn = connect(&path)?;
        schema::limit(&mut conn, &Arc::default(), schema::PATIENCE)?;
        Ok(schema::accept(&mut conn, schema)?.names())
    }

    /// Everything that SQLite finds wrong with the structure of the file and with its indexes, and references to what is
    /// not there; so many remarks at most.
    pub fn integrity(&self) -> Result<Vec<String>> {
        // A page that could not be read once is a remark, too; what is wrong is found a second time.
        let _going = self.pace.begin(0);
        match in_one_view(self.conn()?, remarks)? {
            first if first.is_empty() => Ok(first),
            _ => in_one_view(self.conn()?, remarks),
        }
    }

    /// Looks through the tables, their indexes and the search index, as far as that is quick, and notes what refers to
    /// records that are gone.
    ///
    /// # Errors
    /// `Damaged`: lists would be short of records, or a search of finds.
    pub fn check_indexes(&self) -> Result<()> {
        self.check_tables(index_check::AT_OPENING)
    }

    /// The same for all of a journal, however large it is: before something of it is given away for good.
    pub fn check_all(&self) -> Result<()> {
        let going = self.pace.begin(0);
        let done = self.unless_stopped(self.check_tables(i64::MAX));
        drop(going);
        done
    }

    fn check_tables(&self, most: i64) -> Result<()> {
        // The indexes of a strange file are not ours; those of an older one are made again with the next step.
        if !self.strange.is_nothing() || self.schema()? != migrate::newest() {
            return Ok(());
        }
        let dangling = anew(|| {
            in_one_view(self.conn()?, |conn| {
                index_check::check(conn, most)?;
                if search_check::has_gaps(conn, most)? {
                    return Err(StoreError::Damaged("search index".to_owned()));
                }
                structure::dangling(conn, most)
            })
        })?;
        self.noted.add(dangling);
        Ok(())
    }

    /// The records that an index still has although they are gone.
    pub fn lost_rows(&self) -> Result<Vec<Unreadable>> {
        let _going = self.pace.begin(0);
        if !self.strange.is_nothing() {
            // Its indexes are not ours.
            return Ok(Vec::new());
        }
        Ok(anew(|| in_one_view(self.conn()?, structure::lost_rows))?.0)
    }

    /// Makes again what is made from the records: the indexes, the number of sessions that each pair has held, and the
    /// search index. The records stay as they are. `false`: more than that is wrong, and nothing was changed, because an
    /// index may be all that is left of a record.
    pub fn heal(&mut self) -> Result<bool> {
        let _going = self.pace.begin(0);
        let tx = Transaction::new_unchecked(self.conn()?, TransactionBehavior::Immediate)?;
        schema::look(&tx, migrate::newest())?.refused()?;
        if !structure::is_curable(&tx)? {
            return Ok(false);
        }
        if !structure::has_strays(&tx)? {
            tx.execute_batch("REINDEX")?;
        }
        let inner = Tx::new(&tx);
        inner.count_held()?;
        if !inner.has_whole_search()? {
            inner.index_all()?;
        }
        self.pace.commit()?;
        tx.commit()?;
        Ok(true)
    }

    /// Before the first change: where the list of free pages names a page that is in use, the change would be written over
    /// records.
    ///
    /// # Errors
    /// `Damaged`: the structure of the file is not in order.
    pub(super) fn check_free_pages(&self, conn: &Connection) -> Result<()> {
        if self.free_pages.get() {
            return Ok(());
        }
        let free: i64 = conn.query_row("PRAGMA freelist_count", [], |row| row.get(0))?;
        // Only a check of all tables compares the list with the pages of each.
        if free > 0
            && let Some(remark) = structure::wrong_pages(conn, "PRAGMA quick_check")?
        {
            return Err(StoreError::Damaged(remark));
        }
        self.free_pages.set(true);
        Ok(())
    }

    /// Reads the whole file and says whether its structure is sound. Too slow to stand before a first frame.
    pub fn check_whole(&self) -> Result<()> {
        let _going = self.pace.begin(0);
        is_whole(self.conn()?, "PRAGMA quick_check(1)")
    }
}

/// What SQLite finds wrong with the structure of a file, its indexes and its references.
fn remarks(conn: &Connection) -> Result<Vec<String>> {
    const REMARKS: usize = 20;
    let mut found = structure::remarks(conn, &format!("PRAGMA integrity_check({REMARKS})"))?;
    let sql = "SELECT format('%s #%d: refers to what is not there', \"table\", ifnull(rowid, 0))
               FROM pragma_foreign_key_check";
    found.extend(structure::remarks(conn, sql)?.into_iter().take(REMARKS));
    found.extend(structure::empty_pages(conn)?);
    if structure::lacks_vault(conn)? {
        found.push("vault #1: is gone, and something is sealed with it".to_owned());
    }
    Ok(found)
}

/// Does once more what the system, or the engine, says it could not read.
pub fn anew<T>(read: impl Fn() -> Result<T>) -> Result<T> {
    match read() {
        Err(StoreError::Corrupt(_) | StoreError::NotNow) => read(),
        Err(StoreError::File { cause, .. }) if is_of_the_disk(&cause) => read(),
        other => other,
    }
}

/// Whether the disk could not be read or written, whatever is in the file.
fn is_of_the_disk(cause: &std::io::Error) -> bool {
    rustix::io::Errno::from_io_error(cause) == Some(rustix::io::Errno::IO)
}

/// Has the engine check a whole file.
///
/// # Errors
/// `Damaged`: it found something wrong, and found it again.
pub(super) fn is_whole(conn: &Connection, check: &str) -> Result<()> {
    let first = || Ok(structure::remarks(conn, check)?.into_iter().next());
    // A page that could not be read once is a remark, too.
    match anew(first)? {
        None => Ok(()),
        Some(_) => anew(first)?.map_or(Ok(()), |remark| Err(StoreError::Damaged(remark))),
    }
}

impl StoreError {
    /// The same, where the engine speaks of damage only once that is certain: the whole file at `path` is checked through
    /// a new connection, which knows no page yet. What cannot be checked now is not known to be damaged.
    pub fn confirmed(self, path: &Path) -> Self {
        match self {
            Self::Corrupt(detail) => match checked(path) {
                Err(Self::Corrupt(_) | Self::Damaged(_)) => Self::Damaged(detail),
                Ok(()) | Err(_) => Self::NotNow,
            },
            other => other,
        }
    }
}

/// Checks a whole file. The file is opened by the engine alone, which would lose its locks if anybody else closed it,
/// unless something lies beside the file: then a private copy is checked.
fn checked(path: &Path) -> Result<()> {
    let path = settle(path, Absent::Refuse)?;
    let at = |cause| StoreError::File { path: path.clone(), cause };
    let aside = if aside::has_sides(&path) { Some(files::private_temp_dir().map_err(at)?) } else { None };
    let copy = match &aside {
        Some(folder) => {
            let copy = folder.path().canonicalize().map_err(at)?.join("copy.db");
            aside::copy_with_sides(&path, &copy)?;
            Some(copy)
        }
        None => None,
    };
    let check = || {
        let mut conn = match &copy {
            Some(copy) => connect(copy)?,
            None => connect_reading(&path)?,
        };
        // The views and expressions of a file that is not ours may have no end.
        if !in_one_view(&conn, |conn| schema::look(conn, migrate::schema_of(conn)?))?.is_nothing() {
            schema::limit(&mut conn, &Arc::default(), schema::PATIENCE)?;
        }
        is_whole(&conn, "PRAGMA integrity_check(1)")
    };
    anew(check)
}
