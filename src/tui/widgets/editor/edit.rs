//! Every edit is one replacement: a span of the text gives way to a fragment.

use super::change::{Change, Piece};
use super::clipboard::{Fragment, FragmentPiece};
use super::history::EditKind;
use super::lines::{self, LineId};
use super::position::{Cursor, Position, Span, next_boundary, previous_boundary, snap};
use super::{Editor, Reaction};

impl Editor {
    pub(super) fn type_character(&mut self, letter: char, now_ms: u64) -> Reaction {
        match letter {
            '\n' | '\r' => return self.break_line(now_ms),
            // In a field, Tab belongs to the caller, who moves the focus.
            '\t' if self.is_single_line => return Reaction::Ignored,
            '\t' => {}
            control if control.is_control() => return Reaction::Ignored,
            _ => {}
        }
        let kind = EditKind::Type(letter);
        let typing_at = self.typing_at.filter(|_| self.cursor.anchor.is_none());
        let span = self.cursor.selection().unwrap_or_else(|| self.empty_span(typing_at.unwrap_or(self.cursor.caret)));
        let end = self.replace(span, &Fragment::from_text(&letter.to_string()), kind, now_ms);
        self.typing_at = end;
        if end.is_some() { Reaction::Edited } else { Reaction::Moved }
    }

    pub(super) fn break_line(&mut self, now_ms: u64) -> Reaction {
        if self.is_single_line {
            return Reaction::Ignored;
        }
        self.replace_selection(&Fragment::from_text("\n"), now_ms)
    }

    /// Puts `fragment` in the place of the selection, as a step of its own.
    pub(super) fn replace_selection(&mut self, fragment: &Fragment, now_ms: u64) -> Reaction {
        let span = self.cursor.selection().unwrap_or_else(|| self.empty_span(self.cursor.caret));
        match self.replace(span, fragment, EditKind::Whole, now_ms) {
            Some(_) => Reaction::Edited,
            None => Reaction::Moved,
        }
    }

    fn empty_span(&self, at: Position) -> Span {
        Span { start: at, end: at }
    }

    /// Deletes the selection, or what lies between the caret and `target` if nothing is selected.
    pub(super) fn erase_to(&mut self, target: Position, kind: EditKind, now_ms: u64) -> Reaction {
        let (span, kind) = match self.cursor.selection() {
            Some(selection) => (selection, EditKind::Whole),
            None => (Span::between(self.cursor.caret, target), kind),
        };
        if span.is_empty() {
            return Reaction::Ignored;
        }
        self.replace(span, &Fragment::from_text(""), kind, now_ms);
        Reaction::Edited
    }

    pub(super) fn backspace(&mut self, now_ms: u64) -> Reaction {
        self.erase_to(self.position_left(self.cursor.caret), EditKind::EraseBackwards, now_ms)
    }

    pub(super) fn delete(&mut self, now_ms: u64) -> Reaction {
        self.erase_to(self.position_right(self.cursor.caret), EditKind::EraseForwards, now_ms)
    }

    pub(super) fn delete_to_line_start(&mut self, now_ms: u64) -> Reaction {
        let start = Position { line: self.cursor.caret.line, byte: 0 };
        self.erase_to(start, EditKind::Whole, now_ms)
    }

    pub(super) fn delete_to_line_end(&mut self, now_ms: u64) -> Reaction {
        let caret = self.cursor.caret;
        let end = Position { line: caret.line, byte: self.document.text_of(caret.line).len() };
        let target = if caret == end { self.position_right(caret) } else { end };
        self.erase_to(target, EditKind::Whole, now_ms)
    }

    pub(super) fn position_left(&self, from: Position) -> Position {
        match from.byte {
            0 if from.line == 0 => from,
            0 => Position { line: from.line - 1, byte: self.document.text_of(from.line - 1).len() },
            byte => Position { line: from.line, byte: previous_boundary(self.document.text_of(from.line), byte) },
        }
    }

    pub(super) fn position_right(&self, from: Position) -> Position {
        let text = self.document.text_of(from.line);
        if from.byte < text.len() {
            Position { line: from.line, byte: next_boundary(text, from.byte) }
        } else if from.line < self.document.last_line() {
            Position { line: from.line + 1, byte: 0 }
        } else {
            from
        }
    }

    /// Makes the replacement, remembers it, and puts the caret after it. Answers with the exact end of what was
    /// inserted, or `None` if that left everything as it was.
    fn replace(&mut self, span: Span, fragment: &Fragment, kind: EditKind, now_ms: u64) -> Option<Position> {
        if !self.keeps_fixed_lines(span, fragment) {
            self.refused = true;
            return None;
        }
        if self.is_too_much(span, fragment) {
            self.overflowed = true;
            return None;
        }
        let before = self.cursor;
        let change = self.replacement(span, fragment);
        // Also where the text stays letter by letter what it was.
        self.document.pass_marks_on(&change);
        let end = change.inserted_end();
        let is_change = self.differs(&change);
        if is_change {
            self.document.apply(&change);
            self.revision += 1;
        }
        let byte = snap(self.document.text_of(end.line), end.byte);
        self.cursor = Cursor::at(Position { line: end.line, byte });
        self.goal_column = None;
        self.typing_at = None;
        if !is_change {
            return None;
        }
        self.history.record(change, kind, before, self.cursor, now_ms);
        Some(end)
    }

    /// Whether the replacement would make the text longer than it may be.
    fn is_too_much(&self, span: Span, fragment: &Fragment) -> bool {
        let (added, removed) = (fragment.bytes(), self.document.bytes_in(span));
        added > removed && self.document.bytes() + added - removed > self.limit
    }

    /// Whether every fixed line that the replacement touches comes out of it as a line of its own, letter by letter.
    fn keeps_fixed_lines(&self, span: Span, fragment: &Fragment) -> bool {
        if self.fixed.is_empty() {
            return true;
        }
        let is_fixed = |line: usize| {
            let tag = self.document.id_of(line).and_then(|id| self.document.tag_of(id));
            tag.is_some_and(|tag| self.fixed.contains(&tag))
        };
        let Span { start, end } = span;
        let end_length = self.document.text_of(end.line).len();
        let is_empty = |piece: Option<&FragmentPiece>| piece.is_none_or(|piece| piece.text.is_empty());
        let (first, last) = (fragment.pieces.first(), fragment.pieces.last());
        let breaks = fragment.pieces.len() > 1;
        let stays_before = start.byte == self.document.text_of(start.line).len()
            && is_empty(first)
            && (breaks || start.line != end.line && end.byte == end_length);
        let stays_behind = end.byte == 0 && is_empty(last) && (breaks || start.line != end.line && start.byte == 0);
        match start.line == end.line {
            true => span.is_empty() && (stays_before || stays_behind) || !is_fixed(start.line),
            false => {
                !(start.line + 1..end.line).any(is_fixed)
                    && (!is_fixed(start.line) || stays_before)
                    && (!is_fixed(end.line) || stays_behind)
            }
        }
    }

    /// The marks that each piece of a fragment brings to its new line: those of the line that it was copied from, and
    /// those of what stands before and behind the span, which stays on the first and the last of the new lines.
    fn marks_around(&self, span: Span, fragment: &Fragment) -> Vec<u8> {
        let marks_at = |line: usize, words: Option<&str>| {
            let id = self.document.id_of(line).filter(|_| words.is_some_and(lines::has_words));
            id.map_or(0, |id| self.document.marks_of(id))
        };
        let Span { start, end } = span;
        let before = marks_at(start.line, self.document.text_of(start.line).get(..start.byte));
        let behind = marks_at(end.line, self.document.text_of(end.line).get(end.byte..));
        let last = fragment.pieces.len().saturating_sub(1);
        let brought = |(index, piece): (usize, &FragmentPiece)| {
            let own = if lines::has_words(&piece.text) { piece.marks } else { 0 };
            own | if index == 0 { before } else { 0 } | if index == last { behind } else { 0 }
        };
        fragment.pieces.iter().enumerate().map(brought).collect()
    }

    fn differs(&self, change: &Change) -> bool {
        let tag = |piece: &Piece| self.document.tag_of(piece.id);
        change.removed.len() != change.inserted.len()
            || change
                .removed
                .iter()
                .zip(&change.inserted)
                .any(|(old, new)| old.text != new.text || old.crlf != new.crlf || tag(old) != tag(new))
    }

    fn replacement(&mut self, span: Span, fragment: &Fragment) -> Change {
        let removed = self.document.pieces(span);
        let ids = self.identities(span, fragment).into_iter().zip(self.marks_around(span, fragment));
        let last_crlf = self.document.crlf_of(span.end.line);
        let new_crlf = self.line_ending_at(span.start.line);
        let last = fragment.pieces.len().saturating_sub(1);
        let pieces = fragment.pieces.iter().zip(ids).enumerate();
        let inserted = pieces
            .map(|(index, (piece, (id, marks)))| {
                let crlf = if index == last { last_crlf } else { new_crlf };
                Piece { text: piece.text.clone(), crlf, id, marks }
            })
            .collect();
        Change { start: span.start, removed, inserted }
    }

    /// New line endings are like those around them.
    fn line_ending_at(&self, line: usize) -> bool {
        let is_last = line == self.document.last_line();
        self.document.crlf_of(if is_last { line.saturating_sub(1) } else { line })
    }

    /// Who the lines are that come out of a replacement, one identity for each piece of the fragment.
    fn identities(&mut self, span: Span, fragment: &Fragment) -> Vec<LineId> {
        let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
        let nothing_before = is_blank(self.document.text_of(span.start.line).get(..span.start.byte));
        let nothing_after = is_blank(self.document.text_of(span.end.line).get(span.end.byte..));
        let survivor = self.survivor(span, nothing_before, nothing_after);
        let last = fragment.pieces.len().saturating_sub(1);
        // A line that is pushed down, or that whole lines are pasted before, stays who it is.
        let survivor_index = if nothing_before && !nothing_after { last } else { 0 };
        let survivor_is_nobody = survivor.is_none_or(|id| self.document.tag_of(id).is_none());
        let gives_way = survivor_is_nobody && nothing_before && nothing_after;

        let mut returning = self.returning(span, fragment, survivor);
        let mut ids = Vec::with_capacity(fragment.pieces.len());
        for index in 0..fragment.pieces.len() {
            let own = returning.get_mut(index).and_then(Option::take);
            let id = match survivor {
                Some(survivor) if index == survivor_index => own.filter(|_| gives_way).unwrap_or(survivor),
                _ => own.unwrap_or_else(|| self.document.new_id()),
            };
            ids.push(id);
        }
        ids
    }

    /// The line that remains when `span` is deleted: the first, unless nothing of it does (or did before) and something
    /// of the last one does, or it was nobody. An emptied line gives way to the one that comes up in its place.
    fn survivor(&self, span: Span, nothing_before: bool, nothing_after: bool) -> Option<LineId> {
        let (first, last) = (self.document.id_of(span.start.line), self.document.id_of(span.end.line));
        let first_is_tagged = first.is_some_and(|id| self.document.tag_of(id).is_some());
        let first_rest = self.document.text_of(span.start.line).get(span.start.byte..).unwrap_or("");
        let first_lost_all = !first_rest.trim().is_empty();
        let was_nobody = !first_lost_all && !first_is_tagged;
        if nothing_before && (was_nobody || !nothing_after) { last } else { first }
    }

    /// For each piece the identity it comes back with: its own, unless that line is (still, or again) in the text.
    fn returning(&self, span: Span, fragment: &Fragment, survivor: Option<LineId>) -> Vec<Option<LineId>> {
        if fragment.pieces.iter().all(|piece| piece.id.is_none()) {
            return Vec::new();
        }
        let (mut ids, mut tags) = self.document.names_outside(span);
        ids.extend(survivor);
        tags.extend(survivor.and_then(|id| self.document.tag_of(id)));
        let mut claim = |id: LineId| {
            let tag_is_free = self.document.tag_of(id).is_none_or(|tag| !tags.contains(&tag));
            let is_free = tag_is_free && ids.insert(id);
            if is_free {
                tags.extend(self.document.tag_of(id));
            }
            is_free
        };
        fragment.pieces.iter().map(|piece| piece.id.filter(|&id| claim(id))).collect()
    }

    pub(super) fn undo(&mut self) -> Reaction {
        let Self { history, document, .. } = self;
        let cursor = history.undo(|inverse| document.apply(inverse));
        self.after_travel(cursor)
    }

    pub(super) fn redo(&mut self) -> Reaction {
        let Self { history, document, .. } = self;
        let cursor = history.redo(|change| document.apply(change));
        self.after_travel(cursor)
    }

    fn after_travel(&mut self, cursor: Option<Cursor>) -> Reaction {
        let Some(cursor) = cursor else { return Reaction::Ignored };
        self.cursor = cursor;
        self.goal_column = None;
        self.revision += 1;
        Reaction::Edited
    }
}
