//! Moving through the fields of a dialog, and answering it.

use super::{Form, submit};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, leave, vault};

pub const COMMANDS: &[Command] = &[
    row("form.enter", Scope::Form, &["enter"], Shows::Hint(1), Does::WritesIf(writes), always, enter),
    row("form.submit", Scope::Form, &["ctrl-s"], Shows::Hint(2), Does::WritesIf(writes), always, submit),
    row("form.next", Scope::Form, &["tab", "down"], Shows::Hint(3), Does::Looks, several, next),
    row("form.previous", Scope::Form, &["shift-tab", "up"], Shows::Help, Does::Looks, always, previous),
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

fn turn(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some((chosen, options)) = form(model).and_then(Form::focused_choice) {
        let len = options.len().max(1);
        *chosen = (*chosen + len).saturating_add_signed(by) % len;
    }
    Vec::new()
}

fn cancel(model: &mut Model) -> Vec<Effect> {
    let mut effects = vault::abandon(model);
    let Some(overlay) = model.overlays.pop() else { return effects };
    if matches!(&overlay, Overlay::Form(form) if matches!(form.kind, super::Kind::VaultCode(_))) {
        let said = model.lang.t("vault-nothing-sealed");
        model.say(said);
        // Neither its key nor its code stays anywhere.
        effects.extend([Effect::Abandon, Effect::Wipe]);
    }
    effects.extend(leave::given_up(model, &overlay));
    effects
}
