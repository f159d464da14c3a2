//! The chosen row in full, with where it came from.

use super::blocks::Row;
use crate::capture;
use crate::domain::checklist::Model as Content;
use crate::domain::goal::GoalView;
use crate::domain::views::{TodaySource, Traced};
use crate::domain::{Entry, EntryState};
use crate::i18n::{Label, Lang};
use crate::text;
use crate::tui::model::Model;
use crate::tui::screens::desk::key_name;
use crate::tui::theme::Sign;

/// The words, and what is known about them.
pub fn told(model: &Model, row: Row<'_>) -> (String, String) {
    let (words, about) = match row {
        Row::Goal(view) => goal(model, view),
        Row::Question(picked) => {
            let pillar = picked.question.pillar.and_then(|key| Content::built_in().pillar(key));
            let key = pillar.map(|p| format!("{} {}", p.letter, key_name(model.lang, p)));
            (model.lang.question(&picked.question).to_owned(), key.into_iter().collect())
        }
        _ => row.entry().map(|entry| (whole(entry, model.lang), about(model, row, entry))).unwrap_or_default(),
    };
    let about: Vec<String> = about.iter().map(|part| text::term_safe_line(part).into_owned()).collect();
    (text::term_safe_line(&words).into_owned(), about.join(&format!(" {} ", model.theme.sign(Sign::Dot))))
}

/// The whole text of a line, its lower lines included.
fn whole(entry: &Entry, lang: Lang) -> String {
    let body = capture::body_or(&entry.raw, |raw| lang.unreadable(raw));
    body.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn about(model: &Model, row: Row<'_>, entry: &Entry) -> Vec<String> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let mut parts = Vec::new();
    if let Row::Topic(item) = row {
        match item.source {
            TodaySource::Question => parts.push(lang.t("prep-saved-question").into_owned()),
            TodaySource::Later => parts.push(lang.t("prep-for-later").into_owned()),
            TodaySource::Agenda | TodaySource::Carried => {}
        }
    }
    parts.extend(row.traced().map(|traced| origin(model, traced)).unwrap_or_default());
    parts.extend(entry.due.map(|day| lang.fill("prep-due", [("day", lang.day(day, today).into())])));
    if entry.can_settle() && entry.state != EntryState::Open {
        parts.push(entry.state.label(lang).into_owned());
    }
    parts.extend(entry.result.as_deref().map(|words| lang.fill("prep-result", [("text", words.into())])));
    parts.extend(entry.learned.as_deref().map(|words| lang.fill("line-learned", [("text", words.into())])));
    if !matches!(row, Row::Promise(_) | Row::Kept(_)) || entry.visibility != entry.kind.default_visibility() {
        parts.push(entry.visibility.label(lang).into_owned());
    }
    parts
}

/// Where a line came from, and over how many sessions it was carried.
fn origin(model: &Model, traced: &Traced) -> Vec<String> {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let from = traced.origin.map(|at| lang.fill("prep-from", [("day", lang.day(at.date_naive(), today).into())]));
    let carried = (traced.carried > 0).then(|| lang.count("prep-carried", traced.carried));
    from.into_iter().chain(carried).collect()
}

/// A goal with its sign, its latest story and its due date.
fn goal(model: &Model, view: &GoalView) -> (String, Vec<String>) {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let terms = &view.goal.terms;
    let words = match &terms.sign {
        Some(sign) => format!("{} {} {sign}", terms.title, model.theme.sign(Sign::Dot)),
        None => terms.title.clone(),
    };
    let mut parts = vec![view.goal.owner.label(lang).into_owned()];
    let story = view.story().map(|c| format!("{} {}", lang.day(c.at.date_naive(), today), c.note));
    parts.extend(story);
    parts.extend(terms.due.map(|day| lang.fill("prep-due", [("day", lang.day(day, today).into())])));
    (words, parts)
}
