//! The report for the programme office: half a page that is complete without a word of what was said.

use super::{
    Chosen, Material, days, fact, goal_word, heads, moment, role_words, section, sessions_table, total, writer,
};
use crate::domain::sharing::{Audience, Paper, Wish};
use crate::domain::{EntryKind, Owner};
use crate::i18n::{Label, Lang};
use crate::share::page::{Block, Fact, Item, Page, Section, Table};

/// The most learnings in a report, the newest ones.
const LEARNINGS: usize = 3;

pub fn page(wish: &Wish, chosen: &Chosen, material: &Material, lang: Lang) -> Page {
    let mut facts: Vec<Fact> = writer(wish, lang).into_iter().collect();
    facts.push(fact("for", lang, Audience::Office.label(lang)));
    facts.push(fact("pair", lang, chosen.called(lang)));
    facts.push(fact("role", lang, role_words(chosen.pair.role, lang)));
    facts.extend(material.days.map(|span| fact("period", lang, days(span, lang))));
    facts.push(fact("count", lang, lang.count("paper-times", chosen.sessions.len())));
    facts.extend(total(chosen.sessions.iter(), lang).map(|time| fact("total", lang, time)));
    let next = chosen.next.map_or_else(|| lang.t("paper-next-none").into_owned(), |at| moment(at, lang));
    facts.push(fact("next", lang, next));
    facts.extend(wish.decision.map(|decision| fact("decision", lang, decision.label(lang))));
    facts.push(fact("written", lang, lang.written_day(material.today)));

    let mut sections = Vec::new();
    if !chosen.sessions.is_empty() {
        sections.push(section("sessions", lang, vec![sessions_table(&chosen.sessions, true, lang)]));
    }
    sections.extend(goals(wish, chosen, lang));
    let mut learned: Vec<Item> = chosen
        .sessions
        .iter()
        .flat_map(|s| &s.lines)
        .filter(|l| l.kind == EntryKind::Learning)
        .map(|l| Item { owner: Some(l.owner), text: l.text.clone(), ..Item::default() })
        .collect();
    learned.drain(..learned.len().saturating_sub(LEARNINGS));
    if !learned.is_empty() {
        sections.push(Section { key: "learned", ..section("learned-mine", lang, vec![Block::List(learned)]) });
    }
    // Where something was told, only the rest is kept back.
    let tells = chosen.sessions.iter().any(|s| s.theme.is_some()) || sections.iter().any(|s| s.key != "sessions");
    let comment = wish.comment.trim();
    if !comment.is_empty() {
        sections.push(section("comment", lang, vec![Block::Text(comment.to_owned())]));
    }
    let withheld = if tells || !comment.is_empty() { "paper-withheld-rest" } else { "paper-withheld" };
    let closing = vec![lang.t(withheld).into_owned()];
    Page { paper: Paper::Report, lang, title: lang.t("paper-report-title").into_owned(), facts, sections, closing }
}

/// The agreed goals, with whose they are and whether they are under way. The office gets no numbers, and how well it is
/// going nobody can say for the two.
fn goals(wish: &Wish, chosen: &Chosen, lang: Lang) -> Option<Section> {
    let may = wish.parts.goals && chosen.pair.agreed && !chosen.goals.is_empty();
    let head = heads(&["goal", "whose", "going"], lang);
    let me = Some(wish.author.name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
    let whose = |owner| match owner {
        Owner::Me => me.clone().unwrap_or_else(|| lang.t("summary-me").into_owned()),
        Owner::Partner => chosen.called(lang),
        Owner::Both => lang.t("summary-both").into_owned(),
    };
    let rows = chosen
        .goals
        .iter()
        .map(|goal| vec![goal.title.clone(), whose(goal.owner), goal_word(goal.status, lang)])
        .collect();
    may.then(|| section("goals", lang, vec![Block::Table(Table { head, rows })]))
}
