use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::*;

fn at(line: usize, byte: usize) -> Position {
    Position { line, byte }
}

#[test]
fn words_are_runs_of_one_script() {
    let text = "来週のスーパーまで3回やる。 Then go";
    let mut editor = Editor::from_text(text);
    let mut stops = Vec::new();
    while go(&mut editor, Motion::WordRight) == Reaction::Moved {
        stops.push(&text[..editor.caret().byte]);
    }
    let words = stops.iter().scan(0, |start, head| {
        let word = &text[*start..head.len()];
        *start = head.len();
        Some(word)
    });
    let expected = ["来週", "の", "スーパー", "まで", "3", "回", "やる", "。", " Then", " go"];
    assert_eq!(words.collect::<Vec<_>>(), expected);
    let mut count = 0;
    while go(&mut editor, Motion::WordLeft) == Reaction::Moved {
        count += 1;
    }
    assert_eq!(count, expected.len());
}

#[test]
fn vertical_moves_return_to_their_column() {
    let mut editor = Editor::from_text("面談メモabc\nx\n面談メモabc");
    editor.set_viewport(40, 10);
    editor.set_caret(0, 9);
    go(&mut editor, Motion::Down);
    assert_eq!(editor.caret(), at(1, 1));
    go(&mut editor, Motion::Down);
    assert_eq!(editor.caret(), at(2, 9));
    go(&mut editor, Motion::Down);
    assert_eq!(editor.caret(), at(2, 15), "from the last row to the end");
}

#[test]
fn home_and_end_go_by_rows_then_by_lines() {
    let mut editor = Editor::from_text("showing is faster than explaining");
    editor.set_viewport(12, 10);
    editor.set_caret(0, 13);
    go(&mut editor, Motion::RowStart);
    assert_eq!(editor.caret(), at(0, 11));
    go(&mut editor, Motion::RowStart);
    assert_eq!(editor.caret(), at(0, 0));
    go(&mut editor, Motion::RowEnd);
    assert_eq!(editor.caret(), at(0, 10));
    go(&mut editor, Motion::RowEnd);
    assert_eq!(editor.caret(), at(0, 33));
}

#[test]
fn the_caret_keeps_three_rows_around_it() {
    let mut editor = Editor::from_text(&"line\n".repeat(100));
    editor.set_viewport(20, 10);
    let caret_row = |editor: &Editor| draw(editor, 20, 10).0.caret.map(|(_, y)| y - 1);
    for _ in 0..50 {
        go(&mut editor, Motion::Down);
    }
    assert_eq!(caret_row(&editor), Some(6));
    for _ in 0..20 {
        go(&mut editor, Motion::Up);
    }
    assert_eq!(caret_row(&editor), Some(3));
    go(&mut editor, Motion::PageDown);
    assert_eq!((editor.caret().line, caret_row(&editor)), (39, Some(3)));
    go(&mut editor, Motion::TextEnd);
    assert_eq!(caret_row(&editor), Some(9));
    go(&mut editor, Motion::TextStart);
    assert_eq!(caret_row(&editor), Some(0));
}

#[test]
fn the_wheel_pulls_the_caret_along_but_not_a_selection() {
    let mut editor = Editor::from_text(&"line\n".repeat(100));
    editor.set_viewport(20, 10);
    assert_eq!(editor.handle(Action::Scroll(5), 0), Reaction::Moved);
    assert_eq!(editor.caret(), at(8, 0));
    assert_eq!(editor.handle(Action::Scroll(-50), 0), Reaction::Moved);
    assert_eq!(editor.caret(), at(6, 0));
    assert_eq!(editor.handle(Action::Scroll(-1), 0), Reaction::Ignored);
    select(&mut editor, Motion::Down);
    let selection = editor.selection();
    editor.handle(Action::Scroll(50), 0);
    assert_eq!(editor.selection(), selection);
    assert_eq!(draw(&editor, 20, 10).0.caret, None);
    go(&mut editor, Motion::Down);
    assert!(draw(&editor, 20, 10).0.caret.is_some());
}

#[test]
fn clicks_find_the_cluster_in_the_cell() {
    let mut editor = Editor::from_text("面談メモ面談メモ\nabc");
    editor.set_viewport(8, 4);
    let mut click = |column, row, select| {
        editor.handle(Action::Click { column, row, select }, 0);
        editor.caret()
    };
    assert_eq!(click(3, 0, false), at(0, 3));
    assert_eq!(click(4, 1, false), at(0, 18));
    // Below the full row there is one for the caret only where the caret is.
    assert_eq!(click(7, 2, false), at(1, 3));
    assert_eq!(click(1, 2, true), at(1, 1));
    assert_eq!(editor.selection(), Some((at(1, 1), at(1, 3))));
    editor.handle(Action::SelectWord { column: 5, row: 0 }, 0);
    assert_eq!(editor.selection(), Some((at(0, 6), at(0, 12))));
    let mut field = Editor::single_line(&"0123456789".repeat(3));
    field.set_viewport(10, 1);
    field.handle(Action::Click { column: 0, row: 0, select: false }, 0);
    assert_eq!(field.caret(), at(0, 21));
}

#[test]
fn finding_ignores_kana_width_and_case_and_starts_over() {
    let mut editor = Editor::from_text("メモ ﾒﾓ\nMemo めも");
    editor.set_needle("めも");
    let mut found = Vec::new();
    for _ in 0..4 {
        assert_eq!(editor.handle(Action::FindNext, 0), Reaction::Moved);
        found.push(editor.selection().map(|(start, _)| start));
    }
    assert_eq!(found, [at(0, 0), at(0, 7), at(1, 5), at(0, 0)].map(Some));
    editor.handle(Action::FindPrevious, 0);
    assert_eq!(editor.selection(), Some((at(1, 5), at(1, 11))));
    editor.set_needle("ＭＥＭＯ");
    editor.handle(Action::FindNext, 0);
    assert_eq!(editor.selection(), Some((at(1, 0), at(1, 4))));
    editor.set_needle("nowhere");
    assert_eq!(editor.handle(Action::FindNext, 0), Reaction::NotFound);
    assert_eq!(editor.handle(Action::FindPrevious, 0), Reaction::NotFound);
}

#[test]
fn keys_ask_for_actions() {
    let none = KeyModifiers::NONE;
    let (control, alt, shift) = (KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
    let word_left = Action::Move { to: Motion::WordLeft, select: true };
    for (code, modifiers, action) in [
        (KeyCode::Char('あ'), none, Some(Action::Insert('あ'))),
        (KeyCode::Char('A'), shift, Some(Action::Insert('A'))),
        (KeyCode::Char('@'), control | alt, Some(Action::Insert('@'))),
        (KeyCode::Char('q'), control | alt, None),
        (KeyCode::Char('。'), alt, Some(Action::Insert('。'))),
        (KeyCode::Char('s'), control, None),
        (KeyCode::Char('z'), control, Some(Action::Undo)),
        (KeyCode::Char('Z'), alt | shift, Some(Action::Redo)),
        (KeyCode::Left, control | shift, Some(word_left)),
        (KeyCode::Backspace, alt, Some(Action::DeleteWordLeft)),
        (KeyCode::Enter, none, Some(Action::Newline)),
        (KeyCode::Esc, none, None),
        (KeyCode::F(1), none, None),
        (KeyCode::Char('p'), control, None),
        (KeyCode::BackTab, shift, None),
        (KeyCode::Char('v'), KeyModifiers::SUPER, None),
    ] {
        assert_eq!(action_for(KeyEvent::new(code, modifiers)), action, "{code:?} {modifiers:?}");
    }
    let mut released = KeyEvent::new(KeyCode::Char('a'), none);
    released.kind = KeyEventKind::Release;
    assert_eq!(action_for(released), None);
}

#[test]
fn wrapped_rows_hang_behind_the_marker_and_clicks_find_what_they_show() {
    let marker = |line: &str| if line.starts_with("! ") { 2 } else { 0 };
    let mut editor = Editor::from_text("! one two three four\nplain words that wrap");
    editor.hang_by(marker);
    editor.set_viewport(12, 8);
    editor.set_caret(1, 0);
    let drawn = draw(&editor, 12, 8).0;
    assert_eq!(shown(&editor, 12, 8)[..4], ["! one two", "  three four", "plain words", "that wrap"]);
    assert_eq!(drawn.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [0, 0, 1, 1]);
    let origin = draw(&editor, 12, 8).2;
    let mut click = |column, row| {
        editor.handle(Action::Click { column, row, select: false }, 0);
        let caret = draw(&editor, 12, 8).0.caret.map(|(x, y)| (x - origin.x, y - origin.y));
        (editor.caret(), caret)
    };
    assert_eq!(click(2, 1), (at(0, 10), Some((2, 1))));
    assert_eq!(click(4, 1), (at(0, 12), Some((4, 1))));
    // In the indent the row begins.
    assert_eq!(click(0, 1), (at(0, 10), Some((2, 1))));
    assert_eq!(click(3, 3), (at(1, 15), Some((3, 3))));
}
