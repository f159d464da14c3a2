//! What is asked of the journal, and its answers.

use super::Worker;
use crate::domain::ids::PairId;
use crate::domain::search::{Search, SearchPage};
use crate::journal::vault::Passphrase;
use crate::problem::{Problem, Result, What};
use crate::tui::effect::{Counted, Found, Outcome, Query, Secret, Typed};

/// So many finds are counted before other requests have their turn.
const COUNTED_AT_ONCE: usize = 4_000;

impl Worker {
    pub(super) fn read(&self, query: &Query) -> Result<Outcome> {
        let journal = &self.journal;
        Ok(match *query {
            Query::Pairs => Outcome::Pairs(journal.pairs()?),
            Query::Desk { pair, session, window } => Outcome::Desk(Box::new(journal.pair_desk(pair, session, window)?)),
            Query::Board(pair, session) => Outcome::Board(Box::new(journal.board(pair, Some(session))?)),
            Query::Note(session) => match journal.note(session) {
                Ok(note) if note.row.session.deleted.is_some() => {
                    let missing = Problem::NotFound { what: What::Session, needle: session.ending() };
                    Outcome::NoteGone { session, in_bin: true, why: self.told(&missing) }
                }
                Ok(note) => Outcome::Note(Box::new(note)),
                Err(problem @ Problem::NotFound { what: What::Session, .. }) => {
                    Outcome::NoteGone { session, in_bin: false, why: self.told(&problem) }
                }
                Err(problem) => return Err(problem),
            },
            Query::Offer(ref wish, lang) => Outcome::Offer(Box::new(journal.offer(wish, lang)?)),
            Query::Bin => Outcome::Bin(journal.bin()?),
            Query::Prep(pair, session) => Outcome::Prep(Box::new(journal.prep(pair, session)?)),
            Query::Agenda(pair, session, lang) => Outcome::Agenda(journal.agenda(pair, session, lang)?),
            Query::WrapUp(session) => Outcome::WrapUp(Box::new(journal.wrap_up(session)?)),
            Query::Ledger(pair) => Outcome::Ledger(Box::new(journal.ledger(pair)?)),
            Query::Questions => Outcome::Questions(journal.own_questions()?),
            Query::Due => Outcome::Due(journal.due()?),
            Query::Search { ref text, before, limit, shared_with } => {
                let page = match journal.understand_search(text) {
                    Ok(search) => Ok(self.search(search, before, limit, shared_with)?),
                    Err(problem) => Err(self.misunderstood(&problem, shared_with.is_some())),
                };
                Outcome::Found(Box::new(Found { text: text.clone(), before, page }))
            }
            Query::SearchCount(ref text, before) => {
                let (count, next) = journal.search_count(&journal.understand_search(text)?, before, COUNTED_AT_ONCE)?;
                Outcome::Counted(Box::new(Counted { text: text.clone(), before, count, next }))
            }
            Query::DayCounts { pair, first, months } => Outcome::DayCounts(journal.day_counts(pair, first, months)?),
            Query::DayPage { pair, day } => Outcome::DayPage(journal.day_page(pair, day)?),
            Query::Timeline { pair, limit } => Outcome::Timeline(journal.timeline(pair, limit)?),
            Query::NearestSession { pair, day } => Outcome::Nearest(Box::new(journal.nearest_session(pair, day)?)),
            Query::SessionsOn(days) => Outcome::SessionsOn(days, journal.sessions_on(&days)?),
            Query::People(pair) => Outcome::People(journal.people(pair)?),
            Query::Strength(Secret(ref typed)) => {
                Outcome::Strength(Passphrase::new(typed).map(|typed| typed.strength().key()))
            }
            Query::Compare(ref typed) => Outcome::Compared(self.compare(typed.clone())),
        })
    }

    /// Compares texts with the sealed lines. A failure is an answer, too: whoever waits to leave waits for this.
    pub(super) fn compare(&self, typed: Vec<Typed>) -> Vec<(Typed, Option<bool>)> {
        let texts: Vec<(&str, &str)> = typed.iter().map(|typed| (&*typed.before, &*typed.text)).collect();
        let found = match self.journal.quote_sealed(&texts) {
            Ok(found) => found.into_iter().map(Some).collect(),
            Err(_) => vec![None; typed.len()],
        };
        typed.into_iter().zip(found).collect()
    }

    fn search(
        &self,
        mut search: Search,
        before: Option<i64>,
        limit: usize,
        shared_with: Option<PairId>,
    ) -> Result<SearchPage> {
        if let Some(pair) = shared_with {
            if search.pair.is_some_and(|other| other != pair) {
                return Ok(SearchPage::default());
            }
            (search.pair, search.shared) = (Some(pair), true);
        }
        self.journal.search(&search, before, limit)
    }

    /// What in a search means nothing. On a shared screen no other pair is named.
    fn misunderstood(&self, problem: &Problem, shared: bool) -> String {
        match problem {
            _ if shared => self.lang.t("search-not-understood").into_owned(),
            Problem::NotFound { what: What::Pair, needle } => {
                self.lang.fill("search-no-pair", [("name", needle.as_str().into())])
            }
            problem => problem.message(self.lang),
        }
    }
}
