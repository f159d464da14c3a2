//! What is read: every kind of thing in the place of a file, for every option that names one. Nothing keeps the program
//! waiting, and each ends with a sentence.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Home, Ran};

/// Longer than any of these may take, on a slow machine.
const LONG: Duration = Duration::from_secs(10);

/// Every kind of thing that is no file to be read, by its name in the home.
fn kinds(home: &Home) -> Vec<&'static str> {
    let at = |name: &str| home.path(name);
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), fifo, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR, 0).unwrap();
    symlink(at("pipe"), at("link-to-pipe")).unwrap();
    symlink("/dev/zero", at("link-to-zero")).unwrap();
    symlink(at("loop"), at("loop")).unwrap();
    symlink(at("nowhere"), at("dangling")).unwrap();
    std::fs::create_dir(at("folder")).unwrap();
    drop(UnixListener::bind(at("socket")).unwrap());
    std::fs::write(at("unreadable"), "x").unwrap();
    std::fs::set_permissions(at("unreadable"), std::fs::Permissions::from_mode(0o000)).unwrap();
    std::fs::File::create(at("sparse")).unwrap().set_len(1 << 40).unwrap();
    let mut kinds = vec![
        "/dev/zero",
        "/dev/null",
        "/dev/tty",
        "pipe",
        "link-to-pipe",
        "link-to-zero",
        "loop",
        "dangling",
        "folder",
        "socket",
        "sparse",
        "nowhere",
        "unreadable/below",
    ];
    // Whoever may read everything reads this, too.
    if std::fs::File::open(at("unreadable")).is_err() {
        kinds.push("unreadable");
    }
    kinds
}

fn timed(home: &Home, args: &[&str]) -> Ran {
    let mut command = home.command(args);
    command.timeout(LONG);
    let output = command.output().unwrap();
    let code = output.status.code().unwrap_or_else(|| panic!("{args:?} took too long, or died: {}", output.status));
    Ran { code, stdout: output.stdout, stderr: String::from_utf8(output.stderr).unwrap() }
}

#[test]
fn nothing_that_is_named_to_be_read_keeps_the_program_waiting() {
    let home = Home::with_aiko();
    let session = home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
    let kinds = kinds(&home);
    let mut tried = 0;
    for kind in &kinds {
        let readers: [&[&str]; 10] = [
            &["session", "add", "--pair", "Aiko", kind],
            &["session", "edit", &session, kind],
            &["--passphrase-file", kind, "seal", "on"],
            &["restore", kind, "--force"],
            &["import", "archive", kind],
            &["import", "jrnl", kind, "--pair", "Aiko"],
            &["import", "tui-journal", kind, "--pair", "Aiko"],
            &["import", "dayone", kind, "--pair", "Aiko"],
            &["import", "markdown", kind, "--pair", "Aiko"],
            &["--journal", kind, "pair", "list"],
        ];
        for args in readers {
            let began = Instant::now();
            let ran = timed(&home, args);
            let took = began.elapsed();
            assert!(ran.code != 0 && ran.code != 101, "{args:?}: {} {}", ran.code, ran.stderr);
            assert!(ran.stderr.chars().filter(|c| c.is_alphabetic()).count() > 10, "{args:?}: {}", ran.stderr);
            assert!(!ran.stderr.contains("panicked") && took < LONG, "{args:?}: {took:?} {}", ran.stderr);
            tried += 1;
        }
    }
    assert_eq!(tried, kinds.len() * 10);
    assert_eq!(home.json(&["session", "list"]).as_array().unwrap().len(), 1, "and nothing came of it");
}

#[test]
fn a_configuration_that_is_none_is_complained_about_and_the_rest_holds() {
    let home = Home::with_aiko();
    let kinds = kinds(&home);
    let config = home.path("config");
    std::fs::create_dir(&config).unwrap();
    std::fs::write(home.path("large"), "# x\n".repeat(300_000)).unwrap();
    std::fs::write(home.path("bytes"), b"lang = \"\xff\"\n").unwrap();
    for kind in kinds.iter().chain(&["large", "bytes"]).filter(|kind| !matches!(**kind, "dangling" | "nowhere")) {
        let target = home.path("").join(kind);
        let _ = std::fs::remove_file(config.join("config.toml"));
        symlink(&target, config.join("config.toml")).unwrap();
        let ran = timed(&home, &["pair", "list"]);
        assert_eq!(ran.code, 0, "{kind}: {}", ran.stderr);
        assert!(String::from_utf8(ran.stdout).unwrap().contains("Aiko"), "{kind}");
        assert!(ran.stderr.contains("config.toml"), "{kind}: {}", ran.stderr);
        assert_eq!(timed(&home, &["config", "--check"]).code, 1, "{kind}");
    }
    // A link to a file that is one is followed: people keep their settings elsewhere.
    std::fs::write(home.path("mine.toml"), "lang = \"ja\"\n").unwrap();
    std::fs::remove_file(config.join("config.toml")).unwrap();
    symlink(home.path("mine.toml"), config.join("config.toml")).unwrap();
    home.ok(&["config", "--check"]);
}

#[test]
fn a_pipe_with_a_writer_is_read_to_its_end() {
    let home = Home::with_aiko();
    let script = format!("{} session add --pair Aiko <(printf 'from a pipe\\n')", crate::support::PROGRAM);
    if !Path::new("/bin/bash").exists() {
        println!("Nothing was piped: there is no bash here");
        return;
    }
    let mut command = std::process::Command::new("/bin/bash");
    command.args(["-c", &script]).env_clear().envs(home.environment());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sessions = home.json(&["session", "list"]);
    let id = sessions[0]["id"].as_str().unwrap();
    assert!(home.ok(&["session", "show", id]).contains("from a pipe"));
}

#[test]
fn an_endless_note_on_stdin_ends_at_the_limit() {
    let home = Home::with_aiko();
    let script = format!("yes | {} session add --pair Aiko -", crate::support::PROGRAM);
    let mut command = assert_cmd::Command::new("sh");
    command.args(["-c", &script]).env_clear().envs(home.environment()).timeout(LONG);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("MB"));
}
