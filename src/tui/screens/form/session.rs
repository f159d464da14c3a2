//! Dialogs about sessions.

use chrono::NaiveTime;

use super::{Answer, Field, Form, Kind, read_number};
use crate::capture::{Look, find_minutes};
use crate::domain::forms::{NewSession, SessionForm};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::session::{Mode, Session, SessionStatus};
use crate::domain::{Reach, Readers};
use crate::i18n::{Label, Lang};
use crate::tui::effect::Order;
use crate::tui::model::Model;
use crate::tui::screens::note;

/// The longest session, in minutes: a day.
const LONGEST: f64 = 1440.0;

fn modes(lang: Lang, mode: Option<Mode>) -> Field {
    let mut options = vec![lang.t("choice-none").into_owned()];
    options.extend(Mode::ALL.iter().map(|m| m.label(lang).into_owned()));
    let chosen = mode.and_then(|mode| Mode::ALL.iter().position(|m| *m == mode)).map_or(0, |n| n + 1);
    Field::choice("session-field-mode", options, chosen)
}

/// How far the heading may reach.
fn reach(lang: Lang, reach: Reach) -> Field {
    let options = Reach::ALL.iter().map(|r| r.label(lang).into_owned()).collect();
    Field::choice("session-field-reach", options, Reach::ALL.iter().position(|r| *r == reach).unwrap_or(0))
}

/// The mode that was chosen; the first option is none.
fn mode(form: &Form, field: usize) -> Option<Mode> {
    form.choice(field).checked_sub(1).and_then(|n| Mode::ALL.get(n)).copied()
}

/// How many minutes a session took; `None` where nothing is told.
pub fn read_minutes(text: &str, lang: Lang) -> Result<Option<u32>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let whole = |m: &f64| (1.0..=LONGEST).contains(m) && m.fract() == 0.0;
    // "45 min" and 「45分」 say the same as the number alone.
    let phrase = || find_minutes(text.trim()).filter(|timed| timed.phrase == (0..text.trim().len())).map(|t| t.minutes);
    let minutes = read_number(text.trim()).filter(whole).map(|m| m as u32).or_else(phrase);
    minutes.map(Some).ok_or_else(|| lang.count("session-minutes-range", LONGEST as i64))
}

/// A session to come, by default as long as the last one.
pub fn plan(pair: PairId, proposal: &str, theme: &str, minutes: Option<u32>, lang: Lang) -> Form {
    let minutes = minutes.map(|m| m.to_string()).unwrap_or_default();
    let fields = vec![
        Field::value("session-field-at", Readers::NotStored, Some("hint-moment"), proposal),
        Field::value("session-field-theme", Readers::Partner, Some("session-hint-theme"), theme),
        Field::value("session-field-minutes", Readers::NotStored, Some("session-hint-minutes"), &minutes),
        modes(lang, None),
    ];
    Form::new(Kind::PlanSession(pair), "session-plan-title", fields)
}

/// A session that took place and was not noted then.
pub fn afterwards(pair: PairId, lang: Lang) -> Form {
    let fields = vec![
        Field::value("session-field-at", Readers::NotStored, Some("session-hint-before"), ""),
        Field::value("session-field-theme", Readers::Partner, Some("session-hint-theme"), ""),
        Field::value("session-field-minutes", Readers::NotStored, Some("session-hint-minutes"), ""),
        modes(lang, None),
    ];
    Form::new(Kind::Afterwards(pair), "session-afterwards-title", fields)
}

/// What stands around the note of a session.
pub fn edit(session: &Session, lang: Lang) -> Form {
    let minutes = session.minutes.map(|m| m.to_string()).unwrap_or_default();
    let theme_readers = session.theme_reach.readers();
    let fields = vec![
        Field::value("session-field-theme", theme_readers, Some("session-hint-theme"), &session.theme),
        Field::value(
            "session-field-at",
            Readers::NotStored,
            Some("hint-moment"),
            &session.at.format("%Y-%m-%d %H:%M").to_string(),
        ),
        Field::value("session-field-minutes", Readers::NotStored, None, &minutes),
        modes(lang, session.mode),
        reach(lang, session.theme_reach),
    ];
    Form::new(Kind::EditSession(session.id), "session-edit-title", fields).filled_from(session.rev)
}

pub fn move_to(session: &Session) -> Form {
    let fields = vec![Field::value("session-field-at", Readers::NotStored, Some("hint-moment"), "")];
    Form::new(Kind::MoveSession(session.id), "session-move-title", fields)
}

/// The time of day of a session that the desk shows.
fn time_of(model: &Model, id: SessionId) -> Option<NaiveTime> {
    model.desk.sessions().iter().find(|row| row.session.id == id).map(|row| row.session.at.time())
}

/// At what time of day the pair met last, or means to meet next.
fn usual_time(model: &Model, pair: PairId) -> Option<NaiveTime> {
    let view = model.desk.pairs.iter().find(|view| view.pair.id == pair)?;
    view.last_at.or(view.next_at).map(|at| at.time())
}

/// The session that a dialog with time, theme, minutes and mode tells of.
fn new_session(form: &Form, model: &Model, pair: PairId, status: SessionStatus) -> Result<NewSession, (usize, String)> {
    let look = if status == SessionStatus::Planned { Look::Forward } else { Look::Back };
    let usual = usual_time(model, pair);
    let told = form.moment(0, model, look, usual)?.ok_or_else(|| (0, model.lang.t("form-needed").into_owned()))?;
    let (minutes, mode) = (read_minutes(&form.text(2), model.lang).map_err(|said| (2, said))?, mode(form, 3));
    // A span of time says how long it takes, whatever was proposed.
    let (at, minutes) = (told.at, told.minutes.or(minutes));
    Ok(NewSession { pair, at, status, minutes, mode, theme: form.text(1), text: String::new() })
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let missing = |model: &Model, field| (field, model.lang.t("form-needed").into_owned());
    match form.kind {
        Kind::PlanSession(pair) => {
            let new = new_session(form, model, pair, SessionStatus::Planned)?;
            Ok(vec![model.write(Order::AddSession(new))])
        }
        Kind::Afterwards(pair) => {
            let new = new_session(form, model, pair, SessionStatus::Held)?;
            if new.at > model.now.wall {
                return Err((0, model.lang.t("session-not-yet").into_owned()));
            }
            Ok(note::afterwards(model, new))
        }
        Kind::MoveSession(id) => {
            let usual = time_of(model, id);
            let told = form.moment(0, model, Look::Forward, usual)?.ok_or_else(|| missing(model, 0))?;
            Ok(vec![model.write(Order::MoveSession(id, told.at))])
        }
        Kind::EditSession(id) => {
            let planned =
                model.desk.sessions().iter().any(|r| r.session.id == id && r.session.status == SessionStatus::Planned);
            let look = if planned { Look::Forward } else { Look::Back };
            let usual = time_of(model, id);
            let told = form.moment(1, model, look, usual)?.ok_or_else(|| missing(model, 1))?;
            let minutes = told.minutes.or(read_minutes(&form.text(2), model.lang).map_err(|said| (2, said))?);
            let change = SessionForm {
                at: Some(told.at),
                status: None,
                minutes: Some(minutes),
                mode: Some(mode(form, 3)),
                theme: Some(form.text(0)),
                theme_reach: Reach::ALL.get(form.choice(4)).copied(),
                pulse: None,
                stop: false,
                sealed: None,
                seen: form.seen,
            };
            Ok(vec![model.write(Order::EditSession(id, change))])
        }
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_told_as_a_number_or_with_their_word() {
        for lang in [Lang::En, Lang::Ja] {
            for (text, minutes) in [
                ("", None),
                ("45", Some(45)),
                ("４５", Some(45)),
                ("45 min", Some(45)),
                ("90m", Some(90)),
                (" 45分 ", Some(45)),
                ("４５分間", Some(45)),
                ("1440", Some(1440)),
            ] {
                assert_eq!(read_minutes(text, lang), Ok(minutes), "{text}");
            }
            for text in ["0", "1441", "1.5", "1.5 min", "-45", "-45分", "about 45 min", "45分くらい", "1時間30分", "x"]
            {
                assert!(read_minutes(text, lang).is_err(), "{text}");
            }
        }
    }
}
