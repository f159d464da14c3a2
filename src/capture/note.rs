//! A note as a list of entries that partition its bytes.
//!
//! An entry is its first line, the indented lines right below it and the blank lines after those, each with its line
//! end, so that the entries one after another are the note again, byte for byte. A block of code between fences (``` or
//! ~~~) is one entry with whatever stands in it, or belongs to the entry above it where its fence is indented; a fence that
//! nothing closes is text. A line ends with LF or CRLF; a lone CR
//! is an ordinary character. A line is blank when it holds nothing but white space, the ideographic space included.

use std::borrow::Cow;
use std::ops::Range;

use super::line::parse_line;
use crate::domain::Raw;

/// The pieces of a note; `lead` and then the `entries` are the note again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition<'a> {
    /// The blank lines before the first entry; they belong to the session.
    pub lead: &'a str,
    /// The raw slice of every entry, none of them empty.
    pub entries: Vec<&'a str>,
}

/// Cuts a note into its entries.
pub fn partition(text: &str) -> Partition<'_> {
    let mut starts = Vec::new();
    let mut offset = 0;
    let mut previous_was_blank = true;
    let fences = if text.contains("```") || text.contains("~~~") { fences(text.split('\n')) } else { Vec::new() };
    let mut fences = fences.into_iter().peekable();
    for (n, line) in text.split_inclusive('\n').enumerate() {
        while fences.next_if(|fence| fence.end <= n).is_some() {}
        let inside = fences.peek().is_some_and(|fence| fence.start < n);
        let blank = is_blank(line) && !inside;
        let continues = inside || is_indented(line) && !previous_was_blank;
        if !blank && !continues {
            starts.push(offset);
        }
        previous_was_blank = blank;
        offset += line.len();
    }
    let first = starts.first().copied().unwrap_or(text.len());
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let entries = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect();
    Partition { lead: &text[..first], entries }
}

/// The blocks of code among lines, from the line of the opening fence to the one after the closing fence.
pub fn fences<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Range<usize>> {
    let fences: Vec<(usize, Fence)> = lines.enumerate().filter_map(|(n, line)| Some((n, Fence::of(line)?))).collect();
    // The longest that still can close a block, for each sign: whether one is closed at all is known without looking for it.
    let mut longest = vec![[0; 2]; fences.len() + 1];
    for (i, (_, fence)) in fences.iter().enumerate().rev() {
        longest[i] = longest[i + 1];
        if fence.is_bare {
            let longest = &mut longest[i][usize::from(fence.sign == b'~')];
            *longest = fence.length.max(*longest);
        }
    }
    let (mut blocks, mut i) = (Vec::new(), 0);
    while let Some((n, opening)) = fences.get(i) {
        i += 1;
        if longest[i][usize::from(opening.sign == b'~')] < opening.length {
            continue;
        }
        let closes =
            |(_, fence): &(usize, Fence)| fence.is_bare && fence.sign == opening.sign && fence.length >= opening.length;
        if let Some(at) = fences[i..].iter().position(closes) {
            i += at + 1;
            blocks.push(*n..fences[i - 1].0 + 1);
        }
    }
    blocks
}

/// Whether a line may open or close a block of code.
pub fn is_fence(line: &str) -> bool {
    Fence::of(line).is_some()
}

/// A line that opens a block of code, and closes one if nothing else stands in it.
struct Fence {
    sign: u8,
    length: usize,
    is_bare: bool,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let line = line.trim_start_matches(is_indentation);
        let sign = line.bytes().next().filter(|sign| matches!(sign, b'`' | b'~'))?;
        let length = line.bytes().take_while(|other| *other == sign).count();
        let rest = line.get(length..)?.trim();
        let is_fence = length >= 3 && !(sign == b'`' && rest.contains('`'));
        is_fence.then_some(Self { sign, length, is_bare: rest.is_empty() })
    }
}

/// The text of an entry: without its marker or escaping backslash, the indentation of its lines, and the white space
/// and line ends at its end. Its lines are joined by LF.
pub fn body(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim_end();
    // The space that ends a marker is part of it, also where no text follows.
    let first = first_line_of(raw);
    let text_start = parse_line(first).marker.end;
    let Some(rest) = trimmed.get(text_start..) else {
        return Cow::Borrowed("");
    };
    let rest = if text_start == 0 { rest.trim_start_matches(is_indentation) } else { rest };
    if !rest.contains('\n') {
        return Cow::Borrowed(rest);
    }
    let mut lines = rest.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let mut text = String::with_capacity(rest.len());
    text.push_str(lines.next().unwrap_or_default());
    for line in lines {
        text.push('\n');
        text.push_str(line.trim_start_matches(is_indentation));
    }
    Cow::Owned(text)
}

/// The same for somebody who reads it: code between fences keeps the indentation that it has against its fence.
pub fn body_with_code(raw: &str) -> Cow<'_, str> {
    let body = body(raw);
    if !(body.contains("```") || body.contains("~~~")) {
        return body;
    }
    let lines: Vec<&str> = raw.trim_end().split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let blocks = fences(lines.iter().copied());
    let indent = |line: &str| line.len() - line.trim_start_matches(is_indentation).len();
    let told = body.split('\n').enumerate().map(|(n, plain)| {
        let Some(block) = blocks.iter().find(|block| block.start < n && n + 1 < block.end) else { return plain };
        lines[n].get(indent(lines[n]).min(indent(lines[block.start]))..).unwrap_or(plain)
    });
    Cow::Owned(told.collect::<Vec<_>>().join("\n"))
}

/// The text of an entry as [`body`] has it; where it cannot be read, what is said `instead`.
pub fn body_or(raw: &Raw, instead: impl FnOnce(&Raw) -> Cow<'static, str>) -> Cow<'_, str> {
    raw.text().map_or_else(|| instead(raw), body)
}

/// The first line of an entry as [`first_line_of`] has it; where it cannot be read, what is said `instead`.
pub fn first_line_or(raw: &Raw, instead: impl FnOnce(&Raw) -> Cow<'static, str>) -> Cow<'_, str> {
    raw.text().map_or_else(|| instead(raw), |text| Cow::Borrowed(first_line_of(text)))
}

/// The first line of an entry as typed, without its line end.
pub fn first_line_of(raw: &str) -> &str {
    match raw.split_once('\n') {
        Some((line, _)) => line.strip_suffix('\r').unwrap_or(line),
        None => raw,
    }
}

/// Whether a line, with or without its line end, holds nothing but white space.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

/// Whether a line begins with white space that makes it part of the line above.
pub fn is_indented(line: &str) -> bool {
    line.starts_with(is_indentation)
}

fn is_indentation(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::line::escape_if_marked;
    use super::*;

    #[test]
    fn code_keeps_its_indentation_against_its_fence() {
        let cases = [
            ("! plain\n   below", "plain\nbelow"),
            ("! try\n  ```sh\n  if x\n    y\n\n  ```\n  done", "try\n```sh\nif x\n  y\n\n```\ndone"),
            ("```\n  x\n```\n", "```\n  x\n```"),
            // A line that is less indented than its fence, and a fence that is never closed.
            ("= a\n    ~~~\n  x\n    ~~~", "a\n~~~\nx\n~~~"),
            ("= a\n  ```\n    x", "a\n```\nx"),
        ];
        for (raw, expected) in cases {
            assert_eq!(body_with_code(raw), expected, "{raw}");
        }
    }

    #[test]
    fn entries_are_lines_with_what_hangs_below_them() {
        let note = "\n  \r\n! draft\n  more\n\u{3000}続き\n\n^ learned\r\n\r\nsaid\n   \n\tafter a blank line\nlast";
        let parts = partition(note);
        assert_eq!(parts.lead, "\n  \r\n");
        assert_eq!(
            parts.entries,
            ["! draft\n  more\n\u{3000}続き\n\n", "^ learned\r\n\r\n", "said\n   \n", "\tafter a blank line\n", "last"]
        );
    }

    #[test]
    fn a_block_of_code_is_one_entry() {
        let cases: &[(&str, &[&str])] = &[
            (
                "said\n```\n! no promise\n\n= nothing decided\n```\n! promise\n",
                &["said\n", "```\n! no promise\n\n= nothing decided\n```\n", "! promise\n"],
            ),
            ("~~~ sh\n< stdin\n~~~\n\n= decided", &["~~~ sh\n< stdin\n~~~\n\n", "= decided"]),
            ("````\n```\n! a\n```\n````\r\n! b", &["````\n```\n! a\n```\n````\r\n", "! b"]),
            (
                "! see below\n  ```\n= a\n  ```\n  and more\nsaid",
                &["! see below\n  ```\n= a\n  ```\n  and more\n", "said"],
            ),
            // Nothing closes it: every line is what it says.
            ("```\n! a\n~~~\n= b", &["```\n", "! a\n", "~~~\n", "= b"]),
            ("````\n! a\n```\n= b", &["````\n", "! a\n", "```\n", "= b"]),
            ("```rust\n! a\n```rust\n= b", &["```rust\n", "! a\n", "```rust\n", "= b"]),
            ("```x``` inline\n! a\n```", &["```x``` inline\n", "! a\n", "```"]),
            ("``\n! a\n``", &["``\n", "! a\n", "``"]),
        ];
        for (note, entries) in cases {
            assert_eq!(partition(note).entries, *entries, "{note}");
        }
        // However many there are, they are read quickly.
        let many = "```x\n````\n~~~y\n".repeat(40_000);
        assert!(!partition(&many).entries.is_empty());
    }

    #[test]
    fn notes_without_entries_are_all_lead() {
        for note in ["", "\n", " \u{3000}\r\n\t", "\r"] {
            assert_eq!(partition(note), Partition { lead: note, entries: Vec::new() });
        }
        assert_eq!(partition("a\rb").entries, ["a\rb"]);
        assert_eq!(partition("  a\n").entries, ["  a\n"]);
    }

    #[test]
    fn the_body_is_the_text_alone() {
        let cases = [
            ("! draft\n", "draft"),
            ("! draft\r\n  more \r\n\u{3000}続き\r\n\r\n", "draft\nmore \n続き"),
            ("\\! literal\n\n", "! literal"),
            ("plain", "plain"),
            ("  indented", "indented"),
            ("! \n", ""),
            ("! \n  only below\n", "\nonly below"),
            ("：成長　良い", "良い"),
            ("", ""),
        ];
        for (raw, text) in cases {
            assert_eq!(body(raw), text, "{raw:?}");
        }
        assert_eq!(first_line_of("! a\r\n b\n"), "! a");
        assert_eq!(first_line_of("! a"), "! a");
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_note(note in "(\\PC|[ \t\r\n\u{3000}!]|\n```|\n~~~~?|```\n)*") {
            let parts = partition(&note);
            prop_assert_eq!(parts.lead.to_owned() + &parts.entries.concat(), note.clone());
            prop_assert!(parts.lead.split_inclusive('\n').all(is_blank));
            for raw in parts.entries {
                prop_assert!(!is_blank(first_line_of(raw)));
                prop_assert_eq!(partition(raw).entries, vec![raw]);
                let _ = body(raw);
            }
        }

        #[test]
        fn escaped_text_is_its_own_body(text in "[!<~\\\\a]{1,3}[ 　]?[^\\s]{1,8}") {
            prop_assert_eq!(body(&escape_if_marked(&text)).into_owned(), text);
        }
    }
}
