//! What a transaction changes in the search index, held until its end and written in the order of the documents. The
//! engine writes out a whole piece of its index each time a document comes that lies before the last one
//! (`sqlite3Fts5IndexBeginWrite`): one by one in any order, tens of thousands of lines would take minutes.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, params};

use super::Result;
use super::pace::Pace;

/// More than this, in bytes of tokens, is not held; it is written before the end.
const MOST_BYTES: usize = 8 << 20;

/// One document: the tokens that the index has of it, and those that it is to have.
#[derive(Default)]
struct Change {
    before: Option<String>,
    after: Option<String>,
}

#[derive(Default)]
pub(super) struct Pending {
    changes: BTreeMap<i64, Change>,
    bytes: usize,
}

impl Pending {
    /// The document is to have these tokens; it has none now.
    pub fn put(&mut self, conn: &Connection, pace: &Pace, doc: i64, tokens: &str) -> Result<()> {
        self.changes.entry(doc).or_default().after = Some(tokens.to_owned());
        self.held(conn, pace, tokens)
    }

    /// The document, which has these tokens now, is to have none.
    pub fn take_out(&mut self, conn: &Connection, pace: &Pace, doc: i64, tokens: &str) -> Result<()> {
        let change = self.changes.entry(doc).or_default();
        if change.after.take().is_some() {
            return Ok(());
        }
        change.before = Some(tokens.to_owned());
        self.held(conn, pace, tokens)
    }

    fn held(&mut self, conn: &Connection, pace: &Pace, tokens: &str) -> Result<()> {
        self.bytes += tokens.len();
        if self.bytes > MOST_BYTES { self.settle(conn, pace) } else { Ok(()) }
    }

    /// Forgets what is held: the index is emptied.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Writes what is held: first what goes, then what comes.
    pub fn settle(&mut self, conn: &Connection, pace: &Pace) -> Result<()> {
        let Self { mut changes, .. } = std::mem::take(self);
        changes.retain(|_, change| change.before != change.after);
        let mut goes = conn.prepare_cached("INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)")?;
        for (doc, change) in &changes {
            pace.step();
            pace.go_on()?;
            if let Some(tokens) = &change.before {
                goes.execute(params![doc, tokens])?;
            }
        }
        if changes.values().any(Change::needs_a_round_of_its_own) {
            // What was taken out under a number has to be out first. Where a document goes and comes within one round,
            // the engine (3.54.1, `fts5FlushOneHash`) looks for the mark of its going in the first byte of a length
            // only: with many places of one token that length takes two bytes, and the old ones would stay for good.
            conn.prepare_cached("INSERT INTO search (search) VALUES ('flush')")?.execute([])?;
        }
        let mut comes = conn.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?;
        for (doc, change) in &changes {
            pace.step();
            pace.go_on()?;
            if let Some(tokens) = &change.after {
                comes.execute(params![doc, tokens])?;
            }
        }
        Ok(())
    }
}

impl Change {
    fn needs_a_round_of_its_own(&self) -> bool {
        self.before.is_some() && self.after.as_deref().is_some_and(repeats)
    }
}

/// Whether a token stands in a text so often that its places may take 64 bytes; one takes four at most.
fn repeats(tokens: &str) -> bool {
    const OFTEN: u32 = 16;
    let mut counts: HashMap<&str, u32> = HashMap::new();
    tokens.split(' ').any(|token| {
        let count = counts.entry(token).or_default();
        *count += 1;
        *count >= OFTEN
    })
}
