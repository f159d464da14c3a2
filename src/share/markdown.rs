//! A document as Markdown that reads well unrendered, too.

use std::borrow::Cow;

use super::document::{Document, Promise};
use crate::i18n::{Label, Lang};
use crate::text;

/// The summary in the language of its reader. Text from the journal is escaped: it can be no heading, link or HTML.
pub fn render(document: &Document, lang: Lang) -> String {
    let mut page = Page { lines: Vec::new() };
    page.line(format!(
        "# {}",
        lang.fill("summary-title", [("day", lang.written_day(document.at.date_naive()).into())])
    ));
    page.gap();
    page.line(meeting(document, lang));
    if !document.theme.trim().is_empty() {
        page.gap();
        page.line(lang.fill("summary-theme", [("theme", escape(document.theme.trim()).into())]));
    }
    page.list(&lang.t("summary-decided"), &document.decided);
    page.promises(document, lang);
    page.list(&lang.t("summary-learned"), &document.learnings);
    for section in &document.more {
        page.list(&section.kind.label(lang), &section.lines);
    }
    if let Some(next) = document.next {
        page.heading(&lang.t("summary-next"));
        page.line(format!("- {} {}", lang.written_day(next.date_naive()), lang.time(next)));
    }
    page.list(&lang.t("summary-thanks"), &document.thanks);
    page.lines.join("\n") + "\n"
}

/// With whom, when, how long and how: the first line of the page.
fn meeting(document: &Document, lang: Lang) -> String {
    let name = lang.fill("summary-partner", [("name", escape(&document.partner).into())]);
    let mut parts = vec![name, lang.time(document.at)];
    parts.extend(document.minutes.map(|m| lang.minutes(m)));
    parts.extend(document.mode.map(|m| m.label(lang).into_owned()));
    parts.join(" · ")
}

struct Page {
    lines: Vec<String>,
}

impl Page {
    fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    fn gap(&mut self) {
        self.lines.push(String::new());
    }

    fn heading(&mut self, title: &str) {
        self.gap();
        self.line(format!("## {title}"));
        self.gap();
    }

    fn list(&mut self, title: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        self.heading(title);
        texts.iter().for_each(|text| self.item(text, ""));
    }

    /// A list item; the lines below its first are indented so that they stay part of it.
    fn item(&mut self, body: &str, suffix: &str) {
        let mut lines = body.lines();
        let first = lines.next().unwrap_or_default();
        self.line(format!("- {}{suffix}", escape(first.trim())));
        lines.filter(|l| !l.trim().is_empty()).for_each(|l| self.line(format!("  {}", escape(l.trim()))));
    }

    fn promises(&mut self, document: &Document, lang: Lang) {
        if document.mine.is_empty() && document.theirs.is_empty() && document.ours.is_empty() {
            return;
        }
        self.heading(&lang.t("summary-until-next"));
        let name: String = escape(&document.partner).into_owned();
        self.promises_of(&lang.t("summary-mine"), &document.mine, lang);
        self.promises_of(&lang.fill("summary-theirs", [("name", name.into())]), &document.theirs, lang);
        self.promises_of(&lang.t("summary-ours"), &document.ours, lang);
    }

    fn promises_of(&mut self, who: &str, promises: &[Promise], lang: Lang) {
        if promises.is_empty() {
            return;
        }
        if self.lines.last().is_some_and(|l| !l.is_empty()) {
            self.gap();
        }
        self.line(format!("**{who}**"));
        self.gap();
        for promise in promises {
            let due = promise.due.map(|d| lang.fill("summary-due", [("day", lang.written_day(d).into())]));
            self.item(&promise.text, &due.unwrap_or_default());
        }
    }
}

/// Text that means nothing to a Markdown renderer but itself, and nothing to a terminal either.
fn escape(text: &str) -> Cow<'_, str> {
    let safe = text::term_safe_line(text);
    let begins_block = starts_block(&safe);
    if !begins_block && !safe.contains(['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '|']) {
        return safe;
    }
    let mut escaped = String::with_capacity(safe.len() + 8);
    if begins_block && !safe.starts_with(|c: char| c.is_ascii_digit()) {
        escaped.push('\\');
    }
    let mut before = ' ';
    let mut rest = safe.chars().peekable();
    let mut in_number = begins_block;
    while let Some(c) = rest.next() {
        let inside_word = before.is_alphanumeric() && rest.peek().is_some_and(|n| n.is_alphanumeric());
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' => true,
            '_' | '~' => !inside_word,
            // `&amp;` would be read as a character reference, `R&D` would not.
            '&' => rest.peek().is_some_and(|n| n.is_ascii_alphabetic() || *n == '#'),
            '.' | ')' => in_number && before.is_ascii_digit(),
            _ => false,
        };
        let doubled = escaped.ends_with('\\') && escaped.len() == 1;
        if special && !doubled {
            escaped.push('\\');
        }
        in_number &= c.is_ascii_digit();
        escaped.push(c);
        before = c;
    }
    Cow::Owned(escaped)
}

/// Whether a line would begin a heading, a list, a quotation or a rule.
fn starts_block(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    line.starts_with(['#', '+', '-', '=']) || (digits > 0 && line[digits..].starts_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_from_the_journal_is_only_text() {
        let cases = [
            ("plain 日本語。", "plain 日本語。"),
            ("# not a heading", "\\# not a heading"),
            ("- not a list", "\\- not a list"),
            ("1. not a list", "1\\. not a list"),
            ("v1.2 stays", "v1.2 stays"),
            ("[x](javascript:alert)", "\\[x\\](javascript:alert)"),
            ("<script>", "\\<script\\>"),
            ("**bold** snake_case a_b", "\\*\\*bold\\*\\* snake_case a_b"),
            ("R&D &lt;", "R\\&D \\&lt;"),
            ("> quoted", "\\> quoted"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected, "{text}");
        }
    }
}
