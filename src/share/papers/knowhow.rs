//! The collection of know-how: what may be told on of what was learned, advised and told, by kind.

use super::{Chosen, items, of_kind};
use crate::domain::EntryKind;
use crate::domain::sharing::Paper;
use crate::i18n::Lang;
use crate::share::choose::ChosenLine;
use crate::share::page::{Block, Page, Section};

pub fn page(chosen: &[Chosen], lang: Lang) -> Page {
    let lines: Vec<&ChosenLine> =
        chosen.iter().flat_map(|c| c.sessions.iter().flat_map(|s| &s.lines).chain(&c.later)).collect();
    let sections = EntryKind::ALL.iter().filter_map(|kind| {
        let block = items(lines.iter().copied().filter(|l| l.kind == *kind), lang)?;
        Some(of_kind(*kind, lang, block))
    });
    let mut sections: Vec<Section> = sections.collect();
    if sections.is_empty() {
        let none = Block::Text(lang.t("paper-know-how-empty").into_owned());
        sections.push(Section { key: "none", title: String::new(), blocks: vec![none], sections: Vec::new() });
    }
    let title = lang.t("paper-know-how-title").into_owned();
    Page { paper: Paper::KnowHow, lang, title, facts: Vec::new(), sections, closing: Vec::new() }
}
