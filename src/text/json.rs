//! JSON that is harmless to look at.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// JSON in which no character steers a terminal or hides: control and bidi characters stand as `\uXXXX`.
pub struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        for (at, letter) in fragment.char_indices().filter(|(_, letter)| steers(*letter)) {
            writer.write_all(&fragment.as_bytes()[from..at])?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at + letter.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[from..])
    }
}

/// Whether a character would steer a terminal, or stand in a text without being seen.
pub fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[test]
    fn json_shows_what_would_steer_a_terminal() {
        let mut bytes = Vec::new();
        let text = "a\u{1b}[31m\u{9b}\u{202e}b\u{7f}\u{e0041}日本\"\\\n";
        text.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Harmless)).unwrap();
        let json = String::from_utf8(bytes).unwrap();
        assert_eq!(json, r#""a\u001b[31m\u009b\u202eb\u007f\udb40\udc41日本\"\\\n""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
