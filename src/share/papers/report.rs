//! The report for the programme office: half a page that is complete without a word of what was said.

use super::{Chosen, Material, days, fact, heads, moment, section, sessions_table, total};
use crate::domain::EntryKind;
use crate::domain::goal::GoalStatus;
use crate::domain::sharing::{Paper, Wish};
use crate::i18n::{Label, Lang};
use crate::share::choose::ChosenGoal;
use crate::share::page::{Block, Item, Page, Section, Table};

/// A report holds no more learnings than these, the newest.
const LEARNINGS: usize = 3;

pub fn page(wish: &Wish, chosen: &Chosen, material: &Material, lang: Lang) -> Page {
    let name = lang.fill("paper-person", [("name", chosen.pair.name.as_str().into())]);
    let mut facts = vec![fact("pair", lang, name)];
    facts.push(fact("role", lang, chosen.pair.role.label(lang)));
    facts.extend(material.days.map(|span| fact("period", lang, days(span, lang))));
    facts.push(fact("count", lang, lang.count("paper-times", chosen.sessions.len())));
    facts.extend(total(chosen.sessions.iter(), lang).map(|time| fact("total", lang, time)));
    let next = chosen.next.map_or_else(|| lang.t("paper-next-none").into_owned(), |at| moment(at, lang));
    facts.push(fact("next", lang, next));
    facts.extend(wish.decision.map(|decision| fact("decision", lang, decision.label(lang))));

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
        .map(|l| Item { text: l.text.clone(), ..Item::default() })
        .collect();
    learned.drain(..learned.len().saturating_sub(LEARNINGS));
    if !learned.is_empty() {
        sections.push(section("learned", lang, vec![Block::List(learned)]));
    }
    let comment = wish.comment.trim();
    if !comment.is_empty() {
        sections.push(section("comment", lang, vec![Block::Text(comment.to_owned())]));
    }
    let closing = vec![lang.t("paper-withheld").into_owned()];
    Page { paper: Paper::Report, lang, title: lang.t("paper-report-title").into_owned(), facts, sections, closing }
}

/// How the agreed goals are going, in one word each.
fn goals(wish: &Wish, chosen: &Chosen, lang: Lang) -> Option<Section> {
    let may = wish.parts.goals && chosen.pair.agreed && !chosen.goals.is_empty();
    let head = heads(&["goal", "going"], lang);
    let rows = chosen.goals.iter().map(|goal| vec![goal.title.clone(), word(goal, lang)]).collect();
    may.then(|| section("goals", lang, vec![Block::Table(Table { head, rows })]))
}

fn word(goal: &ChosenGoal, lang: Lang) -> String {
    let id = match goal.status {
        GoalStatus::Done => "paper-goal-achieved",
        GoalStatus::Active => "paper-goal-on-track",
        GoalStatus::Draft | GoalStatus::Hold | GoalStatus::Dropped => "paper-goal-reviewed",
    };
    lang.t(id).into_owned()
}
