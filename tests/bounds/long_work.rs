//! Notes of tens of thousands of lines: what one does with them takes time in proportion to their length.

use std::collections::HashSet;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use tomoni::domain::Entry;
use tomoni::domain::forms::{DraftEntry, NewSession, NoteDraft, SessionForm, mark};
use tomoni::domain::ids::SessionId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::sharing::{Paper, Scope, Wish};
use tomoni::domain::views::{Binned, Note};
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::problem::Problem;
use tomoni::tui::msg::Msg;

use super::driver::Driver;
use super::input::is_long;
use super::support::{Person, clock};

fn told(problem: Problem) -> String {
    problem.message(Lang::En)
}

fn line(n: usize) -> String {
    match n % 5 {
        0 => format!("! write down step {n} by friday"),
        1 => format!("話したこと {n} について、もう少し考える"),
        2 => format!("^ it is better to show number {n} than to explain it"),
        3 => format!("< try {n} once in the weekly meeting"),
        _ => format!("they said that {n} went well"),
    }
}

pub fn long_text(lines: usize) -> String {
    (0..lines).map(|n| line(n) + "\n").collect()
}

pub fn long_session(journal: &mut Journal, text: String) -> SessionId {
    let pair = journal.pairs().map_err(told).unwrap()[0].pair.id;
    let new = NewSession {
        pair,
        at: clock().now(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: "long".to_owned(),
        text,
    };
    journal.add_session(&new).map_err(told).unwrap().row.session.id
}

/// What this thread has worked so far: not how long it waited for others on the same machine.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

type Timed = Vec<(&'static str, Duration)>;

fn everything(lines: usize) -> Timed {
    let person = Person::with_sample(Lang::En);
    let mut journal = person.journal();
    let mut timed = Timed::new();
    let mut begun = worked();
    let mut lap = |name, timed: &mut Timed| {
        timed.push((name, worked() - begun));
        begun = worked();
    };
    let id = long_session(&mut journal, long_text(lines));
    lap("add", &mut timed);
    let note = journal.note(id).map_err(told).unwrap();
    assert_eq!(note.entries.len(), lines);
    lap("read", &mut timed);
    let draft = one_changed(&note, lines / 2);
    lap("prepare", &mut timed);
    journal.save_note(&draft).map_err(told).unwrap();
    lap("a letter saved", &mut timed);
    journal.delete(Binned::Session(id)).map_err(told).unwrap();
    lap("session to the bin", &mut timed);
    journal.bin().map_err(told).unwrap();
    lap("bin read", &mut timed);
    journal.restore(Binned::Session(id)).map_err(told).unwrap();
    lap("session back", &mut timed);
    let shuffled: String = (0..lines).map(|n| line((n * 7919) % lines) + " changed\n").collect();
    journal.write_session(id, &SessionForm::default(), Some(shuffled.as_str().into())).map_err(told).unwrap();
    lap("every line edited and moved", &mut timed);
    journal.undo().map_err(told).unwrap();
    lap("undone", &mut timed);
    journal.redo().map_err(told).unwrap();
    lap("done again", &mut timed);
    let note = journal.note(id).map_err(told).unwrap();
    let base = note.entries.iter().map(|e| (e.id, mark(e.raw.text().unwrap()))).collect();
    let draft = NoteDraft {
        session: id,
        lead: String::new(),
        entries: Vec::new(),
        base,
        visit: i64::MAX,
        born: HashSet::new(),
        knew: Default::default(),
    };
    journal.save_note(&draft).map_err(told).unwrap();
    lap("every line to the bin", &mut timed);
    journal.bin().map_err(told).unwrap();
    lap("bin read again", &mut timed);
    journal.undo().map_err(told).unwrap();
    lap("lines back", &mut timed);
    // Another writer puts a line behind every one of them while somebody changes one.
    let note = journal.note(id).map_err(told).unwrap();
    let draft = one_changed(&note, lines / 2);
    let doubled: String = note.entries.iter().map(|e| format!("{}and more\n", e.raw.text().unwrap())).collect();
    journal.write_session(id, &SessionForm::default(), Some(doubled.as_str().into())).map_err(told).unwrap();
    lap("a line added behind every line", &mut timed);
    let merged = journal.save_note(&draft).map_err(told).unwrap();
    assert!(merged.merged && merged.note.entries.len() == 2 * lines);
    lap("merged", &mut timed);
    journal.undo().map_err(told).unwrap();
    journal.undo().map_err(told).unwrap();
    lap("both undone", &mut timed);
    let search = journal.understand_search("weekly meeting").map_err(told).unwrap();
    journal.search(&search, None, 100).map_err(told).unwrap();
    journal.search_total(&search).map_err(told).unwrap();
    lap("searched", &mut timed);
    let pair = note.row.session.pair;
    journal.prep(pair, None).map_err(told).unwrap();
    lap("prepared", &mut timed);
    journal.offer(&Wish::new(Paper::Summary, Some(pair), Scope::Session(id)), Lang::En).map_err(told).unwrap();
    lap("summary", &mut timed);
    let file = person.folder().join("archive.json");
    let mut archive = std::fs::File::create_new(&file).unwrap();
    journal.export(&mut archive, &file, &mut |_, _| true).map_err(told).unwrap();
    lap("export", &mut timed);
    assert!(Journal::doctor(journal.path(), clock()).map_err(told).unwrap().is_sound());
    lap("doctor", &mut timed);
    timed
}

/// The note as its writer has it, with a letter more in one line.
fn one_changed(note: &Note, which: usize) -> NoteDraft {
    let entry = |(n, e): (usize, &Entry)| {
        let raw = e.raw.text().unwrap();
        DraftEntry::written(Some(e.id), &if n == which { format!("x{raw}") } else { raw.to_owned() })
    };
    NoteDraft {
        session: note.row.session.id,
        lead: String::new(),
        entries: note.entries.iter().enumerate().map(entry).collect(),
        base: note.entries.iter().map(|e| (e.id, mark(e.raw.text().unwrap()))).collect(),
        visit: 7,
        born: HashSet::new(),
        knew: Default::default(),
    }
}

/// What the desk itself does with a long note: the time of its thread, not of that of the journal.
fn on_the_desk(lines: usize) -> Timed {
    let person = Person::with_sample(Lang::En);
    let id = long_session(&mut person.journal(), long_text(lines));
    let mut driver = Driver::new(person);
    driver.model.desk.session.id = Some(id);
    let mut timed = Timed::new();
    let mut begun = worked();
    let mut lap = |name, driver: &mut Driver| {
        driver.settle();
        driver.draw((120, 36));
        timed.push((name, worked() - begun));
        begun = worked();
    };
    let effects = driver.model.refresh();
    driver.perform(effects);
    lap("shown on the desk", &mut driver);
    driver.press("enter");
    assert!(driver.model.writing.is_some());
    lap("opened", &mut driver);
    driver.press("x");
    lap("a letter typed", &mut driver);
    driver.press("enter");
    lap("a line ended and saved", &mut driver);
    driver.press("ctrl-z");
    lap("taken back", &mut driver);
    driver.press("ctrl-f");
    for letter in ["w", "e", "e", "k", "l", "y"] {
        driver.press(letter);
    }
    driver.press("enter");
    lap("found in the note", &mut driver);
    driver.press("esc");
    driver.feed(Msg::Paste(long_text(lines)));
    lap("as much pasted", &mut driver);
    driver.press("ctrl-z");
    lap("that taken back", &mut driver);
    driver.press("esc");
    driver.settle();
    assert!(driver.model.writing.is_none());
    lap("closed", &mut driver);
    driver.press("u");
    lap("undone on the desk", &mut driver);
    timed
}

/// What takes less is not told apart from chance.
const WORTH_A_LOOK: Duration = Duration::from_millis(100);

#[test]
fn a_note_of_many_lines_takes_time_in_proportion() {
    in_proportion(everything);
}

#[test]
fn the_desk_takes_time_in_proportion_for_a_note_of_many_lines() {
    in_proportion(on_the_desk);
}

fn in_proportion(everything: fn(usize) -> Timed) {
    let lines = if is_long() { 10_000 } else { 500 };
    let (short, long) = (everything(lines), everything(4 * lines));
    let mut slow = Vec::new();
    for ((name, short), (_, long)) in short.iter().zip(&long) {
        let times = long.as_secs_f64() / short.as_secs_f64().max(1e-6);
        println!("{name:30} {short:10.2?} {long:10.2?}  x{times:.1}");
        // Four times the lines: four times the work, and half as much again for deeper trees; twice that is chance.
        if times > 12.0 && *long > WORTH_A_LOOK {
            slow.push((*name, times));
        }
    }
    assert!(slow.is_empty(), "four times the lines take so many times as long: {slow:?}");
}
