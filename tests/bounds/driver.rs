//! The desk driven message by message: `update`, the real worker on a real journal, and the model open to be looked at
//! after every message.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::journal::Journal;
use tomoni::tui::effect::{Effect, Outcome, Ticket};
use tomoni::tui::input::command;
use tomoni::tui::input::key::Key;
use tomoni::tui::model::Model;
use tomoni::tui::msg::{Msg, Stamp};
use tomoni::tui::screens::Overlay;
use tomoni::tui::screens::form::Input;
use tomoni::tui::screens::wrapup::sheet::Answer;
use tomoni::tui::update::{begin, update};
use tomoni::tui::view;
use tomoni::tui::widgets::editor::Editor;
use tomoni::tui::worker::{self, Request};
use unicode_segmentation::GraphemeCursor;

use super::support::{Person, clock, dump};

/// No answer of the journal takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Driver {
    pub person: Person,
    pub model: Model,
    requests: Sender<Request>,
    outcomes: Receiver<(Ticket, Outcome)>,
    worker: Option<JoinHandle<()>>,
    mono: u64,
    /// What was to be kept in a file since the desk was opened.
    pub rescued: String,
}

impl Driver {
    pub fn new(person: Person) -> Self {
        let journal = person.journal();
        Self::on(person, journal)
    }

    /// The same with the journal as its owner has it: opened, unlocked.
    pub fn on(person: Person, journal: Journal) -> Self {
        let (requests, inbox) = mpsc::channel();
        let (own, outcomes) = mpsc::channel();
        let worker = worker::start(journal, person.lang, inbox, own).unwrap();
        let model = person.model();
        let mut driver =
            Self { person, model, requests, outcomes, worker: Some(worker), mono: 0, rescued: String::new() };
        driver.restart();
        driver
    }

    /// The desk as it is when the program starts.
    pub fn restart(&mut self) {
        let mut unchangeable = self.model.unchangeable.take();
        self.rescued.clear();
        while let Ok((_, outcome)) = self.outcomes.try_recv() {
            // A worker says this once, and perhaps only now.
            if let Outcome::ReadOnly(why) = outcome {
                unchangeable = why;
            }
        }
        self.model = self.person.model();
        self.model.look_only = self.person.looks;
        self.model.unchangeable = unchangeable;
        let effects = begin(&mut self.model);
        self.perform(effects);
        self.settle();
        // A worker says how it stands with the vault once; every further desk has to be told here.
        if !self.model.vault.known {
            let vault = self.person.journal().vault_state().unwrap_or_else(|_| panic!("the vault has a state"));
            self.feed(Msg::Outcome(0, Outcome::Vault(vault)));
            self.settle();
        }
    }

    pub fn stamp(&mut self) -> Stamp {
        self.mono += 7;
        Stamp { wall: clock().now(), mono: self.mono }
    }

    /// Hands a message to `update` and returns what it asks for, undone.
    pub fn ask(&mut self, msg: Msg) -> Vec<Effect> {
        let stamp = self.stamp();
        update(&mut self.model, stamp, msg)
    }

    /// Hands a message to `update` and has the journal do what it asks for.
    pub fn feed(&mut self, msg: Msg) {
        let effects = self.ask(msg);
        self.perform(effects);
    }

    pub fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let request = match effect {
                Effect::Read(ticket, query) => Request::Read(ticket, query),
                Effect::Write(ticket, order) => Request::Write(ticket, order),
                Effect::Lock(typed) => Request::Lock(typed),
                Effect::Abandon => Request::Abandon,
                Effect::Quit => {
                    self.model.quitting = true;
                    continue;
                }
                // Files, the clipboard and keys that take a second each are tried by other tests.
                Effect::Derive(ticket, _) => {
                    self.feed(Msg::Outcome(ticket, Outcome::NoKey(String::new())));
                    continue;
                }
                Effect::Rescue(rescue) => {
                    self.rescued.push_str(&rescue.text);
                    self.feed(Msg::Outcome(0, Outcome::Rescued(Ok(("unsaved.txt".into(), None)))));
                    continue;
                }
                Effect::Copy(_) | Effect::SaveFile { .. } | Effect::Wipe | Effect::Stop(_) => continue,
            };
            self.requests.send(request).unwrap();
        }
    }

    /// Presses a key of this name, and waits until the journal has answered.
    pub fn press(&mut self, name: &str) {
        let key = Key::parse(name).unwrap_or_else(|| panic!("no key {name}"));
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, key.ctrl);
        self.feed(Msg::Key(KeyEvent::new(key.code, modifiers)));
        self.settle();
    }

    /// Waits until the journal has answered everything.
    pub fn settle(&mut self) {
        while self.model.pending.any() {
            let (ticket, outcome) = self.outcomes.recv_timeout(PATIENCE).expect("the journal answers");
            self.feed(Msg::Outcome(ticket, outcome));
        }
    }

    /// Runs a command of the catalogue, if it makes sense now, and waits for the journal. Says whether it ran.
    pub fn run(&mut self, id: &str) -> bool {
        let command = command::find(id).unwrap_or_else(|| panic!("no command {id}"));
        if !(command.available)(&self.model) {
            return false;
        }
        self.model.now = self.stamp();
        let effects = command.call(&mut self.model);
        self.perform(effects);
        self.settle();
        true
    }

    /// Draws on a terminal of this size, which becomes that of the model.
    pub fn draw(&mut self, (width, height): (u16, u16)) {
        self.ask(Msg::Resize(width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut measured = None;
        terminal.draw(|frame| measured = Some(view::view(&self.model, frame))).unwrap();
        self.model.measure(measured.expect("a frame was drawn"));
    }

    /// What is on a terminal of this size.
    pub fn screen(&mut self, (width, height): (u16, u16)) -> String {
        self.ask(Msg::Resize(width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| drop(view::view(&self.model, frame))).unwrap();
        dump(terminal.backend().buffer())
    }

    /// Takes what the journal says by itself, until this is so.
    pub fn wait_for(&mut self, is_so: impl Fn(&Model) -> bool) {
        while !is_so(&self.model) {
            let (ticket, outcome) = self.outcomes.recv_timeout(PATIENCE).expect("the journal says it");
            self.feed(Msg::Outcome(ticket, outcome));
        }
        self.settle();
    }

    /// Every text on the screen, and whether it may have several lines.
    pub fn editors(&self) -> Vec<&Editor> {
        let mut editors: Vec<&Editor> = Vec::new();
        for overlay in &self.model.overlays {
            match overlay {
                Overlay::Form(form) => editors.extend(form.fields.iter().filter_map(|field| match &field.input {
                    Input::Text(editor) => Some(&**editor),
                    Input::Choice { .. } => None,
                })),
                Overlay::Palette(palette) => editors.push(&palette.input),
                Overlay::Search(searching) => editors.push(&searching.input),
                Overlay::WrapUp(wrapping) => {
                    let rows = wrapping.sheet.iter().flat_map(|sheet| &sheet.rows);
                    editors.extend(rows.filter_map(|row| match &row.answer {
                        Answer::Words(editor) => Some(&**editor),
                        Answer::Pulse(_) | Answer::Tick(_) => None,
                    }));
                }
                Overlay::Help(_)
                | Overlay::Summary(_)
                | Overlay::Bin(_)
                | Overlay::Goal(_)
                | Overlay::Prep(_)
                | Overlay::Ledger(_)
                | Overlay::Questions(_)
                | Overlay::Calendar(_)
                | Overlay::Timeline(_)
                | Overlay::Confirm(_) => {}
            }
        }
        if let Some(writing) = &self.model.writing {
            editors.push(&writing.editor);
            editors.extend(&writing.finding);
        }
        editors
    }

    /// The first place, if any, at which a caret stands inside a cluster.
    pub fn misplaced_caret(&self) -> Option<String> {
        self.editors().into_iter().find_map(|editor| {
            let caret = editor.caret();
            let line = editor.lines().nth(caret.line)?;
            let is_boundary = line.text.is_char_boundary(caret.byte)
                && GraphemeCursor::new(caret.byte, line.text.len(), true).is_boundary(&line.text, 0) == Ok(true);
            (!is_boundary).then(|| format!("line {}, byte {} of {}", caret.line, caret.byte, line.text.len()))
        })
    }

    /// Presses Esc, Enter on the blank screen, and yes where that is asked, until the desk is free or nothing happens any more. Says whether it is.
    pub fn gets_out(&mut self) -> bool {
        for _ in 0..24 {
            self.settle();
            if self.model.overlays.is_empty() && self.model.writing.is_none() && self.model.blank.is_none() {
                return true;
            }
            let code = match self.model.overlays.last() {
                // The blank screen says after the first key that Enter leads back.
                _ if self.model.blank.is_some() => KeyCode::Enter,
                Some(Overlay::Confirm(_)) => KeyCode::Char('y'),
                _ => KeyCode::Esc,
            };
            self.feed(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        false
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.requests.send(Request::End);
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}
