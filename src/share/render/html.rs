//! A page as one HTML file without external resources, scripts and links. The template escapes all text.

use askama::Template;

use super::code::{Piece, pieces};
use super::{figures, goal_line, key_line, paragraphs, widest};
use crate::i18n::Lang;
use crate::share::page::{Block, GoalBar, Item, KeyBar, Page, Section, Table};

/// A cell with at most this many columns (a date with its weekday, say) stays on one line.
const SHORT: usize = 22;

pub(super) fn render(page: &Page) -> anyhow::Result<Vec<u8>> {
    let html = Html {
        lang: page.lang.code(),
        page,
        sections: page.sections.iter().map(|section| parts(section, page.lang)).collect(),
        closing: page.closing.iter().flat_map(|text| paragraphs(text)).collect(),
    };
    Ok((html.render()? + "\n").into_bytes())
}

#[derive(Template)]
#[template(path = "page.html")]
struct Html<'a> {
    lang: &'static str,
    page: &'a Page,
    sections: Vec<Vec<Part<'a>>>,
    closing: Vec<Vec<&'a str>>,
}

/// The content of a section, one part below the other; inner sections are recognised by their headings.
enum Part<'a> {
    Heading(usize, &'a str),
    Text(Vec<Vec<&'a str>>),
    List(Vec<ItemPart<'a>>),
    Table(TablePart<'a>),
    Goals(Vec<GoalPart<'a>>),
    Keys(Vec<KeyPart<'a>>),
}

struct ItemPart<'a> {
    label: Option<&'a str>,
    parts: Vec<TextPart>,
    remarks: &'a [String],
}

/// Lines one below the other, or code.
enum TextPart {
    Lines(Vec<String>),
    Code(String),
}

struct TablePart<'a> {
    head: &'a [String],
    rows: &'a [Vec<String>],
    /// The columns whose lines need no break.
    short: Vec<bool>,
}

struct GoalPart<'a> {
    title: &'a str,
    told: &'a str,
    figure: Option<String>,
    remarks: &'a [String],
}

struct KeyPart<'a> {
    letter: &'a str,
    name: &'a str,
    told: &'a str,
    figure: String,
}

fn parts(section: &Section, lang: Lang) -> Vec<Part<'_>> {
    fn add<'a>(section: &'a Section, level: usize, lang: Lang, parts: &mut Vec<Part<'a>>) {
        if !section.title.is_empty() {
            parts.push(Part::Heading(level, &section.title));
        }
        parts.extend(section.blocks.iter().map(|block| part(block, lang)));
        section.sections.iter().for_each(|below| add(below, level + 1, lang, parts));
    }
    let mut parts = Vec::new();
    add(section, 2, lang, &mut parts);
    parts
}

fn part(block: &Block, lang: Lang) -> Part<'_> {
    match block {
        Block::Text(text) => Part::Text(paragraphs(text)),
        Block::List(items) => Part::List(items.iter().map(item).collect()),
        Block::Table(table) => Part::Table(self::table(table)),
        Block::Goals(goals) => Part::Goals(goals.iter().map(|bar| goal(bar, lang)).collect()),
        Block::Keys(keys) => Part::Keys(keys.iter().map(|bar| key(bar, lang)).collect()),
    }
}

fn item(item: &Item) -> ItemPart<'_> {
    let mut parts = Vec::new();
    for piece in pieces(&item.text) {
        match (piece, parts.last_mut()) {
            (Piece::Line(line), Some(TextPart::Lines(lines))) => lines.push(line),
            (Piece::Line(line), _) => parts.push(TextPart::Lines(vec![line])),
            (Piece::Code(_, lines), _) => parts.push(TextPart::Code(lines.join("\n"))),
        }
    }
    ItemPart { label: item.label.as_deref(), parts, remarks: &item.remarks }
}

fn table(table: &Table) -> TablePart<'_> {
    let short = widest(table).into_iter().map(|columns| columns <= SHORT).collect();
    TablePart { head: &table.head, rows: &table.rows, short }
}

fn goal(bar: &GoalBar, lang: Lang) -> GoalPart<'_> {
    let figure = figures::goal(bar, &goal_line(bar, lang));
    GoalPart { title: &bar.title, told: &bar.told, figure, remarks: &bar.remarks }
}

fn key(bar: &KeyBar, lang: Lang) -> KeyPart<'_> {
    let figure = figures::key(bar, &key_line(bar, lang));
    KeyPart { letter: &bar.letter, name: &bar.name, told: &bar.told, figure }
}
