//! The program is killed at every single write (T11): whoever opens the journal then finds it as it was or as it was
//! meant to be, and once it is as it was meant to be, nothing that is sealed can be read from any file.
//!
//! The child is this test binary, run again. Once it is stopped as it enters each call, and what lies on the disk then is
//! what a kill would leave there (`stops`). And it is run under strace, which kills it as it enters the n-th call of a kind:
//! at some calls in an ordinary run, at each in the long one and where a child cannot be watched.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{Scope, ScopedJoinHandle};

use tomoni::domain::forms::EntryForm;
use tomoni::domain::vault::VaultState;
use tomoni::files::Standing;
use tomoni::journal::vault::{Cost, Key, NewVault, recovery_code};
use tomoni::journal::{Journal, SessionFilter};

use crate::scan::{CANARIES, Scan, files};
use crate::stops::{CAN_WATCH, State, wait_for_watcher, watched};
use crate::support::{clock, key, open, passphrase, session, told, with_pair};

/// Which calls may change what lies on the disk. strace counts each kind for itself.
pub const CALLS: [&str; 13] = [
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "ftruncate",
    "rmdir",
];
pub const OLD: &str = "the old passphrase";
pub const NEW: &str = "the new passphrase";
/// The canaries of the template: a reading, and a fact that is sealed by hand.
pub const READING: usize = 1;
pub const FACT: usize = 11;

/// What the child does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    On,
    Line,
    Passphrase,
    Rotate,
    Recover,
    Off,
}

impl Act {
    const ALL: [Self; 6] = [Self::On, Self::Line, Self::Passphrase, Self::Rotate, Self::Recover, Self::Off];

    fn name(self) -> String {
        format!("{self:?}")
    }

    /// The canaries that are sealed once it is done.
    fn sealed_after(self) -> &'static [usize] {
        match self {
            Self::On | Self::Passphrase | Self::Rotate | Self::Recover => &[READING],
            Self::Line => &[READING, FACT],
            Self::Off => &[],
        }
    }

    /// Does it. `code` is the recovery code of the vault that is there.
    fn perform(self, path: &Path, code: &str) {
        let mut journal = open(path);
        match self {
            Self::On => {
                let done = told(journal.seal_on(&told(NewVault::make(&passphrase(NEW), Cost::FLOOR))));
                assert!(done.copies.unreached.is_empty(), "{done:?}");
            }
            Self::Line => {
                let key = by_code(&journal, code);
                told(journal.unlock(&key));
                let rows = told(journal.sessions(&SessionFilter::default()));
                let lines = rows.iter().flat_map(|row| told(journal.note(row.session.id)).entries);
                let fact = lines.into_iter().find(|e| e.raw.text().is_some_and(|t| t.contains(CANARIES[FACT].mark)));
                told(journal.edit_entry(fact.unwrap().id, &EntryForm { sealed: Some(true), ..EntryForm::default() }));
                assert_eq!(journal.take_unreached(), [] as [PathBuf; 0]);
            }
            Self::Passphrase => {
                let key = told(key(&journal, OLD));
                told(journal.change_passphrase(&key, &passphrase(NEW), Cost::FLOOR));
            }
            Self::Rotate => {
                let key = by_code(&journal, code);
                told(journal.rotate(&key, &told(NewVault::rotated(&key, &passphrase(NEW), Cost::FLOOR))));
            }
            Self::Recover => {
                let key = by_code(&journal, code);
                told(journal.change_passphrase(&key, &passphrase(NEW), Cost::FLOOR));
            }
            Self::Off => {
                let key = by_code(&journal, code);
                told(journal.seal_off(&key));
            }
        }
    }
}

/// The key of the vault, at no cost: with the passphrase each child would take longer to derive it than for all the rest.
pub fn by_code(journal: &Journal, code: &str) -> Key {
    told(told(journal.key_file()).unwrap().recover(&told(recovery_code(code))))
}

/// A folder with a journal and some backups, before something is done to it.
pub struct Template {
    pub dir: tempfile::TempDir,
    pub code: String,
    /// The key of its vault, and the slot that the old passphrase was seen to open: a slot of these very bytes opens.
    known: Option<(Key, Vec<u8>)>,
    /// The same for the new passphrase, as far as it has been tried.
    new_ones: Mutex<Vec<(Arc<Key>, Vec<u8>)>>,
}

impl Template {
    fn of(act: Act) -> Self {
        Self::with(act != Act::On, 2)
    }

    pub fn with(vault: bool, backups: usize) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (mut journal, pair) = with_pair(&path);
        let mut code = String::new();
        if vault {
            let vault = told(NewVault::make(&passphrase(OLD), Cost::FLOOR));
            code = vault.code().groups().join("-");
            told(journal.seal_on(&vault));
        }
        let text = format!("{}{}", CANARIES[READING].line("~ ", 900), CANARIES[FACT].line("", 900));
        session(&mut journal, pair, &text);
        for _ in 0..backups {
            told(journal.back_up(None, Standing::Stays, &mut |_, _| true));
        }
        let known = vault.then(|| (told(key(&journal, OLD)), slot(&path)));
        drop(journal);
        Self { dir, code, known, new_ones: Mutex::default() }
    }

    /// The key that the new passphrase opens this slot with. What has opened once is not derived again.
    fn new_key(&self, slot: Option<Vec<u8>>, derive: impl FnOnce() -> Option<Key>) -> Option<Arc<Key>> {
        let slot = slot?;
        let known = |ones: &[(Arc<Key>, Vec<u8>)]| ones.iter().find(|one| one.1 == slot).map(|one| one.0.clone());
        if let Some(key) = known(&self.new_ones.lock().unwrap()) {
            return Some(key);
        }
        let key = Arc::new(derive()?);
        self.new_ones.lock().unwrap().push((key.clone(), slot));
        Some(key)
    }

    /// A folder of its own with the same in it.
    pub fn copy(&self) -> tempfile::TempDir {
        let to = quick_dir();
        for file in files(self.dir.path()) {
            let target = to.path().join(file.strip_prefix(self.dir.path()).unwrap());
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::copy(&file, target).unwrap();
        }
        to
    }
}

/// A folder in memory, where there is one: a kill is none for the disk, and waiting for it takes the most time here.
pub fn quick_dir() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Everything that tells one state of a journal from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub state: VaultState,
    epoch: Option<u32>,
    old_opens: bool,
    new_opens: bool,
    code_opens: bool,
    /// Which lines are sealed, by their ids.
    pub sealed: Vec<String>,
    /// The words of every note, read with the key.
    pub text: Vec<Option<String>>,
}

/// The wrapped key of the passphrase, as it lies in the file.
fn slot(path: &Path) -> Vec<u8> {
    let sql =
        "SELECT CAST(uuid || salt || nonce || wrapped || checksum AS BLOB) FROM key_slot WHERE kind = 'passphrase'";
    rusqlite::Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

pub fn look(path: &Path, template: &Template) -> Seen {
    let code = template.code.as_str();
    let mut journal = open(path);
    let state = told(journal.vault_state());
    let status = told(journal.vault_status());
    let file = told(journal.key_file());
    let tried = |typed: &str| file.as_ref().and_then(|file| file.open(&passphrase(typed)).ok());
    let slot = file.as_ref().map(|_| slot(path));
    let known = template.known.as_ref().filter(|(_, known)| slot.as_ref() == Some(known)).map(|(key, _)| key);
    let new = if known.is_some() { None } else { template.new_key(slot, || tried(NEW)) };
    let code = (!code.is_empty()).then(|| told(recovery_code(code)));
    let by_code = code.and_then(|code| file.as_ref()?.recover(&code).ok());
    let (old_opens, new_opens, code_opens) = (known.is_some(), new.is_some(), by_code.is_some());
    if state == VaultState::Locked {
        let key = known.or(new.as_deref()).expect("one of them opens it");
        let found = told(journal.unlock(key));
        assert!(found.damaged.is_empty() && !found.broken, "{found:?}");
    }
    let rows = told(journal.sessions(&SessionFilter::default()));
    let notes: Vec<_> = rows.iter().map(|row| told(journal.note(row.session.id))).collect();
    let sealed = notes.iter().flat_map(|n| &n.entries).filter(|e| e.raw.is_sealed()).map(|e| e.id.ending()).collect();
    let text = notes.iter().map(tomoni::domain::views::Note::text).collect();
    drop(journal);
    let checkup = told(Journal::doctor(path, clock()));
    assert!(checkup.is_sound(), "{checkup:?}");
    Seen { state, epoch: status.map(|s| s.epoch), old_opens, new_opens, code_opens, sealed, text }
}

/// Runs only as a child of the test below.
#[test]
fn child() {
    let Ok(act) = std::env::var("TOMONI_TEST_KILL") else { return };
    let act = Act::ALL.into_iter().find(|a| a.name() == act).unwrap();
    let path = PathBuf::from(std::env::var_os("TOMONI_TEST_JOURNAL").unwrap());
    wait_for_watcher();
    act.perform(&path, &std::env::var("TOMONI_TEST_CODE").unwrap());
}

fn traced(act: Act, path: &Path, code: &str, (call, n): (&str, usize)) -> Command {
    let mut command = Command::new("strace");
    command.args([
        "-f",
        "-qqq",
        "-o",
        "/dev/null",
        "-e",
        &format!("trace={call}"),
        "-e",
        &format!("inject={call}:signal=SIGKILL:when={n}"),
    ]);
    run_by(Some(command), act, path, code)
}

/// This binary as a child that does one act, run by itself or by another program.
fn run_by(by: Option<Command>, act: Act, path: &Path, code: &str) -> Command {
    let this = std::env::current_exe().unwrap();
    let mut command = match by {
        Some(mut command) => {
            command.arg(this);
            command
        }
        None => Command::new(this),
    };
    command.args(["kill::child", "--exact", "--test-threads=1"]);
    command.env("TOMONI_TEST_KILL", act.name()).env("TOMONI_TEST_JOURNAL", path).env("TOMONI_TEST_CODE", code);
    // What the child throws away for good is looked at, too.
    command.env("TMPDIR", path.parent().unwrap());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Why nothing can be killed here, if so.
pub fn hindrance() -> Option<String> {
    let probe = Command::new("strace").args(["-o", "/dev/null", "-e", "inject=getpid:signal=SIGKILL", "true"]).output();
    match probe {
        Err(cause) => Some(format!("strace is not here: {cause}")),
        Ok(output) if !output.status.success() => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
        Ok(_) => None,
    }
}

/// Which of the calls the child makes, while nobody kills it.
fn calls_of(act: Act, template: &Template) -> BTreeSet<String> {
    let dir = template.copy();
    let log = dir.path().join("calls");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qqq", "-e", "signal=none", "-o"])
        .arg(&log)
        .args(["-e", &format!("trace={}", CALLS.join(","))]);
    let status = run_by(Some(command), act, &dir.path().join("journal.db"), &template.code).status().unwrap();
    assert!(status.success(), "{act:?}");
    let text = std::fs::read_to_string(&log).unwrap();
    // The number of the process, blanks, the name of the call, its arguments.
    let name = |line: &str| Some(line.split_once(' ')?.1.trim_start().split_once('(')?.0.to_owned());
    text.lines().filter_map(name).collect()
}

/// What an act was stopped at.
struct Sweep {
    act: Act,
    template: Template,
    before: Seen,
    after: Seen,
    scan: Scan,
    /// How many states were the one and the other.
    was_before: AtomicUsize,
    was_after: AtomicUsize,
}

impl Sweep {
    fn new(act: Act) -> Self {
        let template = Template::of(act);
        let before = look(&template.dir.path().join("journal.db"), &template);
        let done = template.copy();
        act.perform(&done.path().join("journal.db"), &template.code);
        let after = look(&done.path().join("journal.db"), &template);
        assert_ne!(before, after, "{act:?} does something");
        assert_eq!(before.text, after.text, "{act:?} changes no word");
        let (was_before, was_after) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { act, template, before, after, scan: Scan::new(), was_before, was_after }
    }

    /// Whoever opens a journal that was left like this finds it as it was or as it was meant to be. Says whether the latter.
    fn judge(&self, dir: &Path, (call, n): (&str, usize)) -> bool {
        let what = format!("{:?}, {call} {n}", self.act);
        let path = dir.join("journal.db");
        let seen = look(&path, &self.template);
        assert!(seen == self.before || seen == self.after, "{what}: in between: {seen:#?}");
        if seen == self.after {
            self.was_after.fetch_add(1, Ordering::Relaxed);
            self.scan.finds_none_of(self.act.sealed_after(), dir, &what);
            return true;
        }
        self.was_before.fetch_add(1, Ordering::Relaxed);
        // Whoever tries again gets there. Doing it all again takes long: for the writes of single pages, now and then.
        let again = call != "pwrite64" || n % 20 < 2;
        if again && matches!(self.act, Act::On | Act::Line) {
            self.act.perform(&path, &self.template.code);
            self.scan.finds_none_of(self.act.sealed_after(), dir, &format!("{what}, and again"));
            let left: Vec<_> = files(dir).into_iter().filter(|f| f.to_string_lossy().contains(".tomoni-")).collect();
            assert!(left.is_empty(), "{what}, and again: {left:?}");
        }
        false
    }

    /// Kills the child at the n-th call. `false`: it has ended by itself before.
    fn is_killed_at(&self, (call, n): (&str, usize)) -> bool {
        let dir = self.template.copy();
        let path = dir.path().join("journal.db");
        let status = traced(self.act, &path, &self.template.code, (call, n)).status().unwrap();
        let killed = status.signal() == Some(9);
        assert!(killed || status.success(), "{:?}, {call} {n}: {status}", self.act);
        let is_after = self.judge(dir.path(), (call, n));
        assert!(killed || is_after, "{:?}, {call} {n}: it said that it was done", self.act);
        killed
    }

    /// Every state in which a kill could leave it, and how many calls of each kind there were. Two calls between which not
    /// a byte has changed are one case.
    fn states(&self) -> BTreeMap<&'static str, usize> {
        let dir = self.template.copy();
        let command = run_by(None, self.act, &dir.path().join("journal.db"), &self.template.code);
        let mut counts = BTreeMap::new();
        let (send, receive) = mpsc::sync_channel::<(State, &str, usize)>(4);
        let (receive, failed) = (Mutex::new(receive), Mutex::new(None));
        let work = || {
            loop {
                let next = receive.lock().unwrap().recv();
                let Ok((state, call, n)) = next else { break };
                // After a failure what comes is only taken, so that the child gets to its end.
                if failed.lock().unwrap().is_none() {
                    let dir = quick_dir();
                    state.put(dir.path());
                    let judged = catch_unwind(AssertUnwindSafe(|| self.judge(dir.path(), (call, n))));
                    if let Err(failure) = judged {
                        failed.lock().unwrap().get_or_insert(failure);
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            let workers = side_by_side(scope, &work);
            let mut last = None;
            watched(command, |call| {
                let n = counts.entry(call).or_insert(0);
                *n += 1;
                let state = State::of(dir.path());
                if last.as_ref() != Some(&state) {
                    send.send((state.clone(), call, *n)).unwrap();
                    last = Some(state);
                }
            });
            drop(send);
            workers.into_iter().for_each(|worker| worker.join().unwrap());
        });
        if let Some(failure) = failed.into_inner().unwrap() {
            resume_unwind(failure);
        }
        counts
    }

    /// Kills for real, at every call or at some of each kind. Returns how many kills each kind saw.
    fn kills(&self, at_all: bool) -> BTreeMap<&'static str, usize> {
        let made = calls_of(self.act, &self.template);
        let calls: Vec<&str> = CALLS.into_iter().filter(|call| made.contains(*call)).collect();
        // Of each kind the first two, and then every so many.
        let stride = |call: &str| {
            if at_all {
                1
            } else if call == "pwrite64" {
                40
            } else {
                5
            }
        };
        let (next, counts) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
        let work = || {
            while let Some(call) = calls.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (mut n, mut killed) = (1, 0);
                while self.is_killed_at((call, n)) {
                    killed += 1;
                    n += if n < 2 { 1 } else { stride(call) };
                }
                counts.lock().unwrap().insert(*call, killed);
            }
        };
        std::thread::scope(|scope| side_by_side(scope, &work).into_iter().for_each(|worker| worker.join().unwrap()));
        counts.into_inner().unwrap()
    }
}

/// As many threads as there are processors.
fn side_by_side<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    work: &'env (impl Fn() + Sync),
) -> Vec<ScopedJoinHandle<'scope, ()>> {
    let workers = std::thread::available_parallelism().map_or(1, Into::into);
    (0..workers).map(|_| scope.spawn(work)).collect()
}

#[test]
fn a_kill_at_any_write_leaves_what_was_or_what_was_meant_to_be() {
    if let Some(hindrance) = hindrance() {
        println!("Nothing was killed: {hindrance}");
        return;
    }
    let at_all = !CAN_WATCH || std::env::var_os("TOMONI_LONG").is_some();
    for act in Act::ALL {
        let sweep = Sweep::new(act);
        let counted = || [&sweep.was_before, &sweep.was_after].map(|count| count.swap(0, Ordering::Relaxed));
        let is_enough = |[before, after]: [usize; 2], points: &BTreeMap<&str, usize>| {
            assert!(before > 5 && after > 0, "{act:?} was killed on both sides of its commit");
            assert!(points["pwrite64"] > 10 && points["unlink"] > 0 && points["fsync"] > 3, "{points:?}");
        };
        if CAN_WATCH {
            let points = sweep.states();
            let counts = counted();
            println!("{act:?}: {} states before, {} after, at {points:?}", counts[0], counts[1]);
            is_enough(counts, &points);
        }
        let points = sweep.kills(at_all);
        let counts = counted();
        println!("{act:?}: killed {} times before, {} after, at {points:?}", counts[0], counts[1]);
        if at_all {
            is_enough(counts, &points);
        }
        assert!(points.values().sum::<usize>() > 10, "{points:?}");
    }
}
