use std::process::{Command, Stdio};

use crate::support::{Home, PROGRAM, Ran, ending, text};

fn raw(home: &Home, id: &str) -> Vec<u8> {
    let ran = home.run(&["session", "show", id, "--raw"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn a_note_comes_back_byte_for_byte() {
    let home = Home::with_aiko();
    let long = ("a line of some length, 日本語の行 ".repeat(30) + "\n").repeat(1 << 10);
    assert!(long.len() > 1 << 20);
    let notes = [
        "! draft\r\n  more\r\n\r\nsaid\r\n",
        "\n\n^ no line end",
        "tab\tand \u{1}\u{7f} controls \u{202e} bidi \u{1b}[31m",
        "lone\rcarriage return",
        "a mark \u{feff} inside",
        "\u{3000}全角の字下げ\n～　ひと言\n",
        "",
        "   \n \n",
        &long,
    ];
    for note in notes {
        let id = home.session("Aiko", note, &[]);
        assert_eq!(String::from_utf8(raw(&home, &id)).unwrap(), note);
    }
}

#[test]
fn a_byte_order_mark_at_the_start_is_dropped() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "\u{feff}said\r\n", &[]);
    assert_eq!(raw(&home, &id), b"said\r\n");
}

#[test]
fn a_note_from_a_file_is_the_same_as_from_stdin() {
    let home = Home::with_aiko();
    std::fs::write(home.path("note.md"), "= decided\r\n").unwrap();
    let added = home.json(&["session", "add", "--pair", "Aiko", "note.md"]);
    assert_eq!(raw(&home, &text(&added["id"])), b"= decided\r\n");
    assert_eq!(added["lines"][0]["kind"], "decision");
    let missing = home.run(&["session", "add", "--pair", "Aiko", "nowhere.md"]).refused(3);
    assert!(missing.contains("nowhere.md"), "{missing}");
}

#[test]
fn text_that_is_not_utf8_is_refused_with_its_place_and_nothing_is_kept() {
    let home = Home::with_aiko();
    let told = home.fed(&["session", "add", "--pair", "Aiko", "-"], b"abc\xff".to_vec()).refused(2);
    assert!(told.contains("byte 3"), "{told}");
    assert_eq!(home.json(&["session", "list"]), serde_json::json!([]));
}

#[test]
fn an_endless_pipe_is_refused_without_reading_it_all() {
    let home = Home::with_aiko();
    let mut command = Command::new(PROGRAM);
    command.env_clear().envs(home.environment()).args(["session", "add", "--pair", "Aiko", "-"]);
    let endless = std::fs::File::open("/dev/zero").unwrap();
    let output = command.stdin(endless).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("4 MB"));
}

#[test]
fn a_session_is_held_now_unless_something_else_is_said() {
    let home = Home::with_aiko();
    let held = home.json(&["session", "add", "--pair", "Aiko"]);
    assert_eq!((&held["status"], &held["at"]), (&"held".into(), &"2026-11-21T15:00:00+09:00".into()));
    let back =
        home.json(&["session", "add", "--pair", "Aiko", "--at", "fri 10:00", "--minutes", "45", "--mode", "in_person"]);
    assert_eq!((&back["status"], &back["at"]), (&"held".into(), &"2026-11-20T10:00:00+09:00".into()));
    assert_eq!((&back["minutes"], &back["mode"]), (&45.into(), &"in_person".into()));
    let planned = home.json(&["session", "add", "--pair", "Aiko", "--planned", "--at", "金曜 15時半"]);
    assert_eq!((&planned["status"], &planned["at"]), (&"planned".into(), &"2026-11-27T15:30:00+09:00".into()));
    assert_eq!(planned["number"], serde_json::Value::Null);
}

#[test]
fn two_sessions_may_be_at_the_very_same_time() {
    let home = Home::with_aiko();
    for _ in 0..2 {
        home.ok(&["session", "add", "--pair", "Aiko", "--at", "2026-11-20 10:00"]);
    }
    let all = home.json(&["session", "list"]);
    let numbers: Vec<_> = all.as_array().unwrap().iter().map(|s| s["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [2, 1]);
}

#[test]
fn the_list_is_newest_first_and_can_be_narrowed() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    for at in ["2026-11-01 10:00", "2026-11-20 10:00", "2026-11-10 10:00"] {
        home.ok(&["session", "add", "--pair", "Aiko", "--at", at]);
    }
    home.ok(&["session", "add", "--pair", "Ken", "--at", "2026-11-15 10:00"]);
    let days = |flags: &[&str]| -> Vec<String> {
        let args: Vec<&str> = ["session", "list"].iter().chain(flags).copied().collect();
        let all = home.json(&args);
        all.as_array().unwrap().iter().map(|s| text(&s["at"])[8..10].to_owned()).collect()
    };
    assert_eq!(days(&[]), ["20", "15", "10", "01"]);
    assert_eq!(days(&["--pair", "aiko"]), ["20", "10", "01"]);
    assert_eq!(days(&["--since", "11/10", "--until", "11/15"]), ["15", "10"], "the last day belongs to it");
    assert_eq!(days(&["--limit", "2"]), ["20", "15"]);
    let shown = home.ok(&["session", "list", "--limit", "1"]);
    assert!(shown.contains("Fri 20 Nov") && shown.contains("Aiko") && !shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn a_planned_session_is_held_moved_or_cancelled() {
    let home = Home::with_aiko();
    let plan = || home.session("Aiko", "", &["--planned", "--at", "tomorrow 10:00"]);
    let today = || home.session("Aiko", "", &["--planned", "--at", "2026-11-21 15:00"]);
    let held = home.fed(&["session", "hold", &today(), "--minutes", "30", "--json", "-"], "^ learned").done();
    let held: serde_json::Value = serde_json::from_str(&held).unwrap();
    assert_eq!((&held["status"], &held["minutes"], &held["number"]), (&"held".into(), &30.into(), &1.into()));
    assert_eq!(held["lines"][0]["text"], "learned");

    let old = plan();
    let moved = home.json(&["session", "move", &old, "next tue 16:00"]);
    assert_eq!((&moved["status"], &moved["at"]), (&"planned".into(), &"2026-11-24T16:00:00+09:00".into()));
    assert_eq!(home.json(&["session", "show", &old])["status"], "moved");

    assert_eq!(home.json(&["session", "cancel", &text(&moved["id"])])["status"], "cancelled");
    let started = home.json(&["session", "start", &plan()]);
    assert_eq!((&started["status"], &started["at"]), (&"held".into(), &"2026-11-21T15:00:00+09:00".into()));
}

#[test]
fn replacing_a_note_keeps_the_identity_of_its_lines() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "! read\n^ learned\n", &[]);
    let before = home.json(&["session", "show", &id]);
    let read = text(&before["lines"][0]["id"]);
    home.ok(&["action", "done", &read]);
    home.fed(&["session", "edit", &id, "--theme", "Reading", "-"], "said\n! read\n").done();
    let after = home.json(&["session", "show", &id]);
    assert_eq!((&after["lines"][1]["id"], &after["lines"][1]["state"]), (&read.into(), &"done".into()));
    assert_eq!((&after["theme"], after["lines"].as_array().unwrap().len()), (&"Reading".into(), 2));
    home.ok(&["session", "edit", &id, "--at", "2026-11-02 09:00"]);
    assert_eq!(home.json(&["session", "show", &id])["lines"], after["lines"], "no FILE leaves the note alone");
}

#[test]
fn a_deleted_session_lies_in_the_bin_until_it_is_emptied() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "said", &["--theme", "To go"]);
    assert_eq!(home.json(&["session", "delete", &id])["theme"], "To go");
    assert_eq!(home.json(&["session", "list"]), serde_json::json!([]));
    home.run(&["session", "show", &id]).refused(3);
    let bin = home.json(&["bin", "list"]);
    assert_eq!(
        (&bin[0]["type"], &bin[0]["id"], &bin[0]["of"]),
        (&"session".into(), &id.clone().into(), &"Aiko".into())
    );
    home.ok(&["bin", "restore", ending(&id)]);
    assert_eq!(raw(&home, &id), b"said");
    home.ok(&["session", "delete", &id]);
    let told = home.run(&["bin", "empty"]).refused(2);
    assert!(told.contains("--yes"), "{told}");
    assert_eq!(home.json(&["bin", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["bin", "empty", "--yes"])["emptied"], 1);
    assert_eq!(home.json(&["bin", "list"]), serde_json::json!([]));
    let left = std::fs::read(home.journal()).unwrap();
    assert!(!left.windows(5).any(|w| w == b"To go"), "what was deleted for good is still in the file");
}

#[test]
fn ids_are_found_by_beginning_and_ending_and_refused_when_they_fit_several() {
    let home = Home::with_aiko();
    let first = home.session("Aiko", "", &[]);
    home.session("Aiko", "", &[]);
    assert_eq!(home.json(&["session", "show", ending(&first)])["id"], first.as_str());
    assert_eq!(home.json(&["session", "show", &first.to_uppercase()])["id"], first.as_str());
    let told = home.run(&["session", "show", &first[..8]]).refused(2);
    assert!(told.contains(&first), "the candidates are named: {told}");
    home.run(&["session", "show", &first[first.len() - 3..]]).refused(3);
    home.run(&["session", "show", "beef00beef00"]).refused(3);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", &"a line that fills the pipe\n".repeat(5_000), &[]);
    for args in [&["session", "show", &id, "--raw"][..], &["session", "show", &id], &["session", "show", &id, "--json"]]
    {
        let mut command = Command::new(PROGRAM);
        command.env_clear().envs(home.environment()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap()), (Some(0), String::new()));
    }
}

#[test]
fn a_full_disk_behind_stdout_is_a_failure() {
    let home = Home::with_aiko();
    let mut command = Command::new(PROGRAM);
    command.env_clear().envs(home.environment()).args(["pair", "list"]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("stdout"));
}

#[test]
fn what_steers_a_terminal_never_reaches_one() {
    let home = Home::with_aiko();
    let nasty = "! evil \u{1b}]52;c;x\u{7}\u{9b}31m\u{202e}txt\u{2066}";
    home.ok(&["pair", "edit", "Aiko", "--purpose", nasty]);
    let id = home.session("Aiko", nasty, &["--theme", nasty]);
    home.ok(&["note", nasty]);
    home.ok(&["session", "add", "--planned", "--pair", "Aiko", "--theme", nasty, "--at", "tomorrow 9:00"]);
    home.ok(&["question", "add", nasty]);
    home.ok(&["goal", "add", "--pair", "Aiko", nasty]);
    let commands: [&[&str]; 14] = [
        &["pair", "list"],
        &["pair", "show", "Aiko"],
        &["session", "list"],
        &["session", "show", &id],
        &["action", "list"],
        &["summary"],
        &["session", "show", &id, "--json"],
        &["action", "list", "--json"],
        &["prep"],
        &["prep", "--json"],
        &["ledger"],
        &["question", "list"],
        &["question", "list", "--json"],
        &["pair", "add", nasty],
    ];
    for args in commands {
        let ran = home.run(args);
        let printed = ran.stdout() + &ran.stderr;
        let steers = |c: char| {
            (c.is_control() && c != '\n')
                || ('\u{2028}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!printed.contains(steers), "{args:?}: {printed:?}");
    }
    let told = home.run(&["pair", "show", nasty]);
    assert!(!told.stderr.contains('\u{1b}') && !told.stderr.contains('\u{9b}'), "{:?}", told.stderr);
}

#[test]
fn the_calendar_stands_still_where_tests_need_it() {
    let home = Home::with_aiko();
    let mut command = home.command(&["session", "add", "--pair", "Aiko", "--json", "--at", "yesterday 23:30"]);
    command.env("TOMONI_NOW", "2024-03-01T08:00:00-05:00").env("TZ", "Asia/Tokyo");
    let added: serde_json::Value = serde_json::from_str(&Ran::of(command).done()).unwrap();
    assert_eq!(added["at"], "2024-02-29T23:30:00-05:00");
    let mut command = home.command(&["pair", "list"]);
    command.env("TOMONI_NOW", "soon");
    assert!(Ran::of(command).refused(2).contains("soon"));
}

#[test]
fn dates_that_do_not_exist_are_named() {
    let home = Home::with_aiko();
    for (at, part) in [
        ("2026-02-30", "2026-02-30"),
        ("fri 25:00", "25:00"),
        ("令和８年２月３０日", "令和８年２月３０日"),
        ("someday", "someday"),
    ] {
        let told = home.run(&["session", "add", "--pair", "Aiko", "--at", at]).refused(2);
        assert!(told.contains(part), "{at}: {told}");
    }
    assert_eq!(home.json(&["session", "list"]), serde_json::json!([]));
}

#[test]
fn what_is_still_to_come_is_not_held_and_what_has_passed_is_not_planned() {
    let home = Home::with_aiko();
    let count = || home.json(&["session", "list"]).as_array().unwrap().len();
    for at in ["tomorrow 10:00", "in 2 hours", "2026-11-21 15:01", "2027-01-05 10:00"] {
        let told = home.run(&["session", "add", "--pair", "Aiko", "--at", at]).refused(2);
        assert!(told.contains("still to come"), "{at}: {told}");
    }
    for at in ["yesterday at 10", "2026-11-21 14:59", "2026-11-20 10:00", "昨日の10時"] {
        let told = home.run(&["session", "add", "--planned", "--pair", "Aiko", "--at", at]).refused(2);
        assert!(told.contains("has passed"), "{at}: {told}");
    }
    assert_eq!(count(), 0);
    // This very minute is neither of both.
    home.session("Aiko", "", &["--at", "2026-11-21 15:00"]);
    home.session("Aiko", "", &["--planned", "--at", "2026-11-21 15:00"]);

    let planned = home.session("Aiko", "", &["--planned", "--at", "tomorrow 10:00"]);
    let told = home.run(&["session", "hold", &planned]).refused(2);
    assert!(told.contains("still to come"), "{told}");
    let told = home.run(&["session", "hold", &planned, "--lang", "ja"]).refused(2);
    assert!(told.contains("まだ実施済みにできません"), "{told}");
    for args in
        [&["session", "move", &planned, "yesterday at 10"][..], &["session", "edit", &planned, "--at", "11/20 10:00"]]
    {
        // Without a year a day of the past is the next one of its kind.
        if args[1] == "edit" {
            assert!(home.json(args)["at"].as_str().unwrap().starts_with("2027"));
        } else {
            assert!(home.run(args).refused(2).contains("has passed"), "{args:?}");
        }
    }
    assert_eq!(home.json(&["session", "show", &planned])["status"], "planned");
    let held = home.session("Aiko", "", &["--at", "yesterday 10:00"]);
    let told = home.run(&["session", "edit", &held, "--at", "tomorrow 10:00"]).refused(2);
    assert!(told.contains("still to come"), "{told}");
    assert!(home.json(&["session", "show", &held])["at"].as_str().unwrap().starts_with("2026-11-20T10:00"));
    home.ok(&["session", "edit", &held, "--theme", "another", "--at", "yesterday 11:00"]);
    // On its day it can be held, and so can one of the past that was planned then.
    assert_eq!(at(&home, "2026-11-22T11:00:00+09:00", &["session", "list"]).code, 0);
    home.ok(&["session", "edit", &planned, "--at", "tomorrow 10:00"]);
    let ran = at(&home, "2026-11-22T11:00:00+09:00", &["session", "hold", &planned, "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// A week or a month is enough for a due date; a session needs a day of it.
#[test]
fn a_session_needs_a_day() {
    let home = Home::with_aiko();
    home.session("Aiko", "", &["--at", "2026-11-20 16:30"]);
    for at in [
        "next week",
        "next week 3pm",
        "this week 15:00",
        "next month",
        "december 15:00",
        "this weekend 10am",
        "next year",
        "first half of next week",
        "来週",
        "来週 15時",
        "再来週15時",
        "来月",
        "12月 15時",
        "来月上旬 15時",
        "週末",
        "今年度",
    ] {
        for lang in ["en", "ja"] {
            let told =
                home.run(&["session", "add", "--planned", "--pair", "Aiko", "--at", at, "--lang", lang]).refused(2);
            assert!(told.contains(if lang == "en" { "Which one?" } else { "どの日か決まりません" }), "{at}: {told}");
        }
    }
    home.run(&["session", "add", "--pair", "Aiko", "--at", "last week 15:00"]).refused(2);
    for at in [
        "next tue",
        "tue next week 3pm",
        "end of next month",
        "来月末 15時",
        "in 2 weeks",
        "2週間後",
        "this time next week",
    ] {
        home.ok(&["session", "add", "--planned", "--pair", "Aiko", "--at", at]);
    }
}

/// The same home at another time.
fn at(home: &Home, now: &str, args: &[&str]) -> Ran {
    let mut command = home.command(args);
    command.env("TOMONI_NOW", now);
    Ran::of(command)
}

#[test]
fn holding_a_running_session_takes_what_its_clock_says() {
    let home = Home::with_aiko();
    let begin = || {
        let id = home.session("Aiko", "", &["--planned", "--at", "tomorrow 10:00", "--minutes", "60"]);
        let running = home.json(&["session", "start", &id]);
        assert_eq!((&running["started_at"], &running["minutes"]), (&running["at"], &serde_json::Value::Null));
        assert_eq!(running["planned_minutes"], 60);
        id
    };
    let held = |id: &str, now: &str, flags: &[&str]| {
        let ran = at(&home, now, &[&["session", "hold", id, "--json"], flags].concat());
        let session: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
        assert_eq!((ran.code, &session["started_at"]), (0, &serde_json::Value::Null), "the clock stops");
        assert_eq!((&session["status"], &session["planned_minutes"]), (&"held".into(), &60.into()));
        (session["minutes"].clone(), ran.stderr)
    };
    assert_eq!(held(&begin(), "2026-11-21T15:52:10+09:00", &[]), (52.into(), String::new()));
    assert_eq!(held(&begin(), "2026-11-21T15:52:10+09:00", &["--minutes", "30"]), (30.into(), String::new()));
    // Left open overnight, gone back, another zone: nobody knows.
    for now in ["2026-11-22T08:00:00+09:00", "2026-11-21T14:00:00+09:00", "2026-11-21T07:00:00+00:00"] {
        let (minutes, told) = held(&begin(), now, &[]);
        assert_eq!(minutes, serde_json::Value::Null, "{now}");
        assert!(told.contains("--minutes N"), "{told}");
        assert_eq!(held(&begin(), now, &["--minutes", "50"]), (50.into(), String::new()));
    }
}

#[test]
fn only_a_planned_session_can_have_been_missed() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "", &["--planned", "--at", "2026-11-21 15:00"]);
    assert_eq!(home.json(&["session", "miss", &id])["status"], "missed");
    let held = home.session("Aiko", "", &[]);
    for id in [&id, &held] {
        home.run(&["session", "miss", id]).refused(2);
    }
    assert_eq!(home.json(&["session", "show", &held])["status"], "held");
}

#[test]
fn two_sessions_at_one_time_are_worth_a_word() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    let plan = |pair: &str, when: &str| {
        let ran = home.run(&["session", "add", "--planned", "--pair", pair, "--at", when, "--minutes", "60", "--json"]);
        let id = text(&serde_json::from_str::<serde_json::Value>(&ran.stdout()).unwrap()["id"]);
        assert_eq!(ran.code, 0);
        (id, ran.stderr)
    };
    let (first, told) = plan("Aiko", "tomorrow 10:00");
    assert_eq!(told, "");
    assert_eq!(plan("Ken", "tomorrow 10:00").1, "", "another pair");
    let (second, told) = plan("Aiko", "tomorrow 10:59");
    assert!(told.contains("Aiko") && told.contains("Sun 22 Nov 10:00") && told.contains(ending(&first)), "{told}");

    let ran = home.run(&["session", "edit", &second, "--at", "tomorrow 11:00"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let ran = home.run(&["session", "edit", &first, "--minutes", "61", "--lang", "ja"]);
    assert!(ran.code == 0 && ran.stderr.contains("Aiko") && ran.stderr.contains("もう一つ"), "{}", ran.stderr);
    assert_eq!(home.run(&["session", "edit", &first, "--theme", "x"]).stderr, "", "it was said before");
    let ran = home.run(&["session", "move", &second, "tomorrow 10:30"]);
    assert!(ran.code == 0 && ran.stderr.contains(ending(&first)), "{}", ran.stderr);
    home.ok(&["session", "cancel", &first]);
    assert_eq!(home.run(&["session", "edit", &first, "--at", "tomorrow 10:30"]).stderr, "", "it takes place no more");
}

#[test]
fn a_note_from_outside_loses_nothing_and_says_what_became_of_it() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "first\n! draft the note\nlast\n", &[]);
    let told = home.fed(&["session", "edit", &id, "-"], "").refused(2);
    assert!(told.contains("--allow-empty"), "{told}");
    assert_eq!(raw(&home, &id), b"first\n! draft the note\nlast\n");
    let ran = home.fed(&["session", "edit", &id, "-"], "first\n! draft the notes\nnew\n");
    assert!(ran.code == 0 && ran.stderr.contains("1 line changed, 1 line added, 1 moved to the bin"), "{}", ran.stderr);
    assert!(ran.stderr.contains("tomoni bin restore"), "{}", ran.stderr);
    assert_eq!(home.json(&["bin", "list"]).as_array().unwrap().len(), 2);

    let base = home.path("base.txt");
    std::fs::write(&base, raw(&home, &id)).unwrap();
    home.fed(&["session", "edit", &id, "-", "--base", "base.txt"], "first\n! draft the notes\nnew\ntheirs\n").done();
    let ran = home.fed(&["session", "edit", &id, "-", "--base", "base.txt"], "first\n! draft the notes\nmine\n");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let now = String::from_utf8(raw(&home, &id)).unwrap();
    assert!(now.contains("mine") && now.contains("theirs") && !now.contains("new"), "{now}");
    assert!(ran.stderr.contains("--base"), "{}", ran.stderr);
    home.fed(&["session", "edit", &id, "-", "--base", "-"], "x").refused(2);
    assert_eq!(home.fed(&["session", "edit", &id, "-", "--allow-empty"], "").code, 0);
    assert_eq!(raw(&home, &id), b"");
}

#[test]
fn words_that_one_keeps_to_oneself_stay_so_through_the_shell() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "! kumquat rutabaga persimmon\n! call the office\n", &[]);
    let line = text(&home.json(&["session", "show", &id])["lines"][0]["id"]);
    home.ok(&["line", "edit", &line, "--visibility", "private"]);
    let ran = home.fed(&["session", "edit", &id, "-"], "! call the office about kumquat rutabaga persimmon\n");
    assert!(ran.code == 0 && ran.stderr.contains("same visibility"), "{}", ran.stderr);
    home.fed(&["note", "-"], "! ask about kumquat rutabaga persimmon\n").done();
    for command in ["summary", "prep"] {
        let printed = home.ok(&[command]);
        assert!(command != "summary" || !printed.contains("rutabaga"), "{printed}");
    }
}
