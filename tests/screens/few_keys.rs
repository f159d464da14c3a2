//! How many keys it takes to plan a meeting, hold it and wrap it up, beside the words of its note.
//!
//! Before the desk knew when a pair meets, the first three stories below took 13, 10 and 12 keys.

use tomoni::clock::Clock;
use tomoni::domain::Moment;
use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::ids::PairId;
use tomoni::domain::moment::Cadence;
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};

use crate::support::{Person, Seen, Step, keys, minutes, text};

/// Three lines, one of them a promise with a date.
const NOTE: &str = "we went through the handover\n! send the slides by fri\n^ a sketch says more than a page";

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(&format!("{text}:00+09:00")).unwrap()
}

/// Somebody who has met Naoko on these days for an hour.
fn who_met(every: Option<&str>, days: &[&str]) -> Person {
    let person = Person::new(Lang::En).at(80, 24);
    let form = PairForm { name: Some("Naoko".into()), every: every.map(Cadence::parse), ..PairForm::default() };
    let mut journal = Journal::open_or_create(&person.path(), Clock::frozen(at("2026-08-01T09:00"))).unwrap();
    let pair = journal.add_pair(&form).unwrap().pair.id;
    for day in days {
        let new = NewSession { status: SessionStatus::Held, ..planned_session(pair, at(day)) };
        // From the point of view of that clock they are still to come: they arrive as from another journal.
        journal.add_sessions(&[new]).unwrap();
    }
    person
}

fn planned_session(pair: PairId, at: Moment) -> NewSession {
    let (theme, text) = (String::new(), String::new());
    NewSession { pair, at, status: SessionStatus::Planned, minutes: Some(60), mode: None, theme, text }
}

/// How many keys these steps press.
fn pressed(steps: &[Vec<Step>]) -> usize {
    let is_key = |step: &&Step| matches!(step, Step::Key(_) | Step::Hurry(_) | Step::Type(_));
    steps.iter().flatten().filter(is_key).count()
}

/// What is planned, and for how many minutes.
fn planned(person: &Person) -> Vec<(Moment, Option<u32>)> {
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    let planned = rows.iter().filter(|row| row.session.status == SessionStatus::Planned);
    planned.map(|row| (row.session.at, row.session.minutes)).collect()
}

const EVERY_SECOND_TUESDAY: [&str; 4] =
    ["2026-09-29T15:00", "2026-10-13T15:00", "2026-10-27T15:00", "2026-11-10T15:00"];

/// Plays the steps, which press so many keys at most beside the words of the note.
fn plays(person: &Person, steps: Vec<Vec<Step>>, most: usize) -> Seen {
    let words = if steps.iter().any(|steps| steps.len() == NOTE.chars().count()) { NOTE.chars().count() } else { 0 };
    let count = pressed(&steps) - words;
    assert!(count <= most, "{count} keys");
    person.plays(steps)
}

#[test]
fn a_meeting_is_planned_held_and_wrapped_up_with_five_keys() {
    let person = who_met(None, &EVERY_SECOND_TUESDAY);
    let steps = vec![
        keys("N ctrl-s"),
        vec![Step::Clock("2026-11-24T15:00:00+09:00")],
        keys("b"),
        text(NOTE),
        minutes(60),
        keys("f10 ctrl-s"),
    ];
    let seen = plays(&person, steps, 5);
    assert!(seen.screen.contains("The wrap-up is saved."), "{}", seen.screen);
    assert_eq!(planned(&person), [(at("2026-12-08T15:00"), Some(60))]);
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    let held = person.journal().note(rows[1].session.id).unwrap();
    assert_eq!(held.text().as_deref(), Some(NOTE));
    assert_eq!(
        (held.row.session.minutes, held.entries[1].due.map(|due| due.to_string())),
        (Some(60), Some("2026-11-27".into()))
    );
}

#[test]
fn a_holiday_costs_no_key() {
    let mut person = who_met(Some("2w"), &["2026-10-26T10:00", "2026-11-09T10:00"]);
    person.dates.japanese_holidays = true;
    let shown = person.plays([keys("N")]);
    assert!(shown.screen.contains("Mon 30 Nov 10:00") && shown.screen.contains("60"), "{}", shown.screen);
    plays(&person, vec![keys("N ctrl-s")], 2);
    assert_eq!(planned(&person), [(at("2026-11-30T10:00"), Some(60))], "not on 23 November");
    let day = person.plays([keys("C J"), text("2026-11-30\n")]);
    assert!(day.screen.contains("60 min"), "{}", day.screen);
    let mut person = who_met(Some("2w"), &["2026-10-26T10:00", "2026-11-09T10:00"]);
    (person.lang, person.dates.japanese_holidays) = (Lang::Ja, true);
    assert!(person.plays([keys("N")]).screen.contains("11/30(月) 10:00"));
    person.plays([keys("N ctrl-s")]);
    assert_eq!(planned(&person), [(at("2026-11-30T10:00"), Some(60))]);
}

#[test]
fn a_session_moves_by_the_day_or_the_time_alone() {
    for (words, to) in [("thu", "2026-11-26T15:00"), ("16:00", "2026-11-24T16:00"), ("1 dec", "2026-12-01T15:00")] {
        let person = who_met(None, &EVERY_SECOND_TUESDAY);
        plays(&person, vec![keys("N ctrl-s m"), text(words), keys("enter")], 9);
        assert_eq!(planned(&person), [(at(to), Some(60))], "{words}");
    }
}

/// The next time at which the pair usually meets is proposed, for as long as the session was to be.
#[test]
fn a_session_that_is_moved_has_a_proposal() {
    for (lang, shown) in [(Lang::En, "Tue 8 Dec 15:00-16:00"), (Lang::Ja, "12/8(火) 15:00-16:00")] {
        let mut person = who_met(None, &EVERY_SECOND_TUESDAY);
        person.lang = lang;
        let asked = person.plays([keys("N ctrl-s m")]);
        assert!(asked.screen.contains(shown), "{}", asked.screen);
        person.plays([keys("k m enter")]);
        assert_eq!(planned(&person), [(at("2026-12-08T15:00"), Some(60))]);
    }
}

#[test]
fn what_the_wrap_up_proposes_is_moved_with_its_length() {
    let person = who_met(None, &EVERY_SECOND_TUESDAY);
    let shown = person.plays([keys("w")]);
    let proposed = ["Tue 24 Nov 15:00-16:00", "in 3 days"];
    assert!(proposed.iter().all(|words| shown.screen.contains(words)), "{}", shown.screen);
    plays(&person, vec![keys("w ctrl-s")], 2);
    assert_eq!(planned(&person), [(at("2026-11-24T15:00"), Some(60))]);
    // Another length alone changes nothing else; another span moves it.
    person.plays([keys("j w ctrl-a ctrl-k"), text("24 nov for 30 min"), keys("ctrl-s")]);
    assert_eq!(planned(&person), [(at("2026-11-24T15:00"), Some(30))]);
    person.plays([keys("j w ctrl-a ctrl-k"), text("24 nov 16:00-16:45"), keys("ctrl-s")]);
    assert_eq!(planned(&person), [(at("2026-11-24T16:00"), Some(45))]);
}

#[test]
fn who_never_met_is_asked_and_who_is_past_the_term_too() {
    for lang in Lang::ALL {
        let person = Person::new(lang).at(80, 24);
        let form = PairForm { name: Some("Naoko".into()), every: Some(Cadence::parse("2w")), ..PairForm::default() };
        let pair = person.journal().add_pair(&form).unwrap().pair.id;
        let asked = person.plays([keys("N ctrl-s")]);
        assert!(asked.screen.contains(&*lang.t("form-needed")), "{}", asked.screen);
        let asked = person.plays([keys("N"), text("fri"), keys("ctrl-s")]);
        assert!(asked.screen.contains("15:00"), "what time is it to be?\n{}", asked.screen);
        assert!(planned(&person).is_empty());
        let met = NewSession { status: SessionStatus::Held, ..planned_session(pair, at("2026-11-17T15:00")) };
        person.journal().add_session(&met).unwrap();
        let until = Some(chrono::NaiveDate::from_ymd_opt(2026, 11, 30));
        person.journal().edit_pair(pair, &PairForm { until, ..PairForm::default() }).unwrap();
        let asked = person.plays([keys("N ctrl-s")]);
        assert!(asked.screen.contains(&*lang.t("form-needed")), "the term ends before\n{}", asked.screen);
        let none = person.plays([keys("w")]);
        assert!(none.screen.contains(&*lang.t("wrapup-next-none")), "{}", none.screen);
    }
}

#[test]
fn a_span_and_a_length_that_do_not_agree_say_so_in_place() {
    for (lang, span, said) in
        [(Lang::En, "fri 15:00-16:00", "do not agree"), (Lang::Ja, "金曜15時〜16時", "合いません")]
    {
        let person = Person::new(lang).at(80, 24);
        let form = PairForm { name: Some("Naoko".into()), ..PairForm::default() };
        person.journal().add_pair(&form).unwrap();
        let seen = person.plays([keys("N"), text(span), keys("tab tab"), text("45"), keys("ctrl-s")]);
        assert!(seen.screen.contains(said), "{}", seen.screen);
        assert!(planned(&person).is_empty());
        for wrong in ["fri 16:00-15:00", "fri 15:00 for 0 min"] {
            let seen = person.plays([keys("N"), text(wrong), keys("ctrl-s")]);
            assert!(seen.screen.contains(wrong) && planned(&person).is_empty(), "{}", seen.screen);
        }
    }
}
