//! Drawing the calendar: the months, the sessions of the chosen day, and what was on it before.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::{Calendar, cells};
use crate::capture;
use crate::domain::calendar::{Dated, DayPage, DueKind, DueOn, Earlier, Month, Remembered};
use crate::domain::ids::PairId;
use crate::domain::session::SessionStatus;
use crate::domain::{Owner, Visibility};
use crate::i18n::Label;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

/// The widest that it gets.
const WIDEST: u16 = 116;
/// Columns between two things beside each other.
const GAP: u16 = 3;
/// From this width on three months stand beside each other.
const THREE_MONTHS: u16 = 3 * cells::WIDTH + 2 * GAP;
/// From this width on a row of the day names the partner, of whom the title speaks, too.
const NAMED: usize = 44;
/// Columns of a partner's name.
const PARTNER: usize = 14;

pub fn draw(model: &Model, calendar: &Calendar, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = framed(model, "calendar-title", calendar.pair, area, canvas);
    let [months, rule, below] =
        Layout::vertical([Constraint::Length(cells::HEIGHT), Constraint::Length(1), Constraint::Min(0)]).areas(inner);
    draw_legend(model, rule, canvas);
    if inner.width >= THREE_MONTHS {
        draw_months(model, calendar, &[-1, 0, 1], months, canvas);
        let [left, _, right] =
            Layout::horizontal([Constraint::Fill(2), Constraint::Length(GAP), Constraint::Fill(3)]).areas(below);
        draw_day(model, calendar, left, canvas);
        let rest = draw_due(model, calendar, right, right.height / 2, canvas);
        draw_earlier(model, calendar, rest, canvas);
    } else {
        let [month, _, beside] =
            Layout::horizontal([Constraint::Length(cells::WIDTH), Constraint::Length(GAP), Constraint::Min(0)])
                .areas(months);
        draw_months(model, calendar, &[0], month, canvas);
        draw_day(model, calendar, beside, canvas);
        let rest = draw_due(model, calendar, below, below.height / 2, canvas);
        draw_earlier(model, calendar, rest, canvas);
    }
}

/// The frame around what is shown, with of whom it is, and what is inside.
pub fn framed(model: &Model, title: &str, pair: Option<PairId>, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let whose = pair.map_or_else(|| model.lang.t("calendar-all-pairs").into_owned(), |pair| model.desk.name_of(pair));
    let title = format!("{} {} {whose}", model.lang.t(title), model.theme.sign(Sign::Dot));
    let seen = Visibility::Private.label(model.lang);
    frame::page(&title, &seen, WIDEST, model.theme, area, canvas.buf)
}

fn draw_months(model: &Model, calendar: &Calendar, months: &[i32], area: Rect, canvas: &mut Canvas<'_>) {
    for (n, by) in (0_u16..).zip(months) {
        let left = area.x + n * (cells::WIDTH + GAP);
        let lines = cells::month(model, calendar, Month::of(calendar.day).shifted(*by));
        for (y, line) in (area.top()..area.bottom()).zip(lines) {
            canvas.buf.put_line(left, y, &line, area.right().saturating_sub(left).min(cells::WIDTH));
        }
    }
}

/// A rule with what the signs mean.
fn draw_legend(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let signs = [(Sign::Held, SessionStatus::Held), (Sign::Planned, SessionStatus::Planned)];
    let told = signs.map(|(sign, status)| format!(" {} {} ", theme.sign(sign), status.label(lang))).join("");
    let told = format!("{told} {} {} ", theme.sign(Sign::Due), lang.t("calendar-is-due"));
    let line = theme.sign(Sign::Horizontal);
    let room = usize::from(area.width).saturating_sub(text::columns(&told) + 2);
    let rule = format!("{}{told}{}", line.repeat(room), line.repeat(2));
    canvas.buf.put_stringn(area.x, area.y, rule, usize::from(area.width), theme.dim());
}

fn draw_heading(words: &str, area: Rect, model: &Model, canvas: &mut Canvas<'_>) -> Rect {
    let told = text::truncate(words, usize::from(area.width));
    canvas.buf.put_stringn(area.x, area.y, told, usize::from(area.width), model.theme.strong());
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

fn draw_day(model: &Model, calendar: &Calendar, area: Rect, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let away = lang.distance(calendar.day, today);
    let heading = format!("{} {} {away}", lang.full_day(calendar.day, today), model.theme.sign(Sign::Dot));
    let rows = draw_heading(&heading, area, model, canvas);
    let Some(page) = calendar.page() else { return };
    let picked = calendar.picked.filter(|place| *place < page.sessions.len());
    let item = |i: usize| Item::line(of_day(model, calendar, &page.sessions[i], usize::from(rows.width)));
    draw_list(model, (page.sessions.len(), picked, &item), "calendar-empty-day", rows, canvas);
}

/// What is due in the month, in so many rows at most. Returns what is left below it.
fn draw_due(model: &Model, calendar: &Calendar, area: Rect, most: u16, canvas: &mut Canvas<'_>) -> Rect {
    let due: Vec<&DueOn> = calendar.due_this_month().filter(|due| cells::may_be_seen(model, due)).collect();
    if due.is_empty() || most < 3 {
        return area;
    }
    let heading = model.lang.fill("calendar-due", [("month", model.lang.month(Month::of(calendar.day)).into())]);
    let rows = draw_heading(&heading, Rect { height: most, ..area }, model, canvas);
    let height = (due.len() as u16).min(rows.height.saturating_sub(1));
    let rows = Rect { height, ..rows };
    // The list begins with what is due on the chosen day or after it, as far as that leaves no row empty.
    let first = due.iter().position(|due| due.day >= calendar.day).unwrap_or(due.len());
    let offset = first.min(due.len() - usize::from(height));
    let item = |i: usize| Item::line(due_row(model, calendar, due[i], usize::from(rows.width)));
    let more = model.theme.more();
    list::draw(
        &List { len: due.len(), chosen: None, style: model.theme.text(), offset, more, item: &item },
        rows,
        canvas.buf,
    );
    let used = rows.bottom() + 1 - area.y;
    Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area }
}

/// Something that is due: on which day, what, and whose it is.
fn due_row(model: &Model, calendar: &Calendar, due: &DueOn, width: usize) -> Line<'static> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let name = model.desk.name_of(due.pair);
    let words = match (due.kind, &due.words) {
        (DueKind::Term, _) => lang.t("calendar-term").into_owned(),
        (DueKind::Goal, Some(title)) => lang.fill("calendar-goal", [("title", title.as_str().into())]),
        (DueKind::Promise | DueKind::Goal, words) => {
            words.clone().unwrap_or_else(|| lang.t("note-sealed").into_owned())
        }
    };
    let whose = match (due.kind, due.owner) {
        (DueKind::Term, _) => String::new(),
        (_, Owner::Partner) => name.clone(),
        (_, owner) => owner.label(lang).into_owned(),
    };
    let mut left = format!("{}  ", text::pad(&lang.day(due.day, today), 11));
    if calendar.pair.is_none() {
        left.push_str(&text::pad(&name, PARTNER));
        left.push_str("  ");
    }
    left.push_str(&text::term_safe_line(&words));
    justified(model, &left, &whose, width)
}

fn draw_earlier(model: &Model, calendar: &Calendar, area: Rect, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let rows = draw_heading(&model.lang.t("on-this-day"), area, model, canvas);
    let Some(page) = calendar.page() else { return };
    let picked = calendar.picked.and_then(|place| place.checked_sub(page.sessions.len()));
    let item = |i: usize| Item::line(remembered(model, page, &page.earlier[i], usize::from(rows.width)));
    draw_list(model, (page.earlier.len(), picked, &item), "calendar-empty-earlier", rows, canvas);
}

type Rows<'a> = (usize, Option<usize>, &'a dyn Fn(usize) -> Item);

fn draw_list(model: &Model, (len, chosen, item): Rows<'_>, empty: &str, area: Rect, canvas: &mut Canvas<'_>) {
    if len == 0 {
        let said = model.lang.t(empty);
        let told = text::wrap_text(&said, usize::from(area.width.max(8)));
        for (y, row) in (area.top()..area.bottom()).zip(told) {
            canvas.buf.put_stringn(area.x, y, row, usize::from(area.width), model.theme.dim());
        }
        return;
    }
    list::draw(
        &List { len, chosen, style: model.theme.selected(), offset: 0, more: model.theme.more(), item },
        area,
        canvas.buf,
    );
}

/// A session of the chosen day: when, with whom, about what, and how it stands where it was not held.
fn of_day(model: &Model, calendar: &Calendar, dated: &Dated, width: usize) -> Line<'static> {
    let (lang, session) = (model.lang, &dated.session);
    let mut left = format!("{}  ", text::pad_left(&lang.time(session.at), 5));
    if calendar.pair.is_none() || width >= NAMED {
        left.push_str(&text::pad(&model.desk.name_of(session.pair), PARTNER));
        left.push_str("  ");
    }
    left.push_str(&named(model, dated));
    let (status, dot) = (session.status.label(lang), model.theme.sign(Sign::Dot));
    let how = match (session.status, session.minutes) {
        (SessionStatus::Held, _) => String::new(),
        (SessionStatus::Planned, Some(minutes)) => format!("{} {dot} {status}", lang.minutes(minutes)),
        _ => status.into_owned(),
    };
    justified(model, &left, &how, width)
}

/// A session of earlier times: on which day, about what, and why it is told.
fn remembered(model: &Model, page: &DayPage, remembered: &Remembered, width: usize) -> Line<'static> {
    let lang = model.lang;
    let dated = &remembered.dated;
    let mut left = format!("{}  ", text::pad(&lang.day(dated.day(), model.now.wall.date_naive()), 11));
    if page.pair.is_none() {
        left.push_str(&text::pad(&model.desk.name_of(dated.session.pair), PARTNER));
        left.push_str("  ");
    }
    left.push_str(&named(model, dated));
    let when = match remembered.when {
        Earlier::Years(years) => lang.count("earlier-years", years),
        Earlier::AboutAMonth => lang.t("earlier-about-a-month").into_owned(),
        Earlier::AboutAYear => lang.t("earlier-about-a-year").into_owned(),
    };
    justified(model, &left, &when, width)
}

/// Text at the left, and at the right one that is always whole.
fn justified(model: &Model, left: &str, right: &str, width: usize) -> Line<'static> {
    let room = width.saturating_sub(if right.is_empty() { 0 } else { text::columns(right) + 2 });
    let gap = if right.is_empty() { "" } else { "  " };
    Line::from(vec![Span::raw(text::pad(left, room)), Span::styled(format!("{gap}{right}"), model.theme.dim())])
}

/// What a session is known by: its theme, its first words, or what kind it is.
fn named(model: &Model, dated: &Dated) -> String {
    let opening = capture::body(&dated.opening);
    let words = [dated.session.theme.trim(), opening.lines().next().unwrap_or_default().trim()];
    match words.into_iter().find(|words| !words.is_empty()) {
        Some(words) => text::term_safe_line(words).into_owned(),
        None => dated.session.kind.label(model.lang).into_owned(),
    }
}
