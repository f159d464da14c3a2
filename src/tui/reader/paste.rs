//! A paste in brackets: text until the terminal says that it is over.

use zeroize::{Zeroize, Zeroizing};

use super::{PASTE_ENDS, PASTE_LIMIT, SILENCE};

/// A paste that has fallen silent goes on in pieces at least this long; a key is shorter.
const PIECE: usize = 16;

/// So long after the last byte of a paste nothing belongs to it any more, in milliseconds.
const OVER: u64 = 10 * SILENCE;

#[derive(Default)]
pub struct Paste {
    text: Zeroizing<Vec<u8>>,
    /// So many bytes of its end have come.
    ending: usize,
    /// It was more than is handed over; the rest is passed over.
    too_much: bool,
    /// Nothing has come for a while, and what had come was handed over.
    quiet: bool,
}

pub enum Taken {
    Kept,
    /// The text has become more than a paste may be.
    TooMuch(Option<String>),
    /// The paste is over; its text, unless that was handed over.
    Ended(Option<String>),
}

impl Paste {
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    #[cfg(test)]
    pub fn kept(&self) -> usize {
        self.text.len()
    }

    /// Whether these bytes, `after` so many milliseconds, belong to the paste and are not something that was typed.
    pub fn goes_on(&self, bytes: &[u8], after: u64) -> bool {
        if !self.quiet {
            return true;
        }
        let rest = &PASTE_ENDS[self.ending..];
        if after > OVER {
            return false;
        }
        if bytes.starts_with(rest) || bytes.windows(PASTE_ENDS.len()).any(|six| six == PASTE_ENDS) {
            return true;
        }
        match self.ending {
            0 => bytes.len() >= PIECE && bytes[0] != PASTE_ENDS[0],
            _ => rest.starts_with(bytes),
        }
    }

    pub fn take(&mut self, byte: u8) -> Taken {
        self.quiet = false;
        if byte == PASTE_ENDS[self.ending] {
            self.ending += 1;
            if self.ending == PASTE_ENDS.len() {
                return Taken::Ended(self.text(true));
            }
            return Taken::Kept;
        }
        let ending = std::mem::take(&mut self.ending);
        if byte == PASTE_ENDS[0] {
            self.keep(&PASTE_ENDS[..ending]);
            self.ending = 1;
        } else {
            self.keep(&PASTE_ENDS[..ending]);
            self.keep(&[byte]);
        }
        if self.text.len() > PASTE_LIMIT {
            let text = self.text(true);
            self.too_much = true;
            return Taken::TooMuch(text);
        }
        Taken::Kept
    }

    fn keep(&mut self, bytes: &[u8]) {
        if !self.too_much {
            self.text.extend_from_slice(bytes);
        }
    }

    /// Nothing more has come for a while. Gives the text until now, and says whether a lone Esc came last: that is a key.
    pub fn falls_silent(&mut self) -> (Option<String>, bool) {
        self.quiet = true;
        let escape = self.ending == 1;
        if escape {
            self.ending = 0;
        }
        (self.text(false), escape)
    }

    /// Takes the text. Half of a letter at its end stays, unless the paste is over.
    fn text(&mut self, over: bool) -> Option<String> {
        let mut bytes = std::mem::take(&mut *self.text);
        if let (false, Err(e)) = (over, std::str::from_utf8(&bytes))
            && e.error_len().is_none()
        {
            let whole = e.valid_up_to();
            self.text.extend_from_slice(&bytes[whole..]);
            bytes[whole..].zeroize();
            bytes.truncate(whole);
        }
        if bytes.is_empty() {
            return None;
        }
        Some(String::from_utf8(bytes).unwrap_or_else(|e| {
            let mut bytes = e.into_bytes();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes.zeroize();
            text
        }))
    }
}
