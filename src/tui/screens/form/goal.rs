//! Dialogs about goals.

use chrono::NaiveDate;

use super::meaning::{Reads, day_in_field};
use super::{Answer, Field, Form, Kind};
use crate::capture::Look;
use crate::domain::forms::{GoalForm, NewCheckIn, NewGoal};
use crate::domain::goal::{GoalStatus, GoalTerms, GoalView};
use crate::domain::ids::PairId;
use crate::domain::{Owner, Reach, Readers};
use crate::i18n::{Label, Lang};
use crate::tui::effect::Order;
use crate::tui::model::Model;

/// The fields in which a goal says what it is.
fn terms(lang: Lang, today: NaiveDate, owner: Owner, reach: Reach, terms: Option<&GoalTerms>) -> Vec<Field> {
    let readers = reach.readers();
    let owners = Owner::ALL.iter().map(|o| o.label(lang).into_owned()).collect();
    let place = Owner::ALL.iter().position(|o| *o == owner).unwrap_or(0);
    let words = |of: fn(&GoalTerms) -> Option<String>| terms.and_then(of).unwrap_or_default();
    let number = |of: fn(&GoalTerms) -> Option<f64>| terms.and_then(of).map(|v| lang.number(v)).unwrap_or_default();
    let due = terms.and_then(|terms| terms.due);
    let due = due.map(|due| day_in_field(due, today, Look::Forward, lang)).unwrap_or_default();
    vec![
        Field::words("goal-field-title", readers, Some("goal-hint-title"), &words(|t| Some(t.title.clone()))),
        Field::choice("goal-field-owner", owners, place),
        Field::words("goal-field-sign", readers, Some("goal-hint-sign"), &words(|t| t.sign.clone())),
        Field::value("goal-field-baseline", Readers::NotStored, Some("goal-hint-number"), &number(|t| t.baseline)),
        Field::value("goal-field-target", Readers::NotStored, Some("goal-hint-number"), &number(|t| t.target)),
        Field::value("goal-field-unit", readers, Some("goal-hint-unit"), &words(|t| t.unit.clone())),
        Field::value("goal-field-due", Readers::NotStored, Some("hint-date"), &due).reads(Reads::Day(Look::Forward)),
    ]
}

pub fn new(pair: PairId, today: NaiveDate, lang: Lang) -> Form {
    Form::new(Kind::NewGoal(pair), "goal-new-title", terms(lang, today, Owner::Me, Reach::Partner, None))
}

pub fn edit(view: &GoalView, today: NaiveDate, lang: Lang) -> Form {
    Form::new(
        Kind::EditGoal(view.goal.id),
        "goal-edit-title",
        terms(lang, today, view.goal.owner, view.goal.reach, Some(&view.goal.terms)),
    )
    .filled_from(view.goal.rev)
}

pub fn revise(view: &GoalView, today: NaiveDate, lang: Lang) -> Form {
    let mut fields = terms(lang, today, view.goal.owner, view.goal.reach, Some(&view.goal.terms));
    fields.push(Field::words("goal-field-reason", Readers::Partner, Some("goal-hint-reason"), ""));
    Form::new(Kind::ReviseGoal(view.goal.id), "goal-revise-title", fields)
        .about(lang.t("goal-revise-about"))
        .filled_from(view.goal.rev)
}

pub fn check_in(view: &GoalView, _: NaiveDate, lang: Lang) -> Form {
    let mut confidence = vec![lang.t("choice-none").into_owned()];
    confidence.extend((1..=5).map(|n| n.to_string()));
    let now = view.value().map(|v| lang.number(v));
    let fields = vec![
        Field::value("checkin-field-value", Readers::NotStored, Some("goal-hint-number"), ""),
        Field::choice("checkin-field-confidence", confidence, 0),
        Field::words("checkin-field-note", Readers::Partner, Some("checkin-hint-note"), ""),
    ];
    let about = match now {
        Some(now) => {
            lang.fill("checkin-about", [("title", view.goal.terms.title.as_str().into()), ("now", now.into())])
        }
        None => view.goal.terms.title.clone(),
    };
    Form::new(Kind::CheckIn(view.goal.id), "checkin-title", fields).about(about)
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let lang = model.lang;
    if let Kind::CheckIn(id) = form.kind {
        let confidence = form.choice(1);
        let new = NewCheckIn {
            value: form.number(0, lang)?,
            confidence: (confidence > 0).then_some(confidence as u8),
            note: form.text(2),
            at: None,
        };
        if new.value.is_none() && new.confidence.is_none() && new.note.is_empty() {
            return Err((0, lang.t("problem-empty-checkin").into_owned()));
        }
        return Ok(vec![model.write(Order::CheckIn(id, new))]);
    }
    let terms = GoalTerms {
        title: form.needed(0, lang)?,
        sign: form.words(2),
        baseline: form.number(3, lang)?,
        target: form.number(4, lang)?,
        unit: form.words(5),
        due: form.day(6, model, Look::Forward)?,
    };
    let owner = Owner::ALL.get(form.choice(1)).copied().unwrap_or(Owner::Me);
    let order = match form.kind {
        Kind::NewGoal(pair) => Order::AddGoal(NewGoal { pair, owner, terms, agreed: None, status: GoalStatus::Active }),
        Kind::ReviseGoal(id) => {
            let reason = form.words(7).ok_or_else(|| (7, lang.t("problem-empty-reason").into_owned()))?;
            Order::ReviseGoal(id, GoalForm { owner, terms, reason: Some(reason), seen: form.seen })
        }
        Kind::EditGoal(id) => Order::ReviseGoal(id, GoalForm { owner, terms, reason: None, seen: form.seen }),
        _ => return Ok(Vec::new()),
    };
    Ok(vec![model.write(order)])
}
