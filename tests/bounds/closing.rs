//! Words of a sealed line typed into every field there is: a file that is written when the desk closes has none of them,
//! and neither has a desk whose vault is locked.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::domain::Readers;
use tomoni::domain::vault::VaultState;
use tomoni::tui::effect::{Effect, Outcome, Query};
use tomoni::tui::input::command;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;

use super::driver::Driver;
use super::taking::{Reach, WORDS, clear, desk, every_field, readers};

const SIZE: (u16, u16) = (120, 40);

fn types(driver: &mut Driver, field: usize, words: &str) {
    clear(driver, field);
    for letter in words.chars() {
        driver.feed(Msg::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)));
    }
    driver.settle();
}

/// The system asks the program to stop; what it tells on the terminal then.
fn stops(driver: &mut Driver) -> String {
    driver.feed(Msg::Stop);
    driver.settle();
    assert!(driver.model.quitting, "it does not end");
    driver.model.leave.farewell.join(" ")
}

/// Locks as the desk does, but lets the journal keep the key for the next field.
fn locks(driver: &mut Driver) {
    let lock = command::find("vault.lock").expect("the command is there");
    driver.model.now = driver.stamp();
    let effects = lock.call(&mut driver.model);
    for effect in effects {
        let effect = match effect {
            Effect::Lock(typed) => driver.model.read(Query::Compare(typed)),
            other => other,
        };
        driver.perform(vec![effect]);
    }
    driver.settle();
    driver.feed(Msg::Outcome(0, Outcome::Vault(VaultState::Locked)));
    driver.settle();
    assert!(driver.model.is_locked());
}

#[test]
fn no_file_has_words_of_a_sealed_line_that_were_typed_into_a_field() {
    let mut driver = desk(Reach::Sealed);
    let (mut tried, mut counted) = (0, 0);
    every_field(
        &mut driver,
        |_| true,
        |driver, way, field| {
            types(driver, field, WORDS);
            let told = stops(driver);
            assert!(!driver.rescued.contains("rutabaga"), "{way}, field {field}:\n{}", driver.rescued);
            (tried, counted) = (tried + 1, counted + usize::from(told.contains("private line")));
        },
    );
    println!("{tried} fields, {counted} with a line that was left out");
    assert!(tried > 60 && counted > 30, "{tried} {counted}");
}

#[test]
fn other_words_are_in_the_file_although_there_is_a_vault() {
    let mut driver = desk(Reach::Sealed);
    let mut kept = 0;
    every_field(
        &mut driver,
        |readers| readers.keeps_words(),
        |driver, way, field| {
            types(driver, field, "tundra sorrel marl kelp");
            let told = stops(driver);
            let is_kept = driver.rescued.contains("tundra sorrel marl kelp");
            // What is hard to say is to be sealed whatever it says, and a file name is kept nowhere.
            let is_other = ["what is hard to say", "a summary saved"].contains(&way);
            assert!(is_kept || is_other, "{way}, field {field}: {told}\n{}", driver.rescued);
            kept += usize::from(is_kept);
        },
    );
    assert!(kept > 20, "{kept}");
}

#[test]
fn a_locked_desk_shows_and_keeps_no_words_of_a_sealed_line() {
    let mut driver = desk(Reach::Sealed);
    let mut tried = 0;
    every_field(
        &mut driver,
        |_| true,
        |driver, way, field| {
            let readers = readers(driver, field);
            let said = format!("{way}, field {field}, {readers:?}");
            types(driver, field, WORDS);
            locks(driver);
            let undo = [KeyCode::Char('z'), KeyCode::Char('y'), KeyCode::Char('z'), KeyCode::Char('v')];
            for n in 0..=undo.len() {
                let screen = driver.screen(SIZE);
                assert!(!screen.contains("rutabaga"), "{said}, after {n} keys:\n{screen}");
                // A line waits for the key, unseen: then it is sealed. Elsewhere the words could never be kept.
                let here = driver.editors().iter().any(|editor| editor.text().contains("rutabaga"));
                let is_line = readers == Readers::Line
                    && matches!(driver.model.overlays.last(), Some(Overlay::Form(_) | Overlay::WrapUp(_)));
                assert_eq!(here, is_line, "{said}, after {n} keys");
                if is_line {
                    // Steps back lead through what was typed.
                    break;
                }
                undo.get(n)
                    .into_iter()
                    .for_each(|code| driver.feed(Msg::Key(KeyEvent::new(*code, KeyModifiers::CONTROL))));
            }
            let told = stops(driver);
            assert!(!driver.rescued.contains("rutabaga"), "{said}:\n{}", driver.rescued);
            assert_eq!(told.contains("private line"), readers == Readers::Line, "{said}: {told}");
            tried += 1;
        },
    );
    assert!(tried > 60, "{tried}");
}
