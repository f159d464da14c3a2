//! Drawing what leaves: the text, and beside it, or in its place where there is no room, what is in it and what stays.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::rows::{self, Part, Row};
use super::{Side, Summary};
use crate::capture;
use crate::domain::entry::Visibility;
use crate::domain::sharing::{Audience, LineOffer, Naming, Offer, Scope};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::list::{self, Item, List, Listed};
use crate::tui::widgets::put::Put;
use crate::tui::widgets::{frame, scroll};

/// The widest that it gets.
const WIDEST: u16 = 150;
/// From this width on both sides stand beside each other.
const BOTH: u16 = 96;

pub fn draw(model: &Model, summary: &Summary, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let audience = summary.wish.paper.audience();
    let seen = match audience {
        Audience::Partner => Visibility::Partner,
        Audience::Office => Visibility::Programme,
        Audience::Me => Visibility::Private,
    };
    let title = lang.t(&format!("summary-title-{}", summary.wish.paper.key()));
    let inner = frame::page(&title, &seen.label(lang), WIDEST, theme, area, canvas.buf);
    canvas.buf.put_stringn(inner.x, inner.y, wished(model, summary), usize::from(inner.width), theme.dim());
    let Some(ready) = &summary.ready else { return };
    // With other eyes on the screen even the number of what stays is nobody's business.
    if model.shares_screen() {
        canvas.measured.overlay = draw_page(model, summary, ready, below(inner, 2), canvas);
        return;
    }
    let counts = counts(ready, lang);
    let rows = text::wrap_text(&counts, usize::from(inner.width)).into_iter().take(2);
    let mut height = 1;
    for (y, row) in (inner.y + 1..inner.bottom()).zip(rows) {
        canvas.buf.put_stringn(inner.x, y, row, usize::from(inner.width), theme.strong());
        height += 1;
    }
    let body = below(inner, height + 1);
    if inner.width >= BOTH {
        let sides = [Constraint::Ratio(11, 20), Constraint::Length(3), Constraint::Min(0)];
        let [page, rule, lines] = Layout::horizontal(sides).areas(body);
        (rule.top()..rule.bottom()).for_each(|y| {
            canvas.buf.put_string(rule.x + 1, y, theme.sign(Sign::Vertical), theme.dim());
        });
        let page = draw_page(model, summary, ready, page, canvas);
        let lines = draw_lines(model, summary, lines, canvas);
        canvas.measured.overlay = if summary.side == Side::Page { page } else { lines };
    } else {
        canvas.measured.overlay = match summary.side {
            Side::Page => draw_page(model, summary, ready, body, canvas),
            Side::Lines => draw_lines(model, summary, body, canvas),
        };
    }
}

fn below(area: Rect, rows: u16) -> Rect {
    Rect { y: (area.y + rows).min(area.bottom()), height: area.height.saturating_sub(rows), ..area }
}

/// What was wished for: about when, in which format and language.
fn wished(model: &Model, summary: &Summary) -> String {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let day = |d: chrono::NaiveDate| lang.day(d, today);
    let when = match summary.wish.scope {
        Scope::LastHeld | Scope::Session(_) => lang.t("summary-scope-session").into_owned(),
        Scope::SinceLast => lang.t("summary-scope-changed").into_owned(),
        Scope::Period(None, None) => lang.t("summary-scope-all").into_owned(),
        Scope::Period(Some(from), None) => lang.fill("summary-scope-since", [("from", day(from).into())]),
        Scope::Period(None, Some(to)) => lang.fill("summary-scope-until", [("to", day(to).into())]),
        Scope::Period(Some(from), Some(to)) => {
            lang.fill("paper-days", [("from", day(from).into()), ("to", day(to).into())])
        }
    };
    let language = lang.t(match summary.lang {
        Lang::En => "summary-in-english",
        Lang::Ja => "summary-in-japanese",
    });
    let mut parts = vec![when, summary.wish.format.label(lang).into_owned(), language.into_owned()];
    let last = summary.ready.as_ref().and_then(|r| r.last).filter(|_| !model.shares_screen());
    parts.extend(last.map(|at| lang.fill("summary-last", [("day", lang.near_day(at.date_naive(), today).into())])));
    let printing = model.to_print.len();
    parts.extend((printing > 0).then(|| lang.count("summary-to-print", printing)));
    let dot = model.theme.sign(Sign::Dot);
    parts.join(&format!(" {dot} "))
}

/// How much is in it, and how much stays for which reason.
fn counts(offer: &Offer, lang: Lang) -> String {
    // The person's own documents are not handed over.
    let id = if offer.wish.paper.is_own() { "summary-counts-own" } else { "summary-counts" };
    let all = lang.fill(id, [("shared", offer.shared().into()), ("kept", offer.staying().into())]);
    let why: Vec<String> = offer.kept().into_iter().map(|(why, n)| format!("{} {n}", why.label(lang))).collect();
    if why.is_empty() {
        all
    } else {
        lang.fill("summary-counts-why", [("all", all.into()), ("why", why.join(lang.comma()).into())])
    }
}

fn draw_page(model: &Model, summary: &Summary, ready: &Offer, area: Rect, canvas: &mut Canvas<'_>) -> Listed {
    let theme = model.theme;
    let width = usize::from(area.width).max(8);
    let rows: Vec<Line<'static>> = ready
        .preview
        .lines()
        .flat_map(|line| {
            let style = if line.starts_with('#') { theme.strong() } else { theme.text() };
            let safe = text::term_safe_line(line);
            let rows = text::wrap_text(&safe, width).into_iter();
            rows.map(|row| Line::from(Span::styled(row.to_owned(), style))).collect::<Vec<_>>()
        })
        .collect();
    scroll::draw(&rows, summary.scroll, theme.more(), area, canvas.buf)
}

fn draw_lines(model: &Model, summary: &Summary, area: Rect, canvas: &mut Canvas<'_>) -> Listed {
    let rows = rows::rows(summary);
    if rows.is_empty() {
        let told = model.lang.t("summary-all-in");
        let wrapped = text::wrap_text(&told, usize::from(area.width).max(8));
        for (y, row) in (area.top()..area.bottom()).zip(wrapped) {
            canvas.buf.put_stringn(area.x, y, row, usize::from(area.width), model.theme.dim());
        }
        return Listed::default();
    }
    let focused = summary.side == Side::Lines;
    let item = |i: usize| {
        let head = heading(model, i.checked_sub(1).map(|b| rows[b]), rows[i]);
        Item { head, body: vec![line(model, summary, rows[i], usize::from(area.width))] }
    };
    let style = if focused { model.theme.selected() } else { model.theme.text() };
    let chosen = Some(summary.chosen.min(rows.len() - 1));
    list::draw(
        &List { len: rows.len(), chosen, style, offset: summary.offset, more: model.theme.more(), item: &item },
        area,
        canvas.buf,
    )
}

/// The heading above a row that begins another kind of them.
fn heading(model: &Model, before: Option<Row>, row: Row) -> Vec<Line<'static>> {
    let group = |row: Row| match row {
        Row::Part(_) | Row::Decision | Row::Comment => "summary-group-contents",
        Row::Line(_) => "summary-group-lines",
        Row::Name(_) => "summary-group-names",
    };
    if before.map(group) == Some(group(row)) {
        return Vec::new();
    }
    let words = Line::from(Span::styled(model.lang.t(group(row)).into_owned(), model.theme.strong()));
    if before.is_some() { vec![Line::default(), words] } else { vec![words] }
}

fn line(model: &Model, summary: &Summary, row: Row, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let (left, sign, right) = match row {
        Row::Part(part) => (part_words(summary, part, lang), None, String::new()),
        Row::Decision => {
            let told = summary.wish.decision.map_or_else(|| lang.t("summary-untold"), |d| d.label(lang));
            (lang.fill("summary-decision", [("told", told.into())]), None, String::new())
        }
        Row::Comment => {
            let told = summary.wish.comment.trim();
            let told = if told.is_empty() { lang.t("summary-untold").into_owned() } else { told.to_owned() };
            (lang.fill("summary-comment", [("told", told.into())]), None, String::new())
        }
        Row::Line(place) => match rows::line(summary, place) {
            Some(offer) => {
                let tick = if offer.stays.is_none() { "[x]" } else { "[ ]" };
                let marker = marker(offer, lang);
                let why = offer.stays.map(|why| why.label(lang).into_owned()).unwrap_or_default();
                let words = match offer.text.is_empty() {
                    true => lang.t("line-locked"),
                    false => offer.text.as_str().into(),
                };
                (format!("{tick} {marker}{words}"), Some(offer.stays.is_none()), why)
            }
            None => (String::new(), None, String::new()),
        },
        Row::Name(place) => match rows::name(summary, place) {
            Some(name) => {
                let instead = match name.naming {
                    Naming::Alias => format!(" {} {}", theme.sign(Sign::Arrow), name.instead),
                    Naming::Kept | Naming::Dropped => String::new(),
                };
                (format!("{}{instead}", name.name), None, name.naming.label(lang).into_owned())
            }
            None => (String::new(), None, String::new()),
        },
    };
    let right_width = if right.is_empty() { 0 } else { text::columns(&right) + 1 };
    let room = width.saturating_sub(right_width);
    let safe = text::term_safe_line(&left).into_owned();
    let left = text::pad(&text::truncate(&safe, room), room);
    let style = if sign == Some(false) { theme.dim() } else { theme.text() };
    let mut spans = vec![Span::styled(left, style)];
    if !right.is_empty() {
        spans.push(Span::styled(format!(" {right}"), theme.dim()));
    }
    Line::from(spans)
}

/// The sign of a line; a kind without one by its name in this language.
fn marker(offer: &LineOffer, lang: Lang) -> String {
    let marker = capture::marker_for(offer.kind, offer.owner);
    let names = capture::names_of(offer.kind).iter();
    match names.copied().find(|name| name.is_ascii() == (lang == Lang::En)) {
        Some(name) if marker.contains(':') => marker.replace(offer.kind.key(), name),
        _ => marker,
    }
}

fn part_words(summary: &Summary, part: Part, lang: Lang) -> String {
    let mut parts = summary.wish.parts;
    let tick = if *part.of(&mut parts) { "[x]" } else { "[ ]" };
    format!("{tick} {}", lang.t(part.words()))
}
