//! Dialogs about what leaves: from which day to which, and a remark at its end.

use chrono::NaiveDate;

use super::meaning::{Reads, day_in_field};
use super::{Answer, Field, Form, Kind};
use crate::capture::Look;
use crate::domain::Readers;
use crate::domain::sharing::Scope;
use crate::i18n::Lang;
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, summary};

pub fn days(now: Scope, today: NaiveDate, lang: Lang) -> Form {
    let (since, until) = match now {
        Scope::Period(since, until) => (since, until),
        _ => (None, None),
    };
    let day = |label, day: Option<NaiveDate>| {
        let written = day.map(|day| day_in_field(day, today, Look::Back, lang)).unwrap_or_default();
        let field = Field::value(label, Readers::NotStored, Some("hint-date-back-optional"), &written);
        field.reads(Reads::Day(Look::Back))
    };
    let fields = vec![day("summary-field-since", since), day("summary-field-until", until)];
    Form::new(Kind::SummaryDays, "summary-days-title", fields)
}

pub fn comment(now: &str) -> Form {
    let fields = vec![Field::words("summary-field-comment", Readers::Programme, Some("summary-hint-comment"), now)];
    Form::new(Kind::SummaryComment, "summary-comment-title", fields)
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let days = match form.kind {
        Kind::SummaryDays => Some((form.day(0, model, Look::Back)?, form.day(1, model, Look::Back)?)),
        _ => None,
    };
    if let Some((Some(since), Some(until))) = days
        && until < since
    {
        return Err((1, model.lang.t("summary-days-turned").into_owned()));
    }
    if let Some(Overlay::Summary(summary)) = model.overlays.last_mut() {
        match days {
            Some((since, until)) => summary.wish.scope = Scope::Period(since, until),
            None => (summary.wish.comment, summary.wish.comment_meant) = (form.text(0), true),
        }
    }
    Ok(summary::read(model))
}
