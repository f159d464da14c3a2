//! Folding that looks at more than one letter: the long mark at the end of a word, okurigana, the blank within a name.
//!
//! What is written in several ways becomes one that nobody writes: サーバ and サーバー end with [`LONG`], and every okurigana
//! in a compound of verbs, written or not, becomes [`TAIL`]. So メンター is not found in メンタル, nor 立ち上げ in 立ち上がり.

use std::ops::Range;

use super::fold::{Folded, FoldedLetter, letters_of};
use super::folding::{ONE_LETTER, okurigana};

/// Stands for a long mark at the end of a word, written or not. NFKC leaves none of this letter in any text.
const LONG: char = '\u{30ff}';
/// Stands for okurigana. Folding leaves none of this letter in any text: it makes it ゝ.
const TAIL: char = '\u{30fd}';
/// So many letters a word has before a long mark that may be left out.
const LONG_WORD: usize = 3;
/// So many kanji a family name or a given name has.
const NAME: usize = 3;
/// What follows a compound without being its okurigana.
const PARTICLES: &str = "はがをのにでとへやかもな";

/// Whether a text is a whole, or something to look for, whose last word may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    Open,
}

/// A text in loose spelling.
pub(super) fn loose(text: &str, extent: Extent) -> Folded {
    let letters = letters_of(text);
    let mut loosening = Loosening { letters: &letters, out: Vec::with_capacity(letters.len()), extent };
    let mut at = 0;
    while at < letters.len() {
        at = loosening.step(at);
    }
    Folded::of_letters(loosening.out)
}

/// The same without where it comes from.
pub(super) fn loosened(text: &str, extent: Extent) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { loose(text, extent).text }
}

struct Loosening<'a> {
    letters: &'a [FoldedLetter],
    out: Vec<(char, Range<usize>)>,
    extent: Extent,
}

impl Loosening<'_> {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.letter)
    }

    fn push(&mut self, at: usize) {
        self.out.extend(self.letters.get(at).map(|letter| (letter.letter, letter.origin.clone())));
    }

    /// Reads on from `at`; returns where the next step begins.
    fn step(&mut self, at: usize) -> usize {
        let Some(here) = self.letters.get(at) else { return at + 1 };
        if here.katakana {
            return self.katakana(at);
        }
        if here.letter == ' ' && self.parts_a_name(at) {
            return at + 1;
        }
        if let Some(end) = self.compound(at) {
            return end;
        }
        if self.is_long_mark_in_hiragana(at) {
            self.out.push((LONG, here.origin.clone()));
            return at + 1;
        }
        self.push(at);
        // 終わり is 終り.
        let follows =
            |n: usize, letter: char| self.letters.get(at + n).is_some_and(|l| !l.katakana && l.letter == letter);
        let is_one_more = ONE_LETTER.iter().any(|(kanji, more, next)| {
            *kanji == here.letter && follows(1, *more) && next.chars().any(|next| follows(2, next))
        });
        if is_one_more { at + 2 } else { at + 1 }
    }

    /// A run of katakana: a word of some length ends with a long mark, as it were.
    fn katakana(&mut self, from: usize) -> usize {
        let length = self.letters[from..].iter().take_while(|letter| letter.katakana).count();
        let end = from + length;
        let is_lengthened = self.letter(end - 1) == Some('ー');
        (from..end - usize::from(is_lengthened)).for_each(|at| self.push(at));
        let origin = self.letters[end - 1].origin.clone();
        let bare = length - usize::from(is_lengthened);
        if is_lengthened {
            self.out.push((if bare >= LONG_WORD { LONG } else { 'ー' }, origin));
        } else if bare >= LONG_WORD && (end < self.letters.len() || self.extent == Extent::Whole) {
            self.out.push((LONG, origin));
        }
        end
    }

    /// Whether a long mark behind hiragana, in what is looked for, ends a word: さーばー is サーバ, written as it was typed.
    /// Texts keep theirs, so that words in hiragana stay what they are.
    fn is_long_mark_in_hiragana(&self, at: usize) -> bool {
        let is_kana = |letter: &&FoldedLetter| is_hiragana_letter(letter.letter) || letter.letter == 'ー';
        let is_mark = self.letters.get(at).is_some_and(|letter| letter.letter == 'ー' && !letter.katakana);
        let bare = || self.letters[..at].iter().rev().take_while(is_kana).count();
        let goes_on = self.letters.get(at + 1).is_some_and(|next| {
            next.katakana || next.letter == 'ー' || is_hiragana(next) && !PARTICLES.contains(next.letter)
        });
        self.extent == Extent::Open && is_mark && bare() >= LONG_WORD && !goes_on
    }

    /// Whether this blank stands between a family name and a given name in kanji.
    fn parts_a_name(&self, at: usize) -> bool {
        let is_kanji = |letter: &&FoldedLetter| is_kanji(letter.letter);
        let before = self.letters[..at].iter().rev().take_while(is_kanji).count();
        let after = self.letters[at + 1..].iter().take_while(is_kanji).count();
        (1..=NAME).contains(&before) && (1..=NAME).contains(&after)
    }

    /// Two or more kanji of compounds in a row, whatever of their okurigana is written: 打ち合わせ, 打合せ, 打合.
    fn compound(&mut self, from: usize) -> Option<usize> {
        let mut part = self.part(from)?;
        part.next?;
        let mut at = from;
        loop {
            self.push(at);
            let kanji = self.letters[at].origin.clone();
            let end = at + 1 + part.length;
            let written = self.letters.get(at + 1..end).filter(|letters| !letters.is_empty());
            let origin = match written {
                Some([first, .., last]) => Some(first.origin.start..last.origin.end),
                Some([only]) => Some(only.origin.clone()),
                _ if part.has_okurigana && (part.next.is_some() || self.is_over(at + 1)) => Some(kanji),
                _ => None,
            };
            self.out.extend(origin.map(|origin| (TAIL, origin)));
            match part.next {
                Some(next) => at = next,
                None => return Some(end),
            }
            part = self.part(at)?;
        }
    }

    /// A kanji of compounds, with the okurigana that is written behind it.
    fn part(&self, at: usize) -> Option<Part> {
        let is_part = |at: &usize| self.letter(*at).is_some_and(|letter| okurigana(letter).is_some());
        let forms = okurigana(self.letter(at)?)?;
        let has_okurigana = !forms.is_empty();
        if is_part(&(at + 1)) {
            return Some(Part { length: 0, next: Some(at + 1), has_okurigana });
        }
        let lengths = self.written(at + 1, forms);
        let next = lengths.iter().map(|length| at + 1 + length).find(is_part);
        let length = next.map_or_else(|| lengths.iter().copied().max().unwrap_or(0), |next| next - at - 1);
        Some(Part { length, next, has_okurigana })
    }

    /// The lengths of the okurigana that stand at a place, whole or without letters at their front.
    fn written(&self, at: usize, forms: &[&str]) -> Vec<usize> {
        let stands = |suffix: &&str| {
            let mut letters = self.letters[at.min(self.letters.len())..].iter();
            suffix.chars().all(|wanted| letters.next().is_some_and(|l| !l.katakana && l.letter == wanted))
        };
        let longest = |form: &&str| {
            let suffix = form.char_indices().map(|(from, _)| &form[from..]).find(stands);
            suffix.map(|suffix| suffix.chars().count())
        };
        forms.iter().filter_map(longest).collect()
    }

    /// Whether a compound without okurigana ends before this letter: 申込書, 申込を, but not 申込む.
    fn is_over(&self, at: usize) -> bool {
        match self.letters.get(at) {
            None => self.extent == Extent::Whole,
            Some(letter) => !is_hiragana(letter) || self.is_particle(at),
        }
    }

    /// Whether the hiragana here is a particle, and not the rest of a verb: 売上が, but 立上がる.
    fn is_particle(&self, at: usize) -> bool {
        let Some(letter) = self.letter(at).filter(|letter| PARTICLES.contains(*letter)) else { return false };
        let next = self.letter(at + 1);
        match letter {
            'が' | 'か' | 'と' | 'も' | 'な' => {
                !next.is_some_and(|next| "らりるれろさしすせそっえけげわいう".contains(next))
            }
            _ => true,
        }
    }
}

/// A kanji within a compound.
struct Part {
    /// So many letters of okurigana are written.
    length: usize,
    /// Where the next kanji of the compound stands.
    next: Option<usize>,
    has_okurigana: bool,
}

fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3005}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hiragana(letter: &FoldedLetter) -> bool {
    !letter.katakana && is_hiragana_letter(letter.letter)
}

fn is_hiragana_letter(letter: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(needle: &str, text: &str) -> bool {
        loosened(text, Extent::Whole).contains(&loosened(needle, Extent::Open))
    }

    /// Every spelling of a row is found by every other, alone and within a sentence.
    #[test]
    fn spellings_of_one_word_find_each_other() {
        let rows: &[&[&str]] = &[
            &["打ち合わせ", "打合せ", "打合わせ", "打ち合せ"],
            &["申し込み", "申込み", "申込", "申し込"],
            &["振り返り", "振返り"],
            &["引き継ぎ", "引継ぎ", "引継"],
            &["取り組み", "取組み", "取組"],
            &["受け付け", "受付け", "受付"],
            &["見積もり", "見積り", "見積"],
            &["手続き", "手続"],
            &["組み合わせ", "組合せ", "組み合せ"],
            &["割り当て", "割当て", "割当"],
            &["取り扱い", "取扱い", "取扱"],
            &["締め切り", "締切り", "締切"],
            &["売り上げ", "売上げ", "売上"],
            &["問い合わせ", "問合せ", "問い合せ"],
            &["繰り返し", "繰返し"],
            &["立ち上げ", "立上げ", "立上"],
            &["差し替え", "差替え", "差替"],
            &["仕上げ", "仕上"],
            &["引っ越し", "引越し", "引越"],
            &["付き合い", "付合い"],
            &["切り替え", "切替え", "切替"],
            &["話し合い", "話合い"],
            &["引き出し", "引出し"],
            &["買い物", "買物"],
            &["売り場", "売場"],
            &["取り引き先", "取引先"],
            &["サーバー", "サーバ", "ｻｰﾊﾞ"],
            &["コンピューター", "コンピュータ"],
            &["終わり", "終り"],
            &["変わる", "変る"],
            &["行なう", "行う"],
            &["佐藤 直子", "佐藤直子", "佐藤　直子"],
        ];
        for row in rows {
            for (needle, text) in row.iter().flat_map(|needle| row.iter().map(move |text| (needle, text))) {
                let beside = if text.contains(['終', '変', '行', '佐']) { "" } else { "大口" };
                for text in [
                    format!("{beside}{text}手続き"),
                    format!("{beside}{text}先の書"),
                    (*text).to_owned(),
                    format!("次の{text}の件"),
                    format!("今日は{text}。"),
                    format!("{text}2"),
                ] {
                    // What stands beside a name or a verb may belong to it.
                    let is_other = beside.is_empty() && (text.ends_with("手続き") || text.ends_with("先の書"));
                    assert!(is_other || is_found(needle, &text), "{needle} in {text}");
                }
            }
        }
    }

    /// With the input method on, what is looked for stays in hiragana until it is converted.
    #[test]
    fn words_in_hiragana_find_katakana_with_and_without_its_long_mark() {
        for (typed, spellings) in [
            ("さーばー", ["サーバー", "サーバ", "ｻｰﾊﾞ"]),
            ("ゆーざー", ["ユーザー", "ユーザ", "ﾕｰｻﾞｰ"]),
            ("こんぴゅーたー", ["コンピューター", "コンピュータ", "ｺﾝﾋﾟｭｰﾀ"]),
            ("ぷりんたー", ["プリンター", "プリンタ", "ﾌﾟﾘﾝﾀ"]),
            ("サーばー", ["サーバー", "サーバ", "ｻｰﾊﾞ"]),
        ] {
            for spelling in spellings {
                for (before, after) in [("", ""), ("新しい", "の件"), ("", "を見る"), ("この", "管理"), ("A", "。")]
                {
                    let text = format!("{before}{spelling}{after}");
                    assert!(is_found(typed, &text), "{typed} in {text}");
                    assert!(is_found(&format!("{before}{typed}{after}"), &text), "{before}{typed}{after} in {text}");
                }
            }
        }
    }

    #[test]
    fn other_words_are_not_found() {
        for (needle, text) in [
            ("メンター", "メンタルの話"),
            ("バー", "サーバの件"),
            ("ばー", "サーバの件"),
            ("めんたー", "メンタルの話"),
            ("さーばー", "サーバント"),
            ("キー", "キ"),
            ("立ち上げ", "立ち上がりが遅い"),
            ("手続き", "手続けて"),
            ("申し込み", "申込む"),
            ("打ち合わせ", "打ち合い"),
            ("目前", "目の前"),
            ("日本会議", "日本の会議"),
            ("木下", "木の下"),
            ("山下", "山の下"),
            ("高山", "高い山"),
            ("目標計画書", "目標 計画概要だけではない"),
        ] {
            assert!(!is_found(needle, text), "{needle} in {text}");
        }
    }

    #[test]
    fn places_are_whole() {
        for (text, needle, expected) in [
            ("次の打ち合わせまで", "打合せ", "打ち合わせ"),
            ("次の打合の件", "打ち合わせ", "打合"),
            ("サーバの件", "サーバー", "サーバ"),
            ("佐藤 直子さん", "佐藤直子", "佐藤 直子"),
            ("申込書", "申し込み書", "申込書"),
            ("申込書", "申し込み", "申込"),
            ("お申し込みの", "申込", "申し込"),
            ("サーバの件", "さーばー", "サーバ"),
        ] {
            let folded = loose(text, Extent::Whole);
            let needle = loosened(needle, Extent::Open);
            let at = folded.text.find(&needle).unwrap_or_else(|| panic!("{needle} in {text}"));
            let place = folded.original(at..at + needle.len()).unwrap();
            assert_eq!(&text[place], expected);
        }
    }
}
