//! Every screen on a terminal of every size, every cell clicked, dragged over and scrolled.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use tomoni::i18n::Lang;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::desk::Pane;

use super::driver::Driver;
use super::input::{Dice, is_long};
use super::places::{desk, ways};

/// Screens without a text, by the commands that lead there.
const SCREENS: &[&[&str]] = &[
    &[],
    &["desk.help"],
    &["desk.bin"],
    &["desk.prepare"],
    &["desk.ledger"],
    &["desk.questions"],
    &["desk.calendar"],
    &["desk.timeline"],
    &["desk.calendar", "calendar.timeline"],
    &["desk.summary"],
    &["desk.summary", "summary.side"],
    &["desk.goals", "goals.open"],
    &["desk.mentor", "mentor.open"],
    &["desk.promises"],
    &["desk.pairs"],
    &["desk.sessions", "sessions.open"],
    &["screen.blank"],
    &["screen.share"],
    &["screen.share", "desk.prepare"],
];

fn sizes(dice: &mut Dice) -> Vec<(u16, u16)> {
    let mut sizes =
        vec![(0, 0), (1, 1), (0, 24), (80, 0), (1, 50), (200, 1), (2, 2), (5, 3), (20, 5), (59, 15), (60, 16)];
    sizes.extend([(61, 17), (76, 20), (80, 24), (99, 30), (120, 36), (200, 50), (300, 100)]);
    let more = if is_long() { 120 } else { 2 };
    sizes.extend((0..more).map(|_| (dice.below(140) as u16, dice.below(60) as u16)));
    sizes
}

const KINDS: [MouseEventKind; 10] = [
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Drag(MouseButton::Left),
    MouseEventKind::Up(MouseButton::Left),
    MouseEventKind::Down(MouseButton::Right),
    MouseEventKind::Down(MouseButton::Middle),
    MouseEventKind::ScrollUp,
    MouseEventKind::ScrollDown,
    MouseEventKind::ScrollLeft,
    MouseEventKind::ScrollRight,
    MouseEventKind::Moved,
];

fn point(driver: &mut Driver, kind: MouseEventKind, column: u16, row: u16) {
    let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
    drop(driver.ask(Msg::Mouse(event)));
}

/// Brings the desk to a screen.
type Go = Box<dyn Fn(&mut Driver)>;

/// Every way to a screen, with or without a text: its name, and what brings the desk there.
fn everywhere() -> Vec<(String, Go)> {
    let mut all: Vec<(String, Go)> = Vec::new();
    for commands in SCREENS {
        all.push((
            commands.join(" "),
            Box::new(|driver| {
                driver.restart();
                driver.model.desk.focus = Pane::Sessions;
                for id in *commands {
                    assert!(driver.run(id), "{id} is not possible");
                }
            }),
        ));
    }
    for way in ways() {
        all.push((way.name.to_owned(), Box::new(move |driver| way.go(driver))));
    }
    all
}

#[test]
fn every_screen_draws_at_every_size_and_takes_every_click() {
    let mut dice = Dice(4);
    let (mut drawn, mut clicked) = (0, 0);
    for lang in if is_long() { &Lang::ALL[..] } else { &[Lang::Ja] } {
        let mut driver = desk(*lang);
        for (name, go) in everywhere() {
            go(&mut driver);
            for size in sizes(&mut dice) {
                let held = catch_unwind(AssertUnwindSafe(|| driver.draw(size)));
                assert!(held.is_ok(), "{name} at {size:?}");
                drawn += 1;
            }
            let (wide, high) = if is_long() { (120, 36) } else { (80, 24) };
            driver.draw((wide, high));
            let step = if is_long() { 1 } else { 13 };
            let held = catch_unwind(AssertUnwindSafe(|| {
                // One beyond the edge at each side, as a terminal reports it that is just being made smaller.
                for at in (0..usize::from(wide + 2) * usize::from(high + 2)).step_by(step) {
                    let (column, row) = ((at % usize::from(wide + 2)) as u16, (at / usize::from(wide + 2)) as u16);
                    point(&mut driver, KINDS[at % KINDS.len()], column, row);
                    point(&mut driver, *dice.of(&KINDS), column, row);
                    clicked += 2;
                    if at % (step * 400) == 0 {
                        driver.draw((wide, high));
                        assert_eq!(driver.misplaced_caret(), None);
                    }
                }
                point(&mut driver, MouseEventKind::Down(MouseButton::Left), u16::MAX, u16::MAX);
                point(&mut driver, MouseEventKind::Drag(MouseButton::Left), u16::MAX, 0);
                // Smaller while something is dragged, and larger again.
                driver.draw((3, 2));
                point(&mut driver, MouseEventKind::Drag(MouseButton::Left), 70, 20);
                driver.draw((wide, high));
            }));
            assert!(held.is_ok(), "{name}: clicked");
        }
    }
    println!("{drawn} frames, {clicked} clicks");
}
