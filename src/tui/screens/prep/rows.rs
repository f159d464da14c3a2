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
use crate::tui::screens::desk::stand;
use crate::tui::screens::due;
use crate::tui::theme::Sign;

/// Columns that the words of a row keep before what stands at the right of them gets shorter.
const LEAST_WORDS: usize = 20;
/// Columns of the little bars of a goal.
const SPARK: usize = 6;
/// Columns of the day of a check-in.
const DAY: usize = 6;
/// How low and how high confidence in a goal can be.
const FEEL: (f64, f64) = (1.0, 5.0);

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
pub fn words_of(entry: &Entry, lang: Lang) -> String {
    let body = capture::body_or(&entry.raw, |raw| lang.unreadable(raw));
    body.lines().next().unwrap_or_default().to_owned()
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
        words: words_of(entry, model.lang),
        style: model.theme.kind_text(entry.kind),
        right: String::new(),
        short: String::new(),
    }
}

/// A promise: what became of it, or when it is due; of the partner's since when it waits.
fn promise(model: &Model, traced: &Traced) -> Told {
    let (lang, entry) = (model.lang, &traced.entry);
    let (right, short) = match (entry.state, entry.owner, traced.origin) {
        (EntryState::Open, Owner::Partner, Some(at)) if entry.due.is_none() => {
            waiting(model, at.date_naive(), traced.carried)
        }
        (EntryState::Open, ..) => both(due::said(model, entry).unwrap_or_default()),
        _ => both(lang.state_of(entry).into_owned()),
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
    let since = lang.fill("prep-since", [("day", day.as_str().into())]);
    match carried {
        0 => both(since),
        n => (format!("{since} {dot} {}", lang.count("prep-carried", n)), since),
    }
}

fn box_of(state: EntryState) -> TickState {
    match state {
        EntryState::Open => TickState::Open,
        EntryState::Dropped => TickState::Na,
        _ => TickState::Done,
    }
}

/// A point of the agenda: its box, a sign for where it comes from, who may see it, and its minutes.
fn topic(model: &Model, item: &TodayItem) -> Told {
    let (lang, theme) = (model.lang, model.theme);
    let entry = &item.traced.entry;
    let words = words_of(entry, model.lang);
    // As on the desk: said only where somebody chose something else than is usual for such a line.
    let chosen = entry.visibility != entry.kind.default_visibility();
    let seen = chosen.then(|| entry.visibility.label(lang).into_owned());
    let minutes = capture::minutes_in(&words).map(|m| lang.minutes(m));
    let short: Vec<String> = seen.into_iter().chain(minutes).collect();
    let full: Vec<String> = source(model, item).into_iter().chain(short.iter().cloned()).collect();
    let dot = format!(" {} ", theme.sign(Sign::Dot));
    Told {
        sign: format!("{} {}", theme.checkbox(box_of(entry.state)), source_sign(item.source)).trim_end().to_owned(),
        sign_style: theme.kind_sign(entry.kind),
        words: capture::without_minutes(&words).to_owned(),
        style: theme.state_text(entry.state),
        right: full.join(&dot),
        short: short.join(&dot),
    }
}

fn source_sign(source: TodaySource) -> &'static str {
    match source {
        TodaySource::Agenda => "",
        TodaySource::Carried => ">",
        TodaySource::Later => "+",
        TodaySource::Question => "?",
    }
}

/// Where a point of the agenda comes from, if not from the note of this session.
fn source(model: &Model, item: &TodayItem) -> Option<String> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    if item.source == TodaySource::Later {
        return Some(lang.t("prep-for-later").into_owned());
    }
    item.traced.origin.map(|at| lang.fill("prep-from", [("day", lang.day(at.date_naive(), today).into())]))
}

/// The question that is proposed, with the letter of its key.
fn question(model: &Model, picked: &Picked) -> Told {
    let theme = model.theme;
    let letter = picked.question.pillar.and_then(|key| Content::built_in().pillar(key)).map_or("?", |p| &p.letter);
    let asked = picked.state != TickState::Open;
    Told {
        sign: format!("{} {letter}", theme.checkbox(picked.state)),
        sign_style: theme.accent(),
        words: model.lang.question(&picked.question).to_owned(),
        style: if asked { theme.dim() } else { theme.text() },
        right: String::new(),
        short: String::new(),
    }
}

fn thanks(model: &Model, traced: &Traced) -> Told {
    let today = model.now.wall.date_naive();
    let day = traced.origin.map(|at| model.lang.day(at.date_naive(), today)).unwrap_or_default();
    let (right, short) = both(day);
    Told { right, short, ..plain(model, &traced.entry) }
}

/// A goal: where it stands, how it went, and when one last looked; by signs its latest story.
fn goal(model: &Model, view: &GoalView) -> Told {
    let theme = model.theme;
    let terms = &view.goal.terms;
    let stand = stand(model, view);
    let unit = terms.unit.as_deref().filter(|_| stand.is_some()).map(|u| format!(" {}", text::term_safe_line(u)));
    let titled = format!("{} {} {}", view.goal.owner.label(model.lang), theme.sign(Sign::Dot), terms.title);
    let story = view.story().filter(|_| terms.target.is_none());
    let words = match story {
        Some(story) => format!("{titled} {} {}", theme.sign(Sign::Dot), story.note),
        None => titled,
    };
    let (stand, trend) = (stand.unwrap_or_default(), trend(model, view));
    Told {
        sign: " ".to_owned(),
        sign_style: theme.text(),
        words,
        style: theme.text(),
        right: format!("{stand}{}  {trend}", unit.unwrap_or_default()).trim_start().to_owned(),
        short: format!("{stand}  {trend}").trim_start().to_owned(),
    }
}

/// The little bars of a goal, and the day of the last look at it.
fn trend(model: &Model, view: &GoalView) -> String {
    let terms = &view.goal.terms;
    let start = view.start().unwrap_or(0.0);
    let series = view.series();
    let range = match terms.target {
        Some(target) => (start.min(target), start.max(target)),
        // Numbers without a target stand beside each other.
        None if view.measured().is_some() => {
            series.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(*n), high.max(*n)))
        }
        None => FEEL,
    };
    let spark = text::pad(&model.theme.sparkline(&series, SPARK, range), SPARK);
    let today = model.now.wall.date_naive();
    let day = view.checkins.last().map(|c| model.lang.day(c.at.date_naive(), today)).unwrap_or_default();
    format!("{spark} {}", text::pad_left(&day, DAY))
}
