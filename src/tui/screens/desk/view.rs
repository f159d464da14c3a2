//! Drawing the desk.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Pane;
use super::rows::{FEEL, key_name, row};
use crate::domain::Visibility;
use crate::domain::checklist::{BoardKey, ItemMoment, Model as Content, shown_to};
use crate::domain::pair::PairStatus;
use crate::domain::signals::Due;
use crate::domain::views::PairView;
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::input::command;
use crate::tui::layout::{self, TABS};
use crate::tui::model::Model;
use crate::tui::screens::live;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, List};

/// So many signals are shown at most.
const SIGNALS: usize = 3;

/// Both are read when they are asked for the first time.
pub fn get_ready(lang: Lang) {
    Content::built_in();
    lang.t(title_id(Pane::Pairs));
}

pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let places = layout::places(area, model.desk.focus);
    header(model, places.header, canvas);
    if let Some(tabs) = places.tabs {
        draw_tabs(model, tabs, canvas);
    }
    for (pane, place) in places.panes {
        draw_pane(model, pane, place, canvas);
    }
}

/// With whom, and when next.
fn header(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, lang) = (model.theme, model.lang);
    let dot = theme.sign(Sign::Dot);
    let mut right = model.desk.pair_view().map(|view| next_meeting(model, view)).unwrap_or_default();
    if model.sample {
        right = format!("{} {dot} {right}", lang.t("sample-journal"));
    }
    if model.read_only().is_some() {
        right = format!("{} {dot} {right}", lang.t("look-only"));
    }
    let area = Rect { width: area.width.saturating_sub(model.corner()), ..area };
    let width = usize::from(area.width);
    let right = text::truncate(&right, width.saturating_sub(2));
    let right_width = text::columns(&right);
    canvas.buf.set_string(area.right().saturating_sub(right_width as u16 + 1), area.y, &right, theme.dim());
    let own_name = if width >= 100 { "tomoni   " } else { "" };
    let room = width.saturating_sub(right_width + text::columns(own_name) + 4);
    let mut left = vec![Span::raw(" "), Span::styled(own_name, theme.dim())];
    if let Some(view) = model.desk.pair_view() {
        let direction = format!(" {dot} {}", view.pair.direction.label(lang));
        let name = text::term_safe_line(&view.pair.name).into_owned();
        let name = text::truncate(&name, room.saturating_sub(text::columns(&direction))).into_owned();
        left.extend([Span::styled(name, theme.strong()), Span::styled(direction, theme.dim())]);
    }
    canvas.buf.set_line(area.x, area.y, &Line::from(left), (width.saturating_sub(right_width + 2)) as u16);
}

fn next_meeting(model: &Model, view: &PairView) -> String {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    if let Some((clock, started)) = model.running().and_then(|s| Some((live::clock(model, s)?, s.started?))) {
        return lang.fill("live-since", [("time", lang.time(started).into()), ("clock", clock.into())]);
    }
    if view.pair.status == PairStatus::Paused {
        return match view.pair.paused_until {
            Some(day) => lang.fill("header-paused-until", [("day", lang.day(day, today).into())]),
            None => view.pair.status.label(lang).into_owned(),
        };
    }
    let Some(next) = view.next_at else { return lang.t("header-no-next").into_owned() };
    let day = next.date_naive();
    let when = format!("{} {}", lang.full_day(day, today), lang.time(next));
    lang.fill("header-next", [("when", when.into()), ("distance", lang.distance(day, today).into())])
}

fn draw_tabs(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    let mut x = area.x + 1;
    for (n, (tab, panes)) in TABS.iter().enumerate() {
        let name = format!("{} {}", n + 1, model.lang.t(title_id(*tab)));
        let style = if panes.contains(&model.desk.focus) { theme.accent() } else { theme.dim() };
        let width = text::columns(&name) as u16;
        if x + width > area.right() {
            break;
        }
        canvas.buf.set_string(x, area.y, &name, style);
        canvas.measured.tabs.push((*tab, Rect::new(x, area.y, width, 1)));
        x += width + 3;
    }
    let rule = theme.sign(Sign::Horizontal).repeat(usize::from(area.width));
    canvas.buf.set_string(area.x, area.y + 1, rule, theme.dim());
}

fn title_id(pane: Pane) -> &'static str {
    match pane {
        Pane::Pairs => "pane-pairs",
        Pane::Promises => "pane-promises",
        Pane::Later => "pane-later",
        Pane::Sessions => "pane-sessions",
        Pane::Lines => "pane-note",
        Pane::Goals => "pane-goals",
        Pane::Mentor => "pane-mentor",
    }
}

fn draw_pane(model: &Model, pane: Pane, area: Rect, canvas: &mut Canvas<'_>) {
    let focused = model.overlays.is_empty() && model.desk.focus == pane;
    let (title, word) = titled(model, pane);
    let inner = frame::pane(&title, &word, focused, model.theme, area, canvas.buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let (len, chosen) = model.desk.list_of(pane);
    let body = match pane {
        Pane::Mentor => around_keys(model, inner, canvas),
        Pane::Pairs => above_signals(model, inner, canvas),
        _ => inner,
    };
    if len == 0 {
        empty(model, pane, body, canvas);
        return;
    }
    let width = usize::from(body.width);
    let item = |i: usize| row(model, pane, i, width);
    let style = if focused { model.theme.selected() } else { model.theme.remembered() };
    // The lines of a note are prose: outside the focus none of them stands out.
    let chosen =
        chosen.filter(|_| focused || !matches!(pane, Pane::Lines | Pane::Promises | Pane::Later | Pane::Mentor));
    let offset = model.desk.offsets.get(&pane).copied().unwrap_or(0);
    let listed = list::draw(&List { len, chosen, style, offset, item: &item }, body, canvas.buf);
    canvas.measured.panes.push((pane, listed));
}

/// The name of a pane, and the one small word on who could ever see what is in it.
fn titled(model: &Model, pane: Pane) -> (String, String) {
    let (lang, desk) = (model.lang, &model.desk);
    let today = model.now.wall.date_naive();
    let private = Visibility::Private.label(lang).into_owned();
    let name = lang.t(title_id(pane)).into_owned();
    match pane {
        Pane::Lines => {
            let Some(row) = desk.session_row() else { return (name, String::new()) };
            let day = lang.day(row.session.at.date_naive(), today);
            let dot = model.theme.sign(Sign::Dot);
            let title = match text::term_safe_line(&row.session.theme).trim() {
                "" => format!("{name} {dot} {day}"),
                theme => format!("{name} {dot} {day} {dot} {theme}"),
            };
            let line = desk.chosen_line().filter(|_| desk.focus == Pane::Lines);
            let word = match line {
                Some(line) => line.visibility.label(lang).into_owned(),
                None => {
                    let widest = desk.lines().iter().map(|e| e.visibility).max();
                    widest.unwrap_or(Visibility::Private).label(lang).into_owned()
                }
            };
            (title, word)
        }
        Pane::Promises => {
            let older = desk.data.as_ref().map_or(0, |d| (d.open_actions as usize).saturating_sub(d.actions.len()));
            // The pane is narrow: how many more there are, and the preparation says where.
            let title = if older > 0 { format!("{name} +{older}") } else { name };
            (title, Visibility::Partner.label(lang).into_owned())
        }
        Pane::Goals => (name, Visibility::Partner.label(lang).into_owned()),
        Pane::Mentor if desk.key_open => {
            let pillar = desk.chosen_key().and_then(|k| Content::built_in().pillar(&k.key));
            let title = pillar.map_or(name, |p| format!("{} {}", p.letter, key_name(lang, p)));
            (title, private)
        }
        Pane::Later | Pane::Mentor => (name, private),
        Pane::Pairs | Pane::Sessions => (name, String::new()),
    }
}

/// What belongs in an empty pane, and which key starts it.
fn empty(model: &Model, pane: Pane, area: Rect, canvas: &mut Canvas<'_>) {
    if !model.desk.loaded {
        return;
    }
    let waiting = model.desk.pair_view().is_some() && model.desk.data.is_none();
    let no_pair = model.desk.pair_view().is_none();
    if waiting {
        return;
    }
    let leaves_out = matches!(pane, Pane::Promises | Pane::Later | Pane::Lines | Pane::Mentor);
    if model.shares_screen() && leaves_out && !no_pair {
        return told(&model.lang.t("share-nothing"), model, area, canvas);
    }
    let (id, command) = match pane {
        Pane::Pairs => ("empty-pairs", "pairs.new"),
        _ if no_pair => ("empty-no-pair", "desk.new-pair"),
        Pane::Promises => ("empty-promises", "sessions.new"),
        Pane::Later => ("empty-later", "desk.new-later"),
        Pane::Sessions => ("empty-sessions", "sessions.new"),
        Pane::Lines if model.desk.session_row().is_none() => ("empty-sessions", "sessions.new"),
        Pane::Lines => ("empty-note", "sessions.open"),
        Pane::Goals => ("empty-goals", "goals.new"),
        Pane::Mentor => ("empty-mentor", "mentor.new"),
    };
    if command::find(command).is_none_or(|command| command.is_refused(model)) {
        return told(&model.lang.t("empty-read-only"), model, area, canvas);
    }
    let key = model.keymap.keys(command).first().map(|k| k.shown(model.theme.ascii)).unwrap_or_default();
    told(&model.lang.fill(id, [("key", key.into())]), model, area, canvas);
}

fn told(said: &str, model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let rows = text::wrap_text(said, usize::from(area.width.max(1)));
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        canvas.buf.set_stringn(area.x, y, row, usize::from(area.width), model.theme.dim());
    }
}

/// What is told about a key beside its items: how it feels and what that means; when it is low, a next step and a
/// question.
fn about_key(model: &Model, key: &BoardKey) -> Vec<(String, Style)> {
    let (lang, theme, content) = (model.lang, model.theme, Content::built_in());
    let Some(pillar) = content.pillar(&key.key) else { return Vec::new() };
    let mut told: Vec<(String, Style)> = Vec::new();
    match key.level().and_then(|level| pillar.ratings.iter().find(|r| r.level == level)) {
        Some(rating) => {
            let series: Vec<f64> = key.ratings.iter().map(|r| f64::from(r.level)).collect();
            let spark = theme.sparkline(&series, 8, FEEL);
            told.push((format!("{}  {spark}  {}", rating.level, lang.pick(&rating.text)), theme.text()));
        }
        None if model.read_only().is_some() => told.push((lang.t("mentor-no-feel").into_owned(), theme.dim())),
        None => {
            let key = model.keymap.keys("mentor.feel").first().map(|k| k.shown(theme.ascii)).unwrap_or_default();
            told.push((lang.fill("mentor-not-felt", [("key", key.into())]), theme.dim()));
        }
    }
    if key.is_low() {
        let arrow = theme.sign(Sign::Arrow);
        told.push((format!("{arrow} {}", lang.pick(&pillar.next_step)), theme.strong()));
        let role = model.desk.pair_view().map(|v| (v.pair.role, v.pair.direction));
        let fits = |who| role.is_none_or(|(r, d)| shown_to(who, r, d));
        if let Some(question) = pillar.questions.iter().find(|q| q.when == ItemMoment::Session && fits(q.who)) {
            told.push((format!("? {}", lang.pick(&question.text)), theme.text()));
        }
    }
    // What was remarked on it, newest first; with the key closed only the newest.
    let remarks = key.ratings.iter().rev().filter(|r| !r.note.is_empty());
    for remark in remarks.take(if model.desk.key_open { 3 } else { 1 }) {
        let day = lang.day(remark.at.date_naive(), model.now.wall.date_naive());
        told.push((format!("{day} ({}) {}", remark.level, text::term_safe_line(&remark.note)), theme.dim()));
    }
    told
}

/// Tells in at most `area` what there is to tell; returns how many rows that took.
fn tell(told: Vec<(String, Style)>, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let mut y = area.y;
    for (words, style) in told {
        let rows = text::wrap_text(&words, usize::from(area.width.max(1)));
        // A sentence is told whole or not at all.
        if usize::from(area.bottom() - y) < rows.len() {
            break;
        }
        for row in rows {
            canvas.buf.set_stringn(area.x, y, row, usize::from(area.width), style);
            y += 1;
        }
    }
    y - area.y
}

/// The MENTOR pane around its list: above the items of an open key what that key is like, below the six keys the same
/// of the chosen one, where there is room. Returns what is left for the list.
fn around_keys(model: &Model, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let Some(key) = model.desk.chosen_key() else { return area };
    if model.desk.key_open {
        // The items keep at least half of the pane.
        let used = tell(about_key(model, key), Rect { height: area.height / 2, ..area }, canvas);
        let used = (used + 1).min(area.height);
        return Rect { y: area.y + used, height: area.height - used, ..area };
    }
    let keys = model.desk.keys().len() as u16;
    if area.height > keys + 3 {
        let below = Rect { y: area.y + keys + 1, height: area.height - keys - 1, ..area };
        let mut told = about_key(model, key);
        if let Some(pillar) = Content::built_in().pillar(&key.key) {
            let name = format!("{} {}", pillar.letter, model.lang.pick(&pillar.essence));
            told.insert(0, (name, model.theme.dim()));
        }
        tell(told, below, canvas);
    }
    Rect { height: area.height.min(keys), ..area }
}

/// The Pairs pane above what is worth a look, where there is room for it. Returns what is left for the list.
fn above_signals(model: &Model, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let pairs = model.desk.pairs.len() as u16;
    let signals = signals(model, area.width);
    let Some((first, _)) = signals.first() else { return area };
    let heading = model.lang.t("due-heading").into_owned();
    let least = text::wrap_text(&format!("{heading}\n{first}"), usize::from(area.width.max(1))).len();
    if usize::from(area.height) <= usize::from(pairs) + least {
        return area;
    }
    let below = Rect { y: area.y + pairs + 1, height: area.height - pairs - 1, ..area };
    let told = std::iter::once((heading, model.theme.dim())).chain(signals);
    tell(told.collect(), below, canvas);
    Rect { height: pairs, ..area }
}

/// Below so many columns a signal says how many there are, and not the words of the only one.
const ROOM_FOR_WORDS: u16 = 40;

/// The first signals: those of the chosen pair, then those of others with their names.
fn signals(model: &Model, width: u16) -> Vec<(String, Style)> {
    let (lang, desk) = (model.lang, &model.desk);
    let here = desk.pair_view().map(|view| view.pair.id);
    let (own, others): (Vec<_>, Vec<_>) = desk.due.iter().partition(|due| Some(due.pair) == here);
    let in_words = |due: &Due| {
        let due = Due { detail: due.detail.clone().filter(|_| width >= ROOM_FOR_WORDS), ..due.clone() };
        let said = lang.signal(&due, model.now.wall.date_naive());
        let said = if Some(due.pair) == here {
            said
        } else {
            lang.fill("due-of", [("name", due.name.as_str().into()), ("said", said.into())])
        };
        (text::term_safe_line(&said).into_owned(), model.theme.dim())
    };
    own.into_iter().chain(others).take(SIGNALS).map(in_words).collect()
}
