//! Draws the model. Nothing here changes anything; what was measured goes back to the loop.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::input::command::{self, Command, Shows};
use super::layout::{SMALLEST, fits};
use super::model::{Measured, Model, Notice};
use super::screens::{
    Overlay, bin, calendar, confirm, desk, form, give_up, goal, help, ledger, note, palette, prep, privacy, questions,
    search, summary, work, wrapup,
};
use super::theme::Theme;
use super::widgets::frame;
use crate::text;
use crate::tui::widgets::put::Put;

/// Reads what comes with the program and the first frame needs: its words, and the six keys.
pub fn get_ready(model: &Model) {
    desk::view::get_ready(model.lang);
}

pub fn view(model: &Model, drawn: &mut Frame<'_>) -> Measured {
    let area = drawn.area();
    let mut canvas = Canvas { buf: drawn.buffer_mut(), measured: Measured::default(), caret: None };
    if model.vault.locking {
        // What is there may still quote a sealed line.
        frame::clear(area, canvas.buf);
        canvas.measured = model.measured.clone();
        let said = model.lang.t("vault-locking");
        canvas.buf.put_stringn(area.x + 1, area.y, said, usize::from(area.width), model.theme.dim());
    } else if let Some(blank) = model.blank {
        canvas.measured = model.measured.clone();
        canvas.measured.fragile.clear();
        privacy::draw_blank(model, blank, area, &mut canvas);
    } else if fits((area.width, area.height)) {
        draw(model, area, &mut canvas);
    } else {
        too_small(model, area, canvas.buf);
    }
    make_harmless(area, canvas.buf);
    redraw_fragile(model, area, &mut canvas);
    let Canvas { measured, caret, .. } = canvas;
    if let Some(caret) = caret {
        drawn.set_cursor_position(caret);
    }
    measured
}

/// Whatever a screen has drawn, nothing that steers a terminal or hides text leaves the frame.
fn make_harmless(area: Rect, buf: &mut Buffer) {
    for position in area.positions() {
        let cell = &mut buf[position];
        if let Cow::Owned(safe) = text::safe_cluster(cell.symbol()) {
            cell.set_symbol(&safe);
        }
    }
}

/// Terminals disagree about the width of clusters that are put together from several characters (families, flags,
/// half-width kana with their marks). Rows that hold one, or held one in the last frame, are drawn whole, so that
/// nothing of them stays behind.
fn redraw_fragile(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let is_fragile = |symbol: &str| symbol.chars().nth(1).is_some();
    for y in area.top()..area.bottom() {
        let now = model.afresh || (area.left()..area.right()).any(|x| is_fragile(canvas.buf[(x, y)].symbol()));
        if now {
            canvas.measured.fragile.push(y);
        }
        if now || model.measured.fragile.contains(&y) {
            for x in area.left()..area.right() {
                let cell = &mut canvas.buf[(x, y)];
                if cell.diff_option == CellDiffOption::None {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
    }
}

fn draw(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    match &model.writing {
        Some(writing) => note::view::draw(model, writing, area, canvas),
        None => desk::view::draw(model, area, canvas),
    }
    // The first row says how it stands with the vault, whatever lies on top.
    let below = u16::from(model.vault_mark().is_some());
    let area_of_all = area;
    let area = Rect { y: area.y + below, height: area.height - below, ..area };
    for overlay in &model.overlays {
        canvas.caret = None;
        match overlay {
            Overlay::Form(form) => form::view::draw(model, form, area, canvas),
            Overlay::Palette(palette) => palette::view::draw(model, palette, area, canvas),
            Overlay::Help(help) => help::view::draw(model, help, area, canvas),
            Overlay::Summary(summary) => summary::view::draw(model, summary, area, canvas),
            Overlay::Bin(bin) => bin::view::draw(model, bin, area, canvas),
            Overlay::Goal(story) => goal::view::draw(model, story, area, canvas),
            Overlay::Prep(prep) => prep::view::draw(model, prep, area, canvas),
            Overlay::WrapUp(wrapup) => wrapup::view::draw(model, wrapup, area, canvas),
            Overlay::Ledger(ledger) => ledger::view::draw(model, ledger, area, canvas),
            Overlay::Questions(questions) => questions::view::draw(model, questions, area, canvas),
            Overlay::Search(searching) => search::view::draw(model, searching, area, canvas),
            Overlay::Calendar(calendar) => calendar::view::draw(model, calendar, area, canvas),
            Overlay::Timeline(line) => calendar::timeline_view::draw(model, line, area, canvas),
            Overlay::Confirm(confirm) => confirm::view::draw(model, confirm, area, canvas),
        }
    }
    let area = area_of_all;
    privacy::draw_mark(model, area, canvas);
    let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
    if work::draw(model, bottom, canvas.buf) {
        return;
    }
    // With other eyes on the screen only trouble is told, and nothing covers a question.
    let asks = matches!(model.overlays.last(), Some(Overlay::Confirm(_)));
    let may_be_told = |said: &&Notice| !asks && (said.until.is_none() || !model.shares_screen());
    if let Some(question) = give_up::question(model) {
        notice(&Notice { text: question.into_owned(), until: None }, model.theme, area, canvas.buf);
        return;
    }
    match model.notice.as_ref().filter(may_be_told) {
        Some(said) => notice(said, model.theme, area, canvas.buf),
        None => hints(model, bottom, canvas.buf),
    }
}

/// What there is to say, on as many rows from the bottom as it takes.
fn notice(notice: &Notice, theme: Theme, area: Rect, buf: &mut Buffer) {
    let style = if notice.until.is_none() { theme.damage() } else { theme.strong() };
    let said = text::term_safe_line(&notice.text);
    let rows = text::wrap_text(&said, usize::from(area.width.saturating_sub(2)));
    let height = (rows.len() as u16).clamp(1, area.height / 2);
    let place = Rect { y: area.bottom() - height, height, ..area };
    frame::clear(place, buf);
    for (y, row) in (place.top()..place.bottom()).zip(rows) {
        buf.put_stringn(place.x + 1, y, row, usize::from(place.width - 1), style);
    }
}

/// The bottom line: what can be done here and now.
fn hints(model: &Model, area: Rect, buf: &mut Buffer) {
    frame::clear(area, buf);
    let width = usize::from(area.width);
    // The two that lead everywhere keep their place at the right.
    let (always, mut right) = (["desk.palette", "desk.help", "note.palette", "note.help"], Vec::new());
    for command in hinted(model).into_iter().filter(|c| always.contains(&c.id)) {
        right.extend(hint(model, command));
    }
    let right_width: usize = right.iter().map(|s| text::columns(&s.content)).sum();
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1 + right_width;
    for command in hinted(model).into_iter().filter(|c| !always.contains(&c.id)) {
        let hint = hint(model, command);
        let needed: usize = hint.iter().map(|s| text::columns(&s.content)).sum();
        if used + needed > width {
            continue;
        }
        used += needed;
        spans.extend(hint);
    }
    buf.put_line(area.x, area.y, &Line::from(spans), area.width);
    buf.put_line(area.right().saturating_sub(right_width as u16), area.y, &Line::from(right), right_width as u16);
}

/// A command as the bar shows it: its first key and its words.
fn hint(model: &Model, command: &Command) -> Vec<Span<'static>> {
    let Some(key) = model.keymap.keys(command.id).first() else { return Vec::new() };
    let words =
        form::commands::words_now(model, command).map_or_else(|| model.lang.t(&command.words()), |id| model.lang.t(id));
    vec![
        Span::styled(key.shown(model.theme.ascii), model.theme.key()),
        Span::styled(format!(" {words}   "), model.theme.dim()),
    ]
}

/// The commands that the hint bar may show, the most useful first.
fn hinted(model: &Model) -> Vec<&'static Command> {
    let scopes = model.scope().chain();
    let rank = |c: &Command| match c.shows {
        Shows::Hint(rank) => Some(rank),
        _ => None,
    };
    let mut shown: Vec<_> = command::all()
        .iter()
        .copied()
        .filter(|c| scopes.contains(&c.scope) && rank(c).is_some() && c.is_offered(model))
        .collect();
    shown.sort_by_key(|c| (rank(c), scopes.iter().position(|s| *s == c.scope)));
    shown
}

fn too_small(model: &Model, area: Rect, buf: &mut Buffer) {
    let (columns, rows) = SMALLEST;
    let said = model.lang.fill(
        "too-small",
        [
            ("columns", columns.into()),
            ("rows", rows.into()),
            ("now_columns", area.width.into()),
            ("now_rows", area.height.into()),
        ],
    );
    let rows = text::wrap_text(&said, usize::from(area.width.max(1)));
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        buf.put_stringn(area.x, y, row, usize::from(area.width), model.theme.text());
    }
}
