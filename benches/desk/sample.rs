//! The sample journal, and what is to be seen of it.

use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use rusqlite::Connection;
use tomoni::clock::Clock;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;

/// How much of a note's first line is looked for: enough to tell notes apart, short enough never to be wrapped.
const SEEN: usize = 18;

/// Writes the sample journal to `path`.
pub fn write(path: &Path) -> Result<()> {
    let told = |problem: tomoni::problem::Problem| anyhow!(problem.message(Lang::En));
    let mut journal = Journal::open_or_create(path, Clock::system()).map_err(told)?;
    journal.fill_with_demo(Lang::En).map_err(told)
}

/// A note of a held session: with whom, and how it begins.
pub struct Opening {
    pub pair: String,
    pub line: String,
}

/// The notes of all held sessions, newest first.
pub struct Sample {
    pub notes: Vec<Opening>,
}

impl Sample {
    pub fn read(path: &Path) -> Result<Self> {
        let conn = Connection::open(path)?;
        let mut query = conn.prepare(
            "SELECT pair.name, entry.raw FROM session
             JOIN pair ON pair.id = session.pair
             JOIN entry ON entry.session = session.id
             WHERE session.status = 'held' AND session.deleted_ms IS NULL
               AND entry.position = (SELECT min(position) FROM entry WHERE session = session.id)
             GROUP BY session.id ORDER BY session.at_ms DESC",
        )?;
        let opening = |row: &rusqlite::Row<'_>| {
            let raw: String = row.get(1)?;
            Ok(Opening { pair: row.get(0)?, line: beginning(&raw) })
        };
        let notes: Vec<Opening> = query.query_map([], opening)?.collect::<rusqlite::Result<_>>()?;
        ensure!(notes.len() >= 8, "the sample journal has only {} notes", notes.len());
        Ok(Self { notes })
    }

    /// The note whose beginning is among `text`.
    pub fn shown(&self, text: &str) -> Result<usize> {
        self.notes.iter().position(|n| text.contains(&n.line)).context("no note is on the screen")
    }

    /// The note below or above that at `place` with the same partner.
    pub fn neighbour(&self, place: usize, down: bool) -> Result<usize> {
        let pair = &self.notes[place].pair;
        let same = |i: &usize| self.notes[*i].pair == *pair;
        let found = if down { (place + 1..self.notes.len()).find(same) } else { (0..place).rev().find(same) };
        found.context("the list of sessions is too short")
    }
}

/// The first words of an entry, without the sign before them.
fn beginning(raw: &str) -> String {
    let line = raw.lines().next().unwrap_or_default();
    line.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().take(SEEN).collect::<String>().trim_end().to_owned()
}
