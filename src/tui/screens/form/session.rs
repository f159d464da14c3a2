//! Dialogs about sessions.

use super::{Answer, Field, Form, Kind};
use crate::capture::Look;
use crate::domain::forms::{NewSession, SessionForm};
use crate::domain::ids::PairId;
use crate::domain::session::{Mode, Session, SessionStatus};
use crate::i18n::{Label, Lang};
use crate::tui::effect::Order;
use crate::tui::model::Model;

fn modes(lang: Lang, mode: Option<Mode>) -> Field {
    let options = Mode::ALL.iter().map(|m| m.label(lang).into_owned()).collect();
    let chosen = mode.and_then(|mode| Mode::ALL.iter().position(|m| *m == mode)).unwrap_or(0);
    Field::choice("session-field-mode", options, chosen)
}

/// A session to come.
pub fn plan(pair: PairId, proposal: &str, lang: Lang) -> Form {
    let fields = vec![
        Field::text("session-field-at", Some("hint-moment"), proposal),
        Field::text("session-field-theme", Some("session-hint-theme"), ""),
        modes(lang, None),
    ];
    Form::new(Kind::PlanSession(pair), "session-plan-title", fields)
}

/// What stands around the note of a session.
pub fn edit(session: &Session, lang: Lang) -> Form {
    let minutes = session.minutes.map(|m| m.to_string()).unwrap_or_default();
    let fields = vec![
        Field::text("session-field-theme", Some("session-hint-theme"), &session.theme),
        Field::text("session-field-at", Some("hint-moment"), &session.at.format("%Y-%m-%d %H:%M").to_string()),
        Field::text("session-field-minutes", None, &minutes),
        modes(lang, session.mode),
    ];
    Form::new(Kind::EditSession(session.id), "session-edit-title", fields)
}

pub fn move_to(session: &Session) -> Form {
    let fields = vec![Field::text("session-field-at", Some("hint-moment"), "")];
    Form::new(Kind::MoveSession(session.id), "session-move-title", fields)
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let missing = |model: &Model, field| (field, model.lang.t("form-needed").into_owned());
    match form.kind {
        Kind::PlanSession(pair) => {
            let at = form.moment(0, model, Look::Forward)?.ok_or_else(|| missing(model, 0))?;
            let new = NewSession {
                pair,
                at,
                status: SessionStatus::Planned,
                minutes: None,
                mode: Mode::ALL.get(form.choice(2)).copied(),
                theme: form.text(1),
                text: String::new(),
            };
            Ok(vec![model.write(Order::AddSession(new))])
        }
        Kind::MoveSession(id) => {
            let at = form.moment(0, model, Look::Forward)?.ok_or_else(|| missing(model, 0))?;
            Ok(vec![model.write(Order::MoveSession(id, at))])
        }
        Kind::EditSession(id) => {
            let at = form.moment(1, model, Look::Back)?.ok_or_else(|| missing(model, 1))?;
            let minutes = form.number(2, model.lang)?.filter(|m| *m >= 1.0).map(|m| m.min(24.0 * 60.0) as u32);
            let change = SessionForm {
                at: Some(at),
                status: None,
                minutes: Some(minutes),
                mode: Some(Mode::ALL.get(form.choice(3)).copied()),
                theme: Some(form.text(0)),
            };
            Ok(vec![model.write(Order::EditSession(id, change))])
        }
        _ => Ok(Vec::new()),
    }
}
