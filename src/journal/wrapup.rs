//! The wrap-up: what two minutes after a talk settle, as one change.

use std::borrow::Cow;

use super::{Failure, Journal, Work, checklist, notes, sessions};
use crate::capture;
use crate::domain::Limits;
use crate::domain::checklist::Model;
use crate::domain::forms::{Change, LineEdit, NewLine, NewSession, NewTick, NextDate, WrapUpForm, mark};
use crate::domain::habit::to_five;
use crate::domain::ids::SessionId;
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::{Note, WrapUp};
use crate::problem::{Problem, Result};

impl Journal {
    /// What a wrap-up of this session begins with.
    pub fn wrap_up(&self, id: SessionId) -> Result<WrapUp> {
        let note = self.note(id)?;
        let session = &note.row.session;
        let pair = self.pair(session.pair)?;
        let core = |item: &str| Model::built_in().item(item).is_some_and(|i| i.core);
        let board = self.board(session.pair, Some(id))?;
        let checklist = board.keys.into_iter().flat_map(|k| k.items).filter(|i| core(&i.id)).collect();
        let after = self.clock.now_ms().max(session.at.timestamp_millis());
        let planned = SessionStatus::Planned;
        let next = self.read(|tx| Ok(tx.sessions_between(session.pair, planned, (after, i64::MAX), true, 1)?.pop()))?;
        let habit = self.habit(session.pair)?;
        Ok(WrapUp { pair, next, habit, checklist, note })
    }

    /// Settles a session: minutes, how it felt, the next date, lines changed and added, boxes. All of it or nothing.
    /// Says whether somebody else had changed a line that was to be changed; both texts are in the note then.
    pub fn finish_session(&mut self, form: &WrapUpForm) -> Result<(Note, bool)> {
        if form.pulse.flatten().is_some_and(|p| !(1..=5).contains(&p)) {
            return Err(Problem::RatingRange);
        }
        let show = |work: &Work<'_>, merged| Ok((work.note(form.session)?, merged));
        self.change_and_show(Change::WrapUp, |work| finish(work, form), show)
    }

    /// Puts lines at the end of a note, each with its marker. Used while a meeting is prepared.
    pub fn add_lines(&mut self, session: SessionId, lines: &[NewLine]) -> Result<Note> {
        let added = |work: &mut Work<'_>| append(work, session, lines);
        self.change_and_show(Change::Note, added, |work, ()| work.note(session))
    }

    /// Gives the first line of an entry new words. Says whether both texts were kept, because somebody else had
    /// changed it.
    pub fn reword(&mut self, edit: &LineEdit) -> Result<bool> {
        self.change(Change::Line, |work| reword(work, edit))
    }
}

fn finish(work: &mut Work<'_>, form: &WrapUpForm) -> std::result::Result<bool, Failure> {
    let session = work.session(form.session)?;
    let pair = session.pair;
    let mut merged = false;
    for edit in &form.edits {
        merged |= reword(work, edit)?;
    }
    append(work, session.id, &form.lines)?;
    for (item, state) in &form.ticks {
        let tick = NewTick { pair, item: item.clone(), state: *state, session: Some(session.id) };
        checklist::tick(work, &tick)?;
    }
    let session = work.session(form.session)?;
    let status = if session.status == SessionStatus::Planned { SessionStatus::Held } else { session.status };
    if status != session.status {
        sessions::has_begun(status, session.at, work.clock)?;
    }
    // What somebody else said meanwhile is better than what this clock says.
    let clocks = session.is_running() || session.status == SessionStatus::Planned;
    let done = Session {
        status,
        minutes: if form.minutes_said || clocks { form.minutes } else { session.minutes },
        planned_minutes: session.plan(),
        started: None,
        pulse: form.pulse.unwrap_or(session.pulse),
        updated: work.now,
        ..session
    };
    work.put(done.clone())?;
    if let Some(next) = form.next {
        plan_next(work, &done, next)?;
    }
    Ok(merged)
}

/// Moves the planned session that comes next, or plans one like the session that was wrapped up.
fn plan_next(work: &mut Work<'_>, done: &Session, next: NextDate) -> std::result::Result<(), Failure> {
    if let Some(planned) = next.moves {
        let session = work.session(planned)?;
        if session.at == next.at {
            // Only how long it is to take is another.
            let (minutes, updated) = (next.minutes, work.now);
            return Ok(work.put(Session { minutes, updated, ..session })?);
        }
        return sessions::move_to(work, planned, next.at, next.minutes).map(drop);
    }
    let at = next.at.timestamp_millis();
    if !work.tx.sessions_between(done.pair, SessionStatus::Planned, (at, at + 1), true, 1)?.is_empty() {
        // Somebody else has planned it already.
        return Ok(());
    }
    let new = NewSession {
        pair: done.pair,
        at: next.at,
        status: SessionStatus::Planned,
        // Where nothing is told, it is meant to be like this one was meant to be.
        minutes: next.minutes.or(done.planned_minutes).or(done.minutes.map(to_five)),
        mode: done.mode,
        theme: String::new(),
        text: String::new(),
    };
    sessions::add(work, &new).map(drop)
}

/// Lines at the end of a note, on lines of their own.
fn append(work: &mut Work<'_>, session: SessionId, lines: &[NewLine]) -> std::result::Result<(), Failure> {
    let said = lines.iter().filter(|line| !line.text.trim().is_empty());
    // Lines with the same limits go together.
    let said: Vec<&NewLine> = said.collect();
    for lines in said.chunk_by(|one, next| one.within == next.within) {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.trim_end()).collect();
        notes::append(work, session, &texts, lines[0].within)?;
    }
    Ok(())
}

/// New words for the first line of an entry: its marker, the lines below and the line end stay.
fn reword(work: &mut Work<'_>, edit: &LineEdit) -> std::result::Result<bool, Failure> {
    let entry = work.entry(edit.id)?;
    let words = edit.words.trim();
    if words.is_empty() {
        return Ok(false);
    }
    let Some(raw) = entry.raw.text() else { return Err(notes::unreadable([&entry.raw]).into()) };
    let first = capture::first_line_of(raw);
    let marker = &first[capture::parse_line(first).marker];
    // A full-width sign may stand without a blank, but not before every word.
    let marker = if marker.is_empty() || marker.ends_with([' ', '\u{3000}']) || marker.ends_with(['\\', '＼']) {
        Cow::Borrowed(marker)
    } else {
        Cow::Owned(format!("{marker} "))
    };
    if mark(raw) != edit.seen {
        // Somebody else has changed the line meanwhile: both stay.
        let (line, within) = (format!("{marker}{words}"), edit.within.and(Limits::of(&entry)));
        match entry.session {
            Some(session) => notes::append(work, session, &[line.as_str()], within)?,
            None => drop(notes::later(work, entry.pair, &line, within)?),
        }
        return Ok(true);
    }
    let raw = format!("{marker}{words}{}", &raw[first.trim_end_matches(['\n', '\r']).len()..]);
    notes::rewrite(work, entry, raw, edit.within)?;
    Ok(false)
}
