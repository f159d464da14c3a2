//! What stands below the pairs: what is worth a look in all of them, and what the chosen pair is about.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::pair::{Pair, PairStatus, Role};
use crate::domain::signals::{Due, Signal};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::put::Put;

/// So many signals are shown at most, unless there are more meetings.
const SIGNALS: usize = 3;
/// Below so many columns a signal says how many there are, and not the words of the only one.
const ROOM_FOR_WORDS: usize = 40;

/// Sentence by sentence, each with how it looks. An empty one is a row without words.
/// `alone`: what the pair is about is told elsewhere, see [`line`].
pub fn told(model: &Model, width: usize, alone: bool) -> Vec<(String, Style)> {
    let mut told = signals(model, width);
    let pair = if alone { None } else { model.desk.pair_view() };
    let card = pair.map(|view| card(model, &view.pair)).unwrap_or_default();
    if !told.is_empty() && !card.is_empty() {
        told.push((" ".to_owned(), model.theme.dim()));
    }
    told.extend(card);
    told
}

/// The first signals, as the journal puts them in order: meetings, what has a date, the rest.
fn signals(model: &Model, width: usize) -> Vec<(String, Style)> {
    let (lang, desk, today) = (model.lang, &model.desk, model.now.wall.date_naive());
    let here = desk.pair_view().map(|view| view.pair.id);
    let meetings = desk.due.iter().filter(|due| due.signal == Signal::Meeting).count();
    let in_words = |due: &Due| {
        let is_dated = matches!(due.signal, Signal::Promise | Signal::Goal);
        let detail = due.detail.clone().filter(|_| width >= ROOM_FOR_WORDS || is_dated);
        let said = lang.signal(&Due { detail, ..due.clone() }, today);
        let alone = Some(due.pair) == here && due.signal != Signal::Meeting;
        let said = match alone {
            true => said,
            false => lang.fill("due-of", [("name", due.name.as_str().into()), ("said", said.into())]),
        };
        let style = if due.signal == Signal::Meeting { model.theme.text() } else { model.theme.dim() };
        (text::term_safe_line(&said).into_owned(), style)
    };
    let shown: Vec<_> = desk.due.iter().take(SIGNALS.max(meetings)).map(in_words).collect();
    let heading = (!shown.is_empty()).then(|| (lang.t("due-heading").into_owned(), model.theme.strong()));
    heading.into_iter().chain(shown).collect()
}

/// The message that says which part is one's own.
pub fn role_id(role: Role) -> &'static str {
    match role {
        Role::Mentor => "card-role-mentor",
        Role::Mentee => "card-role-mentee",
        Role::Both => "card-role-both",
    }
}

/// The same in one row below the name: what for, which may be cut, and at the right how often and until when.
pub fn line(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(pair) = model.desk.pair_view().map(|view| &view.pair).filter(|_| !model.shares_screen()) else { return };
    let theme = model.theme;
    let width = usize::from(area.width.saturating_sub(2));
    let times = times(model, pair);
    let purpose = purpose(pair).unwrap_or_default();
    let room = width.saturating_sub(text::columns(&times) + 3);
    let purpose = text::truncate_with(&purpose, room, theme.sign(Sign::Ellipsis)).into_owned();
    canvas.buf.put_string(area.x + 1, area.y, purpose, theme.text());
    canvas.buf.put_string(area.right().saturating_sub(text::columns(&times) as u16 + 1), area.y, times, theme.dim());
}

/// What the two have come together for.
fn purpose(pair: &Pair) -> Option<String> {
    let purpose = [pair.purpose.as_str(), pair.area.as_deref().unwrap_or_default()];
    let purpose = purpose.into_iter().map(str::trim).find(|words| !words.is_empty());
    purpose.map(|words| text::term_safe_line(words).into_owned())
}

/// Whose part is whose, what for, how often and until when. What the purpose is stays with the two of them.
fn card(model: &Model, pair: &Pair) -> Vec<(String, Style)> {
    if model.shares_screen() {
        return Vec::new();
    }
    let (lang, theme) = (model.lang, model.theme);
    let mut card = vec![(lang.t(role_id(pair.role)).into_owned(), theme.dim())];
    card.extend(purpose(pair).map(|words| (words, theme.text())));
    let times = times(model, pair);
    if !times.is_empty() {
        card.push((times, theme.dim()));
    }
    card
}

/// How often the two mean to meet, and from when until when.
fn times(model: &Model, pair: &Pair) -> String {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let dot = format!(" {} ", model.theme.sign(Sign::Dot));
    let term = match (pair.from, pair.until) {
        (_, Some(until)) if until < today && pair.status != PairStatus::Ended => {
            Some(lang.fill("card-term-over", [("day", lang.day(until, today).into())]))
        }
        (Some(from), Some(until)) => {
            let (from, until) = lang.two_days(from, until, today);
            Some(lang.fill("card-term", [("from", from.into()), ("until", until.into())]))
        }
        (None, Some(until)) => Some(lang.fill("card-until", [("day", lang.day(until, today).into())])),
        (Some(from), None) => Some(lang.fill("card-from", [("day", lang.day(from, today).into())])),
        (None, None) => None,
    };
    let times: Vec<String> = pair.every.map(|every| lang.cadence(every)).into_iter().chain(term).collect();
    times.join(&dot)
}
