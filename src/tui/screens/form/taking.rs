//! Words that are pasted into a dialog: where they come from a line that fewer may see than the field, they are not taken
//! without a word.

use super::{Form, Input};
use crate::domain::Limits;
use crate::tui::effect::{Effect, Order, Pasted};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

/// Pastes into the field in focus, unless its readers may not see the words.
pub fn paste(model: &mut Model, text: &str) {
    let (now, lang) = (model.now.mono, model.lang);
    let Model { overlays, copied, .. } = model;
    let Some(Overlay::Form(form)) = overlays.last_mut() else { return };
    let (focus, number) = (form.focus, copied.number_of(text));
    let Some(field) = form.fields.get_mut(focus) else { return };
    let Input::Text(editor) = &mut field.input else { return };
    let limits = copied.limits_of(text);
    let objection = field.readers.objection(limits);
    let again = form.refused == Some((focus, number));
    match objection.filter(|objection| !again || !objection.can_be_overruled()) {
        Some(objection) => {
            form.refused = Some((focus, number));
            form.error = Some(lang.objection(objection));
        }
        None => {
            // What the person has confirmed limits nothing any more; whatever else the words quote, the journal has to see.
            let marks = if objection.is_some() { Limits::OUTSIDE } else { limits };
            editor.paste_marked(text, now, |_| marks.bits());
            field.sure = objection.is_some();
            (form.refused, form.error) = (None, None);
        }
    }
}

/// The effects of an answer. Where words were pasted that nobody has copied here, the journal looks first whose they are.
pub fn checked(form: &Form, effects: Vec<Effect>) -> Vec<Effect> {
    let pasted = |field: &super::Field| match &field.input {
        Input::Text(editor) if field.readers.keeps_words() && field.taken_in().is_outside() => {
            Some(Pasted { text: editor.text(), readers: field.readers, sure: field.sure })
        }
        Input::Text(_) | Input::Choice { .. } => None,
    };
    let pasted: Vec<Pasted> = form.fields.iter().filter_map(pasted).collect();
    if pasted.is_empty() {
        return effects;
    }
    let mut pasted = Some(pasted);
    let check = |effect| match effect {
        Effect::Write(ticket, order) => match pasted.take() {
            Some(pasted) => Effect::Write(ticket, Box::new(Order::Checked(pasted, order))),
            None => Effect::Write(ticket, order),
        },
        other => other,
    };
    effects.into_iter().map(check).collect()
}
