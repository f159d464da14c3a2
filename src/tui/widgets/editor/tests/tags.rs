use super::*;

#[test]
fn splitting_keeps_the_tag_with_the_text() {
    let mut editor = tagged(&[("one two", Some(1))]);
    editor.set_caret(0, 3);
    editor.handle(Action::Newline, 0);
    assert_eq!(tags(&editor), [("one", Some(1)), (" two", None)]);
    let mut editor = tagged(&[("one", Some(1))]);
    editor.handle(Action::Newline, 0);
    assert_eq!(tags(&editor), [("", None), ("one", Some(1))], "pushed down, it stays who it is");
    go(&mut editor, Motion::TextEnd);
    editor.handle(Action::Newline, 0);
    assert_eq!(tags(&editor), [("", None), ("one", Some(1)), ("", None)]);
}

#[test]
fn joining_keeps_the_first_tag_unless_nothing_of_the_first_is_left() {
    for (first, joined) in [
        (("one", Some(1)), ("onetwo", Some(1))),
        (("one", None), ("onetwo", None)),
        (("", None), ("two", Some(2))),
        (("  ", None), ("  two", Some(2))),
        // Whatever was chosen for a line that is gone must not come upon the next one.
        (("", Some(1)), ("two", Some(2))),
    ] {
        let mut editor = tagged(&[first, ("two", Some(2))]);
        editor.set_caret(1, 0);
        editor.handle(Action::Backspace, 0);
        assert_eq!(tags(&editor), [joined]);
        editor.handle(Action::Undo, 0);
        assert_eq!(tags(&editor), [first, ("two", Some(2))]);
        editor.handle(Action::Redo, 0);
        assert_eq!(tags(&editor), [joined]);
    }
}

#[test]
fn lines_that_are_cut_and_pasted_keep_their_tags() {
    let mut editor = tagged(&[("one", Some(1)), ("two", Some(2)), ("three", Some(3)), ("", None)]);
    select(&mut editor, Motion::Down);
    editor.handle(Action::Cut, 0);
    assert_eq!(tags(&editor), [("two", Some(2)), ("three", Some(3)), ("", None)]);
    go(&mut editor, Motion::Down);
    editor.handle(Action::Paste, 0);
    let moved = [("two", Some(2)), ("one", Some(1)), ("three", Some(3)), ("", None)];
    assert_eq!(tags(&editor), moved);
    editor.handle(Action::Paste, 0);
    let twice = [("two", Some(2)), ("one", Some(1)), ("one", None), ("three", Some(3)), ("", None)];
    assert_eq!(tags(&editor), twice);
    editor.handle(Action::Undo, 0);
    editor.handle(Action::Undo, 0);
    editor.handle(Action::Undo, 0);
    assert_eq!(tags(&editor), [("one", Some(1)), ("two", Some(2)), ("three", Some(3)), ("", None)]);
}

#[test]
fn a_tag_comes_back_through_the_system_clipboard() {
    let mut editor = tagged(&[("one", Some(1)), ("two", Some(2))]);
    editor.set_caret(0, 0);
    select(&mut editor, Motion::RowEnd);
    let Reaction::WasCut(text) = editor.handle(Action::Cut, 0) else { panic!("nothing was cut") };
    assert_eq!(tags(&editor), [("", Some(1)), ("two", Some(2))]);
    editor.handle(Action::Delete, 0);
    assert_eq!(tags(&editor), [("two", Some(2))]);
    editor.handle(Action::Undo, 0);
    editor.handle(Action::DeleteToLineEnd, 0);
    editor.handle(Action::Undo, 0);
    go(&mut editor, Motion::TextEnd);
    editor.handle(Action::Newline, 0);
    editor.paste(&text, 0);
    assert_eq!(tags(&editor), [("", Some(1)), ("two", Some(2)), ("one", None)], "its line is still there");

    let mut editor = tagged(&[("one", Some(1)), ("two", Some(2))]);
    editor.set_caret(0, 3);
    select(&mut editor, Motion::TextEnd);
    let Reaction::WasCut(text) = editor.handle(Action::Cut, 0) else { panic!("nothing was cut") };
    editor.paste(&text, 0);
    assert_eq!(tags(&editor), [("one", Some(1)), ("two", Some(2))]);
}

#[test]
fn a_tag_is_not_given_twice() {
    let mut editor = tagged(&[("one", Some(1)), ("two", Some(2))]);
    editor.handle(Action::SelectAll, 0);
    editor.handle(Action::Cut, 0);
    editor.retag(0, Some(2));
    editor.handle(Action::Paste, 0);
    let seen = editor.lines().filter(|line| line.tag == Some(2)).count();
    assert_eq!(seen, 1);
}

#[test]
fn a_late_tag_survives_undo_and_redo() {
    let mut editor = tagged(&[("one", Some(1))]);
    go(&mut editor, Motion::TextEnd);
    editor.handle(Action::Newline, 0);
    type_text(&mut editor, "two", 0);
    editor.retag(1, Some(2));
    type_text(&mut editor, "!", 5_000);
    editor.handle(Action::Undo, 5_000);
    assert_eq!(tags(&editor), [("one", Some(1)), ("two", Some(2))]);
    editor.handle(Action::Undo, 5_000);
    editor.handle(Action::Undo, 5_000);
    assert_eq!(tags(&editor), [("one", Some(1))]);
    for _ in 0..3 {
        editor.handle(Action::Redo, 5_000);
    }
    assert_eq!(tags(&editor), [("one", Some(1)), ("two!", Some(2))]);
}

#[test]
fn deleting_whole_lines_leaves_the_others_who_they_are() {
    let mut editor = tagged(&[("one", Some(1)), ("two", Some(2)), ("three", Some(3))]);
    select(&mut editor, Motion::Down);
    editor.handle(Action::Delete, 0);
    assert_eq!(tags(&editor), [("two", Some(2)), ("three", Some(3))]);
    go(&mut editor, Motion::TextEnd);
    select(&mut editor, Motion::RowStart);
    select(&mut editor, Motion::Left);
    editor.handle(Action::Delete, 0);
    assert_eq!(tags(&editor), [("two", Some(2))]);
}

#[test]
fn lines_from_outside_are_taken_as_they_are() {
    let editor = tagged(&[("a\nb", Some(1)), ("", None)]);
    assert_eq!(tags(&editor), [("a", Some(1)), ("b", None), ("", None)]);
    assert_eq!(Editor::from_lines(Vec::new()).lines().len(), 1);
}
