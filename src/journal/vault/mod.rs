//! The vault of private lines: opened and locked, made and done away with, its secrets changed.
//!
//! Deriving a key takes long and needs no journal: [`KeyFile`] and [`NewVault`] do it wherever there is time, and what
//! comes of it is handed to the journal. To lock is to let go of one value.

mod copies;
mod keeper;
mod making;

use std::path::PathBuf;
use std::sync::Arc;

use super::work::Renamed;
use super::{Failure, Journal, Work, residue};
use crate::domain::ids::EntryId;
use crate::domain::vault::VaultState;
use crate::problem::{Problem, Result, VaultTrouble};
use crate::store::{self, SealedAmount};
use crate::vault::{CodeError, DeriveError, Head, Secret, Slot, SlotKind, UnlockError};

pub use crate::vault::{Cost, Passphrase, RecoveryCode, Strength, wipe_stack};
pub use copies::Copies;
pub use making::{NewVault, SealedOn};

pub(super) use copies::seal_lines as seal_in_copies;
pub(super) use making::seal_whole;

use keeper::Held;

/// What opens the vault of a journal, as it was when this was read: worthless without a passphrase.
#[derive(Clone)]
pub struct KeyFile {
    head: Head,
    slots: Vec<Slot>,
}

/// The key of a vault.
pub struct Key(Arc<Held>);

impl KeyFile {
    /// Derives the key from a passphrase: this takes long and much memory.
    ///
    /// # Errors
    /// One sentence for whatever is wrong, unless the slot itself is damaged.
    pub fn open(&self, passphrase: &Passphrase) -> Result<Key> {
        self.open_slot(SlotKind::Passphrase, Secret::Passphrase(passphrase))
    }

    /// Opens it with the recovery code.
    pub fn recover(&self, code: &RecoveryCode) -> Result<Key> {
        self.open_slot(SlotKind::Recovery, Secret::Recovery(code))
    }

    fn open_slot(&self, kind: SlotKind, secret: Secret<'_>) -> Result<Key> {
        let slot = self.slots.iter().find(|slot| slot.kind == kind);
        let slot = slot.ok_or(Problem::Vault(VaultTrouble::SlotDamaged))?;
        let opened = slot.open(&self.head, secret).map_err(|error| {
            Problem::Vault(match error {
                UnlockError::Wrong => VaultTrouble::Wrong,
                UnlockError::Damaged => VaultTrouble::SlotDamaged,
                UnlockError::Unsupported => VaultTrouble::TooNew,
                UnlockError::OutOfMemory => VaultTrouble::NoMemory,
            })
        })?;
        Ok(Key(Arc::new(Held(opened))))
    }

    /// What of it is not as it was written, by the keys of its slots: they are no use then. A vault has two.
    pub fn damage(&self) -> Vec<&'static str> {
        let whole = |kind: SlotKind| self.slots.iter().any(|slot| slot.kind == kind && slot.is_sound(&self.head));
        SlotKind::ALL.into_iter().filter(|kind| !whole(*kind)).map(SlotKind::key).collect()
    }

    /// What a guess of the passphrase costs.
    pub fn cost(&self) -> Option<Cost> {
        self.slots.iter().find(|slot| slot.kind == SlotKind::Passphrase).map(|slot| slot.cost)
    }
}

/// Reads a recovery code as somebody has typed it.
pub fn recovery_code(typed: &str) -> Result<RecoveryCode> {
    RecoveryCode::parse(typed).map_err(|error| match error {
        CodeError::Malformed | CodeError::Checksum => Problem::Vault(VaultTrouble::NoCode),
    })
}

/// Whether a vault may be closed with this passphrase from now on. One that was closed with it before still opens.
///
/// # Errors
/// `Controls`: what cannot be typed would open the vault only from a file.
pub fn may_be_new(passphrase: &Passphrase) -> Result<()> {
    if passphrase.is_typeable() { Ok(()) } else { Err(Problem::Vault(VaultTrouble::Controls)) }
}

pub(super) fn underived(error: DeriveError) -> Problem {
    Problem::Vault(match error {
        DeriveError::OutOfMemory => VaultTrouble::NoMemory,
        DeriveError::NoRandomness(_) => VaultTrouble::NoRandomness,
        DeriveError::CostRefused | DeriveError::NotVerified => VaultTrouble::SlotDamaged,
    })
}

/// What was found when the vault was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unlocked {
    /// Lines that are not what was written.
    pub damaged: Vec<EntryId>,
    /// Besides them, lines are missing, doubled, or older than those written last.
    pub broken: bool,
}

/// How it stands with the vault, in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultStatus {
    pub state: VaultState,
    pub sealed: SealedAmount,
    /// KiB of memory, passes and lanes of a guess.
    pub cost: Option<[u32; 3]>,
    pub epoch: u32,
    /// Unix milliseconds.
    pub created: i64,
}

impl Journal {
    /// How it stands with the vault now, whoever has changed that.
    pub fn vault_state(&self) -> Result<VaultState> {
        self.read_opened(|tx| {
            Ok(match (tx.has_vault(), tx.is_unlocked()) {
                (false, _) => VaultState::Off,
                (true, false) => VaultState::Locked,
                (true, true) => VaultState::Unlocked,
            })
        })
    }

    /// Figures of the vault; `None` when there is none.
    pub fn vault_status(&self) -> Result<Option<VaultStatus>> {
        let state = self.vault_state()?;
        let file = self.key_file()?;
        let cost = file.and_then(|file| file.cost()).map(|cost| [cost.m_kib, cost.t, cost.p]);
        self.read(|tx| {
            let Some(vault) = tx.vault()? else { return Ok(None) };
            let sealed = tx.sealed_amount()?;
            Ok(Some(VaultStatus { state, sealed, cost, epoch: vault.epoch, created: vault.created }))
        })
    }

    /// What the vault can be opened with; `None` when there is none.
    pub fn key_file(&self) -> Result<Option<KeyFile>> {
        self.read(|tx| {
            let Some(vault) = tx.vault()? else {
                return if tx.has_sealed_remains()? {
                    Err(Problem::Vault(VaultTrouble::SlotDamaged).into())
                } else {
                    Ok(None)
                };
            };
            let slots = tx.slots()?.iter().filter_map(keeper::slot_of).collect();
            Ok(Some(KeyFile { head: keeper::head_of(&vault), slots }))
        })
    }

    /// Opens the vault with its key, and looks through all that is sealed in it.
    ///
    /// # Errors
    /// A key of another vault, or of the time before a new key was made, is none.
    pub fn unlock(&mut self, key: &Key) -> Result<Unlocked> {
        self.store.set_keeper(Some(key.0.clone()));
        let looked = self.read_opened(|tx| {
            if !tx.is_unlocked() {
                return Err(Problem::Vault(VaultTrouble::Wrong).into());
            }
            let mut words = self.sealed_words.borrow_mut();
            // Nothing is taken for read that somebody has written past SQLite.
            words.forget();
            words.keep_up(tx)?;
            Ok(Unlocked { damaged: words.damaged().to_vec(), broken: !tx.check_seals()? })
        });
        match looked {
            Ok(_) => self.seal_in_bin(),
            Err(_) => self.lock(),
        }
        looked
    }

    /// Seals what of the bin has the words of a sealed line: it was deleted while the vault was locked, or by an older
    /// program. Where nothing can be written, what was unlocked can be read all the same, and the next unlocking does it.
    fn seal_in_bin(&mut self) {
        if self.is_look() || self.only_readable().is_some() {
            return;
        }
        let found = self.read_opened(|tx| {
            let sealed = || Ok(self.sealed_words.borrow().said());
            Ok(!residue::readable_like(tx, sealed)?.is_empty())
        });
        if !found.unwrap_or(false) {
            return;
        }
        let (clock, path, keeper) = (self.clock, self.store.path().to_owned(), self.store.keeper());
        let sealed: store::Result<(Vec<PathBuf>, Vec<Renamed>)> = self.store.write(|tx| {
            let mut work = Work::new(tx, clock);
            work.look_through_bin();
            let renamed = work.seal_bin()?;
            Ok((seal_in_copies(&path, &work, keeper.as_ref()), renamed))
        });
        let (unreached, renamed) = sealed.unwrap_or_default();
        self.unreached.extend(unreached);
        self.history.rename(&renamed);
    }

    /// Locks the vault. What could bring back a sealed text goes with it.
    pub fn lock(&mut self) {
        self.store.set_keeper(None);
        self.sealed_words.borrow_mut().forget();
        self.history.clear();
    }

    /// Signs the sealed lines as they are now: somebody has seen that they are not what was written, and goes on.
    pub fn accept_seals(&mut self) -> Result<()> {
        let signed = self.store.write(|tx| tx.sign_seals());
        signed.map_err(|error| super::told(error, self.store.path()))
    }

    /// Reads with the key, also where what is sealed is not to be shown.
    pub(super) fn read_opened<T>(
        &self,
        work: impl FnOnce(&crate::store::Tx<'_>) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        self.store.read(work).map_err(|failure: Failure| failure.told(self.path()))
    }
}
