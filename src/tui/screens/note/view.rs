//! Drawing the note that is being written.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Writing, agenda, mask};
use crate::capture;
use crate::domain::vault::VaultState;
use crate::domain::{EntryKind, Visibility};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::canvas::{Canvas, text_style};
use crate::tui::model::Model;
use crate::tui::screens::desk::stand;
use crate::tui::screens::due;
use crate::tui::screens::live;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::editor::{Drawn, LineLook};
use crate::tui::widgets::put::Put;

/// Columns at the right of the text in which dates and other remarks on a line stand.
const MARGIN: u16 = 10;
/// From this width on the goals stand beside the text.
const WIDE: u16 = 76;
/// Below this height the agenda takes one row.
const LOW: u16 = 20;

pub fn draw(model: &Model, writing: &Writing, area: Rect, canvas: &mut Canvas<'_>) {
    let legend_rows = if writing.legend { legend_lines(model, area.width).len() as u16 } else { 0 };
    let most = if area.height < LOW { 1 } else { 3 };
    let topics = agenda::rows(model, writing, usize::from(area.width.saturating_sub(1)), most);
    let [head, agenda, rule, body, legend, find, _hints] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(topics.len() as u16),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(legend_rows.min(area.height / 2)),
        Constraint::Length(u16::from(writing.finding.is_some())),
        Constraint::Length(1),
    ])
    .areas(area);
    header(model, writing, head, canvas);
    for (y, row) in (agenda.top()..agenda.bottom()).zip(topics) {
        canvas.buf.put_line(agenda.x, y, &row, agenda.width);
    }
    draw_rule(model, writing, rule, canvas);
    let goals = if area.width >= WIDE { (area.width / 4).clamp(22, 40) } else { 0 };
    let [text_area, side] = Layout::horizontal([Constraint::Min(0), Constraint::Length(goals)]).areas(body);
    let [text_area, margin] = Layout::horizontal([Constraint::Min(8), Constraint::Length(MARGIN)]).areas(text_area);
    let text_area = Rect { x: text_area.x + 1, width: text_area.width.saturating_sub(1), ..text_area };
    canvas.measured.editor = text_area;
    let theme = model.theme;
    let code = writing.lines_of_code();
    let is_code = |n: usize| code.get(n).copied().unwrap_or(false);
    let look = |n: usize, line: &str| if is_code(n) { LineLook::default() } else { look(theme, line) };
    let hidden = match (model.shares_screen(), model.is_locked()) {
        (true, _) => writing.hidden_lines(),
        (false, true) => writing.covered_lines(),
        (false, false) => Vec::new(),
    };
    let drawn = mask::draw(model, writing, &hidden, &look, text_area, canvas);
    canvas.caret = drawn.caret;
    remarks(model, writing, &drawn, &hidden, margin, canvas);
    if goals > 0 {
        beside(model, side, canvas);
    }
    if writing.legend {
        for (y, line) in (legend.top()..legend.bottom()).zip(legend_lines(model, area.width)) {
            canvas.buf.put_line(legend.x + 1, y, &line, legend.width.saturating_sub(2));
        }
    }
    if let Some(finding) = &writing.finding {
        let name = model.lang.t("note-find");
        let width = text::columns(&name) as u16 + 2;
        canvas.buf.put_string(find.x + 1, find.y, &*name, theme.strong());
        let field = Rect { x: find.x + width, width: find.width.saturating_sub(width + 1), ..find };
        let drawn = finding.render(field, canvas.buf, &text_style(theme), &|_, _| LineLook::default());
        canvas.caret = drawn.caret;
    }
}

/// A line by its marker: the marker in the colour of its kind, the words as they were typed.
fn look(theme: Theme, line: &str) -> LineLook {
    let parsed = capture::parse_line(line);
    let marker = (parsed.marker, theme.kind_sign(parsed.kind));
    LineLook { line: theme.kind_text(parsed.kind), parts: vec![marker] }
}

/// With whom, when and on what; at the right the clock, who could ever see the line under the caret, and whether the
/// text is on the disk.
fn header(model: &Model, writing: &Writing, area: Rect, canvas: &mut Canvas<'_>) {
    let area = Rect { width: area.width.saturating_sub(model.corner()), ..area };
    let (lang, theme) = (model.lang, model.theme);
    let dot = theme.sign(Sign::Dot);
    let right = at_the_right(model, writing, dot);
    let right_width = text::columns(&right) as u16;
    let room = area.width.saturating_sub(right_width + 1);
    let name = model.desk.pairs.iter().find(|v| v.pair.id == writing.pair).map(|v| v.pair.name.as_str());
    let name = text::term_safe_line(name.unwrap_or_default()).into_owned();
    let day = lang.full_day(writing.at.date_naive(), model.now.wall.date_naive());
    let mut when = format!(" {dot} {}", lang.with_time(&day, writing.at));
    if let Some(session) = writing.facts.as_ref().filter(|s| !s.theme.is_empty()) {
        when.push_str(&format!(" {dot} {}", text::term_safe_line(&session.theme)));
    }
    let when_room = usize::from(room).saturating_sub(text::columns(&name) + 1);
    let when = text::truncate_with(&when, when_room, theme.sign(Sign::Ellipsis)).into_owned();
    let left = vec![Span::raw(" "), Span::styled(name, theme.strong()), Span::styled(when, theme.dim())];
    canvas.buf.put_line(area.x, area.y, &Line::from(left), room);
    canvas.buf.put_string(area.right().saturating_sub(right_width), area.y, right, theme.dim());
}

fn at_the_right(model: &Model, writing: &Writing, dot: &str) -> String {
    let lang = model.lang;
    let thought = writing.thought_at(writing.editor.caret().line);
    let seen = thought.map_or(Visibility::Private, |thought| writing.seen_by(&thought).1).label(lang);
    let saved = match writing.is_unsaved() {
        _ if writing.held > 0 => lang.t("vault-held"),
        true => lang.t("note-unsaved"),
        false => lang.t("note-is-saved"),
    };
    match writing.facts.as_ref().and_then(|session| live::clock(model, session)) {
        Some(clock) => format!("{clock} {dot} {seen} {dot} {saved} "),
        None => format!("{seen} {dot} {saved} "),
    }
}

/// The rule above the text. Towards the planned end of the session it says so, and nothing else moves.
fn draw_rule(model: &Model, writing: &Writing, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    let rule = theme.sign(Sign::Horizontal).repeat(usize::from(area.width));
    canvas.buf.put_string(area.x, area.y, rule, theme.dim());
    let session = writing.facts.as_ref();
    if let Some(said) = session.and_then(|session| live::towards_the_end(model, session)) {
        canvas.buf.put_stringn(area.x + 3, area.y, format!(" {said} "), usize::from(area.width - 3), theme.text());
    }
}

/// At the right of a line: that fewer may see it than its kind says, or when it is due, once the journal has read that
/// from it.
fn remarks(model: &Model, writing: &Writing, drawn: &Drawn, hidden: &[bool], margin: Rect, canvas: &mut Canvas<'_>) {
    let shown = |line: usize| !hidden.get(line).copied().unwrap_or(false);
    for row in drawn.rows.iter().filter(|r| r.is_first && shown(r.line)) {
        let has_day = writing.entry_at(row.line).is_some_and(|e| e.kind.has_life() && e.due.is_some());
        let seal = seal_of(model, writing, row.line);
        // The day matters more than that it is sealed; that it is not kept matters most.
        if let Some((said, style)) = seal.filter(|_| !has_day || writing.held > 0) {
            let said = text::pad_left(&said, usize::from(margin.width.saturating_sub(1)));
            canvas.buf.put_stringn(margin.x, row.y, said, usize::from(margin.width), style);
            continue;
        }
        let Some(entry) = writing.entry_at(row.line) else { continue };
        let due = if entry.kind.has_life() { due::said_shortly(model, entry) } else { None };
        // What is narrower than its kind is told first: it may have become so by the words that it took in.
        let narrow = entry.visibility < entry.kind.default_visibility();
        let seen = narrow.then(|| entry.visibility.label(model.lang).into_owned());
        let Some(said) = seen.or(due) else { continue };
        let said = text::pad_left(&said, usize::from(margin.width.saturating_sub(1)));
        canvas.buf.put_stringn(margin.x, row.y, said, usize::from(margin.width), model.theme.dim());
    }
}

/// Whether the thought that begins in a line is sealed, or waits for the key to be.
fn seal_of(model: &Model, writing: &Writing, line: usize) -> Option<(String, Style)> {
    if model.vault.state == VaultState::Off {
        return None;
    }
    let begun = writing.editor.lines().nth(line)?;
    let is_fixed = begun.tag.is_some_and(|tag| writing.editor.is_fixed(tag));
    let (id, entry) = (begun.tag.and_then(|tag| writing.ids.get(&tag)).copied(), writing.entry_of(begun));
    let chosen = begun.tag.and_then(|tag| writing.seals.get(&tag)).copied();
    let is_entry = id.is_some() || !capture::parse_line(&begun.text).marker.is_empty() || chosen.is_some();
    let sealed = chosen.unwrap_or_else(|| {
        entry.is_some_and(|e| e.raw.is_sealed()) || is_entry && writing.is_to_be_sealed(&begun.text, id)
    });
    if is_fixed || !sealed {
        return is_fixed.then(|| (model.lang.t("line-sealed").into_owned(), model.theme.dim()));
    }
    Some(match model.vault.state {
        VaultState::Locked => (model.lang.t("vault-unkept").into_owned(), model.theme.damage()),
        _ => (model.lang.t("line-sealed").into_owned(), model.theme.dim()),
    })
}

/// The goals, thin beside the text.
fn beside(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = model.theme;
    for y in area.top()..area.bottom() {
        canvas.buf.put_string(area.x, y, theme.sign(Sign::Vertical), theme.dim());
    }
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    let width = usize::from(inner.width);
    let mut rows: Vec<Line<'static>> = vec![Line::from(Span::styled(model.lang.t("pane-goals"), theme.dim()))];
    for view in model.desk.goals().iter().filter(|g| g.goal.status.is_open()) {
        let terms = &view.goal.terms;
        let so_far = stand(model, view);
        let so_far = so_far.map(|numbers| format!(" {numbers}")).unwrap_or_default();
        let title = text::term_safe_line(&terms.title);
        let title = text::truncate(&title, width.saturating_sub(text::columns(&so_far)));
        rows.push(Line::from(vec![Span::raw(title.into_owned()), Span::styled(so_far, theme.dim())]));
    }
    rows.extend(promises_beside(model, width));
    for (y, row) in (inner.top()..inner.bottom()).zip(rows) {
        canvas.buf.put_line(inner.x, y, &row, inner.width);
    }
}

/// What the two have promised, below the goals: both may look at it while they talk.
fn promises_beside(model: &Model, width: usize) -> Vec<Line<'static>> {
    let (theme, lang, today) = (model.theme, model.lang, model.now.wall.date_naive());
    let open = model.desk.promises();
    if open.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Line::default(), Line::from(Span::styled(lang.t("pane-promises"), theme.dim()))];
    for promise in open.iter().map(|traced| &traced.entry) {
        let sign = capture::marker_for(promise.kind, promise.owner);
        let indent = text::columns(&sign);
        let body = capture::body_or(&promise.raw, |raw| lang.unreadable(raw));
        let safe = text::term_safe_line(body.lines().next().unwrap_or_default()).into_owned();
        let words = text::wrap_text(&safe, width.saturating_sub(indent).max(4));
        for (n, row) in words.into_iter().enumerate() {
            let lead = if n == 0 { sign.clone() } else { " ".repeat(indent) };
            rows.push(Line::from(vec![Span::styled(lead, theme.kind_sign(promise.kind)), Span::raw(row.to_owned())]));
        }
        if let Some(due) = promise.due {
            let style = if due < today { theme.text() } else { theme.dim() };
            let told = format!("{}{}", " ".repeat(indent), lang.due_in_words(due, today));
            rows.push(Line::from(Span::styled(told, style)));
        }
    }
    rows
}

/// The markers and what they mean, as many to a row as fit.
fn legend_lines(model: &Model, width: u16) -> Vec<Line<'static>> {
    let (lang, theme) = (model.lang, model.theme);
    let mut parts: Vec<(String, String)> =
        capture::MARKERS.iter().map(|(sign, kind)| (sign.to_string(), kind.label(lang).into_owned())).collect();
    parts.insert(1, ("<".to_owned(), lang.t("legend-partner").into_owned()));
    let by_name = |kind| {
        let named = capture::names_of(kind);
        let name = match lang {
            Lang::En => named.first(),
            Lang::Ja => named.iter().find(|n| !n.is_ascii()),
        };
        format!(":{}", name.copied().unwrap_or_default())
    };
    parts.push((by_name(EntryKind::Agenda), lang.t("legend-agenda").into_owned()));
    parts.push((by_name(EntryKind::Growth), lang.t("legend-named").into_owned()));
    let room = usize::from(width.saturating_sub(2));
    let column = parts.iter().map(|(s, n)| text::columns(s) + text::columns(n) + 4).max().unwrap_or(1).min(room.max(1));
    let in_row = (room / column).max(1);
    parts
        .chunks(in_row)
        .map(|row| {
            let spans = row.iter().flat_map(|(sign, name)| {
                let rest = column.saturating_sub(text::columns(sign) + 1);
                [Span::styled(format!("{sign} "), theme.key()), Span::styled(text::pad(name, rest), theme.dim())]
            });
            Line::from(spans.collect::<Vec<_>>())
        })
        .collect()
}
