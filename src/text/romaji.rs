//! Romaji as people type it, without a dictionary: kana and the romaji for them are converted to one simple spelling.
//!
//! That is the spelling of the syllable table (si, ti, tu, hu, zi, sya), in which common variants are equal: `shi` and
//! `si`, `ja`, `jya` and `zya`, `n`, `nn` and `n'`, `namba` and `nanba`, `satou`, `satoh` and `sato`. It is for
//! comparing, not for reading: a few words that sound alike become the same.

use std::ops::Range;

/// A letter to compare, and where in the original text it comes from.
pub(super) type Letter = (char, Range<usize>);

/// The typed text in the simple spelling; unfinished syllables keep their consonant. `None`: it is not romaji.
pub(super) fn typed(text: &str) -> Option<Vec<char>> {
    let is_romaji = |c: char| c.is_ascii_alphabetic() || matches!(c, '\'' | '-');
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) || !text.chars().all(is_romaji) {
        return None;
    }
    let mut plain = Plain::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, letters) = plain_consonant(rest, plain.last()).unwrap_or((1, Spelt::One(first)));
        letters.each(|letter| plain.push(letter, 0..0));
        rest = rest.get(taken..).unwrap_or_default();
    }
    Some(plain.0.into_iter().map(|(letter, _)| letter).collect())
}

/// The letters of the simple spelling for a variant.
#[derive(Clone, Copy)]
enum Spelt {
    Nothing,
    One(char),
    /// The consonant with a `y` after it.
    WithY(char),
}

impl Spelt {
    fn each(self, mut put: impl FnMut(char)) {
        match self {
            Self::Nothing => {}
            Self::One(letter) => put(letter),
            Self::WithY(letter) => [letter, 'y'].into_iter().for_each(put),
        }
    }
}

/// The length of a variant at the start of `rest`, and its simple spelling.
fn plain_consonant(rest: &str, before: Option<char>) -> Option<(usize, Spelt)> {
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next());
    let third = letters.next();
    Some(match (first, second) {
        ('s', Some('h')) => (2, palatal('s', third)),
        ('c', Some('h')) => (2, palatal('t', third)),
        ('j', _) => (1, palatal('z', second)),
        ('t', Some('s' | 'h')) => (2, Spelt::One('t')),
        ('d', Some('h' | 'z')) => (2, Spelt::One('z')),
        // What comes next may still make it ず or ん.
        ('d' | 'm', None) if before.is_some() => (1, Spelt::Nothing),
        // The beginning, or the doubling, of "ch".
        ('c', None | Some('c')) => (1, Spelt::One('t')),
        ('d', _) => (1, voiced(second)),
        ('c' | 'q', _) => (1, Spelt::One('k')),
        ('f', _) => (1, Spelt::One('h')),
        ('v', _) => (1, Spelt::One('b')),
        ('l', _) => (1, Spelt::One('r')),
        ('m', Some('b' | 'p' | 'm')) => (1, Spelt::One('n')),
        ('w', Some('o')) => (1, Spelt::Nothing),
        ('w', _) if matches!(before, Some('k' | 'g')) => (1, Spelt::Nothing),
        // A long o as names have it: Ohno, Satoh.
        ('h', next) if before == Some('o') && !next.is_some_and(|n| is_vowel(n) || n == 'y') => (1, Spelt::Nothing),
        ('\'' | '-', _) => (1, Spelt::Nothing),
        _ => return None,
    })
}

/// `shi` is `si`, `sha` is `sya`, and `sh` alone may become either.
fn palatal(consonant: char, next: Option<char>) -> Spelt {
    match next {
        Some('a' | 'u' | 'e' | 'o') => Spelt::WithY(consonant),
        _ => Spelt::One(consonant),
    }
}

/// ぢ and づ sound like じ and ず, and are mostly typed like them.
fn voiced(next: Option<char>) -> Spelt {
    Spelt::One(if matches!(next, Some('i' | 'u' | 'y')) { 'z' } else { 'd' })
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'i' | 'u' | 'e' | 'o')
}

/// The kana of a folded text in the simple spelling: each stretch interrupted only by blanks. Kana on both sides of a
/// kanji are separate stretches, so nothing matches across it; and kana after a letter begin no word.
pub(super) fn spelled(folded: &[Letter]) -> Vec<Vec<Letter>> {
    let is_read = |(letter, _): &Letter| is_kana(*letter) || letter.is_whitespace();
    // Each with what stands before it.
    let chunks = folded.chunk_by(|before, after| !is_read(before) || is_read(after));
    let chunks = chunks.filter(|chunk| chunk.iter().any(|(letter, _)| is_kana(*letter)));
    let stretch = |chunk: &[Letter]| {
        let before = chunk.iter().take_while(|letter| !is_read(letter)).count().saturating_sub(1);
        spelled_stretch(chunk.get(before..).unwrap_or_default())
    };
    chunks.map(stretch).collect()
}

/// Stands for a letter that has no reading.
const UNREAD: char = '字';

fn is_kana(letter: char) -> bool {
    matches!(letter, 'っ' | 'ー') || syllable(letter).is_some()
}

fn spelled_stretch(folded: &[Letter]) -> Vec<Letter> {
    let mut plain = Plain::default();
    let mut doubled = None;
    let mut at = 0;
    while let Some((letter, place)) = folded.get(at) {
        let small = folded.get(at + 1).and_then(|(next, end)| Some((small_of(*next)?, end.end)));
        match (letter, syllable(*letter)) {
            ('っ', _) => doubled = Some(place.clone()),
            ('ー', _) => plain.lengthen(place.end),
            (_, None) => {
                doubled = None;
                plain.push(if letter.is_alphanumeric() { UNREAD } else { ' ' }, place.clone());
            }
            (_, Some(kana)) => {
                let (kana, place) = match small {
                    Some((small, end)) => (kana.joined(small), place.start..end),
                    None => (kana, place.clone()),
                };
                plain.put(kana, doubled.take(), &place);
                at += usize::from(small.is_some());
            }
        }
        at += 1;
    }
    plain.0
}

/// A syllable in the simple spelling.
#[derive(Clone, Copy, Default)]
struct Syllable {
    consonant: Option<char>,
    palatal: bool,
    vowel: Option<char>,
}

impl Syllable {
    /// With a small kana behind it: し and ゃ, ふ and ぁ, て and ぃ.
    fn joined(self, small: Small) -> Self {
        let palatal = small.y || (small.vowel == 'e' && self.vowel == Some('i'));
        let consonant = match self.consonant {
            None if self.vowel == Some('u') && !small.y && small.vowel != 'o' => Some('w'),
            Some('d') if palatal || matches!(small.vowel, 'i' | 'u') => Some('z'),
            other => other,
        };
        Self { consonant, palatal, vowel: Some(small.vowel) }
    }
}

/// A small kana that changes the one before it.
#[derive(Clone, Copy)]
struct Small {
    y: bool,
    vowel: char,
}

fn small_of(letter: char) -> Option<Small> {
    let (y, vowel) = match letter {
        'ゃ' => (true, 'a'),
        'ゅ' => (true, 'u'),
        'ょ' => (true, 'o'),
        'ぁ' | 'ゎ' => (false, 'a'),
        'ぃ' => (false, 'i'),
        'ぅ' => (false, 'u'),
        'ぇ' => (false, 'e'),
        'ぉ' => (false, 'o'),
        _ => return None,
    };
    Some(Small { y, vowel })
}

/// The rows of the syllable table, each in the order of its vowels.
const ROWS: &[(Option<char>, &str)] = &[
    (None, "あいうえお"),
    (Some('k'), "かきくけこ"),
    (Some('g'), "がぎぐげご"),
    (Some('s'), "さしすせそ"),
    (Some('z'), "ざじずぜぞ"),
    (Some('t'), "たちつてと"),
    (Some('d'), "だぢづでど"),
    (Some('n'), "なにぬねの"),
    (Some('h'), "はひふへほ"),
    (Some('b'), "ばびぶべぼ"),
    (Some('p'), "ぱぴぷぺぽ"),
    (Some('m'), "まみむめも"),
    (Some('r'), "らりるれろ"),
];
const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];

fn syllable(kana: char) -> Option<Syllable> {
    let plain = |consonant, vowel| Some(Syllable { consonant, palatal: false, vowel });
    match kana {
        'や' => return plain(Some('y'), Some('a')),
        'ゆ' => return plain(Some('y'), Some('u')),
        'よ' => return plain(Some('y'), Some('o')),
        'わ' => return plain(Some('w'), Some('a')),
        'ゐ' => return plain(None, Some('i')),
        'ゑ' => return plain(None, Some('e')),
        'を' => return plain(None, Some('o')),
        'ん' => return plain(Some('n'), None),
        'ゔ' => return plain(Some('b'), Some('u')),
        'ぢ' | 'づ' => return plain(Some('z'), Some(if kana == 'ぢ' { 'i' } else { 'u' })),
        _ => {}
    }
    let of_row = |(consonant, row): &(Option<char>, &str)| {
        let place = row.chars().position(|c| c == kana)?;
        plain(*consonant, VOWELS.get(place).copied())
    };
    // A small kana with nothing before it is read like the large one.
    let alone = || small_of(kana).and_then(|small| plain(small.y.then_some('y'), Some(small.vowel)));
    ROWS.iter().find_map(of_row).or_else(alone)
}

/// Letters in the simple spelling. Differences that do not matter are removed on the way in.
#[derive(Default)]
struct Plain(Vec<Letter>);

impl Plain {
    fn last(&self) -> Option<char> {
        self.0.last().map(|(letter, _)| *letter)
    }

    /// A long vowel counts once, however it is written, and so does ん before な.
    fn push(&mut self, letter: char, place: Range<usize>) {
        let same = self.last() == Some(letter) && (is_vowel(letter) || letter == 'n');
        if same || (self.last() == Some('o') && letter == 'u') {
            self.lengthen(place.end);
        } else {
            self.0.push((letter, place));
        }
    }

    /// The next letters belong to the previous one.
    fn lengthen(&mut self, end: usize) {
        if let Some((_, place)) = self.0.last_mut() {
            place.end = place.end.max(end);
        }
    }

    fn put(&mut self, kana: Syllable, doubled: Option<Range<usize>>, place: &Range<usize>) {
        if let (Some(double), Some(consonant)) = (doubled, kana.consonant) {
            self.push(if consonant == 'm' { 'n' } else { consonant }, double);
        }
        let y = kana.palatal.then_some('y');
        kana.consonant.into_iter().chain(y).chain(kana.vowel).for_each(|letter| self.push(letter, place.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::folded_letters;

    fn of_kana(kana: &str) -> String {
        let stretches = spelled(&folded_letters(kana));
        let read = |letters: &Vec<Letter>| letters.iter().map(|(letter, _)| *letter).filter(|l| *l != UNREAD).collect();
        stretches.iter().map(read).collect::<Vec<String>>().join("|")
    }

    fn of_typed(text: &str) -> String {
        typed(text).unwrap_or_else(|| panic!("{text} is romaji")).into_iter().collect()
    }

    /// Kana, and how people type it.
    const HABITS: &[(&str, &[&str])] = &[
        ("たなか", &["tanaka"]),
        ("しみず", &["shimizu", "simizu"]),
        ("ふじた", &["fujita", "huzita", "fuzita"]),
        ("つちや", &["tsuchiya", "tutiya", "tuchiya"]),
        ("しょうじ", &["shoji", "shouji", "syouzi", "shohji"]),
        ("じゅんこ", &["junko", "zyunko", "jyunko", "jun'ko", "junnko"]),
        ("ちゃたに", &["chatani", "tyatani"]),
        ("さとう", &["sato", "satou", "satoh", "sato-", "satoo"]),
        ("おおの", &["ono", "oono", "ohno", "o-no"]),
        ("おはら", &["ohara"]),
        ("いのうえ", &["inoue"]),
        ("ゆうき", &["yuki", "yuuki"]),
        ("なんば", &["namba", "nanba", "nannba"]),
        ("ほんま", &["homma", "honma", "hon'ma"]),
        ("しんいち", &["shinichi", "shin'ichi", "sinniti", "shinnichi"]),
        ("こんの", &["konno", "konnno", "kon'no"]),
        ("はっとり", &["hattori"]),
        ("まっちゃ", &["matcha", "maccha", "mattya"]),
        ("いっしょ", &["issho", "issyo"]),
        ("ざっし", &["zasshi", "zassi"]),
        ("つづき", &["tsuzuki", "tuduki", "tsuduki"]),
        ("ぢ", &["ji", "zi", "di"]),
        ("フィードバック", &["fi-dobakku", "fiidobakku", "fidobakku"]),
        ("ファイル", &["fairu", "failu"]),
        ("チーム", &["chiimu", "ti-mu"]),
        ("ミーティング", &["mi-tingu", "miitingu", "mi-thingu"]),
        ("シェア", &["shea", "syea"]),
        ("ジェーン", &["je-n", "zye-n"]),
        ("ウェブ", &["webu"]),
        ("ヴァイオリン", &["vaiorin", "baiorin"]),
        ("クォーター", &["kwo-ta-"]),
        ("メディア", &["media", "medhia"]),
        ("を", &["wo", "o"]),
        ("ｶﾞｯｺｳ", &["gakkou", "gakko"]),
    ];

    #[test]
    fn every_habit_meets_its_kana() {
        for (kana, habits) in HABITS {
            for habit in *habits {
                assert_eq!(of_typed(habit), of_kana(kana), "{habit} for {kana}");
            }
        }
    }

    #[test]
    fn every_beginning_of_what_is_typed_is_on_its_way_to_the_kana() {
        // A first d is that of だ, a first w that of わ.
        for (kana, habits) in HABITS.iter().filter(|(kana, _)| !["ぢ", "を"].contains(kana)) {
            let whole = of_kana(kana);
            for habit in *habits {
                for end in 1..=habit.len() {
                    let mut letters = whole.chars();
                    let on_the_way = of_typed(&habit[..end]).chars().all(|wanted| letters.any(|l| l == wanted));
                    assert!(on_the_way, "{} for {kana}: {whole}", &habit[..end]);
                }
            }
        }
    }

    #[test]
    fn only_letters_are_romaji_and_only_kana_is_spelled() {
        for text in ["", "11/14", "たなか", "tanaka1", "-a", "a b", "é"] {
            assert_eq!(typed(text), None, "{text}");
        }
        assert_eq!(of_kana("目標 goal"), "");
        assert_eq!(of_kana("目標をきめる"), "okimeru");
        assert_eq!(of_kana("たなか　なおこ"), "tanaka naoko");
        assert_eq!(of_kana("進み具合を見る"), "mi|o|ru");
    }

    #[test]
    fn every_letter_knows_the_kana_it_comes_from() {
        let kana = "しょうじ田っと";
        let letters = spelled(&folded_letters(kana));
        let read = letters.iter().flatten().filter(|(letter, _)| *letter != UNREAD);
        let told: Vec<(char, &str)> = read.map(|(letter, place)| (*letter, &kana[place.clone()])).collect();
        let expected = [
            ('s', "しょ"),
            ('y', "しょ"),
            ('o', "しょう"),
            ('z', "じ"),
            ('i', "じ"),
            ('t', "っ"),
            ('t', "と"),
            ('o', "と"),
        ];
        assert_eq!(told, expected);
    }
}
