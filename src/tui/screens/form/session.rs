//! Dialogs about sessions.

use super::{Answer, Field, Form, Kind, Timed, read_number};
use crate::capture::{Look, find_minutes, parse_length};
use crate::domain::forms::{NewSession, SessionForm};
use crate::domain::habit::Usual;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::moment::is_day_alone;
use crate::domain::session::{Mode, Session, SessionStatus};
use crate::domain::{DateTrouble, Reach, Readers};
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
    // "45 min" and 「45分」 say the same as the number alone, and an hour is 60 of them.
    let phrase = || find_minutes(text.trim()).filter(|timed| timed.phrase == (0..text.trim().len())).map(|t| t.minutes);
    let minutes =
        read_number(text.trim()).filter(whole).map(|m| m as u32).or_else(phrase).or_else(|| parse_length(text));
    minutes.map(Some).ok_or_else(|| lang.count("session-minutes-range", LONGEST as i64))
}

/// A session to come, by default as long as they usually are.
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
            &session.at.format(if is_day_alone(session.at) { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" }).to_string(),
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

/// What of the moment of a session stays where only a day or a time is told.
fn usual_of(model: &Model, id: SessionId) -> Usual {
    let session = model.desk.sessions().iter().find(|row| row.session.id == id).map(|row| &row.session);
    session.map_or_else(Usual::default, |session| Usual::instead_of(session.at))
}

/// The length that was told twice has to be the same. One that stood there already gives way to a span of time.
fn length(
    told: &Timed,
    typed: Option<u32>,
    (before, field): (Option<u32>, usize),
    lang: Lang,
) -> Result<Option<u32>, (usize, String)> {
    match (told.minutes, typed) {
        (Some(told), Some(typed)) if told != typed && Some(typed) != before => {
            let part = lang.minutes(typed);
            Err((field, lang.date_trouble(DateTrouble::LengthDisagrees, &part, &part)))
        }
        (told, typed) => Ok(told.or(typed)),
    }
}

/// The session that a dialog with time, theme, minutes and mode tells of.
fn new_session(form: &Form, model: &Model, pair: PairId, status: SessionStatus) -> Result<NewSession, (usize, String)> {
    let look = if status == SessionStatus::Planned { Look::Forward } else { Look::Back };
    let proposal = model.desk.proposal(pair, model.now.wall, model.dates);
    let usual = Usual::at(proposal.time);
    let told = form.moment(0, model, look, usual)?.ok_or_else(|| (0, model.lang.t("form-needed").into_owned()))?;
    let (minutes, mode) = (read_minutes(&form.text(2), model.lang).map_err(|said| (2, said))?, mode(form, 3));
    let before = proposal.minutes.filter(|_| status == SessionStatus::Planned);
    let (at, minutes) = (told.at, length(&told, minutes, (before, 2), model.lang)?);
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
            let usual = usual_of(model, id);
            let told = form.moment(0, model, Look::Forward, usual)?.ok_or_else(|| missing(model, 0))?;
            Ok(vec![model.write(Order::MoveSession(id, told.at, told.minutes))])
        }
        Kind::EditSession(id) => {
            let planned =
                model.desk.sessions().iter().any(|r| r.session.id == id && r.session.status == SessionStatus::Planned);
            let look = if planned { Look::Forward } else { Look::Back };
            let usual = usual_of(model, id);
            let told = form.moment(1, model, look, usual)?.ok_or_else(|| missing(model, 1))?;
            let typed = read_minutes(&form.text(2), model.lang).map_err(|said| (2, said))?;
            let shown = model.desk.sessions().iter().find(|r| r.session.id == id).and_then(|r| r.session.minutes);
            let minutes = length(&told, typed, (shown, 2), model.lang)?;
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
                ("1h", Some(60)),
                ("1 hour", Some(60)),
                ("an hour", Some(60)),
                ("1.5 hours", Some(90)),
                ("1h30", Some(90)),
                ("an hour and a half", Some(90)),
                ("half an hour", Some(30)),
                ("1時間", Some(60)),
                ("１時間半", Some(90)),
                ("1時間30分", Some(90)),
                ("24時間", Some(1440)),
                ("45分くらい", Some(45)),
            ] {
                assert_eq!(read_minutes(text, lang), Ok(minutes), "{text}");
            }
            for text in [
                "0",
                "1441",
                "1.5",
                "1.5 min",
                "-45",
                "-45分",
                "about 45 min",
                "25時間",
                "0 min",
                "15:00",
                "tomorrow",
                "x",
            ] {
                assert!(read_minutes(text, lang).is_err(), "{text}");
            }
        }
    }
}
