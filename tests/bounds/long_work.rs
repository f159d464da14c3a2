//! Notes of tens of thousands of lines: what one does with them takes time in proportion to their length.

use std::collections::HashSet;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use tomoni::domain::forms::{DraftEntry, NewSession, NoteDraft, SessionForm, mark};
use tomoni::domain::ids::SessionId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::problem::Problem;

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
    let entries: Vec<DraftEntry> = note
        .entries
        .iter()
        .enumerate()
        .map(|(n, e)| {
            let raw = e.raw.text().unwrap();
            if n == lines / 2 {
                DraftEntry::written(Some(e.id), &format!("x{raw}"))
            } else {
                DraftEntry::written(Some(e.id), raw)
            }
        })
        .collect();
    let base = note.entries.iter().map(|e| (e.id, mark(e.raw.text().unwrap()))).collect();
    let draft = NoteDraft { session: id, lead: String::new(), entries, base, visit: 1, born: HashSet::new() };
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
    };
    journal.save_note(&draft).map_err(told).unwrap();
    lap("every line to the bin", &mut timed);
    journal.bin().map_err(told).unwrap();
    lap("bin read again", &mut timed);
    journal.undo().map_err(told).unwrap();
    lap("lines back", &mut timed);
    timed
}

/// What takes less is not told apart from chance.
const WORTH_A_LOOK: Duration = Duration::from_millis(100);

#[test]
fn a_note_of_many_lines_takes_time_in_proportion() {
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
