//! From the bytes of a terminal to events. Bytes come in pieces of any length at any pace; what is unfinished never
//! keeps later bytes from their meaning, and never stays for ever:
//!
//! - A sequence that does not go on for [`HALF`] is what it is without its rest: a lone Esc, Alt-O, Alt-[.
//! - Half of a longer sequence says nothing. If its rest comes within [`LATE`], after all, it is that sequence;
//!   otherwise what came late is taken for itself.
//! - A paste without its end is handed over after [`SILENCE`].
//!
//! `frame` finds where a sequence ends, `convert` has the parser of `termina` read whole ones, `paste` collects a paste.
//! Nothing that was read stays in memory: what is typed or pasted may be a passphrase.

mod convert;
mod frame;
mod paste;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use zeroize::Zeroize;

use frame::{ESC, Judged, judge};
use paste::{Paste, Taken};

/// The most of one paste that is handed over, in bytes; a note could not hold more. One byte more says that it was more.
pub const PASTE_LIMIT: usize = 4 << 20;

/// How long the rest of a sequence is waited for, in milliseconds.
pub const HALF: u64 = 50;
/// How long the rest of a longer sequence may be late, on a slow connection.
pub const LATE: u64 = 1_000;
/// How long nothing comes before a paste is over that has not been ended.
pub const SILENCE: u64 = 1_000;

/// A sequence with more bytes than this is none that we know; its end is looked for, its bytes are not kept.
const LONGEST: usize = 256;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Event(Event),
    /// The terminal says where its cursor is, counted from 1.
    CursorAt {
        row: u16,
        column: u16,
    },
}

/// Takes bytes, gives events. Its clock is the caller's: monotonic milliseconds.
#[derive(Default)]
pub struct Reader {
    /// What has begun and is not at its end.
    begun: Vec<u8>,
    /// So many bytes of it had come when the time for its rest was over; 0 before that.
    late: usize,
    paste: Option<Paste>,
    /// When the last byte came.
    since: u64,
    events: VecDeque<Input>,
}

impl Reader {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes that came at `now`.
    pub fn feed(&mut self, bytes: &[u8], now: u64) {
        if bytes.is_empty() {
            return;
        }
        self.paste.take_if(|paste| !paste.goes_on(bytes, now.saturating_sub(self.since)));
        self.since = now;
        for &byte in bytes {
            self.take(byte);
        }
    }

    /// The next event.
    pub fn pop(&mut self) -> Option<Input> {
        let input = self.events.pop_front();
        if self.events.is_empty() {
            // Its places still hold what was typed.
            self.events = VecDeque::new();
        }
        input
    }

    /// Whether [`Self::pop`] would give one.
    pub fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// When [`Self::expire`] is to be called if no byte comes before.
    pub fn deadline(&self) -> Option<u64> {
        match &self.paste {
            Some(paste) => (!paste.is_quiet()).then_some(self.since + SILENCE),
            None if self.begun.is_empty() => None,
            None if self.late > 0 || frame::is_half_letter(&self.begun) => Some(self.since + LATE),
            None => Some(self.since + HALF),
        }
    }

    /// No byte has come until `now`: what is unfinished and too old is resolved.
    pub fn expire(&mut self, now: u64) {
        if self.deadline().is_none_or(|at| at > now) {
            return;
        }
        if let Some(paste) = &mut self.paste {
            let (text, escape) = paste.falls_silent();
            self.hand_over(text);
            if escape {
                self.give_key(KeyCode::Esc, KeyModifiers::NONE);
            }
            return;
        }
        if self.late == 0 && self.begun.starts_with(&[ESC, ESC]) {
            self.give_key(KeyCode::Esc, KeyModifiers::NONE);
            self.begun.remove(0);
        }
        if self.late == 0 && frame::may_be_late(&self.begun) {
            self.late = self.begun.len();
        } else {
            self.give_up();
        }
    }

    /// Nothing more will come: what was pasted so far counts, half of a key does not.
    pub fn finish(&mut self) {
        let text = self.paste.take().and_then(|mut paste| paste.falls_silent().0);
        self.hand_over(text);
    }

    fn take(&mut self, byte: u8) {
        if let Some(paste) = &mut self.paste {
            match paste.take(byte) {
                Taken::Kept => {}
                Taken::TooMuch(text) => self.hand_over(text),
                Taken::Ended(text) => {
                    self.paste = None;
                    self.hand_over(text);
                }
            }
            return;
        }
        self.begun.push(byte);
        match judge(&self.begun) {
            Judged::Begun if self.begun.len() > frame::longest(&self.begun) => {
                // The end is looked at for what it is; how long it was before does not matter any more.
                self.begun.pop();
            }
            Judged::Begun => {}
            Judged::Whole => self.whole(),
            Judged::Foreign => {
                self.begun.pop();
                self.foreign(byte);
            }
        }
    }

    /// `begun` is whole.
    fn whole(&mut self) {
        let mut bytes = std::mem::take(&mut self.begun);
        let late = std::mem::take(&mut self.late);
        // Some terminals put Esc before what a key sends to say Alt; a person may press Esc before anything.
        let (escape, sequence) = match bytes.as_slice() {
            [ESC, ESC, ..] => (true, &bytes[1..]),
            all => (false, all),
        };
        let input = match sequence {
            PASTE_BEGINS | PASTE_ENDS => None,
            sequence if sequence.len() > LONGEST => None,
            sequence => convert::parse(sequence),
        };
        match input {
            Some(Input::Event(Event::Key(key))) if escape => {
                let modifiers = key.modifiers | KeyModifiers::ALT;
                self.events.push_back(Input::Event(Event::Key(KeyEvent { modifiers, ..key })));
            }
            input => {
                if escape {
                    self.give_key(KeyCode::Esc, KeyModifiers::NONE);
                }
                if sequence == PASTE_BEGINS {
                    self.paste = Some(Paste::default());
                } else if input.is_none() && late > 0 && sequence != PASTE_ENDS {
                    // It was no sequence that came late: somebody has typed.
                    for &byte in &bytes[late..] {
                        self.take(byte);
                    }
                }
                self.events.extend(input);
            }
        }
        bytes.zeroize();
    }

    /// `byte` does not belong to what has begun.
    fn foreign(&mut self, byte: u8) {
        if self.begun.is_empty() {
            // It belongs to nothing.
            return;
        }
        if self.begun == [ESC, ESC] {
            self.give_key(KeyCode::Esc, KeyModifiers::NONE);
            self.begun.pop();
        } else if frame::is_string(&self.begun) && self.begun.ends_with(&[ESC]) {
            self.begun.zeroize();
            self.begun.push(ESC);
        } else {
            self.give_up();
        }
        self.take(byte);
    }

    /// The rest of what has begun will not come.
    fn give_up(&mut self) {
        let mut bytes = std::mem::take(&mut self.begun);
        let late = std::mem::take(&mut self.late);
        if late > 0 {
            for &byte in &bytes[late..] {
                self.take(byte);
            }
        } else {
            self.resolve(&bytes);
        }
        bytes.zeroize();
    }

    /// Gives the keys that unfinished bytes are.
    fn resolve(&mut self, bytes: &[u8]) {
        match bytes {
            [ESC, ESC, ..] => {
                self.give_key(KeyCode::Esc, KeyModifiers::NONE);
                self.resolve(&bytes[1..]);
            }
            [ESC, letter @ (b'O' | b'P')] => {
                self.give_key(KeyCode::Char(char::from(*letter)), KeyModifiers::ALT | KeyModifiers::SHIFT);
            }
            [ESC, sign @ (b'[' | b']')] => self.give_key(KeyCode::Char(char::from(*sign)), KeyModifiers::ALT),
            [ESC, b'[', b'['] => {
                self.give_key(KeyCode::Char('['), KeyModifiers::ALT);
                self.give_key(KeyCode::Char('['), KeyModifiers::NONE);
            }
            [ESC, b'[' | b'O' | b'P' | b']', ..] => {}
            // Before half of a letter, too.
            [ESC, ..] => self.give_key(KeyCode::Esc, KeyModifiers::NONE),
            _ => {}
        }
    }

    fn give_key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.events.push_back(Input::Event(Event::Key(KeyEvent::new(code, modifiers))));
    }

    fn hand_over(&mut self, text: Option<String>) {
        self.events.extend(text.map(|text| Input::Event(Event::Paste(text))));
    }
}
