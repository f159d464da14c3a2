//! From what a source says to an [`Arrival`]: clean text, a note that is text to the language of notes, and a key.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Arrival, Broken, LIMIT, When, Why};
use crate::capture::escape_if_marked;

/// An entry as it was read.
pub(super) struct Draft {
    /// Where it stands, if something is wrong with it.
    pub place: String,
    /// Its own id in the source, if it has one.
    pub id: Option<String>,
    pub at: When,
    pub title: String,
    pub text: String,
    /// What has no place here.
    pub rest: Rest,
    /// Text that stands in the source above its first date. It comes along, in front, and has no part in the key.
    pub above: String,
    /// Its date as it is written, where its figures may be read in two ways.
    pub figures: Option<String>,
    /// See [`Arrival::doubts`].
    pub doubts: Vec<Broken>,
}

impl Draft {
    pub fn arrive(self, keys: &mut Keys) -> Result<Arrival, Broken> {
        let title = one_line(&self.title);
        let text = clean(&self.text);
        let key = keys.key(self.id.as_deref(), self.at, &title, text.trim());
        let above = clean(&self.above);
        let has_above = !above.trim().is_empty();
        let whole = if has_above { format!("{}\n\n{}", above.trim_end(), text.trim_start_matches('\n')) } else { text };
        let note = note(&whole, &self.rest);
        let size = (note.len() + title.len()) as u64;
        if size > LIMIT {
            return Err(Broken::new(self.place, Why::TooLarge { size, limit: LIMIT }));
        }
        Ok(Arrival { key, at: self.at, title, note, has_above, doubts: self.doubts })
    }
}

/// What a source says beside its text, in its order: each becomes a line `name: words`.
#[derive(Clone, Default)]
pub(super) struct Rest(Vec<(String, String)>);

impl Rest {
    /// Nothing is said of what is empty.
    pub fn add(&mut self, name: &str, words: impl Into<String>) {
        let words = words.into();
        if !words.trim().is_empty() {
            self.0.push((one_line(name), words));
        }
    }

    pub fn list<T: AsRef<str>>(&mut self, name: &str, words: &[T]) {
        self.add(name, words.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "));
    }

    pub fn starred(&mut self) {
        self.add("starred", "yes");
    }

    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

/// The note of a text: lines that begin like a marker carry a backslash, and the rest stands below a blank line. What
/// has several lines goes on indented, and so stays one entry.
fn note(text: &str, rest: &Rest) -> String {
    let mut note = String::with_capacity(text.len());
    for line in text.lines().skip_while(|line| line.trim().is_empty()) {
        note.push_str(&escape_if_marked(line));
        note.push('\n');
    }
    note.truncate(note.trim_end().len());
    for (index, (name, words)) in rest.0.iter().enumerate() {
        if !note.is_empty() {
            note.push_str(if index == 0 { "\n\n" } else { "\n" });
        }
        let words = clean(words);
        let mut lines = words.trim_end().lines();
        let first = lines.next().unwrap_or_default().trim_end();
        let first = match (name.is_empty(), first.is_empty()) {
            (true, _) => first.to_owned(),
            (false, true) => format!("{name}:"),
            (false, false) => format!("{name}: {first}"),
        };
        note.push_str(&escape_if_marked(&first));
        for line in lines {
            let _ = write!(note, "\n  {line}");
        }
    }
    note.truncate(note.trim_end().len());
    note
}

/// Text as a note may hold it. Every kind of line end becomes LF (CR, CR LF, NEL, vertical tab, form feed, the line
/// and paragraph separators), a byte order mark at the start is dropped, and the remaining control characters but the
/// tab become what Unicode has to picture them (NUL becomes ␀), so that nothing of them acts and nothing is lost.
pub(super) fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        clean.push(match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                '\n'
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' | '\n' => letter,
            '\0'..='\u{1f}' => char::from_u32(0x2400 + letter as u32).unwrap_or('\u{fffd}'),
            '\u{7f}' => '␡',
            '\u{80}'..='\u{9f}' => '\u{fffd}',
            _ => letter,
        });
    }
    clean
}

/// Clean text in one line.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What was given a key so far: as many bytes per entry as a hash has.
#[derive(Default)]
pub(super) struct Keys {
    seen: HashMap<u128, u32>,
}

impl Keys {
    /// The entry's own id, else its date and the hash of its words. The second with the same key gets a number, so that
    /// what stands twice in a source arrives twice, and the same source gives the same keys again. What stands beside
    /// the text has no part in it: a tag that is added later makes no new entry.
    fn key(&mut self, id: Option<&str>, at: When, title: &str, text: &str) -> String {
        let key = match id {
            Some(id) => id.to_owned(),
            None => format!("{} {:032x}", date(at), hash(&[title, text])),
        };
        let seen = self.seen.entry(hash(&[&key])).or_default();
        *seen += 1;
        if *seen == 1 { key } else { format!("{key} {seen}") }
    }
}

/// When it was, as a part of a key.
pub(super) fn date(at: When) -> String {
    match at {
        When::Wall(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        When::Day(day) => day.format("%Y-%m-%dT00:00:00").to_string(),
        When::Exact(at) => at.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
}

/// Tells the words of one entry from those of another.
pub(super) fn mark(title: &str, text: &str) -> String {
    format!("{:032x}", hash(&[&one_line(title), clean(text).trim()]))
}

fn hash(parts: &[&str]) -> u128 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(16).fold(0, |hash, byte| hash << 8 | u128::from(*byte))
}
