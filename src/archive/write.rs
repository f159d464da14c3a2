//! Writing an archive: one record per line.

use std::io::{self, Write};

use serde::Serialize;

use super::{FORMAT, Kept, List, MARK};
use crate::domain::Moment;
use crate::text::Harmless;

/// Writes an archive, record by record in the order of the lists.
pub struct Writer<W: Write> {
    out: W,
    /// The open list, and whether it already has a record.
    open: Option<(List, bool)>,
}

impl<W: Write> Writer<W> {
    pub fn begin(mut out: W, exported_at: Moment, schema: i64) -> io::Result<Self> {
        write!(out, "{{\n\"{MARK}\": {FORMAT},\n\"exported_at\": ")?;
        let at = exported_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
        at.serialize(&mut serde_json::Serializer::new(&mut out))?;
        write!(out, ",\n\"schema\": {schema}")?;
        Ok(Self { out, open: None })
    }

    /// Writes the next record.
    pub fn put(&mut self, record: Kept) -> io::Result<()> {
        self.reach(record.list())?;
        let first = self.open.replace((record.list(), true)).is_none_or(|(_, has_one)| !has_one);
        self.out.write_all(if first { b"\n" } else { b",\n" })?;
        record.shape(&mut serde_json::Serializer::with_formatter(&mut self.out, Harmless::compact()))?;
        Ok(())
    }

    /// Ends the document and returns the writer.
    pub fn end(mut self) -> io::Result<W> {
        if let Some(last) = List::ALL.last() {
            self.reach(*last)?;
        }
        self.out.write_all(b"]\n}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Opens the lists up to this one; those without a record are empty.
    fn reach(&mut self, list: List) -> io::Result<()> {
        for next in List::ALL {
            let open = self.open.map(|(open, _)| open);
            if *next <= list && open.is_none_or(|open| *next > open) {
                self.out.write_all(if open.is_some() { b"],\n" } else { b",\n" })?;
                write!(self.out, "\"{}\": [", next.key())?;
                self.open = Some((*next, false));
            }
        }
        Ok(())
    }
}
