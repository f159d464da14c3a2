//! A page as Markdown that is also readable unrendered. Text from the journal cannot become a heading, list, link or
//! HTML.

use super::code::Piece;
use super::{goal_line, item_pieces, key_line, labelled, paragraphs};
use crate::share::page::{Block, Page, Section, Table};
use crate::text;

/// Lists begin with the first, and a list directly after another with the second, so that a reader sees two lists.
const BULLETS: [char; 2] = ['-', '*'];
const DEEPEST: usize = 6;
/// A table that is wider is not laid out in columns: its lines would wrap anyway.
const WIDEST_TABLE: usize = 100;

pub(super) fn render(page: &Page) -> String {
    let mut paper = Paper { out: String::new(), page, list: None };
    paper.heading(1, &page.title);
    paper.list(page.facts.iter().map(|fact| one(labelled(&fact.label, &fact.value, page.lang))));
    page.sections.iter().for_each(|section| paper.section(section, 2));
    page.closing.iter().for_each(|text| paper.text(text));
    paper.out
}

struct Paper<'a> {
    out: String,
    page: &'a Page,
    /// The bullet of the last list, unless something follows it.
    list: Option<char>,
}

impl Paper<'_> {
    /// Begins a block of lines.
    fn begin(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.list = None;
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, title: &str) {
        if title.is_empty() {
            return;
        }
        self.begin();
        let mut title = inline(title);
        // Signs at the end would close the heading and vanish.
        if title.ends_with('#') {
            title.insert(title.len() - 1, '\\');
        }
        self.line(&format!("{} {title}", "#".repeat(level.min(DEEPEST))));
    }

    fn section(&mut self, section: &Section, level: usize) {
        self.heading(level, &section.title);
        section.blocks.iter().for_each(|block| self.block(block));
        section.sections.iter().for_each(|below| self.section(below, level + 1));
    }

    fn block(&mut self, block: &Block) {
        let lang = self.page.lang;
        match block {
            Block::Text(text) => self.text(text),
            Block::List(items) => self.list(items.iter().map(|item| item_pieces(item, lang))),
            Block::Table(table) => self.table(table),
            Block::Goals(goals) => self.list(goals.iter().map(|goal| one(goal_line(goal, lang)))),
            Block::Keys(keys) => self.list(keys.iter().map(|key| one(key_line(key, lang)))),
        }
    }

    fn text(&mut self, text: &str) {
        for lines in paragraphs(text) {
            self.begin();
            let lines: Vec<String> = lines.into_iter().map(escape).collect();
            self.line(&lines.join(BREAK));
        }
    }

    fn list(&mut self, items: impl Iterator<Item = Vec<Piece>>) {
        let is_empty = |piece: &Piece| matches!(piece, Piece::Line(line) if line.is_empty());
        let mut items = items.filter(|pieces| !pieces.iter().all(is_empty)).peekable();
        if items.peek().is_none() {
            return;
        }
        let bullet = if self.list == Some(BULLETS[0]) { BULLETS[1] } else { BULLETS[0] };
        self.begin();
        self.list = Some(bullet);
        for pieces in items {
            let mut told = format!("{bullet} ");
            let mut before: Option<&Piece> = None;
            for piece in &pieces {
                told += match (before, piece) {
                    (None, _) => "",
                    (Some(Piece::Line(_)), Piece::Line(_)) => "  \n  ",
                    (Some(_), _) => "\n  ",
                };
                match piece {
                    Piece::Line(line) => told += &escape(line),
                    Piece::Code(language, lines) => told += &block_of_code(language, lines, "  "),
                }
                before = Some(piece);
            }
            self.line(&told);
        }
    }

    fn table(&mut self, table: &Table) {
        self.begin();
        let cells = |row: &Vec<String>| row.iter().map(|cell| inline(cell)).collect::<Vec<_>>();
        let head = cells(&table.head);
        let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
        let widest = |i: usize| {
            let all = std::iter::once(&head).chain(&rows);
            all.map(|row| text::columns(&row[i])).max().unwrap_or(0).max(3)
        };
        let mut widths: Vec<usize> = (0..head.len()).map(widest).collect();
        if widths.iter().sum::<usize>() + 3 * widths.len() > WIDEST_TABLE {
            widths.fill(3);
        }
        self.row(&head, &widths);
        self.row(&widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>(), &widths);
        rows.iter().for_each(|row| self.row(row, &widths));
    }

    fn row(&mut self, cells: &[String], widths: &[usize]) {
        let fill = |(cell, width): (&String, &usize)| {
            format!("| {cell}{} ", " ".repeat(width.saturating_sub(text::columns(cell))))
        };
        let row: String = cells.iter().zip(widths).map(fill).collect();
        self.line(&(row + "|"));
    }
}

fn one(line: String) -> Vec<Piece> {
    vec![Piece::Line(line)]
}

/// Code between fences that are longer than any in it, every line but the first behind the indent.
fn block_of_code(language: &str, lines: &[String], indent: &str) -> String {
    let longest = |line: &String| line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(lines.iter().map(longest).max().unwrap_or(0).max(2) + 1);
    let mut told = format!("{fence}{language}\n");
    for line in lines {
        told += format!("{indent}{line}").trim_end();
        told.push('\n');
    }
    told + indent + &fence
}

/// A line end that is meant.
const BREAK: &str = "  \n";

/// A line escaped so that Markdown treats it as plain text, including at the beginning of a line.
fn escape(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], inline(&line[digits..]));
    }
    if line.starts_with(['#', '+', '-', '=', ':']) {
        return format!("\\{}", inline(line));
    }
    inline(line)
}

/// Text escaped so that Markdown treats it as plain text inside a line.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let after = &text[at + letter.len_utf8()..];
        let special = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            '_' => !(before.is_alphanumeric() && after.starts_with(char::is_alphanumeric)),
            // `&amp;` would be read as a character reference, `R&D` would not.
            '&' => begins_reference(after),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = letter;
    }
    escaped
}

fn begins_reference(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    letters > 0 && name[letters..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_journal_is_only_text() {
        let cases = [
            ("plain 日本語。", "plain 日本語。"),
            ("# not a heading", "\\# not a heading"),
            ("- not a list", "\\- not a list"),
            ("1. not a list", "1\\. not a list"),
            ("v1.2 stays", "v1.2 stays"),
            (":-: no table", "\\:-: no table"),
            ("[x](javascript:alert)", "\\[x\\](javascript:alert)"),
            ("<script>", "\\<script\\>"),
            ("**bold** snake_case a_b", "\\*\\*bold\\*\\* snake_case a_b"),
            ("R&D &lt; AT&T; &#x20;", "R&D \\&lt; AT\\&T; \\&#x20;"),
            ("> quoted", "\\> quoted"),
            ("10~15", "10\\~15"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected, "{text}");
        }
    }
}
