mod drawing;
mod editing;
mod moving;
mod random;
mod tags;
mod undoing;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;

/// Text whose clusters, widths or line breaks are hard to get right.
const SAMPLES: [(&str, &str); 9] = [
    (
        "long Japanese",
        "「目標は、来週の火曜日までに三回やってみること。」と言っていました。ちょっと、スーパーで会ったときの話。",
    ),
    ("mixed widths", "ab面談c 2026年11月21日のMENTORについてx、yとzを話した。Next: 3 of 5 times（予定）。"),
    ("emoji", "家族👨‍👩‍👧‍👦と旗🇯🇵🇺🇸とハート❤\u{fe0f}と肌👍🏽と1\u{fe0f}\u{20e3}を。"),
    ("combining", "cafe\u{301} か\u{3099}んは\u{309a} a\u{308}o\u{302}\u{323} 葛\u{e0100}城"),
    ("half-width kana", "ｶﾞﾝﾊﾞﾚ ﾆｯﾎﾟﾝ ｻｯｶｰ ﾁｰﾑ ﾃﾞｽ"),
    ("tabs", "a\tbc\tdef\tghij\tklmno\t面談\tメモ\t"),
    ("controls", "x\u{0}y\u{1b}[31mred\u{7f}\u{9b}\r\u{7}z\u{202e}\u{200b}\u{2028}end"),
    ("blanks", "two  blanks   three    four     and　全角　の　　空白　"),
    ("long words", "https://example.org/a/very/long/path?with=no&blank、そして「」『』（）。。。。"),
];

fn go(editor: &mut Editor, to: Motion) -> Reaction {
    editor.handle(Action::Move { to, select: false }, 0)
}

fn select(editor: &mut Editor, to: Motion) -> Reaction {
    editor.handle(Action::Move { to, select: true }, 0)
}

/// Types text as keys would.
fn type_text(editor: &mut Editor, text: &str, now_ms: u64) {
    for letter in text.chars() {
        editor.handle(Action::Insert(letter), now_ms);
    }
}

fn plain(_: usize, _: &str) -> LineLook {
    LineLook::default()
}

/// Draws into the middle of a larger buffer filled with `#`, and checks that the border is untouched.
fn draw(editor: &Editor, width: u16, height: u16) -> (Drawn, Buffer, Rect) {
    let area = Rect::new(2, 1, width, height);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width + 4, height + 2));
    for cell in &mut buffer.content {
        cell.set_symbol("#");
    }
    let drawn = editor.render(area, &mut buffer, &EditorStyle::default(), &plain);
    for position in buffer.area.positions().filter(|position| !area.contains(*position)) {
        assert_eq!(buffer[position].symbol(), "#", "drawn outside, at {position}");
    }
    for position in area.positions() {
        let cells = crate::text::columns(buffer[position].symbol());
        let cells = u16::try_from(cells).unwrap_or(u16::MAX);
        assert!(position.x + cells <= area.right(), "{:?} reaches over the edge", buffer[position].symbol());
    }
    (drawn, buffer, area)
}

/// What the rows show, without the blanks at their ends.
fn shown(editor: &Editor, width: u16, height: u16) -> Vec<String> {
    let (_, buffer, area) = draw(editor, width, height);
    let row = |y| {
        let mut text = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(crate::text::columns(symbol)).unwrap_or(1).max(1);
        }
        text.trim_end().to_owned()
    };
    area.rows().map(|area| row(area.y)).collect()
}

fn tags(editor: &Editor) -> Vec<(&str, Option<u64>)> {
    editor.lines().map(|line| (line.text.as_str(), line.tag)).collect()
}

fn tagged(lines: &[(&str, Option<u64>)]) -> Editor {
    let line = |(text, tag): &(&str, Option<u64>)| Line { text: (*text).to_owned(), crlf: false, tag: *tag };
    Editor::from_lines(lines.iter().map(line).collect())
}
