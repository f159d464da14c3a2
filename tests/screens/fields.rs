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
    assert!(asked.screen.contains("Discard what you typed? Esc again: discard."), "{}", asked.screen);
    let saved = person.plays(typed().into_iter().chain([text(" in meetings"), keys("ctrl-s")]));
    assert!(saved.screen.contains("Speak first in meetings"), "{}", saved.screen);
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    assert_eq!(person.journal().goals(pair).unwrap().len(), 1);
    person.plays(typed().into_iter().chain([keys("esc q")]));
    assert_eq!(person.journal().goals(pair).unwrap().len(), 1);
}

#[test]
fn what_is_still_to_come_is_not_held_and_what_has_passed_is_not_planned() {
    for (lang, to_come, passed) in
        [(Lang::En, "still to come", "this time has passed"), (Lang::Ja, "これからの面談です", "過ぎた日時です")]
    {
        let (person, next) = with_a_promise(lang, "! send the list");
        let is_planned = || person.journal().note(next).unwrap().row.session.status == SessionStatus::Planned;
        let seen = person.plays([keys("esc 1 g d")]);
        assert!(seen.screen.contains(to_come) && is_planned(), "{}", seen.screen);
        for words in ["yesterday 10:00", "2026-11-20 10:00"] {
            let seen = person.plays([keys("esc 1 g m"), text(words), keys("enter")]);
            assert!(seen.screen.contains(passed) && is_planned(), "{words}\n{}", seen.screen);
            let seen = person.plays([keys("esc 1 N"), text(words), keys("ctrl-s")]);
            assert!(seen.screen.contains(passed), "{words}\n{}", seen.screen);
        }
        // The time of what was held does not become one to come either; left as it is, it is no question.
        let edit = |words: &str| person.plays([keys("esc 1 g j e tab"), text(words), keys("ctrl-s")]);
        let seen = edit("2026-11-30 10:00");
        assert!(
            seen.screen.contains(&*lang.t("problem-date-not-yet").chars().take(12).collect::<String>()),
            "{}",
            seen.screen
        );
        person.plays([keys("esc 1 g j e"), text("a theme"), keys("ctrl-s")]);
        let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
        assert_eq!((rows[1].session.theme.as_str(), rows[1].session.at), ("a theme", at("2026-11-14T10:00:00+09:00")));
    }
}

/// What the words of a date mean stands below them while they are typed.
#[test]
fn a_field_says_what_its_words_mean() {
    for (lang, way, words, means) in [
        (Lang::En, "esc 5 D", "3 dec", "Thu 3 Dec, in 12 days"),
        (Lang::En, "esc 5 D", "next time", "The day of the next session: Sat 28 Nov, in 7 days"),
        (Lang::En, "esc 5 D", "1 jun 2026", "Mon 1 Jun, 173 days ago: this day has passed."),
        (Lang::En, "esc 5 D", "every friday", "was not understood"),
        (Lang::Ja, "esc 5 D", "来週の火曜", "11/24(火) · あと3日"),
        (Lang::Ja, "esc 5 D", "2026年6月1日", "過ぎた日ですが、このまま保存できます。"),
        (Lang::Ja, "esc 5 D", "次回", "次回の面談の日：11/28(土) · あと7日"),
        (Lang::En, "esc 1 N", "fri 15:00-16:00", "Fri 27 Nov 15:00–16:00, in 6 days"),
        (Lang::En, "esc 1 N", "next week 3pm", "“next week” has several days. Which one?"),
        (Lang::En, "esc 1 N", "yesterday 10:00", "this time has passed"),
        (Lang::Ja, "esc 1 N", "来週15時", "「来週」だけでは、どの日か決まりません。"),
        (Lang::Ja, "esc 1 N", "金曜15時から1時間", "11/27(金) 15:00–16:00 · あと6日"),
        (Lang::En, "esc 1 g m", "thu", "Thu 26 Nov 10:00, in 5 days"),
        (Lang::En, "esc 1 a", "tomorrow 10:00", "still to come"),
        (Lang::En, "esc 1 a", "last fri 10:00", "Fri 20 Nov 10:00, yesterday"),
        (Lang::En, "esc 2 n tab tab tab tab tab tab", "end of march", "Wed 31 Mar 2027, in 130 days"),
        (Lang::Ja, "esc 2 n tab tab tab tab tab tab", "年度末", "2027/3/31(水) · あと130日"),
        (Lang::En, "C J", "last fri", "Fri 20 Nov, yesterday"),
    ] {
        let (person, _) = with_a_promise(lang, "! send the list");
        let seen = person.plays([keys(way), text(words)]);
        assert!(seen.screen.contains(means), "{way} {words}\n{}", seen.screen);
        // Nothing is told of what is not there any more.
        let emptied = person.plays([keys(way), text(words), keys("ctrl-u")]);
        assert!(!emptied.screen.contains(means), "{way} {words}\n{}", emptied.screen);
    }
}

/// A due date of the past is saved by who has seen that it is one.
#[test]
fn a_due_date_of_the_past_is_saved_with_its_note() {
    let (person, _) = with_a_promise(Lang::En, "! send the list");
    let seen = person.plays([dialog(), text("16 nov 2026")]);
    assert!(seen.screen.contains("this day has passed"), "{}", seen.screen);
    person.plays([dialog(), text("16 nov 2026"), keys("enter")]);
    assert_eq!(due(&person), day("2026-11-16"));
    let seen = person.plays([dialog()]);
    assert!(seen.screen.contains("Mon 16 Nov 2026"), "with its year, so that it is read back\n{}", seen.screen);
    person.plays([dialog(), keys("enter")]);
    assert_eq!(due(&person), day("2026-11-16"));
}

/// With the input method on, five kana are one key each; of the others the bottom line says what is the matter.
#[test]
fn kana_are_keys_where_one_key_makes_them() {
    let (person, _) = with_a_promise(Lang::Ja, "! 一覧を送る");
    for kana in ["あ", "ア"] {
        let seen = person.plays([keys("esc 1"), text(kana)]);
        assert!(seen.screen.contains(&*Lang::Ja.t("session-afterwards-title")), "{kana}\n{}", seen.screen);
    }
    let seen = person.plays([keys("esc 1 g"), text("え")]);
    assert!(seen.screen.contains(&*Lang::Ja.t("session-edit-title")), "{}", seen.screen);
    for letter in ["か", "日", "ん"] {
        let seen = person.plays([keys("esc 1"), text(letter)]);
        assert!(seen.screen.contains("日本語入力がオンです"), "{letter}\n{}", seen.screen);
    }
    // Where text is typed, they are letters.
    let seen = person.plays([keys("esc 2 n"), text("あいうえおか")]);
    assert!(seen.screen.contains("あいうえおか") && !seen.screen.contains("オンです"), "{}", seen.screen);
}
