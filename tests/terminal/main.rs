//! The program in a real terminal: what it leaves behind however it ends.

mod kills;
mod last_words;
mod leaving;
mod memory;
mod seal;
mod soak;
mod states;
mod vault;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tomoni::clock::Clock;
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};

const ROWS: NonZero<u16> = NonZero::new(36).unwrap();
const COLUMNS: NonZero<u16> = NonZero::new(120).unwrap();
/// Long enough for the slowest machine; nothing waits this long unless it fails.
const PATIENCE: Duration = Duration::from_secs(30);

struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that the program ever wrote.
    raw: Vec<u8>,
    master: Box<dyn MasterPty + Send>,
    /// Nobody reads what the program writes.
    held: Arc<(Mutex<bool>, Condvar)>,
}

/// Whether this is the long run.
fn long() -> bool {
    std::env::var_os("TOMONI_LONG").is_some()
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

impl Terminal {
    fn start(mut command: CommandBuilder, home: &Path) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "en_US.UTF-8"), ("TOMONI_LANG", "en")] {
            command.env(name, value);
        }
        command.env("TOMONI_CONFIG_DIR", home.join("config"));
        command.env("TOMONI_STATE_DIR", home.join("state"));
        command.env_remove("TOMONI_JOURNAL");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = mpsc::channel();
        let held = Arc::new((Mutex::new(false), Condvar::new()));
        let holds = Arc::clone(&held);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            let free = || drop(holds.1.wait_while(holds.0.lock().unwrap(), |held| *held).unwrap());
            while let Ok(n) = reader.read(&mut bytes) {
                if n == 0 || send.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
                free();
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        Self { child, keys, output, screen, raw: Vec::new(), master: pair.master, held }
    }

    fn tomoni(home: &Path, args: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tomoni"));
        command.args(args);
        Self::start(command, home)
    }

    fn types(&mut self, text: &str) {
        self.keys.write_all(text.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Whether nobody reads what the program writes from now on.
    fn hold(&self, held: bool) {
        *self.held.0.lock().unwrap() = held;
        self.held.1.notify_all();
    }

    /// Waits until the program has written this to the terminal.
    fn until_asked(&mut self, question: &str) {
        let deadline = Instant::now() + PATIENCE;
        while memchr::memmem::find(&self.raw, question.as_bytes()).is_none() {
            let left = deadline.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left).expect("it asks");
            self.take(&bytes);
        }
    }

    /// Waits until the screen is as it should be.
    fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self.screen.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(e) => panic!("never {what} ({e}):\n{}", self.screen.screen().contents()),
            }
        }
    }

    fn until_shows(&mut self, text: &str) {
        self.until(&format!("showed {text}"), |screen| screen.contents().contains(text));
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    /// Waits until the program has ended and everything that it wrote is here.
    fn until_it_ends(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it never ended:\n{}", self.screen.screen().contents()),
            }
        }
        self.child.wait().unwrap();
    }

    /// The terminal is as it was before: no alternate screen, no mouse, no bracketed paste, a cursor.
    fn is_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is the terminal's");
        assert!(!screen.hide_cursor(), "the cursor is there");
    }
}

fn journal_with_a_pair(home: &Path) -> std::path::PathBuf {
    let path = home.join("journal.db");
    let mut journal = Journal::open_or_create(&path, Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let form = tomoni::domain::forms::PairForm { name: Some("Naoko".to_owned()), ..Default::default() };
    journal.add_pair(&form).map_err(|p| p.message(Lang::En)).unwrap();
    path
}

/// A new note is open on a journal with one pair.
fn writing_a_note(home: &Path) -> (Terminal, std::path::PathBuf) {
    let path = journal_with_a_pair(home);
    let mut terminal = Terminal::tomoni(home, &["--journal", path.to_str().unwrap()]);
    terminal.until_shows("Naoko");
    terminal.types("n");
    terminal.until_shows("saved");
    (terminal, path)
}

/// Waits until the newest note of the journal says this.
fn until_kept(path: &Path, text: &str) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let journal = Journal::open(path, Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
        let rows = journal.sessions(&SessionFilter::default()).unwrap();
        if rows.first().is_some_and(|r| journal.note(r.session.id).unwrap().text().as_deref() == Some(text)) {
            return;
        }
        let shown: String = text.chars().take(200).collect();
        assert!(Instant::now() < deadline, "“{shown}” was never kept");
        // The program that is to keep it needs the processor, too.
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

#[test]
fn leaving_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::tomoni(home.path(), &["demo"]);
    terminal.until_shows("MENTOR");
    assert!(terminal.screen.screen().alternate_screen() && terminal.screen.screen().bracketed_paste());
    terminal.types("q");
    terminal.until_it_ends();
    terminal.is_given_back();
}

#[test]
fn the_desk_says_how_many_faults_the_configuration_has() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    for (text, said) in [
        (
            "border = 'ascii'\n[keys]\n\"sessions.new\" = ['q', 'f11']\n",
            "The configuration has 2 problems: see `tomoni config --check`.",
        ),
        ("lang = ", "The configuration has a problem: see `tomoni config --check`."),
    ] {
        std::fs::write(home.path().join("config/config.toml"), text).unwrap();
        let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
        terminal.until_shows(said);
        terminal.types("q");
        terminal.until_it_ends();
    }
}

#[test]
fn the_desk_says_once_that_a_file_has_unsaved_text() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let name = format!("{}-unsaved-2026-11-20-101500.txt", path.file_stem().unwrap().to_str().unwrap());
    std::fs::write(path.with_file_name(name), "words").unwrap();
    for says in [true, false] {
        let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
        if says {
            terminal.until_shows("A file has text that was not saved");
        } else {
            terminal.until_shows("Sessions");
            assert!(!terminal.screen.screen().contents().contains("not saved"));
        }
        terminal.types("q");
        terminal.until_it_ends();
    }
}

#[test]
fn a_request_to_stop_saves_what_is_typed_and_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    let (mut terminal, path) = writing_a_note(home.path());
    terminal.types("said at the very end");
    terminal.until_shows("said at the very end");
    let pid = i32::try_from(terminal.child.process_id().unwrap()).unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    terminal.until_it_ends();
    terminal.is_given_back();
    until_kept(&path, "said at the very end");
}

#[test]
fn a_terminal_that_is_closed_ends_the_program_with_everything_kept() {
    let home = tempfile::tempdir().unwrap();
    let (mut terminal, path) = writing_a_note(home.path());
    terminal.types("the window was closed");
    terminal.until_shows("the window was closed");
    let Terminal { mut child, keys, output, master, .. } = terminal;
    drop((keys, master));
    drop(output);
    child.wait().unwrap();
    until_kept(&path, "the window was closed");
}

#[test]
fn a_kill_loses_nothing_that_was_saved_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let (mut terminal, path) = writing_a_note(home.path());
    terminal.types("目標を話した");
    // Nothing else is typed: it is kept by itself, while the desk is still open.
    until_kept(&path, "目標を話した");
    terminal.child.kill().unwrap();
    terminal.child.wait().unwrap();
    until_kept(&path, "目標を話した");
}

#[test]
fn the_cursor_of_the_terminal_stands_after_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let (mut terminal, _) = writing_a_note(home.path());
    terminal.types("目標ｶﾞ👨‍👩‍👧");
    terminal.until_shows("目標");
    // A blank, then two kanji of two columns, two half-width kana, a family of two columns.
    terminal.until("put the cursor there", |s| s.cursor_position() == (2, 1 + 4 + 2 + 2) && !s.hide_cursor());
    terminal.types("\x1b");
    terminal.until_shows("Promises");
    terminal.types("q");
    terminal.until_it_ends();
}

#[test]
fn a_paste_in_brackets_is_text_and_no_commands() {
    let home = tempfile::tempdir().unwrap();
    let (mut terminal, path) = writing_a_note(home.path());
    terminal.types("\x1b[200~! one\r\n< two\x1b[201~");
    until_kept(&path, "! one\n< two");
    terminal.types("\x1b");
    terminal.until_shows("Promises");
    terminal.types("q");
    terminal.until_it_ends();
}

/// Runs only as a child of the next test: takes the terminal over and panics.
#[test]
fn panicking_child() {
    if std::env::var_os("TOMONI_TEST_PANIC").is_none() {
        return;
    }
    let _guard = tomoni::tui::terminal::Guard::enter().unwrap();
    panic!("kakushigoto");
}

#[test]
fn a_panic_gives_the_terminal_back_and_quotes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["panicking_child", "--exact", "--nocapture"]);
    command.env("TOMONI_TEST_PANIC", "1");
    let mut terminal = Terminal::start(command, home.path());
    terminal.until_it_ends();
    terminal.is_given_back();
    let said = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(said.contains("tomoni:"), "it says where: {said}");
    assert!(!said.contains("kakushigoto"), "and nothing of what it was about: {said}");
}

#[test]
fn what_is_to_be_printed_comes_on_the_terminal_that_was_given_back() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::tomoni(home.path(), &["demo"]);
    terminal.until_shows("MENTOR");
    terminal.types("s");
    terminal.until_shows("Our session");
    terminal.types("P");
    terminal.until_shows("printed when you leave");
    terminal.types("q");
    terminal.until_it_ends();
    terminal.is_given_back();
    let after = terminal.screen.screen().contents();
    assert!(after.contains("## Decided") && after.contains("## Next session"), "{after}");
}
