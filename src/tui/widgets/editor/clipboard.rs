//! Cut, copy and paste. The editor's own clipboard remembers which lines its text came from.

use super::history::EditKind;
use super::lines::{Document, LineId};
use super::position::Span;
use super::{Editor, Reaction};

/// Text on its way into the document: pieces with a line ending between each two.
#[derive(Clone, Default)]
pub(super) struct Fragment {
    pub pieces: Vec<FragmentPiece>,
}

#[derive(Clone)]
pub(super) struct FragmentPiece {
    pub text: String,
    /// The line the piece was taken from.
    pub id: Option<LineId>,
    /// The marks of the line its words were taken from, as they were then.
    pub marks: u8,
}

impl Fragment {
    /// Lines of no particular identity, cut at LF.
    pub fn from_text(text: &str) -> Self {
        Self::marked(text, |_| 0)
    }

    /// Lines of no particular identity, cut at LF, each with the marks that `marks` has for its text.
    pub fn marked(text: &str, marks: impl Fn(&str) -> u8) -> Self {
        let piece = |piece: &str| FragmentPiece { text: piece.to_owned(), id: None, marks: marks(piece) };
        Self { pieces: text.split('\n').map(piece).collect() }
    }

    fn copied_from(document: &Document, span: Span) -> Self {
        let pieces = document.pieces(span);
        let last = pieces.len().saturating_sub(1);
        let with_identity = |(index, piece): (usize, super::change::Piece)| {
            // Taking only the line ending before or after a line is not taking the line.
            let is_at_edge = index == 0 || index == last;
            let id = Some(piece.id).filter(|_| !is_at_edge || !piece.text.is_empty());
            FragmentPiece { text: piece.text, id, marks: piece.marks }
        };
        Self { pieces: pieces.into_iter().enumerate().map(with_identity).collect() }
    }

    /// How long it is, with a line feed between each two pieces.
    pub fn bytes(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len() + 1).sum::<usize>().saturating_sub(1)
    }

    fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl Editor {
    /// The lines that were cut or copied last, each with the marks of its words.
    pub fn copied_lines(&self) -> impl Iterator<Item = (&str, u8)> {
        self.clipboard.pieces.iter().map(|piece| (piece.text.as_str(), piece.marks))
    }

    pub(super) fn copy(&mut self) -> Reaction {
        let Some(span) = self.cursor.selection() else { return Reaction::Ignored };
        self.clipboard = Fragment::copied_from(&self.document, span);
        Reaction::Copied(self.clipboard.text())
    }

    pub(super) fn cut(&mut self, now_ms: u64) -> Reaction {
        match self.copy() {
            Reaction::Copied(text) => {
                self.erase_to(self.cursor.caret, EditKind::Whole, now_ms);
                Reaction::WasCut(text)
            }
            other => other,
        }
    }

    pub(super) fn paste_own(&mut self, now_ms: u64) -> Reaction {
        if self.clipboard.pieces.is_empty() {
            return Reaction::Ignored;
        }
        let fragment = self.clipboard.clone();
        self.replace_selection(&fragment, now_ms)
    }

    /// Inserts text from outside as one undo step and answers with the number of control characters that were left
    /// out. CR LF and CR become line breaks (blanks in a one-line field, as do tabs); other control characters go.
    ///
    /// Text that was cut or copied here and comes back through the system's clipboard keeps its tags.
    pub fn paste(&mut self, pasted: &str, now_ms: u64) -> usize {
        self.paste_marked(pasted, now_ms, |_| 0)
    }

    /// Like [`Self::paste`]; `marks` says for each pasted line what its words are marked with.
    pub fn paste_marked(&mut self, pasted: &str, now_ms: u64, marks: impl Fn(&str) -> u8) -> usize {
        let (text, removed) = clean(pasted, self.is_single_line);
        if !text.is_empty() {
            let fragment = match text == self.clipboard.text() {
                true => self.clipboard.clone(),
                false => Fragment::marked(&text, marks),
            };
            self.before_action();
            self.refused = false;
            self.replace_selection(&fragment, now_ms);
            self.follow_caret();
        }
        removed
    }
}

/// Pasted text with plain line feeds and without control characters, and how many of those there were.
pub(super) fn clean(text: &str, is_single_line: bool) -> (String, usize) {
    let mut cleaned = String::with_capacity(text.len());
    let mut removed = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' | '\n' => {
                if letter == '\r' {
                    letters.next_if_eq(&'\n');
                }
                cleaned.push(if is_single_line { ' ' } else { '\n' });
            }
            '\t' => cleaned.push(if is_single_line { ' ' } else { '\t' }),
            control if control.is_control() => removed += 1,
            other => cleaned.push(other),
        }
    }
    (cleaned, removed)
}
