//! Whatever is in the journal, no cell of any screen steers a terminal or hides text.

use tomoni::domain::Owner;
use tomoni::domain::forms::{NewCheckIn, NewGoal, NewSession, PairForm};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;

use crate::support::{Person, keys, text};

const NASTY: &str = "a\u{2028}b\u{2029}c\u{202e}d\u{2066}e\u{e0041}\u{e007f}f\u{9b}31mg\u{85}h\u{1b}[31mi\u{7}j\u{200b}k\u{feff}l\u{61c}m\u{90}n\u{7f}o";

fn is_harmful(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn full(lang: Lang) -> Person {
    let person = Person::new(lang);
    let mut journal = person.journal();
    let nasty = |name: &str| format!("{name} {NASTY}");
    let form = PairForm {
        name: Some(nasty("Aiko")),
        alias: Some(Some(nasty("Mori"))),
        purpose: Some(nasty("purpose")),
        area: Some(Some(nasty("area"))),
        ..PairForm::default()
    };
    let pair = journal.add_pair(&form).unwrap().pair.id;
    let note =
        ["", "! ", "= ", "^ ", "@ ", "~ ", "? ", "< ", "& ", "% "].map(|mark| format!("{mark}{NASTY}\n")).concat();
    let days = [("14", SessionStatus::Held, note.clone()), ("21", SessionStatus::Planned, format!("\" {NASTY}\n"))];
    for (day, status, text) in days {
        let at = format!("2026-11-{day}T10:00:00+09:00").parse().unwrap();
        let theme = nasty("theme");
        journal.add_session(&NewSession { pair, at, status, minutes: Some(45), mode: None, theme, text }).unwrap();
    }
    let terms = GoalTerms {
        title: nasty("title"),
        sign: Some(nasty("sign")),
        baseline: Some(1.0),
        target: Some(9.0),
        unit: Some(nasty("unit")),
        due: "2026-12-24".parse().ok(),
    };
    let goal = NewGoal { pair, owner: Owner::Me, terms, agreed: None, status: GoalStatus::Active };
    let goal = journal.add_goal(&goal).unwrap().goal.id;
    let said = NewCheckIn { value: Some(3.0), confidence: Some(2), note: nasty("said"), at: None };
    journal.check_in(goal, &said).unwrap();
    journal.add_question(&nasty("question")).unwrap();
    journal.note_for_later(pair, &nasty("later")).unwrap();
    person
}

#[test]
fn no_cell_of_any_screen_steers_a_terminal() {
    // Ways to every screen and dialog that shows what somebody has written.
    let ways = [
        "",
        "l",
        "l l",
        "l j",
        "h",
        "enter",
        "enter enter",
        "c",
        "c enter",
        "m",
        "p",
        "P",
        "s",
        "s tab",
        "s p",
        "s p p",
        "r",
        "b",
        "B",
        "d",
        "g",
        "e",
        "l e",
        "/",
        "?",
        "v",
        "w",
        "W",
        "q",
        "Q",
        "x",
        "u",
        "U",
        "t",
        "T",
        "a",
        "A",
        "n",
        "N",
        "f",
        "F",
        "o",
        "i",
        "L",
        "D",
        "C",
        "G",
        "S",
        "space",
        "tab",
        "tab tab",
        "tab tab tab",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
    ];
    let mut seen_nasty = 0;
    for (lang, size) in [(Lang::En, (120, 36)), (Lang::Ja, (80, 24))] {
        let mut person = full(lang).at(size.0, size.1);
        person.theme.ascii = lang == Lang::Ja;
        let mut scripts: Vec<_> = ways.iter().map(|way| vec![keys(way)]).collect();
        scripts.push(vec![keys("/"), text("a")]);
        scripts.push(vec![keys(":"), text("title")]);
        scripts.push(vec![keys(":"), text("later")]);
        scripts.push(vec![keys("s w ctrl-a ctrl-k"), text("nowhere/a\u{2028}b\u{e0041}"), keys("enter")]);
        for (n, script) in scripts.into_iter().enumerate() {
            let seen = person.plays(script);
            for position in seen.buffer.area.positions() {
                let symbol = seen.buffer[position].symbol();
                assert!(!symbol.chars().any(is_harmful), "{n}, {position}: {symbol:?}\n{}", seen.screen);
            }
            seen_nasty += usize::from(seen.screen.contains("31mg"));
        }
    }
    assert!(seen_nasty > 10, "the texts are on the screens: {seen_nasty}");
}
