//! Writing a note: the text takes the room, the goals stay thin beside it, and what is typed is saved by itself.

pub mod commands;
pub mod save;
pub mod view;

use std::collections::HashMap;

use crate::domain::forms::mark;
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::views::Note;
use crate::domain::{Entry, Moment};
use crate::tui::effect::{Effect, Query, Ticket};
use crate::tui::model::Model;
use crate::tui::widgets::editor::{Editor, Line};

/// Unsaved text waits at most this long, in milliseconds; the promise is two seconds.
const AUTOSAVE: u64 = 1_000;
/// After a save that failed, the next try comes after this many milliseconds.
const RETRY: u64 = 2_000;

/// A save that is under way.
pub struct Sent {
    pub ticket: Ticket,
    /// The editor's revision that it holds.
    pub revision: u64,
    /// For each of its entries, in order, the tag of its first line and the mark of its text.
    pub entries: Vec<(u64, u64)>,
}

/// A note being written.
pub struct Writing {
    pub pair: PairId,
    /// `None`: a new note that is not in the journal before it says something.
    pub session: Option<SessionId>,
    pub at: Moment,
    pub editor: Editor,
    /// Which entry a tagged line begins.
    pub ids: HashMap<u64, EntryId>,
    /// The entries as last saved or read: what the margin shows of a line.
    pub known: HashMap<EntryId, Entry>,
    /// The entries as the journal had them last, for telling others' changes from one's own.
    pub base: Vec<(EntryId, u64)>,
    pub next_tag: u64,
    /// The editor's revision that is on the disk.
    pub saved: u64,
    pub sent: Option<Sent>,
    /// Since when something is unsaved, in monotonic milliseconds.
    pub unsaved_since: Option<u64>,
    /// Not before this monotonic time: a save failed.
    pub not_before: u64,
    /// Unix milliseconds at which this visit began.
    pub visit: i64,
    /// The last click: monotonic milliseconds, column, row.
    pub clicked: Option<(u64, u16, u16)>,
    /// The needle being typed in the find line.
    pub finding: Option<Editor>,
    pub legend: bool,
    /// The caret goes to this entry once the note has arrived.
    pub go_to: Option<EntryId>,
    /// Back to the desk once everything is saved.
    pub closing: bool,
    /// And from there on to the wrap-up.
    pub then_wrap_up: bool,
}

impl Writing {
    fn new(pair: PairId, session: Option<SessionId>, at: Moment, visit: i64) -> Self {
        let editor = Editor::from_text("");
        Self {
            pair,
            session,
            at,
            saved: editor.revision(),
            editor,
            ids: HashMap::new(),
            known: HashMap::new(),
            base: Vec::new(),
            next_tag: 1,
            sent: None,
            unsaved_since: None,
            not_before: 0,
            visit,
            clicked: None,
            finding: None,
            legend: false,
            go_to: None,
            closing: false,
            then_wrap_up: false,
        }
    }

    /// Whether the journal lacks something of the text.
    pub fn is_unsaved(&self) -> bool {
        self.editor.revision() != self.saved
    }

    /// When to save next.
    pub fn deadline(&self) -> Option<u64> {
        let waits = self.sent.is_none() && self.is_unsaved();
        self.unsaved_since.filter(|_| waits).map(|since| (since + AUTOSAVE).max(self.not_before))
    }

    /// Shows a note as the journal has it: every entry's first line carries the tag of its entry.
    fn show(&mut self, note: &Note) {
        let mut lines = split(&note.row.session.lead);
        self.ids.clear();
        for entry in &note.entries {
            let first = lines.len();
            lines.extend(split(&entry.raw));
            if let Some(line) = lines.get_mut(first) {
                line.tag = Some(self.next_tag);
                self.ids.insert(self.next_tag, entry.id);
                self.next_tag += 1;
            }
        }
        // A text that ends with a line end has an empty last line.
        let whole_ends_with_newline = note.entries.last().map_or(&note.row.session.lead, |e| &e.raw).ends_with('\n');
        if lines.is_empty() || whole_ends_with_newline {
            lines.push(Line { text: String::new(), crlf: false, tag: None });
        }
        self.editor = Editor::from_lines(lines);
        self.saved = self.editor.revision();
        self.unsaved_since = None;
        self.session = Some(note.row.session.id);
        self.at = note.row.session.at;
        self.base = note.entries.iter().map(|e| (e.id, mark(&e.raw))).collect();
        self.learn(note);
    }

    /// Takes over what the journal knows about the entries.
    fn learn(&mut self, note: &Note) {
        self.known = note.entries.iter().map(|e| (e.id, e.clone())).collect();
    }

    /// The entry that the line at `index` begins, as last saved.
    pub fn entry_at(&self, index: usize) -> Option<&Entry> {
        let tag = self.editor.lines().nth(index)?.tag?;
        self.known.get(self.ids.get(&tag)?)
    }

    fn put_caret_at(&mut self, entry: EntryId) {
        let ids = &self.ids;
        let line = self.editor.lines().position(|l| l.tag.is_some_and(|t| ids.get(&t) == Some(&entry)));
        if let Some(line) = line {
            self.editor.set_caret(line, usize::MAX);
        }
    }
}

/// The lines of a slice, without the empty one that a final line end would begin.
fn split(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let crlf = line.ends_with("\r\n");
        Line { text: text.strip_suffix('\r').filter(|_| crlf).unwrap_or(text).to_owned(), crlf, tag: None }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// A new note, now, with the chosen pair. It enters the journal with its first words.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    let now = model.now.wall;
    model.writing = Some(Writing::new(pair, None, now, now.timestamp_millis()));
    Vec::new()
}

/// Opens the note of the chosen session, with the caret at the end or at the end of `line`.
pub fn open(model: &mut Model, line: Option<EntryId>) -> Vec<Effect> {
    let Some((id, pair, at)) = model.desk.session_row().map(|r| (r.session.id, r.session.pair, r.session.at)) else {
        return Vec::new();
    };
    let mut writing = Writing::new(pair, Some(id), at, model.now.wall.timestamp_millis());
    writing.go_to = line;
    let shown = model.desk.chosen_note().cloned();
    let here = shown.is_some();
    if let Some(note) = shown {
        writing.show(&note);
        place_caret(&mut writing);
    }
    model.writing = Some(writing);
    if here { Vec::new() } else { vec![model.read(Query::Note(id))] }
}

fn place_caret(writing: &mut Writing) {
    match writing.go_to.take() {
        Some(entry) => writing.put_caret_at(entry),
        None => writing.editor.set_caret(usize::MAX, usize::MAX),
    }
}

/// A note has arrived from the journal. It is shown if this is its first arrival, or if nothing here is unsaved.
pub fn arrived(model: &mut Model, note: &Note) {
    let Some(writing) = &mut model.writing else { return };
    if writing.session != Some(note.row.session.id) || writing.is_unsaved() || writing.sent.is_some() {
        return;
    }
    if writing.editor.text() == note.text() && !writing.ids.is_empty() {
        writing.learn(note);
        return;
    }
    let first = writing.base.is_empty() && writing.editor.is_empty();
    let caret = writing.editor.caret();
    writing.show(note);
    if first { place_caret(writing) } else { writing.editor.set_caret(caret.line, caret.byte) }
}
