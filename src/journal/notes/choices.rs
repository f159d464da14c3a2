//! What was chosen by hand about a line goes with its words into lines that are made of them.

use crate::capture;
use crate::domain::entry::Entry;
use crate::domain::{Chosen, Limits};

/// What the lines of a note said before it was written, where somebody had chosen whose they are or when they are due.
pub(super) struct Choices(Vec<(String, Chosen)>);

impl Choices {
    pub fn of(entries: &[Entry]) -> Self {
        let chosen = entries.iter().map(|entry| (entry, Chosen::of(entry))).filter(|(_, chosen)| !chosen.is_none());
        Self(chosen.filter_map(|(entry, chosen)| Some((body(entry.raw.text()?), chosen))).collect())
    }

    /// What a new line is to have whose words have these limits: the choices of the one line that most of it comes from. A
    /// text from outside has to be in that line as it is.
    pub fn for_line(&self, raw: &str, within: Limits) -> Chosen {
        let line = body(raw);
        let moved = within.holds(Limits::CHOSEN);
        let from = |source: &str| match moved {
            true => capture::mostly_from(&line, source),
            false => within.is_outside().then(|| capture::is_part_of(&line, source)).flatten(),
        };
        let found = self.0.iter().filter_map(|(source, chosen)| Some((from(source)?, *chosen)));
        let best = found.clone().map(|(common, _)| common).max();
        let mut best = found.filter(|(common, _)| Some(*common) == best).map(|(_, chosen)| chosen);
        // Of two lines that say the same neither decides it.
        match (best.next(), best.next()) {
            (Some(one), None) => one,
            (Some(one), Some(other)) if one == other => one,
            _ => Chosen::default(),
        }
    }
}

fn body(raw: &str) -> String {
    capture::body(raw).trim().to_owned()
}
