//! The bin: deleting puts things there, it can be looked into, taken from, and emptied.

use super::{Failure, Journal, Work};
use crate::capture;
use crate::domain::forms::Change;
use crate::domain::pair::Pair;
use crate::domain::views::{BinItem, Binned};
use crate::problem::Result;
use crate::store::{Key, Record, StoreError, Tx};

/// The most lines that the bin shows; what is older stays in it and goes when it is emptied.
const SHOWN: u32 = 500;

impl Journal {
    /// Moves something to the bin, with all that belongs to it.
    pub fn delete(&mut self, what: Binned) -> Result<()> {
        self.change(Change::Delete, |work| set_deleted(work, what, true))
    }

    /// Takes something out of the bin again.
    pub fn restore(&mut self, what: Binned) -> Result<()> {
        self.change(Change::Restore, |work| set_deleted(work, what, false))
    }

    /// What lies in the bin, newest first.
    pub fn bin(&self) -> Result<Vec<BinItem>> {
        self.read(|tx| {
            let mut items = Vec::new();
            for pair in tx.binned_pairs()? {
                items.push(item(Binned::Pair(pair.id), pair.name, None, pair.deleted));
            }
            for session in tx.binned_sessions()? {
                let mut found =
                    item(Binned::Session(session.id), session.theme, owner(tx, session.pair.0)?, session.deleted);
                found.on = Some(session.at.date_naive());
                items.push(found);
            }
            for goal in tx.binned_goals()? {
                items.push(item(Binned::Goal(goal.id), goal.terms.title, owner(tx, goal.pair.0)?, goal.deleted));
            }
            for own in tx.binned_items()? {
                items.push(item(Binned::OwnItem(own.id), own.text, owner(tx, own.pair.0)?, own.deleted));
            }
            for own in tx.binned_questions()? {
                items.push(item(Binned::OwnQuestion(own.id), own.text, None, own.deleted));
            }
            for entry in tx.binned_entries(SHOWN)? {
                let label = entry.raw.text().map(|raw| capture::first_line_of(raw).to_owned());
                let mut found =
                    item(Binned::Entry(entry.id), label.unwrap_or_default(), owner(tx, entry.pair.0)?, entry.deleted);
                found.locked = entry.raw.text().is_none();
                items.push(found);
            }
            items.sort_by_key(|i| std::cmp::Reverse(i.deleted));
            Ok(items)
        })
    }

    /// Takes everything in the bin out of the file for good, and forgets what could have brought it back. Returns how
    /// many things were in it.
    pub fn empty_bin(&mut self) -> Result<usize> {
        let now = self.clock.now_ms();
        let done: std::result::Result<usize, StoreError> = self.store.write(|tx| tx.purge_bin(now));
        let count = done.map_err(|error| self.why(error.into()))?;
        if count > 0 {
            self.history.clear();
        }
        Ok(count)
    }
}

fn item(what: Binned, label: String, of: Option<String>, deleted: Option<i64>) -> BinItem {
    BinItem { what, label, of, on: None, locked: false, deleted: deleted.unwrap_or(0) }
}

fn owner(tx: &Tx<'_>, pair: uuid::Uuid) -> std::result::Result<Option<String>, Failure> {
    match tx.get(Key::Pair(pair))? {
        Some(Record::Pair(Pair { name, .. })) => Ok(Some(name)),
        _ => Ok(None),
    }
}

fn set_deleted(work: &mut Work<'_>, what: Binned, gone: bool) -> std::result::Result<(), Failure> {
    let key = match what {
        Binned::Pair(id) => Key::Pair(id.0),
        Binned::Session(id) => Key::Session(id.0),
        Binned::Entry(id) => Key::Entry(id.0),
        Binned::Goal(id) => Key::Goal(id.0),
        Binned::OwnItem(id) => Key::OwnItem(id.0),
        Binned::OwnQuestion(id) => Key::OwnQuestion(id.0),
    };
    let mut record = work.tx.get(key)?.ok_or(StoreError::Stale)?;
    let deleted = gone.then_some(work.now);
    match &mut record {
        Record::Pair(r) => r.deleted = deleted,
        Record::Session(r) => r.deleted = deleted,
        Record::Goal(r) => r.deleted = deleted,
        Record::OwnItem(r) => r.deleted = deleted,
        Record::OwnQuestion(r) => r.deleted = deleted,
        Record::Entry(r) => {
            r.deleted = deleted;
            if !gone && let Some(session) = r.session {
                // Its old neighbours may be gone or changed: it comes back at the end of its note, on a line of its own.
                work.session(session)?;
                let last = work.tx.entries_of(session)?.pop();
                if let Some(mut last) = last {
                    r.position = last.position + 1;
                    // Where it cannot be read, the note puts an end to it when it is read.
                    if let Some(raw) = last.raw.text().filter(|raw| !raw.ends_with('\n')) {
                        last.raw = last.raw.reworded(format!("{raw}\n"));
                        work.put(last)?;
                    }
                }
            }
        }
        // The others are never deleted by themselves.
        Record::CheckIn(_) | Record::Revision(_) | Record::Tick(_) | Record::Rating(_) | Record::Share(_) => {
            return Ok(());
        }
    }
    Ok(work.put(record)?)
}
