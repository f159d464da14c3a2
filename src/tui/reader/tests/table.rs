//! What terminals send, and what it is.

use ratatui::crossterm::event::{KeyEventKind, MouseButton, MouseEventKind};

use super::super::*;
use super::{key, letter, mouse, paste};
use crate::tui::input::key::Key;

/// What the program understands, with what it is: keys in the forms that terminals send them, mouse, focus, answers.
pub fn table() -> Vec<(Vec<u8>, Vec<Input>)> {
    const NONE: KeyModifiers = KeyModifiers::NONE;
    let mut rows: Vec<(Vec<u8>, Vec<Input>)> = Vec::new();
    let mut row = |bytes: &[u8], input: Input| rows.push((bytes.to_vec(), vec![input]));
    for (last, code) in [
        ('A', KeyCode::Up),
        ('B', KeyCode::Down),
        ('C', KeyCode::Right),
        ('D', KeyCode::Left),
        ('H', KeyCode::Home),
        ('F', KeyCode::End),
        ('P', KeyCode::F(1)),
        ('Q', KeyCode::F(2)),
        ('R', KeyCode::F(3)),
        ('S', KeyCode::F(4)),
    ] {
        if last != 'R' {
            row(format!("\x1b[{last}").as_bytes(), key(code, NONE));
        }
        row(format!("\x1bO{last}").as_bytes(), key(code, NONE));
        for mask in 2..=16_u8 {
            let modifiers = xterm(mask);
            row(format!("\x1b[1;{mask}{last}").as_bytes(), key(code, modifiers));
        }
        if !matches!(last, 'P'..='S') {
            row(format!("\x1b\x1b[{last}").as_bytes(), key(code, KeyModifiers::ALT));
        }
    }
    for (number, code) in [
        (1, KeyCode::Home),
        (2, KeyCode::Insert),
        (3, KeyCode::Delete),
        (4, KeyCode::End),
        (5, KeyCode::PageUp),
        (6, KeyCode::PageDown),
        (7, KeyCode::Home),
        (8, KeyCode::End),
        (11, KeyCode::F(1)),
        (15, KeyCode::F(5)),
        (17, KeyCode::F(6)),
        (18, KeyCode::F(7)),
        (19, KeyCode::F(8)),
        (20, KeyCode::F(9)),
        (21, KeyCode::F(10)),
        (23, KeyCode::F(11)),
        (24, KeyCode::F(12)),
    ] {
        row(format!("\x1b[{number}~").as_bytes(), key(code, NONE));
        for mask in 2..=8 {
            row(format!("\x1b[{number};{mask}~").as_bytes(), key(code, xterm(mask)));
        }
    }
    for (last, number) in ('A'..='E').zip(1..) {
        row(format!("\x1b[[{last}").as_bytes(), key(KeyCode::F(number), NONE));
    }
    row(b"\x1b[Z", key(KeyCode::BackTab, KeyModifiers::SHIFT));
    row(b"\r", key(KeyCode::Enter, NONE));
    row(b"\t", key(KeyCode::Tab, NONE));
    row(b"\x7f", key(KeyCode::Backspace, NONE));
    row(b"\x1b\x7f", key(KeyCode::Backspace, KeyModifiers::ALT));
    row(b"\0", key(KeyCode::Char(' '), KeyModifiers::CONTROL));
    for byte in (1..=26_u8).filter(|byte| !matches!(byte, b'\t' | b'\r')) {
        row(&[byte], key(KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL));
    }
    for (byte, digit) in (0x1c..=0x1f_u8).zip('4'..) {
        row(&[byte], key(KeyCode::Char(digit), KeyModifiers::CONTROL));
    }
    for sign in "aZ7?~ é目ｶﾞ漢、　👨\u{301}\u{200d}".chars() {
        row(sign.to_string().as_bytes(), letter(sign));
        if !sign.is_uppercase() {
            row(format!("\x1b{sign}").as_bytes(), key(KeyCode::Char(sign), KeyModifiers::ALT));
        }
    }
    // The keyboard protocol of kitty, if a program before us has left it on.
    row(b"\x1b[27u", key(KeyCode::Esc, NONE));
    row(b"\x1b[97;5u", key(KeyCode::Char('a'), KeyModifiers::CONTROL));
    row(b"\x1b[13;2u", key(KeyCode::Enter, KeyModifiers::SHIFT));
    let release = KeyEvent::new_with_kind(KeyCode::Char('a'), NONE, KeyEventKind::Release);
    row(b"\x1b[97;1:3u", Input::Event(Event::Key(release)));
    row(b"\x1b[<0;5;7M", mouse(MouseEventKind::Down(MouseButton::Left), 4, 6));
    row(b"\x1b[<0;5;7m", mouse(MouseEventKind::Up(MouseButton::Left), 4, 6));
    row(b"\x1b[<35;120;36M", mouse(MouseEventKind::Moved, 119, 35));
    row(b"\x1b[<64;0;0M", mouse(MouseEventKind::ScrollUp, 0, 0));
    row(b"\x1b[32;5;7M", mouse(MouseEventKind::Down(MouseButton::Left), 4, 6));
    row(b"\x1b[M \xff!", mouse(MouseEventKind::Down(MouseButton::Left), 222, 0));
    row(b"\x1b[I", Input::Event(Event::FocusGained));
    row(b"\x1b[O", Input::Event(Event::FocusLost));
    row(b"\x1b[2;3R", Input::CursorAt { row: 2, column: 3 });
    row(b"\x1b[24;80R", Input::CursorAt { row: 24, column: 80 });
    row("\x1b[200~! 一つ\r\n< two\x1b[201~".as_bytes(), paste("! 一つ\r\n< two"));
    // Answers to questions that others have asked, and what is no sequence of ours: nothing.
    for nothing in [
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b[?62;22c",
        "\x1b[>0;276;0c",
        "\x1b[?997;1n",
        "\x1b[?1u",
        "\x1b[200~\x1b[201~",
        "\x1b[201~",
        "\x1b[999999999999999999999~",
        "\x1b[1;2;3;4;5;6;7;8x",
        "\x1b[0;0R",
        "\x1b[7u",
        "\x1b[57441;2u",
    ] {
        rows.push((nothing.as_bytes().to_vec(), Vec::new()));
    }
    rows
}

/// The modifiers in the sequences of xterm.
fn xterm(mask: u8) -> KeyModifiers {
    let held = mask - 1;
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in
        [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL), (8, KeyModifiers::SUPER)]
    {
        modifiers.set(modifier, held & bit != 0);
    }
    modifiers
}

/// What terminals send for a key.
pub fn sent(key: Key) -> Vec<Vec<u8>> {
    let mask = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    let cursor = |last: char| match mask {
        1 => vec![format!("\x1b[{last}"), format!("\x1bO{last}")],
        _ => vec![format!("\x1b[1;{mask}{last}")],
    };
    let tilde = |numbers: &[u8]| {
        let plain = |n: &u8| if mask == 1 { format!("\x1b[{n}~") } else { format!("\x1b[{n};{mask}~") };
        numbers.iter().map(plain).collect()
    };
    let alt = |plain: String| if key.alt { vec![format!("\x1b{plain}")] } else { vec![plain] };
    let texts: Vec<String> = match key.code {
        KeyCode::Up => cursor('A'),
        KeyCode::Down => cursor('B'),
        KeyCode::Right => cursor('C'),
        KeyCode::Left => cursor('D'),
        KeyCode::Home => [cursor('H'), tilde(&[1, 7])].concat(),
        KeyCode::End => [cursor('F'), tilde(&[4, 8])].concat(),
        KeyCode::PageUp => tilde(&[5]),
        KeyCode::PageDown => tilde(&[6]),
        KeyCode::Delete => tilde(&[3]),
        KeyCode::F(n @ 1..=4) => cursor(char::from(b'P' + n - 1)).into_iter().filter(|s| s != "\x1b[R").collect(),
        KeyCode::F(5) => tilde(&[15]),
        KeyCode::F(n @ 6..=10) => tilde(&[n + 11]),
        KeyCode::F(n) => tilde(&[n + 12]),
        KeyCode::Tab if key.shift => vec!["\x1b[Z".to_owned()],
        KeyCode::Tab => alt("\t".to_owned()),
        KeyCode::Enter => alt("\r".to_owned()),
        KeyCode::Esc => alt("\x1b".to_owned()),
        KeyCode::Backspace => alt("\x7f".to_owned()),
        KeyCode::Char(c) if key.ctrl && c.is_ascii_lowercase() => alt(char::from(c as u8 - b'a' + 1).to_string()),
        KeyCode::Char(' ') if key.ctrl => alt("\0".to_owned()),
        KeyCode::Char(c) if !key.ctrl => {
            // An input method that was left on sends the wide twin.
            let wide = u32::from(c).checked_add(0xfee0).and_then(char::from_u32).filter(|_| c.is_ascii_graphic());
            [alt(c.to_string()), wide.map(|wide| alt(wide.to_string())).unwrap_or_default()].concat()
        }
        code => panic!("nobody sends {code:?} with {mask}"),
    };
    texts.into_iter().map(String::into_bytes).collect()
}
