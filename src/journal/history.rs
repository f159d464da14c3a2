//! Undo and redo of the journal: values that carry the revisions they expect. They last as long as the program runs.

use std::collections::{HashMap, VecDeque};

use super::work::{Renamed, Work, Written};
use crate::domain::forms::Change;
use crate::store::{Key, Result};

/// How many steps are remembered.
const DEPTH: usize = 500;
/// The oldest steps are forgotten when all of them together hold more bytes than this. The newest always stays.
const MOST_BYTES: usize = 32 << 20;

/// Under which revision a state lives now, by the one that it had.
type NewRevisions = HashMap<(Key, i64), i64>;

pub(super) struct Step {
    pub what: Change,
    visit: Option<i64>,
    writes: Vec<Written>,
}

impl Step {
    /// Takes the writes back, newest first. Returns the states that live under new revisions now.
    pub fn revert(&self, work: &mut Work<'_>) -> Result<Vec<Renamed>> {
        work.tx.expect(self.writes.len());
        let mut renamed = Vec::new();
        for written in self.writes.iter().rev() {
            renamed.extend(work.revert(written)?);
        }
        Ok(renamed)
    }

    /// The step that does this one again, once it was taken back by these writes.
    pub fn inverse(&self, writes: Vec<Written>) -> Self {
        Self { what: self.what, visit: None, writes }
    }

    fn rename(&mut self, renamed: &NewRevisions) {
        for write in &mut self.writes {
            let new = write.after.and_then(|after| renamed.get(&(write.key, after)));
            write.after = new.copied().or(write.after);
        }
    }

    /// Memory held, in bytes, roughly.
    fn bytes(&self) -> usize {
        self.writes.iter().map(Written::bytes).sum()
    }

    /// Adds later writes, so that every record stands in the step once: with its oldest "before" and its newest
    /// "after".
    fn absorb(&mut self, later: Vec<Written>) {
        let mut places: HashMap<Key, usize> = self.writes.iter().enumerate().map(|(i, w)| (w.key, i)).collect();
        for write in later {
            match places.get(&write.key) {
                Some(&place) => self.writes[place].after = write.after,
                None => {
                    places.insert(write.key, self.writes.len());
                    self.writes.push(write);
                }
            }
        }
        // Born and gone within the step: nothing to take back.
        self.writes.retain(|w| w.before.is_some() || w.after.is_some());
    }
}

#[derive(Default)]
pub(super) struct History {
    undo: VecDeque<(Step, usize)>,
    redo: Vec<(Step, usize)>,
    /// Of all steps.
    bytes: usize,
}

impl History {
    /// Remembers a change; what was undone before it can no longer be done again.
    pub fn push(&mut self, what: Change, visit: Option<i64>, writes: Vec<Written>) {
        if writes.is_empty() {
            return;
        }
        self.bytes -= self.redo.drain(..).map(|(_, bytes)| bytes).sum::<usize>();
        let goes_on = self.undo.back().is_some_and(|(last, _)| visit.is_some() && last.visit == visit);
        let last = if goes_on { self.pop_undo() } else { None };
        let mut step = last.unwrap_or(Step { what, visit, writes: Vec::new() });
        step.absorb(writes);
        if !step.writes.is_empty() {
            self.push_undone(step);
        }
    }

    /// Puts a step back on the undo side without touching what can be redone.
    pub fn push_undone(&mut self, step: Step) {
        let bytes = step.bytes();
        self.bytes += bytes;
        self.undo.push_back((step, bytes));
        self.forget_oldest();
    }

    pub fn push_redo(&mut self, step: Step) {
        let bytes = step.bytes();
        self.bytes += bytes;
        self.redo.push((step, bytes));
        self.forget_oldest();
    }

    fn forget_oldest(&mut self) {
        while self.undo.len() > DEPTH || self.bytes > MOST_BYTES && self.undo.len() > 1 {
            let Some((_, bytes)) = self.undo.pop_front() else { return };
            self.bytes -= bytes;
        }
    }

    pub fn pop_undo(&mut self) -> Option<Step> {
        let (step, bytes) = self.undo.pop_back()?;
        self.bytes -= bytes;
        Some(step)
    }

    pub fn pop_redo(&mut self) -> Option<Step> {
        let (step, bytes) = self.redo.pop()?;
        self.bytes -= bytes;
        Some(step)
    }

    /// Every other step that expects a state which has just come back expects it under its new revision.
    pub fn rename(&mut self, renamed: &[Renamed]) {
        let renamed = renamed.iter().map(|r| ((r.key, r.from), r.to)).collect();
        self.undo.iter_mut().chain(&mut self.redo).for_each(|(step, _)| step.rename(&renamed));
    }

    /// Forgets everything: the bin was emptied, and what is gone for good must not come back.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
