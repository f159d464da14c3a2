//! The entries of a JSON file, one after the other.
//!
//! A scanner finds where each element of the array ends, and only that element is handed to the parser: what is broken
//! inside one entry costs that entry alone, a file of any size needs the memory of one entry, and nothing nests in the
//! scanner itself (the parser has a limit of its own).

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::draft::Draft;
use super::stamp::Order;
use super::{Broken, Entries, LIMIT, Why, encoding, files};

/// An escaped letter takes six bytes where the letter takes one to four, and formats repeat the text in another form.
const ELEMENT_LIMIT: u64 = 4 * LIMIT;

/// One object, its members in their order, and with those that stand in it twice.
pub(super) struct Object(pub Vec<(String, Value)>);

impl Object {
    /// Takes a member out. Of several with this name the last one counts, as everywhere; the others stay.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let index = self.0.iter().rposition(|(key, _)| key == name)?;
        Some(self.0.remove(index).1)
    }

    /// Takes a member out if it is text.
    pub fn take_text(&mut self, name: &str) -> Option<String> {
        let index = self.0.iter().rposition(|(key, value)| key == name && value.is_string())?;
        match self.0.remove(index).1 {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// A file of objects, each of which one format makes a draft of.
pub(super) struct Objects {
    elements: Elements,
    order: Order,
    draft: ToDraft,
}

type ToDraft = fn(String, Object, Order) -> Result<Draft, Broken>;

impl Objects {
    pub fn open(path: &Path, root: &Path, order: Order, draft: ToDraft) -> Result<Self, Broken> {
        Ok(Self { elements: Elements::open(path, root)?, order, draft })
    }
}

impl Entries for Objects {
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        Some(self.elements.next()?.and_then(|(place, object)| (self.draft)(place, object, self.order)))
    }

    fn progress(&self) -> (u64, u64) {
        (self.elements.bytes.read, self.elements.bytes.size)
    }
}

/// The elements of the array that a file is, or of the array `entries` of the object that it is. What else that object
/// holds (counts of tags, the version of the format) is about the file, not of an entry, and is passed over.
struct Elements {
    bytes: Bytes,
    file: String,
    number: u64,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Before,
    Inside,
    Over,
}

impl Elements {
    fn open(path: &Path, root: &Path) -> Result<Self, Broken> {
        let name = files::name(path, root);
        let (file, size) = files::open(path).map_err(|why| Broken::new(name.as_str(), why))?;
        if let Some(wide) = encoding::of_wide(&files::head(path, 4096).unwrap_or_default()) {
            return Err(Broken::new(name, Why::Encoding(wide)));
        }
        let reader = BufReader::with_capacity(64 << 10, file);
        Ok(Self { bytes: Bytes { reader, read: 0, size }, file: name, number: 0, state: State::Before })
    }

    /// The next object, with its place.
    fn next(&mut self) -> Option<Result<(String, Object), Broken>> {
        if self.state == State::Before {
            self.state = State::Inside;
            if let Err(why) = self.bytes.find_entries() {
                self.state = State::Over;
                // A file without a byte is a journal without an entry.
                return (self.bytes.size > 0).then(|| Err(Broken::new(self.file.as_str(), why)));
            }
        }
        if self.state == State::Over {
            return None;
        }
        self.number += 1;
        let place = format!("{} #{}", self.file, self.number);
        match self.bytes.element() {
            Ok(None) => {
                self.state = State::Over;
                None
            }
            Ok(Some(Captured { size, .. })) if size > ELEMENT_LIMIT => {
                Some(Err(Broken::new(place, Why::TooLarge { size, limit: LIMIT })))
            }
            // What the parser says is not passed on: it may quote.
            Ok(Some(element)) => Some(match serde_json::from_slice(&element.bytes) {
                Ok(object) => Ok((place, object)),
                Err(_) if std::str::from_utf8(&element.bytes).is_err() => {
                    Err(Broken::new(place, encoding::told(&element.bytes)))
                }
                Err(_) => Err(Broken::new(place, Why::NotThatFormat("JSON".to_owned()))),
            }),
            Err(why) => {
                self.state = State::Over;
                Some(Err(Broken::new(place, why)))
            }
        }
    }
}

struct Captured {
    bytes: Vec<u8>,
    size: u64,
}

struct Bytes {
    reader: BufReader<File>,
    read: u64,
    size: u64,
}

fn ends_early() -> Why {
    Why::NotThatFormat("JSON".to_owned())
}

impl Bytes {
    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    fn skip(&mut self) {
        self.reader.consume(1);
        self.read += 1;
    }

    /// The next byte that is neither blank nor in `also`, not yet taken.
    fn peek_past(&mut self, also: &[u8]) -> Result<u8, Why> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() && !also.contains(&byte) {
                return Ok(byte);
            }
            self.skip();
        }
        Err(ends_early())
    }

    /// Goes to the first element.
    fn find_entries(&mut self) -> Result<(), Why> {
        match self.peek_past("\u{feff}".as_bytes())? {
            b'[' => {
                self.skip();
                return Ok(());
            }
            b'{' => self.skip(),
            _ => return Err(ends_early()),
        }
        loop {
            if self.peek_past(b",")? != b'"' {
                return Err(Why::NotThatFormat("JSON, entries".to_owned()));
            }
            let name = self.value()?;
            let begins = self.peek_past(b":")?;
            if name.bytes == b"\"entries\"" && begins == b'[' {
                self.skip();
                return Ok(());
            }
            self.value()?;
        }
    }

    fn element(&mut self) -> Result<Option<Captured>, Why> {
        if self.peek_past(b",")? == b']' { Ok(None) } else { self.value().map(Some) }
    }

    /// One value from its first byte to its last. Of one that is too large only the size is held.
    fn value(&mut self) -> Result<Captured, Why> {
        let mut captured = Captured { bytes: Vec::new(), size: 0 };
        let (mut depth, mut quoted, mut escaped) = (0_u64, false, false);
        loop {
            let Some(byte) = self.peek()? else {
                return if depth > 0 || quoted { Err(ends_early()) } else { Ok(captured) };
            };
            let bare = depth == 0 && !quoted;
            if bare && captured.size > 0 && (matches!(byte, b',' | b']' | b'}' | b':') || byte.is_ascii_whitespace()) {
                return Ok(captured);
            }
            self.skip();
            captured.size += 1;
            if captured.size <= ELEMENT_LIMIT {
                captured.bytes.push(byte);
            } else {
                captured.bytes = Vec::new();
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !quoted && matches!(byte, b'"' | b'}' | b']') {
                return Ok(captured);
            }
        }
    }
}
