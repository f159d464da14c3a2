//! From a find to its place on the desk, and from match to match in a note.

use super::{remember, showing};
use crate::capture;
use crate::capture::query::parse_search;
use crate::domain::Entry;
use crate::domain::ids::{EntryId, GoalId, SessionId};
use crate::domain::search::{Hit, HitType};
use crate::text::Needle;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::screens::desk::Pane;

/// Goes to the chosen find; its words stay marked there.
pub fn go(model: &mut Model) -> Vec<Effect> {
    let Some(searching) = showing(model) else { return Vec::new() };
    let Some(hit) = searching.chosen_hit().cloned() else { return Vec::new() };
    let needles = parse_search(&searching.asked).words;
    remember(model);
    model.overlays.clear();
    let mut effects = model.choose_pair(hit.pair);
    effects.extend(go_to(model, &hit));
    model.desk.needles = needles;
    effects
}

fn go_to(model: &mut Model, hit: &Hit) -> Vec<Effect> {
    let desk = &mut model.desk;
    match (hit.what, hit.session) {
        (HitType::Line, Some(session)) => return model.go_to_line(session, EntryId(hit.id)),
        (HitType::Line, None) => (desk.later.id, desk.focus) = (Some(EntryId(hit.id)), Pane::Later),
        (HitType::Session, _) => return model.go_to_session(SessionId(hit.id)),
        (HitType::Goal, _) => (desk.goal.id, desk.focus) = (Some(GoalId(hit.id)), Pane::Goals),
        (HitType::Pair, _) => desk.focus = Pane::Pairs,
    }
    Vec::new()
}

pub fn has_marks(model: &Model) -> bool {
    !model.desk.needles.is_empty()
}

/// Whether a line of a note holds any of the needles, in its words or in what became of it.
fn holds(entry: &Entry, needles: &[Needle]) -> bool {
    let body = entry.raw.text().map(capture::body);
    let texts = [body.as_deref(), entry.result.as_deref(), entry.learned.as_deref()];
    texts.into_iter().flatten().any(|text| needles.iter().any(|needle| needle.is_in(text)))
}

/// To the next or the previous line of this note with a match, round its end.
pub fn walk(model: &mut Model, forward: bool) -> Vec<Effect> {
    let desk = &model.desk;
    let (lines, now) = (desk.lines(), desk.line_place().unwrap_or(0));
    let steps = (1..=lines.len()).map(|by| if forward { now + by } else { now + lines.len() - by });
    let found = steps.map(|place| place % lines.len()).find(|place| holds(&lines[*place], &desk.needles));
    match found {
        Some(place) => model.choose(Pane::Lines, place),
        None => {
            let said = model.lang.t("search-no-match-here");
            model.say(said);
            Vec::new()
        }
    }
}

/// Takes the marks away where lines are in focus. Whether any of them stood there.
pub fn clear_marks(model: &mut Model) -> bool {
    let desk = &mut model.desk;
    if !matches!(desk.focus, Pane::Lines | Pane::Later) {
        return false;
    }
    let needles = std::mem::take(&mut desk.needles);
    let lines = if desk.focus == Pane::Lines { desk.lines() } else { desk.for_later() };
    lines.iter().any(|line| holds(line, &needles))
}

/// What to look for on in the note that is opened at `line`: the first of the marked words that stands in it.
pub fn needle_for(model: &Model, line: &Entry) -> Option<String> {
    let needles = &model.desk.needles;
    let here = needles.iter().find(|needle| line.raw.text().is_some_and(|raw| needle.is_in(raw)));
    here.or(needles.first()).map(|needle| needle.typed().to_owned())
}
