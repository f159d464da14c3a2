//! What can be done with the sessions of the chosen pair.

use super::commands::has_pair;
use crate::domain::forms::SessionForm;
use crate::domain::session::{Session, SessionKind, SessionStatus};
use crate::domain::views::Binned;
use crate::i18n::Label;
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, row};
use crate::tui::model::Model;
use crate::tui::screens::{form, note, prep, summary, vault, wrapup};

pub const COMMANDS: &[Command] = &[
    row("sessions.new", Scope::Sessions, &["n"], Shows::Hint(1), Does::Writes, has_pair, note::begin),
    row("sessions.open", Scope::Sessions, &["enter"], Shows::Hint(2), Does::WritesIf(opens_note), has_session, open),
    row("sessions.plan", Scope::Sessions, &["N"], Shows::Hint(11), Does::Writes, has_pair, plan),
    row("sessions.edit", Scope::Sessions, &["e"], Shows::Hint(12), Does::Writes, has_session, edit),
    row("sessions.start", Scope::Sessions, &["b"], Shows::Hint(3), Does::Writes, is_planned, note::start),
    row("sessions.begin-now", Scope::Sessions, &["ctrl-b"], Shows::Palette, Does::Writes, has_pair, note::begin_now),
    row("sessions.afterwards", Scope::Sessions, &["a"], Shows::Palette, Does::Writes, has_pair, afterwards),
    row("sessions.wrap-up", Scope::Sessions, &["w"], Shows::Hint(4), Does::Writes, can_be_wrapped_up, wrap_up),
    row("sessions.hold", Scope::Sessions, &["d"], Shows::Palette, Does::Writes, is_planned, |m| {
        turn(m, SessionStatus::Held)
    }),
    row("sessions.move", Scope::Sessions, &["m"], Shows::Palette, Does::Writes, is_planned, move_to),
    row("sessions.cancel", Scope::Sessions, &["-"], Shows::Palette, Does::Writes, is_planned, |m| {
        turn(m, SessionStatus::Cancelled)
    }),
    row("sessions.missed", Scope::Sessions, &[], Shows::Palette, Does::Writes, is_planned, |m| {
        turn(m, SessionStatus::Missed)
    }),
    row("sessions.seal", Scope::Sessions, &["S"], Shows::Palette, Does::Writes, has_session, seal),
    row("sessions.delete", Scope::Sessions, &["x"], Shows::Palette, Does::Writes, has_session, delete),
    row("desk.summary", Scope::Desk, &["s"], Shows::Hint(10), Does::Looks, has_session, open_summary),
];

pub fn has_session(model: &Model) -> bool {
    model.desk.session_row().is_some()
}

fn chosen(model: &Model) -> Option<&Session> {
    model.desk.session_row().map(|r| &r.session)
}

fn is_planned(model: &Model) -> bool {
    chosen(model).is_some_and(|s| s.status == SessionStatus::Planned)
}

/// Whether a note opens to be written, and no preparation.
fn opens_note(model: &Model) -> bool {
    !is_planned(model)
}

/// A session to come opens with its preparation, any other with its note.
fn open(model: &mut Model) -> Vec<Effect> {
    match chosen(model).filter(|s| s.status == SessionStatus::Planned).map(|s| (s.pair, s.id)) {
        Some((pair, id)) => prep::open(model, pair, Some(id)),
        None => note::open(model, None),
    }
}

/// One that took place, or was planned and never begun on the desk.
fn can_be_wrapped_up(model: &Model) -> bool {
    let takes_place = |s: &Session| matches!(s.status, SessionStatus::Held | SessionStatus::Planned);
    chosen(model).is_some_and(|s| takes_place(s) && wrapup::is_time(model, s.at))
}

fn wrap_up(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    wrapup::open(model, id)
}

/// Proposes when the pair usually meets, for as long as usual.
fn plan(model: &mut Model) -> Vec<Effect> {
    plan_about(model, "")
}

/// The last meeting of a pair.
pub fn plan_closing(model: &mut Model) -> Vec<Effect> {
    let theme = SessionKind::Closing.label(model.lang).into_owned();
    plan_about(model, &theme)
}

fn plan_about(model: &mut Model, theme: &str) -> Vec<Effect> {
    let Some(view) = model.desk.pair_view() else { return Vec::new() };
    let proposal = model.desk.proposal(view.pair.id, model.now.wall, model.dates);
    let (lang, now) = (model.lang, model.now.wall);
    // With its weekday, as somebody would type it.
    let at = proposal.at.and_then(|at| at.and_local_timezone(*now.offset()).single());
    let next = at.map(|at| lang.with_time(&lang.full_day(at.date_naive(), now.date_naive()), at));
    let next = next.unwrap_or_default();
    let dialog = form::session::plan(view.pair.id, &next, theme, proposal.minutes, model.lang);
    form::open(model, dialog)
}

/// Asks when a session was that is noted now.
fn afterwards(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    let dialog = form::session::afterwards(pair, model.lang);
    form::open(model, dialog)
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(|s| form::session::edit(s, model.lang)) else { return Vec::new() };
    form::open(model, dialog)
}

fn turn(model: &mut Model, status: SessionStatus) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    let form = SessionForm { status: Some(status), ..SessionForm::default() };
    vec![model.write(Order::EditSession(id, form))]
}

fn move_to(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = chosen(model).map(form::session::move_to) else { return Vec::new() };
    form::open(model, dialog)
}

/// Seals the whole note of the chosen session, or lets it be readable again but for what is private by itself.
fn seal(model: &mut Model) -> Vec<Effect> {
    let Some((id, sealed)) = model.desk.session_row().map(|r| (r.session.id, r.session.sealed)) else {
        return Vec::new();
    };
    if !vault::is_open(model) {
        return Vec::new();
    }
    let said = model.lang.t(if sealed { "said-note-unsealed" } else { "said-note-sealed" });
    model.say(said);
    vec![model.write(Order::SealNote(id, !sealed))]
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(id) = chosen(model).map(|s| s.id) else { return Vec::new() };
    super::commands::delete(model, Binned::Session(id))
}

fn open_summary(model: &mut Model) -> Vec<Effect> {
    let Some((id, pair)) = chosen(model).map(|s| (s.id, s.pair)) else { return Vec::new() };
    summary::open(model, id, pair)
}
