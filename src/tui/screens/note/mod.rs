//! Writing a note: the text takes the room, the goals stay thin beside it, and what is typed is saved by itself.

pub mod agenda;
pub mod commands;
pub mod copied;
pub mod gone;
pub mod mask;
mod narrowed;
mod place;
pub mod save;
pub mod thoughts;
pub mod view;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::capture;
pub use crate::domain::forms::NOTE_LIMIT;
use crate::domain::forms::{NewSession, mark, mark_of};
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::session::Session;
use crate::domain::views::Note;
use crate::domain::{Entry, Moment};
use crate::i18n::Lang;
use crate::text;
use crate::tui::effect::{Effect, Order, Query, Ticket};
use crate::tui::model::Model;
use crate::tui::widgets::editor::{Action, Editor, Line};
use place::Place;

/// Unsaved text waits at most this long, in milliseconds; the promise is two seconds.
const AUTOSAVE: u64 = 1_000;
/// After a save that failed, the next try comes after this many milliseconds.
const RETRY: u64 = 2_000;
/// After a save that was stopped by hand, the next one by itself comes after this many milliseconds.
const AFTER_STOP: u64 = 30_000;

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
    /// What stands around the note, once the journal has told it.
    pub facts: Option<Session>,
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
    /// So many lines are to be sealed and the vault is locked: they are nowhere but here.
    pub held: usize,
    /// The whole note is sealed, with every line that is still to come.
    pub sealed: bool,
    /// By the tag of its first line, whether a thought is sealed, where that was chosen while writing.
    pub seals: HashMap<u64, bool>,
    /// Its pair is gone from the journal: nothing of it can be saved there.
    pub homeless: bool,
    /// Another version of the journal has taken the place of the one that the text was read from.
    pub followed: bool,
    /// Not before this monotonic time: a save failed.
    pub not_before: u64,
    /// Unix milliseconds at which this visit began.
    pub visit: i64,
    /// The entries that were made here since, and that nobody else has touched.
    pub born: HashSet<EntryId>,
    /// The last click: monotonic milliseconds, column, row.
    pub clicked: Option<(u64, u16, u16)>,
    /// The needle being typed in the find line.
    pub finding: Option<Editor>,
    pub legend: bool,
    /// What there is to talk about, above the text.
    pub agenda: agenda::Agenda,
    /// The caret goes to a line of its own at the end once the note has arrived.
    pub fresh: bool,
    /// The note was shown as the journal had it, or saved there: the caret is where its writer put it.
    pub shown: bool,
    /// The caret goes to this entry once the note has arrived.
    pub go_to: Option<EntryId>,
    /// Back to the desk once everything is saved.
    pub closing: bool,
    /// And from there on to the wrap-up.
    pub then_wrap_up: bool,
}

impl Writing {
    fn new(pair: PairId, session: Option<SessionId>, at: Moment, visit: i64) -> Self {
        let editor = editor_for(Vec::new());
        Self {
            pair,
            session,
            at,
            facts: None,
            saved: editor.revision(),
            editor,
            ids: HashMap::new(),
            known: HashMap::new(),
            base: Vec::new(),
            next_tag: 1,
            sent: None,
            unsaved_since: None,
            held: 0,
            sealed: false,
            seals: HashMap::new(),
            homeless: false,
            followed: false,
            not_before: 0,
            visit,
            born: HashSet::new(),
            clicked: None,
            finding: None,
            legend: false,
            agenda: agenda::Agenda::default(),
            fresh: false,
            shown: false,
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
        let waits = self.sent.is_none() && self.is_unsaved() && !self.homeless;
        self.unsaved_since.filter(|_| waits).map(|since| (since + AUTOSAVE).max(self.not_before))
    }

    /// Shows a note as the journal has it now, with the caret where it was, whatever others have added around it.
    fn show_again(&mut self, note: &Note, lang: Lang) {
        let place = Place::of(self);
        self.show_with(note, lang, Some(&place));
    }

    /// Shows a note as the journal has it: every entry's first line carries the tag of its entry.
    fn show(&mut self, note: &Note, lang: Lang) {
        self.show_with(note, lang, None);
    }

    fn show_with(&mut self, note: &Note, lang: Lang, place: Option<&Place>) {
        let mut lines = split(&note.row.session.lead);
        self.ids.clear();
        let mut locked = HashSet::new();
        for entry in &note.entries {
            let first = lines.len();
            match entry.raw.text() {
                Some(raw) => lines.extend(split(raw)),
                None => {
                    let text = stand_in(entry, lang);
                    locked.insert(self.next_tag);
                    lines.push(Line { text, crlf: false, tag: None });
                }
            }
            if let Some(line) = lines.get_mut(first) {
                line.tag = Some(self.next_tag);
                self.ids.insert(self.next_tag, entry.id);
                self.next_tag += 1;
            }
        }
        // A text that ends with a line end has an empty last line.
        let last = note.entries.last().map_or(Some(note.row.session.lead.as_str()), |e| e.raw.text());
        let whole_ends_with_newline = last.is_none_or(|last| last.ends_with('\n'));
        if lines.is_empty() || whole_ends_with_newline {
            lines.push(Line { text: String::new(), crlf: false, tag: None });
        }
        let caret = place.map(|place| place.among(&mut lines, &self.ids));
        self.editor = editor_for(lines);
        self.editor.fix_lines(locked);
        if let Some((line, byte)) = caret {
            self.editor.set_caret(line, byte);
        }
        self.shown = true;
        self.held = 0;
        self.seals.clear();
        self.saved = self.editor.revision();
        self.unsaved_since = None;
        self.session = Some(note.row.session.id);
        self.base = note.entries.iter().map(|e| (e.id, mark_of(&e.raw))).collect();
        self.learn(note);
    }

    /// Takes over what the journal knows about the session.
    fn know(&mut self, session: Session) {
        (self.at, self.sealed) = (session.at, session.sealed);
        self.facts = Some(session);
    }

    /// The same with its entries.
    fn learn(&mut self, note: &Note) {
        self.learn_limits(note);
        self.know(note.row.session.clone());
        self.known = note.entries.iter().map(|e| (e.id, e.clone())).collect();
        self.mark_limits();
    }

    /// The vault is locked: what is sealed and was not touched becomes a locked line again, and the steps back go. What
    /// is not on the disk yet stays.
    pub fn lock(&mut self, lang: Lang) {
        let caret = self.editor.caret();
        let (lead, thoughts) = self.thoughts();
        let (mut lines, mut fixed, mut marks) = (split(&lead), HashSet::new(), Vec::new());
        for thought in &thoughts {
            let known = self.known_of(thought).filter(|e| e.raw.is_sealed());
            let raw = thought.raw.as_deref();
            let is_saved = |e: &&Entry| e.raw.text().zip(raw).is_none_or(|(text, raw)| mark(text) == mark(raw));
            let first = lines.len();
            match known.filter(is_saved) {
                Some(entry) => {
                    let text = stand_in(entry, lang);
                    lines.push(Line { text, crlf: false, tag: None });
                    fixed.extend(thought.tag);
                }
                None if raw.is_none() => {
                    lines.extend(self.editor.lines().nth(thought.first).cloned());
                    fixed.extend(thought.tag);
                }
                None => lines.extend(split(raw.unwrap_or_default())),
            }
            if let Some(line) = lines.get_mut(first) {
                line.tag = thought.tag;
            }
            // What words took in stays known: they may be nowhere but here.
            let bits = (0..thought.lines).fold(0, |bits, n| bits | self.editor.marks_of(thought.first + n));
            marks.extend((first..lines.len()).map(|line| (line, bits)));
        }
        if self.editor.lines().last().is_none_or(|line| line.text.is_empty()) {
            lines.push(Line { text: String::new(), crlf: false, tag: None });
        }
        let was_unsaved = self.is_unsaved();
        self.editor = editor_for(lines);
        self.editor.fix_lines(fixed);
        marks.into_iter().for_each(|(line, bits)| self.editor.add_marks(line, bits));
        self.editor.set_caret(caret.line, caret.byte);
        self.saved = if was_unsaved { u64::MAX } else { self.editor.revision() };
        self.known.values_mut().for_each(Entry::lock);
        self.finding = None;
    }

    /// The entry that the line at `index` begins, as last saved.
    pub fn entry_at(&self, index: usize) -> Option<&Entry> {
        self.entry_of(self.editor.lines().nth(index)?)
    }

    /// The entry that a line of the editor begins, as last saved.
    pub fn entry_of(&self, line: &Line) -> Option<&Entry> {
        self.known.get(self.ids.get(&line.tag?)?)
    }

    fn put_caret_at(&mut self, entry: EntryId) {
        let ids = &self.ids;
        let line = self.editor.lines().position(|l| l.tag.is_some_and(|t| ids.get(&t) == Some(&entry)));
        if let Some(line) = line {
            self.editor.set_caret(line, usize::MAX);
        }
    }
}

/// The editor of a note: it takes in no more than the journal does.
fn editor_for(lines: Vec<Line>) -> Editor {
    let mut editor = Editor::from_lines(lines);
    editor.set_limit(NOTE_LIMIT);
    editor.hang_by(hanging);
    editor.count_by(capture::note::is_fence);
    editor
}

/// The words of a line stand below each other, behind its marker or its indent.
fn hanging(line: &str) -> usize {
    let marker = capture::parse_line(line).marker.end;
    let blanks = line.len() - line.trim_start().len();
    text::columns(line.get(..marker.max(blanks)).unwrap_or(""))
}

/// What stands in the text for a line that cannot be read: its marker, and why.
fn stand_in(entry: &Entry, lang: Lang) -> String {
    format!("{}{}", capture::marker_for(entry.kind, entry.owner), lang.unreadable(&entry.raw))
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

/// Says that nothing can be written, where nothing may be changed: what is typed would have no place.
fn only_looks(model: &mut Model) -> bool {
    let Some(why) = model.read_only().map(Cow::into_owned) else { return false };
    model.complain(why);
    true
}

/// A new note, now, with the chosen pair. It enters the journal with its first words.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    if only_looks(model) {
        return Vec::new();
    }
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    let now = model.now.wall;
    model.writing = Some(Writing::new(pair, None, now, now.timestamp_millis()));
    Vec::new()
}

/// Has the journal add a session, and opens its empty note at once: what is typed before the answer waits for it.
fn add(model: &mut Model, pair: PairId, at: Moment, order: Order) -> Vec<Effect> {
    if only_looks(model) {
        return Vec::new();
    }
    let effect = model.write(order);
    let mut writing = Writing::new(pair, None, at, model.now.wall.timestamp_millis());
    let revision = writing.editor.revision();
    writing.sent = Some(Sent { ticket: model.last_ticket(), revision, entries: Vec::new() });
    model.writing = Some(writing);
    vec![effect]
}

/// A session that nobody had planned begins now, with the chosen pair.
pub fn begin_now(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    add(model, pair, model.now.wall, Order::BeginSession(pair))
}

/// A session that took place before is noted now.
pub fn afterwards(model: &mut Model, new: NewSession) -> Vec<Effect> {
    add(model, new.pair, new.at, Order::AddSession(new))
}

/// The chosen session begins now.
pub fn start(model: &mut Model) -> Vec<Effect> {
    match model.desk.session_row().map(|r| r.session.clone()) {
        Some(session) => start_session(model, session),
        None => Vec::new(),
    }
}

/// A planned session begins now: its clock runs, and what was prepared stays above a fresh line.
pub fn start_session(model: &mut Model, session: Session) -> Vec<Effect> {
    if only_looks(model) {
        return Vec::new();
    }
    model.begins(session.id);
    let mut effects = vec![model.write(Order::StartSession(session.id))];
    effects.extend(open_session(model, session, None, true));
    effects
}

/// Opens the note of the chosen session, with the caret at the end or at the end of `line`.
pub fn open(model: &mut Model, line: Option<EntryId>) -> Vec<Effect> {
    match model.desk.session_row().map(|r| r.session.clone()) {
        Some(session) => open_session(model, session, line, false),
        None => Vec::new(),
    }
}

/// Opens the note of any session, with the caret at the end of `line`, at the end, or on a `fresh` last line.
pub fn open_session(model: &mut Model, session: Session, line: Option<EntryId>, fresh: bool) -> Vec<Effect> {
    if only_looks(model) {
        return Vec::new();
    }
    let id = session.id;
    let mut writing = Writing::new(session.pair, Some(id), session.at, model.now.wall.timestamp_millis());
    (writing.go_to, writing.fresh) = (line, fresh);
    writing.know(session);
    // While the screen is shared the desk holds only part of it.
    let shown = model.desk.note.clone().filter(|note| note.row.session.id == id && !model.shares_screen());
    let here = shown.is_some();
    if let Some(note) = shown {
        writing.show(&note, model.lang);
        place_caret(&mut writing, model.now.mono);
    }
    model.writing = Some(writing);
    let mut effects = if here { Vec::new() } else { vec![model.read(Query::Note(id))] };
    effects.extend(agenda::read(model));
    effects
}

fn place_caret(writing: &mut Writing, now: u64) {
    match writing.go_to.take() {
        Some(entry) => writing.put_caret_at(entry),
        None => writing.editor.set_caret(usize::MAX, usize::MAX),
    }
    let ends_in_text = writing.editor.lines().last().is_some_and(|l| !l.text.is_empty());
    if std::mem::take(&mut writing.fresh) && ends_in_text {
        writing.editor.handle(Action::Newline, now);
        writing.unsaved_since = Some(now);
    }
}

/// What was to be read is not: a note that has shown nothing of itself closes, because an empty page would look like an
/// empty note.
pub fn unread(model: &mut Model) {
    let shows_nothing =
        |w: &Writing| w.session.is_some() && w.sent.is_none() && w.ids.is_empty() && w.editor.is_empty();
    if model.writing.as_ref().is_some_and(shows_nothing) {
        model.writing = None;
    }
}

/// A note has arrived from the journal. It is shown if this is its first arrival, or if nothing here is unsaved.
pub fn arrived(model: &mut Model, note: &Note) {
    let Some(writing) = &mut model.writing else { return };
    if writing.session != Some(note.row.session.id) {
        return;
    }
    if writing.sent.is_none() {
        writing.learn_seals(note, false, model.lang);
    }
    writing.know(note.row.session.clone());
    if writing.is_unsaved() || writing.sent.is_some() {
        return;
    }
    // What waits for the key is only here: it must not give way to what the journal has.
    if writing.held > 0 || Some(writing.editor.text()) == note.text() && !writing.ids.is_empty() {
        writing.learn(note);
        return;
    }
    let first = !writing.shown && writing.base.is_empty() && writing.editor.is_empty();
    // Others had a part in it.
    writing.born.clear();
    if first {
        writing.show(note, model.lang);
        place_caret(writing, model.now.mono);
    } else {
        writing.show_again(note, model.lang);
    }
}
