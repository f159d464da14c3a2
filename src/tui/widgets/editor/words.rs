//! Words as runs of one class of characters: good enough for Japanese without a dictionary.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::clusters;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Kanji,
    Hiragana,
    Katakana,
    /// Letters and digits of all other scripts.
    Alphanumeric,
    /// ー: part of whichever kana is beside it.
    LongMark,
    Other,
}

impl Class {
    fn of(cluster: &str) -> Self {
        match cluster.chars().next().unwrap_or(' ') {
            letter if letter.is_whitespace() => Self::Blank,
            'ー' => Self::LongMark,
            '\u{3041}'..='\u{309f}' => Self::Hiragana,
            '\u{30a1}'..='\u{30fa}' | '\u{30fd}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
                Self::Katakana
            }
            '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Self::Kanji
            }
            letter if letter.is_alphanumeric() || letter == '_' => Self::Alphanumeric,
            _ => Self::Other,
        }
    }

    /// The class of a run that has reached `self` and goes on with `next`; `None` if another word begins there.
    fn joined(self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::LongMark, Self::Hiragana | Self::Katakana) => Some(next),
            (Self::Hiragana | Self::Katakana, Self::LongMark) => Some(self),
            _ if self == next => Some(self),
            _ => None,
        }
    }
}

/// The end of the word at or after `byte`, past any blanks before it.
pub(super) fn word_end(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or("");
    byte + run_length(rest.graphemes(true))
}

/// The start of the word before `byte`, past any blanks after it.
pub(super) fn word_start(text: &str, byte: usize) -> usize {
    let head = text.get(..byte).unwrap_or("");
    head.len() - run_length(head.graphemes(true).rev())
}

/// The bytes of the blanks that come first and of the word that follows them.
fn run_length<'a>(clusters: impl Iterator<Item = &'a str>) -> usize {
    let mut length = 0;
    let mut run: Option<Class> = None;
    for cluster in clusters {
        let class = Class::of(cluster);
        run = match run {
            None if class == Class::Blank => None,
            None => Some(class),
            Some(run) => match run.joined(class) {
                Some(joined) => Some(joined),
                None => break,
            },
        };
        length += cluster.len();
    }
    length
}

/// The run of one class that the cluster at `byte` belongs to; at the end of the text, the last one.
pub(super) fn word_at(text: &str, byte: usize) -> Range<usize> {
    let mut word = 0..0;
    let mut run: Option<Class> = None;
    for (at, cluster) in clusters(text) {
        let class = Class::of(cluster);
        let joined = run.and_then(|run| run.joined(class));
        if joined.is_none() {
            if at > byte {
                break;
            }
            word.start = at;
        }
        run = joined.or(Some(class));
        word.end = at + cluster.len();
    }
    word
}
