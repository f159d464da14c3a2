//! Fields that take a date: what stands in them when they open is written so that it is read back as the same, and below
//! the field stands what its words mean while they are typed.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{Form, Timed, session};
use crate::capture::{self, Look};
use crate::domain::Moment;
use crate::i18n::Lang;
use crate::tui::model::Model;

/// What the words of a field are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// A day that lies there.
    Day(Look),
    /// A day of the past, or else one that is to come.
    AnyDay,
    /// A day on which something is due, or the pair's next session.
    Due,
    /// When a session is or was, and how long it takes.
    Moment,
}

/// What the words of a field mean.
pub struct Meaning {
    pub said: String,
    pub is_understood: bool,
}

/// What the words of a field mean, where they are read as a date; `None`: nothing stands there.
pub fn of(form: &Form, field: usize, model: &Model) -> Option<Meaning> {
    let reads = form.fields.get(field)?.reads?;
    let words = form.words(field)?;
    let today = model.now.wall.date_naive();
    let day = |look: Look| Ok(form.day(field, model, look)?.map(|day| said_day(day, today, model.lang)));
    let told = match reads {
        Reads::Day(Look::Back) => day(Look::Back),
        Reads::AnyDay => day(Look::Back).or_else(|_| day(Look::Forward)),
        Reads::Due if capture::means_next_time(&words) => Ok(Some(next_time(model))),
        Reads::Day(Look::Forward) | Reads::Due => form.day(field, model, Look::Forward).map(|day| {
            let said = said_day(day?, today, model.lang);
            let id = if day? < today { "field-day-past" } else { "field-day" };
            Some(model.lang.fill(id, [("when", said.into())]))
        }),
        Reads::Moment => {
            session::moment(form, model).map(|told| told.map(|told| when(&told, model.now.wall, model.lang)))
        }
    };
    match told {
        Ok(said) => said.map(|said| Meaning { said, is_understood: true }),
        Err((_, said)) => Some(Meaning { said, is_understood: false }),
    }
}

fn said_day(day: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let distance = lang.distance(day, today);
    lang.fill("wrapup-when", [("when", lang.full_day(day, today).into()), ("distance", distance.into())])
}

fn next_time(model: &Model) -> String {
    let today = model.now.wall.date_naive();
    match model.desk.pair_view().and_then(|view| view.next_at) {
        Some(at) => {
            let day = said_day(at.date_naive(), today, model.lang);
            model.lang.fill("field-next-time", [("when", day.into())])
        }
        None => model.lang.t("field-next-time-open").into_owned(),
    }
}

/// A moment with the end of what takes place then, where its length is told: `Fri 27 Nov 15:00–16:00, in 6 days`.
pub fn when(told: &Timed, now: Moment, lang: Lang) -> String {
    let (day, today) = (told.at.date_naive(), now.date_naive());
    let when = format!("{} {}", lang.full_day(day, today), lang.span(told.at, told.minutes));
    lang.fill("wrapup-when", [("when", when.into()), ("distance", lang.distance(day, today).into())])
}

/// A day as it is typed into a field that reads dates in this direction: with its year where it would be read as another one.
pub fn day_in_field(day: NaiveDate, today: NaiveDate, look: Look, lang: Lang) -> String {
    let lies_there = match look {
        Look::Forward => day >= today,
        Look::Back => day <= today,
    };
    if lies_there { lang.full_day(day, today) } else { lang.written_day(day) }
}

/// The same for a session, with how long it takes where the field has to tell it. The hour has two figures: 1:30 is read as
/// one in the afternoon.
pub fn moment_in_field(at: NaiveDateTime, minutes: Option<u32>, today: NaiveDate, look: Look, lang: Lang) -> String {
    let day = day_in_field(at.date(), today, look, lang);
    let begins = format!("{day} {}", at.format("%H:%M"));
    let Some(minutes) = minutes else { return begins };
    match at.checked_add_signed(TimeDelta::minutes(minutes.into())).filter(|end| end.date() == at.date()) {
        Some(end) => format!("{begins}-{}", end.format("%H:%M")),
        None => format!("{begins} {}", lang.minutes(minutes)),
    }
}
