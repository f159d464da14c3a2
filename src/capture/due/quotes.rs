//! The bytes of a text that stand in quotation marks: a date in them is told about, not meant.

use std::ops::Range;

use super::Line;

/// The bytes in quotation marks, but for marks around the whole text.
pub(super) fn quotes(text: &str) -> Vec<Range<usize>> {
    const MARKS: [(char, char); 5] = [('「', '」'), ('『', '』'), ('“', '”'), ('"', '"'), ('«', '»')];
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((from, close)) if c == close => {
                let is_whole = text[..from].trim().is_empty() && text[at + c.len_utf8()..].trim().is_empty();
                if !is_whole {
                    found.push(from..at);
                }
                open = None;
            }
            Some(_) => {}
            None => open = MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, close)| (at, *close)),
        }
    }
    found.extend(signs(text));
    found.sort_by_key(|quote| quote.start);
    found
}

/// What stands in brackets as the words of a sign or a note: （金曜までに）と書いた付箋.
fn signs(text: &str) -> Vec<Range<usize>> {
    const BRACKETS: [(char, char); 6] =
        [('（', '）'), ('(', ')'), ('【', '】'), ('<', '>'), ('＜', '＞'), ('〈', '〉')];
    const CALLED: [&str; 11] =
        ["と書", "という", "と言", "とある", "とメモ", "の札", "の付箋", "の文言", "の表示", "の文字", "の見出し"];
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((from, close)) if c == close => {
                let behind = text[at + c.len_utf8()..].trim_start();
                if CALLED.iter().any(|called| behind.starts_with(called)) {
                    found.push(from..at);
                }
                open = None;
            }
            _ => open = BRACKETS.iter().find(|(mark, _)| *mark == c).map(|(_, close)| (at, *close)).or(open),
        }
    }
    found
}

impl Line<'_> {
    /// Whether the token at `at` stands in quotation marks that do not hold the whole line.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        let span = &self.tokens()[at].span;
        let quote = self.quotes.get(self.quotes.partition_point(|quote| quote.end <= span.start));
        quote.is_some_and(|quote| quote.start <= span.start && span.end <= quote.end)
    }
}
