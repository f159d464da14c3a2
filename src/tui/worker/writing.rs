//! What the journal is to write, order by order, and what a write leaves to know.

use super::Worker;
use crate::domain::ids::SessionId;
use crate::domain::views::SessionChanged;
use crate::i18n::Lang;
use crate::journal::vault::{Copies, SealedOn};
use crate::problem::{Problem, Result, VaultTrouble, What};
use crate::tui::effect::{Order, Receipt};

impl Worker {
    pub(super) fn write(&mut self, order: Order) -> Result<Receipt> {
        let journal = &mut self.journal;
        let goal = |view| Receipt::Goal(Box::new(view));
        Ok(match order {
            Order::AddPair(form) => Receipt::Pair(journal.add_pair(&form)?.pair.id),
            Order::EditPair(id, form) => Receipt::Pair(journal.edit_pair(id, &form)?.pair.id),
            Order::TurnPair(id, turn) => Receipt::Pair(journal.turn_pair(id, turn)?.pair.id),
            Order::AddSession(new) => added(journal.add_session(&new), self.lang)?,
            Order::AddNote(new, lines) => added(journal.add_note(&new, lines), self.lang)?,
            Order::KeepText(text) => Receipt::TextKept(journal.keep_text(&text)?),
            Order::EditSession(id, form) => session(journal.edit_session(id, &form)?),
            Order::StartSession(id) => session(journal.start_session(id)?),
            Order::BeginSession(pair) => session(journal.begin_session(pair)?),
            Order::MoveSession(id, at, minutes) => session(journal.move_session(id, at, minutes)?),
            Order::Finish(form) => {
                let (note, merged) = match journal.finish_session(&form) {
                    Err(Problem::Vault(VaultTrouble::Locked)) => return self.sealed_elsewhere(form.session),
                    finished => finished?,
                };
                Receipt::Finished { note: Box::new(note), merged }
            }
            Order::AddLines(id, lines) => plain(journal.add_lines(id, &lines)?),
            Order::Reword(edit) => plain(journal.reword(&edit)?),
            Order::PickQuestion(id, question) => plain(journal.pick_question(id, &question)?),
            Order::AskQuestion(id, question, asked) => plain(journal.ask_question(id, &question, asked)?),
            Order::AddQuestion(text) => plain(journal.add_question(&text)?),
            Order::EditQuestion(id, text) => plain(journal.edit_question(id, &text)?),
            Order::SaveNote(draft) => {
                let saved = match journal.save_note(&draft) {
                    Err(Problem::NotFound { what: What::Session, .. }) => return Ok(Receipt::Vanished),
                    Err(Problem::Vault(VaultTrouble::Locked)) => return self.sealed_elsewhere(draft.session),
                    saved => saved?,
                };
                Receipt::Note { note: Box::new(saved.note), merged: saved.merged, ids: saved.ids }
            }
            Order::EditLine(id, form) => plain(journal.edit_entry(id, &form)?),
            Order::Settle(id, settlement) => plain(journal.settle_line(id, &settlement)?),
            Order::AddGoal(new) => goal(journal.add_goal(&new)?),
            Order::ReviseGoal(id, form) => goal(journal.revise_goal(id, &form)?),
            Order::CheckIn(id, new) => goal(journal.check_in(id, &new)?),
            Order::AgreeGoal(id, on) => goal(journal.agree_goal(id, on)?),
            // What was copied or printed cannot be noted in what is only looked at.
            Order::LogShare(_) | Order::ShareArrived(_) if journal.is_look() => Receipt::Plain,
            Order::LogShare(new) => plain(journal.log_share(&new)?),
            Order::ShareArrived(new) => plain(journal.share_arrived(&new)?),
            Order::GoalReach(id, reach) => goal(journal.let_goal_reach(id, reach)?),
            Order::GoalStatus(id, status) => goal(journal.set_goal_status(id, status)?),
            Order::Tick(new) => plain(journal.tick(&new)?),
            Order::Rate(new) => plain(journal.rate(&new)?),
            Order::AddItem(new) => plain(journal.add_item(&new)?),
            Order::EditItem(id, text) => plain(journal.edit_item(id, &text)?),
            Order::Later(pair, text, within) => plain(journal.later_within(pair, &text, within)?),
            Order::Delete(what) => plain(journal.delete(what)?),
            Order::Restore(what) => plain(journal.restore(what)?),
            Order::EmptyBin => Receipt::Emptied(journal.empty_bin()?),
            Order::SealOn => {
                let Some(new) = self.new_vault.take() else { return Ok(Receipt::Plain) };
                let sealed = journal.seal_on(&new);
                if sealed.is_err() {
                    // It is made the next time: its code has been noted, and copies may be sealed for it.
                    self.new_vault = Some(new);
                }
                let SealedOn { lines, copies } = sealed?;
                let Copies { sealed: _, other, unreached } = copies;
                Receipt::SealedOn { lines, other, unreached, remains: journal.take_remains() }
            }
            Order::SealNote(id, sealed) => plain(journal.seal_note(id, sealed)?),
            Order::Undo => Receipt::Undone(journal.undo()?),
            Order::Redo => Receipt::Redone(journal.redo()?),
            Order::Meant(texts, order) => {
                journal.mean(texts);
                let written = self.write(*order);
                self.journal.mean(Vec::new());
                return written;
            }
        })
    }
}

impl Worker {
    /// What the desk has to know before it tries again.
    fn sealed_elsewhere(&self, session: SessionId) -> Result<Receipt> {
        let why = self.told(&Problem::Vault(VaultTrouble::Locked));
        Ok(Receipt::Sealed { note: Box::new(self.journal.note(session)?), why })
    }
}

/// A session with the word that another of its pair is at the same time.
fn session(changed: SessionChanged) -> Receipt {
    Receipt::Session { overlaps: changed.overlaps.map(|other| other.at), note: Box::new(changed.note) }
}

/// A session that was to be added, where its pair is still there.
fn added(changed: Result<SessionChanged>, lang: Lang) -> Result<Receipt> {
    match changed {
        Err(problem @ Problem::NotFound { what: What::Pair, .. }) => Ok(Receipt::NoPair(problem.message(lang))),
        changed => changed.map(session),
    }
}

fn plain<T>(_: T) -> Receipt {
    Receipt::Plain
}
