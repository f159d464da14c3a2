use serde_json::Value;

use crate::support::{Home, Ran, keys, text};

/// What `tomoni due` prints at another time, or in the other language.
fn due_at(home: &Home, now: &str, flags: &[&str]) -> String {
    let args: Vec<&str> = ["due"].into_iter().chain(flags.iter().copied()).collect();
    let mut command = home.command(&args);
    command.env("TOMONI_NOW", now);
    Ran::of(command).done()
}

fn due(home: &Home) -> String {
    home.ok(&["due"])
}

/// A pair that has met, three weeks ago, and meets again next week.
fn meeting_again(home: &Home) {
    home.session("Aiko", "said\n", &["--at", "2026-10-31 15:00"]);
    home.session("Aiko", "", &["--planned", "--at", "2026-11-28 15:00"]);
}

#[test]
fn without_a_journal_there_is_silence_and_nothing_is_made() {
    let home = Home::new();
    for flags in [&["due"][..], &["due", "--lang", "ja"]] {
        let ran = home.run(flags);
        assert_eq!((ran.code, ran.stdout().as_str(), ran.stderr.as_str()), (0, "", ""));
    }
    assert_eq!(home.ok(&["due", "--json"]).trim(), "[]");
    assert!(!home.path("data").exists());
}

#[test]
fn nothing_is_said_when_nothing_is_due() {
    let home = Home::with_aiko();
    assert_eq!(due(&home), "");
    meeting_again(&home);
    assert_eq!(due(&home), "");
    assert_eq!(home.json(&["due"]), Value::Array(Vec::new()));
}

/// From one meeting to the next: what is promised, told, and planned again.
#[test]
fn a_story_between_two_meetings() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--every", "2w"]);
    home.session("Aiko", "! draft the handover by 11/24\n< lend me the book\n", &["--at", "2026-11-20 15:00"]);
    assert_eq!(due(&home), "Aiko  The next session has no date yet\n");

    let next = home.session("Aiko", "", &["--planned", "--at", "2026-12-04 15:00"]);
    assert_eq!(due(&home), "");
    let day_of_promise = "2026-11-24T08:00:00+09:00";
    assert_eq!(due_at(&home, day_of_promise, &[]), "Aiko  To report: draft the handover by 11/24 (today)\n");
    let said = due_at(&home, day_of_promise, &["--lang", "ja"]);
    assert_eq!(said, "Aiko  報告すること：draft the handover by 11/24（今日まで）\n");

    let promise = text(&home.json(&["action", "list", "--owner", "me"])[0]["id"]);
    home.ok(&["action", "done", &promise, "--result", "two pages"]);
    assert_eq!(due(&home), "Aiko  1 result to report\n");

    let after = "2026-12-05T09:00:00+09:00";
    let waiting = "Aiko  Did the session of Fri 4 Dec take place?\n\
                   Aiko  1 result to report\n\
                   Aiko  The next session has no date yet\n";
    assert_eq!(due_at(&home, after, &[]), waiting);
    home.ok(&["session", "hold", &next]);
    let told = "Aiko  The next session has no date yet\n\
                Aiko  1 of their promises is open. Ask how it is going?\n";
    assert_eq!(due_at(&home, after, &[]), told);
}

#[test]
fn it_has_been_a_while() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--every", "2w"]);
    home.session("Aiko", "said\n", &["--at", "2026-10-31 15:00"]);
    let no_date = "Aiko  The next session has no date yet\n";
    let now = "2026-11-21T15:00:00+09:00";
    assert_eq!(due_at(&home, now, &[]), no_date);
    let now = "2026-11-21T15:01:00+09:00";
    assert_eq!(due_at(&home, now, &[]), "Aiko  No session for 21 days. Time for a short one?\n");
    assert_eq!(due_at(&home, now, &["--lang", "ja"]), "Aiko  前回から21日。短い面談を入れますか。\n");
    home.ok(&["pair", "pause", "Aiko"]);
    assert_eq!(due_at(&home, now, &[]), "");
    home.ok(&["pair", "resume", "Aiko"]);
    home.session("Aiko", "", &["--planned", "--at", "2026-11-28 15:00"]);
    assert_eq!(due_at(&home, now, &[]), "");
}

#[test]
fn a_pair_is_silent_while_it_rests_and_after_its_end() {
    let home = Home::with_aiko();
    home.session("Aiko", "! call\n", &["--at", "2026-10-31 15:00"]);
    home.ok(&["note", "! write by 11/21"]);
    home.ok(&["pair", "pause", "Aiko", "--until", "2026-11-30"]);
    for now in ["2026-11-21T15:00:00+09:00", "2026-11-29T23:59:00+09:00"] {
        assert_eq!(due_at(&home, now, &[]), "", "{now}");
        assert_eq!(due_at(&home, now, &["--json"]).trim(), "[]", "{now}");
    }
    assert_ne!(due_at(&home, "2026-11-30T00:00:00+09:00", &[]), "", "the pause is over");
    home.ok(&["pair", "resume", "Aiko"]);
    assert_ne!(due(&home), "");
    home.ok(&["pair", "end", "Aiko"]);
    assert_eq!(due(&home), "");
}

#[test]
fn at_most_three_lines_most_useful_first_in_columns() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "山田 さくら"]);
    let note = "& the book\n@ Mori\n! call by 11/2\n< send the slides\n";
    home.session("Aiko", note, &["--at", "2026-10-31 15:00"]);
    home.session("山田 さくら", "! read by 11/3\n! write by 11/4\n", &["--at", "2026-10-31 15:00"]);
    assert_eq!(
        due(&home),
        "Aiko         To report: call by 11/2 (2 Nov)\n\
         山田 さくら  2 results to report\n\
         Aiko         The next session has no date yet\n"
    );
    let json = home.json(&["due"]);
    assert_eq!(json.as_array().unwrap().len(), 3);
    assert_eq!(keys(&json[0]), ["count", "name", "pair", "signal", "text"].into());
    let second = (&json[1]["signal"], &json[1]["text"], &json[1]["name"], &json[1]["count"]);
    assert_eq!(second, (&"report".into(), &"2 results to report".into(), &"山田 さくら".into(), &2.into()));
    assert_eq!(json[0]["pair"], home.json(&["pair", "show", "Aiko"])["id"]);
    let japanese: Value = serde_json::from_str(&home.ok(&["due", "--json", "--lang", "ja"])).unwrap();
    assert_eq!(japanese[1]["text"], "報告すること 2件");
    assert_eq!(japanese[2]["signal"], "no_next");
}

#[test]
fn what_lies_in_the_bin_does_not_count() {
    let home = Home::with_aiko();
    meeting_again(&home);
    let session = home.session("Aiko", "! call by 11/2\n& the book\n< slides\n@ Mori\n", &["--at", "2026-10-30 15:00"]);
    assert_eq!(due(&home).lines().count(), 3);
    home.ok(&["session", "delete", &session]);
    assert_eq!(due(&home), "");
}

#[test]
fn words_that_are_only_for_me_are_not_told_to_a_shell() {
    let home = Home::with_aiko();
    meeting_again(&home);
    let line = text(&home.json(&["note", "! ask for a rise by 11/21"])["id"]);
    assert!(due(&home).contains("rise"));
    home.ok(&["line", "edit", &line, "--visibility", "private"]);
    assert_eq!(due(&home), "Aiko  1 result to report\n");
    assert!(!home.ok(&["due", "--json"]).contains("rise"));
}

#[test]
fn a_long_promise_is_cut_and_made_harmless() {
    let home = Home::with_aiko();
    meeting_again(&home);
    home.ok(&["note", "! \u{1b}[31mwrite the whole story of the handover down by 11/21\n  with pictures"]);
    let said = due(&home);
    assert!(said.starts_with("Aiko  To report: ") && said.ends_with("… (today)\n"), "{said:?}");
    assert!(!said.contains('\u{1b}') && !said.contains("pictures"), "{said:?}");
}
