//! A text cut into numbers, words and signs.

use std::ops::Range;

use super::fold::{FoldedChar, fold};
use super::lexicon::{DayPart, Word, english, english_phrase, japanese};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Kind {
    /// Digits, or Japanese numerals, for which `digits` is 0. Values above `u32::MAX` stand as `u32::MAX`.
    Number {
        value: u32,
        digits: usize,
    },
    Word(Word),
    /// A run of Latin letters, or a letter of another script, that means nothing here.
    Unknown,
    /// Any character that is no letter: punctuation and the like.
    Sign(char),
}

/// A number, word or sign of a text.
#[derive(Clone, Debug)]
pub(in crate::capture) struct Token {
    pub(in crate::capture) kind: Kind,
    /// Bytes of the text.
    pub(in crate::capture) span: Range<usize>,
    /// No white space stands before it.
    pub(in crate::capture) glued: bool,
    /// Made of ASCII letters or digits (after folding), which must not be cut in two.
    pub(in crate::capture) latin: bool,
}

/// Cuts a text into tokens; white space is dropped.
pub(in crate::capture) fn tokenize(text: &str) -> Vec<Token> {
    let folded = fold(text);
    let letters: Vec<char> = folded.iter().map(|f| f.c).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut glued = false;
    while let Some(c) = letters.get(at) {
        if c.is_whitespace() {
            at += 1;
            glued = false;
            continue;
        }
        let (kind, length) = token_at(&letters[at..]);
        let latin = c.is_ascii_alphanumeric();
        tokens.push(Token { kind, span: span_of(&folded[at..at + length]), glued, latin });
        at += length;
        glued = true;
    }
    tokens
}

fn span_of(folded: &[FoldedChar]) -> Range<usize> {
    let start = folded.first().map_or(0, |f| f.start);
    start..folded.last().map_or(start, |f| f.end)
}

/// The token at the beginning of a text that is not empty, and its length in characters, 1 or more.
fn token_at(letters: &[char]) -> (Kind, usize) {
    let run = |belongs: fn(&char) -> bool| letters.iter().take_while(|c| belongs(c)).count();
    let digits = run(char::is_ascii_digit);
    if digits > 0 {
        let value = decimal(letters[..digits].iter().filter_map(|c| c.to_digit(10)));
        return (Kind::Number { value, digits }, digits);
    }
    if let Some((part, length)) = dotted_day_part(letters) {
        return (Kind::Word(Word::DayPart(part)), length);
    }
    let latin = run(char::is_ascii_alphabetic);
    if latin > 0 {
        if let Some((word, length)) = english_phrase(letters) {
            return (Kind::Word(word), length);
        }
        let word: String = letters[..latin].iter().collect();
        return (english(&word).map_or(Kind::Unknown, Kind::Word), latin);
    }
    let kanji = numerals_at(letters);
    // 一昨日 is a word, 一日 a number: the longer one wins.
    match japanese(letters) {
        Some((word, length)) if length > kanji => (Kind::Word(word), length),
        _ if kanji > 0 => (Kind::Number { value: numerals(&letters[..kanji]), digits: 0 }, kanji),
        _ if letters[0].is_alphanumeric() || letters[0] == 'ー' => (Kind::Unknown, 1),
        _ => (Kind::Sign(letters[0]), 1),
    }
}

/// How many Japanese numerals a text begins with. In 第二四半期 the 四 belongs to the word behind it.
fn numerals_at(letters: &[char]) -> usize {
    let run = letters.iter().take_while(|c| numeral(**c).is_some()).count();
    let quarter = |at: &usize| letters[*at..].starts_with(&['四', '半', '期']);
    (1..run).find(quarter).unwrap_or(run)
}

/// "a.m." and "p.m.", with or without the last dot.
fn dotted_day_part(letters: &[char]) -> Option<(DayPart, usize)> {
    let part = match letters.first()? {
        'a' => DayPart::Am,
        'p' => DayPart::Pm,
        _ => return None,
    };
    if letters.get(1..3)? != ['.', 'm'] || letters.get(3).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    Some((part, if letters.get(3) == Some(&'.') { 4 } else { 3 }))
}

fn decimal(digits: impl Iterator<Item = u32>) -> u32 {
    digits.fold(0, |value: u32, digit| value.saturating_mul(10).saturating_add(digit))
}

/// A Japanese numeral: a digit, or the power of ten that multiplies the digit before it.
fn numeral(c: char) -> Option<(u32, bool)> {
    let digit = match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => return Some((10, true)),
        '百' => return Some((100, true)),
        '千' => return Some((1000, true)),
        _ => return None,
    };
    Some((digit, false))
}

/// 二〇二六 digit by digit, 二十八 by its powers of ten.
fn numerals(letters: &[char]) -> u32 {
    let read: Vec<(u32, bool)> = letters.iter().filter_map(|c| numeral(*c)).collect();
    if read.iter().all(|(_, is_power)| !is_power) {
        return decimal(read.into_iter().map(|(digit, _)| digit));
    }
    let (mut sum, mut pending) = (0_u32, None);
    for (value, is_power) in read {
        if is_power {
            sum = sum.saturating_add(value.saturating_mul(pending.take().unwrap_or(1)));
        } else {
            pending = Some(pending.map_or(value, |before: u32| before.saturating_mul(10).saturating_add(value)));
        }
    }
    sum.saturating_add(pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_script() {
        for (text, expected) in [
            ("28", 28),
            ("２８", 28),
            ("二十八", 28),
            ("十", 10),
            ("二〇二六", 2026),
            ("二千二十六", 2026),
            ("百二十", 120),
            ("99999999999", u32::MAX),
        ] {
            let tokens = tokenize(text);
            assert!(
                matches!(tokens[..], [Token { kind: Kind::Number { value, .. }, .. }] if value == expected),
                "{text}"
            );
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let words = |text: &str| tokenize(text).iter().map(|t| text[t.span.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(words("一昨日 一日"), ["一昨日", "一", "日"]);
        assert_eq!(words("再来週の火曜日15時半"), ["再来週", "の", "火曜日", "15", "時", "半"]);
        assert_eq!(words("3 p.m. month"), ["3", "p.m.", "month"]);
    }
}
