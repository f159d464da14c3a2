//! A vault is made, gets another passphrase or another key, or is done away with: each in one transaction, so that
//! whoever is cut off in between finds it as it was or as it was meant to be.

use std::sync::Arc;

use super::copies::{self, Copies};
use super::keeper::{self, Held};
use super::{Key, underived};
use crate::domain::forms::Change;
use crate::domain::ids::SessionId;
use crate::domain::{Entry, EntryKind, Raw};
use crate::files::Lock;
use crate::journal::{Failure, Journal, Work, backup, residue, told};
use crate::problem::{Problem, Result, VaultTrouble};
use crate::store::{self, Keeper, Kind, Store, StoreError, Tx};
use crate::vault::{Cost, Passphrase, RecoveryCode, Slot, Vault};

/// A vault that is nowhere yet, with all that opens it. Making it takes long and needs no journal.
pub struct NewVault {
    held: Arc<Held>,
    slots: [Slot; 2],
    code: RecoveryCode,
    /// There was less memory than a guess was meant to cost.
    pub fell_back: bool,
}

impl NewVault {
    /// A vault that the passphrase opens, at this cost for a guess, and a recovery code that nobody has seen yet.
    pub fn make(passphrase: &Passphrase, cost: Cost) -> Result<Self> {
        let vault = Vault::create().map_err(|_| Problem::Vault(VaultTrouble::NoRandomness))?;
        Self::with_slots(vault, passphrase, cost)
    }

    /// The same vault with a new key, for when the old one may be known.
    pub fn rotated(key: &Key, passphrase: &Passphrase, cost: Cost) -> Result<Self> {
        let vault = key.0.0.rotated().map_err(|_| Problem::Vault(VaultTrouble::NoRandomness))?;
        Self::with_slots(vault, passphrase, cost)
    }

    fn with_slots(vault: Vault, passphrase: &Passphrase, cost: Cost) -> Result<Self> {
        let (slot, fell_back) = vault.slot_with_fallback(passphrase, cost).map_err(underived)?;
        let (recovery, code) = vault.slot_for_recovery().map_err(underived)?;
        Ok(Self { held: Arc::new(Held(vault)), slots: [slot, recovery], code, fell_back })
    }

    /// What is shown once, and kept by the person alone.
    pub fn code(&self) -> &RecoveryCode {
        &self.code
    }
}

/// What came of sealing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedOn {
    /// Lines that were readable before.
    pub lines: usize,
    pub copies: Copies,
}

impl Journal {
    /// Seals every private line, in the copies that this program has made first, and from now on new ones.
    pub fn seal_on(&mut self, new: &NewVault) -> Result<SealedOn> {
        self.may_write()?;
        // Of two that make a vault at once, the second would put its own in the place of the first one's, after both have
        // sealed copies: neither key would open everything then.
        let failed = |cause| crate::journal::file_problem(self.path(), &cause);
        let _alone = Lock::take(self.path(), "seal").map_err(failed)?.ok_or(Problem::Busy)?;
        if self.key_file()?.is_some() {
            return Err(Problem::Vault(VaultTrouble::On));
        }
        let now = self.clock.now_ms();
        // The copies come first: once the journal is sealed, nothing readable is left beside it.
        let mut copies = copies::seal_all(self.path(), &|store| put_and_seal(store, new, now).map(drop));
        let beside = crate::files::folder_of(self.path());
        let elsewhere = self.rescue_folders.iter().filter(|folder| !crate::files::is_same_file(folder, beside));
        copies.unreached.extend(elsewhere.flat_map(|folder| backup::rescued_texts(self.path(), folder)));
        let done = put_and_seal(&mut self.store, new, now).map_err(|error| told(error, self.store.path()));
        let lines = match done {
            Ok(lines) => lines,
            Err(problem) => {
                // They are sealed all the same, and open with this passphrase and this code alone.
                self.copies = copies;
                return Err(problem);
            }
        };
        self.store.set_keeper(Some(new.held.clone()));
        self.history.clear();
        self.put_together_afresh();
        Ok(SealedOn { lines, copies })
    }

    /// Another passphrase for the same key. Copies made before still open with the old one. Says whether there was less
    /// memory than a guess was meant to cost.
    pub fn change_passphrase(&mut self, key: &Key, passphrase: &Passphrase, cost: Cost) -> Result<bool> {
        let (slot, fell_back) = key.0.0.slot_with_fallback(passphrase, cost).map_err(underived)?;
        let now = self.clock.now_ms();
        let done = self.store.write(|tx| {
            is_current(tx, &key.0)?;
            Ok::<_, Failure>(tx.put_slot(&keeper::stored(&slot, now))?)
        });
        done.map_err(|failure| failure.told(self.store.path()))?;
        self.put_together_afresh();
        Ok(fell_back)
    }

    /// Everything is sealed anew under another key: for when the old one may be known.
    ///
    /// # Errors
    /// What cannot be read cannot be sealed anew: with a damaged line nothing happens.
    pub fn rotate(&mut self, old: &Key, new: &NewVault) -> Result<usize> {
        self.unlock(old)?;
        let now = self.clock.now_ms();
        let done = self.store.write(|tx| {
            is_current(tx, &old.0)?;
            if !tx.check_seals()? {
                return Err(Problem::Vault(VaultTrouble::SealsBroken).into());
            }
            let lines = all_sealed(tx)?;
            put_vault(tx, new, now)?;
            for entry in &lines {
                again(tx, entry)?;
            }
            Ok::<_, Failure>(lines.len())
        });
        let lines = done.map_err(|failure| failure.told(self.store.path()))?;
        self.store.set_keeper(Some(new.held.clone()));
        self.history.clear();
        self.put_together_afresh();
        Ok(lines)
    }

    /// Does away with the vault: every line lies readable again.
    ///
    /// # Errors
    /// With a damaged line nothing happens: it would be lost.
    pub fn seal_off(&mut self, key: &Key) -> Result<usize> {
        self.unlock(key)?;
        let done = self.store.write(|tx| {
            is_current(tx, &key.0)?;
            let lines = all_sealed(tx)?;
            tx.drop_vault()?;
            for entry in &lines {
                let raw = entry.raw.clone().to_be_clear().ok_or(Problem::Vault(VaultTrouble::LineDamaged))?;
                again(tx, &Entry { raw, seal_chosen: false, ..entry.clone() })?;
            }
            tx.open_notes()?;
            Ok::<_, Failure>(lines.len())
        });
        let lines = done.map_err(|failure| failure.told(self.store.path()))?;
        self.lock();
        self.put_together_afresh();
        Ok(lines)
    }

    /// Seals a whole note, with every line that will be written into it, or lays it open: its readings stay sealed.
    pub fn seal_note(&mut self, session: SessionId, sealed: bool) -> Result<()> {
        let what = if sealed { Change::Seal } else { Change::Line };
        self.change(what, |work| seal_whole(work, session, sealed))
    }

    /// What was done is done: a disk that has no room for it all once more does not take that back.
    fn put_together_afresh(&mut self) {
        self.remains |= self.store.compact().is_err();
    }
}

/// Seals a whole note, or lays it open, inside a transaction.
pub(in crate::journal) fn seal_whole(
    work: &mut Work<'_>,
    session: SessionId,
    sealed: bool,
) -> std::result::Result<(), Failure> {
    if !work.tx.has_vault() {
        return Err(Problem::Vault(VaultTrouble::Off).into());
    }
    if !work.tx.is_unlocked() {
        return Err(Problem::Vault(VaultTrouble::Locked).into());
    }
    let mut note = work.session(session)?;
    (note.sealed, note.updated) = (sealed, work.now);
    work.put(note)?;
    let entries = work.tx.all_entries_of(session)?;
    work.tx.expect(entries.len());
    for entry in entries {
        seal_of_note(work, entry, sealed)?;
    }
    Ok(())
}

fn seal_of_note(work: &mut Work<'_>, entry: Entry, sealed: bool) -> std::result::Result<(), Failure> {
    // What somebody has decided about a single line stays, unless the whole note is to be sealed.
    if !sealed && (entry.seal_chosen || entry.kind == EntryKind::Reading) {
        return Ok(());
    }
    if sealed && entry.raw.is_sealed() {
        return Ok(());
    }
    let raw = match sealed {
        true => entry.raw.clone().to_be_sealed(),
        false => entry.raw.clone().to_be_clear().ok_or(Problem::Vault(VaultTrouble::LineDamaged))?,
    };
    if raw == entry.raw && raw.text().is_none() {
        return Ok(());
    }
    let seal_chosen = entry.seal_chosen && !sealed;
    Ok(work.put(Entry { raw, seal_chosen, updated: work.now, ..entry })?)
}

/// Whether this is the key of the vault as it is now.
fn is_current(tx: &Tx<'_>, held: &Arc<Held>) -> std::result::Result<(), Failure> {
    match tx.vault()? {
        None => Err(Problem::Vault(VaultTrouble::Off).into()),
        Some(vault) if held.vault() == (vault.id, vault.epoch) => Ok(()),
        Some(_) => Err(Problem::Vault(VaultTrouble::Wrong).into()),
    }
}

/// Makes this the vault of the journal. What it counts goes on from the one before.
fn put_vault(tx: &Tx<'_>, new: &NewVault, now: i64) -> store::Result<()> {
    let (counter, created) = tx.vault()?.map_or((0, now), |before| (before.counter, before.created));
    tx.put_vault(&keeper::record_of(&new.held, counter, created))?;
    for slot in &new.slots {
        tx.put_slot(&keeper::stored(slot, now))?;
    }
    tx.enter_vault(new.held.clone());
    Ok(())
}

/// Makes this the vault of a journal and seals what is to be sealed. Returns how many lines that were.
fn put_and_seal(store: &mut Store, new: &NewVault, now: i64) -> store::Result<usize> {
    store.write(|tx| {
        if tx.has_vault() {
            return Err(StoreError::Stale);
        }
        put_vault(tx, new, now)?;
        // Nobody can say whether a damaged line is to be sealed, nor seal it: its words would stay readable.
        if !tx.damaged_rows(Kind::Entry)?.is_empty() {
            return Err(StoreError::Unreadable);
        }
        let (mut sealed, mut after, mut said) = (0, Some(0), Vec::new());
        while let Some(from) = after {
            let (lines, next) = tx.unsealed_slice(from)?;
            for entry in lines {
                said.extend(residue::said_in(&entry));
                again(tx, &Entry { raw: entry.raw.clone().to_be_sealed(), ..entry })?;
                sealed += 1;
            }
            after = next;
        }
        for entry in residue::readable_like(tx, || Ok(said))? {
            again(tx, &Entry { raw: entry.raw.clone().to_be_sealed(), seal_chosen: true, ..entry })?;
            sealed += 1;
        }
        // An index that an older program has kept may hold more than the lines say.
        tx.index_all()?;
        Ok(sealed)
    })
}

/// Every sealed line, opened.
fn all_sealed(tx: &Tx<'_>) -> std::result::Result<Vec<Entry>, Failure> {
    let (mut all, mut after) = (Vec::new(), Some(0));
    while let Some(from) = after {
        let (lines, next) = tx.sealed_slice(from)?;
        if lines.iter().any(|e| matches!(e.raw, Raw::Damaged(_) | Raw::Locked(_))) {
            return Err(Problem::Vault(VaultTrouble::LineDamaged).into());
        }
        all.extend(lines);
        after = next;
    }
    Ok(all)
}

/// Writes a line under its next revision.
fn again(tx: &Tx<'_>, entry: &Entry) -> store::Result<()> {
    let rev = entry.rev;
    tx.update(&Entry { rev: rev + 1, ..entry.clone() }.into(), rev)
}
