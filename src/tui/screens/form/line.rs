//! Dialogs about single lines: what became of a promise, when it is due, a line for later, a question of
//! one's own; and where to put a text.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::meaning::{Reads, day_in_field};
use super::{Answer, Field, Form, Kind};
use crate::capture::{self, Look};
use crate::domain::forms::{EntryForm, Settlement};
use crate::domain::ids::PairId;
use crate::domain::questions::OwnQuestion;
use crate::domain::{Entry, EntryState, Limits, Readers};
use crate::i18n::Lang;
use crate::tui::effect::{Effect, Leaving, Order};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, summary};

/// What became of a promise: a result, or what was learned from trying.
pub fn settle(entry: &Entry, state: EntryState, lang: Lang) -> Form {
    let (title, label, hint, value) = match state {
        EntryState::Tried => ("settle-tried-title", "settle-field-learned", "settle-hint-learned", &entry.learned),
        EntryState::Partly => ("settle-partly-title", "settle-field-result", "settle-hint-result", &entry.result),
        _ => ("settle-done-title", "settle-field-result", "settle-hint-result", &entry.result),
    };
    let field = Field::words(label, readers(entry), Some(hint), value.as_deref().unwrap_or_default());
    let fields = vec![field.of_line(Limits::of(entry))];
    Form::new(Kind::Settle(entry.id, state), title, fields)
        .about(capture::body_or(&entry.raw, |raw| lang.unreadable(raw)))
}

/// Who reads what is said about a promise: it is stored with the line, sealed with it, and goes where the line goes.
fn readers(entry: &Entry) -> Readers {
    if entry.raw.is_sealed() {
        return Readers::Line;
    }
    entry.visibility.readers()
}

pub fn due(entry: &Entry, today: NaiveDate, lang: Lang) -> Form {
    let by_words = !entry.due_chosen && entry.due_phrase.as_deref().is_some_and(capture::is_next_time);
    let now = match entry.due {
        _ if by_words || entry.is_due_next_time() => lang.t("due-next-time").into_owned(),
        day => day.map(|day| day_in_field(day, today, Look::Forward, lang)).unwrap_or_default(),
    };
    let field = Field::value("line-field-due", Readers::NotStored, Some("line-hint-due"), &now);
    let fields = vec![field.reads(Reads::Due)];
    Form::new(Kind::Due(entry.id), "line-due-title", fields)
        .about(capture::body_or(&entry.raw, |raw| lang.unreadable(raw)))
}

pub fn later(pair: PairId) -> Form {
    Form::new(
        Kind::Later(pair),
        "later-title",
        vec![Field::words("later-field-text", Readers::Line, Some("later-hint-text"), "")],
    )
}

/// A question of one's own for the bank, or new words for one.
pub fn question(known: Option<&OwnQuestion>) -> Form {
    let (kind, title) = match known {
        Some(question) => (Kind::EditQuestion(question.id), "question-edit-title"),
        None => (Kind::NewQuestion, "question-new-title"),
    };
    let text = known.map_or("", |q| q.text.as_str());
    Form::new(
        kind,
        title,
        vec![Field::words("question-field-text", Readers::Partner, Some("question-hint-text"), text)],
    )
}

pub fn save_file(leaving: Leaving, name: &str) -> Form {
    Form::new(
        Kind::SaveFile(leaving),
        "save-title",
        vec![Field::value("save-field-path", Readers::Programme, None, name)],
    )
}

/// A file stands where one was to be written: whether it may give way is asked, with the name as it was typed.
pub fn ask_to_replace(model: &mut Model, path: PathBuf, leaving: Leaving) {
    let about = model.lang.fill("save-exists", [("path", path.display().to_string().into())]);
    let options = ["save-keep", "save-replace"].map(|id| model.lang.t(id).into_owned()).to_vec();
    let fields = vec![Field::choice("save-field-replace", options, 0)];
    let form = Form::new(Kind::ReplaceFile(path, leaving), "save-title", fields).about(about);
    model.overlays.push(Overlay::Form(Box::new(form)));
}

/// What is written is what stands on the page behind the dialog.
fn still_so(model: &mut Model, leaving: &Leaving) -> Result<(), (usize, String)> {
    let so = summary::commands::is_on_the_page(model, leaving);
    if so { Ok(()) } else { Err((0, model.lang.t("save-page-changed").into_owned())) }
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let lang = model.lang;
    let order = match &form.kind {
        Kind::Settle(id, state) => {
            let words = form.words(0);
            let settlement = match state {
                EntryState::Tried => {
                    let learned = words.ok_or_else(|| (0, lang.t("settle-needs-learned").into_owned()))?;
                    Settlement { learned: Some(learned), ..Settlement::plain(*state) }
                }
                _ => Settlement { result: words, ..Settlement::plain(*state) },
            };
            Order::Settle(*id, settlement)
        }
        Kind::Due(id) if capture::means_next_time(&form.text(0)) => {
            Order::EditLine(*id, EntryForm { next_time: true, ..EntryForm::default() })
        }
        Kind::Due(id) => {
            let due = form.day(0, model, Look::Forward)?;
            Order::EditLine(*id, EntryForm { due: Some(due), ..EntryForm::default() })
        }
        Kind::Later(pair) => {
            let line = form.needed(0, lang)?;
            if model.waits_for_key(&line) {
                return Err((0, lang.t("vault-unlock-to-keep").into_owned()));
            }
            if form.taken_in(0).seals() && model.is_locked() {
                return Err((0, lang.t("field-words-locked").into_owned()));
            }
            Order::Later(*pair, line, form.taken_in(0))
        }
        Kind::NewQuestion => Order::AddQuestion(form.needed(0, lang)?),
        Kind::EditQuestion(id) => Order::EditQuestion(*id, form.needed(0, lang)?),
        Kind::SaveFile(leaving) => {
            let path = form.needed(0, lang)?;
            still_so(model, leaving)?;
            return Ok(vec![Effect::SaveFile { path: path.into(), leaving: leaving.clone(), replace: false }]);
        }
        Kind::ReplaceFile(path, leaving) if form.choice(0) == 1 => {
            still_so(model, leaving)?;
            return Ok(vec![Effect::SaveFile { path: path.clone(), leaving: leaving.clone(), replace: true }]);
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![model.write(order)])
}
