//! What arrives from other journals: each format read into the same plain entries, one after the other. Nothing of a
//! source is lost in silence: what has no place of its own here becomes text of the note, and what cannot be read is
//! named with its place while the rest still comes.

use chrono::NaiveDateTime;

use crate::domain::{Moment, keyed_enum};

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
    Exact(Moment),
}

/// One entry of another journal.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Tells this entry from every other one of its source, and is the same the next time: its own id there, else
    /// what it says. Never shown.
    pub key: String,
    pub at: When,
    /// Its heading; may be empty. One line.
    pub title: String,
    /// The note: text that begins like a marker carries a backslash, and what has no place here stands at its end.
    pub note: String,
}

/// An entry that could not be read. The rest still comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file, and the line or the number of the entry in it.
    pub place: String,
    pub why: Why,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has no date that could be understood.
    NoDate,
    /// Not the format that it should be; what a parser says of it.
    NotThatFormat(String),
    NotUtf8,
    /// Sizes in bytes.
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// The file could not be read; what the system says of it.
    Unreadable(String),
    /// It is encrypted: to be decrypted there first.
    Encrypted,
}
