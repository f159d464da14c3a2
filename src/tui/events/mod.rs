//! Sources of events: the terminal, or the script of a test.

mod real;

use std::io;
use std::time::Duration;

use ratatui::crossterm::event::Event;

use crate::platform::tty::Waker;

pub use real::Terminal;

/// A source of terminal events with a clock that only goes forward.
pub trait Events {
    /// Waits up to `wait` for the next event. `busy` says that answers of the journal are outstanding: a script then
    /// returns no event, so that it runs the same on a slow day.
    ///
    /// # Errors
    /// If the system cannot wait for the terminal at all.
    fn next(&mut self, wait: Duration, busy: bool) -> io::Result<Next>;

    /// Milliseconds since some moment in the past.
    fn mono(&self) -> u64;

    /// Whether the computer has slept, or its clock was set, since the last call.
    fn jumped(&mut self) -> bool {
        false
    }

    /// Whether the next event has already arrived, so that one frame can show both.
    fn has_more(&self) -> bool {
        false
    }

    /// The next event of the input sent so far. `None` once nothing has arrived for `quiet`.
    fn sent(&mut self, _quiet: Duration) -> Option<Event> {
        None
    }

    /// Ends a wait in [`Self::next`] from another thread.
    fn waker(&self) -> Waker {
        Waker::default()
    }
}

pub enum Next {
    Event(Event),
    /// The terminal reports the position of its cursor, counted from 1.
    CursorAt {
        row: u16,
        column: u16,
    },
    Nothing,
    /// There are no further events: the script or the terminal has ended.
    End,
}
