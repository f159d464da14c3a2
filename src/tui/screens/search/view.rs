//! Drawing the search: the line one types on, what it may become, what was found, and the whole of the chosen find.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Searching, marks};
use crate::capture;
use crate::capture::query::{LONGEST_WORD, MOST_WORDS};
use crate::domain::search::{Hit, HitType};
use crate::domain::{EntryKind, Owner};
use crate::i18n::Label;
use crate::text;
use crate::tui::canvas::{Canvas, text_style};
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::editor::LineLook;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

/// The widest that it gets.
const WIDEST: u16 = 120;
/// Columns of a day, of the sign of a kind and of its word.
const DAY: usize = 11;
const SIGN: usize = 3;
const KIND: usize = 12;
const ROOMY_KIND: usize = 16;
/// From this width on the words of the kinds are whole.
const ROOMY: usize = 90;
/// Columns of an example.
const EXAMPLE: usize = 22;

pub fn draw(model: &Model, searching: &Searching, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = frame::page(&model.lang.t("search-title"), "", WIDEST, model.theme, area, canvas.buf);
    let detail = if inner.height > 15 { 4 } else { 2 };
    let [input, below, finds, rule, whole] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
        Constraint::Length(detail),
    ])
    .areas(inner);
    draw_input(model, searching, input, canvas);
    let told = beneath(model, searching, usize::from(below.width));
    canvas.buf.put_line(below.x, below.y, &told, below.width);
    if searching.asked.is_empty() {
        let rest = Rect { height: inner.bottom() - finds.y, ..finds };
        return draw_help(model, rest, canvas);
    }
    if searching.hits.is_empty() {
        if searching.answered && searching.next.is_none() {
            canvas.buf.put_string(finds.x, finds.y, model.lang.t("search-nothing"), model.theme.dim());
        }
        return;
    }
    draw_finds(model, searching, finds, canvas);
    let line = model.theme.sign(Sign::Horizontal).repeat(usize::from(rule.width));
    canvas.buf.put_string(rule.x, rule.y, line, model.theme.dim());
    if let Some(hit) = searching.chosen_hit() {
        draw_whole(model, hit, whole, canvas);
    }
}

/// The line one types on, and how much was found.
fn draw_input(model: &Model, searching: &Searching, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    let count = count(model, searching);
    let count_width = text::columns(&count) as u16;
    canvas.buf.put_string(area.right().saturating_sub(count_width), area.y, &count, theme.dim());
    canvas.buf.put_string(area.x, area.y, theme.sign(Sign::Cursor), theme.accent());
    let field = Rect { x: area.x + 2, width: area.width.saturating_sub(count_width + 3), ..area };
    canvas.caret = searching.input.render(field, canvas.buf, &text_style(theme), &|_, _| LineLook::default()).caret;
}

fn count(model: &Model, searching: &Searching) -> String {
    match searching.total {
        _ if searching.hits.is_empty() => String::new(),
        Some(total) => model.lang.count("search-finds", total),
        None => model.lang.count("search-finds-more", searching.hits.len()),
    }
}

/// Beneath the input: what Tab goes through, or what in the text means nothing.
fn beneath(model: &Model, searching: &Searching, width: usize) -> Line<'static> {
    let theme = model.theme;
    let completion = &searching.completion;
    let begun = searching.input.text().len() > completion.start();
    // What is left out of a search matters more than what may still be put in.
    if completion.candidates.is_empty()
        || !begun
        || searching.shortened
        || searching.operators
        || searching.hint.is_some()
    {
        let unsearched = (searching.unsearched > 0 && !searching.asked.is_empty())
            .then(|| model.lang.count("search-unsearched-desk", searching.unsearched).into());
        let bounds = [("words", MOST_WORDS.into()), ("letters", LONGEST_WORD.into())];
        let shortened = searching.shortened.then(|| model.lang.fill("search-shortened", bounds).into());
        let operators = searching.operators.then(|| model.lang.t("search-operators"));
        let hint = searching.hint.as_deref().map(text::term_safe_line);
        let problem = searching.problem.as_deref().map(text::term_safe_line);
        let problem = problem.or(shortened).or(hint).or(operators).or(unsearched).unwrap_or_default();
        return Line::from(Span::styled(text::truncate(&problem, width).into_owned(), theme.dim()));
    }
    let mut spans = vec![Span::styled(model.lang.t("search-completes"), theme.key())];
    // A long list begins where one is in it.
    let first = completion.chosen.unwrap_or(0);
    let mut used = text::columns(&spans[0].content);
    for (n, candidate) in completion.candidates.iter().enumerate().skip(first) {
        let shown = format!("  {}", text::term_safe_line(candidate));
        used += text::columns(&shown);
        if used > width {
            break;
        }
        let style = if completion.chosen == Some(n) { theme.strong() } else { theme.dim() };
        spans.push(Span::styled(shown, style));
    }
    Line::from(spans)
}

/// What can be typed, with an example for each.
fn draw_help(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let width = usize::from(area.width);
    let mut rows: Vec<Line<'static>> = Vec::new();
    for row in text::wrap_text(&lang.t("search-help"), width.max(1)) {
        rows.push(Line::from(row.to_owned()));
    }
    rows.push(Line::default());
    let examples = [
        (lang.t("search-eg-words"), lang.t("search-for-words")),
        (lang.t("search-eg-phrase"), lang.t("search-for-phrase")),
        (lang.t("search-eg-not"), lang.t("search-for-not")),
        (lang.t("search-eg-pair"), lang.t("search-for-pair")),
        (lang.t("search-eg-kind"), lang.t("search-for-kind")),
        (lang.t("search-eg-since"), lang.t("search-for-since")),
        (lang.t("search-eg-until"), lang.t("search-for-until")),
        (lang.t("search-eg-has"), lang.t("search-for-has")),
    ];
    for (example, meaning) in examples {
        let meaning = text::truncate(&meaning, width.saturating_sub(EXAMPLE)).into_owned();
        rows.push(Line::from(vec![
            Span::styled(text::pad(&example, EXAMPLE), theme.key()),
            Span::styled(meaning, theme.dim()),
        ]));
    }
    for (y, row) in (area.top()..area.bottom()).zip(&rows) {
        canvas.buf.put_line(area.x, y, row, area.width);
    }
}

fn draw_finds(model: &Model, searching: &Searching, area: Rect, canvas: &mut Canvas<'_>) {
    let width = usize::from(area.width);
    let item = |i: usize| {
        let hit = &searching.hits[i];
        let begins = i == 0 || searching.hits[i - 1].pair != hit.pair;
        let name = Line::from(Span::styled(model.desk.name_of(hit.pair), model.theme.strong()));
        Item { head: if begins { vec![name] } else { Vec::new() }, body: vec![find(model, hit, width)] }
    };
    let list = List {
        len: searching.hits.len(),
        chosen: Some(searching.chosen),
        style: model.theme.selected(),
        offset: searching.offset,
        more: model.theme.more(),
        item: &item,
    };
    canvas.measured.overlay = list::draw(&list, area, canvas.buf);
}

/// A find in one row: when, what it is, and its words around the first match.
fn find(model: &Model, hit: &Hit, width: usize) -> Line<'static> {
    let theme = model.theme;
    let today = model.now.wall.date_naive();
    let day = hit.at.map(|at| model.lang.near_day(at.date_naive(), today)).unwrap_or_default();
    let kind_width = if width >= ROOMY { ROOMY_KIND } else { KIND };
    let sign_style = hit.kind.map_or_else(Style::new, |kind| theme.kind_sign(kind));
    let mut spans = vec![
        Span::styled(format!("{}  ", text::pad_left(&day, DAY)), theme.dim()),
        Span::styled(text::pad(&sign(hit), SIGN), sign_style),
        Span::styled(format!("{} ", text::pad(&what(model, hit), kind_width)), theme.dim()),
    ];
    let room = width.saturating_sub(DAY + 2 + SIGN + kind_width + 1);
    let style = hit.kind.map_or_else(|| theme.text(), |kind| theme.kind_text(kind));
    spans.extend(marks::fitted(&hit.snippet, &hit.matches, room, theme, style));
    Line::from(spans)
}

/// The marker of its kind, with the sign of the partner where it is theirs: nobody takes their promise for one's own.
fn sign(hit: &Hit) -> String {
    let marker = capture::MARKERS.iter().find(|(_, kind)| hit.kind == Some(*kind));
    let marker = marker.map(|(marker, _)| marker.to_string()).unwrap_or_default();
    match (hit.kind, hit.owner) {
        (Some(EntryKind::Action), Some(Owner::Partner)) => capture::PARTNER_SIGN.to_string(),
        (Some(EntryKind::Action), Some(Owner::Both)) => format!("{marker}{}", capture::PARTNER_SIGN),
        (Some(kind), Some(Owner::Partner)) if kind.default_owner() != Owner::Partner => {
            format!("{}{marker}", capture::PARTNER_SIGN)
        }
        _ => marker,
    }
}

/// What it is, in a word.
fn what(model: &Model, hit: &Hit) -> String {
    let lang = model.lang;
    match (hit.what, hit.kind) {
        (HitType::Line, _) if hit.session.is_none() => lang.t("search-for-later").into_owned(),
        (HitType::Line, Some(kind)) => kind.label(lang).into_owned(),
        (HitType::Line | HitType::Session, _) => lang.t("hit-session").into_owned(),
        (HitType::Goal, _) => lang.t("hit-goal").into_owned(),
        (HitType::Pair, _) => lang.t("hit-pair").into_owned(),
    }
}

/// Where the chosen find stands, and all of its words.
fn draw_whole(model: &Model, hit: &Hit, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    let today = model.now.wall.date_naive();
    let day = hit.at.map(|at| model.lang.full_day(at.date_naive(), today)).unwrap_or_default();
    let title = if hit.title == hit.snippet { String::new() } else { text::term_safe_line(&hit.title).into_owned() };
    let parts = [model.desk.name_of(hit.pair), day, title];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    let about = parts.join(&format!(" {} ", theme.sign(Sign::Dot)));
    let about = text::truncate(&about, usize::from(area.width)).into_owned();
    canvas.buf.put_string(area.x, area.y, about, theme.dim());
    let rows = text::wrap_text_ranges(&hit.snippet, usize::from(area.width.max(1)));
    for (y, row) in (area.top() + 1..area.bottom()).zip(rows) {
        let line = Line::from(marks::spans(&hit.snippet, row, &hit.matches, theme, theme.text()));
        canvas.buf.put_line(area.x, y, &line, area.width);
    }
}
