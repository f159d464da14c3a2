//! The text of an entry, as far as it can be read: clear, sealed and opened with the key, or out of reach. Whoever wants
//! the text has to say what happens where there is none, so that a sealed line is never taken for an empty one.

use std::fmt;

/// What lies on the disk of a sealed entry. Only the vault can read it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    pub bytes: Vec<u8>,
    /// The entry's revision with which it was sealed.
    pub rev: i64,
}

/// The raw slice of an entry: marker as typed, text, indented lines below, blank lines after, line ends.
#[derive(Clone, PartialEq, Eq)]
pub enum Raw {
    /// It lies readable on the disk.
    Clear(String),
    /// It is sealed on the disk; the key was there to read it, or it is about to be sealed.
    Opened(String),
    /// It is sealed and the key is not here.
    Locked(Sealed),
    /// What lies on the disk is not what was written. The bytes are those of a sealed line; a readable one has none.
    Damaged(Sealed),
}

impl Raw {
    /// The slice byte for byte; `None` while it cannot be read.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Clear(text) | Self::Opened(text) => Some(text),
            Self::Locked(_) | Self::Damaged(_) => None,
        }
    }

    pub fn is_sealed(&self) -> bool {
        !matches!(self, Self::Clear(_))
    }

    /// What lies on the disk is not what was written, so that no key can read it.
    pub fn is_damaged(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }

    /// Another text that lies on the disk as this one does.
    pub fn reworded(&self, text: String) -> Self {
        if self.is_sealed() { Self::Opened(text) } else { Self::Clear(text) }
    }

    /// The same text, to be sealed.
    pub fn to_be_sealed(self) -> Self {
        match self {
            Self::Clear(text) => Self::Opened(text),
            other => other,
        }
    }

    /// The same text, to lie readable on the disk. `None` while it cannot be read.
    pub fn to_be_clear(self) -> Option<Self> {
        match self {
            Self::Clear(text) | Self::Opened(text) => Some(Self::Clear(text)),
            Self::Locked(_) | Self::Damaged(_) => None,
        }
    }
}

impl fmt::Debug for Raw {
    /// Says how it lies there, never what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clear(_) => "Clear",
            Self::Opened(_) => "Opened",
            Self::Locked(_) => "Locked",
            Self::Damaged(_) => "Damaged",
        })
    }
}
