//! `tomoni search`: what was said, promised and learned, found again.

use serde::Serialize;

use super::args::Search;
use super::output::Ink;
use super::{Run, input, json};
use crate::capture::query::{LONGEST_WORD, MOST_WORDS, meant_filter};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::search::{Hit, HitType};
use crate::domain::{EntryKind, Owner};
use crate::i18n::{Label, Lang};
use crate::journal::Journal;
use crate::problem::{Problem, Result};
use crate::text;

/// The least columns of a day and of a kind. Neither is ever cut.
const DAY: usize = 14;
const KIND: usize = 12;

#[derive(Serialize)]
struct Shape<'a> {
    query: &'a str,
    total: usize,
    hits: Vec<HitShape<'a>>,
}

#[derive(Serialize)]
struct HitShape<'a> {
    r#type: HitType,
    id: uuid::Uuid,
    pair: PairId,
    session: Option<SessionId>,
    at: Option<String>,
    kind: Option<EntryKind>,
    owner: Option<Owner>,
    title: &'a str,
    /// Missing where it is sealed and not to be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<&'a str>,
    matches: Vec<[usize; 2]>,
    sealed: bool,
}

pub fn run(args: Search, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let query = args.query.join(" ");
    let mut search = journal.understand_search(&query)?;
    if let Some(name) = &args.pair {
        search.pair = Some(journal.find_pair(name)?.id);
    }
    search.kinds.extend(args.kind);
    let clock = run.config.clock;
    let days = |words: &Option<String>| words.as_ref().map(|w| input::days(w, clock)).transpose();
    let start = |day: chrono::NaiveDate| clock.start_of(day).timestamp_millis();
    search.since = days(&args.since)?.map(|days| start(days.0)).or(search.since);
    // The last day belongs to what is looked through.
    search.until = days(&args.until)?.and_then(|days| days.1.succ_opt()).map(start).or(search.until);
    if search.days_are_turned() {
        return Err(Problem::SearchDaysTurned);
    }
    let mut page = journal.search(&search, None, args.limit)?;
    let whole = page.next.is_none() && page.hits.len() <= args.limit;
    let total = if whole { page.hits.len() } else { journal.search_total(&search)? };
    page.hits.truncate(args.limit);
    if search.shortened {
        let bounds = [("words", MOST_WORDS.into()), ("letters", LONGEST_WORD.into())];
        run.out.aside(&run.lang().fill("search-shortened", bounds));
    }
    if search.operators {
        run.out.aside(&run.lang().t("search-operators"));
    }
    if let Some(name) = &search.no_filter {
        run.out.aside(&no_filter(name, run.lang()));
    }
    let unsearched = journal.unsearched()?;
    if unsearched > 0 {
        run.out.aside(&run.lang().count("search-unsearched", unsearched));
    }
    if run.out.is_json() {
        let hits = page.hits.iter().map(shape).collect();
        run.out.json(&Shape { query: &query, total, hits });
        return Ok(());
    }
    if page.hits.is_empty() {
        run.out.aside(&run.lang().t(match (search.is_empty(), search.without.is_empty()) {
            _ if query.trim().is_empty() => "search-no-word",
            (false, _) => "search-nothing",
            (true, true) => "search-only-narrows",
            (true, false) => "search-only-leaves-out",
        }));
    }
    // What is spelled as it was typed comes first, then the rest.
    let otherwise = page.otherwise.unwrap_or(page.hits.len()).min(page.hits.len());
    let (as_typed, rest) = page.hits.split_at(otherwise);
    print(as_typed, &journal, run)?;
    print(rest, &journal, run)?;
    if total > page.hits.len() {
        let words = run.lang().fill("cli-search-more", [("shown", page.hits.len().into()), ("total", total.into())]);
        run.out.aside(&words);
    }
    Ok(())
}

/// That a name before a colon is no filter, and which one may have been meant.
fn no_filter(name: &str, lang: Lang) -> String {
    match meant_filter(name) {
        Some(meant) => lang.fill("search-no-filter-but", [("name", name.into()), ("meant", meant.into())]),
        None => lang.fill("search-no-filter", [("name", name.into())]),
    }
}

fn shape(hit: &Hit) -> HitShape<'_> {
    HitShape {
        r#type: hit.what,
        id: hit.id,
        pair: hit.pair,
        session: hit.session,
        at: hit.at.map(json::time),
        kind: hit.kind,
        owner: hit.owner,
        title: &hit.title,
        snippet: (!hit.sealed || !hit.snippet.is_empty()).then_some(&hit.snippet),
        matches: hit.matches.iter().map(|m| [m.start, m.end]).collect(),
        sealed: hit.sealed,
    }
}

/// Pair by pair, each in the order in which it was found.
fn print(hits: &[Hit], journal: &Journal, run: &mut Run) -> Result<()> {
    let mut pairs: Vec<PairId> = Vec::new();
    for hit in hits {
        if !pairs.contains(&hit.pair) {
            pairs.push(hit.pair);
        }
    }
    for pair in pairs {
        run.out.line(&journal.pair(pair)?.pair.name);
        let of_pair = || hits.iter().filter(|h| h.pair == pair);
        let kinds = of_pair().map(|hit| text::columns(&what(hit, run.lang()))).max().unwrap_or(0);
        let days = of_pair().map(|hit| text::columns(&day(hit, run))).max().unwrap_or(0);
        for hit in of_pair() {
            row(hit, (days.max(DAY), kinds.max(KIND)), run);
        }
    }
    Ok(())
}

/// The ending of its id, when, what it is, and the words; what matched stands out on a terminal.
fn row(hit: &Hit, (days, kinds): (usize, usize), run: &mut Run) {
    let lang = run.lang();
    let ending = hit.id.simple().to_string();
    let (day, what) = (text::pad(&day(hit, run), days), text::pad(&what(hit, lang), kinds));
    let lead = format!("  {}  {day}  {what}  ", &ending[ending.len() - 6..]);
    let mut parts = vec![(lead, Ink::Dim)];
    let mut from = 0;
    for place in &hit.matches {
        parts.push((text::term_safe_line(&hit.snippet[from..place.start]).into_owned(), Ink::Plain));
        parts.push((text::term_safe_line(&hit.snippet[place.clone()]).into_owned(), Ink::Strong));
        from = place.end;
    }
    parts.push((text::term_safe_line(&hit.snippet[from..]).into_owned(), Ink::Plain));
    if hit.sealed && hit.snippet.is_empty() {
        parts.push((lang.t(if hit.damaged { "line-damaged" } else { "line-locked" }).into_owned(), Ink::Dim));
    }
    let parts: Vec<(&str, Ink)> = parts.iter().map(|(t, ink)| (t.as_str(), *ink)).collect();
    run.out.parts(&parts);
}

fn day(hit: &Hit, run: &Run) -> String {
    hit.at.map(|at| run.lang().full_day(at.date_naive(), run.config.clock.today())).unwrap_or_default()
}

fn what(hit: &Hit, lang: Lang) -> String {
    match (hit.what, hit.kind) {
        (HitType::Line, Some(kind)) if hit.owner.is_none_or(|owner| owner == kind.default_owner()) => {
            kind.label(lang).into_owned()
        }
        (HitType::Line, Some(kind)) => {
            let who = hit.owner.map(|owner| owner.label(lang)).unwrap_or_default();
            lang.fill("paper-kind-of", [("kind", kind.label(lang).into()), ("who", who.into())])
        }
        (HitType::Session, _) => lang.t("hit-session").into_owned(),
        (HitType::Goal, _) => lang.t("hit-goal").into_owned(),
        _ => lang.t("hit-pair").into_owned(),
    }
}
