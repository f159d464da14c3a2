//! Dates for a calendar program: planned sessions, the days on which terms end and one looks back, and what is due.
//!
//! A session is one event for life, however often it is moved. What a calendar may have and what does not take place
//! any more is given as cancelled, as long as its date is ahead.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Journal;
use crate::capture;
use crate::domain::goal::{Goal, GoalStatus};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::pair::{Pair, PairStatus};
use crate::domain::session::{Session, SessionStatus};
use crate::domain::{Entry, EntryState, Owner};
use crate::i18n::Lang;
use crate::problem::Result;
use crate::share::calendar::{Event, Starts, calendar};
use crate::share::dated_where_written;
use crate::text;

/// How long a planned session is in a calendar where neither it nor the habit of its pair says so, in minutes.
const USUAL: u32 = 60;

/// What is wanted in a calendar.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// One pair, or all that are not over.
    pub pair: Option<PairId>,
    /// Titles with the names of partners, and with words where partners may see them; neutral ones otherwise.
    pub names: bool,
    /// The days on which promises and goals are due.
    pub due: bool,
}

/// A calendar, and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub file: String,
    pub sessions: usize,
    /// Days on which a term ends.
    pub reviews: usize,
    /// Days on which a promise or a goal is due.
    pub due: usize,
    /// What a calendar is to take away.
    pub cancelled: usize,
}

impl Journal {
    /// What is still to come, as iCalendar.
    pub fn dates(&self, wanted: Wanted, lang: Lang) -> Result<Dates> {
        self.fit_to_give()?;
        let today = self.clock.today();
        let from = self.clock.start_of(today).timestamp_millis();
        let lengths = self.usual_lengths(wanted.pair)?;
        // Without the key: what is sealed cannot reach a calendar.
        let events = self.store.read_sealed(|tx| {
            let mut events = Vec::new();
            for pair in tx.pairs_and_binned()?.into_iter().filter(|pair| wanted.pair.is_none_or(|id| id == pair.id)) {
                let usual = lengths.get(&pair.id).copied().unwrap_or(USUAL);
                let of = Of { pair: &pair, wanted, lang, today, usual };
                events.extend(of.sessions(tx.sessions_for_calendar(pair.id, from)?, from));
                events.extend(of.review());
                if wanted.due {
                    events.extend(tx.promises_for_calendar(pair.id, today)?.iter().filter_map(|e| of.promise(e)));
                    events.extend(tx.goals_for_calendar(pair.id, today)?.iter().filter_map(|goal| of.goal(goal)));
                }
            }
            Ok(events)
        });
        let events: Vec<(What, Event)> = events.map_err(|failure| self.why(failure))?;
        let count = |what: What| events.iter().filter(|(of, event)| *of == what && !event.cancelled).count();
        let (sessions, reviews, due) = (count(What::Session), count(What::Review), count(What::Due));
        let cancelled = events.len() - sessions - reviews - due;
        let events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
        Ok(Dates { file: calendar(&events, self.clock.now(), lang), sessions, reviews, due, cancelled })
    }

    /// How long pairs usually meet, in minutes, where that is known.
    fn usual_lengths(&self, wanted: Option<PairId>) -> Result<HashMap<PairId, u32>> {
        let pairs = self.pairs()?.into_iter().map(|view| view.pair.id);
        let mut lengths = HashMap::new();
        for pair in pairs.filter(|pair| wanted.is_none_or(|wanted| wanted == *pair)) {
            lengths.extend(self.proposal(pair)?.minutes.map(|minutes| (pair, minutes)));
        }
        Ok(lengths)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Session,
    Review,
    Due,
}

/// The events of one pair.
struct Of<'a> {
    pair: &'a Pair,
    wanted: Wanted,
    lang: Lang,
    today: NaiveDate,
    /// How long its sessions usually are, in minutes.
    usual: u32,
}

impl Of<'_> {
    /// The pair is in the bin or finished: nothing of it is to come.
    fn is_over(&self) -> bool {
        self.pair.deleted.is_some()
            || match self.pair.status {
                PairStatus::Ended => true,
                PairStatus::Candidate | PairStatus::Setup | PairStatus::Active | PairStatus::Paused => false,
            }
    }

    fn title(&self, id: &str) -> String {
        if !self.wanted.names {
            return self.lang.t(id).into_owned();
        }
        self.named(&format!("{id}-with"))
    }

    fn named(&self, id: &str) -> String {
        let name = self.lang.addressed(&self.pair.name, self.pair.address.as_deref());
        self.lang.fill(id, [("name", name.into())])
    }

    /// With names, whose promise it is.
    fn promise_title(&self, owner: Owner) -> String {
        if !self.wanted.names {
            return self.lang.t("dates-promise").into_owned();
        }
        self.named(match owner {
            Owner::Me => "dates-promise-mine",
            Owner::Partner => "dates-promise-theirs",
            Owner::Both => "dates-promise-both",
        })
    }

    /// The words are added to the title where names are: both are for the eyes of the partner at most.
    fn worded(&self, title: String, words: &str) -> String {
        if !self.wanted.names || words.trim().is_empty() {
            return title;
        }
        self.lang.fill("dates-words", [("title", title.into()), ("words", words.trim().into())])
    }

    /// Whatever is changed of the pair may change the event.
    fn event(&self, uid: String, title: String, starts: Starts, revision: i64, changed: i64) -> Event {
        let sequence = revision + self.pair.rev - 1;
        let changed = changed.max(self.pair.updated);
        Event { uid, title, starts, sequence, changed, cancelled: false }
    }

    fn sessions(&self, all: Vec<Session>, from: i64) -> Vec<(What, Event)> {
        let before: HashMap<SessionId, &Session> = all.iter().filter_map(|s| Some((s.moved_to?, s))).collect();
        let ahead = all.iter().filter(|session| session.at.timestamp_millis() >= from);
        let events = ahead.filter_map(|session| {
            let cancelled = match session.status {
                SessionStatus::Planned if session.deleted.is_some() || self.pair.deleted.is_some() => true,
                // One that was planned after the end was meant to be.
                SessionStatus::Planned if self.is_over() && self.wanted.pair.is_none() => return None,
                SessionStatus::Planned => false,
                SessionStatus::Cancelled | SessionStatus::Missed => true,
                // Its successor tells of it.
                SessionStatus::Moved => return None,
                SessionStatus::Held => return None,
            };
            let (first, revision, changed) = line_of(session, &before);
            let starts = Starts::At { at: session.at, minutes: session.minutes.unwrap_or(self.usual) };
            let title = self.title("calendar-session");
            let event = self.event(uid("session", first.0), title, starts, revision, changed);
            Some((What::Session, Event { cancelled, ..event }))
        });
        events.collect()
    }

    fn review(&self) -> Option<(What, Event)> {
        let day = self.pair.until.filter(|day| *day >= self.today)?;
        let title = self.title("calendar-review");
        let event = self.event(uid("review", self.pair.id.0), title, Starts::Day(day), 0, self.pair.updated);
        Some((What::Review, Event { cancelled: self.is_over(), ..event }))
    }

    /// A promise that the partner may see; of another one not even its day is told.
    fn promise(&self, entry: &Entry) -> Option<(What, Event)> {
        if !entry.visibility.reaches_partner() || !entry.kind.has_life() || entry.raw.is_sealed() {
            return None;
        }
        // Words such as "tomorrow" would mean another day on the day of the event.
        let body = capture::body(capture::first_line_of(entry.raw.text()?));
        let words = dated_where_written(&body, entry.due_words(), entry.due, self.lang);
        let over = match entry.state {
            EntryState::Open => false,
            EntryState::Done | EntryState::Partly | EntryState::Tried | EntryState::Dropped => true,
        };
        let title = self.worded(self.promise_title(entry.owner), &words);
        let event =
            self.event(uid("promise", entry.id.0), title, Starts::Day(entry.due?), entry.rev - 1, entry.updated);
        Some((What::Due, Event { cancelled: over || self.is_over(), ..event }))
    }

    fn goal(&self, goal: &Goal) -> Option<(What, Event)> {
        let over = match goal.status {
            // Nobody has agreed to it.
            GoalStatus::Draft => return None,
            GoalStatus::Active => false,
            GoalStatus::Hold | GoalStatus::Done | GoalStatus::Dropped => true,
        };
        let title = self.worded(self.title("dates-goal"), &goal.terms.title);
        let day = Starts::Day(goal.terms.due?);
        let event = self.event(uid("goal", goal.id.0), title, day, goal.rev - 1, goal.updated);
        Some((What::Due, Event { cancelled: over || self.is_over(), ..event }))
    }
}

/// The session that this one was first, how often the line of both was changed, and when that was last. Each move is a
/// change of the one that was moved.
fn line_of(session: &Session, before: &HashMap<SessionId, &Session>) -> (SessionId, i64, i64) {
    let mut seen = HashSet::from([session.id]);
    let (mut first, mut revision, mut changed) = (session.id, session.rev - 1, session.updated);
    while let Some(earlier) = before.get(&first).filter(|earlier| seen.insert(earlier.id)) {
        first = earlier.id;
        revision += earlier.rev - 1;
        changed = changed.max(earlier.updated);
    }
    (first, revision, changed)
}

/// The same date is the same event the next time, and nothing of the journal can be read from its name.
fn uid(what: &str, id: Uuid) -> String {
    let digest =
        Sha256::new().chain_update("tomoni calendar ").chain_update(what).chain_update(id.as_bytes()).finalize();
    format!("{}@tomoni", text::hex(&digest[..16]))
}
