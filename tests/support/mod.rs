//! Plays a script of keys on the production loop, with a terminal in memory and a real journal in a temporary folder.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use tomoni::clock::Clock;
use tomoni::domain::{DateRules, Moment};
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::tui::events::{Events, Next};
use tomoni::tui::input::key::Key;
use tomoni::tui::input::{command, keymap::Keymap};
use tomoni::tui::model::Model;
use tomoni::tui::msg::Stamp;
use tomoni::tui::runtime::{Runtime, Surroundings};
use tomoni::tui::theme::Theme;

/// Saturday, 21 November 2026, ten in the morning in Osaka.
pub fn clock() -> Clock {
    Clock::frozen(chrono::DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap())
}

pub enum Step {
    Key(Key),
    Type(char),
    Paste(String),
    Click(u16, u16),
    Resize(u16, u16),
    /// Time passes on the clock that only goes forward; the calendar stands still.
    Wait(u64),
    /// So many minutes pass on both.
    Minutes(u32),
    /// The calendar is set, and no time passes.
    Clock(&'static str),
    /// A key that does not wait for an answer that is still under way.
    Hurry(Key),
    /// Time passes on the clock that only goes forward, while the journal is at work.
    Late(u64),
    /// Keeps what is on the screen, while the journal is at work, too.
    Look,
    /// The computer has slept, or its clock was set.
    Jump,
    /// Somebody else does something with the journal; the desk gets time to notice.
    Meanwhile(Box<dyn FnOnce(&mut Journal) + Send>),
    /// Another program does something with the file at the path of the journal; the desk gets so many idle rounds.
    Outside(Box<dyn FnOnce(&Path) + Send>, u32),
}

/// Keys by their names, separated by blanks: `"j j enter"`.
pub fn keys(names: &str) -> Vec<Step> {
    names.split_whitespace().map(|n| Step::Key(Key::parse(n).unwrap_or_else(|| panic!("no key {n}")))).collect()
}

/// Text as a keyboard or an input method commits it; a line end is the Enter key.
pub fn text(typed: &str) -> Vec<Step> {
    typed.chars().map(|c| if c == '\n' { Step::Key(Key::parse("enter").unwrap()) } else { Step::Type(c) }).collect()
}

pub fn wait(ms: u64) -> Vec<Step> {
    vec![Step::Wait(ms)]
}

pub fn minutes(n: u32) -> Vec<Step> {
    vec![Step::Minutes(n)]
}

struct Script {
    steps: VecDeque<Step>,
    mono: u64,
    calendar: &'static Mutex<Moment>,
    path: PathBuf,
    /// Idle rounds left for the desk to notice what somebody else did.
    rounds: u32,
    jumped: bool,
    /// What is on the screen, and what was when somebody looked.
    watched: Watched,
}

impl Events for Script {
    fn next(&mut self, wait: Duration, busy: bool) -> io::Result<Next> {
        if let (true, Some(Step::Hurry(key))) = (busy, self.steps.front()) {
            let key = key_event(*key);
            self.steps.pop_front();
            return Ok(Next::Event(Event::Key(key)));
        }
        if let Some(Step::Late(_) | Step::Look) = self.steps.front() {
            match self.steps.pop_front() {
                Some(Step::Late(ms)) => self.mono += ms,
                _ => self.watched.look(),
            }
            return Ok(Next::Nothing);
        }
        if busy {
            // Whatever works for the desk needs the processor; asking without a pause would take it away.
            std::thread::park_timeout(wait.min(Duration::from_millis(1)));
            return Ok(Next::Nothing);
        }
        if self.rounds > 0 {
            self.rounds -= 1;
            // The loop itself waits on the journal's channel; a script only gives it the chance.
            std::thread::park_timeout(wait.min(Duration::from_millis(50)));
            return Ok(Next::Nothing);
        }
        let event = match self.steps.pop_front() {
            None => return Ok(Next::End),
            Some(Step::Key(key)) => Event::Key(key_event(key)),
            // It came too late to hurry.
            Some(Step::Hurry(key)) => Event::Key(key_event(key)),
            Some(Step::Late(_) | Step::Look) => return Ok(Next::Nothing),
            Some(Step::Jump) => {
                self.jumped = true;
                return Ok(Next::Nothing);
            }
            Some(Step::Type(c)) => Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)),
            Some(Step::Paste(text)) => Event::Paste(text),
            Some(Step::Click(column, row)) => Event::Mouse(MouseEvent {
                kind: MouseEventKind::Down(MouseButton::Left),
                column,
                row,
                modifiers: KeyModifiers::NONE,
            }),
            Some(Step::Resize(width, height)) => Event::Resize(width, height),
            Some(Step::Wait(ms)) => {
                self.mono += ms;
                return Ok(Next::Nothing);
            }
            Some(Step::Minutes(n)) => {
                self.mono += u64::from(n) * 60_000;
                *self.calendar.lock().unwrap() += chrono::TimeDelta::minutes(n.into());
                return Ok(Next::Nothing);
            }
            Some(Step::Clock(text)) => {
                *self.calendar.lock().unwrap() = Moment::parse_from_rfc3339(text).unwrap();
                return Ok(Next::Nothing);
            }
            Some(Step::Meanwhile(act)) => {
                act(&mut Journal::open(&self.path, clock()).expect("the journal opens a second time"));
                self.rounds = 40;
                return Ok(Next::Nothing);
            }
            Some(Step::Outside(act, rounds)) => {
                act(&self.path);
                self.rounds = rounds;
                return Ok(Next::Nothing);
            }
        };
        Ok(Next::Event(event))
    }

    fn mono(&self) -> u64 {
        self.mono
    }

    fn jumped(&mut self) -> bool {
        std::mem::take(&mut self.jumped)
    }
}

fn key_event(key: Key) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    modifiers.set(KeyModifiers::SHIFT, key.shift);
    match (key.code, key.shift) {
        (KeyCode::Tab, true) => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        (code, _) => KeyEvent::new(code, modifiers),
    }
}

/// A terminal in memory that tells what is on it.
struct Screen {
    backend: TestBackend,
    watched: Watched,
}

/// The frame on the terminal, and those that somebody has looked at.
#[derive(Clone, Default)]
struct Watched {
    /// Nobody looks: then nothing is kept.
    idle: bool,
    frame: Arc<Mutex<String>>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Watched {
    fn look(&self) {
        self.seen.lock().unwrap().push(self.frame.lock().unwrap().clone());
    }
}

impl Backend for Screen {
    type Error = std::convert::Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a ratatui::buffer::Cell)>,
    {
        self.backend.draw(content)
    }
    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.backend.hide_cursor()
    }
    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        self.backend.show_cursor()
    }
    fn get_cursor_position(&mut self) -> Result<ratatui::layout::Position, Self::Error> {
        self.backend.get_cursor_position()
    }
    fn set_cursor_position<P: Into<ratatui::layout::Position>>(&mut self, position: P) -> Result<(), Self::Error> {
        self.backend.set_cursor_position(position)
    }
    fn clear(&mut self) -> Result<(), Self::Error> {
        self.backend.clear()
    }
    fn clear_region(&mut self, region: ratatui::backend::ClearType) -> Result<(), Self::Error> {
        self.backend.clear_region(region)
    }
    fn size(&self) -> Result<ratatui::layout::Size, Self::Error> {
        self.backend.size()
    }
    fn window_size(&mut self) -> Result<ratatui::backend::WindowSize, Self::Error> {
        self.backend.window_size()
    }
    fn flush(&mut self) -> Result<(), Self::Error> {
        if !self.watched.idle {
            *self.watched.frame.lock().unwrap() = dump(self.backend.buffer());
        }
        self.backend.flush()
    }
}

struct Clipboard(Sender<String>);

impl Surroundings for Clipboard {
    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.0.send(text.to_owned()).map_err(io::Error::other)
    }
}

/// A person at the desk: a journal of their own, a language, a terminal of some size.
pub struct Person {
    dir: tempfile::TempDir,
    /// Where texts are kept that neither the journal nor its folder takes.
    state: tempfile::TempDir,
    owns_folder: bool,
    pub lang: Lang,
    pub size: (u16, u16),
    pub theme: Theme,
    /// The journal is opened to be looked at.
    pub looks: bool,
    /// How the person writes dates, and which days are off there.
    pub dates: DateRules,
}

/// What stood on the terminal when the script was over.
pub struct Seen {
    pub screen: String,
    pub buffer: Buffer,
    /// Column and row of the terminal's own cursor.
    pub cursor: (u16, u16),
    pub copied: Vec<String>,
    /// What is printed now that the desk is closed.
    pub printed: Vec<String>,
    /// What the person is told then of what is not in the journal; with that the program ends with 1.
    pub unsaved: Vec<String>,
    /// What else the person is told then.
    pub asides: Vec<String>,
    /// Somebody has left; the script did not just end.
    pub left: bool,
    /// What was on the screen at each [`Step::Look`].
    pub looks: Vec<String>,
}

impl Person {
    /// With an empty journal.
    pub fn new(lang: Lang) -> Self {
        let theme = Theme { colour: true, ascii: false };
        Self {
            dir: tempfile::tempdir().unwrap(),
            state: tempfile::tempdir().unwrap(),
            owns_folder: false,
            lang,
            size: (120, 36),
            theme,
            looks: false,
            dates: DateRules::default(),
        }
    }

    /// With the sample journal.
    pub fn with_sample(lang: Lang) -> Self {
        let person = Self::new(lang);
        std::fs::write(person.path(), sample(lang)).unwrap();
        person
    }

    pub fn at(self, width: u16, height: u16) -> Self {
        Self { size: (width, height), ..self }
    }

    /// The same person, who only looks.
    pub fn looking(self) -> Self {
        Self { looks: true, ..self }
    }

    pub fn in_theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// With the journal in a folder of its own, which can go.
    pub fn with_own_folder(self) -> Self {
        std::fs::create_dir(self.dir.path().join("own")).unwrap();
        Self { owns_folder: true, ..self }
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join(if self.owns_folder { "own/journal.db" } else { "journal.db" })
    }

    pub fn state(&self) -> &Path {
        self.state.path()
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    pub fn journal(&self) -> Journal {
        Journal::open_or_create(&self.path(), clock()).map_err(|p| p.message(Lang::En)).unwrap()
    }

    /// The desk as it is before the journal has said anything.
    pub fn model(&self) -> Model {
        let (keymap, _) = Keymap::new(command::all(), &Default::default());
        let now = Stamp { wall: clock().now(), mono: 0 };
        let mut model = Model::new(self.lang, self.theme, self.size, now, keymap, false);
        model.dates = self.dates;
        model
    }

    /// Opens the desk, plays the steps, and looks at the screen before leaving.
    pub fn plays(&self, steps: impl IntoIterator<Item = Vec<Step>>) -> Seen {
        let steps: VecDeque<Step> = steps.into_iter().flatten().collect();
        let watched = Watched { idle: !steps.iter().any(|step| matches!(step, Step::Look)), ..Watched::default() };
        // A clock is copied freely, so its hands have to outlive every copy: one moment for each script.
        let calendar: &'static Mutex<Moment> = Box::leak(Box::new(Mutex::new(clock().now())));
        let open = if self.looks { Journal::look } else { Journal::open_or_create };
        let journal =
            open(&self.path(), Clock::by_hand(calendar).with_rules(self.dates)).map_err(|p| p.message(self.lang));
        let events =
            Script { steps, mono: 0, calendar, path: self.path(), rounds: 0, jumped: false, watched: watched.clone() };
        let (copies, copied): (Sender<String>, Receiver<String>) = mpsc::channel();
        let mut model = self.model();
        model.look_only = self.looks;
        let backend = TestBackend::new(self.size.0, self.size.1);
        let mut terminal = Terminal::new(Screen { backend, watched: watched.clone() }).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let runtime = Runtime::new(journal.unwrap(), &model, events, Clipboard(copies), stop).unwrap();
        let mut runtime = runtime.rescuing_in(vec![self.state().to_owned()]);
        let printed = runtime.run(&mut terminal, &mut model).map_err(|p| p.message(self.lang)).unwrap();
        let unsaved = std::mem::take(&mut model.leave.farewell);
        // Drawn once more on an empty terminal: the one in memory keeps what a wide character has hidden, a real one
        // does not, and which frames came before depends on how fast the journal answered.
        let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
        terminal.draw(|frame| drop(tomoni::tui::view::view(&model, frame))).unwrap();
        let buffer = terminal.backend().buffer().clone();
        let cursor = terminal.get_cursor_position().map_or((0, 0), |p| (p.x, p.y));
        Seen {
            screen: dump(&buffer),
            buffer,
            cursor,
            copied: copied.try_iter().collect(),
            printed,
            unsaved,
            asides: std::mem::take(&mut model.leave.asides),
            left: !model.stopping,
            looks: watched.seen.lock().unwrap().clone(),
        }
    }
}

/// The bytes of the sample journal. A process writes it once for each language: it takes longer than most scripts.
fn sample(lang: Lang) -> &'static [u8] {
    static SAMPLES: [OnceLock<Vec<u8>>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    let place = Lang::ALL.iter().position(|other| *other == lang).unwrap();
    SAMPLES[place].get_or_init(|| {
        let person = Person::new(lang);
        person.journal().fill_with_demo(lang).map_err(|p| p.message(lang)).unwrap();
        std::fs::read(person.path()).unwrap()
    })
}

/// The text of a screen, without the cells that a wide character hides.
pub fn dump(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut row = String::new();
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += symbol.cell_width().max(1);
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}
