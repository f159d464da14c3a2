//! Goals, the six keys, promises, summaries: what becomes of things.

use tomoni::domain::checklist::TickState;
use tomoni::domain::goal::GoalStatus;
use tomoni::domain::{EntryState, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, SessionFilter};

use crate::support::{Person, keys, text};

fn with_a_note(lang: Lang, note: &str) -> Person {
    let person = Person::new(lang);
    person.plays([text("Naoko\n"), keys("enter enter enter"), keys("n"), text(note), keys("esc")]);
    person
}

fn pair(person: &Person) -> tomoni::domain::ids::PairId {
    person.journal().pairs().unwrap()[0].pair.id
}

#[test]
fn a_goal_is_set_looked_at_revised_with_a_reason_and_reached() {
    let person = with_a_note(Lang::En, "hello");
    person.plays([
        keys("2 n"),
        text("Run the weekly meeting"),
        keys("tab tab tab"),
        text("0"),
        keys("tab"),
        text("5"),
        keys("ctrl-s"),
    ]);
    person.plays([
        keys("2 c"),
        text("2"),
        keys("tab"),
        text("4"),
        keys("tab"),
        text("it took ten minutes"),
        keys("ctrl-s"),
    ]);
    let goal = person.journal().goals(pair(&person)).unwrap().remove(0);
    assert_eq!((goal.value(), goal.progress()), (Some(2.0), Some(0.4)));
    assert_eq!(goal.checkins[0].confidence, Some(4), "the digit is the choice");
    let refused = person.plays([keys("2 r tab tab tab tab"), keys("backspace"), text("8"), keys("ctrl-s")]);
    assert!(refused.screen.contains("needs a reason"), "{}", refused.screen);
    person.plays([
        keys("2 r tab tab tab tab backspace"),
        text("8"),
        keys("tab tab tab"),
        text("there are more weeks"),
        keys("ctrl-s"),
    ]);
    let goal = person.journal().goals(pair(&person)).unwrap().remove(0);
    assert_eq!(goal.goal.terms.target, Some(8.0));
    assert_eq!(
        (goal.revisions[0].before.target, goal.revisions[0].reason.as_str()),
        (Some(5.0), "there are more weeks")
    );
    let story = person.plays([keys("2 enter")]);
    assert!(
        story.screen.contains("there are more weeks") && story.screen.contains("it took ten minutes"),
        "{}",
        story.screen
    );
    person.plays([keys("2 d")]);
    assert_eq!(person.journal().goals(pair(&person)).unwrap()[0].goal.status, GoalStatus::Done);
}

#[test]
fn an_item_is_done_not_this_time_and_open_again() {
    let person = with_a_note(Lang::Ja, "話した");
    let state = |person: &Person| {
        let board = person.journal().board(pair(person), None).unwrap();
        board.keys[0].items[0].state
    };
    for expected in [TickState::Done, TickState::Na, TickState::Open] {
        let seen = person.plays([keys("3 enter space")]);
        assert!(seen.screen.contains("ミッション"), "{}", seen.screen);
        assert_eq!(state(&person), expected);
    }
}

#[test]
fn a_key_that_feels_low_suggests_a_step_and_a_question() {
    let person = with_a_note(Lang::En, "hello");
    let dialog = person.plays([keys("3 f")]);
    assert!(dialog.screen.contains("neither of us could say what for"), "each level is described\n{}", dialog.screen);
    let seen = person.plays([keys("3 f"), text("2"), keys("ctrl-s enter")]);
    assert!(seen.screen.contains("Write one sentence each"), "{}", seen.screen);
    assert!(seen.screen.contains("How will we notice progress"), "{}", seen.screen);
    let board = person.journal().board(pair(&person), None).unwrap();
    assert_eq!(board.keys[0].level(), Some(2));
}

#[test]
fn an_own_item_joins_its_key() {
    let person = with_a_note(Lang::En, "hello");
    let seen = person.plays([keys("3 j enter n"), text("We began with tea"), keys("ctrl-s"), keys("end space")]);
    assert!(seen.screen.contains("We began with tea"), "{}", seen.screen);
    let board = person.journal().board(pair(&person), None).unwrap();
    let own = board.keys[1].items.iter().find(|i| i.own.is_some()).expect("the own item");
    assert_eq!(own.state, TickState::Open, "`end` chose the closing item, not the own one of every session");
}

#[test]
fn a_promise_that_did_not_work_needs_what_was_learned() {
    let person = with_a_note(Lang::En, "! ask why once");
    let refused = person.plays([keys("5 t ctrl-s")]);
    assert!(refused.screen.contains("what you learned"), "{}", refused.screen);
    person.plays([keys("5 t"), text("asking twice helps\n")]);
    let action =
        person.journal().actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap().remove(0);
    assert_eq!((action.entry.state, action.entry.learned.as_deref()), (EntryState::Tried, Some("asking twice helps")));
    let seen = person.plays([]);
    assert!(seen.screen.contains("learned: asking twice helps"), "{}", seen.screen);
}

#[test]
fn a_summary_holds_only_what_may_be_seen_and_says_how_much_stays() {
    let note = "kakushigoto in a fact\n! send it by fri\n= minutes are hers\n^ kakushigoto learned\n~ kakushigoto felt\n& kakushigoto thanks";
    let person = with_a_note(Lang::En, note);
    let seen = person.plays([keys("s")]);
    assert!(seen.screen.contains("2 lines included · 4 lines left out"), "{}", seen.screen);
    assert!(seen.screen.contains("minutes are hers") && seen.screen.contains("send it by fri"), "{}", seen.screen);
    let copied = person.plays([keys("s y")]).copied;
    assert_eq!(copied.len(), 1);
    assert!(!copied[0].contains("kakushigoto"), "{}", copied[0]);
    // Made visible, the learning comes along.
    person.plays([keys("l j j j v")]);
    let copied = person.plays([keys("s y")]).copied;
    assert!(copied[0].contains("kakushigoto learned") && !copied[0].contains("felt"), "{}", copied[0]);
}

#[test]
fn a_summary_is_written_to_a_file_for_its_owner_alone_and_never_over_another() {
    let person = with_a_note(Lang::Ja, "= 隔週にする");
    let target = person.folder().join("まとめ.md");
    let path = target.display().to_string();
    let save = |person: &Person| person.plays([keys("s w ctrl-a ctrl-k"), text(&path), keys("enter")]);
    let seen = save(&person);
    assert!(seen.screen.contains("保存しました"), "{}", seen.screen);
    assert!(std::fs::read_to_string(&target).unwrap().contains("- 隔週にする"));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let seen = save(&person);
    assert!(seen.screen.contains("すでにあります"), "{}", seen.screen);
}

#[test]
fn everything_can_be_taken_back_and_done_again() {
    let person = with_a_note(Lang::En, "! promise");
    let state = |p: &Person| {
        p.journal().actions(&ActionFilter { settled: true, ..ActionFilter::default() }).unwrap()[0].entry.state
    };
    let seen = person.plays([keys("5 d"), text("it is\n"), keys("u")]);
    assert!(seen.screen.contains("Undone: result of a promise"), "{}", seen.screen);
    assert_eq!(state(&person), EntryState::Open);
    person.plays([keys("5 d"), text("it is\n"), keys("u U")]);
    assert_eq!(state(&person), EntryState::Done);
    // A whole visit to a note is one step.
    person.plays([keys("1 enter"), text("\none\ntwo\nthree"), keys("esc u")]);
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    assert_eq!(person.journal().note(rows[0].session.id).unwrap().text().unwrap(), "! promise");
    let seen = person.plays([keys("u")]);
    assert!(seen.screen.contains("Nothing to undo"), "undo lasts as long as the program runs\n{}", seen.screen);
}

#[test]
fn the_bin_keeps_gives_back_and_is_emptied_only_after_a_question() {
    let person = with_a_note(Lang::En, "one\n! two");
    let count = |p: &Person| p.journal().sessions(&SessionFilter::default()).unwrap().len();
    person.plays([keys("x")]);
    assert_eq!(count(&person), 0);
    let seen = person.plays([keys("B")]);
    assert!(seen.screen.contains("session") && seen.screen.contains("Naoko"), "{}", seen.screen);
    person.plays([keys("B enter")]);
    assert_eq!(count(&person), 1);
    person.plays([keys("x B X n")]);
    assert_eq!(person.journal().bin().unwrap().len(), 1, "no means no");
    let seen = person.plays([keys("B X y")]);
    assert!(seen.screen.contains("deleted for good"), "{}", seen.screen);
    assert!(person.journal().bin().unwrap().is_empty());
    let bytes = std::fs::read(person.path()).unwrap();
    assert!(!bytes.windows(5).any(|w| w == b"! two"), "what was deleted for good is not in the file");
}

#[test]
fn a_line_from_the_bin_comes_back_to_its_note() {
    let person = with_a_note(Lang::En, "one\ntwo");
    person.plays([keys("l x")]);
    let note = |p: &Person| {
        let rows = p.journal().sessions(&SessionFilter::default()).unwrap();
        p.journal().note(rows[0].session.id).unwrap().text().unwrap()
    };
    assert_eq!(note(&person), "two");
    person.plays([keys("B enter")]);
    assert_eq!(note(&person), "two\none\n");
}

#[test]
fn who_may_see_a_line_goes_round() {
    let person = with_a_note(Lang::En, "a fact");
    for expected in [Visibility::Partner, Visibility::Programme, Visibility::Private] {
        person.plays([keys("l v")]);
        let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
        assert_eq!(person.journal().note(rows[0].session.id).unwrap().entries[0].visibility, expected);
    }
}

/// The theme of the chosen session, as its note's frame tells it.
fn shown_note(screen: &str) -> String {
    screen.lines().find(|l| l.contains("Note · ")).unwrap_or_default().to_owned()
}

#[test]
fn the_list_of_sessions_is_a_window_that_moves_along() {
    let person = Person::new(Lang::En);
    let mut journal = person.journal();
    let form = tomoni::domain::forms::PairForm { name: Some("Naoko".into()), ..Default::default() };
    let pair = journal.add_pair(&form).unwrap().pair.id;
    let sessions: Vec<_> = (0..400)
        .map(|n| tomoni::domain::forms::NewSession {
            pair,
            at: crate::support::clock().now() - chrono::TimeDelta::days(400 - n),
            status: tomoni::domain::session::SessionStatus::Held,
            minutes: None,
            mode: None,
            theme: format!("topic {n:03}"),
            text: format!("about {n:03}\n"),
        })
        .collect();
    journal.add_sessions(&sessions).unwrap();
    drop(journal);
    let at = |keys_pressed: &str| shown_note(&person.plays([keys(keys_pressed)]).screen);
    assert!(at("").contains("topic 399"), "the newest comes first");
    assert!(at(&"j ".repeat(150)).contains("topic 249"));
    assert!(at("G").contains("topic 000"));
    assert!(at(&format!("G {}", "k ".repeat(150))).contains("topic 150"));
    assert!(at("G g").contains("topic 399"));
    // Far away by a search, and on from there in both directions.
    let found = |then: &str| shown_note(&person.plays([keys("/"), text("\"topic 123\"\n"), keys(then)]).screen);
    assert!(found("").contains("topic 123"), "{}", found(""));
    assert!(found(&"k ".repeat(70)).contains("topic 193"));
    assert!(found(&"j ".repeat(70)).contains("topic 053"));
    // What is written meanwhile does not move the window.
    assert!(found("e ctrl-s").contains("topic 123"));
}

/// A private line must never take over what somebody chose for the line above it.
#[test]
fn an_emptied_line_gives_way_to_the_one_that_comes_up() {
    use tomoni::domain::forms::{EntryForm, Settlement};
    let person = Person::new(Lang::En);
    let mut journal = person.journal();
    let form = tomoni::domain::forms::PairForm { name: Some("Naoko".into()), ..Default::default() };
    let pair = journal.add_pair(&form).unwrap().pair.id;
    let new = tomoni::domain::forms::NewSession {
        pair,
        at: crate::support::clock().now(),
        status: tomoni::domain::session::SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: "open talk to share\nvery private talk\n! promise A\n! promise B\n".to_owned(),
    };
    let note = journal.add_session(&new).unwrap();
    let (id, entries) = (note.row.session.id, note.note.entries);
    let share = EntryForm { visibility: Some(Visibility::Partner), ..EntryForm::default() };
    journal.edit_entry(entries[0].id, &share).unwrap();
    let done = Settlement { result: Some("of A".into()), ..Settlement::plain(EntryState::Done) };
    journal.settle(entries[2].id, &done).unwrap();
    drop(journal);
    person.plays([keys("enter ctrl-home ctrl-k ctrl-k down ctrl-k ctrl-k esc")]);
    let left = person.journal().note(id).unwrap().entries;
    assert_eq!(
        left.iter().map(|e| e.raw.text().unwrap().trim()).collect::<Vec<_>>(),
        ["very private talk", "! promise B"]
    );
    assert_eq!(left[0].visibility, Visibility::Private);
    assert_eq!((left[1].state, left[1].result.as_deref()), (EntryState::Open, None));
    assert_eq!(left[1].id, entries[3].id);
}

#[test]
fn a_check_in_shows_whatever_it_says_also_without_a_target() {
    for (lang, nothing, confidence) in
        [(Lang::En, "no check-in yet", "confidence 4"), (Lang::Ja, "記録はまだありません", "自信 4")]
    {
        let said = |what: &[&str]| {
            let person = with_a_note(lang, "hello");
            person.plays([keys("2 n"), text("Run the meeting"), keys("ctrl-s")]);
            let mut script = vec![keys("2 c")];
            for (n, words) in what.iter().enumerate() {
                script.extend((n > 0).then(|| keys("tab")));
                script.extend((!words.is_empty()).then(|| text(words)));
            }
            script.push(keys("ctrl-s"));
            person.plays(script);
            person.plays([keys("2")]).screen
        };
        let with_nothing = {
            let person = with_a_note(lang, "hello");
            person.plays([keys("2 n"), text("Run the meeting"), keys("ctrl-s")]);
            person.plays([keys("2")]).screen
        };
        assert!(with_nothing.contains(nothing), "{with_nothing}");
        for (what, shown) in [
            (&["17"][..], vec!["17"]),
            (&["", "4"], vec![]),
            (&["", "", "it went well"], vec!["it went well"]),
            (&["17", "4", "it went well"], vec!["17", "it went well"]),
        ] {
            let screen = said(what);
            assert!(!screen.contains(nothing), "{what:?}: {screen}");
            assert!(shown.iter().all(|part| screen.contains(part)), "{what:?}: {screen}");
            if what == ["", "4"] {
                assert!(screen.contains(confidence), "{screen}");
            }
        }
    }
}
