//! The errors of the vault. None of them reveals more about a secret than the file does.

use thiserror::Error;

/// The system gives no random bytes. Nothing secret can be made without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the system gives no random bytes")]
pub struct NoRandomness;

/// Why a slot could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DeriveError {
    /// The cost is out of the range of [`super::Cost::is_allowed`].
    #[error("the cost of the key derivation is out of range")]
    CostRefused,
    #[error("not enough memory for the key derivation")]
    OutOfMemory,
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The new slot could not be opened: memory or processor cannot be trusted. It must not be stored.
    #[error("the new key slot does not open again")]
    NotVerified,
}

/// Why a slot could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// Wrong passphrase or code, or the slot or the head was forged: deliberately not distinguished.
    #[error("wrong passphrase or code")]
    Wrong,
    /// Slot and head do not belong together, or the slot was changed, or its cost is out of range.
    #[error("the key slot is damaged")]
    Damaged,
    /// The head has the format of a newer program.
    #[error("the format of the vault is not known")]
    Unsupported,
    #[error("not enough memory for the key derivation")]
    OutOfMemory,
}

/// Why a line could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The cipher accepts at most 256 GiB under one nonce.
    #[error("too long to be sealed")]
    TooLong,
}

/// The sealed bytes do not belong to the line: changed, truncated, moved, of another revision, or of another vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("sealed text was changed or moved")]
pub struct Tampered;

/// Why the typed text is not a recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Too short, too long, or with characters that no code has.
    #[error("not the shape of a recovery code")]
    Malformed,
    /// The right shape, with a typing mistake somewhere.
    #[error("the recovery code has a typing mistake")]
    Checksum,
}
