use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::clusters::{clusters, plain_letter};
use super::folding::{is_mark, plain_letters, plain_sign, plainest};

/// How much is set aside when texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// Width, case and kana: the spelling stays.
    Spelled,
    /// Also what [`super::folding`] lists for single letters.
    Plain,
}

/// `text` as it is compared: NFKC, lower case, katakana as hiragana, without accents, kanji and signs of one meaning as
/// one. The long mark ー is kept.
///
/// Folding goes cluster by cluster, so a half-width kana and its sound mark become one letter.
pub fn fold(text: &str) -> String {
    folded(text, Fold::Plain)
}

pub(super) fn folded(text: &str, how: Fold) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for (_, cluster) in clusters(text) {
        fold_cluster(cluster, how, &mut folded);
    }
    folded
}

/// Where `needle`, folded already, occurs in `text`: ranges of whole graphemes in `text`, in order, not overlapping.
pub fn find_folded(text: &str, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() {
        return Vec::new();
    }
    if text.is_ascii() {
        let folded = text.to_ascii_lowercase();
        return folded.match_indices(needle).map(|(at, found)| at..at + found.len()).collect();
    }
    let folded = Folded::of(text, Fold::Plain);
    let mut matches: Vec<Range<usize>> = Vec::new();
    for (at, found) in folded.text.match_indices(needle) {
        // Two hits inside one cluster (㌔ folds to two letters) are one place on the screen.
        let place = folded.original(at..at + found.len());
        matches.extend(place.filter(|place| matches.last().is_none_or(|last| last.end <= place.start)));
    }
    matches
}

/// One letter of a folded text, and what it comes from.
#[derive(Clone, Debug)]
pub(super) struct FoldedLetter {
    pub letter: char,
    /// It was written in katakana, or lengthens one.
    pub katakana: bool,
    pub origin: Range<usize>,
}

/// The folded letters of a text, each with the cluster it comes from.
pub(super) fn folded_letters(text: &str) -> Vec<(char, Range<usize>)> {
    letters_of(text).into_iter().map(|letter| (letter.letter, letter.origin)).collect()
}

/// The same with the kana in which they were written.
pub(super) fn letters_of(text: &str) -> Vec<FoldedLetter> {
    let mut letters: Vec<FoldedLetter> = Vec::with_capacity(text.len());
    let mut folded = String::new();
    for (at, cluster) in clusters(text) {
        folded.clear();
        fold_cluster(cluster, Fold::Plain, &mut folded);
        let before = letters.last().is_some_and(|last| last.katakana);
        let katakana = match cluster.chars().next() {
            Some('\u{30fc}' | '\u{ff70}') => before,
            Some(first) => matches!(first, '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}'),
            None => false,
        };
        letters.extend(folded.chars().map(|letter| FoldedLetter { letter, katakana, origin: at..at + cluster.len() }));
    }
    letters
}

/// Folded text that remembers which part of the original each part came from.
pub(super) struct Folded {
    pub text: String,
    /// In order: where a part ends in the folded text, and its range in the original.
    origins: Vec<(usize, Range<usize>)>,
}

impl Folded {
    pub fn of(original: &str, how: Fold) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::new();
        for (at, cluster) in clusters(original) {
            fold_cluster(cluster, how, &mut text);
            origins.push((text.len(), at..at + cluster.len()));
        }
        Self { text, origins }
    }

    pub fn of_letters(letters: impl IntoIterator<Item = (char, Range<usize>)>) -> Self {
        let (mut text, mut origins) = (String::new(), Vec::new());
        for (letter, origin) in letters {
            text.push(letter);
            origins.push((text.len(), origin));
        }
        Self { text, origins }
    }

    pub fn original(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let first = self.origins.partition_point(|(end, _)| *end <= folded.start);
        let last = self.origins.partition_point(|(end, _)| *end < folded.end);
        Some(self.origins.get(first)?.1.start..self.origins.get(last)?.1.end)
    }
}

fn fold_cluster(cluster: &str, how: Fold, folded: &mut String) {
    if let Some(letter) = plain_letter(cluster) {
        let letter = hiragana(letter.to_ascii_lowercase());
        folded.push(if how == Fold::Plain { plainest(letter) } else { letter });
        return;
    }
    if how == Fold::Spelled {
        // Lower-casing can undo a composition (İ), so the text is normalised once more afterwards.
        folded.extend(cluster.nfkc().flat_map(char::to_lowercase).map(final_sigma).nfkc().map(hiragana));
        return;
    }
    let letters = cluster.chars().map(plain_sign).nfkc().flat_map(char::to_lowercase).map(final_sigma);
    let bare = letters.nfkd().filter(|letter| !is_mark(*letter)).nfkc();
    for letter in bare.map(hiragana).map(plain_sign).map(plainest) {
        match plain_letters(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
}

fn final_sigma(letter: char) -> char {
    if letter == 'ς' { 'σ' } else { letter }
}

fn hiragana(letter: char) -> char {
    match letter {
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}' | '\u{30fe}' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        other => other,
    }
}

/// The key that a user means while a Japanese input method is on: full-width letters, digits and punctuation as their
/// half-width forms, the ideographic space as a space. Other characters are returned unchanged.
pub fn narrow_key(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '・' => '/',
        '「' => '[',
        '」' => ']',
        'ー' => '-',
        '￥' => '\\',
        other => other,
    }
}
