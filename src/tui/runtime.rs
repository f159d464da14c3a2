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

use super::effect::{Effect, Leaving, Order, Outcome, Printing, Query, Rescue, Seen, Ticket};
use super::events::{Events, Next};
use super::input::command::Scope;
use super::model::Model;
use super::msg::{Msg, Stamp};
use super::update::update;
use super::view;
use super::worker::{self, Outbox, Request};
use crate::clock::Clock;
use crate::domain::vault::VaultState;
use crate::files::{self, Guard, Standing, Why, Writing};
use crate::journal::{Journal, Pace, file_problem, refused};
use crate::problem::Problem;

/// How long an answer of the journal is waited for before the terminal is looked at again. Most answers come sooner,
/// so that a key and what it reads make one frame.
const ANSWER: Duration = Duration::from_millis(4);
/// The longest sleep while a vault could be open: only by looking is it noticed that the computer has slept.
const NAP: Duration = Duration::from_millis(250);
/// Without such a reason nothing ends the sleep but an event, an answer, a signal or a deadline.
const FOR_EVER: Duration = Duration::MAX;
/// The longest time without a frame while events keep coming, in milliseconds.
const FRAME: u64 = 50;

/// The ticket of what nobody waits for.
const NONE: Ticket = 0;
/// How long the last write is waited for once the terminal is gone.
const LAST_WRITE: Duration = Duration::from_secs(10);

/// Whoever is asked to stop takes in what the terminal has sent before: until nothing has come for so long,
const QUIET: Duration = Duration::from_millis(25);
/// for so many milliseconds at most,
const LAST_WORDS: u64 = 2_000;
/// and so many events.
const MOST_LAST_WORDS: usize = 100_000;

/// What the loop does to the world around the terminal.
pub trait Surroundings {
    /// Puts text on the clipboard of the person's terminal.
    fn copy(&mut self, text: &str) -> io::Result<()>;
    /// Asks the terminal, once and after the first frame, whether fine signs take two columns. Asking leaves marks on the
    /// screen; false when there was nothing to ask. The answer comes as an event, or never.
    fn ask_for_width(&mut self) -> bool {
        false
    }
    /// What the terminal says about its cursor, counted from 1. `Some` when it answers the question: whether the signs
    /// are wide.
    fn width_answered(&mut self, _row: u16, _column: u16) -> Option<bool> {
        None
    }
    /// Whether the terminal has taken the last frame whole.
    fn takes_frames(&mut self) -> bool {
        true
    }
    /// Forgets what the terminal has not taken. True when there was something: what is on the screen is not known then.
    fn drop_unsent(&mut self) -> bool {
        false
    }
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
    /// When the last frame was drawn, in monotonic milliseconds, and where keys were looked up then.
    drawn: Option<(u64, Scope)>,
    /// The last message was that a deadline has come.
    ticked: bool,
    /// There will never be another event.
    ended: bool,
    /// How far the worker has come, and how it is asked to stop.
    pace: Pace,
    /// The newest read of each kind.
    reading: [Ticket; Query::KINDS],
    /// Decides what a file that is saved may take the place of.
    guard: Guard,
    /// The journal, and the folders that take what it cannot take if its own does not.
    journal: PathBuf,
    rescue: Vec<PathBuf>,
}

impl<E: Events, S: Surroundings> Runtime<E, S> {
    pub fn new(journal: Journal, model: &Model, events: E, surroundings: S, stop: Arc<AtomicBool>) -> io::Result<Self> {
        let (requests, inbox) = mpsc::channel();
        let (own, outcomes) = mpsc::channel();
        let (clock, guard, path) = (journal.clock(), journal.guard().clone(), journal.path().to_owned());
        let pace = journal.pace();
        let outbox = Outbox { channel: own.clone(), waker: events.waker() };
        let worker = worker::start(journal, model.lang, inbox, outbox)?;
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
            drawn: None,
            ticked: false,
            ended: false,
            pace,
            reading: [NONE; Query::KINDS],
            guard,
            journal: path,
            rescue: vec![std::env::temp_dir()],
        })
    }

    /// The same, standing still when this flag is raised.
    pub fn pausing(self, pause: Arc<AtomicBool>) -> Self {
        Self { pause, ..self }
    }

    /// The same, where a text that neither the journal nor its folder takes is kept in the first of these that does.
    pub fn rescuing_in(self, rescue: Vec<PathBuf>) -> Self {
        Self { rescue, ..self }
    }

    /// Runs until the person leaves; every write is on the disk when this returns. Returns the texts that are to be
    /// printed now that the terminal is free again.
    pub fn run<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<Vec<String>, Problem> {
        let lived = self.live(terminal, model);
        if lived.is_err() {
            self.keep_what_is_typed(model);
        }
        // Nobody waits for an answer any more. Before the log is written: that has no ticket of its own.
        self.reading.iter().filter(|ticket| **ticket != NONE).for_each(|ticket| self.pace.stop_if_begun(*ticket));
        let mut printed = Vec::new();
        model.keep_papers_back();
        for Printing { text, given, .. } in model.to_print.iter().filter(|_| lived.is_ok()) {
            self.send(Request::Write(NONE, Box::new(Order::LogShare(given.clone()))));
            printed.push(text.clone());
        }
        // The thread ends after its last request, whether or not a key is still being derived.
        self.send(Request::End);
        self.requests = None;
        self.part_from_worker(model);
        lived.map(|()| printed)
    }

    /// Waits for the last write, unless the journal has not answered for so long that nothing is waited for any more: the
    /// thread ends with the program then.
    fn part_from_worker(&mut self, model: &Model) {
        let Some(worker) = self.worker.take().filter(|_| !model.leave.hangs) else { return };
        let rounds = LAST_WRITE.as_millis() / ANSWER.as_millis();
        for _ in 0..rounds {
            if worker.is_finished() {
                break;
            }
            std::thread::park_timeout(ANSWER);
        }
        if worker.is_finished() {
            let _ = worker.join();
        }
    }

    fn live<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<(), Problem> {
        let effects = super::update::begin(model);
        self.perform(model, effects);
        // The journal is reading; meanwhile there is something else that a first frame needs.
        view::get_ready(model);
        self.settle(model);
        let mut asks_for_width = true;
        while !model.quitting {
            self.show(terminal, model)?;
            if self.stop.swap(false, Ordering::Relaxed) {
                self.take_last_words(model);
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
            if asks_for_width && !model.dirty && !model.pending.any() {
                asks_for_width = false;
                if self.surroundings.ask_for_width() {
                    terminal.clear().map_err(broken)?;
                    model.dirty = true;
                    continue;
                }
            }
            if let Some(msg) = self.wait(model)? {
                self.feed(model, msg);
            }
        }
        Ok(())
    }

    /// The system asks to stop: what the terminal has sent before is still text, within bounds.
    fn take_last_words(&mut self, model: &mut Model) {
        self.step(model, Msg::LastWords);
        let until = self.events.mono() + LAST_WORDS;
        for _ in 0..MOST_LAST_WORDS {
            let Some(event) = self.events.sent(QUIET) else { break };
            if let Some(msg) = translate(event) {
                self.step(model, msg);
            }
            if self.events.mono() >= until {
                break;
            }
        }
    }

    /// Draws what has changed, unless more events are here already: they come into the same frame, as long as keys mean
    /// the same as in the last one. A terminal that has not taken the last frame gets the newest one when it has.
    fn show<B: Backend>(&mut self, terminal: &mut Terminal<B>, model: &mut Model) -> Result<(), Problem> {
        let (now, scope) = (self.events.mono(), model.scope());
        let soon = self.drawn.is_some_and(|(at, drawn)| now.saturating_sub(at) < FRAME && drawn == scope);
        if !model.dirty || (self.events.has_more() && soon && !self.wipes) {
            return Ok(());
        }
        if !self.surroundings.takes_frames() {
            if !self.wipes {
                return Ok(());
            }
            // What has to go from the memory may wait there for the terminal.
            if self.surroundings.drop_unsent() {
                terminal.clear().map_err(broken)?;
            }
        }
        self.draw(terminal, model)?;
        self.drawn = Some((now, scope));
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
            match self.outcomes.recv_timeout(LAST_WRITE) {
                Ok((ticket, outcome)) => self.step(model, Msg::Outcome(ticket, outcome)),
                Err(_) => self.step(model, Msg::Late),
            }
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
        // While an answer is under way it comes first, so that it and the key that asked for it make one frame.
        // A key takes its time: nobody's typing waits for it.
        let soon = model.pending.reads() || model.pending.writes() || model.vault.holds_keys();
        let busy = soon || model.pending.any();
        let answer_first = match (self.ended, soon) {
            (true, _) => NAP,
            (false, true) => ANSWER,
            (false, false) => Duration::ZERO,
        };
        if let Ok((ticket, outcome)) = self.outcomes.recv_timeout(answer_first) {
            self.ticked = false;
            return Ok(Some(Msg::Outcome(ticket, outcome)));
        }
        if let Some(news) = self.news_of_work(model) {
            return Ok(Some(news));
        }
        // A deadline comes before the next event, however many are waiting; but it does not keep them waiting.
        let now = self.events.mono();
        let due = model.deadline().is_some_and(|at| at <= now);
        if due && !self.ticked {
            self.ticked = true;
            return Ok(Some(Msg::Tick));
        }
        self.ticked = false;
        if self.ended {
            return Ok(Some(Msg::Stop));
        }
        let nap = if busy || model.vault.state != VaultState::Off { NAP } else { FOR_EVER };
        let until_deadline = model.deadline().map(|at| Duration::from_millis(at.saturating_sub(now)).max(ANSWER));
        let next = self.events.next(until_deadline.map_or(nap, |d| d.min(nap)), busy).map_err(broken)?;
        Ok(match next {
            Next::Event(event) => translate(event),
            Next::CursorAt { row, column } => {
                let is_wide = self.surroundings.width_answered(row, column) == Some(true);
                is_wide.then_some(Msg::WideSigns)
            }
            Next::End => {
                self.ended = true;
                Some(Msg::Stop)
            }
            Next::Nothing => None,
        })
    }

    /// How far the journal has come with what the desk waits for, if that has changed.
    fn news_of_work(&self, model: &Model) -> Option<Msg> {
        let ticket = model.pending.oldest()?.ticket;
        let (percent, beat) = self.pace.seen(ticket)?;
        let seen = Seen { percent, beat };
        (model.work.seen != Some((ticket, seen))).then_some(Msg::Seen(ticket, seen))
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
                Effect::Read(ticket, query) => {
                    // Nobody waits for the older one of its kind any more.
                    let older = std::mem::replace(&mut self.reading[query.kind()], ticket);
                    self.pace.stop_if_begun(older);
                    self.send(Request::Read(ticket, query));
                }
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
                Effect::Lock(typed) => self.send(Request::Lock(typed)),
                Effect::Stop(ticket) => self.pace.stop(ticket),
                Effect::Rescue(text) => self.rescue(model, &text),
                Effect::Wipe => self.wipes = true,
                Effect::Quit => model.quitting = true,
            }
        }
    }

    /// By this very thread: the other one may be waiting for a disk that does not answer.
    fn rescue(&mut self, model: &Model, rescue: &Rescue) {
        let beside = Some(files::folder_of(&self.journal).to_owned()).filter(|_| !rescue.elsewhere);
        let folders: Vec<PathBuf> = beside.into_iter().chain(self.rescue.iter().cloned()).collect();
        let kept = crate::journal::rescue(&self.guard, &self.journal, &folders, self.clock, &rescue.text);
        let kept = kept.map(|(path, confirmed)| {
            let unconfirmed = (!confirmed).then(|| Problem::FileUnconfirmed(path.clone()).message(model.lang));
            (path, unconfirmed)
        });
        self.tell(Outcome::Rescued(kept.map_err(|problem| problem.message(model.lang))));
    }

    fn save_file(&mut self, model: &Model, path: PathBuf, leaving: Leaving, replace: bool) {
        let target = self.guard.target(&path, Writing::Paper, Standing::of(replace));
        match target.and_then(|target| files::write(target, &leaving.bytes)) {
            Ok(()) => self.tell(Outcome::FileSaved(path, leaving.given)),
            // What may give way is asked about; what is guarded, a link or a folder never does.
            Err(why) if matches!(why.why, Why::Exists) => self.tell(Outcome::FileExists(path, leaving)),
            Err(why) => {
                if matches!(why.why, Why::Unconfirmed(_)) {
                    // The file is there, and what was given away is remembered.
                    self.tell(Outcome::FileSaved(path, leaving.given));
                }
                self.tell(Outcome::Failed(refused(why).message(model.lang)));
            }
        }
    }

    /// An outcome of what the loop itself did.
    fn tell(&self, outcome: Outcome) {
        // The receiver is this very loop, so it is there.
        let _ = self.own.send((0, outcome));
    }

    fn tell_failure(&self, model: &Model, path: &Path, error: &io::Error) {
        let problem = file_problem(path, error);
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
