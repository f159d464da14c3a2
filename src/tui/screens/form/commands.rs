//! Moving through the fields of a dialog, and answering it.

use super::{Form, submit};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Scope, Shows, always};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub const COMMANDS: &[Command] = &[
    Command { id: "form.enter", scope: Scope::Form, keys: &["enter"], shows: Shows::Hint(1), available: always, run: enter },
    Command { id: "form.submit", scope: Scope::Form, keys: &["ctrl-s"], shows: Shows::Hint(2), available: always, run: submit },
    Command { id: "form.next", scope: Scope::Form, keys: &["tab", "down"], shows: Shows::Hint(3), available: always, run: next },
    Command {
        id: "form.previous",
        scope: Scope::Form,
        keys: &["shift-tab", "up"],
        shows: Shows::Help,
        available: always,
        run: previous,
    },
    Command {
        id: "form.choose-next",
        scope: Scope::Form,
        keys: &["right"],
        shows: Shows::Hint(4),
        available: on_choice,
        run: |m| turn(m, 1),
    },
    Command {
        id: "form.choose-previous",
        scope: Scope::Form,
        keys: &["left"],
        shows: Shows::Help,
        available: on_choice,
        run: |m| turn(m, -1),
    },
    Command { id: "form.cancel", scope: Scope::Form, keys: &["esc"], shows: Shows::Hint(5), available: always, run: cancel },
];

fn form(model: &mut Model) -> Option<&mut Form> {
    match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => Some(form),
        _ => None,
    }
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
    if let Some((chosen, len)) = form(model).and_then(Form::focused_choice) {
        *chosen = (*chosen + len).saturating_add_signed(by) % len.max(1);
    }
    Vec::new()
}

fn cancel(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
