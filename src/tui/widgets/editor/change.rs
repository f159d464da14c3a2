//! One replaced range, and how to undo it.

use super::lines::LineId;
use super::position::{Position, Span};

/// Part of a line, or all of it, together with what the line is.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub crlf: bool,
    pub id: LineId,
    /// The marks of the lines that its words come from, and of what stands around them on the same line.
    pub marks: u8,
}

/// From `start` on, `removed` gave way to `inserted`. Both have at least one piece: the first stands in the line of
/// `start`, each further piece begins a line, and the last is followed by the rest of the line it is in.
///
/// A piece's line ending and identity are those of its whole line, so the change and its inverse say everything
/// about the lines they touch.
pub(super) struct Change {
    pub start: Position,
    pub removed: Vec<Piece>,
    pub inserted: Vec<Piece>,
}

impl Change {
    pub fn inverse(&self) -> Self {
        Self { start: self.start, removed: self.inserted.clone(), inserted: self.removed.clone() }
    }

    pub fn removed_span(&self) -> Span {
        Span { start: self.start, end: end_of(self.start, &self.removed) }
    }

    pub fn inserted_end(&self) -> Position {
        end_of(self.start, &self.inserted)
    }

    /// Memory held, in bytes, roughly.
    pub fn weight(&self) -> usize {
        let pieces = self.removed.iter().chain(&self.inserted);
        pieces.map(|piece| piece.text.len() + size_of::<Piece>()).sum::<usize>() + size_of::<Self>()
    }

    pub fn typed_bytes(&self) -> usize {
        self.inserted.iter().map(|piece| piece.text.len()).sum()
    }

    /// Takes in `next` if it types on where this one ended, so that a typed word is one change. Gives it back if not.
    pub fn absorb(&mut self, next: Self) -> Option<Self> {
        let continues = next.start == self.inserted_end()
            && matches!(next.removed.as_slice(), [only] if only.text.is_empty())
            && next.inserted.len() == 1;
        match (self.inserted.last_mut(), next.inserted.first()) {
            (Some(last), Some(more)) if continues && last.id == more.id && last.crlf == more.crlf => {
                last.text.push_str(&more.text);
                last.marks |= more.marks;
                None
            }
            _ => Some(next),
        }
    }
}

fn end_of(start: Position, pieces: &[Piece]) -> Position {
    let last_length = pieces.last().map_or(0, |piece| piece.text.len());
    match pieces.len() {
        0 | 1 => Position { line: start.line, byte: start.byte + last_length },
        count => Position { line: start.line + count - 1, byte: last_length },
    }
}
