//! A page as JSON, in the shape of `docs/schema/summary.schema.json`. Its text is exactly as it was typed.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::Owner;
use crate::share::page::{Block, Fact, GoalBar, Item, KeyBar, Page, Section};
use crate::text;

/// Raised when a program that knows the present shape could no longer read it.
const VERSION: u32 = 1;

pub(super) fn render(page: &Page) -> anyhow::Result<Vec<u8>> {
    let mut bytes = text::json_pretty(&File::of(page))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct File<'a> {
    /// The kind of file.
    tomoni: &'static str,
    version: u32,
    paper: &'static str,
    lang: &'static str,
    title: &'a str,
    facts: Vec<FactShape<'a>>,
    sections: Vec<SectionShape<'a>>,
    closing: &'a [String],
}

#[derive(Serialize)]
struct FactShape<'a> {
    key: &'a str,
    label: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct SectionShape<'a> {
    key: &'a str,
    title: &'a str,
    blocks: Vec<BlockShape<'a>>,
    sections: Vec<SectionShape<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum BlockShape<'a> {
    Text { text: &'a str },
    List { items: Vec<ItemShape<'a>> },
    Table { head: &'a [String], rows: &'a [Vec<String>] },
    Goals { goals: Vec<GoalShape<'a>> },
    Keys { keys: Vec<KeyShape<'a>> },
}

#[derive(Serialize)]
struct ItemShape<'a> {
    label: Option<&'a str>,
    owner: Option<Owner>,
    text: &'a str,
    due: Option<NaiveDate>,
    remarks: &'a [String],
}

#[derive(Serialize)]
struct GoalShape<'a> {
    title: &'a str,
    told: &'a str,
    progress: Option<f64>,
    series: Vec<f64>,
    remarks: &'a [String],
}

#[derive(Serialize)]
struct KeyShape<'a> {
    letter: &'a str,
    name: &'a str,
    levels: Vec<u8>,
    told: &'a str,
}

impl<'a> File<'a> {
    fn of(page: &'a Page) -> Self {
        Self {
            tomoni: "summary",
            version: VERSION,
            paper: page.paper.key(),
            lang: page.lang.code(),
            title: &page.title,
            facts: page.facts.iter().map(FactShape::of).collect(),
            sections: page.sections.iter().map(SectionShape::of).collect(),
            closing: &page.closing,
        }
    }
}

impl<'a> FactShape<'a> {
    fn of(fact: &'a Fact) -> Self {
        Self { key: fact.key, label: &fact.label, value: &fact.value }
    }
}

impl<'a> SectionShape<'a> {
    fn of(section: &'a Section) -> Self {
        Self {
            key: section.key,
            title: &section.title,
            blocks: section.blocks.iter().map(BlockShape::of).collect(),
            sections: section.sections.iter().map(Self::of).collect(),
        }
    }
}

impl<'a> BlockShape<'a> {
    fn of(block: &'a Block) -> Self {
        match block {
            Block::Text(text) => Self::Text { text },
            Block::List(items) => Self::List { items: items.iter().map(ItemShape::of).collect() },
            Block::Table(table) => Self::Table { head: &table.head, rows: &table.rows },
            Block::Goals(goals) => Self::Goals { goals: goals.iter().map(GoalShape::of).collect() },
            Block::Keys(keys) => Self::Keys { keys: keys.iter().map(KeyShape::of).collect() },
        }
    }
}

impl<'a> ItemShape<'a> {
    fn of(item: &'a Item) -> Self {
        Self {
            label: item.label.as_deref(),
            owner: item.owner,
            text: &item.text,
            due: item.due,
            remarks: &item.remarks,
        }
    }
}

impl<'a> GoalShape<'a> {
    /// A number that JSON cannot represent is left out.
    fn of(goal: &'a GoalBar) -> Self {
        Self {
            title: &goal.title,
            told: &goal.told,
            progress: goal.progress.filter(|progress| progress.is_finite()).map(|progress| progress.clamp(0.0, 1.0)),
            series: goal.series.iter().copied().filter(|value| value.is_finite()).collect(),
            remarks: &goal.remarks,
        }
    }
}

impl<'a> KeyShape<'a> {
    fn of(key: &'a KeyBar) -> Self {
        let levels = key.levels.iter().copied().filter(|level| (1..=5).contains(level)).collect();
        Self { letter: &key.letter, name: &key.name, levels, told: &key.told }
    }
}
