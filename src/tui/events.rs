//! Where events come from: the terminal, or a script that a test wrote.

use std::io;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event};

use crate::platform::{self, Clocks, Input};

/// A source of terminal events with a clock that only goes forward.
pub trait Events {
    /// Waits up to `wait` for the next event. `busy` says that answers of the journal are still on their way: a
    /// script gives no event then, so that it runs the same on a slow day.
    fn next(&mut self, wait: Duration, busy: bool) -> io::Result<Next>;

    /// Milliseconds since some moment in the past.
    fn mono(&self) -> u64;

    /// Whether the computer has slept, or its clock was set, since this was asked last.
    fn jumped(&mut self) -> bool {
        false
    }
}

pub enum Next {
    Event(Event),
    Nothing,
    /// There will never be another event: the script or the terminal has ended.
    End,
}

/// The real terminal.
pub struct Terminal {
    began: Instant,
    clocks: Clocks,
}

impl Terminal {
    pub fn new() -> Self {
        Self { began: Instant::now(), clocks: Clocks::now() }
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}

impl Events for Terminal {
    fn next(&mut self, wait: Duration, _busy: bool) -> io::Result<Next> {
        // The library would read for ever from a terminal that was closed, so we look first.
        if platform::wait_for_input(Duration::ZERO)? == Input::Gone {
            return Ok(Next::End);
        }
        // It may hold events that it has read already, or a change of size.
        if !event::poll(Duration::ZERO)? {
            if platform::wait_for_input(wait)? == Input::Gone {
                return Ok(Next::End);
            }
            if !event::poll(Duration::ZERO)? {
                return Ok(Next::Nothing);
            }
        }
        Ok(Next::Event(event::read()?))
    }

    fn mono(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn jumped(&mut self) -> bool {
        self.clocks.jumped()
    }
}
