//! Drawing the help.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Help;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::input::command::{self, Scope};
use crate::tui::model::Model;
use crate::tui::widgets::{frame, scroll};

/// Columns for the keys.
const KEYS: usize = 20;

pub fn draw(model: &Model, help: &Help, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = frame::page(&model.lang.t("help-title"), "", 84, model.theme, area, canvas.buf);
    let rows = rows(model, help.from, usize::from(inner.width));
    canvas.measured.overlay = scroll::draw(&rows, help.scroll, model.theme.more(), inner, canvas.buf);
}

/// What can be done here, then everywhere else.
fn rows(model: &Model, from: Scope, width: usize) -> Vec<Line<'static>> {
    let (lang, theme) = (model.lang, model.theme);
    let here = from.chain();
    let elsewhere = Scope::ALL.iter().filter(|s| !here.contains(s));
    let mut rows = Vec::new();
    for scope in here.iter().chain(elsewhere) {
        let told =
            |c: &&&command::Command| c.scope == *scope && !model.keymap.keys(c.id).is_empty() && !c.is_refused(model);
        let commands: Vec<_> = command::all().iter().filter(told).collect();
        if commands.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(Line::default());
        }
        rows.push(Line::from(Span::styled(lang.t(&format!("scope-{}", scope.key())), theme.accent())));
        for command in commands {
            let keys: Vec<String> = model.keymap.keys(command.id).iter().map(|k| k.shown(theme.ascii)).collect();
            let words = lang.t(&command.words());
            for (n, row) in text::wrap_text(&words, width.saturating_sub(KEYS).max(8)).into_iter().enumerate() {
                let keys = if n == 0 { keys.join("  ") } else { String::new() };
                let keys = Span::styled(text::pad(&keys, KEYS), theme.key());
                rows.push(Line::from(vec![keys, Span::raw(row.to_owned())]));
            }
        }
    }
    rows.push(Line::default());
    let credit = lang.pick(&crate::domain::checklist::Model::built_in().meta.credit);
    for row in text::wrap_text(credit, width.max(8)) {
        rows.push(Line::from(Span::styled(row.to_owned(), theme.dim())));
    }
    rows
}
