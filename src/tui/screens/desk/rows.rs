//! What the rows of the panes say.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Desk, Pane};
use crate::capture;
use crate::domain::checklist::{BoardKey, ItemMoment, Model as Content, Pillar, TickState};
use crate::domain::entry::EntryState;
use crate::domain::goal::{GoalStatus, GoalView};
use crate::domain::moment::days_until;
use crate::domain::pair::PairStatus;
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::{PairView, SessionRow, Traced};
use crate::domain::{Entry, Moment, Owner};
use crate::i18n::{GoalNumbers, Label, Lang};
use crate::text;
use crate::tui::model::Model;
use crate::tui::screens::due;
use crate::tui::screens::search::marks;
use crate::tui::theme::Sign;
use crate::tui::widgets::list::Item;

/// `whole`: there is room for everything, so nothing is shortened.
pub fn row(model: &Model, pane: Pane, i: usize, width: usize, whole: bool) -> Item {
    let desk = &model.desk;
    match pane {
        Pane::Pairs => Item::line(pair_line(model, &desk.pairs[i], width)),
        Pane::Promises => promise(model, &desk.promises()[i], (i, whole), width),
        Pane::Later => later(model, &desk.for_later()[i], (i, whole), width),
        Pane::Sessions => Item::line(session_line(model, &desk.sessions()[i], width)),
        Pane::Lines => note_line(model, &desk.lines()[i], width),
        Pane::Goals => goal_lines(model, &desk.goals()[i], width, whole),
        Pane::Mentor if desk.key_open => mentor_item(model, desk, i, width),
        Pane::Mentor => Item::line(key_line(model, &desk.keys()[i], width)),
    }
}

/// Columns of a day: `2025-11-28`, 「11/28(金)」.
const DAY: usize = 11;
/// How low and how high a key can feel.
pub const FEEL: (f64, f64) = (1.0, 5.0);
/// From so many columns on a day stands beside the words of a promise.
const ROOMY: usize = 40;
/// Columns before what is told about a promise or a goal.
const BELOW: usize = 2;
/// Columns of the trend of a key.
const SPARK: usize = 5;

/// Text at the left, and text at the right that is always whole.
fn justified(left: &str, right: &str, width: usize, left_style: Style, right_style: Style) -> Line<'static> {
    let left = text::term_safe_line(left);
    let right_width = text::columns(right);
    let room = width.saturating_sub(right_width + usize::from(right_width > 0));
    let left = text::pad(&left, room);
    let gap = if right_width > 0 { " " } else { "" };
    Line::from(vec![Span::styled(left, left_style), Span::raw(gap), Span::styled(right.to_owned(), right_style)])
}

fn pair_line(model: &Model, view: &PairView, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let today = model.now.wall.date_naive();
    let right = match (view.pair.status, view.next_at) {
        (PairStatus::Active, Some(next)) if days_until(today, next.date_naive()) <= 1 => {
            format!("{} {}", lang.near_day(next.date_naive(), today), lang.time(next))
        }
        (PairStatus::Active, Some(next)) => lang.near_day(next.date_naive(), today),
        (PairStatus::Active, None) => String::new(),
        (status, _) => status.label(lang).into_owned(),
    };
    let quiet = matches!(view.pair.status, PairStatus::Ended | PairStatus::Paused);
    justified(&view.pair.name, &right, width, if quiet { theme.dim() } else { theme.text() }, theme.dim())
}

/// Columns of how a session was: as many as the longest word in the list takes, so that none of them is cut.
fn how_width(model: &Model) -> usize {
    let lang = model.lang;
    let sessions = || model.desk.sessions().iter().map(|row| &row.session);
    let in_words = |status: &&SessionStatus| {
        **status != SessionStatus::Held && sessions().any(|s| s.status == **status && !s.is_running())
    };
    let states = SessionStatus::ALL.iter().filter(in_words).map(|status| text::columns(&status.label(lang)));
    let longest = sessions().filter_map(|s| s.minutes).max().map(|most| text::columns(&lang.minutes(most)));
    let live = ["live-running", "live-minutes-asked"].map(|id| text::columns(&lang.t(id)));
    let live = live.into_iter().filter(|_| sessions().any(Session::is_running));
    states.chain(longest).chain(live).max().unwrap_or(0)
}

fn session_line(model: &Model, row: &SessionRow, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let session = &row.session;
    let day = lang.near_day(session.at.date_naive(), model.now.wall.date_naive());
    let day = text::pad_left(&day, DAY);
    let how = match (session.status, session.minutes) {
        _ if session.is_running() => match model.minutes_used(session) {
            Some(_) => lang.t("live-running").into_owned(),
            None => lang.t("live-minutes-asked").into_owned(),
        },
        (SessionStatus::Held, Some(minutes)) => lang.minutes(minutes),
        (SessionStatus::Held, None) => String::new(),
        (status, _) => status.label(lang).into_owned(),
    };
    let counts = |sign: &str, n: u32| if n > 0 { format!("{sign} {n:<2}") } else { "    ".to_owned() };
    let right = format!("{} {}", counts("!", row.actions), counts("^", row.learnings));
    // A session without a heading is known by its first words.
    let named = !session.theme.trim().is_empty();
    let opening = capture::body(&row.opening);
    let first = opening.lines().next().unwrap_or_default();
    let sealed = lang.t("note-sealed");
    let unnamed = if first.is_empty() && session.sealed { sealed.as_ref() } else { first };
    let heading = if named { session.theme.as_str() } else { unnamed };
    let style = if session.status == SessionStatus::Held && named { theme.text() } else { theme.dim() };
    let begins = format!("{day}  {}  ", text::pad(&how, how_width(model)));
    let room = width.saturating_sub(text::columns(&begins) + text::columns(right.trim_end()) + 1);
    let when = time_of(session, text::columns(heading), room, lang);
    let left = format!("{begins}{when}{heading}");
    justified(&left, right.trim_end(), width, style, theme.dim())
}

/// When a planned session begins and ends, where there is room for it beside its heading.
fn time_of(session: &Session, heading: usize, room: usize, lang: Lang) -> String {
    /// So many columns of a heading are enough to know it.
    const KNOWN: usize = 16;
    let when = format!("{}  ", lang.span(session.at, session.minutes));
    let fits = text::columns(&when) + heading.min(KNOWN) <= room;
    if session.status == SessionStatus::Planned && fits { when } else { String::new() }
}

/// The marker of a line as it was typed.
fn sign_of(entry: &Entry) -> Cow<'_, str> {
    let Some(first) = entry.raw.text().map(capture::first_line_of) else {
        // What cannot be read is told by its kind.
        return capture::marker_for(entry.kind, entry.owner).trim_end().to_owned().into();
    };
    let parsed = capture::parse_line(first);
    if parsed.escaped { "".into() } else { first[parsed.marker].trim_end().into() }
}

/// When something open is due: dim while that is ahead, as visible as its words once it is past.
fn due_beside(model: &Model, entry: &Entry) -> (String, Style) {
    let is_past = entry.due.is_some_and(|due| due < model.now.wall.date_naive());
    let style = if is_past { model.theme.text() } else { model.theme.dim() };
    (due::said(model, entry).unwrap_or_default(), style)
}

/// The lines of an entry: its sign, its words wrapped, and something at the right of the first row.
fn entry_lines(model: &Model, entry: &Entry, width: usize, right: (String, Style)) -> Vec<Line<'static>> {
    let theme = model.theme;
    let sign = sign_of(entry);
    let sign = text::term_safe_line(&sign);
    let indent = text::columns(&sign).max(1) + 1;
    let (right, right_style) = right;
    let right_width = if right.is_empty() { 0 } else { text::columns(&right) + 1 };
    let room = width.saturating_sub(indent + right_width).max(4);
    let style = if entry.can_settle() { theme.state_text(entry.state) } else { theme.kind_text(entry.kind) };
    let body = capture::body_or(&entry.raw, |raw| model.lang.unreadable(raw));
    let mut lines = Vec::new();
    for line in body.lines() {
        let safe = text::term_safe_line(line);
        let found = marks::places(&safe, &model.desk.needles);
        for row in text::wrap_text_ranges(&safe, room) {
            let mut spans = match lines.is_empty() {
                true => vec![Span::styled(text::pad(&sign, indent), theme.kind_sign(entry.kind))],
                false => vec![Span::raw(" ".repeat(indent))],
            };
            let missing = room.saturating_sub(text::columns(&safe[row.clone()]));
            spans.extend(marks::spans(&safe, row, &found, theme, style));
            if lines.is_empty() && !right.is_empty() {
                spans.push(Span::styled(" ".repeat(missing), style));
                spans.push(Span::styled(format!(" {right}"), right_style));
            }
            lines.push(Line::from(spans));
        }
    }
    if lines.is_empty() {
        lines.push(Line::from(Span::styled(sign.into_owned(), theme.kind_sign(entry.kind))));
    }
    lines
}

/// What is known of a line beside its words: what became of it, when it is due, and who may see it if somebody chose.
fn about_line(model: &Model, entry: &Entry) -> (String, Style) {
    let (lang, mut style) = (model.lang, model.theme.dim());
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    if entry.can_settle() {
        match entry.state {
            EntryState::Open if entry.kind.has_life() => {
                let (words, seen) = due_beside(model, entry);
                parts.extend(Some(words).filter(|words| !words.is_empty()).map(Cow::from));
                style = seen;
            }
            EntryState::Open if entry.settled_in.is_none() => {}
            _ => parts.push(lang.state_of(entry)),
        }
    }
    if entry.visibility != entry.kind.default_visibility() {
        parts.push(entry.visibility.label(lang));
    }
    if entry.raw.is_sealed() {
        parts.push(lang.t("line-sealed"));
    }
    (parts.join(" "), style)
}

fn note_line(model: &Model, entry: &Entry, width: usize) -> Item {
    let about = about_line(model, entry);
    let mut body = entry_lines(model, entry, width, about);
    if entry.kind.has_life() {
        let came_of_it = [(&entry.result, "line-result"), (&entry.learned, "line-learned")];
        for (words, id) in came_of_it.into_iter().filter_map(|(w, id)| w.as_ref().map(|w| (w, id))) {
            let told = model.lang.fill(id, [("text", text::term_safe_line(words).into())]);
            let arrow = model.theme.sign(Sign::Arrow);
            let indent = text::columns(arrow) + 3;
            let found = marks::places(&told, &model.desk.needles);
            let rows = text::wrap_text_ranges(&told, width.saturating_sub(indent).max(4));
            for (n, row) in rows.into_iter().enumerate() {
                let lead = if n == 0 { format!("  {arrow} ") } else { " ".repeat(indent) };
                let mut spans = vec![Span::styled(lead, model.theme.dim())];
                spans.extend(marks::spans(&told, row, &found, model.theme, model.theme.dim()));
                body.push(Line::from(spans));
            }
        }
    }
    Item { head: Vec::new(), body }
}

/// In a narrow column a line takes two rows at most, unless it is the chosen one.
fn shortened(model: &Model, pane: Pane, i: usize, mut body: Vec<Line<'static>>, width: usize) -> Vec<Line<'static>> {
    let chosen = model.desk.focus == pane && model.desk.list_of(pane).1 == Some(i);
    if body.len() > 2 && !chosen {
        body.truncate(2);
        if let Some((words, before)) = body.last_mut().and_then(|l| l.spans.split_last_mut()) {
            let room = width.saturating_sub(before.iter().map(|s| text::columns(&s.content)).sum());
            let ellipsis = model.theme.sign(Sign::Ellipsis);
            let cut = format!("{} {ellipsis}", words.content.trim_end());
            words.content = text::truncate_with(&cut, room, ellipsis).into_owned().into();
        }
    }
    body
}

fn later(model: &Model, entry: &Entry, (i, whole): (usize, bool), width: usize) -> Item {
    let sealed = if entry.raw.is_sealed() { model.lang.t("line-sealed").into_owned() } else { String::new() };
    let body = entry_lines(model, entry, width, (sealed, model.theme.dim()));
    Item { head: Vec::new(), body: if whole { body } else { shortened(model, Pane::Later, i, body, width) } }
}

/// An open promise: what, by whom, until when, and below it where it came from.
fn promise(model: &Model, action: &Traced, (i, whole): (usize, bool), width: usize) -> Item {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let due = due_beside(model, &action.entry);
    let in_words = due::said_in_words(model, &action.entry).unwrap_or_default();
    // Beside the words only where they keep enough room, else it leads what is told below them.
    let nothing = (String::new(), model.theme.dim());
    let (beside, below) = if width >= ROOMY { (due, nothing) } else { (nothing, (in_words, due.1)) };
    let body = entry_lines(model, &action.entry, width, beside);
    let mut body = if whole { body } else { shortened(model, Pane::Promises, i, body, width) };
    // The sign says already whose it is; in words it comes last, where there is room.
    let who = match action.entry.owner {
        Owner::Partner => model.desk.partner(),
        owner => owner.label(lang).into_owned(),
    };
    let carried = if action.carried > 0 { lang.count("promise-carried", action.carried) } else { String::new() };
    let dot = model.theme.sign(Sign::Dot);
    let room = width.saturating_sub(BELOW + text::columns(&below.0));
    let from = match action.origin.map(|at| lang.day(at.date_naive(), today)) {
        Some(day) => {
            let told = lang.fill("ledger-made", [("day", day.as_str().into())]);
            match (below.0.is_empty(), text::columns(&told) + 3 <= room) {
                (_, true) => told,
                (true, false) => day,
                // Without its words, a second day would read as another due date.
                (false, false) => String::new(),
            }
        }
        None => lang.t("promise-in-between").into_owned(),
    };
    let told = as_many_as_fit(&below.0, [from, carried, who], &format!(" {dot} "), room);
    body.push(Line::from(vec![
        Span::raw(" ".repeat(BELOW)),
        Span::styled(below.0, below.1),
        Span::styled(told, model.theme.dim()),
    ]));
    Item { head: Vec::new(), body }
}

/// Parts one after the other behind `first`, each of them whole, as many as there is room for.
fn as_many_as_fit(first: &str, parts: [String; 3], between: &str, room: usize) -> String {
    let mut told = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let gap = if first.is_empty() && told.is_empty() { "" } else { between };
        if text::columns(&told) + text::columns(gap) + text::columns(&part) <= room {
            told.push_str(gap);
            told.push_str(&part);
        }
    }
    told
}

fn goal_lines(model: &Model, view: &GoalView, width: usize, whole: bool) -> Item {
    let (lang, theme) = (model.lang, model.theme);
    let goal = &view.goal;
    let today = model.now.wall.date_naive();
    let open = goal.status.is_open();
    let (right, right_style) = match (goal.status, goal.terms.due) {
        (GoalStatus::Active, Some(due)) if due < today => (lang.due_in_words(due, today), theme.text()),
        (GoalStatus::Active, Some(due)) => (lang.day(due, today), theme.dim()),
        (GoalStatus::Active, None) => (String::new(), theme.dim()),
        // Where nothing is told below it, it is told here whose it was.
        (status, _) => {
            let dot = theme.sign(Sign::Dot);
            let whose = if open { String::new() } else { format!("{} {dot} ", goal.owner.label(lang)) };
            (format!("{whose}{}", status.label(lang)), theme.dim())
        }
    };
    let style = if open { theme.text() } else { theme.dim() };
    let right_width = text::columns(&right) + usize::from(!right.is_empty());
    let title = text::term_safe_line(&goal.terms.title);
    let room = width.saturating_sub(right_width).max(4);
    let rows = if whole { text::wrap_text(&title, room) } else { vec![&*title] };
    let mut body: Vec<Line<'static>> = Vec::new();
    for (n, row) in rows.into_iter().enumerate() {
        let mut spans = vec![Span::styled(text::pad(row, room), style)];
        if n == 0 && !right.is_empty() {
            spans.push(Span::styled(format!(" {right}"), right_style));
        }
        body.push(Line::from(spans));
    }
    if open {
        body.push(progress(model, view, width));
    }
    Item { head: Vec::new(), body }
}

/// The numbers of a goal, short; what was never looked at stands where it began.
pub fn stand(model: &Model, view: &GoalView) -> Option<String> {
    let numbers = GoalNumbers::of(view);
    let now = match numbers.target {
        Some(_) => numbers.now.or(Some(0.0)),
        None => view.measured(),
    };
    let told = model.lang.goal_numbers_short(&GoalNumbers { now, ..numbers });
    told.map(|told| told.replace('→', model.theme.sign(Sign::Arrow)))
}

/// How far a goal has come: by numbers as a bar with its series, by signs as its latest story.
fn progress(model: &Model, view: &GoalView, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let today = model.now.wall.date_naive();
    let owner = view.goal.owner.label(lang);
    if let (Some(share), Some(target)) = (view.progress(), view.goal.terms.target) {
        let unit = view.goal.terms.unit.as_deref().map(|u| format!(" {u}")).unwrap_or_default();
        let of = format!("{}{unit}", stand(model, view).unwrap_or_default());
        let start = view.start().unwrap_or(0.0);
        let spark = theme.sparkline(&view.series(), 8, (start.min(target), start.max(target)));
        let beside = text::columns(&owner) + text::columns(&of) + text::columns(&spark) + BELOW + 5;
        let bar = width.saturating_sub(beside).min(20);
        let full = (share * bar as f64).round() as usize;
        return Line::from(vec![
            Span::styled(format!("{}{owner} ", " ".repeat(BELOW)), theme.dim()),
            Span::styled(theme.sign(Sign::Full).repeat(full), theme.progress()),
            Span::styled(theme.sign(Sign::Rest).repeat(bar.saturating_sub(full)), theme.dim()),
            Span::styled(format!(" {of}  "), theme.dim()),
            Span::styled(spark, theme.progress()),
        ]);
    }
    let (words, day) = match (view.checkins.last(), view.story()) {
        // A number without a target says how far it has come all the same.
        (Some(last), story) if view.measured().is_some() || story.is_none() => {
            let unit = view.goal.terms.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let number = view.measured().map(|number| format!("{}{unit}", lang.number(number)));
            let confidence = last.confidence.filter(|_| number.is_none());
            let confidence = confidence.map(|confidence| lang.count("goal-confidence", confidence));
            let words = [number, confidence, story.map(|story| story.note.clone())];
            (words.into_iter().flatten().collect::<Vec<_>>().join("  "), Some(last.at))
        }
        (_, Some(story)) => (story.note.clone(), Some(story.at)),
        (_, None) => {
            let sign = view.goal.terms.sign.clone();
            (sign.unwrap_or_else(|| lang.t("goal-no-check-in").into_owned()), None)
        }
    };
    let day = day.map(|at| lang.day(at.date_naive(), today)).unwrap_or_default();
    let told = format!("{}{owner} {} {words}", " ".repeat(BELOW), theme.sign(Sign::Dot));
    justified(&told, &day, width, theme.dim(), theme.dim())
}

/// The name of a key, the letter's own word, with the word that explains it behind it.
pub fn key_name(lang: Lang, pillar: &Pillar) -> String {
    let (name, short) = (lang.pick(&pillar.name), lang.pick(&pillar.short));
    if name == short {
        return name.to_owned();
    }
    lang.fill("key-name", [("name", name.into()), ("short", short.into())])
}

/// A key: its letter and name, how it feels now with the trend, and the boxes of every session.
fn key_line(model: &Model, key: &BoardKey, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let Some(pillar) = Content::built_in().pillar(&key.key) else { return Line::default() };
    let boxes = |key: &BoardKey| -> String {
        let session = key.items.iter().filter(|i| i.when == ItemMoment::Session);
        session.map(|i| theme.checkbox(i.state)).collect()
    };
    // The columns line up over all six keys.
    let widest = model.desk.keys().iter().map(|k| text::columns(&boxes(k))).max().unwrap_or(0);
    let level = key.level().map_or_else(|| "-".to_owned(), |l| l.to_string());
    let series: Vec<f64> = key.ratings.iter().map(|r| f64::from(r.level)).collect();
    let longest = |explained: bool| {
        let names = model.desk.keys().iter().filter_map(|key| Content::built_in().pillar(&key.key));
        names.map(|pillar| text::columns(&name_of(lang, pillar, explained))).max().unwrap_or(0)
    };
    // All six names in the same way: with what explains them, without, and in a narrow pane without the trend.
    let room = width.saturating_sub(2 + 1 + 3 + SPARK + 2 + widest);
    let trend = longest(false) <= room;
    let room = if trend { room } else { width.saturating_sub(2 + 3 + widest) };
    let name = name_of(lang, pillar, trend && longest(true) <= room);
    let spark =
        if trend { format!(" {}  ", text::pad(&theme.sparkline(&series, SPARK, FEEL), SPARK)) } else { String::new() };
    Line::from(vec![
        Span::styled(format!("{} ", pillar.letter), theme.accent()),
        Span::raw(text::pad(&name, room)),
        Span::styled(format!(" {level} "), theme.strong()),
        Span::styled(spark, theme.progress()),
        Span::styled(boxes(key), theme.dim()),
    ])
}

/// The name of a key, the letter's own word; with the word that explains it, if that is wanted.
fn name_of(lang: Lang, pillar: &Pillar, explained: bool) -> String {
    if explained { key_name(lang, pillar) } else { lang.pick(&pillar.name).to_owned() }
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
            title =
                format!("{title} {} {}", theme.sign(Sign::Dot), lang.day(at.date_naive(), model.now.wall.date_naive()));
        }
        if i > 0 {
            head.push(Line::default());
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
                Span::styled(row.to_owned(), if item.state == TickState::Open { theme.text() } else { theme.dim() }),
            ])
        })
        .collect();
    Item { head, body }
}

/// When the session was whose boxes the board shows.
fn board_session(desk: &Desk) -> Option<Moment> {
    let id = desk.data.as_ref()?.board.session?;
    desk.sessions().iter().find(|r| r.session.id == id).map(|r| r.session.at)
}
