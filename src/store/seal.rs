//! Sealed lines: what the store does with bytes that it cannot read itself. Whoever holds the key is a [`Keeper`];
//! without one a sealed line is read as locked, and nothing about the set of sealed lines can change.
//!
//! The manifest covers all sealed lines. It is checked before the first of them changes in a transaction, and written
//! anew in that same transaction: what somebody else has taken out, put back or doubled is never signed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::record::{Key, Stored, blob, change_rows, slice};
use super::value::{read_array, read_key, read_uuid};
use super::{Result, StoreError, Tx};
use crate::domain::ids::{EntryId, PairId};
use crate::domain::session::Session;
use crate::domain::{Entry, EntryKind, Raw, Sealed};

/// Which line some sealed bytes are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineKey {
    pub id: Uuid,
    pub kind: EntryKind,
    /// The entry's revision with which it was sealed.
    pub rev: i64,
}

/// One sealed line, as the manifest has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealMark {
    pub id: Uuid,
    pub rev: i64,
    /// SHA-256 of the sealed bytes.
    pub hash: [u8; 32],
}

/// Who holds the key of a vault.
pub trait Keeper: Send + Sync {
    /// Of which vault, and of which epoch of it.
    fn vault(&self) -> (Uuid, u32);
    /// Seals some bytes; `None` when the system has no randomness to give.
    fn seal(&self, line: LineKey, bytes: &[u8]) -> Option<Vec<u8>>;
    /// Reads sealed bytes; `None` when they are not what was written for this line.
    fn open(&self, line: LineKey, sealed: &[u8]) -> Option<Vec<u8>>;
    /// What stands for all sealed lines at this count of changes.
    fn manifest(&self, counter: u64, marks: &[SealMark]) -> [u8; 32];
    /// Whether this is what stands for them.
    fn is_manifest(&self, counter: u64, marks: &[SealMark], found: &[u8; 32]) -> bool;
}

/// How many lines are sealed, and how many bytes they take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SealedAmount {
    pub lines: u64,
    pub bytes: u64,
}

/// How many sealed lines are read before they are opened: enough to be worth sharing out, and little memory.
const LINES_AT_ONCE: usize = 1_024;

/// A sealed line as it lies in the journal.
pub struct SealedLine {
    pub id: EntryId,
    /// The revision with which it was sealed.
    pub rev: i64,
    /// The number of its document in the index, which knows none of its words; `None` where it cannot be found, as in
    /// the bin.
    pub doc: Option<i64>,
    pub pair: PairId,
    pub kind: EntryKind,
    bytes: Vec<u8>,
    hash: Option<[u8; 32]>,
}

impl SealedLine {
    /// What it says; `None` when its bytes are not what the key has written.
    pub fn open(&self, keeper: &dyn Keeper) -> Option<SealedWords> {
        // The manifest stands for the hashes, and each hash for its bytes.
        if self.hash != Some(seal_hash(&self.bytes)) {
            return None;
        }
        let bytes = keeper.open(LineKey { id: self.id.0, kind: self.kind, rev: self.rev }, &self.bytes)?;
        serde_json::from_slice::<Words<'_>>(&bytes).ok().map(Words::for_search)
    }
}

/// What can be looked for in a sealed line: its text, and what became of it.
pub struct SealedWords {
    pub raw: String,
    pub rest: [Option<String>; 2],
}

impl Words<'_> {
    fn for_search(self) -> SealedWords {
        SealedWords { raw: self.raw.into_owned(), rest: [self.result, self.learned] }
    }
}

/// How a transaction stands to the vault.
#[derive(Clone, Default)]
pub(super) enum Access {
    /// There is none.
    Off,
    /// There is one, and nobody here has its key.
    #[default]
    Locked,
    Open(Arc<dyn Keeper>),
    /// A whole journal is being put together from elsewhere: what is sealed comes as it is.
    Copying,
}

/// The words of a sealed line, as they are sealed.
#[derive(Serialize, Deserialize)]
struct Words<'a> {
    #[serde(borrow)]
    raw: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_phrase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learned: Option<String>,
}

pub(super) fn seal_hash(sealed: &[u8]) -> [u8; 32] {
    Sha256::digest(sealed).into()
}

impl Tx<'_> {
    /// Finds out how this transaction stands to the vault of the journal as it is now: a keeper of another vault, or of
    /// an older epoch, has no key to it.
    pub(super) fn look_at_vault(&self, keeper: Option<Arc<dyn Keeper>>) -> Result<()> {
        let row = match self.vault() {
            // Nobody can say whose it is: no key fits.
            Err(StoreError::Unreadable) => {
                self.access.replace(Access::Locked);
                return Ok(());
            }
            other => other?,
        };
        self.access.replace(match (row, keeper) {
            // Somebody has taken the vault away from what is sealed in it: that is no journal without one.
            (None, _) if self.has_sealed_remains()? => Access::Locked,
            (None, _) => Access::Off,
            (Some(row), Some(keeper)) if keeper.vault() == (row.id, row.epoch) => Access::Open(keeper),
            (Some(_), _) => Access::Locked,
        });
        Ok(())
    }

    /// Whether anything of a vault is there: a sealed line, or what opens one.
    pub fn has_sealed_remains(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM entry INDEXED BY entry_sealed WHERE sealed IS NOT NULL)
                   OR EXISTS (SELECT 1 FROM key_slot)";
        Ok(self.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// From here on this transaction has the key: the vault was just made, or has another key now.
    pub fn enter_vault(&self, keeper: Arc<dyn Keeper>) {
        self.access.replace(Access::Open(keeper));
        // What is in it was checked under the key before, or there is nothing in it.
        self.seals_touched.set(true);
    }

    /// Takes over sealed lines of another journal as they are, with the vault that they belong to.
    pub fn copy_vault(&self) {
        self.access.replace(Access::Copying);
    }

    pub fn has_vault(&self) -> bool {
        !matches!(*self.access.borrow(), Access::Off)
    }

    /// Whether sealed lines can be read and written.
    pub fn is_unlocked(&self) -> bool {
        matches!(*self.access.borrow(), Access::Open(_))
    }

    /// Whether a readable line is sealed when it is written: a reading, unless somebody has laid it open.
    pub fn seals(&self, entry: &Entry) -> bool {
        self.has_vault() && entry.kind == EntryKind::Reading && !entry.seal_chosen
    }

    pub(super) fn open_line(&self, entry: Entry) -> Entry {
        let access = self.access.borrow();
        let (Raw::Locked(sealed), Access::Open(keeper)) = (&entry.raw, &*access) else { return entry };
        let key = LineKey { id: entry.id.0, kind: entry.kind, rev: sealed.rev };
        let bytes = keeper.open(key, &sealed.bytes);
        let words = bytes.as_deref().and_then(|bytes| serde_json::from_slice::<Words<'_>>(bytes).ok());
        match words {
            Some(Words { raw, due_phrase, result, learned }) => {
                Entry { raw: Raw::Opened(raw.into_owned()), due_phrase, result, learned, ..entry }
            }
            None => Entry { raw: Raw::Damaged(sealed.clone()), ..entry },
        }
    }

    /// The line as it may lie on the disk, where that is not as it is here.
    ///
    /// # Errors
    /// Without the key nothing can be sealed.
    pub(super) fn close_line(&self, entry: &Entry) -> Result<Option<Entry>> {
        let access = self.access.borrow();
        let raw = match (&entry.raw, &*access) {
            (Raw::Locked(_) | Raw::Damaged(_), _) | (Raw::Clear(_), Access::Off | Access::Copying) => return Ok(None),
            // Somebody else has done away with the vault meanwhile.
            (Raw::Opened(raw), Access::Off) => {
                return Ok(Some(Entry { raw: Raw::Clear(raw.clone()), ..entry.clone() }));
            }
            (Raw::Clear(_), _) if !self.seals(entry) => return Ok(None),
            (Raw::Clear(raw) | Raw::Opened(raw), _) => raw,
        };
        let Access::Open(keeper) = &*access else { return Err(StoreError::Locked) };
        let words = Words {
            raw: raw.as_str().into(),
            due_phrase: entry.due_phrase.clone(),
            result: entry.result.clone(),
            learned: entry.learned.clone(),
        };
        let bytes = serde_json::to_vec(&words).map_err(|_| StoreError::NoRandomness)?;
        if let Some(sealed) = self.sealed_as_it_is(entry, &**keeper, &bytes)? {
            let raw = Raw::Locked(sealed);
            return Ok(Some(Entry { raw, due_phrase: None, result: None, learned: None, ..entry.clone() }));
        }
        let key = LineKey { id: entry.id.0, kind: entry.kind, rev: entry.rev };
        let bytes = keeper.seal(key, &bytes).ok_or(StoreError::NoRandomness)?;
        let raw = Raw::Locked(Sealed { bytes, rev: entry.rev });
        Ok(Some(Entry { raw, due_phrase: None, result: None, learned: None, ..entry.clone() }))
    }

    /// What lies on the disk of a line, if it says these very words already: a line that only moves is not sealed anew.
    fn sealed_as_it_is(&self, entry: &Entry, keeper: &dyn Keeper, words: &[u8]) -> Result<Option<Sealed>> {
        let sql = "SELECT sealed, seal_rev FROM entry WHERE uuid = ?1 AND kind = ?2 AND sealed IS NOT NULL";
        let read = |row: &Row<'_>| Ok(Sealed { bytes: row.get(0)?, rev: row.get(1)? });
        let mut statement = self.conn().prepare_cached(sql)?;
        let found = statement.query_row(params![blob(entry.id.0), entry.kind.key()], read).optional()?;
        let key = |sealed: &Sealed| LineKey { id: entry.id.0, kind: entry.kind, rev: sealed.rev };
        Ok(found.filter(|sealed| keeper.open(key(sealed), &sealed.bytes).as_deref() == Some(words)))
    }

    /// Makes sure that the set of sealed lines may change if it is about to: `after` is what becomes of the record.
    pub(super) fn before_sealing<R: Stored>(&self, key: Key, after: Option<&R>) -> Result<()> {
        let Key::Entry(id) = key else { return Ok(()) };
        if matches!(*self.access.borrow(), Access::Off | Access::Copying) {
            return Ok(());
        }
        let sql = "SELECT seal_hash FROM entry WHERE uuid = ?1 AND sealed IS NOT NULL";
        let before: Option<[u8; 32]> =
            self.conn().prepare_cached(sql)?.query_row([blob(id)], |row| read_array(row, 0)).optional()?;
        let after = after.and_then(Stored::sealed_bytes).map(seal_hash);
        if before == after { Ok(()) } else { self.touch_seals() }
    }

    /// The set of sealed lines is about to change: it has to be what the manifest says, and the key has to be here.
    pub(super) fn touch_seals(&self) -> Result<()> {
        if self.seals_touched.get() {
            return Ok(());
        }
        match self.check_seals()? {
            true => self.seals_touched.set(true),
            false => return Err(StoreError::SealsBroken),
        }
        Ok(())
    }

    /// Whether the sealed lines are those that the manifest stands for.
    ///
    /// # Errors
    /// Without the key that cannot be said.
    pub fn check_seals(&self) -> Result<bool> {
        let Access::Open(keeper) = self.access.borrow().clone() else { return Err(StoreError::Locked) };
        let Some(row) = self.vault()? else { return Ok(true) };
        Ok(keeper.is_manifest(row.counter, &self.seal_marks()?, &row.manifest))
    }

    /// Writes the manifest anew, if the set of sealed lines has changed.
    pub(super) fn settle_seals(&self) -> Result<()> {
        if self.seals_touched.get() { self.sign_seals() } else { Ok(()) }
    }

    /// Signs the sealed lines as they are now, whatever they were before.
    ///
    /// # Errors
    /// Needs the key.
    pub fn sign_seals(&self) -> Result<()> {
        let Some(row) = self.vault()? else { return Ok(()) };
        let Access::Open(keeper) = self.access.borrow().clone() else { return Err(StoreError::Locked) };
        let counter = row.counter + 1;
        let manifest = keeper.manifest(counter, &self.seal_marks()?);
        self.put_manifest(counter, &manifest)
    }

    /// Every sealed line, in the order of the ids.
    pub fn seal_marks(&self) -> Result<Vec<SealMark>> {
        let sql = "SELECT uuid, seal_rev, seal_hash FROM entry INDEXED BY entry_sealed
                   WHERE sealed IS NOT NULL ORDER BY uuid";
        let mut statement = self.conn().prepare_cached(sql)?;
        let read = |row: &Row<'_>| Ok(SealMark { id: read_uuid(row, 0)?, rev: row.get(1)?, hash: read_array(row, 2)? });
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn sealed_amount(&self) -> Result<SealedAmount> {
        let sql = "SELECT count(*), ifnull(sum(length(sealed)), 0) FROM entry WHERE sealed IS NOT NULL";
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (lines, bytes) = self.conn().query_row(sql, [], read)?;
        Ok(SealedAmount { lines: lines.unsigned_abs(), bytes: bytes.unsigned_abs() })
    }

    /// The next sealed lines in the order in which they were written, those in the bin, too. Returns the row to go on
    /// from; `None` at the end.
    pub fn sealed_slice(&self, after: i64) -> Result<(Vec<Entry>, Option<i64>)> {
        slice::<Entry>(self, after, "entry.sealed IS NOT NULL")
    }

    /// The next lines that lie readable on the disk and are to be sealed, as [`Tx::sealed_slice`] has the sealed ones.
    pub fn unsealed_slice(&self, after: i64) -> Result<(Vec<Entry>, Option<i64>)> {
        let which = "entry.sealed IS NULL AND entry.kind = 'reading' AND entry.seal_chosen = 0";
        slice::<Entry>(self, after, which)
    }

    /// Goes through all sealed lines, those that cannot be found too, and hands them to `take` with the key, some at a
    /// time: to open them is the costly part, and it needs no journal.
    pub fn each_sealed(&self, mut take: impl FnMut(Vec<SealedLine>, &Arc<dyn Keeper>)) -> Result<()> {
        let Access::Open(keeper) = self.access.borrow().clone() else { return Err(StoreError::Locked) };
        // Asked once, not joined to every line.
        let mut pairs = self.conn().prepare_cached("SELECT id, uuid, deleted_ms IS NULL FROM pair")?;
        let pairs = pairs.query_map([], |row| Ok((row.get(0)?, (PairId(read_uuid(row, 1)?), row.get(2)?))))?;
        let pairs: HashMap<i64, (PairId, bool)> = pairs.collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT uuid, seal_rev, doc, pair, kind, sealed, seal_hash FROM entry INDEXED BY entry_sealed
                   WHERE sealed IS NOT NULL";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let Some((pair, is_here)) = pairs.get(&row.get(3)?).copied() else { continue };
            let doc: Option<i64> = row.get(2)?;
            lines.push(SealedLine {
                id: EntryId(read_uuid(row, 0)?),
                rev: row.get(1)?,
                doc: doc.filter(|_| is_here),
                pair,
                kind: read_key(row, 4)?,
                bytes: row.get_ref(5)?.as_blob().unwrap_or_default().to_vec(),
                hash: row.get_ref(6)?.as_blob().ok().and_then(|hash| hash.try_into().ok()),
            });
            if lines.len() == LINES_AT_ONCE {
                take(std::mem::take(&mut lines), &keeper);
            }
        }
        take(lines, &keeper);
        Ok(())
    }

    /// Two numbers that change whenever anything in the journal does: by others, and by this program.
    pub fn state(&self) -> Result<(i64, u64)> {
        Ok((self.data_version()?, self.conn().total_changes()))
    }

    /// No note is sealed as a whole any more.
    pub fn open_notes(&self) -> Result<()> {
        change_rows::<Session>(self, "sealed = 0, rev = rev + 1", "sealed = 1")
    }
}
