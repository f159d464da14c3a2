//! What keeps private lines unreadable without the passphrase. Bytes in, bytes out: this room reads no file and no
//! table, and knows nothing of the rest of the program.
//!
//! A [`Vault`] is one random key for the data. The journal holds that key only wrapped, in [`Slot`]s: one for the
//! passphrase, one for the recovery code. From the key come one key for each use, bound to the vault and its epoch:
//! one seals lines, one signs the manifest, and one stands in the [`Head`] in clear, as the proof that the right key
//! was found. What is bound to a sealed thing but not inside it (whose line, which revision) is part of its tag, so
//! that nothing can be moved, swapped or taken back unnoticed.
//!
//! The layouts are fixed for ever by `tests/pinned.rs`. All integers in them are big-endian.

mod cipher;
mod code;
mod cost;
mod error;
mod keys;
mod line;
mod manifest;
mod opened;
mod passphrase;
mod random;
mod slot;
mod stack;
#[cfg(test)]
mod tests;

pub use code::RecoveryCode;
pub use cost::Cost;
pub use error::{CodeError, DeriveError, NoRandomness, SealError, Tampered, UnlockError};
pub use line::Line;
pub use manifest::Entry;
pub use opened::{Head, Vault};
pub use passphrase::{Passphrase, Strength};
pub use slot::{Secret, Slot, SlotKind};
pub use stack::wipe_stack;
