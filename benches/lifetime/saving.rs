//! One line more in a note, on the disk and in the index, beside one bare transaction with the same settings.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::Connection;
use tomoni::domain::forms::{DraftEntry, NoteDraft, mark_of};
use tomoni::domain::views::Note;
use tomoni::journal::SessionFilter;

use crate::commands::{open, told};
use crate::measure::{Plan, Row, in_turns};

pub fn save(plan: Plan, journal: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let bare = Connection::open(journal)?;
    bare.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;
         CREATE TABLE IF NOT EXISTS bare (line TEXT);",
    )?;
    let mut journal = open(journal)?;
    let filter = SessionFilter { limit: Some(20), ..SessionFilter::default() };
    let newest = journal.sessions(&filter).map_err(told)?;
    let session = newest.iter().find(|row| row.number.is_some()).context("no held session")?.session.id;
    let mut note = journal.note(session).map_err(told)?;
    let ours = || {
        note = journal.save_note(&longer(&note)).map_err(told)?.note;
        Ok(())
    };
    let floor = || {
        bare.execute("INSERT INTO bare (line) VALUES ('one line more, as it was said')", [])?;
        Ok(())
    };
    let (ours, floor) = in_turns(plan.rounds, ours, floor)?;
    rows.push(Row { what: "save of one line", ours: ours.median(), floor: floor.median(), unit: "ms", goal: 1.5 });
    Ok(())
}

/// The note as an editor would hand it over, with a line at its end.
fn longer(note: &Note) -> NoteDraft {
    let known = note
        .entries
        .iter()
        .map(|e| DraftEntry { raw: e.raw.text().map(str::to_owned), ..DraftEntry::untouched(Some(e.id)) });
    let new = DraftEntry::written(None, "one line more, 目標 as it was said\n");
    NoteDraft {
        session: note.row.session.id,
        lead: note.row.session.lead.clone(),
        entries: known.chain([new]).collect(),
        base: note.entries.iter().map(|e| (e.id, mark_of(&e.raw))).collect(),
        visit: 0,
        born: HashSet::new(),
        knew: Default::default(),
    }
}
