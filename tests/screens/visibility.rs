//! Nothing becomes wider than it was: every edit of the editor, with lines of every reach, into the same note, another
//! note and another pair, asked of the papers for others, of the journal, and of a shared screen.

use std::collections::BTreeSet;

use tomoni::domain::forms::{EntryForm, NewSession, PairForm};
use tomoni::domain::ids::{EntryId, PairId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::sharing::{OfficeParts, Paper, Scope, Wish};
use tomoni::domain::views::Window;
use tomoni::domain::{Entry, EntryKind, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{Journal, SessionFilter};
use tomoni::tui::input::command;
use tomoni::tui::input::key::Key;
use tomoni::tui::widgets::editor::{Action, Motion};

use crate::deeds::{COMMANDS, DEEDS, Deed, ELSEWHERE, HALF, WORDS, all, deed_of};
use crate::live::moment;
use crate::support::{Person, Step, keys, text};

const PASSPHRASE: &str = "a lantern under the bridge";

/// What was said about the line whose words go round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
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
    const ALL: [Self; 6] = [Self::Fact, Self::OnlyMe, Self::Reading, Self::Partner, Self::Programme, Self::Sealed];

    fn marker(self) -> &'static str {
        match self {
            Self::Fact | Self::Partner | Self::Programme => "",
            Self::OnlyMe | Self::Sealed => "! ",
            Self::Reading => "~ ",
        }
    }

    fn widest(self) -> Visibility {
        match self {
            Self::Fact | Self::OnlyMe | Self::Reading | Self::Sealed => Visibility::Private,
            Self::Partner => Visibility::Partner,
            Self::Programme => Visibility::Programme,
        }
    }

    fn chosen(self) -> Option<Visibility> {
        match self {
            Self::Fact | Self::Reading | Self::Sealed => None,
            Self::OnlyMe | Self::Partner | Self::Programme => Some(self.widest()),
        }
    }

    /// Whether this line may be as wide as it is, if it holds words of such a one.
    fn allows(self, entry: &Entry) -> bool {
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
struct Desk {
    person: Person,
    reach: Reach,
    pairs: [PairId; 2],
}

fn open(person: &Person) -> Journal {
    let mut journal = person.journal();
    if let Some(file) = journal.key_file().unwrap() {
        let key = file.open(&Passphrase::new(PASSPHRASE).unwrap()).map_err(|p| p.message(Lang::En)).unwrap();
        journal.unlock(&key).unwrap();
    }
    journal
}

impl Desk {
    fn new(reach: Reach) -> Self {
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
    fn again(&self) -> Self {
        let person = Person::new(Lang::En);
        std::fs::copy(self.person.path(), person.path()).unwrap();
        Self { person, reach: self.reach, pairs: self.pairs }
    }

    /// The note with the words, the caret at the head of their line.
    fn at_source(&self) -> Vec<Step> {
        let unlock =
            if self.reach == Reach::Sealed { all([keys("f12"), text(PASSPHRASE), keys("enter")]) } else { Vec::new() };
        all([unlock, keys("4 g 1 g enter ctrl-home down home")])
    }

    /// The steps of a deed. Sealed words go to the terminal's clipboard only after a yes; here it is a no.
    fn steps(&self, deed: &Deed) -> Vec<Step> {
        let copies: Vec<Key> = ["ctrl-x", "ctrl-c", "shift-delete"].into_iter().filter_map(Key::parse).collect();
        let mut steps = Vec::new();
        for step in (deed.steps)() {
            let asks = self.reach == Reach::Sealed && matches!(&step, Step::Key(key) if copies.contains(key));
            steps.push(step);
            steps.extend(asks.then(|| keys("n")).into_iter().flatten());
        }
        steps
    }

    fn entries(&self) -> Vec<Entry> {
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
    fn nothing_is_wider(&self, said: &str) {
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
    fn words_left(&self) -> BTreeSet<&'static str> {
        let entries = self.entries();
        let stands = |word: &&str| entries.iter().any(|e| e.raw.text().is_some_and(|text| text.contains(*word)));
        WORDS.split(' ').filter(stands).collect()
    }
}

fn is_long() -> bool {
    std::env::var_os("TOMONI_LONG").is_some()
}

/// The reaches that are tried, each with its place. Nothing is wider than the programme: that one takes the long run.
fn tried() -> Vec<(Reach, usize)> {
    let all = Reach::ALL.into_iter().zip(0..);
    all.filter(|(reach, _)| is_long() || *reach != Reach::Programme).collect()
}

/// Whether somebody says by hand what a fact is, for which nobody has chosen anything: the second half was a line of its own
/// before its marker came; and what another program brings is another line.
fn says_by_hand(reach: Reach, deed: &Deed) -> bool {
    reach == Reach::Fact && ["split", "paste in Windows lines"].contains(&deed.name)
}

#[test]
fn every_edit_of_the_catalogue_is_tried() {
    let names: BTreeSet<&str> = DEEDS.iter().map(|deed| deed.name).collect();
    let motions = [
        Motion::Left,
        Motion::Right,
        Motion::WordLeft,
        Motion::WordRight,
        Motion::Up,
        Motion::Down,
        Motion::RowStart,
        Motion::RowEnd,
        Motion::TextStart,
        Motion::TextEnd,
        Motion::PageUp,
        Motion::PageDown,
    ];
    let (column, row) = (0, 0);
    let actions = [
        Action::Insert('x'),
        Action::Newline,
        Action::Backspace,
        Action::Delete,
        Action::DeleteWordLeft,
        Action::DeleteWordRight,
        Action::DeleteToLineEnd,
        Action::SelectAll,
        Action::Undo,
        Action::Redo,
        Action::Cut,
        Action::Copy,
        Action::Paste,
        Action::FindNext,
        Action::FindPrevious,
        Action::Click { column, row, select: false },
        Action::SelectWord { column, row },
        Action::Scroll(1),
    ];
    let moves = motions.into_iter().map(|to| Action::Move { to, select: true });
    for action in actions.into_iter().chain(moves) {
        assert!(names.contains(deed_of(action)), "{action:?}");
    }
    for command in command::all().iter().filter(|command| command.id.starts_with("note.")) {
        let tried = COMMANDS.iter().find(|(id, _)| *id == command.id);
        assert!(tried.is_some_and(|(_, deed)| names.contains(deed)), "{} is tried by no deed", command.id);
    }
}

#[test]
fn no_edit_makes_a_line_wider_than_its_words_were() {
    for (reach, from) in tried() {
        let first = Desk::new(reach);
        for (n, deed) in DEEDS.iter().enumerate() {
            // Every deed meets every reach in the long run, and one or two of them in an ordinary one.
            if says_by_hand(reach, deed) || !is_long() && (n + from) % 3 != 0 {
                continue;
            }
            let desk = first.again();
            let seen = desk.person.plays([desk.at_source(), desk.steps(deed), keys("esc")]);
            desk.nothing_is_wider(deed.name);
            assert!(!desk.words_left().is_empty(), "{}: {reach:?}\n{}", deed.name, seen.screen);
        }
    }
}

#[test]
fn words_brought_to_another_note_or_pair_are_no_wider_there() {
    for (reach, _) in tried() {
        let first = Desk::new(reach);
        // Nobody chose anything for a fact: what another program brings is another line.
        let from_outside = |deed: &&Deed| reach == Reach::Fact && deed.name == "brought from outside";
        for deed in ELSEWHERE.iter().filter(|deed| !from_outside(deed)) {
            for (place, way) in [("another note", "1 j enter"), ("another pair", "4 j 1 g enter")] {
                let halves = if is_long() || deed.name == "brought from outside" { 2 } else { 1 };
                for words in [WORDS, HALF].into_iter().take(halves) {
                    let desk = first.again();
                    let brought = |steps: &str| all([keys(steps), vec![Step::Paste(format!(" {words}"))]]);
                    let steps = [desk.at_source(), desk.steps(deed), keys("esc"), keys(way)];
                    let there = [brought("ctrl-home down end"), brought("down end"), keys("esc")];
                    let seen = desk.person.plays(steps.into_iter().chain(there));
                    let said = format!("{} to {place}", deed.name);
                    desk.nothing_is_wider(&said);
                    let there =
                        desk.entries().iter().filter(|e| e.raw.text().is_some_and(|t| t.contains(HALF))).count();
                    assert!(there >= 2, "{said}: {reach:?}\n{}", seen.screen);
                }
            }
        }
    }
}

#[test]
fn a_shared_screen_shows_nothing_that_an_edit_laid_open() {
    let step = if is_long() { 1 } else { 3 };
    let shows = |deed: &&Deed| !["leave for the wrap-up", "cut what was found"].contains(&deed.name);
    for (reach, from) in tried().into_iter().filter(|(reach, _)| reach.widest() == Visibility::Private) {
        let first = Desk::new(reach);
        for deed in DEEDS.iter().filter(shows).skip(from % step).step_by(step) {
            if says_by_hand(reach, deed) {
                continue;
            }
            let desk = first.again();
            let seen = desk.person.plays([desk.at_source(), keys("f9"), desk.steps(deed)]);
            let shown = WORDS.split(' ').find(|word| seen.screen.contains(*word));
            assert_eq!(shown, None, "{}: {reach:?}\n{}", deed.name, seen.screen);
        }
    }
}

/// A generator of numbers, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &of[(self.0 >> 33) as usize % of.len()]
    }
}

/// What random edits are made of. No marker is typed: whoever types one says by hand what a line is.
const KEYS: &[&str] = &[
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "ctrl-home",
    "ctrl-end",
    "ctrl-left",
    "ctrl-right",
    "shift-left",
    "shift-right",
    "shift-up",
    "shift-down",
    "shift-home",
    "shift-end",
    "ctrl-shift-left",
    "ctrl-shift-right",
    "alt-a",
    "ctrl-x",
    "ctrl-x",
    "ctrl-c",
    "ctrl-v",
    "ctrl-v",
    "ctrl-v",
    "ctrl-z",
    "ctrl-z",
    "ctrl-y",
    "enter",
    "backspace",
    "delete",
    "ctrl-w",
    "alt-delete",
    "ctrl-k",
    "ctrl-s",
    "x",
    "space",
    "esc enter",
    "shift-down ctrl-x",
    "home shift-end ctrl-x",
    "end delete",
    "home backspace",
];

/// One line of each reach, each with two words of its own.
const LINES: [(&str, Visibility, Option<Visibility>); 7] = [
    ("apricot bilberry", Visibility::Private, None),
    ("~ cranberry dewberry", Visibility::Private, None),
    ("! elderberry feijoa", Visibility::Private, Some(Visibility::Private)),
    ("guavafruit huckleberry", Visibility::Partner, Some(Visibility::Partner)),
    ("! jackfruit lingonberry", Visibility::Partner, None),
    ("^ mulberry nectarine", Visibility::Programme, Some(Visibility::Programme)),
    ("! olivefruit papaya", Visibility::Programme, Some(Visibility::Programme)),
];

#[test]
fn random_edits_make_no_word_wider_than_its_line_was() {
    let runs = if is_long() { 600 } else { 15 };
    for seed in 0..runs {
        let person = Person::new(Lang::En);
        let mut journal = person.journal();
        let pair = journal.add_pair(&PairForm { name: Some("Aiko".into()), ..PairForm::default() }).unwrap().pair.id;
        let new = NewSession {
            pair,
            at: moment("2026-11-14T10:00:00+09:00"),
            status: SessionStatus::Held,
            minutes: None,
            mode: None,
            theme: String::new(),
            text: LINES.map(|(line, ..)| line).join("\n"),
        };
        let session = journal.add_session(&new).unwrap().row.session.id;
        let first: Vec<EntryId> = journal.note(session).unwrap().entries.iter().map(|e| e.id).collect();
        for (entry, (.., visibility)) in journal.note(session).unwrap().entries.iter().zip(LINES) {
            journal.edit_entry(entry.id, &EntryForm { visibility, ..EntryForm::default() }).unwrap();
        }
        drop(journal);
        let mut dice = Dice(seed);
        let typed: Vec<&str> = (0..60).map(|_| *dice.roll(KEYS)).collect();
        person.plays([keys("4 g 1 g enter"), keys(&typed.join(" ")), keys("esc")]);
        let journal = person.journal();
        for row in journal.sessions(&SessionFilter::default()).unwrap() {
            for entry in journal.note(row.session.id).unwrap().entries {
                let text = entry.raw.text().unwrap();
                for ((line, widest, _), id) in LINES.iter().zip(&first) {
                    // A marker that came and went on that very line.
                    if entry.id == *id && !entry.visibility_chosen {
                        continue;
                    }
                    let word = line.split(' ').find(|word| word.len() > 1 && text.contains(word));
                    let seen = entry.visibility;
                    assert!(word.is_none() || seen <= *widest, "seed {seed}: {word:?} became {seen:?}\n{typed:?}");
                }
            }
        }
    }
}
