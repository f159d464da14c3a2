//! The one screen before a meeting.

pub mod view;

use crate::domain::ids::{PairId, SessionId};
use crate::domain::views::Prep;
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;

pub struct Preparing {
    pub pair: PairId,
    /// The session that is prepared; `None`: whichever comes next.
    pub session: Option<SessionId>,
    pub ready: Option<Prep>,
}

impl Preparing {
    pub fn query(&self) -> Query {
        Query::Prep(self.pair, self.session)
    }
}

pub const COMMANDS: &[Command] = &[row("prep.close", Scope::Prep, &["esc"], Shows::Hint(90), always, close)];

/// Opens the preparation of a session.
pub fn open(model: &mut Model, pair: PairId, session: Option<SessionId>) -> Vec<Effect> {
    model.overlays.push(Overlay::Prep(Box::new(Preparing { pair, session, ready: None })));
    vec![model.read(Query::Prep(pair, session))]
}

/// What there is to know has arrived.
pub fn arrived(model: &mut Model, ready: Prep) {
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::Prep(p) = o { Some(p) } else { None });
    if let Some(prep) = open {
        prep.ready = Some(ready);
    }
}

/// The agenda that may leave is here.
pub fn copy(_model: &mut Model, text: String) -> Vec<Effect> {
    vec![Effect::Copy(text)]
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
