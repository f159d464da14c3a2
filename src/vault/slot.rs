//! Key slots: the data key, wrapped for the passphrase or the recovery code.

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

use super::cipher::{self, NONCE, TAG};
use super::cost::Underived;
use super::{Cost, DeriveError, Head, NoRandomness, Passphrase, RecoveryCode, UnlockError, Vault, keys, random};

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotKind {
    Passphrase,
    Recovery,
}

impl SlotKind {
    pub const ALL: [Self; 2] = [Self::Passphrase, Self::Recovery];

    /// As authenticated in slots; never changes.
    pub fn code(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::Recovery => 2,
        }
    }

    /// As it is stored; never changes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Recovery => "recovery",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Argon2id of version 0x13, or HKDF-SHA256, as authenticated in slots.
    pub(super) fn kdf_code(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::Recovery => 2,
        }
    }

    /// Whether a slot of this kind may have this cost.
    fn allows(self, cost: Cost) -> bool {
        match self {
            Self::Passphrase => cost.is_allowed(),
            Self::Recovery => cost == Cost::NONE,
        }
    }
}

/// The secret for an attempt to open a slot.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'a> {
    Passphrase(&'a Passphrase),
    Recovery(&'a RecoveryCode),
}

impl Secret<'_> {
    /// The kind of slot that it may open.
    pub fn kind(self) -> SlotKind {
        match self {
            Self::Passphrase(_) => SlotKind::Passphrase,
            Self::Recovery(_) => SlotKind::Recovery,
        }
    }
}

/// One wrapped key, as it is stored. Nothing in it is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub id: [u8; 16],
    pub kind: SlotKind,
    /// [`Cost::NONE`] for a recovery slot: a random code needs none.
    pub cost: Cost,
    pub salt: [u8; 16],
    pub nonce: [u8; NONCE],
    pub wrapped: [u8; 48],
    /// The epoch of the wrapped key.
    pub epoch: u32,
    /// Proves nothing, but distinguishes a damaged slot from a wrong passphrase.
    pub checksum: [u8; 8],
}

/// The random parts of a slot.
pub(super) struct Seeds {
    pub id: [u8; 16],
    pub salt: [u8; 16],
    pub nonce: [u8; NONCE],
}

impl Seeds {
    pub(super) fn draw() -> Result<Self, NoRandomness> {
        Ok(Self { id: random::bytes()?, salt: random::bytes()?, nonce: random::bytes()? })
    }
}

impl Slot {
    /// Whether it is unchanged and belongs to the head, as far as this can be checked without a secret. Any other slot
    /// is [`UnlockError::Damaged`], whatever is typed.
    pub fn is_sound(&self, head: &Head) -> bool {
        self.checksum == self.sum(&head.id) && self.epoch == head.epoch && self.kind.allows(self.cost)
    }

    /// Opens the vault.
    ///
    /// A wrong secret takes the same path and the same time as the right one. Attempts are neither counted nor limited:
    /// an attacker with the file could reset the count.
    pub fn open(&self, head: &Head, secret: Secret<'_>) -> Result<Vault, UnlockError> {
        if head.format != Head::FORMAT {
            return Err(UnlockError::Unsupported);
        }
        if !self.is_sound(head) || self.kind != secret.kind() {
            return Err(UnlockError::Damaged);
        }
        let mut key = Zeroizing::new([0; 32]);
        self.derive(&head.id, secret, &mut key).map_err(|why| match why {
            Underived::Refused => UnlockError::Damaged,
            Underived::OutOfMemory => UnlockError::OutOfMemory,
        })?;
        let mut unwrapped = false;
        let vault = Vault::with_known_key(head.id, head.epoch, |data| unwrapped = self.unwrap(&head.id, &key, data));
        // The cipher alone does not commit to its key: one blob can be made to open under two of them.
        let right = Choice::from(u8::from(unwrapped)) & vault.head().kcv.ct_eq(&head.kcv);
        if right.into() { Ok(vault) } else { Err(UnlockError::Wrong) }
    }

    /// Does not check that the slot can be opened again.
    pub(super) fn wrap(
        vault: &Vault,
        kind: SlotKind,
        cost: Cost,
        seeds: Seeds,
        secret: Secret<'_>,
    ) -> Result<Self, DeriveError> {
        let Seeds { id, salt, nonce } = seeds;
        let Head { id: vault_id, epoch, .. } = vault.head;
        let mut slot = Self { id, kind, cost, salt, nonce, wrapped: [0; 48], epoch, checksum: [0; 8] };
        let mut key = Zeroizing::new([0; 32]);
        slot.derive(&vault_id, secret, &mut key).map_err(|why| match why {
            Underived::Refused => DeriveError::CostRefused,
            Underived::OutOfMemory => DeriveError::OutOfMemory,
        })?;
        let bound = slot.bound(&vault_id);
        let (text, tag) = slot.wrapped.split_at_mut(32);
        text.copy_from_slice(vault.keys.data());
        let made = cipher::seal(&key, &nonce, &bound, text).ok_or(DeriveError::NotVerified)?;
        tag.copy_from_slice(&made);
        slot.checksum = slot.sum(&vault_id);
        Ok(slot)
    }

    /// Fills `key` with the wrapping key.
    fn derive(&self, vault: &[u8; 16], secret: Secret<'_>, key: &mut [u8; 32]) -> Result<(), Underived> {
        match secret {
            Secret::Passphrase(passphrase) => self.cost.derive(passphrase, &self.salt, key),
            Secret::Recovery(code) => {
                keys::derive(Some(&self.salt), code.bits(), &[b"mj1/key/recovery", vault, &self.id], key);
                Ok(())
            }
        }
    }

    /// Writes the unwrapped key to `data`; returns whether the tag is right. If it is not, `data` has other bytes.
    fn unwrap(&self, vault: &[u8; 16], key: &[u8; 32], data: &mut [u8; 32]) -> bool {
        let (text, tag) = self.wrapped.split_at(data.len());
        data.copy_from_slice(text);
        tag.try_into().is_ok_and(|tag: &[u8; TAG]| cipher::open(key, &self.nonce, &self.bound(vault), data, tag))
    }

    /// The associated data of the wrapping: the vault, and everything in the slot but the wrapped key itself.
    fn bound(&self, vault: &[u8; 16]) -> Vec<u8> {
        let parts: [&[u8]; 10] = [
            b"mj1/slot",
            vault,
            &self.id,
            &[self.kind.code()],
            &[self.kind.kdf_code()],
            &self.cost.m_kib.to_be_bytes(),
            &self.cost.t.to_be_bytes(),
            &self.cost.p.to_be_bytes(),
            &self.salt,
            &self.epoch.to_be_bytes(),
        ];
        parts.concat()
    }

    pub(super) fn sum(&self, vault: &[u8; 16]) -> [u8; 8] {
        let sum = Sha256::new()
            .chain_update(b"mj1/slot-checksum")
            .chain_update(self.bound(vault))
            .chain_update(self.nonce)
            .chain_update(self.wrapped)
            .finalize();
        std::array::from_fn(|n| sum[n])
    }
}
