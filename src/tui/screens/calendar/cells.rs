//! A month as a block of days.

use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Calendar;
use crate::domain::calendar::{DayCount, DueKind, DueOn, Month};
use crate::text;
use crate::tui::model::Model;
use crate::tui::theme::{Sign, Theme};

/// Columns of a day with the gap behind it: ` 14● `.
const DAY: usize = 5;
/// Columns of a month.
pub const WIDTH: u16 = (7 * DAY - 1) as u16;
/// Rows of a month: its name, the weekdays, and at most six weeks.
pub const HEIGHT: u16 = 8;

/// The rows of a month.
pub fn month(model: &Model, calendar: &Calendar, month: Month) -> Vec<Line<'static>> {
    let (lang, theme) = (model.lang, model.theme);
    let chosen = Month::of(calendar.day) == month;
    let name = Span::styled(format!(" {}", lang.month(month)), if chosen { theme.accent() } else { theme.strong() });
    let monday = month.first_day().week(Weekday::Mon).first_day();
    let heads = monday.iter_days().take(7).map(|day| {
        let weekday = text::pad_left(lang.weekday(day.weekday()), 3);
        text::pad(&weekday, DAY)
    });
    let heads = Line::from(Span::styled(heads.collect::<String>(), theme.dim()));
    let weeks = month.weeks().into_iter().map(|week| {
        let days = week.into_iter().flat_map(|day| match day {
            Some(day) => [cell(model, calendar, day), Span::raw(" ")],
            None => [Span::raw(" ".repeat(DAY - 1)), Span::raw(" ")],
        });
        Line::from(days.collect::<Vec<_>>())
    });
    [Line::from(name), heads].into_iter().chain(weeks).collect()
}

/// What only the person at the desk may see is not there while the screen is shared.
pub fn may_be_seen(model: &Model, due: &DueOn) -> bool {
    !model.shares_screen() || !due.private && due.words.is_some() || due.kind == DueKind::Term
}

fn cell(model: &Model, calendar: &Calendar, day: NaiveDate) -> Span<'static> {
    let count = calendar.days.get(&day).copied().unwrap_or_default();
    let is_due = calendar.due.iter().any(|due| due.day == day && may_be_seen(model, due));
    let words = format!(" {:>2}{}", day.day(), sign(model.theme, count, is_due));
    Span::styled(words, style(model, calendar, day, count))
}

/// What was held counts more than what is planned, that more than what is due, and that more than what did not come
/// about.
fn sign(theme: Theme, count: DayCount, is_due: bool) -> &'static str {
    match count {
        DayCount { held: 1.., .. } => theme.sign(Sign::Held),
        DayCount { planned: 1.., .. } => theme.sign(Sign::Planned),
        _ if is_due => theme.sign(Sign::Due),
        DayCount { other: 1.., .. } => theme.sign(Sign::Dot),
        _ => " ",
    }
}

fn style(model: &Model, calendar: &Calendar, day: NaiveDate, count: DayCount) -> Style {
    let theme = model.theme;
    match count {
        _ if day == calendar.day && calendar.picked.is_some() => theme.marked(),
        _ if day == calendar.day => theme.selected(),
        _ if day == model.now.wall.date_naive() => theme.today(),
        DayCount { held: 1.., .. } => theme.strong(),
        DayCount { planned: 1.., .. } => theme.text(),
        _ => theme.dim(),
    }
}
