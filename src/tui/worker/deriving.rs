//! One key at a time. A derivation takes hundreds of megabytes and cannot be stopped halfway, so the next one begins
//! when the memory of the one before is free again, and of those that wait only the newest is wanted.

use std::sync::mpsc::Sender;

use super::Request;
use crate::journal::Journal;
use crate::journal::vault::{Cost, Key, KeyFile, NewVault, Passphrase, Strength, may_be_new, wipe_stack};
use crate::platform;
use crate::problem::{Problem, Result, VaultTrouble};
use crate::tui::effect::{Derive, Secret, Ticket};

/// A key, or a vault that is made and is nowhere yet.
pub enum Derived {
    Key(Key),
    NewVault(Box<NewVault>),
    /// The passphrase of the new vault is guessed at once, and nobody has said that it is meant.
    TooWeak(Strength),
}

#[derive(Default)]
pub(super) struct Deriving {
    /// The key that somebody still waits for.
    wanted: Option<Ticket>,
    /// A derivation is under way, wanted or not.
    busy: bool,
    /// What begins after it.
    next: Option<Job>,
}

pub(super) struct Job {
    pub ticket: Ticket,
    pub derive: Derive,
    /// Takes the answer.
    pub answer: Sender<Request>,
}

impl Deriving {
    /// Has a key derived; whatever was asked for before is given up.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn ask(&mut self, job: Job, journal: &Journal) -> Result<()> {
        self.wanted = Some(job.ticket);
        if self.busy {
            self.next = Some(job);
            return Ok(());
        }
        self.start(job, journal)
    }

    /// Nobody waits any more. What is under way goes on to its end, and its result is dropped.
    pub fn give_up(&mut self) {
        (self.wanted, self.next) = (None, None);
    }

    /// A derivation has ended, and its memory is free: whether its result is wanted.
    pub fn ended(&mut self, ticket: Ticket) -> bool {
        self.busy = false;
        let wanted = self.wanted == Some(ticket);
        if wanted {
            self.wanted = None;
        }
        wanted
    }

    /// Begins what has waited. Returns its ticket and why, if it could not begin.
    pub fn go_on(&mut self, journal: &Journal) -> std::result::Result<(), (Ticket, Problem)> {
        let Some(job) = self.next.take() else { return Ok(()) };
        let ticket = job.ticket;
        self.start(job, journal).map_err(|problem| (ticket, problem))
    }

    fn start(&mut self, job: Job, journal: &Journal) -> Result<()> {
        let Job { ticket, derive, answer } = job;
        // Read now, not when it was asked for: the vault may have another key since.
        let file = journal.key_file();
        let work = move || {
            platform::give_way();
            let answer = Answer { ticket, to: Some(answer) };
            let derived = derive_key(derive, file);
            wipe_stack();
            answer.send(derived);
        };
        let started = std::thread::Builder::new().name("key".into()).spawn(work);
        self.busy = started.is_ok();
        started.map(drop).map_err(|error| Problem::Other(error.into()))
    }
}

/// Apart, so that what it leaves on the stack lies below its caller, who wipes it.
#[inline(never)]
fn derive_key(derive: Derive, file: Result<Option<KeyFile>>) -> Result<Derived> {
    match derive {
        Derive::Unlock(Secret(typed)) => {
            let file = file?.ok_or(Problem::Vault(VaultTrouble::Off))?;
            Ok(Derived::Key(file.open(&passphrase(&typed)?)?))
        }
        Derive::NewVault { passphrase: Secret(typed), sure } => {
            let typed = passphrase(&typed)?;
            may_be_new(&typed)?;
            let strength = typed.strength();
            if !sure && strength.is_below_the_floor() {
                return Ok(Derived::TooWeak(strength));
            }
            NewVault::make(&typed, Cost::DEFAULT).map(|new| Derived::NewVault(Box::new(new)))
        }
    }
}

fn passphrase(typed: &str) -> Result<Passphrase> {
    Passphrase::new(typed).ok_or(Problem::Vault(VaultTrouble::Nothing))
}

/// Answers exactly once, also when the thread panics: everybody who waits for a key waits for this.
struct Answer {
    ticket: Ticket,
    to: Option<Sender<Request>>,
}

impl Answer {
    fn send(mut self, derived: Result<Derived>) {
        if let Some(to) = self.to.take() {
            // When nobody is left to hear it the program has ended.
            let _ = to.send(Request::Derived(self.ticket, derived));
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(to) = self.to.take() {
            let stopped = Problem::Other(anyhow::anyhow!("the thread that derives keys has ended"));
            let _ = to.send(Request::Derived(self.ticket, Err(stopped)));
        }
    }
}
