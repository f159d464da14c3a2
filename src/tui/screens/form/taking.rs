//! Words that are pasted into a dialog: where they come from a line that fewer may see than the field, they are not taken
//! without a word.

use super::{Field, Form, Input};
use crate::domain::Limits;
use crate::tui::effect::{Effect, Order};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, vault};
use crate::tui::widgets::editor::{Action, Reaction};

/// Has the text of the field in focus do something.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(Overlay::Form(form)) = model.overlays.last_mut() else { return Vec::new() };
    form.error = None;
    let secret = form.is_secret();
    let reaction = form.focused_text().map(|text| text.handle(action, now));
    match reaction {
        _ if secret => vault::dialogs::typed(model),
        Some(Reaction::Copied(text) | Reaction::WasCut(text)) => {
            let Model { overlays, copied, .. } = model;
            if let Some(Overlay::Form(form)) = overlays.last_mut() {
                form.focused_text().into_iter().for_each(|editor| copied.remember(editor));
            }
            let quotes = matches!(model.overlays.last(), Some(Overlay::Form(form)) if form.is_private(&model.desk));
            vault::copy(model, text, quotes)
        }
        _ => Vec::new(),
    }
}

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
