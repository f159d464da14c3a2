//! A page as a file. Text from the journal is escaped twice: once for all formats (here), and once more by each
//! renderer for its own format.

mod bound;
mod code;
mod docx;
mod figures;
mod html;
mod json;
mod markdown;
mod plain;

use code::{Piece, pieces, with_code};

use crate::domain::sharing::Format;
use crate::i18n::Lang;
use crate::share::page::{Block, Fact, GoalBar, Item, KeyBar, Page, Section, Table};
use crate::text;

/// The page as the bytes of a file of this format. The same page always gives the same bytes.
///
/// # Errors
/// If the page cannot be written in this format. Text from a journal never causes this.
pub fn render(page: &Page, format: Format) -> anyhow::Result<Vec<u8>> {
    match format {
        Format::Md => Ok(markdown::render(&cleaned(page)).into_bytes()),
        Format::Txt => Ok(plain::render(&cleaned(page)).into_bytes()),
        Format::Html => html::render(&bound::dates(cleaned(page))),
        Format::Docx => docx::render(&bound::dates(cleaned(page))),
        Format::Json => json::render(page),
    }
}

/// The page without control characters, invisible characters and empty parts: the basis of all formats for people.
fn cleaned(page: &Page) -> Page {
    Page {
        paper: page.paper,
        lang: page.lang,
        title: clean_line(&page.title),
        facts: page.facts.iter().map(clean_fact).filter(|fact| !fact.value.is_empty()).collect(),
        sections: page.sections.iter().map(clean_section).collect(),
        closing: page.closing.iter().map(|text| clean(text)).filter(|text| !text.is_empty()).collect(),
    }
}

fn clean_fact(fact: &Fact) -> Fact {
    Fact { key: fact.key, label: clean_line(&fact.label), value: clean_line(&fact.value) }
}

fn clean_section(section: &Section) -> Section {
    Section {
        key: section.key,
        title: clean_line(&section.title),
        blocks: section.blocks.iter().map(clean_block).filter(|block| !is_empty(block)).collect(),
        sections: section.sections.iter().map(clean_section).collect(),
    }
}

fn clean_block(block: &Block) -> Block {
    match block {
        Block::Text(text) => Block::Text(clean(text)),
        Block::List(items) => Block::List(items.iter().map(clean_item).filter(has_words).collect()),
        Block::Table(table) => Block::Table(clean_table(table)),
        Block::Goals(goals) => Block::Goals(goals.iter().map(clean_goal).collect()),
        Block::Keys(keys) => Block::Keys(keys.iter().map(clean_key).collect()),
    }
}

fn is_empty(block: &Block) -> bool {
    match block {
        Block::Text(text) => text.is_empty(),
        Block::List(items) => items.is_empty(),
        Block::Table(table) => table.head.is_empty(),
        Block::Goals(goals) => goals.is_empty(),
        Block::Keys(keys) => keys.is_empty(),
    }
}

fn clean_item(item: &Item) -> Item {
    Item {
        label: item.label.as_deref().map(clean_line).filter(|label| !label.is_empty()),
        owner: item.owner,
        text: clean(&item.text),
        due: item.due,
        remarks: clean_lines(&item.remarks),
    }
}

fn has_words(item: &Item) -> bool {
    item.label.is_some() || !item.text.is_empty() || !item.remarks.is_empty()
}

/// Every row as long as the head.
fn clean_table(table: &Table) -> Table {
    let head: Vec<String> = table.head.iter().map(|cell| clean_line(cell)).collect();
    let row = |cells: &Vec<String>| {
        let mut row: Vec<String> = cells.iter().map(|cell| clean_line(cell)).collect();
        row.resize(head.len(), String::new());
        row
    };
    Table { rows: table.rows.iter().map(row).collect(), head }
}

fn clean_goal(goal: &GoalBar) -> GoalBar {
    GoalBar {
        title: clean_line(&goal.title),
        told: clean_line(&goal.told),
        progress: goal.progress.filter(|progress| progress.is_finite()).map(|progress| progress.clamp(0.0, 1.0)),
        series: goal.series.iter().copied().filter(|value| value.is_finite()).collect(),
        remarks: clean_lines(&goal.remarks),
    }
}

fn clean_key(key: &KeyBar) -> KeyBar {
    KeyBar {
        letter: clean_line(&key.letter),
        name: clean_line(&key.name),
        levels: key.levels.iter().copied().filter(|level| (1..=5).contains(level)).collect(),
        told: clean_line(&key.told),
    }
}

fn clean_lines(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| clean_line(line)).filter(|line| !line.is_empty()).collect()
}

/// Text of several lines: every line without blanks around it, and no empty line at either end. Code keeps its blanks.
fn clean(text: &str) -> String {
    let text = without_the_unseen(text);
    let lines: Vec<&str> = text.lines().collect();
    let safe = |(line, code): (&str, Option<usize>)| match code {
        Some(indent) => safe_code(line, indent),
        None => safe_line(line),
    };
    let lines: Vec<String> = with_code(&lines).into_iter().map(safe).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Text of one line.
pub(super) fn clean_line(text: &str) -> String {
    safe_line(&without_the_unseen(text))
}

/// Blanks are trimmed first: a combining mark on one of them would be left to the text before the line.
fn safe_line(line: &str) -> String {
    text::term_safe_line(line.trim()).trim().to_owned()
}

/// A line of code, without the blanks that its fence is indented by.
fn safe_code(line: &str, indent: usize) -> String {
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    text::term_safe_line(line[blanks.min(indent)..].trim_end()).trim_end().to_owned()
}

/// Every line end as LF, and nothing without ink that turns its neighbours round. A reader of a letter has no use for a
/// sign that something was there.
fn without_the_unseen(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            // Not a character; XML may not hold the last two of the first plane at all.
            _ if u32::from(letter) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&letter) => {
                kept.push('\u{fffd}');
            }
            _ => kept.push(letter),
        }
    }
    kept
}

/// The paragraphs of a cleaned text, each with its lines. Empty lines separate paragraphs.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()).map(<[&str]>::to_vec).collect()
}

/// The width of the widest cell of each column.
fn widest(table: &Table) -> Vec<usize> {
    let cells = |i: usize| std::iter::once(&table.head).chain(&table.rows).map(move |row| text::columns(&row[i]));
    (0..table.head.len()).map(|i| cells(i).max().unwrap_or(0)).collect()
}

/// `label: text`, or the one that is not empty.
fn labelled(label: &str, text: &str, lang: Lang) -> String {
    match (label.is_empty(), text.is_empty()) {
        (true, _) => text.to_owned(),
        (_, true) => label.to_owned(),
        _ => lang.fill("paper-labelled", [("label", label.into()), ("text", text.into())]),
    }
}

/// Details after an item, in brackets; nothing if there are none.
fn in_brackets(remarks: &[String], lang: Lang) -> String {
    if remarks.is_empty() {
        return String::new();
    }
    lang.fill("paper-remarks", [("remarks", remarks.join(&lang.t("paper-between")).into())])
}

/// An item as lines of text and code; its remarks stand on the first line.
fn item_pieces(item: &Item, lang: Lang) -> Vec<Piece> {
    let mut pieces = pieces(&item.text);
    let first = match pieces.first_mut() {
        Some(Piece::Line(line)) => std::mem::take(line),
        Some(Piece::Code(..)) | None => {
            pieces.insert(0, Piece::Line(String::new()));
            String::new()
        }
    };
    let first = labelled(item.label.as_deref().unwrap_or(""), &first, lang);
    let first = format!("{first}{}", in_brackets(&item.remarks, lang)).trim().to_owned();
    if first.is_empty() {
        pieces.remove(0);
    } else {
        pieces[0] = Piece::Line(first);
    }
    pieces
}

/// A goal in one line of text, with its earlier values.
fn goal_line(goal: &GoalBar, lang: Lang) -> String {
    let mut remarks: Vec<String> = goal_history(goal, lang).map(|values| so_far(&values, lang)).into_iter().collect();
    remarks.extend(goal.remarks.iter().cloned());
    let told = labelled(&goal.title, &goal.told, lang);
    // What is told already ends in brackets: they are not shut and opened again.
    match told.strip_suffix([')', '）']).filter(|_| goal.told.ends_with([')', '）']) && !remarks.is_empty()) {
        Some(open) => {
            let more = remarks.join(&lang.t("paper-between"));
            format!("{open}{}{more}{}", lang.t("paper-between"), &told[open.len()..])
        }
        None => told + &in_brackets(&remarks, lang),
    }
}

/// A key in one line of text, with its earlier ratings.
fn key_line(key: &KeyBar, lang: Lang) -> String {
    let remarks: Vec<String> = key_history(key).map(|levels| so_far(&levels, lang)).into_iter().collect();
    labelled(&key_name(key), &key.told, lang) + &in_brackets(&remarks, lang)
}

fn key_name(key: &KeyBar) -> String {
    format!("{} {}", key.letter, key.name).trim().to_owned()
}

fn so_far(values: &str, lang: Lang) -> String {
    lang.fill("paper-so-far", [("values", values.into())])
}

/// The most values shown.
const MOST_VALUES: usize = 12;

/// `1 → 2 → 3`; nothing where there is no way from one to another, or it is told already.
fn goal_history(goal: &GoalBar, lang: Lang) -> Option<String> {
    way(&goal.series, |value| lang.number(*value)).filter(|way| !goal.told.contains(way.as_str()))
}

fn key_history(key: &KeyBar) -> Option<String> {
    way(&key.levels, u8::to_string)
}

fn way<T>(values: &[T], told: impl Fn(&T) -> String) -> Option<String> {
    let newest = &values[values.len().saturating_sub(MOST_VALUES)..];
    (newest.len() > 1).then(|| newest.iter().map(told).collect::<Vec<_>>().join(" → "))
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
