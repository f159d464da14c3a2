//! A text editor for terminals, made for Japanese and English alike, in two forms: many lines that wrap, and one
//! line that scrolls sideways (every field and dialog).
//!
//! The widget knows text, lines and their identities, nothing of what they mean. Keys become [`Action`]s
//! ([`action_for`]), actions change the [`Editor`] ([`Editor::handle`]), and [`Editor::render`] draws it without
//! changing anything. After drawing, the caller sets the terminal's cursor to [`Drawn::caret`] and hands the measured
//! size back with [`Editor::set_viewport`].
//!
//! | file | answers |
//! | --- | --- |
//! | `position` | where is a place, a span, the caret |
//! | `lines` | what are the lines, and who are they |
//! | `change`, `history` | what was replaced, and how to go back |
//! | `edit`, `clipboard` | how does an action change the text |
//! | `layout`, `scroll` | where is a place on the screen, and what is in view |
//! | `motion`, `words`, `find` | where does the caret go |
//! | `keys`, `action` | what was asked, what came of it |
//! | `draw` | what does it look like |

mod action;
mod change;
mod clipboard;
mod draw;
mod edit;
mod find;
mod history;
mod keys;
mod layout;
mod lines;
mod motion;
mod position;
mod rows;
mod scroll;
mod words;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;

pub use action::{Action, Motion, Reaction};
pub use draw::{Drawn, EditorStyle, LineLook, VisibleRow};
pub use keys::action_for;
pub use lines::Line;
pub use position::Position;

use crate::text::Needle;
use clipboard::Fragment;
use history::{EditKind, History};
use lines::{Counts, Document, Hang};
use position::Cursor;
use scroll::{Follow, Viewport};

/// The longest text of a field of one line, in bytes: more than anybody types there, and little enough to be looked at
/// again after each key.
pub const FIELD_LIMIT: usize = 16 << 10;

/// The same for what is looked for.
pub const NEEDLE_LIMIT: usize = 1 << 10;

/// Text being edited: its lines, the caret and selection, the steps back, and the part in view.
pub struct Editor {
    document: Document,
    cursor: Cursor,
    /// The column, in cells, that vertical moves return to after short rows.
    goal_column: Option<usize>,
    /// The exact end of what is being typed. It differs from the caret while half of a cluster has arrived and
    /// joined what follows (the first half of a flag before another flag).
    typing_at: Option<Position>,
    history: History,
    clipboard: Fragment,
    /// Folded.
    needle: Option<Needle>,
    viewport: Viewport,
    is_single_line: bool,
    revision: u64,
    /// Tags of lines that no edit may change.
    fixed: HashSet<u64>,
    /// The last action would have changed one of them.
    refused: bool,
    /// The longest that the text may become, in bytes.
    limit: usize,
    /// Something was not taken in since anybody asked, because the text would have become longer than that.
    overflowed: bool,
}

/// Shows sizes only: what people write does not belong in a log.
impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Editor")
            .field("lines", &self.document.line_count())
            .field("caret", &self.cursor.caret)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

impl Editor {
    /// An editor for `text`, which [`Editor::text`] gives back byte for byte. The caret stands at the start.
    pub fn from_text(text: &str) -> Self {
        Self::new(lines::split_lines(text), false)
    }

    /// An editor for lines with their tags. A line feed inside a line begins another one, without a tag.
    pub fn from_lines(lines: Vec<Line>) -> Self {
        let split = |line: Line| {
            let Line { text, crlf, tag } = line;
            let mut parts = lines::split_lines(&text);
            if let Some(first) = parts.first_mut() {
                first.tag = tag;
            }
            if let Some(last) = parts.last_mut() {
                last.crlf = crlf;
            }
            parts
        };
        Self::new(lines.into_iter().flat_map(split).collect(), false)
    }

    /// A field of one line; line breaks and tabs in `text` become blanks, other control characters are left out.
    /// The caret stands at the end.
    pub fn single_line(text: &str) -> Self {
        let (text, _) = clipboard::clean(text, true);
        let mut editor = Self::new(vec![Line { text, crlf: false, tag: None }], true);
        editor.cursor = Cursor::at(editor.document.end());
        editor.viewport.height = 1;
        editor.follow_caret();
        editor
    }

    fn new(lines: Vec<Line>, is_single_line: bool) -> Self {
        Self {
            document: Document::from_lines(lines),
            cursor: Cursor::default(),
            goal_column: None,
            typing_at: None,
            history: History::default(),
            clipboard: Fragment::default(),
            needle: None,
            viewport: Viewport::new(),
            is_single_line,
            revision: 0,
            fixed: HashSet::new(),
            refused: false,
            limit: if is_single_line { FIELD_LIMIT } else { usize::MAX },
            overflowed: false,
        }
    }

    /// The width of signs has changed.
    pub fn wrap_again(&mut self) {
        self.document.wrap_again();
        self.follow_caret();
    }

    /// From now on the rows of a line after its first one are indented by so many cells, which its text tells.
    pub fn hang_by(&mut self, hang: Hang) {
        self.document.hang_by(hang);
    }

    /// From now on the editor keeps count of the lines that `counts` is true for.
    pub fn count_by(&mut self, counts: Counts) {
        self.document.count_by(counts);
    }

    /// How many lines are counted.
    pub fn counted(&self) -> usize {
        self.document.counted()
    }

    /// A line, counted from 0.
    pub fn line(&self, line: usize) -> Option<&Line> {
        self.document.line(line)
    }

    /// From now on nothing is taken in that makes the text longer than `bytes`; what is longer already may shrink. The
    /// limit of a field of one line is [`FIELD_LIMIT`], another text has none before one is set.
    pub fn set_limit(&mut self, bytes: usize) {
        self.limit = bytes;
    }

    /// Whether something was not taken in since this was asked last, because the text would have become too long:
    /// longer than so many bytes.
    pub fn take_overflow(&mut self) -> Option<usize> {
        std::mem::take(&mut self.overflowed).then_some(self.limit)
    }

    /// The whole text, with each line's own ending.
    pub fn text(&self) -> String {
        self.document.to_text()
    }

    /// The lines from top to bottom; there is always at least one.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &Line> + DoubleEndedIterator {
        self.document.lines()
    }

    /// Is there no text at all, not even a line break?
    pub fn is_empty(&self) -> bool {
        self.document.line_count() == 1 && self.document.text_of(0).is_empty()
    }

    /// Changes whenever the text or a tag changes, and only then; it never comes back to an earlier value.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Gives a line (counted from 0) another tag, or none. Not an edit: undo does not take it back, and a line that
    /// undo or paste brings back has the tag it was given last.
    pub fn retag(&mut self, line: usize, tag: Option<u64>) {
        if self.document.retag(line, tag) {
            self.revision += 1;
        }
    }

    /// From now on no edit changes the lines with these tags, or takes them out; others may stand around them.
    pub fn fix_lines(&mut self, tags: HashSet<u64>) {
        self.fixed = tags;
    }

    /// Whether a line with this tag stays as it is.
    pub fn is_fixed(&self, tag: u64) -> bool {
        self.fixed.contains(&tag)
    }

    /// Gives a line (counted from 0) these marks besides its own: a set of bits, whose meaning is the caller's. From now on
    /// every line that takes in words of this one has its marks, too, however they got there: split off, joined, pasted,
    /// undone, done again.
    pub fn add_marks(&mut self, line: usize, marks: u8) {
        if let Some(id) = self.document.id_of(line) {
            self.document.add_marks(id, marks);
        }
    }

    /// Gives a line these marks instead of its own: all that it says is its own by now.
    pub fn set_marks(&mut self, line: usize, marks: u8) {
        if let Some(id) = self.document.id_of(line) {
            self.document.set_marks(id, marks);
        }
    }

    /// The marks of a line: its own and those of all words that it took in.
    pub fn marks_of(&self, line: usize) -> u8 {
        self.document.id_of(line).map_or(0, |id| self.document.marks_of(id))
    }

    /// Gives what was cut or copied, and what a step back or forward would bring, the marks that `marks` has for its text,
    /// besides its own.
    pub fn mark_kept(&mut self, marks: impl Fn(&str) -> u8) {
        for piece in &mut self.clipboard.pieces {
            piece.marks |= marks(&piece.text);
        }
        for piece in self.history.pieces() {
            piece.marks |= marks(&piece.text);
        }
    }

    /// Lets go of every step back and of what was cut or copied; the text stays.
    pub fn forget(&mut self) {
        (self.history, self.clipboard) = (History::default(), Fragment::default());
        self.typing_at = None;
    }

    /// Where the caret is.
    pub fn caret(&self) -> Position {
        self.cursor.caret
    }

    /// The selected places from first to last, `None` for nothing.
    pub fn selection(&self) -> Option<(Position, Position)> {
        self.cursor.selection().map(|span| (span.start, span.end))
    }

    /// Does what was asked. `now_ms` is any clock in milliseconds that does not run backwards; it decides how edits
    /// group into undo steps.
    pub fn handle(&mut self, action: Action, now_ms: u64) -> Reaction {
        match action {
            Action::Insert(_) => self.viewport.follow = Follow::WithContext,
            Action::Copy => {}
            _ => self.before_action(),
        }
        self.refused = false;
        let reaction = self.perform(action, now_ms);
        let reaction = if self.refused { Reaction::Refused } else { reaction };
        if reaction == Reaction::Moved {
            self.history.close_step();
        }
        self.follow_caret();
        reaction
    }

    fn before_action(&mut self) {
        self.typing_at = None;
        self.viewport.follow = Follow::WithContext;
    }

    fn perform(&mut self, action: Action, now_ms: u64) -> Reaction {
        match action {
            Action::Insert(letter) => self.type_character(letter, now_ms),
            Action::Newline => self.break_line(now_ms),
            Action::Backspace => self.backspace(now_ms),
            Action::Delete => self.delete(now_ms),
            Action::DeleteWordLeft => self.erase_to(self.word_left(), EditKind::Whole, now_ms),
            Action::DeleteWordRight => self.erase_to(self.word_right(), EditKind::Whole, now_ms),
            Action::DeleteToLineStart => self.delete_to_line_start(now_ms),
            Action::DeleteToLineEnd => self.delete_to_line_end(now_ms),
            Action::Move { to, select } => self.move_caret(to, select),
            Action::SelectAll => {
                self.place_caret(Position::default(), false);
                self.place_caret(self.document.end(), true);
                Reaction::Moved
            }
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Cut => self.cut(now_ms),
            Action::Copy => self.copy(),
            Action::Paste => self.paste_own(now_ms),
            Action::FindNext => self.find_next(),
            Action::FindPrevious => self.find_previous(),
            Action::Click { column, row, select } => self.click(column, row, select),
            Action::SelectWord { column, row } => self.select_word(column, row),
            Action::Scroll(rows) => self.scroll(rows),
        }
    }
}
