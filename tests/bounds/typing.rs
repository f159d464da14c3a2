//! What typing means in every text there is: a value is replaced and words are continued, the keys in a text are the same
//! everywhere, and nothing typed is lost by one Esc.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Modifier;
use tomoni::i18n::Lang;
use tomoni::tui::input::key::Key;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;
use tomoni::tui::screens::form::{Input, view};
use tomoni::tui::screens::text::Filled;
use tomoni::tui::screens::wrapup::sheet::{Answer, Asks};
use tomoni::tui::theme::Theme;
use tomoni::tui::widgets::editor::Editor;
use unicode_segmentation::UnicodeSegmentation;

use super::driver::Driver;
use super::places::{Way, desk, fields, ways};

/// What is done with the value of every field of a dialog. A field that is not here is decided by nobody.
const DECIDED: &[(&str, Filled)] = &[
    ("checkin-field-note", Filled::Continued),
    ("checkin-field-value", Filled::Replaced),
    ("feel-field-note", Filled::Continued),
    ("goal-field-baseline", Filled::Replaced),
    ("goal-field-due", Filled::Replaced),
    ("goal-field-reason", Filled::Continued),
    ("goal-field-sign", Filled::Continued),
    ("goal-field-target", Filled::Replaced),
    ("goal-field-title", Filled::Continued),
    ("goal-field-unit", Filled::Replaced),
    ("hard-field-text", Filled::Continued),
    ("item-field-text", Filled::Continued),
    ("jump-field-day", Filled::Replaced),
    ("later-field-text", Filled::Continued),
    ("line-field-due", Filled::Replaced),
    ("pair-field-address", Filled::Replaced),
    ("pair-field-alias", Filled::Replaced),
    ("pair-field-area", Filled::Replaced),
    ("pair-field-every", Filled::Replaced),
    ("pair-field-from", Filled::Replaced),
    ("pair-field-name", Filled::Replaced),
    ("pair-field-paused-until", Filled::Replaced),
    ("pair-field-purpose", Filled::Continued),
    ("pair-field-reading", Filled::Replaced),
    ("pair-field-report", Filled::Replaced),
    ("pair-field-until", Filled::Replaced),
    ("question-field-text", Filled::Continued),
    ("save-field-path", Filled::Replaced),
    ("session-field-at", Filled::Replaced),
    ("session-field-minutes", Filled::Replaced),
    ("session-field-theme", Filled::Replaced),
    ("settle-field-learned", Filled::Continued),
    ("settle-field-result", Filled::Continued),
    ("summary-field-comment", Filled::Continued),
    ("summary-field-since", Filled::Replaced),
    ("summary-field-until", Filled::Replaced),
    ("topic-field-text", Filled::Continued),
    ("vault-field-again", Filled::Replaced),
    ("vault-field-code", Filled::Replaced),
    ("vault-field-new", Filled::Replaced),
    ("vault-field-passphrase", Filled::Replaced),
];

fn press(driver: &mut Driver, name: &str) {
    let key = Key::parse(name).unwrap_or_else(|| panic!("no key {name}"));
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    modifiers.set(KeyModifiers::SHIFT, key.shift);
    drop(driver.ask(Msg::Key(KeyEvent::new(key.code, modifiers))));
}

/// Text as an input method commits it.
fn type_text(driver: &mut Driver, text: &str) {
    for c in text.chars() {
        drop(driver.ask(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))));
    }
}

/// The text that has the cursor, and what is done with the value that it began with.
fn focused(driver: &Driver) -> Option<(&Editor, Filled)> {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => {
            let field = form.fields.get(form.focus)?;
            match &field.input {
                Input::Text(editor) => Some((editor, field.filled)),
                Input::Choice { .. } => None,
            }
        }
        Some(Overlay::WrapUp(wrapping)) => {
            let row = wrapping.focused()?;
            let filled = match row.asks {
                Asks::Next | Asks::Minutes => Filled::Replaced,
                Asks::Reword(..) | Asks::Line(_) | Asks::Pulse(_) | Asks::Tick(_) => Filled::Continued,
            };
            match &row.answer {
                Answer::Words(editor) => Some((editor, filled)),
                Answer::Pulse(_) | Answer::Tick(_) => None,
            }
        }
        Some(Overlay::Search(searching)) => Some((&searching.input, Filled::Replaced)),
        Some(Overlay::Palette(palette)) => Some((&palette.input, Filled::Replaced)),
        Some(_) => None,
        None => {
            let writing = driver.model.writing.as_ref()?;
            Some((writing.finding.as_ref().unwrap_or(&writing.editor), Filled::Continued))
        }
    }
}

fn text_of(driver: &Driver) -> String {
    focused(driver).map(|(editor, _)| editor.text()).unwrap_or_default()
}

fn is_dialog(driver: &Driver) -> bool {
    matches!(driver.model.overlays.last(), Some(Overlay::Form(_) | Overlay::WrapUp(_)))
}

fn is_secret(driver: &Driver) -> bool {
    matches!(driver.model.overlays.last(), Some(Overlay::Form(form)) if form.is_secret())
}

/// Goes to a field with the keyboard, as a person does.
fn walk(driver: &mut Driver, way: &Way, field: usize) {
    way.go(driver);
    for _ in 0..field {
        press(driver, "tab");
    }
}

/// Every text: where it is, and the walk to it.
fn every_text(driver: &mut Driver, mut tried: impl FnMut(&mut Driver, &Way, usize)) -> usize {
    let mut count = 0;
    for way in ways() {
        way.go(driver);
        for field in 0..fields(driver) {
            walk(driver, &way, field);
            if focused(driver).is_some() {
                tried(driver, &way, field);
                count += 1;
            }
            way.go(driver);
        }
    }
    count
}

/// What is selected on the screen, as it shows without colour.
fn marked(driver: &mut Driver) -> String {
    driver.model.theme = Theme { colour: false, ascii: false };
    driver.draw((120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    terminal.draw(|frame| drop(tomoni::tui::view::view(&driver.model, frame))).unwrap();
    let buffer = terminal.backend().buffer();
    let caret = focused(driver).and_then(|(editor, _)| editor.selection());
    assert!(caret.is_some(), "nothing is selected");
    let cells = buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
    cells.map(|cell| cell.symbol()).collect()
}

#[test]
fn a_value_is_replaced_by_the_first_letter_and_words_are_continued() {
    let mut driver = desk(Lang::En);
    let mut selected = 0;
    let count = every_text(&mut driver, |driver, way, field| {
        let at = format!("{}, field {field}", way.name);
        if let Some(Overlay::Form(form)) = driver.model.overlays.last() {
            let asked = &form.fields[form.focus];
            let decided = DECIDED.iter().find(|(label, _)| *label == asked.label);
            assert_eq!(decided.map(|(_, filled)| *filled), Some(asked.filled), "{at}: {}", asked.label);
        }
        let (editor, filled) = focused(driver).expect("a text");
        let before = editor.text();
        if !is_dialog(driver) || before.is_empty() {
            return;
        }
        if filled == Filled::Continued {
            assert_eq!(editor.selection(), None, "{at}");
            type_text(driver, "次");
            assert_eq!(text_of(driver), format!("{before}次"), "{at}");
            return;
        }
        selected += 1;
        // An end of it is in sight, whatever its length.
        let shown = marked(driver);
        let end: String = before.graphemes(true).rev().take(5).collect::<Vec<_>>().into_iter().rev().collect();
        assert!(shown.contains(&end), "{at}: {shown}");
        for (keys, wanted) in [
            ("次 回", "次回".to_owned()),
            ("left", before.clone()),
            ("right", before.clone()),
            ("home", before.clone()),
            ("end", before.clone()),
            ("ctrl-a", before.clone()),
            ("ctrl-e", before.clone()),
            ("backspace", String::new()),
            ("delete", String::new()),
            ("ctrl-u", String::new()),
            ("end x", format!("{before}x")),
            ("right x", format!("{before}x")),
            ("left x", format!("x{before}")),
            ("home x", format!("x{before}")),
            // Whoever comes back finds it selected again, and what they typed themselves is not.
            ("shift-tab tab x", "x".to_owned()),
            ("x shift-tab tab y", "xy".to_owned()),
        ] {
            walk(driver, way, field);
            if matches!(driver.model.overlays.last(), Some(Overlay::WrapUp(_))) && keys.contains("shift-tab") {
                // The first row has none above it.
                continue;
            }
            keys.split(' ').for_each(|key| press(driver, key));
            assert_eq!(text_of(driver), wanted, "{at}: {keys}");
            if wanted == before {
                assert_eq!(focused(driver).expect("a text").0.selection(), None, "{at}: {keys}");
            }
        }
        walk(driver, way, field);
        drop(driver.ask(Msg::Paste("来週の金曜".to_owned())));
        assert_eq!(text_of(driver), "来週の金曜", "{at}: pasted");
        press(driver, "ctrl-z");
        assert_eq!(text_of(driver), before, "{at}: undone");
    });
    println!("{count} texts, {selected} of them with a value");
    assert!(selected > 15, "{selected}");
}

/// Keys, and what they make of [`SAMPLE`] with the caret at its end.
const SAMPLE: &str = "one two 会議メモ";
const MEANT: &[(&str, &str)] = &[
    ("ctrl-w", "one two 会議"),
    ("alt-backspace", "one two 会議"),
    ("ctrl-backspace", "one two 会議"),
    ("ctrl-w ctrl-w ctrl-w", "one "),
    ("ctrl-u", ""),
    ("ctrl-left ctrl-u", "メモ"),
    ("alt-b ctrl-k", "one two 会議"),
    ("ctrl-left ctrl-left ctrl-k", "one two "),
    ("ctrl-a ctrl-k", ""),
    ("home ctrl-k", ""),
    ("ctrl-a ctrl-u", SAMPLE),
    ("home alt-f ctrl-u", " two 会議メモ"),
    ("ctrl-a ctrl-right ctrl-right ctrl-u", " 会議メモ"),
    ("home ctrl-e ctrl-w", "one two 会議"),
    ("home end ctrl-w", "one two 会議"),
    ("ctrl-u ctrl-z", SAMPLE),
];

#[test]
fn the_keys_in_a_text_mean_the_same_everywhere() {
    let mut driver = desk(Lang::En);
    let count = every_text(&mut driver, |driver, way, field| {
        for (keys, wanted) in MEANT {
            press(driver, "ctrl-home");
            press(driver, "shift-ctrl-end");
            press(driver, "delete");
            assert_eq!(text_of(driver), "", "{}, field {field}", way.name);
            drop(driver.ask(Msg::Paste(SAMPLE.to_owned())));
            press(driver, "end");
            keys.split(' ').for_each(|key| press(driver, key));
            assert_eq!(text_of(driver), *wanted, "{}, field {field}: {keys}", way.name);
        }
    });
    println!("{count} texts");
    assert!(count > 60, "{count}");
}

#[test]
fn one_esc_loses_nothing_that_was_typed_and_the_second_one_lets_it_go() {
    for lang in Lang::ALL {
        let mut driver = desk(lang);
        let mut asked = 0;
        every_text(&mut driver, |driver, way, field| {
            let at = format!("{lang:?}: {}, field {field}", way.name);
            let asks = is_dialog(driver) && !is_secret(driver);
            let (before, depth) = (text_of(driver), driver.model.overlays.len());
            let open = |driver: &Driver| driver.model.overlays.len() == depth;
            // Nothing typed: it closes at once.
            press(driver, "esc");
            assert!(!is_dialog(driver) || !open(driver), "{at}");
            let keys = [("key", "Esc".into()), ("enter", "Enter".into()), ("save", "Ctrl-S".into())];
            let question = lang.fill("give-up-question", keys);
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            walk(driver, way, field);
            type_text(driver, "つ");
            let typed = text_of(driver);
            press(driver, "esc");
            if !asks {
                assert!(!is_dialog(driver) || !open(driver), "{at}: a passphrase");
                return;
            }
            asked += 1;
            assert!(open(driver) && text_of(driver) == typed, "{at}: {before} {typed}");
            for size in [(60, 16), (80, 24)] {
                let screen = driver.screen(size);
                assert!(plain(&screen).contains(&plain(&question)), "{at}\n{screen}");
            }
            // Enter was meant for no dialog that is given up; a letter goes on in the text.
            for (key, wanted) in [("enter", typed.clone()), ("y", format!("{typed}y"))] {
                press(driver, key);
                assert!(open(driver) && text_of(driver) == wanted, "{at}: {key}");
                let screen = driver.screen((80, 24));
                assert!(!plain(&screen).contains(&plain(&question)), "{at}: {key}\n{screen}");
                press(driver, "esc");
                assert!(open(driver), "{at}: asked again after {key}");
            }
            drop(driver.ask(Msg::Paste("も".to_owned())));
            assert!(open(driver) && text_of(driver) == format!("{typed}yも"), "{at}: pasted");
            press(driver, "esc");
            press(driver, "esc");
            assert!(driver.model.overlays.len() < depth, "{at}: gone at the second");
            // Ctrl-S saves behind the question as it does without it, and Tab goes on.
            let outcome = |driver: &mut Driver, keys: &[&str]| {
                walk(driver, way, field);
                type_text(driver, "つ");
                keys.iter().for_each(|key| press(driver, key));
                let told = (driver.model.overlays.len(), text_of(driver));
                while driver.model.overlays.len() >= depth {
                    press(driver, "esc");
                }
                told
            };
            for key in ["ctrl-s", "tab"] {
                assert_eq!(outcome(driver, &["esc", key]), outcome(driver, &[key]), "{at}: {key}");
            }
        });
        println!("{asked} texts");
        assert!(asked > 50, "{asked}");
    }
}

#[test]
fn a_choice_is_made_by_digit_and_the_arrows_stay_in_a_column() {
    let (mut columns, mut rows) = (0, 0);
    for lang in Lang::ALL {
        let mut driver = desk(lang);
        for way in ways() {
            way.go(&mut driver);
            driver.draw((80, 24));
            for field in 0..fields(&driver) {
                let at = format!("{lang:?}: {}, field {field}", way.name);
                way.go(&mut driver);
                driver.draw((80, 24));
                for _ in 0..field {
                    press(&mut driver, "tab");
                }
                let choice = |driver: &Driver| match driver.model.overlays.last() {
                    Some(Overlay::Form(form)) => match &form.fields[form.focus].input {
                        Input::Choice { options, chosen } => Some((options.clone(), *chosen, form.focus)),
                        Input::Text(_) => None,
                    },
                    _ => None,
                };
                let Some((options, _, focus)) = choice(&driver) else { continue };
                let is_column = view::is_column(&options, view::inner_width(80));
                for n in 1..=options.len().min(9) {
                    press(&mut driver, &n.to_string());
                    let chosen = choice(&driver).expect("still a choice").1;
                    let begins = options.iter().position(|option| option.starts_with(&n.to_string()));
                    assert_eq!(chosen, begins.unwrap_or(n - 1), "{at}: {n} of {options:?}");
                }
                let before = choice(&driver);
                for key in ["0", "9", "ctrl-a", "ctrl-u", "alt-b"] {
                    let is_option = options.iter().any(|option| option.starts_with(key));
                    if !is_option && options.len() < 9 {
                        press(&mut driver, key);
                        assert_eq!(choice(&driver), before, "{at}: {key}");
                    }
                }
                if is_column {
                    columns += 1;
                    for _ in 0..=options.len() {
                        press(&mut driver, "down");
                    }
                    assert_eq!(
                        choice(&driver).map(|(_, chosen, at)| (chosen, at)),
                        Some((options.len() - 1, focus)),
                        "{at}"
                    );
                    for _ in 0..=options.len() {
                        press(&mut driver, "up");
                    }
                    assert_eq!(choice(&driver).map(|(_, chosen, at)| (chosen, at)), Some((0, focus)), "{at}");
                } else {
                    rows += 1;
                    let all = fields(&driver);
                    press(&mut driver, "down");
                    let Some(Overlay::Form(form)) = driver.model.overlays.last() else { panic!("{at}") };
                    assert_eq!(form.focus, (focus + 1) % all, "{at}");
                    continue;
                }
                let all = fields(&driver);
                press(&mut driver, "tab");
                let Some(Overlay::Form(form)) = driver.model.overlays.last() else { panic!("{at}") };
                assert_eq!(form.focus, (focus + 1) % all, "{at}: Tab leaves");
            }
        }
    }
    println!("{columns} columns, {rows} rows");
    assert!(columns > 1 && rows > 4, "{columns} {rows}");
}

/// The passphrase that somebody typed is asked about by nobody, and nothing of it stays.
#[test]
fn a_passphrase_goes_with_its_dialog() {
    let mut driver = desk(Lang::En);
    for way in ways().into_iter().filter(|way| ["the passphrase", "a new vault"].contains(&way.name)) {
        way.go(&mut driver);
        type_text(&mut driver, "a lantern");
        press(&mut driver, "esc");
        assert!(driver.model.overlays.is_empty() && driver.model.given.is_empty(), "{}", way.name);
    }
}
