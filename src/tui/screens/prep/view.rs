//! Drawing the preparation: a header, two columns of blocks, and the chosen line in full.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::blocks::{Block, Row, share_rows, window};
use super::{Preparing, details, rows};
use crate::capture;
use crate::domain::session::Session;
use crate::domain::views::Prep;
use crate::domain::{Moment, Visibility};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::input::command;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::put::Put;

/// The widest that the screen gets: longer rows are hard to follow.
const WIDEST: u16 = 150;
/// Below this many rows the chosen line in full takes two of them instead of three.
const LOW: u16 = 20;

pub fn draw(model: &Model, state: &Preparing, area: Rect, canvas: &mut Canvas<'_>) {
    let whole = frame::above_hints(area);
    frame::clear(whole, canvas.buf);
    let Some(ready) = &state.ready else { return };
    let place = frame::centred(whole, WIDEST, whole.height);
    let place = Rect { x: place.x + 1, width: place.width.saturating_sub(2), ..place };
    let told = if area.height < LOW { 2 } else { 3 };
    let [head, upper, body, lower, foot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(1),
        Constraint::Length(told),
    ])
    .areas(place);
    let head = Rect { width: head.width.saturating_sub(model.corner()), ..head };
    header(model, ready, head, canvas);
    for line in [upper, lower] {
        let rule = model.theme.sign(Sign::Horizontal).repeat(usize::from(line.width));
        canvas.buf.put_string(line.x, line.y, rule, model.theme.dim());
    }
    let [left, between, right] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Length(3), Constraint::Fill(1)]).areas(body);
    for y in between.top()..between.bottom() {
        canvas.buf.put_string(between.x + 1, y, model.theme.sign(Sign::Vertical), model.theme.dim());
    }
    column(model, state, Block::LEFT, left, canvas);
    column(model, state, Block::RIGHT, right, canvas);
    chosen_in_full(model, state, foot, canvas);
}

/// With whom, which session, when, how and how long; at the right how far away it is.
fn header(model: &Model, ready: &Prep, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let dot = theme.sign(Sign::Dot);
    let session = ready.session.as_ref();
    let number = session.and_then(|row| row.number).unwrap_or(ready.pair.sessions + 1);
    let mut parts = vec![lang.count("prep-session", number)];
    parts.extend(session.map(|row| meeting(lang, &row.session, model.now.wall)).unwrap_or_default());
    let right = match session {
        Some(row) if row.session.is_running() => lang.t("prep-running").into_owned(),
        Some(row) => distance(lang, row.session.at, model.now.wall),
        None => lang.t("header-no-next").into_owned(),
    };
    let right_width = text::columns(&right);
    let room = usize::from(area.width).saturating_sub(right_width + 2);
    let name = text::term_safe_line(&ready.pair.pair.name).into_owned();
    let name = text::truncate(&name, room / 2).into_owned();
    let about = parts.iter().map(|part| format!(" {dot} {part}")).collect::<String>();
    let about = text::truncate(&about, room.saturating_sub(text::columns(&name))).into_owned();
    let left = Line::from(vec![Span::styled(name, theme.strong()), Span::styled(about, theme.text())]);
    canvas.buf.put_line(area.x, area.y, &left, room as u16);
    canvas.buf.put_string(area.right().saturating_sub(right_width as u16), area.y, right, theme.accent());
}

fn meeting(lang: Lang, session: &Session, now: Moment) -> Vec<String> {
    let (on, today) = (session.at.date_naive(), now.date_naive());
    let day = if on == today { lang.near_day(on, today) } else { lang.full_day(on, today) };
    let mut parts = vec![lang.with_time(&day, session.at)];
    parts.extend(session.mode.map(|mode| mode.label(lang).into_owned()));
    parts.extend(session.plan().map(|minutes| lang.minutes(minutes)));
    let theme = text::term_safe_line(session.theme.trim()).into_owned();
    parts.extend(Some(theme).filter(|theme| !theme.is_empty()));
    parts
}

/// How far away a meeting is: in minutes when it is near, else in days.
fn distance(lang: Lang, at: Moment, now: Moment) -> String {
    match (at - now).num_minutes() {
        0 => lang.t("prep-now").into_owned(),
        minutes @ 1..=120 => lang.count("prep-in-minutes", minutes),
        minutes @ -60..=-1 => lang.count("prep-minutes-ago", -minutes),
        _ => lang.distance(at.date_naive(), now.date_naive()),
    }
}

/// The blocks of a column below each other, each with its fair share of the rows.
fn column(model: &Model, state: &Preparing, blocks: &[Block], area: Rect, canvas: &mut Canvas<'_>) {
    let chosen = state.chosen();
    // What is only mine has no place, not even an empty one, while somebody else sees the screen.
    let blocks: Vec<Block> = blocks.iter().copied().filter(|b| !(model.shares_screen() && b.is_only_mine())).collect();
    let items: Vec<Vec<Row<'_>>> = blocks.iter().map(|block| state.rows_of(*block)).collect();
    let least = |block: &Block| usize::from(block.has_heading());
    let wanted: Vec<usize> = blocks.iter().zip(&items).map(|(block, rows)| rows.len().max(least(block))).collect();
    let headings = blocks.iter().map(least).sum::<usize>();
    let room = usize::from(area.height).saturating_sub(headings);
    // Blocks breathe where everything fits.
    let gap = u16::from(wanted.iter().sum::<usize>() + headings.saturating_sub(1) <= room);
    let shares = share_rows(&wanted, room);
    let mut y = area.y;
    for ((block, rows), share) in blocks.iter().zip(items).zip(shares) {
        if block.has_heading() && y > area.y {
            y += gap;
        }
        let height = (share + least(block)).min(usize::from(area.bottom().saturating_sub(y))) as u16;
        let place = Rect { y, height, ..area };
        let inside = chosen.filter(|(at, _)| at == block).map(|(_, row)| row.id());
        let at = inside.and_then(|id| rows.iter().position(|row| row.id() == id));
        draw_block(model, state, (*block, &rows, at), place, canvas);
        y += height;
    }
}

fn draw_block(
    model: &Model,
    state: &Preparing,
    (block, items, chosen): (Block, &[Row<'_>], Option<usize>),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = model.theme;
    if area.height == 0 {
        return;
    }
    let mut body = area;
    if block.has_heading() {
        heading(model, state, block, chosen.is_some(), Rect { height: 1, ..area }, canvas);
        body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    }
    if body.height == 0 {
        return;
    }
    let width = usize::from(body.width);
    if items.is_empty() {
        let said = text::truncate(&empty(model, block), width.saturating_sub(2)).into_owned();
        canvas.buf.put_stringn(body.x + 2, body.y, said, width, theme.dim());
        return;
    }
    let (shown, hidden) = window(items.len(), usize::from(body.height), chosen);
    for (y, i) in (body.top()..body.bottom()).zip(shown.clone()) {
        let row = Rect { y, height: 1, ..body };
        canvas.buf.put_line(row.x, y, &rows::line(model, items[i], width), row.width);
        if chosen == Some(i) {
            canvas.buf.set_style(row, theme.selected());
        }
    }
    if hidden > 0 {
        let said = model.lang.count("prep-more", hidden as i64);
        let rest = Rect { y: (body.y + shown.len() as u16).min(body.bottom() - 1), height: 1, ..body };
        let x = if shown.len() < usize::from(body.height) {
            rest.x + 2
        } else {
            // With one row to stand in, what is hidden is told at its right end.
            rest.right().saturating_sub(text::columns(&said) as u16 + 1)
        };
        canvas.buf.put_stringn(x, rest.y, said, usize::from(rest.right().saturating_sub(x)), theme.dim());
    }
}

/// The name of a block, and at the right the one small word on who could ever see it.
fn heading(model: &Model, state: &Preparing, block: Block, focused: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let style = if focused { theme.accent() } else { theme.strong() };
    let dot = theme.sign(Sign::Dot);
    let (name, about) = titled(model, state, block);
    let about = about.map(|about| format!(" {dot} {about}")).unwrap_or_default();
    let private = block.is_only_mine();
    let word = if private { Visibility::Private.label(lang).into_owned() } else { String::new() };
    let room = usize::from(area.width).saturating_sub(text::columns(&word) + 1);
    let about = text::truncate(&about, room.saturating_sub(text::columns(&name))).into_owned();
    let title = Line::from(vec![Span::styled(name, style), Span::styled(about, theme.dim())]);
    canvas.buf.put_line(area.x, area.y, &title, room as u16);
    canvas.buf.put_string(area.right().saturating_sub(text::columns(&word) as u16), area.y, word, theme.dim());
}

fn titled(model: &Model, state: &Preparing, block: Block) -> (String, Option<String>) {
    let lang = model.lang;
    let ready = state.ready.as_ref();
    match block {
        Block::Report => {
            let older = ready.map_or(0, |prep| prep.more_open);
            (lang.t("prep-report").into_owned(), (older > 0).then(|| lang.count("promises-older", older)))
        }
        Block::Theirs => (lang.t("prep-theirs").into_owned(), None),
        Block::Last => {
            let today = model.now.wall.date_naive();
            let about = ready.and_then(|prep| prep.last.as_ref()).map(|last| {
                let day = lang.day(last.at.date_naive(), today);
                match text::term_safe_line(last.theme.trim()).as_ref() {
                    "" => day,
                    theme => format!("{day} {} {theme}", model.theme.sign(Sign::Dot)),
                }
            });
            (lang.t("prep-last").into_owned(), about)
        }
        Block::Hard => (lang.t("prep-hard").into_owned(), None),
        Block::Goals => (lang.t("pane-goals").into_owned(), None),
        Block::Agenda | Block::Question => {
            (lang.t("prep-agenda").into_owned(), ready.and_then(|prep| minutes(lang, prep)))
        }
        Block::Thanks => (lang.t("prep-thanks").into_owned(), None),
    }
}

/// The minutes that the agenda sets aside, of those that are planned.
fn minutes(lang: Lang, prep: &Prep) -> Option<String> {
    let bodies = prep.today.iter().filter_map(|item| item.traced.entry.raw.text()).map(capture::body);
    let used: u32 = bodies.filter_map(|body| capture::minutes_in(&body)).fold(0, u32::saturating_add);
    let planned = prep.session.as_ref().and_then(|row| row.session.plan());
    match (used, planned) {
        (0, _) => None,
        (used, Some(planned)) => {
            Some(lang.fill("prep-minutes-of", [("used", used.into()), ("planned", planned.into())]))
        }
        (used, None) => Some(lang.minutes(used)),
    }
}

/// What belongs in an empty block, and which key adds it.
fn empty(model: &Model, block: Block) -> String {
    let (id, command) = match block {
        Block::Report => ("prep-empty-report", "prep.done"),
        Block::Theirs => ("prep-empty-theirs", "prep.done"),
        Block::Last => ("prep-empty-last", "prep.summary"),
        Block::Hard => ("prep-empty-hard", "prep.hard"),
        Block::Goals => ("prep-empty-goals", "prep.check-in"),
        Block::Agenda | Block::Question => ("prep-empty-agenda", "prep.agenda"),
        Block::Thanks => ("prep-empty-thanks", "prep.done"),
    };
    let names_key = matches!(block, Block::Hard | Block::Agenda | Block::Question);
    if names_key && command::find(command).is_none_or(|command| command.is_refused(model)) {
        return model.lang.t("empty-read-only").into_owned();
    }
    let key = model.keymap.keys(command).first().map(|k| k.shown(model.theme.ascii)).unwrap_or_default();
    model.lang.fill(id, [("key", key.into())])
}

/// The chosen line: its words, and in the rows below where it came from.
fn chosen_in_full(model: &Model, state: &Preparing, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((_, row)) = state.chosen() else { return };
    let (words, about) = details::told(model, row);
    let width = usize::from(area.width.max(8));
    let height = usize::from(area.height);
    let words = text::wrap_text(&words, width);
    let about = if about.is_empty() { Vec::new() } else { text::wrap_text(&about, width) };
    // Both keep a row at least; what is known about the line takes what its words leave.
    let for_words = words.len().min(height.saturating_sub(about.len().min(1)).max(1));
    let told = words.into_iter().take(for_words).map(|row| (row, model.theme.text()));
    let told = told.chain(about.into_iter().map(|row| (row, model.theme.dim())));
    for (y, (row, style)) in (area.top()..area.bottom()).zip(told) {
        canvas.buf.put_stringn(area.x, y, row, width, style);
    }
}
