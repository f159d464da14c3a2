//! The summary for the partner before it leaves: the real text, and how much stays here.

pub mod view;

use crate::domain::ids::SessionId;
use crate::domain::views::SummaryView;
use crate::i18n::Lang;
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, form};
use crate::tui::widgets::scroll::Scroll;

pub struct Summary {
    pub session: SessionId,
    /// The language of the summary, which may differ from that of the desk.
    pub lang: Lang,
    pub ready: Option<SummaryView>,
    pub scroll: Scroll,
}

impl Summary {
    pub fn new(session: SessionId, lang: Lang) -> Self {
        Self { session, lang, ready: None, scroll: Scroll::default() }
    }
}

pub const COMMANDS: &[Command] = &[
    row("summary.copy", Scope::Summary, &["y"], Shows::Hint(1), is_ready, copy),
    row("summary.save", Scope::Summary, &["w"], Shows::Hint(2), is_ready, save),
    row("summary.language", Scope::Summary, &["L"], Shows::Hint(3), always, language),
    row("summary.down", Scope::Summary, &["j", "down"], Shows::Help, always, |m| roll(m, 1)),
    row("summary.up", Scope::Summary, &["k", "up"], Shows::Help, always, |m| roll(m, -1)),
    row("summary.page-down", Scope::Summary, &["pagedown", "space"], Shows::Help, always, |m| pages(m, 1)),
    row("summary.page-up", Scope::Summary, &["pageup"], Shows::Help, always, |m| pages(m, -1)),
    row("summary.close", Scope::Summary, &["esc"], Shows::Hint(4), always, close),
];

fn shown(model: &mut Model) -> Option<&mut Summary> {
    match model.overlays.last_mut() {
        Some(Overlay::Summary(summary)) => Some(summary),
        _ => None,
    }
}

fn is_ready(model: &Model) -> bool {
    matches!(model.overlays.last(), Some(Overlay::Summary(Summary { ready: Some(_), .. })))
}

fn text(model: &mut Model) -> Option<String> {
    shown(model)?.ready.as_ref().map(|r| r.markdown.clone())
}

fn copy(model: &mut Model) -> Vec<Effect> {
    let Some(text) = text(model) else { return Vec::new() };
    let said = model.lang.t("summary-copied");
    model.say(said);
    vec![Effect::Copy(text)]
}

/// Asks for a file name; the proposal carries only the day.
fn save(model: &mut Model) -> Vec<Effect> {
    let Some(text) = text(model) else { return Vec::new() };
    let session = shown(model).map(|s| s.session);
    let row = model.desk.sessions().iter().find(|r| Some(r.session.id) == session);
    let day = row.map_or(model.now.wall, |r| r.session.at).format("%Y-%m-%d");
    form::open(model, form::line::save_text(text, &format!("summary-{day}.md")))
}

fn language(model: &mut Model) -> Vec<Effect> {
    let Some(summary) = shown(model) else { return Vec::new() };
    summary.lang = summary.lang.other();
    let (session, lang) = (summary.session, summary.lang);
    vec![model.read(Query::Summary(session, lang))]
}

fn roll(model: &mut Model, rows: isize) -> Vec<Effect> {
    if let Some(summary) = shown(model) {
        summary.scroll.by(rows);
    }
    Vec::new()
}

fn pages(model: &mut Model, pages: isize) -> Vec<Effect> {
    if let Some(summary) = shown(model) {
        summary.scroll.pages(pages);
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
