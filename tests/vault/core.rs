//! What a crash leaves behind (T10): no picture of the memory, and no word of a note.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::home::PROGRAM;
use crate::scan::{CANARIES, Scan, files};
use crate::support::{PASSPHRASE, new_vault, session, told, with_pair};

const READING: usize = 4;
const PATIENCE: Duration = Duration::from_secs(30);

/// A process whose memory may be written to a file as far as its shell is concerned.
fn unlimited(program: &Path, args: &[&str], folder: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -c unlimited; exec \"$0\" \"$@\""]).arg(program).args(args).current_dir(folder);
    shell.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
    shell.env("TOMONI_CONFIG_DIR", folder.join("config")).env("TOMONI_STATE_DIR", folder.join("state"));
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell
}

fn limit_of(pid: u32) -> String {
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap_or_default();
    limits.lines().find(|l| l.starts_with("Max core file size")).unwrap_or_default().to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_crash_while_the_vault_is_open_leaves_no_picture_of_the_memory() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    told(journal.seal_on(&new_vault()));
    // More than a pipe holds: printing it, the program waits with the vault open until somebody reads.
    session(&mut journal, pair, &CANARIES[READING].line("~ ", 400_000));
    drop(journal);
    std::fs::write(dir.path().join("pass"), PASSPHRASE).unwrap();
    let id = {
        let rows = told(crate::support::open(&path).sessions(&Default::default()));
        rows[0].session.id.to_string()
    };
    let args = ["--journal", "journal.db", "session", "show", &id, "--raw", "--reveal", "--passphrase-file", "pass"];
    let mut child = unlimited(Path::new(PROGRAM), &args, dir.path()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 64];
    out.read_exact(&mut first).unwrap();
    assert!(String::from_utf8_lossy(&first).starts_with("~ "), "it is open, and says so");
    assert_eq!(limit_of(child.id()).split_whitespace().nth(4), Some("0"), "its shell had allowed it any size");
    // For the superuser nothing is closed.
    let memory = std::fs::File::open(format!("/proc/{}/mem", child.id()));
    let is_root = rustix::process::geteuid().is_root();
    assert!(memory.is_err() || is_root, "no other program of the same account looks into it");
    kill_process(Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(), Signal::ABORT).unwrap();
    let status = child.wait().unwrap();
    assert_eq!((status.signal(), status.core_dumped()), (Some(6), false));
    drop(out);
    let left: Vec<_> = files(dir.path()).into_iter().filter(|f| f.to_string_lossy().contains("core")).collect();
    assert!(left.is_empty(), "{left:?}");
    Scan::new().finds_none_of(&[READING], dir.path(), "after the crash");
}

/// The same shell does let another program leave one, so that the test above can fail.
#[cfg(target_os = "linux")]
#[test]
fn another_program_may_be_written_down_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = unlimited(Path::new("cat"), &[], dir.path()).spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(b"x").unwrap();
    let mut one = [0; 1];
    child.stdout.as_mut().unwrap().read_exact(&mut one).unwrap();
    let limit = limit_of(child.id());
    kill_process(Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(), Signal::ABORT).unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => assert!(begun.elapsed() < PATIENCE),
        }
    };
    // Where the machine forbids it altogether, the other test says little.
    assert!(limit.contains("unlimited") || !status.core_dumped(), "{limit}");
    assert_eq!(status.signal(), Some(6));
}

/// No `Debug` of what holds text shows it: what a `{:?}` in a message would print.
#[test]
fn what_is_printed_for_a_programmer_holds_no_words() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    let vault = new_vault();
    told(journal.seal_on(&vault));
    let id = session(&mut journal, pair, &CANARIES[READING].line("~ ", 80));
    let note = told(journal.note(id));
    assert!(note.text().unwrap().contains(CANARIES[READING].mark));
    let typed = crate::support::passphrase(CANARIES[READING].mark);
    let shown = format!("{:?} {:?} {typed:?} {:?}", note, note.entries[0].raw, vault.code());
    assert!(shown.contains("Opened"), "{shown}");
    assert!(Scan::new().find(shown.as_bytes()).is_empty(), "{shown}");
    assert!(vault.code().groups().iter().all(|group| !shown.contains(group.as_str())), "{shown}");
}

/// Runs only as a child of the next test: breaks down while the vault is open and its words are at hand.
#[test]
fn panicking_child() {
    let Some(path) = std::env::var_os("TOMONI_TEST_PANIC_OPEN") else { return };
    let mut journal = crate::support::open(Path::new(&path));
    let key = told(crate::support::key(&journal, PASSPHRASE));
    told(journal.unlock(&key));
    let rows = told(journal.sessions(&Default::default()));
    let note = told(journal.note(rows[0].session.id));
    assert!(note.text().unwrap().contains(CANARIES[READING].mark));
    // What the program does first, whatever it is asked for: the test above holds it to that.
    tomoni::platform::keep_memory_to_oneself();
    // A word of the note in the message, as `unwrap` or an index into a text would put it there.
    panic!("{}", note.text().unwrap());
}

#[test]
fn a_panic_while_the_vault_is_open_quotes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    told(journal.seal_on(&new_vault()));
    session(&mut journal, pair, &CANARIES[READING].line("~ ", 80));
    drop(journal);
    let mut command =
        unlimited(&std::env::current_exe().unwrap(), &["core::panicking_child", "--exact", "--nocapture"], dir.path());
    let output = command.env("TOMONI_TEST_PANIC_OPEN", &path).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&said);
    assert!(told.contains("FAILED") && told.contains("tomoni:"), "it broke down, and says where: {told}");
    assert!(Scan::new().find(&said).is_empty(), "and nothing of what it was about: {told}");
}
