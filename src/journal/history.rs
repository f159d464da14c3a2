//! Undo and redo of the journal: values that carry the revisions they expect. They last as long as the program runs.

use std::collections::HashMap;

use super::work::{Renamed, Work, Written};
use crate::domain::forms::Change;
use crate::store::{Key, Result};

/// How many steps are remembered.
const DEPTH: usize = 500;

pub(super) struct Step {
    pub what: Change,
    visit: Option<i64>,
    writes: Vec<Written>,
}

impl Step {
    /// Takes the writes back, newest first. Returns the step that would do them again, and the states that live under
    /// new revisions now.
    pub fn revert(&self, mut work: Work<'_>) -> Result<(Step, Vec<Renamed>)> {
        let mut renamed = Vec::new();
        for written in self.writes.iter().rev() {
            renamed.extend(work.revert(written)?);
        }
        Ok((Step { what: self.what, visit: None, writes: work.into_log() }, renamed))
    }

    fn rename(&mut self, renamed: &[Renamed]) {
        for write in &mut self.writes {
            let state = renamed.iter().find(|r| r.key == write.key && Some(r.from) == write.after);
            write.after = state.map_or(write.after, |r| Some(r.to));
        }
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
        let mut step = match self.undo.pop_if(|last| visit.is_some() && last.visit == visit) {
            Some(step) => step,
            None => Step { what, visit, writes: Vec::new() },
        };
        step.absorb(writes);
        if !step.writes.is_empty() {
            self.push_undone(step);
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

    /// Every other step that expects a state which has just come back expects it under its new revision.
    pub fn rename(&mut self, renamed: &[Renamed]) {
        self.undo.iter_mut().chain(&mut self.redo).for_each(|step| step.rename(renamed));
    }

    /// Forgets everything: the bin was emptied, and what is gone for good must not come back.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
