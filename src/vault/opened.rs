//! An unlocked vault.

use std::convert::Infallible;
use std::fmt;

use super::keys::Keys;
use super::slot::Seeds;
use super::{Cost, DeriveError, NoRandomness, Passphrase, RecoveryCode, Secret, Slot, SlotKind, UnlockError, random};

/// The public part of a vault, also while it is locked. Nothing in it is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: [u8; 16],
    pub format: u32,
    /// Counts the keys the vault has had, from 1.
    pub epoch: u32,
    /// Derived from the key only: it distinguishes the right key from a planted one.
    pub kcv: [u8; 32],
}

impl Head {
    /// The only format.
    pub const FORMAT: u32 = 1;
}

/// An unlocked vault. Dropping it locks it: its keys are wiped.
pub struct Vault {
    pub(super) head: Head,
    pub(super) keys: Keys,
}

impl Vault {
    /// A new vault, with a new identity.
    pub fn create() -> Result<Self, NoRandomness> {
        Self::with_key(random::bytes()?, 1, |key| random::fill(key))
    }

    /// The same vault with a new key, for when the old one may be known. Everything sealed has to be opened with the
    /// old key and sealed with the new one, and all slots have to be made again. The epoch is raised by one, up to four
    /// thousand million.
    pub fn rotated(&self) -> Result<Self, NoRandomness> {
        Self::with_key(self.head.id, self.head.epoch.saturating_add(1), |key| random::fill(key))
    }

    pub(super) fn with_key<E>(
        id: [u8; 16],
        epoch: u32,
        fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>,
    ) -> Result<Self, E> {
        let (keys, kcv) = Keys::new(&id, epoch, fill)?;
        Ok(Self { head: Head { id, format: Head::FORMAT, epoch, kcv }, keys })
    }

    /// Like [`Self::with_key`], if filling cannot fail.
    pub(super) fn with_known_key(id: [u8; 16], epoch: u32, fill: impl FnOnce(&mut [u8; 32])) -> Self {
        let Ok(vault) = Self::with_key::<Infallible>(id, epoch, |key| {
            fill(key);
            Ok(())
        });
        vault
    }

    /// The public data to store beside the slots.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// A slot for the passphrase. Takes twice the time of one guess, because it is opened again as a proof.
    pub fn slot_for_passphrase(&self, passphrase: &Passphrase, cost: Cost) -> Result<Slot, DeriveError> {
        self.proven(SlotKind::Passphrase, cost, Secret::Passphrase(passphrase))
    }

    /// A slot at this cost or, if there is too little memory, at [`Cost::FALLBACK`]; and whether it fell back, which
    /// the user should know.
    pub fn slot_with_fallback(&self, passphrase: &Passphrase, cost: Cost) -> Result<(Slot, bool), DeriveError> {
        match self.slot_for_passphrase(passphrase, cost) {
            Err(DeriveError::OutOfMemory) if cost.m_kib > Cost::FALLBACK.m_kib => {
                Ok((self.slot_for_passphrase(passphrase, Cost::FALLBACK)?, true))
            }
            slot => Ok((slot?, false)),
        }
    }

    /// A slot for a new recovery code, and the code, which is stored nowhere.
    pub fn slot_for_recovery(&self) -> Result<(Slot, RecoveryCode), DeriveError> {
        let code = RecoveryCode::generate()?;
        let slot = self.proven(SlotKind::Recovery, Cost::NONE, Secret::Recovery(&code))?;
        Ok((slot, code))
    }

    fn proven(&self, kind: SlotKind, cost: Cost, secret: Secret<'_>) -> Result<Slot, DeriveError> {
        let slot = Slot::wrap(self, kind, cost, Seeds::draw()?, secret)?;
        match slot.open(&self.head, secret) {
            Ok(_) => Ok(slot),
            Err(UnlockError::OutOfMemory) => Err(DeriveError::OutOfMemory),
            Err(_) => Err(DeriveError::NotVerified),
        }
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("head", &self.head).finish_non_exhaustive()
    }
}
