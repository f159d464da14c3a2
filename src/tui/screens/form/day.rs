//! The dialog that asks which day to go to.

use super::meaning::Reads;
use super::{Answer, Field, Form, Kind};
use crate::capture::Look;
use crate::domain::Readers;
use crate::domain::ids::PairId;
use crate::tui::effect::Query;
use crate::tui::model::Model;

/// `None`: among the sessions of all pairs.
pub fn go_to(pair: Option<PairId>) -> Form {
    Form::new(
        Kind::GoToDay(pair),
        "jump-title",
        vec![Field::value("jump-field-day", Readers::NotStored, Some("jump-hint-day"), "").reads(Reads::AnyDay)],
    )
}

/// A day is looked for behind first: a journal is mostly of what was.
pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let Kind::GoToDay(pair) = form.kind else { return Ok(Vec::new()) };
    form.needed(0, model.lang)?;
    let behind = form.day(0, model, Look::Back);
    let Some(day) = behind.or_else(|_| form.day(0, model, Look::Forward))? else { return Ok(Vec::new()) };
    Ok(vec![model.read(Query::NearestSession { pair, day })])
}
