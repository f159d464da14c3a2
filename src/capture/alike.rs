//! Which lines say what others say: what was sealed must not lie readable in the bin.

use std::collections::{HashMap, HashSet};

use super::quotable::{Care, Quotable, is_piece_of_nothing, plain};
use super::quote::share_words;
use crate::domain::Limits;
use crate::domain::ids::SessionId;

/// Words of a line, and the note in which it stands or stood.
#[derive(Clone)]
pub struct Wording {
    pub note: Option<SessionId>,
    pub words: String,
}

/// The places of those `lines` that say the same as one of the `others`, or quote one, or are quoted by one. Between two
/// lines of one note less is enough for a quotation.
pub fn alike(lines: &[Wording], others: impl IntoIterator<Item = Wording>) -> Vec<usize> {
    let plain_lines: Vec<String> = lines.iter().map(|line| plain(&line.words)).collect();
    let wholes: HashSet<&str> = plain_lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    let notes: HashSet<SessionId> = lines.iter().filter_map(|line| line.note).collect();
    let mut pieces = Quotable::new(Care::Far);
    plain_lines.iter().for_each(|line| pieces.add(line, Limits::SEALED));
    // There may be very many others; most of them have nothing to do with any line.
    let is_near = |other: &(String, Wording)| {
        let (plain, said) = other;
        wholes.contains(plain.as_str())
            || is_piece_of_nothing(plain, Care::Far)
            || said.note.is_some_and(|note| notes.contains(&note))
            || !pieces.quoted("", plain).is_empty()
    };
    let others = others.into_iter().map(|said| (plain(&said.words), said));
    let near: Vec<(String, Wording)> = others.filter(|(plain, _)| !plain.is_empty()).filter(is_near).collect();

    let same: HashSet<&str> = near.iter().map(|(plain, _)| plain.as_str()).collect();
    let mut quoted = Quotable::new(Care::Far);
    near.iter().for_each(|(plain, _)| quoted.add(plain, Limits::SEALED));
    let mut of_note: HashMap<SessionId, Vec<&str>> = HashMap::new();
    for (plain, said) in &near {
        said.note.iter().for_each(|note| of_note.entry(*note).or_default().push(plain));
    }
    let is_alike = |line: &str, note: Option<SessionId>| {
        let of_note = note.and_then(|note| of_note.get(&note));
        same.contains(line)
            || !quoted.quoted("", line).is_empty()
            || is_piece_of_nothing(line, Care::Far) && near.iter().any(|(other, _)| other.contains(line))
            || of_note.is_some_and(|others| others.iter().any(|other| share_words(line, other)))
    };
    let found = lines.iter().zip(&plain_lines).enumerate().filter(|(_, (line, plain))| is_alike(plain, line.note));
    found.map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> Wording {
        Wording { note: None, words: words.to_owned() }
    }

    fn is_alike(line: &str, other: &str) -> bool {
        !alike(&[said(line)], [said("nothing to do with it"), said(other)]).is_empty()
    }

    #[test]
    fn what_is_the_same_or_a_quotation_is_alike() {
        let secret = "Kobayashi will leave the company before the summer";
        for line in
            [secret, "ＫＯＢＡＹＡＳＨＩ will leave", "said: leave the company!", "Koba\u{ad}yashi will leave, I hear"]
        {
            assert!(is_alike(line, secret) && is_alike(secret, line), "{line}");
        }
        for line in ["company", "Kobayashi", "", "before", "a word about the summer"] {
            assert!(!is_alike(line, secret) && !is_alike(secret, line), "{line}");
        }
        assert!(is_alike("上司が嫌い", "上司が嫌い。"), "the same, however short");
        assert!(is_alike("退職を迷っているように見えた", "たしかに退職を迷っていると思う"));
        let (short, long) = ("call Mori", "then call Mori tomorrow morning");
        assert!(is_alike(short, long) && is_alike(long, short));
    }

    #[test]
    fn in_one_note_less_is_enough() {
        let note = Some(SessionId(uuid::Uuid::from_u128(7)));
        let line = |note, words: &str| Wording { note, words: words.to_owned() };
        let (early, late) = ("Kobayashi leaves", "a word on Kobayashi leaving");
        assert_eq!(alike(&[line(note, early)], [line(note, late)]), [0]);
        assert!(alike(&[line(note, early)], [line(None, late)]).is_empty());
        assert!(alike(&[line(None, early)], [line(note, late)]).is_empty());
    }
}
