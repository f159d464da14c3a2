//! Promises of both people: what became of them.

use super::{ActionFilter, Failure, Journal, Work};
use crate::clock::Clock;
use crate::domain::entry::EntryState;
use crate::domain::forms::{Change, PastSettlement, Settlement};
use crate::domain::ids::EntryId;
use crate::domain::views::Traced;
use crate::domain::{Entry, Readers};
use crate::problem::{Missing, Problem, Result, What};

impl Journal {
    /// Promises with where they came from, oldest first.
    pub fn actions(&self, filter: &ActionFilter) -> Result<Vec<Traced>> {
        self.read(|tx| Ok(tx.actions(filter)?))
    }

    /// One promise with where it came from.
    pub fn action(&self, id: EntryId) -> Result<Traced> {
        self.read(|tx| Work::new(tx, self.clock).action(id))
    }

    /// Writes down what became of a promise, or opens it again.
    ///
    /// # Errors
    /// One that was tried needs what was learned.
    pub fn settle(&mut self, id: EntryId, settlement: &Settlement) -> Result<Traced> {
        self.change_and_show(Change::Action, |work| settle(work, id, settlement), |work, ()| work.action(id))
    }

    /// Writes down what became of many lines, and when, in one transaction: what arrives from elsewhere, in slices of
    /// the caller's.
    pub fn settle_lines(&mut self, past: &[PastSettlement]) -> Result<()> {
        self.change(Change::Action, |work| {
            past.iter().try_for_each(|settled| {
                work.clock = Clock::frozen(settled.at);
                settle(work, settled.line, &settled.to)
            })
        })
    }

    /// Writes down what became of any line that waits: asked, said, met, talked about, carried over, dropped.
    pub fn settle_line(&mut self, id: EntryId, settlement: &Settlement) -> Result<Entry> {
        self.change_and_show(Change::Action, |work| settle(work, id, settlement), |work, ()| work.entry(id))
    }
}

impl Work<'_> {
    fn action(&self, id: EntryId) -> std::result::Result<Traced, Failure> {
        let missing = || Problem::NotFound { what: What::Action, needle: id.ending() };
        Ok(self.tx.action(id)?.ok_or_else(missing)?)
    }
}

/// Settles inside a transaction; also used by the demo.
pub(super) fn settle(work: &mut Work<'_>, id: EntryId, to: &Settlement) -> std::result::Result<(), Failure> {
    let words = |text: &Option<String>| text.as_ref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let (result, learned) = (words(&to.result), words(&to.learned));
    let entry: Entry = work.entry(id)?;
    if to.state == EntryState::Tried && learned.is_none() && entry.learned.is_none() {
        return Err(Problem::Empty(Missing::Learned).into());
    }
    if !entry.can_settle() {
        return Err(Problem::NothingToSettle.into());
    }
    let [held_result, held_learned] = [&entry.result, &entry.learned].map(|words| words.as_deref().unwrap_or_default());
    // Both go where the line goes.
    let readers = if entry.raw.is_sealed() { Readers::Line } else { entry.visibility.readers() };
    work.may_keep(held_result, result.as_deref().unwrap_or_default(), readers)?;
    work.may_keep(held_learned, learned.as_deref().unwrap_or_default(), readers)?;
    let now = work.now;
    // What is not said now was perhaps said before, and stays.
    let learned_told = learned.is_some() || entry.learned_told;
    let (result, learned) = (result.or(entry.result.clone()), learned.or(entry.learned.clone()));
    // Open again and in no session: as if nobody had touched it.
    let touched = to.state != EntryState::Open || to.settled_in.is_some();
    let settled = touched.then(|| work.clock.now());
    Ok(work.put(Entry {
        state: to.state,
        result,
        learned,
        learned_told,
        settled,
        settled_in: to.settled_in,
        updated: now,
        ..entry
    })?)
}
