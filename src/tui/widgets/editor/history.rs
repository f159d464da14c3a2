//! Undo and redo.

use std::collections::VecDeque;

use super::change::{Change, Piece};
use super::position::Cursor;

/// A longer pause between two keys begins a new step.
const PAUSE_MS: u64 = 1_000;
/// Older steps are forgotten when the changes hold more bytes than this. The newest step always stays.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What sort of edit a change is; only edits of one sort grow together into a step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EditKind {
    Type(char),
    EraseBackwards,
    EraseForwards,
    /// Stands alone: a paste, a cut, a new line.
    Whole,
}

struct Step {
    changes: Vec<Change>,
    before: Cursor,
    after: Cursor,
    /// Memory held, roughly.
    bytes: usize,
}

impl Step {
    /// Takes another change in and answers with the memory that adds.
    fn grow(&mut self, change: Change, after: Cursor) -> usize {
        self.after = after;
        let (typed, weight) = (change.typed_bytes(), change.weight());
        let left_over = match self.changes.last_mut() {
            Some(last) => last.absorb(change),
            None => Some(change),
        };
        let bytes = if left_over.is_some() { weight } else { typed };
        self.changes.extend(left_over);
        self.bytes += bytes;
        bytes
    }
}

/// What the latest step accepts more of.
struct OpenStep {
    kind: EditKind,
    at_ms: u64,
}

#[derive(Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    open: Option<OpenStep>,
    done_bytes: usize,
}

impl History {
    /// Remembers a change that has been made, as a step of its own or as part of the latest one.
    pub fn record(&mut self, change: Change, kind: EditKind, before: Cursor, after: Cursor, now_ms: u64) {
        self.undone.clear();
        let grows = self.open.take().is_some_and(|open| open.accepts(kind, now_ms));
        self.open = (kind != EditKind::Whole).then_some(OpenStep { kind, at_ms: now_ms });
        let bytes = match self.done.back_mut().filter(|_| grows) {
            Some(step) => step.grow(change, after),
            None => {
                let bytes = change.weight();
                self.done.push_back(Step { changes: vec![change], before, after, bytes });
                bytes
            }
        };
        self.done_bytes += bytes;
        self.forget_oldest();
    }

    /// Every piece of text that a step back or forward would bring.
    pub fn pieces(&mut self) -> impl Iterator<Item = &mut Piece> {
        let steps = self.done.iter_mut().chain(&mut self.undone);
        steps
            .flat_map(|step| &mut step.changes)
            .flat_map(|change| change.removed.iter_mut().chain(&mut change.inserted))
    }

    fn forget_oldest(&mut self) {
        while self.done_bytes > MOST_BYTES && self.done.len() > 1 {
            if let Some(oldest) = self.done.pop_front() {
                self.done_bytes = self.done_bytes.saturating_sub(oldest.bytes);
            }
        }
    }

    /// The next edit begins a new step.
    pub fn close_step(&mut self) {
        self.open = None;
    }

    /// Takes the latest step back: `revert` receives the inverse of each of its changes, in the right order.
    /// Answers with the cursor as it was before, or `None` if nothing is left to undo.
    pub fn undo(&mut self, mut revert: impl FnMut(&Change)) -> Option<Cursor> {
        self.open = None;
        let step = self.done.pop_back()?;
        self.done_bytes = self.done_bytes.saturating_sub(step.bytes);
        step.changes.iter().rev().for_each(|change| revert(&change.inverse()));
        let cursor = step.before;
        self.undone.push(step);
        Some(cursor)
    }

    /// Makes the step that was undone last again.
    pub fn redo(&mut self, apply: impl FnMut(&Change)) -> Option<Cursor> {
        self.open = None;
        let step = self.undone.pop()?;
        step.changes.iter().for_each(apply);
        let cursor = step.after;
        self.done_bytes += step.bytes;
        self.done.push_back(step);
        Some(cursor)
    }
}

impl OpenStep {
    fn accepts(&self, kind: EditKind, now_ms: u64) -> bool {
        let same_sort = match (self.kind, kind) {
            (EditKind::Type(last), EditKind::Type(next)) => !ends_word(last) || ends_word(next),
            (last, next) => last == next,
        };
        same_sort && now_ms.saturating_sub(self.at_ms) <= PAUSE_MS
    }
}

/// Blanks and sentence marks belong to the word before them; what follows is another step.
fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '。' | '、' | '！' | '？')
}
