use crate::support::{Home, text};

fn promises(home: &Home) -> Vec<String> {
    let id =
        home.session("Aiko", "! draft by fri\n! ask\n< they read\n<^ they learned\n", &["--at", "2026-11-18 10:00"]);
    let lines = home.json(&["session", "show", &id])["lines"].clone();
    lines.as_array().unwrap().iter().map(|l| text(&l["id"])).collect()
}

#[test]
fn promises_are_kept_tried_and_dropped() {
    let home = Home::with_aiko();
    let ids = promises(&home);
    let open = home.json(&["action", "list"]);
    assert_eq!(open.as_array().unwrap().len(), 3);
    assert_eq!(
        (&open[0]["text"], &open[0]["due"], &open[0]["carried"]),
        (&"draft by fri".into(), &"2026-11-20".into(), &0.into())
    );
    home.session("Aiko", "", &[]);
    assert_eq!(home.json(&["action", "list", "--owner", "partner"])[0]["carried"], 1);

    let done = home.json(&["action", "done", &ids[0], "--result", "sent"]);
    assert_eq!((&done["state"], &done["result"]), (&"done".into(), &"sent".into()));
    assert_eq!(home.json(&["action", "done", &ids[0]])["result"], "sent", "what was told stays");
    home.run(&["action", "tried", &ids[1]]).refused(2);
    home.run(&["action", "tried", &ids[1], "--learned", ""]).refused(2);
    let tried = home.json(&["action", "tried", &ids[1], "--learned", "ask earlier"]);
    assert_eq!((&tried["state"], &tried["learned"]), (&"tried".into(), &"ask earlier".into()));
    assert_eq!(home.json(&["action", "drop", &ids[2]])["state"], "dropped");
    assert_eq!(home.json(&["action", "list"]), serde_json::json!([]));
    let all = home.ok(&["action", "list", "--all"]);
    for words in ["Aiko", "Me", "Partner", "sent", "ask earlier", "Wed 18 Nov"] {
        assert!(all.contains(words), "{words} in {all}");
    }
}

#[test]
fn only_a_promise_is_an_action() {
    let home = Home::with_aiko();
    let ids = promises(&home);
    home.run(&["action", "done", &ids[3]]).refused(3);
    home.run(&["action", "done", "beefbeef"]).refused(3);
}

#[test]
fn a_line_is_settled_by_hand() {
    let home = Home::with_aiko();
    let ids = promises(&home);
    let line = home.json(&["line", "edit", &ids[0], "--visibility", "private", "--owner", "both", "--due", "12月1日"]);
    assert_eq!(
        (&line["visibility"], &line["owner"], &line["due"]),
        (&"private".into(), &"both".into(), &"2026-12-01".into())
    );
    assert_eq!(home.json(&["line", "edit", &ids[0], "--due", "none"])["due"], serde_json::Value::Null);
    home.run(&["line", "edit", &ids[0], "--visibility", "everybody"]).refused(2);
}

#[test]
fn a_promise_is_kept_in_part_and_opened_again() {
    let home = Home::with_aiko();
    let ids = promises(&home);
    let partly = home.json(&["action", "partly", &ids[0], "--result", "two pages"]);
    assert_eq!((&partly["state"], &partly["result"]), (&"partly".into(), &"two pages".into()));
    assert_eq!((&partly["settled_at"], &partly["settled_in"]), (&"2026-11-21T15:00:00+09:00".into(), &().into()));
    assert!(home.ok(&["action", "list", "--all"]).contains("Partly done"));
    assert_eq!(home.json(&["action", "reopen", &ids[0]])["state"], "open");
    home.run(&["action", "partly", &ids[3]]).refused(3);
}

#[test]
fn a_line_that_waits_is_settled_and_no_other() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "? ask\n& thank\n@ Mori\n:agenda talk\nsaid\n= decided\n", &[]);
    let lines = home.json(&["session", "show", &id])["lines"].clone();
    let line = |n: usize| text(&lines[n]["id"]);
    for n in 0..4 {
        assert_eq!(lines[n]["state"], "open");
        let done = home.json(&["line", "settle", &line(n), "done"]);
        assert_eq!((&done["state"], &done["settled_at"]), (&"done".into(), &"2026-11-21T15:00:00+09:00".into()));
    }
    assert_eq!(home.json(&["line", "settle", &line(0), "dropped"])["state"], "dropped");
    let open = home.json(&["line", "settle", &line(0), "open"]);
    assert_eq!((&open["state"], &open["settled_at"]), (&"open".into(), &().into()));
    for n in [4, 5] {
        assert_eq!(lines[n]["state"], serde_json::Value::Null);
        home.run(&["line", "settle", &line(n), "done"]).refused(2);
    }
    let later = home.json(&["note", "said in between"]);
    assert_eq!(later["state"], "open");
    assert_eq!(home.json(&["line", "settle", &text(&later["id"]), "done"])["state"], "done");
    home.run(&["line", "settle", &line(0), "tried"]).refused(2);
    home.run(&["line", "settle", "beefbeef", "done"]).refused(3);
}
