//! A desk with a line whose words go round, and what must be so wherever they come.

use std::collections::BTreeSet;

use tomoni::domain::forms::{EntryForm, NewSession, PairForm};
use tomoni::domain::ids::PairId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::sharing::{OfficeParts, Paper, Scope, Wish};
use tomoni::domain::views::Window;
use tomoni::domain::{Entry, EntryKind, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{Journal, SessionFilter};
use tomoni::tui::input::key::Key;

use crate::deeds::{Deed, WORDS, all};
use crate::live::moment;
use crate::support::{Person, Step, keys, text};

const PASSPHRASE: &str = "a lantern under the bridge";

/// What was said about the line whose words go round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A fact: only me, by what it is.
    Fact,
    /// A promise that somebody keeps to themselves by choice.
    OnlyMe,
    Reading,
    Partner,
    Programme,
    Sealed,
}

impl Reach {
    pub const ALL: [Self; 6] = [Self::Fact, Self::OnlyMe, Self::Reading, Self::Partner, Self::Programme, Self::Sealed];

    pub fn marker(self) -> &'static str {
        match self {
            Self::Fact | Self::Partner | Self::Programme => "",
            Self::OnlyMe | Self::Sealed => "! ",
            Self::Reading => "~ ",
        }
    }

    pub fn widest(self) -> Visibility {
        match self {
            Self::Fact | Self::OnlyMe | Self::Reading | Self::Sealed => Visibility::Private,
            Self::Partner => Visibility::Partner,
            Self::Programme => Visibility::Programme,
        }
    }

    pub fn chosen(self) -> Option<Visibility> {
        match self {
            Self::Fact | Self::Reading | Self::Sealed => None,
            Self::OnlyMe | Self::Partner | Self::Programme => Some(self.widest()),
        }
    }

    /// Whether this line may be as wide as it is, if it holds words of such a one.
    pub fn allows(self, entry: &Entry) -> bool {
        match self {
            Self::Sealed => entry.raw.is_sealed(),
            Self::Fact | Self::OnlyMe | Self::Reading | Self::Partner | Self::Programme => {
                entry.visibility <= self.widest()
            }
        }
    }
}

/// A person with two pairs, two notes of the first and one of the second, each ending with a promise for the partner
/// and one for the programme.
pub struct Desk {
    pub person: Person,
    pub reach: Reach,
    pub pairs: [PairId; 2],
}

pub fn open(person: &Person) -> Journal {
    let mut journal = person.journal();
    if let Some(file) = journal.key_file().unwrap() {
        let key = file.open(&Passphrase::new(PASSPHRASE).unwrap()).map_err(|p| p.message(Lang::En)).unwrap();
        journal.unlock(&key).unwrap();
    }
    journal
}

impl Desk {
    pub fn new(reach: Reach) -> Self {
        let person = Person::new(Lang::En);
        let mut journal = person.journal();
        let pair = |journal: &mut Journal, name: &str| {
            let form = PairForm {
                name: Some(name.to_owned()),
                report_agreed: Some(Some("2026-11-01".parse().unwrap())),
                ..PairForm::default()
            };
            journal.add_pair(&form).unwrap().pair.id
        };
        let pairs = [pair(&mut journal, "Aiko"), pair(&mut journal, "Ken")];
        let add = |journal: &mut Journal, pair: PairId, at: &str, text: &str| {
            let new = NewSession {
                pair,
                at: moment(at),
                status: SessionStatus::Held,
                minutes: Some(45),
                mode: None,
                theme: String::new(),
                text: text.to_owned(),
            };
            journal.add_session(&new).unwrap().row.session.id
        };
        let note = format!("we met\n{}{WORDS}\n! call the office\n^ learned to wait", reach.marker());
        let other = "we met again\n! write to the board\n^ learned to ask";
        add(&mut journal, pairs[0], "2026-11-10T10:00:00+09:00", other);
        add(&mut journal, pairs[1], "2026-11-11T10:00:00+09:00", other);
        let source = add(&mut journal, pairs[0], "2026-11-14T10:00:00+09:00", &note);
        for row in journal.sessions(&SessionFilter::default()).unwrap() {
            for entry in journal.note(row.session.id).unwrap().entries {
                let chosen = match entry.kind {
                    EntryKind::Learning => Some(Visibility::Programme),
                    _ if entry.raw.text().unwrap().contains(WORDS) => reach.chosen(),
                    _ => None,
                };
                let form = EntryForm { visibility: chosen, ..EntryForm::default() };
                journal.edit_entry(entry.id, &form).unwrap();
            }
        }
        drop(journal);
        let desk = Self { person, reach, pairs };
        if reach == Reach::Sealed {
            let new = NewVault::make(&Passphrase::new(PASSPHRASE).unwrap(), Cost::FLOOR);
            desk.person.journal().seal_on(&new.map_err(|p| p.message(Lang::En)).unwrap()).unwrap();
            let mut journal = open(&desk.person);
            let line = journal.note(source).unwrap().entries.remove(1).id;
            let form = EntryForm { sealed: Some(true), ..EntryForm::default() };
            journal.edit_entry(line, &form).map_err(|p| p.message(Lang::En)).unwrap();
        }
        desk
    }

    /// The same in a journal of its own.
    pub fn again(&self) -> Self {
        let person = Person::new(Lang::En);
        std::fs::copy(self.person.path(), person.path()).unwrap();
        Self { person, reach: self.reach, pairs: self.pairs }
    }

    /// The note with the words, the caret at the head of their line.
    pub fn at_source(&self) -> Vec<Step> {
        let unlock =
            if self.reach == Reach::Sealed { all([keys("f12"), text(PASSPHRASE), keys("enter")]) } else { Vec::new() };
        all([unlock, keys("4 g 1 g enter ctrl-home down home")])
    }

    /// The steps of a deed. Sealed words go to the terminal's clipboard only after a yes; here it is a no.
    pub fn steps(&self, deed: &Deed) -> Vec<Step> {
        let copies: Vec<Key> = ["ctrl-x", "ctrl-c", "shift-delete"].into_iter().filter_map(Key::parse).collect();
        let mut steps = Vec::new();
        for step in (deed.steps)() {
            let asks = self.reach == Reach::Sealed && matches!(&step, Step::Key(key) if copies.contains(key));
            steps.push(step);
            steps.extend(asks.then(|| keys("n")).into_iter().flatten());
        }
        steps
    }

    pub fn entries(&self) -> Vec<Entry> {
        let journal = open(&self.person);
        let rows = journal.sessions(&SessionFilter::default()).unwrap();
        let mut entries: Vec<Entry> =
            rows.iter().flat_map(|row| journal.note(row.session.id).unwrap().entries).collect();
        for pair in self.pairs {
            entries.extend(journal.pair_desk(pair, None, Window::Oldest(1)).unwrap().later);
        }
        entries
    }

    /// Nothing that holds one of the words is wider than their line was, and no paper for others has one that must not.
    pub fn nothing_is_wider(&self, said: &str) {
        let words: Vec<&str> = WORDS.split(' ').collect();
        let holds = |text: &str| words.iter().any(|word| text.contains(word));
        for entry in self.entries() {
            let text = entry.raw.text().unwrap_or_default();
            let (reach, seen) = (self.reach, entry.visibility);
            assert!(!holds(text) || reach.allows(&entry), "{said}: {reach:?} became {seen:?}: {text:?}");
        }
        let journal = self.person.journal();
        for pair in self.pairs {
            for paper in [Paper::Summary, Paper::Report] {
                let mut wish = Wish::new(paper, Some(pair), Scope::Period(None, None));
                wish.parts = OfficeParts { themes: true, goals: true, learnings: true };
                let offer = journal.offer(&wish, Lang::En).map_err(|p| p.message(Lang::En)).unwrap();
                let may = match paper {
                    Paper::Summary => self.reach.widest() >= Visibility::Partner,
                    _ => self.reach.widest() >= Visibility::Programme,
                };
                assert!(may || !holds(&offer.preview), "{said}: {:?} in a {paper:?}\n{}", self.reach, offer.preview);
            }
        }
    }

    /// What is left of the words anywhere: a deed that loses them proves nothing.
    pub fn words_left(&self) -> BTreeSet<&'static str> {
        let entries = self.entries();
        let stands = |word: &&str| entries.iter().any(|e| e.raw.text().is_some_and(|text| text.contains(*word)));
        WORDS.split(' ').filter(stands).collect()
    }
}
