//! Words that are pasted into a dialog: where they come from a line that fewer may see than the field, they are not taken
//! without a word.

use super::{Field, Form, Input};
use crate::domain::Limits;
use crate::tui::effect::{Effect, Order};
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
            if objection.is_some() {
                field.is_told();
            }
            (form.refused, form.error) = (None, None);
        }
    }
}

/// The effects of an answer, with the texts that the person wants although something was said against them. The journal
/// compares all the others with its lines.
pub fn meant(form: &Form, effects: Vec<Effect>) -> Vec<Effect> {
    let texts: Vec<String> = form.fields.iter().filter_map(Field::meant).collect();
    if texts.is_empty() {
        return effects;
    }
    let with_texts = |effect| match effect {
        Effect::Write(ticket, order) => Effect::Write(ticket, Box::new(Order::Meant(texts.clone(), order))),
        other => other,
    };
    effects.into_iter().map(with_texts).collect()
}
