//! Drawing the desk.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Desk, Pane};
use crate::capture;
use crate::domain::checklist::{BoardItem, BoardKey, ItemMoment, Model as Content};
use crate::domain::entry::EntryState;
use crate::domain::goal::{GoalStatus, GoalView};
use crate::domain::pair::PairStatus;
use crate::domain::session::SessionStatus;
use crate::domain::views::{ActionView, PairView, SessionRow};
use crate::domain::{Entry, EntryKind, Owner, Visibility};
use crate::i18n::Label;
use crate::text;
use crate::tui::layout::{self, TABS};
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::view::Canvas;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};

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
    let mut left = vec![Span::raw(" ")];
    if usize::from(area.width) >= 100 {
        left.push(Span::styled("tomoni   ", theme.dim()));
    }
    let mut right = String::new();
    if let Some(view) = model.desk.pair_view() {
        left.push(Span::styled(text::term_safe_line(&view.pair.name).into_owned(), theme.strong()));
        let direction = view.pair.direction.label(lang);
        left.push(Span::styled(format!(" {dot} {direction}"), theme.dim()));
        right = next_meeting(model, view);
    }
    if model.sample {
        right = format!("{} {dot} {right}", lang.t("sample-journal"));
    }
    let line = Line::from(left);
    let room = usize::from(area.width).saturating_sub(line.width() + 2);
    let right = text::truncate(&right, room);
    line.render(area, canvas.buf);
    let width = text::columns(&right) as u16;
    canvas.buf.set_string(area.right().saturating_sub(width + 1), area.y, right, theme.dim());
}

fn next_meeting(model: &Model, view: &PairView) -> String {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
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
    let mut body = inner;
    if pane == Pane::Mentor && model.desk.key_open {
        body = open_key_head(model, inner, canvas);
    }
    if len == 0 {
        empty(model, pane, body, canvas);
        return;
    }
    let width = usize::from(body.width);
    let item = |i: usize| row(model, pane, i, width);
    let style = if focused { model.theme.selected() } else { model.theme.remembered() };
    // The lines of a note are prose: outside the focus none of them stands out.
    let chosen = chosen.filter(|_| focused || !matches!(pane, Pane::Lines | Pane::Promises | Pane::Later | Pane::Mentor));
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
        Pane::Goals | Pane::Promises => (name, Visibility::Partner.label(lang).into_owned()),
        Pane::Mentor if desk.key_open => {
            let pillar = desk.chosen_key().and_then(|k| Content::built_in().pillar(&k.key));
            let title = pillar.map_or(name, |p| format!("{} {} ({})", p.letter, lang.pick(&p.name), lang.pick(&p.short)));
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
    let (id, command) = match pane {
        Pane::Pairs => ("empty-pairs", "pairs.new"),
        _ if no_pair => ("empty-no-pair", "desk.new-pair"),
        Pane::Promises => ("empty-promises", "sessions.new"),
        Pane::Later => ("empty-later", "desk.new-later"),
        Pane::Sessions => ("empty-sessions", "sessions.new"),
        Pane::Lines => ("empty-note", "sessions.open"),
        Pane::Goals => ("empty-goals", "goals.new"),
        Pane::Mentor => ("empty-mentor", "mentor.new"),
    };
    let key = model.keymap.keys(command).first().map(|k| k.shown(model.theme.ascii)).unwrap_or_default();
    let said = model.lang.fill(id, [("key", key.into())]);
    let rows = text::wrap_text(&said, usize::from(area.width.max(1)));
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        canvas.buf.set_stringn(area.x, y, row, usize::from(area.width), model.theme.dim());
    }
}

fn row(model: &Model, pane: Pane, i: usize, width: usize) -> Item {
    let desk = &model.desk;
    match pane {
        Pane::Pairs => Item::line(pair_line(model, &desk.pairs[i], width)),
        Pane::Promises => promise(model, &desk.promises()[i], width),
        Pane::Later => Item { head: Vec::new(), body: entry_lines(model, &desk.for_later()[i], width, None) },
        Pane::Sessions => Item::line(session_line(model, &desk.sessions()[i], width)),
        Pane::Lines => note_line(model, &desk.lines()[i], width),
        Pane::Goals => goal_lines(model, &desk.goals()[i], width),
        Pane::Mentor if desk.key_open => mentor_item(model, desk, i, width),
        Pane::Mentor => Item::line(key_line(model, &desk.keys()[i], width)),
    }
}

/// Text at the left, and text at the right that is always whole.
fn justified(left: &str, right: &str, width: usize, left_style: Style, right_style: Style) -> Line<'static> {
    let left = text::term_safe_line(left);
    let right_width = text::columns(right);
    let room = width.saturating_sub(right_width + usize::from(right_width > 0));
    let left = text::pad(&left, room);
    let gap = if right_width > 0 { " " } else { "" };
    Line::from(vec![
        Span::styled(left, left_style),
        Span::raw(gap),
        Span::styled(right.to_owned(), right_style),
    ])
}

fn pair_line(model: &Model, view: &PairView, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let today = model.now.wall.date_naive();
    let right = match (view.pair.status, view.next_at) {
        (PairStatus::Active, Some(next)) => lang.near_day(next.date_naive(), today),
        (PairStatus::Active, None) => String::new(),
        (status, _) => status.label(lang).into_owned(),
    };
    let quiet = matches!(view.pair.status, PairStatus::Ended | PairStatus::Paused);
    justified(&view.pair.name, &right, width, if quiet { theme.dim() } else { theme.text() }, theme.dim())
}

fn session_line(model: &Model, row: &SessionRow, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let session = &row.session;
    let day = text::pad_left(&lang.near_day(session.at.date_naive(), model.now.wall.date_naive()), 10);
    let how = match (session.status, session.minutes) {
        (SessionStatus::Held, Some(minutes)) => lang.minutes(minutes),
        (SessionStatus::Held, None) => String::new(),
        (status, _) => status.label(lang).into_owned(),
    };
    let counts = |sign: &str, n: u32| if n > 0 { format!("{sign} {n:<2}") } else { "    ".to_owned() };
    let right = format!("{} {}", counts("!", row.actions), counts("^", row.learnings));
    let style = if session.status == SessionStatus::Held { theme.text() } else { theme.dim() };
    let left = format!("{day}  {}  {}", text::pad(&how, 9), session.theme);
    justified(&left, right.trim_end(), width, style, theme.dim())
}

/// The sign that stands for a line's kind and owner: what one would type.
fn sign_of(entry: &Entry) -> String {
    let typed = capture::parse_line(capture::first_line_of(&entry.raw));
    if typed.kind == EntryKind::Fact {
        return " ".to_owned();
    }
    capture::marker_for(entry.kind, entry.owner).trim_end().to_owned()
}

/// The lines of an entry: its sign, its words wrapped, and something at the right of the first row.
fn entry_lines(model: &Model, entry: &Entry, width: usize, right: Option<String>) -> Vec<Line<'static>> {
    let theme = model.theme;
    let sign = sign_of(entry);
    let indent = text::columns(&sign).max(1) + 1;
    let right = right.unwrap_or_default();
    let right_width = if right.is_empty() { 0 } else { text::columns(&right) + 1 };
    let room = width.saturating_sub(indent + right_width).max(4);
    let style = if entry.kind.has_life() { theme.state_text(entry.state) } else { theme.kind_text(entry.kind) };
    let body = capture::body(&entry.raw);
    let mut lines = Vec::new();
    for line in body.lines() {
        let safe = text::term_safe_line(line);
        for row in text::wrap_text(&safe, room) {
            let mut spans = match lines.is_empty() {
                true => vec![Span::styled(text::pad(&sign, indent), theme.kind_sign(entry.kind))],
                false => vec![Span::raw(" ".repeat(indent))],
            };
            spans.push(Span::styled(text::pad(row, room), style));
            if lines.is_empty() && !right.is_empty() {
                spans.push(Span::styled(format!(" {right}"), theme.dim()));
            }
            lines.push(Line::from(spans));
        }
    }
    if lines.is_empty() {
        lines.push(Line::from(Span::styled(sign, theme.kind_sign(entry.kind))));
    }
    lines
}

/// What is known of a line beside its words: what became of it, when it is due, and who may see it if somebody chose.
fn about_line(model: &Model, entry: &Entry) -> String {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    if entry.kind.has_life() {
        match (entry.state, entry.due) {
            (EntryState::Open, Some(due)) => parts.push(lang.near_day(due, today).into()),
            (EntryState::Open, None) => {}
            (state, _) => parts.push(lang.t(short_state(state))),
        }
    }
    if entry.visibility != entry.kind.default_visibility() {
        parts.push(entry.visibility.label(lang));
    }
    parts.join(" ")
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

fn note_line(model: &Model, entry: &Entry, width: usize) -> Item {
    let about = about_line(model, entry);
    let mut body = entry_lines(model, entry, width, Some(about));
    if entry.kind.has_life() {
        let came_of_it = [(&entry.result, "line-result"), (&entry.learned, "line-learned")];
        for (words, id) in came_of_it.into_iter().filter_map(|(w, id)| w.as_ref().map(|w| (w, id))) {
            let told = model.lang.fill(id, [("text", text::term_safe_line(words).into())]);
            let arrow = model.theme.sign(Sign::Arrow);
            let indent = text::columns(arrow) + 3;
            for (n, row) in text::wrap_text(&told, width.saturating_sub(indent).max(4)).into_iter().enumerate() {
                let lead = if n == 0 { format!("  {arrow} ") } else { " ".repeat(indent) };
                body.push(Line::from(Span::styled(format!("{lead}{row}"), model.theme.dim())));
            }
        }
    }
    Item { head: Vec::new(), body }
}

/// An open promise: what, by whom, until when, and below it where it came from.
fn promise(model: &Model, action: &ActionView, width: usize) -> Item {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let due = action.entry.due.map(|d| lang.near_day(d, today));
    let mut body = entry_lines(model, &action.entry, width, due);
    let from = match action.origin {
        Some(at) => lang.day(at.date_naive(), today),
        None => lang.t("promise-in-between").into_owned(),
    };
    let who = match action.entry.owner {
        Owner::Me => lang.t("promise-mine").into_owned(),
        Owner::Partner => partner_name(model),
        Owner::Both => Owner::Both.label(lang).into_owned(),
    };
    let carried = if action.carried > 0 { lang.count("promise-carried", action.carried) } else { String::new() };
    let dot = model.theme.sign(Sign::Dot);
    let told = [who, from, carried].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(&format!(" {dot} "));
    let told = text::truncate(&told, width.saturating_sub(2)).into_owned();
    body.push(Line::from(Span::styled(format!("  {told}"), model.theme.dim())));
    Item { head: Vec::new(), body }
}

fn partner_name(model: &Model) -> String {
    model.desk.pair_view().map(|v| text::term_safe_line(&v.pair.name).into_owned()).unwrap_or_default()
}

fn goal_lines(model: &Model, view: &GoalView, width: usize) -> Item {
    let (lang, theme) = (model.lang, model.theme);
    let goal = &view.goal;
    let today = model.now.wall.date_naive();
    let open = goal.status.is_open();
    let right = match (goal.status, goal.terms.due) {
        (GoalStatus::Active, Some(due)) => lang.day(due, today),
        (GoalStatus::Active, None) => String::new(),
        (status, _) => status.label(lang).into_owned(),
    };
    let style = if open { theme.text() } else { theme.dim() };
    let mut body = vec![justified(&goal.terms.title, &right, width, style, theme.dim())];
    if open {
        body.push(progress(model, view, width));
    }
    Item { head: Vec::new(), body }
}

/// How far a goal has come: by numbers as a bar with its series, by signs as its latest story.
fn progress(model: &Model, view: &GoalView, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let today = model.now.wall.date_naive();
    if let (Some(share), Some(target)) = (view.progress(), view.goal.terms.target) {
        let unit = view.goal.terms.unit.as_deref().map(|u| format!(" {u}")).unwrap_or_default();
        let now = lang.number(view.value().unwrap_or(0.0));
        let of = format!("{now}/{}{unit}", lang.number(target));
        let spark = theme.sparkline(&view.series(), 8);
        let bar = width.saturating_sub(text::columns(&of) + text::columns(&spark) + 6).min(20);
        let full = (share * bar as f64).round() as usize;
        return Line::from(vec![
            Span::raw("  "),
            Span::styled(theme.sign(Sign::Full).repeat(full), theme.progress()),
            Span::styled(theme.sign(Sign::Rest).repeat(bar.saturating_sub(full)), theme.dim()),
            Span::styled(format!(" {of}  "), theme.dim()),
            Span::styled(spark, theme.progress()),
        ]);
    }
    match view.story() {
        Some(story) => {
            let day = lang.day(story.at.date_naive(), today);
            justified(&format!("  {}", story.note), &day, width, theme.dim(), theme.dim())
        }
        None => {
            let sign = view.goal.terms.sign.clone().unwrap_or_else(|| lang.t("goal-no-check-in").into_owned());
            justified(&format!("  {sign}"), "", width, theme.dim(), theme.dim())
        }
    }
}

fn key_line(model: &Model, key: &BoardKey, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let Some(pillar) = Content::built_in().pillar(&key.key) else { return Line::default() };
    let level = key.level().map_or_else(|| "-".to_owned(), |l| l.to_string());
    let series: Vec<f64> = key.ratings.iter().map(|r| f64::from(r.level)).collect();
    let spark = text::pad(&theme.sparkline(&series, 5), 6);
    // The boxes of the moment that matters most often; on a first setup those of the setup.
    let session: Vec<&BoardItem> = key.items.iter().filter(|i| i.when == ItemMoment::Session).collect();
    let boxes: String = session.iter().map(|i| theme.checkbox(i.state)).collect();
    let name = if width >= 44 { lang.pick(&pillar.name) } else { lang.pick(&pillar.short) };
    let room = width.saturating_sub(2 + 3 + 6 + text::columns(&boxes) + 1);
    Line::from(vec![
        Span::styled(format!("{} ", pillar.letter), theme.accent()),
        Span::raw(text::pad(name, room)),
        Span::styled(format!("{level}  "), theme.strong()),
        Span::styled(spark, theme.progress()),
        Span::styled(format!(" {boxes}"), theme.dim()),
    ])
}

/// Above the items of an open key: how it feels and what that means; when it is low, a next step and a question.
fn open_key_head(model: &Model, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let (lang, theme, content) = (model.lang, model.theme, Content::built_in());
    let Some(key) = model.desk.chosen_key() else { return area };
    let Some(pillar) = content.pillar(&key.key) else { return area };
    let mut told: Vec<(String, Style)> = Vec::new();
    match key.level().and_then(|level| pillar.ratings.iter().find(|r| r.level == level)) {
        Some(rating) => {
            let series: Vec<f64> = key.ratings.iter().map(|r| f64::from(r.level)).collect();
            let spark = theme.sparkline(&series, 8);
            told.push((format!("{}  {spark}  {}", rating.level, lang.pick(&rating.text)), theme.text()));
        }
        None => {
            let key = model.keymap.keys("mentor.feel").first().map(|k| k.shown(theme.ascii)).unwrap_or_default();
            told.push((lang.fill("mentor-not-felt", [("key", key.into())]), theme.dim()));
        }
    }
    if key.is_low() {
        let arrow = theme.sign(Sign::Arrow);
        told.push((format!("{arrow} {}", lang.pick(&pillar.next_step)), theme.strong()));
        let role = model.desk.pair_view().map(|v| (v.pair.role, v.pair.direction));
        let fits = |who| role.is_none_or(|(r, d)| crate::domain::checklist::shown_to(who, r, d));
        if let Some(question) = pillar.questions.iter().find(|q| q.when == ItemMoment::Session && fits(q.who)) {
            told.push((format!("? {}", lang.pick(&question.text)), theme.text()));
        }
    }
    let mut y = area.y;
    // The items keep at least half of the pane.
    let limit = area.y + area.height / 2;
    for (text_, style) in told {
        for row in text::wrap_text(&text_, usize::from(area.width.max(1))) {
            if y >= limit {
                break;
            }
            canvas.buf.set_stringn(area.x, y, row, usize::from(area.width), style);
            y += 1;
        }
    }
    let used = (y - area.y + 1).min(area.height);
    Rect { y: area.y + used, height: area.height - used, ..area }
}

fn mentor_item(model: &Model, desk: &Desk, i: usize, width: usize) -> Item {
    let (lang, theme) = (model.lang, model.theme);
    let Some(key) = desk.chosen_key() else { return Item::default() };
    let item = &key.items[i];
    let mut head = Vec::new();
    if i == 0 || key.items[i - 1].when != item.when {
        let mut title = item.when.label(lang).into_owned();
        if item.when == ItemMoment::Session
            && let Some(at) = board_session(desk)
        {
            title = format!("{title} {} {}", theme.sign(Sign::Dot), lang.day(at.date_naive(), model.now.wall.date_naive()));
        }
        head.push(Line::from(Span::styled(title, theme.strong())));
    }
    let words = match &item.own {
        Some(own) => text::term_safe_line(&own.text).into_owned(),
        None => Content::built_in().item(&item.id).map_or("", |i| lang.pick(&i.text)).to_owned(),
    };
    let body = text::wrap_text(&words, width.saturating_sub(4).max(4))
        .into_iter()
        .enumerate()
        .map(|(n, row)| {
            let lead = if n == 0 { theme.checkbox(item.state) } else { "   " };
            Line::from(vec![
                Span::raw(format!("{lead} ")),
                Span::styled(text::pad(row, width.saturating_sub(4)), if item.state == crate::domain::checklist::TickState::Open { theme.text() } else { theme.dim() }),
            ])
        })
        .collect();
    Item { head, body }
}

/// When the session was whose boxes the board shows.
fn board_session(desk: &Desk) -> Option<crate::domain::Moment> {
    let id = desk.data.as_ref()?.board.session?;
    desk.sessions().iter().find(|r| r.session.id == id).map(|r| r.session.at)
}
