//! What a journal keeps of its vault: nothing of it is secret, and none of it opens anything without a passphrase or
//! the recovery code.

use uuid::Uuid;

use super::keyed_enum;

/// The vault of a journal; there is at most one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultRecord {
    /// Random: a sealed line of one journal is none of another.
    pub id: Uuid,
    /// The version of the form in which lines are sealed.
    pub format: u32,
    /// Grows with every new key.
    pub epoch: u32,
    /// Tells the right key from any other.
    pub kcv: [u8; 32],
    /// How often the set of sealed lines has changed.
    pub counter: u64,
    /// Stands for all sealed lines at that count.
    pub manifest: [u8; 32],
    /// Unix milliseconds.
    pub created: i64,
}

/// The key of the vault, wrapped for one secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySlot {
    pub id: Uuid,
    /// The stable key of what opens it.
    pub kind: String,
    /// What a guess costs: KiB of memory, passes, lanes. Zeros where the secret cannot be guessed.
    pub cost: [u32; 3],
    pub salt: [u8; 16],
    pub nonce: [u8; 24],
    pub wrapped: [u8; 48],
    pub epoch: u32,
    pub checksum: [u8; 8],
    /// Unix milliseconds.
    pub created: i64,
}

keyed_enum! {
    /// How it stands with the vault.
    #[derive(Default)]
    pub enum VaultState {
        #[default]
        Off = "off",
        Locked = "locked",
        Unlocked = "unlocked",
    }
}
