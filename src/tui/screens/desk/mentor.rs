//! What can be done with the six keys: go into one, tick its items, say how it feels, add an item.

use crate::domain::checklist::{BoardItem, ItemMoment};
use crate::domain::forms::NewTick;
use crate::domain::ids::PairId;
use crate::domain::views::Binned;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::screens::form;

pub const COMMANDS: &[Command] = &[
    row("mentor.open", Scope::Mentor, &["enter"], Shows::Hint(1), Does::Looks, is_closed, open),
    row("mentor.tick", Scope::Mentor, &["space"], Shows::Hint(1), Does::Writes, has_item, tick),
    row("mentor.feel", Scope::Mentor, &["f"], Shows::Hint(2), Does::Writes, has_key, feel),
    row("mentor.new", Scope::Mentor, &["n"], Shows::Hint(3), Does::Writes, has_key, new),
    row("mentor.edit", Scope::Mentor, &["e"], Shows::Palette, Does::Writes, is_own, edit),
    row("mentor.delete", Scope::Mentor, &["x"], Shows::Palette, Does::Writes, is_own, delete),
];

fn is_closed(model: &Model) -> bool {
    has_key(model) && !model.desk.key_open
}

fn has_key(model: &Model) -> bool {
    model.desk.chosen_key().is_some()
}

fn has_item(model: &Model) -> bool {
    model.desk.chosen_item().is_some()
}

fn is_own(model: &Model) -> bool {
    model.desk.chosen_item().is_some_and(|i| i.own.is_some())
}

/// The pair and the key that are chosen.
fn chosen(model: &Model) -> Option<(PairId, String)> {
    let data = model.desk.data.as_ref()?;
    Some((data.pair, model.desk.chosen_key()?.key.clone()))
}

fn open(model: &mut Model) -> Vec<Effect> {
    model.desk.key_open = true;
    model.desk.item = 0;
    model.desk.offsets.remove(&super::Pane::Mentor);
    Vec::new()
}

/// Ticks an item: open, done, not this time, and round again.
fn tick(model: &mut Model) -> Vec<Effect> {
    let Some(data) = &model.desk.data else { return Vec::new() };
    let (pair, session) = (data.pair, data.board.session);
    let Some(BoardItem { id, when, state, .. }) = model.desk.chosen_item() else { return Vec::new() };
    if *when == ItemMoment::Session && session.is_none() {
        let said = model.lang.t("mentor-needs-session");
        model.say(said);
        return Vec::new();
    }
    let session = session.filter(|_| *when == ItemMoment::Session);
    let new = NewTick { pair, item: id.clone(), state: state.next(), session };
    vec![model.write(Order::Tick(new))]
}

fn feel(model: &mut Model) -> Vec<Effect> {
    let Some((pair, key)) = chosen(model) else { return Vec::new() };
    let level = model.desk.chosen_key().and_then(|k| k.level());
    form::open(model, form::mentor::feel(pair, &key, level, model.lang))
}

fn new(model: &mut Model) -> Vec<Effect> {
    let Some((pair, key)) = chosen(model) else { return Vec::new() };
    form::open(model, form::mentor::new_item(pair, &key, model.lang))
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = model.desk.chosen_item().and_then(|i| i.own.as_ref()).map(form::mentor::edit_item) else {
        return Vec::new();
    };
    form::open(model, dialog)
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.desk.chosen_item().and_then(|i| i.own.as_ref()).map(|o| o.id) else { return Vec::new() };
    super::commands::delete(model, Binned::OwnItem(id))
}
