//! What there is to talk about, above the text of a session that is planned or takes place. One key for each: talked
//! about, carried over, let go. Nothing is copied: a topic is a line of a note, or the question of the session.

use std::collections::HashMap;

use ratatui::text::{Line, Span};

use super::Writing;
use crate::capture;
use crate::domain::checklist::TickState;
use crate::domain::forms::{Settlement, mark_of};
use crate::domain::ids::{EntryId, SessionId};
use crate::domain::questions::Picked;
use crate::domain::session::SessionStatus;
use crate::domain::views::Prep;
use crate::domain::{Entry, EntryKind, EntryState};
use crate::i18n::Lang;
use crate::text;
use crate::tui::effect::{Effect, Order, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::theme::Sign;

pub const COMMANDS: &[Command] = &[
    row("note.talked", Scope::Note, &["f4"], Shows::Hint(2), Does::Writes, has_topic, |m| turn(m, Mark::Talked)),
    row("note.carried", Scope::Note, &["f5"], Shows::Hint(4), Does::Writes, has_topic, |m| turn(m, Mark::Carried)),
    row("note.dropped", Scope::Note, &["f6"], Shows::Palette, Does::Writes, has_topic, |m| turn(m, Mark::Dropped)),
    row("note.next-topic", Scope::Note, &["f7"], Shows::Hint(5), Does::Looks, has_topic, next),
];

/// The widest that the words of one topic get.
const WORDS: usize = 60;
/// Columns that `+2` may take.
const MORE: usize = 7;

#[derive(Clone, Debug, PartialEq)]
pub enum Topic {
    Line(Box<Entry>),
    Question(Picked),
}

/// What became of a topic in this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Open,
    Talked,
    Carried,
    Dropped,
}

#[derive(Default)]
pub struct Agenda {
    pub topics: Vec<Topic>,
    pub current: usize,
}

impl Topic {
    /// Tells one topic from the next.
    fn key(&self) -> (Option<EntryId>, &str) {
        match self {
            Self::Line(entry) => (Some(entry.id), ""),
            Self::Question(picked) => (None, &picked.question.id),
        }
    }

    fn mark(&self, session: SessionId) -> Mark {
        match self {
            Self::Line(entry) => match entry.state {
                EntryState::Open if entry.settled_in == Some(session) => Mark::Carried,
                EntryState::Open => Mark::Open,
                EntryState::Dropped => Mark::Dropped,
                _ => Mark::Talked,
            },
            Self::Question(picked) if picked.state == TickState::Done => Mark::Talked,
            Self::Question(_) => Mark::Open,
        }
    }

    /// Shows a mark before the journal has answered; returns what to ask of it. A question can only be asked or not.
    fn turn(&mut self, to: Mark, session: SessionId) -> Option<Order> {
        match self {
            Self::Line(entry) => {
                let settlement = settlement(to, session);
                (entry.state, entry.settled_in) = (settlement.state, settlement.settled_in);
                Some(Order::Settle(entry.id, settlement))
            }
            Self::Question(picked) if matches!(to, Mark::Talked | Mark::Open) => {
                let asked = to == Mark::Talked;
                picked.state = if asked { TickState::Done } else { TickState::Open };
                Some(Order::AskQuestion(session, picked.question.id.clone(), asked))
            }
            Self::Question(_) => None,
        }
    }

    fn words(&self, lang: Lang) -> String {
        match self {
            Self::Line(entry) => {
                let body = capture::body_or(&entry.raw, |raw| lang.unreadable(raw));
                body.lines().next().unwrap_or_default().to_owned()
            }
            Self::Question(picked) => lang.question(&picked.question).to_owned(),
        }
    }
}

fn settlement(mark: Mark, session: SessionId) -> Settlement {
    let state = match mark {
        Mark::Open | Mark::Carried => EntryState::Open,
        Mark::Talked => EntryState::Done,
        Mark::Dropped => EntryState::Dropped,
    };
    Settlement { settled_in: (mark != Mark::Open).then_some(session), ..Settlement::plain(state) }
}

impl Agenda {
    /// Takes over what there is to talk about now. What was there keeps its place, so that nothing moves under the
    /// eyes; the same topic stays the current one.
    fn take(&mut self, mut topics: Vec<Topic>, session: SessionId) {
        let place = |topic: &Topic| self.topics.iter().position(|known| known.key() == topic.key());
        topics.sort_by_key(|topic| place(topic).unwrap_or(usize::MAX));
        let current = self.topics.get(self.current).and_then(|c| topics.iter().position(|t| t.key() == c.key()));
        self.topics = topics;
        self.current = current.unwrap_or(0);
        if current.is_none() {
            self.go_on(session);
        }
    }

    /// To the next topic that is open, from the current one on and round; stays where none is.
    fn go_on(&mut self, session: SessionId) {
        let len = self.topics.len();
        let open = |at: &usize| self.topics[*at].mark(session) == Mark::Open;
        if let Some(at) = (0..len).map(|n| (self.current + n) % len).find(open) {
            self.current = at;
        }
    }
}

impl Writing {
    /// Whether there is a meeting to talk at: planned, or taking place.
    fn has_agenda(&self) -> bool {
        self.facts.as_ref().is_some_and(|s| s.is_running() || s.status == SessionStatus::Planned)
    }

    /// The lines of the note that are topics: when they change, the agenda is read again.
    pub fn topics_known(&self) -> HashMap<EntryId, u64> {
        let topics = self.known.values().filter(|e| matches!(e.kind, EntryKind::Agenda | EntryKind::Question));
        topics.map(|e| (e.id, mark_of(&e.raw))).collect()
    }
}

/// Asks what there is to talk about in the session whose note is open. A screen that prepares another session asks the
/// same question, and goes first.
pub fn read(model: &mut Model) -> Option<Effect> {
    let writing = model.writing.as_ref().filter(|w| w.has_agenda())?;
    let (pair, session) = (writing.pair, writing.session?);
    let prepares = model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Prep(_)));
    (!prepares).then(|| model.read(Query::Prep(pair, Some(session))))
}

/// What there is to talk about has arrived.
pub fn arrived(model: &mut Model, prep: &Prep) {
    let Some(session) = prep.session.as_ref().map(|row| row.session.id) else { return };
    let lines = prep.today.iter().map(|item| &item.traced.entry).filter(|e| model.shows(e));
    let mut topics: Vec<Topic> = lines.cloned().map(|e| Topic::Line(Box::new(e))).collect();
    let question = prep.questions.first().filter(|_| !model.shares_screen());
    topics.extend(question.cloned().map(Topic::Question));
    if let Some(writing) = model.writing.as_mut().filter(|w| w.session == Some(session) && w.has_agenda()) {
        writing.agenda.take(topics, session);
    }
}

/// Lets go of the topics that are not for other eyes.
pub fn leave_out(model: &mut Model) {
    let desk = &model.desk;
    let Some(writing) = &mut model.writing else { return };
    let Some(session) = writing.session else { return };
    let mut topics = writing.agenda.topics.clone();
    topics.retain(|topic| matches!(topic, Topic::Line(entry) if desk.shows(entry)));
    writing.agenda.take(topics, session);
}

fn has_topic(model: &Model) -> bool {
    model.writing.as_ref().is_some_and(|w| w.session.is_some() && !w.agenda.topics.is_empty())
}

/// Marks the current topic, or opens it again if it is so already, and goes on to the next that is open.
fn turn(model: &mut Model, wanted: Mark) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    let (Some(session), agenda) = (writing.session, &mut writing.agenda) else { return Vec::new() };
    let Some(topic) = agenda.topics.get_mut(agenda.current) else { return Vec::new() };
    let to = if topic.mark(session) == wanted { Mark::Open } else { wanted };
    let order = topic.turn(to, session);
    if to != Mark::Open {
        agenda.go_on(session);
    }
    order.map(|order| model.write(order)).into_iter().collect()
}

fn next(model: &mut Model) -> Vec<Effect> {
    if let Some(agenda) = model.writing.as_mut().map(|w| &mut w.agenda) {
        agenda.current = (agenda.current + 1) % agenda.topics.len().max(1);
    }
    Vec::new()
}

/// The topics in at most `most` rows, and in one word how many more there are.
pub fn rows(model: &Model, writing: &Writing, width: usize, most: usize) -> Vec<Line<'static>> {
    let (Some(session), agenda, theme) = (writing.session, &writing.agenda, model.theme) else { return Vec::new() };
    let shown: Vec<(String, Mark)> = agenda
        .topics
        .iter()
        .map(|topic| {
            let safe = text::term_safe_line(&topic.words(model.lang)).into_owned();
            let words =
                text::truncate_with(&safe, WORDS.min(width.saturating_sub(MORE + 6)), theme.sign(Sign::Ellipsis));
            (words.into_owned(), topic.mark(session))
        })
        .collect();
    let widths: Vec<usize> = shown.iter().map(|(words, _)| text::columns(words) + 6).collect();
    let placed = arrange(&widths, width, agenda.current, most);
    let hidden = shown.len() - placed.iter().map(Vec::len).sum::<usize>();
    let mut rows: Vec<Line<'static>> = Vec::new();
    for row in placed {
        let spans = row.into_iter().flat_map(|at| topic_spans(model, &shown[at], at == agenda.current));
        rows.push(Line::from(spans.collect::<Vec<_>>()));
    }
    if let Some(last) = rows.last_mut().filter(|_| hidden > 0) {
        last.push_span(Span::styled(format!(" {}", model.lang.count("topics-more", hidden)), theme.dim()));
    }
    rows
}

/// A topic with its box. The current one is told by a sign, too.
fn topic_spans(model: &Model, (words, mark): &(String, Mark), current: bool) -> [Span<'static>; 2] {
    let theme = model.theme;
    let sign = match mark {
        Mark::Open => theme.checkbox(TickState::Open),
        Mark::Talked => theme.checkbox(TickState::Done),
        Mark::Carried => "[>]",
        Mark::Dropped => theme.checkbox(TickState::Na),
    };
    let style = match (current, mark) {
        (true, _) => theme.accent(),
        (false, Mark::Open) => theme.text(),
        _ => theme.dim(),
    };
    let lead = if current { theme.sign(Sign::Cursor) } else { " " };
    [Span::styled(format!("{lead}{sign} {words}"), style), Span::raw(" ")]
}

/// Which topics stand in which row: as many from the first on as fit, but always the current one.
fn arrange(widths: &[usize], width: usize, current: usize, most: usize) -> Vec<Vec<usize>> {
    let from = |start: usize| {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
        let mut used = 0;
        for (at, needed) in widths.iter().enumerate().skip(start) {
            let is_last_row = rows.len() == most;
            let rest: usize = widths[at..].iter().sum();
            // In the last row there is room for how many more there are, unless all of them fit.
            let room =
                if is_last_row && (start > 0 || used + rest > width) { width.saturating_sub(MORE) } else { width };
            if used + needed > room && used > 0 {
                if is_last_row {
                    break;
                }
                rows.push(Vec::new());
                used = 0;
            }
            used += needed;
            if let Some(row) = rows.last_mut() {
                row.push(at);
            }
        }
        rows
    };
    let shows = |rows: &Vec<Vec<usize>>| rows.iter().flatten().any(|at| *at == current);
    (0..=current).map(from).find(shows).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_fill_the_rows_and_the_current_one_is_always_among_them() {
        type Rows<'a> = &'a [&'a [usize]];
        let cases: [(&[usize], usize, usize, Rows<'_>); 6] = [
            (&[10, 10, 10], 0, 3, &[&[0, 1, 2]]),
            (&[10, 10, 10, 10], 0, 3, &[&[0, 1, 2], &[3]]),
            (&[], 0, 3, &[]),
            // Room for how many more there are.
            (&[10, 10, 10, 10], 0, 1, &[&[0, 1]]),
            (&[10, 10, 10, 10], 3, 1, &[&[2, 3]]),
            (&[30, 30, 30, 30], 2, 2, &[&[1], &[2]]),
        ];
        for (widths, current, most, expected) in cases {
            let placed = arrange(widths, 30, current, most);
            let placed: Vec<&[usize]> = placed.iter().map(Vec::as_slice).filter(|row| !row.is_empty()).collect();
            assert_eq!(placed, expected, "{widths:?} {current} {most}");
        }
    }
}
