//! Whoever waits on an empty line of a note while another program adds a line types a line of their own.

use std::path::Path;

use tomoni::domain::forms::{NewSession, SessionForm};
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};

use crate::support::{Person, Step, clock, keys, text, wait};

const OTHER: &str = "? from elsewhere";
const TYPED: &str = "! typed here";

/// Somebody with one session that has this note.
fn with_note(note: &str) -> Person {
    let person = Person::new(Lang::En).at(80, 24);
    person.plays([text("Naoko\n"), keys("enter enter enter")]);
    let mut journal = person.journal();
    let pair = journal.pairs().unwrap()[0].pair.id;
    let new = NewSession {
        pair,
        at: clock().now(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: note.to_owned(),
    };
    journal.add_session(&new).map_err(|p| p.message(Lang::En)).unwrap();
    person
}

fn note_at(journal: &Journal) -> String {
    let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
    journal.note(rows[0].session.id).unwrap().text().unwrap()
}

/// Another program puts a line before the line at `place` of the note as it is in the journal. Behind the last one it has
/// no line end.
fn adds(place: usize, rounds: u32) -> Vec<Step> {
    let add = move |path: &Path| {
        let mut journal = Journal::open(path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
        let note = note_at(&journal);
        let at: usize = note.split_inclusive('\n').take(place).map(str::len).sum();
        let (before, after) = note.split_at(at);
        let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        let end = if after.is_empty() { "" } else { "\n" };
        let new = format!("{before}{gap}{OTHER}{end}{after}");
        let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
        journal.write_session(rows[0].session.id, &SessionForm::default(), Some(new.as_str().into())).unwrap();
    };
    vec![Step::Outside(Box::new(add), rounds)]
}

#[test]
fn what_is_typed_on_an_empty_line_is_a_line_of_its_own_whatever_others_add() {
    let mut tried = 0;
    for note in ["\n! one\n\n= two\n", "! one\n", ""] {
        let lines = note.split('\n').collect::<Vec<_>>();
        for (line, _) in lines.iter().enumerate().filter(|(_, line)| line.is_empty()) {
            for place in (0..lines.len()).filter(|place| *place != 2 || line == 2) {
                // Seen before anything is typed; while it is typed.
                for seen in [true, false] {
                    let person = with_note(note);
                    let up = keys(&"up ".repeat(lines.len() - 1 - line));
                    let (before, after) = if seen { TYPED.split_at(0) } else { TYPED.split_at(5) };
                    person.plays([
                        keys("enter"),
                        up,
                        text(before),
                        adds(place, if seen { 40 } else { 0 }),
                        // Long enough for a save, and so for a merge.
                        wait(if seen { 0 } else { 2_000 }),
                        text(after),
                        keys("esc"),
                    ]);
                    let kept = note_at(&person.journal());
                    let words = |text: &str| {
                        let mut lines: Vec<String> =
                            text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
                        lines.sort();
                        lines
                    };
                    let expected = words(&format!("{note}\n{OTHER}\n{TYPED}"));
                    assert_eq!(words(&kept), expected, "{note:?}, caret in {line}, added at {place}, {seen}: {kept:?}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

/// The caret stays in its words, also when others add lines above them.
#[test]
fn words_are_typed_on_where_they_were_begun() {
    let person = with_note("! one\n= two\n");
    person.plays([keys("enter up"), adds(0, 40), keys("end"), text(" more"), keys("esc")]);
    let kept = note_at(&person.journal());
    assert!(kept.contains("= two more\n") && kept.starts_with(OTHER), "{kept:?}");
}
