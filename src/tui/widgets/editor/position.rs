//! Places in the text.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// A place between two grapheme clusters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct Position {
    /// Line, counted from 0.
    pub line: usize,
    /// Offset in the line's text in bytes.
    pub byte: usize,
}

/// The text between two places; `start` is not after `end`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub start: Position,
    pub end: Position,
}

impl Span {
    pub fn between(one: Position, other: Position) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes of `line`, which is `length` bytes long, inside the span; empty for lines outside.
    pub fn on_line(self, line: usize, length: usize) -> Range<usize> {
        if line < self.start.line || line > self.end.line {
            return 0..0;
        }
        let start = if line == self.start.line { self.start.byte.min(length) } else { 0 };
        let end = if line == self.end.line { self.end.byte.min(length) } else { length };
        start..end.max(start)
    }
}

/// The caret, and where the selection began if there is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Cursor {
    pub caret: Position,
    pub anchor: Option<Position>,
}

impl Cursor {
    pub fn at(caret: Position) -> Self {
        Self { caret, anchor: None }
    }

    /// What is selected; `None` for nothing.
    pub fn selection(self) -> Option<Span> {
        self.anchor.map(|anchor| Span::between(anchor, self.caret)).filter(|span| !span.is_empty())
    }
}

/// `byte` itself if it stands between two clusters of `text`, else the end of the cluster it is in.
pub(super) fn snap(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte += 1;
    }
    match GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0) {
        Ok(false) => next_boundary(text, byte),
        _ => byte,
    }
}

/// The end of the cluster that `byte`, a character's edge, is in or before.
pub(super) fn next_boundary(text: &str, byte: usize) -> usize {
    match GraphemeCursor::new(byte.min(text.len()), text.len(), true).next_boundary(text, 0) {
        Ok(Some(next)) => next,
        _ => text.len(),
    }
}

/// The start of the cluster before `byte`, which is a cluster's edge.
pub(super) fn previous_boundary(text: &str, byte: usize) -> usize {
    let head = text.get(..byte).unwrap_or(text);
    head.grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
}
