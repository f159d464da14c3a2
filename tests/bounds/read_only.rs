//! A journal in which nothing may be changed, driven by the table of commands: what writes is refused before it opens
//! anything and is offered nowhere, and what the table says only looks writes nothing.

use std::collections::BTreeSet;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::tui::effect::{Effect, Order};
use tomoni::tui::input::command::{self, Command, Does, Scope, Shows};
use tomoni::tui::input::key::Key;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;

use super::driver::Driver;
use super::places::{desk, prepared, ways};
use super::support::{Person, clock};

/// The screens in which something can be chosen, by the commands that lead there and look only.
const SCREENS: &[&[&str]] = &[
    &["desk.sessions"],
    &["desk.sessions", "desk.last"],
    &["desk.sessions", "desk.first"],
    &["desk.sessions", "desk.next-pane"],
    &["desk.goals"],
    &["desk.mentor"],
    &["desk.mentor", "mentor.open"],
    &["desk.pairs"],
    &["desk.pairs", "desk.down"],
    &["desk.pairs", "desk.down", "desk.down"],
    &["desk.promises"],
    &["desk.prepare"],
    &["desk.prepare", "prep.down", "prep.down", "prep.down"],
    &["desk.prepare", "prep.last"],
    &["desk.ledger"],
    &["desk.ledger", "ledger.filter"],
    &["desk.questions"],
    &["desk.questions", "questions.last"],
    &["desk.bin"],
    &["desk.goals", "goals.open"],
    &["desk.summary"],
    &["desk.calendar"],
    &["desk.timeline"],
    &["desk.help"],
    &["desk.palette"],
    &["search.open"],
];

fn go(driver: &mut Driver, screen: &[&str]) {
    driver.restart();
    for id in screen {
        assert!(driver.run(id), "{screen:?}: {id} is not possible");
    }
}

/// Every command that could be called now: by its key, or from the palette.
fn callable(driver: &Driver) -> Vec<&'static Command> {
    let chain = driver.model.scope().chain();
    let here = |c: &&&Command| chain.contains(&c.scope) && (c.available)(&driver.model);
    command::all().iter().filter(here).copied().collect()
}

/// What a desk must not do in a journal that may not be changed. The log of what was given away is left out where it
/// cannot be written, and an open note is kept by rules of its own.
fn changes(driver: &Driver, effects: &[Effect]) -> Option<String> {
    for effect in effects {
        if let Effect::Write(_, order) = effect {
            match **order {
                Order::LogShare(_) | Order::SaveNote(_) | Order::AddNote(..) => {}
                _ => return Some(format!("an order: {}", order.what())),
            }
        }
    }
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) if form.kind.writes() => Some(format!("the dialog {}", form.title)),
        Some(Overlay::Confirm(confirm)) if confirm.question.writes() => Some("a question".to_owned()),
        Some(Overlay::WrapUp(_)) => Some("a wrap-up".to_owned()),
        _ => None,
    }
}

/// How many dialogs and screens are open, and whether a note is.
fn open(driver: &Driver) -> (usize, bool) {
    (driver.model.overlays.len(), driver.model.writing.is_some())
}

#[test]
fn what_only_looks_by_the_table_changes_nothing() {
    let mut driver = desk(Lang::En);
    let mut seen = BTreeSet::new();
    let mut tried = 0;
    let all: Vec<Option<&[&str]>> = SCREENS.iter().copied().map(Some).chain([None]).collect();
    let ways = ways();
    for screen in all {
        let places: Vec<usize> = if screen.is_some() { vec![0] } else { (0..ways.len()).collect() };
        for place in places {
            let arrive = |driver: &mut Driver| match screen {
                Some(screen) => go(driver, screen),
                None => ways[place].go(driver),
            };
            arrive(&mut driver);
            // Enter in the palette calls another one, which has its own turn.
            for command in callable(&driver).into_iter().filter(|command| command.id != "palette.run") {
                if command.writes(&driver.model) || !seen.insert((command.id, driver.model.scope(), screen.is_some())) {
                    continue;
                }
                let (_, writes) = open(&driver);
                let was_changing = changes(&driver, &[]).is_some();
                driver.model.now = driver.stamp();
                let effects = command.call(&mut driver.model);
                let done = changes(&driver, &effects).filter(|_| !was_changing);
                let begins = !writes && driver.model.writing.is_some();
                assert!(done.is_none() && !begins, "{} changes the journal: {done:?}", command.id);
                tried += 1;
                arrive(&mut driver);
            }
        }
    }
    println!("{tried} commands that look");
    assert!(tried > 250, "{tried}");
}

/// Why nothing may be changed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Why {
    /// It is only looked at.
    Look,
    /// Something else has changed its schema.
    Altered,
}

fn read_only(lang: Lang, why: Why) -> Driver {
    let person = prepared(lang);
    let told = |problem: tomoni::problem::Problem| problem.message(Lang::En);
    if why == Why::Altered {
        rusqlite::Connection::open(person.path())
            .and_then(|file| file.execute_batch("CREATE TRIGGER spy AFTER INSERT ON entry BEGIN SELECT 1; END"))
            .unwrap();
        let journal = Journal::open(&person.path(), clock()).map_err(told).unwrap();
        return Driver::on(person, journal);
    }
    let journal = Journal::look(&person.path(), clock()).map_err(told).unwrap();
    let mut driver = Driver::on(person.looking(), journal);
    driver.restart();
    driver
}

#[test]
fn what_writes_is_refused_at_once_and_offered_nowhere() {
    for (lang, why) in
        [(Lang::En, Why::Look), (Lang::Ja, Why::Look), (Lang::En, Why::Altered), (Lang::Ja, Why::Altered)]
    {
        let mut driver = read_only(lang, why);
        let mut refused = BTreeSet::new();
        for screen in SCREENS {
            go(&mut driver, screen);
            driver.draw((200, 50));
            let said = driver.model.read_only().expect("nothing may be changed").into_owned();
            let mut writing = callable(&driver);
            writing.retain(|command| command.writes(&driver.model));
            for command in writing {
                let before = open(&driver);
                driver.model.notice = None;
                // By its key where it has one, else as the palette calls it.
                let effects = match driver.model.keymap.keys(command.id).first().copied() {
                    Some(key) => driver.ask(Msg::Key(event(key))),
                    None => command.call(&mut driver.model),
                };
                assert!(effects.is_empty(), "{lang:?}, {why:?}, {}: {} effects", command.id, effects.len());
                assert_eq!(open(&driver), before, "{lang:?}, {why:?}, {}", command.id);
                let told = driver.model.notice.as_ref().map(|notice| notice.text.clone());
                assert_eq!(told.as_ref(), Some(&said), "{lang:?}, {why:?}, {}", command.id);
                refused.insert(command.id);
                driver.model.notice = None;
                offers_nothing_that_writes(&mut driver, command);
            }
            palette_offers_nothing_that_writes(&mut driver, screen);
        }
        // What is left needs a dialog, a text or a line that a read-only journal never has open or chosen.
        let writes = |c: &&&Command| matches!(c.does, Does::Writes) && !within_text(c.scope);
        let missed: Vec<&str> =
            command::all().iter().filter(writes).map(|c| c.id).filter(|id| !refused.contains(id)).collect();
        println!("{lang:?}, {why:?}: {} commands refused, not reached: {missed:?}", refused.len());
        assert!(refused.len() >= 55, "{lang:?}, {why:?}: {} refused, not reached: {missed:?}", refused.len());
    }
}

fn within_text(scope: Scope) -> bool {
    [Scope::Note, Scope::Form, Scope::WrapUp, Scope::Confirm].contains(&scope)
}

fn event(key: Key) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    if key.shift && key.code == KeyCode::Tab {
        return KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
    }
    modifiers.set(KeyModifiers::SHIFT, key.shift);
    KeyEvent::new(key.code, modifiers)
}

/// The bottom line has neither the words of this command nor any other hint to change something.
fn offers_nothing_that_writes(driver: &mut Driver, command: &Command) {
    if !matches!(command.shows, Shows::Hint(_)) {
        return;
    }
    let key = driver.model.keymap.keys(command.id).first().map(|key| key.shown(false)).unwrap_or_default();
    let hint = format!("{key} {}   ", driver.model.lang.t(&command.words()));
    let screen = driver.screen((200, 50));
    let bottom = screen.lines().last().unwrap_or_default();
    assert!(!format!("{bottom}   ").contains(&hint), "{}: {bottom}", command.id);
}

fn palette_offers_nothing_that_writes(driver: &mut Driver, screen: &[&str]) {
    if !driver.model.overlays.is_empty() {
        return;
    }
    assert!(driver.run("desk.palette"));
    let Some(Overlay::Palette(palette)) = driver.model.overlays.last() else { panic!("no palette") };
    let offered: Vec<&str> = palette.offered().collect();
    assert!(offered.len() > 10, "{screen:?}: {offered:?}");
    driver.model.overlays.pop();
    for id in offered {
        let command = command::find(id).unwrap();
        assert!(!command.writes(&driver.model), "{screen:?}: the palette offers {id}");
    }
}

#[test]
fn an_empty_copy_asks_for_no_pair() {
    let person = Person::new(Lang::En);
    drop(person.journal());
    let journal = Journal::look(&person.path(), clock()).map_err(|problem| problem.message(Lang::En)).unwrap();
    let mut driver = Driver::on(person.looking(), journal);
    driver.restart();
    assert!(driver.model.overlays.is_empty());
    assert!(driver.screen((120, 36)).contains("Nothing here."));
}

#[test]
fn a_desk_learns_that_nothing_may_be_changed_any_more_and_that_it_may_again() {
    let mut driver = desk(Lang::En);
    assert!(driver.model.read_only().is_none());
    let change = |driver: &Driver, sql: &str| {
        rusqlite::Connection::open(driver.person.path()).and_then(|file| file.execute_batch(sql)).unwrap();
    };
    change(&driver, "CREATE TRIGGER spy AFTER INSERT ON entry BEGIN SELECT 1; END");
    driver.wait_for(|model| model.read_only().is_some());
    driver.run("desk.new-pair");
    assert!(driver.model.overlays.is_empty());
    change(&driver, "DROP TRIGGER spy");
    driver.wait_for(|model| model.read_only().is_none());
    driver.run("desk.new-pair");
    assert_eq!(driver.model.overlays.len(), 1);
}
