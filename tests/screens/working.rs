//! Long work: the desk says that the journal is at work, and Esc stops it. The work waits for another program that has the
//! journal, so that it lasts as long as the script wants.

use std::path::Path;
use std::sync::{Arc, Mutex};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rusqlite::Connection;
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{Journal, SessionFilter};
use tomoni::tui::effect::{Order, Seen};
use tomoni::tui::input::key::Key;
use tomoni::tui::model::Model;
use tomoni::tui::msg::{Msg, Stamp};
use tomoni::tui::theme::Theme;
use tomoni::tui::update::update;
use tomoni::tui::view::view;

use crate::support::{Person, Step, clock, dump, keys, text, wait};

const NEW: &str = "unsavedquokka";
const PASSPHRASE: &str = "a lantern under the bridge";

/// Another program, and whether it has the journal.
#[derive(Clone, Default)]
struct Other(Arc<Mutex<Option<Connection>>>);

impl Other {
    /// Nobody else can write from now on; with `wholly` nobody can read, either.
    fn takes(&self, wholly: bool) -> Vec<Step> {
        let held = self.0.clone();
        let take = move |path: &Path| {
            let conn = Connection::open(path).unwrap();
            conn.execute_batch(if wholly { "BEGIN EXCLUSIVE" } else { "BEGIN IMMEDIATE" }).unwrap();
            *held.lock().unwrap() = Some(conn);
        };
        vec![Step::Outside(Box::new(take), 0)]
    }

    fn gives_back(&self) -> Vec<Step> {
        let held = self.0.clone();
        vec![Step::Outside(Box::new(move |_| drop(held.lock().unwrap().take())), 0)]
    }
}

/// A person without colours on a small terminal, with one note.
fn person(lang: Lang) -> Person {
    let person = Person::new(lang).at(80, 24).in_theme(Theme { colour: false, ascii: true });
    let written =
        person.plays([text("Naoko\n"), keys("enter enter enter"), keys("n"), text("said before"), keys("esc q")]);
    assert!(written.left, "{}", written.screen);
    assert_eq!(note(&person), "said before");
    person
}

fn note_at(path: &Path) -> String {
    let journal = Journal::look(path, clock()).map_err(|p| p.message(Lang::En)).unwrap();
    let row = journal.sessions(&SessionFilter::default()).map_err(|p| p.message(Lang::En)).unwrap().remove(0);
    journal.note(row.session.id).map_err(|p| p.message(Lang::En)).unwrap().text().unwrap()
}

fn note(person: &Person) -> String {
    note_at(&person.path()).trim_end().to_owned()
}

/// A key that does not wait for the journal.
fn at_once(name: &str) -> Vec<Step> {
    vec![Step::Hurry(Key::parse(name).unwrap())]
}

fn late(ms: u64) -> Vec<Step> {
    vec![Step::Late(ms)]
}

fn look() -> Vec<Step> {
    vec![Step::Look]
}

/// The note is as it was before.
fn nothing_is_saved() -> Vec<Step> {
    vec![Step::Outside(Box::new(|path| assert_eq!(note_at(path).trim_end(), "said before")), 0)]
}

fn last_line(screen: &str) -> &str {
    screen.trim_end().lines().last().unwrap_or_default()
}

#[test]
fn the_bar_shows_how_much_is_done_as_soon_as_that_is_known() {
    for (lang, size) in [(Lang::En, (80, 24)), (Lang::Ja, (80, 24)), (Lang::En, (60, 16)), (Lang::Ja, (60, 16))] {
        let mut model = Person::new(lang).at(size.0, size.1).model();
        drop(model.write(Order::EmptyBin));
        let ticket = model.last_ticket();
        let bottom = |model: &mut Model, percent: Option<u8>, mono: u64| {
            let now = Stamp { mono, ..model.now };
            drop(update(model, now, Msg::Seen(ticket, Seen { percent, beat: mono })));
            let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
            terminal.draw(|frame| drop(view(model, frame))).unwrap();
            last_line(&dump(terminal.backend().buffer())).to_owned()
        };
        // Before half a second nothing is shown, and before it is known how much there is to do, no figure.
        assert!(!bottom(&mut model, Some(50), 100).contains('%'), "{lang:?}");
        assert!(!bottom(&mut model, None, 600).contains('%'), "{lang:?}");
        for (n, percent) in [0, 1, 9, 10, 42, 99].into_iter().enumerate() {
            let shown = bottom(&mut model, Some(percent), 700 + n as u64);
            assert!(shown.contains(&format!("] {percent:>2} %")), "{lang:?}, {size:?}: {shown}");
            let filled = shown.matches('#').count();
            assert_eq!(filled, usize::from(percent) * 20 / 100, "{lang:?}, {size:?}: {shown}");
            assert!(shown.contains("Esc"), "{lang:?}, {size:?}: {shown}");
        }
        // Another request has its own figure.
        drop(model.write(Order::Undo));
        let now = Stamp { mono: 800, ..model.now };
        let other = model.last_ticket();
        drop(update(&mut model, now, Msg::Seen(other, Seen { percent: Some(77), beat: 1 })));
        assert!(!bottom(&mut model, None, 801).contains("77"));
    }
}

#[test]
fn a_save_that_takes_long_is_shown_and_escape_stops_it() {
    let words = [
        (Lang::En, "Saving … [", "Esc stops it", "Saving was stopped.", "Your text is still"),
        (Lang::Ja, "保存しています", "Esc で中止", "保存を中止しました。", "入力した文"),
    ];
    for (lang, saving, stops, stopped, still_here) in words {
        let person = person(lang);
        let other = Other::default();
        let seen = person.plays([
            keys("enter"),
            other.takes(false),
            text(&format!(" {NEW}")),
            // The note is saved by itself.
            wait(1_100),
            late(400),
            look(),
            late(200),
            look(),
            // Typing goes on.
            at_once("x"),
            at_once("esc"),
            look(),
            nothing_is_saved(),
            look(),
            other.gives_back(),
            wait(29_000),
            nothing_is_saved(),
            wait(2_000),
            look(),
            keys("esc q"),
        ]);
        assert!(seen.left && seen.unsaved.is_empty(), "{}", seen.screen);
        // A terminal in memory keeps what a wide sign has hidden: the bar is looked at where there is none.
        let [soon, bar, _, after, saved] = seen.looks.as_slice() else { panic!("{:?}", seen.looks) };
        assert!(!soon.contains(saving), "nothing is shown at first\n{soon}");
        assert!(last_line(bar).contains(saving) && last_line(bar).contains(stops), "{bar}");
        assert!(lang == Lang::Ja || last_line(bar).contains(" … [  ####              ] "), "{bar}");
        assert!(after.contains(stopped) && after.contains(still_here), "{after}");
        assert!(after.contains(&format!("{NEW}x")), "the text is still there\n{after}");
        assert!(!saved.contains(saving), "{saved}");
        assert_eq!(note(&person), format!("said before {NEW}x"));
    }
}

#[test]
fn what_was_stopped_is_saved_on_the_way_out() {
    for way in ["esc q", "ctrl-q"] {
        let person = person(Lang::En);
        let other = Other::default();
        let seen = person.plays([
            keys("enter"),
            other.takes(false),
            text(&format!(" {NEW}")),
            wait(1_100),
            late(600),
            at_once("esc"),
            other.gives_back(),
            keys(way),
        ]);
        assert!(seen.left && seen.unsaved.is_empty(), "{way}: {}", seen.screen);
        assert_eq!(note(&person), format!("said before {NEW}"), "{way}");
    }
}

#[test]
fn whoever_stops_the_last_save_on_the_way_out_stays() {
    for way in ["ctrl-q", "esc"] {
        let person = person(Lang::En);
        let other = Other::default();
        let seen = person.plays([
            keys("enter"),
            other.takes(false),
            text(&format!(" {NEW}")),
            keys(way),
            late(600),
            look(),
            at_once("esc"),
            nothing_is_saved(),
            look(),
            other.gives_back(),
            // Still in the note.
            text("!"),
            keys("ctrl-q"),
        ]);
        assert!(seen.left && seen.unsaved.is_empty(), "{way}: {}", seen.screen);
        assert!(last_line(&seen.looks[0]).contains("Esc stops it"), "{way}: {}", seen.looks[0]);
        assert!(
            seen.looks[1].contains("Saving was stopped.") && seen.looks[1].contains(NEW),
            "{way}: {}",
            seen.looks[1]
        );
        assert_eq!(note(&person), format!("said before {NEW}!"), "{way}");
    }
}

#[test]
fn undo_on_the_desk_is_stopped_and_can_be_done_again() {
    let person = person(Lang::En);
    let other = Other::default();
    let seen = person.plays([
        keys("enter"),
        text(&format!(" {NEW}")),
        keys("esc"),
        other.takes(false),
        keys("u"),
        late(600),
        look(),
        at_once("esc"),
        look(),
        vec![Step::Outside(Box::new(|path| assert!(note_at(path).contains(NEW))), 0)],
        look(),
        other.gives_back(),
        keys("u"),
        keys("q"),
    ]);
    assert!(seen.left, "{}", seen.screen);
    assert!(last_line(&seen.looks[0]).contains("Undo … ["), "{}", seen.looks[0]);
    assert!(seen.looks[2].contains("Undo was stopped. Nothing in the journal has changed."), "{}", seen.looks[2]);
    assert_eq!(note(&person), "said before", "the step was still there");
}

#[test]
fn reading_is_stopped_and_no_empty_page_is_left() {
    let person = person(Lang::En);
    let other = Other::default();
    let seen = person.plays([
        keys("/"),
        text("befor"),
        other.takes(true),
        text("e"),
        late(600),
        look(),
        at_once("esc"),
        look(),
        other.gives_back(),
        look(),
        keys("esc q"),
    ]);
    assert!(seen.left, "{}", seen.screen);
    assert!(last_line(&seen.looks[0]).contains("Esc stops it"), "{}", seen.looks[0]);
    assert!(seen.looks[2].contains("was stopped. Nothing in the journal has changed."), "{}", seen.looks[2]);
}

#[test]
fn work_does_not_keep_the_vault_open() {
    let person = person(Lang::En);
    let make = |journal: &mut Journal| {
        let new =
            NewVault::make(&Passphrase::new(PASSPHRASE).unwrap(), Cost::FLOOR).unwrap_or_else(|_| panic!("a vault"));
        assert!(journal.seal_on(&new).is_ok());
    };
    make(&mut person.journal());
    let other = Other::default();
    let seen = person.plays([
        keys("f12"),
        text(&format!("{PASSPHRASE}\n")),
        keys("enter"),
        other.takes(false),
        text(&format!(" {NEW}")),
        wait(1_100),
        at_once("f12"),
        late(4_000),
        look(),
        late(1_500),
        nothing_is_saved(),
        look(),
        other.gives_back(),
        keys("esc q"),
    ]);
    assert!(seen.left && seen.unsaved.is_empty(), "{}", seen.screen);
    assert!(!seen.looks[0].contains(NEW) && !seen.looks[0].contains("locked"), "{}", seen.looks[0]);
    assert!(seen.looks[1].contains("locked") && seen.looks[1].contains(NEW), "{}", seen.looks[1]);
    assert_eq!(note(&person), format!("said before {NEW}"));
}

/// The work itself: thousands of lines. Whether it is stopped in time or not, what is said is what is so.
#[test]
fn a_long_paste_is_saved_or_stopped_and_that_is_said() {
    for late_by in [600, 2_000] {
        let person = person(Lang::En);
        let lines: String = (0..4_000).map(|n| format!("\nline {n} of a long paste")).collect();
        let seen = person.plays([
            keys("enter"),
            vec![Step::Paste(lines.clone())],
            wait(1_100),
            late(late_by),
            at_once("esc"),
            vec![Step::Outside(
                Box::new(|path| {
                    let lines = note_at(path).lines().count();
                    assert!(lines == 1 || lines == 4_001, "{lines} lines");
                    std::fs::write(path.with_file_name("lines"), lines.to_string()).unwrap();
                }),
                0,
            )],
            look(),
            keys("ctrl-q"),
        ]);
        assert!(seen.left && seen.unsaved.is_empty(), "{}", seen.screen);
        let saved = std::fs::read_to_string(person.folder().join("lines")).unwrap() == "4001";
        let said = &seen.looks[0];
        assert!(!said.contains("Nothing in the journal has changed") || !saved, "it is saved\n{said}");
        assert!(!said.contains("It was finished before") || saved, "it is not saved\n{said}");
        assert_eq!(note(&person), format!("said before{lines}"));
    }
}
