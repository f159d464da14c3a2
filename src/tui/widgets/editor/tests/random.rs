use std::collections::HashSet;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

#[derive(Clone, Debug)]
enum Deed {
    Act(Action),
    Paste(String),
    Retag(usize, Option<u64>),
    Resize(u16, u16),
}

fn deeds() -> impl Strategy<Value = Vec<(Deed, u64)>> {
    let letters = vec![
        'a', 'b', ' ', '。', '面', 'カ', '\t', '\n', '\u{301}', '\u{200d}', '👩', '🇯', '🇵', 'ﾞ', '\u{fe0f}', '\u{1b}',
    ];
    let motions = vec![
        Motion::Left,
        Motion::Right,
        Motion::WordLeft,
        Motion::WordRight,
        Motion::Up,
        Motion::Down,
        Motion::RowStart,
        Motion::RowEnd,
        Motion::TextStart,
        Motion::TextEnd,
        Motion::PageUp,
        Motion::PageDown,
    ];
    let edits = vec![
        Action::Newline,
        Action::Backspace,
        Action::Delete,
        Action::DeleteWordLeft,
        Action::DeleteWordRight,
        Action::DeleteToLineEnd,
        Action::SelectAll,
        Action::Undo,
        Action::Redo,
        Action::Cut,
        Action::Copy,
        Action::Paste,
        Action::FindNext,
        Action::FindPrevious,
    ];
    let deed = prop_oneof![
        5 => proptest::sample::select(letters).prop_map(|letter| Deed::Act(Action::Insert(letter))),
        5 => (proptest::sample::select(motions), any::<bool>()).prop_map(|(to, select)| Deed::Act(Action::Move { to, select })),
        6 => proptest::sample::select(edits).prop_map(Deed::Act),
        1 => "[a面👩\u{200d}\n\r\t\u{0}]{0,6}".prop_map(Deed::Paste),
        1 => (0_u16..12, 0_u16..6, any::<bool>())
            .prop_map(|(column, row, select)| Deed::Act(Action::Click { column, row, select })),
        1 => (0_u16..12, 0_u16..6).prop_map(|(column, row)| Deed::Act(Action::SelectWord { column, row })),
        1 => (-9..9_i32).prop_map(|rows| Deed::Act(Action::Scroll(rows))),
        1 => (0_usize..4, proptest::option::of(10_u64..14)).prop_map(|(line, tag)| Deed::Retag(line, tag)),
        1 => (0_u16..14, 0_u16..9).prop_map(|(width, height)| Deed::Resize(width, height)),
    ];
    proptest::collection::vec((deed, 0_u64..1_500), 0..60)
}

fn start() -> impl Strategy<Value = Vec<Line>> {
    let line = ("[ab 面。👩\u{200d}\u{301}🇯\r]{0,12}", any::<bool>());
    proptest::collection::vec(line, 0..6).prop_map(|lines| {
        let tag = |index: usize| u64::try_from(index).ok().filter(|tag| tag % 3 != 2);
        let line = |(index, (text, crlf))| Line { text, crlf, tag: tag(index) };
        lines.into_iter().enumerate().map(line).collect()
    })
}

fn content(editor: &Editor) -> Vec<Line> {
    editor.lines().cloned().collect()
}

fn is_place(editor: &Editor, place: Position) -> bool {
    editor.lines().nth(place.line).is_some_and(|line| {
        place.byte == line.text.len() || line.text.grapheme_indices(true).any(|(at, _)| at == place.byte)
    })
}

fn has_unique_tags(lines: &[Line]) -> bool {
    let mut seen = HashSet::new();
    lines.iter().filter_map(|line| line.tag).all(|tag| seen.insert(tag))
}

fn perform(editor: &mut Editor, deed: &Deed, now_ms: u64, with_tags: bool) {
    match deed {
        Deed::Act(action) => {
            editor.handle(*action, now_ms);
        }
        Deed::Paste(text) => {
            editor.paste(text, now_ms);
        }
        Deed::Retag(line, tag) if with_tags => editor.retag(*line, *tag),
        Deed::Retag(..) => {}
        Deed::Resize(width, height) => editor.set_viewport(*width, *height),
    }
}

proptest! {
    #[test]
    fn undoing_all_and_redoing_all_comes_back(lines in start(), deeds in deeds()) {
        let mut editor = Editor::from_lines(lines);
        editor.set_needle("a");
        editor.set_viewport(10, 4);
        let first = content(&editor);
        let mut now_ms = 0;
        for (deed, pause) in &deeds {
            now_ms += pause;
            perform(&mut editor, deed, now_ms, false);
            prop_assert!(has_unique_tags(&content(&editor)));
        }
        while editor.handle(Action::Redo, now_ms) == Reaction::Edited {}
        let last = content(&editor);
        while editor.handle(Action::Undo, now_ms) == Reaction::Edited {}
        prop_assert_eq!(content(&editor), first);
        while editor.handle(Action::Redo, now_ms) == Reaction::Edited {}
        prop_assert_eq!(content(&editor), last);
    }

    #[test]
    fn the_caret_is_always_valid_and_drawn_inside(lines in start(), deeds in deeds()) {
        let mut editor = Editor::from_lines(lines);
        editor.set_viewport(10, 4);
        let mut now_ms = 0;
        for (deed, pause) in &deeds {
            now_ms += pause;
            let (revision, before) = (editor.revision(), content(&editor));
            perform(&mut editor, deed, now_ms, true);
            prop_assert!(is_place(&editor, editor.caret()), "caret {:?}", editor.caret());
            if let Some((from, to)) = editor.selection() {
                prop_assert!(is_place(&editor, from) && is_place(&editor, to));
            }
            // A step that types over a selection may, as a whole, change nothing; undoing it counts all the same.
            if !matches!(deed, Deed::Act(Action::Undo | Action::Redo)) {
                prop_assert_eq!(revision == editor.revision(), before == content(&editor));
            }
            let (drawn, ..) = draw(&editor, 10, 4);
            prop_assert!(drawn.caret.is_none_or(|(x, y)| (2..12).contains(&x) && (1..5).contains(&y)));
            draw(&editor, 3, 2);
        }
    }

    #[test]
    fn fields_stay_one_line(text in any::<String>(), deeds in deeds(), width in 1_u16..14) {
        let mut field = Editor::single_line(&text);
        field.set_viewport(width, 1);
        for (deed, _) in deeds.iter().filter(|(deed, _)| !matches!(deed, Deed::Resize(..))) {
            perform(&mut field, deed, 0, true);
            prop_assert_eq!(field.lines().len(), 1);
            let (drawn, ..) = draw(&field, width, 1);
            prop_assert!(drawn.caret.is_some());
        }
    }
}
