//! The question bank: one's own questions and those of the model, and which of them to bring to the next session.

pub mod view;

use crate::domain::ids::SessionId;
use crate::domain::questions::{self, BankQuestion, OwnQuestion};
use crate::domain::session::{Session, SessionStatus};
use crate::domain::views::Binned;
use crate::tui::effect::{Effect, Order, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::desk::commands::{delete, undo};
use crate::tui::screens::{Overlay, form};

#[derive(Default)]
pub struct Bank {
    /// `None` before the journal has answered.
    questions: Option<Vec<BankQuestion>>,
    chosen: usize,
    /// The question that was proposed from here, and for which session.
    proposed: Option<(String, SessionId)>,
    pub offset: usize,
}

impl Bank {
    fn question(&self) -> Option<&BankQuestion> {
        self.questions.as_ref()?.get(self.chosen)
    }
}

pub const COMMANDS: &[Command] = &[
    row("questions.propose", Scope::Questions, &["enter"], Shows::Hint(1), Does::Writes, has_question, propose),
    row("questions.new", Scope::Questions, &["n"], Shows::Hint(2), Does::Writes, always, |m| {
        form::open(m, form::line::question(None))
    }),
    row("questions.edit", Scope::Questions, &["e"], Shows::Hint(3), Does::Writes, is_own, edit),
    row("questions.delete", Scope::Questions, &["x"], Shows::Hint(4), Does::Writes, is_own, bin),
    row("questions.down", Scope::Questions, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("questions.up", Scope::Questions, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("questions.first", Scope::Questions, &["g", "home"], Shows::Help, Does::Looks, always, |m| step(m, isize::MIN)),
    row("questions.last", Scope::Questions, &["G", "end"], Shows::Help, Does::Looks, always, |m| step(m, isize::MAX)),
    row("questions.undo", Scope::Questions, &["u"], Shows::Hint(5), Does::Writes, always, undo),
    row("questions.close", Scope::Questions, &["esc"], Shows::Hint(6), Does::Looks, always, close),
];

/// Opens the question bank.
pub fn open(model: &mut Model) -> Vec<Effect> {
    // The bank is nobody else's business.
    if model.shares_screen() {
        return Vec::new();
    }
    model.overlays.push(Overlay::Questions(Bank::default()));
    vec![model.read(Query::Questions)]
}

/// One's own questions are here; the model's that fit the chosen pair stand below them.
pub fn arrived(model: &mut Model, own: Vec<OwnQuestion>) {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.clone()) else { return };
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::Questions(q) = o { Some(q) } else { None });
    if let Some(bank) = open {
        let before = bank.question().map(|q| q.id.clone());
        let questions = questions::bank(&pair, own);
        let kept = questions.iter().position(|q| Some(&q.id) == before.as_ref());
        bank.chosen = kept.unwrap_or(bank.chosen).min(questions.len().saturating_sub(1));
        bank.questions = Some(questions);
    }
}

fn shown_in(model: &Model) -> Option<&Bank> {
    match model.overlays.last() {
        Some(Overlay::Questions(bank)) => Some(bank),
        _ => None,
    }
}

fn shown(model: &mut Model) -> Option<&mut Bank> {
    match model.overlays.last_mut() {
        Some(Overlay::Questions(bank)) => Some(bank),
        _ => None,
    }
}

fn has_question(model: &Model) -> bool {
    shown_in(model).is_some_and(|b| b.question().is_some())
}

fn own(model: &Model) -> Option<&OwnQuestion> {
    shown_in(model)?.question()?.own.as_ref()
}

fn is_own(model: &Model) -> bool {
    own(model).is_some()
}

/// The session of the chosen pair that comes next.
fn next_session(model: &Model) -> Option<&Session> {
    let ahead = |s: &&Session| s.status == SessionStatus::Planned && s.at >= model.now.wall;
    model.desk.sessions().iter().map(|r| &r.session).filter(ahead).min_by_key(|s| s.at)
}

/// Brings the chosen question to the next session, if one is planned.
fn propose(model: &mut Model) -> Vec<Effect> {
    let Some(question) = shown_in(model).and_then(Bank::question).map(|q| q.id.clone()) else { return Vec::new() };
    let Some((session, at)) = next_session(model).map(|s| (s.id, s.at)) else {
        let said = model.lang.t("questions-no-session");
        model.say(said);
        return Vec::new();
    };
    let day = model.lang.full_day(at.date_naive(), model.now.wall.date_naive());
    let said = model.lang.fill("questions-proposed", [("day", day.into())]);
    model.say(said);
    if let Some(bank) = shown(model) {
        bank.proposed = Some((question.clone(), session));
    }
    vec![model.write(Order::PickQuestion(session, question))]
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = own(model).map(|q| form::line::question(Some(q))) else { return Vec::new() };
    form::open(model, dialog)
}

fn bin(model: &mut Model) -> Vec<Effect> {
    let Some(id) = own(model).map(|q| q.id) else { return Vec::new() };
    delete(model, Binned::OwnQuestion(id))
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(bank) = shown(model) {
        let len = bank.questions.as_ref().map_or(0, Vec::len);
        bank.chosen = bank.chosen.saturating_add_signed(by).min(len.saturating_sub(1));
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
