//! A page as plain text for a mail: no markup, lines of at most 72 columns.

use std::ops::Range;

use super::code::Piece;
use super::{goal_line, item_pieces, key_line, labelled, paragraphs, widest};
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

    /// A line, wrapped; `head` is before its first row, and blanks of the same width before the others.
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

    /// Sections of the page have more space between them than sections inside them.
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
            Block::List(items) => items.iter().for_each(|item| self.pieces(&item_pieces(item, self.lang))),
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
        let lines = lines.iter().filter(|line| !line.is_empty());
        let pieces: Vec<Piece> = lines.map(|line| Piece::Line(line.clone())).collect();
        self.pieces(&pieces);
    }

    /// Code is never wrapped: it would be other code.
    fn pieces(&mut self, pieces: &[Piece]) {
        let bullet = bullet(self.lang);
        let below = " ".repeat(text::columns(bullet));
        let mut head = bullet;
        for piece in pieces {
            match piece {
                Piece::Line(line) => self.wrapped(head, line),
                Piece::Code(_, lines) => {
                    for line in lines {
                        let indent = if head == bullet { bullet.to_owned() + "  " } else { below.clone() + "  " };
                        self.out.push_str(format!("{indent}{line}").trim_end());
                        self.out.push('\n');
                        head = &below;
                    }
                }
            }
            head = &below;
        }
    }

    /// In columns if they fit, else each row as an item with a line for each cell.
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

/// The rows of a line. The address of a web page is never broken, because nobody could follow it. Nor is a date,
/// because nobody would recognise it.
fn rows(line: &str, width: usize) -> Vec<Range<usize>> {
    let addresses = addresses(line);
    let free = |date: &Range<usize>| !addresses.iter().any(|a| a.start < date.end && date.start < a.end);
    let dates: Vec<Range<usize>> = dates(line).into_iter().filter(free).collect();
    if addresses.is_empty() && dates.is_empty() {
        return text::wrap_text_ranges(line, width);
    }
    // Wrapped as if each were one long word of as many bytes, and a date of as many columns, too.
    let mut words = line.to_owned();
    for address in &addresses {
        words.replace_range(address.clone(), &"x".repeat(address.len()));
    }
    for date in dates {
        let (bytes, columns) = (date.len(), text::columns(&line[date.clone()]));
        let double = bytes.saturating_sub(columns).min(bytes / 2);
        words.replace_range(date, &("x".repeat(bytes - 2 * double) + &"é".repeat(double)));
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

/// Dates as documents write them, in either language, with weekday and time: "Fri 27 Nov 2026 15:00",
/// 「2026年11月27日(金) 15:00」.
pub(super) fn dates(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find(|c: char| c.is_ascii_alphanumeric()).map(|at| from + at) {
        let begins = !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let length = if begins { english_date(&line[at..]).or_else(|| japanese_date(&line[at..])) } else { None };
        found.extend(length.map(|length| at..at + length));
        from = at + length.unwrap_or(1);
    }
    found
}

/// The length of the date at the beginning of a text.
fn english_date(text: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let one_of = |rest: &str, words: &[&str]| words.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    let mut end = one_of(text, &DAYS).filter(|end| text[*end..].starts_with(' ')).map_or(0, |end| end + 1);
    end += figures(&text[end..], 2)?;
    end += one_of(text[end..].strip_prefix(' ')?, &MONTHS)? + 1;
    if let Some(year) = text[end..].strip_prefix(' ').and_then(|rest| figures(rest, 4)).filter(|length| *length == 4) {
        end += year + 1;
    }
    Some(end + time(&text[end..]))
}

fn japanese_date(text: &str) -> Option<usize> {
    let year = figures(text, 4).filter(|end| text[*end..].starts_with('年')).map_or(0, |end| end + '年'.len_utf8());
    let mut end = year;
    for sign in ['月', '日'] {
        end += figures(&text[end..], 2)?;
        end += text[end..].starts_with(sign).then(|| sign.len_utf8())?;
    }
    let weekday = ['月', '火', '水', '木', '金', '土', '日']
        .iter()
        .find(|day| text[end..].starts_with(&format!("({day})")))
        .map_or(0, |day| day.len_utf8() + 2);
    end += weekday;
    Some(end + time(&text[end..]))
}

/// The number of digits at the beginning of a text, if there are at most `most`.
fn figures(text: &str, most: usize) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&length).then_some(length)
}

/// The length of the time after a date, including the blank before it.
fn time(text: &str) -> usize {
    let of = |rest: &str| {
        let hours = figures(rest, 2)?;
        let minutes = figures(rest[hours..].strip_prefix(':')?, 2).filter(|length| *length == 2)?;
        Some(hours + 1 + minutes)
    };
    text.strip_prefix(' ').and_then(of).map_or(0, |length| length + 1)
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
    fn no_row_ends_inside_a_date() {
        let dates = [
            "Fri 27 Nov 2026",
            "27 Nov 2026",
            "Fri 4 Dec 2026 15:00",
            "2026年11月27日(金)",
            "2026年12月4日(金) 9:30",
            "12月4日",
        ];
        for date in dates {
            assert_eq!(
                super::dates(&format!("x {date}, y")).as_slice(),
                std::slice::from_ref(&(2..2 + date.len())),
                "{date}"
            );
            for before in 0..40 {
                for line in [format!("{} ({date})", "a ".repeat(before)), format!("{}{date}まで", "あ".repeat(before))]
                {
                    let rows: Vec<&str> = rows(&line, 40).into_iter().map(|row| &line[row]).collect();
                    assert!(rows.iter().any(|row| row.contains(date)), "{rows:#?}");
                    assert!(rows.iter().all(|row| text::columns(row) <= 40), "{rows:#?}");
                }
            }
        }
        for none in ["Mon", "27", "27 novels", "Nov 2026", "1234567 Nov", "12月", "x27 Nov"] {
            assert!(super::dates(none).is_empty(), "{none}");
        }
    }

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
