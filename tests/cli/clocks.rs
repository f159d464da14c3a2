//! Whatever the clock of the machine shows, a command does its work or says what is wrong.

use crate::support::{Home, NOW};

const CLOCKS: [&str; 9] = [
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00+09:00",
    "1900-02-28T12:00:00-11:30",
    "0001-01-01T00:00:00Z",
    "0000-01-01T00:00:00+14:00",
    "2038-01-19T03:14:08Z",
    "2026-12-31T23:59:60Z",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59+23:59",
];

/// What stamps something, or counts days from today.
const COMMANDS: [&[&str]; 16] = [
    &["pair", "add", "Ben"],
    &["session", "add", "--pair", "Aiko", "note"],
    &["session", "add", "--planned", "--pair", "Aiko", "--at", "tomorrow 10:00"],
    &["note", "for later", "--pair", "Aiko"],
    &["goal", "add", "run", "--pair", "Aiko"],
    &["action", "list"],
    &["question", "list"],
    &["due"],
    &["prep", "Aiko"],
    &["ledger"],
    &["search", "one"],
    &["calendar"],
    &["summary", "--pair", "Aiko"],
    &["export", "-o", "archive.json"],
    &["backup"],
    &["seal", "status"],
];

#[test]
fn no_clock_makes_a_command_panic() {
    for clock in CLOCKS {
        let home = Home::with_aiko();
        home.session("Aiko", "one\n! two by fri\n~ three\n", &["--at", "2026-11-20 10:00"]);
        std::fs::write(home.path("note"), "! call by tomorrow\n= said\n").unwrap();
        for args in COMMANDS {
            let mut command = home.command(args);
            let output = command.env("TOMONI_NOW", clock).output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            // A line that names a place in the program is a panic.
            assert!(matches!(output.status.code(), Some(0..=5)), "{clock}, {args:?}: {} {told}", output.status);
            assert!(!told.contains(".rs:"), "{clock}, {args:?}: {told}");
        }
        // What was written then is read now, and is as sound as ever.
        for args in [&["doctor"][..], &["session", "list"], &["export"], &["due"]] {
            let ran = home.run(args);
            assert_eq!(ran.code, 0, "{clock}, {args:?} at {NOW}: {}", ran.stderr);
        }
        let archive = home.path("archive.json");
        if archive.exists() {
            home.ok(&["--journal", "again.db", "import", "archive", archive.to_str().unwrap()]);
        }
    }
}

#[test]
fn a_clock_that_is_none_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::with_aiko();
    let broken: [&[u8]; 7] = [
        b"",
        b"yesterday",
        b"2026-13-01T00:00:00Z",
        b"10000-01-01T00:00:00Z",
        b"2026-11-21",
        b"\xff\xfe",
        b"2026-11-21T15:00:00",
    ];
    for clock in broken {
        let output =
            home.command(&["pair", "list"]).env("TOMONI_NOW", std::ffi::OsStr::from_bytes(clock)).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{clock:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
