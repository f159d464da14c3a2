//! Summaries: choose from the journal, render for the reader.

use super::Journal;
use crate::domain::Visibility;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::views::SummaryView;
use crate::i18n::Lang;
use crate::problem::{Problem, Result};
use crate::share;

impl Journal {
    /// The summary of one session for the partner, with how many lines it holds and how many stay here.
    pub fn summary(&self, id: SessionId, lang: Lang) -> Result<SummaryView> {
        let note = self.note(id)?;
        let pair = self.pair(note.row.session.pair)?.pair;
        let (shared, kept) = note.seen_by(Visibility::Partner);
        let markdown = share::markdown(&share::choose(&pair.name, &note), lang);
        Ok(SummaryView { session: id, markdown, shared, kept })
    }

    /// The newest held session of a pair: what a summary is about that names none.
    pub fn last_held(&self, pair: PairId) -> Result<SessionId> {
        match self.read(|tx| Ok(tx.newest_held(pair)?))? {
            Some(id) => Ok(id),
            None => Err(Problem::NoHeldSession { name: self.pair(pair)?.pair.name }),
        }
    }
}
