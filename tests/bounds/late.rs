//! An answer of the journal that was read while the vault was open, and arrives after it was locked.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::domain::Raw;
use tomoni::domain::vault::VaultState;
use tomoni::i18n::Lang;
use tomoni::tui::effect::{Effect, Order, Outcome, Receipt, Ticket};
use tomoni::tui::msg::Msg;

use super::driver::Driver;
use super::places::{desk, ways};

const WORDS: &str = "kumquat";

/// The vault is locked while a write is under way.
fn locks(driver: &mut Driver) {
    driver.feed(Msg::Outcome(0, Outcome::Vault(VaultState::Locked)));
}

/// An open note, with the vault unlocked.
fn writing() -> Driver {
    let mut driver = desk(Lang::En);
    let way = ways().into_iter().find(|way| way.name == "a note").expect("a note can be written");
    way.go(&mut driver);
    driver.feed(Msg::Outcome(0, Outcome::Vault(VaultState::Unlocked)));
    driver.settle();
    driver
}

fn write_of(effects: &[Effect], wanted: impl Fn(&Order) -> bool) -> Option<Ticket> {
    effects.iter().find_map(|effect| match effect {
        Effect::Write(ticket, order) if wanted(order) => Some(*ticket),
        _ => None,
    })
}

fn everything_held(driver: &Driver) -> String {
    let mut held = driver.model.writing.as_ref().map(|writing| writing.editor.text()).unwrap_or_default();
    let known = driver.model.writing.iter().flat_map(|writing| writing.known.values());
    let of_desk = driver.model.desk.note.iter().flat_map(|note| &note.entries);
    held.extend(known.chain(of_desk).filter_map(|entry| entry.raw.text()));
    held
}

#[test]
fn a_note_that_was_saved_before_the_lock_brings_no_sealed_word_after_it() {
    let mut driver = writing();
    driver.ask(Msg::Key(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::NONE)));
    let effects = driver.ask(Msg::Key(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL)));
    let ticket = write_of(&effects, |order| matches!(order, Order::SaveNote(_))).expect("it is saved");
    let session = driver.model.writing.as_ref().and_then(|writing| writing.session).expect("it is in the journal");
    let mut note = driver.person.journal().note(session).unwrap_or_else(|_| panic!("it is there"));
    for entry in &mut note.entries {
        entry.raw = Raw::Opened(format!("~ {WORDS}\n"));
    }
    let ids = note.entries.iter().map(|entry| Some(entry.id)).collect();
    locks(&mut driver);
    driver.feed(Msg::Outcome(ticket, Outcome::Written(Receipt::Note { note: Box::new(note), merged: true, ids })));
    driver.settle();
    assert!(!everything_held(&driver).contains(WORDS), "the words are back on a locked desk");
    driver.draw((100, 30));
}

#[test]
fn a_note_that_was_sealed_before_the_lock_claims_nothing_after_it() {
    let claims = [Lang::En.t("said-note-sealed"), Lang::En.t("said-note-unsealed")];
    for refused in [false, true] {
        let mut driver = writing();
        let effects = driver.ask(Msg::Key(KeyEvent::new(KeyCode::Char('n'), KeyModifiers::ALT)));
        let ticket = write_of(&effects, |order| matches!(order, Order::SealNote(..))).expect("it is to be sealed");
        locks(&mut driver);
        let outcome = match refused {
            true => Outcome::Failed("The sealed lines are locked.".to_owned()),
            false => Outcome::Written(Receipt::Plain),
        };
        driver.feed(Msg::Outcome(ticket, outcome));
        driver.settle();
        let told = driver.model.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        assert!(!claims.iter().any(|claim| told.contains(&**claim)), "{told}");
        assert_eq!(told.contains("locked"), refused, "{told}");
        let sealed = driver.model.writing.as_ref().map(|writing| writing.sealed);
        let session = driver.model.writing.as_ref().and_then(|writing| writing.session).expect("the note is open");
        let note = driver.person.journal().note(session).unwrap_or_else(|_| panic!("it is there"));
        assert_eq!(sealed, Some(note.row.session.sealed), "the desk shows what the journal has");
    }
}
