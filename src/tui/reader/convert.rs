//! What a whole sequence means, by the parser of `termina`, in the types of crossterm, which the rest of the desk and
//! ratatui speak.

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use termina::escape::csi::{Csi, Cursor};
use termina::{Parser, event as theirs};

use super::Input;
use super::frame::ESC;

/// A key with modifiers sends what is also the place of a cursor in the first row: `CSI 1 ; 5 R` is Ctrl-F3. Nobody asks
/// for the place of a cursor there.
const KEY_ROW: u16 = 1;
const MODIFIERS: std::ops::RangeInclusive<u16> = 2..=16;

/// Reads exactly one whole letter, control byte or sequence; `None` if it is none that concerns us.
pub fn parse(bytes: &[u8]) -> Option<Input> {
    // The parser takes a sequence that begins in another way for letters.
    if let [ESC, b'[', first, _, ..] = bytes
        && !matches!(first, b'0'..=b'9' | b'<' | b'?' | b'>' | b'M' | b'[')
    {
        return None;
    }
    // A parser of its own for each: with it goes, wiped by the allocator, whatever it keeps of what was typed.
    let mut parser = Parser::default();
    parser.parse(bytes, false);
    let event = parser.pop()?;
    if parser.pop().is_some() {
        return None;
    }
    match event {
        theirs::Event::Key(key) => Some(Input::Event(Event::Key(self::key(key)?))),
        theirs::Event::Mouse(mouse) => Some(Input::Event(Event::Mouse(self::mouse(mouse)))),
        theirs::Event::FocusIn => Some(Input::Event(Event::FocusGained)),
        theirs::Event::FocusOut => Some(Input::Event(Event::FocusLost)),
        theirs::Event::Csi(Csi::Cursor(Cursor::ActivePositionReport { line, col })) => {
            Some(place(line.get(), col.get()))
        }
        _ => None,
    }
}

fn place(row: u16, column: u16) -> Input {
    match u8::try_from(column) {
        Ok(mask) if row == KEY_ROW && MODIFIERS.contains(&column) => {
            // The mask counts from 1.
            let modifiers = modifiers(theirs::Modifiers::from_bits_truncate(mask - 1));
            Input::Event(Event::Key(KeyEvent::new(KeyCode::F(3), modifiers)))
        }
        _ => Input::CursorAt { row, column },
    }
}

fn key(key: theirs::KeyEvent) -> Option<KeyEvent> {
    use theirs::KeyCode as Theirs;
    let code = match key.code {
        // A control character that was sent as a letter is no text.
        Theirs::Char(letter) if letter.is_control() => return None,
        Theirs::Char(letter) => KeyCode::Char(letter),
        Theirs::Enter => KeyCode::Enter,
        Theirs::Backspace => KeyCode::Backspace,
        Theirs::Tab => KeyCode::Tab,
        Theirs::Escape => KeyCode::Esc,
        Theirs::Left => KeyCode::Left,
        Theirs::Right => KeyCode::Right,
        Theirs::Up => KeyCode::Up,
        Theirs::Down => KeyCode::Down,
        Theirs::Home => KeyCode::Home,
        Theirs::End => KeyCode::End,
        Theirs::BackTab => KeyCode::BackTab,
        Theirs::PageUp => KeyCode::PageUp,
        Theirs::PageDown => KeyCode::PageDown,
        Theirs::Insert => KeyCode::Insert,
        Theirs::Delete => KeyCode::Delete,
        Theirs::Function(number) => KeyCode::F(number),
        Theirs::KeypadBegin
        | Theirs::CapsLock
        | Theirs::ScrollLock
        | Theirs::NumLock
        | Theirs::PrintScreen
        | Theirs::Pause
        | Theirs::Menu
        | Theirs::Null
        | Theirs::Modifier(_)
        | Theirs::Media(_) => return None,
    };
    let kind = match key.kind {
        theirs::KeyEventKind::Press => KeyEventKind::Press,
        theirs::KeyEventKind::Release => KeyEventKind::Release,
        theirs::KeyEventKind::Repeat => KeyEventKind::Repeat,
    };
    Some(KeyEvent::new_with_kind(code, modifiers(key.modifiers), kind))
}

fn modifiers(theirs: theirs::Modifiers) -> KeyModifiers {
    let mut ours = KeyModifiers::NONE;
    for (held, modifier) in [
        (theirs::Modifiers::SHIFT, KeyModifiers::SHIFT),
        (theirs::Modifiers::ALT, KeyModifiers::ALT),
        (theirs::Modifiers::CONTROL, KeyModifiers::CONTROL),
        (theirs::Modifiers::SUPER, KeyModifiers::SUPER),
        (theirs::Modifiers::HYPER, KeyModifiers::HYPER),
        (theirs::Modifiers::META, KeyModifiers::META),
    ] {
        ours.set(modifier, theirs.contains(held));
    }
    ours
}

fn mouse(mouse: theirs::MouseEvent) -> MouseEvent {
    use theirs::MouseEventKind as Theirs;
    let button = |button| match button {
        theirs::MouseButton::Left => MouseButton::Left,
        theirs::MouseButton::Right => MouseButton::Right,
        theirs::MouseButton::Middle => MouseButton::Middle,
    };
    let kind = match mouse.kind {
        Theirs::Down(which) => MouseEventKind::Down(button(which)),
        Theirs::Up(which) => MouseEventKind::Up(button(which)),
        Theirs::Drag(which) => MouseEventKind::Drag(button(which)),
        Theirs::Moved => MouseEventKind::Moved,
        Theirs::ScrollDown => MouseEventKind::ScrollDown,
        Theirs::ScrollUp => MouseEventKind::ScrollUp,
        Theirs::ScrollLeft => MouseEventKind::ScrollLeft,
        Theirs::ScrollRight => MouseEventKind::ScrollRight,
    };
    MouseEvent { kind, column: mouse.column, row: mouse.row, modifiers: modifiers(mouse.modifiers) }
}
