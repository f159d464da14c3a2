//! Everything that can happen to the desk.

use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::effect::{Outcome, Seen, Ticket};
use crate::domain::Moment;

pub enum Msg {
    Key(KeyEvent),
    /// Text that came in one piece, from the terminal's clipboard.
    Paste(String),
    Mouse(MouseEvent),
    Resize(u16, u16),
    /// A deadline has come.
    Tick,
    Outcome(Ticket, Outcome),
    /// How far the request with this ticket has come.
    Seen(Ticket, Seen),
    /// Fine lines and signs are two columns wide on this terminal.
    WideSigns,
    /// The computer has slept, or its clock was set: nobody knows how long nobody was here.
    Woke,
    /// The system asks the program to stop. What the terminal has sent before comes next, and after it [`Self::Stop`].
    LastWords,
    /// The program is to stop now.
    Stop,
    /// The journal has not answered for as long as the last write is waited for.
    Late,
}

/// When a message arrived: `update` asks nobody the time.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    pub wall: Moment,
    /// Milliseconds of a clock that only goes forward; deadlines count in it.
    pub mono: u64,
}
