//! Finding records by what a person types: a name, an alias, or the beginning or ending of an id.

use super::Journal;
use crate::domain::Entry;
use crate::domain::goal::Goal;
use crate::domain::pair::{Pair, PairStatus};
use crate::domain::questions::OwnQuestion;
use crate::domain::session::Session;
use crate::domain::views::PairView;
use crate::problem::{Problem, Result, What};
use crate::text::{self, Needle};

impl Journal {
    /// The pair of this alias, name, reading or id; of a name also the beginning, or that of any word in it, if only one
    /// pair has it.
    pub fn find_pair(&self, needle: &str) -> Result<Pair> {
        let pairs = self.read(|tx| Ok(tx.pairs()?))?;
        let wanted = text::name_key(needle);
        let handles = |p: &Pair| -> Vec<String> {
            [Some(&p.name), p.alias.as_ref(), p.reading.as_ref()]
                .into_iter()
                .flatten()
                .map(|h| text::name_key(h))
                .collect()
        };
        let by = |test: &dyn Fn(&str) -> bool| -> Vec<Pair> {
            pairs.iter().filter(|p| handles(p).iter().any(|h| test(h))).cloned().collect()
        };
        let begins = |h: &str| !wanted.is_empty() && h.starts_with(&wanted);
        // With a form of address a given name is as good as a family name: 恵さん.
        let is_called = |p: &&Pair| {
            let mut names = [Some(&p.name), p.alias.as_ref(), p.reading.as_ref()].into_iter().flatten();
            text::has_title(needle) && names.any(|name| text::is_called(name, needle))
        };
        let called: Vec<Pair> = pairs.iter().filter(is_called).cloned().collect();
        let part = Needle::new(needle);
        let holds = |p: &&Pair| {
            let mut names = [Some(&p.name), p.alias.as_ref(), p.reading.as_ref()].into_iter().flatten();
            part.as_ref().is_some_and(|part| names.any(|name| part.is_in(name)))
        };
        let parts: Vec<Pair> = pairs.iter().filter(holds).cloned().collect();
        for found in [by(&|h| !wanted.is_empty() && h == wanted), called, by(&begins), parts] {
            match found.len() {
                0 => {}
                1 => return only(found, needle, What::Pair, |p| p.name.clone()),
                _ => {
                    return Err(Problem::Ambiguous {
                        needle: needle.to_owned(),
                        candidates: found.iter().map(|p| format!("{} ({})", p.name, p.id.ending())).collect(),
                    });
                }
            }
        }
        let found = self.named(needle, |tx, fragment| Ok(tx.pairs_named(fragment)?))?;
        only(found, needle, What::Pair, |p| format!("{} ({})", p.name, p.id.ending()))
    }

    pub fn find_session(&self, needle: &str) -> Result<Session> {
        let found = self.named(needle, |tx, fragment| Ok(tx.sessions_named(fragment)?))?;
        only(found, needle, What::Session, |s| format!("{} ({})", s.at.format("%Y-%m-%d"), s.id))
    }

    pub fn find_goal(&self, needle: &str) -> Result<Goal> {
        let found = self.named(needle, |tx, fragment| Ok(tx.goals_named(fragment)?))?;
        only(found, needle, What::Goal, |g| format!("{} ({})", g.terms.title, g.id))
    }

    /// A line; `what` says as what it was asked for. Only actions answer to [`What::Action`].
    pub fn find_entry(&self, needle: &str, what: What) -> Result<Entry> {
        let mut found = self.named(needle, |tx, fragment| Ok(tx.entries_named(fragment)?))?;
        if what == What::Action {
            found.retain(|e| e.kind.has_life());
        }
        only(found, needle, what, |e| e.id.to_string())
    }

    /// One of the person's own questions.
    pub fn find_question(&self, needle: &str) -> Result<OwnQuestion> {
        let found = self.named(needle, |tx, fragment| Ok(tx.own_questions_named(fragment)?))?;
        only(found, needle, What::Question, |q| format!("{} ({})", q.text, q.id))
    }

    /// The active pairs: what a command means that names none.
    pub fn active_pairs(&self) -> Result<Vec<PairView>> {
        Ok(self.pairs()?.into_iter().filter(|v| v.pair.status == PairStatus::Active).collect())
    }

    /// The pair that a command means which names none: the only active one.
    pub fn only_active_pair(&self) -> Result<Pair> {
        let mut active = self.active_pairs()?;
        match active.len() {
            1 => Ok(active.remove(0).pair),
            0 => Err(Problem::NoPairs),
            _ => Err(Problem::WhichPair(active.into_iter().map(|v| v.pair.name).collect())),
        }
    }

    fn named<T>(
        &self,
        needle: &str,
        look: impl FnOnce(&crate::store::Tx<'_>, &str) -> std::result::Result<Vec<T>, super::Failure>,
    ) -> Result<Vec<T>> {
        match fragment(needle) {
            Some(fragment) => self.read(|tx| look(tx, &fragment)),
            None => Ok(Vec::new()),
        }
    }
}

/// Four or more hexadecimal digits, with or without the hyphens of a UUID.
fn fragment(needle: &str) -> Option<String> {
    let plain: String = needle.trim().chars().map(text::narrow_key).filter(|c| *c != '-').collect();
    (plain.len() >= 4 && plain.len() <= 32 && plain.chars().all(|c| c.is_ascii_hexdigit()))
        .then(|| plain.to_uppercase())
}

fn only<T>(mut found: Vec<T>, needle: &str, what: What, name: impl Fn(&T) -> String) -> Result<T> {
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Problem::NotFound { what, needle: needle.to_owned() }),
        _ => Err(Problem::Ambiguous { needle: needle.to_owned(), candidates: found.iter().map(name).collect() }),
    }
}
