//! The tokens of the search index. Text is folded first; then a run of Japanese becomes its overlapping pairs of
//! characters and its last character alone, so that the index finds any part of it, down to one character; a word of
//! another script stays whole and is found by its beginning.
//!
//! A text is folded in two ways: as it is spelled ([`Fold::Spelled`]), and loosely ([`loosened`]), where spellings of one
//! word are the same. A word is found where either way finds it; what is spelled as it was typed comes first.

use std::ops::Range;

use super::fold::{Fold, Folded, folded};
use super::folding::without_honorific;
use super::loose::{Extent, loose, loosened};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexTokens {
    /// Of the text in loose spelling.
    pub loose: String,
    /// Of the text as it is spelled; `None`: the same.
    pub spelled: Option<String>,
}

pub fn index_tokens(text: &str) -> IndexTokens {
    let as_spelled = folded(text, Fold::Spelled);
    let loosely = if text.is_ascii() { as_spelled.clone() } else { loosened(text, Extent::Whole) };
    let spelled = (loosely != as_spelled).then(|| tokens_of(&as_spelled));
    IndexTokens { loose: tokens_of(&loosely), spelled }
}

fn tokens_of(folded: &str) -> String {
    let mut tokens = String::with_capacity(folded.len() * 2);
    let mut before = None;
    for run in runs(folded) {
        put(&mut tokens, &run, before, true);
        before = Some(run.class);
    }
    tokens
}

/// What is looked for in texts that are folded in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// As it is compared.
    folded: String,
    /// The query for the index: consecutive tokens, and whether the last one is a prefix.
    pub tokens: String,
    pub open_ended: bool,
    /// The index alone cannot decide: there are symbols or blanks inside, and every match has to be checked.
    pub check: bool,
}

impl Phrase {
    /// `None` when nothing in it can be looked for in the index.
    fn new(folded: String) -> Option<Self> {
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

    /// Where it stands in a text, also where it overlaps itself: ranges of whole graphemes, in order.
    fn find(&self, text: &Folded, anywhere: bool) -> Vec<Range<usize>> {
        let from_a_beginning = !anywhere && self.folded.chars().next().is_some_and(|c| class_of(c) == Class::Word);
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = text.text.get(from..).and_then(|rest| rest.find(&self.folded)).map(|at| at + from) {
            let before = text.text[..at].chars().next_back();
            if !from_a_beginning || before.is_none_or(|c| class_of(c) != Class::Word) {
                places.extend(text.original(at..at + self.folded.len()));
            }
            from = at + text.text[at..].chars().next().map_or(1, char::len_utf8);
        }
        places
    }
}

/// One word or phrase that somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    typed: String,
    pub spelled: Phrase,
    pub loose: Phrase,
    /// Wherever it stands, also within a word.
    anywhere: bool,
}

impl Needle {
    /// `None` when nothing in it can be looked for.
    pub fn new(text: &str) -> Option<Self> {
        let typed = text.trim();
        let spelled = Phrase::new(folded(typed, Fold::Spelled))?;
        let loose = Phrase::new(loosened(without_title(typed), Extent::Open)).unwrap_or_else(|| spelled.clone());
        Some(Self { typed: typed.to_owned(), spelled, loose, anywhere: false })
    }

    /// The same, found within words, too: for looking through one note. `None` for nothing.
    pub fn anywhere(text: &str) -> Option<Self> {
        let phrase = |folded: String| {
            let signs = Phrase { folded: folded.clone(), tokens: String::new(), open_ended: false, check: true };
            Phrase::new(folded).unwrap_or(signs)
        };
        let spelled = phrase(folded(text, Fold::Spelled));
        let loose = phrase(loosened(text, Extent::Open));
        let is_nothing = spelled.folded.is_empty() || loose.folded.is_empty();
        (!is_nothing).then(|| Self { typed: text.to_owned(), spelled, loose, anywhere: true })
    }

    /// As it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// What is looked for in loose spelling, as it is compared.
    pub fn folded(&self) -> &str {
        &self.loose.folded
    }

    /// Whether whatever is found as it is spelled is found loosely, too: words of letters alone have no part that is
    /// spelled otherwise for what stands around it.
    pub fn is_loose_enough(&self) -> bool {
        let has_no_dense = |phrase: &Phrase| phrase.folded.chars().all(|c| class_of(c) != Class::Dense);
        has_no_dense(&self.spelled) && has_no_dense(&self.loose)
    }

    /// Whether the index alone cannot tell.
    pub fn check(&self) -> bool {
        self.loose.check || self.spelled.check
    }

    /// Its positions in `text`: ranges of whole graphemes, in order. A needle that begins with a letter or digit
    /// matches only at the beginning of a word.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if !self.is_loose_enough() {
            found = self.spelled.find(&Folded::of(text, Fold::Spelled), self.anywhere);
        }
        found.extend(self.loose.find(&loose(text, Extent::Whole), self.anywhere));
        found.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut places: Vec<Range<usize>> = Vec::new();
        for found in found {
            if places.last().is_none_or(|last| last.end <= found.start) {
                places.push(found);
            }
        }
        places
    }

    pub fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Whether it stands in `text` as it was typed, but for width, case and kana.
    pub fn is_spelled_in(&self, text: &str) -> bool {
        !self.spelled.find(&Folded::of(text, Fold::Spelled), self.anywhere).is_empty()
    }

    /// Whether a text that is folded in both ways may hold it: a quick look before [`Needle::is_in`].
    pub fn may_be_in(&self, text: &FoldedText) -> bool {
        let spelled = text.spelled.as_ref().unwrap_or(&text.loose);
        text.loose.contains(&self.loose.folded) || spelled.contains(&self.spelled.folded)
    }
}

/// A text that is folded in both ways, to be looked through many times.
pub struct FoldedText {
    loose: String,
    spelled: Option<String>,
}

impl FoldedText {
    pub fn new(text: &str) -> Self {
        let spelled = folded(text, Fold::Spelled);
        let loose = loosened(text, Extent::Whole);
        let spelled = (spelled != loose).then_some(spelled);
        Self { loose, spelled }
    }
}

/// 「佐藤さん」 is 「佐藤」, where the name has two letters or more, all kanji or all katakana: 皆さん and お母さん are no
/// names.
fn without_title(typed: &str) -> &str {
    let name = without_honorific(typed);
    let is_kanji = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    let is_katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fc}');
    let letters = name.chars().filter(|c| !c.is_whitespace());
    let is_name = letters.clone().count() >= 2 && (letters.clone().all(is_kanji) || letters.clone().all(is_katakana));
    if is_name { name } else { typed }
}

/// A name as names are compared: folded, without its blanks and what stands behind it.
pub fn name_key(name: &str) -> String {
    let name = folded(name.trim(), Fold::Plain);
    let mut key = without_honorific(&name).to_owned();
    key.retain(|letter| !letter.is_whitespace() && letter != '・');
    key
}

/// Whether a form of address stands behind a name.
pub fn has_title(called: &str) -> bool {
    without_honorific(called.trim()) != called.trim()
}

/// Whether somebody of this name is called so: by the whole name or its beginning, by the family name or the given name,
/// or with a form of address by the end of a name that is written without a blank (恵さん, めぐみさん).
pub fn is_called(name: &str, called: &str) -> bool {
    let key = name_key(called);
    if key.is_empty() {
        return false;
    }
    let of_name = folded(name.trim(), Fold::Plain);
    let parts = || of_name.split(|letter: char| letter.is_whitespace() || letter == '・').map(without_honorific);
    let whole = name_key(name);
    let is_one = parts().count() < 2;
    whole.starts_with(&key) || parts().any(|part| part == key) || is_one && has_title(called) && whole.ends_with(&key)
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
            assert_eq!(tokens_of(&folded(text, Fold::Spelled)), tokens, "{text}");
        }
        let indexed = index_tokens("打ち合わせ");
        assert_eq!(
            (indexed.loose.as_str(), indexed.spelled.as_deref()),
            ("打ヽ ヽ合 合ヽ ヽ", Some("打ち ち合 合わ わせ せ"))
        );
        assert_eq!(index_tokens("目標 abc").spelled, None);
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
                (needle.spelled.tokens.as_str(), needle.spelled.open_ended, needle.check()),
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
        let stands = |phrase: &Phrase, text: &str| {
            let text: Vec<&str> = text.split(' ').collect();
            let tokens: Vec<&str> = phrase.tokens.split(' ').collect();
            text.windows(tokens.len()).any(|window| {
                let (last, head) = (window.len() - 1, &window[..window.len() - 1]);
                let fits = if phrase.open_ended {
                    window[last].starts_with(tokens[last])
                } else {
                    window[last] == tokens[last]
                };
                head == &tokens[..last] && fits
            })
        };
        let IndexTokens { loose, spelled } = index_tokens(text);
        let as_spelled = !needle.is_loose_enough() && stands(&needle.spelled, spelled.as_ref().unwrap_or(&loose));
        as_spelled || stands(&needle.loose, &loose)
    }

    #[test]
    fn what_is_the_same_is_found_and_what_is_spelled_so_is_known() {
        for (needle, text, spelled) in [
            ("cafe", "Café", false),
            ("Café", "cafe", false),
            ("café", "CAFÉ", true),
            ("strasse", "Straße", false),
            ("straße", "Strasse", false),
            ("don't", "I don’t know", false),
            ("don’t", "I don't know", false),
            ("encyclopaedia", "Encyclopædia", false),
            ("office", "oﬃce", true),
            ("Łódź", "lodz", false),
            ("10～20", "10〜20人", false),
            ("高橋", "髙橋さん", false),
            ("髙橋", "高橋さん", false),
            ("渡辺", "渡邉様と渡邊様", false),
            ("葛城", "葛\u{e0100}城", false),
            ("吉野", "𠮷野家", false),
            ("霞ケ関", "霞ヶ関", false),
            ("合わせ", "打ち合わせ", true),
            ("佐藤さん", "佐藤課長", false),
            ("皆さん", "皆で", false),
            ("さーばー", "サーバ", false),
            ("さーばー", "サーバー", true),
            ("さーばー", "さーばー", true),
            ("ゆーざー", "新しいユーザの声", false),
        ] {
            let found = Needle::new(needle).unwrap();
            assert_eq!(found.is_in(text), !needle.starts_with('皆'), "{needle} in {text}");
            assert_eq!(found.is_spelled_in(text), spelled, "{needle} in {text}");
        }
    }

    #[test]
    fn names_are_the_same_without_blanks_and_titles() {
        for name in ["佐藤直子", "佐藤 直子", "佐藤　直子さん", "佐藤直子先生", "佐藤・直子様"]
        {
            assert_eq!(name_key(name), "佐藤直子", "{name}");
        }
        assert_eq!(name_key("Sato  Naoko"), name_key("satonaoko"));
        assert_eq!(name_key("先生"), "先生");
    }

    #[test]
    fn people_are_called_by_any_part_of_their_name() {
        for (name, called, is_theirs) in [
            ("髙橋 恵", "恵さん", true),
            ("髙橋　恵", "恵ちゃん", true),
            ("髙橋 恵", "恵", true),
            ("髙橋恵", "恵さん", true),
            ("渡邉 健", "健さん", true),
            ("渡邉 健", "健 先生", true),
            ("渡邉 健", "渡辺君", true),
            ("渡邉 健", "渡辺健様", true),
            ("ジョン・スミス", "スミスさん", true),
            ("わたなべ けん", "ケンさん", true),
            ("わたなべけん", "けんさん", true),
            ("渡邉 健一", "健さん", false),
            ("佐藤 直子", "子さん", false),
            ("佐藤 直子", "皆さん", false),
            ("佐藤 直子", "", false),
        ] {
            assert_eq!(is_called(name, called), is_theirs, "{called} for {name}");
        }
    }

    #[test]
    fn within_one_note_words_are_found_anywhere() {
        let places = |found: Vec<Range<usize>>| found.iter().map(|place| (place.start, place.end)).collect::<Vec<_>>();
        let found = |needle: &str, text: &str| Needle::anywhere(needle).map(|needle| places(needle.find(text)));
        assert_eq!(found("eeting", "a meeting"), Some(vec![(3, 9)]));
        assert_eq!(found("!", "so!"), Some(vec![(2, 3)]));
        assert_eq!(found("cafe", "le Café"), Some(vec![(3, 8)]));
        assert_eq!(found("", "x"), None);
    }

    proptest! {
        #[test]
        fn the_index_and_the_eye_agree(
            text in "[目標学習のとめﾒガがー々abAB1 ２、。!&é打合わせ込み髙ßサバ]{0,14}",
            needle in "[目標学習のとめﾒガがー々abAB1２é打合わせ込み高sサバ]{1,5}",
        ) {
            let needle = Needle::new(&needle).unwrap();
            prop_assert!(!needle.check());
            prop_assert_eq!(index_finds(&needle, &text), needle.is_in(&text), "{:?}", needle);
        }

        #[test]
        fn what_has_signs_inside_is_found_by_the_index_at_least(
            text in "[目標のabA1 、。!&打合せ]{0,14}",
            needle in "[目標のab][目標のab 、&打合わせ]{0,3}[目標のab]",
        ) {
            let needle = Needle::new(&needle).unwrap();
            prop_assert!(!needle.is_in(&text) || index_finds(&needle, &text));
        }

        #[test]
        fn every_place_is_a_part_of_the_text(text in "\\PC{0,24}", needle in "\\PC{1,3}") {
            for needle in Needle::new(&needle).into_iter().chain(Needle::anywhere(&needle)) {
                let mut end = 0;
                for place in needle.find(&text) {
                    prop_assert!(place.start >= end && place.start < place.end);
                    prop_assert!(text.get(place.clone()).is_some());
                    end = place.end;
                }
                prop_assert!(!needle.is_spelled_in(&text) || needle.is_in(&text));
                prop_assert!(!needle.is_in(&text) || needle.may_be_in(&FoldedText::new(&text)));
            }
        }
    }
}
