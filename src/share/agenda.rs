//! The agenda of a meeting as a text that can be sent: only lines that the partner may see.

use crate::capture;
use crate::domain::EntryState;
use crate::domain::entry::Entry;
use crate::domain::session::Session;
use crate::domain::views::{Prep, Traced};
use crate::i18n::{Label, Lang};
use crate::text;

/// The agenda in plain text, in the language of its reader. It starts from nothing; what gets in is chosen here.
pub fn render(prep: &Prep, lang: Lang) -> String {
    let mut page = Vec::new();
    match prep.session.as_ref().map(|row| &row.session) {
        Some(session) => meeting(session, lang, &mut page),
        None => page.push(lang.t("agenda-no-date").into_owned()),
    }
    list(&lang.t("agenda-topics"), prep.topics_to_share().map(|t| first_line(&t.entry)), &mut page);
    list(&lang.t("agenda-report"), prep.reports_to_share().map(|t| reported(t, lang)), &mut page);
    list(&lang.t("agenda-theirs"), prep.theirs_to_share().map(|t| first_line(&t.entry)), &mut page);
    page.join("\n") + "\n"
}

/// When, how and how long; and the theme.
fn meeting(session: &Session, lang: Lang, page: &mut Vec<String>) {
    let when = format!("{} {}", lang.written_day(session.at.date_naive()), lang.time(session.at));
    let mut parts = vec![lang.fill("agenda-title", [("when", when.into())])];
    parts.extend(session.mode.map(|mode| mode.label(lang).into_owned()));
    parts.extend(session.plan().map(|minutes| lang.minutes(minutes)));
    page.push(parts.join(" · "));
    let theme = text::term_safe_line(session.theme.trim());
    if !theme.is_empty() {
        page.push(lang.fill("agenda-theme", [("theme", theme.into())]));
    }
}

fn list(title: &str, lines: impl Iterator<Item = String>, page: &mut Vec<String>) {
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_some() {
        page.extend([String::new(), title.to_owned()]);
        page.extend(lines.map(|line| format!("- {line}")));
    }
}

fn first_line(entry: &Entry) -> String {
    let body = capture::body(&entry.raw);
    text::term_safe_line(body.lines().next().unwrap_or_default().trim()).into_owned()
}

/// A promise with what became of it.
fn reported(promise: &Traced, lang: Lang) -> String {
    let entry = &promise.entry;
    let words = first_line(entry);
    if entry.state == EntryState::Open {
        return words;
    }
    let state = entry.state.label(lang).into_owned();
    match entry.result.as_deref().map(text::term_safe_line) {
        Some(result) => {
            lang.fill("agenda-result", [("line", words.into()), ("state", state.into()), ("result", result.into())])
        }
        None => lang.fill("agenda-state", [("line", words.into()), ("state", state.into())]),
    }
}
