//! Sessions: plan, hold, move, cancel; what stands around a note. The note itself is in `notes`.

use super::notes;
use super::{Failure, Journal, SessionFilter, Work};
use crate::domain::Moment;
use crate::domain::forms::{Change, NewSession, SessionForm};
use crate::domain::ids::SessionId;
use crate::domain::session::{Session, SessionKind, SessionStatus};
use crate::domain::views::{Note, SessionRow};
use crate::problem::{Problem, Result, What};
use crate::store::{Key, Record};

impl Journal {
    /// Sessions with their counts, newest first.
    pub fn sessions(&self, filter: &SessionFilter) -> Result<Vec<SessionRow>> {
        self.read(|tx| Ok(tx.session_rows(filter)?))
    }

    /// One session with its note.
    pub fn note(&self, id: SessionId) -> Result<Note> {
        self.read(|tx| {
            let row = tx.session_row(id)?.ok_or_else(|| missing(id))?;
            Ok(Note { entries: tx.entries_of(id)?, row })
        })
    }

    pub fn add_session(&mut self, new: &NewSession) -> Result<Note> {
        notes::check_size(&new.text)?;
        let id = self.change(Change::Session, |work| add(work, new))?;
        self.note(id)
    }

    pub fn edit_session(&mut self, id: SessionId, form: &SessionForm) -> Result<Note> {
        self.write_session(id, form, None)
    }

    /// Changes what stands around a note and, where there is a text, replaces the note by it: all of it or nothing.
    pub fn write_session(&mut self, id: SessionId, form: &SessionForm, text: Option<&str>) -> Result<Note> {
        text.map_or(Ok(()), notes::check_size)?;
        self.change(Change::Session, |work| {
            edit(work, id, form)?;
            text.map_or(Ok(()), |text| notes::replace(work, id, text))
        })?;
        self.note(id)
    }

    /// The session takes place now: it is held, from this moment on.
    pub fn start_session(&mut self, id: SessionId) -> Result<Note> {
        let at = Some(self.clock.now());
        self.read(|tx| Work::new(tx, self.clock).planned(id))?;
        self.edit_session(id, &SessionForm { at, status: Some(SessionStatus::Held), ..SessionForm::default() })
    }

    /// Moves a session to another time. The old one stays in its place and points at the new one, which takes over
    /// the note and is returned.
    pub fn move_session(&mut self, id: SessionId, at: Moment) -> Result<Note> {
        let to = self.change(Change::Session, |work| {
            let mut old = work.planned(id)?;
            let to = SessionId(work.clock.new_id());
            let lead = std::mem::take(&mut old.lead);
            let new = Session {
                id: to,
                at,
                status: SessionStatus::Planned,
                moved_to: None,
                lead,
                created: work.now,
                updated: work.now,
                ..old.clone()
            };
            work.add(new)?;
            old.status = SessionStatus::Moved;
            old.moved_to = Some(to);
            old.updated = work.now;
            work.put(old)?;
            for mut entry in work.tx.entries_of(id)? {
                entry.session = Some(to);
                entry.updated = work.now;
                work.put(entry)?;
            }
            Ok(to)
        })?;
        self.note(to)
    }
}

fn missing(id: SessionId) -> Problem {
    Problem::NotFound { what: What::Session, needle: id.ending() }
}

fn edit(work: &mut Work<'_>, id: SessionId, form: &SessionForm) -> std::result::Result<(), Failure> {
    let mut session = work.session(id)?;
    if form.status == Some(SessionStatus::Cancelled) {
        work.planned(id)?;
    }
    if let Some(at) = form.at {
        session.at = at;
    }
    if let Some(status) = form.status {
        session.status = status;
    }
    if let Some(minutes) = form.minutes {
        session.minutes = minutes;
    }
    if let Some(mode) = form.mode {
        session.mode = mode;
    }
    if let Some(theme) = &form.theme {
        session.theme = theme.trim().to_owned();
    }
    if session != work.session(id)? {
        session.updated = work.now;
    }
    Ok(work.put(session)?)
}

/// Adds a session with its note; also used by the demo.
pub(super) fn add(work: &mut Work<'_>, new: &NewSession) -> std::result::Result<SessionId, Failure> {
    work.pair(new.pair)?;
    let earlier = SessionFilter { pair: Some(new.pair), limit: Some(1), ..SessionFilter::default() };
    let first = work.tx.session_rows(&earlier)?.is_empty();
    let session = Session {
        id: SessionId(work.clock.new_id()),
        rev: 1,
        pair: new.pair,
        kind: if first { SessionKind::First } else { SessionKind::Regular },
        status: new.status,
        at: new.at,
        minutes: new.minutes,
        mode: new.mode,
        theme: new.theme.trim().to_owned(),
        moved_to: None,
        lead: String::new(),
        created: work.now,
        updated: work.now,
        deleted: None,
    };
    let id = session.id;
    work.add(session)?;
    notes::replace(work, id, &new.text)?;
    Ok(id)
}

impl Work<'_> {
    fn planned(&self, id: SessionId) -> std::result::Result<Session, Failure> {
        let session = self.session(id)?;
        if session.status == SessionStatus::Planned { Ok(session) } else { Err(Problem::NotPlanned.into()) }
    }

    pub(super) fn session(&self, id: SessionId) -> std::result::Result<Session, Failure> {
        match self.tx.get(Key::Session(id.0))? {
            Some(Record::Session(session)) if session.deleted.is_none() => Ok(session),
            _ => Err(missing(id).into()),
        }
    }
}
