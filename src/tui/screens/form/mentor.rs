//! Dialogs about the six keys.

use super::{Answer, Field, Form, Kind};
use crate::domain::Readers;
use crate::domain::checklist::{ItemMoment, Model as Content, OwnItem};
use crate::domain::forms::{NewItem, NewRating};
use crate::domain::ids::PairId;
use crate::i18n::{Label, Lang};
use crate::tui::effect::Order;
use crate::tui::model::Model;

/// How a key feels now, 1 to 5, each with its description.
pub fn feel(pair: PairId, key: &str, level: Option<u8>, lang: Lang) -> Form {
    let content = Content::built_in();
    let pillar = content.pillar(key);
    let options = pillar
        .map_or_else(Vec::new, |p| p.ratings.iter().map(|r| format!("{}  {}", r.level, lang.pick(&r.text))).collect());
    let chosen = level.map_or(2, |l| usize::from(l).saturating_sub(1));
    let fields = vec![
        Field::choice("feel-field-level", options, chosen),
        Field::words("feel-field-note", Readers::Me, Some("feel-hint-note"), ""),
    ];
    let name = pillar.map_or("", |p| lang.pick(&p.name));
    let prompt = lang.pick(&content.meta.rating_prompt);
    let about = lang.fill(
        "feel-about",
        [("key", name.into()), ("prompt", prompt.into()), ("note", lang.pick(&content.meta.rating_note).into())],
    );
    Form::new(Kind::Feel(pair, key.to_owned()), "feel-title", fields).about(about)
}

pub fn new_item(pair: PairId, key: &str, lang: Lang) -> Form {
    let moments = ItemMoment::ALL.iter().map(|m| m.label(lang).into_owned()).collect();
    let fields = vec![
        Field::words("item-field-text", Readers::Partner, Some("item-hint-text"), ""),
        // Most own items are for every session.
        Field::choice("item-field-when", moments, 1),
    ];
    Form::new(Kind::NewItem(pair, key.to_owned()), "item-new-title", fields)
}

pub fn edit_item(item: &OwnItem) -> Form {
    let fields = vec![Field::words("item-field-text", Readers::Partner, Some("item-hint-text"), &item.text)];
    Form::new(Kind::EditItem(item.id), "item-edit-title", fields)
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let lang = model.lang;
    let order = match &form.kind {
        Kind::Feel(pair, key) => {
            let level = form.choice(0) as u8 + 1;
            Order::Rate(NewRating { pair: *pair, key: key.clone(), level, note: form.text(1), at: None })
        }
        Kind::NewItem(pair, key) => {
            let when = ItemMoment::ALL.get(form.choice(1)).copied().unwrap_or(ItemMoment::Session);
            Order::AddItem(NewItem { pair: *pair, key: key.clone(), when, text: form.needed(0, lang)? })
        }
        Kind::EditItem(id) => Order::EditItem(*id, form.needed(0, lang)?),
        _ => return Ok(Vec::new()),
    };
    Ok(vec![model.write(order)])
}
