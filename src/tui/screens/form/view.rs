//! Drawing a dialog with fields.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Field, Form, Input, meaning};
use crate::text;
use crate::tui::canvas::{Canvas, draw_line};
use crate::tui::model::Model;
use crate::tui::screens::note::mask;
use crate::tui::screens::privacy;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::frame;
use crate::tui::widgets::put::Put;

/// The widest that a dialog gets.
const WIDEST: u16 = 88;

/// The most rows for what the words of a field mean.
const MEANING: usize = 2;
/// The most rows for what a dialog is about.
const ABOUT: usize = 3;

/// A row of the dialog, before it is placed.
enum Row {
    Text(String, Style),
    /// The name of a field, and what belongs there.
    Label(String, Style, String),
    /// The text of a field.
    Input(usize),
    /// Options of a field, from byte to byte of one row: index, text.
    Options(usize, Vec<(usize, String)>),
}

/// Columns inside a dialog on a terminal that is so wide.
pub fn inner_width(columns: u16) -> usize {
    usize::from(frame::comfortable(columns, WIDEST).saturating_sub(4))
}

/// Whether options are below each other, because they do not fit in one row of so many columns.
pub fn is_column(options: &[String], width: usize) -> bool {
    options.iter().map(|option| text::columns(option) + 3).sum::<usize>() > width
}

pub fn draw(model: &Model, form: &Form, area: Rect, canvas: &mut Canvas<'_>) {
    let body = frame::above_hints(area);
    let width = frame::comfortable(body.width, WIDEST);
    let inner_width = inner_width(area.width);
    let (rows, focus_row) = rows(model, form, inner_width, usize::from(body.height));
    let size = (width, rows.len() as u16 + 2);
    let inner = frame::popup(&model.lang.t(form.title), "", size, model.theme, body, canvas.buf);
    // On a low terminal the field in focus stays in sight.
    let height = usize::from(inner.height);
    let top = (focus_row + 3 + MEANING).saturating_sub(height).min(rows.len().saturating_sub(height));
    for (y, row) in (inner.top()..inner.bottom()).zip(rows.into_iter().skip(top)) {
        draw_row(model, form, row, Rect { y, height: 1, ..inner }, canvas);
    }
}

/// All rows, and the one in which the field in focus begins.
fn rows(model: &Model, form: &Form, width: usize, height: usize) -> (Vec<Row>, usize) {
    let theme = model.theme;
    let mut rows = Vec::new();
    let mut focus_row = 0;
    let wrapped = |words: &str, most: usize, style: Style, rows: &mut Vec<Row>| {
        let safe = text::term_safe_line(words);
        let told = text::wrap_text(&safe, width.max(4)).into_iter().take(most);
        rows.extend(told.map(|r| Row::Text(r.to_owned(), style)));
    };
    if let Some(about) = &form.about {
        // A recovery code is there to be copied out.
        let style = if form.shows_code() { theme.strong() } else { theme.dim() };
        let hidden = privacy::hides_about(model, form).then(|| model.lang.t("share-hidden"));
        wrapped(hidden.as_deref().unwrap_or(about), ABOUT, style, &mut rows);
        rows.push(Row::Text(String::new(), theme.text()));
    }
    for (i, field) in form.fields.iter().enumerate() {
        let focused = i == form.focus;
        if focused {
            focus_row = rows.len();
        }
        // Fields breathe where there is room for all of them.
        let airy = form.fields.len() * 3 + 8 < height;
        let label = model.lang.t(field.label);
        let hint = field.hint_now().map(|h| model.lang.fill(h, [("short", model.dates.short_example().into())]));
        let name_style = if focused { theme.accent() } else { theme.strong() };
        if airy && i > 0 {
            rows.push(Row::Text(String::new(), theme.text()));
        }
        rows.push(Row::Label(label.into_owned(), name_style, hint.unwrap_or_default()));
        field_rows(field, i, width, &mut rows);
        if focused && field.reads.is_some() {
            let meant = meaning::of(form, i, model).filter(|_| form.error.is_none() && !is_hidden(model, form, i));
            let before = rows.len();
            if let Some(meant) = meant {
                let style = if meant.is_understood { theme.text() } else { theme.dim() };
                wrapped(&meant.said, MEANING, style, &mut rows);
            }
            // Its place stays where nothing is typed, so that the dialog keeps its height.
            if rows.len() == before {
                rows.push(Row::Text(String::new(), theme.text()));
            }
        }
    }
    if let Some(error) = &form.error {
        rows.push(Row::Text(String::new(), theme.text()));
        wrapped(error, usize::MAX, theme.damage(), &mut rows);
    }
    (rows, focus_row)
}

/// Whether the words of a field are covered.
fn is_hidden(model: &Model, form: &Form, field: usize) -> bool {
    let hides = |field: &Field| match &field.input {
        Input::Text(editor) => privacy::hides(model, form, field, &editor.text()),
        Input::Choice { .. } => false,
    };
    form.veiled || form.fields.get(field).is_some_and(hides)
}

fn field_rows(field: &Field, i: usize, width: usize, rows: &mut Vec<Row>) {
    match &field.input {
        Input::Text(_) => rows.push(Row::Input(i)),
        Input::Choice { options, .. } => {
            // Side by side where they fit in one row, below each other where they are sentences.
            if !is_column(options, width) {
                rows.push(Row::Options(i, options.iter().cloned().enumerate().collect()));
                return;
            }
            for (n, option) in options.iter().enumerate() {
                for part in text::wrap_text(option, width.saturating_sub(2).max(4)) {
                    rows.push(Row::Options(i, vec![(n, part.to_owned())]));
                }
            }
        }
    }
}

/// A dot for each letter, as far as they fit. Returns how many.
fn draw_secret(model: &Model, editor: &Editor, field: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let letters = text::clusters(&editor.text()).count().min(usize::from(field.width.saturating_sub(1)));
    let dots = "*".repeat(letters);
    canvas.buf.put_stringn(field.x, field.y, dots, usize::from(field.width), model.theme.text());
    letters as u16
}

fn draw_row(model: &Model, form: &Form, row: Row, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    match row {
        Row::Text(text_, style) => {
            canvas.buf.put_stringn(area.x, area.y, text_, usize::from(area.width), style);
        }
        Row::Label(label, style, hint) => {
            let width = usize::from(area.width);
            canvas.buf.put_stringn(area.x, area.y, &label, width, style);
            let used = text::columns(&label) + 2;
            let hint = text::truncate(&hint, width.saturating_sub(used));
            canvas.buf.put_stringn(area.x + used as u16, area.y, &hint, width.saturating_sub(used), theme.dim());
        }
        Row::Input(i) => {
            let Some(asked) = form.fields.get(i) else { return };
            let Input::Text(editor) = &asked.input else { return };
            let focused = i == form.focus;
            let sign = if focused { theme.sign(crate::tui::theme::Sign::Cursor) } else { " " };
            canvas.buf.put_string(area.x, area.y, sign, theme.accent());
            let field = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
            if form.veiled || asked.secret {
                let dots = draw_secret(model, editor, field, canvas);
                if focused {
                    canvas.caret = Some((field.x + dots, field.y));
                }
                return;
            }
            if focused {
                canvas.caret = draw_line(editor, field, theme, canvas.buf);
            } else {
                // At rest one sees how the text begins.
                let safe = editor.text();
                let safe = text::term_safe_line(&safe);
                let shown = text::truncate(&safe, usize::from(field.width));
                canvas.buf.put_stringn(field.x, field.y, shown, usize::from(field.width), theme.text());
            }
            if !editor.is_empty() && privacy::hides(model, form, asked, &editor.text()) {
                mask::draw_over(model, true, field, canvas);
            }
        }
        Row::Options(i, options) => {
            let Some(Input::Choice { chosen, .. }) = form.fields.get(i).map(|f| &f.input) else { return };
            let focused = i == form.focus;
            let mut x = area.x + 2;
            for (n, option) in options {
                let is_chosen = n == *chosen;
                let style = match (is_chosen, focused) {
                    (true, true) => theme.selected(),
                    (true, false) => theme.strong(),
                    _ => theme.dim(),
                };
                let shown = format!("{option} ");
                let room = usize::from(area.right().saturating_sub(x));
                if is_chosen {
                    // Told without colour, too.
                    canvas.buf.put_string(
                        x.saturating_sub(2),
                        area.y,
                        theme.sign(crate::tui::theme::Sign::Cursor),
                        theme.accent(),
                    );
                }
                canvas.buf.put_stringn(x, area.y, &shown, room, style);
                x += text::columns(&shown) as u16 + 2;
            }
        }
    }
}
