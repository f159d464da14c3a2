//! Names of third people in what is about to leave: found, and kept, replaced by a letter, or left out.
//!
//! Known are those whom a line of the journal names (`@`) and the partners of other pairs; besides them, whoever is
//! addressed (「森さん」, "Dr Mori"). A name that no rule knows stays where it is: that is why the real text is shown before
//! it leaves. Looked for are only words of the journal, never those that a paper brings along.

use std::ops::Range;

use crate::domain::sharing::{NameOffer, Naming};
use crate::i18n::Lang;
use crate::text;

/// What stands behind a name. Those before the rank words also show that what stands before them is one.
const HONORIFICS: &[&str] = &[
    "さん",
    "さま",
    "サン",
    "様",
    "氏",
    "くん",
    "ちゃん",
    "先生",
    "女史",
    "殿",
    "-san",
    "-sama",
    "san",
    "先輩",
    "君",
    "部長",
    "課長",
    "係長",
    "主任",
    "社長",
    "室長",
    "専務",
    "常務",
    "GM",
];
/// So many of them show a name that nobody knows.
const TELLING: usize = 10;
/// Words that stand before an honorific and name nobody.
const NOBODY: &[&str] = &[
    "皆",
    "お客",
    "客",
    "母",
    "父",
    "お母",
    "お父",
    "兄",
    "姉",
    "お兄",
    "お姉",
    "奥",
    "旦那",
    "息子",
    "娘",
    "お子",
    "子供",
    "お医者",
    "新人",
    "若手",
    "先輩",
    "後輩",
    "お嬢",
    "何",
    "王",
    "神",
    "同",
    "各",
    "両",
    "赤",
    "坊",
    "彼",
    "担任",
    "学校",
];
/// With these a word before an honorific is a trade, not a name: 「本屋さん」.
const TRADES: &[char] = &['屋', '者', '員', '客', '師', '長', '手'];
/// What stands before a name in English.
const TITLES: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof"];
/// The longest run of letters before an honorific that is taken for a name.
const LONGEST: usize = 8;

/// Somebody whose name may have to be hidden, by all the words that stand for them, the longest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As the journal calls them.
    pub name: String,
    words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folded: String,
    stands: Stands,
}

/// Where a word has to stand to be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Wherever it is, apart from other words.
    Anywhere,
    /// With a capital letter: `Will` is a name, `will` is none.
    Capital,
    /// Before an honorific, and where a word begins: a part of a name, or one in kana.
    Addressed,
}

impl Person {
    /// Somebody by the name and whatever else they are called: a reading, an alias.
    pub fn new(name: &str, also: &[&str]) -> Option<Self> {
        let name = name.trim();
        let mut words: Vec<Word> = Vec::new();
        for called in std::iter::once(name).chain(also.iter().copied()) {
            words_of(called, &mut words);
        }
        words.sort_by_key(|w| std::cmp::Reverse(w.folded.len()));
        (!words.is_empty()).then(|| Self { name: name.to_owned(), words })
    }

    /// The same without the words that stand for somebody else, too: a family name that two people share is the
    /// partner's.
    fn apart_from(&self, other: &Self) -> Option<Self> {
        let mut apart = self.clone();
        apart.words.retain(|word| !other.words.iter().any(|theirs| theirs.folded == word.folded));
        (!apart.words.is_empty()).then_some(apart)
    }

    /// Whether somebody who says this means this person.
    pub fn answers_to(&self, said: &str) -> bool {
        let said = squeezed(&text::fold(said.trim()));
        self.words.iter().any(|word| word.folded == said)
    }

    /// Where the person is named in a text.
    fn places(&self, line: &str) -> Vec<Range<usize>> {
        let tight = Tight::new(line);
        let mut found: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            for place in text::find_folded(&tight.text, &word.folded) {
                let place = tight.original(place);
                let free = || !found.iter().any(|other| other.start < place.end && place.start < other.end);
                if word.fits(line, &place) && free() {
                    found.push(place);
                }
            }
        }
        found
    }
}

impl Word {
    fn fits(&self, line: &str, place: &Range<usize>) -> bool {
        if !stands_alone(line, place) {
            return false;
        }
        match self.stands {
            Stands::Anywhere => true,
            Stands::Capital => line[place.clone()].starts_with(char::is_uppercase),
            Stands::Addressed => {
                let before = line[..place.start].chars().next_back();
                let begins =
                    !before.is_some_and(|c| is_ideograph(c) || same_kana(c, line[place.clone()].chars().next()));
                begins && honorific(&line[place.end..]).is_some()
            }
        }
    }
}

/// The words that a name is called by.
fn words_of(name: &str, words: &mut Vec<Word>) {
    let mut add = |word: &str, stands: Stands| {
        let folded = squeezed(&text::fold(word));
        if !folded.is_empty() && !words.iter().any(|w| w.folded == folded) {
            words.push(Word { folded, stands });
        }
    };
    let parts: Vec<&str> = name.split([' ', '\u{3000}', '・']).filter(|p| !p.is_empty()).collect();
    let letters = |word: &str| word.chars().count();
    let whole = match name.chars().next() {
        Some(first) if is_japanese(first) && (letters(name) < 2 || is_all_kana(name) && parts.len() < 2) => {
            Stands::Addressed
        }
        Some(first) if !is_japanese(first) && parts.len() < 2 => Stands::Capital,
        _ => Stands::Anywhere,
    };
    add(name, whole);
    for part in parts {
        if !part.chars().next().is_some_and(is_japanese) {
            if letters(part) >= 2 {
                add(part, Stands::Capital);
            }
            continue;
        }
        let short = letters(part) < 2 || is_all_kana(part);
        add(part, if short { Stands::Addressed } else { Stands::Anywhere });
        // A family name written together with a given one: 「田中花子」 is 「田中さん」, too.
        if !is_all_kana(part) {
            part.char_indices().skip(1).for_each(|(end, _)| add(&part[..end], Stands::Addressed));
        }
    }
}

/// The name that a line about a person begins with: up to a comma, a dash, a bracket, or an honorific.
pub fn name_in(line: &str) -> Option<&str> {
    let line = line.trim();
    let end = line.find(['、', '。', ',', '.', ';', ':', '：', '；', '(', '（', ')', '「', '」', '—', '–', '/', '\n']);
    let mut name = &line[..end.unwrap_or(line.len())];
    name = name.split(" - ").next().unwrap_or(name);
    if let Some(at) = HONORIFICS.iter().filter(|h| !h.is_ascii()).filter_map(|h| name.find(h)).min() {
        name = &name[..at];
    }
    let name = name.trim();
    if name.chars().next().is_some_and(is_japanese) {
        return Some(name).filter(|n| n.chars().count() <= 16);
    }
    // A sentence is no name: what stands there is cut to the words that begin with a capital letter.
    let end = capitalised(name);
    Some(&name[..end]).filter(|n| !n.is_empty())
}

/// The bytes of the words at the beginning that have a capital letter.
fn capitalised(text: &str) -> usize {
    let mut end = 0;
    for word in text.split_inclusive(' ') {
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        let name = word.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).unwrap_or(word.len());
        let own = word[..name].strip_suffix("'s").or_else(|| word[..name].strip_suffix("’s")).unwrap_or(&word[..name]);
        let is_over = own.len() < word.trim_end().len();
        end = own.as_ptr() as usize - text.as_ptr() as usize + own.len();
        if is_over {
            break;
        }
    }
    end
}

/// The people whom `texts` name: of the known ones those that stand in them, and whoever is addressed. The partner is no
/// third person; whoever shares a name with the partner goes by what they do not share.
pub fn people_in<'a>(texts: impl Iterator<Item = &'a str>, known: &[Person], partner: Option<&Person>) -> Vec<Person> {
    let known: Vec<Person> = match partner {
        Some(partner) => known.iter().filter_map(|person| person.apart_from(partner)).collect(),
        None => known.to_vec(),
    };
    let mut found: Vec<Person> = Vec::new();
    for line in texts {
        for person in &known {
            if !found.iter().any(|p| p.name == person.name) && !person.places(line).is_empty() {
                found.push(person.clone());
            }
        }
        for name in addressed(line) {
            let is_known = partner.into_iter().chain(&found).any(|p| p.answers_to(name));
            if !is_known {
                found.extend(Person::new(name, &[]));
            }
        }
    }
    found
}

/// Han, and katakana in either width: what names are written in before an honorific.
fn is_name_letter(letter: char) -> bool {
    is_ideograph(letter) || is_katakana(letter)
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '々' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_katakana(letter: char) -> bool {
    matches!(letter, '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9f}')
}

fn is_hiragana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{309f}')
}

fn is_japanese(letter: char) -> bool {
    is_name_letter(letter) || is_hiragana(letter)
}

fn is_all_kana(word: &str) -> bool {
    word.chars().all(|c| is_hiragana(c) || is_katakana(c) || is_gap(c))
}

fn same_kana(before: char, first: Option<char>) -> bool {
    first.is_some_and(|first| is_hiragana(before) && is_hiragana(first) || is_katakana(before) && is_katakana(first))
}

/// What may stand within a Japanese name.
fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '\u{3000}' | '・')
}

/// A name without the gaps between its Japanese letters.
fn squeezed(name: &str) -> String {
    Tight::new(name).text
}

/// A text without the gaps between Japanese letters: 「田中 花子」 and 「田中花子」 are one.
struct Tight {
    text: String,
    /// For each byte of it, where it was; and the end.
    places: Vec<usize>,
}

impl Tight {
    fn new(line: &str) -> Self {
        let (mut text, mut places) = (String::with_capacity(line.len()), Vec::with_capacity(line.len() + 1));
        let mut before: Option<char> = None;
        for (at, letter) in line.char_indices() {
            let behind = line[at + letter.len_utf8()..].chars().next();
            let within = before.is_some_and(is_japanese) && behind.is_some_and(is_japanese);
            if is_gap(letter) && within {
                continue;
            }
            text.push(letter);
            places.extend((0..letter.len_utf8()).map(|n| at + n));
            before = Some(letter);
        }
        places.push(line.len());
        Self { text, places }
    }

    fn original(&self, place: Range<usize>) -> Range<usize> {
        // The end of the last letter, not the beginning of the next: a gap may lie between.
        self.places[place.start]..self.places[place.end - 1] + 1
    }
}

/// The honorific that a text begins with.
fn honorific(rest: &str) -> Option<&'static str> {
    let ends_there =
        |h: &str, rest: &str| !h.is_ascii() || !rest[h.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let apart = rest.trim_start_matches(is_gap);
    HONORIFICS.iter().copied().find(|h| {
        let rest = if h.is_ascii() { rest } else { apart };
        rest.starts_with(h) && ends_there(h, rest) && !is_in_a_word(h, rest)
    })
}

/// 「様」 and 「氏」 before another Han character belong to a word: 「模様替え」, 「氏名」.
fn is_in_a_word(honorific: &str, rest: &str) -> bool {
    let next = rest[honorific.len()..].chars().next();
    matches!(honorific, "様" | "氏" | "殿" | "君") && next.is_some_and(is_ideograph)
}

/// Whether a Latin word is not only a part of a longer one.
fn stands_alone(line: &str, place: &Range<usize>) -> bool {
    let latin = |c: char| c.is_alphanumeric() && !is_japanese(c);
    let (first, last) = (line[place.clone()].chars().next(), line[place.clone()].chars().next_back());
    let before = line[..place.start].chars().next_back().is_some_and(latin) && first.is_some_and(latin);
    let behind = line[place.end..].chars().next().is_some_and(latin) && last.is_some_and(latin);
    !before && !behind
}

/// The names before an honorific, and behind a title.
fn addressed(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for honorific in &HONORIFICS[..TELLING] {
        for (at, _) in line.match_indices(honorific) {
            let run = line[..at].char_indices().rev().take_while(|(_, c)| is_name_letter(*c)).take(LONGEST);
            let Some(start) = run.map(|(i, _)| i).last() else { continue };
            let name = &line[start..at];
            // 「仕様」 and 「多様性」: one letter before it is more often a word than a name.
            let is_word = *honorific == "様" && name.chars().count() < 2;
            let is_nobody = HONORIFICS.contains(&name) || NOBODY.contains(&name) || name.ends_with(TRADES);
            if !is_word && !is_nobody && !is_in_a_word(honorific, &line[at..]) && !name.starts_with('ー') {
                names.push(name);
            }
        }
    }
    for (at, _) in line.match_indices("-san") {
        let start = line[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |i| i + 1);
        if line.is_char_boundary(start) && line[start..at].starts_with(char::is_uppercase) {
            names.push(&line[start..at]);
        }
    }
    for title in TITLES {
        for (at, _) in line.match_indices(title) {
            let alone = !line[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = line[at + title.len()..].trim_start_matches('.');
            let Some(rest) = rest.strip_prefix(' ').filter(|_| alone) else { continue };
            let end = capitalised(rest);
            if end > 0 {
                names.push(&rest[..end]);
            }
        }
    }
    names
}

/// What stands in the place of each name, in the language of the paper.
#[derive(Clone, Debug)]
pub struct Replacing {
    people: Vec<(Person, NameOffer)>,
    lang: Lang,
}

impl Replacing {
    pub fn new(people: Vec<Person>, naming: impl Fn(&Person) -> Naming, lang: Lang) -> Self {
        let mut letters = (b'A'..=b'Z').map(char::from).map(String::from).chain((27..).map(|n: u32| format!("P{n}")));
        let people = people.into_iter().map(|person| {
            let naming = naming(&person);
            let letter = letters.next().unwrap_or_default();
            let instead = match (naming, lang) {
                (Naming::Kept, _) => person.name.clone(),
                (Naming::Alias, _) => letter,
                (Naming::Dropped, _) => lang.t("name-somebody").into_owned(),
            };
            let offer = NameOffer { name: person.name.clone(), naming, instead };
            (person, offer)
        });
        Self { people: people.collect(), lang }
    }

    pub fn offers(&self) -> Vec<NameOffer> {
        self.people.iter().map(|(_, offer)| offer.clone()).collect()
    }

    /// Whether one of them answers to this.
    pub fn knows(&self, said: &str) -> bool {
        self.people.iter().any(|(person, _)| person.answers_to(said))
    }

    /// The text without the names that are not kept.
    pub fn apply(&self, line: &str) -> String {
        let mut places: Vec<(Range<usize>, &NameOffer)> = Vec::new();
        for (person, offer) in self.people.iter().filter(|(_, offer)| offer.naming != Naming::Kept) {
            for place in person.places(line) {
                if !places.iter().any(|(other, _)| other.start < place.end && place.start < other.end) {
                    places.push((place, offer));
                }
            }
        }
        places.sort_by_key(|(place, _)| place.start);
        let (mut out, mut from) = (String::with_capacity(line.len()), 0);
        for (place, offer) in places {
            out.push_str(&line[from..place.start]);
            out.push_str(&offer.instead);
            let rest = &line[place.end..];
            from = place.end;
            match (offer.naming, honorific(rest)) {
                // 「ある人さん」 is nobody.
                (Naming::Dropped, Some(word)) => {
                    from += rest.find(word).unwrap_or(0) + word.len();
                }
                (Naming::Alias, None) if self.lang == Lang::Ja && !rest.starts_with(['\'', '’']) => {
                    out.push_str("さん")
                }
                _ => {}
            }
        }
        out.push_str(&line[from..]);
        out
    }
}

#[cfg(test)]
mod tests;
