//! Moving through the fields of a dialog, and answering it.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::{Form, Kind, submit, view};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::input::key::Key;
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, give_up, leave, vault};

pub const COMMANDS: &[Command] = &[
    row("form.enter", Scope::Form, &["enter"], Shows::Hint(1), Does::WritesIf(writes), always, enter),
    row("form.submit", Scope::Form, &["ctrl-s"], Shows::Hint(2), Does::WritesIf(writes), always, submit),
    row("form.next", Scope::Form, &["tab"], Shows::Hint(3), Does::Looks, several, next),
    row("form.previous", Scope::Form, &["shift-tab"], Shows::Help, Does::Looks, always, previous),
    row("form.down", Scope::Form, &["down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("form.up", Scope::Form, &["up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("form.choose-next", Scope::Form, &["right"], Shows::Hint(4), Does::Looks, on_choice, |m| turn(m, 1)),
    row("form.choose-previous", Scope::Form, &["left"], Shows::Help, Does::Looks, on_choice, |m| turn(m, -1)),
    row("form.cancel", Scope::Form, &["esc"], Shows::Hint(5), Does::Looks, always, cancel),
];

fn form(model: &mut Model) -> Option<&mut Form> {
    match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => Some(form),
        _ => None,
    }
}

/// What Enter and Ctrl-S do in the dialog that is open, where they do not what their names in the catalogue say: in the
/// last field Enter answers the dialog, and a dialog that changes nothing saves nothing.
pub fn words_now(model: &Model, command: &Command) -> Option<&'static str> {
    let Some(Overlay::Form(form)) = model.overlays.last() else { return None };
    let is_last = form.focus + 1 >= form.fields.len();
    let only_chooses = matches!(form.kind, Kind::SummaryDays | Kind::SummaryComment | Kind::Unlock | Kind::GoToDay(_));
    match command.id {
        "form.enter" if !is_last => None,
        "form.enter" | "form.submit" if only_chooses => Some("cmd-form-choose"),
        "form.enter" => Some("cmd-form-submit"),
        _ => None,
    }
}

fn writes(model: &Model) -> bool {
    matches!(model.overlays.last(), Some(Overlay::Form(form)) if form.kind.writes())
}

fn several(model: &Model) -> bool {
    matches!(model.overlays.last(), Some(Overlay::Form(form)) if form.fields.len() > 1)
}

fn on_choice(model: &Model) -> bool {
    match model.overlays.last() {
        Some(Overlay::Form(form)) => {
            form.fields.get(form.focus).is_some_and(|f| matches!(f.input, super::Input::Choice { .. }))
        }
        _ => false,
    }
}

fn next(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form(model) {
        form.focus = (form.focus + 1) % form.fields.len().max(1);
    }
    Vec::new()
}

fn previous(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form(model) {
        let len = form.fields.len().max(1);
        form.focus = (form.focus + len - 1) % len;
    }
    Vec::new()
}

/// To the next field; from the last one it answers the dialog.
fn enter(model: &mut Model) -> Vec<Effect> {
    match form(model) {
        Some(form) if form.focus + 1 < form.fields.len() => next(model),
        _ => submit(model),
    }
}

/// Up and down in a column of options; elsewhere to the field above or below.
fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let width = view::inner_width(model.size.0);
    match form(model).and_then(Form::focused_choice) {
        Some((chosen, options)) if view::is_column(options, width) => {
            *chosen = chosen.saturating_add_signed(by).min(options.len().saturating_sub(1));
            Vec::new()
        }
        _ if by > 0 => next(model),
        _ => previous(model),
    }
}

/// A key on a choice: the first letter of an option chooses it, a digit the option in that place, where none begins with
/// it; a space goes on to the next.
pub fn pick(chosen: &mut usize, options: &[String], event: KeyEvent) {
    let (Some(typed), KeyCode::Char(c)) = (Key::as_typed(event), Key::of_command(event).code) else { return };
    let begins = options.iter().position(|option| option.starts_with([typed, c]));
    let in_place = c.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
    if c == ' ' {
        *chosen = (*chosen + 1) % options.len().max(1);
    } else if let Some(place) = begins.or(in_place).filter(|place| *place < options.len()) {
        *chosen = place;
    }
}

fn turn(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some((chosen, options)) = form(model).and_then(Form::focused_choice) {
        let len = options.len().max(1);
        *chosen = (*chosen + len).saturating_add_signed(by) % len;
    }
    Vec::new()
}

fn cancel(model: &mut Model) -> Vec<Effect> {
    if !give_up::may_close(model) {
        return Vec::new();
    }
    let mut effects = vault::abandon(model);
    let Some(overlay) = model.overlays.pop() else { return effects };
    if matches!(&overlay, Overlay::Form(form) if matches!(form.kind, super::Kind::VaultCode(_))) {
        let said = model.lang.t("vault-nothing-sealed");
        model.say(said);
        // Neither its key nor its code stays anywhere.
        effects.extend([Effect::Abandon, Effect::Wipe]);
    }
    effects.extend(leave::given_up(model, overlay));
    effects
}
