//! Travelling by date: the calendar, what was on a day before, the timeline, and going to a day by words.

use tomoni::domain::forms::{NewRating, NewSession, PairForm};
use tomoni::domain::ids::PairId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Moment, Visibility};
use tomoni::i18n::{Label, Lang};

use crate::support::{Person, Seen, Step, keys, text};

fn pair_named(person: &Person, name: &str) -> PairId {
    let form = PairForm { name: Some(name.into()), ..PairForm::default() };
    person.journal().add_pair(&form).unwrap().pair.id
}

fn session(pair: PairId, when: &str, theme: &str, words: &str) -> NewSession {
    let at = Moment::parse_from_rfc3339(when).unwrap();
    let planned = at > Moment::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap();
    let status = if planned { SessionStatus::Planned } else { SessionStatus::Held };
    NewSession { pair, at, status, minutes: None, mode: None, theme: theme.into(), text: words.into() }
}

fn add(person: &Person, pair: PairId, when: &str, theme: &str, words: &str) {
    person.journal().add_session(&session(pair, when, theme, words)).unwrap();
}

/// Two pairs; with Naoko one session on the 13th, two on the 18th, a year before the 13th, and one to come.
fn two_pairs(lang: Lang) -> Person {
    let person = Person::new(lang);
    let naoko = pair_named(&person, "Naoko");
    for (when, theme, words) in [
        ("2026-11-13T15:00:00+09:00", "summaries", "in the note of summaries\n"),
        ("2026-11-18T10:00:00+09:00", "morning talk", "in the note of the morning\n"),
        ("2026-11-18T17:00:00+09:00", "evening talk", "in the note of the evening\n"),
        ("2025-11-13T15:00:00+09:00", "the first summary", "in the note of long ago\n"),
        ("2026-12-04T15:00:00+09:00", "handover", ""),
    ] {
        add(&person, naoko, when, theme, words);
    }
    let ken = pair_named(&person, "Ken");
    add(&person, ken, "2026-11-12T11:00:00+09:00", "questions of Ken", "in the note of Ken\n");
    person
}

/// The desk of Naoko, whoever stands first.
const NAOKO: &str = "4 g 1";

fn naoko(person: &Person, steps: &str) -> Seen {
    person.plays([keys(NAOKO), keys(steps)])
}

#[track_caller]
fn shows(seen: &Seen, words: &[&str]) {
    for words in words {
        assert!(seen.screen.contains(words), "no {words}\n{}", seen.screen);
    }
}

#[track_caller]
fn lacks(seen: &Seen, words: &[&str]) {
    for words in words {
        assert!(!seen.screen.contains(words), "{words}\n{}", seen.screen);
    }
}

#[test]
fn what_the_calendar_looks_like() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (120, 36)] {
            let person = Person::with_sample(lang).at(width, height);
            let name = format!("{}-{width}x{height}", lang.code());
            // The 13th, on which the sample has a session.
            let day = "C k h";
            insta::assert_snapshot!(format!("calendar-{name}"), person.plays([keys(day)]).screen);
            insta::assert_snapshot!(format!("calendar-all-{name}"), person.plays([keys(day), keys("tab")]).screen);
            insta::assert_snapshot!(format!("timeline-{name}"), person.plays([keys("C t")]).screen);
        }
    }
}

#[test]
fn the_keys_go_by_day_week_and_month() {
    let person = two_pairs(Lang::En).at(80, 24);
    for (steps, day) in [
        ("C", "Sat 21 Nov · today"),
        ("C h", "Fri 20 Nov · yesterday"),
        ("C right", "Sun 22 Nov · tomorrow"),
        ("C k", "Sat 14 Nov · 7 days ago"),
        ("C j j", "Sat 5 Dec · in 14 days"),
        ("C [", "Wed 21 Oct"),
        ("C pagedown ]", "Thu 21 Jan 2027"),
        ("C {", "Fri 21 Nov 2025"),
        ("C ] ] } g", "Sat 21 Nov · today"),
    ] {
        shows(&naoko(&person, steps), &[day]);
    }
    // A shorter month gives its last day.
    shows(&naoko(&person, "C j l l ] [ [ [ j j h h h ["), &["2026"]);
    // The input method is on.
    shows(&person.plays([keys(NAOKO), text("Ｃｈ")]), &["Fri 20 Nov · yesterday"]);
}

#[test]
fn three_months_stand_beside_each_other_where_there_is_room() {
    let person = two_pairs(Lang::En);
    shows(&naoko(&person, "C"), &["Oct 2026", "Nov 2026", "Dec 2026", "13●", " 4○"]);
    let person = person.at(80, 24);
    let seen = naoko(&person, "C");
    shows(&seen, &["Nov 2026", "13●", "18●"]);
    lacks(&seen, &["Oct 2026", "Dec 2026"]);
    shows(&naoko(&person, "C ]"), &["Dec 2026", " 4○"]);
}

#[test]
fn enter_goes_to_the_only_session_of_a_day() {
    let person = two_pairs(Lang::En);
    let seen = naoko(&person, "C k h enter");
    shows(&seen, &["in the note of summaries"]);
    lacks(&seen, &["Calendar"]);
    // It is the chosen one: its note opens.
    shows(&naoko(&person, "C k h enter enter"), &["in the note of summaries", "Naoko"]);
}

#[test]
fn of_several_sessions_one_is_chosen_in_the_list() {
    let person = two_pairs(Lang::En);
    let day = "C h h h";
    let seen = naoko(&person, day);
    let rows: Vec<&str> = seen.screen.lines().filter(|l| l.contains(" talk")).collect();
    assert!(rows[0].contains("10:00  Naoko") && rows[1].contains("17:00  Naoko"), "{}", seen.screen);
    shows(&naoko(&person, &format!("{day} enter")), &["Calendar", "morning talk"]);
    shows(&naoko(&person, &format!("{day} enter j enter")), &["in the note of the evening"]);
    shows(&naoko(&person, &format!("{day} enter j k k enter")), &["in the note of the morning"]);
    // Esc leads back to the days, and then out.
    shows(&naoko(&person, &format!("{day} enter esc l")), &["Thu 19 Nov"]);
    lacks(&naoko(&person, &format!("{day} enter esc esc")), &["Calendar"]);
}

#[test]
fn what_was_on_this_day_before_can_be_gone_to() {
    let person = two_pairs(Lang::En).at(80, 24);
    let seen = naoko(&person, "C k h");
    shows(&seen, &["On this day", "13 Nov 2025  the first summary", "a year earlier"]);
    shows(&naoko(&person, "C k h o enter"), &["in the note of long ago"]);
    // About a year before is near enough; on a day without a session, Enter leads there.
    shows(&naoko(&person, "C h h h h"), &["the first summary", "about a year earlier"]);
    shows(&naoko(&person, "C h h h h enter enter"), &["in the note of long ago"]);
    lacks(&naoko(&person, "C ] ]"), &["year earlier"]);
}

#[test]
fn tab_shows_all_pairs_and_goes_to_the_session_of_another() {
    let person = two_pairs(Lang::En);
    let day = "C k h h";
    lacks(&naoko(&person, day), &["questions of Ken"]);
    shows(&naoko(&person, &format!("{day} tab")), &["Calendar · all pairs", "11:00  Ken", "questions of Ken", "12●"]);
    let seen = naoko(&person, &format!("{day} tab enter"));
    shows(&seen, &["in the note of Ken"]);
    lacks(&seen, &["evening talk"]);
    shows(&naoko(&person, &format!("{day} tab tab")), &["Calendar · Naoko", "No session on this day."]);
}

#[test]
fn a_session_outside_the_window_is_found() {
    let person = Person::new(Lang::En);
    let pair = pair_named(&person, "Naoko");
    add(&person, pair, "2019-01-01T10:00:00+09:00", "", "first things\n");
    for n in 0..120 {
        let day = chrono::NaiveDate::from_ymd_opt(2019, 2, 1).unwrap() + chrono::Months::new(n % 90);
        add(&person, pair, &format!("{day}T10:00:00+09:00"), "", "a word\n");
    }
    shows(&person.plays([keys("J"), text("2019-01-03\n")]), &["first things", "Note · 1 Jan 2019"]);
    // The timeline reads on when its end is near.
    let seen = person.plays([keys("C t G G")]);
    shows(&seen, &["Jan 2019"]);
    shows(&person.plays([keys("C t G G enter")]), &["Calendar", "1 Jan 2019", "first things"]);
}

#[test]
fn the_timeline_has_a_row_for_each_month_and_leads_back_to_it() {
    let person = two_pairs(Lang::En).at(80, 24);
    let seen = naoko(&person, "C t");
    let months: Vec<&str> = seen.screen.lines().filter(|l| l.contains(" 202")).collect();
    assert_eq!(months.len(), 3, "{}", seen.screen);
    assert!(months[0].contains("Dec 2026     1  ░") && months[0].contains("handover"), "{}", seen.screen);
    assert!(months[1].contains("Nov 2026     3  ███"), "{}", seen.screen);
    assert!(months[1].contains("evening talk · morning talk"), "{}", seen.screen);
    assert!(months[2].contains("Nov 2025     1  █"), "{}", seen.screen);
    shows(&naoko(&person, "C t j j enter"), &["Thu 13 Nov 2025", "the first summary", "Calendar · Naoko"]);
    shows(&naoko(&person, "C t esc"), &["Calendar · Naoko"]);
    shows(&person.plays([keys(":"), text("timeline\n")]), &["Timeline · "]);
    // Of all pairs where the calendar is.
    shows(&naoko(&person, "C tab t"), &["Timeline · all pairs", "Nov 2026     4  ████"]);
}

#[test]
fn words_lead_to_a_day_in_either_language() {
    let person = two_pairs(Lang::En);
    let jump = |words: &str| person.plays([keys(NAOKO), keys("J"), text(words)]);
    let exact = jump("13 nov\n");
    shows(&exact, &["in the note of summaries"]);
    lacks(&exact, &["Nearest"]);
    shows(&jump("先週の金曜\n"), &["in the note of summaries"]);
    let near = jump("14 nov\n");
    shows(&near, &["in the note of summaries", "Nearest to Sat 14 Nov: Fri 13 Nov, one day earlier."]);
    shows(&jump("a year ago\n"), &["in the note of long ago", "8 days earlier"]);
    shows(&jump("2026-12-01\n"), &["Nearest to Tue 1 Dec: Fri 4 Dec, 3 days later."]);
    shows(&jump("soonish\n"), &["soonish", "Go to a day"]);
    shows(&jump("\n"), &["Go to a day"]);
    // In the calendar, to the day of that session; Enter leads on.
    let seen = person.plays([keys(NAOKO), keys("C J"), text("14 nov\n")]);
    shows(&seen, &["Calendar", "Fri 13 Nov · 8 days ago"]);
    let ja = two_pairs(Lang::Ja);
    let seen = ja.plays([keys(NAOKO), keys("J"), text("11月14日\n")]);
    shows(&seen, &["11/14(土)にいちばん近いのは、1日前の11/13(金)です。"]);
}

#[test]
fn a_pair_without_sessions_has_a_calendar_too() {
    let person = Person::new(Lang::En).at(80, 24);
    pair_named(&person, "Naoko");
    shows(&person.plays([keys("C enter o")]), &["No session on this day."]);
    shows(&person.plays([keys("C t enter j")]), &["Every month with a session gets a row here."]);
    shows(&person.plays([keys("J"), text("yesterday\n")]), &["No session is planned or was held near Fri 20 Nov."]);
    // Without any pair there is nothing to look at.
    lacks(&Person::new(Lang::En).plays([keys("esc C J")]), &["Calendar", "Go to a day"]);
}

#[test]
fn what_changes_meanwhile_is_read_again() {
    let person = two_pairs(Lang::En);
    let pair = person.journal().pairs().unwrap().into_iter().find(|v| v.pair.name == "Naoko").unwrap().pair.id;
    let meanwhile = Step::Meanwhile(Box::new(move |journal| {
        journal.add_session(&session(pair, "2026-11-20T09:00:00+09:00", "just now", "")).unwrap();
    }));
    shows(&person.plays([keys(NAOKO), keys("C h"), vec![meanwhile]]), &["just now", "20●"]);
}

#[test]
fn on_a_shared_screen_only_the_chosen_pair_is_there() {
    let person = Person::new(Lang::En);
    let naoko = pair_named(&person, "Naoko");
    add(&person, naoko, "2026-11-20T15:00:00+09:00", "", "kakushigoto in a fact\n");
    let hidden = pair_named(&person, "Kakushigoto");
    add(&person, hidden, "2026-11-20T16:00:00+09:00", "kakushigoto theme", "");
    let rating = NewRating { pair: naoko, key: "trust".into(), level: 3, note: String::new(), at: None };
    person.journal().rate(&rating).unwrap();
    let alone = person.plays([keys("4 G 1"), keys("C h tab")]).screen.to_lowercase();
    assert_eq!(alone.matches("kakushigoto").count(), 3, "{alone}");
    for steps in
        ["f9 C h", "C h f9", "C h tab f9", "C tab f9 h", "f9 C h tab", "C tab t f9", "f9 C t", "C h tab f9 enter"]
    {
        let seen = person.plays([keys("4 G 1"), keys(steps)]);
        let screen = seen.screen.to_lowercase();
        assert!(!screen.contains("kakushigoto") && screen.contains("naoko"), "{steps}\n{}", seen.screen);
        assert!(!screen.contains('◆'), "{steps}\n{}", seen.screen);
    }
    // Afterwards everything is there again.
    let seen = person.plays([keys("4 G 1"), keys("C h f9 f9")]);
    shows(&seen, &["kakushigoto in a fact", &*Visibility::Private.label(Lang::En)]);
}

#[test]
fn it_fits_on_the_smallest_terminal() {
    for lang in Lang::ALL {
        let person = Person::with_sample(lang).at(60, 16);
        for steps in ["C", "C k h", "C k h enter", "C t", "C t G", "C tab t", "C J", "C { { [ [ }"] {
            let seen = person.plays([keys(steps)]);
            assert!(seen.screen.contains('╰'), "{steps}\n{}", seen.screen);
        }
    }
}

#[test]
fn while_a_note_is_written_the_calendar_waits() {
    let person = two_pairs(Lang::En);
    let seen = person.plays([keys(NAOKO), keys("enter ctrl-p"), text("calendar\n")]);
    lacks(&seen, &["Calendar ·"]);
}
