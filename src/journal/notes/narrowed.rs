//! Lines that somebody else has narrowed since the writer of a note looked: what the writer has made of their words
//! meanwhile is as narrow.

use std::borrow::Cow;
use std::collections::HashMap;

use super::merge::{Line, Origin};
use super::unreadable;
use crate::capture;
use crate::domain::entry::Entry;
use crate::domain::forms::{DraftEntry, NoteDraft, mark};
use crate::domain::ids::EntryId;
use crate::domain::{Limits, Raw};
use crate::journal::Failure;

/// The words of those lines, and how far they may reach now.
pub(super) struct Narrowed(Vec<(String, Limits)>);

impl Narrowed {
    /// # Errors
    /// The words of a line that was sealed meanwhile cannot be compared without the key: then nobody knows what has them, if
    /// the writer has changed anything.
    pub fn since(draft: &NoteDraft, current: &[Entry]) -> std::result::Result<Self, Failure> {
        let narrower = current.iter().filter_map(|entry| {
            let (limits, knew) = (Limits::of(entry), draft.knew.get(&entry.id)?);
            limits.is_narrower_than(*knew).then_some((entry, limits))
        });
        let mut words = Vec::new();
        for (entry, limits) in narrower {
            match (&entry.raw, entry.raw.text()) {
                (_, Some(text)) => words.push((capture::body(text).into_owned(), limits)),
                (Raw::Locked(_), None) if changes(draft) => return Err(unreadable([&entry.raw]).into()),
                (_, None) => {}
            }
        }
        Ok(Self(words))
    }

    /// Has a line reach no further than the words may that it has now and had not before.
    pub fn narrow(&self, line: &mut Line) {
        let is_here = line.draft.is_some() && !self.0.is_empty();
        let Some(raw) = line.raw.as_deref().filter(|_| is_here) else { return };
        let before = match &line.origin {
            Origin::Known(entry) => capture::body(entry.raw.text().unwrap_or_default()),
            Origin::New => Cow::default(),
        };
        let after = capture::body(raw);
        let is_new = |words: &str| capture::share_words(words, &after) && !capture::share_words(words, &before);
        let limits = self.0.iter().filter(|(words, _)| is_new(words));
        line.within = limits.fold(line.within, |all, (_, limits)| all.and(*limits));
    }
}

/// Whether a draft says something that its writer had not read.
fn changes(draft: &NoteDraft) -> bool {
    let seen: HashMap<EntryId, u64> = draft.base.iter().copied().collect();
    let is_as_read = |entry: &DraftEntry| match (&entry.raw, entry.id) {
        (None, _) => true,
        (Some(raw), Some(id)) => seen.get(&id) == Some(&mark(raw)),
        (Some(_), None) => false,
    };
    !draft.entries.iter().all(is_as_read)
}
