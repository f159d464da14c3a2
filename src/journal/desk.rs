//! Everything that the desk shows of one pair, read in one view of the journal.

use super::sessions::habit_of;
use super::{ActionFilter, Journal, SessionFilter, Work, checklist};
use crate::domain::Entry;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::views::{Note, PairDesk, Window, by_day};
use crate::problem::Result;

/// So many lines that name somebody are offered to go to.
const PEOPLE: u32 = 200;
/// The most open promises that are shown beside everything else; the ledger has all of them.
pub(super) const PROMISES: u32 = 200;

impl Journal {
    /// The desk of a pair: the sessions of a window, its goals, its six keys as of `session` (`None`: the newest held
    /// one) with its note, what is promised and what waits for the next meeting.
    pub fn pair_desk(&self, pair: PairId, session: Option<SessionId>, window: Window) -> Result<PairDesk> {
        self.read(|tx| {
            let board = checklist::board(&Work::new(tx, self.clock), pair, session)?;
            let (first, len) = match window {
                Window::From { first, len } => (first, len),
                Window::Around(id, len) => (tx.newer_sessions(pair, id)?.saturating_sub(len / 2), len),
                Window::Oldest(len) => (tx.session_total(pair)?.saturating_sub(len), len),
            };
            // One more than asked for tells whether there are more.
            let limit = Some(len.saturating_add(1));
            let filter =
                SessionFilter { pair: Some(pair), skip: first, limit, without_moved: true, ..SessionFilter::default() };
            let mut sessions = tx.session_rows(&filter)?;
            let more = sessions.len() > len as usize;
            sessions.truncate(len as usize);
            let shown = board.session.and_then(|id| sessions.iter().find(|r| r.session.id == id));
            let note = match shown {
                Some(row) => Some(Note { row: row.clone(), entries: tx.entries_of(row.session.id)? }),
                None => None,
            };
            let mut actions =
                tx.actions(&ActionFilter { pair: Some(pair), limit: Some(PROMISES), ..ActionFilter::default() })?;
            by_day(&mut actions);
            Ok(PairDesk {
                pair,
                sessions,
                first,
                more,
                note,
                goals: tx.goal_views(pair)?,
                board,
                actions,
                open_actions: tx.open_actions(pair)?,
                later: tx.entries_for_later(pair)?,
                habit: habit_of(tx, pair, self.clock)?,
            })
        })
    }

    /// The newest lines of a pair that name somebody.
    pub fn people(&self, pair: PairId) -> Result<Vec<Entry>> {
        self.read(|tx| Ok(tx.people(pair, PEOPLE)?))
    }
}
