//! Searching: what was typed becomes a question, documents become finds that can be shown.

use std::ops::Range;

use super::{Failure, Journal};
use crate::capture::query::{TypedSearch, accepted, parse_search};
use crate::capture::{self, Look};
use crate::domain::goal::GoalView;
use crate::domain::pair::Pair;
use crate::domain::search::{Hit, HitType, Search, SearchPage};
use crate::problem::{Problem, Result};
use crate::store::{SealedHits, Standing, Tx};
use crate::text::{self, Needle, clusters};

/// How many grapheme clusters of a text are shown around its first match.
const AROUND: usize = 40;

impl Journal {
    /// Understands a search: names of pairs and dates in words become what they mean.
    ///
    /// # Errors
    /// A filter whose value means nothing is named.
    pub fn understand_search(&self, text: &str) -> Result<Search> {
        let typed = parse_search(text);
        let TypedSearch { words, without, pair, kinds, since, until, open_action, promise, .. } = typed;
        if let Some((filter, value)) = typed.unknown {
            let accepted = accepted(&filter);
            return Err(Problem::SearchFilter { filter, value, accepted });
        }
        if let Some(filter) = typed.without_value {
            let accepted = accepted(&filter);
            return Err(Problem::SearchNoValue { filter, accepted });
        }
        let (today, rules) = (self.clock.today(), self.clock.rules());
        // A month or a year is told by its first and its last day.
        let days = |words: Option<String>| {
            let read =
                |w: String| capture::parse_days(&w, today, Look::Back, rules).map_err(|e| super::date_problem(&e, &w));
            words.map(read).transpose()
        };
        let start = |day: chrono::NaiveDate| self.clock.start_of(day).timestamp_millis();
        let search = Search {
            words,
            without,
            pair: pair.map(|name| self.find_pair(&name)).transpose()?.map(|p| p.id),
            kinds,
            since: days(since)?.map(|(first, _)| start(first)),
            // The last day belongs to what is looked through.
            until: days(until)?.and_then(|(_, last)| last.succ_opt()).map(start),
            open_action,
            promise,
            shared: false,
            shortened: typed.shortened,
            operators: typed.operators,
            no_filter: typed.no_filter,
        };
        if search.days_are_turned() { Err(Problem::SearchDaysTurned) } else { Ok(search) }
    }

    /// What was found: first what is spelled as it was typed, then the rest, each with pairs and goals in front and then
    /// the newest first. Whole sessions, until at least `limit` lines are together. `before` goes on where an earlier page
    /// ended.
    pub fn search(&self, search: &Search, before: Option<i64>, limit: usize) -> Result<SearchPage> {
        self.read_opened(|tx| {
            let found = tx.search_docs(search, &self.sealed_hits(tx, search)?, before, limit)?;
            let first = before.is_none();
            let (mut hits, mut rest) =
                if first || found.otherwise.is_some() { records(tx, search)? } else { Default::default() };
            if !first {
                hits.clear();
            }
            let mut otherwise = None;
            for (n, doc) in found.docs.iter().enumerate() {
                if found.otherwise == Some(n) {
                    otherwise = Some(hits.len());
                    hits.append(&mut rest);
                }
                let hit = tx.document(*doc)?.and_then(|standing| hit(standing, search));
                hits.extend(hit.map(|hit| if hit.sealed && !self.reveals { hit.unspoken() } else { hit }));
            }
            if otherwise.is_none() && found.otherwise.is_some() {
                otherwise = Some(hits.len());
                hits.append(&mut rest);
            }
            let next = found.next;
            // On a shared screen nobody needs to know that there are any.
            let unsearched = if search.shared { 0 } else { unsearched(tx)? };
            Ok(SearchPage { hits, otherwise, next, unsearched })
        })
    }

    /// Counts what answers a search, a part at a time, so that nothing else has to wait for all of it: how many there
    /// are in this part, which holds at least `limit` lines, and where the next one goes on.
    pub fn search_count(&self, search: &Search, before: Option<i64>, limit: usize) -> Result<(usize, Option<i64>)> {
        self.read_opened(|tx| {
            let (count, next) = tx.search_count_part(search, &self.sealed_hits(tx, search)?, before, limit)?;
            let records = if before.is_none() { count_records(tx, search)? } else { 0 };
            Ok((count + records, next))
        })
    }

    fn sealed_hits(&self, tx: &Tx<'_>, search: &Search) -> crate::store::Result<SealedHits> {
        let mut words = self.sealed_words.borrow_mut();
        words.keep_up(tx)?;
        Ok(words.hits(search))
    }

    /// How many sealed lines are passed over because they cannot be read.
    pub fn unsearched(&self) -> Result<u64> {
        self.read_opened(|tx| Ok(unsearched(tx)?))
    }

    /// How many lines and records answer a search.
    pub fn search_total(&self, search: &Search) -> Result<usize> {
        self.read_opened(|tx| Ok(tx.search_count(search, &self.sealed_hits(tx, search)?)? + count_records(tx, search)?))
    }
}

/// How many sealed lines cannot be looked through.
fn unsearched(tx: &Tx<'_>) -> crate::store::Result<u64> {
    if tx.has_vault() && !tx.is_unlocked() { Ok(tx.sealed_amount()?.lines) } else { Ok(0) }
}

/// What was found in a document, unless other eyes are on the screen and it is not for them.
fn hit(standing: Standing, search: &Search) -> Option<Hit> {
    match standing {
        Standing::Line { entry, .. } if search.shared && !entry.may_be_shown() => None,
        Standing::Line { entry, theme, at } => {
            let sealed = entry.raw.is_sealed();
            let body = entry.raw.text().map(capture::body).unwrap_or_default().into_owned();
            // What one learned from a promise is one's own.
            let learned = entry.learned.as_deref().filter(|_| !search.shared);
            let texts = std::iter::once(body.as_str()).chain(entry.result.as_deref()).chain(learned);
            let (snippet, matches) = best(texts, &search.words);
            (!search.shared || !matches.is_empty()).then_some(Hit {
                what: HitType::Line,
                id: entry.id.0,
                pair: entry.pair,
                session: entry.session,
                at,
                kind: Some(entry.kind),
                owner: Some(entry.owner),
                title: theme,
                snippet,
                matches,
                sealed,
                damaged: entry.raw.is_damaged(),
            })
        }
        Standing::Theme(session) => {
            let (snippet, matches) = snippet_of(&session.theme, &search.words);
            Some(Hit {
                what: HitType::Session,
                id: session.id.0,
                pair: session.pair,
                session: Some(session.id),
                at: Some(session.at),
                kind: None,
                owner: None,
                title: session.theme,
                snippet,
                matches,
                sealed: false,
                damaged: false,
            })
        }
    }
}

/// Pairs and goals are few: they are looked through as they are. Those that are spelled as it was typed, and the others.
fn records(tx: &Tx<'_>, search: &Search) -> std::result::Result<(Vec<Hit>, Vec<Hit>), Failure> {
    // What narrows to lines or sessions leaves nothing of them.
    if search.words.is_empty() || !search.kinds.is_empty() || search.open_action || search.promise {
        return Ok(Default::default());
    }
    let mut hits = Vec::new();
    for pair in tx.pairs()?.into_iter().filter(|p| search.pair.is_none_or(|only| only == p.id)) {
        // A name may be found by its reading, or by what the pair is for: that is one's own.
        if search.since.is_none() && search.until.is_none() && !search.shared {
            hits.extend(pair_hit(&pair, search));
        }
        hits.extend(tx.goal_views(pair.id)?.iter().filter_map(|goal| goal_hit(goal, search)));
    }
    let (as_typed, otherwise): (Vec<_>, Vec<_>) = hits.into_iter().partition(|(_, as_typed)| *as_typed);
    let hits = |found: Vec<(Hit, bool)>| found.into_iter().map(|(hit, _)| hit).collect();
    Ok((hits(as_typed), hits(otherwise)))
}

fn count_records(tx: &Tx<'_>, search: &Search) -> std::result::Result<usize, Failure> {
    let (as_typed, otherwise) = records(tx, search)?;
    Ok(as_typed.len() + otherwise.len())
}

fn pair_hit(pair: &Pair, search: &Search) -> Option<(Hit, bool)> {
    let more = [Some(&pair.purpose), pair.area.as_ref(), pair.reading.as_ref(), pair.alias.as_ref()];
    let texts: Vec<&str> = std::iter::once(&pair.name).chain(more.into_iter().flatten()).map(String::as_str).collect();
    // A name is known without its blank and with a form of address, too.
    let is_called = |needle: &Needle| {
        let mut names = [Some(&pair.name), pair.reading.as_ref(), pair.alias.as_ref()].into_iter().flatten();
        names.any(|name| text::is_called(name, needle.typed()))
    };
    let (snippet, matches, as_typed) = holds_all(&texts, search, is_called)?;
    let hit = Hit {
        what: HitType::Pair,
        id: pair.id.0,
        pair: pair.id,
        session: None,
        at: None,
        kind: None,
        owner: None,
        title: pair.name.clone(),
        snippet,
        matches,
        sealed: false,
        damaged: false,
    };
    Some((hit, as_typed))
}

fn goal_hit(view: &GoalView, search: &Search) -> Option<(Hit, bool)> {
    let terms = &view.goal.terms;
    let dated = |c: &&crate::domain::goal::CheckIn| {
        let at = c.at.timestamp_millis();
        search.since.is_none_or(|since| at >= since) && search.until.is_none_or(|until| at < until)
    };
    let stories: Vec<_> = view.checkins.iter().filter(dated).collect();
    if (search.since.is_some() || search.until.is_some()) && stories.is_empty() {
        return None;
    }
    let texts: Vec<&str> = std::iter::once(terms.title.as_str())
        .chain(terms.sign.as_deref())
        .chain(stories.iter().rev().map(|c| c.note.as_str()))
        .collect();
    let (snippet, matches, as_typed) = holds_all(&texts, search, |_| false)?;
    let hit = Hit {
        what: HitType::Goal,
        id: view.goal.id.0,
        pair: view.goal.pair,
        session: None,
        at: stories.last().map(|c| c.at),
        kind: None,
        owner: Some(view.goal.owner),
        title: terms.title.clone(),
        snippet,
        matches,
        sealed: false,
        damaged: false,
    };
    Some((hit, as_typed))
}

/// The best snippet of a record that has every word and none that is left out, and whether they are spelled as they were
/// typed. A word is in one of its texts, or is what it is called.
fn holds_all(
    texts: &[&str],
    search: &Search,
    is_called: impl Fn(&Needle) -> bool,
) -> Option<(String, Vec<Range<usize>>, bool)> {
    let holds = |needle: &Needle| texts.iter().any(|text| needle.is_in(text)) || is_called(needle);
    if !search.words.iter().all(holds) || search.without.iter().any(holds) {
        return None;
    }
    let as_typed = search.words.iter().all(|needle| texts.iter().any(|text| needle.is_spelled_in(text)));
    let (snippet, matches) = best(texts.iter().copied(), &search.words);
    Some((snippet, matches, as_typed))
}

/// The snippet of the text with the most matches; of equals the first.
fn best<'a>(texts: impl Iterator<Item = &'a str>, words: &[Needle]) -> (String, Vec<Range<usize>>) {
    let mut best = (String::new(), Vec::new());
    for text in texts {
        let found = snippet_of(text, words);
        if best.0.is_empty() || found.1.len() > best.1.len() {
            best = found;
        }
    }
    best
}

/// The text around its first match, on one line, with where the words stand in it.
fn snippet_of(text: &str, words: &[Needle]) -> (String, Vec<Range<usize>>) {
    let first = words.iter().filter_map(|w| w.find(text).first().map(|r| r.start)).min().unwrap_or(0);
    let before: Vec<usize> = clusters(&text[..first]).map(|(at, _)| at).collect();
    let from = before.len().checked_sub(AROUND).map_or(0, |n| text::shown_from(text, before[n], first));
    let to = clusters(&text[first..]).nth(AROUND * 3).map_or(text.len(), |(at, _)| first + at);
    let ellipsis = |cut: bool| if cut { "…" } else { "" };
    let middle = text[from..to].replace(['\n', '\r', '\t'], " ");
    let snippet = format!("{}{middle}{}", ellipsis(from > 0), ellipsis(to < text.len()));
    let shift = ellipsis(from > 0).len();
    let inside = words.iter().flat_map(|w| w.find(text)).filter(|m| m.start >= from && m.end <= to);
    let mut matches: Vec<Range<usize>> = inside.map(|m| m.start - from + shift..m.end - from + shift).collect();
    matches.sort_by_key(|m| (m.start, std::cmp::Reverse(m.end)));
    matches.dedup_by(|later, earlier| later.start < earlier.end);
    (snippet, matches)
}
