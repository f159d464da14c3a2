//! Whose a line is and when it is due, chosen by hand, goes with its words into every line that is made of them.

use std::collections::HashSet;

use chrono::NaiveDate;
use tomoni::domain::forms::{EntryForm, NewSession, PairForm};
use tomoni::domain::ids::{EntryId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Entry, Owner};
use tomoni::i18n::Lang;
use tomoni::journal::SessionFilter;

use crate::deeds::{DEEDS, WORDS};
use crate::live::moment;
use crate::support::{Person, Step, keys, text};

fn due() -> NaiveDate {
    "2026-12-24".parse().unwrap()
}

/// Two notes of one pair; in the newer one a promise whose owner and due date were chosen by hand.
fn desk() -> (Person, SessionId, HashSet<EntryId>) {
    let person = Person::new(Lang::En);
    let mut journal = person.journal();
    let pair = PairForm { name: Some("Aiko".to_owned()), ..PairForm::default() };
    let pair = journal.add_pair(&pair).unwrap().pair.id;
    let mut add = |at: &str, text: String| {
        let new = NewSession {
            pair,
            at: moment(at),
            status: SessionStatus::Held,
            minutes: Some(45),
            mode: None,
            theme: String::new(),
            text,
        };
        journal.add_session(&new).unwrap().row.session.id
    };
    add("2026-11-10T10:00:00+09:00", "we met again\n! write to the board".to_owned());
    let note = add("2026-11-14T10:00:00+09:00", format!("we met\n! {WORDS}\n! call the office\n^ learned to wait"));
    let line = journal.note(note).unwrap().entries.remove(1).id;
    let chosen = EntryForm { owner: Some(Owner::Partner), due: Some(Some(due())), ..EntryForm::default() };
    journal.edit_entry(line, &chosen).unwrap();
    drop(journal);
    let first = entries(&person).iter().map(|entry| entry.id).collect();
    (person, note, first)
}

fn entries(person: &Person) -> Vec<Entry> {
    let journal = person.journal();
    let rows = journal.sessions(&SessionFilter::default()).unwrap();
    rows.iter().flat_map(|row| journal.note(row.session.id).unwrap().entries).collect()
}

/// Whether a line is made of the words: of at least two, and of little else.
fn is_made_of_them(entry: &Entry) -> bool {
    let text = entry.raw.text().unwrap();
    let ours: usize = WORDS.split(' ').filter(|word| text.contains(*word)).map(str::len).sum();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    ours >= 12 && ours * 4 >= letters * 3
}

fn holds(person: &Person, first: &HashSet<EntryId>, said: &str) -> usize {
    let new: Vec<Entry> =
        entries(person).into_iter().filter(|e| !first.contains(&e.id) && is_made_of_them(e)).collect();
    for entry in &new {
        let has = (entry.owner, entry.owner_chosen, entry.due, entry.due_chosen);
        assert_eq!(has, (Owner::Partner, true, Some(due()), true), "{said}: {:?}", entry.raw.text());
    }
    new.len()
}

#[test]
fn the_owner_and_the_due_date_chosen_by_hand_go_with_the_words() {
    // An ordinary run tries every second edit.
    let step = if std::env::var_os("TOMONI_LONG").is_some() { 1 } else { 2 };
    let mut made = 0;
    for deed in DEEDS.iter().step_by(step) {
        let (person, _, first) = desk();
        person.plays([keys("4 g 1 g enter ctrl-home down home"), (deed.steps)(), keys("esc")]);
        made += holds(&person, &first, deed.name);
    }
    println!("{made} new lines, every {step}. of {} edits", DEEDS.len());
    assert!(made > 0, "{made}");
}

#[test]
fn they_go_along_into_another_note() {
    for way in ["shift-end ctrl-c", "shift-end ctrl-x"] {
        let (person, _, first) = desk();
        let there = [keys("esc 1 j enter ctrl-end enter"), vec![Step::Paste(format!("! {WORDS}"))], keys("esc")];
        let steps = [keys("4 g 1 g enter ctrl-home down home"), keys(way)];
        let seen = person.plays(steps.into_iter().chain(there));
        assert_eq!(holds(&person, &first, way), 1, "{}", seen.screen);
    }
}

#[test]
fn a_line_that_is_typed_takes_nothing_over() {
    let (person, _, first) = desk();
    let typed = [keys("4 g 1 g enter ctrl-end enter"), text(&format!("! {WORDS}")), keys("esc")];
    person.plays(typed);
    let new: Vec<Entry> = entries(&person).into_iter().filter(|entry| !first.contains(&entry.id)).collect();
    assert_eq!(new.len(), 1);
    assert!(!new[0].owner_chosen && !new[0].due_chosen && new[0].owner == Owner::Me);
}

#[test]
fn another_program_takes_them_along_too() {
    for text in [
        format!("we met\n! {WORDS}\n! call the office\n! {WORDS}\n"),
        format!("we met\n! kumquat\n! rutabaga persimmon quinceleaf damson\n! call the office\n! {WORDS}\n"),
    ] {
        let (person, note, first) = desk();
        let form = tomoni::domain::forms::SessionForm::default();
        person
            .journal()
            .write_session(note, &form, Some(text.as_str().into()))
            .map_err(|p| p.message(Lang::En))
            .unwrap();
        assert!(holds(&person, &first, &text) >= 1, "{text}");
    }
}
