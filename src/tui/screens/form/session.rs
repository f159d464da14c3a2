//! Dialogs about sessions.

use chrono::NaiveDate;

use super::meaning::{Reads, day_in_field, moment_in_field};
use super::{Answer, Field, Form, Kind, Timed, read_number};
use crate::capture::{Look, find_minutes, parse_length};
use crate::domain::forms::{NewSession, SessionForm};
use crate::domain::habit::Usual;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::moment::{is_day_alone, is_past};
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
        Field::value("session-field-at", Readers::NotStored, Some("hint-moment"), proposal).reads(Reads::Moment),
        Field::value("session-field-theme", Readers::Partner, Some("session-hint-theme"), theme),
        Field::value("session-field-minutes", Readers::NotStored, Some("session-hint-minutes"), &minutes),
        modes(lang, None),
    ];
    Form::new(Kind::PlanSession(pair), "session-plan-title", fields)
}

/// A session that took place and was not noted then.
pub fn afterwards(pair: PairId, lang: Lang) -> Form {
    let fields = vec![
        Field::value("session-field-at", Readers::NotStored, Some("session-hint-before"), "").reads(Reads::Moment),
        Field::value("session-field-theme", Readers::Partner, Some("session-hint-theme"), ""),
        Field::value("session-field-minutes", Readers::NotStored, Some("session-hint-minutes"), ""),
        modes(lang, None),
    ];
    Form::new(Kind::Afterwards(pair), "session-afterwards-title", fields)
}

/// What stands around the note of a session.
pub fn edit(session: &Session, today: NaiveDate, lang: Lang) -> Form {
    let minutes = session.minutes.map(|m| m.to_string()).unwrap_or_default();
    let theme_readers = session.theme_reach.readers();
    let at = if is_day_alone(session.at) {
        day_in_field(session.at.date_naive(), today, look(session.status), lang)
    } else {
        moment_in_field(session.at.naive_local(), None, today, look(session.status), lang)
    };
    let fields = vec![
        Field::value("session-field-theme", theme_readers, Some("session-hint-theme"), &session.theme),
        Field::value("session-field-at", Readers::NotStored, Some("hint-moment"), &at).reads(Reads::Moment),
        Field::value("session-field-minutes", Readers::NotStored, None, &minutes),
        modes(lang, session.mode),
        reach(lang, session.theme_reach),
    ];
    Form::new(Kind::EditSession(session.id), "session-edit-title", fields).filled_from(session.rev)
}

/// Another time for a planned session: the one after it when the pair usually meets is proposed, for as long as this one.
pub fn move_to(session: &Session, model: &Model) -> Form {
    let proposal = model.desk.proposal(session.pair, model.now.wall, model.dates);
    let minutes = session.minutes.or(proposal.minutes);
    let today = model.now.wall.date_naive();
    let proposed = proposal.at.map(|at| moment_in_field(at, minutes, today, Look::Forward, model.lang));
    let proposed = proposed.unwrap_or_default();
    let field = Field::value("session-field-at", Readers::NotStored, Some("hint-moment"), &proposed);
    Form::new(Kind::MoveSession(session.id), "session-move-title", vec![field.reads(Reads::Moment)])
}

/// Where the moment of a session lies.
fn look(status: SessionStatus) -> Look {
    match status {
        SessionStatus::Planned => Look::Forward,
        SessionStatus::Held | SessionStatus::Moved | SessionStatus::Cancelled | SessionStatus::Missed => Look::Back,
    }
}

/// The moment that a dialog about a session tells: what is planned is still to come, and what was held is not. A moment
/// that stood there already says nothing new.
pub fn moment(form: &Form, model: &Model) -> Result<Option<Timed>, (usize, String)> {
    let usual_time = |pair| Usual::at(model.desk.proposal(pair, model.now.wall, model.dates).time);
    let (field, usual, status) = match form.kind {
        Kind::PlanSession(pair) => (0, usual_time(pair), SessionStatus::Planned),
        Kind::Afterwards(pair) => (0, usual_time(pair), SessionStatus::Held),
        Kind::MoveSession(id) => (0, usual_of(model, id), SessionStatus::Planned),
        Kind::EditSession(id) => {
            let session = known(model, id);
            (1, usual_of(model, id), session.map_or(SessionStatus::Held, |session| session.status))
        }
        _ => return Ok(None),
    };
    let told = form.moment(field, model, look(status), usual)?;
    let is_known = matches!(form.kind, Kind::EditSession(_)) && !form.fields.get(field).is_some_and(Field::is_touched);
    match (&told, status) {
        (Some(told), SessionStatus::Planned) if !is_known && is_past(told.at, model.now.wall) => {
            Err((field, model.lang.t("wrapup-next-past").into_owned()))
        }
        (Some(told), SessionStatus::Held) if !is_known && told.at > model.now.wall => {
            let said = match form.kind {
                Kind::Afterwards(_) => model.lang.t("session-not-yet").into_owned(),
                _ => model.lang.date_trouble(DateTrouble::NotYet, "", ""),
            };
            Err((field, said))
        }
        _ => Ok(told),
    }
}

fn known(model: &Model, id: SessionId) -> Option<&Session> {
    model.desk.sessions().iter().find(|row| row.session.id == id).map(|row| &row.session)
}

/// What of the moment of a session stays where only a day or a time is told.
fn usual_of(model: &Model, id: SessionId) -> Usual {
    known(model, id).map_or_else(Usual::default, |session| Usual::instead_of(session.at))
}

/// The length that was told twice has to be the same. One that stood there already gives way to a span of time.
fn length(
    told: Option<&Timed>,
    typed: Option<u32>,
    (before, field): (Option<u32>, usize),
    lang: Lang,
) -> Result<Option<u32>, (usize, String)> {
    match (told.and_then(|told| told.minutes), typed) {
        (Some(told), Some(typed)) if told != typed && Some(typed) != before => {
            let part = lang.minutes(typed);
            Err((field, lang.date_trouble(DateTrouble::LengthDisagrees, &part, &part)))
        }
        (told, typed) => Ok(told.or(typed)),
    }
}

/// The session that a dialog with time, theme, minutes and mode tells of.
fn new_session(form: &Form, model: &Model, pair: PairId, status: SessionStatus) -> Result<NewSession, (usize, String)> {
    let told = moment(form, model)?.ok_or_else(|| (0, model.lang.t("form-needed").into_owned()))?;
    let (minutes, mode) = (read_minutes(&form.text(2), model.lang).map_err(|said| (2, said))?, mode(form, 3));
    let proposal = model.desk.proposal(pair, model.now.wall, model.dates);
    let before = proposal.minutes.filter(|_| status == SessionStatus::Planned);
    let (at, minutes) = (told.at, length(Some(&told), minutes, (before, 2), model.lang)?);
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
            Ok(note::afterwards(model, new))
        }
        Kind::MoveSession(id) => {
            let told = moment(form, model)?.ok_or_else(|| missing(model, 0))?;
            Ok(vec![model.write(Order::MoveSession(id, told.at, told.minutes))])
        }
        Kind::EditSession(id) => {
            let told = moment(form, model)?.ok_or_else(|| missing(model, 1))?;
            let told = Some(told).filter(|_| form.fields.get(1).is_some_and(Field::is_touched));
            let typed = read_minutes(&form.text(2), model.lang).map_err(|said| (2, said))?;
            let shown = known(model, id).and_then(|session| session.minutes);
            let minutes = length(told.as_ref(), typed, (shown, 2), model.lang)?;
            let change = SessionForm {
                at: told.map(|told| told.at),
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
