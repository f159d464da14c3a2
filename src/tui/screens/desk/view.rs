//! Drawing the desk.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Pane;
use super::card::{self, role_id};
use super::content;
use super::rows::{FEEL, key_name, row};
use crate::domain::checklist::{BoardKey, ItemMoment, Model as Content, Question};
use crate::domain::pair::{Pair, PairStatus};
use crate::domain::signals::Signal;
use crate::domain::views::PairView;
use crate::domain::{Entry, Visibility};
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
use crate::tui::widgets::put::Put;

/// Both are read when they are asked for the first time.
pub fn get_ready(lang: Lang) {
    Content::built_in();
    lang.t(title_id(Pane::Pairs));
}

pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let rows = |pane, width, limit| content::rows(model, pane, width, limit);
    let places = layout::places(area, model.desk.focus, &rows);
    header(model, places.header, canvas);
    if let Some(about) = places.about {
        card::line(model, about, canvas);
    }
    if let Some(tabs) = places.tabs {
        draw_tabs(model, tabs, canvas);
    }
    // Frames share their lines: the one in focus is drawn over its neighbours, and the names over all of them.
    let focused = |pane: Pane| model.overlays.is_empty() && model.desk.focus == pane;
    let (first, last): (Vec<_>, Vec<_>) = places.panes.iter().copied().partition(|(pane, _)| !focused(*pane));
    for (pane, place) in first.into_iter().chain(last) {
        frame::border(focused(pane), model.theme, place, canvas.buf);
    }
    for (pane, place) in places.panes {
        draw_pane(model, pane, place, focused(pane), canvas);
    }
}

/// With whom, and when next. The name is there at any width; what tells more gives way to it.
fn header(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, lang) = (model.theme, model.lang);
    let dot = theme.sign(Sign::Dot);
    let area = Rect { width: area.width.saturating_sub(model.corner()), ..area };
    let width = usize::from(area.width);
    let own_name = if width >= 100 { "tomoni   " } else { "" };
    let view = model.desk.pair_view();
    let name = view.map(|view| text::term_safe_line(&view.pair.name).into_owned()).unwrap_or_default();
    let about = view.map(|view| about_pair(model, &view.pair)).unwrap_or_default();
    let meetings = view.map(|view| next_meeting(model, view)).unwrap_or_default();
    let marks = [(model.read_only().is_some(), "look-only"), (model.sample, "sample-journal")];
    let marks: Vec<String> = marks.iter().filter(|(is, _)| *is).map(|(_, id)| lang.t(id).into_owned()).collect();
    let rights = with_marks(&marks, &meetings, dot);
    let lefts =
        (0..=about.len()).rev().map(|n| about[..n].iter().map(|part| format!(" {dot} {part}")).collect::<String>());
    let lefts: Vec<String> = lefts.collect();
    let taken = text::columns(own_name) + text::columns(&name) + 4;
    let fits = |left: &str, right: &str| taken + text::columns(left) + text::columns(right) <= width;
    // First what stands at the right gets shorter, then what stands behind the name.
    let both = lefts.iter().flat_map(|left| rights.iter().map(move |right| (left.as_str(), right.as_str())));
    let shortest = rights.last().map_or("", String::as_str);
    let (left, right) = both.into_iter().find(|(left, right)| fits(left, right)).unwrap_or(("", shortest));
    let right = text::truncate(right, (width / 2).max(width.saturating_sub(taken))).into_owned();
    let right_width = text::columns(&right);
    canvas.buf.put_string(area.right().saturating_sub(right_width as u16 + 1), area.y, &right, theme.dim());
    let room = width.saturating_sub(right_width + text::columns(own_name) + text::columns(left) + 3);
    let name = text::truncate_with(&name, room, theme.sign(Sign::Ellipsis)).into_owned();
    let spans = vec![
        Span::raw(" "),
        Span::styled(own_name, theme.dim()),
        Span::styled(name, theme.strong()),
        Span::styled(left.to_owned(), theme.dim()),
    ];
    canvas.buf.put_line(area.x, area.y, &Line::from(spans), (width.saturating_sub(right_width + 2)) as u16);
}

/// The words at the right from long to short: first without what kind of journal it is, then with less about the meeting.
fn with_marks(marks: &[String], meetings: &[String], dot: &str) -> Vec<String> {
    let joined = |parts: Vec<&str>| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(&format!(" {dot} "))
    };
    let all = marks.iter().map(String::as_str);
    // That nothing can be written is told as long as anything is.
    let needed = marks.first().map(String::as_str).into_iter();
    let (long, short) = (meetings.first(), meetings.last());
    let with = |marks: Vec<&str>, meeting: Option<&String>| {
        joined(marks.into_iter().chain(meeting.map(String::as_str)).collect())
    };
    let mut rights: Vec<String> = Vec::new();
    rights.push(with(all.clone().collect(), long));
    rights.extend(meetings.iter().skip(1).map(|meeting| with(all.clone().collect(), Some(meeting))));
    rights.push(with(needed.collect(), short));
    rights.push(with(Vec::new(), short));
    rights
}

/// What stands behind the name: in which direction the two learn, and which part is one's own.
fn about_pair(model: &Model, pair: &Pair) -> Vec<String> {
    let role = model.lang.t(role_id(pair.role)).into_owned();
    vec![pair.direction.label(model.lang).into_owned(), role]
}

/// When the two meet next, in words that get shorter.
fn next_meeting(model: &Model, view: &PairView) -> Vec<String> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    if let Some((clock, started)) = model.running().and_then(|s| Some((live::clock(model, s)?, s.started?))) {
        return vec![lang.fill("live-since", [("time", lang.time(started).into()), ("clock", clock.into())])];
    }
    match (view.pair.status, view.pair.paused_until) {
        (PairStatus::Paused, Some(day)) => {
            return vec![lang.fill("header-paused-until", [("day", lang.day(day, today).into())])];
        }
        (PairStatus::Paused | PairStatus::Ended, _) => return vec![view.pair.status.label(lang).into_owned()],
        (PairStatus::Candidate | PairStatus::Setup | PairStatus::Active, _) => {}
    }
    let Some(next) = view.next_at else { return vec![lang.t("header-no-next").into_owned()] };
    let day = next.date_naive();
    let when = format!("{} {}", lang.full_day(day, today), lang.time(next));
    let distance = lang.distance(day, today);
    vec![
        lang.fill("header-next", [("when", when.as_str().into()), ("distance", distance.into())]),
        lang.fill("header-next-short", [("when", when.as_str().into())]),
        when,
    ]
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
        canvas.buf.put_string(x, area.y, &name, style);
        canvas.measured.tabs.push((*tab, Rect::new(x, area.y, width, 1)));
        x += width + 3;
    }
    if let Some(meeting) = meeting_with_another(model) {
        let width = text::columns(&meeting) as u16;
        if x + width < area.right() {
            canvas.buf.put_string(area.right() - width - 1, area.y, &meeting, theme.text());
        }
    }
    let rule = theme.sign(Sign::Horizontal).repeat(usize::from(area.width));
    canvas.buf.put_string(area.x, area.y + 1, rule, theme.dim());
}

/// Where the pairs are out of sight: the next meeting of today or tomorrow with somebody else.
fn meeting_with_another(model: &Model) -> Option<String> {
    let here = model.desk.pair_view().map(|view| view.pair.id);
    let meetings = model.desk.due.iter().filter(|due| due.signal == Signal::Meeting);
    let other = meetings.into_iter().find(|due| Some(due.pair) != here)?;
    let said = model.lang.signal(other, model.now.wall.date_naive());
    let said = model.lang.fill("due-of", [("name", other.name.as_str().into()), ("said", said.into())]);
    Some(text::term_safe_line(&said).into_owned())
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

fn draw_pane(model: &Model, pane: Pane, area: Rect, focused: bool, canvas: &mut Canvas<'_>) {
    let inner = content::inside(area);
    let (len, chosen) = model.desk.list_of(pane);
    let body = match pane {
        Pane::Mentor => around_keys(model, inner, canvas),
        Pane::Pairs => above_card(model, inner, canvas),
        Pane::Promises | Pane::Later | Pane::Sessions | Pane::Lines | Pane::Goals => inner,
    };
    let width = usize::from(body.width);
    // With room for everything nothing is shortened; without it the name says where one is.
    let whole = content::list_rows(model, pane, width, body.height) <= usize::from(body.height);
    let (title, word) = titled(model, pane);
    let title = match chosen.filter(|_| !whole) {
        Some(place) => {
            let placed = format!("{title} {}/{}", place + before(model, pane) + 1, total(model, pane, len));
            // The place gives way before the name is cut.
            if frame::has_room(&placed, &word, area) || !frame::has_room(&title, &word, area) { placed } else { title }
        }
        None => title,
    };
    frame::name(&title, &word, focused, model.theme, area, canvas.buf);
    if len == 0 {
        empty(model, pane, body, canvas);
        return;
    }
    let item = |i: usize| row(model, pane, i, width, whole);
    let style = if focused { model.theme.selected() } else { model.theme.remembered() };
    // The lines of a note are prose: outside the focus none of them stands out.
    let chosen =
        chosen.filter(|_| focused || !matches!(pane, Pane::Lines | Pane::Promises | Pane::Later | Pane::Mentor));
    let offset = model.desk.offsets.get(&pane).copied().unwrap_or(0);
    let list = List { len, chosen, style, offset, more: model.theme.more(), item: &item };
    let listed = list::draw(&list, body, canvas.buf);
    canvas.measured.panes.push((pane, listed));
}

/// How many rows there are before those that are here.
fn before(model: &Model, pane: Pane) -> usize {
    match pane {
        Pane::Sessions => model.desk.data.as_ref().map_or(0, |d| d.first as usize),
        _ => 0,
    }
}

/// How many there are in all, as far as that is known.
fn total(model: &Model, pane: Pane, len: usize) -> String {
    let data = model.desk.data.as_ref();
    match pane {
        Pane::Sessions => {
            let more = if data.is_some_and(|d| d.more) { "+" } else { "" };
            format!("{}{more}", before(model, pane) + len)
        }
        Pane::Promises => data.map_or(len, |d| len.max(d.open_actions as usize)).to_string(),
        _ => len.to_string(),
    }
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
                None => reaching(model, desk.lines().iter()),
            };
            (title, word)
        }
        Pane::Promises => (name, reaching(model, desk.promises().iter().map(|t| &t.entry))),
        Pane::Goals => (name, lang.t("seen-both").into_owned()),
        Pane::Mentor if desk.key_open => {
            let pillar = desk.chosen_key().and_then(|k| Content::built_in().pillar(&k.key));
            let title = pillar.map_or(name, |p| format!("{} {}", p.letter, key_name(lang, p)));
            (title, private)
        }
        Pane::Later | Pane::Mentor => (name, private),
        Pane::Pairs | Pane::Sessions => (name, String::new()),
    }
}

/// Who could see the lines of a pane: nobody else, the partner too, or some of them. One word alone would speak for
/// lines that it is not true of.
fn reaching<'a>(model: &Model, lines: impl Iterator<Item = &'a Entry>) -> String {
    let (shared, own): (Vec<_>, Vec<_>) =
        lines.partition(|e| e.visibility >= Visibility::Partner && !e.raw.is_sealed());
    let lang = model.lang;
    match (shared.len(), own.len()) {
        (0, 0) => String::new(),
        (0, _) => Visibility::Private.label(lang).into_owned(),
        (_, 0) => lang.t("seen-both").into_owned(),
        (n, more) => lang.fill("seen-some", [("n", n.into()), ("all", (n + more).into())]),
    }
}

/// What belongs in an empty pane, and which key starts it.
fn empty(model: &Model, pane: Pane, area: Rect, canvas: &mut Canvas<'_>) {
    if !model.desk.loaded {
        return;
    }
    let waiting = model.desk.pair_view().is_some() && model.desk.data.is_none();
    if waiting {
        return;
    }
    if model.desk.pair_view().is_none() {
        // One sentence is enough, and behind the welcome there is none.
        if model.desk.focus == pane && model.overlays.is_empty() {
            let (id, command) = match pane {
                Pane::Pairs => ("empty-pairs", "pairs.new"),
                _ => ("empty-no-pair", "desk.new-pair"),
            };
            told(&offer(model, id, command), model, area, canvas);
        }
        return;
    }
    let leaves_out = matches!(pane, Pane::Promises | Pane::Later | Pane::Lines | Pane::Mentor);
    if model.shares_screen() && leaves_out {
        return told(&model.lang.t("share-nothing"), model, area, canvas);
    }
    let (id, command) = match pane {
        Pane::Pairs => return,
        Pane::Promises => ("empty-promises", "sessions.new"),
        Pane::Later => ("empty-later", "desk.new-later"),
        Pane::Sessions => ("empty-sessions", "sessions.new"),
        // The pane above says it.
        Pane::Lines if model.desk.session_row().is_none() => return,
        Pane::Lines => ("empty-note", "sessions.open"),
        Pane::Goals => ("empty-goals", "goals.new"),
        Pane::Mentor => ("empty-mentor", "mentor.new"),
    };
    told(&offer(model, id, command), model, area, canvas);
}

/// What an empty pane says: how to fill it, unless nothing may be changed.
fn offer(model: &Model, id: &str, command: &str) -> String {
    if command::find(command).is_none_or(|command| command.is_refused(model)) {
        return model.lang.t("empty-read-only").into_owned();
    }
    with_key(model, id, command)
}

fn with_key(model: &Model, id: &str, command: &str) -> String {
    let key = model.keymap.keys(command).first().map(|k| k.shown(model.theme.ascii)).unwrap_or_default();
    model.lang.fill(id, [("key", key.into())])
}

fn told(said: &str, model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let rows = text::wrap_text(said, usize::from(area.width.max(1)));
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        canvas.buf.put_stringn(area.x, y, row, usize::from(area.width), model.theme.dim());
    }
}

/// What is told about a key beside its items: how it feels and what that means; when it is low, a next step and a
/// question.
pub(super) fn about_key(model: &Model, key: &BoardKey) -> Vec<(String, Style)> {
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
        let fits = |q: &Question| role.is_none_or(|(role, direction)| q.fits(role, direction));
        if let Some(question) = pillar.questions.iter().find(|q| q.when == ItemMoment::Session && fits(q)) {
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
            canvas.buf.put_stringn(area.x, y, row, usize::from(area.width), style);
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

/// The Pairs pane above what is worth a look and the card of the chosen pair, where there is room. Returns what is left
/// for the list.
fn above_card(model: &Model, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let pairs = model.desk.pairs.len() as u16;
    let below = card::told(model, usize::from(area.width), model.size.0 >= layout::WIDE);
    if below.is_empty() || area.height < pairs + 3 {
        return area;
    }
    let place = Rect { y: area.y + pairs + 1, height: area.height - pairs - 1, ..area };
    tell(below, place, canvas);
    Rect { height: pairs, ..area }
}
