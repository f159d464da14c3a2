//! Everything that the desk shows of one pair, read in one view of the journal.

use super::{ActionFilter, Journal, SessionFilter, Work, checklist};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::views::{Note, PairDesk};
use crate::problem::Result;

/// The most open promises that are shown beside everything else; the ledger has all of them.
pub(super) const PROMISES: u32 = 200;

impl Journal {
    /// The desk of a pair: its newest `limit` sessions, its goals, its six keys as of `session` (`None`: the newest held one) with its note, what is promised and
    /// what waits for the next meeting.
    pub fn pair_desk(&self, pair: PairId, session: Option<SessionId>, limit: u32) -> Result<PairDesk> {
        let filter = SessionFilter { pair: Some(pair), limit: Some(limit), ..SessionFilter::default() };
        self.read(|tx| {
            let board = checklist::board(&Work::new(tx, self.clock), pair, session)?;
            let sessions = tx.session_rows(&filter)?;
            let shown = board.session.and_then(|id| sessions.iter().find(|r| r.session.id == id));
            let note = match shown {
                Some(row) => Some(Note { row: row.clone(), entries: tx.entries_of(row.session.id)? }),
                None => None,
            };
            Ok(PairDesk {
                pair,
                sessions,
                note,
                goals: tx.goal_views(pair)?,
                board,
                actions: tx.actions(&ActionFilter {
                    pair: Some(pair),
                    limit: Some(PROMISES),
                    ..ActionFilter::default()
                })?,
                open_actions: tx.open_actions(pair)?,
                later: tx.entries_for_later(pair)?,
            })
        })
    }
}
