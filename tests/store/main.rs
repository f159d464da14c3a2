//! The journal file: who may read it, which files are refused, that old ones open for ever, and that random use of it
//! never breaks what must hold.

mod archive;
mod backup;
mod calendar;
mod concurrent;
mod copies;
mod damage;
mod garbled;
mod indexes;
mod leaks;
mod outside;
mod pages;
mod papers;
mod rollback;
mod salvage;
mod search;
mod strange;
mod sums;

use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use proptest::prelude::*;
use tomoni::clock::Clock;
use tomoni::domain::Moment;
use tomoni::domain::checklist::TickState;
use tomoni::domain::forms::{
    DraftEntry, NewCheckIn, NewGoal, NewRating, NewSession, NewTick, NoteDraft, PairForm, PastSettlement, SessionForm,
    Settlement, mark_of,
};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Binned;
use tomoni::domain::{EntryState, Owner};
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, Journal, NewText, SessionFilter};
use tomoni::problem::Problem;

fn clock() -> Clock {
    Clock::frozen(chrono::DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap())
}

fn open(path: &Path) -> Journal {
    Journal::open_or_create(path, clock()).map_err(|p| p.message(Lang::En)).unwrap()
}

fn refused(path: &Path) -> Problem {
    Journal::open(path, clock()).err().expect("this is no journal to open")
}

fn with_pair(path: &Path) -> (Journal, PairId) {
    let mut journal = open(path);
    let form = PairForm { name: Some("Naoko".to_owned()), ..PairForm::default() };
    let pair = journal.add_pair(&form).map_err(|p| p.message(Lang::En)).unwrap().pair.id;
    (journal, pair)
}

fn session(journal: &mut Journal, pair: PairId, text: &str) -> SessionId {
    session_at(journal, pair, text, clock().now())
}

fn session_at(journal: &mut Journal, pair: PairId, text: &str, at: Moment) -> SessionId {
    let new = NewSession {
        pair,
        at,
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: text.to_owned(),
    };
    journal.add_session(&new).map_err(|p| p.message(Lang::En)).unwrap().row.session.id
}

#[test]
fn a_new_journal_is_for_its_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep/er/journal.db");
    drop(open(&path));
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(path.parent().unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn what_is_no_journal_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let text = dir.path().join("text");
    std::fs::write(&text, "not a database").unwrap();
    assert!(matches!(refused(&text), Problem::NotAJournal(_)));
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "not a database");
    let other = dir.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE a (x)").unwrap();
    let before = std::fs::read(&other).unwrap();
    assert!(matches!(refused(&other), Problem::NotAJournal(_)));
    assert_eq!(std::fs::read(&other).unwrap(), before);
    assert!(matches!(refused(dir.path()), Problem::IsFolder(_)));
    let none = dir.path().join("none.db");
    assert!(matches!(refused(&none), Problem::NoJournal(_)));
    assert!(!none.exists(), "reading makes nothing");
    let link = dir.path().join("link.db");
    std::os::unix::fs::symlink(dir.path().join("nowhere.db"), &link).unwrap();
    assert!(Journal::open_or_create(&link, clock()).is_err(), "a link is not followed");
    assert!(!dir.path().join("nowhere.db").exists());
}

#[test]
fn a_name_that_looks_like_an_address_is_only_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file:x?mode=memory");
    let (journal, _) = with_pair(&path);
    drop(journal);
    assert!(path.exists());
    assert_eq!(open(&path).pairs().unwrap().len(), 1);
}

#[test]
fn a_newer_journal_is_refused_with_both_versions() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(open(&path));
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let problem = refused(&path);
    assert!(matches!(problem, Problem::TooNew { found: 99, known } if known == tomoni::store::Store::newest_schema()));
    assert_eq!(problem.exit_code(), 5);
    for lang in Lang::ALL {
        let said = problem.message(lang);
        assert!(said.contains("99") && said.contains(&tomoni::store::Store::newest_schema().to_string()), "{said}");
    }
}

#[test]
fn the_settings_hold_on_every_open() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let id = session(&mut journal, pair, "kakushigoto that goes away");
    journal.delete(Binned::Session(id)).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(journal.empty_bin().map_err(|p| p.message(Lang::En)).unwrap(), 1, "the session; its line goes along");
    drop(journal);
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(11).any(|w| w == b"kakushigoto"), "deleted text leaves no trace in the file");
    let names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["journal.db"], "no side file stays");
    let conn = rusqlite::Connection::open(&path).unwrap();
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |r| r.get(0)).unwrap();
    assert_eq!(mode, "delete");
    let loose: i64 = conn
        .query_row("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'", [], |r| r.get(0))
        .unwrap();
    assert_eq!(loose, 0, "every table is strict");
}

#[test]
fn a_busy_journal_says_so_and_nothing_is_half_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let form = PairForm { name: Some("Mori".to_owned()), ..PairForm::default() };
    assert!(matches!(journal.add_pair(&form), Err(Problem::Busy)));
    other.execute_batch("ROLLBACK").unwrap();
    journal.note_for_later(pair, "now it goes").map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(journal.pairs().unwrap().len(), 1);
}

/// The journal that schema 1 left behind. It is never written again; every later program must open it.
const V1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v1.db");

#[test]
fn a_journal_of_schema_1_opens_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v1.db");
    std::fs::copy(V1, &path).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let pairs = journal.pairs().unwrap();
    assert_eq!(pairs.len(), 3);
    assert_eq!(pairs.iter().map(|v| v.sessions).sum::<u32>(), 24);
    let rows = journal.sessions(&SessionFilter::default()).unwrap();
    for row in &rows {
        assert!(!journal.note(row.session.id).unwrap().text().unwrap().is_empty());
    }
    let actions = journal.actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap();
    assert!(actions.iter().any(|a| a.entry.state == EntryState::Tried && a.entry.learned.is_some()));
    for view in &pairs {
        assert_eq!(journal.board(view.pair.id, None).unwrap().keys.len(), 6);
        assert!(journal.goals(view.pair.id).unwrap().iter().any(|g| !g.checkins.is_empty()));
    }
}

/// The journal that schema 2 left behind.
const V2: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v2.db");

#[test]
fn a_journal_of_schema_2_opens_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v2.db");
    std::fs::copy(V2, &path).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let rows = journal.sessions(&SessionFilter::default()).unwrap();
    assert!(rows.iter().any(|r| r.session.pulse.is_some()));
    let next = journal.next_pair().unwrap().expect("a session is planned");
    let prep = journal.prep(next, None).map_err(|p| p.message(Lang::En)).unwrap();
    assert!(prep.session.is_some_and(|row| row.session.minutes == Some(60)));
    assert!(!prep.report.is_empty() && !prep.today.is_empty() && !prep.hard.is_empty());
    let ledger = journal.ledger(next).unwrap();
    assert!(ledger.mine.answered > 0);
    assert!(!journal.due().unwrap().is_empty());
}

/// The journals of every schema that was released.
const EVERY_SCHEMA: [&str; 8] =
    [V1, V2, concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v3.db"), V4, V5, V6, V7, V8];

/// The journal that schema 8 left behind: that of schema 7, with a line for later in spellings of its own.
const V8: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v8.db");

#[test]
fn a_journal_of_schema_8_opens_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v8.db");
    std::fs::copy(V8, &path).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    for words in ["高橋", "髙橋さん", "打ち合わせ", "打合せ", "合わせ", "サーバー", "cafe", "Café"]
    {
        let search = journal.understand_search(words).map_err(|p| p.message(Lang::En)).unwrap();
        let hits = journal.search(&search, None, 50).unwrap().hits;
        assert_eq!(hits.iter().map(|hit| hit.snippet.as_str()).collect::<Vec<_>>(), [SPELLINGS], "{words}");
    }
}

/// A line of the journal of schema 8.
const SPELLINGS: &str = "髙橋さんと打ち合わせ、サーバの件、Café";

/// An old journal finds what a new one does: its index is made anew on the way.
#[test]
fn a_journal_of_an_older_schema_finds_every_spelling() {
    let dir = tempfile::tempdir().unwrap();
    for fixture in EVERY_SCHEMA {
        let path = dir.path().join("journal.db");
        std::fs::copy(fixture, &path).unwrap();
        let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
        let rows = journal.sessions(&SessionFilter::default()).unwrap();
        let theme = rows.iter().map(|row| row.session.theme.as_str()).find(|theme| theme.len() > 6).unwrap();
        // Accents on letters, a choice of shape behind kanji.
        let mark = |c: char| {
            if c.is_ascii_lowercase() {
                "\u{301}"
            } else if c > '一' {
                "\u{e0100}"
            } else {
                ""
            }
        };
        let marked: String = theme.chars().map(|c| format!("{c}{}", mark(c))).collect();
        assert_ne!(marked, theme);
        let search = journal.understand_search(&format!("\"{marked}\"")).unwrap();
        let hits = journal.search(&search, None, 50).unwrap().hits;
        assert!(hits.iter().any(|hit| hit.snippet.contains(theme)), "{theme} in {fixture}");
    }
}

/// The journal that schema 7 left behind: that of schema 6, with a form of address and with what was learned from a promise
/// written to go along.
const V7: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v7.db");

#[test]
fn a_journal_of_schema_7_opens_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v7.db");
    std::fs::copy(V7, &path).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let pair = journal.find_pair("Sato").map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(pair.address.as_deref(), Some("様"));
    let actions = journal.actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap();
    let told: Vec<_> = actions.iter().filter(|a| a.entry.learned_told).map(|a| a.entry.learned.as_deref()).collect();
    assert_eq!(told, [Some("live numbers need a live person")]);
    assert!(journal.shares(Some(pair.id), 9).unwrap()[0].arrived);
}

/// The journal that schema 6 left behind: that of schema 5, with the sums of its rows.
const V6: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v6.db");

/// The journal that schema 5 left behind, with sealed lines: `tests/vault/fixture.rs` reads them.
const V5: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v5.db");

/// The journal that schema 4 left behind.
const V4: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v4.db");

#[test]
fn a_journal_of_schema_4_opens_for_ever() {
    use tomoni::domain::Reach;
    use tomoni::domain::sharing::{Format, Paper};
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v4.db");
    std::fs::copy(V4, &path).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let pair = journal.find_pair("Sato").map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(pair.report_agreed, chrono::NaiveDate::from_ymd_opt(2026, 11, 1));
    let shares = journal.shares(Some(pair.id), 9).unwrap();
    let given: Vec<_> = shares.iter().map(|s| (s.paper, s.format, s.shared, s.hash.len())).collect();
    assert_eq!(given, [(Paper::Report, Format::Md, 0, 64), (Paper::Summary, Format::Md, 8, 64)]);
    let rows = journal.sessions(&SessionFilter::default()).unwrap();
    assert_eq!(rows.iter().filter(|r| r.session.theme_reach == Reach::Programme).count(), 1);
    assert_eq!(journal.goals(pair.id).unwrap().iter().filter(|g| g.goal.reach == Reach::Programme).count(), 1);
}

#[test]
fn in_a_journal_of_every_schema_everything_is_found() {
    let dir = tempfile::tempdir().unwrap();
    for fixture in EVERY_SCHEMA {
        let path = dir.path().join("journal.db");
        std::fs::copy(fixture, &path).unwrap();
        let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
        let rows = journal.sessions(&SessionFilter::default()).unwrap();
        for row in rows.iter().filter(|r| !r.session.theme.is_empty()) {
            let search = journal.understand_search(&format!("\"{}\"", row.session.theme)).unwrap();
            let hits = journal.search(&search, None, 50).unwrap().hits;
            assert!(hits.iter().any(|hit| hit.id == row.session.id.0), "{fixture}");
        }
        let held: u32 = journal.pairs().unwrap().iter().map(|v| v.sessions).sum();
        assert_eq!(held, 24, "{fixture}");
        drop(journal);
        assert!(Journal::doctor(&path, clock()).unwrap().is_sound(), "{fixture}");
    }
}

#[test]
fn what_was_settled_under_schema_1_keeps_the_time_of_its_last_change() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v1.db");
    std::fs::copy(V1, &path).unwrap();
    let journal = Journal::open(&path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let actions = journal.actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap();
    for action in &actions {
        let settled = action.entry.settled.map(|at| at.timestamp_millis());
        let expected = (action.entry.state != EntryState::Open).then_some(action.entry.updated);
        assert_eq!(settled, expected);
    }
    // The ledger of a journal that never knew it can still be read.
    for view in journal.pairs().unwrap() {
        let ledger = journal.ledger(view.pair.id).unwrap();
        let sides = [ledger.mine, ledger.theirs, ledger.ours];
        let counted: u32 = sides.iter().map(|t| t.open + t.done + t.partly + t.tried + t.dropped).sum();
        assert_eq!(counted as usize, ledger.promises.len());
    }
}

#[test]
fn a_note_read_back_is_the_same_bytes_and_an_outside_edit_keeps_identities() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let id = session(&mut journal, pair, "one\n! send it\nthree\n");
    let action = journal.note(id).unwrap().entries[1].id;
    let settled =
        Settlement { state: EntryState::Done, result: Some("sent".to_owned()), learned: None, settled_in: None };
    journal.settle(action, &settled).map_err(|p| p.message(Lang::En)).unwrap();
    let after = "zero\none\r\n\r\n! send it soon\nthree";
    journal.write_session(id, &SessionForm::default(), Some(after.into())).map_err(|p| p.message(Lang::En)).unwrap();
    let note = journal.note(id).unwrap();
    assert_eq!(note.text().unwrap(), after);
    let kept = note.entries.iter().find(|e| e.id == action).expect("the action is still the same entry");
    assert_eq!((kept.state, kept.result.as_deref()), (EntryState::Done, Some("sent")));
}

#[test]
fn a_kind_that_changes_hides_the_life_of_an_action_and_does_not_lose_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let id = session(&mut journal, pair, "! send it by fri");
    let entry = journal.note(id).unwrap().entries.remove(0);
    let tried =
        Settlement { state: EntryState::Tried, result: None, learned: Some("too long".to_owned()), settled_in: None };
    journal.settle(entry.id, &tried).map_err(|p| p.message(Lang::En)).unwrap();
    for (raw, has_life) in [("= send it by fri", false), ("! send it by fri", true)] {
        let base = vec![(entry.id, mark_of(&journal.note(id).unwrap().entries[0].raw))];
        let entries = vec![DraftEntry::written(Some(entry.id), raw)];
        let (lead, born) = (String::new(), HashSet::new());
        let draft = NoteDraft { session: id, lead, entries, base, visit: 0, born, knew: Default::default() };
        journal.save_note(&draft).map_err(|p| p.message(Lang::En)).unwrap();
        let now = journal.note(id).unwrap().entries.remove(0);
        assert_eq!(now.kind.has_life(), has_life);
        assert_eq!((now.state, now.learned.as_deref(), now.due), (EntryState::Tried, Some("too long"), entry.due));
    }
}

#[test]
fn a_session_that_is_moved_keeps_the_chain_and_takes_its_note_along() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let id = session(&mut journal, pair, "\nprepared\n! bring the plan");
    assert!(matches!(journal.move_session(id, clock().now(), None), Err(Problem::NotPlanned)), "it was held");
    let planned = SessionForm { status: Some(SessionStatus::Planned), ..SessionForm::default() };
    journal.edit_session(id, &planned).map_err(|p| p.message(Lang::En)).unwrap();
    let to = clock().now() + chrono::TimeDelta::days(7);
    let moved = journal.move_session(id, to, None).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!((moved.row.session.at, moved.text().unwrap().as_str()), (to, "\nprepared\n! bring the plan"));
    let old = journal.note(id).unwrap();
    assert_eq!((old.row.session.status, old.row.session.moved_to), (SessionStatus::Moved, Some(moved.row.session.id)));
    assert_eq!(old.text().unwrap(), "");
}

#[derive(Clone, Debug)]
enum Step {
    Note(String),
    Replace(usize, String),
    Settle(usize, EntryState),
    Goal(String),
    CheckIn(usize, f64),
    Tick(usize, TickState),
    Rate(u8),
    Later(String),
    DeleteSession(usize),
    DeleteEntry(usize),
    RestoreFirst,
    EmptyBin,
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zあ-ん]{0,6}", "! [a-z]{1,5}", "< [a-z]{1,5}", "  [a-z]{1,4}", Just(String::new())]
}

fn text() -> impl Strategy<Value = String> {
    (proptest::collection::vec(line(), 0..6), prop_oneof![Just("\n"), Just("\r\n")]).prop_map(|(l, end)| l.join(end))
}

fn step() -> impl Strategy<Value = Step> {
    let state = prop_oneof![Just(EntryState::Done), Just(EntryState::Dropped), Just(EntryState::Open)];
    let tick = prop_oneof![Just(TickState::Done), Just(TickState::Na), Just(TickState::Open)];
    prop_oneof![
        text().prop_map(Step::Note),
        (0usize..4, text()).prop_map(|(i, t)| Step::Replace(i, t)),
        (0usize..6, state).prop_map(|(i, s)| Step::Settle(i, s)),
        "[a-z]{1,5}".prop_map(Step::Goal),
        (0usize..3, 0.0f64..9.0).prop_map(|(i, v)| Step::CheckIn(i, v)),
        (0usize..12, tick).prop_map(|(i, s)| Step::Tick(i, s)),
        (1u8..=5).prop_map(Step::Rate),
        "[a-z]{1,5}".prop_map(Step::Later),
        (0usize..4).prop_map(Step::DeleteSession),
        (0usize..6).prop_map(Step::DeleteEntry),
        Just(Step::RestoreFirst),
    ]
}

/// Does the step if there is something to do it to.
fn act(journal: &mut Journal, pair: PairId, step: Step) {
    let sessions = journal.sessions(&SessionFilter::default()).unwrap();
    let pick = |i: usize| sessions.get(i % sessions.len().max(1)).map(|r| r.session.id);
    match step {
        Step::Note(text) => {
            session(journal, pair, &text);
        }
        Step::Replace(i, text) => {
            let Some(id) = pick(i) else { return };
            let note = journal
                .write_session(id, &SessionForm::default(), Some(NewText::from(&*text)))
                .map_err(|p| p.message(Lang::En))
                .unwrap();
            assert_eq!(note.text().unwrap(), text);
        }
        Step::Settle(i, state) => {
            let all = journal.actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap();
            let Some(action) = all.get(i) else { return };
            journal
                .settle(action.entry.id, &Settlement { state, result: None, learned: None, settled_in: None })
                .map_err(|p| p.message(Lang::En))
                .unwrap();
        }
        Step::Goal(title) => {
            let terms = GoalTerms { title, sign: None, baseline: None, target: Some(9.0), unit: None, due: None };
            let new = NewGoal { pair, owner: Owner::Me, terms, agreed: None, status: GoalStatus::Active };
            journal.add_goal(&new).map_err(|p| p.message(Lang::En)).unwrap();
        }
        Step::CheckIn(i, value) => {
            let goals = journal.goals(pair).unwrap();
            let Some(goal) = goals.get(i) else { return };
            let new = NewCheckIn { value: Some(value), ..NewCheckIn::default() };
            journal.check_in(goal.goal.id, &new).map_err(|p| p.message(Lang::En)).unwrap();
        }
        Step::Tick(i, state) => {
            let board = journal.board(pair, None).unwrap();
            let items: Vec<_> = board.keys.iter().flat_map(|k| &k.items).collect();
            let item = items[i % items.len()].id.clone();
            // An item of every session is refused where there is no session; that is an answer, too.
            let _ = journal.tick(&NewTick { pair, item, state, session: board.session });
        }
        Step::Rate(level) => {
            let new = NewRating { pair, key: "trust".to_owned(), level, note: String::new(), at: None };
            journal.rate(&new).map_err(|p| p.message(Lang::En)).unwrap();
        }
        Step::Later(text) => {
            journal.note_for_later(pair, &text).map_err(|p| p.message(Lang::En)).unwrap();
        }
        Step::DeleteSession(i) => {
            let Some(id) = pick(i) else { return };
            journal.delete(Binned::Session(id)).map_err(|p| p.message(Lang::En)).unwrap();
        }
        Step::DeleteEntry(i) => {
            let all = journal.actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap();
            let Some(action) = all.get(i) else { return };
            journal.delete(Binned::Entry(action.entry.id)).map_err(|p| p.message(Lang::En)).unwrap();
        }
        Step::RestoreFirst => {
            let Some(item) = journal.bin().unwrap().into_iter().next() else { return };
            // A line whose session lies in the bin, too, has nowhere to go back to.
            let _ = journal.restore(item.what);
        }
        Step::EmptyBin => {
            journal.empty_bin().map_err(|p| p.message(Lang::En)).unwrap();
        }
    }
}

/// Everything that a person could see of a journal.
fn whole(journal: &Journal, pair: PairId) -> String {
    let sessions = journal.sessions(&SessionFilter::default()).unwrap();
    let mut told = String::new();
    for row in &sessions {
        let note = journal.note(row.session.id).unwrap();
        told.push_str(&format!("{:?} {:?} {:?}\n", row.session.id, row.number, note.text()));
        for entry in &note.entries {
            told.push_str(&format!("  {:?} {:?} {:?} {:?}\n", entry.id, entry.kind, entry.state, entry.raw));
        }
    }
    let goals = journal.goals(pair).unwrap();
    for goal in &goals {
        told.push_str(&format!("{:?} {:?} {:?}\n", goal.goal.id, goal.goal.terms, goal.series()));
    }
    let board = journal.board(pair, None).unwrap();
    for key in &board.keys {
        let states: Vec<_> = key.items.iter().map(|i| i.state).collect();
        told.push_str(&format!("{} {:?} {states:?}\n", key.key, key.level()));
    }
    let desk = journal.pair_desk(pair, None, Default::default()).unwrap();
    told.push_str(&format!("{:?}\n", desk.later.iter().map(|e| (e.id, e.raw.clone())).collect::<Vec<_>>()));
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is done, undo takes it back step by step to the beginning, and redo brings it all again.
    #[test]
    fn undo_and_redo_go_all_the_way(steps in proptest::collection::vec(step(), 1..14)) {
        let dir = tempfile::tempdir().unwrap();
        let (journal, pair) = with_pair(&dir.path().join("journal.db"));
        drop(journal);
        let mut journal = open(&dir.path().join("journal.db"));
        let start = whole(&journal, pair);
        for step in steps {
            act(&mut journal, pair, step);
        }
        let end = whole(&journal, pair);
        let mut undone = 0;
        while journal.undo().map_err(|p| p.message(Lang::En)).unwrap().is_some() {
            undone += 1;
        }
        prop_assert_eq!(whole(&journal, pair), start);
        for _ in 0..undone {
            journal.redo().map_err(|p| p.message(Lang::En)).unwrap();
        }
        prop_assert_eq!(whole(&journal, pair), end);
    }
}

#[test]
fn the_desk_has_the_newest_promises_and_says_how_many_there_are() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let promises: String = (0..203).map(|n| format!("! promise {n}\n")).collect();
    session(&mut journal, pair, &promises);
    let desk = journal.pair_desk(pair, None, Default::default()).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!((desk.actions.len(), desk.open_actions), (200, 203));
    let first = desk.actions.first().map(|a| a.entry.raw.text().unwrap());
    let last = desk.actions.last().map(|a| a.entry.raw.text().unwrap());
    assert_eq!((first, last), (Some("! promise 3\n"), Some("! promise 202\n")));
    let prep = journal.prep(pair, None).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!((prep.report.len(), prep.more_open), (200, 3));
}

#[test]
fn what_is_settled_in_bulk_keeps_the_time_at_which_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let session = session(&mut journal, pair, "! send the plan\n? how it went\n");
    let at = clock().now() - chrono::TimeDelta::days(400);
    let lines = journal.note(session).map_err(|p| p.message(Lang::En)).unwrap().entries;
    let to = Settlement::plain(EntryState::Done);
    let past: Vec<_> = lines.iter().map(|e| PastSettlement { line: e.id, to: to.clone(), at }).collect();
    journal.settle_lines(&past).map_err(|p| p.message(Lang::En)).unwrap();
    let lines = journal.note(session).map_err(|p| p.message(Lang::En)).unwrap().entries;
    assert!(lines.iter().all(|e| e.state == EntryState::Done && e.settled == Some(at)));
}

#[test]
fn what_belongs_to_a_session_in_the_bin_is_nowhere_else() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let id = session(&mut journal, pair, ":agenda topic\n? question\n& thanks\n! mine\n< theirs\n");
    let waiting = |journal: &Journal| {
        let prep = journal.prep(pair, None).map_err(|p| p.message(Lang::En)).unwrap();
        let open = journal.pair_desk(pair, None, Default::default()).unwrap().open_actions;
        let listed = prep.report.len() + prep.theirs.len() + prep.today.len() + prep.thanks.len();
        (listed, journal.ledger(pair).unwrap().promises.len(), open)
    };
    assert_eq!(waiting(&journal), (5, 2, 2));
    journal.delete(Binned::Session(id)).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(waiting(&journal), (0, 0, 0));
    journal.restore(Binned::Session(id)).map_err(|p| p.message(Lang::En)).unwrap();
    assert_eq!(waiting(&journal), (5, 2, 2));
}
