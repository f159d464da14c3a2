//! Drawing the timeline.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::timeline::MonthList;
use super::view::framed;
use crate::domain::calendar::MonthRow;
use crate::domain::session::SessionStatus;
use crate::i18n::Label;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

/// Columns of a month's name, of its count, of the longest bar, and of a sign with its number.
const NAME: usize = 10;
const COUNT: usize = 4;
const BAR: usize = 12;
const SIGNED: usize = 4;

pub fn draw(model: &Model, list: &MonthList, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = framed(model, "timeline-title", list.pair, area, canvas);
    let [rows, legend] = Layout::vertical([Constraint::Min(0), Constraint::Length(1)]).areas(inner);
    let width = usize::from(inner.width);
    canvas.buf.put_stringn(legend.x, legend.y, signs(model), width, model.theme.dim());
    let Some(months) = list.months() else { return };
    if months.is_empty() {
        canvas.buf.put_stringn(rows.x, rows.y, model.lang.t("timeline-empty"), width, model.theme.dim());
        return;
    }
    let most = months.iter().map(|row| row.held + row.planned).max().unwrap_or(0);
    let item = |i: usize| {
        let turn = i > 0 && months[i].month.year != months[i - 1].month.year;
        let head = if turn { vec![Line::default()] } else { Vec::new() };
        Item { head, body: vec![month(model, &months[i], most, width)] }
    };
    let (chosen, style) = (Some(list.chosen), model.theme.selected());
    let rows_of = List { len: months.len(), chosen, style, offset: list.offset, more: model.theme.more(), item: &item };
    canvas.measured.overlay = list::draw(&rows_of, rows, canvas.buf);
}

/// What the signs mean.
fn signs(model: &Model) -> String {
    let (lang, theme) = (model.lang, model.theme);
    let mut signs = vec![
        (Sign::Full, SessionStatus::Held.label(lang).into_owned()),
        (Sign::Rest, SessionStatus::Planned.label(lang).into_owned()),
        (Sign::CheckIn, lang.t("timeline-check-ins").into_owned()),
    ];
    if !model.shares_screen() {
        signs.push((Sign::Feels, lang.t("timeline-ratings").into_owned()));
    }
    signs.into_iter().map(|(sign, words)| format!("{} {words}   ", theme.sign(sign))).collect()
}

/// A month in one row: when, how many, what else was noted, about what.
fn month(model: &Model, row: &MonthRow, most: u32, width: usize) -> Line<'static> {
    let (lang, theme) = (model.lang, model.theme);
    let count = text::pad_left(&(row.held + row.planned).to_string(), COUNT);
    let (held, planned) = bar(row, most);
    let rest = " ".repeat(BAR - held - planned);
    let bar = format!("{}{}{rest}", theme.sign(Sign::Full).repeat(held), theme.sign(Sign::Rest).repeat(planned));
    let signed = |sign, n: u32| if n > 0 { format!("{}{n}", theme.sign(sign)) } else { String::new() };
    let signs = [signed(Sign::CheckIn, row.checkins), signed(Sign::Feels, row.ratings)];
    let signs: String = signs.iter().map(|s| text::pad(s, SIGNED)).collect();
    let dot = format!(" {} ", theme.sign(Sign::Dot));
    let themes = row.themes.iter().map(|t| text::term_safe_line(t).into_owned()).collect::<Vec<_>>().join(&dot);
    let room = width.saturating_sub(NAME + COUNT + BAR + 2 * SIGNED + 5);
    Line::from(vec![
        Span::styled(text::pad(&lang.month(row.month), NAME), theme.strong()),
        Span::raw(format!("{count}  ")),
        Span::styled(bar, theme.progress()),
        Span::styled(format!("  {signs} "), theme.dim()),
        Span::raw(text::pad(&themes, room)),
    ])
}

/// How long the bar is for what was held and for what is planned: a block for each session while all bars fit.
fn bar(row: &MonthRow, most: u32) -> (usize, usize) {
    let scaled = |n: u32| match usize::try_from(most).unwrap_or(usize::MAX) {
        most if most <= BAR => n as usize,
        most => (n as usize * BAR).div_ceil(most),
    };
    let held = scaled(row.held).min(BAR);
    (held, scaled(row.planned).min(BAR - held))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Month;

    #[test]
    fn a_bar_has_a_block_for_each_session_while_all_fit() {
        let month = Month { year: 2026, month: 11 };
        let row = |held, planned| MonthRow {
            month,
            newest: month.first_day(),
            held,
            planned,
            themes: Vec::new(),
            checkins: 0,
            ratings: 0,
        };
        for (held, planned, most, expected) in [
            (3, 1, 12, (3, 1)),
            (0, 0, 0, (0, 0)),
            (12, 0, 12, (12, 0)),
            (50, 50, 100, (6, 6)),
            // Something is never nothing, and nothing is drawn over the edge.
            (1, 0, 3000, (1, 0)),
            (99, 1, 100, (12, 0)),
        ] {
            assert_eq!(bar(&row(held, planned), most), expected, "{held} {planned} {most}");
        }
    }
}
