//! What can be done in the calendar, and how one gets there.

use chrono::NaiveDate;

use super::{Calendar, ask_for_day, choose, found, go, open, seen, timeline, turn_to};
use crate::domain::calendar::{shift_days, shift_months};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub const COMMANDS: &[Command] = &[
    row("desk.calendar", Scope::Desk, &["C"], Shows::Palette, Does::Looks, at_the_desk, open),
    row("desk.timeline", Scope::Desk, &[], Shows::Palette, Does::Looks, at_the_desk, open_timeline),
    row("desk.jump", Scope::Desk, &["J"], Shows::Palette, Does::Looks, at_the_desk, ask_for_day),
    row("calendar.go", Scope::Calendar, &["enter"], Shows::Hint(1), Does::Looks, has_sessions, enter),
    row("calendar.earlier", Scope::Calendar, &["o"], Shows::Hint(5), Does::Looks, has_earlier, to_earlier),
    row("calendar.jump", Scope::Calendar, &["J"], Shows::Hint(4), Does::Looks, always, ask_for_day),
    row("calendar.timeline", Scope::Calendar, &["t"], Shows::Hint(3), Does::Looks, always, timeline::open),
    row("calendar.all-pairs", Scope::Calendar, &["tab"], Shows::Hint(6), Does::Looks, is_alone, turn),
    row("calendar.today", Scope::Calendar, &["g"], Shows::Hint(7), Does::Looks, always, today),
    row("calendar.next-month", Scope::Calendar, &["]", "pagedown"], Shows::Hint(9), Does::Looks, always, |m| {
        month(m, 1)
    }),
    row("calendar.previous-month", Scope::Calendar, &["[", "pageup"], Shows::Hint(8), Does::Looks, always, |m| {
        month(m, -1)
    }),
    row("calendar.next-year", Scope::Calendar, &["}"], Shows::Help, Does::Looks, always, |m| month(m, 12)),
    row("calendar.previous-year", Scope::Calendar, &["{"], Shows::Help, Does::Looks, always, |m| month(m, -12)),
    row("calendar.right", Scope::Calendar, &["l", "right"], Shows::Help, Does::Looks, always, |m| days(m, 1)),
    row("calendar.left", Scope::Calendar, &["h", "left"], Shows::Help, Does::Looks, always, |m| days(m, -1)),
    row("calendar.down", Scope::Calendar, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("calendar.up", Scope::Calendar, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("calendar.close", Scope::Calendar, &["esc"], Shows::Hint(2), Does::Looks, always, back),
];

/// One pair at least, and no note that is being written.
fn at_the_desk(model: &Model) -> bool {
    model.desk.pair_view().is_some() && model.writing.is_none()
}

fn is_alone(model: &Model) -> bool {
    !model.shares_screen()
}

fn has_sessions(model: &Model) -> bool {
    seen(model).is_some_and(|calendar| calendar.listed().next().is_some())
}

fn has_earlier(model: &Model) -> bool {
    seen(model).is_some_and(|calendar| calendar.lengths().1 > 0)
}

fn open_timeline(model: &mut Model) -> Vec<Effect> {
    let mut effects = open(model);
    effects.extend(timeline::open(model));
    effects
}

/// Goes to the only session of the day or to the one chosen in the list; else into the list.
fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(calendar) = found(model) else { return Vec::new() };
    let place = match (calendar.picked, calendar.lengths()) {
        (Some(place), _) => place,
        (None, (1, _)) => 0,
        (None, _) => {
            calendar.picked = Some(0);
            return Vec::new();
        }
    };
    let Some((pair, session)) = calendar.listed().nth(place).map(|d| (d.session.pair, d.session.id)) else {
        return Vec::new();
    };
    go(model, pair, session)
}

/// Into the list, at what was on this day before.
fn to_earlier(model: &mut Model) -> Vec<Effect> {
    if let Some(calendar) = found(model) {
        calendar.picked = Some(calendar.lengths().0);
    }
    Vec::new()
}

/// Out of the list, then out of the calendar.
fn back(model: &mut Model) -> Vec<Effect> {
    match found(model) {
        Some(Calendar { picked: picked @ Some(_), .. }) => *picked = None,
        _ => model.overlays.retain(|o| !matches!(o, Overlay::Calendar(_))),
    }
    Vec::new()
}

/// From the chosen pair to all of them, and back.
fn turn(model: &mut Model) -> Vec<Effect> {
    let one = seen(model).is_some_and(|calendar| calendar.pair.is_some());
    let pair = model.desk.pair_view().map(|v| v.pair.id).filter(|_| !one);
    turn_to(model, pair)
}

fn today(model: &mut Model) -> Vec<Effect> {
    let today = model.now.wall.date_naive();
    choose(model, today)
}

fn moved(model: &mut Model, to: impl FnOnce(NaiveDate) -> NaiveDate) -> Vec<Effect> {
    match seen(model).map(|calendar| calendar.day) {
        Some(day) => choose(model, to(day)),
        None => Vec::new(),
    }
}

fn month(model: &mut Model, by: i32) -> Vec<Effect> {
    moved(model, |day| shift_months(day, by))
}

fn days(model: &mut Model, by: i64) -> Vec<Effect> {
    moved(model, |day| shift_days(day, by))
}

/// In the list to the next session, among the days to the next week.
fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(calendar) = found(model) else { return Vec::new() };
    let (here, earlier) = calendar.lengths();
    let Some(place) = calendar.picked else { return days(model, 7 * by as i64) };
    calendar.picked = Some(place.saturating_add_signed(by).min((here + earlier).saturating_sub(1)));
    Vec::new()
}
