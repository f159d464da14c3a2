//! The loop: draw if something changed, wait for a terminal event, an answer of the journal or a deadline, hand it to
//! `update`, perform what it asks for. Tests run this very loop on a terminal in memory.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::Event;

use super::effect::{Effect, Leaving, Order, Outcome, Printing, Ticket};
use super::events::{Events, Next};
use super::model::Model;
use super::msg::{Msg, Stamp};
use super::update::update;
use super::view;
use super::worker::{self, Request};
use crate::clock::Clock;
use crate::journal::{Journal, target_problem};
use crate::platform::Standing;
use crate::problem::Problem;

/// How long an answer of the journal is waited for before the terminal is looked at again. Most answers come sooner,
/// so that a key and what it reads make one frame.
const ANSWER: Duration = Duration::from_millis(4);
/// The longest sleep: a signal that asks the program to stop is noticed at the latest then.
const NAP: Duration = Duration::from_millis(250);

/// How long the last write is waited for once the terminal is gone.
const LAST_WRITE: Duration = Duration::from_secs(10);

/// What the loop does to the world around the terminal.
pub trait Surroundings {
    /// Puts text on the clipboard of the person's terminal.
    fn copy(&mut self, text: &str) -> io::Result<()>;
    /// Asks, once and after the first frame, whether fine signs take two columns. Asking may leave marks on the screen;
    /// `None` when there was nothing to ask.
    fn signs_are_wide(&mut self) -> Option<bool>;
    /// Gives the terminal back, stands still until the system goes on, and takes it over again.
    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct Runtime<E: Events, S: Surroundings> {
    events: E,
    surroundings: S,
    clock: Clock,
    requests: Option<Sender<Request>>,
    outcomes: Receiver<(Ticket, Outcome)>,
    /// For outcomes of what the loop itself does.
    own: Sender<(Ticket, Outcome)>,
    worker: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    /// The system asks the program to stand still for a while.
    pause: Arc<AtomicBool>,
    /// What was drawn before has to go from the screen and from the memory.
    wipes: bool,
}

impl<E: Events, S: Surroundings> Runtime<E, S> {
    pub fn new(journal: Journal, model: &Model, events: E, surroundings: S, stop: Arc<AtomicBool>) -> io::Result<Self> {
        let (requests, inbox) = mpsc::channel();
        let (own, outcomes) = mpsc::channel();
        let clock = journal.clock();
        let worker = worker::start(journal, model.lang, inbox, own.clone())?;
        let pause = Arc::default();
        Ok(Self {
            events,
            surroundings,
            clock,
            requests: Some(requests),
            outcomes,
            own,
            worker: Some(worker),
            stop,
            pause,
            wipes: false,
        })
    }

    /// The same, standing still when this flag is raised.
    pub fn pausing(self, pause: Arc<AtomicBool>) -> Self {
        Self { pause, ..self }
    }

    /// Runs until the person leaves; every write is on the disk when this returns. Returns the texts that are to be
    /// printed now that the terminal is free again.
    pub fn run<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<Vec<String>, Problem> {
        let lived = self.live(terminal, model);
        if lived.is_err() {
            self.keep_what_is_typed(model);
        }
        let mut printed = Vec::new();
        for Printing { text, given } in model.to_print.iter().filter(|_| lived.is_ok()) {
            self.send(Request::Write(0, Box::new(Order::LogShare(given.clone()))));
            printed.push(text.clone());
        }
        // The thread ends after its last request, whether or not a key is still being derived.
        self.send(Request::End);
        self.requests = None;
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
        lived.map(|()| printed)
    }

    fn live<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<(), Problem> {
        let effects = super::update::begin(model);
        self.perform(model, effects);
        // The journal is reading; meanwhile there is something else that a first frame needs.
        view::get_ready(model);
        self.settle(model);
        let mut asked_for_width = false;
        while !model.quitting {
            if model.dirty {
                self.draw(terminal, model)?;
            }
            if self.stop.swap(false, Ordering::Relaxed) {
                self.feed(model, Msg::Stop);
                continue;
            }
            if self.pause.load(Ordering::Relaxed) && !model.vault.locking {
                self.stand_still(terminal, model)?;
                continue;
            }
            if self.events.jumped() {
                self.feed(model, Msg::Woke);
                continue;
            }
            match self.wait(model)? {
                Some(msg) => self.feed(model, msg),
                None if !asked_for_width && !model.pending.any() => {
                    asked_for_width = true;
                    if let Some(wide) = self.surroundings.signs_are_wide() {
                        terminal.clear().map_err(broken)?;
                        model.dirty = true;
                        if wide {
                            self.feed(model, Msg::WideSigns);
                        }
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// The system wants the program to stand still: an open vault is locked first, and the terminal is free meanwhile.
    fn stand_still<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<(), Problem> {
        self.feed(model, Msg::Woke);
        if model.vault.locking {
            // The loop comes back here once it is locked.
            return Ok(());
        }
        if model.dirty {
            self.draw(terminal, model)?;
        }
        self.pause.store(false, Ordering::Relaxed);
        self.surroundings.pause().map_err(broken)?;
        (self.wipes, model.dirty) = (true, true);
        Ok(())
    }

    /// The terminal is gone. What was typed is still here, and the journal, too.
    fn keep_what_is_typed(&mut self, model: &mut Model) {
        self.step(model, Msg::Stop);
        while !model.quitting {
            let Ok((ticket, outcome)) = self.outcomes.recv_timeout(LAST_WRITE) else { return };
            self.step(model, Msg::Outcome(ticket, outcome));
        }
    }

    fn draw<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<(), Problem> {
        let mut measured = None;
        let drawn = terminal.draw(|frame| measured = Some(view::view(model, frame)));
        drawn.map_err(broken)?;
        if let Some(measured) = measured {
            model.measure(measured);
        }
        model.dirty = false;
        if std::mem::take(&mut self.wipes) {
            // Both of the terminal's frames in memory, and all of its screen.
            model.afresh = true;
            for _ in 0..2 {
                terminal.draw(|frame| drop(view::view(model, frame))).map_err(broken)?;
            }
            model.afresh = false;
        }
        Ok(())
    }

    /// The next thing that happens, or `None` when nothing did for a while.
    fn wait(&mut self, model: &Model) -> Result<Option<Msg>, Problem> {
        // A channel cannot wake the wait for the terminal, so while an answer is under way the channel comes first.
        // A key takes its time: nobody's typing waits for it.
        let soon = model.pending.reads() || model.pending.writes() || model.vault.holds_keys();
        let busy = soon || model.pending.any();
        let answer_first = if soon { ANSWER } else { Duration::ZERO };
        if let Ok((ticket, outcome)) = self.outcomes.recv_timeout(answer_first) {
            return Ok(Some(Msg::Outcome(ticket, outcome)));
        }
        let nap = match (soon, busy) {
            (true, _) => Duration::from_millis(1),
            (false, true) => ANSWER,
            (false, false) => NAP,
        };
        let until_deadline = model.deadline().map(|at| Duration::from_millis(at.saturating_sub(self.events.mono())));
        let next = self.events.next(until_deadline.map_or(nap, |d| d.min(nap)), busy).map_err(broken)?;
        Ok(match next {
            Next::Event(event) => translate(event),
            Next::End => Some(Msg::Stop),
            Next::Nothing if model.deadline().is_some_and(|at| at <= self.events.mono()) => Some(Msg::Tick),
            Next::Nothing => None,
        })
    }

    /// Hands a message to `update`, and then whatever the journal answers within a moment, so that it is one frame.
    fn feed(&mut self, model: &mut Model, msg: Msg) {
        self.step(model, msg);
        self.settle(model);
    }

    fn settle(&mut self, model: &mut Model) {
        while model.pending.reads() && !model.quitting {
            let Ok((ticket, outcome)) = self.outcomes.recv_timeout(ANSWER) else { break };
            self.step(model, Msg::Outcome(ticket, outcome));
        }
    }

    fn step(&mut self, model: &mut Model, msg: Msg) {
        let spoke = model.lang;
        let stamp = Stamp { wall: self.clock.now(), mono: self.events.mono() };
        let effects = update(model, stamp, msg);
        if model.lang != spoke {
            self.send(Request::Speak(model.lang));
        }
        self.perform(model, effects);
    }

    fn perform(&mut self, model: &mut Model, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Read(ticket, query) => self.send(Request::Read(ticket, query)),
                Effect::Write(ticket, order) => self.send(Request::Write(ticket, order)),
                Effect::Copy(text) => {
                    if let Err(e) = self.surroundings.copy(&text) {
                        self.tell_failure(model, Path::new("clipboard"), &e);
                    }
                }
                Effect::SaveFile { path, leaving, replace } => self.save_file(model, path, leaving, replace),
                Effect::Derive(ticket, derive) => {
                    if let Some(answer) = self.requests.clone() {
                        self.send(Request::Derive(ticket, derive, answer));
                    }
                }
                Effect::Abandon => self.send(Request::Abandon),
                Effect::Lock => self.send(Request::Lock),
                Effect::Wipe => self.wipes = true,
                Effect::Quit => model.quitting = true,
            }
        }
    }

    fn save_file(&mut self, model: &Model, path: PathBuf, leaving: Leaving, replace: bool) {
        match crate::platform::write_file(&path, &leaving.bytes, Standing::of(replace)) {
            Ok(()) => self.tell(Outcome::FileSaved(path, leaving.given)),
            // A plain file may give way; a link or a folder is refused in another way.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                self.tell(Outcome::FileExists(path, leaving));
            }
            Err(e) => self.tell_failure(model, &path, &e),
        }
    }

    /// An outcome of what the loop itself did.
    fn tell(&self, outcome: Outcome) {
        // The receiver is this very loop, so it is there.
        let _ = self.own.send((0, outcome));
    }

    fn tell_failure(&self, model: &Model, path: &Path, error: &io::Error) {
        let problem = target_problem(path, error);
        self.tell(Outcome::Failed(problem.message(model.lang)));
    }

    fn send(&self, request: Request) {
        if let Some(requests) = &self.requests {
            // The thread outlives the sender; it ends only when the sender is dropped.
            let _ = requests.send(request);
        }
    }
}

fn broken(error: impl std::fmt::Display) -> Problem {
    Problem::Other(anyhow::anyhow!("{error}"))
}

fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if !key.is_release() => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        _ => None,
    }
}
