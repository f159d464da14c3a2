//! Finding a name by some of its letters, in their order. nucleo computes the score, because people know its rules from
//! editors: beginnings of words, consecutive letters, small gaps. This module folds the letters first, finds kana by
//! romaji, too, and returns the positions of every match in the text as it is displayed.

use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold::{fold, folded_letters};
use super::romaji::{self, Letter};

/// The score of a match, and its positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FuzzyMatch {
    pub score: u32,
    /// Ranges of whole graphemes of the text, in order, apart from each other.
    pub places: Vec<Range<usize>>,
}

/// A text prepared for many searches.
pub struct FuzzyText {
    folded: Letters,
    /// Its stretches of kana in romaji.
    romaji: Vec<Letters>,
}

struct Letters {
    letters: Vec<char>,
    places: Vec<Range<usize>>,
}

impl Letters {
    fn new(letters: Vec<Letter>) -> Self {
        let (letters, places) = letters.into_iter().unzip();
        Self { letters, places }
    }
}

impl FuzzyText {
    pub fn new(text: &str) -> Self {
        let folded = folded_letters(text);
        Self { romaji: romaji::spelled(&folded).into_iter().map(Letters::new).collect(), folded: Letters::new(folded) }
    }
}

/// A prepared search.
pub struct Fuzzy {
    words: Vec<Word>,
    matcher: Matcher,
}

struct Word {
    folded: Vec<char>,
    romaji: Option<Vec<char>>,
}

/// The most letters of a word, and the most words, that are searched for: scores stay small, whatever was pasted.
const LONGEST: usize = 100;
const MOST: usize = 20;
/// The bonus for a word that occurs letter by letter.
const WHOLE: u32 = 24;
/// Matched letters are far apart if the text has this many letters for each of them.
const FAR: usize = 4;
/// The bonus for a text with nothing but the typed letters; every few more letters reduce it by one.
const SHORT: u32 = 8;
const FEW: usize = 4;

impl Fuzzy {
    /// Words in any order; all of them have to be found.
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let word = |word: &str| {
            let folded: Vec<char> = word.chars().take(LONGEST).collect();
            Word { romaji: romaji::typed(&folded.iter().collect::<String>()), folded }
        };
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        // Both sides are folded already, by rules of our own.
        config.ignore_case = false;
        config.normalize = false;
        Self { words: folded.split_whitespace().take(MOST).map(word).collect(), matcher: Matcher::new(config) }
    }

    /// Whether the search is empty.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The best match with all words in the text.
    pub fn find(&mut self, text: &FuzzyText) -> Option<FuzzyMatch> {
        let mut whole = FuzzyMatch::default();
        for word in &self.words {
            let as_typed = best(&mut self.matcher, &word.folded, &text.folded);
            let stretches = word.romaji.iter().flat_map(|word| text.romaji.iter().map(move |text| (word, text)));
            let as_read = stretches.filter_map(|(word, text)| best(&mut self.matcher, word, text));
            let found = as_read.chain(as_typed).max_by_key(|found| found.score)?;
            whole.score += found.score;
            whole.places.extend(found.places);
        }
        whole.places = together(whole.places);
        let is_found = |letter: &&Range<usize>| whole.places.iter().any(|place| place.contains(&letter.start));
        let more = text.folded.places.iter().filter(|letter| !is_found(letter)).count().div_ceil(FEW);
        whole.score += SHORT.saturating_sub(u32::try_from(more).unwrap_or(u32::MAX));
        Some(whole)
    }
}

/// The best match of one word: the whole word if it occurs, because Japanese does not mark the beginnings of words;
/// else its letters with others in between.
fn best(matcher: &mut Matcher, word: &[char], text: &Letters) -> Option<FuzzyMatch> {
    let letters = text.letters.as_slice();
    let as_it_stands = starts_of(word, letters).filter_map(|start| {
        // With the letter before it, which tells whether a word begins here.
        let from = start.saturating_sub(1);
        let (score, found) = nucleo(matcher, word, letters.get(from..start + word.len())?)?;
        Some((score + WHOLE, found.into_iter().map(|at| at + from).collect()))
    });
    let (score, found) = match as_it_stands.max_by_key(|(score, _)| *score) {
        Some(whole) => whole,
        None => nucleo(matcher, word, letters).filter(|(_, found)| !is_scattered(found, letters))?,
    };
    let places = found.iter().filter_map(|at| text.places.get(*at).cloned()).collect();
    Some(FuzzyMatch { score, places })
}

/// The score of nucleo for the word, and the matched letters.
fn nucleo(matcher: &mut Matcher, word: &[char], letters: &[char]) -> Option<(u32, Vec<usize>)> {
    let mut found = Vec::new();
    let score = matcher.fuzzy_indices(Utf32Str::Unicode(letters), Utf32Str::Unicode(word), &mut found)?;
    Some((score.into(), found.into_iter().map(|at| at as usize).collect()))
}

/// The positions where the letters of the word are consecutive. (nucleo's own search for this skips the end of the
/// text.)
fn starts_of<'a>(word: &'a [char], letters: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    letters.windows(word.len().max(1)).enumerate().filter(move |(_, run)| *run == word).map(|(start, _)| start)
}

/// Letters that are far apart are there by chance, unless words begin with them.
fn is_scattered(found: &[usize], letters: &[char]) -> bool {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let span = last.saturating_sub(*first);
    let in_a_row = |at: usize| at.checked_sub(1).is_some_and(|before| found.contains(&before));
    let begins_a_word = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        before.is_none_or(|letter| !letter.is_alphanumeric())
    };
    span > FAR * found.len() && !found.iter().all(|at| in_a_row(*at) || begins_a_word(*at))
}

/// Positions in order, with adjacent ones joined.
fn together(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    places.into_iter().fold(Vec::new(), |mut joined: Vec<Range<usize>>, place| {
        match joined.last_mut().filter(|last| place.start <= last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => joined.push(place),
        }
        joined
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::difficult_text;
    use super::*;

    fn fuzzy(typed: &str, text: &str) -> Option<FuzzyMatch> {
        Fuzzy::new(typed).find(&FuzzyText::new(text))
    }

    /// The parts of the text that are marked.
    fn marked<'a>(typed: &str, text: &'a str) -> Option<Vec<&'a str>> {
        Some(fuzzy(typed, text)?.places.into_iter().map(|place| &text[place]).collect())
    }

    #[test]
    fn a_name_is_found_by_whatever_is_typed_for_it() {
        let cases: &[(&str, &str, Option<&[&str]>)] = &[
            ("naoko", "Sato Naoko", Some(&["Naoko"])),
            ("ＮＡＯ", "Sato Naoko", Some(&["Nao"])),
            ("sn", "Sato Naoko", Some(&["S", "N"])),
            ("naoko sato", "Sato Naoko", Some(&["Sato", "Naoko"])),
            ("ꭰ", " Ꭰ", Some(&["Ꭰ"])),
            ("zoe", "Zoë", Some(&["Zoë"])),
            ("ë", "Zoe", Some(&["e"])),
            ("高橋", "髙橋 直子", Some(&["髙橋"])),
            ("ozan", "Sato Naoko", None),
            // A reading in kana, in either kana, any width, and in romaji.
            ("tanaka", "たなか", Some(&["たなか"])),
            ("たなか", "たなか", Some(&["たなか"])),
            ("タナカ", "たなか", Some(&["たなか"])),
            ("ﾀﾅｶ", "たなか", Some(&["たなか"])),
            ("たなか", "ﾀﾅｶ", Some(&["ﾀﾅｶ"])),
            ("tnk", "たなか", Some(&["たなか"])),
            ("tan", "たなか", Some(&["たな"])),
            ("naoko", "たなか なおこ", Some(&["なおこ"])),
            ("tanakanaoko", "たなか なおこ", Some(&["たなか", "なおこ"])),
            ("sato", "さとう", Some(&["さとう"])),
            ("ga", "ｶﾞﾂｺｳ", Some(&["ｶﾞ"])),
            // Kanji is found as kanji.
            ("田中", "田中 直子", Some(&["田中"])),
            ("田直", "田中 直子", Some(&["田", "直"])),
            ("tanaka", "田中 直子", None),
            ("mokuhyou", "目標を追加", None),
            ("mio", "進み具合を記録", None),
            ("tuika", "ついか", Some(&["ついか"])),
            ("", "anything", Some(&[])),
        ];
        for (typed, text, expected) in cases {
            assert_eq!(marked(typed, text).as_deref(), *expected, "{typed} in {text}");
        }
    }

    #[test]
    fn what_is_meant_comes_before_what_only_has_the_letters() {
        let cases: &[(&str, &[&str])] = &[
            // All of the text, its beginning, that of a word, within a word.
            ("note", &["note", "notes", "new note", "denote", "no other theme"]),
            ("bin", &["bin", "bin it", "open the bin", "cabin", "about inns"]),
            ("目標", &["目標", "目標を追加", "次の目標", "目で見る標識"]),
            ("mi", &["minutes", "ten minutes", "ごみ箱"]),
            ("naoko", &["なおこ", "なおこさん", "さとう なおこ"]),
        ];
        for (typed, order) in cases {
            let scores: Vec<Option<u32>> = order.iter().map(|text| fuzzy(typed, text).map(|m| m.score)).collect();
            let falls = scores.windows(2).all(|pair| pair[0] > pair[1]);
            assert!(falls, "{typed}: {order:?} {scores:?}");
        }
    }

    #[test]
    fn long_texts_are_borne() {
        for text in ["a".repeat(10_000), "a ".repeat(10_000), "あ".repeat(10_000)] {
            assert!(fuzzy(&text, &text).is_some());
        }
    }

    #[test]
    fn letters_scattered_by_chance_are_no_match() {
        let text = "what we talked about the last time and how the new plan for the summer went in the end";
        for typed in ["xyz", "tanaka", "goal", "watson"] {
            assert_eq!(fuzzy(typed, text), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_found_by_itself_and_places_are_parts_of_it(text in difficult_text(), typed in difficult_text()) {
            let looked = FuzzyText::new(&text);
            let itself = Fuzzy::new(&text).find(&looked);
            prop_assert!(itself.is_some(), "{text:?}");
            for found in [itself, Fuzzy::new(&typed).find(&looked)].into_iter().flatten() {
                let mut end = 0;
                for place in found.places {
                    prop_assert!(place.start >= end && place.start < place.end);
                    prop_assert!(text.get(place.clone()).is_some());
                    end = place.end;
                }
            }
        }
    }
}
