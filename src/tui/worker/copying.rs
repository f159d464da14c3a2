//! The daily copy, made on a thread of its own while the desk is in use: nobody's typing waits for it, and leaving
//! does not either.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::JoinHandle;

use crate::journal::{Journal, MadeCopy, is_passing};
use crate::platform;
use crate::problem::{Problem, Result};

/// After so many idle rounds the worker asks again whether a copy is due: the desk may stay open over midnight.
const SELDOM: u32 = 900;
/// The same after somebody wrote while a copy was being made.
const SOON: u32 = 60;

/// What becomes of the daily copy.
#[derive(Default)]
pub(super) struct Copying {
    running: Option<Running>,
    /// Idle rounds to wait before asking again.
    rounds: u32,
    /// Somebody has heard that it cannot be made.
    said: bool,
}

struct Running {
    thread: JoinHandle<()>,
    made: Receiver<Result<MadeCopy>>,
    stop: Arc<AtomicBool>,
}

impl Copying {
    /// Called when nothing else is to be done. Returns what somebody has to hear, once.
    pub(super) fn idle(&mut self, journal: &Journal) -> Option<Problem> {
        let outcome = match self.running.take() {
            None if self.rounds > 0 => {
                self.rounds -= 1;
                return None;
            }
            None => self.begin(journal),
            Some(running) => match running.made.try_recv() {
                Err(TryRecvError::Empty) => {
                    self.running = Some(running);
                    return None;
                }
                // It said nothing: it ended before its time.
                Err(TryRecvError::Disconnected) => Err(Problem::Stopped),
                Ok(made) => {
                    let _ = running.thread.join();
                    made.and_then(|made| journal.put_copy(made)).map(drop)
                }
            },
        };
        self.rounds = SELDOM;
        match outcome {
            Ok(()) => None,
            Err(problem) if is_passing(&problem) => {
                self.rounds = SOON;
                None
            }
            Err(problem) => (!std::mem::replace(&mut self.said, true)).then_some(problem),
        }
    }

    fn begin(&mut self, journal: &Journal) -> Result<()> {
        let Some(due) = journal.copy_due()? else { return Ok(()) };
        let stop = Arc::new(AtomicBool::new(false));
        let (answer, made) = channel();
        let asked = Arc::clone(&stop);
        let work = move || {
            platform::give_way();
            let done = due.make(move || !asked.load(Ordering::Relaxed)).map(|(made, _)| made);
            // Nobody waits any more: the program is ending, and what was made goes with the value.
            let _ = answer.send(done);
        };
        let thread = std::thread::Builder::new().name("copy".into()).spawn(work);
        let thread = thread.map_err(|error| Problem::Other(error.into()))?;
        self.running = Some(Running { thread, made, stop });
        Ok(())
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        if let Some(Running { thread, made, stop }) = self.running.take() {
            stop.store(true, Ordering::Relaxed);
            drop(made);
            let _ = thread.join();
        }
    }
}
