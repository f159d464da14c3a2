//! The mentoring record: the roles that the user has had, for how long, and what was learned. It names no partner.

use std::collections::HashSet;

use super::{Chosen, Material, days, fact, heads, role_words, section, total, writer};
use crate::domain::EntryKind;
use crate::domain::sharing::{Paper, Wish};
use crate::i18n::{Label, Lang};
use crate::share::choose::{ChosenLine, ChosenSession};
use crate::share::page::{Block, Fact, Item, Page, Section, Table};

pub fn page(wish: &Wish, chosen: &[Chosen], material: &Material, lang: Lang) -> Page {
    let held: usize = chosen.iter().map(|c| c.sessions.len()).sum();
    let mut facts: Vec<Fact> = writer(wish, lang).into_iter().collect();
    facts.extend(material.days.map(|span| fact("period", lang, days(span, lang))));
    facts.push(fact("pairs", lang, lang.count("paper-pairs", chosen.len())));
    facts.push(fact("count", lang, lang.count("paper-times", held)));
    let time = total(chosen.iter().flat_map(|c| &c.sessions), lang);
    facts.extend(time.map(|time| fact("total", lang, time)));
    facts.push(fact("written", lang, lang.written_day(material.today)));

    let mut sections = vec![section("roles", lang, vec![roles(chosen, lang)])];
    let mut seen = HashSet::new();
    let themes = chosen.iter().flat_map(|c| &c.sessions).filter_map(|s| s.theme.clone());
    let themes: Vec<Item> =
        themes.filter(|theme| seen.insert(theme.clone())).map(|text| Item { text, ..Item::default() }).collect();
    if !themes.is_empty() {
        sections.push(section("themes", lang, vec![Block::List(themes)]));
    }
    // What one learned, and how one has grown: each under its own name.
    let titles = [
        ("learned", EntryKind::Learning, lang.t("paper-section-learned-mine")),
        (EntryKind::Growth.key(), EntryKind::Growth, EntryKind::Growth.label(lang)),
    ];
    for (key, kind, title) in titles {
        let lines = chosen.iter().flat_map(|c| c.sessions.iter().flat_map(|s| &s.lines).chain(&c.later));
        let item = |l: &ChosenLine| Item { owner: Some(l.owner), text: l.text.clone(), ..Item::default() };
        let lines: Vec<Item> = lines.filter(|l| l.kind == kind).map(item).collect();
        if !lines.is_empty() {
            let (title, blocks) = (title.into_owned(), vec![Block::List(lines)]);
            sections.push(Section { key, title, blocks, sections: Vec::new() });
        }
    }
    let title = lang.t("paper-record-title").into_owned();
    Page { paper: Paper::Record, lang, title, facts, sections, closing: Vec::new() }
}

/// One row for each pair, without its name.
fn roles(chosen: &[Chosen], lang: Lang) -> Block {
    let head = heads(&["role", "area", "period", "count", "total"], lang);
    let rows = chosen.iter().map(|c| {
        // As above the table: from the first session to the last.
        let day = |s: &ChosenSession| s.at.date_naive();
        let span = c.sessions.first().map(day).zip(c.sessions.last().map(day)).map(|span| days(span, lang));
        vec![
            role_words(c.pair.role, lang),
            c.pair.area.clone().unwrap_or_default(),
            span.unwrap_or_default(),
            lang.count("paper-times", c.sessions.len()),
            total(c.sessions.iter(), lang).unwrap_or_default(),
        ]
    });
    Block::Table(Table { head, rows: rows.collect() })
}
