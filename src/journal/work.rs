//! One transaction under way: every write goes through here and leaves behind what the record was before.

use std::collections::HashMap;
use std::rc::Rc;

use super::residue;
use crate::capture::{Quotable, Wording};
use crate::clock::Clock;
use crate::domain::ids::EntryId;
use crate::domain::{Entry, Raw, Visibility};
use crate::store::{Key, Record, Result, StoreError, Tx};

/// What one write did: the record before it, and the revision after it (`None`: it is not there any more).
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub key: Key,
    pub before: Option<Record>,
    pub after: Option<i64>,
}

/// Whether these writes are in the journal: all of them or none. `None` when the records are neither as they were before
/// nor as they were meant to be, because somebody else has changed them since.
pub(super) fn is_done(log: &[Written], tx: &Tx<'_>) -> Result<Option<bool>> {
    let mut states = Vec::new();
    for write in log {
        let now = tx.get(write.key)?.map(|record| record.rev());
        let before = write.before.as_ref().map(Record::rev);
        states.push(if now == write.after { Some(true) } else { (now == before).then_some(false) });
    }
    states.dedup();
    Ok(match states.as_slice() {
        // Nothing was to be written.
        [] => Some(true),
        [one] => *one,
        _ => None,
    })
}

impl Written {
    /// Memory held, in bytes, roughly.
    pub fn bytes(&self) -> usize {
        const BESIDES: usize = 256;
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let texts = match &self.before {
            Some(Record::Entry(e)) => {
                let raw = match &e.raw {
                    Raw::Clear(words) | Raw::Opened(words) => words.len(),
                    Raw::Locked(sealed) | Raw::Damaged(sealed) => sealed.bytes.len(),
                };
                raw + length(&e.result) + length(&e.learned) + length(&e.due_phrase)
            }
            Some(Record::Session(s)) => s.lead.len() + s.theme.len(),
            Some(Record::Pair(p)) => p.name.len() + p.purpose.len() + length(&p.area),
            Some(Record::Goal(g)) => g.terms.title.len() + length(&g.terms.sign),
            Some(Record::CheckIn(c)) => c.note.len(),
            Some(Record::OwnItem(i)) => i.text.len(),
            Some(Record::OwnQuestion(q)) => q.text.len(),
            Some(Record::Revision(_) | Record::Tick(_) | Record::Rating(_) | Record::Share(_)) | None => 0,
        };
        size_of::<Self>() + BESIDES + texts
    }
}

/// A state of a record that lives under another revision: an older one that came back, or one that was sealed. It had
/// revision `from` and has `to` now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Renamed {
    pub key: Key,
    pub from: i64,
    pub to: i64,
}

/// Which words somebody wants to keep although fewer may see the line that they come from than the field.
#[derive(Clone)]
pub(super) enum Meant {
    /// These, and no others.
    Only(Vec<String>),
    /// All of them: they are this program's own.
    Everything,
}

impl Default for Meant {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

pub(super) struct Work<'a> {
    pub tx: &'a Tx<'a>,
    pub clock: Clock,
    /// Unix milliseconds of this transaction.
    pub now: i64,
    log: Vec<Written>,
    /// Lines that lay readable on the disk before this transaction, and do not any more.
    sealed: Vec<(EntryId, String)>,
    /// What lines say that were sealed in this transaction or got other words, and what they said before.
    said: Vec<Wording>,
    /// Something readable has come into the bin.
    binned: bool,
    /// Words that were objected to, and that somebody wants nevertheless.
    pub(super) meant: Meant,
    /// The lines whose words may not go wherever they are put, as they were when they were first asked for; first without
    /// and then with those that the partner may see.
    pub(super) quotable: [Option<Rc<Quotable>>; 2],
    /// The readable lines that others may see, with who may, as they were when they were first asked for.
    pub(super) wide: Option<Vec<(Visibility, String)>>,
}

impl<'a> Work<'a> {
    pub fn new(tx: &'a Tx<'a>, clock: Clock) -> Self {
        Self {
            tx,
            clock,
            now: clock.now_ms(),
            log: Vec::new(),
            sealed: Vec::new(),
            said: Vec::new(),
            binned: false,
            meant: Meant::default(),
            quotable: [None, None],
            wide: None,
        }
    }

    /// What was sealed says this, and said it before.
    pub fn said_sealed(&self) -> &[Wording] {
        &self.said
    }

    /// Lines that were sealed in this transaction and had been readable before, with the words they had.
    pub fn sealed_now(&self) -> Vec<(EntryId, String)> {
        self.sealed.clone()
    }

    /// Notes what is sealed by a write, and what comes into the bin by it.
    fn note_sealing(&mut self, before: Option<&Record>, after: &Record) {
        let was_here = match before {
            Some(Record::Entry(before)) => before.deleted.is_none(),
            Some(Record::Session(before)) => before.deleted.is_none(),
            Some(Record::Pair(before)) => before.deleted.is_none(),
            Some(
                Record::Goal(_)
                | Record::CheckIn(_)
                | Record::Revision(_)
                | Record::OwnItem(_)
                | Record::Tick(_)
                | Record::Rating(_)
                | Record::OwnQuestion(_)
                | Record::Share(_),
            )
            | None => true,
        };
        match after {
            Record::Entry(after) => {
                let before = if let Some(Record::Entry(before)) = before { Some(before) } else { None };
                if self.tx.has_vault() && (after.raw.is_sealed() || self.tx.seals(after)) {
                    self.note_sealed(before, after);
                } else {
                    self.binned |= was_here && after.deleted.is_some();
                }
            }
            Record::Session(after) => self.binned |= was_here && after.deleted.is_some(),
            Record::Pair(after) => self.binned |= was_here && after.deleted.is_some(),
            // No line belongs to any of these.
            Record::Goal(_) | Record::CheckIn(_) | Record::Revision(_) | Record::OwnItem(_) | Record::Tick(_) => {}
            Record::Rating(_) | Record::OwnQuestion(_) | Record::Share(_) => {}
        }
    }

    fn note_sealed(&mut self, before: Option<&Entry>, after: &Entry) {
        let words = |entry: &Entry| (entry.raw.text().map(str::to_owned), entry.result.clone(), entry.learned.clone());
        if let Some((before, Raw::Clear(text))) = before.map(|before| (before, &before.raw)) {
            self.sealed.push((after.id, text.clone()));
            self.said.extend(residue::said_in(before));
        }
        if before.is_none_or(|before| !before.raw.is_sealed() || words(before) != words(after)) {
            self.said.extend(residue::said_in(after));
        }
    }

    /// Looks through the whole bin when its changes are settled.
    pub fn look_through_bin(&mut self) {
        self.binned = true;
    }

    /// Seals what lies readable in the bin and says what a sealed line says: all of the bin against what was sealed in this
    /// transaction; and where something came into the bin, against every sealed line. Without the key nothing can be
    /// compared; then unlocking does it. Says under which revisions the lines live now that nothing else has written.
    pub fn seal_bin(&mut self) -> Result<Vec<Renamed>> {
        if !self.tx.is_unlocked() || !self.binned && self.said.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.tx;
        let (binned, mut said) = (std::mem::take(&mut self.binned), self.said.clone());
        let sealed = || {
            if binned {
                said.extend(residue::all_sealed(tx)?);
            }
            Ok(said)
        };
        let (mut places, mut renamed) = (None, Vec::new());
        for entry in residue::readable_like(tx, sealed)? {
            let places: &HashMap<Key, usize> =
                places.get_or_insert_with(|| self.log.iter().enumerate().map(|(n, w)| (w.key, n)).collect());
            let (from, raw) = (entry.rev, entry.raw.clone().to_be_sealed());
            let place = places.get(&Key::Entry(entry.id.0)).copied();
            self.put(Entry { raw, seal_chosen: true, ..entry })?;
            let Some(Written { key, after: Some(to), .. }) = self.log.pop() else { continue };
            match place {
                // What this transaction wrote anyway is one write of it, with the state before the first.
                Some(place) => self.log[place].after = Some(to),
                // No step takes the seal away, so it belongs to none.
                None => renamed.push(Renamed { key, from, to }),
            }
        }
        Ok(renamed)
    }

    /// What this transaction has written so far: each record as it was before.
    pub fn touched(&self) -> impl Iterator<Item = (Key, Option<&Record>)> {
        self.log.iter().map(|written| (written.key, written.before.as_ref()))
    }

    pub fn into_log(self) -> Vec<Written> {
        self.log
    }

    /// Adds a new record. Its revision becomes 1.
    pub fn add(&mut self, record: impl Into<Record>) -> Result<()> {
        self.tx.step()?;
        let record = record.into().with_rev(1);
        self.note_sealing(None, &record);
        self.tx.insert(&record)?;
        self.log.push(Written { key: record.key(), before: None, after: Some(1) });
        Ok(())
    }

    /// Replaces a record that was read with the revision it still carries. A record that says the same as before
    /// is left alone: opening and closing something unchanged changes nothing.
    pub fn put(&mut self, record: impl Into<Record>) -> Result<()> {
        self.tx.step()?;
        let record = record.into();
        let before = self.tx.get(record.key())?.ok_or(StoreError::Stale)?;
        if before == record {
            return Ok(());
        }
        may_change(&before, &record)?;
        self.note_sealing(Some(&before), &record);
        let expected = record.rev();
        self.tx.update(&record.clone().with_rev(expected + 1), expected)?;
        self.log.push(Written { key: record.key(), before: Some(before), after: Some(expected + 1) });
        Ok(())
    }

    /// Takes a record out of the file, if it still has this revision.
    pub fn remove(&mut self, key: Key, rev: i64) -> Result<()> {
        self.tx.step()?;
        let before = self.tx.get(key)?.ok_or(StoreError::Stale)?;
        self.tx.delete(key, rev)?;
        self.tx.remember_gone(key, self.now)?;
        self.log.push(Written { key, before: Some(before), after: None });
        Ok(())
    }

    /// Makes a record what it was before `written`, provided that nobody has touched it since. Says under which new
    /// revision that older state lives again.
    pub fn revert(&mut self, written: &Written) -> Result<Option<Renamed>> {
        self.tx.step()?;
        let now = self.tx.get(written.key)?;
        if now.as_ref().map(Record::rev) != written.after {
            return Err(StoreError::Stale);
        }
        let back = written.before.as_ref().map(|before| {
            let newest = now.as_ref().map_or(before.rev(), Record::rev);
            (before.rev(), sealed_as(now.as_ref(), before.clone()).with_rev(newest + 1))
        });
        if let Some((_, back)) = &back {
            self.note_sealing(now.as_ref(), back);
        }
        match (&now, &back) {
            (Some(now), Some((_, back))) => self.tx.update(back, now.rev())?,
            (Some(now), None) => self.tx.delete(written.key, now.rev())?,
            (None, Some((_, back))) => self.tx.insert(back)?,
            (None, None) => {}
        }
        let after = back.as_ref().map(|(_, record)| record.rev());
        self.log.push(Written { key: written.key, before: now, after });
        Ok(back.map(|(from, record)| Renamed { key: written.key, from, to: record.rev() }))
    }
}

/// Whether a record may become another one: of a sealed line that cannot be read only its place changes, and one that
/// is damaged can be put into the bin besides.
fn may_change(before: &Record, after: &Record) -> Result<()> {
    let (Record::Entry(before), Record::Entry(after)) = (before, after) else { return Ok(()) };
    let deleted = match before.raw {
        Raw::Clear(_) | Raw::Opened(_) => return Ok(()),
        Raw::Locked(_) => before.deleted,
        Raw::Damaged(_) => after.deleted,
    };
    let mut moved = before.clone();
    (moved.position, moved.updated, moved.deleted) = (after.position, after.updated, deleted);
    let hindrance = if before.raw.is_damaged() { StoreError::Unreadable } else { StoreError::Locked };
    if moved == *after { Ok(()) } else { Err(hindrance) }
}

/// An older state of a record in the place of what is there now. Nothing that is sealed by now is laid open by it.
fn sealed_as(now: Option<&Record>, before: Record) -> Record {
    match (now, before) {
        (Some(Record::Entry(now)), Record::Entry(mut before)) if now.raw.is_sealed() => {
            before.raw = before.raw.to_be_sealed();
            Record::Entry(before)
        }
        (Some(Record::Session(now)), Record::Session(mut before)) if now.sealed => {
            before.sealed = true;
            Record::Session(before)
        }
        (_, before) => before,
    }
}

/// Refuses to write over what somebody else has changed since it was seen.
pub(super) fn unchanged(seen: Option<i64>, rev: i64) -> Result<()> {
    if seen.is_some_and(|seen| seen != rev) { Err(StoreError::Stale) } else { Ok(()) }
}
