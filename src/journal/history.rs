//! Undo and redo of the journal: values that carry the revisions they expect. They last as long as the program runs.

use super::work::{Work, Written};
use crate::domain::forms::Change;
use crate::store::Result;

/// How many steps are remembered.
const DEPTH: usize = 500;

pub(super) struct Step {
    pub what: Change,
    visit: Option<i64>,
    writes: Vec<Written>,
}

impl Step {
    /// Takes the writes back, newest first, and returns the step that would do them again.
    pub fn revert(&self, work: &mut Work<'_>) -> Result<Step> {
        for written in self.writes.iter().rev() {
            work.revert(written)?;
        }
        let log = std::mem::replace(work, Work::new(work.tx, work.clock)).into_log();
        Ok(Step { what: self.what, visit: None, writes: log })
    }

    /// Adds the writes of a later step of the same visit: of each record the oldest "before" and the newest "after".
    fn absorb(&mut self, later: Vec<Written>) {
        for write in later {
            match self.writes.iter_mut().find(|w| w.key == write.key) {
                Some(known) => known.after = write.after,
                None => self.writes.push(write),
            }
        }
        // Born and gone within one visit: nothing to take back.
        self.writes.retain(|w| w.before.is_some() || w.after.is_some());
    }
}

#[derive(Default)]
pub(super) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Remembers a change; what was undone before it can no longer be done again.
    pub fn push(&mut self, what: Change, visit: Option<i64>, writes: Vec<Written>) {
        if writes.is_empty() {
            return;
        }
        self.redo.clear();
        match self.undo.last_mut() {
            Some(last) if visit.is_some() && last.visit == visit => {
                last.absorb(writes);
                if last.writes.is_empty() {
                    self.undo.pop();
                }
            }
            _ => self.push_undone(Step { what, visit, writes }),
        }
    }

    /// Puts a step back on the undo side without touching what can be redone.
    pub fn push_undone(&mut self, step: Step) {
        if self.undo.len() == DEPTH {
            self.undo.remove(0);
        }
        self.undo.push(step);
    }

    pub fn push_redo(&mut self, step: Step) {
        self.redo.push(step);
    }

    pub fn pop_undo(&mut self) -> Option<Step> {
        self.undo.pop()
    }

    pub fn pop_redo(&mut self) -> Option<Step> {
        self.redo.pop()
    }

    /// Forgets everything: the bin was emptied, and what is gone for good must not come back.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
