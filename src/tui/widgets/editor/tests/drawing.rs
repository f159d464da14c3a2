use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::{is_breaking_blank, safe_cluster};

/// Does the cell hold what the caret stands before?
fn holds(symbol: &str, cluster: &str) -> bool {
    match cluster {
        "\t" => symbol == " ",
        _ if is_breaking_blank(cluster) => symbol == " ",
        _ => safe_cluster(cluster).graphemes(true).next() == Some(symbol),
    }
}

/// Walks the caret through `text` by Right and checks at each step the cell under the reported cursor.
fn walk(name: &str, text: &str, mut editor: Editor, width: u16, height: u16) {
    editor.set_viewport(width, height);
    go(&mut editor, Motion::TextStart);
    let mut presses = 0;
    for cluster in text.graphemes(true) {
        let (drawn, buffer, area) = draw(&editor, width, height);
        let caret = drawn.caret.unwrap_or_else(|| panic!("{name} at {width}: no cursor"));
        assert!(area.contains(caret.into()), "{name} at {width}: cursor outside");
        let waits_at_edge = is_breaking_blank(cluster) && caret.0 == area.right() - 1;
        let symbol = buffer[caret].symbol();
        assert!(
            waits_at_edge || holds(symbol, cluster),
            "{name} at {width}: press {presses}, {symbol:?} instead of {cluster:?}"
        );
        assert_eq!(go(&mut editor, Motion::Right), Reaction::Moved);
        presses += 1;
    }
    assert_eq!(go(&mut editor, Motion::Right), Reaction::Ignored, "{name}: {presses} presses are not enough");
    let (drawn, buffer, _) = draw(&editor, width, height);
    let caret = drawn.caret.unwrap_or_else(|| panic!("{name} at {width}: no cursor at the end"));
    assert_eq!(buffer[caret].symbol(), " ", "{name} at {width}: the cell after the text is free");
    for _ in 0..presses {
        assert_eq!(go(&mut editor, Motion::Left), Reaction::Moved);
    }
    assert_eq!(editor.caret(), Position::default());
}

#[test]
fn the_cursor_is_on_its_cluster_in_wrapped_text() {
    for (name, text) in SAMPLES {
        for width in [8, 9, 13, 20, 21, 60] {
            for height in [3, 24] {
                walk(name, text, Editor::from_text(text), width, height);
            }
        }
    }
}

#[test]
fn the_cursor_is_on_its_cluster_in_a_field() {
    for (name, text) in SAMPLES {
        let field = Editor::single_line(text);
        let text = field.text();
        for width in [8, 9, 13, 20, 60, 200] {
            walk(name, &text, Editor::single_line(&text), width, 1);
        }
    }
}

#[test]
fn rows_never_begin_with_a_closing_mark() {
    for (name, text) in SAMPLES {
        for width in 8..60 {
            for row in shown(&Editor::from_text(text), width, 40).iter().skip(1) {
                // Four marks in a row leave no other way in a narrow pane.
                let first = row.chars().next().filter(|_| width > 20 || !text.contains("。。。"));
                assert!(!first.is_some_and(|first| "。、」っー".contains(first)), "{name} at {width}: {row}");
            }
        }
    }
}

#[test]
fn areas_too_small_for_anything_are_survived() {
    for (_, text) in SAMPLES {
        for (width, height) in [(0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (2, 2), (3, 1)] {
            for mut editor in [Editor::from_text(text), Editor::single_line(text)] {
                editor.set_viewport(width, height);
                for to in [Motion::TextEnd, Motion::Up, Motion::PageUp, Motion::RowEnd, Motion::TextStart] {
                    go(&mut editor, to);
                    let (drawn, ..) = draw(&editor, width, height);
                    assert_eq!(drawn.caret.is_some(), width > 0 && height > 0);
                }
            }
        }
    }
}

#[test]
fn an_area_that_leaves_the_buffer_is_cut_to_it() {
    let editor = Editor::from_text("面談メモ面談メモ面談メモ");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 7, 2));
    let drawn = editor.render(Rect::new(2, 1, 60, 60), &mut buffer, &EditorStyle::default(), &plain);
    assert_eq!((drawn.width, drawn.height), (5, 1));
    let drawn = editor.render(Rect::new(70, 70, 6, 6), &mut buffer, &EditorStyle::default(), &plain);
    assert_eq!(drawn.caret, None);
}

#[test]
fn a_full_row_leaves_the_caret_on_the_next() {
    let mut editor = Editor::from_text("面談メモ");
    editor.set_viewport(8, 4);
    go(&mut editor, Motion::TextEnd);
    let (drawn, _, area) = draw(&editor, 8, 4);
    assert_eq!(drawn.caret, Some((area.x, area.y + 1)));
    assert_eq!(drawn.rows.len(), 2);
}

#[test]
fn wide_letters_are_not_cut_at_the_edges() {
    let mut field = Editor::single_line("面談メモ面談メモ");
    field.set_viewport(6, 1);
    assert_eq!(shown(&field, 6, 1), [" メモ"]);
    assert_eq!(shown(&Editor::from_text("面談メモ"), 5, 3), ["面談", "メモ", ""]);
}

#[test]
fn styles_are_laid_over_each_other() {
    let mut editor = Editor::from_text("! 宿題をする\nab\u{1b}");
    editor.set_needle("宿題");
    go(&mut editor, Motion::Right);
    select(&mut editor, Motion::Down);
    let style = EditorStyle {
        text: Style::new().fg(Color::Gray),
        after_end: Style::new().fg(Color::Black),
        control: Style::new().add_modifier(Modifier::DIM),
        found: Style::new().add_modifier(Modifier::UNDERLINED),
        selection: Style::new().add_modifier(Modifier::REVERSED),
    };
    let look = |line: usize, _: &str| LineLook {
        line: if line == 0 { Style::new().fg(Color::Green) } else { Style::new() },
        parts: vec![(0..1, Style::new().fg(Color::Red))],
    };
    let area = Rect::new(0, 0, 16, 4);
    let mut buffer = Buffer::empty(area);
    let drawn = editor.render(area, &mut buffer, &style, &look);
    let cell = |x: u16, y: u16| (buffer[(x, y)].fg, buffer[(x, y)].modifier);
    assert_eq!(cell(0, 0), (Color::Red, Modifier::empty()));
    assert_eq!(cell(1, 0), (Color::Green, Modifier::REVERSED));
    assert_eq!(cell(2, 0), (Color::Green, Modifier::REVERSED | Modifier::UNDERLINED));
    assert_eq!(cell(6, 0), (Color::Green, Modifier::REVERSED));
    assert_eq!(cell(12, 0), (Color::Green, Modifier::REVERSED), "the selected line break");
    assert_eq!(cell(13, 0), (Color::Green, Modifier::empty()));
    assert_eq!(cell(0, 1), (Color::Red, Modifier::REVERSED));
    assert_eq!(cell(1, 1), (Color::Gray, Modifier::empty()));
    assert_eq!(cell(2, 1), (Color::Gray, Modifier::DIM));
    assert_eq!(cell(0, 2), (Color::Black, Modifier::empty()));
    let first = VisibleRow { y: 0, line: 0, is_first: true, columns: 12 };
    assert_eq!(drawn.rows[0], first);
    assert!(!drawn.more_above && !drawn.more_below);
}

#[test]
fn half_width_sound_marks_do_not_hide_their_neighbour() {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    let mut terminal = Terminal::new(TestBackend::new(12, 1)).expect("a terminal in memory");
    for text in ["ABCDEFGH", "ｶﾞﾊﾟABCD"] {
        let editor = Editor::from_text(text);
        terminal
            .draw(|frame| {
                let area = frame.area();
                editor.render(area, frame.buffer_mut(), &EditorStyle::default(), &plain);
            })
            .expect("a terminal in memory");
    }
    let buffer = terminal.backend().buffer();
    let cells = [0, 2, 4, 5, 6, 7].map(|x| buffer[(x, 0)].symbol());
    assert_eq!(cells, ["ｶﾞ", "ﾊﾟ", "A", "B", "C", "D"]);
}
