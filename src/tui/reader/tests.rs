//! Bytes by a script, at the pace of a script.

mod table;

use proptest::prelude::*;
use ratatui::crossterm::event::{MouseEvent, MouseEventKind};

use super::*;
use crate::tui::input::command;
use crate::tui::input::key::Key;
use table::{sent, table};

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
