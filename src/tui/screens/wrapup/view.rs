//! Drawing the wrap-up: a name, what is asked, and at the right what it means.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Wrapping;
use super::section::Section;
use super::sheet::{Answer, Asks, Row, Sheet};
use crate::capture::{self, Said};
use crate::domain::checklist::{Model as Content, TickState};
use crate::domain::session::SessionStatus;
use crate::domain::{EntryKind, EntryState, Visibility};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::canvas::{Canvas, draw_line};
use crate::tui::model::Model;
use crate::tui::screens::due;
use crate::tui::screens::form::meaning;
use crate::tui::screens::note::mask;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List, Listed};
use crate::tui::widgets::put::Put;

/// From this width on the checklist stands beside the lines.
const WIDE: u16 = 106;
/// The widest that it gets.
const WIDEST: u16 = 150;
/// At least so many columns of a date in words, and so many of a number of minutes.
const MOMENT: usize = 20;
const MINUTES: usize = 5;
/// Columns of the remark on a line.
const REMARK: usize = 18;
/// Columns between a name and what is asked: the cursor's sign and that of the line, with blanks around them.
const GAP: usize = 5;

pub fn draw(model: &Model, wrapping: &Wrapping, area: Rect, canvas: &mut Canvas<'_>) {
    let body = frame::above_hints(area);
    let width = frame::comfortable(body.width, WIDEST);
    let wide = width.saturating_sub(4) >= WIDE;
    let wanted = wrapping.sheet.as_ref().map_or(20, |s| wanted_height(s, wide));
    let seen = wrapping.focused().map_or(Visibility::Private, visibility).label(model.lang);
    let inner = frame::popup(&title(model, wrapping), &seen, (width, wanted), model.theme, body, canvas.buf);
    let Some(sheet) = &wrapping.sheet else { return };
    let rows = Rect { height: inner.height.saturating_sub(1), ..inner };
    closing(model, sheet, Rect { y: inner.bottom() - 1, height: 1, ..inner }, canvas);
    let first_tick = sheet.rows.iter().position(Row::is_tick).unwrap_or(sheet.rows.len());
    if wide {
        let left = Rect { width: rows.width * 3 / 5, ..rows };
        let right = Rect { x: left.right() + 3, width: rows.width - left.width - 3, ..rows };
        draw_rows(model, wrapping, sheet, (0, first_tick), left, canvas);
        draw_rows(model, wrapping, sheet, (first_tick, sheet.rows.len()), right, canvas);
    } else {
        draw_rows(model, wrapping, sheet, (0, sheet.rows.len()), rows, canvas);
    }
}

/// Who could ever see what is said in a row, unless somebody chooses otherwise.
fn visibility(row: &Row) -> Visibility {
    match &row.asks {
        Asks::Next | Asks::Minutes => Visibility::Partner,
        Asks::Reword(_, entry) => entry.visibility.min(row.taken_in().widest()),
        Asks::Line(_) => {
            // A marker that was typed says itself what the line is.
            let typed = row.text();
            let words = row.new_line().map_or(EntryKind::Fact, Section::kind);
            let parsed = capture::parse_line(&typed);
            let kind = if parsed.marker.is_empty() { words } else { parsed.kind };
            kind.default_visibility().min(row.taken_in().widest())
        }
        Asks::Pulse(_) | Asks::Tick(_) => Visibility::Private,
    }
}

/// Whether what is said in a row stays hidden: somebody else sees the screen, or the vault was locked over it.
fn is_hidden(model: &Model, wrapping: &Wrapping, row: &Row) -> bool {
    let is_private = wrapping.sheet.as_ref().is_some_and(|sheet| sheet.is_private(row));
    let for_others = visibility(row) != Visibility::Private && !row.taken_in().seals();
    model.shares_screen() && !for_others || wrapping.veiled && is_private
}

/// As many rows as there are with air around them.
fn wanted_height(sheet: &Sheet, wide: bool) -> u16 {
    let lines = sheet.rows.iter().filter(|r| !wide || !r.is_tick()).count();
    (lines + 9) as u16
}

fn title(model: &Model, wrapping: &Wrapping) -> String {
    let name = model.lang.t("wrapup-title");
    let Some(sheet) = &wrapping.sheet else { return name.into_owned() };
    let (session, dot) = (sheet.session(), model.theme.sign(Sign::Dot));
    let day = model.lang.day(session.at.date_naive(), model.now.wall.date_naive());
    let partner = text::term_safe_line(&sheet.from.pair.pair.name).into_owned();
    match text::term_safe_line(&session.theme).trim() {
        "" => format!("{name} {dot} {partner} {dot} {day}"),
        theme => format!("{name} {dot} {partner} {dot} {day} {dot} {theme}"),
    }
}

/// How much of all this the partner could see, as it stands now.
fn closing(model: &Model, sheet: &Sheet, area: Rect, canvas: &mut Canvas<'_>) {
    // How much stays is nobody else's business either.
    if model.shares_screen() {
        return;
    }
    let (seen, kept) = sheet.seen(model.lang);
    let said = model.lang.fill("wrapup-seen", [("seen", seen.into()), ("kept", kept.into())]);
    canvas.buf.put_stringn(area.x, area.y, said, usize::from(area.width), model.theme.strong());
}

/// What the rows of one column share.
struct Column<'a> {
    model: &'a Model,
    wrapping: &'a Wrapping,
    sheet: &'a Sheet,
    width: usize,
    names: usize,
    /// There is room for air between the blocks.
    airy: bool,
}

fn draw_rows(
    model: &Model,
    wrapping: &Wrapping,
    sheet: &Sheet,
    (from, to): (usize, usize),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let lang = model.lang;
    let names = sheet.rows.iter().map(|r| text::columns(&name(r, lang))).max().unwrap_or(0);
    let mut column = Column { model, wrapping, sheet, width: usize::from(area.width), names, airy: true };
    let height = |column: &Column<'_>| {
        (from..to).map(|i| column.item(i, from)).map(|i| i.head.len() + i.body.len()).sum::<usize>()
    };
    column.airy = height(&column) <= usize::from(area.height);
    let item = |i: usize| column.item(from + i, from);
    let chosen = (from..to).contains(&wrapping.focus).then(|| wrapping.focus - from);
    let offset = if from == 0 { wrapping.offset } else { 0 };
    let listed = list::draw(
        &List { len: to - from, chosen, style: Style::new(), offset, more: model.theme.more(), item: &item },
        area,
        canvas.buf,
    );
    if let Some(chosen) = chosen {
        draw_input(&column, &listed, chosen, canvas);
    }
    if from == 0 {
        canvas.measured.overlay = listed;
    }
}

/// The text under the cursor is drawn by its editor, over its place in the list.
fn draw_input(column: &Column<'_>, listed: &Listed, chosen: usize, canvas: &mut Canvas<'_>) {
    let Some(row) = column.wrapping.focused() else { return };
    let Answer::Words(editor) = &row.answer else { return };
    let Some(y) = listed.rows.iter().position(|r| *r == Some(chosen)) else { return };
    let x = listed.area.x + (column.names + GAP) as u16;
    let field = Rect::new(x, listed.area.y + y as u16, column.field(row) as u16, 1);
    canvas.caret = draw_line(editor, field, column.model.theme, canvas.buf);
    if is_hidden(column.model, column.wrapping, row) && !editor.is_empty() {
        mask::draw_over(column.model, true, field, canvas);
    }
}

impl Column<'_> {
    /// Columns of what is asked.
    fn field(&self, row: &Row) -> usize {
        let room = self.width.saturating_sub(self.names + GAP);
        match row.asks {
            // What the date means is told as far as there is room beside the words themselves.
            Asks::Next => {
                let words = text::columns(&row.text()) + 1;
                let beside = REMARK.max(text::columns(&self.remark(row)));
                let least = words.clamp(MOMENT, room.saturating_sub(REMARK + 1).max(MOMENT));
                room.saturating_sub(beside + 1).max(least).min(room)
            }
            Asks::Minutes => MINUTES.min(room),
            _ => room.saturating_sub(REMARK + 1).max(8),
        }
    }

    fn item(&self, i: usize, first: usize) -> Item {
        let row = &self.sheet.rows[i];
        let before = i.checked_sub(1).and_then(|b| self.sheet.rows.get(b)).filter(|_| i > first);
        let begins = before.is_none_or(|b| name(b, self.model.lang) != name(row, self.model.lang));
        let mut head = Vec::new();
        if begins
            && i > first
            && self.airy
            && !matches!(row.asks, Asks::Minutes | Asks::Line(Section::Thanks | Section::Growth))
        {
            head.push(Line::default());
        }
        if let Asks::Tick(_) = row.asks {
            if begins {
                head.push(Line::from(Span::styled(name(row, self.model.lang), self.model.theme.strong())));
            }
            return Item { head, body: self.tick(i, row) };
        }
        let mut body = vec![self.asked(i, row, begins)];
        if let Some((_, said)) = self.wrapping.error.as_ref().filter(|(at, _)| *at == i) {
            let indent = " ".repeat(self.names + GAP);
            let room = self.width.saturating_sub(indent.len()).max(8);
            let told = text::wrap_text(said, room).into_iter();
            body.extend(told.map(|r| Line::from(Span::styled(format!("{indent}{r}"), self.model.theme.damage()))));
        }
        Item { head, body }
    }

    /// One row: its name where its block begins, what is asked, what it means.
    fn asked(&self, i: usize, row: &Row, begins: bool) -> Line<'static> {
        let theme = self.model.theme;
        let focused = i == self.wrapping.focus;
        let name = if begins { name(row, self.model.lang) } else { String::new() };
        let name_style = if focused { theme.accent() } else { theme.strong() };
        let cursor = if focused { theme.sign(Sign::Cursor) } else { " " };
        let field = self.field(row);
        let mut spans = vec![
            Span::styled(text::pad(&name, self.names), name_style),
            Span::styled(format!(" {} ", text::pad(cursor, 1)), theme.accent()),
            self.sign(row),
        ];
        match &row.answer {
            _ if is_hidden(self.model, self.wrapping, row) => {
                spans.push(Span::styled(text::pad(&self.dots(), field), theme.dim()))
            }
            Answer::Pulse(pulse) => spans.extend(self.pulse(*pulse, focused, field)),
            _ => {
                let words = row.text();
                let safe = text::term_safe_line(&words);
                spans.push(Span::styled(text::pad(&safe, field), theme.text()));
            }
        }
        let room = self.width.saturating_sub(self.names + GAP + field + 1);
        let remark = if is_hidden(self.model, self.wrapping, row) { String::new() } else { self.remark(row) };
        spans.push(Span::styled(format!(" {}", text::truncate(&remark, room)), theme.dim()));
        Line::from(spans)
    }

    fn dots(&self) -> String {
        self.model.theme.sign(Sign::Dot).repeat(5)
    }

    /// The sign of the lines that a row is about, where their kind has one.
    fn sign(&self, row: &Row) -> Span<'static> {
        let (kind, marker) = match row.section() {
            Some(section) => (section.kind(), section.marker(self.model.lang)),
            None => (EntryKind::Fact, String::new()),
        };
        let sign = marker.trim_end();
        let sign = if sign.len() == 1 { sign } else { "" };
        Span::styled(text::pad(sign, 2), self.model.theme.kind_sign(kind))
    }

    fn pulse(&self, pulse: Option<u8>, focused: bool, field: usize) -> Vec<Span<'static>> {
        let theme = self.model.theme;
        let mut spans: Vec<Span<'static>> = (1..=5)
            .map(|n| match pulse == Some(n) {
                true => Span::styled(format!("[{n}]"), if focused { theme.accent() } else { theme.strong() }),
                false => Span::styled(format!(" {n} "), theme.dim()),
            })
            .collect();
        spans.push(Span::raw(" ".repeat(field.saturating_sub(15))));
        spans
    }

    /// A box of the short list: in one row, or whole where the cursor is.
    fn tick(&self, i: usize, row: &Row) -> Vec<Line<'static>> {
        let (Asks::Tick(item), Answer::Tick(state)) = (&row.asks, &row.answer) else { return Vec::new() };
        let (theme, lang) = (self.model.theme, self.model.lang);
        let focused = i == self.wrapping.focus;
        let words = match &item.own {
            _ if is_hidden(self.model, self.wrapping, row) => self.dots(),
            Some(own) => text::term_safe_line(&own.text).into_owned(),
            None => Content::built_in().item(&item.id).map_or("", |i| lang.pick(&i.text)).to_owned(),
        };
        let cursor = text::pad(if focused { theme.sign(Sign::Cursor) } else { " " }, 1);
        let room = self.width.saturating_sub(6).max(8);
        let rows: Vec<String> = match focused || self.airy {
            true => text::wrap_text(&words, room).into_iter().map(str::to_owned).collect(),
            false => vec![text::truncate_with(&words, room, theme.sign(Sign::Ellipsis)).into_owned()],
        };
        let style = if focused { theme.strong() } else { theme.text() };
        let line = |(n, words): (usize, String)| {
            let state = if is_hidden(self.model, self.wrapping, row) { TickState::Open } else { *state };
            let lead = if n == 0 { format!("{cursor} {} ", theme.checkbox(state)) } else { " ".repeat(6) };
            Line::from(vec![Span::styled(lead, theme.accent()), Span::styled(words, style)])
        };
        rows.into_iter().enumerate().map(line).collect()
    }

    /// What stands at the right of a row.
    fn remark(&self, row: &Row) -> String {
        let lang = self.model.lang;
        match &row.asks {
            Asks::Next => self.when(row),
            Asks::Minutes => self.how_long(row),
            Asks::Reword(..) if row.text().is_empty() => lang.t("wrapup-stays").into_owned(),
            Asks::Reword(_, entry) if entry.state != EntryState::Open => lang.state_of(entry).into_owned(),
            Asks::Reword(_, entry) if !row.is_touched() || entry.due_chosen => {
                due::said(self.model, entry).unwrap_or_default()
            }
            Asks::Reword(..) | Asks::Line(Section::Mine | Section::Theirs) => self.due_in(row),
            Asks::Line(section) => match self.sheet.already(*section) {
                0 => String::new(),
                n => lang.count("wrapup-already", n),
            },
            Asks::Pulse(_) => Visibility::Private.label(lang).into_owned(),
            Asks::Tick(_) => String::new(),
        }
    }

    /// When the words of a row make it due, or that no date was read from them.
    fn due_in(&self, row: &Row) -> String {
        let day = self.sheet.session().at.date_naive();
        match capture::read_due(&row.text(), day, self.model.dates) {
            Said::Day(due) => self.due(Some(due.date)),
            Said::NextTime(_) => self.model.lang.t("due-next-time").into_owned(),
            Said::Unread(_) => self.model.lang.t("due-unread").into_owned(),
            Said::Nothing => String::new(),
        }
    }

    fn due(&self, due: Option<chrono::NaiveDate>) -> String {
        due.map(|due| self.model.lang.due_beside(due, self.model.now.wall.date_naive())).unwrap_or_default()
    }

    /// The meaning of the date in words, as it is typed.
    fn when(&self, row: &Row) -> String {
        let (lang, now) = (self.model.lang, self.model.now.wall);
        match self.sheet.next_moment(now, lang) {
            Ok(Some(told)) if row.is_touched() => meaning::when(&told, now, lang),
            // What stands there already says the rest.
            Ok(Some(told)) => lang.distance(told.at.date_naive(), now.date_naive()),
            Ok(None) if self.sheet.from.next.is_some() => lang.t("wrapup-next-stays").into_owned(),
            Ok(None) => lang.t("wrapup-next-none").into_owned(),
            Err(_) if row.is_touched() => lang.t("wrapup-next-unclear").into_owned(),
            Err(_) => String::new(),
        }
    }

    /// Why nobody but the person can say how long it took.
    fn how_long(&self, row: &Row) -> String {
        let (lang, session) = (self.model.lang, self.sheet.session());
        if !row.text().is_empty() {
            return String::new();
        }
        let untrusted = session.is_running() && self.model.minutes_used(session).is_none();
        match session.plan() {
            _ if untrusted => lang.t("wrapup-minutes-untrusted").into_owned(),
            Some(plan) if session.status == SessionStatus::Planned => lang.count("wrapup-minutes-planned", plan),
            _ => lang.t("wrapup-minutes-unknown").into_owned(),
        }
    }
}

/// The name of the block that a row belongs to.
fn name(row: &Row, lang: Lang) -> String {
    let id = match row.asks {
        Asks::Next => "wrapup-next",
        Asks::Minutes => "wrapup-minutes",
        Asks::Pulse(_) => "wrapup-pulse",
        Asks::Tick(_) => "wrapup-checklist",
        Asks::Reword(section, _) | Asks::Line(section) => match section {
            Section::Mine => "wrapup-mine",
            Section::Theirs => "wrapup-theirs",
            Section::Learned => "wrapup-learned",
            Section::Thanks => "wrapup-thanks",
            Section::Growth => "wrapup-growth",
        },
    };
    lang.t(id).into_owned()
}
