//! The program is asked to end while its journal cannot take what was typed: it ends, with 1, and says where the text is.

use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use crate::{Terminal, journal_with_a_pair, until_kept, writing_a_note};

const NEW: &str = "unsavedquokka";

/// The files of a folder that hold the new words.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.filter(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).contains(NEW)).collect()
}

fn asked(terminal: &Terminal, signal: Signal) {
    let pid = i32::try_from(terminal.child.process_id().unwrap()).unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
}

/// What the terminal shows, without blanks and line ends: long paths are wrapped.
fn shown(terminal: &Terminal) -> String {
    terminal.screen.screen().contents().split_whitespace().collect()
}

#[test]
fn a_desk_on_a_journal_with_a_foreign_schema_says_at_once_that_nothing_can_be_saved() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    rusqlite::Connection::open(&path)
        .and_then(|file| file.execute_batch("CREATE TRIGGER spy AFTER INSERT ON entry BEGIN SELECT 1; END"))
        .unwrap();
    let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
    terminal.until_shows("trigger spy");
    assert!(shown(&terminal).contains("doctor--accept"), "{}", terminal.screen.screen().contents());
    terminal.types("q");
    terminal.until_it_ends();
}

#[test]
fn a_signal_ends_a_desk_whose_journal_is_gone_with_1_and_a_named_file() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        terminal.types("kept before");
        until_kept(&path, "kept before");
        std::fs::remove_file(&path).unwrap();
        terminal.until_shows("has been deleted");
        terminal.types(NEW);
        terminal.until_shows(NEW);
        asked(&terminal, signal);
        terminal.until_it_ends();
        terminal.is_given_back();
        assert_eq!(terminal.child.wait().unwrap().exit_code(), 1, "{signal:?}");
        let found = holding(home.path());
        assert_eq!(found.len(), 1, "{signal:?}: {found:?}");
        let name: String = found[0].display().to_string().split_whitespace().collect();
        assert!(shown(&terminal).contains(&name), "{signal:?}: {}", terminal.screen.screen().contents());
        assert!(!path.exists(), "{signal:?}: nothing was made in its place");
    }
}

#[test]
fn a_full_disk_does_not_hold_the_desk() {
    if std::process::Command::new("strace").arg("-V").output().is_err() {
        println!("Nothing was filled: there is no strace.");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let mut command = CommandBuilder::new("strace");
    // The engine writes with one call and nothing else does.
    command.args(["-f", "-qqq", "-e", "signal=none", "-e", "trace=pwrite64", "-o", "/dev/null"]);
    command.args(["-e", "inject=pwrite64:error=ENOSPC", env!("CARGO_BIN_EXE_tomoni"), "--journal"]);
    command.arg(&path);
    let mut terminal = Terminal::start(command, home.path());
    terminal.until_shows("Naoko");
    terminal.types("n");
    terminal.types(NEW);
    terminal.until_shows("The disk is full");
    terminal.types("\x11");
    terminal.until_it_ends();
    terminal.is_given_back();
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 1);
    let found = holding(home.path());
    assert_eq!(found.len(), 1, "{found:?}");
    let told = shown(&terminal);
    assert!(told.contains("Thediskisfull") && told.contains(&found[0].display().to_string()), "{told}");
}

#[test]
fn a_rescued_text_that_the_disk_has_not_confirmed_says_so() {
    if std::process::Command::new("strace").arg("-V").output().is_err() {
        println!("Nothing has failed: there is no strace.");
        return;
    }
    for (lang, full, unconfirmed) in [
        ("en", "The disk is full", "thediskreportedanerrorattheend"),
        ("ja", "ディスクがいっぱい", "最後にディスクがエラーを返しました"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let path = journal_with_a_pair(home.path());
        let mut command = CommandBuilder::new("strace");
        // The journal takes nothing, and the name of a new file beside it is never confirmed.
        command.args(["-f", "-qqq", "-e", "signal=none", "-e", "trace=pwrite64,fsync", "-o", "/dev/null", "-P"]);
        command.arg(home.path());
        for journal in ["journal.db", "journal.db-journal"] {
            command.arg("-P");
            command.arg(home.path().join(journal));
        }
        command.args(["-e", "inject=pwrite64:error=ENOSPC", "-e", "inject=fsync:error=EIO"]);
        command.args([env!("CARGO_BIN_EXE_tomoni"), "--lang", lang, "--journal"]);
        command.arg(&path);
        let mut terminal = Terminal::start(command, home.path());
        terminal.until_shows("Naoko");
        terminal.types("n");
        terminal.types(NEW);
        terminal.until_shows(full);
        terminal.types("\x11");
        terminal.until_it_ends();
        terminal.is_given_back();
        assert_eq!(terminal.child.wait().unwrap().exit_code(), 1);
        let found = holding(home.path());
        assert_eq!(found.len(), 1, "{found:?}");
        let told = shown(&terminal);
        assert!(told.contains(&found[0].display().to_string()) && told.contains(unconfirmed), "{told}");
    }
}
