//! Dialogs of the preparation: something to talk about, what is hard to say, new words for a line.

use std::borrow::Cow;

use super::{Answer, Field, Form, Kind};
use crate::capture;
use crate::domain::forms::{LineEdit, NewLine, mark_of};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::{Entry, EntryKind, Limits, Owner, Readers};
use crate::i18n::Lang;
use crate::tui::effect::Order;
use crate::tui::model::Model;

/// Where a new line goes: to the end of a session's note, or without one to the lines for later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub pair: PairId,
    pub session: Option<SessionId>,
    /// That note is sealed as a whole, and so is what comes into it.
    pub sealed: bool,
}

pub fn topic(place: Place) -> Form {
    let fields = vec![Field::words("topic-field-text", Readers::Line, Some("topic-hint-text"), "")];
    Form::new(Kind::Topic(place), "topic-title", fields)
}

pub fn hard(place: Place) -> Form {
    let fields = vec![Field::words("hard-field-text", Readers::Line, Some("hard-hint-text"), "")];
    Form::new(Kind::Hard(place), "hard-title", fields)
}

/// New words for the first line of an entry.
pub fn reword(entry: &Entry) -> Form {
    Form::new(
        kind_for(entry),
        "reword-title",
        vec![Field::words("topic-field-text", Readers::Line, None, &words(entry)).of_line(Limits::of(entry))],
    )
}

/// New words for what is hard to say.
pub fn reword_hard(entry: &Entry) -> Form {
    let field = Field::words("hard-field-text", Readers::Line, Some("hard-hint-text"), &words(entry));
    let fields = vec![field.of_line(Limits::of(entry))];
    Form::new(kind_for(entry), "hard-title", fields)
}

fn kind_for(entry: &Entry) -> Kind {
    Kind::Reword(entry.id, mark_of(&entry.raw))
}

/// The words of the first line, without its marker.
fn words(entry: &Entry) -> String {
    let body = entry.raw.text().map(capture::body).unwrap_or_default();
    body.lines().next().unwrap_or_default().to_owned()
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let lang = model.lang;
    let (words, within) = (form.needed(0, lang)?, form.taken_in(0));
    let order = match form.kind {
        Kind::Topic(place) => add(place, marked(&words, EntryKind::Agenda, lang).into_owned(), within),
        Kind::Hard(place) => add(place, capture::marker_for(EntryKind::Reading, Owner::Me) + &words, within),
        Kind::Reword(id, seen) => Order::Reword(LineEdit { id, seen, words, within }),
        _ => return Ok(Vec::new()),
    };
    let line = match &order {
        Order::AddLines(_, lines) => lines.first().map(|line| &line.text),
        Order::Later(_, line, _) => Some(line),
        _ => None,
    };
    let is_sealed = matches!(form.kind, Kind::Topic(place) if place.sealed);
    if within.seals() && model.is_locked() {
        return Err((0, lang.t("field-words-locked").into_owned()));
    }
    if line.is_some_and(|line| model.waits_for_key(line) || is_sealed && model.is_locked()) {
        return Err((0, lang.t("vault-unlock-to-keep").into_owned()));
    }
    Ok(vec![model.write(order)])
}

fn add(place: Place, text: String, within: Limits) -> Order {
    match place.session {
        Some(session) => Order::AddLines(session, vec![NewLine { text, within }]),
        None => Order::Later(place.pair, text, within),
    }
}

/// The line as it says what it is: with the name of its kind in front, unless it has a marker of its own.
fn marked(words: &str, kind: EntryKind, lang: Lang) -> Cow<'_, str> {
    let parsed = capture::parse_line(words);
    if !parsed.marker.is_empty() && !parsed.escaped {
        return Cow::Borrowed(words);
    }
    let names = capture::names_of(kind);
    let name = match lang {
        Lang::En => names.iter().find(|name| name.is_ascii()).map(|name| format!(":{name} ")),
        Lang::Ja => names.iter().find(|name| !name.is_ascii()).map(|name| format!("：{name} ")),
    };
    Cow::Owned(format!("{}{words}", name.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_says_that_it_is_one_unless_it_is_something_else() {
        for (words, lang, line) in [
            ("results", Lang::En, ":agenda results"),
            ("結果", Lang::Ja, "：話すこと 結果"),
            ("? why", Lang::En, "? why"),
            ("！ 送る", Lang::Ja, "！ 送る"),
            ("!not a marker", Lang::En, ":agenda !not a marker"),
        ] {
            assert_eq!(marked(words, EntryKind::Agenda, lang), line);
        }
        assert_eq!(capture::parse_line(&marked("結果", EntryKind::Agenda, Lang::Ja)).kind, EntryKind::Agenda);
    }
}
