//! A home of its own for each test, and what a run of the program left behind.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tomoni");
/// A Saturday.
pub const NOW: &str = "2026-11-21T15:00:00+09:00";

pub struct Home {
    dir: TempDir,
}

pub struct Ran {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Home {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A home with one active pair, Aiko.
    pub fn with_aiko() -> Self {
        let home = Self::new();
        home.ok(&["pair", "add", "Aiko"]);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn journal(&self) -> PathBuf {
        self.path("data").join("journal.db")
    }

    /// What the program finds in its environment here: nothing of the real home.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("PATH", std::env::var_os("PATH").unwrap_or_default().into()),
            ("HOME", self.path("home")),
            ("TOMONI_JOURNAL", self.journal()),
            ("TOMONI_CONFIG_DIR", self.path("config")),
            ("TOMONI_STATE_DIR", self.path("state")),
            ("TOMONI_NOW", NOW.into()),
            ("TOMONI_LANG", "en".into()),
        ]
    }

    pub fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(PROGRAM);
        command.current_dir(self.dir.path()).env_clear().envs(self.environment()).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args))
    }

    /// Runs with this as stdin.
    pub fn fed(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        let mut command = self.command(args);
        command.write_stdin(input);
        Ran::of(command)
    }

    /// Runs what has to succeed, and returns what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        self.run(args).done()
    }

    /// The JSON of what has to succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.ok(&args)).unwrap()
    }

    /// Adds a session with this note and returns its id.
    pub fn session(&self, pair: &str, note: &str, flags: &[&str]) -> String {
        let args: Vec<&str> = ["session", "add", "--json", "--pair", pair]
            .into_iter()
            .chain(flags.iter().copied())
            .chain(["-"])
            .collect();
        let added: Value = serde_json::from_str(&self.fed(&args, note).done()).unwrap();
        text(&added["id"])
    }
}

impl Ran {
    pub fn of(mut command: assert_cmd::Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap_or_else(|| panic!("{}", output.status)),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn stdout(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    /// What it printed, once it has succeeded.
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self.stdout()
    }

    /// Its complaint, once it has failed with this code and printed no result.
    pub fn refused(self, code: i32) -> String {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout(), self.stderr);
        assert_eq!(self.stdout(), "", "a result in spite of a failure");
        self.stderr
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}")).to_owned()
}

pub fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap_or_else(|| panic!("an object, not {value}")).keys().map(String::as_str).collect()
}

pub fn ending(id: &str) -> &str {
    &id[id.len() - 6..]
}

pub fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().unwrap().permissions().mode() & 0o777
}
