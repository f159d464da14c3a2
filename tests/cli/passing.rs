//! The system fails to read once (EIO), at each read of the journal in turn. No command calls that damage: it does its
//! work all the same, or says that the journal could not be read just now.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::{Home, PROGRAM};
use crate::syncing::hindrance;

/// Commands that only read.
const COMMANDS: [&[&str]; 13] = [
    &["session", "list"],
    &["session", "list", "--json"],
    &["pair", "list"],
    &["search", "word"],
    &["prep", "Aiko"],
    &["due"],
    &["ledger", "Aiko"],
    &["export"],
    &["summary", "--dry-run"],
    &["doctor"],
    &["backup", "--list"],
    // One that is allowed to write keeps every other restoration out.
    &["--read-only", "restore", "copy.db", "--dry-run"],
    &["--read-only", "doctor"],
];
/// The sentence for a read that failed, and what every sentence about damage has in it.
const WORDS: [(&str, &str, &str); 2] =
    [("en", "could not be read at the moment", "damage"), ("ja", "一時的に読み取れません", "壊れ")];
/// Of a command that reads more often, so many reads are tried in an ordinary run.
const MOST: usize = 40;

fn under_strace(home: &Home, args: &[&str], options: &[&str], log: &Path) -> Output {
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qqq", "-e", "signal=none", "-o"]).arg(log).args(options).arg(PROGRAM).args(args);
    command.current_dir(home.path("")).env_clear().envs(home.environment()).output().unwrap()
}

/// Which reads of the process that strace has followed are of the journal or a copy of it, by the kind of the call and
/// the how many-th it is.
fn reads(home: &Home, args: &[&str]) -> Vec<(&'static str, usize)> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let output = under_strace(home, args, &["-e", "trace=pread64,read"], log.path());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let calls = std::fs::read_to_string(log.path()).unwrap();
    let first = calls.split(' ').next().unwrap().to_owned();
    let (mut found, mut counts) = (Vec::new(), [0, 0]);
    for line in calls.lines().filter(|line| line.split(' ').next() == Some(&first)) {
        for (n, call) in ["pread64", "read"].into_iter().enumerate() {
            if line.contains(&format!(" {call}(")) {
                counts[n] += 1;
                if line.contains(".db>") {
                    found.push((call, counts[n]));
                }
            }
        }
    }
    found
}

#[test]
fn a_read_that_fails_once_is_never_called_damage() {
    if let Some(hindrance) = hindrance() {
        println!("Nothing has failed: {hindrance}");
        return;
    }
    let home = Home::with_aiko();
    let note: String =
        (0..60).map(|n| format!("! word number {n} of a promise that takes some room on its page\n")).collect();
    for day in 10..20 {
        home.session("Aiko", &note, &["--at", &format!("2026-11-{day} 10:00")]);
    }
    home.ok(&["goal", "add", "run", "--pair", "Aiko"]);
    home.ok(&["backup", "copy.db"]);
    home.ok(&["backup"]);
    let is_long = std::env::var_os("TOMONI_LONG").is_some();
    let mut points = Vec::new();
    for (n, args) in COMMANDS.iter().enumerate() {
        let (lang, ..) = WORDS[n % WORDS.len()];
        let args = [&["--lang", lang], *args].concat();
        let ran = home.run(&args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
        let whole = (ran.stdout(), ran.stderr);
        let reads = reads(&home, &args);
        assert!(reads.len() > 4, "{args:?}: {reads:?}");
        // The first ones always: they are of the header and the schema.
        let step = if is_long { 1 } else { reads.len().div_ceil(MOST) };
        let chosen = reads.iter().enumerate().filter(|(i, _)| *i < 16 || i % step == 0);
        points.extend(chosen.map(|(_, read)| (args.clone(), whole.clone(), n % WORDS.len(), *read)));
    }
    let (next, in_spite, told) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some((args, whole, words, (call, n))) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            let what = format!("{args:?}, {call} {n}");
            let log = tempfile::NamedTempFile::new().unwrap();
            let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error=EIO:when={n}"));
            let output = under_strace(&home, args, &["-e", &trace, "-e", &inject], log.path());
            let calls = std::fs::read_to_string(log.path()).unwrap();
            assert!(calls.contains("(INJECTED)"), "{what}: nothing has failed");
            let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            let (_, sentence, damage) = WORDS[*words];
            match output.status.code() {
                // `due` is in people's prompts: it ends with 0 whatever happens, and says why it shows nothing.
                Some(0) if args.contains(&"due") && stderr.contains(sentence) => {
                    told.fetch_add(1, Ordering::Relaxed);
                }
                Some(0) => {
                    assert_eq!((&*stdout, &*stderr), (whole.0.as_str(), whole.1.as_str()), "{what}");
                    in_spite.fetch_add(1, Ordering::Relaxed);
                }
                Some(1) => {
                    // A file that is read without the engine says what the system says.
                    assert!(stderr.contains(sentence) || stderr.contains("os error 5"), "{what}: {stdout}{stderr}");
                    assert!(!stderr.contains(damage) && !stdout.contains(damage), "{what}: {stdout}{stderr}");
                    told.fetch_add(1, Ordering::Relaxed);
                }
                code => panic!("{what}: {code:?} {stdout}{stderr}"),
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..std::thread::available_parallelism().map_or(1, Into::into)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().for_each(|worker| worker.join().unwrap());
    });
    let (in_spite, told) = (in_spite.into_inner(), told.into_inner());
    println!("{} reads have failed: done in spite of it {in_spite} times, told {told} times", points.len());
    assert!(in_spite > 50 && told > 10, "{in_spite} {told}");
}

/// What cannot be read at any time is told, too: as damage only if the engine finds the file itself wrong.
#[test]
fn what_is_damaged_is_called_so_by_every_command() {
    let home = Home::with_aiko();
    let note: String = (0..60).map(|n| format!("! word number {n} of a promise\n")).collect();
    for day in 10..20 {
        home.session("Aiko", &note, &["--at", &format!("2026-11-{day} 10:00")]);
    }
    let mut bytes = std::fs::read(home.journal()).unwrap();
    let middle = bytes.len() / 8192 * 4096;
    bytes[middle - 8 * 4096..middle + 8 * 4096].fill(0xa5);
    std::fs::write(home.journal(), bytes).unwrap();
    home.run(&["export"]).refused(5);
    assert_eq!(home.run(&["doctor"]).code, 1);
}
