//! What one row of the screen says.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::blocks::Row;
use crate::capture;
use crate::domain::checklist::{Model as Content, TickState};
use crate::domain::goal::GoalView;
use crate::domain::questions::Picked;
use crate::domain::views::{TodayItem, TodaySource, Traced};
use crate::domain::{Entry, EntryState, Owner};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::model::Model;
use crate::tui::theme::Sign;

/// Columns that the words of a row keep before what stands at the right of them gets shorter.
const LEAST_WORDS: usize = 20;
/// Columns of the little bars of a goal.
const SPARK: usize = 6;

/// A row before it is fitted into its width.
struct Told {
    sign: String,
    sign_style: Style,
    words: String,
    style: Style,
    /// What stands at the right, in full; and in short for where the words need the room.
    right: String,
    short: String,
}

/// The row in exactly `width` columns.
pub fn line(model: &Model, row: Row<'_>, width: usize) -> Line<'static> {
    let told = match row {
        Row::Promise(traced) => promise(model, traced),
        Row::Kept(entry) | Row::Hard(entry) => plain(model, entry),
        Row::Goal(view) => goal(model, view),
        Row::Topic(item) => topic(model, item),
        Row::Question(picked) => question(model, picked),
        Row::Thanks(traced) => thanks(model, traced),
    };
    fitted(told, model.theme.dim(), width)
}

fn fitted(told: Told, right_style: Style, width: usize) -> Line<'static> {
    let lead = text::columns(&told.sign) + 1;
    let words = text::term_safe_line(&told.words);
    let room_beside = |right: &str| width.saturating_sub(lead + text::columns(right) + 2);
    let whole = room_beside(&told.right) >= text::columns(&words).min(LEAST_WORDS.max(width / 2));
    let right = if whole { told.right } else { told.short };
    let gap = usize::from(!right.is_empty()) * 2;
    let room = width.saturating_sub(lead + text::columns(&right) + gap);
    Line::from(vec![
        Span::styled(format!("{} ", told.sign), told.sign_style),
        Span::styled(text::pad(&words, room), told.style),
        Span::styled(format!("{}{right}", " ".repeat(gap)), right_style),
    ])
}

/// The words of a line's first row.
pub fn words_of(entry: &Entry) -> String {
    capture::body(&entry.raw).lines().next().unwrap_or_default().to_owned()
}

/// The marker of the kind, so that it is told what a line is even where somebody typed the name of its kind.
fn marker(entry: &Entry) -> String {
    let marker = capture::marker_for(entry.kind, entry.owner);
    let short = capture::MARKERS.iter().find(|(_, kind)| *kind == entry.kind).map(|(sign, _)| sign.to_string());
    if text::columns(marker.trim()) <= 2 { marker.trim().to_owned() } else { short.unwrap_or_default() }
}

fn plain(model: &Model, entry: &Entry) -> Told {
    Told {
        sign: marker(entry),
        sign_style: model.theme.kind_sign(entry.kind),
        words: words_of(entry),
        style: model.theme.kind_text(entry.kind),
        right: String::new(),
        short: String::new(),
    }
}

/// A promise: what became of it, or when it is due; of the partner's since when it waits.
fn promise(model: &Model, traced: &Traced) -> Told {
    let (lang, entry) = (model.lang, &traced.entry);
    let today = model.now.wall.date_naive();
    let (right, short) = match (entry.state, entry.owner, traced.origin) {
        (EntryState::Open, Owner::Partner, Some(at)) => waiting(model, at.date_naive(), traced.carried),
        (EntryState::Open, ..) => both(entry.due.map(|day| lang.near_day(day, today)).unwrap_or_default()),
        (state, ..) => both(lang.t(short_state(state)).into_owned()),
    };
    Told { style: model.theme.state_text(entry.state), right, short, ..plain(model, entry) }
}

fn both(text: String) -> (String, String) {
    (text.clone(), text)
}

/// Since when something waits, and over how many sessions it was carried; in full and in short.
fn waiting(model: &Model, since: chrono::NaiveDate, carried: u32) -> (String, String) {
    let (lang, dot) = (model.lang, model.theme.sign(Sign::Dot));
    let day = lang.day(since, model.now.wall.date_naive());
    let long = lang.fill("prep-waiting", [("day", day.as_str().into())]);
    let short = lang.fill("prep-since", [("day", day.as_str().into())]);
    match carried {
        0 => (long, short),
        n => (format!("{long} {dot} {}", lang.count("prep-carried", n)), short),
    }
}

/// What became of a promise in one word.
fn short_state(state: EntryState) -> &'static str {
    match state {
        EntryState::Open => "short-open",
        EntryState::Done => "short-done",
        EntryState::Partly => "short-partly",
        EntryState::Tried => "short-tried",
        EntryState::Dropped => "short-dropped",
    }
}

fn box_of(state: EntryState) -> TickState {
    match state {
        EntryState::Open => TickState::Open,
        EntryState::Dropped => TickState::Na,
        _ => TickState::Done,
    }
}

/// A point of the agenda: its box, where it comes from, who may see it, and its minutes in a column of their own.
fn topic(model: &Model, item: &TodayItem) -> Told {
    let (lang, theme) = (model.lang, model.theme);
    let entry = &item.traced.entry;
    let words = words_of(entry);
    let source = match item.source {
        TodaySource::Agenda => "",
        TodaySource::Carried => ">",
        TodaySource::Later => "+",
        TodaySource::Question => "?",
    };
    let origin = match (item.source, item.traced.origin) {
        (TodaySource::Agenda, _) => String::new(),
        (TodaySource::Later, _) => lang.t("prep-for-later").into_owned(),
        (_, Some(at)) => {
            lang.fill("prep-from", [("day", lang.day(at.date_naive(), model.now.wall.date_naive()).into())])
        }
        (_, None) => String::new(),
    };
    // As on the desk: said only where somebody chose something else than is usual for such a line.
    let chosen = entry.visibility != entry.kind.default_visibility();
    let seen = chosen.then(|| entry.visibility.label(lang).into_owned());
    let minutes = capture::minutes_in(&words).map(|m| lang.minutes(m));
    let dot = theme.sign(Sign::Dot);
    let join = |parts: &[Option<&String>]| {
        let said = parts.iter().copied().flatten().filter(|p| !p.is_empty()).map(String::as_str);
        said.collect::<Vec<_>>().join(&format!(" {dot} "))
    };
    let sign = format!("{} {source}", theme.checkbox(box_of(entry.state)));
    Told {
        sign: sign.trim_end().to_owned(),
        sign_style: theme.kind_sign(entry.kind),
        words: capture::without_minutes(&words).to_owned(),
        style: theme.state_text(entry.state),
        right: join(&[Some(&origin), seen.as_ref(), minutes.as_ref()]),
        short: join(&[seen.as_ref(), minutes.as_ref()]),
    }
}

/// The question that is proposed, with the letter of its key.
fn question(model: &Model, picked: &Picked) -> Told {
    let theme = model.theme;
    let letter = picked.question.pillar.and_then(|key| Content::built_in().pillar(key)).map_or("?", |p| &p.letter);
    let asked = picked.state != TickState::Open;
    Told {
        sign: format!("{} {letter}", theme.checkbox(picked.state)),
        sign_style: theme.accent(),
        words: question_words(model.lang, picked),
        style: if asked { theme.dim() } else { theme.text() },
        right: String::new(),
        short: String::new(),
    }
}

/// The words of a question: one's own, or the model's in the reader's language.
pub fn question_words(lang: Lang, picked: &Picked) -> String {
    if let Some(own) = &picked.question.own {
        return own.text.clone();
    }
    let mut questions = Content::built_in().pillars.iter().flat_map(|p| &p.questions);
    questions.find(|q| q.id == picked.question.id).map(|q| lang.pick(&q.text).to_owned()).unwrap_or_default()
}

fn thanks(model: &Model, traced: &Traced) -> Told {
    let today = model.now.wall.date_naive();
    let day = traced.origin.map(|at| model.lang.day(at.date_naive(), today)).unwrap_or_default();
    let (right, short) = both(day);
    Told { right, short, ..plain(model, &traced.entry) }
}

/// A goal: where it stands, how it went, and when one last looked; by signs its latest story.
fn goal(model: &Model, view: &GoalView) -> Told {
    let (lang, theme) = (model.lang, model.theme);
    let today = model.now.wall.date_naive();
    let terms = &view.goal.terms;
    let stand =
        terms.target.map(|target| format!("{}/{}", lang.number(view.value().unwrap_or(0.0)), lang.number(target)));
    let start = terms.baseline.unwrap_or(0.0);
    let range = terms.target.map_or((1.0, 5.0), |target| (start.min(target), start.max(target)));
    let spark = text::pad(&theme.sparkline(&view.series(), SPARK, range), SPARK);
    let day = view.checkins.last().map(|c| lang.day(c.at.date_naive(), today)).unwrap_or_default();
    let day = text::pad_left(&day, DAY);
    let story = view.story().filter(|_| stand.is_none()).map(|c| c.note.clone());
    let words = match story {
        Some(story) => format!("{} {} {story}", terms.title, theme.sign(Sign::Dot)),
        None => terms.title.clone(),
    };
    let unit = terms.unit.as_deref().map(|u| format!(" {}", text::term_safe_line(u))).unwrap_or_default();
    let short = format!("{}  {spark} {day}", stand.clone().unwrap_or_default());
    let right = stand.map_or_else(|| short.clone(), |stand| format!("{stand}{unit}  {spark} {day}"));
    Told {
        sign: " ".to_owned(),
        sign_style: theme.text(),
        words,
        style: theme.text(),
        right: right.trim_start().to_owned(),
        short: short.trim_start().to_owned(),
    }
}

/// Columns of the day of a check-in.
const DAY: usize = 6;
