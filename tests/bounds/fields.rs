//! Every key at every caret position in every text field.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::i18n::Lang;
use tomoni::tui::model::Model;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;
use tomoni::tui::widgets::editor::Editor;

use super::driver::Driver;
use super::input::{Dice, catalogue, common_keys, is_long, keys, texts};
use super::places::{Way, desk, fields, focus, ways};

/// Columns and rows: too small for anything, the smallest that shows something, usual, large.
pub const SIZES: [(u16, u16); 8] = [(1, 1), (5, 3), (20, 5), (60, 16), (80, 24), (76, 19), (120, 36), (200, 50)];

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// What is open: the dialogs and screens, and whether a note is.
fn open(driver: &Driver) -> (Vec<std::mem::Discriminant<Overlay>>, bool, bool) {
    let Model { overlays, writing, blank, .. } = &driver.model;
    let overlays = overlays.iter().map(std::mem::discriminant).collect();
    (overlays, writing.as_ref().is_some_and(|w| !w.closing), blank.is_some())
}

/// Goes to a field, empties it, and puts a text in.
fn fill(driver: &mut Driver, way: &Way, field: usize, text: &str) -> bool {
    way.go(driver);
    refill(driver, field, text)
}

/// The same where the field is open already.
fn refill(driver: &mut Driver, field: usize, text: &str) -> bool {
    if field >= fields(driver) || !focus(driver, field) {
        return false;
    }
    for code in [KeyCode::Home, KeyCode::End] {
        let far = KeyModifiers::CONTROL | if code == KeyCode::End { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        drop(driver.ask(Msg::Key(KeyEvent::new(code, far))));
    }
    drop(driver.ask(Msg::Key(plain(KeyCode::Delete))));
    if !text.is_empty() {
        drop(driver.ask(Msg::Paste(text.to_owned())));
    }
    true
}

/// Moves the caret from the start of the text to the right. Long texts have their first and last places tried alone.
fn place_caret(driver: &mut Driver, steps: usize, from_end: bool) {
    let (first, then) = if from_end { (KeyCode::End, KeyCode::Left) } else { (KeyCode::Home, KeyCode::Right) };
    drop(driver.ask(Msg::Key(KeyEvent::new(first, KeyModifiers::CONTROL))));
    for _ in 0..steps {
        drop(driver.ask(Msg::Key(plain(then))));
    }
}

/// What is tried: which key at which caret in which text.
struct Case {
    way: &'static str,
    field: usize,
    text: usize,
    caret: (usize, bool),
    keys: Vec<KeyEvent>,
    size: (u16, u16),
}

/// Tries one case on a field that is filled. Panics of the program are told with their case.
fn holds(driver: &mut Driver, case: &Case) {
    let tried = catch_unwind(AssertUnwindSafe(|| {
        place_caret(driver, case.caret.0, case.caret.1);
        for key in &case.keys {
            drop(driver.ask(Msg::Key(*key)));
            // Nothing is performed: what would be asked of the journal is left open.
            driver.draw(case.size);
            assert_eq!(driver.misplaced_caret(), None, "a caret in the middle of a cluster");
        }
    }));
    let Case { way, field, text, caret, keys, size } = case;
    assert!(tried.is_ok(), "{way}, field {field}, text {text}, caret {caret:?}, {size:?}: {keys:?}");
}

const SHORT: usize = 24;

/// The caret positions of a text: all of them, or both ends of a long one.
fn carets(text: &str) -> Vec<(usize, bool)> {
    let clusters = unicode_segmentation::UnicodeSegmentation::graphemes(text, true).count();
    if clusters <= 2 * SHORT {
        return (0..=clusters).map(|n| (n, false)).collect();
    }
    (0..SHORT).map(|n| (n, false)).chain((0..SHORT).map(|n| (n, true))).collect()
}

#[test]
fn every_key_at_every_caret_in_every_field() {
    let (texts, every_key, catalogue) = (texts(), keys(), catalogue());
    let mut dice = Dice(12);
    let mut tried = 0;
    let per_field = if is_long() { usize::MAX } else { 2 };
    for lang in if is_long() { &Lang::ALL[..] } else { &[Lang::Ja] } {
        let mut driver = desk(*lang);
        for way in ways() {
            way.go(&mut driver);
            for field in 0..fields(&driver) {
                let mut chosen: Vec<usize> = (0..texts.len()).collect();
                while chosen.len() > per_field {
                    chosen.swap_remove(dice.below(chosen.len()));
                }
                for place in chosen {
                    if !fill(&mut driver, &way, field, &texts[place]) {
                        break;
                    }
                    let (carets, begun) = (carets(&texts[place]), open(&driver));
                    let keys = if is_long() { common_keys() } else { (0..2).map(|_| *dice.of(&every_key)).collect() };
                    for (n, key) in keys.into_iter().enumerate() {
                        // After the key that is meant, two others: what it left behind has to hold, too.
                        let keys = vec![key, *dice.of(&catalogue), *dice.of(&every_key)];
                        let caret = if is_long() { carets[n % carets.len()] } else { *dice.of(&carets) };
                        let size = *dice.of(&SIZES);
                        let case = Case { way: way.name, field, text: place, caret, keys, size };
                        holds(&mut driver, &case);
                        tried += 1;
                        if open(&driver) == begun && !driver.model.shares_screen() && !driver.model.leaving {
                            refill(&mut driver, field, &texts[place]);
                        } else {
                            fill(&mut driver, &way, field, &texts[place]);
                        }
                    }
                }
                way.go(&mut driver);
            }
        }
    }
    println!("{tried} cases of three keys each");
}

/// The one that was found first: what the end of a search may become was kept while the caret went elsewhere.
#[test]
fn tab_completes_before_the_caret_wherever_it_went() {
    let mut driver = desk(Lang::En);
    let search = ways().into_iter().find(|way| way.name == "the search").expect("the search");
    let typed = |driver: &Driver| match driver.model.overlays.last() {
        Some(Overlay::Search(searching)) => searching.input.text(),
        _ => panic!("the search is open"),
    };
    let cases: [(&str, &[KeyCode], &str); 4] = [
        ("goal k", &[KeyCode::Tab], "goal kind:"),
        ("goal k", &[KeyCode::Home, KeyCode::Tab], "pair:goal k"),
        ("ki goal", &[KeyCode::Home, KeyCode::Right, KeyCode::Right, KeyCode::Tab], "kind: goal"),
        ("kind:d", &[KeyCode::Tab, KeyCode::Tab], "kind:doubt"),
    ];
    for (text, keys, wanted) in cases {
        fill(&mut driver, &search, 0, text);
        for code in keys {
            drop(driver.ask(Msg::Key(plain(*code))));
        }
        assert_eq!(typed(&driver), wanted, "{text} {keys:?}");
    }
}

#[test]
fn escape_leads_out_of_every_field_whatever_was_typed() {
    let (texts, every_key) = (texts(), catalogue());
    let mut dice = Dice(3);
    let mut driver = desk(Lang::En);
    let rounds = if is_long() { 40 } else { 2 };
    for round in 0..rounds {
        for way in ways() {
            let text = dice.of(&texts).clone();
            fill(&mut driver, &way, 0, &text);
            let keys: Vec<KeyEvent> = (0..3).map(|_| *dice.of(&every_key)).collect();
            for key in &keys {
                drop(driver.ask(Msg::Key(*key)));
            }
            // What the keys asked for was not performed: nothing is waited for.
            driver.model.pending = tomoni::tui::model::Pending::default();
            if let Some(writing) = &mut driver.model.writing {
                writing.sent = None;
            }
            (driver.model.leaving, driver.model.vault.locking) = (false, false);
            driver.draw((80, 24));
            assert!(driver.gets_out(), "{}: no way out after {keys:?} (round {round})", way.name);
        }
    }
}

/// The widget alone, where each case costs nothing: every action at every place of every text.
#[test]
fn the_editor_holds_at_every_caret() {
    use tomoni::tui::widgets::editor::action_for;
    let keys = common_keys();
    let mut tried = 0;
    for text in texts().iter().filter(|text| is_long() || text.len() < 300) {
        for single in [true, false] {
            for (caret, from_end) in carets(text) {
                for key in keys.iter().step_by(if is_long() { 1 } else { 23 }) {
                    let Some(action) = action_for(*key) else { continue };
                    let mut editor = if single { Editor::single_line(text) } else { Editor::from_text(text) };
                    editor.set_viewport(7, 3);
                    let (first, then) =
                        if from_end { (KeyCode::End, KeyCode::Left) } else { (KeyCode::Home, KeyCode::Right) };
                    let far = KeyEvent::new(first, KeyModifiers::CONTROL);
                    editor.handle(action_for(far).expect("a motion"), 0);
                    for _ in 0..caret {
                        editor.handle(action_for(plain(then)).expect("a motion"), 0);
                    }
                    editor.handle(action, 1);
                    let at = editor.caret();
                    let line = editor.lines().nth(at.line).expect("the caret is in the text");
                    assert!(line.text.is_char_boundary(at.byte), "{key:?} at {caret} of {} bytes", text.len());
                    editor.handle(action, 2);
                    tried += 1;
                }
            }
        }
    }
    println!("{tried} cases");
}
