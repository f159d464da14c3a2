//! Nothing becomes wider than it was: every edit of the editor, with lines of every reach, into the same note, another
//! note and another pair, asked of the papers for others, of the journal, and of a shared screen.

mod desk;

use std::collections::BTreeSet;

use tomoni::domain::Visibility;
use tomoni::domain::forms::{EntryForm, NewSession, PairForm};
use tomoni::domain::ids::EntryId;
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::SessionFilter;
use tomoni::tui::input::command;
use tomoni::tui::widgets::editor::{Action, Motion};

use crate::deeds::{COMMANDS, DEEDS, Deed, ELSEWHERE, HALF, WORDS, all, deed_of};
use crate::live::moment;
use crate::support::{Person, Step, keys};
use desk::{Desk, Reach};

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
        Action::DeleteToLineStart,
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
    let is_of_note = |id: &str| id.starts_with("note.") || id.starts_with("text.");
    for command in command::all().iter().filter(|command| is_of_note(command.id)) {
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
