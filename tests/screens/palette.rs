//! The palette as somebody uses it: a few letters, and one is there.

use tomoni::domain::forms::{EntryForm, NewGoal, NewSession, PairForm, SessionForm};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Owner, Visibility};
use tomoni::i18n::Lang;

use crate::live::{add, note, pair, with_a_pair};
use crate::support::{Person, Step, keys, text};

/// The rows of the list, as they stand in the frame.
fn rows(screen: &str) -> Vec<&str> {
    let framed = screen.lines().skip_while(|row| !row.contains("▸")).skip(2);
    let inside = framed.take_while(|row| !row.contains('╰'));
    inside.map(|row| row.split('│').max_by_key(|part| part.len()).unwrap_or_default().trim()).collect()
}

/// The first row after this was typed into the palette.
fn first(person: &Person, typed: &str) -> String {
    let seen = person.plays([keys(":"), text(typed)]);
    rows(&seen.screen).first().map(|row| (*row).to_owned()).unwrap_or_default()
}

fn add_pair(person: &Person, name: &str, reading: &str, alias: &str) -> PairId {
    let form = PairForm {
        name: Some(name.into()),
        reading: Some(Some(reading.into())),
        alias: Some(Some(alias.into())),
        ..PairForm::default()
    };
    person.journal().add_pair(&form).unwrap().pair.id
}

fn add_session(person: &Person, pair: PairId, at: &str, theme: &str, text: &str) -> SessionId {
    let at = chrono::DateTime::parse_from_rfc3339(at).unwrap();
    let new = NewSession {
        pair,
        at,
        status: if at > crate::support::clock().now() { SessionStatus::Planned } else { SessionStatus::Held },
        minutes: Some(45),
        mode: None,
        theme: theme.into(),
        text: text.into(),
    };
    person.journal().add_session(&new).unwrap().row.session.id
}

fn of_both(lang: Lang) -> (Person, PairId) {
    let person = with_a_pair(lang);
    let tanaka = add_pair(&person, "田中 直子", "たなか なおこ", "nao");
    (person, tanaka)
}

#[test]
fn a_pair_is_found_by_name_reading_and_romaji() {
    let (person, _) = of_both(Lang::Ja);
    for typed in ["tanaka", "たなか", "タナカ", "ﾀﾅｶ", "田中", "tnk", "tan", "ｔａｎａｋａ", "naoko tanaka", "nao"]
    {
        let seen = person.plays([keys(":"), text(typed)]);
        let found = rows(&seen.screen);
        let row = found.iter().find(|row| row.contains("田中 直子"));
        assert!(row.is_some_and(|row| row.contains("ペア")), "{typed}\n{}", seen.screen);
        if typed != "nao" && typed != "tan" {
            assert!(found[0].contains("田中 直子"), "{typed}\n{}", seen.screen);
        }
    }
    let seen = person.plays([keys(":"), text("tanaka"), keys("enter")]);
    assert!(seen.screen.contains("田中 直子") && !seen.screen.contains("╭ コマンド"), "{}", seen.screen);
    let seen = person.plays([keys(":"), text("tanaka"), keys("enter"), keys("n"), text("会えた"), keys("esc")]);
    assert!(seen.screen.contains("会えた"), "{}", seen.screen);
}

#[test]
fn a_command_answers_in_both_languages_and_is_shown_in_one() {
    let person = Person::with_sample(Lang::Ja);
    assert!(first(&person, "undo").starts_with("元に戻す"), "{}", first(&person, "undo"));
    assert!(!first(&person, "undo").contains("undo"));
    assert!(first(&person, "元に戻す").starts_with("元に戻す"));
    assert!(first(&person, "もどす").is_empty() || !first(&person, "もどす").starts_with("元に戻す"));
    let person = Person::with_sample(Lang::En);
    assert!(first(&person, "ごみ箱を開く").starts_with("open the bin"));
    assert!(first(&person, "open the bin").contains("command"), "{}", first(&person, "open the bin"));
}

#[test]
fn a_session_is_found_by_its_theme_and_gone_to() {
    let person = with_a_pair(Lang::En);
    let id = pair(&person);
    for day in 1..20 {
        add_session(&person, id, &format!("2026-10-{day:02}T10:00:00+09:00"), &format!("topic {day}"), "words\n");
    }
    add_session(&person, id, "2026-09-02T10:00:00+09:00", "The handover of まとめ", "about the handover\n");
    for typed in ["handover", "hand mato", "matome hand"] {
        let seen = person.plays([keys(":"), text(typed), keys("enter")]);
        assert!(seen.screen.contains("about the handover"), "{typed}\n{}", seen.screen);
    }
    // Beside it stands the command of this name.
    let found = person.plays([keys(":"), text("matome")]).screen;
    for expected in ["of まとめ", "summary"] {
        assert!(
            rows(&found).iter().any(|row| row.contains(expected)),
            "{expected}
{found}"
        );
    }
}

#[test]
fn a_date_lists_the_sessions_of_that_day_with_everybody() {
    let (person, tanaka) = of_both(Lang::En);
    add_session(&person, pair(&person), "2026-11-13T10:00:00+09:00", "first steps", "with Naoko\n");
    add_session(&person, tanaka, "2026-11-13T15:00:00+09:00", "handover", "with Tanaka\n");
    add_session(&person, tanaka, "2026-11-12T15:00:00+09:00", "another day", "no\n");
    add_session(&person, tanaka, "2027-11-13T15:00:00+09:00", "a year ahead", "later\n");
    for typed in ["11/13", "2026-11-13", "fri last week", "先週の金曜", "１１／１３"] {
        let seen = person.plays([keys(":"), text(typed)]);
        let found = rows(&seen.screen);
        assert!(
            found.iter().any(|row| row.contains("first steps") && row.contains("Naoko")),
            "{typed}\n{}",
            seen.screen
        );
        assert!(found.iter().any(|row| row.contains("handover") && row.contains("田中")), "{typed}\n{}", seen.screen);
        assert!(!found.iter().any(|row| row.contains("another day")), "{typed}\n{}", seen.screen);
        let ahead = found.iter().any(|row| row.contains("a year ahead"));
        assert_eq!(ahead, typed == "11/13" || typed == "１１／１３", "{typed}: both looks\n{}", seen.screen);
    }
    // Another pair's session is gone to together with the pair.
    let seen = person.plays([keys(":"), text("2026-11-13"), keys("enter")]);
    let (to, words) = if first(&person, "2026-11-13").contains("handover") {
        ("田中 直子", "with Tanaka")
    } else {
        ("Naoko", "with Naoko")
    };
    assert!(seen.screen.contains(to) && seen.screen.contains(words), "{}", seen.screen);
    let seen = person.plays([keys(":"), text("2026-11-13"), keys("down enter")]);
    let other = if words == "with Tanaka" { "with Naoko" } else { "with Tanaka" };
    assert!(seen.screen.contains(other), "{}", seen.screen);
    // What was a date is none any more.
    let seen = person.plays([keys(":"), text("2026-11-13x")]);
    assert!(!seen.screen.contains("▸ 2026-11-13x\n") && !rows(&seen.screen).iter().any(|r| r.contains("handover")));
}

#[test]
fn a_session_abroad_is_found_on_its_own_day() {
    let person = with_a_pair(Lang::En);
    add_session(&person, pair(&person), "2026-11-13T23:30:00-08:00", "from Vancouver", "late\n");
    let seen = |typed: &str| person.plays([keys(":"), text(typed)]).screen;
    assert!(rows(&seen("11/13"))[0].contains("from Vancouver"), "{}", seen("11/13"));
    assert!(seen("11/14").contains("No session on that day."), "{}", seen("11/14"));
}

#[test]
fn a_goal_and_a_person_are_gone_to() {
    let person = with_a_pair(Lang::En);
    let title = "Lead the weekly meeting".to_owned();
    let goal = NewGoal {
        pair: pair(&person),
        owner: Owner::Me,
        terms: GoalTerms { title, sign: None, baseline: None, target: None, unit: None, due: None },
        agreed: None,
        status: GoalStatus::Active,
    };
    person.journal().add_goal(&goal).unwrap();
    let far = "one\n@ Hayashi in purchasing\ntwo\n";
    add(&person, "2026-11-01T10:00:00+09:00", SessionStatus::Held, Some(45), far);
    add(&person, "2026-11-14T10:00:00+09:00", SessionStatus::Held, Some(45), "newer\n");
    assert!(first(&person, "weekly").contains("goal"), "{}", first(&person, "weekly"));
    let seen = person.plays([keys(":"), text("weekly"), keys("enter c")]);
    assert!(seen.screen.contains("Lead the weekly meeting"), "{}", seen.screen);
    assert!(first(&person, "hayashi").contains("person"), "{}", first(&person, "hayashi"));
    // On the line itself: what is done there happens to it.
    person.plays([keys(":"), text("hayashi"), keys("enter x")]);
    let rows = person.journal().sessions(&Default::default()).unwrap();
    let left = note(&person, rows[1].session.id).text().unwrap();
    assert_eq!(left, "one\ntwo\n");
}

#[test]
fn somebody_caught_in_between_is_gone_to_for_later() {
    let person = with_a_pair(Lang::En);
    person.journal().note_for_later(pair(&person), "@ Mori knows about boats").unwrap();
    let seen = person.plays([keys(":"), text("mori"), keys("enter x")]);
    assert!(!seen.screen.contains("Mori knows"), "{}", seen.screen);
}

#[test]
fn while_writing_there_are_the_commands_of_the_note() {
    let person = Person::with_sample(Lang::En);
    let seen = person.plays([keys("n ctrl-p")]);
    assert!(rows(&seen.screen).iter().all(|row| row.is_empty() || row.contains("command")), "{}", seen.screen);
    let seen = person.plays([keys("n ctrl-p"), text("ogawa")]);
    assert!(!seen.screen.contains("pair  "), "{}", seen.screen);
    let seen = person.plays([keys("n"), text("kept"), keys("ctrl-p"), text("11/14"), keys("esc"), text(" on")]);
    assert!(seen.screen.contains("kept on"), "{}", seen.screen);
}

#[test]
fn over_another_screen_one_goes_to_the_desk() {
    let (person, tanaka) = of_both(Lang::En);
    add_session(&person, tanaka, "2026-11-13T15:00:00+09:00", "handover", "with Tanaka\n");
    let seen = person.plays([keys("K :"), text("tanaka"), keys("enter")]);
    assert!(seen.screen.contains("with Tanaka") && !seen.screen.contains("Go to or run"), "{}", seen.screen);
}

#[test]
fn nothing_that_others_may_not_see_is_listed_while_the_screen_is_shared() {
    let (person, tanaka) = of_both(Lang::En);
    let private =
        add(&person, "2026-11-13T10:00:00+09:00", SessionStatus::Held, Some(45), "kakushigoto\n@ Kakusu knows\n");
    add_session(&person, pair(&person), "2026-11-12T15:00:00+09:00", "shown theme", "@ Kakunin\n");
    add_session(&person, tanaka, "2026-11-13T15:00:00+09:00", "kakushigoto theme", "with Tanaka\n");
    let entry = note(&person, private).entries[1].id;
    let mut journal = person.journal();
    let wide = EntryForm { visibility: Some(Visibility::Partner), ..Default::default() };
    journal.edit_entry(entry, &wide).unwrap();
    journal.edit_session(private, &SessionForm { pulse: Some(Some(2)), ..SessionForm::default() }).unwrap();
    drop(journal);
    let choose = || [keys(":"), text("Naoko"), keys("enter f9")].into_iter().flatten().collect::<Vec<Step>>();
    for typed in ["kakushigoto", "11/13", "tanaka", "田", "kakunin"] {
        let seen = person.plays([choose(), keys(":"), text(typed)]);
        for hidden in ["kakushigoto", "田中", "Kakunin"] {
            assert!(!rows(&seen.screen).iter().any(|row| row.contains(hidden)), "{typed}\n{}", seen.screen);
        }
    }
    let seen = person.plays([choose(), keys(":"), text("kakusu")]);
    assert!(rows(&seen.screen)[0].contains("Kakusu knows"), "the partner may see it\n{}", seen.screen);
    // One that is open goes when the screen is shared.
    let seen = person.plays([keys(":"), text("Naoko"), keys("enter :"), text("kakushi"), keys("f9")]);
    assert!(!seen.screen.contains("kakushigoto") && !seen.screen.contains("Go to or run"), "{}", seen.screen);
}

#[test]
fn what_it_looks_like() {
    for (lang, typed) in [(Lang::En, ["", "na", "11/13"]), (Lang::Ja, ["", "mio", "11/13"])] {
        let person = Person::with_sample(lang).at(80, 24);
        for (n, typed) in typed.into_iter().enumerate() {
            let seen = person.plays([keys(":"), text(typed)]);
            insta::assert_snapshot!(format!("palette-{}-{n}", lang.code()), seen.screen);
        }
    }
}

#[test]
fn any_text_and_any_size_are_borne() {
    for (width, height) in [(60, 16), (80, 24), (200, 50)] {
        let person = Person::with_sample(Lang::Ja).at(width, height);
        for typed in ["ん", "っー'", "zz zz", "-", "👨‍👩‍👧", "の", "a"] {
            person.plays([keys(":"), vec![Step::Paste(typed.into())], keys("down down enter")]);
        }
    }
}
