//! Keys as users write them ("ctrl-s", "shift-tab", "?"), and as a terminal sends them, also with an input method on.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::narrow_key;

/// One key with its modifiers. A character carries its own shift: `N` is `N`, never shift with `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

/// The keys that have a name.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| *name)
}

/// How other programs write held keys and names of keys.
const HELD: &[(&str, &str)] =
    &[("control-", "ctrl-"), ("control+", "ctrl-"), ("ctrl+", "ctrl-"), ("c-", "ctrl-"), ("^", "ctrl-")];
const HELD_ALT: &[(&str, &str)] =
    &[("alt+", "alt-"), ("option-", "alt-"), ("opt-", "alt-"), ("meta-", "alt-"), ("m-", "alt-")];
const OTHER_NAMES: &[(&str, &str)] = &[
    ("return", "enter"),
    ("cr", "enter"),
    ("escape", "esc"),
    ("bs", "backspace"),
    ("del", "delete"),
    ("pgdn", "pagedown"),
];

/// The key that was meant by what is none here, if another program writes it so.
pub fn meant(text: &str) -> Option<String> {
    let lower = text.trim().trim_matches(['<', '>']).to_lowercase();
    let held = HELD.iter().chain(HELD_ALT).find_map(|(theirs, ours)| Some((*ours, lower.strip_prefix(theirs)?)));
    let (held, rest) = held.unwrap_or(("", lower.as_str()));
    let name = OTHER_NAMES.iter().find(|(theirs, _)| *theirs == rest).map_or(rest, |(_, ours)| ours);
    let meant = format!("{held}{name}");
    (meant != text && Key::parse(&meant).is_some_and(Key::is_sent)).then_some(meant)
}

/// The key that an input method makes this kana of, where it is one alone: of か it is two.
fn key_of_kana(letter: char) -> char {
    match letter {
        'あ' | 'ア' | 'ｱ' => 'a',
        'い' | 'イ' | 'ｲ' => 'i',
        'う' | 'ウ' | 'ｳ' => 'u',
        'え' | 'エ' | 'ｴ' => 'e',
        'お' | 'オ' | 'ｵ' => 'o',
        other => other,
    }
}

impl Key {
    /// The key for looking up a command: full-width letters, digits and symbols count as their half-width forms, and the
    /// five kana that an input method makes of one key as that key.
    pub fn of_command(event: KeyEvent) -> Self {
        let mut key = Self::of(event);
        if let KeyCode::Char(c) = key.code {
            key.code = KeyCode::Char(key_of_kana(narrow_key(c)));
        }
        key
    }

    /// The character that was typed, unless a key was held with it.
    pub fn as_typed(event: KeyEvent) -> Option<char> {
        match Self::of(event) {
            Self { code: KeyCode::Char(c), ctrl: false, alt: false, .. } => Some(c),
            _ => None,
        }
    }

    fn of(event: KeyEvent) -> Self {
        let has = |m| event.modifiers.contains(m);
        let (mut code, mut shift) = (event.code, has(KeyModifiers::SHIFT));
        match code {
            KeyCode::BackTab => (code, shift) = (KeyCode::Tab, true),
            // With control, terminals differ in the case that they report.
            KeyCode::Char(c) if has(KeyModifiers::CONTROL) => code = KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Char(_) => shift = false,
            _ => {}
        }
        Self { code, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT), shift }
    }

    /// Reads `ctrl-s`, `shift-tab`, `f1`, `?`, `space`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self { code: KeyCode::Null, ctrl: false, alt: false, shift: false };
        let mut rest = text;
        loop {
            let lower = rest.to_ascii_lowercase();
            if lower.len() > 5 && lower.starts_with("ctrl-") {
                (key.ctrl, rest) = (true, &rest[5..]);
            } else if lower.len() > 4 && lower.starts_with("alt-") {
                (key.alt, rest) = (true, &rest[4..]);
            } else if lower.len() > 6 && lower.starts_with("shift-") {
                (key.shift, rest) = (true, &rest[6..]);
            } else {
                break;
            }
        }
        let lower = rest.to_ascii_lowercase();
        let mut letters = rest.chars();
        key.code = if let Some((_, code)) = NAMED.iter().find(|(name, _)| *name == lower) {
            *code
        } else if let Some(n) = lower.strip_prefix('f').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n)) {
            KeyCode::F(n)
        } else {
            let one = letters.next()?;
            if letters.next().is_some() {
                return None;
            }
            KeyCode::Char(narrow_key(one))
        };
        // As terminals report them, see `of`.
        match key.code {
            KeyCode::Char(c) if key.ctrl => key.code = KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Char(c) if key.shift && c.is_ascii_alphabetic() => {
                (key.code, key.shift) = (KeyCode::Char(c.to_ascii_uppercase()), false);
            }
            _ => {}
        }
        Some(key)
    }

    /// Whether a terminal sends the key as this one: many are no sequence of bytes, or that of another key.
    pub fn is_sent(self) -> bool {
        match self.code {
            KeyCode::Char(_) if self.shift => false,
            // Tab and Enter have the bytes of these two letters.
            KeyCode::Char(c) if self.ctrl => !self.alt && matches!(c, 'a'..='z' | ' ' | '4'..='7') && !"im".contains(c),
            // How other sequences begin.
            KeyCode::Char(c) if self.alt => !c.is_control() && !"[]OP".contains(c),
            KeyCode::Char(c) => !c.is_control(),
            KeyCode::Esc => !self.ctrl && !self.alt && !self.shift,
            KeyCode::Enter | KeyCode::Backspace => !self.ctrl && !self.shift,
            KeyCode::Tab => !(self.ctrl || self.alt && self.shift),
            _ => true,
        }
    }

    /// Whether it is a character of a text where somebody types one.
    pub fn is_typed(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "f{n}"),
            _ => f.write_str("?"),
        }
    }
}

impl Key {
    /// As shown on a screen: `Ctrl-S`, `Enter`, `↑`.
    pub fn shown(self, ascii: bool) -> String {
        let mut text = String::new();
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                text.push_str(name);
            }
        }
        let plain = Self { ctrl: false, alt: false, shift: false, ..self }.to_string();
        match self.code {
            KeyCode::Up if !ascii => text.push('↑'),
            KeyCode::Down if !ascii => text.push('↓'),
            KeyCode::Left if !ascii => text.push('←'),
            KeyCode::Right if !ascii => text.push('→'),
            KeyCode::PageUp => text.push_str("PgUp"),
            KeyCode::PageDown => text.push_str("PgDn"),
            KeyCode::Char(c) if c != ' ' => text.push(if self.ctrl || self.alt { c.to_ascii_uppercase() } else { c }),
            _ => {
                let mut letters = plain.chars();
                text.extend(letters.next().map(|c| c.to_ascii_uppercase()));
                text.push_str(letters.as_str());
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_width_letter_is_its_half_width_twin() {
        let typed = |c, m| Key::of_command(KeyEvent::new(KeyCode::Char(c), m));
        assert_eq!(typed('ｊ', KeyModifiers::NONE), Key::parse("j").unwrap());
        assert_eq!(typed('？', KeyModifiers::SHIFT), Key::parse("?").unwrap());
        assert_eq!(typed('　', KeyModifiers::NONE), Key::parse("space").unwrap());
        for (kana, key) in ["あアｱ", "いイｲ", "うウｳ", "えエｴ", "おオｵ"].into_iter().zip(["a", "i", "u", "e", "o"])
        {
            for letter in kana.chars() {
                assert_eq!(typed(letter, KeyModifiers::NONE), Key::parse(key).unwrap(), "{letter}");
            }
        }
        for letter in "かんしぁっ亜".chars() {
            assert_eq!(typed(letter, KeyModifiers::NONE).to_string(), letter.to_string());
        }
        assert_eq!(typed('N', KeyModifiers::SHIFT), Key::parse("N").unwrap());
        assert_eq!(typed('S', KeyModifiers::CONTROL), Key::parse("ctrl-s").unwrap());
    }

    #[test]
    fn keys_as_other_programs_write_them_are_known() {
        for (theirs, ours) in [
            ("return", Some("enter")),
            ("Escape", Some("esc")),
            ("<C-s>", Some("ctrl-s")),
            ("Ctrl+S", Some("ctrl-s")),
            ("control-t", Some("ctrl-t")),
            ("^x", Some("ctrl-x")),
            ("M-x", Some("alt-x")),
            ("option-up", Some("alt-up")),
            ("control-enter", None),
            ("hyper-x", None),
            ("", None),
        ] {
            assert_eq!(meant(theirs).as_deref(), ours, "{theirs}");
        }
    }

    #[test]
    fn shift_tab_comes_in_two_forms() {
        let key = Key::of_command(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT));
        assert_eq!(key, Key::parse("shift-tab").unwrap());
    }

    /// Every key of a plain keyboard is sent if there are bytes that are read as it.
    #[test]
    fn a_key_is_sent_if_bytes_are_read_as_it() {
        use crate::tui::reader::{Input, Reader};
        use ratatui::crossterm::event::Event;

        let read = |bytes: &[u8]| {
            let mut reader = Reader::new();
            reader.feed(bytes, 0);
            // What needs a pause behind it may as well be the beginning of something else.
            let first = reader.pop();
            match (first, reader.deadline(), reader.pop()) {
                (Some(Input::Event(Event::Key(event))), None, None) => Some(Key::of_command(event)),
                _ => None,
            }
        };
        let singles = (0..=0x7f_u8).map(|byte| vec![byte]);
        let with_alt = (0..=0x7f_u8).map(|byte| vec![0x1b, byte]);
        let mut sent: std::collections::HashSet<Key> = singles.chain(with_alt).filter_map(|b| read(&b)).collect();
        sent.insert(Key::parse("esc").unwrap());
        sent.insert(Key::parse("shift-tab").unwrap());
        let characters = (' '..='~').map(String::from).filter(|c| c != "-");
        let mut wrong = Vec::new();
        for key in characters.chain(["enter", "esc", "tab", "backspace"].map(str::to_owned)) {
            for held in ["", "ctrl-", "alt-", "shift-", "ctrl-alt-", "ctrl-shift-", "alt-shift-"] {
                let text = format!("{held}{key}");
                let key = Key::parse(&text).unwrap();
                // Not every terminal sends what has both.
                let doubtful = key.alt && key.ctrl;
                if key.is_sent() != sent.contains(&key) && !doubtful {
                    wrong.push(text);
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
