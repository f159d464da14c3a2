//! What is left in the memory of the program: every way in which a secret or a sealed line comes into it, and a scan of
//! all of its memory once it is given up, used or locked.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};

use crate::vault::{PASSPHRASE, in_memory, journal_with_a_vault, unlock};
use crate::{PATIENCE, Terminal, journal_with_a_pair};

const F12: &str = "\x1b[24~";

fn desk(home: &Path, path: &Path) -> Terminal {
    let mut terminal = Terminal::tomoni(home, &["--journal", path.to_str().unwrap()]);
    terminal.until_shows("Naoko");
    terminal
}

/// Of these routes and their secrets, those that are still in the memory once the threads are done. `None` where the
/// system lets nobody look.
fn left(pid: u32, secrets: &[(&'static str, String)]) -> Option<Vec<(&'static str, usize)>> {
    let needles: Vec<Vec<u8>> = secrets.iter().map(|(_, secret)| secret.clone().into_bytes()).collect();
    let mut found = Vec::new();
    for _ in 0..20 {
        let counts = in_memory(pid, &needles)?;
        found = secrets.iter().zip(counts).filter(|(_, count)| *count > 0).map(|((route, _), n)| (*route, n)).collect();
        if found.is_empty() {
            break;
        }
        std::thread::yield_now();
    }
    Some(found)
}

fn skipped() {
    println!("skipped: this system does not let a test look into the memory of another program");
}

#[test]
fn a_command_that_prints_has_no_passphrase_in_its_memory_any_more() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let mut journal = Journal::open(&path, tomoni::clock::Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let pair = journal.pairs().map_err(|p| p.message(Lang::En)).unwrap()[0].pair.id;
    // More than a pipe holds, so that the command stands still while it prints.
    let text = "said at length, and at greater length\n".repeat(8_000);
    let new = tomoni::domain::forms::NewSession {
        pair,
        at: tomoni::clock::Clock::system().now(),
        status: tomoni::domain::session::SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text,
    };
    let id = journal.add_session(&new).map_err(|p| p.message(Lang::En)).unwrap().row.session.id.to_string();
    drop(journal);
    let file = home.path().join("pass");
    std::fs::write(&file, PASSPHRASE).unwrap();
    for from in [file.to_str().unwrap(), "-"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tomoni"));
        command.args([
            "--journal",
            path.to_str().unwrap(),
            "session",
            "show",
            &id,
            "--reveal",
            "--passphrase-file",
            from,
        ]);
        command.env("TOMONI_STATE_DIR", home.path()).env("TOMONI_CONFIG_DIR", home.path());
        command.stdin(if from == "-" { Stdio::from(std::fs::File::open(&file).unwrap()) } else { Stdio::null() });
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        let found = left(child.id(), &[("the passphrase", PASSPHRASE.to_owned())]);
        let mut rest = Vec::new();
        stdout.read_to_end(&mut rest).unwrap();
        assert!(child.wait().unwrap().success());
        match found {
            None => return skipped(),
            Some(found) => assert_eq!(found, [], "from {from}"),
        }
    }
}

#[test]
fn a_command_that_asks_for_the_code_has_no_passphrase_in_its_memory_any_more() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let (mut terminal, code) = crate::seal::seal_on(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    let secrets = [("the passphrase", PASSPHRASE.to_owned()), ("the code", code)];
    let Some(found) = left(pid, &secrets) else { return skipped() };
    assert_eq!(found, []);
    terminal.types("\x03");
    terminal.until_it_ends();
}

/// The most memory that a process ever had, in KiB.
fn peak(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

#[test]
fn keys_that_are_given_up_take_the_memory_of_one_and_the_last_one_answers() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let mut journal = Journal::open(&path, tomoni::clock::Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let passphrase = Passphrase::new(PASSPHRASE).unwrap();
    let new = NewVault::make(&passphrase, Cost::FALLBACK).map_err(|p| p.message(Lang::En)).unwrap();
    journal.seal_on(&new).map_err(|p| p.message(Lang::En)).unwrap();
    drop(journal);
    let mut terminal = desk(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    let Some(before) = peak(pid) else { return skipped() };
    for _ in 0..50 {
        terminal.types(F12);
        terminal.until_shows("Unlock the sealed lines");
        terminal.types("x\r");
        terminal.until_shows("Opening");
        terminal.types("\x1b");
        terminal.until("closed it", |screen| !screen.contents().contains("Unlock the sealed lines"));
    }
    let asked = Instant::now();
    unlock(&mut terminal);
    let (waited, grown) = (asked.elapsed(), peak(pid).unwrap() - before);
    println!("50 given up: {grown} KiB more at the most, the last one after {} ms", waited.as_millis());
    let one = u64::from(Cost::FALLBACK.m_kib);
    assert!(grown < one + one / 2, "the memory of one derivation, not of several: {grown} KiB");
    assert!(waited < PATIENCE / 3, "{waited:?}");
    terminal.types("q");
    terminal.until_it_ends();
}
