//! Memory stays bounded whatever is typed and pasted: random keys, pastes, clicks and sizes from a fixed seed, performed
//! on a real journal, and the memory of the process looked at. Alone in its binary, since other tests would be counted.
#![cfg(target_os = "linux")]

#[expect(dead_code, reason = "the scripts of keys in it are played by other tests")]
#[path = "support/mod.rs"]
mod support;

#[expect(dead_code, reason = "what is looked at after each key is looked at by other tests")]
#[path = "bounds/driver.rs"]
mod driver;
#[expect(dead_code, reason = "the texts of fields are tried by other tests")]
#[path = "bounds/input.rs"]
mod input;

use std::sync::{Mutex, PoisonError};

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use tomoni::i18n::Lang;
use tomoni::tui::msg::Msg;

use driver::Driver;
use input::{CHARACTERS, Dice, catalogue, is_long};
use support::Person;

/// Bytes of memory that the process has now.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
}

const MIB: usize = 1 << 20;

fn random(dice: &mut Dice, keys: &[KeyEvent]) -> Msg {
    match dice.below(100) {
        0..=59 => Msg::Key(*dice.of(keys)),
        60..=84 => Msg::Key(KeyEvent::new(KeyCode::Char(*dice.of(CHARACTERS)), KeyModifiers::NONE)),
        // What doubles a text: everything is chosen, copied, and put in twice.
        85..=89 => Msg::Key(*dice.of(&[
            KeyEvent::new(KeyCode::Char('a'), KeyModifiers::ALT),
            KeyEvent::new(KeyCode::Home, KeyModifiers::CONTROL | KeyModifiers::SHIFT),
            KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
            KeyEvent::new(KeyCode::Char('v'), KeyModifiers::CONTROL),
            KeyEvent::new(KeyCode::Char('v'), KeyModifiers::CONTROL),
        ])),
        90..=93 => {
            let length = 1 << dice.below(if is_long() { 22 } else { 15 });
            Msg::Paste("貼り付け pasted\n".chars().cycle().take(length / 2).collect())
        }
        94..=97 => Msg::Mouse(MouseEvent {
            kind: *dice.of(&[MouseEventKind::Down(MouseButton::Left), MouseEventKind::ScrollDown]),
            column: dice.below(120) as u16,
            row: dice.below(40) as u16,
            modifiers: KeyModifiers::NONE,
        }),
        _ => Msg::Tick,
    }
}

/// What is measured is the process, so one test at a time is in it.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn memory_stays_bounded_under_random_keys() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let keys = catalogue();
    let rounds = if is_long() { 300_000 } else { 1_500 };
    let mut dice = Dice(2_026);
    let mut driver = Driver::new(Person::with_sample(Lang::Ja));
    driver.draw((120, 36));
    let begun = resident();
    let mut most = begun;
    for n in 0..rounds {
        driver.feed(random(&mut dice, &keys));
        driver.settle();
        // Nobody leaves: what piles up, piles up.
        (driver.model.quitting, driver.model.leaving) = (false, false);
        if n % 50 == 0 {
            driver.draw((120, 36));
            most = most.max(resident());
            assert!(driver.model.overlays.len() <= 16, "{} overlays on top of each other", driver.model.overlays.len());
        }
        if n % 25_000 == 24_999 {
            println!("{n} messages: {} MiB", resident() / MIB);
        }
    }
    println!("{rounds} messages: from {} MiB to {} MiB, {} MiB at most", begun / MIB, resident() / MIB, most / MIB);
    assert!(most - begun < 64 * MIB, "from {} MiB to {} MiB", begun / MIB, most / MIB);
}

/// The plainest way to much memory: what is in a text, twice, again and again.
#[test]
fn a_text_that_is_doubled_stops_at_its_limit_and_says_so() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let press = |code, modifiers| Msg::Key(KeyEvent::new(code, modifiers));
    let control = |c| press(KeyCode::Char(c), KeyModifiers::CONTROL);
    for command in ["sessions.new", "desk.new-later", "search.open", "desk.palette"] {
        let mut driver = Driver::new(Person::with_sample(Lang::En));
        assert!(driver.run(command), "{command}");
        driver.feed(Msg::Paste("two words ".repeat(20)));
        let mut said = 0;
        for _ in 0..24 {
            // It stays so: two more rounds after the first refusal.
            if said > 2 {
                break;
            }
            // Neither performed nor drawn: it is the text that counts.
            for msg in [
                press(KeyCode::Home, KeyModifiers::CONTROL),
                press(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT),
                control('c'),
                press(KeyCode::End, KeyModifiers::CONTROL),
                control('v'),
            ] {
                drop(driver.ask(msg));
            }
            let is_said = driver.model.notice.as_ref().is_some_and(|n| n.text.contains("not added"));
            said += usize::from(is_said || said > 0);
        }
        let longest = driver.editors().iter().map(|editor| editor.text().len()).max().unwrap_or(0);
        assert!(longest <= 4 * MIB && longest > 100, "{command}: {longest} bytes");
        assert!(said > 0, "{command}: nobody was told");
        if command != "sessions.new" {
            assert!(longest <= 16 << 10, "{command}: {longest} bytes");
        }
    }
    // A paste larger than any note is refused whole, with a sentence.
    let mut driver = Driver::new(Person::with_sample(Lang::En));
    assert!(driver.run("sessions.new"));
    driver.feed(Msg::Paste("x".repeat(100 * MIB)));
    assert!(driver.editors()[0].is_empty());
    assert!(driver.model.notice.as_ref().is_some_and(|n| n.text.contains("nothing was pasted")));
    assert!(resident() < 600 * MIB);
}
