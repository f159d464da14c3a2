//! Dates for a calendar program: neutral, the same each time, readable by others.

#[path = "../support/rfc5545.rs"]
mod rfc5545;

use crate::support::{Home, mode, text};

#[test]
fn planned_sessions_and_the_ends_of_terms_are_in_it_and_nobodys_name() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--until", "2027-03-31", "--purpose", "CANARY"]);
    home.session("Aiko", "CANARY", &["--planned", "--at", "2026-11-28 15:00", "--minutes", "45", "--theme", "CANARY"]);
    home.session("Aiko", "held", &["--at", "2026-11-01 10:00"]);
    home.ok(&["pair", "add", "Ken"]);
    home.ok(&["pair", "end", "Ken"]);
    home.session("Ken", "", &["--planned", "--at", "2026-12-01 15:00"]);
    let dates = home.ok(&["calendar"]);
    assert!(dates.contains("DTSTART:20261128T060000Z\r\n") && dates.contains("DTEND:20261128T064500Z\r\n"), "{dates}");
    assert!(dates.contains("DTSTART;VALUE=DATE:20270331\r\n"), "{dates}");
    assert_eq!(dates.matches("BEGIN:VEVENT").count(), 2, "what was held and who has ended is not in it\n{dates}");
    assert!(!dates.contains("Aiko") && !dates.contains("CANARY") && dates.ends_with("END:VCALENDAR\r\n"), "{dates}");
    assert_eq!(home.ok(&["calendar"]), dates, "the same date is the same event the next time");
    assert!(home.ok(&["calendar", "--names"]).contains("Mentoring session with Aiko"));
    assert!(home.ok(&["calendar", "--lang", "ja"]).contains("面談"));
    let json = home.json(&["calendar", "--pair", "Aiko", "-o", "out.ics"]);
    assert_eq!((&json["sessions"], &json["reviews"], mode(&home.path("out.ics"))), (&1.into(), &1.into(), 0o600));
    home.run(&["calendar", "-o", "out.ics"]).refused(1);
    home.ok(&["calendar", "-o", "out.ics", "--force"]);
}

#[test]
fn with_names_a_calendar_says_whose_promise_it_is() {
    let home = Home::with_aiko();
    home.session("Aiko", "! send it by fri\n< 金曜までに読む\n! call by 11/28\n", &[]);
    let lines = home.json(&["action", "list"]);
    let call = lines.as_array().unwrap().iter().find(|line| line["due"] == "2026-11-28").unwrap();
    home.ok(&["line", "edit", call["id"].as_str().unwrap(), "--owner", "both"]);
    let titles: [(&str, &[&str]); 2] = [
        (
            "en",
            &[
                "My promise to Aiko is due: send it by Fri",
                "Aiko’s promise is due: 2026年",
                "A promise that Aiko and I share is due: call by Sat",
            ],
        ),
        ("ja", &["私からAiko", "への約束の期限：send it by Fri", "の約束の期限：2026年", "と私の約束の期限"]),
    ];
    for (lang, titles) in titles {
        let told = home.ok(&["calendar", "--due", "--names", "--lang", lang]).replace("\r\n ", "");
        for title in titles {
            assert!(told.contains(title), "{title}\n{told}");
        }
        assert!(!told.contains("by fri") && !told.contains("金曜"), "{told}");
        let neutral = home.ok(&["calendar", "--due", "--lang", lang]);
        assert!(!neutral.contains("Aiko") && !neutral.contains("send"), "{neutral}");
    }
}

fn events(home: &Home, args: &[&str]) -> Vec<rfc5545::Event> {
    rfc5545::read(&home.ok(&[&["calendar"], args].concat()))
}

/// The one event that there is.
fn only(home: &Home) -> rfc5545::Event {
    let found = events(home, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn a_session_is_one_event_for_life() {
    let home = Home::with_aiko();
    let mut id = home.session("Aiko", "", &["--planned", "--at", "2026-11-28 15:00"]);
    let first = only(&home);
    assert_eq!((first.number("SEQUENCE"), first.is_cancelled()), (0, false));
    let mut sequence = first.number("SEQUENCE");
    // Moved again and again, to and fro: the same event, each time newer.
    for (at, starts) in [
        ("2026-11-29 10:00", "20261129T010000Z"),
        ("2026-12-24 9:30", "20261224T003000Z"),
        ("2026-11-29 10:00", "20261129T010000Z"),
    ] {
        id = text(&home.json(&["session", "move", &id, at])["id"]);
        let moved = only(&home);
        assert_eq!((moved.value("UID"), moved.value("DTSTART")), (first.value("UID"), starts));
        assert!(moved.number("SEQUENCE") > sequence, "{moved:?}");
        sequence = moved.number("SEQUENCE");
    }
    // Changed in another way.
    home.ok(&["session", "edit", &id, "--minutes", "30"]);
    assert!(only(&home).number("SEQUENCE") > sequence);
    sequence = only(&home).number("SEQUENCE");
    home.ok(&["session", "cancel", &id]);
    let cancelled = only(&home);
    assert_eq!((cancelled.value("UID"), cancelled.is_cancelled()), (first.value("UID"), true));
    assert!(cancelled.number("SEQUENCE") > sequence);
    assert_eq!(home.json(&["calendar"])["cancelled"], 1);
    // What is deleted is taken away as well, and comes back as what it was.
    let other = home.session("Aiko", "", &["--planned", "--at", "2026-12-01 15:00"]);
    let uid = |events: &[rfc5545::Event]| {
        events.iter().filter(|e| !e.is_cancelled()).map(|e| e.value("UID").to_owned()).collect::<Vec<_>>()
    };
    let before = uid(&events(&home, &[]));
    home.ok(&["session", "delete", &other]);
    assert!(events(&home, &[]).iter().all(rfc5545::Event::is_cancelled));
    home.ok(&["bin", "restore", &other]);
    assert_eq!(uid(&events(&home, &[])), before);
    // The end of a pair.
    home.ok(&["pair", "edit", "Aiko", "--until", "2027-03-31"]);
    home.ok(&["pair", "end", "Aiko"]);
    let over = events(&home, &["--due"]);
    assert!(over.len() == 3 && over.iter().all(rfc5545::Event::is_cancelled), "{over:?}");
}

#[test]
fn what_is_over_is_no_longer_in_it() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "", &["--planned", "--at", "2026-11-28 15:00"]);
    home.ok(&["session", "cancel", &id]);
    let mut command = home.command(&["calendar"]);
    command.env("TOMONI_NOW", "2026-11-29T00:00:00+09:00");
    assert!(rfc5545::read(&crate::support::Ran::of(command).done()).is_empty());
}

/// The days on which something is due, only where the partner may see it.
#[test]
fn due_dates_are_in_it_on_request_and_nothing_that_is_only_for_me() {
    let home = Home::with_aiko();
    let note = "! send CANARY-a; the, slides by 11/25\n< CANARY-b by 11/26\n! CANARY-private by 11/27\n\
                ! CANARY-done by 11/28\n! CANARY-past by 11/20\n! CANARY-undated\n~ CANARY-reading by 11/29\n";
    let session = home.session("Aiko", note, &["--at", "2026-11-18 10:00"]);
    let line = |n: usize| text(&home.json(&["session", "show", &session])["lines"][n]["id"]);
    home.ok(&["line", "edit", &line(2), "--visibility", "private"]);
    home.ok(&["goal", "add", "CANARY-goal", "--pair", "Aiko", "--due", "2026-12-10"]);
    assert!(events(&home, &[]).is_empty(), "only on request");
    let neutral = events(&home, &["--due"]);
    let days: Vec<&str> = neutral.iter().map(|event| event.value("DTSTART")).collect();
    assert_eq!(days, ["20261125", "20261126", "20261128", "20261210"]);
    assert!(
        neutral.iter().all(|event| !event.text("SUMMARY").contains("CANARY") && !event.is_cancelled()),
        "{neutral:?}"
    );
    let named = events(&home, &["--due", "--names"]);
    let titles: Vec<String> = named.iter().map(|event| event.text("SUMMARY")).collect();
    assert!(titles[0].contains("Aiko") && titles[0].contains("send CANARY-a; the, slides"), "{titles:?}");
    let all = titles.join("\n");
    assert!(!all.contains("11/25"), "the day stands beside it: {all}");
    for hidden in ["private", "past", "undated", "reading"] {
        assert!(!all.contains(&format!("CANARY-{hidden}")), "{all}");
    }
    // Settled: taken away. Made private or sealed after that: nothing is told of it, not even that.
    home.ok(&["action", "done", &line(3)]);
    let settled = events(&home, &["--due"]);
    assert_eq!(settled.iter().map(rfc5545::Event::is_cancelled).collect::<Vec<_>>(), [false, false, true, false]);
    assert_eq!(settled[2].value("UID"), neutral[2].value("UID"));
    assert!(settled[2].number("SEQUENCE") > neutral[2].number("SEQUENCE"));
    home.ok(&["line", "edit", &line(3), "--visibility", "private"]);
    assert_eq!(events(&home, &["--due"]).len(), 3);
    // The same promise on another day.
    home.ok(&["line", "edit", &line(0), "--due", "2026-12-01"]);
    let later = events(&home, &["--due"]);
    let moved = later.iter().find(|event| event.value("UID") == neutral[0].value("UID")).unwrap();
    assert_eq!(moved.value("DTSTART"), "20261201");
    assert!(moved.number("SEQUENCE") > neutral[0].number("SEQUENCE"));
    let json = home.json(&["calendar", "--due"]);
    assert_eq!((&json["due"], &json["cancelled"], &json["sessions"]), (&3.into(), &0.into(), &0.into()));
}

/// Names and words of every kind in titles, in both languages, read by somebody else.
#[test]
fn every_calendar_follows_the_standard() {
    for name in [
        "Aiko; Mori, \\n \"Ken\"",
        "山田 さくら",
        "x: y=z;VALUE=DATE",
        "é\u{301}👨\u{200d}👩\u{200d}👧".repeat(12).as_str(),
    ] {
        let home = Home::new();
        home.ok(&["pair", "add", name, "--until", "2028-02-29"]);
        let id = text(&home.json(&["pair", "list"])[0]["id"]);
        home.session(&id, &format!("! {name} by 12/1\n"), &["--at", "2026-11-20 10:00"]);
        home.session(&id, "", &["--planned", "--at", "2026-12-31 23:30", "--minutes", "90"]);
        for lang in ["en", "ja"] {
            for args in [&["--names", "--due"][..], &["--due"], &["--pair", &id]] {
                let found = events(&home, &[args, &["--lang", lang]].concat());
                assert!(found.len() >= 2, "{found:?}");
                let named = found.iter().filter(|e| e.text("SUMMARY").contains(name)).count();
                assert!(args[0] != "--names" || name.len() > 100 || named == 3, "{name}: {found:?}");
            }
        }
    }
}
