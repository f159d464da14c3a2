//! Ctrl-C while a command is at work: it stops, nothing of it is in the journal, and it says so. Where nothing is under way
//! the program just ends.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

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
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert!(was_killed(child.wait().unwrap()));
}
