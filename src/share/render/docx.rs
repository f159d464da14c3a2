//! A page as a Word file: headings, lists and tables that Word knows as such, on A4, with nothing in it about the
//! machine, the person or the time.

use std::io::Cursor;

use anyhow::{Context, Result};
use docx_rs::{
    AbstractNumbering, BorderType, Docx, IndentLevel, Level, LevelJc, LevelText, LineSpacing, LineSpacingType,
    NumberFormat, Numbering, NumberingId, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, Start, Style,
    StyleType, Tab, TabValueType, Table as Grid, TableBorder, TableBorderPosition, TableBorders, TableCell,
    TableCellMargins, TableLayoutType, TableRow, WidthType, XMLDocx,
};

use super::code::{Piece, pieces};
use super::{goal_history, key_history, key_name, paragraphs, widest};
use crate::i18n::Lang;
use crate::share::page::{Block, GoalBar, Item, KeyBar, Page, Section, Table};

/// Twentieths of a point. The text of an A4 page between its margins.
const TEXT_WIDTH: usize = 11906 - 2 * SIDE as usize;
const SIDE: i32 = 1304;
/// Where the value of a fact begins.
const FACT: i32 = 1900;
const BULLETS: usize = 2;
const SOFT: &str = "5F636B";
const ACCENT: &str = "2F6F6A";
const LINE: &str = "D8D5CF";
const HEADINGS: usize = 4;

pub(super) fn render(page: &Page) -> Result<Vec<u8>> {
    let mut paper = Paper { docx: empty(), lang: page.lang, paragraphs: 0 };
    if !page.title.is_empty() {
        let title = paper.paragraph("Title").add_run(run(&page.title));
        paper.add(title);
    }
    page.facts.iter().for_each(|fact| paper.fact(&fact.label, &fact.value));
    page.sections.iter().for_each(|section| paper.section(section, 1));
    page.closing.iter().for_each(|text| paper.text("Closing", text));
    let mut parts = paper.docx.build();
    complete(&mut parts, page.lang)?;
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).context("packing the document")?;
    Ok(file.into_inner())
}

struct Paper {
    docx: Docx,
    lang: Lang,
    /// The number of paragraphs: their ids must not depend on what else this program has written.
    paragraphs: u32,
}

impl Paper {
    fn paragraph(&mut self, style: &str) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08X}", self.paragraphs)).style(style)
    }

    fn add(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    fn fact(&mut self, label: &str, value: &str) {
        let mut fact = self.paragraph("Facts");
        if !label.is_empty() {
            fact = fact.add_run(run(label).color(SOFT).add_tab());
        }
        self.add(fact.add_run(run(value)));
    }

    fn section(&mut self, section: &Section, level: usize) {
        if !section.title.is_empty() {
            let heading = self.paragraph(&format!("Heading{}", level.min(HEADINGS))).add_run(run(&section.title));
            self.add(heading);
        }
        section.blocks.iter().for_each(|block| self.block(block));
        section.sections.iter().for_each(|below| self.section(below, level + 1));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(text) => self.text("Normal", text),
            Block::List(items) => items.iter().for_each(|item| self.item(item)),
            Block::Table(table) => self.table(table),
            Block::Goals(goals) => self.table(&goals_table(goals, self.lang)),
            Block::Keys(keys) => self.table(&keys_table(keys, self.lang)),
        }
    }

    fn text(&mut self, style: &str, text: &str) {
        for lines in paragraphs(text) {
            let paragraph = self.paragraph(style).add_run(broken(Run::new(), &lines));
            self.add(paragraph);
        }
    }

    fn item(&mut self, item: &Item) {
        let mut paragraph = self.paragraph("ListParagraph").numbering(NumberingId::new(BULLETS), IndentLevel::new(0));
        if let Some(label) = &item.label {
            paragraph = paragraph.add_run(run(&format!("{label}  ")).color(SOFT).size(19));
        }
        for (at, piece) in pieces(&item.text).iter().enumerate() {
            let new = if at > 0 { Run::new().add_break(docx_rs::BreakType::TextWrapping) } else { Run::new() };
            paragraph = paragraph.add_run(match piece {
                Piece::Line(line) => new.add_text(line),
                Piece::Code(_, lines) => {
                    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                    broken(new, &lines).fonts(RunFonts::new().ascii(CODE).hi_ansi(CODE).cs(CODE)).size(19)
                }
            });
        }
        for (at, remark) in item.remarks.iter().enumerate() {
            let before = if at == 0 { "  " } else { " · " };
            paragraph = paragraph.add_run(run(&format!("{before}{remark}")).color(SOFT).size(19));
        }
        self.add(paragraph);
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(table);
        let head = self.row("TableHead", &table.head, &widths).row_height(HEAD_HEIGHT);
        let rows = table.rows.iter().map(|cells| self.row("TableText", cells, &widths));
        let rows: Vec<TableRow> = std::iter::once(head).chain(rows).collect();
        let grid = Grid::new(rows)
            .width(widths.iter().sum(), WidthType::Dxa)
            .set_grid(widths)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(70, CELL_MARGIN, 70, 0))
            .set_borders(rules());
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(grid);
        // Two tables without a paragraph between them would be one.
        let gap = self.paragraph("TableGap");
        self.add(gap);
    }

    fn row(&mut self, style: &str, cells: &[String], widths: &[usize]) -> TableRow {
        let cell = |(text, width): (&String, &usize)| {
            let paragraph = self.paragraph(style).add_run(run(text));
            TableCell::new().width(*width, WidthType::Dxa).add_paragraph(paragraph)
        };
        TableRow::new(cells.iter().zip(widths).map(cell).collect()).cant_split()
    }
}

/// The width of each column. Short content (a date, say) stays on one line; the other columns share the rest in
/// proportion to their widest cells, each counted up to a few lines.
fn widths(table: &Table) -> Vec<usize> {
    let columns = widest(table);
    let wanted: Vec<usize> = columns.iter().map(|columns| columns.clamp(&6, &44) * COLUMN + CELL_MARGIN).collect();
    let sum = |short: bool| -> usize {
        let of_kind = columns.iter().zip(&wanted).filter(|(columns, _)| (**columns <= SHORT) == short);
        of_kind.map(|(_, wanted)| wanted).sum()
    };
    let (short, long) = (sum(true), sum(false));
    if long == 0 || short > TEXT_WIDTH * 2 / 3 {
        return wanted.iter().map(|wanted| TEXT_WIDTH * wanted / (short + long).max(1)).collect();
    }
    let share = |(columns, wanted): (&usize, &usize)| {
        if *columns <= SHORT { *wanted } else { (TEXT_WIDTH - short) * wanted / long }
    };
    columns.iter().zip(&wanted).map(share).collect()
}

/// Half of a full-width letter in a table, with some space between two scripts.
const COLUMN: usize = 116;
const CELL_MARGIN: usize = 160;
/// A cell with at most this many columns is short.
const SHORT: usize = 22;

/// Marks a header row until [`complete`] writes what the crate cannot express. No text can look like it, because `<` is
/// escaped in text.
const HEAD_HEIGHT: f32 = 1.0;
const HEAD_MARK: &str = r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#;

/// The font of code.
const CODE: &str = "Consolas";

fn run(text: &str) -> Run {
    Run::new().add_text(text)
}

fn broken(run: Run, lines: &[&str]) -> Run {
    lines.iter().enumerate().fold(run, |run, (at, line)| {
        let run = if at > 0 { run.add_break(docx_rs::BreakType::TextWrapping) } else { run };
        run.add_text(*line)
    })
}

fn goals_table(goals: &[GoalBar], lang: Lang) -> Table {
    let head = ["paper-goal", "paper-now", "paper-history"];
    let row = |goal: &GoalBar| {
        let behind: Vec<String> = goal_history(goal, lang).into_iter().chain(goal.remarks.iter().cloned()).collect();
        vec![goal.title.clone(), goal.told.clone(), behind.join(&lang.t("paper-between"))]
    };
    without_empty_end(head.map(|id| lang.t(id).into_owned()).to_vec(), goals.iter().map(row).collect())
}

fn keys_table(keys: &[KeyBar], lang: Lang) -> Table {
    let head = ["paper-key", "paper-now", "paper-history"];
    let row = |key: &KeyBar| vec![key_name(key), key.told.clone(), key_history(key).unwrap_or_default()];
    without_empty_end(head.map(|id| lang.t(id).into_owned()).to_vec(), keys.iter().map(row).collect())
}

/// Without an empty last column.
fn without_empty_end(mut head: Vec<String>, mut rows: Vec<Vec<String>>) -> Table {
    if rows.iter().all(|row| row.last().is_none_or(String::is_empty)) {
        head.pop();
        rows.iter_mut().for_each(|row| drop(row.pop()));
    }
    Table { head, rows }
}

fn fonts() -> RunFonts {
    RunFonts::new().ascii("Calibri").hi_ansi("Calibri").east_asia("Yu Gothic").cs("Calibri")
}

fn spaced(before: u32, after: u32, line: i32) -> LineSpacing {
    LineSpacing::new().before(before).after(after).line(line).line_rule(LineSpacingType::Auto)
}

fn rules() -> TableBorders {
    let rule = |position| TableBorder::new(position).border_type(BorderType::Single).size(4).color(LINE);
    TableBorders::with_empty().set(rule(TableBorderPosition::Bottom)).set(rule(TableBorderPosition::InsideH))
}

/// A document with styles and without content.
fn empty() -> Docx {
    let style =
        |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").next("Normal");
    let heading = |level: usize, size: usize, before: u32| {
        style(&format!("Heading{level}"), &format!("heading {level}"))
            .size(size)
            .bold()
            .outline_lvl(level - 1)
            .line_spacing(spaced(before, 80, 264))
    };
    let mut facts = style("Facts", "Facts").next("Facts").line_spacing(spaced(0, 40, 276)).indent(
        Some(FACT),
        Some(SpecialIndentType::Hanging(FACT)),
        None,
        None,
    );
    facts.paragraph_property = facts.paragraph_property.add_tab(Tab::new().val(TabValueType::Left).pos(FACT as usize));
    let mut headings = vec![
        heading(1, 28, 400),
        heading(2, 24, 220).color(ACCENT),
        heading(3, 22, 240).color(SOFT),
        heading(4, 21, 200).color(SOFT),
    ];
    for heading in &mut headings {
        heading.paragraph_property = heading.paragraph_property.clone().keep_next(true).keep_lines(true);
    }
    let mut docx = Docx::new()
        .page_size(11906, 16838)
        .page_margin(PageMargin {
            top: 1247,
            left: SIDE,
            bottom: 1247,
            right: SIDE,
            header: 709,
            footer: 709,
            gutter: 0,
        })
        .default_fonts(fonts())
        .default_size(21)
        .default_line_spacing(spaced(0, 120, 300))
        .add_style(style("Title", "Title").size(40).bold().line_spacing(spaced(0, 280, 264)))
        .add_style(facts);
    for heading in headings {
        docx = docx.add_style(heading);
    }
    docx.add_style(style("ListParagraph", "List Paragraph").next("ListParagraph").line_spacing(spaced(0, 80, 288)))
        .add_style(style("Closing", "Closing").next("Closing").line_spacing(spaced(320, 0, 300)))
        .add_style(style("TableHead", "Table Head").size(18).color(SOFT).line_spacing(spaced(0, 0, 252)))
        .add_style(style("TableText", "Table Text").size(20).line_spacing(spaced(0, 0, 264)))
        .add_style(style("TableGap", "Table Gap").size(8).line_spacing(spaced(0, 0, 240)))
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet()))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
}

fn bullet() -> Level {
    Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left"))
        .indent(Some(360), Some(SpecialIndentType::Hanging(280)), None, None)
        .color(ACCENT)
        .fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri").east_asia("Calibri").cs("Calibri"))
}

/// What the crate cannot express: the languages of the text, the header row of a table, and empty properties.
fn complete(parts: &mut XMLDocx, lang: Lang) -> Result<()> {
    parts.doc_props.core = CORE.as_bytes().to_vec();
    let latin = match lang {
        Lang::En => "en-GB",
        Lang::Ja => "ja-JP",
    };
    let end = "</w:rPr></w:rPrDefault>";
    let language = format!(r#"<w:lang w:val="{latin}" w:eastAsia="ja-JP" />{end}"#);
    parts.styles = replaced(&parts.styles, end, &language)?;
    parts.document = replaced(&parts.document, HEAD_MARK, "<w:tblHeader />")?;
    Ok(())
}

fn replaced(xml: &[u8], from: &str, to: &str) -> Result<Vec<u8>> {
    Ok(std::str::from_utf8(xml).context("a part of the document")?.replace(from, to).into_bytes())
}

const CORE: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
    r#"xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>tomoni</dc:creator></cp:coreProperties>"#,
);
