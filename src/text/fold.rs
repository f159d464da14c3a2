use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::clusters::{clusters, plain_letter};

/// `text` as it is compared when searching: NFKC, lower case, katakana as hiragana. The long mark ー is kept.
///
/// Folding goes cluster by cluster, so a half-width kana and its sound mark become one letter.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for (_, cluster) in clusters(text) {
        fold_cluster(cluster, &mut folded);
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
    let folded = Folded::new(text);
    folded.text.match_indices(needle).filter_map(|(at, found)| folded.original(at..at + found.len())).fold(
        Vec::new(),
        |mut matches: Vec<Range<usize>>, found| {
            // Two hits inside one cluster (㌔ folds to two letters) are one place on the screen.
            if matches.last().is_none_or(|last| last.end <= found.start) {
                matches.push(found);
            }
            matches
        },
    )
}

/// Every place of `needle`, also those that overlap each other: ranges of whole graphemes in `text`, in order.
pub(super) fn find_folded_anywhere(text: &str, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = folded.text.get(from..).and_then(|rest| rest.find(needle)).map(|at| at + from) {
        places.extend(folded.original(at..at + needle.len()));
        from = at + folded.text[at..].chars().next().map_or(1, char::len_utf8);
    }
    places
}

/// The folded letters of a text, each with the cluster it comes from.
pub(super) fn folded_letters(text: &str) -> Vec<(char, Range<usize>)> {
    let mut letters = Vec::with_capacity(text.len());
    let mut folded = String::new();
    for (at, cluster) in clusters(text) {
        folded.clear();
        fold_cluster(cluster, &mut folded);
        letters.extend(folded.chars().map(|letter| (letter, at..at + cluster.len())));
    }
    letters
}

/// Folded text that remembers which cluster of the original each part came from.
struct Folded {
    text: String,
    /// For each cluster: where it ends in the folded text, and its range in the original.
    origins: Vec<(usize, Range<usize>)>,
}

impl Folded {
    fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::new();
        for (at, cluster) in clusters(original) {
            fold_cluster(cluster, &mut text);
            origins.push((text.len(), at..at + cluster.len()));
        }
        Self { text, origins }
    }

    fn original(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let first = self.origins.partition_point(|(end, _)| *end <= folded.start);
        let last = self.origins.partition_point(|(end, _)| *end < folded.end);
        Some(self.origins.get(first)?.1.start..self.origins.get(last)?.1.end)
    }
}

fn fold_cluster(cluster: &str, folded: &mut String) {
    if let Some(letter) = plain_letter(cluster) {
        folded.push(hiragana(letter.to_ascii_lowercase()));
        return;
    }
    // Lower-casing can undo a composition (İ), so the text is normalised once more afterwards.
    folded.extend(cluster.nfkc().flat_map(char::to_lowercase).map(final_sigma).nfkc().map(hiragana));
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
