//! Reading an archive, one record at a time. The format is checked strictly: the magic key first, then the format, the
//! time and the schema, then every list once and in its order. A value that is nested deeper than any record, or
//! longer, is rejected before it fills the memory.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Counts, FORMAT, Kept, List, MARK};

/// The most bytes of a record: far more than a note of the greatest size with every letter escaped.
const LONGEST: u64 = 256 << 20;

/// The place of an error: by line and column, by record, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Both from 1; `None` where the document itself is well formed.
    pub line: Option<(usize, usize)>,
    /// The list, and the number of the record in it from 1.
    pub record: Option<(List, u64)>,
    pub id: Option<String>,
}

/// An error in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It ends too early, is not JSON there, or has an unexpected value.
    Unreadable(String),
    /// Another record has the same id.
    Twice,
    /// It refers to a missing record.
    Nowhere,
    /// It refers to a session of another pair.
    Elsewhere,
    /// It has a value that no journal can have.
    Value,
    /// The lists are not in the order of the format.
    Order,
}

/// Why an archive cannot be read.
#[derive(Debug)]
pub enum Fault<E> {
    /// It has no mark of an archive.
    NotAnArchive,
    /// Its format or schema, and the newest that this program knows.
    NewerFormat(i64, i64),
    NewerSchema(i64, i64),
    Damaged(Place, Trouble),
    File(io::Error),
    /// The receiver of the records returned an error.
    Taker(E),
}

/// Reads an archive to its end and passes every record to `take`, with its number in its list from 1. `schema` is the
/// newest schema that this program knows.
pub fn read<E>(
    source: impl Read,
    schema: i64,
    take: &mut dyn FnMut(Kept, u64) -> Result<(), E>,
) -> Result<Counts, Fault<E>> {
    let since = Rc::new(Cell::new(0));
    let source = without_mark_of_order(source).map_err(Fault::File)?;
    let bounded = Bounded { inner: source, since: Rc::clone(&since) };
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, bounded));
    let mut state = State { schema, take, since, counts: Counts::default(), marked: false, at: None, fault: None };
    let outcome = json.deserialize_map(Document(&mut state)).and_then(|()| json.end());
    match (outcome, state.fault) {
        (Ok(()), _) => Ok(state.counts),
        (Err(_), Some(fault)) => Err(fault),
        (Err(error), None) if error.is_io() => Err(Fault::File(error.into())),
        (Err(_), None) if !state.marked => Err(Fault::NotAnArchive),
        (Err(error), None) => {
            let place = Place { line: Some((error.line(), error.column())), record: state.at, id: None };
            Err(Fault::Damaged(place, Trouble::Unreadable(plainly(&error))))
        }
    }
}

/// The same text without the byte order mark that some editors write.
fn without_mark_of_order(mut source: impl Read) -> io::Result<impl Read> {
    let mut first = Vec::with_capacity(3);
    source.by_ref().take(3).read_to_end(&mut first)?;
    if first == "\u{feff}".as_bytes() {
        first.clear();
    }
    Ok(io::Cursor::new(first).chain(source))
}

/// The parser's message, without the place, which is reported separately.
fn plainly(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what).chars().take(200).collect()
}

struct State<'a, E> {
    schema: i64,
    take: &'a mut dyn FnMut(Kept, u64) -> Result<(), E>,
    /// Bytes since the last record.
    since: Rc<Cell<u64>>,
    counts: Counts,
    /// Whether its first key was the mark of an archive.
    marked: bool,
    /// The record being read.
    at: Option<(List, u64)>,
    fault: Option<Fault<E>>,
}

impl<E> State<'_, E> {
    /// Stops the parser; the reason is kept here.
    fn stop<F: Error>(&mut self, fault: Fault<E>) -> F {
        self.fault = Some(fault);
        F::custom("stopped")
    }
}

/// The whole document.
struct Document<'a, 'b, E>(&'a mut State<'b, E>);

impl<'de, E> Visitor<'de> for Document<'_, '_, E> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an archive")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let state = self.0;
        match map.next_key::<String>()? {
            Some(key) if key == MARK => {}
            Some(key) if List::ALL.iter().any(|list| list.key() == key) => return Err(turned(map, state)?),
            _ => return Err(state.stop(Fault::NotAnArchive)),
        }
        let format: i64 = map.next_value()?;
        state.marked = true;
        if format > FORMAT {
            return Err(state.stop(Fault::NewerFormat(format, FORMAT)));
        }
        if format < 1 {
            return Err(M::Error::custom("a format that never was"));
        }
        expect(&mut map, "exported_at")?;
        map.next_value::<crate::domain::Moment>()?;
        expect(&mut map, "schema")?;
        let schema: i64 = map.next_value()?;
        if schema > state.schema {
            return Err(state.stop(Fault::NewerSchema(schema, state.schema)));
        }
        if schema < 1 {
            return Err(M::Error::custom("a schema that never was"));
        }
        for list in List::ALL.iter().filter(|list| list.is_in(schema)) {
            expect(&mut map, list.key())?;
            map.next_value_seed(Records { list: *list, state })?;
        }
        match map.next_key::<String>()? {
            None => Ok(()),
            Some(_) => Err(M::Error::custom("more than an archive holds")),
        }
    }
}

/// A document that begins with a list and has the mark later is still an archive: another program has sorted its keys.
/// The error says so.
fn turned<'de, M: MapAccess<'de>, E>(mut map: M, state: &mut State<'_, E>) -> Result<M::Error, M::Error> {
    loop {
        map.next_value::<IgnoredAny>()?;
        state.since.set(0);
        match map.next_key::<String>()? {
            Some(key) if key == MARK => return Ok(state.stop(Fault::Damaged(Place::default(), Trouble::Order))),
            Some(_) => {}
            None => return Ok(state.stop(Fault::NotAnArchive)),
        }
    }
}

/// The next key has to be this one.
fn expect<'de, M: MapAccess<'de>>(map: &mut M, key: &str) -> Result<(), M::Error> {
    match map.next_key::<String>()? {
        Some(found) if found == key => Ok(()),
        _ => Err(M::Error::custom(format!("`{key}` should stand here"))),
    }
}

/// One list.
struct Records<'a, 'b, E> {
    list: List,
    state: &'a mut State<'b, E>,
}

impl<'de, E> DeserializeSeed<'de> for Records<'_, '_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, E> Visitor<'de> for Records<'_, '_, E> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the list of {}", self.list.key())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<(), S::Error> {
        let Self { list, state } = self;
        for number in 1.. {
            state.at = Some((list, number));
            let Some(record) = seq.next_element_seed(One(list))? else { break };
            state.since.set(0);
            state.counts.add(list, 1);
            if let Err(error) = (state.take)(record, number) {
                return Err(state.stop(Fault::Taker(error)));
            }
        }
        state.at = None;
        Ok(())
    }
}

/// One record.
struct One(List);

impl<'de> DeserializeSeed<'de> for One {
    type Value = Kept;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept, D::Error> {
        Kept::of_shape(self.0, deserializer)
    }
}

/// A source that ends once it has delivered more bytes than a record may have without a record being complete.
struct Bounded<R> {
    inner: R,
    since: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LONGEST {
            // The end of the text, as far as the parser is concerned: whatever it was reading is not whole.
            return Ok(0);
        }
        let got = self.inner.read(into)?;
        self.since.set(self.since.get() + got as u64);
        Ok(got)
    }
}
