//! Two writers of one note: three versions become one.

use std::collections::HashMap;

use super::unreadable;
use crate::domain::entry::Entry;
use crate::domain::forms::{NoteDraft, mark, mark_of};
use crate::domain::ids::EntryId;
use crate::domain::{Chosen, Limits};
use crate::journal::{Failure, Work};

/// Where an entry of the new note comes from.
pub(super) enum Origin {
    /// It was there: its record as it is in the journal.
    Known(Box<Entry>),
    New,
}

/// One entry of the note to be, with the draft's index if the writer has it.
pub(super) struct Line {
    pub origin: Origin,
    /// `None`: it stays as it is.
    pub raw: Option<String>,
    pub draft: Option<usize>,
    /// Whether it is sealed, where its writer has said so.
    pub sealed: Option<bool>,
    /// How far the words may reach that it has taken in.
    pub within: Limits,
    /// What was chosen by hand for the line of another note that its words come from.
    pub chosen: Chosen,
}

/// Three versions become one: what the writer last saw (`draft.base`), what the writer has, and what the journal has
/// now. Returns the lines of the new note, the entries that the writer took out, and whether others had a part in it.
pub(super) fn merge(
    work: &Work<'_>,
    draft: &NoteDraft,
    current: Vec<Entry>,
) -> std::result::Result<(Vec<Line>, Vec<Entry>, bool), Failure> {
    let base: HashMap<EntryId, u64> = draft.base.iter().copied().collect();
    let order: Vec<EntryId> = current.iter().map(|e| e.id).collect();
    let mut theirs: HashMap<EntryId, Entry> = current.into_iter().map(|e| (e.id, e)).collect();
    let (mut lines, mut merged) = (Vec::with_capacity(draft.entries.len()), false);
    for (index, mine) in draft.entries.iter().enumerate() {
        let line = |origin, raw: Option<&str>| Line {
            origin,
            raw: raw.map(str::to_owned),
            draft: Some(index),
            sealed: mine.sealed,
            within: mine.within,
            chosen: mine.chosen,
        };
        let known = mine.id.and_then(|id| theirs.remove(&id));
        let Some(raw) = mine.raw.as_deref() else {
            // The writer could not read it. It stays, unless somebody else has taken it out.
            match known {
                Some(known) => lines.push(line(Origin::Known(Box::new(known)), None)),
                None => merged = true,
            }
            continue;
        };
        let Some(known) = known else {
            let taken_out_elsewhere = mine.id.is_some_and(|id| base.get(&id) == Some(&mark(raw)));
            match mine.id.map(|id| work.binned(id, draft.session)).transpose()?.flatten() {
                // Somebody else took out a line that the writer has not touched: it stays out.
                Some(_) if taken_out_elsewhere => merged = true,
                Some(entry) if entry.raw.text().is_none() => return Err(unreadable([&entry.raw]).into()),
                Some(entry) => lines.push(line(Origin::Known(Box::new(entry)), Some(raw))),
                None if taken_out_elsewhere => merged = true,
                None => lines.push(line(Origin::New, Some(raw))),
            }
            continue;
        };
        let seen = base.get(&known.id).copied();
        let i_changed = seen != Some(mark(raw));
        let they_changed = seen != Some(mark_of(&known.raw));
        let Some(theirs) = known.raw.text() else {
            // It was locked since the writer read it: its new words have nowhere to go, and must not lie there clear.
            if i_changed {
                return Err(unreadable([&known.raw]).into());
            }
            lines.push(line(Origin::Known(Box::new(known)), None));
            continue;
        };
        match (i_changed, they_changed) {
            (true, true) if mark(theirs) != mark(raw) => {
                merged = true;
                // Two texts of one line: what was chosen for it holds for both.
                let both = mine.within.and(Limits::of(&known));
                lines.push(Line::of_others(known));
                lines.push(Line { within: both, ..line(Origin::New, Some(raw)) });
            }
            (false, true) => {
                merged = true;
                lines.push(line(Origin::Known(Box::new(known)), None));
            }
            _ => lines.push(line(Origin::Known(Box::new(known)), Some(raw))),
        }
    }
    // What is left in `theirs` the writer does not have: taken out by the writer, or added or changed by others.
    let (mut gone, mut others) = (Vec::new(), Others::of(&lines));
    for id in &order {
        let Some(entry) = theirs.remove(id) else {
            others.passes(*id);
            continue;
        };
        // What the writer could not read the writer could not take out either.
        if base.get(id) == Some(&mark_of(&entry.raw)) && entry.raw.text().is_some() {
            gone.push(entry);
            continue;
        }
        merged = true;
        others.add(entry);
    }
    let mut lines = others.among(lines);
    if merged {
        // Between lines that never stood beside each other every one needs its line end.
        let last = lines.len().saturating_sub(1);
        lines.iter_mut().take(last).for_each(|l| l.raw = l.words().map(ended));
    }
    Ok((lines, gone, merged))
}

/// Lines of other writers, each behind the line that it follows in the journal: the nearest one before it that the new note
/// has, too.
struct Others {
    /// The place in the writer's lines of every entry that is known.
    places: HashMap<EntryId, usize>,
    /// Behind how many of the writer's lines the next one comes.
    behind: usize,
    /// In the order of the journal.
    lines: Vec<(usize, Line)>,
}

impl Others {
    fn of(lines: &[Line]) -> Self {
        let known = lines.iter().enumerate().filter_map(|(place, line)| Some((line.known()?, place)));
        Self { places: known.collect(), behind: 0, lines: Vec::new() }
    }

    /// The journal has this entry here. The new note may have it elsewhere, or not at all.
    fn passes(&mut self, id: EntryId) {
        if let Some(place) = self.places.get(&id) {
            self.behind = place + 1;
        }
    }

    fn add(&mut self, entry: Entry) {
        self.lines.push((self.behind, Line::of_others(entry)));
    }

    /// All lines in the order of the new note.
    fn among(mut self, lines: Vec<Line>) -> Vec<Line> {
        // Those behind one line stay in their order.
        self.lines.sort_by_key(|(behind, _)| *behind);
        let mut all = Vec::with_capacity(lines.len() + self.lines.len());
        let mut others = self.lines.into_iter().peekable();
        for (place, line) in lines.into_iter().enumerate() {
            while let Some((_, other)) = others.next_if(|(behind, _)| *behind <= place) {
                all.push(other);
            }
            all.push(line);
        }
        all.extend(others.map(|(_, other)| other));
        all
    }
}

impl Line {
    /// A line as somebody else has it, so that another line may follow.
    fn of_others(entry: Entry) -> Self {
        let raw = entry.raw.text().map(ended);
        Self {
            origin: Origin::Known(Box::new(entry)),
            raw,
            draft: None,
            sealed: None,
            within: Limits::NONE,
            chosen: Chosen::default(),
        }
    }

    /// Its text to be, as far as it can be read.
    fn words(&self) -> Option<&str> {
        match (&self.raw, &self.origin) {
            (Some(raw), _) => Some(raw),
            (None, Origin::Known(entry)) => entry.raw.text(),
            (None, Origin::New) => None,
        }
    }

    fn known(&self) -> Option<EntryId> {
        if let Origin::Known(entry) = &self.origin { Some(entry.id) } else { None }
    }
}

/// The slice with a line end, so that another line may follow it.
pub(super) fn ended(raw: &str) -> String {
    if raw.ends_with('\n') { raw.to_owned() } else { format!("{raw}\n") }
}
