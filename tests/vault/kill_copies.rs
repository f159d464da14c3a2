//! What makes copies is killed at its writes, or has them fail: the journal stays what it was, and a copy is whole or not there.
//!
//! The child is this test binary, run again under strace, as in `kill`.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tomoni::clock::Clock;
use tomoni::domain::Moment;
use tomoni::files::Standing;
use tomoni::journal::{Journal, Keep, Restoration, SessionFilter, copy_now};

use crate::kill::{CALLS, hindrance, quick_dir};
use crate::scan::files;
use crate::support::{clock, open, session, told, with_pair};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Repair,
    Copy,
    Restore,
}

impl Act {
    const ALL: [Self; 3] = [Self::Repair, Self::Copy, Self::Restore];

    fn name(self) -> String {
        format!("{self:?}")
    }

    fn perform(self, dir: &Path) {
        let path = dir.join("journal.db");
        match self {
            Self::Repair => drop(told(Journal::repair(&path, &dir.join("new.db"), "(recovered)", &mut |_, _| true))),
            Self::Copy => drop(told(automatic(&path))),
            Self::Restore => {
                let restoration = told(Restoration::consider(&path, &dir.join("old.db"), clock()));
                told(restoration.perform(&mut |_, _| true));
            }
        }
    }

    /// Checks what a kill has left, and says whether it was done.
    fn check(self, template: &Template, dir: &Path, what: &str) -> bool {
        let path = dir.join("journal.db");
        let is_as_it_was = || std::fs::read(&path).unwrap() == template.bytes;
        match self {
            Self::Repair => {
                assert!(is_as_it_was(), "{what}: the journal was touched");
                let new = dir.join("new.db");
                let done = new.exists();
                if done {
                    assert_eq!(notes(&new), template.now, "{what}");
                }
                done
            }
            Self::Copy => {
                assert!(is_as_it_was(), "{what}: the journal was touched");
                let copies = copies(dir);
                for copy in &copies {
                    assert_eq!(notes(copy), template.now, "{what}");
                }
                // Tried again it is there, whatever the kill has left.
                told(automatic(&path));
                assert_eq!(self::copies(dir).len(), 1, "{what}");
                copies.len() == 1
            }
            Self::Restore => {
                let now = notes(&path);
                assert!(now == template.now || now == template.old, "{what}: {now:?}");
                let done = now == template.old;
                for copy in backups(dir) {
                    assert_eq!(notes(&copy), template.now, "{what}");
                }
                assert_eq!(notes(&dir.join("old.db")), template.old, "{what}");
                done
            }
        }
    }
}

fn automatic(path: &Path) -> Result<Option<PathBuf>, tomoni::problem::Problem> {
    let tomorrow = Moment::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap();
    let mut journal = Journal::open(path, Clock::frozen(tomorrow))?;
    journal.keep_copies(Some(Keep { daily: 7, weekly: 4, monthly: 6 }));
    copy_now(&journal, || true)
}

/// The automatic copies that have their name.
fn copies(dir: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("journal-auto-");
    backups(dir).into_iter().filter(is_one).collect()
}

/// The copies in the folder of backups that have their name; none where there is no folder yet.
fn backups(dir: &Path) -> Vec<PathBuf> {
    let folder = dir.join("backups");
    let all = if folder.is_dir() { files(&folder) } else { Vec::new() };
    all.into_iter().filter(|file| file.extension().is_some_and(|e| e == "db")).collect()
}

/// The words of every note of a sound journal.
fn notes(path: &Path) -> Vec<String> {
    let journal = open(path);
    let rows = told(journal.sessions(&SessionFilter::default()));
    let notes = rows.iter().map(|row| told(journal.note(row.session.id)).text().unwrap()).collect();
    drop(journal);
    assert!(told(Journal::doctor(path, clock())).is_sound());
    notes
}

/// A journal, and a backup of it from before its last session.
struct Template {
    dir: tempfile::TempDir,
    bytes: Vec<u8>,
    old: Vec<String>,
    now: Vec<String>,
}

impl Template {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (mut journal, pair) = with_pair(&path);
        session(&mut journal, pair, &"an old line\n".repeat(200));
        let old = dir.path().join("old.db");
        told(journal.back_up(Some(&old), Standing::Stays, &mut |_, _| true));
        session(&mut journal, pair, &"a new line\n".repeat(200));
        drop(journal);
        let bytes = std::fs::read(&path).unwrap();
        Self { bytes, old: notes(&old), now: notes(&path), dir }
    }

    fn copy(&self) -> tempfile::TempDir {
        let to = quick_dir();
        for file in files(self.dir.path()) {
            std::fs::copy(&file, to.path().join(file.file_name().unwrap())).unwrap();
        }
        to
    }
}

/// Runs only as a child of the test below.
#[test]
fn child() {
    let Ok(act) = std::env::var("TOMONI_TEST_KILL_COPIES") else { return };
    let act = Act::ALL.into_iter().find(|a| a.name() == act).unwrap();
    act.perform(&PathBuf::from(std::env::var_os("TOMONI_TEST_FOLDER").unwrap()));
}

fn run(act: Act, dir: &Path, strace: &[&str]) -> ExitStatus {
    let mut command = Command::new("strace");
    command.args(["-f", "-qqq"]).args(strace).arg(std::env::current_exe().unwrap());
    command.args(["kill_copies::child", "--exact", "--test-threads=1"]);
    command.env("TOMONI_TEST_KILL_COPIES", act.name()).env("TOMONI_TEST_FOLDER", dir).env("TMPDIR", dir);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().unwrap()
}

/// Which calls an act makes, and how many of each.
fn calls_of(act: Act, template: &Template) -> Vec<(&'static str, usize)> {
    let dir = template.copy();
    let log = dir.path().join("calls");
    let trace = format!("trace={}", CALLS.join(","));
    let status = run(act, dir.path(), &["-e", "signal=none", "-o", log.to_str().unwrap(), "-e", &trace]);
    assert!(status.success(), "{act:?}");
    let text = std::fs::read_to_string(&log).unwrap();
    let name = |line: &str| Some(line.split_once(' ')?.1.trim_start().split_once('(')?.0.to_owned());
    let made: Vec<String> = text.lines().filter_map(name).collect();
    let counted = CALLS.map(|call| (call, made.iter().filter(|name| *name == call).count()));
    counted.into_iter().filter(|(_, count)| *count > 0).collect()
}

#[test]
fn a_kill_or_a_failing_call_leaves_a_copy_whole_or_not_there() {
    if let Some(hindrance) = hindrance() {
        println!("Nothing was killed: {hindrance}");
        return;
    }
    let long = std::env::var_os("TOMONI_LONG").is_some();
    let template = &Template::new();
    // Each act by itself, each case in a folder of its own.
    std::thread::scope(|scope| {
        let acts = Act::ALL.map(|act| scope.spawn(move || stopped_everywhere(act, template, long)));
        acts.into_iter().for_each(|act| act.join().unwrap());
    });
}

/// Kills one act at its calls, or lets them fail.
fn stopped_everywhere(act: Act, template: &Template, long: bool) {
    let (mut killed, mut failed, mut done) = (0, 0, 0);
    let mut kinds = BTreeSet::new();
    for (call, count) in calls_of(act, template) {
        // The writes of single pages are many and alike.
        let most = if long { count } else { 2 };
        let step = count.div_ceil(most).max(1);
        let points: BTreeSet<usize> = (1..=count).step_by(step).chain([count]).collect();
        for n in points {
            let faults = ["signal=SIGKILL", "error=ENOSPC", "error=EIO"];
            for fault in faults.iter().take(if long { 3 } else { 2 }) {
                let dir = template.copy();
                let trace = format!("trace={call}");
                let inject = format!("inject={call}:{fault}:when={n}");
                let status = run(act, dir.path(), &["-o", "/dev/null", "-e", &trace, "-e", &inject]);
                let what = format!("{act:?}, {fault} at {call} {n} of {count}");
                let is_kill = status.signal() == Some(9);
                assert!(is_kill || !fault.starts_with("signal") || status.success(), "{what}: {status}");
                let is_done = act.check(template, dir.path(), &what);
                assert!(!status.success() || is_done, "{what}: it said that it was done");
                killed += usize::from(is_kill);
                failed += usize::from(!is_kill && !status.success());
                done += usize::from(is_done);
                kinds.insert(call);
            }
        }
    }
    println!("{act:?}: killed {killed} times, failed {failed} times at {kinds:?}, done {done} times");
    assert!(killed > 5 && failed > 5 && done > 0, "{act:?} was stopped on both sides of its end");
}
