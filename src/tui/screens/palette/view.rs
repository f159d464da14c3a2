//! Drawing the palette.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::things::{Target, Thing};
use super::{Found, Palette};
use crate::text;
use crate::tui::canvas::{Canvas, text_style};
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::editor::LineLook;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

/// Rows of the palette at most.
const TALLEST: u16 = 26;
/// Columns of the day of a session.
const DAY: usize = 11;
/// Columns of a command's keys.
const KEYS: usize = 9;
/// Columns that a name keeps beside the words about it.
const LEAST_NAME: usize = 24;

pub fn draw(model: &Model, palette: &Palette, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    let body = frame::above_hints(area);
    let place = place(palette, body);
    frame::clear(place, canvas.buf);
    let inner = frame::pane(&model.lang.t("palette-title"), "", true, theme, place, canvas.buf);
    canvas.buf.put_string(inner.x + 1, inner.y, theme.sign(Sign::Cursor), theme.accent());
    let field = Rect { x: inner.x + 3, width: inner.width.saturating_sub(4), height: 1, ..inner };
    canvas.caret = palette.input.render(field, canvas.buf, &text_style(theme), &|_, _| LineLook::default()).caret;
    if palette.input.text().is_empty() {
        canvas.buf.put_stringn(field.x, field.y, model.lang.t("palette-hint"), field.width.into(), theme.dim());
    }
    let rows = Rect {
        x: inner.x + 1,
        y: inner.y + 2,
        width: inner.width.saturating_sub(2),
        height: inner.height.saturating_sub(2),
    };
    if palette.found.is_empty() {
        let lang = model.lang;
        let said = if palette.days.is_some() { lang.t("palette-no-session") } else { lang.t("palette-nothing") };
        canvas.buf.put_stringn(rows.x, rows.y, said, usize::from(rows.width), theme.dim());
        return;
    }
    let item = |i: usize| Item::line(row(model, palette, &palette.found[i], usize::from(rows.width)));
    let list = List {
        len: palette.found.len(),
        chosen: Some(palette.chosen),
        style: theme.selected(),
        offset: palette.offset,
        more: theme.more(),
        item: &item,
    };
    canvas.measured.overlay = list::draw(&list, rows, canvas.buf);
}

/// The line that is typed stays where it is, however much is found.
fn place(palette: &Palette, body: Rect) -> Rect {
    let tallest = TALLEST.min(body.height.saturating_sub(2)).max(6);
    let height = (u16::try_from(palette.found.len()).unwrap_or(u16::MAX)).saturating_add(4).clamp(6, tallest);
    let whole = frame::centred(body, frame::comfortable(body.width, 84), tallest);
    Rect { height, ..whole }
}

/// A thing: its name with what was found in it, what it is, and the keys of a command.
fn row(model: &Model, palette: &Palette, found: &Found, width: usize) -> Line<'static> {
    let Some(thing) = palette.thing(found) else { return Line::default() };
    let dim = model.theme.dim();
    let right = format!("{}  {}", kind_column(model, thing), text::pad_left(&keys(model, thing), KEYS));
    let room = width.saturating_sub(text::columns(&right) + 2);
    let beside_room = room.saturating_sub(LEAST_NAME);
    let beside = text::truncate_with(&thing.beside, beside_room, model.theme.sign(Sign::Ellipsis)).into_owned();
    let mut spans = Vec::new();
    let mut left = room.saturating_sub(text::columns(&beside) + 1);
    if !thing.lead.is_empty() {
        let lead = format!("{}  ", text::pad_left(&thing.lead, DAY));
        left = left.saturating_sub(text::columns(&lead));
        spans.push(Span::styled(lead, dim));
    }
    for (n, name) in thing.names.iter().enumerate().filter(|(n, name)| *n == 0 || (*n == found.name && name.is_told)) {
        let style = if n == 0 { model.theme.text() } else { dim };
        let marks: &[Range<usize>] = if n == found.name { &found.marks } else { &[] };
        if n > 0 && left > 2 {
            spans.push(Span::raw("  "));
            left -= 2;
        }
        let shown = text::truncate_with(&name.shown, left, model.theme.sign(Sign::Ellipsis)).into_owned();
        left = left.saturating_sub(text::columns(&shown));
        marked(&shown, marks, style, style.patch(model.theme.found()), &mut spans);
    }
    spans.push(Span::styled(format!("{} {beside}  {right}", " ".repeat(left)), dim));
    Line::from(spans)
}

/// A name with the places marked in which something was found. What was cut off takes its marks with it.
fn marked(name: &str, marks: &[Range<usize>], plain: Style, found: Style, spans: &mut Vec<Span<'static>>) {
    let mut end = 0;
    for mark in marks {
        let (Some(before), Some(hit)) = (name.get(end..mark.start), name.get(mark.clone())) else { break };
        spans.push(Span::styled(before.to_owned(), plain));
        spans.push(Span::styled(hit.to_owned(), found));
        end = mark.end;
    }
    spans.push(Span::styled(name.get(end..).unwrap_or_default().to_owned(), plain));
}

/// The word for what a thing is, as wide as the widest of them.
fn kind_column(model: &Model, thing: &Thing) -> String {
    let lang = model.lang;
    let words = [
        lang.t("palette-command"),
        lang.t("palette-pair"),
        lang.t("palette-session"),
        lang.t("palette-goal"),
        lang.t("palette-person"),
        lang.t("palette-shell"),
    ];
    let widest = words.iter().map(|word| text::columns(word)).max().unwrap_or(0);
    let word = words.get(usize::from(thing.target.rank())).map_or("", |word| word);
    text::pad(word, widest)
}

fn keys(model: &Model, thing: &Thing) -> String {
    let Target::Command(command) = thing.target else { return String::new() };
    let keys: Vec<String> = model.keymap.keys(command.id).iter().map(|k| k.shown(model.theme.ascii)).collect();
    keys.join(" ")
}
