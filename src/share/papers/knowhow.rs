//! The collection of know-how: learnings, advice and stories that may be passed on, by kind and by owner. It does not
//! name partners.

use super::{Chosen, Material, by_owner, fact, names_of_sides, writer};
use crate::domain::sharing::{Paper, Wish};
use crate::domain::{EntryKind, Owner};
use crate::i18n::{Label, Lang};
use crate::share::choose::ChosenLine;
use crate::share::page::{Block, Fact, Page, Section};

pub fn page(wish: &Wish, chosen: &[Chosen], material: &Material, lang: Lang) -> Page {
    let lines: Vec<&ChosenLine> =
        chosen.iter().flat_map(|c| c.sessions.iter().flat_map(|s| &s.lines).chain(&c.later)).collect();
    let partner = Owner::Partner.label(lang);
    let sections = EntryKind::ALL.iter().filter_map(|kind| {
        let lines: Vec<&ChosenLine> = lines.iter().copied().filter(|l| l.kind == *kind).collect();
        by_owner(kind.key(), kind.label(lang).into_owned(), &lines, names_of_sides(&partner, lang), lang)
    });
    let mut sections: Vec<Section> = sections.collect();
    if sections.is_empty() {
        let none = Block::Text(lang.t("paper-know-how-empty").into_owned());
        sections.push(Section { key: "none", title: String::new(), blocks: vec![none], sections: Vec::new() });
    }
    let mut facts: Vec<Fact> = writer(wish, lang).into_iter().collect();
    facts.push(fact("written", lang, lang.written_day(material.today)));
    let title = lang.t("paper-know-how-title").into_owned();
    Page { paper: Paper::KnowHow, lang, title, facts, sections, closing: Vec::new() }
}
