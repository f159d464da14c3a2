//! Which key asks for which action. Commands of the screen are resolved by the caller before.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Action, Motion};
use crate::text::narrow_key;

/// The action a key asks for, or `None` if the editor has no use for it.
///
/// Function keys, Esc and unlisted Ctrl combinations are never taken. Releases ask for nothing.
pub fn action_for(key: KeyEvent) -> Option<Action> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let KeyEvent { code, modifiers, .. } = key;
    if modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META) {
        return None;
    }
    let control = modifiers.contains(KeyModifiers::CONTROL);
    let alt = modifiers.contains(KeyModifiers::ALT);
    let shift = modifiers.contains(KeyModifiers::SHIFT);
    match code {
        KeyCode::Char(letter) => character(letter, control, alt, shift),
        KeyCode::Enter if !control && !alt => Some(Action::Newline),
        KeyCode::Tab if !control && !alt && !shift => Some(Action::Insert('\t')),
        KeyCode::Backspace if control || alt => Some(Action::DeleteWordLeft),
        KeyCode::Backspace => Some(Action::Backspace),
        KeyCode::Delete if control || alt => Some(Action::DeleteWordRight),
        KeyCode::Delete if shift => Some(Action::Cut),
        KeyCode::Delete => Some(Action::Delete),
        KeyCode::Insert if shift => Some(Action::Paste),
        KeyCode::Insert if control => Some(Action::Copy),
        other => motion(other, control || alt).map(|to| Action::Move { to, select: shift }),
    }
}

fn motion(code: KeyCode, far: bool) -> Option<Motion> {
    match code {
        KeyCode::Left if far => Some(Motion::WordLeft),
        KeyCode::Left => Some(Motion::Left),
        KeyCode::Right if far => Some(Motion::WordRight),
        KeyCode::Right => Some(Motion::Right),
        KeyCode::Up => Some(Motion::Up),
        KeyCode::Down => Some(Motion::Down),
        KeyCode::Home if far => Some(Motion::TextStart),
        KeyCode::Home => Some(Motion::RowStart),
        KeyCode::End if far => Some(Motion::TextEnd),
        KeyCode::End => Some(Motion::RowEnd),
        KeyCode::PageUp => Some(Motion::PageUp),
        KeyCode::PageDown => Some(Motion::PageDown),
        _ => None,
    }
}

fn character(letter: char, control: bool, alt: bool, shift: bool) -> Option<Action> {
    let narrow = narrow_key(letter).to_ascii_lowercase();
    match (control, alt) {
        (false, false) => Some(Action::Insert(letter)),
        // AltGr arrives as Ctrl+Alt; what it types is never a plain letter or digit.
        (true, true) => (!letter.is_ascii_alphanumeric()).then_some(Action::Insert(letter)),
        (true, false) => with_control(narrow, shift),
        // An input method's text right after Esc arrives as Alt and must not be lost.
        (false, true) if !letter.is_ascii() => Some(Action::Insert(letter)),
        (false, true) => with_alt(narrow, shift || letter.is_uppercase()),
    }
}

fn with_control(letter: char, shift: bool) -> Option<Action> {
    match letter {
        'a' => Some(Action::Move { to: Motion::RowStart, select: shift }),
        'e' => Some(Action::Move { to: Motion::RowEnd, select: shift }),
        'h' => Some(Action::Backspace),
        'u' => Some(Action::DeleteToLineStart),
        'k' => Some(Action::DeleteToLineEnd),
        'w' => Some(Action::DeleteWordLeft),
        'z' if shift => Some(Action::Redo),
        'z' => Some(Action::Undo),
        'y' => Some(Action::Redo),
        'x' => Some(Action::Cut),
        'c' => Some(Action::Copy),
        'v' => Some(Action::Paste),
        _ => None,
    }
}

/// Alt+B and Alt+F are what some terminals send for Alt with an arrow.
fn with_alt(letter: char, shift: bool) -> Option<Action> {
    match letter {
        'z' if shift => Some(Action::Redo),
        'z' => Some(Action::Undo),
        'b' => Some(Action::Move { to: Motion::WordLeft, select: shift }),
        'f' => Some(Action::Move { to: Motion::WordRight, select: shift }),
        _ => None,
    }
}
