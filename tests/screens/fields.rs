//! Fields and dialogs as a person meets them: what is filled in is replaced, the due dialog takes "next time", and nothing
//! typed goes with one Esc.

use chrono::NaiveDate;
use tomoni::domain::Moment;
use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::ids::SessionId;
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, SessionFilter};

use crate::support::{Person, Step, keys, text};

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

/// Somebody with one promise of last week, and the next session a week from now.
fn with_a_promise(lang: Lang, promise: &str) -> (Person, SessionId) {
    let person = Person::new(lang).at(80, 24);
    let mut journal = person.journal();
    let form = PairForm { name: Some("Naoko".into()), ..PairForm::default() };
    let pair = journal.add_pair(&form).unwrap().pair.id;
    let mut add = |moment: &str, status, text: &str| {
        let new = NewSession {
            pair,
            at: at(moment),
            status,
            minutes: Some(45),
            mode: None,
            theme: String::new(),
            text: text.to_owned(),
        };
        journal.add_session(&new).unwrap().row.session.id
    };
    add("2026-11-14T10:00:00+09:00", SessionStatus::Held, promise);
    let next = add("2026-11-28T10:00:00+09:00", SessionStatus::Planned, "");
    (person, next)
}

fn due(person: &Person) -> Option<NaiveDate> {
    let journal = person.journal();
    journal.actions(&ActionFilter::default()).unwrap()[0].entry.due
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

/// To the promise, and its due dialog.
fn dialog() -> Vec<Step> {
    keys("esc 5 D")
}

#[test]
fn the_due_dialog_takes_next_time_and_follows_the_session() {
    for (lang, words, promise) in [
        (Lang::En, "next time", "! send the list by fri"),
        (Lang::En, "by our next session", "! send the list"),
        (Lang::Ja, "次回", "! 一覧を送る"),
        (Lang::Ja, "次の面談まで", "! 一覧を送る 金曜までに"),
    ] {
        let (person, next) = with_a_promise(lang, promise);
        person.plays([dialog(), text(words), keys("enter")]);
        assert_eq!(due(&person), day("2026-11-28"), "{words}");
        // It follows when the session moves, and waits for the next one where there is none.
        person.journal().move_session(next, at("2026-12-05T10:00:00+09:00"), None).unwrap();
        assert_eq!(due(&person), day("2026-12-05"), "{words}");
        let told = person.plays([dialog()]);
        assert!(told.screen.contains(&*lang.t("due-next-time")), "{}", told.screen);
        // Left as it is, it goes on following; what is typed replaces it.
        person.plays([dialog(), keys("enter")]);
        let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
        let planned = rows.iter().find(|row| row.session.status == SessionStatus::Planned).unwrap().session.id;
        person.journal().move_session(planned, at("2026-12-12T10:00:00+09:00"), None).unwrap();
        assert_eq!(due(&person), day("2026-12-12"), "{words}");
        person.plays([dialog(), text("2026-12-24"), keys("enter")]);
        assert_eq!(due(&person), day("2026-12-24"), "{words}");
        let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
        let planned = rows.iter().find(|row| row.session.status == SessionStatus::Planned).unwrap().session.id;
        person.journal().move_session(planned, at("2026-12-19T10:00:00+09:00"), None).unwrap();
        assert_eq!(due(&person), day("2026-12-24"), "a day chosen by hand stays");
        person.plays([dialog(), keys("backspace enter")]);
        assert_eq!(due(&person), None, "emptied, it is due no more");
    }
}

#[test]
fn a_proposed_date_is_replaced_by_what_is_typed() {
    let (person, _) = with_a_promise(Lang::Ja, "! 一覧を送る");
    person.plays([keys("esc 1 N"), text("12/10 16:00"), keys("ctrl-s")]);
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    assert!(rows.iter().any(|row| row.session.at == at("2026-12-10T16:00:00+09:00")), "planned");
}

#[test]
fn an_esc_that_was_meant_for_something_else_loses_nothing() {
    let (person, _) = with_a_promise(Lang::En, "! send the list");
    let typed = || [keys("esc 2 n"), text("Speak first"), keys("esc")];
    let asked = person.plays(typed());
    assert!(asked.screen.contains("Discard what you typed? Esc again discards it;"), "{}", asked.screen);
    let saved = person.plays(typed().into_iter().chain([text(" in meetings"), keys("ctrl-s")]));
    assert!(saved.screen.contains("Speak first in meetings"), "{}", saved.screen);
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    assert_eq!(person.journal().goals(pair).unwrap().len(), 1);
    person.plays(typed().into_iter().chain([keys("esc q")]));
    assert_eq!(person.journal().goals(pair).unwrap().len(), 1);
}
