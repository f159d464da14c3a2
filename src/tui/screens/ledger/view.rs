//! Drawing the ledger: how both sides stand, the promises, and what is known of the chosen one.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::{Filter, Promises};
use crate::capture;
use crate::domain::ledger::Tally;
use crate::domain::views::{Ledger, LedgerRow};
use crate::domain::{Entry, EntryState, Moment, Owner, Visibility};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

/// The widest that it gets.
const WIDEST: u16 = 120;
/// Rows for what is known of the chosen promise.
const DETAIL: u16 = 4;
/// Columns of a day and of how often something was carried.
const DAY: usize = 11;
const CARRIED: usize = 20;
/// From this width on it is told how often each promise was carried.
const ROOMY: usize = 90;

pub fn draw(model: &Model, ledger: &Promises, area: Rect, canvas: &mut Canvas<'_>) {
    let dot = model.theme.sign(Sign::Dot);
    let title = format!("{} {dot} {}", model.lang.t("ledger-title"), model.desk.partner());
    let seen = Visibility::Partner.label(model.lang);
    let inner = frame::page(&title, &seen, WIDEST, model.theme, area, canvas.buf);
    let Some(ready) = &ledger.ready else { return };
    let sides = sides(model, ready);
    let detail = if inner.height > 14 { DETAIL } else { 2 };
    let [table, filters, promises, rule, below] = Layout::vertical([
        Constraint::Length(sides.len() as u16 + 1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
        Constraint::Length(detail),
    ])
    .areas(inner);
    for (y, line) in (table.top()..table.bottom()).zip(tallies(model, &sides)) {
        canvas.buf.put_line(table.x, y, &line, table.width);
    }
    canvas.buf.put_line(filters.x, filters.y, &filter_line(model, ledger.filter), filters.width);
    let line = model.theme.sign(Sign::Horizontal).repeat(usize::from(rule.width));
    canvas.buf.put_string(rule.x, rule.y, line, model.theme.dim());
    draw_list(model, ledger, promises, canvas);
    if let Some(row) = ledger.row(ledger.place) {
        for (y, line) in (below.top()..below.bottom()).zip(details(model, row, usize::from(below.width))) {
            canvas.buf.put_line(below.x, y, &line, below.width);
        }
    }
}

/// Whose promises stand how; what both have promised together only where there is something.
fn sides(model: &Model, ready: &Ledger) -> Vec<(String, Tally)> {
    let lang = model.lang;
    let mut sides = vec![(Owner::Me.label(lang).into_owned(), ready.mine), (model.desk.partner(), ready.theirs)];
    if ready.ours != Tally::default() {
        sides.push((Owner::Both.label(lang).into_owned(), ready.ours));
    }
    sides
}

/// What is open on each side. What each of them has kept is no matter of numbers beside each other: the list tells it
/// promise by promise.
fn tallies(model: &Model, sides: &[(String, Tally)]) -> Vec<Line<'static>> {
    let (lang, theme) = (model.lang, model.theme);
    let names = sides.iter().map(|(name, _)| text::columns(name)).max().unwrap_or(0).clamp(6, 16);
    let row = |(name, tally): &(String, Tally)| {
        let told = lang.still_waiting(tally).join(&format!(" {} ", theme.sign(Sign::Dot)));
        let name = Span::styled(text::pad(name, names), theme.strong());
        Line::from(vec![name, Span::styled(format!("  {told}"), theme.text())])
    };
    sides.iter().map(row).collect()
}

fn filter_line(model: &Model, filter: Filter) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let spans = Filter::ALL.into_iter().flat_map(|f| {
        let words = match f {
            Filter::All => lang.t("ledger-all").into_owned(),
            Filter::Open => lang.t("ledger-open").into_owned(),
            Filter::Mine => lang.t("ledger-mine").into_owned(),
            Filter::Theirs => lang.t("ledger-theirs").into_owned(),
        };
        // Told without colour, too.
        match f == filter {
            true => [Span::styled(format!("[{words}]"), theme.accent()), Span::raw("  ")],
            false => [Span::styled(format!(" {words} "), theme.dim()), Span::raw("  ")],
        }
    });
    Line::from(spans.collect::<Vec<_>>())
}

fn draw_list(model: &Model, ledger: &Promises, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    if ledger.shown.is_empty() {
        let all = ledger.ready.as_ref().is_none_or(|l| l.promises.is_empty());
        let said = model.lang.t(if all { "ledger-empty" } else { "ledger-none-here" });
        let rows = text::wrap_text(&said, usize::from(area.width.max(1)));
        for (y, row) in (area.top()..area.bottom()).zip(rows) {
            canvas.buf.put_stringn(area.x, y, row, usize::from(area.width), theme.dim());
        }
        return;
    }
    let width = usize::from(area.width);
    // As many columns as the longest of them takes: a state that is cut could say its opposite.
    let rows = (0..ledger.shown.len()).filter_map(|i| ledger.row(i));
    let states = rows.map(|row| text::columns(&how(model, row).0)).max().unwrap_or(0);
    let item =
        |i: usize| Item::line(ledger.row(i).map_or_else(Line::default, |row| promise(model, row, states, width)));
    let chosen = Some(ledger.place);
    let list = List {
        len: ledger.shown.len(),
        chosen,
        style: theme.selected(),
        offset: ledger.offset,
        more: theme.more(),
        item: &item,
    };
    canvas.measured.overlay = list::draw(&list, area, canvas.buf);
}

/// Whose it is, as the markers of a note say it.
fn sign(owner: Owner) -> &'static str {
    match owner {
        Owner::Me => "!",
        Owner::Partner => "<",
        Owner::Both => "!<",
    }
}

/// What became of a promise, or when it is due, and whether that is past.
fn how(model: &Model, row: &LedgerRow) -> (String, bool) {
    let (lang, entry, today) = (model.lang, &row.promise.entry, model.now.wall.date_naive());
    match (entry.state, entry.due) {
        (EntryState::Open, Some(due)) => (lang.due_beside(due, today), due < today),
        _ => (lang.state_of(entry).into_owned(), false),
    }
}

/// A promise in one row: whose, what, what became of it, from when, how often carried.
fn promise(model: &Model, row: &LedgerRow, states: usize, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let entry = &row.promise.entry;
    let (how, is_past) = how(model, row);
    let how = format!(" {} ", text::pad(&how, states));
    let mut right = String::new();
    right.push_str(&text::pad_left(&from(model, row.promise.origin), DAY));
    if width >= ROOMY {
        let carried = if row.promise.carried > 0 && entry.state == EntryState::Open {
            lang.count("promise-carried", row.promise.carried)
        } else {
            String::new()
        };
        right.push_str(&format!("  {}", text::pad(&carried, CARRIED)));
    }
    let room = width.saturating_sub(text::columns(&how) + text::columns(&right) + 3);
    let how_style = if is_past { theme.text() } else { theme.dim() };
    let words = first_words(entry, model.lang);
    Line::from(vec![
        Span::styled(text::pad(sign(entry.owner), 3), theme.kind_sign(entry.kind)),
        Span::styled(text::pad(&words, room), theme.state_text(entry.state)),
        Span::styled(how, how_style),
        Span::styled(right, theme.dim()),
    ])
}

fn first_words(entry: &Entry, lang: Lang) -> String {
    let body = capture::body_or(&entry.raw, |raw| lang.unreadable(raw));
    text::term_safe_line(body.lines().next().unwrap_or_default()).into_owned()
}

fn from(model: &Model, origin: Option<Moment>) -> String {
    match origin {
        Some(at) => model.lang.day(at.date_naive(), model.now.wall.date_naive()),
        None => model.lang.t("promise-in-between").into_owned(),
    }
}

/// What is known of the chosen promise: its words, its days, what came of it.
fn details(model: &Model, row: &LedgerRow, width: usize) -> Vec<Line<'static>> {
    let (lang, theme) = (model.lang, model.theme);
    let entry = &row.promise.entry;
    let body = capture::body_or(&entry.raw, |raw| lang.unreadable(raw)).replace('\n', " ");
    let safe = text::term_safe_line(&body);
    let told = text::wrap_text(&safe, width.max(8)).into_iter().take(2);
    let mut lines: Vec<Line<'static>> = told.map(|r| Line::from(Span::styled(r.to_owned(), theme.strong()))).collect();
    let days = days(lang, model, row).join(&format!(" {} ", theme.sign(Sign::Dot)));
    lines.push(Line::from(Span::styled(text::truncate(&days, width).into_owned(), theme.dim())));
    let result = entry.result.as_ref().map(|r| lang.fill("line-result", [("text", r.as_str().into())]));
    let learned = entry.learned.as_ref().map(|l| lang.fill("line-learned", [("text", l.as_str().into())]));
    for came_of_it in [result, learned].into_iter().flatten() {
        let told = format!("{} {}", theme.sign(Sign::Arrow), text::term_safe_line(&came_of_it));
        lines.push(Line::from(text::truncate(&told, width).into_owned()));
    }
    lines
}

/// When it was made, due and settled, and whether something was told about it at the next meeting.
fn days(lang: Lang, model: &Model, row: &LedgerRow) -> Vec<String> {
    let today = model.now.wall.date_naive();
    let entry = &row.promise.entry;
    let made = lang.fill("ledger-made", [("day", from(model, row.promise.origin).into())]);
    let due = entry.due.map(|due| match entry.state {
        EntryState::Open if due < today => lang.due_in_words(due, today),
        _ => lang.fill("ledger-due", [("day", lang.day(due, today).into())]),
    });
    let settled = entry.settled.filter(|_| entry.state != EntryState::Open).map(|at| {
        let day = lang.day(at.date_naive(), today);
        lang.fill("ledger-settled", [("state", lang.state_of(entry).into()), ("day", day.into())])
    });
    let open = entry.state == EntryState::Open && row.promise.carried > 0;
    let carried = open.then(|| lang.count("promise-carried", row.promise.carried));
    let answered = match row.answered {
        Some(true) => Some(lang.t("ledger-told").into_owned()),
        Some(false) => Some(lang.t("ledger-not-told").into_owned()),
        None => None,
    };
    [Some(made), carried, due, settled, answered].into_iter().flatten().collect()
}
