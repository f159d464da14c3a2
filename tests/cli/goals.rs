use crate::support::{Home, ending, text};

#[test]
fn a_goal_is_set_looked_at_revised_and_achieved() {
    let home = Home::with_aiko();
    let goal = home.json(&[
        "goal",
        "add",
        "--pair",
        "Aiko",
        "Give talks",
        "--baseline",
        "-1",
        "--target",
        "１０",
        "--unit",
        "talks",
        "--due",
        "in 3 months",
        "--agreed",
        "yesterday",
    ]);
    assert_eq!((&goal["status"], &goal["owner"], &goal["value"]), (&"active".into(), &"me".into(), &(-1.0).into()));
    assert_eq!((&goal["due"], &goal["agreed"]), (&"2027-02-21".into(), &"2026-11-20".into()));
    let id = text(&goal["id"]);

    home.ok(&["goal", "checkin", ending(&id), "--value", "3", "--confidence", "4", "--note", "it goes"]);
    let revised = home.json(&["goal", "revise", &id, "--target", "5", "--due", "none", "--reason", "too many"]);
    assert_eq!(
        (&revised["target"], &revised["due"], &revised["value"]),
        (&5.0.into(), &serde_json::Value::Null, &3.0.into())
    );
    assert_eq!(
        (&revised["revisions"][0]["reason"], &revised["revisions"][0]["before"]["target"]),
        (&"too many".into(), &10.0.into())
    );
    assert_eq!(
        (&revised["checkins"][0]["confidence"], &revised["checkins"][0]["note"]),
        (&4.into(), &"it goes".into())
    );
    let shown = home.ok(&["goal", "show", &id]);
    assert!(shown.contains("it goes") && shown.contains("too many"), "{shown}");

    assert_eq!(home.json(&["goal", "agree", &id])["agreed"], "2026-11-21");
    assert_eq!(home.json(&["goal", "done", &id])["status"], "done");
    assert_eq!(home.json(&["goal", "list"]), serde_json::json!([]));
    assert_eq!(home.json(&["goal", "list", "--all", "--pair", "Aiko"])[0]["id"], id.as_str());
    assert_eq!(home.json(&["goal", "drop", &id])["status"], "dropped");
}

#[test]
fn what_makes_no_goal_or_check_in_is_refused() {
    let home = Home::with_aiko();
    let id = text(&home.json(&["goal", "add", "--pair", "Aiko", "Be calm", "--sign", "no rush"])["id"]);
    home.run(&["goal", "checkin", &id]).refused(2);
    home.run(&["goal", "checkin", &id, "--confidence", "6"]).refused(2);
    assert!(home.run(&["goal", "checkin", &id, "--value", "many"]).refused(2).contains("many"));
    home.run(&["goal", "revise", &id, "--title", "Calm"]).refused(2);
    home.run(&["goal", "revise", &id, "--title", "Calm", "--reason", " "]).refused(2);
    home.run(&["goal", "add", "--pair", "Aiko", ""]).refused(2);
    home.run(&["goal", "show", "beefbeef"]).refused(3);
    assert_eq!(home.json(&["goal", "show", &id])["title"], "Be calm");
}

#[test]
fn a_number_without_a_target_is_shown() {
    let home = Home::with_aiko();
    let goal = home.json(&["goal", "add", "--pair", "Aiko", "Run", "--unit", "km"]);
    let id = text(&goal["id"]);
    home.ok(&["goal", "checkin", &id, "--value", "17"]);
    for args in [&["goal", "list"][..], &["goal", "show", &id], &["prep", "Aiko"]] {
        let said = home.ok(args);
        assert!(said.contains("17 km"), "{args:?}: {said}");
    }
    assert_eq!(home.json(&["goal", "list"])[0]["value"], 17.0);
}
