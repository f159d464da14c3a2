//! Salvage: every row of a damaged journal that can still be read, in a new journal. The damaged file is only read.
//!
//! The pages are read without the engine (`pages`), each row finds its table by its shape (`tables`), and goes into a new
//! file under its old row id, so that what refers to it still does (`rows`). The indexes of ids say which rows there should
//! have been. A newer schema, the search index and what is counted are made anew at the end.

mod pages;
mod rows;
mod tables;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::aside::{copy_with_sides, has_sides};
use super::error::{Result, StoreError};
use super::{APPLICATION_ID, Absent, Store, Unreadable, Whose, connect, migrate, schema, settle, side_file, whose};
use crate::files::{self, SQLITE as MAGIC};
use pages::{Page, Pages, Row};
use rows::Rows;
pub(super) use tables::TABLES;
use tables::Tables;

/// So many pages tell which size of a page is the right one.
const SAMPLE: u32 = 2_000;
/// A vault has so many keys.
const KEYS: usize = 2;
/// What looks like a row id and a time is a time from here on: the spring of 1973, in milliseconds.
const TIMES: i64 = 100_000_000_000;

/// Hears how many pages are done, of how many, and says whether to go on.
pub type Going<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// A record that should have been there, or that is not quite what was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// Its table.
    pub kind: &'static str,
    pub id: Option<Uuid>,
    /// The session and the pair that it belonged to, as far as that is known.
    pub session: Option<Uuid>,
    pub pair: Option<Uuid>,
    /// By what a person knows it again, as far as the new journal tells.
    pub whose: Whose,
    /// The columns whose values could not be what was written.
    pub columns: Vec<String>,
}

/// What came of a salvage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// How many records of each table were taken.
    pub taken: Vec<(&'static str, u64)>,
    /// Records that could not be read.
    pub lost: Vec<Affected>,
    /// Records that were taken and may have changed.
    pub changed: Vec<Affected>,
    /// Records that had to be made because others refer to them.
    pub stand_ins: Vec<Affected>,
    /// Tables of which it is not known whether there were more records.
    pub unsure: Vec<&'static str>,
    /// The new journal has a vault.
    pub has_vault: bool,
}

impl Salvaged {
    /// Whether nothing is missing and nothing has changed.
    pub fn is_all(&self) -> bool {
        self.lost.is_empty() && self.changed.is_empty() && self.unsure.is_empty()
    }
}

/// Takes every readable record of the journal at `damaged` into a new journal, and says where in `workshop` it is. The
/// workshop is a private, empty folder. `stand_in` names what has to be made because a record refers to it.
///
/// # Errors
/// `NotAJournal` where not one record was found, `TooNew` for a journal of a newer program.
pub fn salvage(damaged: &Path, workshop: &Path, stand_in: &str, going: Going<'_>) -> Result<(PathBuf, Salvaged)> {
    let damaged = settle(damaged, Absent::Refuse)?;
    let copy = workshop.join("damaged.db");
    copy_with_sides(&damaged, &copy)?;
    let header = is_newer(&copy)?;
    calm(&copy)?;
    let tables = Tables::known()?;
    let pages = open_pages(&copy, &tables)?;
    let mut total = u64::from(pages.count) * 2;
    let survey = Survey::of(&pages, &tables, &mut |done| going(done, total))?;
    let Some(schema) = survey.schema else { return Err(StoreError::NotAJournal(damaged)) };
    let schema = header.map_or(schema, |said| said.max(schema));
    let made = workshop.join("journal.db");
    let mut rows = Rows::new(&made, &tables, schema)?;
    // What is in order comes first: what is found by looking at every byte may be an older state of it.
    let mut later = Vec::new();
    for number in 1..=pages.count {
        match pages.page(number) {
            Page::Rows { rows: found, .. } => {
                let table = tables_of_page(&tables, &found);
                for row in found {
                    if row.in_order { rows.put(&tables, row, table)? } else { later.push((row, table)) }
                }
            }
            Page::Entries { entries, .. } => entries.iter().try_for_each(|entry| rows.gone(entry))?,
            Page::Inner { .. } | Page::Other => {}
        }
        let done = u64::from(pages.count) + u64::from(number);
        if number % 64 == 0 && !going(done, total) {
            return Err(StoreError::Stopped);
        }
    }
    for (row, table) in later {
        rows.put_late(&tables, row, table)?;
    }
    total += survey.doubtful.len() as u64;
    for (n, number) in survey.doubtful.iter().enumerate() {
        if !survey.overflow.contains(number) {
            let found = pages.carved(*number);
            let table = tables_of_page(&tables, &found);
            for row in found {
                rows.put_late(&tables, row, table)?;
            }
        }
        if n % 64 == 0 && !going(total - (survey.doubtful.len() - n) as u64, total) {
            return Err(StoreError::Stopped);
        }
    }
    let mut unsure = Vec::new();
    for (n, table) in TABLES.iter().enumerate() {
        let root = |name: &str| survey.roots.get(name).copied();
        let index = root(&format!("sqlite_autoindex_{table}_1"));
        let listed = index.is_some_and(|root| {
            walk(&pages, root, &mut |entry| match entry {
                [Value::Blob(uuid), Value::Integer(row)] if uuid.len() == 16 => rows.know(n, uuid, *row).is_ok(),
                _ => false,
            })
        });
        let is_there = root(table).is_some() || survey.seen.contains(&n) || survey.roots.is_empty();
        if !listed && !root(table).is_some_and(|root| walk_rows(&pages, root)) && is_there {
            unsure.push(*table);
        }
    }
    for (index, column, table) in rows::PLACES {
        if let Some(root) = survey.roots.get(index) {
            walk(&pages, *root, &mut |entry| match (entry.first(), entry.last()) {
                (Some(Value::Integer(parent)), Some(Value::Integer(row))) => {
                    rows.place(table, *row, column, *parent).is_ok()
                }
                _ => false,
            });
        }
    }
    let mut salvaged = rows.finish(&tables, stand_in)?;
    salvaged.unsure = unsure;
    let mut store = Store::open(&made, Absent::Refuse)?;
    let altered = store.write(|tx| tx.trust_rows().and_then(|altered| tx.index_all().map(|()| altered)))?;
    for Unreadable { table, id, .. } in altered {
        let is_known = |known: &Affected| known.id == id && known.kind == table;
        if id.is_some() && !salvaged.changed.iter().any(is_known) {
            salvaged.changed.push(Affected { kind: table, id, ..Affected::default() });
        }
    }
    store.check_whole()?;
    salvaged.changed.extend(rows::changed_lines(&store, &salvaged.changed)?);
    whose::tell(&store, &mut salvaged)?;
    salvaged.taken = rows::counted(&store)?;
    for stand_in in &salvaged.stand_ins {
        if let Some((_, count)) = salvaged.taken.iter_mut().find(|(kind, _)| *kind == stand_in.kind) {
            *count = count.saturating_sub(1);
        }
    }
    let (vault, has_remains, keys) = store.read(|tx| {
        let vault = match tx.vault() {
            Err(StoreError::Unreadable) => true,
            other => other?.is_some(),
        };
        Ok::<_, StoreError>((vault, tx.has_sealed_remains()?, tx.slots()?.len()))
    })?;
    drop(store);
    salvaged.has_vault = vault;
    // Sealed lines without a vault open for nobody. A vault has a key for the passphrase and one for the recovery code.
    for (is_missing, table) in [(has_remains && !vault, "vault"), (vault && keys < KEYS, "key_slot")] {
        if is_missing && !salvaged.unsure.contains(&table) {
            salvaged.unsure.push(table);
        }
    }
    Ok((made, salvaged))
}

/// What the pages say before a row of them is taken.
#[derive(Default)]
struct Survey {
    /// The schema that has room for all rows; `None` where there are none.
    schema: Option<usize>,
    /// Where the tables and indexes begin, by their names.
    roots: BTreeMap<String, u32>,
    /// The tables of which there are rows.
    seen: HashSet<usize>,
    /// Pages in which there may be rows that are not where they should be.
    doubtful: Vec<u32>,
    /// Pages that hold the rest of long values.
    overflow: HashSet<u32>,
}

impl Survey {
    fn of(pages: &Pages, tables: &Tables, going: &mut dyn FnMut(u64) -> bool) -> Result<Self> {
        let mut survey = Self::default();
        for number in 1..=pages.count {
            match pages.page(number) {
                Page::Rows { rows, whole, overflow } => {
                    survey.overflow.extend(overflow);
                    if !whole {
                        survey.doubtful.push(number);
                    }
                    survey.count(tables, &rows);
                }
                Page::Entries { whole, overflow, .. } => {
                    survey.overflow.extend(overflow);
                    if !whole {
                        survey.doubtful.push(number);
                    }
                }
                Page::Inner { .. } => {}
                Page::Other => survey.doubtful.push(number),
            }
            if number % 64 == 0 && !going(u64::from(number)) {
                return Err(StoreError::Stopped);
            }
        }
        let lost = |number: &&u32| !survey.overflow.contains(*number);
        let doubtful: Vec<u32> = survey.doubtful.iter().filter(lost).copied().collect();
        for number in &doubtful {
            survey.count(tables, &pages.carved(*number));
        }
        survey.doubtful = doubtful;
        Ok(survey)
    }

    fn count(&mut self, tables: &Tables, rows: &[Row]) {
        let table = tables_of_page(tables, rows);
        for row in rows {
            if let [Value::Text(kind), Value::Text(name), _, Value::Integer(root), ..] = row.values.as_slice()
                && row.values.len() == 5
                && matches!(kind.as_str(), "table" | "index")
            {
                self.roots.extend(u32::try_from(*root).ok().map(|root| (name.clone(), root)));
            } else if let Some(table) = table_of(tables, row, table) {
                self.seen.insert(table);
                let needed = tables.schema_for(table, row.values.len());
                self.schema = self.schema.max(Some(needed));
            }
        }
    }
}

/// The table to which most of what stands in a page points: all rows of a page are of one table.
fn tables_of_page(tables: &Tables, rows: &[Row]) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        for (table, likeness) in tables.likely(&row.values) {
            *votes.entry(table).or_default() += likeness;
        }
    }
    votes.into_iter().max_by_key(|(table, votes)| (*votes, std::cmp::Reverse(*table))).map(|(table, _)| table)
}

/// The table of one row: that of its page where it may be a row of it.
fn table_of(tables: &Tables, row: &Row, of_page: Option<usize>) -> Option<usize> {
    let likely = tables.likely(&row.values);
    let fits = |table: &usize| likely.iter().any(|(other, _)| other == table);
    of_page.filter(fits).or_else(|| likely.first().map(|(table, _)| *table))
}

/// Goes through an index. `false` if any part of it could not be read, or `each` says so.
fn walk(pages: &Pages, root: u32, each: &mut dyn FnMut(&[Value]) -> bool) -> bool {
    let (mut all, mut seen, mut ahead) = (true, HashSet::new(), vec![root]);
    while let Some(number) = ahead.pop() {
        if !seen.insert(number) {
            all = false;
            continue;
        }
        match pages.page(number) {
            Page::Entries { entries, below, whole, .. } => {
                all &= whole;
                ahead.extend(below);
                for entry in &entries {
                    all &= each(entry);
                }
            }
            _ => all = false,
        }
    }
    all
}

/// Whether every page of a table could be read.
fn walk_rows(pages: &Pages, root: u32) -> bool {
    let (mut seen, mut ahead) = (HashSet::new(), vec![root]);
    while let Some(number) = ahead.pop() {
        if !seen.insert(number) {
            return false;
        }
        match pages.page(number) {
            Page::Rows { whole: true, .. } => {}
            Page::Inner { below } => ahead.extend(below),
            _ => return false,
        }
    }
    true
}

/// The pages of a file, in the size in which most rows are found.
fn open_pages(path: &Path, tables: &Tables) -> Result<Pages> {
    let at = |cause| StoreError::File { path: path.to_owned(), cause };
    let mut best: Option<(usize, Pages)> = None;
    for size in Pages::sizes(path).map_err(at)? {
        let pages = Pages::open(path, size).map_err(at)?;
        let mut found = 0;
        for number in 1..=pages.count.min(SAMPLE) {
            if let Page::Rows { rows, .. } = pages.page(number) {
                found += rows.iter().filter(|row| !tables.likely(&row.values).is_empty()).count();
            }
        }
        if best.as_ref().is_none_or(|(most, _)| found > *most) {
            best = Some((found, pages));
        }
    }
    best.map(|(_, pages)| pages).ok_or_else(|| StoreError::NotAJournal(path.to_owned()))
}

/// Which schema the header says, if it can be believed.
fn is_newer(path: &Path) -> Result<Option<usize>> {
    let bytes = head(path)?;
    let number = |i: usize| bytes.get(i..i + 4).map(|b| i64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])));
    let is_ours = bytes.starts_with(MAGIC) && number(68) == Some(APPLICATION_ID);
    let (Some(found), true) = (number(60), is_ours) else { return Ok(None) };
    let known = migrate::newest();
    // Far beyond what there will be, it is damage.
    if (known + 1..known + 100).contains(&found) {
        // With exactly our schema, it is the number that is damaged.
        if has_our_schema(path) {
            return Ok(usize::try_from(known).ok());
        }
        return Err(StoreError::TooNew { found, known });
    }
    Ok(usize::try_from(found).ok().filter(|found| (1..=migrate::STEPS.len()).contains(found)))
}

/// Whether the copy at `path` has the newest schema that is known here.
fn has_our_schema(path: &Path) -> bool {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    conn.is_ok_and(|conn| schema::is_newest(&conn).unwrap_or(false))
}

fn head(path: &Path) -> Result<Vec<u8>> {
    let read = files::head(path, files::HEADER as u64);
    read.map_err(|unread| StoreError::File { path: path.to_owned(), cause: unread.into_io() })
}

/// Lets the engine bring the copy to what it was before an interrupted writer, or take in what a log beside it holds.
/// What the engine will not do is not done: then the pages are read as they are.
fn calm(copy: &Path) -> Result<()> {
    let has_side = |ending: &str| side_file(copy, ending).metadata().is_ok_and(|found| found.len() > 0);
    if !has_sides(copy) {
        return Ok(());
    }
    let try_it = || -> rusqlite::Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(copy, flags)?;
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        conn.pragma_update(None, "journal_mode", "DELETE")
    };
    if try_it().is_err() && has_side("-wal") {
        // The log is read only by a database that says that it has one.
        let mut bytes = head(copy)?;
        bytes.resize(100, 0);
        bytes[..16].copy_from_slice(MAGIC);
        bytes[16..24].copy_from_slice(&[0x10, 0, 2, 2, 0, 64, 32, 32]);
        bytes[44..48].copy_from_slice(&[0, 0, 0, 4]);
        bytes[56..60].copy_from_slice(&[0, 0, 0, 1]);
        use std::os::unix::fs::FileExt;
        let file = files::open_scratch(copy);
        let written = file.and_then(|file| file.write_all_at(&bytes, 0));
        written.map_err(|cause| StoreError::File { path: copy.to_owned(), cause })?;
        let _ = try_it();
    }
    Ok(())
}

/// A new, empty journal of an older schema.
fn empty(path: &Path, schema: usize) -> Result<Connection> {
    files::create_private_file(path).map_err(|cause| StoreError::File { path: path.to_owned(), cause })?;
    let conn = connect(path)?;
    for step in migrate::STEPS.iter().take(schema) {
        conn.execute_batch(step)?;
    }
    conn.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {schema};"))?;
    Ok(conn)
}
