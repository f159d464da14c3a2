//! Encryption of private lines. Bytes in, bytes out: this module reads no file and no table, and does not know about
//! the rest of the program.
//!
//! A [`Vault`] is one random key for the data. The journal stores that key only wrapped, in [`Slot`]s: one for the
//! passphrase, one for the recovery code. One key for each use is derived from it, bound to the vault and its epoch:
//! one seals lines, one signs the manifest, and one is stored in plaintext in the [`Head`], as the proof that the right
//! key was found. Associated data (the line, its revision) is authenticated by the tag, so that nothing can be moved,
//! swapped or restored unnoticed.
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
