//! Names of third people in what is about to leave: found, and kept, replaced by a letter, or left out.
//!
//! Known are those whom a line of the journal names (`@`) and the partners of other pairs; besides them, whatever stands
//! before an honorific (「森さん」, "Dr Mori"). A name that no rule knows stays where it is: that is why the real text is
//! shown before it leaves.

use std::ops::Range;

use crate::domain::sharing::{NameOffer, Naming};
use crate::i18n::Lang;
use crate::text;

/// What stands behind a name in Japanese.
const HONORIFICS: &[&str] = &[
    "さん",
    "さま",
    "様",
    "氏",
    "くん",
    "君",
    "ちゃん",
    "先生",
    "先輩",
    "部長",
    "課長",
    "係長",
    "主任",
    "社長",
    "室長",
];
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
    "店員",
    "お医者",
    "医者",
    "新人",
    "若手",
    "先輩",
    "後輩",
    "担当者",
    "お嬢",
    "何",
    "王",
    "神",
    "同",
    "各",
    "両",
];
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
    /// Too short to stand for somebody unless an honorific follows.
    needs_honorific: bool,
}

impl Person {
    pub fn new(name: &str) -> Option<Self> {
        let name = name.trim();
        let parts: Vec<&str> = name.split([' ', '\u{3000}', '・']).filter(|p| !p.is_empty()).collect();
        let mut words: Vec<Word> = Vec::new();
        let mut add = |word: &str, needs_honorific: bool| {
            let folded = text::fold(word);
            if !folded.is_empty() && !words.iter().any(|w| w.folded == folded) {
                words.push(Word { folded, needs_honorific });
            }
        };
        add(name, is_cjk_start(name) && name.chars().count() < 2);
        for part in parts {
            let letters = part.chars().count();
            if is_cjk_start(part) {
                add(part, letters < 2);
                // A family name written together with a given one: 「田中花子」 is 「田中さん」, too.
                part.char_indices().skip(1).for_each(|(end, _)| add(&part[..end], true));
            } else if letters >= 3 {
                add(part, false);
            }
        }
        words.sort_by_key(|w| std::cmp::Reverse(w.folded.len()));
        (!words.is_empty()).then(|| Self { name: name.to_owned(), words })
    }

    /// Where the person is named in a text.
    fn places(&self, line: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            for place in text::find_folded(line, &word.folded) {
                let followed = honorific(&line[place.end..]).is_some();
                // 「原田さん」 is not 「田辺さん」: what is only a part of a name begins where the name does.
                let begins = !line[..place.start].ends_with(is_cjk);
                let fits = stands_alone(line, &place) && (!word.needs_honorific || (followed && begins));
                if fits && !found.iter().any(|other| other.start < place.end && place.start < other.end) {
                    found.push(place);
                }
            }
        }
        found
    }
}

/// The name that a line about a person begins with: up to a comma, a dash, a bracket, or an honorific.
pub fn name_in(line: &str) -> Option<&str> {
    let line = line.trim();
    let end = line.find(['、', '。', ',', '.', ';', ':', '：', '；', '(', '（', ')', '「', '」', '—', '–', '/', '\n']);
    let mut name = &line[..end.unwrap_or(line.len())];
    name = name.split(" - ").next().unwrap_or(name);
    if let Some(at) = HONORIFICS.iter().filter_map(|h| name.find(h)).min() {
        name = &name[..at];
    }
    // A sentence is no name: what is long is cut to the words that begin with a capital letter.
    let name = name.trim();
    if name.is_ascii() {
        let words: Vec<&str> = name.split(' ').collect();
        let capitals = words.iter().take_while(|w| w.starts_with(|c: char| c.is_ascii_uppercase())).count();
        let length: usize = words.iter().take(capitals.max(1)).map(|w| w.len() + 1).sum();
        return Some(name[..length.saturating_sub(1).min(name.len())].trim()).filter(|n| !n.is_empty());
    }
    Some(name).filter(|n| !n.is_empty() && n.chars().count() <= 16)
}

/// The people whom `texts` name: of the known ones those that stand in them, and whoever stands before an honorific.
pub fn people_in<'a>(texts: impl Iterator<Item = &'a str>, known: &[Person], partner: Option<&Person>) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let is_partner = |name: &str| partner.is_some_and(|p| !p.places(&format!("{name}さん")).is_empty());
    for line in texts {
        for person in known {
            if !found.contains(person) && !is_partner(&person.name) && !person.places(line).is_empty() {
                found.push(person.clone());
            }
        }
        for name in before_honorifics(line).into_iter().chain(behind_titles(line)) {
            let already = |p: &Person| !p.places(&format!("{name}さん")).is_empty();
            if is_partner(name) || found.iter().any(already) {
                continue;
            }
            found.extend(Person::new(name));
        }
    }
    found
}

fn is_cjk(letter: char) -> bool {
    matches!(letter, '々' | 'ー' | '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_cjk_start(word: &str) -> bool {
    word.chars().next().is_some_and(|c| is_cjk(c) || matches!(c, '\u{3041}'..='\u{309f}'))
}

/// The honorific that a text begins with, with a blank before it left out of account.
fn honorific(rest: &str) -> Option<&'static str> {
    HONORIFICS.iter().copied().find(|h| rest.trim_start_matches([' ', '\u{3000}']).starts_with(h))
}

/// Whether a Latin word is not only a part of a longer one.
fn stands_alone(line: &str, place: &Range<usize>) -> bool {
    let latin = |c: char| c.is_alphanumeric() && !is_cjk(c) && !matches!(c, '\u{3041}'..='\u{309f}');
    let (first, last) = (line[place.clone()].chars().next(), line[place.clone()].chars().next_back());
    let before = line[..place.start].chars().next_back().is_some_and(latin) && first.is_some_and(latin);
    let behind = line[place.end..].chars().next().is_some_and(latin) && last.is_some_and(latin);
    !before && !behind
}

fn before_honorifics(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for honorific in HONORIFICS {
        for (at, _) in line.match_indices(honorific) {
            let run = line[..at].char_indices().rev().take_while(|(_, c)| is_cjk(*c)).take(LONGEST);
            let Some(start) = run.map(|(i, _)| i).last() else { continue };
            let name = &line[start..at];
            // A title behind a title names one person: 「森部長さん」.
            let is_title = HONORIFICS.contains(&name);
            if !is_title && !NOBODY.contains(&name) && !name.starts_with('ー') {
                names.push(name);
            }
        }
    }
    names
}

fn behind_titles(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for title in TITLES {
        for (at, _) in line.match_indices(title) {
            let alone = !line[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = line[at + title.len()..].trim_start_matches('.');
            let Some(rest) = rest.strip_prefix(' ').filter(|r| alone && r.starts_with(char::is_uppercase)) else {
                continue;
            };
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').unwrap_or(rest.len());
            names.push(&rest[..end]);
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
    pub fn new(people: Vec<Person>, naming: impl Fn(&str) -> Naming, lang: Lang) -> Self {
        let mut letters = (b'A'..=b'Z').map(char::from).map(String::from).chain((27..).map(|n: u32| format!("P{n}")));
        let people = people.into_iter().map(|person| {
            let naming = naming(&person.name);
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
            from = place.end;
            match (offer.naming, honorific(&line[place.end..])) {
                // 「ある人さん」 is nobody.
                (Naming::Dropped, Some(word)) => {
                    let rest = &line[place.end..];
                    from += rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len() + word.len();
                }
                (Naming::Alias, None) if self.lang == Lang::Ja => out.push_str("さん"),
                _ => {}
            }
        }
        out.push_str(&line[from..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(line: &str, known: &[&str]) -> Vec<String> {
        let known: Vec<Person> = known.iter().filter_map(|n| Person::new(n)).collect();
        let partner = Person::new("Sato Naoko");
        people_in(line.lines(), &known, partner.as_ref()).into_iter().map(|p| p.name).collect()
    }

    fn replaced(line: &str, known: &[&str], naming: Naming, lang: Lang) -> String {
        let known: Vec<Person> = known.iter().filter_map(|n| Person::new(n)).collect();
        let found = people_in(line.lines(), &known, None);
        Replacing::new(found, |_| naming, lang).apply(line)
    }

    #[test]
    fn a_line_about_a_person_begins_with_the_name() {
        let cases = [
            ("Mori Ken, knows the suppliers", Some("Mori Ken")),
            ("Mori Ken - knows the suppliers", Some("Mori Ken")),
            ("Mori knows the suppliers", Some("Mori")),
            ("森健一さん（購買部）", Some("森健一")),
            ("森さんを紹介してもらう", Some("森")),
            ("ジョン・スミス", Some("ジョン・スミス")),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(name_in(line), expected, "{line}");
        }
    }

    #[test]
    fn people_are_found_by_what_is_known_of_them_and_by_how_they_are_addressed() {
        assert_eq!(people("asked Mori about it, and Dr. Lind", &["Mori Ken"]), ["Mori Ken", "Lind"]);
        assert_eq!(people("memories of Kenya", &["Mori Ken"]), Vec::<String>::new());
        assert_eq!(people("mori ken came", &["Mori Ken"]), ["Mori Ken"]);
        assert_eq!(people("田中さんに聞く。皆さんに伝える。お客様の声", &[]), ["田中"]);
        assert_eq!(people("田中さんに聞く", &["田中花子"]), ["田中花子"]);
        assert_eq!(people("田んぼの中", &["田中花子"]), Vec::<String>::new());
        assert_eq!(people("原田さんと田辺 康平", &["田辺 康平"]), ["田辺 康平", "原田"]);
        assert_eq!(
            people("Naoko and Sato-san, Ms Sato", &["Naoko Ito"]),
            Vec::<String>::new(),
            "the partner is no third"
        );
    }

    #[test]
    fn names_give_way_to_a_letter_or_to_somebody() {
        let en = |naming| replaced("Mori Ken said, and then Mori left", &["Mori Ken"], naming, Lang::En);
        assert_eq!(en(Naming::Kept), "Mori Ken said, and then Mori left");
        assert_eq!(en(Naming::Alias), "A said, and then A left");
        assert_eq!(en(Naming::Dropped), "someone said, and then someone left");
        let ja = |line, naming| replaced(line, &["田中花子", "森"], naming, Lang::Ja);
        assert_eq!(ja("田中さんと森さんに、田中花子の件", Naming::Alias), "AさんとBさんに、Aさんの件");
        assert_eq!(ja("田中さんに聞く", Naming::Dropped), "ある人に聞く");
    }
}
