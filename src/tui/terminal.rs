//! The real terminal: taken over on entering, given back whatever happens.

use std::fs::File;
use std::io::{self, Write, stdout};
use std::os::fd::AsFd;
use std::sync::Once;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::crossterm::{cursor, execute, queue};

use zeroize::Zeroize;

use super::runtime::Surroundings;
use crate::platform;

/// A sign that some terminals draw two columns wide, and with it all the fine lines and dots.
const AMBIGUOUS: char = '①';

/// While it lives the terminal is ours; when it goes, by any way, the terminal is as it was.
pub struct Guard {
    pub terminal: Terminal<CrosstermBackend<Frames>>,
}

impl Guard {
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        enable_raw_mode()?;
        let guard = Self { terminal: Terminal::new(CrosstermBackend::new(Frames::new()?))? };
        take_over()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

fn take_over() -> io::Result<()> {
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture)
}

/// What is drawn, on its way to the terminal. Once it is there nothing of it stays in the memory: it may hold what only
/// the key can read.
pub struct Frames {
    terminal: File,
    frame: Vec<u8>,
}

impl Frames {
    fn new() -> io::Result<Self> {
        let terminal = File::from(stdout().as_fd().try_clone_to_owned()?);
        Ok(Self { terminal, frame: Vec::with_capacity(1 << 16) })
    }
}

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let sent = self.terminal.write_all(&self.frame);
        self.frame.zeroize();
        sent
    }
}

fn restore() {
    // Each on its own: one that fails must not keep the others from happening.
    let mut out = stdout();
    let _ = execute!(out, DisableMouseCapture);
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen);
    let _ = execute!(out, cursor::Show);
    let _ = disable_raw_mode();
}

/// A panic gives the terminal back first.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| platform::on_panic(restore));
}

/// The surroundings of a real terminal.
pub struct Real {
    /// Whether asking about the width of signs makes sense: somebody may have chosen plain or fine ones already, and
    /// only East Asian terminals draw them wide.
    pub asks_for_width: bool,
}

impl Surroundings for Real {
    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    fn pause(&mut self) -> io::Result<()> {
        restore();
        platform::stand_still()?;
        enable_raw_mode()?;
        take_over()
    }

    /// Prints one of the signs in question and looks where the cursor went.
    fn signs_are_wide(&mut self) -> Option<bool> {
        if !self.asks_for_width {
            return None;
        }
        let mut out = stdout();
        let asked = queue!(out, cursor::SavePosition, cursor::MoveTo(0, 0))
            .and_then(|()| write!(out, "{}", AMBIGUOUS))
            .and_then(|()| out.flush());
        let column = asked.and_then(|()| cursor::position()).map(|(x, _)| x);
        let _ = execute!(out, cursor::RestorePosition);
        Some(column.is_ok_and(|x| x > 1))
    }
}
