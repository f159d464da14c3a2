//! Names of third people in a document: found, and kept, replaced by a letter, or left out.
//!
//! Known are people whom a line of the journal names (`@`) and the partners of other pairs; besides them, anyone with a
//! form of address (「森さん」, "Dr Mori"). A name that no rule recognises stays in the text, which is why the user sees the
//! actual text before sharing it. Only words of the journal are searched, never those that the document adds.

mod address;
mod letters;

use std::ops::Range;

use crate::domain::sharing::{NameOffer, Naming};
use crate::i18n::Lang;
use crate::text;

use address::{addressed, honorific, without_titles};
use letters::{Tight, is_all_kana, is_ideograph, is_japanese, same_kana, squeezed, stands_alone};

pub use address::name_in;

/// A person whose name may have to be hidden, with all words for the person, the longest first.
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

/// Where a word counts as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Anywhere, as a whole word.
    Anywhere,
    /// With a capital letter: `Will` is a name, `will` is not.
    Capital,
    /// Before an honorific, and at the beginning of a word: a part of a name, or a name in kana.
    Addressed,
}

impl Person {
    /// A person by the name and all other names: a reading, a short name.
    pub fn new(name: &str, also: &[&str]) -> Option<Self> {
        let name = name.trim();
        let mut words: Vec<Word> = Vec::new();
        for called in std::iter::once(name).chain(also.iter().copied()) {
            words_of(called, &mut words);
        }
        words.sort_by_key(|w| std::cmp::Reverse(w.folded.len()));
        (!words.is_empty()).then(|| Self { name: name.to_owned(), words })
    }

    /// The same without the words that also mean the other person: a family name that two people share is the
    /// partner's.
    fn apart_from(&self, other: &Self) -> Option<Self> {
        let mut apart = self.clone();
        apart.words.retain(|word| !other.words.iter().any(|theirs| theirs.folded == word.folded));
        (!apart.words.is_empty()).then_some(apart)
    }

    /// Whether `said` is a name of this person.
    pub fn answers_to(&self, said: &str) -> bool {
        let said = squeezed(&text::fold(said.trim()));
        self.words.iter().any(|word| word.folded == said)
    }

    /// Whether wherever the other one is named, this person is: then they are one.
    fn covers(&self, other: &Self) -> bool {
        other.words.iter().all(|theirs| {
            let is_as_wide = |word: &Word| word.stands == Stands::Anywhere || word.stands == theirs.stands;
            self.words.iter().any(|word| word.folded == theirs.folded && is_as_wide(word))
        })
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

/// The words of a name.
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

/// The people named in `texts`: the known ones that occur, and everyone with a form of address. Writer and reader are
/// not third people; a person who shares a name with one of them is recognised only by the other names.
pub fn people_in<'a>(texts: impl Iterator<Item = &'a str>, known: &[Person], ourselves: &[Person]) -> Vec<Person> {
    let apart = |person: &Person| ourselves.iter().try_fold(person.clone(), |person, one| person.apart_from(one));
    let known: Vec<Person> = known.iter().filter_map(apart).collect();
    let mut found: Vec<Person> = Vec::new();
    for line in texts {
        for person in &known {
            if !found.iter().any(|p| p.name == person.name || p.covers(person)) && !person.places(line).is_empty() {
                found.push(person.clone());
            }
        }
        for name in addressed(line) {
            let bare = without_titles(name);
            let is_known = ourselves.iter().chain(&found).any(|p| p.answers_to(name) || p.answers_to(bare));
            if !is_known {
                found.extend(Person::new(name, &[]));
            }
        }
    }
    found
}

/// The replacement of each name, in the language of the document.
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

    /// Whether `said` is a name of one of them.
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
        for (at, (place, offer)) in places.iter().enumerate() {
            out.push_str(&line[from..place.start]);
            out.push_str(&offer.instead);
            from = place.end;
            // What another name covers is that name's.
            let until = places.get(at + 1).map_or(line.len(), |(next, _)| next.start);
            let rest = &line[place.end..];
            match (offer.naming, honorific(rest)) {
                // 「ある人さん」 is nobody.
                (Naming::Dropped, Some(word)) => {
                    let end = from + rest.find(word).unwrap_or(0) + word.len();
                    if end <= until {
                        from = end;
                    }
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
