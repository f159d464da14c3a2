//! Drawing the question bank.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Bank, next_session};
use crate::domain::Visibility;
use crate::domain::checklist::{ItemMoment, Model as Content};
use crate::domain::questions::BankQuestion;
use crate::i18n::Label;
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Sign;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::{self, Item, List};
use crate::tui::widgets::put::Put;

/// The widest that it gets.
const WIDEST: u16 = 100;
/// Columns before the words: the sign of the proposed one.
const INDENT: usize = 2;

pub fn draw(model: &Model, bank: &Bank, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, theme) = (model.lang, model.theme);
    let seen = Visibility::Private.label(lang);
    let inner = frame::page(&lang.t("questions-title"), &seen, WIDEST, theme, area, canvas.buf);
    canvas.buf.put_stringn(inner.x, inner.y, purpose(model), usize::from(inner.width), theme.dim());
    let Some(questions) = &bank.questions else { return };
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let item = |i: usize| question(model, bank, questions, i, usize::from(rows.width));
    let chosen = Some(bank.chosen);
    let list = List {
        len: questions.len(),
        chosen,
        style: theme.selected(),
        offset: bank.offset,
        more: theme.more(),
        item: &item,
    };
    canvas.measured.overlay = list::draw(&list, rows, canvas.buf);
}

/// Which session a question would go to.
fn purpose(model: &Model) -> String {
    let lang = model.lang;
    match next_session(model) {
        Some(session) => {
            let day = lang.full_day(session.at.date_naive(), model.now.wall.date_naive());
            lang.fill("questions-for", [("day", day.into())])
        }
        None => lang.t("questions-no-session").into_owned(),
    }
}

fn question(model: &Model, bank: &Bank, all: &[BankQuestion], i: usize, width: usize) -> Item {
    let theme = model.theme;
    let Some(question) = all.get(i) else { return Item::default() };
    let mut head = Vec::new();
    if i == 0 || all[i - 1].pillar != question.pillar {
        if i > 0 {
            head.push(Line::default());
        }
        head.push(Line::from(Span::styled(group(model, question), theme.accent())));
    }
    let session = next_session(model).map(|s| s.id);
    let proposed = bank.proposed.as_ref().is_some_and(|(id, to)| *id == question.id && Some(*to) == session);
    let sign = text::pad(if proposed { theme.sign(Sign::Arrow) } else { "" }, INDENT);
    let words = match question.when {
        ItemMoment::Session => words(model, question),
        when => {
            let args = [("question", words(model, question).into()), ("when", when.label(model.lang).into())];
            model.lang.fill("questions-at", args)
        }
    };
    let rows = text::wrap_text(&words, width.saturating_sub(INDENT).max(8)).into_iter().enumerate();
    let line = |(n, row): (usize, &str)| {
        let lead = if n == 0 { sign.clone() } else { " ".repeat(INDENT) };
        Line::from(vec![Span::styled(lead, theme.accent()), Span::raw(row.to_owned())])
    };
    Item { head, body: rows.map(line).collect() }
}

/// One's own, or the letter and the name of the key.
fn group(model: &Model, question: &BankQuestion) -> String {
    match question.pillar.and_then(|key| Content::built_in().pillar(key)) {
        Some(pillar) => format!("{} {}", pillar.letter, model.lang.pick(&pillar.name)),
        None => model.lang.t("questions-own").into_owned(),
    }
}

fn words(model: &Model, question: &BankQuestion) -> String {
    if let Some(own) = &question.own {
        return text::term_safe_line(&own.text).into_owned();
    }
    let built_in = Content::built_in().pillars.iter().flat_map(|p| &p.questions).find(|q| q.id == question.id);
    built_in.map(|q| model.lang.pick(&q.text).to_owned()).unwrap_or_default()
}
