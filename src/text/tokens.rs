//! The tokens of the search index. Text is folded first (see [`super::fold`]). Then a run of Japanese becomes its
//! overlapping pairs of characters and its last character alone, so that the index finds any part of it, down to one
//! character; a word of another script stays whole and is found by its beginning.

use std::ops::Range;

use super::fold::{find_folded_anywhere, fold};

/// The token between two runs that do not touch, if at least one of them is Japanese: without it, 「目標」 followed by a
/// space and `abc` would match 「目標abc」. A private-use character: no text can contain it, see [`class_of`].
const GAP: &str = "\u{e000}";

/// The role of a character in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Written without spaces between words: kana, kanji, hangul, and symbols that are words of their own.
    Dense,
    /// A letter or digit of a script with words.
    Word,
    Separator,
}

fn class_of(letter: char) -> Class {
    match letter {
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{30fa}'
        | '\u{30fc}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Dense,
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' => {
            Class::Separator
        }
        letter if letter.is_alphanumeric() => Class::Word,
        letter if letter.is_ascii() || letter.is_whitespace() || letter.is_control() => Class::Separator,
        // What is left of Latin-1 are signs such as § and °; beyond it arrows, emoji, box lines.
        '\u{80}'..='\u{ff}' => Class::Separator,
        _ => Class::Dense,
    }
}

/// A stretch of one class in folded text.
struct Run<'a> {
    text: &'a str,
    class: Class,
    /// Something is between it and the previous run.
    apart: bool,
}

fn runs(folded: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let (mut start, mut class, mut apart) = (0, Class::Separator, false);
    for (at, letter) in folded.char_indices().chain([(folded.len(), '\0')]) {
        let next = if at == folded.len() { Class::Separator } else { class_of(letter) };
        if next == class && at < folded.len() {
            continue;
        }
        if class == Class::Separator {
            apart |= at > start;
        } else if at > start {
            runs.push(Run { text: &folded[start..at], class, apart: apart && !runs.is_empty() });
            apart = false;
        }
        (start, class) = (at, next);
    }
    runs
}

fn push(tokens: &mut String, token: &str) {
    if !tokens.is_empty() {
        tokens.push(' ');
    }
    tokens.push_str(token);
}

/// Overlapping pairs of characters; a single character is itself.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let width = if starts.len() > 2 { 2 } else { 1 };
    let spans: Vec<(usize, usize)> = starts.windows(width + 1).map(|w| (w[0], w[width])).collect();
    spans.into_iter().map(|(from, to)| &run[from..to])
}

fn last_letter(run: &str) -> &str {
    run.char_indices().next_back().map_or("", |(at, _)| &run[at..])
}

fn put(tokens: &mut String, run: &Run<'_>, before: Option<Class>, whole: bool) {
    if run.apart && (run.class == Class::Dense || before == Some(Class::Dense)) {
        push(tokens, GAP);
    }
    if run.class == Class::Word {
        push(tokens, run.text);
        return;
    }
    pairs(run.text).for_each(|pair| push(tokens, pair));
    if whole && run.text.chars().nth(1).is_some() {
        push(tokens, last_letter(run.text));
    }
}

/// The tokens of a text for the index, separated by spaces.
pub fn index_tokens(text: &str) -> String {
    let folded = fold(text);
    let mut tokens = String::with_capacity(folded.len() * 2);
    let mut before = None;
    for run in runs(&folded) {
        put(&mut tokens, &run, before, true);
        before = Some(run.class);
    }
    tokens
}

/// One word or phrase to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    /// Folded, for comparison.
    folded: String,
    /// The query for the index: consecutive tokens, and whether the last one is a prefix.
    pub tokens: String,
    pub open_ended: bool,
    /// The index alone cannot decide: there are symbols or blanks inside, and every match has to be checked.
    pub check: bool,
}

impl Needle {
    /// `None` if there is nothing to search for.
    pub fn new(text: &str) -> Option<Self> {
        let folded = fold(text.trim());
        let found = runs(&folded);
        let last = found.last()?;
        let mut tokens = String::new();
        let mut before = None;
        for (n, run) in found.iter().enumerate() {
            put(&mut tokens, run, before, n + 1 < found.len());
            before = Some(run.class);
        }
        let open_ended = last.class == Class::Word || last.text.chars().nth(1).is_none();
        let check = folded.chars().any(|c| class_of(c) == Class::Separator);
        Some(Self { tokens, open_ended, check, folded })
    }

    /// The folded text to search for.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its positions in `text`: ranges of whole graphemes, in order. A needle that begins with a letter or digit
    /// matches only at the beginning of a word.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let from_a_beginning = self.folded.chars().next().is_some_and(|c| class_of(c) == Class::Word);
        let at_beginning = |found: &Range<usize>| {
            let before = text[..found.start].chars().next_back();
            !from_a_beginning
                || before.is_none_or(|c| {
                    fold(c.encode_utf8(&mut [0; 4])).chars().next_back().is_none_or(|c| class_of(c) != Class::Word)
                })
        };
        let mut places: Vec<Range<usize>> = Vec::new();
        for found in find_folded_anywhere(text, &self.folded).into_iter().filter(at_beginning) {
            if places.last().is_none_or(|last| last.end <= found.start) {
                places.push(found);
            }
        }
        places
    }

    pub fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn japanese_becomes_pairs_and_words_stay_whole() {
        let cases = [
            ("目標", "目標 標"),
            ("猫", "猫"),
            ("学習計画", "学習 習計 計画 画"),
            ("Weekly Meeting", "weekly meeting"),
            ("R&Dの目標", "r d の目 目標 標"),
            ("目標 abc", "目標 標 \u{e000} abc"),
            ("目標abc", "目標 標 abc"),
            ("abc、目標。次", "abc \u{e000} 目標 標 \u{e000} 次"),
            ("ﾒﾝﾄﾘﾝｸﾞ", "めん んと とり りん んぐ ぐ"),
            ("１on１", "1on1"),
            ("メンター", "めん んた たー ー"),
            ("! 第3回", "第 3 回"),
            ("", ""),
            ("…!?", ""),
        ];
        for (text, tokens) in cases {
            assert_eq!(index_tokens(text), tokens, "{text}");
        }
    }

    #[test]
    fn a_needle_asks_the_index_for_its_tokens() {
        let cases = [
            ("目標", "目標", false, false),
            ("猫", "猫", true, false),
            ("学習計画", "学習 習計 計画", false, false),
            ("weekly", "weekly", true, false),
            ("weekly me", "weekly me", true, true),
            ("標abc", "標 abc", true, false),
            ("目標abc", "目標 標 abc", true, false),
            ("abc目標", "abc 目標", false, false),
            ("r&d", "r d", true, true),
        ];
        for (text, tokens, open_ended, check) in cases {
            let needle = Needle::new(text).unwrap();
            assert_eq!(
                (needle.tokens.as_str(), needle.open_ended, needle.check),
                (tokens, open_ended, check),
                "{text}"
            );
        }
        assert_eq!(Needle::new(" !? "), None);
    }

    #[test]
    fn finds_stand_where_words_begin() {
        let find = |needle: &str, text: &str| -> Vec<String> {
            let found = Needle::new(needle).unwrap().find(text);
            found.into_iter().map(|r| text[r].to_owned()).collect()
        };
        assert_eq!(find("meet", "A Meeting, meet; unmeet"), ["Meet", "meet"]);
        assert_eq!(find("標", "目標と標語"), ["標", "標"]);
        assert_eq!(find("1人", "11人と1人"), ["1人"]);
        assert_eq!(find("がく", "ガク ｶﾞｸ がく"), ["ガク", "ｶﾞｸ", "がく"]);
        assert_eq!(find("cafe\u{301}", "Café CAFÉ"), ["Café", "CAFÉ"]);
        assert_eq!(find("aa", "aaa baa aa"), ["aa", "aa"]);
    }

    /// Whether the tokens of a needle are consecutive in those of a text, as the index decides it.
    fn index_finds(needle: &Needle, text: &str) -> bool {
        let text = index_tokens(text);
        let text: Vec<&str> = text.split(' ').collect();
        let tokens: Vec<&str> = needle.tokens.split(' ').collect();
        text.windows(tokens.len()).any(|window| {
            let (last, head) = (window.len() - 1, &window[..window.len() - 1]);
            let fits =
                if needle.open_ended { window[last].starts_with(tokens[last]) } else { window[last] == tokens[last] };
            head == &tokens[..last] && fits
        })
    }

    proptest! {
        #[test]
        fn the_index_and_the_eye_agree(
            text in "[目標学習のとめﾒガがー々abAB1 ２、。!&é]{0,14}",
            needle in "[目標学習のとめﾒガがー々abAB1２é]{1,4}",
        ) {
            let needle = Needle::new(&needle).unwrap();
            prop_assert!(!needle.check);
            prop_assert_eq!(index_finds(&needle, &text), needle.is_in(&text));
        }

        #[test]
        fn what_has_signs_inside_is_found_by_the_index_at_least(
            text in "[目標のabA1 、。!&]{0,14}",
            needle in "[目標のab][目標のab 、&]{0,3}[目標のab]",
        ) {
            let needle = Needle::new(&needle).unwrap();
            prop_assert!(!needle.is_in(&text) || index_finds(&needle, &text));
        }

        #[test]
        fn every_place_is_the_needle(text in "\\PC{0,24}", needle in "\\PC{1,3}") {
            if let Some(found) = Needle::new(&needle) {
                for place in found.find(&text) {
                    prop_assert!(fold(&text[place]).contains(&fold(needle.trim())));
                }
            }
        }
    }
}
