//! Dialogs that were answered: one whose answer the journal refuses comes back with all that was typed into it.

use super::{Field, Form, Kind};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, note};

/// A dialog that was answered, until the journal has taken the answer.
pub struct Given {
    pub form: Box<Form>,
    ticket: Ticket,
    refused: bool,
    /// What it stood on: so many overlays, and whether a note was open.
    stood_on: (usize, bool),
}

/// What the uppermost overlay stands on, or a new one would.
fn ground(model: &Model) -> (usize, bool) {
    (model.overlays.len(), model.writing.is_some())
}

/// Remembers a dialog whose answer is on its way to the journal.
pub fn give(model: &mut Model, form: Box<Form>, effects: &[Effect]) {
    let ticket = effects.iter().find_map(|e| if let Effect::Write(ticket, _) = e { Some(*ticket) } else { None });
    let Some(ticket) = ticket else { return };
    // A session of the past opens its note at once: what was said about it is in the dialog alone.
    let opens_note = matches!(form.kind, Kind::Afterwards(_));
    // What a note brings to the journal stays in the note.
    if opens_note || !note::save::is_answer(model, ticket) {
        let (overlays, writes) = ground(model);
        let stood_on = (overlays, writes && !opens_note);
        model.given.push(Given { form, ticket, refused: false, stood_on });
    }
}

/// What a refusal asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Nothing,
    /// Whether words are meant to be where others may see them.
    WhetherMeant,
}

/// The journal has answered a request: `refusal` says why it was not done.
pub fn answered(model: &mut Model, ticket: Ticket, refusal: Option<(&str, Asked)>) {
    match refusal {
        None => model.given.retain(|given| given.ticket != ticket),
        Some((why, asked)) => {
            for given in model.given.iter_mut().filter(|given| given.ticket == ticket) {
                (given.refused, given.form.error) = (true, Some(why.to_owned()));
                // Whoever answers it again has read why it was refused.
                given.form.seen = None;
                if asked == Asked::WhetherMeant {
                    given.form.fields.iter_mut().for_each(Field::is_told);
                }
            }
            let opened = |given: &Given| given.ticket == ticket && matches!(given.form.kind, Kind::Afterwards(_));
            if model.given.iter().any(opened) {
                match &model.writing {
                    // The dialog comes back in the place of its empty note.
                    Some(writing) if writing.editor.is_empty() => model.writing = None,
                    // What was written meanwhile goes on without it.
                    _ => model.given.retain(|given| !opened(given)),
                }
            }
        }
    }
}

/// Puts a refused dialog back where it was, once what was opened there since is closed: it takes no key that was meant
/// for something else.
pub fn come_back(model: &mut Model) {
    let ground = ground(model);
    let fits = |given: &Given| given.refused && ground.0 <= given.stood_on.0 && ground.1 == given.stood_on.1;
    if let Some(place) = model.given.iter().position(fits) {
        let given = model.given.remove(place);
        model.overlays.push(Overlay::Form(given.form));
    }
}
