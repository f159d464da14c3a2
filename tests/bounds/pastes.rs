//! A paste as large as one may be: how long the desk works for it, and for the next key.

use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rustix::time::{ClockId, clock_gettime};
use tomoni::i18n::Lang;
use tomoni::tui::msg::Msg;

use super::driver::Driver;
use super::input::is_long;
use super::support::Person;

const MIB: usize = 1 << 20;
/// The time for one look at each letter, so many times. Marks upon letters take the most.
const PASTE: u32 = 250;
const KEY: u32 = 12;

/// What this thread has worked so far: not how long it waited for others on the same machine.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = worked();
    let done = work();
    (worked() - begun, done)
}

fn press(code: KeyCode, modifiers: KeyModifiers) -> Msg {
    Msg::Key(KeyEvent::new(code, modifiers))
}

/// A desk with a new note, in which a line was copied before or not.
fn writing(copied: bool) -> Driver {
    let mut driver = Driver::new(Person::with_sample(Lang::En));
    assert!(driver.run("sessions.new"));
    if copied {
        driver.feed(Msg::Paste("a line that somebody copies, 退職を迷っている".to_owned()));
        for (code, modifiers) in [
            (KeyCode::Home, KeyModifiers::SHIFT),
            (KeyCode::Char('c'), KeyModifiers::CONTROL),
            (KeyCode::End, KeyModifiers::NONE),
            (KeyCode::Enter, KeyModifiers::NONE),
        ] {
            driver.feed(press(code, modifiers));
        }
        driver.settle();
    }
    driver.draw((80, 24));
    driver
}

#[test]
fn the_key_after_a_large_paste_is_handled_soon() {
    let all = [
        ("words in one line", "some words that go on "),
        ("lines", "they said that it went well\n"),
        ("Japanese in one line", "話したことについて、もう少し考える。"),
        ("Japanese lines", "！ 金曜までに報告を送る\n"),
        ("letters without a blank", "x"),
        ("a promise in one line", "! write it down "),
        ("tabs", "a\t"),
        ("marks upon letters", "e\u{301}a\u{308}"),
        ("indented lines", "a line\n  and what belongs to it\n"),
        ("blocks of code", "```\nlet x = 1;\n```\n"),
    ];
    let (shapes, bytes) = if is_long() { (&all[..], 4 * MIB - 100) } else { (&all[..3], MIB) };
    for (n, (what, piece)) in shapes.iter().enumerate() {
        let text = piece.repeat(bytes / piece.len());
        let (unit, _) = timed(|| text.chars().filter(|letter| letter.is_alphanumeric()).count());
        let mut driver = writing(n % 2 == 1);
        let (paste, _) = timed(|| driver.ask(Msg::Paste(text)));
        let (drawn, _) = timed(|| driver.draw((80, 24)));
        let (key, _) = timed(|| driver.ask(press(KeyCode::Char('x'), KeyModifiers::NONE)));
        let (drawn_again, _) = timed(|| driver.draw((80, 24)));
        let (back, _) = timed(|| driver.ask(press(KeyCode::Backspace, KeyModifiers::NONE)));
        let told = format!(
            "{what}: once through the letters {unit:?}; paste {paste:?}, drawn {drawn:?}; a key {key:?}, drawn {drawn_again:?}, backspace {back:?}"
        );
        println!("{told}");
        assert!(paste + drawn < PASTE * unit, "{told}");
        for next in [key + drawn_again, back] {
            assert!(next < KEY * unit, "{told}");
        }
    }
}
