//! Damage: whatever becomes of the file of a journal, nothing panics or goes on for ever, and the doctor never says "sound"
//! while an answer differs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tomoni::domain::calendar::Month;
use tomoni::domain::checklist::ItemMoment;
use tomoni::domain::forms::NewItem;
use tomoni::domain::sharing::{Format, NewShare, Paper, Scope, Wish};
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, Checkup, Journal, SessionFilter};
use tomoni::problem::{Problem, Result};

use crate::{clock, open};

/// How long the answer to a question may take.
const LIMIT: Duration = Duration::from_secs(5);

pub fn told<T>(outcome: Result<T>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

/// Whether the longer version was asked for.
pub fn is_long() -> bool {
    std::env::var_os("TOMONI_LONG").is_some()
}

/// A journal in which every table has rows, and a place for copies of it.
pub struct Sound {
    dir: tempfile::TempDir,
    pub path: PathBuf,
}

impl Sound {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sound.db");
        std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v6.db"), &path).unwrap();
        let mut journal = open(&path);
        let pair = told(journal.pairs())[0].pair.id;
        let item = NewItem { pair, key: "trust".to_owned(), when: ItemMoment::Session, text: "an item".to_owned() };
        told(journal.add_item(&item));
        told(journal.add_question("What would a good year be?"));
        let given = NewShare {
            pair: Some(pair),
            paper: Paper::ALL[0],
            format: Format::ALL[0],
            shared: 3,
            kept: 4,
            hash: "ab".to_owned(),
            arrived: true,
        };
        told(journal.log_share(&given));
        let doomed = told(journal.note_for_later(pair, "goes away")).id;
        told(journal.delete(Binned::Entry(doomed)));
        told(journal.empty_bin());
        Self { dir, path }
    }

    pub fn copy(&self) -> PathBuf {
        let path = self.dir.path().join("victim.db");
        self.copy_to(&path);
        path
    }

    pub fn copy_to(&self, path: &Path) {
        let _ = std::fs::remove_file(tomoni::store::side_file(path, "-journal"));
        std::fs::copy(&self.path, path).unwrap();
    }
}

/// What a person sees of a journal: everything that has an id, as it is shown.
pub type Seen = BTreeMap<String, String>;

/// A question about something that may itself be damaged may say that it is not there, or cannot be read.
pub fn perhaps<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(Problem::NotFound { .. } | Problem::Unreadable) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Asks something that has to be answered within seconds, whatever is damaged.
pub fn quick<T>(what: &str, ask: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let answer = ask();
    assert!(begun.elapsed() < LIMIT, "{what} took {:?}", begun.elapsed());
    answer
}

/// Asks for everything that the desk and the commands ask for.
pub fn see(journal: &Journal) -> Result<Seen> {
    let mut seen = Seen::new();
    let today = clock().today();
    for row in quick("sessions", || journal.sessions(&SessionFilter::default()))? {
        let s = &row.session;
        seen.insert(s.id.to_string(), format!("{:?} {} {:?} {:?} {}", s.at, s.theme, s.status, s.pulse, s.lead));
        for e in perhaps(quick("a note", || journal.note(s.id)))?.into_iter().flat_map(|note| note.entries) {
            seen.insert(e.id.to_string(), format!("{:?} {:?} {:?} {:?}", e.kind, e.owner, e.visibility, e.raw.text()));
        }
    }
    for view in quick("pairs", || journal.pairs())? {
        let pair = view.pair.id;
        seen.insert(pair.to_string(), format!("{} {:?} {:?}", view.pair.name, view.pair.role, view.pair.status));
        for goal in quick("goals", || journal.goals(pair))? {
            let (goal, checkins, revisions) = (goal.goal, goal.checkins, goal.revisions);
            seen.insert(goal.id.to_string(), format!("{} {:?} {:?}", goal.terms.title, goal.status, goal.reach));
            seen.extend(checkins.into_iter().map(|c| (c.id.to_string(), format!("{:?} {}", c.value, c.note))));
            seen.extend(revisions.into_iter().map(|r| (r.id.to_string(), r.reason)));
        }
        if let Some(board) = perhaps(quick("the checklist", || journal.board(pair, None)))? {
            for key in &board.keys {
                seen.insert(format!("{pair} {}", key.key), format!("{:?}", key.level()));
                let items = key.items.iter().map(|item| (format!("{pair} {}", item.id), format!("{:?}", item.state)));
                seen.extend(items);
            }
        }
        for share in quick("shares", || journal.shares(Some(pair), 99))? {
            seen.insert(share.id.to_string(), format!("{:?} {} {}", share.paper, share.shared, share.hash));
        }
        perhaps(quick("the desk", || journal.pair_desk(pair, None, Default::default())))?;
        perhaps(quick("preparation", || journal.prep(pair, None)))?;
        perhaps(quick("the ledger", || journal.ledger(pair)))?;
        for paper in [Paper::Summary, Paper::Archive] {
            let wish = Wish::new(paper, Some(pair), Scope::Period(None, None));
            perhaps(quick("a paper", || journal.offer(&wish, Lang::En)))?;
        }
    }
    for question in quick("questions", || journal.own_questions())? {
        seen.insert(question.id.to_string(), question.text);
    }
    let all = ActionFilter { settled: true, ..ActionFilter::default() };
    for action in quick("promises", || journal.actions(&all))? {
        seen.insert(format!("action {}", action.entry.id), format!("{:?} {:?}", action.entry.state, action.entry.due));
    }
    let search = journal.understand_search("plan")?;
    for hit in quick("a search", || journal.search(&search, None, 999))?.hits {
        seen.insert(format!("hit {}", hit.id), String::new());
    }
    quick("what is due", || journal.due())?;
    quick("the bin", || journal.bin())?;
    quick("the next pair", || journal.next_pair())?;
    quick("the timeline", || journal.timeline(None, 99))?;
    quick("the calendar", || journal.day_counts(None, Month::of(today).shifted(-2), 3))?;
    Ok(seen)
}

/// One way in which a file changes under us.
#[derive(Clone, Debug)]
enum Change {
    Bit(f64, u8),
    Byte(f64, u8),
    Zero(f64),
    Cut(f64),
    Swap(f64, f64),
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0.0..1.0_f64;
    prop_oneof![
        4 => (place(), 0_u8..8).prop_map(|(at, bit)| Change::Bit(at, bit)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        1 => place().prop_map(Change::Zero),
        1 => place().prop_map(Change::Cut),
        1 => (place(), place()).prop_map(|(a, b)| Change::Swap(a, b)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    const PAGE: usize = 4096;
    let len = bytes.len();
    let at = |place: f64| ((len as f64 * place) as usize).min(len - 1);
    let page = |place: f64| at(place) / PAGE * PAGE;
    match *change {
        Change::Bit(place, bit) => bytes[at(place)] ^= 1 << bit,
        Change::Byte(place, byte) => bytes[at(place)] = byte,
        Change::Zero(place) => bytes[page(place)..page(place) + PAGE].fill(0),
        Change::Cut(place) => bytes.truncate(at(place)),
        Change::Swap(a, b) => {
            let (a, b) = (page(a), page(b));
            for i in 0..PAGE {
                bytes.swap(a + i, b + i);
            }
        }
    }
}

#[test]
fn no_random_change_of_the_file_changes_an_answer_that_the_doctor_calls_sound() {
    let sound = Sound::new();
    let whole = told(see(&told(Journal::open(&sound.path, clock()))));
    let bytes = std::fs::read(&sound.path).unwrap();
    let cases = if is_long() { 1_000 } else { 60 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let counts = std::cell::Cell::new((0, 0, 0));
    let outcome = TestRunner::new_with_rng(config, rng()).run(&change(), |change| {
        let mut changed = bytes.clone();
        apply(&mut changed, &change);
        let path = sound.copy();
        std::fs::write(&path, &changed).unwrap();
        let before = quick("opening", || Journal::open(&path, clock())).and_then(|journal| see(&journal));
        let checkup = quick("the doctor", || Journal::doctor(&path, clock()));
        let (refused, sound, healed) = counts.get();
        match checkup {
            Ok(checkup) if checkup.is_sound() => {
                let is_healed = has_healed(&checkup);
                counts.set((refused, sound + 1, healed + u32::from(is_healed)));
                let seen = if is_healed { Journal::open(&path, clock()).and_then(|j| see(&j)) } else { before };
                let seen = seen.map_err(|p| TestCaseError::fail(p.message(Lang::En)))?;
                prop_assert_eq!(&seen, &whole, "the doctor says sound, and the answers are others");
            }
            _ => counts.set((refused + 1, sound, healed)),
        }
        Ok(())
    });
    println!("{cases} changes of the file: (refused or found, sound, of these healed) {:?}", counts.get());
    outcome.unwrap();
}

fn rng() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[12; 32])
}

fn has_healed(checkup: &Checkup) -> bool {
    checkup.checks.iter().any(|check| check.healed)
}
