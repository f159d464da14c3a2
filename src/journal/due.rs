//! What is worth a look between meetings.

use super::{Failure, Journal};
use crate::capture;
use crate::domain::Visibility;
use crate::domain::ids::{EntryId, GoalId};
use crate::domain::signals::{Due, of_all, speaks};
use crate::problem::Result;
use crate::store::{Key, Record, Tx};
use crate::text;

/// The columns that the words of a promise take at most: a signal is one line of a shell.
const DETAIL: usize = 36;

impl Journal {
    /// The signals of every pair that does not rest: most useful first, then those of the pair that meets next.
    pub fn due(&self) -> Result<Vec<Due>> {
        let now = self.clock.now();
        self.read(|tx| {
            let pairs = tx.pairs()?.into_iter().map(|pair| pair.as_of(now.date_naive())).filter(speaks);
            let facts = pairs.map(|pair| tx.facts(pair, now)).collect::<crate::store::Result<Vec<_>>>()?;
            let mut all = of_all(facts, now);
            for due in &mut all {
                due.detail = match (due.promise, due.goal) {
                    (Some(promise), _) => words(tx, promise)?,
                    (None, Some(goal)) => title(tx, goal)?,
                    (None, None) => None,
                };
            }
            Ok(all)
        })
    }
}

/// The words of a promise in short. One that is only for the person at the desk stays unspoken: a shell prompt is seen
/// by whoever passes by.
fn words(tx: &Tx<'_>, id: EntryId) -> std::result::Result<Option<String>, Failure> {
    let Some(Record::Entry(entry)) = tx.get(Key::Entry(id.0))? else { return Ok(None) };
    let Some(raw) = entry.raw.text().filter(|_| entry.visibility != Visibility::Private && !entry.raw.is_sealed())
    else {
        return Ok(None);
    };
    let body = capture::body(capture::first_line_of(raw));
    // As they were written: a word less, and they may say something else.
    Ok(Some(short(&body)))
}

fn title(tx: &Tx<'_>, id: GoalId) -> std::result::Result<Option<String>, Failure> {
    let Some(Record::Goal(goal)) = tx.get(Key::Goal(id.0))? else { return Ok(None) };
    Ok(Some(short(&goal.terms.title)))
}

/// Cut between two words where there are some.
fn short(words: &str) -> String {
    let line = text::term_safe_line(words);
    let cut = text::truncate(line.trim(), DETAIL).into_owned();
    let Some(kept) = cut.strip_suffix('…').filter(|_| cut != line.trim()) else { return cut };
    let is_latin = |c: char| c.is_alphanumeric() && c.is_ascii();
    let splits = kept.ends_with(is_latin) && line.trim()[kept.len()..].starts_with(is_latin);
    match kept.rfind(' ').filter(|at| splits && *at > kept.len() / 2) {
        Some(at) => format!("{}…", kept[..at].trim_end()),
        None => cut,
    }
}
