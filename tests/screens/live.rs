//! While a meeting runs: its clock, the agenda, and the blank screen.

use tomoni::domain::forms::NewSession;
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::{Session, SessionStatus};
use tomoni::domain::views::{Note, SessionRow};
use tomoni::domain::{EntryState, Moment};
use tomoni::i18n::Lang;
use tomoni::journal::SessionFilter;

use crate::support::{Person, Step, keys, minutes, text, wait};

pub fn moment(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

pub fn pair(person: &Person) -> PairId {
    person.journal().pairs().unwrap()[0].pair.id
}

fn rows(person: &Person) -> Vec<SessionRow> {
    person.journal().sessions(&SessionFilter::default()).unwrap()
}

pub fn with_a_pair(lang: Lang) -> Person {
    let person = Person::new(lang);
    person.plays([text("Naoko\n"), keys("enter enter enter")]);
    person
}

pub fn add(person: &Person, at: &str, status: SessionStatus, minutes: Option<u32>, note: &str) -> SessionId {
    let new = NewSession {
        pair: pair(person),
        at: moment(at),
        status,
        minutes,
        mode: None,
        theme: String::new(),
        text: note.to_owned(),
    };
    person.journal().add_session(&new).unwrap().row.session.id
}

/// A session of 45 minutes that is planned for this very moment, with this agenda.
pub fn with_a_plan(lang: Lang, note: &str) -> (Person, SessionId) {
    let person = with_a_pair(lang);
    let id = add(&person, "2026-11-21T10:00:00+09:00", SessionStatus::Planned, Some(45), note);
    (person, id)
}

pub fn note(person: &Person, id: SessionId) -> Note {
    person.journal().note(id).unwrap()
}

fn session(person: &Person, id: SessionId) -> Session {
    note(person, id).row.session
}

pub fn first_row(screen: &str) -> &str {
    screen.lines().next().unwrap()
}

#[test]
fn the_clock_tells_the_minutes_of_a_running_session() {
    let (person, id) = with_a_plan(Lang::En, "");
    let seen = person.plays([keys("b")]);
    assert!(first_row(&seen.screen).contains("0 of 45 min"), "{}", seen.screen);
    let started = session(&person, id);
    assert_eq!((started.status, started.started), (SessionStatus::Held, Some(moment("2026-11-21T10:00:00+09:00"))));
    for (passed, told, line) in [
        (34, "34 of 45 min", None),
        (35, "35 of 45 min", Some("10 minutes left. Time to wrap up?")),
        (44, "44 of 45 min", Some("1 minute left. Time to wrap up?")),
        (45, "45 of 45 min", Some("The planned time is used up.")),
        (50, "50 of 45 min", Some("The planned time is used up.")),
    ] {
        let (person, _) = with_a_plan(Lang::En, "");
        // Minute by minute, as the deadline has it.
        let seen = person.plays([keys("b"), (0..passed).flat_map(|_| minutes(1)).collect()]);
        assert!(first_row(&seen.screen).contains(told), "{passed}\n{}", seen.screen);
        let rule = seen.screen.lines().find(|l| l.starts_with("───")).unwrap();
        match line {
            Some(line) => assert!(rule.contains(line), "{passed}\n{}", seen.screen),
            None => assert!(rule.chars().all(|c| c == '─'), "{passed}\n{}", seen.screen),
        }
    }
}

#[test]
fn the_line_ten_minutes_before_the_end_takes_no_key_and_moves_nothing() {
    let (person, id) = with_a_plan(Lang::Ja, "");
    let before = person.plays([keys("b"), text("話した\nあと"), minutes(34)]);
    let (person_too, _) = with_a_plan(Lang::Ja, "");
    let after = person_too.plays([keys("b"), text("話した\nあと"), minutes(35)]);
    assert!(after.screen.contains("残り10分です。締めに入りますか。"), "{}", after.screen);
    let changed = before.screen.lines().zip(after.screen.lines()).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 2, "the header and its rule\n{}\n{}", before.screen, after.screen);
    assert_eq!(before.cursor, after.cursor);
    person.plays([keys("enter"), minutes(36), text("つづき"), keys("esc")]);
    assert_eq!(note(&person, id).text().unwrap(), "話した\nあとつづき");
}

#[test]
fn a_session_without_a_plan_has_a_clock_and_no_line() {
    let person = with_a_pair(Lang::En);
    let seen = person.plays([keys("ctrl-b"), text("hello"), minutes(90)]);
    assert!(first_row(&seen.screen).contains("90 min") && !first_row(&seen.screen).contains(" of "), "{}", seen.screen);
    assert!(!seen.screen.contains("left"), "{}", seen.screen);
    let session = &rows(&person)[0].session;
    assert!(session.is_running());
    assert_eq!(note(&person, session.id).text().unwrap(), "hello", "what is typed before the answer waits for it");
}

#[test]
fn the_desk_says_that_a_session_runs() {
    let (person, _) = with_a_plan(Lang::En, "hello");
    let seen = person.plays([keys("b esc"), minutes(12)]);
    assert!(first_row(&seen.screen).contains("running since 10:00 · 12 of 45 min"), "{}", seen.screen);
    assert!(seen.screen.contains("running   hello"), "in the list, too\n{}", seen.screen);
}

#[test]
fn minutes_that_no_clock_can_tell_are_not_told() {
    // Set back by an hour, set forward, another zone.
    for set in ["2026-11-21T09:00:00+09:00", "2026-11-21T10:32:00+09:00", "2026-11-21T01:30:00+00:00"] {
        let (person, _) = with_a_plan(Lang::En, "");
        let seen = person.plays([keys("b"), minutes(30), vec![Step::Clock(set)], text("x")]);
        assert!(first_row(&seen.screen).contains("– of 45 min"), "{set}\n{}", seen.screen);
        assert!(!seen.screen.contains("left"), "{set}\n{}", seen.screen);
    }
    // Left open overnight: nothing pops up, and the list asks.
    let (person, _) = with_a_plan(Lang::En, "");
    person.plays([keys("b"), text("hello"), keys("esc")]);
    let seen = person.plays([vec![Step::Clock("2026-11-22T08:00:00+09:00")], keys("4 1")]);
    assert!(seen.screen.contains("minutes?"), "{}", seen.screen);
    assert!(!first_row(&seen.screen).contains("running"), "{}", seen.screen);
    let seen = person.plays([vec![Step::Clock("2026-11-22T08:00:00+09:00")], keys("1 enter")]);
    assert!(first_row(&seen.screen).contains("– of 45 min") && seen.screen.contains("hello"), "{}", seen.screen);
}

#[test]
fn a_start_leaves_what_was_prepared_above_a_fresh_line() {
    let (person, id) = with_a_plan(Lang::En, ":agenda results");
    person.plays([keys("b"), text("it went well"), keys("esc")]);
    assert_eq!(note(&person, id).text().unwrap(), ":agenda results\nit went well");
}

const AGENDA: &str = ":agenda results\n:agenda handover 15\n:agenda holiday\n";

#[test]
fn each_topic_is_marked_by_one_key() {
    let (person, id) = with_a_plan(Lang::En, AGENDA);
    let seen = person.plays([keys("b")]);
    assert!(seen.screen.contains("▸[ ] results  [ ] handover 15  [ ] holiday"), "{}", seen.screen);
    let seen = person.plays([keys("enter f4 f5 f6")]);
    assert!(seen.screen.contains("[x] results  [>] handover 15  [-] holiday"), "{}", seen.screen);
    let states = |person: &Person| -> Vec<_> {
        note(person, id).entries.iter().map(|e| (e.state, e.settled_in.is_some())).collect()
    };
    let marked = [(EntryState::Done, true), (EntryState::Open, true), (EntryState::Dropped, true)];
    assert_eq!(states(&person), marked);
    // Only the question is open and so the current one: one step on is the first topic. Another key changes what became
    // of it, the same key opens it again.
    let seen = person.plays([keys("enter f7 f5")]);
    assert!(seen.screen.contains("[>] results"), "{}", seen.screen);
    let seen = person.plays([keys("enter f7 f5")]);
    assert!(seen.screen.contains("[ ] results"), "{}", seen.screen);
    assert_eq!(states(&person)[0], (EntryState::Open, false));
}

#[test]
fn the_question_of_the_session_is_a_topic_that_can_be_asked() {
    let (person, id) = with_a_plan(Lang::En, "");
    let asked = |person: &Person| person.journal().prep(pair(person), Some(id)).unwrap().questions[0].state;
    person.plays([keys("b f4")]);
    assert_eq!(asked(&person), tomoni::domain::checklist::TickState::Done);
    person.plays([keys("enter f4")]);
    assert_eq!(asked(&person), tomoni::domain::checklist::TickState::Open);
}

#[test]
fn what_is_put_on_the_agenda_while_talking_appears_above() {
    let (person, _) = with_a_plan(Lang::Ja, "");
    let seen = person.plays([keys("b"), text(":話すこと 異動の件\n")]);
    assert!(seen.screen.lines().nth(1).unwrap().contains("[ ] 異動の件"), "{}", seen.screen);
}

#[test]
fn a_topic_carried_over_is_there_next_time() {
    let (person, _) = with_a_plan(Lang::En, AGENDA);
    person.plays([keys("b f4 f5 f4"), text("bye"), keys("esc")]);
    let next = add(&person, "2026-11-28T10:00:00+09:00", SessionStatus::Planned, Some(45), "");
    let prep = person.journal().prep(pair(&person), Some(next)).unwrap();
    let told: Vec<_> = prep.today.iter().map(|i| i.traced.entry.raw.text().unwrap().trim()).collect();
    assert_eq!(told, [":agenda handover 15"]);
}

#[test]
fn a_blank_screen_shows_nothing_and_takes_nothing() {
    let (person, id) = with_a_plan(Lang::En, "");
    let blank = person.plays([keys("b"), text("said"), keys("f8")]);
    assert_eq!(blank.screen.trim(), "", "nothing at all");
    let told = person.plays([keys("enter"), keys("f8"), text("x")]);
    assert_eq!(told.screen.trim(), "press Enter");
    // Enter twice: the first only tells. Nothing typed, pasted or clicked in between arrives.
    let once = person.plays([keys("enter f8 enter")]);
    assert_eq!(once.screen.trim(), "press Enter");
    let pasted = || vec![Step::Paste("pasted".to_owned()), Step::Click(3, 3)];
    let back = person.plays([keys("enter f8"), text("secret"), pasted(), keys("esc ctrl-c"), keys("enter")]);
    assert!(back.screen.contains("said") && !back.screen.contains("secret"), "{}", back.screen);
    assert_eq!(note(&person, id).text().unwrap(), "said");
}

#[test]
fn the_screen_goes_blank_from_everywhere() {
    for place in ["", "enter", "N", ":", "?", "s", "B", "x B X"] {
        let (person, _) = with_a_plan(Lang::Ja, "話した");
        let seen = person.plays([keys(place), keys("f8")]);
        assert_eq!(seen.screen.trim(), "", "{place}");
        let seen = person.plays([keys(place), keys("f8 j"), vec![Step::Resize(60, 16)]]);
        assert_eq!(seen.screen.trim(), "Enter で戻ります", "{place}");
    }
    let (person, _) = with_a_plan(Lang::En, "");
    let seen = person.plays([vec![Step::Resize(20, 5)], keys("f8")]);
    assert_eq!(seen.screen.trim(), "", "where there is no room, too");
}

#[test]
fn behind_the_blank_screen_the_note_is_saved() {
    let (person, id) = with_a_plan(Lang::En, "");
    person.plays([
        keys("b"),
        text("said"),
        keys("f8"),
        wait(1_999),
        vec![Step::Meanwhile(Box::new(move |journal| assert_eq!(journal.note(id).unwrap().text().unwrap(), "said")))],
    ]);
}

#[test]
fn a_session_is_noted_afterwards_or_did_not_happen() {
    let (person, id) = with_a_plan(Lang::En, "");
    let dialog =
        || [keys("esc a"), text("yesterday 15:00\nby phone\n30"), keys("ctrl-s")].into_iter().flatten().collect();
    let seen = person.plays([dialog(), text("we talked")]);
    assert!(first_row(&seen.screen).contains("20 Nov 15:00 · by phone"), "{}", seen.screen);
    let noted = rows(&person).into_iter().find(|r| r.session.id != id).unwrap().session;
    assert_eq!((noted.at, noted.minutes), (moment("2026-11-20T15:00:00+09:00"), Some(30)));
    assert_eq!((noted.status, note(&person, noted.id).text().unwrap().as_str()), (SessionStatus::Held, "we talked"));
    let refused = person.plays([keys("esc a"), text("2026-11-28 15:00"), keys("ctrl-s")]);
    assert!(refused.screen.contains("still to come"), "{}", refused.screen);
    person.plays([keys("esc g"), keys(":"), text("did not happen\n")]);
    assert_eq!(session(&person, id).status, SessionStatus::Missed);
}

#[test]
fn a_plan_knows_how_long_the_last_session_was_meant_to_take() {
    let (person, _) = with_a_plan(Lang::En, "");
    person.plays([keys("b"), text("x"), keys("esc")]);
    person.plays([keys("N"), text("in 2 weeks 15:00"), keys("ctrl-s")]);
    let planned = rows(&person).into_iter().find(|r| r.session.status == SessionStatus::Planned).unwrap();
    assert_eq!(planned.session.minutes, Some(45));
}

#[test]
fn a_moved_session_has_one_row_and_two_at_one_time_are_worth_a_word() {
    let (person, id) = with_a_plan(Lang::En, "");
    let seen = person.plays([keys("esc m"), text("2026-11-28 10:00\n")]);
    assert!(seen.screen.contains("28 Nov") && !seen.screen.contains("moved"), "{}", seen.screen);
    assert_eq!(session(&person, id).status, SessionStatus::Moved);
    let seen = person.plays([keys("N"), text("2026-11-28 10:30\n\n60"), keys("ctrl-s")]);
    assert!(seen.screen.contains("Sat 28 Nov 10:00"), "{}", seen.screen);
}

#[test]
fn on_the_smallest_terminal_the_agenda_takes_one_row() {
    let (person, _) = with_a_plan(Lang::En, AGENDA);
    let person = person.at(60, 16);
    let seen = person.plays([keys("b f7 f7 f7"), minutes(40)]);
    let rows: Vec<&str> = seen.screen.lines().collect();
    assert!(rows[1].contains("▸[ ] If the next six") && rows[1].ends_with("+3"), "{}", seen.screen);
    assert!(rows[2].contains("5 minutes left"), "{}", seen.screen);
}

#[test]
fn what_a_running_session_looks_like() {
    for lang in Lang::ALL {
        let agenda = match lang {
            Lang::En => ":agenda results\n:agenda handover 15\n:agenda holiday\n",
            Lang::Ja => ":話すこと 結果\n:話すこと 引き継ぎ 15分\n:話すこと 休み\n",
        };
        let said = match lang {
            Lang::En => "the summary took ten minutes\n! write up the steps by fri\n~ looked tired",
            Lang::Ja => "まとめは10分でできた\n! 手順を書いておく 金曜までに\n~ 少し疲れて見えた",
        };
        for (width, height) in [(80, 24), (120, 36)] {
            let (person, _) = with_a_plan(lang, agenda);
            let person = person.at(width, height);
            let seen = person.plays([keys("b f4 f5"), text(said), wait(1_500), minutes(36)]);
            insta::assert_snapshot!(format!("live-{}-{width}x{height}", lang.code()), seen.screen);
            if width == 80 {
                let seen = person.plays([keys("enter f9"), minutes(36)]);
                insta::assert_snapshot!(format!("shared-{}-{width}x{height}", lang.code()), seen.screen);
            }
        }
    }
}

#[test]
fn a_running_session_that_is_deleted_elsewhere_leaves_the_desk_awake_and_the_text_kept() {
    let (person, id) = with_a_plan(Lang::En, AGENDA);
    let delete = move |journal: &mut tomoni::journal::Journal| {
        journal.delete(tomoni::domain::views::Binned::Session(id)).unwrap();
    };
    let seen = person.plays([
        keys("b"),
        text("said"),
        wait(1_500),
        vec![Step::Meanwhile(Box::new(delete))],
        text(" more"),
        keys("esc f8"),
    ]);
    assert_eq!(seen.screen.trim(), "", "the screen goes blank at once");
    let kept = rows(&person).into_iter().next().expect("a session of its own").session.id;
    assert_ne!(kept, id);
    assert!(note(&person, kept).text().unwrap().ends_with("said more"));
}
