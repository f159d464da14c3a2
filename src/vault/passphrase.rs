//! A passphrase, normalised to the form that keys are derived from.

use std::fmt;

use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Longer text makes the estimate slow and cannot make it better.
const LETTERS_ESTIMATED: usize = 100;

/// A passphrase. Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

/// How hard a passphrase is to guess, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Under a thousand guesses.
    VeryWeak,
    /// Under a million.
    Weak,
    /// Under a hundred million.
    Fair,
    /// Under ten thousand million.
    Good,
    Strong,
}

impl Strength {
    /// Whether somebody is asked once more before it is used: under a million guesses.
    pub fn is_below_the_floor(self) -> bool {
        match self {
            Self::VeryWeak | Self::Weak => true,
            Self::Fair | Self::Good | Self::Strong => false,
        }
    }

    /// Its stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::VeryWeak => "very-weak",
            Self::Weak => "weak",
            Self::Fair => "fair",
            Self::Good => "good",
            Self::Strong => "strong",
        }
    }
}

impl Passphrase {
    /// Normalises to NFKC: an input method gives full-width letters, macOS gives accents apart from their letters, and
    /// both must open a vault that was made without. `None` if nothing was typed. Blanks count as typed.
    pub fn new(typed: &str) -> Option<Self> {
        // Measured first: a text that grows leaves parts of itself all over the memory.
        let length = typed.nfkc().map(char::len_utf8).sum();
        let mut text = Zeroizing::new(String::with_capacity(length));
        text.extend(typed.nfkc());
        (!text.is_empty()).then_some(Self(text))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether every character of it can be typed: it has no control characters, and no invisible ones that no
    /// keyboard has, as copied text may.
    pub fn is_typeable(&self) -> bool {
        !self.0.contains(|letter: char| letter.is_control() || is_unseen(letter))
    }

    /// Whether the same was typed again.
    pub fn is(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }

    /// An estimate, from the first 100 characters. It knows English words and names, keyboard rows, dates and
    /// repetitions; it treats Japanese as unknown characters, each worth ten guesses. It does not wipe its working
    /// copies; the allocator of the program does.
    pub fn strength(&self) -> Strength {
        let text: Zeroizing<String> = Zeroizing::new(self.0.chars().take(LETTERS_ESTIMATED).collect());
        match u8::from(zxcvbn::zxcvbn(&text, &[]).score()) {
            0 => Strength::VeryWeak,
            1 => Strength::Weak,
            2 => Strength::Fair,
            3 => Strength::Good,
            _ => Strength::Strong,
        }
    }
}

/// Soft hyphens, spaces without width, line separators, marks of direction, tags. Joiners and variation selectors are parts
/// of letters and emoji.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}
