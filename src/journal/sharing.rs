//! Sharing: a paper before it leaves, and the log of what was given away.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use super::{Failure, Journal, Meant, SessionFilter, Work, checklist};
use crate::capture;
use crate::domain::goal::GoalView;
use crate::domain::ids::{PairId, SessionId, ShareId};
use crate::domain::session::SessionStatus;
use crate::domain::sharing::{Format, NewShare, Offer, Paper, Scope, Share, Wish};
use crate::domain::views::{Note, PairView};
use crate::i18n::Lang;
use crate::problem::{Problem, Result, What};
use crate::share::{self, papers};
use crate::store::Tx;
use crate::text;

/// So many lines that name somebody are looked at.
const PEOPLE: u32 = 2_000;

impl Journal {
    /// The paper that is wished for, as it would leave, with what is in it and what stays.
    ///
    /// # Errors
    /// A paper for one pair needs a pair, and a summary a session that was held.
    pub fn offer(&self, wish: &Wish, lang: Lang) -> Result<Offer> {
        self.fit_to_give()?;
        let views = self.pairs()?;
        if let Scope::Period(Some(since), Some(until)) = wish.scope
            && until < since
        {
            return Err(Problem::DaysTurned);
        }
        self.read_opened(|tx| {
            let said = wish.comment.trim();
            let meant = if wish.comment_meant { vec![said.to_owned()] } else { Vec::new() };
            let mut work = Work::new(tx, self.clock);
            work.meant = Meant::Only(meant);
            work.may_keep("", said, wish.paper.readers())
        })?;
        let about: Vec<PairView> = match wish.pair {
            Some(id) => views.iter().filter(|v| v.pair.id == id).cloned().collect(),
            None if wish.paper.is_own() => views.clone(),
            None => return Err(Problem::NoPairs),
        };
        let material = self.material(wish, &views, about)?;
        let made = papers::make(wish, &material, lang);
        let file = share::render(&made.page, wish.format)?;
        let preview = match wish.format {
            Format::Md | Format::Txt | Format::Json => String::from_utf8_lossy(&file).into_owned(),
            Format::Html | Format::Docx => {
                String::from_utf8_lossy(&share::render(&made.page, Format::Txt)?).into_owned()
            }
        };
        let folder = material.folders.first();
        let one = matches!(wish.scope, Scope::LastHeld | Scope::Session(_));
        let session = folder.filter(|_| one).and_then(|f| f.sessions.last()).map(|note| &note.row.session);
        let day = session.map_or(material.today, |s| s.at.date_naive());
        let last = match (wish.pair, wish.paper.is_own()) {
            (Some(pair), false) => self.read(|tx| Ok(tx.last_share(pair, wish.paper)?))?.map(|s| s.at),
            _ => None,
        };
        let unchanged = match (wish.scope, wish.pair, last) {
            (Scope::SinceLast, Some(pair), Some(last)) => {
                said_nothing(wish) && !self.has_changed_since(pair, folder, last.timestamp_millis())?
            }
            _ => false,
        };
        Ok(Offer {
            session: session.map(|s| s.id),
            file_name: format!("{}-{}.{}", wish.paper.key(), day.format("%Y-%m-%d"), wish.format.key()),
            hash: hash(&file),
            lines: made.lines,
            names: made.names,
            nobody: made.nobody,
            report_agreed: folder.and_then(|f| f.pair.pair.report_agreed).filter(|day| *day <= material.today),
            wish: wish.clone(),
            preview,
            file,
            last,
            unchanged,
        })
    }

    /// Whether there is something in a folder, or a meeting ahead, that was written since.
    fn has_changed_since(&self, pair: PairId, folder: Option<&papers::Folder>, since: i64) -> Result<bool> {
        let has_new_goal = |goal: &GoalView| {
            goal.goal.updated >= since
                || goal.checkins.iter().any(|checkin| checkin.created >= since)
                || goal.revisions.iter().any(|revision| revision.created >= since)
        };
        if folder.is_some_and(|folder| !folder.sessions.is_empty() || folder.goals.iter().any(has_new_goal)) {
            return Ok(true);
        }
        let from = self.clock.start_of(self.clock.today()).timestamp_millis();
        let ahead = self.read(|tx| Ok(tx.sessions_for_calendar(pair, from)?))?;
        Ok(ahead.iter().any(|session| session.updated >= since))
    }

    /// Writes down that a paper was given away. It is no change that could be taken back.
    pub fn log_share(&mut self, new: &NewShare) -> Result<Share> {
        let clock = self.clock;
        let share = Share {
            id: ShareId(clock.new_id()),
            rev: 1,
            pair: new.pair,
            at: clock.now(),
            paper: new.paper,
            format: new.format,
            shared: new.shared,
            kept: new.kept,
            hash: new.hash.clone(),
            arrived: new.arrived,
        };
        let logged: std::result::Result<(), Failure> = self.store.write(|tx| Ok(tx.insert(&share.clone().into())?));
        logged.map_err(|failure| self.why(failure))?;
        Ok(share)
    }

    /// Writes down that what was handed over has arrived: the newest entry of the log that is this one and has not yet. `None`:
    /// there is none.
    pub fn share_arrived(&mut self, new: &NewShare) -> Result<Option<Share>> {
        let arrived: std::result::Result<Option<Share>, Failure> = self.store.write(|tx| {
            let Some(share) = tx.handed_over(new)? else { return Ok(None) };
            let arrived = Share { arrived: true, ..share.clone() };
            tx.update(&arrived.clone().into(), share.rev)?;
            Ok(Some(arrived))
        });
        arrived.map_err(|failure| self.why(failure))
    }

    /// What was given away, newest first.
    pub fn shares(&self, pair: Option<PairId>, limit: u32) -> Result<Vec<Share>> {
        self.read(|tx| Ok(tx.shares(pair, limit)?))
    }

    fn material(&self, wish: &Wish, views: &[PairView], about: Vec<PairView>) -> Result<papers::Material> {
        if about.is_empty() {
            return Err(wish
                .pair
                .map_or(Problem::NoPairs, |id| Problem::NotFound { what: What::Pair, needle: id.ending() }));
        }
        // Papers are made without the key: what is sealed cannot reach one.
        let material = self.store.read_sealed(|tx| {
            let mut folders = Vec::with_capacity(about.len());
            for view in about {
                folders.push(self.folder(tx, wish, view)?);
            }
            let mut mentions = Vec::new();
            for view in views {
                let lines = tx.people(view.pair.id, PEOPLE)?;
                mentions.extend(lines.iter().filter_map(|line| Some(capture::body(line.raw.text()?).into_owned())));
            }
            let called = |view: &PairView| papers::Called {
                name: view.pair.name.clone(),
                also: [&view.pair.reading, &view.pair.alias].into_iter().flatten().cloned().collect(),
            };
            let partners = views.iter().map(called).collect();
            let today = self.clock.today();
            let days = days(wish.scope, &folders, today);
            Ok(papers::Material { folders, mentions, partners, days, today })
        });
        material.map_err(|failure: Failure| failure.told(self.path()))
    }

    fn folder(&self, tx: &Tx<'_>, wish: &Wish, view: PairView) -> std::result::Result<papers::Folder, Failure> {
        let pair = view.pair.id;
        let own = wish.paper.is_own();
        Ok(papers::Folder {
            sessions: self.notes_in(tx, wish, &view)?,
            later: if own { tx.entries_for_later(pair)? } else { Vec::new() },
            goals: tx.goal_views(pair)?,
            board: checklist::board(&Work::new(tx, self.clock), pair, None)?,
            next: view.next_at,
            pair: view,
        })
    }

    /// The notes that the wish is about, oldest first.
    fn notes_in(&self, tx: &Tx<'_>, wish: &Wish, view: &PairView) -> std::result::Result<Vec<Note>, Failure> {
        let (pair, own) = (view.pair.id, wish.paper.is_own());
        let nothing = || Problem::NoHeldSession { name: view.pair.name.clone() };
        let mut since = None;
        let ids: Vec<SessionId> = match wish.scope {
            Scope::LastHeld => vec![tx.newest_held(pair)?.ok_or_else(nothing)?],
            Scope::Session(id) => vec![id],
            Scope::Period(since, until) => return self.period(tx, wish.paper, pair, since, until),
            Scope::SinceLast => match tx.last_share(pair, wish.paper)? {
                // Only what has arrived is known to the partner.
                Some(last) => tx.sessions_touched_since(pair, *since.insert(last.at.timestamp_millis()))?,
                None => return self.period(tx, wish.paper, pair, None, None),
            },
        };
        let mut notes = Vec::with_capacity(ids.len());
        for id in ids {
            let row = tx.session_row(id)?.filter(|row| row.session.pair == pair && row.session.deleted.is_none());
            let row = row.ok_or_else(|| Problem::NotFound { what: What::Session, needle: id.ending() })?;
            if row.session.status != SessionStatus::Held && !own {
                return Err(Problem::NotHeld.into());
            }
            let mut entries = tx.entries_of(id)?;
            if let Some(since) = since {
                let is_new = row.session.created >= since || row.session.at.timestamp_millis() >= since;
                entries.retain(|entry| is_new || entry.updated >= since);
            }
            notes.push(Note { row, entries });
        }
        Ok(notes)
    }

    fn period(
        &self,
        tx: &Tx<'_>,
        paper: Paper,
        pair: PairId,
        since: Option<NaiveDate>,
        until: Option<NaiveDate>,
    ) -> std::result::Result<Vec<Note>, Failure> {
        let start = |day: NaiveDate| self.clock.start_of(day).timestamp_millis();
        let filter = SessionFilter {
            pair: Some(pair),
            since: since.map(start),
            // The last day belongs to it.
            until: until.and_then(|day| day.checked_add_days(Days::new(1))).map(start),
            status: (paper != Paper::Archive).then_some(SessionStatus::Held),
            limit: None,
            skip: 0,
            without_moved: false,
        };
        let mut rows = tx.session_rows(&filter)?;
        rows.reverse();
        let notes = rows.into_iter().map(|row| Ok(Note { entries: tx.entries_of(row.session.id)?, row }));
        notes.collect()
    }
}

/// The wish itself adds nothing to the paper.
fn said_nothing(wish: &Wish) -> bool {
    wish.comment.trim().is_empty() && wish.decision.is_none()
}

/// From the first day that it is about to the last.
fn days(scope: Scope, folders: &[papers::Folder], today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let held = || folders.iter().flat_map(|f| &f.sessions).map(|note| note.row.session.at.date_naive());
    let (since, until) = match scope {
        // What was asked for from one day on is asked for up to today.
        Scope::Period(Some(since), until) => (Some(since), until.or(Some(today))),
        Scope::Period(None, until) => (None, until),
        _ => (None, None),
    };
    let first = since.or_else(|| held().min())?;
    let last = until.or_else(|| held().max()).unwrap_or(today);
    Some((first.min(last), last))
}

/// By which a file can be known again: SHA-256, in hexadecimal.
fn hash(file: &[u8]) -> String {
    text::hex(&Sha256::digest(file))
}
