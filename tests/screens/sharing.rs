//! What somebody else sees while the screen is shared.

use tomoni::domain::forms::{EntryForm, SessionForm, Settlement};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{EntryState, Visibility};
use tomoni::i18n::Lang;

use crate::live::{add, first_row, note, pair, with_a_pair, with_a_plan};
use crate::support::{Person, keys, text};

/// A journal in which everything that the partner may not see holds this word.
const CANARY: &str = "kakushigoto";

fn with_canaries(lang: Lang) -> Person {
    let person = with_a_pair(lang);
    let past = "kakushigoto in a fact\n! send it by fri\n= minutes are hers\n^ kakushigoto learned\n~ kakushigoto felt\n\
                & kakushigoto thanks\n? kakushigoto question\n! kakushigoto promise\n< introduce Mori\n! try it once";
    let held = add(&person, "2026-11-14T10:00:00+09:00", SessionStatus::Held, Some(45), past);
    let mut journal = person.journal();
    let entries = journal.note(held).unwrap().entries;
    let private = EntryForm { visibility: Some(Visibility::Private), ..Default::default() };
    journal.edit_entry(entries[7].id, &private).unwrap();
    // What was learned goes where its line goes.
    journal.edit_entry(entries[9].id, &private).unwrap();
    let tried = Settlement { learned: Some("kakushigoto tried".into()), ..Settlement::plain(EntryState::Tried) };
    journal.settle(entries[9].id, &tried).unwrap();
    journal.edit_session(held, &SessionForm { pulse: Some(Some(2)), ..SessionForm::default() }).unwrap();
    journal.note_for_later(pair(&person), "kakushigoto later").unwrap();
    drop(journal);
    person.plays([keys("3 f"), text("2"), keys("tab"), text("kakushigoto remark"), keys("ctrl-s")]);
    person.plays([keys("P"), text("Kakushigoto Mori\n"), keys("enter enter enter")]);
    person
}

/// The keys that choose the pair without a canary in its name, and share the screen.
const SHARE: &str = "4 g f9 1";

#[test]
fn what_the_partner_may_not_see_is_on_no_shared_screen() {
    for (size, lang) in [((80, 24), Lang::En), ((120, 36), Lang::En), ((80, 24), Lang::Ja), ((60, 16), Lang::Ja)] {
        let person = with_canaries(lang).at(size.0, size.1);
        let alone = person.plays([keys("4 g 1")]).screen.to_lowercase();
        assert!(alone.contains(CANARY), "there is something to hide\n{alone}");
        let mark = lang.t("share-mark");
        for place in [
            "", "enter", "l", "l j d", "2", "3", "3 enter", "4", "5", "5 tab", "s", ":", "?", "N", "4 e", "B",
            "enter f2", "u",
        ] {
            let seen = person.plays([keys(SHARE), keys(place)]);
            assert!(!seen.screen.to_lowercase().contains(CANARY), "{place} {size:?}\n{}", seen.screen);
            assert!(first_row(&seen.screen).contains(&*mark), "{place}: the frame says so\n{}", seen.screen);
        }
        let seen = person.plays([keys(SHARE), keys("l")]);
        assert!(seen.screen.contains("minutes are hers"), "{}", seen.screen);
        let left = person.plays([keys(SHARE), keys("f9")]);
        assert!(left.screen.to_lowercase().contains(CANARY) && !left.screen.contains(&*mark), "{}", left.screen);
    }
}

#[test]
fn what_is_typed_on_a_shared_screen_is_kept_and_seen_only_where_it_may_be() {
    let (person, id) = with_a_plan(Lang::En, "kakushigoto one\n    and below\n= decided\n");
    let typed = "kakushigoto two\n! promised by fri\n~ kakushigoto three";
    let seen = person.plays([keys("f9 b"), text(typed)]);
    assert!(!seen.screen.contains(CANARY) && !seen.screen.contains("below"), "{}", seen.screen);
    assert!(seen.screen.contains("= decided") && seen.screen.contains("! promised by fri"), "{}", seen.screen);
    assert_eq!(seen.screen.matches("····· hidden while the screen is shared").count(), 1, "{}", seen.screen);
    // However much is hidden, the screen is the same.
    let (other, _) = with_a_plan(Lang::En, "kakushigoto one\n= decided\n");
    let more =
        "kakushigoto two\nkakushigoto\n\nkakushigoto again\n! promised by fri\n~ kakushigoto three\n~ kakushigoto";
    let as_well = other.plays([keys("f9 b"), text(more)]);
    let rows = |screen: &str| screen.lines().skip(2).take(6).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&as_well.screen), rows(&seen.screen));
    person.plays([keys("f9 enter"), text(" and more"), keys("esc")]);
    let kept = note(&person, id).text().unwrap();
    assert_eq!(kept, format!("kakushigoto one\n    and below\n= decided\n{typed} and more"), "nothing is lost");
}

#[test]
fn what_is_typed_into_a_dialog_is_hidden_like_a_line() {
    let person = with_canaries(Lang::En);
    let typing = |steps: &str, typed: &str| person.plays([keys(SHARE), keys(steps), text(typed)]);
    for (steps, typed) in [("+", "kakushigoto"), ("+", "~ kakushigoto"), ("5 t", "kakushigoto")] {
        let seen = typing(steps, typed);
        assert!(!seen.screen.to_lowercase().contains(CANARY), "{steps}\n{}", seen.screen);
        assert!(seen.screen.contains("hidden while the screen is shared"), "{steps}\n{}", seen.screen);
    }
    assert!(typing("+", ":agenda the new plan").screen.contains("the new plan"));
    // A dialog about something that is not for other eyes goes when the screen is shared.
    for steps in ["3 f", "5 j d", "x B", "B X"] {
        let seen = person.plays([keys("4 g 1"), keys(steps), keys("f9")]);
        assert!(!seen.screen.to_lowercase().contains(CANARY), "{steps}\n{}", seen.screen);
        person.plays([keys("u")]);
    }
}

#[test]
fn private_topics_are_on_no_shared_screen() {
    let (person, _) = with_a_plan(Lang::En, ":agenda results\n");
    person.journal().note_for_later(pair(&person), "kakushigoto later").unwrap();
    let alone = person.plays([keys("b")]);
    assert!(alone.screen.contains("[ ] results  [ ] kakushigoto later"), "{}", alone.screen);
    for steps in ["enter f9", "f9 enter", "enter f9 f4"] {
        let seen = person.plays([keys(steps)]);
        assert!(seen.screen.contains("] results") && !seen.screen.contains(CANARY), "{steps}\n{}", seen.screen);
        let topics = seen.screen.lines().nth(1).unwrap().matches(']').count();
        assert_eq!(topics, 1, "the question is mine\n{}", seen.screen);
        person.plays([keys("enter f9 f4")]);
    }
}

#[test]
fn papers_that_wait_to_be_printed_are_not_printed_before_other_eyes() {
    let waiting = || keys("4 g 1 s P a P a P a P a P");
    let alone = with_canaries(Lang::En).plays([waiting(), keys("esc q")]);
    assert!(alone.printed.len() > 2 && alone.asides.is_empty(), "{:?}", alone.printed);
    for (way, printed) in [("esc f9 q", 1), ("esc f8", 0), ("esc f9 f8", 0), ("esc f9", 1)] {
        let person = with_canaries(Lang::En);
        let seen = person.plays([waiting(), keys(way)]);
        assert_eq!(seen.printed.len(), printed, "{way}: {:?}", seen.printed);
        assert!(!seen.printed.concat().to_lowercase().contains(CANARY), "{way}: {:?}", seen.printed);
        assert_eq!(
            person.journal().shares(None, 99).unwrap().len(),
            printed,
            "{way}: what was kept back was not given"
        );
        let said = seen.asides.concat();
        assert!(seen.asides.len() == 1 && said.contains(&(alone.printed.len() - printed).to_string()), "{way}: {said}");
        assert!(seen.unsaved.is_empty(), "{way}");
    }
}
