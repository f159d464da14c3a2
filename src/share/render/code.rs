//! Blocks of code in a text: what stands between fences is told as it is, with its indentation.

use std::ops::Range;

use crate::capture::note::fences;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Line(String),
    /// What the code is written in, as far as its fence says it, and its lines.
    Code(String, Vec<String>),
}

/// The parts of a cleaned text. Empty lines outside of code are left out.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = fences(lines.iter().copied()).into_iter().peekable();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(block) = blocks.next_if(|block| block.start == at) {
            let inside = lines.get(block.start + 1..block.end - 1).unwrap_or_default();
            pieces.push(Piece::Code(language(line), inside.iter().map(|line| (*line).to_owned()).collect()));
            at = block.end;
            continue;
        }
        if !line.is_empty() {
            pieces.push(Piece::Line((*line).to_owned()));
        }
        at += 1;
    }
    pieces
}

/// What stands behind the opening fence, as far as it is a name and nothing else.
fn language(fence: &str) -> String {
    let word = fence.trim_start_matches(['`', '~']).trim();
    let is_name = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.'));
    if is_name { word.to_owned() } else { String::new() }
}

/// The lines of a text in turn, each with whether it is code and by how much its fence is indented.
pub(super) fn with_code<'a>(lines: &[&'a str]) -> Vec<(&'a str, Option<usize>)> {
    let blocks = fences(lines.iter().copied());
    let indent = |block: &Range<usize>| lines[block.start].len() - lines[block.start].trim_start().len();
    let inside = |at: usize| blocks.iter().find(|block| block.start < at && at + 1 < block.end);
    lines.iter().enumerate().map(|(at, line)| (*line, inside(at).map(indent))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_fences_is_code() {
        let line = |text: &str| Piece::Line(text.to_owned());
        let code = |language: &str, lines: &[&str]| {
            Piece::Code(language.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect())
        };
        let cases = [
            ("plain", vec![line("plain")]),
            (
                "try this\n```sh\nif x\n  y\n\nfi\n```\ndone",
                vec![line("try this"), code("sh", &["if x", "  y", "", "fi"]), line("done")],
            ),
            ("~~~ a b\nx\n~~~", vec![code("", &["x"])]),
            ("````\n```\n````", vec![code("", &["```"])]),
            // A fence that is never closed is a line.
            ("```\nx", vec![line("```"), line("x")]),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}
