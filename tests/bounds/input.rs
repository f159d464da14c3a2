//! What may be pressed and typed: every key of the catalogue, every kind of character, every set of modifiers that a
//! terminal can report; and the texts that the fields hold meanwhile.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tomoni::tui::input::command;
use tomoni::tui::input::key::Key;

/// Whether every case is to be tried.
pub fn is_long() -> bool {
    std::env::var_os("TOMONI_LONG").is_some()
}

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// One character of each class that a keyboard, an input method or a faulty terminal can send.
pub const CHARACTERS: &[char] = &[
    'a',
    'Z',
    '5',
    ' ',
    '"',
    ':',
    '-',
    '~',
    '!',
    '<',
    '\\',
    '/',
    '：',
    '！',
    '　',
    '全',
    'か',
    'ー',
    'ｶ',
    'ﾞ',
    'ﾟ',
    '\u{3099}',
    '\u{301}',
    '\u{200d}',
    '\u{fe0f}',
    '👨',
    '🇯',
    '🏽',
    '\u{202e}',
    '\u{200f}',
    'ש',
    'ا',
    '\t',
    '\n',
    '\r',
    '\u{7f}',
    '\u{0}',
    '\u{1b}',
    '\u{85}',
    '\u{ad}',
    '\u{feff}',
    '\u{2028}',
    '\u{e0041}',
    '\u{e000}',
    '\u{fffd}',
    '\u{10ffff}',
    'ﷺ',
    'ក',
    '각',
    'ᄀ',
];

fn codes() -> Vec<KeyCode> {
    let mut codes = vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Insert,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Null,
        KeyCode::CapsLock,
        KeyCode::Menu,
        KeyCode::KeypadBegin,
    ];
    codes.extend((1..=13).map(KeyCode::F));
    codes.extend(CHARACTERS.iter().map(|c| KeyCode::Char(*c)));
    codes
}

/// Every key of the catalogue as a terminal sends it.
pub fn catalogue() -> Vec<KeyEvent> {
    let keys = command::all().iter().flat_map(|command| command.keys);
    let mut events: Vec<KeyEvent> = keys.filter_map(|text| Key::parse(text)).map(event).collect();
    events.sort_by_key(|event| format!("{event:?}"));
    events.dedup();
    events
}

fn event(key: Key) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    modifiers.set(KeyModifiers::SHIFT, key.shift);
    match (key.code, key.shift) {
        (KeyCode::Tab, true) => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        (code, _) => KeyEvent::new(code, modifiers),
    }
}

/// Every key of the catalogue, and every code with every set of modifiers; repeated keys among them.
pub fn keys() -> Vec<KeyEvent> {
    let mut keys = catalogue();
    for code in codes() {
        for bits in 0..1_u8 << 6 {
            let kind = if bits % 5 == 4 { KeyEventKind::Repeat } else { KeyEventKind::Press };
            keys.push(KeyEvent::new_with_kind(code, KeyModifiers::from_bits_truncate(bits), kind));
        }
    }
    keys
}

/// The keys without the modifiers that hardly any terminal reports.
pub fn common_keys() -> Vec<KeyEvent> {
    let rare = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    keys().into_iter().filter(|key| !key.modifiers.intersects(rare)).collect()
}

/// What a field may hold.
pub fn texts() -> Vec<String> {
    let of = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut texts = of(&[
        "",
        "a",
        "two words",
        "手順を書き出す　金曜までに",
        "ＡＢＣ　ａｂｃ１２３",
        "👨‍👩‍👧‍👦👨‍👩‍👧‍👦x🇯🇵🇩🇪🏳️‍🌈👍🏽",
        "e\u{301}a\u{308}\u{323} g\u{303}o\u{302}\u{301}",
        "\u{301}\u{301}a\u{200d}\u{200d}",
        "שלום עולם مرحبا",
        "ｶﾞｷﾞｸﾞﾊﾟﾋﾟﾌﾟ ｱｲｳ",
        "a\tb\t\tc",
        "      ",
        "　　　",
        "goal k",
        "\"a phrase",
        "pair:",
        "pair:\"na -x since:last m until:2026-11-21 has:",
        "種類：学 目標 か",
        "from:\u{301}x kind:\u{200d}",
        "-\"a\" \"\" : :: -:",
        "2026-11-21 14:30",
        "来週の金曜 10時半",
        "next friday 5pm",
        "! do it by fri",
        "~ 迷っているように見えた",
        "1,000.5",
        "/tmp/a b/ü/x.md",
        "\u{202e}abc\u{202c}\u{2066}x",
        "\u{2028}\u{2029}\u{85}\u{ad}\u{feff}",
        "한국어 각 ᄀᄀᄀ각ᆨ",
        "ไทย ក្រុម हिन्दी",
    ]);
    texts.push("long and wide 長い行 👨‍👩‍👧 ".repeat(400));
    texts.push("x".repeat(10_000));
    texts.push("\u{301}".repeat(300));
    texts
}
