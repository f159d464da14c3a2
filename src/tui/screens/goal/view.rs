//! Drawing the story of a goal.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::GoalStory;
use crate::domain::goal::{CheckIn, GoalView, Revision};
use crate::i18n::{GoalNumbers, Label};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::widgets::{frame, scroll};

pub fn draw(model: &Model, story: &GoalStory, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(view) = model.desk.goals().iter().find(|g| g.goal.id == story.id) else { return };
    let title = text::term_safe_line(&view.goal.terms.title);
    let status = view.goal.status.label(model.lang);
    let inner = frame::page(&title, &status, 88, model.theme, area, canvas.buf);
    let mut page = Page { width: usize::from(inner.width), rows: Vec::new() };
    page.terms(model, view);
    page.history(model, view);
    canvas.measured.overlay = scroll::draw(&page.rows, story.scroll, model.theme.more(), inner, canvas.buf);
}

struct Page {
    width: usize,
    rows: Vec<Line<'static>>,
}

impl Page {
    fn told(&mut self, words: &str, style: Style) {
        let safe = text::term_safe_line(words);
        let rows = text::wrap_text(&safe, self.width.max(8)).into_iter();
        self.rows.extend(rows.map(|row| Line::from(Span::styled(row.to_owned(), style))));
    }

    fn heading(&mut self, words: &str, style: Style) {
        self.rows.push(Line::default());
        self.told(words, style);
    }

    fn named(&mut self, model: &Model, label: &str, value: Option<String>) {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            self.told(&format!("{}  {value}", model.lang.t(label)), model.theme.text());
        }
    }

    fn terms(&mut self, model: &Model, view: &GoalView) {
        let (lang, goal) = (model.lang, &view.goal);
        let day = |d: Option<chrono::NaiveDate>| d.map(|d| lang.written_day(d));
        self.named(model, "goal-field-owner", Some(goal.owner.label(lang).into_owned()));
        self.named(model, "goal-field-sign", goal.terms.sign.clone());
        self.named(model, "goal-measure", lang.goal_numbers(&GoalNumbers::of(view)));
        self.named(model, "goal-field-due", day(goal.terms.due));
        self.named(model, "goal-agreed", day(goal.agreed));
    }

    /// Check-ins and revisions together, newest first.
    fn history(&mut self, model: &Model, view: &GoalView) {
        let (lang, theme) = (model.lang, model.theme);
        self.heading(&lang.t("goal-history"), theme.accent());
        if view.checkins.is_empty() && view.revisions.is_empty() {
            self.told(&lang.t("goal-no-check-in"), theme.dim());
        }
        enum Told<'a> {
            CheckIn(&'a CheckIn),
            Revision(&'a Revision),
        }
        let mut all: Vec<_> = view.checkins.iter().map(|c| (c.at, Told::CheckIn(c))).collect();
        all.extend(view.revisions.iter().map(|r| (r.at, Told::Revision(r))));
        all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (at, told) in all {
            let day = text::pad(&lang.day(at.date_naive(), model.now.wall.date_naive()), 11);
            match told {
                Told::CheckIn(c) => self.told(&format!("{day} {}", check_in(model, c)), theme.text()),
                Told::Revision(r) => {
                    let words = lang.fill(
                        "goal-revised",
                        [("reason", r.reason.as_str().into()), ("before", before(model, r).into())],
                    );
                    self.told(&format!("{day} {words}"), theme.dim());
                }
            }
        }
    }
}

fn check_in(model: &Model, c: &CheckIn) -> String {
    let lang = model.lang;
    let value = c.value.map(|v| lang.number(v));
    let confidence = c.confidence.map(|n| lang.count("goal-confidence", n));
    let note = Some(c.note.clone()).filter(|n| !n.is_empty());
    [value, confidence, note].into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// What the goal was before a revision.
fn before(model: &Model, r: &Revision) -> String {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let target = r.before.target.map(|t| lang.fill("goal-before-target", [("target", lang.number(t).into())]));
    let due = r.before.due.map(|d| lang.fill("goal-before-due", [("day", lang.day(d, today).into())]));
    [Some(r.before.title.clone()), target, due].into_iter().flatten().collect::<Vec<_>>().join(lang.comma())
}
