//! JSON without characters that control a terminal or are invisible: control and bidi characters become `\uXXXX`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

/// `value` on one line.
///
/// # Errors
/// If the value cannot be JSON.
pub fn json(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    written(value, CompactFormatter)
}

/// `value` on many lines, for people who read the file.
///
/// # Errors
/// If the value cannot be JSON.
pub fn json_pretty(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    written(value, PrettyFormatter::new())
}

fn written(value: &impl Serialize, layout: impl Formatter) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Harmless(layout)))?;
    Ok(bytes)
}

/// Formats like the inner formatter, except for strings.
pub struct Harmless<F = CompactFormatter>(F);

impl Harmless {
    /// Everything on one line.
    pub fn compact() -> Self {
        Self(CompactFormatter)
    }
}

/// Delegates the named methods, which get only the writer, to the inner formatter.
macro_rules! as_inside {
    ($($name:ident),+) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
            self.0.$name(writer)
        })+
    };
}

impl<F: Formatter> Formatter for Harmless<F> {
    as_inside!(begin_array, end_array, end_array_value, begin_object, end_object);
    as_inside!(end_object_key, begin_object_value, end_object_value);

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

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

/// Whether a character would control a terminal, or be invisible in a text.
pub fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_shows_what_would_steer_a_terminal() {
        let text = "a\u{1b}[31m\u{9b}\u{202e}b\u{7f}\u{e0041}日本\"\\\n";
        let line = String::from_utf8(json(&text).unwrap()).unwrap();
        assert_eq!(line, r#""a\u001b[31m\u009b\u202eb\u007f\udb40\udc41日本\"\\\n""#);
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }

    #[test]
    fn the_layout_is_the_one_of_the_formatter_inside() {
        let value = serde_json::json!({ "a": [1, { "b": "x" }], "c": [], "d": {} });
        assert_eq!(json(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        assert_eq!(json_pretty(&value).unwrap(), serde_json::to_vec_pretty(&value).unwrap());
    }
}
