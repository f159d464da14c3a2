//! Dialogs about pairs.

use chrono::NaiveDate;

use super::meaning::{Reads, day_in_field};
use super::{Answer, Field, Form, Kind};
use crate::capture::{self, Look};
use crate::domain::forms::{PairForm, PairTurn};
use crate::domain::pair::{Direction, Pair, PairStatus, Role, form_of_address};
use crate::domain::views::StillOpen;
use crate::domain::{Cadence, Readers};
use crate::i18n::{Label, Lang};
use crate::tui::effect::Order;
use crate::tui::model::Model;
use crate::tui::screens::desk::sessions;

/// The four questions of a first start and of every new pair.
pub fn first(kind: Kind, lang: Lang) -> Form {
    let about = match kind {
        Kind::Welcome => lang.t("welcome-about"),
        _ => lang.t("pair-new-about"),
    };
    let title = if kind == Kind::Welcome { "welcome-title" } else { "pair-new-title" };
    Form::new(kind, title, four(lang, "", Role::Both, Direction::Mutual, "")).about(about)
}

/// What each direction means, in the order of [`Direction::ALL`].
const DIRECTIONS: &[&str] =
    &["direction-hint-mutual", "direction-hint-traditional", "direction-hint-reverse", "direction-hint-peer"];

fn four(lang: Lang, name: &str, role: Role, direction: Direction, purpose: &str) -> Vec<Field> {
    let place = |at: Option<usize>| at.unwrap_or(0);
    let roles = Role::ALL.iter().map(|r| r.label(lang).into_owned()).collect();
    let directions = Direction::ALL.iter().map(|d| d.label(lang).into_owned()).collect();
    vec![
        Field::value("pair-field-name", Readers::Programme, Some("pair-hint-name"), name),
        Field::choice("pair-field-role", roles, place(Role::ALL.iter().position(|r| *r == role))),
        Field::choice("pair-field-direction", directions, place(Direction::ALL.iter().position(|d| *d == direction)))
            .explained(DIRECTIONS),
        Field::words("pair-field-purpose", Readers::Me, Some("pair-hint-purpose"), purpose),
    ]
}

pub fn edit(pair: &Pair, today: NaiveDate, lang: Lang) -> Form {
    let mut fields = four(lang, &pair.name, pair.role, pair.direction, &pair.purpose);
    let day = |label, hint, day: Option<NaiveDate>, look| {
        let written = day.map(|day| day_in_field(day, today, look, lang)).unwrap_or_default();
        Field::value(label, Readers::NotStored, Some(hint), &written).reads(Reads::Day(look))
    };
    let words = |w: &Option<String>| w.clone().unwrap_or_default();
    fields.extend([
        Field::value("pair-field-area", Readers::Programme, Some("pair-hint-area"), &words(&pair.area)),
        Field::value(
            "pair-field-every",
            Readers::NotStored,
            Some("pair-hint-every"),
            &pair.every.map(|e| e.to_string()).unwrap_or_default(),
        ),
        day("pair-field-from", "hint-date", pair.from, Look::Back),
        day("pair-field-until", "hint-date", pair.until, Look::Forward),
        Field::value("pair-field-alias", Readers::Me, Some("pair-hint-alias"), &words(&pair.alias)),
        Field::value("pair-field-reading", Readers::Me, Some("pair-hint-reading"), &words(&pair.reading)),
        day("pair-field-report", "pair-hint-report", pair.report_agreed, Look::Back),
        Field::value("pair-field-address", Readers::Programme, Some("pair-hint-address"), &address(pair, lang)),
    ]);
    Form::new(Kind::EditPair(pair.id), "pair-edit-title", fields).filled_from(pair.rev)
}

/// The form of address as it is typed: none has a word of its own.
fn address(pair: &Pair, lang: Lang) -> String {
    match pair.address.as_deref() {
        None => String::new(),
        Some("") => lang.t("address-none").into_owned(),
        Some(form) => form.to_owned(),
    }
}

pub fn pause(pair: &Pair, lang: Lang) -> Form {
    let field = Field::value("pair-field-paused-until", Readers::NotStored, Some("hint-date-optional"), "");
    let fields = vec![field.reads(Reads::Day(Look::Forward))];
    let about = lang.fill("pair-pause-about", [("name", lang.addressed(&pair.name, pair.address.as_deref()).into())]);
    Form::new(Kind::PausePair(pair.id), "pair-pause-title", fields).about(about)
}

/// Whether a pair is to end, with what stays open; first of all a last meeting is proposed, unless it was held just now.
pub fn end(pair: &Pair, open: StillOpen, lang: Lang) -> Form {
    let options = vec![lang.t("pair-end-closing").into_owned(), lang.t("pair-end-now").into_owned()];
    let fields = vec![Field::choice("pair-field-ending", options, 0)];
    let stays = lang.still_open(open).unwrap_or_else(|| lang.t("open-nothing").into_owned());
    let about = lang.fill(
        "pair-end-about",
        [("name", lang.addressed(&pair.name, pair.address.as_deref()).into()), ("stays", stays.into())],
    );
    Form::new(Kind::EndPair(pair.id), "pair-end-title", fields).about(about)
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let lang = model.lang;
    if let Kind::EndPair(id) = form.kind {
        if form.choice(0) == 0 {
            return Ok(sessions::plan_closing(model));
        }
        let turn = PairTurn { status: PairStatus::Ended, until: None };
        return Ok(vec![model.write(Order::TurnPair(id, turn))]);
    }
    if let Kind::PausePair(id) = form.kind {
        let turn = PairTurn { status: PairStatus::Paused, until: form.day(0, model, Look::Forward)? };
        return Ok(vec![model.write(Order::TurnPair(id, turn))]);
    }
    let mut pair = PairForm {
        name: Some(form.needed(0, lang)?),
        role: Role::ALL.get(form.choice(1)).copied(),
        direction: Direction::ALL.get(form.choice(2)).copied(),
        purpose: Some(form.text(3)),
        seen: form.seen,
        ..PairForm::default()
    };
    match form.kind {
        Kind::EditPair(id) => {
            pair.area = Some(form.words(4));
            pair.every = Some(every(form, 5, lang)?);
            pair.from = Some(form.day(6, model, Look::Back)?);
            pair.until = Some(form.day(7, model, Look::Forward)?);
            pair.alias = Some(form.words(8));
            pair.reading = Some(form.words(9));
            pair.report_agreed = Some(form.day(10, model, Look::Back)?);
            pair.address = Some(form_of_address(&form.text(11)));
            Ok(vec![model.write(Order::EditPair(id, pair))])
        }
        _ => Ok(vec![model.write(Order::AddPair(pair))]),
    }
}

fn every(form: &Form, field: usize, lang: Lang) -> Result<Option<Cadence>, (usize, String)> {
    let Some(text) = form.words(field) else { return Ok(None) };
    let wrong = || (field, lang.fill("problem-cadence", [("input", text.as_str().into())]));
    capture::parse_cadence(&text).map(Some).ok_or_else(wrong)
}
