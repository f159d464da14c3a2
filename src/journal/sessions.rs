//! Sessions: plan, hold, move, cancel; what stands around a note. The note itself is in `notes`.

use chrono::NaiveDate;

use super::notes::NewText;
use super::vault::seal_whole;
use super::work::unchanged;
use super::{Failure, Journal, SessionFilter, Work, checklist, notes, prep};
use crate::clock::Clock;
use crate::domain::checklist::TickState;
use crate::domain::forms::{Change, DraftEntry, NewSession, NewTick, SessionForm};
use crate::domain::habit::{self, Proposal, Timed};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::session::{Session, SessionKind, SessionStatus};
use crate::domain::views::{Note, Rewritten, SessionChanged, SessionRow};
use crate::domain::{DateTrouble, Moment, Reach, Readers};
use crate::problem::{Problem, Result, What};
use crate::store::{Key, Record, Tx};

impl Journal {
    /// Sessions with their counts, newest first.
    pub fn sessions(&self, filter: &SessionFilter) -> Result<Vec<SessionRow>> {
        self.read(|tx| Ok(tx.session_rows(filter)?))
    }

    /// The sessions of these days, one after the other, of every pair; each by the calendar there and then.
    pub fn sessions_on(&self, days: &[NaiveDate]) -> Result<Vec<SessionRow>> {
        let mut rows: Vec<SessionRow> = Vec::new();
        for day in days.iter().enumerate().filter(|(n, day)| !days[..*n].contains(day)).map(|(_, day)| day) {
            let start = self.clock.start_of(*day).timestamp_millis();
            let (since, until) = (start - DAY, start + 2 * DAY);
            let near = SessionFilter { since: Some(since), until: Some(until), ..SessionFilter::default() };
            rows.extend(self.sessions(&near)?.into_iter().filter(|row| row.session.at.date_naive() == *day));
        }
        Ok(rows)
    }

    /// One session with its note.
    pub fn note(&self, id: SessionId) -> Result<Note> {
        self.read(|tx| Work::new(tx, self.clock).note(id))
    }

    pub fn add_session(&mut self, new: &NewSession) -> Result<SessionChanged> {
        notes::check_size(&new.text)?;
        has_begun(new.status, new.at, self.clock)?;
        self.change_and_show(Change::Session, |work| add(work, new), changed)
    }

    /// Adds a session whose note its writer has line by line: what was said about a line, such as that it is to be sealed,
    /// holds from its first word. The text of `new` is the blank lines above them.
    pub fn add_note(&mut self, new: &NewSession, lines: Vec<DraftEntry>) -> Result<SessionChanged> {
        notes::check_size_of_lines(&new.text, &lines)?;
        let added = |work: &mut Work<'_>| {
            let id = add(work, new)?;
            notes::write_first(work, id, lines).map(|()| id)
        };
        self.change_and_show(Change::Session, added, changed)
    }

    /// Many sessions with their notes in one transaction: what arrives from elsewhere, in slices of the caller's.
    pub fn add_sessions(&mut self, new: &[NewSession]) -> Result<Vec<SessionId>> {
        new.iter().try_for_each(|n| notes::check_size(&n.text))?;
        self.change(Change::Session, |work| new.iter().map(|n| add(work, n)).collect())
    }

    pub fn edit_session(&mut self, id: SessionId, form: &SessionForm) -> Result<SessionChanged> {
        self.write_session(id, form, None)
    }

    /// Changes what stands around a note and, where there is a text, replaces the note by it: all of it or nothing.
    pub fn write_session(
        &mut self,
        id: SessionId,
        form: &SessionForm,
        text: Option<NewText<'_>>,
    ) -> Result<SessionChanged> {
        text.map_or(Ok(()), |new| notes::check_size(new.text))?;
        let written = |work: &mut Work<'_>| {
            form.sealed.map_or(Ok(()), |sealed| seal_whole(work, id, sealed))?;
            edit(work, id, form)?;
            text.map_or(Ok(Rewritten::default()), |text| notes::replace(work, id, text))
        };
        let shown = |work: &Work<'_>, rewritten| -> std::result::Result<SessionChanged, Failure> {
            Ok(SessionChanged { rewritten, ..changed(work, id)? })
        };
        self.change_and_show(Change::Session, written, shown)
    }

    /// The session takes place now: it is held, from this moment on, and its clock runs.
    pub fn start_session(&mut self, id: SessionId) -> Result<SessionChanged> {
        let started = |work: &mut Work<'_>| {
            let session = work.planned(id)?;
            let planned_minutes = session.plan();
            let now = work.clock.now();
            let question = prep::proposed(work, &session)?;
            work.put(Session {
                status: SessionStatus::Held,
                at: now,
                minutes: None,
                planned_minutes,
                started: Some(now),
                updated: work.now,
                ..session
            })?;
            if let Some(item) = question {
                let tick = NewTick { pair: work.session(id)?.pair, item, state: TickState::Open, session: Some(id) };
                let known = work.tx.tick(tick.pair, &tick.item, Some(id))?;
                known.map_or_else(|| checklist::set_tick(work, &tick, id), |_| Ok(()))?;
            }
            Ok(id)
        };
        self.change_and_show(Change::Session, started, changed)
    }

    /// A session that nobody had planned takes place now.
    pub fn begin_session(&mut self, pair: PairId) -> Result<SessionChanged> {
        let new = NewSession {
            pair,
            at: self.clock.now(),
            status: SessionStatus::Planned,
            minutes: None,
            mode: None,
            theme: String::new(),
            text: String::new(),
        };
        let begun = |work: &mut Work<'_>| {
            let id = add(work, &new)?;
            let session = work.session(id)?;
            work.put(Session { status: SessionStatus::Held, started: Some(session.at), ..session })?;
            Ok(id)
        };
        self.change_and_show(Change::Session, begun, changed)
    }

    /// Moves a session to another time, where it may take so many minutes. The old one stays in its place and points at
    /// the new one, which takes over the note and is returned.
    pub fn move_session(&mut self, id: SessionId, at: Moment, minutes: Option<u32>) -> Result<SessionChanged> {
        self.change_and_show(Change::Session, |work| move_to(work, id, at, minutes), changed)
    }

    /// The last sessions of a pair, and what is planned, newest first: they show when it meets.
    pub fn habit(&self, pair: PairId) -> Result<Vec<Timed>> {
        self.read(|tx| Ok(habit_of(tx, pair, self.clock)?))
    }

    /// What the pair's sessions and its rhythm propose for the next one.
    pub fn proposal(&self, pair: PairId) -> Result<Proposal> {
        let (pair, shown) = (self.pair(pair)?.pair, self.habit(pair)?);
        Ok(habit::propose(&pair, &shown, self.clock.now(), self.clock.rules()))
    }
}

pub(super) fn habit_of(tx: &Tx<'_>, pair: PairId, clock: Clock) -> crate::store::Result<Vec<Timed>> {
    let sessions = tx.sessions_around(pair, clock.now_ms(), habit::ENOUGH)?;
    Ok(sessions.iter().map(Timed::of).collect())
}

/// A session as a change has left it.
fn changed(work: &Work<'_>, id: SessionId) -> std::result::Result<SessionChanged, Failure> {
    let note = work.note(id)?;
    let session = &note.row.session;
    Ok(SessionChanged {
        pair: work.name_of(session.pair)?,
        overlaps: overlapping(work, session)?,
        rewritten: Rewritten::default(),
        note,
    })
}

/// Another session of the same pair, planned or held, that takes place at the same time. Worth a word, no more.
fn overlapping(work: &Work<'_>, session: &Session) -> std::result::Result<Option<Session>, Failure> {
    if !matches!(session.status, SessionStatus::Planned | SessionStatus::Held) {
        return Ok(None);
    }
    let at = session.at.timestamp_millis();
    let near = (at - DAY, at + DAY);
    let mut others = work.tx.sessions_between(session.pair, SessionStatus::Held, near, true, NEAR)?;
    others.extend(work.tx.sessions_between(session.pair, SessionStatus::Planned, near, true, NEAR)?);
    Ok(others.into_iter().find(|other| other.id != session.id && other.overlaps(session)))
}

/// No session is longer than a day, in milliseconds.
const DAY: i64 = 86_400_000;
/// So many sessions of one pair around one day are looked at.
const NEAR: u32 = 50;

/// Moves a planned session inside a transaction.
pub(super) fn move_to(
    work: &mut Work<'_>,
    id: SessionId,
    at: Moment,
    minutes: Option<u32>,
) -> std::result::Result<SessionId, Failure> {
    let mut old = work.planned(id)?;
    let to = SessionId(work.clock.new_id());
    let lead = std::mem::take(&mut old.lead);
    let new = Session {
        id: to,
        at,
        minutes: minutes.or(old.minutes),
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
}

/// No session has been held at a time that is still to come.
pub(super) fn has_begun(status: SessionStatus, at: Moment, clock: Clock) -> Result<()> {
    let (input, part) = (String::new(), String::new());
    match status {
        SessionStatus::Held if at > clock.now() => Err(Problem::Date { input, part, trouble: DateTrouble::NotYet }),
        SessionStatus::Held
        | SessionStatus::Planned
        | SessionStatus::Moved
        | SessionStatus::Cancelled
        | SessionStatus::Missed => Ok(()),
    }
}

fn missing(id: SessionId) -> Problem {
    Problem::NotFound { what: What::Session, needle: id.ending() }
}

fn edit(work: &mut Work<'_>, id: SessionId, form: &SessionForm) -> std::result::Result<(), Failure> {
    let mut session = work.session(id)?;
    unchanged(form.seen, session.rev)?;
    if matches!(form.status, Some(SessionStatus::Cancelled | SessionStatus::Missed)) {
        work.planned(id)?;
    }
    if let Some(at) = form.at {
        session.at = at;
    }
    if let Some(status) = form.status {
        // How long it was meant to take stays known when it was held.
        session.planned_minutes = session.plan().filter(|_| status == SessionStatus::Held);
        if status == SessionStatus::Held && session.status == SessionStatus::Planned {
            // What was planned is not what it took: that has to be said.
            session.minutes = None;
        }
        session.status = status;
    }
    // A clock that was set back makes nothing of what was held before.
    let before = work.session(id)?;
    if session.at != before.at || session.status != before.status {
        has_begun(session.status, session.at, work.clock)?;
    }
    if let Some(minutes) = form.minutes {
        session.minutes = minutes;
        // Somebody has said how long it took: the clock has nothing more to tell.
        session.started = session.started.filter(|_| minutes.is_none());
    }
    if form.stop {
        session.started = None;
    }
    if let Some(pulse) = form.pulse {
        session.pulse = pulse;
    }
    if let Some(mode) = form.mode {
        session.mode = mode;
    }
    if let Some(reach) = form.theme_reach {
        session.theme_reach = reach;
    }
    if let Some(theme) = &form.theme {
        work.may_keep(&session.theme, theme.trim(), session.theme_reach.readers())?;
        session.theme = theme.trim().to_owned();
    }
    if session != work.session(id)? {
        session.updated = work.now;
    }
    Ok(work.put(session)?)
}

/// Adds a session with its note; also used by the demo.
pub(super) fn add(work: &mut Work<'_>, new: &NewSession) -> std::result::Result<SessionId, Failure> {
    let id = SessionId(work.clock.new_id());
    add_as(work, id, new).map(|()| id)
}

/// Adds a session whose id is known before.
pub(super) fn add_as(work: &mut Work<'_>, id: SessionId, new: &NewSession) -> std::result::Result<(), Failure> {
    work.pair(new.pair)?;
    work.may_keep("", new.theme.trim(), Readers::Partner)?;
    let earlier = SessionFilter { pair: Some(new.pair), limit: Some(1), ..SessionFilter::default() };
    let first = work.tx.session_rows(&earlier)?.is_empty();
    let session = Session {
        id,
        rev: 1,
        pair: new.pair,
        kind: if first { SessionKind::First } else { SessionKind::Regular },
        status: new.status,
        at: new.at,
        minutes: new.minutes,
        mode: new.mode,
        theme: new.theme.trim().to_owned(),
        theme_reach: Reach::Partner,
        moved_to: None,
        lead: String::new(),
        sealed: false,
        planned_minutes: None,
        started: None,
        pulse: None,
        created: work.now,
        updated: work.now,
        deleted: None,
    };
    work.add(session)?;
    notes::replace(work, id, new.text.as_str().into()).map(drop)
}

impl Work<'_> {
    /// A session with its note.
    pub(super) fn note(&self, id: SessionId) -> std::result::Result<Note, Failure> {
        let row = self.tx.session_row(id)?.ok_or_else(|| missing(id))?;
        Ok(Note { entries: self.tx.entries_of(id)?, row })
    }

    /// The name of a pair, which may lie in the bin.
    fn name_of(&self, pair: PairId) -> std::result::Result<String, Failure> {
        match self.tx.get(Key::Pair(pair.0))? {
            Some(Record::Pair(pair)) => Ok(pair.name),
            _ => Ok(String::new()),
        }
    }

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
