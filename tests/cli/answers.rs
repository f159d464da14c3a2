//! A change whose result cannot be printed is done, and reported as done: nobody makes it a second time.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::{Home, PROGRAM, text};

/// How the standard output fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stdout {
    /// It does not.
    Fine,
    /// `> /dev/full`: the disk behind it is full.
    Full,
    /// `| true`: the reader has gone.
    Broken,
    /// `>&-`: the shell has closed it.
    Closed,
}

/// A home with something that each command can be about, and the ids of it.
struct Stage {
    home: Home,
    held: String,
    planned: String,
    promise: String,
    asked: String,
    goal: String,
    question: String,
    binned: String,
}

impl Stage {
    fn new() -> Self {
        let home = Home::with_aiko();
        let held = home.session("Aiko", "! promised\n? asked\n", &["--at", "2026-11-10 10:00"]);
        let planned = home.session("Aiko", "", &["--planned", "--at", "2026-11-21 15:00"]);
        let binned = home.session("Aiko", "gone\n", &["--at", "2026-10-10 10:00"]);
        home.ok(&["session", "delete", &binned]);
        home.ok(&["backup", "copy.db"]);
        let lines = home.json(&["session", "show", &held])["lines"].clone();
        let goal = text(&home.json(&["goal", "add", "--pair", "Aiko", "a goal"])["id"]);
        let question = text(&home.json(&["question", "add", "what matters?"])["id"]);
        std::fs::create_dir(home.path("notes")).unwrap();
        std::fs::write(home.path("notes/2026-11-01.md"), "# A day\n\narrived\n").unwrap();
        Self {
            promise: text(&lines[0]["id"]),
            asked: text(&lines[1]["id"]),
            held,
            planned,
            goal,
            question,
            binned,
            home,
        }
    }

    /// Every command that changes the journal or writes a file. What makes or changes the vault has tests of its own.
    fn commands(&self) -> Vec<Vec<&str>> {
        let Self { held, planned, promise, asked, goal, question, binned, .. } = self;
        vec![
            vec!["pair", "add", "Ken"],
            vec!["pair", "edit", "Aiko", "--purpose", "to learn"],
            vec!["pair", "pause", "Aiko"],
            vec!["pair", "resume", "Aiko"],
            vec!["pair", "end", "Aiko"],
            vec!["session", "add", "--pair", "Aiko"],
            vec!["session", "edit", held, "--theme", "a theme"],
            vec!["session", "edit", planned, "--at", "2026-11-28 10:00"],
            vec!["session", "start", planned],
            vec!["session", "hold", planned],
            vec!["session", "cancel", planned],
            vec!["session", "miss", planned],
            vec!["session", "move", planned, "2026-11-28 10:00"],
            vec!["session", "delete", held],
            vec!["line", "edit", promise, "--visibility", "private"],
            vec!["line", "settle", asked, "done"],
            vec!["goal", "add", "--pair", "Aiko", "another"],
            vec!["goal", "checkin", goal, "--note", "on its way"],
            vec!["goal", "revise", goal, "--reason", "too small", "--title", "more"],
            vec!["goal", "agree", goal],
            vec!["goal", "edit", goal, "--visibility", "programme"],
            vec!["goal", "done", goal],
            vec!["goal", "drop", goal],
            vec!["action", "done", promise],
            vec!["action", "partly", promise],
            vec!["action", "tried", promise, "--learned", "much"],
            vec!["action", "drop", promise],
            vec!["action", "reopen", promise],
            vec!["mentor", "tick", "Aiko", "mission.purpose"],
            vec!["mentor", "rate", "Aiko", "trust", "4"],
            vec!["note", "! one more"],
            vec!["question", "add", "another?"],
            vec!["question", "edit", question, "in other words?"],
            vec!["question", "delete", question],
            vec!["bin", "restore", binned],
            vec!["bin", "empty", "--yes"],
            vec!["import", "markdown", "notes", "--pair", "Aiko"],
            vec!["restore", "copy.db", "--force"],
            vec!["backup", "again.db"],
            vec!["export", "-o", "out.json"],
            vec!["summary", "-o", "out.md"],
            vec!["calendar", "-o", "out.ics"],
            vec!["demo", "--out", "demo.db"],
        ]
    }

    /// The same home once more, to be changed.
    fn copy(&self) -> Home {
        let home = Home::new();
        copy_folder(&self.home.path(""), &home.path(""));
        home
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn run(home: &Home, args: &[&str], stdout: Stdout) -> Output {
    let mut command = match stdout {
        Stdout::Closed => {
            let mut shell = Command::new("sh");
            shell.args(["-c", "exec \"$0\" \"$@\" >&-", PROGRAM]);
            shell
        }
        _ => Command::new(PROGRAM),
    };
    command.current_dir(home.path("")).env_clear().envs(home.environment()).args(args).stdin(Stdio::null());
    match stdout {
        Stdout::Fine | Stdout::Closed => &mut command,
        Stdout::Full => command.stdout(OpenOptions::new().write(true).open("/dev/full").unwrap()),
        Stdout::Broken => command.stdout(broken_pipe()),
    };
    command.output().unwrap()
}

fn broken_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// What is in the journal, and which files there are, without what differs from run to run: ids and times of this clock
/// do not, since the counts are compared.
fn state(home: &Home) -> (Value, Vec<String>) {
    let archive: Value = serde_json::from_str(&home.ok(&["export"])).unwrap();
    let records = archive.as_object().unwrap().iter().filter_map(|(list, records)| {
        let revisions = records.as_array()?.iter().map(|r| r["rev"].clone()).collect::<Vec<_>>();
        Some((list.clone(), Value::from(revisions)))
    });
    let files = std::fs::read_dir(home.path("")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.collect();
    files.sort();
    (records.collect::<serde_json::Map<_, _>>().into(), files)
}

#[test]
fn a_change_whose_result_cannot_be_printed_is_reported_as_done() {
    let stage = Stage::new();
    for args in stage.commands() {
        let fine = stage.copy();
        let output = run(&fine, &args, Stdout::Fine);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        let (prints, expected) = (!output.stdout.is_empty(), state(&fine));
        for stdout in [Stdout::Full, Stdout::Broken, Stdout::Closed] {
            let home = stage.copy();
            let output = run(&home, &args, stdout);
            let said = String::from_utf8(output.stderr).unwrap();
            // A closed output is how somebody says that they want none.
            let is_unsaid = prints && stdout != Stdout::Closed;
            assert_eq!(output.status.code(), Some(if is_unsaid { 6 } else { 0 }), "{args:?}, {stdout:?}: {said}");
            assert_eq!(said.contains("The change is saved"), is_unsaid, "{args:?}, {stdout:?}: {said}");
            assert!(!said.contains("not saved"), "{args:?}, {stdout:?}: {said}");
            assert_eq!(state(&home), expected, "{args:?}, {stdout:?}: it is done once");
        }
    }
}

#[test]
fn what_only_reads_reports_a_full_disk_and_is_silent_about_a_reader_that_went_away() {
    let stage = Stage::new();
    let commands: [&[&str]; 6] = [
        &["pair", "list"],
        &["session", "list"],
        &["action", "list"],
        &["bin", "list"],
        &["export"],
        &["import", "markdown", "notes", "--pair", "Aiko", "--dry-run"],
    ];
    for args in commands {
        let before = state(&stage.home);
        let full = run(&stage.home, args, Stdout::Full);
        assert_eq!(full.status.code(), Some(1), "{args:?}: {}", String::from_utf8_lossy(&full.stderr));
        let broken = run(&stage.home, args, Stdout::Broken);
        assert_eq!((broken.status.code(), broken.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
        assert_eq!(state(&stage.home), before, "{args:?}");
    }
    // A refusal is a refusal, wherever its answer would have gone.
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(PROGRAM);
    command.env_clear().envs(stage.home.environment()).args(["pair", "add", "Aiko"]).stdout(full);
    assert_eq!(command.output().unwrap().status.code(), Some(2));
}
