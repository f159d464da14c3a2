//! Lines that are due "by next time" are due at the pair's next session: they follow it when it is planned, moved or
//! called off, within the change that does so. Words in a note mean the session after that note's; who chooses it by hand
//! means the one after the moment of choosing.

use std::collections::BTreeSet;

use super::{Failure, Work};
use crate::capture;
use crate::clock::Clock;
use crate::domain::Entry;
use crate::domain::ids::PairId;
use crate::store::Record;

/// In milliseconds.
const DAY: i64 = 86_400_000;

/// Gives those lines their day again, where this change has touched sessions of their pair or the lines themselves.
pub(super) fn follow(work: &mut Work<'_>) -> std::result::Result<(), Failure> {
    for pair in pairs_touched(work)? {
        for entry in work.tx.open_entries_with_due_words(pair)? {
            if !follows(&entry) || entry.raw.text().is_none() {
                continue;
            }
            let written = match entry.session {
                Some(session) => work.session(session)?.at.timestamp_millis(),
                None => entry.created,
            };
            let since = if entry.is_due_next_time() { written.max(chosen(&entry, work.clock)) } else { written };
            let due = work.tx.session_after(pair, since)?.map(|at| at.date_naive());
            if due != entry.due {
                work.put(Entry { due, ..entry })?;
            }
        }
    }
    Ok(())
}

/// When a line was chosen to be due at the next session. Once it has a day, what is changed of the
/// line after that day does not postpone it.
fn chosen(entry: &Entry, clock: Clock) -> i64 {
    let day = entry.due.map(|day| clock.start_of(day).timestamp_millis());
    day.filter(|day| day + DAY <= entry.updated).unwrap_or(entry.updated)
}

/// Whether its words say so, or somebody has chosen it by hand.
fn follows(entry: &Entry) -> bool {
    entry.is_due_next_time() || !entry.due_chosen && entry.due_phrase.as_deref().is_some_and(capture::is_next_time)
}

fn pairs_touched(work: &Work<'_>) -> std::result::Result<BTreeSet<PairId>, Failure> {
    let mut pairs = BTreeSet::new();
    for (key, before) in work.touched() {
        let now = work.tx.get(key)?;
        for record in [before, now.as_ref()].into_iter().flatten() {
            match record {
                Record::Session(session) => {
                    pairs.insert(session.pair);
                }
                Record::Entry(entry) if follows(entry) => {
                    pairs.insert(entry.pair);
                }
                Record::Entry(_)
                | Record::Pair(_)
                | Record::Goal(_)
                | Record::CheckIn(_)
                | Record::Revision(_)
                | Record::Tick(_)
                | Record::Rating(_)
                | Record::OwnItem(_)
                | Record::OwnQuestion(_)
                | Record::Share(_) => {}
            }
        }
    }
    Ok(pairs)
}
