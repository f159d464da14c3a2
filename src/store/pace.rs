//! How far a piece of work has come, and whether it is to stop: shared by the thread that works and by whoever watches
//! it. Work can be stopped until its change is about to be committed; from then on it ends by itself.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::os::raw::c_int;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::{Result, StoreError};

/// What somebody who waits for a piece of work can see of it and ask of it. Clones are about the same work.
#[derive(Clone, Default)]
pub struct Pace(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// The number of the work under way, times four, and its [phase](IDLE).
    state: AtomicU64,
    /// The numbers of work that nobody wants, under way or still to come.
    unwanted: Mutex<BTreeSet<u64>>,
    done: AtomicU64,
    total: AtomicU64,
    /// How often the engine has said that it works on.
    beats: AtomicU64,
    /// For tests: after so many looks whether to go on, somebody asks to stop; negative: nobody does.
    #[cfg(test)]
    looks: std::sync::atomic::AtomicI64,
}

/// Nothing is under way.
const IDLE: u64 = 0;
/// The work goes on, and stops when it is asked to.
const RUNNING: u64 = 1;
/// The work was asked to stop.
const STOPPING: u64 = 2;
/// Its change is being committed, or is on the disk.
const COMMITTED: u64 = 3;
const PHASES: u64 = 4;

thread_local! {
    /// The work of this thread: what waits for another program has no other way to it.
    static HERE: RefCell<Option<Pace>> = const { RefCell::new(None) };
    /// How long this thread still waits for others in all; `None`: as long as usual each time.
    static PATIENCE: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// From now on this thread waits for other programs no longer than this, all waits together.
pub fn wait_at_most(patience: Duration) {
    PATIENCE.set(Some(patience));
}

/// A piece of work under way; it ends when this is dropped.
pub struct UnderWay(Option<Pace>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(pace) = self.0.take() {
            pace.0.state.store(IDLE, Ordering::SeqCst);
            HERE.set(None);
        }
    }
}

impl Pace {
    /// This thread begins a piece of work with this number. Within another piece of work it is a part of that one.
    pub fn begin(&self, work: u64) -> UnderWay {
        let running = work * PHASES + RUNNING;
        if self.0.state.compare_exchange(IDLE, running, Ordering::SeqCst, Ordering::SeqCst).is_err() {
            return UnderWay(None);
        }
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(0, Ordering::Relaxed);
        let is_unwanted = {
            let mut unwanted = self.unwanted();
            // Later work has higher numbers.
            unwanted.retain(|other| *other >= work);
            unwanted.contains(&work)
        };
        if is_unwanted {
            self.stop_if_begun(work);
        }
        HERE.set(Some(self.clone()));
        UnderWay(Some(self.clone()))
    }

    /// Asks the work with this number to stop, whether it is under way or still to come. What is committed does not.
    pub fn stop(&self, work: u64) {
        self.unwanted().insert(work);
        self.stop_if_begun(work);
    }

    fn unwanted(&self) -> MutexGuard<'_, BTreeSet<u64>> {
        self.0.unwanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the work with this number to stop, if it is under way.
    pub fn stop_if_begun(&self, work: u64) {
        let (running, stopping) = (work * PHASES + RUNNING, work * PHASES + STOPPING);
        let _ = self.0.state.compare_exchange(running, stopping, Ordering::SeqCst, Ordering::SeqCst);
    }

    /// Asks whatever is under way to stop. False: nothing is.
    pub fn stop_any(&self) -> bool {
        let state = self.0.state.load(Ordering::SeqCst);
        if state % PHASES == RUNNING {
            self.stop(state / PHASES);
        }
        state != IDLE
    }

    /// Whether the work under way was asked to stop.
    pub fn is_stopping(&self) -> bool {
        #[cfg(test)]
        if self.0.looks.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.stop_any();
        }
        self.0.state.load(Ordering::Relaxed) % PHASES == STOPPING
    }

    /// Ends the work here if it was asked to stop.
    ///
    /// # Errors
    /// `Stopped`, from then on each time until the work ends.
    pub fn go_on(&self) -> Result<()> {
        if self.is_stopping() { Err(StoreError::Stopped) } else { Ok(()) }
    }

    /// From now on the work does not stop any more: its change is about to be committed.
    ///
    /// # Errors
    /// `Stopped`: it was asked to before.
    pub(super) fn commit(&self) -> Result<()> {
        self.go_on()?;
        let state = self.0.state.load(Ordering::SeqCst);
        if state % PHASES != RUNNING {
            return Ok(());
        }
        let committed = state / PHASES * PHASES + COMMITTED;
        match self.0.state.compare_exchange(state, committed, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => Ok(()),
            Err(_) => Err(StoreError::Stopped),
        }
    }

    /// The work under way is asked to stop when it looks for the n-th time whether to go on, counted from 1.
    #[cfg(test)]
    pub fn stop_at_look(&self, n: i64) {
        self.0.looks.store(n, Ordering::SeqCst);
    }

    /// So many more steps are known to be ahead.
    pub fn expect(&self, steps: usize) {
        self.0.total.fetch_add(steps as u64, Ordering::Relaxed);
    }

    /// One step is done.
    pub(super) fn step(&self) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The engine has worked on for a while.
    pub(super) fn beat(&self) {
        self.0.beats.fetch_add(1, Ordering::Relaxed);
    }

    /// What can be seen of the work with this number while it is under way: how much of it is done, in percent, without
    /// its end, or `None` while that is not known; and a number that changes as long as it goes on.
    pub fn seen(&self, work: u64) -> Option<(Option<u8>, u64)> {
        let state = self.0.state.load(Ordering::Relaxed);
        let (done, total) = (self.0.done.load(Ordering::Relaxed), self.0.total.load(Ordering::Relaxed));
        let percent = (done.saturating_mul(100)).checked_div(total).map(|percent| percent.min(99) as u8);
        let beat = done + self.0.beats.load(Ordering::Relaxed);
        (state != IDLE && state / PHASES == work).then_some((percent, beat))
    }
}

/// So many times another program's work on the file is waited for, [`WAIT`] each.
const WAITS: c_int = 500;
const WAIT: Duration = Duration::from_millis(10);
/// The first waits are short: most others are done at once.
const FIRST_WAITS: [Duration; 3] = [Duration::from_millis(1), Duration::from_millis(2), Duration::from_millis(5)];

/// What the engine asks while another program has the journal: whether to try again, after `tries` times. Five seconds
/// long, unless the work of this thread was asked to stop, or does [not wait so long](wait_at_most).
pub(super) fn wait_for_others(tries: c_int) -> bool {
    let is_stopping = HERE.with_borrow(|here| here.as_ref().is_some_and(Pace::is_stopping));
    if is_stopping || tries >= WAITS {
        return false;
    }
    let first = usize::try_from(tries).ok().and_then(|tries| FIRST_WAITS.get(tries));
    let wait = *first.unwrap_or(&WAIT);
    if let Some(patience) = PATIENCE.get() {
        let Some(left) = patience.checked_sub(wait) else { return false };
        PATIENCE.set(Some(left));
    }
    std::thread::park_timeout(wait);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_to_stop_stops_until_it_is_committed() {
        let pace = Pace::default();
        assert!(!pace.stop_any() && pace.go_on().is_ok(), "nothing is under way");
        let going = pace.begin(7);
        pace.stop(6);
        assert!(pace.go_on().is_ok(), "other work");
        pace.stop(7);
        assert!(pace.go_on().is_err() && pace.commit().is_err());
        drop(going);
        let going = pace.begin(8);
        assert!(pace.go_on().is_ok() && pace.commit().is_ok());
        pace.stop(8);
        assert!(pace.stop_any() && pace.go_on().is_ok() && pace.commit().is_ok(), "it was too late");
        drop(going);
        assert!(!pace.stop_any());
    }

    #[test]
    fn what_nobody_wants_stops_as_it_begins() {
        let pace = Pace::default();
        pace.stop(3);
        let going = pace.begin(2);
        assert!(pace.go_on().is_ok());
        drop(going);
        let going = pace.begin(3);
        let part = pace.begin(4);
        assert!(pace.go_on().is_err());
        drop(part);
        assert!(pace.go_on().is_err(), "the end of a part is not the end of the whole");
        drop(going);
        assert!(pace.go_on().is_ok());
    }

    #[test]
    fn the_percentage_is_known_while_the_work_is_under_way() {
        let pace = Pace::default();
        let going = pace.begin(1);
        assert_eq!(pace.seen(1), Some((None, 0)));
        pace.expect(4);
        pace.step();
        pace.beat();
        assert_eq!((pace.seen(1), pace.seen(2)), (Some((Some(25), 2)), None));
        (0..9).for_each(|_| pace.step());
        assert_eq!(pace.seen(1), Some((Some(99), 11)));
        drop(going);
        assert_eq!(pace.seen(1), None);
    }

    #[test]
    fn whoever_is_in_a_hurry_waits_only_so_long_in_all() {
        wait_at_most(Duration::from_millis(20));
        // 1, 2 and 5 ms, then 10 of them; the next statement begins again, and has 2 ms left.
        assert_eq!((0..WAITS).take_while(|tries| wait_for_others(*tries)).count(), 4);
        assert_eq!((0..WAITS).take_while(|tries| wait_for_others(*tries)).count(), 1);
        assert!(!wait_for_others(1));
    }

    #[test]
    fn whoever_waits_for_another_program_can_be_stopped() {
        let pace = Pace::default();
        let going = pace.begin(1);
        assert!(wait_for_others(0) && !wait_for_others(WAITS));
        pace.stop(1);
        assert!(!wait_for_others(0));
        drop(going);
        assert!(wait_for_others(0));
    }
}
