//! A write or a sync fails (T12): the disk is full, or breaks. Whatever the vault was about to do is then done or not
//! done, never half; what it says of that is true, and everything that could be read still can.
//!
//! The child is this test binary, run again under strace, which lets the n-th call of a kind fail, once.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use tomoni::i18n::Lang;
use tomoni::journal::SessionFilter;
use tomoni::journal::vault::{Cost, NewVault};
use tomoni::problem::Problem;

use crate::kill::{NEW, OLD, READING, Seen, Template, by_code, hindrance, look};
use crate::scan::{CANARIES, Scan, files};
use crate::support::{key, open, passphrase, told};
use crate::tamper::add_line;

/// Which calls fail, and how: (call, error).
const FAULTS: [(&str, &str); 4] = [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fsync", "EIO"), ("fdatasync", "EIO")];
/// Of a run of writes the first and the last fail, and of a long one every so many in between.
const STRIDE: usize = 30;
/// The canary of the line that is written while the vault is open.
const LINE: usize = 3;

/// What the child does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Note,
    On,
    Passphrase,
    Rotate,
    Off,
}

impl Act {
    const ALL: [Self; 5] = [Self::Note, Self::On, Self::Passphrase, Self::Rotate, Self::Off];

    fn name(self) -> String {
        format!("{self:?}")
    }

    /// Does it. Returns the copies that it says it has not reached, and whether remains may be in the file itself.
    fn perform(self, path: &Path, code: &str) -> Result<(Vec<PathBuf>, bool), Problem> {
        let mut journal = open(path);
        match self {
            Self::Note => {
                let key = by_code(&journal, code);
                told(journal.unlock(&key));
                let session = told(journal.sessions(&SessionFilter::default()))[0].session.id;
                add_line(&mut journal, session, &CANARIES[LINE].line("~ ", 900))?;
                Ok((journal.take_unreached(), journal.take_remains()))
            }
            Self::On => {
                let done = journal.seal_on(&told(NewVault::make(&passphrase(NEW), Cost::FLOOR)))?;
                Ok((done.copies.unreached, journal.take_remains()))
            }
            Self::Passphrase => {
                let key = told(key(&journal, OLD));
                journal.change_passphrase(&key, &passphrase(NEW), Cost::FLOOR)?;
                Ok((Vec::new(), journal.take_remains()))
            }
            Self::Rotate => {
                let key = by_code(&journal, code);
                journal.rotate(&key, &told(NewVault::rotated(&key, &passphrase(NEW), Cost::FLOOR)))?;
                Ok((Vec::new(), journal.take_remains()))
            }
            Self::Off => {
                let key = by_code(&journal, code);
                journal.seal_off(&key)?;
                Ok((Vec::new(), journal.take_remains()))
            }
        }
    }
}

/// Runs only as a child of the test below: says what came of it.
#[test]
fn child() {
    let Ok(act) = std::env::var("TOMONI_TEST_FAIL") else { return };
    let act = Act::ALL.into_iter().find(|a| a.name() == act).unwrap();
    let path = PathBuf::from(std::env::var_os("TOMONI_TEST_JOURNAL").unwrap());
    match act.perform(&path, &std::env::var("TOMONI_TEST_CODE").unwrap()) {
        Ok((unreached, remains)) => {
            println!("\ndone:{}", if remains { "remains" } else { "" });
            unreached.iter().for_each(|path| println!("unreached:{}", path.display()));
        }
        Err(problem) => println!("\ndeclined:{}", problem.message(Lang::En)),
    }
}

/// What became of a child.
struct Ran {
    /// Every call that was traced, in its order.
    calls: Vec<String>,
    was_hit: bool,
    /// What it said when it declined.
    declined: Option<String>,
    unreached: Vec<PathBuf>,
    remains: bool,
}

/// Lets the child do it in a folder, with these options of strace.
fn run(act: Act, (dir, code): (&Path, &str), what: &str, options: &[&str]) -> Ran {
    // Not in the folder that is looked through: strace quotes what is written.
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new("strace");
    // Only the calls that may fail are stopped.
    command.args(["-f", "--seccomp-bpf", "-qqq", "-e", "signal=none", "-o"]).arg(log.path()).args(options);
    command.arg(std::env::current_exe().unwrap()).args(["failing::child", "--exact", "--test-threads=1"]);
    command.arg("--nocapture").env("TOMONI_TEST_FAIL", act.name());
    command.env("TOMONI_TEST_JOURNAL", dir.join("journal.db")).env("TOMONI_TEST_CODE", code).env("TMPDIR", dir);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let (said, complaints) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}: it panicked: {said}{complaints}");
    let after = |mark: &'static str| said.lines().filter_map(move |line| line.strip_prefix(mark));
    let declined = after("declined:").next().map(str::to_owned);
    assert!(declined.is_some() != after("done:").next().is_some(), "{what}: it says one of the two: {said}");
    let calls = std::fs::read_to_string(log.path()).unwrap();
    // The number of the process, blanks, the name of the call, its arguments.
    let name = |line: &str| Some(line.split_once(' ')?.1.trim_start().split_once('(')?.0.to_owned());
    Ran {
        was_hit: calls.contains("(INJECTED)"),
        calls: calls.lines().filter_map(name).collect(),
        declined,
        remains: after("done:").any(|said| said == "remains"),
        unreached: after("unreached:").map(PathBuf::from).collect(),
    }
}

/// An act with its folder as it was before, and the two states that there are.
struct Stage {
    act: Act,
    template: Template,
    before: Seen,
    after: Seen,
    scan: Scan,
}

impl Stage {
    fn new(act: Act) -> Self {
        let template = Template::with(act != Act::On, 1);
        let before = look(&template.dir.path().join("journal.db"), &template);
        let done = template.copy();
        assert_eq!(told(act.perform(&done.path().join("journal.db"), &template.code)), (Vec::new(), false));
        let mut stage = Self { act, template, after: before.clone(), before, scan: Scan::new() };
        stage.after = stage.look(done.path());
        assert_ne!(stage.before, stage.after, "{act:?} does something");
        stage
    }

    fn look(&self, dir: &Path) -> Seen {
        let mut seen = look(&dir.join("journal.db"), &self.template);
        // The new line gets another id each time.
        if let (Act::Note, Some(new)) = (self.act, seen.sealed.get_mut(self.before.sealed.len())) {
            new.clear();
        }
        seen
    }

    /// Which calls are to fail, by their kind, how, and the how many-th they are.
    fn points(&self) -> Vec<(&'static str, &'static str, usize)> {
        let ran = run(
            self.act,
            (self.template.copy().path(), &self.template.code),
            "undisturbed",
            &["-e", "trace=pwrite64,fsync,fdatasync"],
        );
        let mut points = Vec::new();
        for (call, error) in FAULTS.into_iter().filter(|(call, _)| ran.calls.iter().any(|c| c == call)) {
            let mut n = 0;
            let mut run = 0;
            for (at, _) in ran.calls.iter().enumerate().filter(|(_, c)| *c == call) {
                n += 1;
                let begins = at == 0 || ran.calls[at - 1] != call;
                run = if begins { 0 } else { run + 1 };
                let ends = ran.calls.get(at + 1).is_none_or(|next| next != call);
                // A disk that breaks fails as one that is full does: a run ends with the one and begins with the other.
                let meant = match (call, error) {
                    ("pwrite64", "ENOSPC") => begins || run % STRIDE == 0,
                    ("pwrite64", _) => ends && !begins,
                    _ => true,
                };
                if meant {
                    points.push((call, error, n));
                }
            }
            // And one that never comes.
            points.push((call, error, n + 20));
        }
        points
    }

    /// Lets one call fail. Says whether it came to that, and whether it was declined.
    fn fails_at(&self, (call, error, n): (&str, &str, usize)) -> (bool, bool) {
        let what = format!("{:?}, {error} at {call} {n}", self.act);
        let dir = self.template.copy();
        let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error={error}:when={n}"));
        let ran = run(self.act, (dir.path(), &self.template.code), &what, &["-e", &trace, "-e", &inject]);
        let left = |ending: &str| files(dir.path()).iter().any(|f| f.to_string_lossy().contains(ending));
        assert!(!left(".tomoni-"), "{what}: {:?}", files(dir.path()));
        let seen = self.look(dir.path());
        assert!(seen == self.before || seen == self.after, "{what}: in between: {seen:#?}");
        assert!(!left("-journal"), "{what}: {:?}", files(dir.path()));
        let is_after = seen == self.after;
        match &ran.declined {
            None => {
                assert!(is_after, "{what}: it said that it was done");
                let told = ran.remains || !ran.unreached.is_empty();
                // Of a folder the engine syncs what it can, and goes on where it cannot.
                assert!(told == ran.was_hit || (call == "fsync" && !told), "{what}: what failed is told");
            }
            Some(said) => {
                assert!(ran.was_hit, "{what}: {said}");
                assert!(!is_after || !said.contains("not saved"), "{what}: it was done, and it said: {said}");
            }
        }
        for copy in files(dir.path()).into_iter().filter(|f| !f.ends_with("journal.db")) {
            assert_eq!(look(&copy, &self.template).text, self.before.text, "{what}: {}", copy.display());
        }
        self.scan(dir.path(), is_after, &ran.unreached, &what);
        if ran.declined.is_some() && !is_after && n % 4 == 0 {
            told(self.act.perform(&dir.path().join("journal.db"), &self.template.code));
            assert!(self.look(dir.path()) == self.after, "{what}: and again");
            self.scan(dir.path(), true, &[], &format!("{what}, and again"));
        }
        (ran.was_hit, ran.declined.is_some())
    }

    /// Nothing that is sealed can be read from any file but those that it has told of.
    fn scan(&self, dir: &Path, is_after: bool, told_of: &[PathBuf], what: &str) {
        let sealed: &[usize] = match self.act {
            // What is written while the vault is open was never readable.
            Act::Note => &[READING, LINE],
            Act::Passphrase | Act::Rotate => &[READING],
            Act::On if is_after => &[READING],
            Act::Off if !is_after => &[READING],
            Act::On | Act::Off => &[],
        };
        for (path, found) in self.scan.folder(dir) {
            let left = found.iter().any(|n| sealed.contains(n));
            assert!(!left || told_of.contains(&path), "{what}: in {}", path.display());
        }
    }
}

#[test]
fn a_write_or_a_sync_that_fails_leaves_what_was_or_what_was_meant_to_be() {
    if let Some(hindrance) = hindrance() {
        println!("Nothing has failed: {hindrance}");
        return;
    }
    let stages = Act::ALL.map(Stage::new);
    let points: Vec<_> =
        stages.iter().flat_map(|stage| stage.points().into_iter().map(move |point| (stage, point))).collect();
    let next = AtomicUsize::new(0);
    let counts = Act::ALL.map(|_| [const { AtomicUsize::new(0) }; 3]);
    let work = || {
        while let Some((stage, point)) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (was_hit, declined) = stage.fails_at(*point);
            let which = if !was_hit { 0 } else { 1 + usize::from(declined) };
            counts[stage.act as usize][which].fetch_add(1, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..std::thread::available_parallelism().map_or(1, Into::into)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().for_each(|w| w.join().unwrap());
    });
    for (act, counts) in Act::ALL.iter().zip(&counts) {
        let [missed, done, declined] = counts.each_ref().map(|count| count.load(Ordering::Relaxed));
        println!("{act:?}: declined {declined} times, done in spite of it {done} times, {missed} not hit");
        assert!(declined > 5 && missed > 1, "{act:?}");
    }
}
