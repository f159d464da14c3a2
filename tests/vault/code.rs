//! A new recovery code arrives before anything depends on it: in a file, or on a terminal where its end is typed back
//! (`tests/terminal/seal.rs`). What ends the program in between leaves the journal as it was.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use tomoni::domain::vault::VaultState;
use tomoni::files::Standing;
use tomoni::journal::vault::{Cost, NewVault, recovery_code};

use crate::home::{Home, PROGRAM, mode, text};
use crate::kill::hindrance;
use crate::scan::{CANARIES, Scan, files};
use crate::support::{PASSPHRASE, open, passphrase, told};

const READING: usize = 4;

/// A home with a note, a backup of it and a file with the passphrase; with a vault of the lowest cost, or without.
fn home(vault: bool) -> Home {
    let home = Home::with_aiko();
    std::fs::write(home.path("pass"), PASSPHRASE).unwrap();
    home.session("Aiko", &format!("said\n~ {}\n", CANARIES[READING].sentence()), &[]);
    if vault {
        told(open(&home.journal()).seal_on(&told(NewVault::make(&passphrase(PASSPHRASE), Cost::FLOOR))));
    }
    told(open(&home.journal()).back_up(None, Standing::Stays, &mut |_, _| true));
    home
}

/// Everything under the home but what a shell has redirected.
fn state(home: &Home) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let all = files(&home.path("")).into_iter().filter(|path| !path.ends_with("log"));
    let content = |path: &Path| match path.read_link() {
        Ok(to) => to.into_os_string().into_encoded_bytes(),
        Err(_) => std::fs::read(path).unwrap(),
    };
    all.map(|path| (path.clone(), content(&path))).collect()
}

fn shell(home: &Home, line: &str) -> (i32, String) {
    let mut shell = Command::new("bash");
    shell.args(["-c", line]).current_dir(home.path("")).env_clear().envs(home.environment()).env("T", PROGRAM);
    let output = shell.stdin(Stdio::null()).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Whether the code in this file opens the vault as it is now.
fn opens(home: &Home, file: &str) -> bool {
    let Ok(line) = std::fs::read_to_string(home.path(file)) else { return false };
    let Some(slots) = told(open(&home.journal()).key_file()) else { return false };
    recovery_code(line.trim()).is_ok_and(|code| slots.recover(&code).is_ok())
}

#[test]
fn without_a_terminal_or_a_file_no_code_is_made_and_nothing_changes() {
    for (vault, command) in [(false, "seal on"), (true, "seal rotate")] {
        let home = home(vault);
        let before = state(&home);
        for redirected in
            ["", "| true", "| head -1", "> /dev/full", ">&-", "> /dev/null", "2>&-", ">&- 2>&-", "> log", "--json"]
        {
            let line = format!("$T {command} --passphrase-file pass {redirected}; exit ${{PIPESTATUS[0]}}");
            let (code, said) = shell(&home, &line);
            assert_eq!(code, 2, "{line}: {said}");
            assert!(redirected.contains("2>&-") || said.contains("--recovery-file"), "{line}: {said}");
            assert!(state(&home) == before, "{line} has changed something");
        }
        let (_, said) = shell(&home, &format!("$T {command} --passphrase-file pass --lang ja"));
        assert!(said.contains("何も変えていません") && said.contains("--recovery-file"), "{said}");
    }
}

#[test]
fn a_code_goes_only_to_a_new_plain_file_that_can_be_read_back() {
    for (vault, command) in [(false, "seal on"), (true, "seal rotate")] {
        let home = home(vault);
        std::fs::write(home.path("there"), "dear diary").unwrap();
        symlink(home.path("there"), home.path("link")).unwrap();
        symlink(home.path("nowhere"), home.path("dangling")).unwrap();
        std::fs::create_dir(home.path("folder")).unwrap();
        let before = state(&home);
        let journal = home.journal();
        for file in [
            "there",
            "link",
            "dangling",
            "folder",
            "-",
            "/dev/full",
            "/dev/null",
            "/dev/stdout",
            "/proc/self/x",
            "no/such/folder/code",
            journal.to_str().unwrap(),
        ] {
            let args = [&command.split(' ').collect::<Vec<_>>()[..], &["--passphrase-file", "pass"]].concat();
            let ran = home.run(&[&args[..], &["--recovery-file", file]].concat());
            assert!(ran.code != 0 && ran.stdout.is_empty() && !ran.stderr.is_empty(), "{file}: {}", ran.stderr);
            assert!(state(&home) == before, "{command} {file} has changed something");
        }
    }
}

#[test]
fn a_code_in_a_file_opens_the_vault_wherever_the_results_went() {
    // Whatever becomes of the results: the code is where it was asked for.
    for redirected in ["> log", ">&-"] {
        let home = home(false);
        let line = format!("$T seal on --passphrase-file pass --recovery-file code {redirected}");
        let (_, said) = shell(&home, &line);
        assert_eq!(told(open(&home.journal()).vault_state()), VaultState::Locked, "{line}: {said}");
        assert!(opens(&home, "code") && mode(&home.path("code")) == 0o600, "{line}: {said}");
        if redirected != "> log" {
            continue;
        }
        let code = std::fs::read_to_string(home.path("code")).unwrap();
        let log = std::fs::read_to_string(home.path("log")).unwrap();
        assert!(!log.contains(code.trim()) && !said.contains(code.trim()), "it is nowhere else: {log} {said}");
        assert!(said.contains("The recovery code was written to code"), "{said}");
        // Another key, another code; the old one opens it no longer.
        let rotated = home.json(&["seal", "rotate", "--passphrase-file", "pass", "--recovery-file", "second"]);
        assert_eq!((text(&rotated["recovery_file"]).as_str(), rotated.get("recovery_code")), ("second", None));
        assert!(opens(&home, "second") && !opens(&home, "code"));
        std::fs::write(home.path("new"), "another long passphrase").unwrap();
        home.ok(&["seal", "recover", "--code-file", "second", "--new-passphrase-file", "new"]);
        Scan::new().finds_none_of(&[READING], &home.path("data"), "after all of it");
    }
}

#[test]
fn a_passphrase_that_is_guessed_at_once_is_not_taken_where_nobody_can_be_asked() {
    let home = home(false);
    for weak in ["abc", "   ", "password", "aaaaaa", "12345678"] {
        std::fs::write(home.path("weak"), weak).unwrap();
        let before = state(&home);
        let said = home.run(&["seal", "on", "--passphrase-file", "weak", "--recovery-file", "code"]).refused(2);
        assert!(said.contains("fewer than a thousand tries"), "{weak}: {said}");
        assert!(state(&home) == before, "{weak}");
    }
    let home = self::home(true);
    std::fs::write(home.path("weak"), "abc").unwrap();
    let args = ["seal", "passphrase", "--passphrase-file", "pass", "--new-passphrase-file", "weak"];
    assert!(home.run(&args).refused(2).contains("fewer than a thousand tries"));
    home.ok(&["session", "list", "--passphrase-file", "pass"]);
    // A weak one is taken, and what it is worth is said.
    std::fs::write(home.path("weak"), "mentor2024").unwrap();
    let changed = home.run(&args);
    assert!(changed.code == 0 && changed.stderr.contains("Strength: weak"), "{}", changed.stderr);
    home.ok(&["session", "list", "--passphrase-file", "weak"]);
    // Of a strong one there is nothing to say.
    std::fs::write(home.path("strong"), "another long passphrase").unwrap();
    let args = ["seal", "passphrase", "--passphrase-file", "weak", "--new-passphrase-file", "strong"];
    let changed = home.run(&args);
    assert!(changed.code == 0 && !changed.stderr.contains("Strength"), "{}", changed.stderr);
}

/// One run of `seal on` or `seal rotate` with a file for the code, under strace, killed at the n-th call of a kind.
fn traced(home: &Home, command: &str, trace: &[&str]) -> std::process::ExitStatus {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qqq", "-e", "signal=none"]).args(trace).arg(PROGRAM).args(command.split(' '));
    strace.args(["--passphrase-file", "pass", "--recovery-file", "code"]);
    strace.current_dir(home.path("")).env_clear().envs(home.environment());
    strace.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
}

#[test]
fn a_kill_leaves_no_vault_or_one_whose_code_is_in_the_file() {
    if let Some(hindrance) = hindrance() {
        println!("Nothing was killed: {hindrance}");
        return;
    }
    for (vault, command) in [(false, "seal on"), (true, "seal rotate")] {
        let template = home(vault);
        let logged = home(vault);
        let log = logged.path("log");
        let calls = "trace=pwrite64,fsync,fdatasync,/^rename,/^link";
        assert!(traced(&logged, command, &["-e", calls, "-y", "-o", log.to_str().unwrap()]).success());
        let calls = std::fs::read_to_string(&log).unwrap();
        let place = |what: &dyn Fn(&str) -> bool| calls.lines().position(what);
        let put = place(&|l| (l.contains("rename") || l.contains("link")) && l.contains("code\"")).expect("the code");
        let sealed = place(&|l| l.contains("pwrite64(") && l.contains(".db")).expect("the journal");
        let synced = calls.lines().skip(put).position(|l| l.contains("fsync(")).expect("its folder") + put;
        assert!(put < sealed && synced < sealed, "{command}: the code comes first\n{calls}");
        // Where the code reaches the disk, and where the first copy of the journal does.
        let some = [("fsync", 1), ("fsync", 2), ("pwrite64", 1)];
        let long = ["fsync", "pwrite64"].into_iter().flat_map(|call| (1..=20).map(move |n| (call, n)));
        let points: Vec<_> = if std::env::var_os("TOMONI_LONG").is_some() { long.collect() } else { some.into() };
        for (call, n) in points {
            let home = copied(&template);
            let inject = format!("inject={call}:signal=SIGKILL:when={n}");
            traced(&home, command, &["-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject]);
            let state = told(open(&home.journal()).vault_state());
            let old = !vault || opens_as_before(&home);
            assert!(
                opens(&home, "code") || (old && (state == VaultState::Off) != vault),
                "{command}, {call} {n}: {state:?}"
            );
        }
    }
}

/// Whether the vault has the key that it had in the beginning.
fn opens_as_before(home: &Home) -> bool {
    told(open(&home.journal()).vault_status()).is_some_and(|status| status.epoch == 1)
}

fn copied(template: &Home) -> Home {
    let home = Home::new();
    let root = template.path("");
    for file in files(&root) {
        let target = home.path("").join(file.strip_prefix(&root).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&file, target).unwrap();
    }
    home
}

#[test]
fn backups_sealed_before_it_failed_are_told_and_not_taken_for_those_of_the_next_try() {
    let home = home(false);
    // The journal cannot be written to any more, its backups can.
    let (first, second) = (
        told(NewVault::make(&passphrase(PASSPHRASE), Cost::FLOOR)),
        told(NewVault::make(&passphrase("another"), Cost::FLOOR)),
    );
    let mut journal = open(&home.journal());
    let lock = rusqlite::Connection::open(home.journal()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(journal.seal_on(&first).is_err());
    // The backup, and the automatic copy of the day.
    assert_eq!(journal.take_copies().sealed.len(), 2, "told that they are sealed");
    lock.execute_batch("ROLLBACK").unwrap();
    let done = told(journal.seal_on(&second));
    assert_eq!((done.copies.sealed.len(), done.copies.other.len()), (0, 2), "{done:?}");
    for backup in &done.copies.other {
        let slots = told(open(backup).key_file()).unwrap();
        assert!(slots.open(&passphrase(PASSPHRASE)).is_ok() && slots.open(&passphrase("another")).is_err());
    }
}
