//! What is on the desk and not in the journal, put together as a text for a file. Words that are to be sealed are counted
//! and left out: a file is no place for them.

use crate::domain::vault::VaultState;
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::screens::form::{Field, Form, Input, Kind};
use crate::tui::screens::wrapup::Wrapping;

/// What the journal lacks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unsaved {
    pub text: String,
    /// So many thoughts are to be sealed, and not in the text.
    pub sealed: usize,
}

impl Unsaved {
    /// Adds a part under a heading of its own.
    fn add(&mut self, heading: &str, text: &str) {
        if !text.trim().is_empty() {
            self.text.push_str(&format!("\n== {heading} ==\n{}\n", text.trim_end_matches('\n')));
        }
    }
}

/// The note, and every dialog with words in it. Beside a journal that is only looked at nothing is written either.
pub fn all(model: &mut Model) -> Unsaved {
    if model.look_only {
        return Unsaved::default();
    }
    let mut found = note(model);
    let aside = model.leave.aside.iter().map(|(overlay, _)| overlay);
    for overlay in model.overlays.iter().chain(aside) {
        add_overlay(model, overlay, &mut found);
    }
    for given in &model.given {
        add_form(model, &given.form, &mut found);
    }
    found
}

/// The note alone.
pub fn note(model: &mut Model) -> Unsaved {
    let mut found = Unsaved::default();
    let readable = is_readable(model);
    let Some(writing) = &mut model.writing else { return found };
    if !writing.is_unsaved() {
        found.sealed = writing.held;
        return found;
    }
    let (text, sealed) = writing.text_for_a_file(readable);
    let (pair, at) = (writing.pair, writing.at);
    found.sealed = sealed;
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let name = model.desk.pairs.iter().find(|view| view.pair.id == pair).map(|view| view.pair.name.clone());
    let when = lang.with_time(&lang.full_day(at.date_naive(), today), at);
    found.add(&[name, Some(when)].into_iter().flatten().collect::<Vec<_>>().join(" · "), &text);
    found
}

/// What stands above it in the file: when this was, and why it is not in the journal.
pub fn head(model: &Model, said: &[String]) -> String {
    let (lang, now) = (model.lang, model.now.wall);
    let when = format!("{} {}", lang.full_day(now.date_naive(), now.date_naive()), lang.time(now));
    format!("tomoni · {when}\n{}\n", lang.sentences(&[&*lang.t("leave-file-head"), &lang.sentences(said)]))
}

/// Whether nothing is to be sealed: the journal has said that it has no vault.
fn is_readable(model: &Model) -> bool {
    model.vault.known && model.vault.state == VaultState::Off
}

/// What was typed into one dialog.
pub fn add_overlay(model: &Model, overlay: &Overlay, found: &mut Unsaved) {
    if model.look_only {
        return;
    }
    match overlay {
        Overlay::Form(form) => add_form(model, form, found),
        Overlay::WrapUp(wrapping) => add_wrap_up(model, wrapping, found),
        // Nothing is written in these.
        Overlay::Palette(_)
        | Overlay::Help(_)
        | Overlay::Summary(_)
        | Overlay::Bin(_)
        | Overlay::Goal(_)
        | Overlay::Prep(_)
        | Overlay::Ledger(_)
        | Overlay::Questions(_)
        | Overlay::Search(_)
        | Overlay::Calendar(_)
        | Overlay::Timeline(_)
        | Overlay::Confirm(_) => {}
    }
}

fn add_form(model: &Model, form: &Form, found: &mut Unsaved) {
    if !is_for_the_journal(&form.kind) {
        return;
    }
    let typed = form.fields.iter().filter_map(|field| match &field.input {
        Input::Text(editor) if !field.secret && editor.revision() > 0 => Some((field, editor.text())),
        _ => None,
    });
    let typed: Vec<(&Field, String)> = typed.filter(|(_, text)| !text.trim().is_empty()).collect();
    if typed.is_empty() {
        return;
    }
    let readable = is_readable(model);
    if !readable && form.is_sealed(&model.desk) {
        found.sealed += 1;
        return;
    }
    let (sealed, rest): (Vec<_>, Vec<_>) = typed.into_iter().partition(|(field, _)| !readable && field.quotes_sealed());
    found.sealed += sealed.len();
    let lines = rest.iter().map(|(field, text)| format!("{}: {text}\n", model.lang.t(field.label)));
    found.add(&model.lang.t(form.title), &lines.collect::<String>());
}

/// Whether what is typed there is meant to be kept.
fn is_for_the_journal(kind: &Kind) -> bool {
    match kind {
        Kind::Welcome
        | Kind::NewPair
        | Kind::EditPair(_)
        | Kind::PausePair(_)
        | Kind::EndPair(_)
        | Kind::PlanSession(_)
        | Kind::Afterwards(_)
        | Kind::EditSession(_)
        | Kind::MoveSession(_)
        | Kind::NewGoal(_)
        | Kind::EditGoal(_)
        | Kind::ReviseGoal(_)
        | Kind::CheckIn(_)
        | Kind::Settle(..)
        | Kind::Due(_)
        | Kind::Later(_)
        | Kind::Topic(_)
        | Kind::Hard(_)
        | Kind::Reword(..)
        | Kind::NewQuestion
        | Kind::EditQuestion(_)
        | Kind::NewItem(..)
        | Kind::EditItem(_)
        | Kind::Feel(..)
        | Kind::SummaryComment => true,
        Kind::SaveFile(_)
        | Kind::ReplaceFile(..)
        | Kind::SummaryDays
        | Kind::Unlock
        | Kind::NewVault
        | Kind::VaultCode(_)
        | Kind::GoToDay(_) => false,
    }
}

fn add_wrap_up(model: &Model, wrapping: &Wrapping, found: &mut Unsaved) {
    let Some(sheet) = &wrapping.sheet else { return };
    let (mut lines, readable) = (String::new(), is_readable(model));
    for row in sheet.rows.iter().filter(|row| row.is_touched()) {
        let Some(words) = row.words_typed(model.lang) else { continue };
        if !readable && sheet.is_private(row) {
            found.sealed += 1;
        } else {
            lines.push_str(&words);
            lines.push('\n');
        }
    }
    found.add(&model.lang.t("scope-wrapup"), &lines);
}
