use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn text_comes_back_byte_for_byte(text in "[a-c面👍\u{301}\r\n\t\u{0}\u{1b}]{0,40}") {
        prop_assert_eq!(Editor::from_text(&text).text(), text);
    }

    #[test]
    fn any_text_comes_back_byte_for_byte(text in any::<String>()) {
        prop_assert_eq!(Editor::from_text(&text).text(), text);
    }
}

#[test]
fn line_endings_come_back_and_new_ones_are_like_their_neighbours() {
    for text in ["", "\n", "\r\n", "a", "a\n", "a\r\nb\nc\r\n", "a\r\r\n\r", "\n\n\r\n", "\u{0}\r\u{1b}\n"] {
        assert_eq!(Editor::from_text(text).text(), text);
    }
    let mut editor = Editor::from_text("a\r\nb");
    go(&mut editor, Motion::TextEnd);
    editor.handle(Action::Newline, 0);
    assert_eq!(editor.text(), "a\r\nb\r\n");
    editor.paste("x\ny\rz", 0);
    assert_eq!(editor.text(), "a\r\nb\r\nx\r\ny\r\nz");
    for _ in 0..4 {
        editor.handle(Action::Backspace, 0);
    }
    assert_eq!(editor.text(), "a\r\nb\r\nx");
}

#[test]
fn whole_clusters_are_erased() {
    let mut editor = Editor::from_text("か\u{3099}👨‍👩‍👧‍👦ｶﾞe\u{301}");
    go(&mut editor, Motion::TextEnd);
    for rest in ["か\u{3099}👨‍👩‍👧‍👦ｶﾞ", "か\u{3099}👨‍👩‍👧‍👦", "か\u{3099}", ""]
    {
        editor.handle(Action::Backspace, 0);
        assert_eq!(editor.text(), rest);
    }
    assert_eq!(editor.handle(Action::Backspace, 0), Reaction::Ignored);
    assert_eq!(editor.handle(Action::Delete, 0), Reaction::Ignored);
}

#[test]
fn clusters_that_arrive_in_parts_are_typed_whole() {
    let mut editor = Editor::from_text("🇺🇸👧");
    type_text(&mut editor, "🇯🇵", 0);
    assert_eq!(editor.text(), "🇯🇵🇺🇸👧");
    editor.set_caret(0, 16);
    type_text(&mut editor, "👨‍👩‍👦", 0);
    assert_eq!(editor.text(), "🇯🇵🇺🇸👨‍👩‍👦👧");
    type_text(&mut editor, "x", 0);
    assert_eq!(editor.text(), "🇯🇵🇺🇸👨‍👩‍👦x👧");
}

#[test]
fn typing_goes_on_where_the_caret_is() {
    let mut editor = Editor::from_text("");
    type_text(&mut editor, "one\ntwo", 0);
    editor.handle(Action::Newline, 0);
    type_text(&mut editor, "three", 0);
    editor.paste("4\n5", 0);
    type_text(&mut editor, "6", 0);
    assert_eq!(editor.text(), "one\ntwo\nthree4\n56");
    editor.handle(Action::Click { column: 1, row: 0, select: false }, 0);
    type_text(&mut editor, "x", 0);
    assert_eq!(editor.text(), "oxne\ntwo\nthree4\n56");
}

#[test]
fn words_and_line_ends_are_deleted() {
    let mut editor = Editor::from_text("one two three\nnext");
    editor.set_caret(0, 7);
    editor.handle(Action::DeleteWordLeft, 0);
    assert_eq!(editor.text(), "one  three\nnext");
    editor.handle(Action::DeleteWordRight, 0);
    assert_eq!(editor.text(), "one \nnext");
    editor.handle(Action::DeleteToLineEnd, 0);
    assert_eq!(editor.text(), "one next");
    editor.handle(Action::DeleteToLineEnd, 0);
    assert_eq!(editor.text(), "one ");
}

#[test]
fn typing_replaces_the_selection() {
    let mut editor = Editor::from_text("one two\nthree");
    select(&mut editor, Motion::TextEnd);
    type_text(&mut editor, "新しい", 0);
    assert_eq!(editor.text(), "新しい");
    assert_eq!(editor.selection(), None);
}

#[test]
fn cutting_answers_with_the_text() {
    let mut editor = Editor::from_text("one\r\ntwo");
    assert_eq!(editor.handle(Action::Cut, 0), Reaction::Ignored);
    assert_eq!(editor.handle(Action::Paste, 0), Reaction::Ignored);
    editor.handle(Action::SelectAll, 0);
    assert_eq!(editor.handle(Action::Copy, 0), Reaction::Copied("one\ntwo".to_owned()));
    assert_eq!(editor.handle(Action::Cut, 0), Reaction::WasCut("one\ntwo".to_owned()));
    assert!(editor.is_empty());
    editor.handle(Action::Paste, 0);
    editor.handle(Action::Paste, 0);
    assert_eq!(editor.lines().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["one", "twoone", "two"]);
}

#[test]
fn pasted_text_is_cleaned_and_is_one_step() {
    let mut editor = Editor::from_text("ab");
    editor.set_caret(0, 1);
    assert_eq!(editor.paste("x\u{1b}[31m\r\ny\rz\t\u{0}\u{9b}\u{7f}", 0), 4);
    assert_eq!(editor.text(), "ax[31m\ny\nz\tb");
    editor.handle(Action::Undo, 0);
    assert_eq!(editor.text(), "ab");
    assert_eq!(editor.handle(Action::Insert('\u{1b}'), 0), Reaction::Ignored);
}

#[test]
fn fields_have_one_line() {
    let mut field = Editor::single_line("a\nb\tc\r\nd");
    assert_eq!(field.text(), "a b c d");
    for action in [
        Action::Newline,
        Action::Insert('\n'),
        Action::Insert('\t'),
        Action::Scroll(1),
        Action::Move { to: Motion::Up, select: false },
        Action::Move { to: Motion::PageDown, select: false },
    ] {
        assert_eq!(field.handle(action, 0), Reaction::Ignored);
    }
    field.paste("x\r\ny", 0);
    assert_eq!(field.text(), "a b c dx y");
    field.handle(Action::Insert('面'), 0);
    assert_eq!(field.lines().len(), 1);
}

#[test]
fn the_revision_follows_changes_only() {
    let mut editor = tagged(&[("one", Some(1)), ("two", None)]);
    let start = editor.revision();
    go(&mut editor, Motion::TextEnd);
    select(&mut editor, Motion::Left);
    editor.handle(Action::Insert('o'), 0);
    editor.retag(0, Some(1));
    editor.retag(9, Some(1));
    editor.paste("\u{1b}", 0);
    editor.handle(Action::Undo, 0);
    assert_eq!(editor.revision(), start);
    editor.retag(1, Some(2));
    assert_eq!(editor.revision(), start + 1);
    editor.handle(Action::Insert('x'), 0);
    editor.handle(Action::Undo, 0);
    assert_eq!(editor.revision(), start + 3);
}

#[test]
fn nothing_written_reaches_debug_output() {
    let mut editor = Editor::from_text("secret");
    editor.handle(Action::SelectAll, 0);
    let copied = editor.handle(Action::Copy, 0);
    let line = editor.lines().next().cloned();
    assert!(!format!("{editor:?} {copied:?} {line:?}").contains("secret"));
}
