//! The wrap-up: what two minutes after a talk settle, with the keyboard alone.

use tomoni::clock::Clock;
use tomoni::domain::checklist::TickState;
use tomoni::domain::forms::{NewLine, NewSession, PairForm, Settlement};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::moment::Cadence;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Note;
use tomoni::domain::{EntryKind, EntryState, Moment};
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};

use crate::support::{Person, Step, keys, text};

const NOTE: &str =
    "we talked about the handover\n! write up the steps by fri\n< introduce Mori\n^ asking late is a habit\n";

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

fn pair_of(person: &Person, every: Option<&str>) -> PairId {
    let form = PairForm { name: Some("Naoko".into()), every: every.map(Cadence::parse), ..PairForm::default() };
    person.journal().add_pair(&form).unwrap().pair.id
}

fn session(pair: PairId, at: Moment, status: SessionStatus, text: &str) -> NewSession {
    NewSession { pair, at, status, minutes: None, mode: None, theme: String::new(), text: text.to_owned() }
}

/// Somebody whose session of today is over: its note is written and its clock has run since 9:15.
fn after_a_talk(lang: Lang, note: &str) -> (Person, SessionId) {
    let person = Person::new(lang).at(80, 24);
    let pair = pair_of(&person, Some("2w"));
    let begun = Clock::frozen(at("2026-11-21T09:15:00+09:00"));
    let mut journal = Journal::open(&person.path(), begun).unwrap();
    let id = journal.begin_session(pair).unwrap().row.session.id;
    let lines: Vec<NewLine> = note.lines().map(NewLine::typed).collect();
    journal.add_lines(id, &lines).unwrap();
    (person, id)
}

fn note(person: &Person, id: SessionId) -> Note {
    person.journal().note(id).unwrap()
}

fn planned(person: &Person) -> Vec<Moment> {
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    rows.iter().filter(|r| r.session.status == SessionStatus::Planned).map(|r| r.session.at).collect()
}

/// A typical wrap-up: `w`, seventeen times Enter (ten, where `Ctrl-S` ends it after the first box), a digit, a space,
/// and the words themselves.
#[test]
fn a_typical_wrap_up_takes_twenty_keys_beside_its_words() {
    let (person, id) = after_a_talk(Lang::En, NOTE);
    let asked = person.plays([keys("w")]);
    let proposed = ["Sat 5 Dec 09:15 ", "in 14 days"];
    assert!(proposed.iter().all(|words| asked.screen.contains(words)), "the rhythm proposes\n{}", asked.screen);
    assert!(asked.screen.contains("one in the note"), "{}", asked.screen);
    let seen = person.plays([
        // The date and the 45 minutes are right; the own promise stays, another one comes.
        keys("w enter enter enter"),
        text("ask Mori about the tool by 30 nov\n"),
        // Theirs stays, nothing new from them.
        keys("enter enter"),
        text("showing is faster\n"),
        keys("enter"),
        text("spoke first\n"),
        text("4\n"),
        text(" "),
        keys("enter enter enter enter enter enter enter"),
    ]);
    assert!(seen.screen.contains("The wrap-up is saved."), "{}", seen.screen);
    let note = note(&person, id);
    let added = "! ask Mori about the tool by 30 nov\n^ showing is faster\n:growth spoke first\n";
    assert_eq!(note.text().unwrap(), format!("{NOTE}{added}"));
    let session = &note.row.session;
    assert_eq!((session.minutes, session.pulse, session.started), (Some(45), Some(4), None));
    assert_eq!(planned(&person), [at("2026-12-05T09:15:00+09:00")]);
    let wrapped = person.journal().wrap_up(id).unwrap();
    let ticked: Vec<TickState> = wrapped.checklist.iter().map(|i| i.state).collect();
    assert_eq!(ticked.iter().filter(|s| **s == TickState::Done).count(), 1);
    assert_eq!(ticked[0], TickState::Done);
}

#[test]
fn what_is_entered_becomes_lines_of_the_note_in_japanese_too() {
    let (person, id) = after_a_talk(Lang::Ja, "話した\n");
    person.plays([
        keys("w tab tab"),
        text("議事録を送る 金曜までに"),
        keys("tab"),
        text("人を紹介する"),
        keys("tab"),
        text("急がないほうが早い"),
        keys("tab"),
        text("資料をありがとう"),
        keys("tab"),
        text("自分から話し始めた"),
        keys("tab"),
        text("４"),
        keys("ctrl-s"),
    ]);
    let note = note(&person, id);
    assert_eq!(
        note.text().unwrap(),
        "話した\n! 議事録を送る 金曜までに\n< 人を紹介する\n^ 急がないほうが早い\n& 資料をありがとう\n：成長 自分から話し始めた\n"
    );
    assert_eq!(note.entries[1].due, chrono::NaiveDate::from_ymd_opt(2026, 11, 27));
    assert_eq!(note.entries[5].kind, EntryKind::Growth);
    assert_eq!(note.row.session.pulse, Some(4));
}

#[test]
fn a_line_edited_in_place_stays_the_same_promise_with_its_result() {
    let (person, id) = after_a_talk(Lang::En, "! write up the steps\n  with pictures\nlast");
    let before = note(&person, id).entries.remove(0);
    let settlement = Settlement { result: Some("half of it".into()), ..Settlement::plain(EntryState::Partly) };
    person.journal().settle(before.id, &settlement).unwrap();
    person.plays([keys("w tab tab"), text(" by fri"), keys("ctrl-s")]);
    let note = note(&person, id);
    assert_eq!(note.text().unwrap(), "! write up the steps by fri\n  with pictures\nlast\n");
    let after = &note.entries[0];
    assert_eq!((after.id, after.state, after.result.as_deref()), (before.id, EntryState::Partly, Some("half of it")));
    assert_eq!(after.due, chrono::NaiveDate::from_ymd_opt(2026, 11, 27));
}

#[test]
fn words_taken_out_leave_the_line_as_it_was() {
    let (person, id) = after_a_talk(Lang::En, "! keep me\n");
    let seen = person.plays([keys("w tab tab ctrl-a ctrl-k")]);
    assert!(seen.screen.contains("unchanged"), "{}", seen.screen);
    person.plays([keys("w tab tab ctrl-a ctrl-k ctrl-s")]);
    assert_eq!(note(&person, id).text().unwrap(), "! keep me\n");
}

#[test]
fn a_line_changed_elsewhere_meanwhile_stays_beside_the_new_words() {
    let (person, id) = after_a_talk(Lang::En, "! write it up\n");
    let line = note(&person, id).entries[0].clone();
    let meanwhile = Step::Meanwhile(Box::new(move |journal| {
        let seen = tomoni::domain::forms::mark_of(&line.raw);
        let words = "write it up on the bus".to_owned();
        journal
            .reword(&tomoni::domain::forms::LineEdit { id: line.id, seen, words, within: tomoni::domain::Limits::NONE })
            .unwrap();
    }));
    let seen = person.plays([keys("w tab tab"), vec![meanwhile], text(" by fri"), keys("ctrl-s")]);
    assert!(seen.screen.contains("both texts"), "{}", seen.screen);
    let text = note(&person, id).text().unwrap();
    assert!(text.contains("! write it up on the bus\n") && text.contains("! write it up by fri\n"), "{text}");
}

#[test]
fn minutes_are_asked_for_where_the_clock_cannot_be_trusted() {
    let person = Person::new(Lang::En).at(80, 24);
    let pair = pair_of(&person, None);
    let yesterday = Clock::frozen(at("2026-11-20T16:00:00+09:00"));
    let id = Journal::open(&person.path(), yesterday).unwrap().begin_session(pair).unwrap().row.session.id;
    let seen = person.plays([keys("w")]);
    assert!(seen.screen.contains("the clock is not reliable here: how long was it?"), "{}", seen.screen);
    let refused = person.plays([keys("w tab"), text("9999\n")]);
    assert!(refused.screen.contains("from 1 to 1440"), "{}", refused.screen);
    person.plays([keys("w tab"), text("４０"), keys("ctrl-s")]);
    assert_eq!(note(&person, id).row.session.minutes, Some(40));
    // Nobody has to know it.
    person.plays([keys("w tab ctrl-a ctrl-k ctrl-s")]);
    assert_eq!(note(&person, id).row.session.minutes, None);
}

#[test]
fn a_date_that_is_none_is_told_at_its_row_and_nothing_typed_is_lost() {
    let (person, id) = after_a_talk(Lang::En, NOTE);
    let seen = person.plays([
        keys("w ctrl-a ctrl-k"),
        text("soonish\n"),
        keys("tab tab tab"),
        text("a new promise"),
        keys("ctrl-s"),
    ]);
    for part in ["“soonish” was not understood", "a new promise", "soonish"] {
        assert!(seen.screen.contains(part), "{part}\n{}", seen.screen);
    }
    assert_eq!(note(&person, id).text().unwrap(), NOTE);
    let past = person.plays([keys("w ctrl-a ctrl-k"), text("2026-11-01 10:00\n")]);
    assert!(past.screen.contains("The next session must be in the future"), "{}", past.screen);
}

#[test]
fn the_next_date_is_planned_moved_kept_or_left_out() {
    // Left out.
    let (person, _) = after_a_talk(Lang::En, NOTE);
    person.plays([keys("w ctrl-a ctrl-k ctrl-s")]);
    assert!(planned(&person).is_empty());
    // Planned in words, at the same time of day where none is told.
    person.plays([keys("w ctrl-a ctrl-k"), text("in 3 weeks"), keys("ctrl-s")]);
    assert_eq!(planned(&person), [at("2026-12-12T09:15:00+09:00")]);
    // Another wrap-up finds it there, and leaves it alone.
    person.plays([keys("j w ctrl-s")]);
    assert_eq!(planned(&person), [at("2026-12-12T09:15:00+09:00")]);
    // Moved: the chain is kept.
    person.plays([keys("j w ctrl-a ctrl-k"), text("2026-12-10 16:00"), keys("ctrl-s")]);
    assert_eq!(planned(&person), [at("2026-12-10T16:00:00+09:00")]);
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    assert_eq!(rows.iter().filter(|r| r.session.moved_to.is_some()).count(), 1);
}

#[test]
fn the_last_line_counts_what_the_partner_could_see_as_it_is_typed() {
    let (person, _) = after_a_talk(Lang::En, NOTE);
    let seen = person.plays([keys("w")]);
    assert!(seen.screen.contains("Summary: 2 lines can be shared, 2 left out"), "{}", seen.screen);
    let seen = person.plays([keys("w tab tab tab"), text("one more"), keys("tab tab tab"), text("learned")]);
    assert!(seen.screen.contains("Summary: 3 lines can be shared, 3 left out"), "{}", seen.screen);
}

/// Enter after a promise leads to room for another line. Whoever takes it for the next question has promised nothing.
#[test]
fn another_promise_has_a_key_and_enter_goes_on() {
    let (person, id) = after_a_talk(Lang::En, "we talked\n");
    let first = || [keys("w tab tab"), text("send the list")];
    // Nothing is added by itself: the row behind a promise is that of the partner.
    let seen = person.plays(first().into_iter().chain([keys("enter"), text("the budget")]));
    let row = seen.screen.lines().find(|line| line.contains("Partner will")).unwrap();
    assert!(row.contains("< the budget"), "{}", seen.screen);
    for key in ["f4", "alt-p"] {
        let seen = person.plays(first().into_iter().chain([keys(key), text("call Mori by fri")]));
        assert!(seen.screen.contains("! call Mori by fri") && seen.screen.contains("Fri"), "{}", seen.screen);
        assert!(seen.screen.contains("Summary: 2 lines can be shared, one left out"), "{}", seen.screen);
    }
    // There is never more than one empty row of a kind.
    let more = [keys("alt-p"), text("call Mori"), keys("f4 f4 alt-p"), text("book a room\n"), text("the budget\n")];
    person.plays(first().into_iter().chain(more).chain([text("a thought\n"), keys("ctrl-s")]));
    let wanted = "we talked\n! send the list\n! call Mori\n! book a room\n< the budget\n^ a thought\n";
    assert_eq!(note(&person, id).text().as_deref(), Some(wanted));
}

#[test]
fn undo_takes_the_whole_wrap_up_back_in_one_step() {
    let (person, id) = after_a_talk(Lang::En, NOTE);
    let before = note(&person, id);
    let filled =
        [keys("w tab tab"), text(" soon"), keys("tab"), text("more"), keys("tab tab tab tab tab tab 3 tab"), text(" ")];
    let seen = person.plays(filled.into_iter().chain([keys("ctrl-s u")]));
    assert!(seen.screen.contains("Undone: wrap-up"), "{}", seen.screen);
    let after = note(&person, id);
    assert_eq!(after.text(), before.text());
    let session = &after.row.session;
    assert_eq!((session.minutes, session.pulse), (None, None));
    assert!(session.started.is_some() && planned(&person).is_empty());
    assert!(person.journal().wrap_up(id).unwrap().checklist.iter().all(|i| i.state == TickState::Open));
}

#[test]
fn the_note_leads_to_the_wrap_up_and_is_on_the_disk_before() {
    for key in ["f10", "ctrl-t"] {
        let (person, id) = after_a_talk(Lang::En, NOTE);
        let seen = person.plays([keys("enter"), text("! typed last"), keys(key)]);
        assert!(seen.screen.contains("Wrap-up") && seen.screen.contains("typed last"), "{}", seen.screen);
        assert_eq!(note(&person, id).text().unwrap(), format!("{NOTE}! typed last"));
    }
}

#[test]
fn one_key_finishes_and_shows_the_summary() {
    let (person, id) = after_a_talk(Lang::En, NOTE);
    let seen = person.plays([keys("w tab tab tab"), text("one more"), keys("f3")]);
    assert!(seen.screen.contains("Summary for your partner") && seen.screen.contains("one more"), "{}", seen.screen);
    assert_eq!(note(&person, id).row.session.minutes, Some(45));
}

#[test]
fn nothing_typed_vanishes_without_a_question() {
    let (person, id) = after_a_talk(Lang::En, NOTE);
    let left = person.plays([keys("w esc")]);
    assert!(!left.screen.contains("Growth noticed"), "untouched it closes at once\n{}", left.screen);
    let asked = person.plays([keys("w tab tab tab"), text("typed"), keys("esc")]);
    assert!(asked.screen.contains("Discard what you typed?"), "{}", asked.screen);
    let stayed = person.plays([keys("w tab tab tab"), text("typed"), keys("esc"), text(" on")]);
    assert!(stayed.screen.contains("typed on") && stayed.screen.contains("Growth noticed"), "{}", stayed.screen);
    let left = person.plays([keys("w tab tab tab"), text("typed"), keys("esc esc")]);
    assert!(!left.screen.contains("Growth noticed"), "{}", left.screen);
    assert_eq!(note(&person, id).text().unwrap(), NOTE);
}

#[test]
fn a_wrap_up_can_be_taken_up_again_with_everything_in_it() {
    let (person, id) = after_a_talk(Lang::En, NOTE);
    person.plays([keys("w tab tab tab tab tab tab tab tab tab 2 ctrl-s")]);
    let before = note(&person, id);
    assert_eq!(before.row.session.pulse, Some(2));
    // The planned next one stands above it now.
    let seen = person.plays([keys("j w")]);
    assert!(seen.screen.contains("[2]") && seen.screen.contains("▸   Sat 5 Dec 09:15-10:00"), "{}", seen.screen);
    person.plays([keys("j w ctrl-s")]);
    let after = note(&person, id);
    assert_eq!((after.text(), &after.row.session.pulse), (before.text(), &Some(2)));
}

#[test]
fn a_session_that_nobody_began_on_the_desk_becomes_held() {
    let person = Person::new(Lang::En).at(80, 24);
    let pair = pair_of(&person, None);
    let mut new = session(pair, at("2026-11-21T09:00:00+09:00"), SessionStatus::Planned, "");
    new.minutes = Some(60);
    let id = person.journal().add_session(&new).unwrap().row.session.id;
    let seen = person.plays([keys("esc w")]);
    assert!(seen.screen.contains("60 were planned; how many was it?"), "{}", seen.screen);
    person.plays([keys("esc w tab"), text("50"), keys("ctrl-s")]);
    let session = note(&person, id).row.session;
    assert_eq!((session.status, session.minutes), (SessionStatus::Held, Some(50)));
}

#[test]
fn a_long_wrap_up_scrolls_with_the_cursor() {
    let promises: String = (1..=30).map(|n| format!("! promise number {n}\n")).collect();
    let (person, _) = after_a_talk(Lang::En, &promises);
    for (width, height) in [(60, 16), (80, 24), (120, 36)] {
        let person = again(&person).at(width, height);
        let seen = person.plays([keys("w"), (0..33).flat_map(|_| keys("tab")).collect()]);
        assert!(seen.screen.contains("Partner will"), "{width}x{height}\n{}", seen.screen);
    }
}

/// The same person again.
fn again(person: &Person) -> Person {
    let copy = Person::new(person.lang);
    std::fs::copy(person.path(), copy.path()).unwrap();
    copy
}

#[test]
fn what_the_wrap_up_looks_like() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (120, 36)] {
            let words = match lang {
                Lang::En => {
                    "we talked about the handover\n! write up the steps by fri\n< introduce Mori by 7 dec\n^ asking late is a habit"
                }
                Lang::Ja => {
                    "引き継ぎについて話した\n! 手順を書く 金曜までに\n< 森さんを紹介する 12/7まで\n^ 聞くのが遅いのは癖"
                }
            };
            let (person, _) = after_a_talk(lang, words);
            let person = person.at(width, height);
            let seen = person.plays([keys("w tab tab")]);
            insta::assert_snapshot!(format!("wrapup-{}-{width}x{height}", lang.code()), seen.screen);
        }
    }
}

#[test]
fn a_promise_without_a_date_says_so_in_its_row() {
    for (lang, promise, said) in [
        (Lang::En, "! draft by the spring review\n", "date unclear"),
        (Lang::Ja, "! 下書き 連休明けまでに\n", "日付不明"),
        (Lang::En, "! ask Mori by next time\n", "next time"),
    ] {
        let (person, _) = after_a_talk(lang, promise);
        let seen = person.plays([keys("w")]);
        assert!(seen.screen.contains(said), "{}", seen.screen);
    }
}

/// The field of the next date is as wide as there is room for, and a mark says where its words go on.
#[test]
fn the_next_date_is_whole_or_has_a_mark() {
    let long = "the second tuesday of next month at half past three in the afternoon";
    let (person, _) = after_a_talk(Lang::En, NOTE);
    let seen = person.plays([keys("w"), text("fri 4 dec at 3pm for an hour")]);
    assert!(seen.screen.contains("fri 4 dec at 3pm for an hour "), "{}", seen.screen);
    let row = |screen: &str| screen.lines().find(|line| line.contains("Next date")).unwrap().to_owned();
    let seen = person.plays([keys("w"), text(long)]);
    let shown = row(&seen.screen);
    assert!(shown.contains(" …") && shown.contains("in the afternoon"), "{shown}");
    let seen = person.plays([keys("w"), text(long), keys("home")]);
    let shown = row(&seen.screen);
    assert!(shown.contains("the second tuesday") && shown.contains('…'), "{shown}");
}
