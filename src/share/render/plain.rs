//! A page as plain text for a mail: no marks of any language, lines of at most 72 columns.

use std::ops::Range;

use super::{goal_line, item_lines, key_line, labelled, paragraphs, widest};
use crate::i18n::Lang;
use crate::share::page::{Block, Page, Section, Table};
use crate::text;

const WIDTH: usize = 72;
/// Between the columns of a table.
const GUTTER: usize = 2;

pub(super) fn render(page: &Page) -> String {
    let mut paper = Paper { out: String::new(), lang: page.lang };
    if !page.title.is_empty() {
        paper.paragraph(&page.title);
    }
    if !page.facts.is_empty() {
        paper.gap(1);
        page.facts.iter().for_each(|fact| paper.paragraph(&labelled(&fact.label, &fact.value, page.lang)));
    }
    page.sections.iter().for_each(|section| paper.section(section, 2));
    for (at, text) in page.closing.iter().enumerate() {
        paper.gap(if at == 0 { 2 } else { 1 });
        paper.text(text);
    }
    paper.out
}

fn bullet(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "- ",
        Lang::Ja => "・",
    }
}

struct Paper {
    out: String,
    lang: Lang,
}

impl Paper {
    fn gap(&mut self, lines: usize) {
        if !self.out.is_empty() {
            self.out.extend(std::iter::repeat_n('\n', lines));
        }
    }

    /// A line, wrapped; `head` stands before its first row, and blanks of the same width before the others.
    fn wrapped(&mut self, head: &str, line: &str) {
        let indent = text::columns(head);
        for (at, row) in rows(line, WIDTH.saturating_sub(indent)).into_iter().enumerate() {
            let before = if at == 0 { head.to_owned() } else { " ".repeat(indent) };
            self.out.push_str(format!("{before}{}", &line[row]).trim_end());
            self.out.push('\n');
        }
    }

    fn paragraph(&mut self, line: &str) {
        self.wrapped("", line);
    }

    /// Sections of the page stand apart; those inside them stand closer.
    fn section(&mut self, section: &Section, level: usize) {
        if !section.title.is_empty() {
            self.gap(if level == 2 && self.out.contains("\n\n") { 2 } else { 1 });
            self.paragraph(&section.title);
        }
        for (at, block) in section.blocks.iter().enumerate() {
            if at > 0 || section.title.is_empty() {
                self.gap(1);
            }
            self.block(block);
        }
        section.sections.iter().for_each(|below| self.section(below, level + 1));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(text) => self.text(text),
            Block::List(items) => items.iter().for_each(|item| self.item(&item_lines(item, self.lang))),
            Block::Table(table) => self.table(table),
            Block::Goals(goals) => goals.iter().for_each(|goal| self.item(&[goal_line(goal, self.lang)])),
            Block::Keys(keys) => keys.iter().for_each(|key| self.item(&[key_line(key, self.lang)])),
        }
    }

    fn text(&mut self, text: &str) {
        for (at, lines) in paragraphs(text).into_iter().enumerate() {
            if at > 0 {
                self.gap(1);
            }
            lines.into_iter().for_each(|line| self.paragraph(line));
        }
    }

    fn item(&mut self, lines: &[String]) {
        let bullet = bullet(self.lang);
        let below = " ".repeat(text::columns(bullet));
        for (at, line) in lines.iter().filter(|line| !line.is_empty()).enumerate() {
            self.wrapped(if at == 0 { bullet } else { &below }, line);
        }
    }

    /// In columns where they fit, else each row as an item with a line for each cell.
    fn table(&mut self, table: &Table) {
        let widths = widest(table);
        if widths.iter().map(|width| width + GUTTER).sum::<usize>() <= WIDTH + GUTTER {
            std::iter::once(&table.head).chain(&table.rows).for_each(|row| self.row(row, &widths));
            return;
        }
        for row in &table.rows {
            let cells = table.head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let lines: Vec<String> = cells.map(|(head, cell)| labelled(head, cell, self.lang)).collect();
            self.item(&lines);
        }
    }

    fn row(&mut self, cells: &[String], widths: &[usize]) {
        let cells = cells.iter().zip(widths).map(|(cell, width)| text::pad(cell, width + GUTTER));
        self.out.push_str(cells.collect::<String>().trim_end());
        self.out.push('\n');
    }
}

/// The rows of a line. An address of a page is never broken: nobody could follow it.
fn rows(line: &str, width: usize) -> Vec<Range<usize>> {
    let addresses = addresses(line);
    if addresses.is_empty() {
        return text::wrap_text_ranges(line, width);
    }
    // Wrapped as if each address were one long word of as many bytes.
    let mut words = line.to_owned();
    for address in &addresses {
        words.replace_range(address.clone(), &"x".repeat(address.len()));
    }
    let mut rows: Vec<Range<usize>> = Vec::new();
    for row in text::wrap_text_ranges(&words, width) {
        let inside = addresses.iter().any(|address| address.start < row.start && row.start < address.end);
        match rows.last_mut() {
            Some(last) if inside => last.end = row.end,
            _ => rows.push(row),
        }
    }
    rows
}

fn addresses(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices("://") {
        let scheme = line[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        let rest = line[at..].bytes().take_while(u8::is_ascii_graphic).count();
        if scheme > 0 && found.last().is_none_or(|last| last.end <= at - scheme) {
            found.push(at - scheme..at + rest);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_whole_and_the_rest_is_wrapped() {
        let address = format!("https://example.com/{}", "a/".repeat(60));
        let line = format!("読んでおく：{address} と、その次の章。{}", "長い文が続く。".repeat(12));
        let rows: Vec<&str> = rows(&line, 40).into_iter().map(|row| &line[row]).collect();
        assert!(rows.iter().any(|row| row.contains(&address)), "{rows:#?}");
        assert!(rows.iter().all(|row| row.contains("://") || text::columns(row) <= 40), "{rows:#?}");
        assert_eq!(rows.concat().replace(' ', ""), line.replace(' ', ""));
    }
}
