//! What the desk holds while somebody else sees the screen. What may not be seen is not there at all, so that no pane
//! can show it and no key can choose it.

use super::Desk;
use crate::domain::Entry;
use crate::domain::checklist::Board;
use crate::domain::ids::EntryId;
use crate::domain::signals::Due;
use crate::domain::views::{Note, PairDesk, PairView, SessionRow};

impl Desk {
    /// Whether a line may stand on the screen now.
    pub fn shows(&self, entry: &Entry) -> bool {
        !self.shared || entry.may_be_shown()
    }

    /// Whether the desk holds a line, among the promises or in the chosen note.
    pub fn holds(&self, id: EntryId) -> bool {
        let promises = self.promises().iter().map(|a| a.entry.id);
        promises.chain(self.lines().iter().map(|e| e.id)).any(|held| held == id)
    }

    pub fn hold_pairs(&mut self, pairs: Vec<PairView>) {
        self.pairs = pairs;
        self.leave_out();
    }

    pub fn hold(&mut self, data: PairDesk) {
        self.data = Some(data);
        self.leave_out();
    }

    pub fn hold_board(&mut self, board: Board) {
        if let Some(data) = self.data.as_mut().filter(|d| d.pair == board.pair) {
            data.board = board;
        }
        self.leave_out();
    }

    pub fn hold_note(&mut self, note: Note) {
        self.note = Some(note);
        self.leave_out();
    }

    /// A session as it may stand on the screen now.
    pub fn shown_row(&self, row: &SessionRow) -> SessionRow {
        let mut shown = row.clone();
        if self.shared {
            leave_out_of_row(&mut shown);
        }
        shown
    }

    pub fn hold_due(&mut self, due: Vec<Due>) {
        self.due = due;
        self.leave_out();
    }

    /// Lets go of everything that is not for other eyes.
    pub fn leave_out(&mut self) {
        if !self.shared {
            return;
        }
        self.pairs.retain(|v| Some(v.pair.id) == self.pair.id);
        self.due.clear();
        self.key_open = false;
        if let Some(mut note) = self.note.take() {
            note.entries.retain(|e| self.shows(e));
            note.entries.iter_mut().for_each(leave_out_learned);
            leave_out_of_row(&mut note.row);
            self.note = Some(note);
        }
        if let Some(mut data) = self.data.take() {
            data.sessions.iter_mut().for_each(leave_out_of_row);
            data.actions.retain(|a| self.shows(&a.entry));
            data.open_actions = u32::try_from(data.actions.len()).unwrap_or(u32::MAX);
            data.actions.iter_mut().for_each(|a| leave_out_learned(&mut a.entry));
            data.later.retain(|e| self.shows(e));
            data.board.keys.clear();
            data.goals.iter_mut().flat_map(|g| &mut g.checkins).for_each(|c| c.confidence = None);
            self.data = Some(data);
        }
    }
}

/// The first words of a note may be anybody's, and counts tell what else is there.
fn leave_out_of_row(row: &mut SessionRow) {
    row.opening.clear();
    (row.actions, row.learnings) = (0, 0);
    row.session.pulse = None;
}

/// What one learned from a promise is one's own.
fn leave_out_learned(entry: &mut Entry) {
    entry.learned = None;
}
