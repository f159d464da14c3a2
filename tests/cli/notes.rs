use crate::support::Home;

#[test]
fn a_line_for_later_goes_to_the_only_active_pair() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    home.ok(&["pair", "pause", "Ken"]);
    let line = home.json(&["note", "? ask about 名刺"]);
    assert_eq!(
        (&line["kind"], &line["text"], &line["raw"]),
        (&"question".into(), &"ask about 名刺".into(), &"? ask about 名刺".into())
    );
    assert_eq!(home.json(&["note", "! call", "--pair", "Ken"])["kind"], "action");
    assert_eq!(home.json(&["action", "list", "--pair", "Ken"])[0]["session"], serde_json::Value::Null);
}

#[test]
fn without_an_active_pair_there_is_nobody_to_note_it_for() {
    let home = Home::with_aiko();
    home.ok(&["pair", "end", "Aiko"]);
    home.run(&["note", "hello"]).refused(3);
}

#[test]
fn of_two_active_pairs_one_has_to_be_named() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    let told = home.run(&["note", "hello"]).refused(2);
    assert!(told.contains("Aiko") && told.contains("Ken") && told.contains("--pair"), "{told}");
    home.run(&["note", " ", "--pair", "Ken"]).refused(2);
}

#[test]
fn a_line_for_the_agenda_is_talked_about_next_time() {
    let home = Home::with_aiko();
    for line in [":agenda the budget", "：話すこと 名刺"] {
        assert_eq!(home.json(&["note", line])["kind"], "agenda", "{line}");
    }
    let prep = home.json(&["prep"]);
    let told: Vec<_> = prep["today"].as_array().unwrap().iter().map(|t| (&t["line"]["text"], &t["source"])).collect();
    assert_eq!(told, [(&"the budget".into(), &"later".into()), (&"名刺".into(), &"later".into())]);
}

#[test]
fn of_two_pairs_the_one_that_meets_next_is_meant_and_the_answer_says_so() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    home.session("Ken", "", &["--planned", "--at", "2026-11-27 15:00"]);
    let ran = home.run(&["note", "! call by tuesday"]);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (0, "Saved for the next session with Ken, Fri 27 Nov 15:00. Due Tue 24 Nov.\n")
    );
    assert_eq!(home.json(&["action", "list", "--pair", "Ken"]).as_array().unwrap().len(), 1);
    // An earlier meeting with somebody else.
    home.session("Aiko", "", &["--planned", "--at", "2026-11-24 9:00"]);
    let ran = home.run(&["note", "! call by the day of the cat"]);
    assert!(ran.stderr.contains("with Aiko, Tue 24 Nov 9:00. Its date was not understood"), "{}", ran.stderr);
    let ran = home.run(&["note", "! 送る 次回まで", "--lang", "ja"]);
    assert_eq!(ran.stderr, "Aikoさんとの次の面談（11/24(火) 9:00）のために保存しました。期限は11/24(火)です。\n");
    let ran = home.run(&["note", "the office", "--pair", "Ken"]);
    assert_eq!(ran.stderr, "Saved for the next session with Ken, Fri 27 Nov 15:00.\n");
    home.fed(&["note", "-"], "").refused(2);
}

#[test]
fn a_line_that_is_no_promise_takes_no_due_date_and_says_so() {
    let home = Home::with_aiko();
    for (line, word) in [("= decided", "Decision"), ("said", "What was said"), ("? ask", "Question")] {
        let id = crate::support::text(&home.json(&["note", line])["id"]);
        let told = home.run(&["line", "edit", &id, "--due", "fri"]).refused(2);
        assert!(told.contains(word), "{line}: {told}");
        assert!(
            home.run(&["line", "edit", &id, "--due", "none", "--lang", "ja"]).refused(2).contains("約束"),
            "{line}"
        );
    }
    let id = crate::support::text(&home.json(&["note", "! call"])["id"]);
    assert_eq!(home.json(&["line", "edit", &id, "--due", "fri"])["due"], "2026-11-27");
}
