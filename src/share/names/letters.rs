//! The scripts of names, and the boundaries of a name in a text.

use std::ops::Range;

use crate::text::is_unseen;

/// Han, and katakana in either width: the letters of names before an honorific.
pub(super) fn is_name_letter(letter: char) -> bool {
    is_ideograph(letter) || is_katakana(letter)
}

pub(super) fn is_ideograph(letter: char) -> bool {
    matches!(letter, '々' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

pub(super) fn is_katakana(letter: char) -> bool {
    matches!(letter, '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9f}')
}

pub(super) fn is_hiragana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{309f}')
}

pub(super) fn is_japanese(letter: char) -> bool {
    is_name_letter(letter) || is_hiragana(letter)
}

pub(super) fn is_all_kana(word: &str) -> bool {
    word.chars().all(|c| is_hiragana(c) || is_katakana(c) || is_gap(c))
}

pub(super) fn same_kana(before: char, first: Option<char>) -> bool {
    first.is_some_and(|first| is_hiragana(before) && is_hiragana(first) || is_katakana(before) && is_katakana(first))
}

/// Characters that may be within a Japanese name.
pub(super) fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '\u{3000}' | '・')
}

/// A name without the gaps between its Japanese letters.
pub(super) fn squeezed(name: &str) -> String {
    Tight::new(name).text
}

/// A text without the gaps between Japanese letters, and without invisible characters: 「田中 花子」 and 「田中花子」 are equal.
pub(super) struct Tight {
    pub text: String,
    /// The original position of each byte; and the end.
    places: Vec<usize>,
}

impl Tight {
    pub fn new(line: &str) -> Self {
        let (mut text, mut places) = (String::with_capacity(line.len()), Vec::with_capacity(line.len() + 1));
        let mut before: Option<char> = None;
        for (at, letter) in line.char_indices() {
            let behind = line[at + letter.len_utf8()..].chars().find(|letter| !is_unseen(*letter));
            let within = before.is_some_and(is_japanese) && behind.is_some_and(is_japanese);
            if is_unseen(letter) || is_gap(letter) && within {
                continue;
            }
            text.push(letter);
            places.extend((0..letter.len_utf8()).map(|n| at + n));
            before = Some(letter);
        }
        places.push(line.len());
        Self { text, places }
    }

    pub fn original(&self, place: Range<usize>) -> Range<usize> {
        // The end of the last letter, not the beginning of the next: a gap may lie between.
        self.places[place.start]..self.places[place.end - 1] + 1
    }
}

/// Whether a Latin word is not only a part of a longer one.
pub(super) fn stands_alone(line: &str, place: &Range<usize>) -> bool {
    let latin = |c: char| c.is_alphanumeric() && !is_japanese(c);
    let (first, last) = (line[place.clone()].chars().next(), line[place.clone()].chars().next_back());
    let before = line[..place.start].chars().next_back().is_some_and(latin) && first.is_some_and(latin);
    let behind = line[place.end..].chars().next().is_some_and(latin) && last.is_some_and(latin);
    !before && !behind
}
