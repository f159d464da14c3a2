//! What the terminal had sent when the system asked the program to stop: text is taken in where a text has the cursor,
//! and no key of it does anything else.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::i18n::Lang;
use tomoni::tui::effect::{Effect, Order};
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;
use tomoni::tui::screens::form::Input;
use tomoni::tui::widgets::editor::Editor;

use super::driver::Driver;
use super::places::{desk, ways};

/// Keys that confirm, leave, delete or choose something somewhere.
const KEYS: [KeyCode; 9] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Char('q'),
    KeyCode::Char('y'),
    KeyCode::Char('x'),
    KeyCode::Char('d'),
    KeyCode::Char('X'),
    KeyCode::Char(' '),
    KeyCode::Tab,
];

const SCREENS: &[&[&str]] = &[
    &[],
    &["desk.bin"],
    &["desk.bin", "bin.empty"],
    &["desk.prepare"],
    &["desk.ledger"],
    &["desk.questions"],
    &["desk.calendar"],
    &["desk.summary"],
    &["desk.goals"],
    &["desk.mentor", "mentor.open"],
    &["desk.promises"],
    &["desk.pairs"],
    &["screen.blank"],
];

fn press(driver: &mut Driver, code: KeyCode) -> Vec<Effect> {
    driver.ask(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

/// What is open: how many screens, whether a note, whether the person leaves.
fn open(driver: &Driver) -> (usize, bool, bool, bool) {
    let model = &driver.model;
    (model.overlays.len(), model.writing.is_some(), model.leaving, model.blank.is_some())
}

fn nothing_is_done(driver: &mut Driver, what: &str) {
    let before = open(driver);
    driver.feed(Msg::LastWords);
    for code in KEYS {
        for effect in press(driver, code) {
            let kept = match &effect {
                Effect::Write(_, order) => matches!(**order, Order::SaveNote(_) | Order::AddNote(..)),
                Effect::Read(..) => true,
                _ => false,
            };
            assert!(kept, "{what}: {code:?} does something");
        }
        assert_eq!(open(driver), before, "{what}: {code:?}");
    }
}

#[test]
fn no_key_does_anything_once_the_program_is_to_stop() {
    let mut driver = desk(Lang::En);
    // Something to be emptied out of the bin.
    driver.restart();
    driver.run("desk.goals");
    driver.run("goals.delete");
    let mut tried = 0;
    for screen in SCREENS {
        driver.restart();
        for id in *screen {
            assert!(driver.run(id), "{screen:?}: {id} is not possible");
        }
        nothing_is_done(&mut driver, &format!("{screen:?}"));
        tried += 1;
    }
    for way in ways() {
        way.go(&mut driver);
        nothing_is_done(&mut driver, way.name);
        tried += 1;
    }
    println!("{tried} places");
}

fn text_of(driver: &Driver) -> Option<String> {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => match &form.fields.get(form.focus)?.input {
            Input::Text(editor) => Some(editor.text()),
            Input::Choice { .. } => None,
        },
        Some(_) => None,
        None => driver
            .model
            .writing
            .as_ref()
            .map(|writing| writing.finding.as_ref().map_or_else(|| writing.editor.text(), Editor::text)),
    }
}

/// Whether the field in focus has selected what it began with.
fn selects(driver: &Driver) -> bool {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => {
            matches!(form.fields.get(form.focus).map(|field| &field.input), Some(Input::Text(editor)) if editor.selection().is_some())
        }
        _ => false,
    }
}

#[test]
fn text_is_taken_in_until_a_key_means_something_else() {
    let mut driver = desk(Lang::En);
    let mut tried = 0;
    for way in ways() {
        way.go(&mut driver);
        let secret = matches!(driver.model.overlays.last(), Some(Overlay::Form(form)) if form.is_secret());
        let Some(before) = text_of(&driver).filter(|_| !secret) else { continue };
        let is_note =
            driver.model.overlays.is_empty() && driver.model.writing.as_ref().is_some_and(|w| w.finding.is_none());
        driver.feed(Msg::LastWords);
        let selected = selects(&driver);
        for c in "qyx".chars() {
            press(&mut driver, KeyCode::Char(c));
        }
        driver.feed(Msg::Paste("pasted".to_owned()));
        let taken = text_of(&driver).unwrap();
        // A value that was selected is replaced.
        let length = if selected { 9 } else { before.len() + 9 };
        assert!(taken.contains("qyxpasted") && taken.len() == length, "{}: {taken}", way.name);
        // In a note Enter is a line end, elsewhere it would answer the dialog.
        press(&mut driver, KeyCode::Enter);
        press(&mut driver, KeyCode::Char('z'));
        let ended = text_of(&driver).unwrap();
        if is_note {
            assert!(ended.contains("qyxpasted\nz"), "{}: {ended}", way.name);
        } else if driver.model.overlays.last().is_some() {
            assert_eq!(ended, taken, "{}", way.name);
        }
        tried += 1;
    }
    println!("{tried} texts");
    assert!(tried > 20, "{tried}");
}
