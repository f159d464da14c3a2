//! What the screens look like, in both languages, at the sizes that matter.

use ratatui::style::Color;
use tomoni::i18n::Lang;
use tomoni::tui::theme::Theme;

use crate::support::{Person, Step, keys, text};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

#[test]
fn the_desk_on_the_sample_journal() {
    for lang in Lang::ALL {
        let person = Person::with_sample(lang);
        for (width, height) in SIZES {
            let person = Person::with_sample(lang).at(width, height);
            insta::assert_snapshot!(format!("desk-{}-{width}x{height}", lang.code()), person.plays([]).screen);
        }
        insta::assert_snapshot!(format!("help-{}", lang.code()), person.plays([keys("?")]).screen);
        insta::assert_snapshot!(format!("summary-{}", lang.code()), person.plays([keys("s")]).screen);
        insta::assert_snapshot!(format!("writing-{}", lang.code()), person.plays([keys("enter f2")]).screen);
    }
}

/// Every screen at every size: nothing panics, nothing is drawn over an edge, and the frame of a popup is whole.
#[test]
fn popups_keep_their_borders_over_japanese_text() {
    let overlays = [
        "?", ":", "s", "B", "3 f", "2 n", "2 r", "2 enter", "4 e", "N", "x B X", "+", "w", "K", "Q", "C", "C t", "J",
        "/",
    ];
    for lang in Lang::ALL {
        for (width, height) in [(60, 16), (80, 24), (121, 37), (200, 50)] {
            let person = Person::with_sample(lang).at(width, height);
            for overlay in overlays {
                let seen = person.plays([keys(overlay)]);
                let rows: Vec<&str> = seen.screen.lines().collect();
                let tops = rows.iter().filter(|r| r.contains('╭')).count();
                let bottoms = rows.iter().filter(|r| r.contains('╰')).count();
                assert!(tops > 0 && bottoms > 0, "{overlay} at {width}x{height}\n{}", seen.screen);
                popup_is_whole(&seen.buffer, &format!("{overlay} {} {width}x{height}\n{}", lang.code(), seen.screen));
            }
            person.plays([keys("u u u")]);
        }
    }
}

/// The frame in the accent colour with bold corners is the uppermost: its left and right edges are unbroken.
fn popup_is_whole(buffer: &ratatui::buffer::Buffer, told: &str) {
    let cell = |x: u16, y: u16| buffer[(x, y)].symbol();
    let accent = |x: u16, y: u16| buffer[(x, y)].fg == Color::Cyan;
    let area = buffer.area;
    let corners: Vec<(u16, u16)> =
        area.positions().map(|p| (p.x, p.y)).filter(|&(x, y)| cell(x, y) == "╭" && accent(x, y)).collect();
    let &(left, top) = corners.last().unwrap_or_else(|| panic!("no frame: {told}"));
    let right = (left..area.right()).find(|&x| cell(x, top) == "╮").unwrap_or_else(|| panic!("no corner: {told}"));
    let bottom = (top + 1..area.bottom()).find(|&y| cell(left, y) == "╰").unwrap_or_else(|| panic!("no foot: {told}"));
    for y in top + 1..bottom {
        assert_eq!((cell(left, y), cell(right, y)), ("│", "│"), "row {y}: {told}");
    }
}

#[test]
fn a_terminal_that_is_too_small_says_which_size_it_needs() {
    for (lang, needs) in [(Lang::En, "60×16"), (Lang::Ja, "60×16")] {
        let person = Person::with_sample(lang).at(20, 5);
        let seen = person.plays([keys("j enter x")]);
        assert!(seen.screen.replace('\n', "").contains(needs), "{}", seen.screen);
        assert!(person.journal().bin().unwrap().is_empty(), "keys do nothing where nothing can be seen");
    }
}

#[test]
fn a_resize_finds_everything_where_it_was() {
    let person = Person::with_sample(Lang::Ja);
    let seen = person.plays([keys("j j"), vec![Step::Resize(20, 5), Step::Resize(120, 36)]]);
    assert_eq!(seen.screen, person.plays([keys("j j")]).screen);
}

#[test]
fn without_colour_no_cell_has_one() {
    let person = Person::with_sample(Lang::En).in_theme(Theme { colour: false, ascii: false });
    for steps in ["", "enter", "2", "3 enter", "s", "?"] {
        let seen = person.plays([keys(steps)]);
        assert!(seen.buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset), "{steps}");
    }
}

#[test]
fn plain_signs_stay_within_ascii_where_fine_ones_are_wide() {
    let person = Person::with_sample(Lang::En).in_theme(Theme { colour: true, ascii: true });
    let seen = person.plays([]);
    // Words that are cut say so with their own sign, on every terminal.
    let fine = seen.screen.chars().find(|c| "─│╭╮╰╯├┤┬┴┼▁▂▃▄▅▆▇█░→▸↑↓".contains(*c));
    assert_eq!(fine, None, "{}", seen.screen);
}

#[test]
fn the_cursor_of_the_terminal_is_at_the_caret() {
    let person = Person::with_sample(Lang::Ja);
    let seen = person.plays([keys("n"), text("目標は")]);
    let (x, y) = seen.cursor;
    let row: String = (0..x).map(|x| seen.buffer[(x, y)].symbol()).collect::<String>().replace(' ', "");
    assert!(row.ends_with("目標は"), "{x},{y}: {row}");
    let seen = person.plays([keys("2 n"), text("週に一度")]);
    let (x, y) = seen.cursor;
    let row: String = (0..x).map(|x| seen.buffer[(x, y)].symbol()).collect::<String>().replace(' ', "");
    assert!(row.ends_with("週に一度"), "{x},{y}: {row}");
}

#[test]
fn the_language_changes_while_it_runs() {
    let person = Person::with_sample(Lang::En);
    let seen = person.plays([keys("L")]);
    assert!(seen.screen.contains("面談") && seen.screen.contains("目標"), "{}", seen.screen);
}

#[test]
fn the_palette_finds_a_command_by_its_name_in_either_language() {
    let person = Person::with_sample(Lang::En);
    for name in ["open the bin", "ごみ箱を開く", "ｏｐｅｎ ｔｈｅ ｂｉｎ"] {
        let seen = person.plays([keys(":"), text(name), keys("enter")]);
        assert!(seen.screen.contains("The bin is empty"), "{name}\n{}", seen.screen);
    }
}

#[test]
fn two_clicks_select_a_word() {
    let person = Person::with_sample(Lang::En);
    let click = || vec![Step::Click(5, 2), Step::Click(5, 2)];
    let seen = person.plays([keys("n"), text("one word here"), click(), text("X"), keys("esc")]);
    assert!(seen.screen.contains("one X here"), "{}", seen.screen);
}

#[test]
fn a_click_goes_where_it_points() {
    let person = Person::with_sample(Lang::En).at(80, 24);
    let tabs = person.plays([]).screen;
    let row = tabs.lines().nth(1).unwrap();
    let column = row.find("3 MENTOR").unwrap() as u16;
    let seen = person.plays([vec![Step::Click(column + 2, 1)]]);
    assert!(seen.screen.contains("Trust"), "{}", seen.screen);
}
