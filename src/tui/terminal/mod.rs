//! The real terminal: set up on entering, and always restored.

mod screen;

use std::io;
use std::rc::Rc;
use std::sync::Once;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::crossterm::{Command, cursor};
use zeroize::Zeroizing;

use super::runtime::Surroundings;
use crate::platform::{self, tty::Tty, tty::write_within};

pub use screen::Screen;

/// A symbol that some terminals draw two columns wide, together with all fine lines and dots.
const AMBIGUOUS: char = '①';
/// The row where it is printed, counted from 0. Not the first row: the terminal's answer would then also be a key.
const ASKING_ROW: u16 = 1;

/// How long the terminal has to accept the sequences that restore it.
const GIVING_BACK: Duration = Duration::from_secs(1);

/// Ends a sequence that was written in part.
const CANCEL: &[u8] = b"\x18\x1b[0m";

/// The terminal is set up while this value exists, and is restored when it is dropped, for any reason.
pub struct Guard {
    pub terminal: Terminal<Screen>,
    pub tty: Rc<Tty>,
}

impl Guard {
    /// # Errors
    /// If the terminal is closed, or the system does not allow changing its mode.
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        let tty = Rc::new(Tty::open()?);
        enable_raw_mode()?;
        let guard = Self { terminal: Terminal::new(Screen::new(Rc::clone(&tty)))?, tty };
        take_over(&guard.tty);
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.tty.drop_unsent();
        restore();
    }
}

fn take_over(tty: &Tty) {
    tty.write(&bytes(|to| {
        command(to, EnterAlternateScreen);
        command(to, EnableBracketedPaste);
        command(to, EnableMouseCapture);
    }));
    tty.send();
}

/// The output of commands, wiped after use.
fn bytes(write: impl FnOnce(&mut String)) -> Zeroizing<Vec<u8>> {
    let mut text = String::new();
    write(&mut text);
    Zeroizing::new(text.into_bytes())
}

fn command(to: &mut String, command: impl Command) {
    // A string takes everything.
    let _ = command.write_ansi(to);
}

fn restore() {
    // A terminal that takes nothing does not keep the program from ending.
    write_within(CANCEL, GIVING_BACK);
    let bytes = bytes(|to| {
        command(to, DisableMouseCapture);
        command(to, DisableBracketedPaste);
        command(to, LeaveAlternateScreen);
        command(to, cursor::Show);
    });
    write_within(&bytes, GIVING_BACK);
    let _ = disable_raw_mode();
}

/// Restores the terminal before a panic is reported.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| platform::on_panic(restore));
}

/// The environment of a real terminal.
pub struct Real {
    pub tty: Rc<Tty>,
    /// Whether to ask for the width of symbols: the user may have chosen plain or fine ones already, and only East
    /// Asian terminals draw them wide.
    pub asks_for_width: bool,
}

impl Surroundings for Real {
    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.tty.write_bounded(&bytes(|to| command(to, CopyToClipboard::to_clipboard_from(text))))?;
        self.tty.send();
        Ok(())
    }

    fn ask_for_width(&mut self) -> bool {
        if !self.asks_for_width {
            return false;
        }
        self.tty.write(&bytes(|to| {
            command(to, cursor::MoveTo(0, ASKING_ROW));
            to.push(AMBIGUOUS);
            to.push_str("\x1b[6n");
        }));
        self.tty.send();
        true
    }

    fn width_answered(&mut self, row: u16, column: u16) -> Option<bool> {
        // Both are counted from 1; anything else answers another question.
        let wide = match column {
            2 => false,
            3 => true,
            _ => return None,
        };
        let asked = self.asks_for_width && row == ASKING_ROW + 1;
        asked.then(|| {
            self.asks_for_width = false;
            wide
        })
    }

    fn takes_frames(&mut self) -> bool {
        self.tty.send()
    }

    fn drop_unsent(&mut self) -> bool {
        let dropped = self.tty.drop_unsent();
        if dropped {
            self.tty.write(CANCEL);
            take_over(&self.tty);
        }
        dropped
    }

    fn pause(&mut self) -> io::Result<()> {
        self.tty.drop_unsent();
        restore();
        platform::stand_still()?;
        enable_raw_mode()?;
        take_over(&self.tty);
        Ok(())
    }
}
