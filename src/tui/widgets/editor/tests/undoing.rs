use super::*;

/// The text after each undo, until nothing is left.
fn unwind(editor: &mut Editor) -> Vec<String> {
    let mut texts = Vec::new();
    while editor.handle(Action::Undo, 0) == Reaction::Edited {
        texts.push(editor.text());
    }
    texts
}

#[test]
fn words_are_steps() {
    let mut editor = Editor::from_text("");
    type_text(&mut editor, "one two, three", 0);
    assert_eq!(unwind(&mut editor), ["one two, ", "one ", ""]);
    type_text(&mut editor, "宿題。次は", 0);
    assert_eq!(unwind(&mut editor), ["宿題。", ""]);
}

#[test]
fn pauses_moves_and_other_edits_begin_a_step() {
    let mut editor = Editor::from_text("");
    type_text(&mut editor, "ab", 0);
    type_text(&mut editor, "cd", 1_001);
    go(&mut editor, Motion::Left);
    type_text(&mut editor, "X", 1_001);
    editor.handle(Action::Backspace, 1_001);
    editor.handle(Action::Backspace, 1_001);
    editor.handle(Action::Newline, 1_001);
    type_text(&mut editor, "e", 1_001);
    assert_eq!(editor.text(), "ab\ned");
    assert_eq!(unwind(&mut editor), ["ab\nd", "abd", "abcXd", "abcd", "ab", ""]);
    assert_eq!(editor.handle(Action::Undo, 0), Reaction::Ignored);
}

#[test]
fn the_caret_and_the_selection_come_back() {
    let mut editor = Editor::from_text("one two");
    select(&mut editor, Motion::WordRight);
    let selection = editor.selection();
    type_text(&mut editor, "eins", 0);
    let caret = editor.caret();
    editor.handle(Action::Undo, 0);
    assert_eq!((editor.text().as_str(), editor.selection()), ("one two", selection));
    editor.handle(Action::Redo, 0);
    assert_eq!((editor.text().as_str(), editor.caret()), ("eins two", caret));
    assert_eq!(editor.handle(Action::Redo, 0), Reaction::Ignored);
}

#[test]
fn a_new_edit_ends_what_could_be_redone() {
    let mut editor = Editor::from_text("");
    type_text(&mut editor, "a", 0);
    editor.handle(Action::Undo, 0);
    type_text(&mut editor, "b", 0);
    assert_eq!(editor.handle(Action::Redo, 0), Reaction::Ignored);
    assert_eq!(editor.text(), "b");
}

#[test]
fn old_steps_are_forgotten_but_not_the_newest() {
    let mut editor = Editor::from_text("");
    let large = "面談メモ\n".repeat(300_000);
    for _ in 0..8 {
        editor.paste(&large, 0);
    }
    let steps = unwind(&mut editor).len();
    assert!((1..8).contains(&steps), "{steps} steps");
}
