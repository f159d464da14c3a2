//! `tomoni seal` and what needs the key, typed by a person on a real terminal.

use std::path::Path;
use std::time::Instant;

use portable_pty::CommandBuilder;
use tomoni::clock::Clock;
use tomoni::domain::ids::SessionId;
use tomoni::domain::vault::VaultState;
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Passphrase, recovery_code};
use tomoni::journal::{Journal, SessionFilter};
use tomoni::problem::Problem;

use crate::vault::{PASSPHRASE, journal_with_a_vault};
use crate::{PATIENCE, Terminal, journal_with_a_pair};

/// A passphrase like the right one.
const OTHER: &str = "a lantern under the bridgf";

impl Terminal {
    /// A command on the journal, typed at a prompt.
    fn command(home: &Path, path: &Path, args: &[&str]) -> Self {
        Self::tomoni(home, &[&["--journal", path.to_str().unwrap()], args].concat())
    }

    /// Whether the terminal shows what is typed: the same bit on Linux and on macOS.
    pub(crate) fn shows_letters(&self) -> bool {
        self.master.get_termios().is_none_or(|termios| termios.local_flags.bits() & 0o10 != 0)
    }

    /// Types a line that nobody is to see, once it is asked for and the terminal shows no letters.
    fn types_hidden(&mut self, question: &str, line: &str) {
        self.until_shows(question);
        let deadline = Instant::now() + PATIENCE;
        while self.shows_letters() {
            assert!(Instant::now() < deadline, "the letters of an answer to {question} would be seen");
            std::thread::yield_now();
        }
        self.types(&format!("{line}\r"));
    }

    fn answers(&mut self, question: &str, answer: &str) {
        self.until_shows(question);
        self.types(&format!("{answer}\r"));
    }

    /// It ends with this exit code. Returns everything that it has written.
    #[track_caller]
    fn ends_with(mut self, code: u32) -> String {
        self.until_it_ends();
        let said = String::from_utf8_lossy(&self.raw).into_owned();
        assert_eq!(self.child.wait().unwrap().exit_code(), code, "{said}");
        for secret in [PASSPHRASE, OTHER] {
            assert!(!said.contains(secret), "a passphrase is never shown: {said}");
        }
        assert!(self.shows_letters(), "letters show again");
        said
    }
}

#[track_caller]
fn told<T>(outcome: Result<T, Problem>) -> T {
    outcome.unwrap_or_else(|problem| panic!("{}", problem.message(Lang::En)))
}

fn open(path: &Path) -> Journal {
    told(Journal::open(path, Clock::system()))
}

/// How many lines say this, read with the key.
fn times_kept(path: &Path, words: &str) -> usize {
    let mut journal = open(path);
    if let Some(file) = told(journal.key_file()) {
        let key = told(file.open(&Passphrase::new(PASSPHRASE).unwrap()));
        told(journal.unlock(&key));
    }
    let search = told(journal.understand_search(words));
    told(journal.search(&search, None, 9)).hits.len()
}

fn sealed_lines(path: &Path) -> u64 {
    told(open(path).vault_status()).map_or(0, |status| status.sealed.lines)
}

fn newest(path: &Path) -> SessionId {
    told(open(path).sessions(&SessionFilter::default()))[0].session.id
}

/// The recovery code as it stands on the screen.
fn code_in(shown: &str) -> Option<String> {
    let is_code = |line: &&str| line.split('-').count() == 7 && line.split('-').all(|group| group.len() == 4);
    shown.lines().map(str::trim).find(is_code).map(str::to_owned)
}

/// `seal on` up to the question for the end of the code, which is returned.
pub fn seal_on(home: &Path, path: &Path) -> (Terminal, String) {
    let mut terminal = Terminal::command(home, path, &["seal", "on"]);
    terminal.types_hidden("New passphrase:", PASSPHRASE);
    terminal.until_shows("Strength: ");
    terminal.types_hidden("Repeat passphrase:", PASSPHRASE);
    terminal.until_shows("Type its last group:");
    let code = code_in(&terminal.screen.screen().contents()).expect("the code is shown");
    (terminal, code)
}

#[test]
fn a_vault_is_made_by_who_types_the_passphrase_twice_and_the_end_of_the_code() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    Terminal::command(home.path(), &path, &["note", "~ felt rather lost"]).ends_with(0);
    let before = std::fs::read(&path).unwrap();
    let nothing_was_done = || {
        assert!(std::fs::read(&path).unwrap() == before, "not a byte of the journal has changed");
        assert_eq!(told(open(&path).vault_state()), VaultState::Off);
    };

    let mut terminal = Terminal::command(home.path(), &path, &["seal", "on"]);
    terminal.types_hidden("New passphrase:", PASSPHRASE);
    terminal.types_hidden("Repeat passphrase:", OTHER);
    let said = terminal.ends_with(2);
    assert!(said.contains("Strength: strong") || said.contains("Strength: good"), "{said}");
    assert!(said.contains("The two passphrases are not the same. Nothing was changed."), "{said}");
    assert_eq!(code_in(&said), None, "no code for what is not made");
    nothing_was_done();

    let (mut terminal, first) = seal_on(home.path(), &path);
    // A group of it, but not the last one.
    let wrong = first.split('-').next().unwrap().to_owned();
    terminal.types(&format!("{wrong}\r"));
    let said = terminal.ends_with(2);
    assert!(said.contains("That does not match the last group of the code."), "{said}");
    nothing_was_done();

    let (mut terminal, code) = seal_on(home.path(), &path);
    assert_ne!(code, first, "each vault has its own");
    terminal.types(&format!("{}\r", code.rsplit('-').next().unwrap().to_lowercase()));
    let said = terminal.ends_with(0);
    assert_eq!(said.matches(&code).count(), 1, "shown once: {said}");
    assert!(said.contains("One was sealed."), "{said}");
    assert_eq!((told(open(&path).vault_state()), sealed_lines(&path)), (VaultState::Locked, 1));
    assert_eq!(times_kept(&path, "lost"), 1, "the passphrase that was typed opens it");
}

#[test]
fn a_line_that_needs_the_key_is_kept_once_after_the_passphrase() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let before = sealed_lines(&path);

    let mut terminal = Terminal::command(home.path(), &path, &["note", "~ doubts the merger"]);
    terminal.types_hidden("Passphrase:", PASSPHRASE);
    let said = terminal.ends_with(0);
    assert!(!said.contains("merger"), "what is sealed is not printed: {said}");
    assert_eq!((times_kept(&path, "merger"), sealed_lines(&path)), (1, before + 1));

    // Typed, ended as a person ends it, and still there after the question.
    let mut terminal = Terminal::command(home.path(), &path, &["note", "-"]);
    terminal.until_shows("Ctrl");
    terminal.types("~ quits in autumn\r\x04");
    terminal.types_hidden("Passphrase:", PASSPHRASE);
    terminal.ends_with(0);
    assert_eq!((times_kept(&path, "autumn"), sealed_lines(&path)), (1, before + 2));

    let bytes = std::fs::read(&path).unwrap();
    let mut terminal = Terminal::command(home.path(), &path, &["note", "~ never kept"]);
    terminal.types_hidden("Passphrase:", OTHER);
    let said = terminal.ends_with(4);
    let sentence = said.replace("Passphrase:", "");
    assert_eq!(sentence.trim(), "Wrong passphrase or code. Nothing was changed.", "one sentence, no more");
    assert!(std::fs::read(&path).unwrap() == bytes, "nothing was written");
}

#[test]
fn what_is_sealed_is_printed_and_laid_open_only_by_who_says_so() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let session = newest(&path).to_string();
    let ran = |answers: &[(&str, &str)], code: u32| {
        let mut terminal = Terminal::command(home.path(), &path, &["seal", "off"]);
        terminal.types_hidden("Passphrase:", PASSPHRASE);
        answers.iter().for_each(|(question, answer)| terminal.answers(question, answer));
        terminal.ends_with(code)
    };
    let (sure, really) = ("Continue? [y/N]", "Really? [y/N]");

    let locked = Terminal::command(home.path(), &path, &["session", "show", &session]).ends_with(0);
    assert!(locked.contains("(locked line)") && !locked.contains("looked"), "{locked}");
    let mut terminal = Terminal::command(home.path(), &path, &["session", "show", &session, "--reveal"]);
    terminal.types_hidden("Passphrase:", PASSPHRASE);
    let shown = terminal.ends_with(0);
    assert!(shown.contains("looked tired 駱駝 at the end"), "{shown}");

    let before = std::fs::read(&path).unwrap();
    let first = ran(&[(sure, "n")], 1);
    assert!(!first.contains(really) && first.contains("Nothing was changed."), "{first}");
    for no in ["n", "", "maybe"] {
        let said = ran(&[(sure, "y"), (really, no)], 1);
        assert!(said.contains("Nothing was changed."), "{said}");
        assert!(std::fs::read(&path).unwrap() == before, "“{no}” leaves everything as it was");
    }
    let said = ran(&[(sure, "y"), (really, "yes")], 0);
    assert!(said.contains("one line is readable again"), "{said}");
    assert_eq!((told(open(&path).vault_state()), times_kept(&path, "tired")), (VaultState::Off, 1));
}

#[test]
fn the_code_is_on_the_terminal_and_not_where_the_results_go() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let log = home.path().join("log");
    for redirected in [format!("> {}", log.display()), "| true".to_owned()] {
        let _ = std::fs::remove_file(&path);
        let path = journal_with_a_pair(home.path());
        let mut command = CommandBuilder::new("sh");
        let program = env!("CARGO_BIN_EXE_tomoni");
        command.args(["-c", &format!("{program} --journal {} seal on {redirected}", path.display())]);
        let mut terminal = Terminal::start(command, home.path());
        terminal.types_hidden("New passphrase:", PASSPHRASE);
        terminal.types_hidden("Repeat passphrase:", PASSPHRASE);
        terminal.until_shows("Type its last group:");
        let code = code_in(&terminal.screen.screen().contents()).expect("the code is shown");
        // All of it is as good as its end.
        terminal.types(&format!("{}\r", code.replace('-', " ").to_lowercase()));
        terminal.until_it_ends();
        let said = std::fs::read_to_string(&log).unwrap();
        assert!(said.contains("sealed from now on") && !said.contains(&code), "{said}");
        let slots = told(open(&path).key_file()).expect("there is a vault");
        assert!(slots.recover(&recovery_code(&code).map_err(|p| p.message(Lang::En)).unwrap()).is_ok());
    }
}

#[test]
fn whoever_goes_away_before_the_code_is_typed_back_has_changed_nothing() {
    let home = tempfile::tempdir().unwrap();
    let plain = journal_with_a_pair(home.path());
    let before = std::fs::read(&plain).unwrap();
    for way in ["a key", "an end of input", "a signal", "a closed terminal"] {
        let (mut terminal, _) = seal_on(home.path(), &plain);
        match way {
            "a key" => terminal.types("\x03"),
            "an end of input" => terminal.types("\x04"),
            "a signal" => terminal.child.kill().unwrap(),
            _ => {
                let Terminal { mut child, keys, output, master, .. } = terminal;
                drop((keys, master, output));
                child.wait().unwrap();
                assert!(std::fs::read(&plain).unwrap() == before, "{way}");
                continue;
            }
        }
        terminal.until_it_ends();
        assert!(std::fs::read(&plain).unwrap() == before, "{way}");
    }
    // A new key: the old code opens it as before.
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let before = std::fs::read(&path).unwrap();
    let mut terminal = Terminal::command(home.path(), &path, &["seal", "rotate"]);
    terminal.types_hidden("Passphrase:", PASSPHRASE);
    terminal.until_shows("Type its last group:");
    terminal.types("\x03");
    terminal.until_it_ends();
    assert!(std::fs::read(&path).unwrap() == before);
}

#[test]
fn a_passphrase_that_is_guessed_at_once_is_taken_only_after_a_yes() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let before = std::fs::read(&path).unwrap();
    for (weak, worth) in [("abc", "very weak"), ("   ", "very weak"), ("mentor2024", "Strength: weak")] {
        let mut terminal = Terminal::command(home.path(), &path, &["seal", "on"]);
        terminal.types_hidden("New passphrase:", weak);
        terminal.answers("Use it anyway? [y/N]", "");
        let said = terminal.ends_with(1);
        assert!(said.contains(worth) && said.contains("Nothing was changed."), "{said}");
        assert!(std::fs::read(&path).unwrap() == before);
    }
    let mut terminal = Terminal::command(home.path(), &path, &["seal", "on"]);
    terminal.types_hidden("New passphrase:", "abc");
    terminal.answers("Use it anyway? [y/N]", "y");
    terminal.types_hidden("Repeat passphrase:", "abc");
    terminal.until_shows("Type its last group:");
    terminal.types("\x03");
    terminal.until_it_ends();
}
