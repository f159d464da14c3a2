//! The one thread that owns the journal. It works off requests in order, passes over reads that a newer one has
//! superseded, never a write, and looks now and then whether another program has changed the journal.

mod copying;
mod deriving;
mod reading;
mod writing;

use std::sync::mpsc::{Receiver, RecvTimeoutError, SendError, Sender, TryRecvError};
use std::thread::JoinHandle;
use std::time::Duration;

use copying::Copying;

use super::effect::{Derive, Order, Outcome, Query, Secret, Ticket, Typed};
use crate::domain::vault::VaultState;
use crate::i18n::Lang;
use crate::journal::vault::{NewVault, Unlocked, wipe_stack};
use crate::journal::{self, Journal};
use crate::platform::tty::Waker;
use crate::problem::{Problem, Result, VaultTrouble};
pub use deriving::Derived;
use deriving::{Deriving, Job};

pub enum Request {
    Read(Ticket, Query),
    Write(Ticket, Box<Order>),
    /// Derive a key on a thread of its own, which answers through this sender.
    Derive(Ticket, Derive, Sender<Request>),
    /// What came of it.
    Derived(Ticket, Result<Derived>),
    /// Whatever key is being derived is not wanted any more.
    Abandon,
    /// Let go of the key of the vault, and compare these texts with the sealed lines before that.
    Lock(Vec<Typed>),
    /// The language in which problems are told from now on.
    Speak(Lang),
    /// Nothing more will come, whoever still holds a sender.
    End,
}

/// Where outcomes go: into the channel, and then the loop is woken, which may be waiting for the terminal.
pub struct Outbox {
    pub channel: Sender<(Ticket, Outcome)>,
    pub waker: Waker,
}

/// For whoever waits for the channel itself.
impl From<Sender<(Ticket, Outcome)>> for Outbox {
    fn from(channel: Sender<(Ticket, Outcome)>) -> Self {
        Self { channel, waker: Waker::default() }
    }
}

impl Outbox {
    fn send(&self, outcome: (Ticket, Outcome)) -> std::result::Result<(), SendError<(Ticket, Outcome)>> {
        self.channel.send(outcome)?;
        self.waker.wake();
        Ok(())
    }
}

/// How often to look for changes by other programs.
const LOOK: Duration = Duration::from_millis(700);

/// Starts the thread. It ends when the sender of its requests is gone, after the last write.
pub fn start(
    journal: Journal,
    lang: Lang,
    requests: Receiver<Request>,
    outcomes: impl Into<Outbox>,
) -> std::io::Result<JoinHandle<()>> {
    let outcomes = outcomes.into();
    std::thread::Builder::new().name("journal".into()).spawn(move || {
        make_room();
        Worker::new(journal, lang, outcomes).run(&requests);
    })
}

/// Takes memory for the pages of the journal in large pieces and gives it back. The allocator of glibc extends what a
/// thread has by a page at a time, with a call to the system for each; what it once had it extends for nothing. On
/// other systems this is a moment without consequence.
fn make_room() {
    // Pieces larger than this are not taken from what the thread has.
    const PIECE: usize = 96 << 10;
    const PIECES: usize = 32;
    let pieces: Vec<Vec<u8>> = (0..PIECES).map(|_| Vec::with_capacity(PIECE)).collect();
    drop(std::hint::black_box(pieces));
}

struct Worker {
    journal: Journal,
    lang: Lang,
    outcomes: Outbox,
    version: Option<i64>,
    /// How many damaged records the desk was told of.
    damaged: usize,
    /// How it stands with the vault, as the desk was told last.
    vault: Option<VaultState>,
    deriving: Deriving,
    /// A vault whose recovery code is being noted.
    new_vault: Option<Box<NewVault>>,
    copying: Copying,
    /// Why nothing can be saved, as the desk was told last.
    trouble: Option<String>,
    /// Why nothing may be changed although it can be read, as the desk was told last.
    read_only: Option<String>,
}

impl Worker {
    fn new(journal: Journal, lang: Lang, outcomes: Outbox) -> Self {
        Self {
            version: journal.data_version(),
            journal,
            lang,
            outcomes,
            damaged: 0,
            vault: None,
            deriving: Deriving::default(),
            new_vault: None,
            copying: Copying::default(),
            trouble: None,
            read_only: None,
        }
    }

    fn run(&mut self, requests: &Receiver<Request>) {
        self.tell_of_vault();
        let _ = self.keep_place();
        loop {
            let first = match requests.recv_timeout(LOOK) {
                Ok(request) => request,
                Err(RecvTimeoutError::Timeout) => {
                    self.look_around();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut waiting = vec![first];
            let mut over = false;
            loop {
                match requests.try_recv() {
                    Ok(request) => waiting.push(request),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => {
                        over = true;
                        break;
                    }
                }
            }
            for request in without_superseded(waiting) {
                if matches!(request, Request::End) {
                    return;
                }
                self.serve(request);
            }
            if over {
                return;
            }
        }
    }

    fn serve(&mut self, request: Request) {
        let (ticket, outcome) = match request {
            Request::Speak(lang) => {
                self.lang = lang;
                return;
            }
            Request::Derive(ticket, derive, answer) => return self.derive(Job { ticket, derive, answer }),
            Request::Derived(ticket, derived) => {
                let wanted = self.deriving.ended(ticket);
                if !wanted {
                    drop(derived);
                    if let Err((ticket, problem)) = self.deriving.go_on(&self.journal) {
                        self.no_key(ticket, &problem);
                    }
                    return;
                }
                let going = self.journal.pace().begin(ticket);
                let outcome = self.derived(derived);
                drop(going);
                (ticket, Ok(outcome))
            }
            Request::End => return,
            Request::Abandon => {
                self.deriving.give_up();
                self.new_vault = None;
                return;
            }
            Request::Lock(typed) => {
                if !typed.is_empty() {
                    let _ = self.outcomes.send((0, Outcome::Compared(self.compare(typed))));
                }
                self.journal.lock();
                wipe_stack();
                // At once, and without a look at the file, which may be in other hands.
                self.vault = Some(VaultState::Locked);
                let _ = self.outcomes.send((0, Outcome::Vault(VaultState::Locked)));
                return;
            }
            Request::Read(ticket, query) => {
                let going = self.journal.pace().begin(ticket);
                let outcome = self.read(&query);
                drop(going);
                (ticket, outcome)
            }
            Request::Write(ticket, order) => {
                // What comes now is for the file that is at the path now.
                match self.keep_place() {
                    Some(problem) if !matches!(problem, Problem::ReadOnly(_)) => (ticket, Err(problem)),
                    // The system is asked by writing; what it says then is the truth.
                    _ => {
                        let going = self.journal.pace().begin(ticket);
                        let outcome = self.write(*order);
                        drop(going);
                        (ticket, outcome.map(Outcome::Written))
                    }
                }
            }
        };
        // Who stops something waits for nothing more.
        let is_busy = matches!(outcome, Err(Problem::Busy | Problem::Stopped));
        let outcome = outcome.unwrap_or_else(|problem| match problem {
            Problem::Stopped => Outcome::Stopped(self.sealed_before_failure()),
            Problem::Words(objection) => Outcome::Objected(self.lang.objection(objection)),
            problem => Outcome::Failed(self.failed(&problem)),
        });
        // First, so that whoever acts on the answer acts on what is so now.
        if !is_busy {
            self.tell_of_vault();
        }
        // Nobody is left to tell: the program is ending, and what was asked for is done.
        let _ = self.outcomes.send((ticket, outcome));
        let unreached = self.journal.take_unreached();
        if !unreached.is_empty() {
            let _ = self.outcomes.send((0, Outcome::Unreached(unreached)));
        }
        let damaged = self.journal.noted().count();
        if damaged > self.damaged {
            let _ = self.outcomes.send((0, Outcome::Damaged(damaged)));
        }
        self.damaged = damaged;
    }

    /// A problem as somebody at the desk can do something about it.
    fn told(&self, problem: &Problem) -> String {
        match problem {
            Problem::Vault(VaultTrouble::Locked) => self.lang.t("vault-locked-desk").into_owned(),
            Problem::Vault(VaultTrouble::Wrong) => self.lang.t("vault-wrong-desk").into_owned(),
            other => other.message(self.lang),
        }
    }

    /// What failed, with what is done all the same.
    fn failed(&mut self, problem: &Problem) -> String {
        let told = self.told(problem);
        match self.sealed_before_failure() {
            Some(sealed) => format!("{told} {sealed}"),
            None => told,
        }
    }

    /// Copies that were sealed for a vault which was not made then: that is done all the same.
    fn sealed_before_failure(&mut self) -> Option<String> {
        let sealed = self.journal.take_copies().sealed.len();
        (sealed > 0).then(|| self.lang.count("vault-copies-before-failure", sealed))
    }

    /// Tells the desk how it stands with the vault, if that has changed.
    fn tell_of_vault(&mut self) {
        // What cannot be read now is no news.
        let Ok(now) = self.journal.vault_state() else { return };
        if self.vault.replace(now) != Some(now) {
            let _ = self.outcomes.send((0, Outcome::Vault(now)));
        }
    }

    fn derive(&mut self, job: Job) {
        let ticket = job.ticket;
        if let Err(problem) = self.deriving.ask(job, &self.journal) {
            self.no_key(ticket, &problem);
        }
    }

    fn no_key(&self, ticket: Ticket, problem: &Problem) {
        let _ = self.outcomes.send((ticket, Outcome::NoKey(self.told(problem))));
    }

    fn derived(&mut self, derived: Result<Derived>) -> Outcome {
        let done = derived.and_then(|derived| match derived {
            Derived::Key(key) => {
                let Unlocked { damaged, broken } = self.journal.unlock(&key)?;
                Ok(Outcome::Unlocked { damaged: damaged.len(), broken })
            }
            Derived::NewVault(new) => {
                let code = Secret(new.code().groups().join("-"));
                let fell_back = new.fell_back;
                self.new_vault = Some(new);
                Ok(Outcome::NewVault { code, fell_back })
            }
            Derived::TooWeak(strength) => Ok(Outcome::TooWeak(strength.key())),
        });
        done.unwrap_or_else(|problem| Outcome::NoKey(self.told(&problem)))
    }

    /// Looks whether the journal is still at its path and can be written, and tells the desk if that has changed. Returns
    /// why nothing can be saved, if that is so.
    fn keep_place(&mut self) -> Option<Problem> {
        let found = match self.journal.keep_place() {
            // Others may be writing; the next look comes soon.
            Err(Problem::Busy) => return None,
            Err(problem) => Some(problem),
            Ok(followed) => {
                if followed {
                    self.version = self.journal.data_version();
                    let _ = self.outcomes.send((0, Outcome::Followed));
                    self.tell_of_vault();
                }
                None
            }
        };
        let trouble = found.as_ref().map(|problem| self.told(problem));
        if trouble != self.trouble {
            self.trouble.clone_from(&trouble);
            let _ = self.outcomes.send((0, Outcome::Place(trouble)));
        }
        self.tell_whether_read_only(found.as_ref());
        found
    }

    /// Tells the desk whether anything may be changed, if that is not what it was told last. `trouble`: why nothing can be
    /// saved at its place.
    fn tell_whether_read_only(&mut self, trouble: Option<&Problem>) {
        let altered = self.journal.only_readable();
        let why = altered.as_ref().or(trouble.filter(|problem| matches!(problem, Problem::ReadOnly(_))));
        let why = why.map(|problem| self.told(problem));
        if why != self.read_only {
            self.read_only.clone_from(&why);
            let _ = self.outcomes.send((0, Outcome::ReadOnly(why)));
        }
    }

    fn look_around(&mut self) {
        let is_here = self.keep_place().is_none();
        if is_here && let Some(problem) = self.copying.idle(&self.journal) {
            let said = journal::why_no_copy(&problem, self.lang);
            let _ = self.outcomes.send((0, Outcome::NoCopy(said)));
        }
        // A busy answer is no news.
        let Some(now) = self.journal.data_version() else { return };
        if self.version.replace(now).is_some_and(|before| before != now) {
            self.journal.forget_noted();
            self.damaged = 0;
            // What cannot be read now is no news.
            let _ = self.journal.look_at_schema();
            let _ = self.outcomes.send((0, Outcome::ChangedElsewhere));
        }
    }
}

/// Requests in their order, without the reads that a later one of their kind makes pointless.
fn without_superseded(requests: Vec<Request>) -> Vec<Request> {
    let mut newest = [0; Query::KINDS];
    for request in &requests {
        if let Request::Read(ticket, query) = request {
            newest[query.kind()] = *ticket;
        }
    }
    let counts = |r: &Request| !matches!(r, Request::Read(ticket, query) if newest[query.kind()] != *ticket);
    requests.into_iter().filter(counts).collect()
}

#[cfg(test)]
mod tests;
