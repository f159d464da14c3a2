//! Going to what was found.

use super::things::Target;
use crate::domain::ids::{EntryId, GoalId, PairId, SessionId};
use crate::tui::effect::Effect;
use crate::tui::input::command::Command;
use crate::tui::model::Model;
use crate::tui::screens::desk::Pane;

pub fn go(model: &mut Model, target: Target) -> Vec<Effect> {
    match target {
        Target::Command(command) => return call(model, command),
        Target::Shell(command) => {
            let said = model.lang.fill("palette-in-a-shell", [("command", format!("tomoni {command}").into())]);
            model.say(said);
            return Vec::new();
        }
        Target::Pair(_) | Target::Session(..) | Target::Goal(_) | Target::Person(..) => {}
    }
    // What is gone to lies on the desk.
    model.overlays.clear();
    match target {
        Target::Command(_) | Target::Shell(_) => Vec::new(),
        Target::Pair(pair) => to_pair(model, pair),
        Target::Session(pair, session) => to_session(model, pair, session),
        Target::Goal(goal) => to_goal(model, goal),
        Target::Person(Some(session), line) => model.go_to_line(session, line),
        Target::Person(None, line) => to_later(model, line),
    }
}

/// What belongs to a pane happens there.
fn call(model: &mut Model, command: &'static Command) -> Vec<Effect> {
    if let Some(pane) = Pane::ALL.into_iter().find(|p| p.scope() == command.scope) {
        model.desk.focus = pane;
    }
    command.call(model)
}

fn to_pair(model: &mut Model, pair: PairId) -> Vec<Effect> {
    model.desk.focus = Pane::Sessions;
    model.choose_pair(pair)
}

fn to_session(model: &mut Model, pair: PairId, session: SessionId) -> Vec<Effect> {
    let mut effects = to_pair(model, pair);
    effects.extend(model.go_to_session(session));
    effects
}

fn to_goal(model: &mut Model, goal: GoalId) -> Vec<Effect> {
    model.desk.focus = Pane::Goals;
    let place = model.desk.goals().iter().position(|view| view.goal.id == goal);
    place.map_or_else(Vec::new, |place| model.choose(Pane::Goals, place))
}

fn to_later(model: &mut Model, line: EntryId) -> Vec<Effect> {
    model.desk.focus = Pane::Later;
    let place = model.desk.for_later().iter().position(|entry| entry.id == line);
    place.map_or_else(Vec::new, |place| model.choose(Pane::Later, place))
}
