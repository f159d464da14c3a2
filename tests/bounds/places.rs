//! Where texts are typed, and how one comes there by commands: every kind of dialog, and the texts that are in no
//! dialog.

use tomoni::domain::checklist::ItemMoment;
use tomoni::domain::forms::NewItem;
use tomoni::domain::sharing::{Format, NewShare, Paper};
use tomoni::domain::vault::VaultState;
use tomoni::i18n::Lang;
use tomoni::tui::effect::{Leaving, Outcome, Secret};
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::desk::Pane;
use tomoni::tui::screens::form::{Input, Kind};
use tomoni::tui::screens::wrapup::sheet::Answer;
use tomoni::tui::screens::{Overlay, form};

use super::driver::Driver;
use super::support::Person;

/// How many kinds of dialogs there are. A new one does not compile before it has a number here, and the test fails
/// before it has a way in [`ways`].
const KINDS: usize = 32;

fn number(kind: &Kind) -> usize {
    match kind {
        Kind::Welcome => 0,
        Kind::NewPair => 1,
        Kind::EditPair(_) => 2,
        Kind::PausePair(_) => 3,
        Kind::PlanSession(_) => 4,
        Kind::Afterwards(_) => 5,
        Kind::EditSession(_) => 6,
        Kind::MoveSession(_) => 7,
        Kind::NewGoal(_) => 8,
        Kind::EditGoal(_) => 9,
        Kind::ReviseGoal(_) => 10,
        Kind::CheckIn(_) => 11,
        Kind::Settle(..) => 12,
        Kind::Due(_) => 13,
        Kind::Later(_) => 14,
        Kind::Topic(_) => 15,
        Kind::Hard(_) => 16,
        Kind::Reword(..) => 17,
        Kind::NewQuestion => 18,
        Kind::EditQuestion(_) => 19,
        Kind::NewItem(..) => 20,
        Kind::EditItem(_) => 21,
        Kind::Feel(..) => 22,
        Kind::SaveFile(_) => 23,
        Kind::ReplaceFile(..) => 24,
        Kind::SummaryDays => 25,
        Kind::SummaryComment => 26,
        Kind::Unlock => 27,
        Kind::NewVault => 28,
        Kind::VaultCode(_) => 29,
        Kind::GoToDay(_) => 30,
        Kind::EndPair(_) => 31,
    }
}

/// One step of a way: whether it was possible.
type Step = fn(&mut Driver) -> bool;

/// How one comes to a place.
pub struct Way {
    pub name: &'static str,
    steps: &'static [Step],
}

impl Way {
    /// From a desk that has just been opened.
    pub fn go(&self, driver: &mut Driver) {
        driver.restart();
        for (n, step) in self.steps.iter().enumerate() {
            assert!(step(driver), "{}: step {n} is not possible", self.name);
        }
    }
}

macro_rules! run {
    ($id:literal) => {
        |driver| driver.run($id)
    };
}

macro_rules! focus {
    ($pane:ident) => {
        |driver| {
            driver.model.desk.focus = Pane::$pane;
            true
        }
    };
}

/// Goes down until the command makes sense and brings up a dialog.
macro_rules! dialog_of_a_row {
    ($down:literal, $id:literal) => {
        |driver| {
            for _ in 0..80 {
                driver.run($id);
                if matches!(driver.model.overlays.last(), Some(Overlay::Form(_))) {
                    return true;
                }
                driver.run($down);
            }
            false
        }
    };
}

macro_rules! outcome {
    ($outcome:expr) => {
        |driver| {
            let outcome = $outcome;
            let stamp = driver.stamp();
            drop(tomoni::tui::update::update(&mut driver.model, stamp, Msg::Outcome(0, outcome)));
            true
        }
    };
}

fn leaving() -> Leaving {
    let given = NewShare {
        pair: None,
        paper: Paper::Summary,
        format: Format::ALL[0],
        shared: 1,
        kept: 1,
        hash: String::new(),
        arrived: true,
    };
    Leaving { bytes: b"x".to_vec(), given }
}

/// Every place where a text is typed.
pub fn ways() -> Vec<Way> {
    let way = |name, steps| Way { name, steps };
    vec![
        way("a new pair", &[run!("desk.new-pair")]),
        way("a pair edited", &[focus!(Pairs), run!("pairs.edit")]),
        way("a pair at rest", &[focus!(Pairs), run!("pairs.pause")]),
        way("the end of a pair", &[focus!(Pairs), run!("pairs.end")]),
        way("a session planned", &[focus!(Sessions), run!("sessions.plan")]),
        way("a session afterwards", &[focus!(Sessions), run!("sessions.afterwards")]),
        way("a session edited", &[focus!(Sessions), run!("sessions.edit")]),
        way("a session moved", &[focus!(Sessions), run!("desk.first"), dialog_of_a_row!("desk.down", "sessions.move")]),
        way("a new goal", &[focus!(Goals), run!("goals.new")]),
        way("a goal edited", &[focus!(Goals), run!("goals.edit")]),
        way("a goal revised", &[focus!(Goals), run!("goals.revise")]),
        way("a check-in", &[focus!(Goals), run!("goals.check-in")]),
        way("a promise tried", &[focus!(Promises), dialog_of_a_row!("desk.down", "promises.tried")]),
        way("a due date", &[focus!(Promises), dialog_of_a_row!("desk.down", "promises.due")]),
        way("a line for later", &[run!("desk.new-later")]),
        way("a topic", &[run!("desk.prepare"), run!("prep.agenda")]),
        way("what is hard to say", &[run!("desk.prepare"), dialog_of_a_row!("prep.down", "prep.hard")]),
        way("a topic reworded", &[run!("desk.prepare"), dialog_of_a_row!("prep.down", "prep.edit")]),
        way("a new question", &[run!("desk.questions"), run!("questions.new")]),
        way("a question edited", &[run!("desk.questions"), dialog_of_a_row!("questions.down", "questions.edit")]),
        way("a new item", &[focus!(Mentor), run!("mentor.new")]),
        way("an item edited", &[focus!(Mentor), run!("mentor.open"), dialog_of_a_row!("desk.down", "mentor.edit")]),
        way("how a key feels", &[focus!(Mentor), run!("mentor.feel")]),
        way("a summary saved", &[run!("desk.summary"), run!("summary.save")]),
        way(
            "a file replaced",
            &[
                run!("desk.summary"),
                run!("summary.save"),
                outcome!(Outcome::FileExists("/tmp/a.md".into(), leaving())),
                |driver| matches!(driver.model.overlays.last(), Some(Overlay::Form(_))),
            ],
        ),
        way("the days of a summary", &[run!("desk.summary"), run!("summary.days")]),
        way("a remark on a summary", &[|driver| form::open(&mut driver.model, form::sharing::comment("x")).is_empty()]),
        way(
            "the passphrase",
            &[outcome!(Outcome::Vault(VaultState::Locked)), |driver| {
                driver.model.pending = tomoni::tui::model::Pending::default();
                driver.run("vault.lock")
            }],
        ),
        way("a new vault", &[run!("vault.lock")]),
        way(
            "a recovery code",
            &[outcome!(Outcome::NewVault { code: Secret("ABCDE-FGHJK-MNPQR".to_owned()), fell_back: false })],
        ),
        way("a day to go to", &[run!("desk.jump")]),
        way("a day in the calendar", &[run!("desk.calendar"), run!("calendar.jump")]),
        way("the search", &[run!("search.open")]),
        way("the palette", &[run!("desk.palette")]),
        way(
            "the palette over a note",
            &[focus!(Sessions), run!("sessions.open"), run!("lines.open"), run!("note.palette")],
        ),
        way("a note", &[focus!(Sessions), run!("sessions.open"), run!("lines.open")]),
        way("a new note", &[focus!(Sessions), run!("sessions.new")]),
        way("the find line", &[focus!(Sessions), run!("sessions.open"), run!("lines.open"), run!("note.find")]),
        way(
            "a wrap-up",
            &[focus!(Sessions), |driver| {
                for _ in 0..40 {
                    driver.run("sessions.wrap-up");
                    if matches!(driver.model.overlays.last(), Some(Overlay::WrapUp(_))) {
                        return true;
                    }
                    driver.run("desk.down");
                }
                false
            }],
        ),
    ]
}

/// A desk on the sample journal, with what the ways above need besides.
pub fn desk(lang: Lang) -> Driver {
    Driver::new(prepared(lang))
}

/// The journal of that desk.
pub fn prepared(lang: Lang) -> Person {
    let person = Person::with_sample(lang);
    let mut journal = person.journal();
    let told = |problem: tomoni::problem::Problem| problem.message(Lang::En);
    journal.add_question("What would you tell yourself a year ago?").map_err(told).unwrap();
    let pairs = journal.pairs().map_err(told).unwrap();
    for pair in pairs.iter().map(|view| view.pair.id) {
        let text = "An item of one's own".to_owned();
        let item = NewItem { pair, key: "mission".to_owned(), when: ItemMoment::Session, text };
        journal.add_item(&item).map_err(told).unwrap();
    }
    drop(journal);
    person
}

/// How many fields the uppermost place has: those of a dialog, the rows of a wrap-up, or one text.
pub fn fields(driver: &Driver) -> usize {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => form.fields.len(),
        Some(Overlay::WrapUp(wrapping)) => wrapping.sheet.as_ref().map_or(0, |sheet| sheet.rows.len()),
        _ => 1,
    }
}

/// Puts the focus on a field; says whether it is a text.
pub fn focus(driver: &mut Driver, field: usize) -> bool {
    match driver.model.overlays.last_mut() {
        Some(Overlay::Form(form)) => {
            form.focus = field;
            matches!(form.fields[field].input, Input::Text(_))
        }
        Some(Overlay::WrapUp(wrapping)) => {
            wrapping.focus = field;
            let row = wrapping.sheet.as_ref().map(|sheet| &sheet.rows[field].answer);
            matches!(row, Some(Answer::Words(_)))
        }
        _ => true,
    }
}

#[test]
fn every_kind_of_dialog_has_a_way_to_it() {
    let mut seen = [false; KINDS];
    let mut welcome = Driver::new(Person::new(Lang::En));
    welcome.settle();
    let mut note = |driver: &Driver| {
        if let Some(Overlay::Form(form)) = driver.model.overlays.last() {
            seen[number(&form.kind)] = true;
        }
    };
    note(&welcome);
    let mut driver = desk(Lang::En);
    for way in ways() {
        way.go(&mut driver);
        note(&driver);
        if way.name == "what is hard to say" {
            // Where something hard is said already, this one rewords it.
            seen_hard(&mut driver, &mut note);
        }
    }
    let missing: Vec<usize> = (0..KINDS).filter(|n| !seen[*n]).collect();
    assert!(missing.is_empty(), "no way leads to the dialogs {missing:?}");
}

fn seen_hard(driver: &mut Driver, note: &mut impl FnMut(&Driver)) {
    let Some(pair) = driver.model.desk.pair_view().map(|view| view.pair.id) else { return };
    let place = form::prep::Place { pair, session: None, sealed: false };
    drop(form::open(&mut driver.model, form::prep::hard(place)));
    note(driver);
}
