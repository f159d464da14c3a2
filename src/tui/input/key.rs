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

impl Key {
    /// The key for looking up a command: full-width letters, digits and symbols count as their half-width forms.
    pub fn of_command(event: KeyEvent) -> Self {
        let mut key = Self::of(event);
        if let KeyCode::Char(c) = key.code {
            key.code = KeyCode::Char(narrow_key(c));
        }
        key
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
            KeyCode::Char(one)
        };
        Some(key)
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
        assert_eq!(typed('N', KeyModifiers::SHIFT), Key::parse("N").unwrap());
        assert_eq!(typed('S', KeyModifiers::CONTROL), Key::parse("ctrl-s").unwrap());
    }

    #[test]
    fn shift_tab_comes_in_two_forms() {
        let key = Key::of_command(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT));
        assert_eq!(key, Key::parse("shift-tab").unwrap());
    }
}
