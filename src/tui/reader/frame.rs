//! Where a letter, a control byte or a sequence ends. Says nothing about what it means.

pub const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// The most of a string that a terminal sends, an answer to somebody's question, in bytes.
const LONGEST_STRING: usize = 4_096;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// A beginning.
    Begun,
    /// Exactly one letter, control byte or sequence.
    Whole,
    /// The last byte does not belong to the ones before.
    Foreign,
}

/// Judges bytes of which all but the last were [`Judged::Begun`].
pub fn judge(bytes: &[u8]) -> Judged {
    match bytes {
        [] | [ESC] | [ESC, ESC] => Judged::Begun,
        [ESC, ESC, b'[' | b'O', ..] => judge(&bytes[1..]),
        [ESC, ESC, ..] => Judged::Foreign,
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, b'O'] => Judged::Begun,
        [ESC, b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S'] => Judged::Whole,
        [ESC, b'O', ..] => Judged::Foreign,
        [ESC, b']', rest @ ..] => string(rest, |byte| byte.is_ascii_digit()),
        [ESC, b'P', rest @ ..] => string(rest, |byte| byte.is_ascii_digit() || b">!$|=+?".contains(&byte)),
        [ESC, rest @ ..] => letter(rest),
        rest => letter(rest),
    }
}

fn letter(bytes: &[u8]) -> Judged {
    match std::str::from_utf8(bytes) {
        Ok(_) => Judged::Whole,
        Err(e) if e.error_len().is_none() => Judged::Begun,
        Err(_) => Judged::Foreign,
    }
}

/// What follows `ESC [`.
fn control_sequence(rest: &[u8]) -> Judged {
    match rest {
        [] | [b'['] => Judged::Begun,
        // The function keys of the Linux console.
        [b'[', b'A'..=b'E'] => Judged::Whole,
        [b'[', ..] => Judged::Foreign,
        // The oldest mouse report: three bytes of any value that is no control.
        [b'M', report @ ..] => match report {
            [.., 0..b' '] => Judged::Foreign,
            [_, _, _] => Judged::Whole,
            _ => Judged::Begun,
        },
        [b' '..=b'/'] => Judged::Foreign,
        [.., b' '..=b'?'] => Judged::Begun,
        [.., b'@'..=b'~'] => Judged::Whole,
        _ => Judged::Foreign,
    }
}

/// A string up to BEL or `ESC \`, if it begins as those do that terminals send.
fn string(rest: &[u8], begins: impl Fn(u8) -> bool) -> Judged {
    match rest {
        [] => Judged::Begun,
        [first, ..] if !begins(*first) => Judged::Foreign,
        [.., BEL] | [.., ESC, b'\\'] => Judged::Whole,
        [.., ESC] => Judged::Begun,
        [.., ESC, _] | [.., 0..b' '] => Judged::Foreign,
        rest if rest.len() > LONGEST_STRING => Judged::Foreign,
        _ => Judged::Begun,
    }
}

/// Whether a string has begun, as an answer of the terminal.
pub fn is_string(bytes: &[u8]) -> bool {
    matches!(bytes, [ESC, b']' | b'P', _, ..])
}

/// How many bytes of what has begun are kept.
pub fn longest(bytes: &[u8]) -> usize {
    if is_string(bytes) { usize::MAX } else { super::LONGEST + 1 }
}

/// Whether only the rest of a letter is missing. It takes nothing away from what follows, so it has more time.
pub fn is_half_letter(bytes: &[u8]) -> bool {
    matches!(bytes, [first, ..] | [ESC, first, ..] if !first.is_ascii())
}

/// Whether a person cannot have typed this by one key, so that its rest may still be on its way.
pub fn may_be_late(bytes: &[u8]) -> bool {
    matches!(bytes, [ESC, b'[', b'0'..=b'?', ..])
}
