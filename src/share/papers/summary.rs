//! The summary for the partner: one page, half of it what there is to do until next time.

use super::{
    Chosen, Material, days, fact, goal_bar, items, lines_of, moment, of_kind, promises, section, sessions_table, total,
};
use crate::domain::sharing::{Paper, Scope, Wish};
use crate::domain::{EntryKind, Owner};
use crate::i18n::{Label, Lang};
use crate::share::page::{Block, Fact, Page, Section};

/// What has a section of its own; everything else comes under its kind.
const SHOWN: [EntryKind; 4] = [EntryKind::Decision, EntryKind::Action, EntryKind::Learning, EntryKind::Thanks];

pub fn page(wish: &Wish, chosen: &Chosen, material: &Material, lang: Lang) -> Page {
    let one = matches!(wish.scope, Scope::LastHeld | Scope::Session(_));
    let mut sections = Vec::new();
    if !one && !chosen.sessions.is_empty() {
        sections.push(section("sessions", lang, vec![sessions_table(&chosen.sessions, true, lang)]));
    }
    let of = |key, kind| items(lines_of(chosen, kind), lang).map(|block| section(key, lang, vec![block]));
    sections.extend(of("decided", EntryKind::Decision));
    sections.extend(sides("until-next", chosen, true, lang));
    sections.extend(sides("results", chosen, false, lang));
    sections.extend(of("learned", EntryKind::Learning));
    for kind in EntryKind::ALL.iter().filter(|kind| !SHOWN.contains(kind)) {
        let block = items(lines_of(chosen, *kind), lang);
        sections.extend(block.map(|block| of_kind(*kind, lang, block)));
    }
    if !one && !chosen.goals.is_empty() {
        let bars = chosen.goals.iter().map(|goal| goal_bar(goal, lang)).collect();
        sections.push(section("goals", lang, vec![Block::Goals(bars)]));
    }
    let next = chosen.sessions.last().and_then(|s| s.next).or(chosen.next);
    sections.extend(next.map(|at| section("next", lang, vec![Block::Text(moment(at, lang))])));
    sections.extend(of("thanks", EntryKind::Thanks));
    let comment = Some(wish.comment.trim()).filter(|c| !c.is_empty());
    Page {
        paper: Paper::Summary,
        lang,
        title: title(chosen, material, one, lang),
        facts: facts(chosen, material, one, lang),
        sections,
        closing: comment.map(str::to_owned).into_iter().collect(),
    }
}

fn title(chosen: &Chosen, material: &Material, one: bool, lang: Lang) -> String {
    let day = match (one, chosen.sessions.last(), material.days) {
        (true, Some(session), _) => lang.written_day(session.at.date_naive()),
        (_, _, Some(span)) => days(span, lang),
        _ => lang.written_day(material.today),
    };
    lang.fill(if one { "summary-title" } else { "paper-summary-title" }, [("day", day.into())])
}

fn facts(chosen: &Chosen, material: &Material, one: bool, lang: Lang) -> Vec<Fact> {
    let name = lang.fill("paper-person", [("name", chosen.pair.name.as_str().into())]);
    let mut facts = vec![fact("with", lang, name)];
    match (one, chosen.sessions.last()) {
        (true, Some(session)) => {
            facts.push(fact("date", lang, moment(session.at, lang)));
            facts.extend(session.minutes.map(|m| fact("minutes", lang, lang.minutes(m))));
            facts.extend(session.mode.map(|m| fact("mode", lang, m.label(lang))));
            facts.extend(session.theme.as_ref().map(|theme| fact("theme", lang, theme.as_str())));
        }
        _ => {
            facts.extend(material.days.map(|span| fact("period", lang, days(span, lang))));
            facts.push(fact("count", lang, lang.count("paper-times", chosen.sessions.len())));
            facts.extend(total(chosen.sessions.iter(), lang).map(|time| fact("total", lang, time)));
        }
    }
    facts
}

/// What each will do, one below the other; or what became of what each had promised.
fn sides(key: &'static str, chosen: &Chosen, open: bool, lang: Lang) -> Option<Section> {
    let name: String = chosen.pair.name.clone();
    let (mine, theirs) = if open { ("summary-mine", "summary-theirs") } else { ("summary-by-me", "summary-by-them") };
    let sides = [
        ("mine", Owner::Me, lang.t(mine).into_owned()),
        ("theirs", Owner::Partner, lang.fill(theirs, [("name", name.into())])),
        ("ours", Owner::Both, lang.t(if open { "summary-ours" } else { "summary-by-both" }).into_owned()),
    ];
    let sides = sides.into_iter().filter_map(|(key, owner, title)| {
        let block = items(promises(chosen, owner, open), lang)?;
        Some(Section { key, title, blocks: vec![block], sections: Vec::new() })
    });
    let sections: Vec<Section> = sides.collect();
    (!sections.is_empty()).then(|| Section { sections, ..section(key, lang, Vec::new()) })
}
