//! Ctrl-C while a command is at work: it stops, nothing of it is in the journal, and it says so. Where nothing is under way
//! the program just ends.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Home, PROGRAM};

/// A journal with one long note, and its session.
fn home() -> (Home, String) {
    let home = Home::with_aiko();
    std::fs::write(home.path("long.txt"), text(3_000, "")).unwrap();
    home.ok(&["session", "add", "--pair", "Aiko", "--at", "yesterday 10:00", "long.txt"]);
    let session = home.json(&["session", "list"])[0]["id"].as_str().unwrap().to_owned();
    std::fs::write(home.path("other.txt"), text(3_000, " changed")).unwrap();
    (home, session)
}

fn text(lines: usize, end: &str) -> String {
    (0..lines).map(|n| format!("= they learned number {n}{end}\n")).collect()
}

fn starts(home: &Home, args: &[&str]) -> Child {
    let mut command = Command::new(PROGRAM);
    command.env_clear().envs(home.environment()).current_dir(home.path("")).args(args);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until the program listens for signals, or has ended.
fn listens(child: &mut Child) -> bool {
    let tasks = format!("/proc/{}/task", child.id());
    let is_named = |task: &Path| std::fs::read_to_string(task.join("comm")).is_ok_and(|name| name.trim() == "signals");
    while child.try_wait().unwrap().is_none() {
        let tasks = std::fs::read_dir(&tasks).into_iter().flatten().flatten();
        if tasks.into_iter().any(|task| is_named(&task.path())) {
            return true;
        }
        std::thread::yield_now();
    }
    false
}

/// Presses Ctrl-C as soon as the program listens.
fn interrupted(home: &Home, args: &[&str]) -> Output {
    let mut child = starts(home, args);
    if listens(&mut child) {
        let _ = kill_process(Pid::from_child(&child), Signal::INT);
    }
    child.wait_with_output().unwrap()
}

fn was_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(Signal::INT.as_raw())
}

#[test]
fn long_commands_stop_at_ctrl_c_and_say_that_nothing_was_written() {
    if !cfg!(target_os = "linux") {
        println!("how far another program has come is known on Linux alone");
        return;
    }
    let (home, session) = home();
    home.ok(&["export", "--out", "whole.json"]);
    let before = std::fs::read(home.journal()).unwrap();
    let commands: [&[&str]; 8] = [
        &["session", "edit", &session, "other.txt"],
        &["session", "add", "--pair", "Aiko", "other.txt"],
        &["session", "delete", &session],
        &["import", "archive", "whole.json", "--journal", "new.db"],
        &["doctor"],
        &["search", "learned"],
        &["summary"],
        &["export", "--out", "again.json"],
    ];
    for args in commands {
        let mut said = false;
        // Ctrl-C may come before the work has begun: then the program ends without a word, as ever.
        for _ in 0..40 {
            let Output { status, stderr, .. } = interrupted(&home, args);
            let stderr = String::from_utf8(stderr).unwrap();
            assert_eq!(std::fs::read(home.journal()).unwrap(), before, "{args:?}: {status} {stderr}");
            if was_killed(status) {
                assert_eq!(stderr, "", "{args:?}");
                continue;
            }
            assert_eq!(status.code(), Some(1), "{args:?}: {stderr}");
            assert!(stderr.contains("Stopped, nothing was written."), "{args:?}: {stderr}");
            let left = home.journal().with_file_name("journal.db-journal");
            assert!(!left.exists(), "{args:?}: nothing half done is left");
            said = true;
            break;
        }
        assert!(said, "{args:?}: it never got to its work");
    }
    assert!(!home.path("again.json").exists() && !home.path("new.db").exists());
}

/// A question waits for a person, not for a signal.
#[test]
fn ctrl_c_ends_a_command_that_waits_for_its_input() {
    let (home, session) = home();
    let mut command = Command::new(PROGRAM);
    command.env_clear().envs(home.environment()).current_dir(home.path(""));
    command.args(["session", "edit", &session, "-"]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    // Open for as long as the child lives: its end would be an answer.
    let _stdin = child.stdin.take();
    let begun = Instant::now();
    while !waits_for_stdin(child.id()) && begun.elapsed() < Duration::from_secs(30) {
        std::thread::yield_now();
    }
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let end = child.wait().unwrap();
    assert!(was_killed(end), "{end:?}");
}

/// Whether the process is in a call to the system whose first argument is the descriptor 0, such as a read of stdin.
fn waits_for_stdin(process: u32) -> bool {
    let call = std::fs::read_to_string(format!("/proc/{process}/syscall"));
    call.is_ok_and(|call| call.split(' ').nth(1) == Some("0x0"))
}

/// What a program says at its end is true: whatever call it is asked to stop at.
#[test]
fn the_exit_code_of_a_stopped_command_says_what_became_of_it() {
    if let Some(hindrance) = crate::syncing::hindrance() {
        println!("Nothing was stopped: {hindrance}");
        return;
    }
    const CALLS: [&str; 4] = ["pwrite64", "fdatasync", "fsync", "unlink"];
    let commands: [&[&str]; 4] = [
        &["session", "add", "--pair", "Aiko", "--at", "2026-11-19 10:00", "note.txt"],
        &["goal", "add", "run", "--pair", "Aiko"],
        &["pair", "edit", "Aiko", "--purpose", "another"],
        &["doctor"],
    ];
    let mut codes = std::collections::BTreeMap::<Option<i32>, usize>::new();
    for args in commands {
        for call in CALLS {
            for n in (1..30).step_by(if call == "pwrite64" { 7 } else { 1 }) {
                let home = Home::with_aiko();
                home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
                std::fs::write(home.path("note.txt"), "three\n! four\n").unwrap();
                let file = rusqlite::Connection::open(home.journal()).unwrap();
                // So that the doctor, too, has something to write.
                file.execute_batch("UPDATE pair SET held = 7").unwrap();
                drop(file);
                let records = |home: &Home| home.ok(&["export"]);
                let before = records(&home);
                let log = tempfile::NamedTempFile::new().unwrap();
                let mut command = Command::new("strace");
                command.args(["-f", "-qqq", "-o"]).arg(log.path());
                command.args(["-e", &format!("trace={call}"), "-e", &format!("inject={call}:signal=INT:when={n}")]);
                command.arg(PROGRAM).args(args).env_clear().envs(home.environment()).current_dir(home.path(""));
                let Output { status, stderr, .. } = command.output().unwrap();
                let said = String::from_utf8_lossy(&stderr);
                let what = format!("{args:?}, {call} {n}: {status} {said}");
                let is_changed = records(&home) != before;
                match status.code() {
                    // The doctor changes no record.
                    Some(0) => assert!(is_changed || args == ["doctor"], "{what}"),
                    Some(1) => assert!(!is_changed && said.contains("nothing was written"), "{what}"),
                    Some(7) => assert!(said.contains("is saved") || said.contains("may"), "{what}"),
                    Some(code) => panic!("{code}: {what}"),
                    // Ended at once: all of it or nothing.
                    None => {}
                }
                *codes.entry(status.code()).or_default() += 1;
                home.ok(&["doctor"]);
                if !std::fs::read_to_string(log.path()).unwrap().contains("SIGINT") {
                    break;
                }
            }
        }
    }
    println!("{codes:?}");
    assert!(codes.len() > 1, "{codes:?}");
}
