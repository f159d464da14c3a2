//! An import undone as one: its sessions leave the journal as if they had never come, except those that were
//! changed since.

use super::import::{moment_of, name_of};
use super::work::Written;
use super::{Failure, Journal, Watch, Work};
use crate::domain::Moment;
use crate::domain::ids::SessionId;
use crate::domain::session::Session;
use crate::problem::{Problem, Result, What};
use crate::store::{Key, Record, StoreError, Tx};

/// What undoing an import took out, or would take out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// What the import is called.
    pub import: String,
    /// Sessions that are not there any more.
    pub taken: u32,
    /// The first and the last day of them.
    pub days: Option<(Moment, Moment)>,
    /// Sessions that stay because they, or their notes, were changed or deleted since.
    pub kept: Vec<(SessionId, Moment)>,
}

impl Journal {
    /// Takes out what an import added; without a name, the last import of which something is left. The same source can be
    /// imported again afterwards.
    ///
    /// # Errors
    /// There is no such import, or `watch` has stopped it: nothing was taken out then.
    pub fn undo_import(&mut self, name: Option<&str>, dry_run: bool, watch: Watch<'_>) -> Result<Undone> {
        let clock = self.clock;
        let work = |tx: &Tx<'_>| {
            let missing = || Problem::NotFound { what: What::Import, needle: name.unwrap_or_default().to_owned() };
            let moment = match name {
                Some(name) => moment_of(name),
                None => tx.last_import()?,
            };
            let moment = moment.ok_or_else(missing)?;
            let imported = tx.imported_at(moment)?;
            if imported.is_empty() {
                return Err(Failure::from(missing()));
            }
            let mut undone = Undone { import: name_of(moment), ..Undone::default() };
            let of = imported.len() as u64;
            for (done, imported) in imported.into_iter().enumerate() {
                if !watch(done as u64, of) {
                    return Err(Problem::Stopped.into());
                }
                let Some(Record::Session(session)) = tx.get(Key::Session(imported.id.0))? else { continue };
                if imported.changed {
                    undone.kept.push((session.id, session.at));
                    continue;
                }
                let at = session.at;
                undone.taken += 1;
                undone.days = Some(undone.days.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
                if !dry_run {
                    take_out(&mut Work::new(tx, clock), &session)?;
                }
            }
            undone.kept.sort_by_key(|(_, at)| *at);
            Ok(undone)
        };
        let done: std::result::Result<Undone, Failure> =
            if dry_run { self.store.read(work) } else { self.store.write(work) };
        let undone = done.map_err(|failure| self.why(failure))?;
        if undone.taken > 0 && !dry_run {
            self.history.clear();
        }
        Ok(undone)
    }
}

/// Nothing is remembered of it: what was undone may come again.
fn take_out(work: &mut Work<'_>, session: &Session) -> std::result::Result<(), StoreError> {
    let was_new = |key| Written { key, before: None, after: Some(1) };
    for entry in work.tx.entries_of(session.id)? {
        work.revert(&was_new(Key::Entry(entry.id.0)))?;
    }
    work.revert(&was_new(Key::Session(session.id.0))).map(drop)
}
