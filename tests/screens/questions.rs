//! Every question with yes and no: whatever else there is to say, its words and the keys that answer it are in sight.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use tomoni::domain::vault::VaultState;
use tomoni::i18n::Lang;
use tomoni::tui::model::Model;
use tomoni::tui::screens::confirm::{self, Question};
use tomoni::tui::view;

use crate::support::{Person, dump};

/// How many questions there are. A new one does not compile before it has a number here, and the test fails before it is
/// in [`every`].
const QUESTIONS: usize = 7;

fn number(question: &Question) -> usize {
    match question {
        Question::EmptyBin(_) => 0,
        Question::TakeIn => 2,
        Question::CopySealed => 3,
        Question::LeaveHeld(_) => 4,
        Question::LeaveSealed(..) => 5,
        Question::Lose(_) => 6,
        Question::HasArrived => 1,
    }
}

/// The longest that stands before a question: why the journal cannot be saved, and why no file takes the text.
fn why(lang: Lang) -> String {
    let path = "/home/somebody/Documents/Mentoring/2026/with a long name/journal.db";
    let gone = lang.fill("leave-nowhere", [("why", lang.fill("problem-read-only", [("path", path.into())]).into())]);
    lang.sentences(&[lang.t("leave-hangs").into_owned(), gone])
}

fn every(lang: Lang) -> Vec<Question> {
    vec![
        Question::EmptyBin(1),
        Question::EmptyBin(1_234),
        Question::TakeIn,
        Question::CopySealed,
        Question::HasArrived,
        Question::LeaveHeld(1),
        Question::LeaveHeld(23),
        Question::LeaveSealed(None, 1),
        Question::LeaveSealed(Some(why(lang)), 23),
        Question::Lose(why(lang)),
    ]
}

/// Without blanks, line ends and frames.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !('\u{2500}'..='\u{257f}').contains(c)).collect()
}

fn buffer(model: &Model) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
    terminal.draw(|frame| drop(view::view(model, frame))).unwrap();
    terminal.backend().buffer().clone()
}

fn drawn(model: &Model) -> String {
    dump(&buffer(model))
}

/// What stands inside the frame of the question.
fn inside(buffer: &Buffer, title: &str) -> String {
    let first = title.chars().next().unwrap().to_string();
    let at = |x: u16, y: u16| buffer[(x, y)].symbol();
    let corners = buffer.area.positions().filter(|p| p.x + 2 < buffer.area.width && at(p.x, p.y) == "╭");
    let corner = corners.into_iter().find(|p| at(p.x + 2, p.y) == first).expect("there is a question");
    let right = (corner.x + 1..buffer.area.width).find(|x| at(*x, corner.y) == "╮").expect("it has a corner");
    let rows = (corner.y + 1..buffer.area.height).take_while(|y| at(corner.x, *y) == "│");
    rows.flat_map(|y| (corner.x + 1..right).map(move |x| buffer[(x, y)].symbol())).collect()
}

#[test]
fn every_question_shows_its_words_and_its_keys_whatever_else_there_is_to_say() {
    let mut seen = [false; QUESTIONS];
    let mut tried = 0;
    for lang in Lang::ALL {
        for size in [(60, 16), (80, 24), (120, 36)] {
            for (n, question) in every(lang).into_iter().enumerate() {
                seen[number(&question)] = true;
                let mut model = Person::new(lang).at(size.0, size.1).model();
                // A mark in the first row, and an error that takes half of a low screen.
                model.desk.shared = n % 2 == 0;
                model.vault.state = if n % 3 == 0 { VaultState::Off } else { VaultState::Locked };
                model.complain(why(lang).repeat(4));
                let words = question.words(lang);
                confirm::ask(&mut model, question, |_| Vec::new());
                let screen = drawn(&model);
                let shown = plain(&inside(&buffer(&model), &lang.t("confirm-title")));
                assert!(shown.contains(&plain(&words)), "{lang:?}, {size:?}: {words}\n{screen}");
                let keys = format!("y {}   n {}", lang.t("cmd-confirm-yes"), lang.t("cmd-confirm-no"));
                assert!(screen.contains(&keys), "{lang:?}, {size:?}: {keys}\n{screen}");
                tried += 1;
            }
        }
    }
    assert_eq!(seen, [true; QUESTIONS], "a question has no case");
    println!("{tried} questions");
}

#[test]
fn an_error_that_a_question_hid_is_told_when_it_is_answered() {
    let mut model = Person::new(Lang::En).at(80, 24).model();
    model.complain("The disk is full.");
    confirm::ask(&mut model, Question::TakeIn, |_| Vec::new());
    assert!(!drawn(&model).contains("The disk is full."));
    let key = ratatui::crossterm::event::KeyEvent::from(ratatui::crossterm::event::KeyCode::Char('n'));
    let now = model.now;
    tomoni::tui::update::update(&mut model, now, tomoni::tui::msg::Msg::Key(key));
    assert!(drawn(&model).contains("The disk is full."));
}
