//! What arrives from other journals: each format read into the same plain entries, one after the other. Nothing of a
//! source is lost in silence: what has no place of its own here becomes text of the note, and what cannot be read is
//! named with its place while the rest still comes.
//!
//! - [`jrnl`]: one file (also of version 1), a folder of days, the JSON export
//! - [`tui_journal`]: the JSON file; rows of the SQLite file, which `store` reads
//! - [`dayone`]: the JSON export and the older bundle of property lists
//! - [`markdown`]: files with front matter, with the date in their name, or with a heading for every day
//!
//! Of a source no more is held than one entry and the names of its files.

mod dates;
mod dayone;
mod draft;
mod encoding;
mod fields;
mod files;
mod jrnl;
mod json;
mod markdown;
mod order;
mod stamp;
pub mod tui_journal;
mod why;
mod zone;

use std::fmt;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::{DayOrder, Moment, keyed_enum};

use draft::{Draft, Keys};
use stamp::Order;
pub use why::Why;

/// The bytes that an entry may have.
pub const LIMIT: u64 = 4 << 20;

keyed_enum! {
    /// Where entries come from.
    pub enum Origin {
        Jrnl = "jrnl",
        TuiJournal = "tui-journal",
        DayOne = "dayone",
        Markdown = "markdown",
    }
}

/// When an entry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// What the wall clock showed, wherever that was.
    Wall(NaiveDateTime),
    /// A day, without a time of day.
    Day(NaiveDate),
    Exact(Moment),
}

/// One entry of another journal.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Tells this entry from every other one of its source, and is the same the next time: its own id there, else
    /// what it says. Never shown.
    pub key: String,
    pub at: When,
    /// Its heading; may be empty. One line, as it stands there.
    pub title: String,
    /// The note: text that begins like a marker carries a backslash, and what has no place here stands at its end.
    pub note: String,
    /// The note begins with text that stands in the source above its first date.
    pub has_above: bool,
    /// What the person should look at: the entry came, but something about its dates is not sure.
    pub doubts: Vec<Broken>,
}

impl fmt::Debug for Arrival {
    /// Names the entry without its words: nothing of a note may reach a log or a panic.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arrival").field("key", &self.key).field("at", &self.at).finish_non_exhaustive()
    }
}

/// An entry that could not be read. The rest still comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file, and the line (`journal.txt:12`) or the number of the entry in it (`Journal.json #3`).
    pub place: String,
    pub why: Why,
}

impl Broken {
    fn new(place: impl Into<String>, why: Why) -> Self {
        Self { place: place.into(), why }
    }
}

/// What a format hands over, one entry after the other.
trait Entries {
    fn next(&mut self) -> Option<Result<Draft, Broken>>;
    /// How many bytes of how many were read.
    fn progress(&self) -> (u64, u64);
}

type Reader = Box<dyn Entries + Send>;

/// The entries of another journal, in the order of the source.
pub struct Source {
    reader: Reader,
    keys: Keys,
}

impl Source {
    /// How many bytes of how many were read. Both may be 0.
    pub fn progress(&self) -> (u64, u64) {
        self.reader.progress()
    }
}

impl Iterator for Source {
    type Item = Result<Arrival, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.reader.next()?;
        Some(read.and_then(|draft| draft.arrive(&mut self.keys)))
    }
}

/// Opens another journal. A link that is named is followed; links inside a folder are not. `dates` says in which order
/// figures such as `03/06/2024` are written; else the whole source is judged by its dates.
///
/// # Errors
/// What makes the whole of it unreadable: nothing there, encrypted, packed, another format, or dates that may be read in
/// two ways.
pub fn open(origin: Origin, path: &Path, dates: Option<DayOrder>) -> Result<Source, Broken> {
    let path = files::resolved(path)?;
    let order = match (dates, origin) {
        (Some(DayOrder::Dmy), _) => Order::Dmy,
        (Some(DayOrder::Mdy), _) => Order::Mdy,
        (Some(DayOrder::Ymd), _) => Order::Ymd,
        (None, _) => order::judge(reader(origin, &path, Order::Mdy)?)?,
    };
    Ok(Source { reader: reader(origin, &path, order)?, keys: Keys::default() })
}

fn reader(origin: Origin, path: &Path, order: Order) -> Result<Reader, Broken> {
    match origin {
        Origin::Jrnl => jrnl::open(path, order),
        Origin::TuiJournal => tui_journal::open(path, order),
        Origin::DayOne => dayone::open(path, order),
        Origin::Markdown => markdown::open(path, order),
    }
}

#[cfg(test)]
mod tests;
