//! What a wrap-up asks and what was answered, and how the answers become one change of the journal.

use super::section::Section;
use crate::capture::{self, Look};
use crate::domain::checklist::{BoardItem, TickState};
use crate::domain::forms::{LineEdit, NewLine, NextDate, WrapUpForm, mark_of};
use crate::domain::habit::{self, Proposal, Usual};
use crate::domain::moment::Zone;
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::{Note, WrapUp};
use crate::domain::{DateRules, Entry, EntryKind, Limits, Moment, Raw, Visibility};
use crate::i18n::Lang;
use crate::tui::screens::form::meaning::moment_in_field;
use crate::tui::screens::form::{self, Timed};
use crate::tui::screens::text::{self, Filled};
use crate::tui::screens::typed::Compared;
use crate::tui::widgets::editor::Editor;

/// What one row asks.
pub enum Asks {
    Next,
    Minutes,
    /// New words for a line of the note.
    Reword(Section, Box<Entry>),
    /// A new line.
    Line(Section),
    /// How it felt, as it was told before.
    Pulse(Option<u8>),
    Tick(Box<BoardItem>),
}

pub enum Answer {
    Words(Box<Editor>),
    Pulse(Option<u8>),
    Tick(TickState),
}

pub struct Row {
    pub asks: Asks,
    pub answer: Answer,
    /// The words that stood there at first.
    before: String,
    /// Whether the journal has found words of a sealed line in it.
    compared: Compared,
}

impl Asks {
    /// What happens to the words that a row begins with.
    fn filled(&self) -> Filled {
        match self {
            Self::Next | Self::Minutes => Filled::Replaced,
            Self::Reword(..) | Self::Line(_) | Self::Pulse(_) | Self::Tick(_) => Filled::Continued,
        }
    }
}

impl Row {
    fn words(asks: Asks, words: &str) -> Self {
        let mut editor = Editor::single_line(words);
        if let Asks::Reword(_, entry) = &asks {
            // Whoever copies them takes the limits of their line along.
            editor.set_marks(0, Limits::of(entry).bits());
        }
        let compared = Compared::default();
        Self { asks, before: editor.text(), answer: Answer::Words(Box::new(editor)), compared }
    }

    /// The focus has come to it.
    pub fn enter(&mut self) {
        let (filled, touched) = (self.asks.filled(), self.is_touched());
        if let Answer::Words(editor) = &mut self.answer {
            filled.enter(editor, touched);
        }
    }

    /// The focus has gone elsewhere.
    pub fn leave(&mut self) {
        if let Answer::Words(editor) = &mut self.answer {
            text::leave(editor);
        }
    }

    /// Its words, trimmed; empty where it is answered otherwise.
    pub fn text(&self) -> String {
        match &self.answer {
            Answer::Words(editor) => editor.text().trim().to_owned(),
            _ => String::new(),
        }
    }

    /// What was typed into it, a new line with its marker; `None` where nothing was.
    pub fn words_typed(&self, lang: Lang) -> Option<String> {
        self.line(lang).map(|line| line.text).or_else(|| Some(self.text()).filter(|words| !words.is_empty()))
    }

    /// How far the words may reach that were pasted into it.
    pub fn taken_in(&self) -> Limits {
        let Answer::Words(editor) = &self.answer else { return Limits::NONE };
        let own = match &self.asks {
            Asks::Reword(_, entry) => Limits::of(entry),
            Asks::Line(_) => Limits::NONE,
            // No words are kept of these.
            Asks::Next | Asks::Minutes | Asks::Pulse(_) | Asks::Tick(_) => return Limits::NONE,
        };
        Limits::from_bits(editor.marks_of(0)).without(own)
    }

    /// Whether it holds words of a line that is sealed.
    fn quotes_sealed(&self) -> bool {
        let of_sealed = match &self.asks {
            Asks::Reword(_, entry) => entry.raw.is_sealed(),
            Asks::Next | Asks::Minutes | Asks::Line(_) | Asks::Pulse(_) | Asks::Tick(_) => false,
        };
        of_sealed || self.has_sealed_words()
    }

    /// Whether words of a sealed line were pasted or typed into it.
    fn has_sealed_words(&self) -> bool {
        let Answer::Words(editor) = &self.answer else { return false };
        // No words are kept of a date or a number, but they stand there until the wrap-up is finished.
        let pasted = match &self.asks {
            Asks::Next | Asks::Minutes => Limits::from_bits(editor.marks_of(0)),
            Asks::Reword(..) | Asks::Line(_) | Asks::Pulse(_) | Asks::Tick(_) => self.taken_in(),
        };
        pasted.seals() || self.compared.quotes_sealed() && self.is_touched()
    }

    /// The vault locks over it: nothing leads back to what stood in it before, and where no words are kept, those of a
    /// sealed line are given up.
    fn lock(&mut self) {
        let gives_up = matches!(self.asks, Asks::Next | Asks::Minutes) && self.has_sealed_words();
        let Answer::Words(editor) = &mut self.answer else { return };
        if gives_up {
            **editor = Editor::single_line(&self.before);
            self.compared = Compared::default();
        } else {
            editor.forget();
        }
    }

    /// Whether somebody has changed what stood there.
    pub fn is_touched(&self) -> bool {
        match (&self.asks, &self.answer) {
            (_, Answer::Words(editor)) => editor.text() != self.before,
            (Asks::Pulse(before), Answer::Pulse(now)) => before != now,
            (Asks::Tick(item), Answer::Tick(now)) => item.state != *now,
            _ => false,
        }
    }

    /// Which block of rows it belongs to: the first row of one carries its name.
    pub fn section(&self) -> Option<Section> {
        match self.asks {
            Asks::Reword(section, _) | Asks::Line(section) => Some(section),
            Asks::Next | Asks::Minutes | Asks::Pulse(_) | Asks::Tick(_) => None,
        }
    }

    /// What kind of line its new words become, unless they have a marker of their own.
    pub fn new_line(&self) -> Option<Section> {
        match self.asks {
            Asks::Line(section) => Some(section),
            Asks::Next | Asks::Minutes | Asks::Reword(..) | Asks::Pulse(_) | Asks::Tick(_) => None,
        }
    }

    pub fn is_tick(&self) -> bool {
        matches!(self.asks, Asks::Tick(_))
    }

    /// The whole new line that it adds, with its marker.
    fn line(&self, lang: Lang) -> Option<NewLine> {
        let section = self.new_line()?;
        let words = self.text();
        if words.is_empty() {
            return None;
        }
        // A marker that was typed says itself what the line is.
        let marked = !capture::parse_line(&words).marker.is_empty();
        let marker = if marked { String::new() } else { section.marker(lang) };
        let text = format!("{marker}{words}");
        Some(NewLine { text, within: self.taken_in() })
    }
}

/// The whole wrap-up as it is being filled in.
pub struct Sheet {
    pub from: WrapUp,
    pub rows: Vec<Row>,
    /// How the person writes dates, and which moments the times are that they write.
    rules: DateRules,
    zone: Zone,
}

/// A row that cannot be taken as it is, and the sentence that says why.
pub type Trouble = (usize, String);

impl Sheet {
    /// `used`: the minutes that the clock of a running session says, where it can be trusted.
    pub fn new(from: WrapUp, now: Moment, used: Option<u32>, (rules, zone, lang): (DateRules, Zone, Lang)) -> Self {
        let mut rows = vec![
            Row::words(Asks::Next, &proposal(&from, now, rules, lang)),
            Row::words(Asks::Minutes, &minutes(&from.note.row.session, used)),
        ];
        for section in Section::ALL {
            if section.is_promise() {
                let known = from.note.entries.iter().filter(|e| section.holds(e) && e.raw.text().is_some());
                rows.extend(known.map(|e| Row::words(Asks::Reword(section, Box::new(e.clone())), words_of(e))));
            }
            rows.push(Row::words(Asks::Line(section), ""));
        }
        let pulse = from.note.row.session.pulse;
        let told = |asks, answer| Row { asks, answer, before: String::new(), compared: Compared::default() };
        rows.push(told(Asks::Pulse(pulse), Answer::Pulse(pulse)));
        for item in &from.checklist {
            let (asks, answer) = (Asks::Tick(Box::new(item.clone())), Answer::Tick(item.state));
            rows.push(told(asks, answer));
        }
        Self { from, rows, rules, zone }
    }

    /// Lets go of what is sealed; what somebody has typed stays. Returns where the row in focus is now.
    pub fn leave_out_sealed(&mut self, focus: usize) -> usize {
        self.from.note.entries.retain(|entry| !entry.raw.is_sealed());
        self.rows.iter_mut().for_each(Row::lock);
        let goes = |row: &Row| row.quotes_sealed() && !row.is_touched();
        let above = self.rows.iter().take(focus).filter(|row| goes(row)).count();
        self.rows.retain(|row| !goes(row));
        (focus - above).min(self.rows.len().saturating_sub(1))
    }

    /// Takes over which of its lines another program has sealed. Says whether there are any.
    pub fn learn_seals(&mut self, note: &Note) -> bool {
        let mut words = Vec::new();
        let mut learn = |known: &mut Entry| {
            let now = note.entries.iter().find(|entry| entry.id == known.id);
            if let (Raw::Clear(text), Some(now)) = (&known.raw, now.filter(|now| matches!(now.raw, Raw::Locked(_)))) {
                words.push(capture::body(text).into_owned());
                *known = now.clone();
            }
        };
        self.from.note.entries.iter_mut().for_each(&mut learn);
        for row in &mut self.rows {
            if let Asks::Reword(_, entry) = &mut row.asks {
                learn(entry);
            }
        }
        let is_any = !words.is_empty();
        self.each_typed(&mut |_, text, compared| {
            if words.iter().any(|line| capture::share_words(line, &capture::body(text))) {
                compared.find_sealed(text);
            }
        });
        is_any
    }

    /// Whether the words of a row are unseen while the vault is locked.
    pub fn is_private(&self, row: &Row) -> bool {
        let is_of_note = match row.asks {
            Asks::Line(_) | Asks::Reword(..) => true,
            Asks::Next | Asks::Minutes | Asks::Pulse(_) | Asks::Tick(_) => false,
        };
        let is_reading = || is_reading(&row.text());
        let is_sealed = self.session().sealed && !row.text().is_empty();
        row.has_sealed_words() || is_of_note && (is_sealed || row.quotes_sealed() || is_reading())
    }

    /// Calls `see` for each row with words that somebody has typed, see [`crate::tui::screens::typed`].
    pub fn each_typed(&mut self, see: &mut dyn FnMut(&str, &str, &mut Compared)) {
        for row in self.rows.iter_mut().filter(|row| row.is_touched()) {
            let Answer::Words(editor) = &row.answer else { continue };
            let text = editor.text();
            if !text.trim().is_empty() {
                see(&row.before, &text, &mut row.compared);
            }
        }
    }

    pub fn session(&self) -> &Session {
        &self.from.note.row.session
    }

    pub fn is_touched(&self) -> bool {
        self.rows.iter().any(Row::is_touched)
    }

    /// How many lines of this kind the note has already.
    pub fn already(&self, section: Section) -> usize {
        self.from.note.entries.iter().filter(|e| section.holds(e)).count()
    }

    /// Whether another promise can be written below this row.
    pub fn takes_another(&self, row: usize) -> bool {
        self.rows.get(row).and_then(Row::section).is_some_and(Section::is_promise)
    }

    /// The row for another promise of the same person: the empty one of its block, or a new one below this row.
    pub fn room_for_another(&mut self, row: usize) -> Option<usize> {
        let section = self.rows.get(row)?.section().filter(|section| section.is_promise())?;
        let is_empty = |row: &Row| row.new_line() == Some(section) && row.text().is_empty();
        if let Some(empty) = self.rows.iter().position(is_empty) {
            return Some(empty);
        }
        self.rows.insert(row + 1, Row::words(Asks::Line(section), ""));
        Some(row + 1)
    }

    /// How many lines the partner could see in a summary, and how many stay here.
    pub fn seen(&self, lang: Lang) -> (usize, usize) {
        let (seen, kept) = self.from.note.seen_by(Visibility::Partner);
        let new: Vec<NewLine> = self.rows.iter().filter_map(|r| r.line(lang)).collect();
        let visible = |line: &&NewLine| {
            let kind = capture::parse_line(&line.text).kind;
            !line.within.seals() && kind.default_visibility().min(line.within.widest()) >= Visibility::Partner
        };
        // What comes into a sealed note is in no summary.
        let shared = if self.session().sealed { 0 } else { new.iter().filter(visible).count() };
        (seen + shared, kept + new.len() - shared)
    }

    /// The moment that the words of the next date mean, and how long it is to take; `None` where nothing is told.
    pub fn next_moment(&self, now: Moment, lang: Lang) -> Result<Option<Timed>, String> {
        let text = self.rows.first().map(Row::text).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let proposal = propose(&self.from, now, self.rules);
        let (usual, minutes) = match &self.from.next {
            Some(planned) => (Usual::instead_of(planned.at), planned.minutes),
            None => (Usual::at(proposal.time.or(Some(self.session().at.time()))), proposal.minutes),
        };
        let told = form::read_moment(&text, now, usual, Look::Forward, (self.rules, self.zone, lang))?;
        let minutes = told.minutes.or(minutes);
        if told.at <= now { Err(lang.t("wrapup-next-past").into_owned()) } else { Ok(Some(Timed { minutes, ..told })) }
    }

    fn next_date(&self, now: Moment, lang: Lang) -> Result<Option<NextDate>, String> {
        let untouched = self.rows.first().is_some_and(|r| !r.is_touched());
        let planned = self.from.next.as_ref();
        if untouched && planned.is_some() {
            return Ok(None);
        }
        let Some(Timed { at, minutes }) = self.next_moment(now, lang)? else { return Ok(None) };
        let is_planned = planned.is_some_and(|planned| planned.at == at && planned.minutes == minutes);
        Ok((!is_planned).then(|| NextDate { at, minutes, moves: planned.map(|p| p.id) }))
    }

    /// What is wrong with the words of a row, if something is.
    pub fn trouble(&self, row: usize, now: Moment, lang: Lang) -> Option<String> {
        match self.rows.get(row)?.asks {
            Asks::Next => self.next_date(now, lang).err(),
            Asks::Minutes => form::session::read_minutes(&self.rows[row].text(), lang).err(),
            _ => None,
        }
    }

    /// Everything that was answered, as one change.
    pub fn form(&self, now: Moment, lang: Lang, locked: bool) -> Result<WrapUpForm, Trouble> {
        let mut form = WrapUpForm {
            session: self.session().id,
            minutes: None,
            minutes_said: false,
            pulse: None,
            next: None,
            edits: Vec::new(),
            lines: Vec::new(),
            ticks: Vec::new(),
        };
        for (i, row) in self.rows.iter().enumerate() {
            match (&row.asks, &row.answer) {
                (Asks::Next, _) => form.next = self.next_date(now, lang).map_err(|said| (i, said))?,
                (Asks::Minutes, _) => {
                    form.minutes = form::session::read_minutes(&row.text(), lang).map_err(|said| (i, said))?;
                    form.minutes_said = row.is_touched();
                }
                _ if locked && row.is_touched() && row.quotes_sealed() => {
                    return Err((i, lang.t("field-words-locked").into_owned()));
                }
                // Words that were taken out and not replaced leave the line as it was.
                (Asks::Reword(_, entry), _) if row.is_touched() && !row.text().is_empty() => {
                    let (seen, within) = (mark_of(&entry.raw), row.taken_in());
                    form.edits.push(LineEdit { id: entry.id, seen, words: row.text(), within });
                }
                // What would have to be sealed stays here until it can be.
                (Asks::Line(_), _) if locked && row.line(lang).is_some_and(|line| is_reading(&line.text)) => {
                    return Err((i, lang.t("vault-unlock-to-keep").into_owned()));
                }
                (Asks::Line(_), _) => form.lines.extend(row.line(lang)),
                (_, Answer::Pulse(pulse)) if row.is_touched() => form.pulse = Some(*pulse),
                (Asks::Tick(item), Answer::Tick(state)) if row.is_touched() => {
                    form.ticks.push((item.id.clone(), *state));
                }
                _ => {}
            }
        }
        Ok(form)
    }
}

fn is_reading(line: &str) -> bool {
    capture::parse_line(line).kind == EntryKind::Reading
}

/// The words of an entry's first line, without its marker.
fn words_of(entry: &Entry) -> &str {
    let first = capture::first_line_of(entry.raw.text().unwrap_or_default());
    first[capture::parse_line(first).marker.end..].trim_end()
}

fn propose(from: &WrapUp, now: Moment, rules: DateRules) -> Proposal {
    habit::propose(&from.pair.pair, &from.habit, now, rules)
}

/// The next session that is planned, else when the pair usually meets.
fn proposal(from: &WrapUp, now: Moment, rules: DateRules, lang: Lang) -> String {
    let written = |at, minutes| moment_in_field(at, minutes, now.date_naive(), Look::Forward, lang);
    let row = &from.note.row;
    match &from.next {
        Some(planned) => written(planned.at.naive_local(), planned.minutes),
        // A session that was followed by another one long ago has had its next date.
        None if row.next_at.is_some() => String::new(),
        None => {
            let next = propose(from, now, rules);
            next.at.map(|at| written(at, next.minutes)).unwrap_or_default()
        }
    }
}

/// How long it took, as far as somebody knows. What was planned is not what was used.
fn minutes(session: &Session, used: Option<u32>) -> String {
    let known = match session.started {
        // A part of a minute is one.
        Some(_) => used.map(|minutes| minutes.max(1)),
        None => session.minutes.filter(|_| session.status != SessionStatus::Planned),
    };
    known.map(|m| m.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_that_was_typed_says_what_the_line_is() {
        let line = |section, typed: &str| Row::words(Asks::Line(section), typed).line(Lang::En).map(|line| line.text);
        assert_eq!(line(Section::Mine, " send it by fri ").as_deref(), Some("! send it by fri"));
        assert_eq!(line(Section::Mine, "< they send it").as_deref(), Some("< they send it"));
        assert_eq!(line(Section::Growth, "spoke first").as_deref(), Some(":growth spoke first"));
        assert_eq!(line(Section::Learned, "  "), None);
    }
}
