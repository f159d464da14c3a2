//! Bytes by a script, at the pace of a script.

use proptest::prelude::*;
use ratatui::crossterm::event::{KeyEventKind, MouseButton, MouseEvent, MouseEventKind};

use super::*;
use crate::tui::input::command;
use crate::tui::input::key::Key;

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Event(Event::Key(KeyEvent::new(code, modifiers)))
}

fn letter(letter: char) -> Input {
    let modifiers = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(KeyCode::Char(letter), modifiers)
}

fn paste(text: &str) -> Input {
    Input::Event(Event::Paste(text.to_owned()))
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Input {
    Input::Event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

/// Pieces of bytes, and how many milliseconds pass before each; everything that came of them after a long time.
fn read(pieces: &[(u64, &[u8])]) -> Vec<Input> {
    let (mut reader, mut now, mut inputs) = (Reader::new(), 0, Vec::new());
    for (wait, bytes) in pieces {
        now = pass(&mut reader, now, *wait);
        reader.feed(bytes, now);
        inputs.extend(std::iter::from_fn(|| reader.pop()));
    }
    pass(&mut reader, now, 60_000);
    inputs.extend(std::iter::from_fn(|| reader.pop()));
    assert!(reader.begun.is_empty(), "nothing is kept for ever");
    inputs
}

/// Lets time pass as the loop does, which wakes at the deadline.
fn pass(reader: &mut Reader, now: u64, wait: u64) -> u64 {
    let until = now + wait;
    while let Some(at) = reader.deadline().filter(|at| *at <= until) {
        reader.expire(at);
        assert!(reader.deadline().is_none_or(|next| next > at), "time goes on");
    }
    until
}

/// What the program understands, with what it is: keys in the forms that terminals send them, mouse, focus, answers.
fn table() -> Vec<(Vec<u8>, Vec<Input>)> {
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

#[test]
fn every_row_of_the_table_is_read_whole_and_byte_by_byte() {
    for (bytes, inputs) in table() {
        let shown = bytes.escape_ascii().to_string();
        assert_eq!(read(&[(0, &bytes)]), inputs, "{shown}");
        let single: Vec<(u64, &[u8])> = bytes.chunks(1).map(|byte| (HALF - 1, byte)).collect();
        assert_eq!(read(&single), inputs, "{shown}, a byte at a time");
    }
}

#[test]
fn every_prefix_ends_and_swallows_nothing_that_comes_later() {
    let mut tried = 0;
    for (bytes, _) in table() {
        for end in 1..bytes.len() {
            let prefix = &bytes[..end];
            let shown = prefix.escape_ascii().to_string();
            let alone = read(&[(0, prefix)]);
            for (after, next) in [
                // At once, what cannot go on any sequence; after a while, what a person types.
                (0, "\r"),
                (HALF + 1, "x"),
                (HALF + 1, "目"),
                (LATE + SILENCE + 1, "A"),
                (LATE + SILENCE + 1, "q"),
            ] {
                let is_paste = prefix.starts_with(PASTE_BEGINS);
                if is_paste && after <= SILENCE {
                    continue;
                }
                let inputs = read(&[(0, prefix), (after, next.as_bytes())]);
                let expected = if next == "\r" {
                    key(KeyCode::Enter, KeyModifiers::NONE)
                } else {
                    letter(next.chars().next().unwrap())
                };
                // After Esc, within the time for it, a key is that key with Alt.
                let with_alt = after == 0 && prefix.ends_with(b"\x1b");
                match inputs.last() {
                    Some(Input::Event(Event::Key(found))) if with_alt => {
                        assert_eq!(found.code, KeyCode::Enter, "{shown}");
                    }
                    found => assert_eq!(found, Some(&expected), "{shown}, then {next} after {after} ms: {inputs:?}"),
                }
                if after > HALF {
                    assert_eq!(inputs[..inputs.len() - 1], alone, "{shown} is what it is, whatever follows");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 3_000, "{tried}");
}

#[test]
fn what_is_unfinished_is_resolved() {
    use KeyCode::{Char, Esc};
    const ALT: KeyModifiers = KeyModifiers::ALT;
    const NONE: KeyModifiers = KeyModifiers::NONE;
    let shift_alt = ALT | KeyModifiers::SHIFT;
    let rows: [(&[u8], Vec<Input>); 14] = [
        (b"\x1b", vec![key(Esc, NONE)]),
        (b"\x1b\x1b", vec![key(Esc, NONE), key(Esc, NONE)]),
        (b"\x1b\x1b\x1b", vec![key(Esc, NONE), key(Esc, NONE), key(Esc, NONE)]),
        (b"\x1bO", vec![key(Char('O'), shift_alt)]),
        (b"\x1b[", vec![key(Char('['), ALT)]),
        (b"\x1b]", vec![key(Char(']'), ALT)]),
        (b"\x1bP", vec![key(Char('P'), shift_alt)]),
        (b"\x1b\x1bO", vec![key(Esc, NONE), key(Char('O'), shift_alt)]),
        (b"\x1b[1;5", vec![]),
        (b"\x1b[<35;1", vec![]),
        (b"\x1b]11;rgb:", vec![]),
        (b"\xe7\x9b", vec![]),
        (b"\x1b\xe7\x9b", vec![key(Esc, NONE)]),
        (b"\xff\xfe\xc0\x80\xf5", vec![]),
    ];
    for (bytes, inputs) in rows {
        assert_eq!(read(&[(0, bytes)]), inputs, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_late_rest_completes_a_long_sequence_and_a_letter() {
    let rows: [(&[u8], &[u8], Input); 4] = [
        (b"\x1b[<35;4", b"0;20M", mouse(MouseEventKind::Moved, 39, 19)),
        (b"\x1b[1;5", b"F", key(KeyCode::End, KeyModifiers::CONTROL)),
        (b"\x1b[20", b"0~x\x1b[201~", paste("x")),
        (b"\xe7\x9b", b"\xae", letter('目')),
    ];
    for (first, rest, input) in rows {
        assert_eq!(read(&[(0, first), (400, rest)]), [input], "{}", first.escape_ascii());
    }
}

#[test]
fn esc_and_a_report_at_the_same_time_are_both() {
    let moved = mouse(MouseEventKind::Moved, 0, 0);
    assert_eq!(read(&[(0, b"\x1b\x1b[<35;1;1M")]), [key(KeyCode::Esc, KeyModifiers::NONE), moved]);
    let pasted = read(&[(0, b"\x1b\x1b[200~x\x1b[201~")]);
    assert_eq!(pasted, [key(KeyCode::Esc, KeyModifiers::NONE), paste("x")]);
}

#[test]
fn a_paste_without_its_end_is_handed_over_and_keys_are_keys_again() {
    let esc = key(KeyCode::Esc, KeyModifiers::NONE);
    // Somebody types on.
    assert_eq!(read(&[(0, b"\x1b[200~lost"), (1_500, b"q")]), [paste("lost"), letter('q')]);
    // Somebody presses Esc, which could be the first byte of the end.
    assert_eq!(
        read(&[(0, b"\x1b[200~lost"), (200, b"\x1b"), (1_500, b"q")]),
        [paste("lost"), esc.clone(), letter('q')]
    );
    assert_eq!(read(&[(0, b"\x1b[200~lost"), (1_500, b"\x1b"), (100, b"q")]), [paste("lost"), esc, letter('q')]);
    // It was the connection: the rest is no row of commands.
    let rest = b"and the rest of the paste\x1b[201~q";
    assert_eq!(
        read(&[(0, b"\x1b[200~lost "), (5_000, rest)]),
        [paste("lost "), paste("and the rest of the paste"), letter('q')]
    );
    assert_eq!(read(&[(0, b"\x1b[200~x\x1b[2"), (3_000, b"01~q")]), [paste("x"), letter('q')]);
    // In the middle of a letter.
    assert_eq!(read(&[(0, b"\x1b[200~\xe7\x9b"), (3_000, b"\xae\x1b[201~")]), [paste("目")]);
    // What looks like its end, or its beginning, is text.
    assert_eq!(read(&[(0, b"\x1b[200~\x1b[20\x1b[200~\x1b\x1b[201~")]), [paste("\x1b[20\x1b[200~\x1b")]);
}

#[test]
fn an_endless_paste_takes_no_more_memory_than_a_paste_may() {
    let mut reader = Reader::new();
    reader.feed(PASTE_BEGINS, 0);
    let (mut pastes, mut most) = (Vec::new(), 0);
    for now in 0..1_500 {
        reader.feed(&[b'x'; 4_096], now);
        most = most.max(reader.paste.as_ref().map_or(0, Paste::kept));
        pastes.extend(std::iter::from_fn(|| reader.pop()));
    }
    assert!(most <= PASTE_LIMIT + 4_096, "{most}");
    // The desk is told of it once: it was too much.
    assert!(matches!(&pastes[..], [Input::Event(Event::Paste(text))] if text.len() == PASTE_LIMIT + 1));
    reader.feed(b"\x1b[201~q", 1_600);
    assert_eq!(reader.pop(), Some(letter('q')));
    assert_eq!(reader.pop(), None);
}

#[test]
fn endless_sequences_take_no_memory_and_end() {
    for begin in ["\x1b[", "\x1b]0", "\x1bP1", "\x1b[<"] {
        let mut reader = Reader::new();
        reader.feed(begin.as_bytes(), 0);
        for now in 0..100 {
            reader.feed(&[b'1'; 4_096], now);
            assert!(reader.begun.len() <= 4_200 && reader.begun.capacity() <= 16_384);
            while reader.pop().is_some() {}
        }
        reader.feed(b"\r", 100);
        assert_eq!(reader.pop(), Some(key(KeyCode::Enter, KeyModifiers::NONE)), "{begin:?}");
    }
}

/// Every key that the catalogue has, as terminals send it, is that key to the catalogue.
#[test]
fn every_key_of_the_catalogue_arrives() {
    let mut keys = std::collections::BTreeSet::new();
    for command in command::all() {
        keys.extend(command.keys);
    }
    assert!(keys.len() > 60, "the test no longer finds the keys");
    for name in keys {
        let wanted = Key::parse(name).unwrap();
        for bytes in sent(wanted) {
            let [Input::Event(Event::Key(event))] = read(&[(0, &bytes)])[..] else {
                panic!("{name} as {} is no key", bytes.escape_ascii());
            };
            assert_eq!(Key::of_command(event), wanted, "{name} as {}", bytes.escape_ascii());
        }
    }
}

/// What terminals send for a key.
fn sent(key: Key) -> Vec<Vec<u8>> {
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

/// What a row gives wherever it stands: none that a row before it could change, or that waits for what follows.
fn stands_alone(bytes: &[u8]) -> bool {
    !bytes.starts_with(b"\x1b\x1b") && bytes != b"\x1b"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("TOMONI_LONG").is_some() { 4_000 } else { 150 }))]

    /// Bursts of any length, cut anywhere, at any pace that a sequence survives: every event, in order.
    #[test]
    fn nothing_is_lost_however_bytes_arrive(
        rows in prop::collection::vec(any::<prop::sample::Index>(), 1..400),
        cuts in prop::collection::vec((1..200_usize, 0..HALF), 1..50),
    ) {
        let table: Vec<_> = table().into_iter().filter(|(bytes, _)| stands_alone(bytes)).collect();
        let chosen: Vec<_> = rows.iter().map(|index| index.get(&table)).collect();
        let bytes: Vec<u8> = chosen.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        let expected: Vec<Input> = chosen.iter().flat_map(|(_, inputs)| inputs.clone()).collect();
        let (mut pieces, mut rest) = (Vec::new(), &bytes[..]);
        for (length, wait) in cuts.into_iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at(length.min(rest.len()));
            pieces.push((wait, piece));
            rest = after;
        }
        prop_assert_eq!(read(&pieces), expected);
    }

    /// Whatever bytes come, at whatever pace: no panic, nothing is kept for ever, and Enter is Enter afterwards.
    #[test]
    fn any_bytes_at_all_are_survived(
        pieces in prop::collection::vec((0..2_000_u64, prop::collection::vec(odd_byte(), 0..60)), 0..30),
    ) {
        let mut pieces: Vec<(u64, &[u8])> = pieces.iter().map(|(wait, bytes)| (*wait, &bytes[..])).collect();
        pieces.push((60_000, b"\r"));
        prop_assert_eq!(read(&pieces).pop(), Some(key(KeyCode::Enter, KeyModifiers::NONE)));
    }
}

/// Mostly bytes that mean something.
fn odd_byte() -> impl Strategy<Value = u8> {
    prop_oneof![any::<u8>(), prop::sample::select(b"\x1b[O]P<?>;:0123456789~MmRuABCDHFIZ\\\x07 \xe7\x9b\xae".to_vec())]
}

#[test]
fn a_burst_of_a_hundred_thousand_bytes_arrives_whole() {
    for length in [1, 1_023, 1_024, 1_025, 4_096, 100_000] {
        let bytes = vec![b'j'; length];
        assert_eq!(read(&[(0, &bytes)]).len(), length);
        let report = b"\x1b[<35;10;10M".repeat(length.div_ceil(12));
        assert_eq!(read(&[(0, &report)]).len(), length.div_ceil(12));
    }
}
