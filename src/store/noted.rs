//! What could not be read, for whoever has to say so.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::damage::Unreadable;

/// The rows that could not be read since the journal was opened: whatever was read is complete but for these.
#[derive(Clone, Default)]
pub struct Noted(Arc<Mutex<BTreeSet<Unreadable>>>);

impl Noted {
    /// How many they are.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub(super) fn add(&self, mut more: BTreeSet<Unreadable>) {
        if !more.is_empty() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).append(&mut more);
        }
    }

    pub(super) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
