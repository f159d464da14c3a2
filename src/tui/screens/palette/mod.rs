//! The palette: every command that makes sense now, by its name in either language.

pub mod view;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::i18n::Lang;
use crate::text;
use crate::tui::effect::Effect;
use crate::tui::input::command::{self, Command, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::screens::desk::Pane;
use crate::tui::widgets::editor::Editor;

pub struct Palette {
    pub input: Editor,
    /// What can be called from where the person was, in the order of the catalogue.
    rows: Vec<&'static Command>,
    /// Those that match what was typed, best first.
    pub found: Vec<&'static Command>,
    pub chosen: usize,
    pub offset: usize,
}

impl Palette {
    pub fn new(model: &Model) -> Self {
        let scopes = model.scope().chain();
        let here = |c: &&&Command| {
            let reachable = scopes.contains(&c.scope) || (model.overlays.is_empty() && offered(c.scope, model));
            !matches!(c.shows, Shows::Help) && reachable && (c.available)(model)
        };
        let mut rows: Vec<_> = command::all().iter().filter(here).copied().collect();
        rows.sort_by_key(|c| scopes.iter().position(|s| *s == c.scope).unwrap_or(usize::MAX));
        Self { input: Editor::single_line(""), found: rows.clone(), rows, chosen: 0, offset: 0 }
    }

    /// Looks again after something was typed: a name matches in both languages, in any width and either kana.
    pub fn look(&mut self) {
        let needle = text::fold(&self.input.text());
        self.chosen = 0;
        if needle.trim().is_empty() {
            self.found.clone_from(&self.rows);
            return;
        }
        let pattern = Pattern::parse(&needle, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut scored: Vec<(u32, &'static Command)> = Vec::new();
        for command in &self.rows {
            let score = Lang::ALL.iter().filter_map(|lang| {
                let name = text::fold(&lang.t(&command.words()));
                pattern.score(Utf32Str::new(&name, &mut Vec::new()), &mut matcher)
            });
            if let Some(best) = score.max() {
                scored.push((best, command));
            }
        }
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.found = scored.into_iter().map(|(_, c)| c).collect();
    }
}

/// Whether the desk offers this from any of its panes. While a note is being written, what would open another one
/// waits.
fn offered(scope: Scope, model: &Model) -> bool {
    let pane = Pane::ALL.iter().find(|p| p.scope() == scope);
    let beside_a_note = !matches!(pane, Some(Pane::Sessions | Pane::Lines | Pane::Pairs | Pane::Promises));
    (pane.is_some() && (model.writing.is_none() || beside_a_note))
        || Pane::Sessions.scope().chain()[1..].contains(&scope)
}

pub const COMMANDS: &[Command] = &[
    row("palette.run", Scope::Palette, &["enter"], Shows::Hint(1), always, run),
    row("palette.down", Scope::Palette, &["down", "tab", "ctrl-n"], Shows::Hint(2), always, |m| step(m, 1)),
    row("palette.up", Scope::Palette, &["up", "shift-tab", "ctrl-p"], Shows::Help, always, |m| step(m, -1)),
    row("palette.close", Scope::Palette, &["esc"], Shows::Hint(3), always, close),
];

pub fn shown(model: &mut Model) -> Option<&mut Palette> {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => Some(palette),
        _ => None,
    }
}

fn run(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = model.overlays.pop() else { return Vec::new() };
    let Some(command) = palette.found.get(palette.chosen) else { return Vec::new() };
    // What belongs to a pane happens there.
    if let Some(pane) = Pane::ALL.into_iter().find(|p| p.scope() == command.scope) {
        model.desk.focus = pane;
    }
    (command.run)(model)
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(palette) = shown(model) {
        palette.chosen = palette.chosen.saturating_add_signed(by).min(palette.found.len().saturating_sub(1));
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
