//! What is asked on a terminal, and what never gets there.

use std::io::{Read, Write};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::support::{Home, PROGRAM};

/// Runs on a terminal with this typed into it; returns the exit code and what the terminal was sent.
fn on_terminal(home: &Home, args: &[&str], typed: &str) -> (u32, String) {
    let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(args);
    command.env_clear();
    home.environment().into_iter().for_each(|(name, value)| command.env(name, value));
    command.cwd(home.path(""));
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    pty.master.take_writer().unwrap().write_all(typed.as_bytes()).unwrap();
    let mut sent = Vec::new();
    let mut reader = pty.master.try_clone_reader().unwrap();
    // The end of a terminal is an error on Linux.
    let _ = reader.read_to_end(&mut sent);
    (child.wait().unwrap().exit_code(), String::from_utf8_lossy(&sent).into_owned())
}

#[test]
fn of_two_pairs_one_is_picked_by_its_number() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    let (code, sent) = on_terminal(&home, &["note", "! for Ken"], "2\n");
    assert_eq!(code, 0, "{sent}");
    let picked = if sent.contains("2  Ken") { "Ken" } else { "Aiko" };
    assert_eq!(home.json(&["action", "list", "--pair", picked])[0]["text"], "for Ken");
    let (code, sent) = on_terminal(&home, &["note", "! nobody"], "7\n");
    assert_eq!(code, 2, "{sent}");
    assert_eq!(home.json(&["action", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn emptying_the_bin_is_asked_about() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "said", &[]);
    home.ok(&["session", "delete", &id]);
    assert_eq!(on_terminal(&home, &["bin", "empty"], "\n").0, 0);
    assert_eq!(home.json(&["bin", "list"]).as_array().unwrap().len(), 1, "no answer is no");
    assert_eq!(on_terminal(&home, &["bin", "empty"], "y\n").0, 0);
    assert_eq!(home.json(&["bin", "list"]), serde_json::json!([]));
}

#[test]
fn even_a_raw_note_is_harmless_on_a_terminal() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "red \u{1b}[31m \u{7}", &[]);
    let (code, sent) = on_terminal(&home, &["session", "show", &id, "--raw"], "");
    assert_eq!(code, 0);
    assert!(sent.contains("red") && !sent.contains('\u{1b}') && !sent.contains('\u{7}'), "{sent:?}");
    let (_, coloured) = on_terminal(&home, &["pair", "list"], "");
    assert!(coloured.contains("\u{1b}[2m"), "ids are dim on a terminal: {coloured:?}");
}

#[test]
fn restoring_shows_both_journals_and_asks() {
    let home = Home::with_aiko();
    home.ok(&["backup", "copy.db"]);
    home.ok(&["pair", "add", "Ken"]);
    let (code, sent) = on_terminal(&home, &["restore", "copy.db"], "\n");
    assert_eq!(code, 0, "{sent}");
    assert!(sent.contains("Journal now") && sent.contains("Nothing was changed"), "{sent}");
    assert_eq!(home.json(&["pair", "list"]).as_array().unwrap().len(), 2, "no answer is no");
    let (code, sent) = on_terminal(&home, &["restore", "copy.db", "--lang", "ja"], "はい\n");
    assert_eq!(code, 0, "{sent}");
    assert!(sent.contains("いまの記録") && sent.contains("復元しました"), "{sent}");
    assert_eq!(home.json(&["pair", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_yes() {
    let home = Home::with_aiko();
    home.session("Aiko", "= decided", &[]);
    std::fs::write(home.path("out.md"), "mine").unwrap();
    let (code, sent) = on_terminal(&home, &["summary", "-o", "out.md"], "\n");
    assert_eq!((code, std::fs::read_to_string(home.path("out.md")).unwrap().as_str()), (1, "mine"), "{sent}");
    let (code, sent) = on_terminal(&home, &["summary", "-o", "out.md"], "はい\n");
    assert_eq!(code, 0, "{sent}");
    assert!(std::fs::read_to_string(home.path("out.md")).unwrap().contains("decided"));
    // Where nothing is there, and about a link, nobody is asked.
    assert_eq!(on_terminal(&home, &["summary", "-o", "new.md"], "").0, 0);
    std::os::unix::fs::symlink(home.path("out.md"), home.path("link.md")).unwrap();
    assert_eq!(on_terminal(&home, &["summary", "-o", "link.md"], "y\n").0, 1);
}
