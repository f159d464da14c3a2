//! The recovery code unlocks the vault when the passphrase is lost: 128 random bits, written as 26 characters of
//! Crockford's base 32 and two check characters that distinguish a typing mistake from a wrong code, in seven groups of
//! four.

use std::fmt;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use super::{CodeError, NoRandomness, random};

/// No I, L, O or U: they look like others, or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 7;
const LETTERS: usize = GROUPS * 4;
/// The characters with the random bits; the first one has two spare bits, which are zero.
const BIT_LETTERS: usize = 26;

/// 128 random bits. Wiped when dropped; boxed, so that moving it leaves no copy behind.
pub struct RecoveryCode(Box<[u8; 16]>);

impl RecoveryCode {
    pub fn generate() -> Result<Self, NoRandomness> {
        let mut code = Self(Box::new([0; 16]));
        random::fill(&mut *code.0)?;
        Ok(code)
    }

    /// Reads a code as people write it: full width or not, in any case, with or without hyphens and blanks, O for 0,
    /// I and L for 1.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let mut values = Zeroizing::new([0_u8; LETTERS]);
        if read(typed, &mut *values) != Some(LETTERS) {
            return Err(CodeError::Malformed);
        }
        let code = Self::from_values(&values);
        // Written out again, spare bits and checksum are what they have to be.
        if *code.values() == *values { Ok(code) } else { Err(CodeError::Checksum) }
    }

    /// As shown and written down, in capital letters.
    pub fn groups(&self) -> Zeroizing<[String; GROUPS]> {
        let values = self.values();
        let group = |n: usize| values[n * 4..][..4].iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect();
        Zeroizing::new(std::array::from_fn(group))
    }

    /// Whether `typed` is the last group, read as leniently as a whole code.
    pub(super) fn ends_with(&self, typed: &str) -> bool {
        let mut values = Zeroizing::new([0_u8; 4]);
        read(typed, &mut *values) == Some(4) && *values == self.values()[LETTERS - 4..]
    }

    /// Whether `typed` proves that the code was written down: its last group, or all of it.
    pub fn is_noted(&self, typed: &str) -> bool {
        self.ends_with(typed) || Self::parse(typed).is_ok_and(|code| *code.0 == *self.0)
    }

    pub(super) fn bits(&self) -> &[u8; 16] {
        &self.0
    }

    pub(super) fn from_bits(bits: [u8; 16]) -> Self {
        Self(Box::new(bits))
    }

    fn from_values(values: &[u8; LETTERS]) -> Self {
        let mut number = Zeroizing::new(0_u128);
        values[..BIT_LETTERS].iter().for_each(|value| *number = *number << 5 | u128::from(*value));
        Self::from_bits(number.to_be_bytes())
    }

    /// The positions of its characters in the alphabet.
    fn values(&self) -> Zeroizing<[u8; LETTERS]> {
        let mut number = Zeroizing::new(u128::from_be_bytes(*self.0));
        let mut values = Zeroizing::new([0; LETTERS]);
        for value in values[..BIT_LETTERS].iter_mut().rev() {
            *value = (*number & 31) as u8;
            *number >>= 5;
        }
        let sum = Sha256::new().chain_update(b"mj1/recovery-code").chain_update(*self.0).finalize();
        let sum = u16::from_be_bytes([sum[0], sum[1]]) >> 6;
        values[BIT_LETTERS] = (sum >> 5) as u8;
        values[BIT_LETTERS + 1] = (sum & 31) as u8;
        values
    }
}

impl Drop for RecoveryCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// Writes the positions of the typed characters to `values` and returns their number. `None` for an unknown character
/// or one too many.
fn read(typed: &str, values: &mut [u8]) -> Option<usize> {
    let mut count = 0;
    for letter in typed.nfkc().filter(|letter| !is_between(*letter)) {
        *values.get_mut(count)? = value_of(letter)?;
        count += 1;
    }
    Some(count)
}

/// Blanks, and every character that an input method makes of the hyphen key.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}')
}

fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|known| char::from(*known) == letter).map(|place| place as u8)
}
