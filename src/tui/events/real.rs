//! The events of the real terminal.

use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ratatui::crossterm::event::Event;
use zeroize::{Zeroize, Zeroizing};

use super::{Events, Next};
use crate::platform::Clocks;
use crate::platform::tty::{Tty, Wake, Waker};
use crate::tui::reader::{Input, Reader};

/// The number of bytes read at once. After each such slice, signals, deadlines and frames are handled.
const SLICE: usize = 4_096;

/// Reads the terminal whenever the loop waits for it; no thread does.
pub struct Terminal {
    tty: Rc<Tty>,
    wake: Wake,
    /// The size of the terminal has changed.
    resized: Arc<AtomicBool>,
    reader: Reader,
    bytes: Zeroizing<Vec<u8>>,
    began: Instant,
    clocks: Clocks,
}

impl Terminal {
    /// `wake` ends its waits; a signal raises `resized` when the size of the terminal has changed.
    pub fn new(tty: Rc<Tty>, wake: Wake, resized: Arc<AtomicBool>) -> Self {
        let bytes = Zeroizing::new(vec![0; SLICE]);
        let (reader, began, clocks) = (Reader::new(), Instant::now(), Clocks::now());
        Self { tty, wake, resized, reader, bytes, began, clocks }
    }

    /// Reads a slice of the terminal's input. Returns the number of bytes.
    fn take(&mut self) -> usize {
        let read = self.tty.read(&mut self.bytes);
        if read > 0 {
            self.reader.feed(&self.bytes[..read], self.mono());
            self.bytes[..read].zeroize();
        }
        read
    }

    fn pop(&mut self) -> Option<Next> {
        Some(match self.reader.pop()? {
            Input::Event(event) => Next::Event(event),
            Input::CursorAt { row, column } => Next::CursorAt { row, column },
        })
    }
}

impl Events for Terminal {
    fn next(&mut self, wait: Duration, _busy: bool) -> io::Result<Next> {
        if self.resized.swap(false, Ordering::Relaxed) {
            let (width, height) = self.tty.size();
            return Ok(Next::Event(Event::Resize(width, height)));
        }
        if let Some(next) = self.pop() {
            return Ok(next);
        }
        if self.tty.is_gone() {
            return Ok(Next::End);
        }
        let deadline = self.reader.deadline().map(|at| Duration::from_millis(at.saturating_sub(self.mono())));
        let ready = self.tty.wait(&self.wake, deadline.map_or(wait, |d| d.min(wait)))?;
        if ready.output {
            self.tty.send();
        }
        let read = if ready.input { self.take() } else { 0 };
        if read == 0 {
            self.reader.expire(self.mono());
        }
        let ended = self.tty.is_gone() && read == 0;
        Ok(self.pop().unwrap_or(if ended { Next::End } else { Next::Nothing }))
    }

    fn mono(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn jumped(&mut self) -> bool {
        self.clocks.jumped()
    }

    fn has_more(&self) -> bool {
        self.reader.has_events()
    }

    fn sent(&mut self, quiet: Duration) -> Option<Event> {
        loop {
            match self.reader.pop() {
                Some(Input::Event(event)) => return Some(event),
                Some(Input::CursorAt { .. }) => continue,
                None => {}
            }
            let began = Instant::now();
            let mut read = 0;
            while read == 0 && began.elapsed() < quiet && !self.tty.is_gone() {
                // A call of the signals or of the journal ends the wait early.
                let left = quiet.saturating_sub(began.elapsed());
                let ready = self.tty.wait(&self.wake, left).ok()?;
                read = if ready.input { self.take() } else { 0 };
            }
            if read == 0 {
                // A paste whose end has not come is what was pasted so far.
                self.reader.finish();
                if !self.reader.has_events() {
                    return None;
                }
            }
        }
    }

    fn waker(&self) -> Waker {
        self.wake.waker()
    }
}
