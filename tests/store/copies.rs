//! Copies that the program makes by itself: one a day, only so many, and never at the cost of a good one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use tomoni::clock::Clock;
use tomoni::domain::Moment;
use tomoni::domain::ids::PairId;
use tomoni::files::Standing;
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{CopyKind, Journal, Keep, copies, copy_now, is_passing};
use tomoni::problem::Problem;
use tomoni::tui::effect::Outcome;
use tomoni::tui::worker::{self, Request};

use super::archive::exported;
use super::{open, session, session_at, with_pair};

const KEEP: Keep = Keep { daily: 3, weekly: 2, monthly: 2 };

fn told<T>(outcome: Result<T, Problem>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

/// The journal on another day.
fn on(path: &Path, day: &str) -> Journal {
    let at = Moment::parse_from_rfc3339(&format!("{day}T10:00:00+09:00")).unwrap();
    let mut journal = told(Journal::open(path, Clock::frozen(at)));
    journal.keep_copies(Some(KEEP));
    journal
}

fn copy(journal: &Journal) -> Result<Option<PathBuf>, Problem> {
    copy_now(journal, || true)
}

fn names(path: &Path) -> BTreeSet<String> {
    let folder = path.parent().unwrap().join("backups");
    let all = std::fs::read_dir(folder).into_iter().flatten();
    all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn change(journal: &mut Journal, pair: PairId, n: usize) {
    long_ago(journal, pair, &format!("line {n}\n"));
}

/// A session that was held before every day of these tests.
fn long_ago(journal: &mut Journal, pair: PairId, text: &str) {
    let at = Moment::parse_from_rfc3339("2025-01-10T10:00:00+09:00").unwrap();
    session_at(journal, pair, text, at);
}

#[test]
fn a_day_has_one_copy_and_a_journal_that_did_not_change_none() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(open(&path));
    assert_eq!(told(copy(&on(&path, "2026-11-20"))), None, "nothing to copy yet");
    let pair = with_pair(&path).1;
    let mut journal = on(&path, "2026-11-21");
    change(&mut journal, pair, 1);
    let made = told(copy(&journal)).unwrap();
    assert_eq!(made, path.canonicalize().unwrap().with_file_name("backups").join("journal-auto-2026-11-21.db"));
    assert_eq!(exported(&told(Journal::open(&made, super::clock()))), exported(&journal));
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&made), mode(made.parent().unwrap())), (0o600, 0o700));
    change(&mut journal, pair, 2);
    assert_eq!(told(copy(&journal)), None, "one a day");
    drop(journal);
    assert!(told(copy(&on(&path, "2026-11-22"))).is_some());
    assert_eq!(told(copy(&on(&path, "2026-11-23"))), None, "nothing has changed");
    let mut journal = on(&path, "2026-11-23");
    change(&mut journal, pair, 3);
    assert!(told(copy(&journal)).is_some());
    journal.keep_copies(None);
    change(&mut journal, pair, 4);
    assert_eq!(told(copy(&journal)), None, "nobody wants one");
    assert_eq!(names(&path).len(), 3);
}

#[test]
fn rotation_takes_away_only_what_this_program_copied_of_this_journal() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (journal, pair) = with_pair(&path);
    let by_hand = told(journal.back_up(None, Standing::Stays, &mut |_, _| true)).path;
    let folder = by_hand.parent().unwrap().to_owned();
    drop(journal);
    // Of another journal, no journal at all, damaged, a link, and names that are nearly the pattern.
    let other = with_pair(&dir.path().join("other.db")).0;
    told(other.back_up(Some(&folder.join("journal-auto-2020-01-01.db")), Standing::Stays, &mut |_, _| true));
    std::fs::write(folder.join("journal-auto-2020-01-02.db"), "dear diary").unwrap();
    let mut damaged = std::fs::read(&by_hand).unwrap();
    damaged[4096..8192].fill(0xff);
    damaged[100] = 7;
    std::fs::write(folder.join("journal-auto-2020-01-03.db"), damaged).unwrap();
    std::os::unix::fs::symlink(&by_hand, folder.join("journal-auto-2020-01-04.db")).unwrap();
    std::fs::copy(&by_hand, folder.join("journal-auto-2020-01-05-mine.db")).unwrap();
    std::fs::create_dir(folder.join("journal-auto-2020-01-06.db")).unwrap();
    // This one is an automatic copy, and too old.
    std::fs::copy(&by_hand, folder.join("journal-auto-2020-01-07.db")).unwrap();
    let before = names(&path);
    for (n, day) in (1..=28).map(|n| (n, format!("2026-11-{n:02}"))) {
        let mut journal = on(&path, &day);
        change(&mut journal, pair, n);
        assert!(told(copy(&journal)).is_some(), "{day}");
    }
    let kept: BTreeSet<String> = names(&path).difference(&before).cloned().collect();
    let expected = ["22", "26", "27", "28"].map(|day| format!("journal-auto-2026-11-{day}.db"));
    assert_eq!(kept, expected.into(), "three days and two weeks; November is the only month but that of the oldest");
    // Of the months, the newest but one is the one of the copy of 2020.
    assert!(before.is_subset(&names(&path)));
    for (n, day) in (1..=2).map(|n| (n, format!("2026-12-{n:02}"))) {
        let mut journal = on(&path, &day);
        change(&mut journal, pair, n);
        told(copy(&journal));
    }
    let gone: BTreeSet<String> = before.difference(&names(&path)).cloned().collect();
    assert_eq!(gone, ["journal-auto-2020-01-07.db".to_owned()].into());
    assert!(by_hand.exists());
}

#[test]
fn a_damaged_journal_pushes_no_good_copy_out() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let pair = with_pair(&path).1;
    for (n, day) in (1..=9).map(|n| (n, format!("2026-11-{n:02}"))) {
        let mut journal = on(&path, &day);
        change(&mut journal, pair, n);
        told(copy(&journal));
    }
    let before = names(&path);
    let mut journal = on(&path, "2026-11-10");
    long_ago(&mut journal, pair, "kakushigoto\n");
    drop(journal);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(11).position(|w| w == b"kakushigoto").unwrap();
    bytes[at] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    for day in ["2026-11-10", "2026-11-11", "2026-12-24"] {
        let outcome = copy(&on(&path, day));
        assert!(matches!(outcome, Err(Problem::Damaged(_))), "{outcome:?}");
        assert_eq!(names(&path), before);
    }
    let list = copies(&path, super::clock());
    assert_eq!(list.len(), before.len());
    assert!(list.iter().all(|copy| copy.sound && copy.kind == CopyKind::Automatic && copy.contents.is_some()));
}

#[test]
fn a_copy_during_which_somebody_writes_is_given_up_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let pair = with_pair(&path).1;
    let mut journal = on(&path, "2026-11-21");
    let (made, _) = told(told(journal.copy_due()).unwrap().make(|| true));
    change(&mut journal, pair, 1);
    let refused = journal.put_copy(made).unwrap_err();
    assert!(is_passing(&refused), "{refused:?}");
    let stopped = told(journal.copy_due()).unwrap().make(|| false).err().unwrap();
    assert!(matches!(stopped, Problem::Stopped));
    assert_eq!(names(&path), BTreeSet::new());
    // Another program, too.
    let (made, _) = told(told(journal.copy_due()).unwrap().make(|| true));
    change(&mut open(&path), pair, 2);
    assert!(journal.put_copy(made).is_err());
    assert!(told(copy(&journal)).is_some());
}

#[test]
fn what_is_sealed_is_sealed_in_automatic_copies_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let pair = with_pair(&path).1;
    let mut journal = on(&path, "2026-11-21");
    session(&mut journal, pair, "~ kakushigoto\n");
    told(copy(&journal));
    let holds = |file: &PathBuf| std::fs::read(file).unwrap().windows(11).any(|w| w == b"kakushigoto");
    let copies_now = || copies(&path, super::clock()).into_iter().map(|copy| copy.path).collect::<Vec<_>>();
    assert!(copies_now().iter().all(holds));
    let vault = told(NewVault::make(&Passphrase::new("a passphrase of words").unwrap(), Cost::FLOOR));
    let done = told(journal.seal_on(&vault));
    assert_eq!((done.copies.sealed.len(), done.copies.unreached.len()), (1, 0));
    assert_eq!(copies_now().len(), 1);
    assert!(!copies_now().iter().any(holds));
    drop(journal);
    let mut journal = on(&path, "2026-11-22");
    session(&mut journal, pair, "for everybody\n");
    assert!(told(copy(&journal)).is_some());
    assert_eq!(copies_now().len(), 2);
    assert!(!copies_now().iter().any(holds));
    assert!(copies(&path, super::clock()).iter().all(|copy| copy.sound));
}

/// The desk's own thread, with nothing to do.
fn idle_desk(mut journal: Journal, keep: Option<Keep>, until: impl Fn(Option<Outcome>) -> bool) {
    journal.keep_copies(keep);
    let (requests, inbox) = channel();
    let (answers, outcomes) = channel();
    let thread = worker::start(journal, Lang::En, inbox, answers).unwrap();
    let done = (0..200).any(|_| until(outcomes.recv_timeout(Duration::from_millis(50)).ok().map(|(_, told)| told)));
    assert!(done, "in ten seconds");
    requests.send(Request::End).unwrap();
    thread.join().unwrap();
}

#[test]
fn the_desk_copies_while_it_has_nothing_to_do_and_says_once_what_hinders_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(with_pair(&path));
    idle_desk(on(&path, "2026-11-21"), Some(KEEP), |_| names(&path).contains("journal-auto-2026-11-21.db"));
    // A file stands where the folder should be.
    std::fs::remove_dir_all(dir.path().join("backups")).unwrap();
    std::fs::write(dir.path().join("backups"), "mine").unwrap();
    let said = Mutex::new(Vec::new());
    idle_desk(on(&path, "2026-11-22"), Some(KEEP), |outcome| {
        let mut said = said.lock().unwrap();
        said.extend(outcome.into_iter().filter_map(|o| if let Outcome::NoCopy(why) = o { Some(why) } else { None }));
        !said.is_empty()
    });
    assert!(said.lock().unwrap()[0].contains("automatic backup"));
    assert_eq!(std::fs::read_to_string(dir.path().join("backups")).unwrap(), "mine");
}
