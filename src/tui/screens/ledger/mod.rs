//! The promises of a pair, both ways.

pub mod view;

use crate::domain::ids::PairId;
use crate::domain::views::Ledger;
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Promises {
    pub pair: PairId,
    pub ready: Option<Ledger>,
    pub offset: usize,
}

pub const COMMANDS: &[Command] = &[row("ledger.close", Scope::Ledger, &["esc"], Shows::Hint(90), always, close)];

/// Opens the ledger of a pair.
pub fn open(model: &mut Model, pair: PairId) -> Vec<Effect> {
    model.overlays.push(Overlay::Ledger(Promises { pair, ready: None, offset: 0 }));
    vec![model.read(Query::Ledger(pair))]
}

pub fn arrived(model: &mut Model, ready: Ledger) {
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::Ledger(l) = o { Some(l) } else { None });
    if let Some(ledger) = open {
        ledger.ready = Some(ready);
    }
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
