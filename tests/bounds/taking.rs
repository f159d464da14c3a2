//! Words of a line that only its writer may see, or of a sealed one, pasted into every field there is: copied in this
//! desk, or brought by another program. No field takes them where others read them, and sealed words never lie readable.

use tomoni::domain::forms::EntryForm;
use tomoni::domain::sharing::{OfficeParts, Paper, Scope, Wish};
use tomoni::domain::vault::VaultState;
use tomoni::domain::{Entry, Limits, Objection, Readers, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::tui::effect::Outcome;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;
use tomoni::tui::screens::form::Input;
use tomoni::tui::screens::wrapup::sheet::{Answer, Asks};
use tomoni::tui::widgets::editor::{Action, Editor};

use super::driver::Driver;
use super::places::{fields, focus, prepared, ways};

pub const WORDS: &str = "kumquat rutabaga persimmon quinceleaf damson";
const PASSPHRASE: &str = "a lantern under the bridge";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    OnlyMe,
    Sealed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// A note of this desk, by its own keys.
    Copied,
    /// The terminal: marked with the mouse, or copied before the desk was opened.
    Outside,
}

/// A desk over an unlocked vault, and a line with the words.
pub fn desk(reach: Reach) -> Driver {
    let person = prepared(Lang::En);
    let mut journal = person.journal();
    let told = |problem: tomoni::problem::Problem| problem.message(Lang::En);
    let pair = journal.pairs().map_err(told).unwrap()[0].pair.id;
    let line = journal.note_for_later(pair, &format!("! {WORDS}")).map_err(told).unwrap().id;
    let passphrase = Passphrase::new(PASSPHRASE).unwrap();
    journal.seal_on(&NewVault::make(&passphrase, Cost::FLOOR).map_err(told).unwrap()).map_err(told).unwrap();
    let key = journal.key_file().map_err(told).unwrap().unwrap().open(&passphrase).map_err(told).unwrap();
    journal.unlock(&key).map_err(told).unwrap();
    let form = match reach {
        Reach::OnlyMe => EntryForm { visibility: Some(Visibility::Private), ..EntryForm::default() },
        Reach::Sealed => EntryForm { sealed: Some(true), ..EntryForm::default() },
    };
    journal.edit_entry(line, &form).map_err(told).unwrap();
    Driver::on(person, journal)
}

/// Has the desk remember the words as it does when they are copied in a note.
fn copy(driver: &mut Driver, reach: Reach) {
    let mut editor = Editor::from_text(WORDS);
    let limits = if reach == Reach::Sealed { Limits::SEALED } else { Limits::ONLY_ME_CHOSEN };
    editor.set_marks(0, limits.bits());
    editor.handle(Action::SelectAll, 0);
    editor.handle(Action::Copy, 0);
    driver.model.copied.remember(&editor);
}

/// Who reads the field in focus, or what a row of a wrap-up takes.
pub fn readers(driver: &Driver, field: usize) -> Readers {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => form.fields[field].readers,
        Some(Overlay::WrapUp(wrapping)) => match wrapping.sheet.as_ref().map(|sheet| &sheet.rows[field].asks) {
            Some(Asks::Reword(..) | Asks::Line(_)) => Readers::Line,
            _ => Readers::NotStored,
        },
        _ => Readers::NotStored,
    }
}

fn words_in(driver: &Driver, field: usize) -> String {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => form.typed(field),
        Some(Overlay::WrapUp(wrapping)) => {
            match wrapping.sheet.as_ref().and_then(|sheet| sheet.rows.get(field)).map(|row| &row.answer) {
                Some(Answer::Words(editor)) => editor.text(),
                _ => String::new(),
            }
        }
        _ => String::new(),
    }
}

fn error(driver: &Driver) -> Option<String> {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => form.error.clone(),
        _ => None,
    }
}

pub fn clear(driver: &mut Driver, field: usize) {
    match driver.model.overlays.last_mut() {
        Some(Overlay::Form(form)) => {
            if let Some(Input::Text(editor)) = form.fields.get_mut(field).map(|field| &mut field.input) {
                editor.handle(Action::SelectAll, 0);
                editor.handle(Action::Delete, 0);
            }
        }
        Some(Overlay::WrapUp(wrapping)) => {
            let row = wrapping.sheet.as_mut().and_then(|sheet| sheet.rows.get_mut(field));
            if let Some(Answer::Words(editor)) = row.map(|row| &mut row.answer) {
                editor.handle(Action::SelectAll, 0);
                editor.handle(Action::Delete, 0);
            }
        }
        _ => {}
    }
}

/// Answers the dialog, with something in every other field that needs words.
fn submit(driver: &mut Driver, field: usize) {
    for said in ["x", "2030-01-05 10:00", "2026-01-05 10:00", ""] {
        if matches!(driver.model.overlays.last(), Some(Overlay::WrapUp(_))) {
            assert!(driver.run("wrapup.finish"));
            return;
        }
        driver.run("form.submit");
        let Some(Overlay::Form(form)) = driver.model.overlays.last_mut() else { return };
        let wanting = form.focus;
        let is_told = Objection::ALL.iter().any(|told| form.error.as_ref() == Some(&Lang::En.objection(*told)));
        if wanting == field || is_told || said.is_empty() {
            return;
        }
        clear(driver, wanting);
        driver.feed(Msg::Paste(said.to_owned()));
    }
}

fn objection(reach: Reach, readers: Readers) -> Option<Objection> {
    readers.objection(if reach == Reach::Sealed { Limits::SEALED } else { Limits::ONLY_ME_CHOSEN })
}

/// Calls `case` with a fresh place for every field of text whose readers are `wanted`.
pub fn every_field(
    driver: &mut Driver,
    wanted: impl Fn(Readers) -> bool,
    mut case: impl FnMut(&mut Driver, &str, usize),
) {
    let no_dialog = [
        "the passphrase",
        "a new vault",
        "a recovery code",
        "a note",
        "a new note",
        "the find line",
        "a file replaced",
    ];
    for way in ways().iter().filter(|way| !no_dialog.contains(&way.name)) {
        let come = |driver: &mut Driver| {
            way.go(driver);
            driver.feed(Msg::Outcome(0, Outcome::Vault(VaultState::Unlocked)));
            driver.settle();
        };
        come(driver);
        let mut fresh = true;
        for field in 0..fields(driver) {
            if !fresh {
                come(driver);
            }
            fresh = field >= fields(driver) || !wanted(readers(driver, field)) || !focus(driver, field);
            if !fresh {
                case(driver, way.name, field);
            }
        }
    }
}

fn papers(journal: &Journal) -> Vec<String> {
    let told = |problem: tomoni::problem::Problem| problem.message(Lang::En);
    let mut papers = Vec::new();
    for view in journal.pairs().map_err(told).unwrap() {
        for paper in [Paper::Summary, Paper::Report, Paper::KnowHow] {
            let mut wish = Wish::new(paper, Some(view.pair.id), Scope::Period(None, None));
            wish.parts = OfficeParts { themes: true, goals: true, learnings: true };
            papers.extend(journal.offer(&wish, Lang::En).ok().map(|offer| offer.preview));
        }
    }
    papers
}

fn nothing_leaked(driver: &Driver, reach: Reach) {
    let journal = driver.person.journal();
    for paper in papers(&journal) {
        assert!(!paper.contains("rutabaga"), "{reach:?} in a paper:\n{paper}");
    }
    if reach == Reach::Sealed {
        let path = driver.person.path();
        for file in [path.clone(), path.with_extension("db-wal"), format!("{}-wal", path.display()).into()] {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let found = bytes.windows("rutabaga".len()).any(|part| part == b"rutabaga");
            assert!(!found, "sealed words lie readable in {}", file.display());
        }
    }
}

#[test]
fn no_field_takes_words_that_its_readers_may_not_see() {
    let is_long = std::env::var_os("TOMONI_LONG").is_some();
    for reach in [Reach::OnlyMe, Reach::Sealed] {
        for from in [From::Outside, From::Copied] {
            // An ordinary run tries each of the two once; the other test copies both.
            if !is_long && (reach == Reach::Sealed) != (from == From::Copied) {
                continue;
            }
            let mut driver = desk(reach);
            let (mut tried, mut refused) = (0, 0);
            let is_kept = |readers| is_long || readers != Readers::NotStored;
            every_field(&mut driver, is_kept, |driver, way, field| {
                if from == From::Copied {
                    copy(driver, reach);
                }
                let said = format!("{way}, field {field}, {reach:?}, {from:?}");
                let readers = readers(driver, field);
                clear(driver, field);
                driver.feed(Msg::Paste(WORDS.to_owned()));
                driver.settle();
                let wanted = objection(reach, readers).map(|objection| Lang::En.objection(objection));
                if from == From::Copied {
                    assert_eq!(error(driver), wanted, "{said}");
                    assert_eq!(words_in(driver, field).contains(WORDS), wanted.is_none(), "{said}");
                }
                let of_form = matches!(driver.model.overlays.last(), Some(Overlay::Form(_)));
                submit(driver, field);
                // A file and a remark on a paper are no records: the person has them before their eyes.
                let is_record = !["a summary saved", "a remark on a summary"].contains(&way);
                if from == From::Outside && of_form && is_record && wanted.is_some() {
                    // A reading with the same words may be there by now, and that one is sealed.
                    let sealed = Some(Lang::En.objection(Objection::Sealed));
                    let told = error(driver);
                    assert!(told == wanted || told == sealed, "{said}: {told:?}");
                    assert!(words_in(driver, field).contains(WORDS), "{said}: what was typed is gone");
                }
                (tried, refused) = (tried + 1, refused + usize::from(wanted.is_some()));
            });
            nothing_leaked(&driver, reach);
            println!("{reach:?} {from:?}: {tried} fields, {refused} refused");
            assert!(tried > 30 && refused > 10, "{tried} {refused}");
        }
    }
}

#[test]
fn words_that_are_ones_own_are_taken_once_that_is_meant_and_sealed_ones_never() {
    for reach in [Reach::OnlyMe, Reach::Sealed] {
        let mut driver = desk(reach);
        every_field(
            &mut driver,
            |readers| objection(reach, readers).is_some(),
            |driver, way, field| {
                let Some(objection) = objection(reach, readers(driver, field)) else { return };
                copy(driver, reach);
                clear(driver, field);
                driver.feed(Msg::Paste(WORDS.to_owned()));
                driver.feed(Msg::Paste(WORDS.to_owned()));
                driver.settle();
                let taken = words_in(driver, field).contains(WORDS);
                assert_eq!(taken, objection.can_be_overruled(), "{way}, field {field}, {reach:?}");
                assert_eq!(error(driver).is_some(), !taken, "{way}, field {field}, {reach:?}");
                submit(driver, field);
                assert_ne!(error(driver), Some(Lang::En.objection(objection)), "{way}, field {field}, {reach:?}");
            },
        );
        if reach == Reach::Sealed {
            nothing_leaked(&driver, reach);
        }
    }
}

/// Every line that has one of the words is as narrow as its source.
#[test]
fn lines_made_in_dialogs_are_no_wider_than_their_words() {
    for reach in [Reach::OnlyMe, Reach::Sealed] {
        let mut driver = desk(reach);
        let mut lines = 0;
        every_field(
            &mut driver,
            |readers| readers == Readers::Line,
            |driver, _, field| {
                copy(driver, reach);
                clear(driver, field);
                // Too little for the journal to know it again.
                driver.feed(Msg::Paste("damson".to_owned()));
                submit(driver, field);
                driver.settle();
                lines += 1;
            },
        );
        let mut journal = driver.person.journal();
        let key = journal.key_file().unwrap_or_default().unwrap();
        let key = key.open(&Passphrase::new(PASSPHRASE).unwrap()).unwrap_or_else(|_| panic!("it opens"));
        journal.unlock(&key).unwrap_or_else(|_| panic!("it unlocks"));
        let mut found = 0;
        let mut see = |entry: &Entry| {
            if entry.raw.text().is_some_and(|text| text.contains("damson")) {
                found += 1;
                let narrow = entry.visibility == Visibility::Private || entry.raw.is_sealed();
                assert!(narrow && (reach == Reach::OnlyMe || entry.raw.is_sealed()), "{:?}", entry.kind);
            }
        };
        let all = tomoni::journal::SessionFilter::default();
        for row in journal.sessions(&all).unwrap_or_default() {
            let note = journal.note(row.session.id).unwrap_or_else(|_| panic!("it is there"));
            note.entries.iter().for_each(&mut see);
        }
        for view in journal.pairs().unwrap_or_default() {
            let desk = journal.pair_desk(view.pair.id, None, tomoni::domain::views::Window::Oldest(1));
            desk.unwrap_or_else(|_| panic!("it is there")).later.iter().for_each(&mut see);
        }
        println!("{reach:?}: {lines} fields of lines, {found} lines");
        assert!(found > 5, "{found} of {lines}");
    }
}
