//! The shapes that scripts rely on.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Home, keys, text};

fn has(value: &Value, expected: &str) {
    assert_eq!(keys(value), expected.split_whitespace().collect::<BTreeSet<_>>());
}

const PAIR: &str =
    "id name alias role direction purpose area status from until every report_agreed address sessions next_at last_at";
const SESSION: &str =
    "id pair number kind status at minutes planned_minutes started_at pulse mode theme theme_visibility next_at";
const LINE: &str = "id kind owner raw text sealed visibility state due result learned settled_at";
const GOAL: &str =
    "id pair owner title sign baseline target unit value due agreed visibility status checkins revisions";
const ACTION: &str = "id pair session owner text sealed due state result learned settled_at settled_in carried";

#[test]
fn every_record_has_the_agreed_fields() {
    let home = Home::new();
    let pair = home.json(&["pair", "add", "Aiko"]);
    has(&pair, PAIR);
    has(&home.json(&["pair", "list"])[0], PAIR);
    has(&home.json(&["pair", "show", "Aiko"]), PAIR);

    let id = home.session("Aiko", "! draft\nsaid\n", &["--at", "yesterday 10:00"]);
    let session = home.json(&["session", "show", &id]);
    has(&session, &format!("{SESSION} lines"));
    has(&home.json(&["session", "list"])[0], SESSION);
    has(&session["lines"][0], LINE);
    assert_eq!((&session["lines"][1]["state"], &session["lines"][1]["sealed"]), (&Value::Null, &false.into()));
    assert_eq!(session["pair"], pair["id"]);
    let line = text(&session["lines"][0]["id"]);
    has(&home.json(&["line", "edit", &line, "--owner", "both"]), LINE);
    has(&home.json(&["note", "later"]), LINE);

    let goal = text(&home.json(&["goal", "add", "--pair", "Aiko", "Grow"])["id"]);
    home.ok(&["goal", "checkin", &goal, "--note", "fine"]);
    home.ok(&["goal", "revise", &goal, "--title", "Grow more", "--reason", "why not"]);
    let goal = home.json(&["goal", "show", &goal]);
    has(&goal, GOAL);
    has(&goal["checkins"][0], "at value confidence note");
    has(&goal["revisions"][0], "at reason before");
    has(&home.json(&["goal", "list"])[0], GOAL);

    has(&home.json(&["action", "list"])[0], ACTION);
    has(&home.json(&["action", "done", &line]), ACTION);

    let board = home.json(&["mentor", "rate", "Aiko", "mission", "3"]);
    has(&board, "pair keys");
    has(&board["keys"][0], "key rating trend items");
    has(&board["keys"][0]["trend"][0], "at rating");
    has(&board["keys"][0]["items"][0], "id who when state text");

    let prep = home.json(&["prep"]);
    has(&prep, "pair session report theirs more_open goals last today question hard thanks");
    assert_eq!(prep["pair"], pair["id"]);
    has(&prep["goals"][0], GOAL);
    has(&prep["report"][0], ACTION);
    has(&prep["last"], "session at theme decisions quotes");
    has(&prep["today"][0], "line source origin carried minutes");
    has(&prep["today"][0]["line"], LINE);
    has(&prep["question"], "id key en ja text");
    let ledger = home.json(&["ledger"]);
    has(&ledger, "pair mine theirs ours promises");
    has(&ledger["mine"], "open carried done partly tried dropped answerable answered");
    has(&ledger["promises"][0], &format!("{ACTION} answered"));
    has(&home.json(&["question", "list"])[0], "id key own text when");

    let checkup = home.json(&["doctor"]);
    has(&checkup, "ok journal schema checks removed unsaved");
    has(&checkup["checks"][0], "name ok detail healed checked");
    has(&home.json(&["keys"])[0], "id scope keys en ja");
}

#[test]
fn times_have_an_offset_and_dates_none() {
    let home = Home::new();
    let mut command = home.command(&["pair", "add", "Aiko", "--json"]);
    command.env("TOMONI_NOW", "2026-11-21T15:00:00.5Z");
    let pair: Value = serde_json::from_str(&crate::support::Ran::of(command).done()).unwrap();
    assert_eq!(pair["from"], "2026-11-21");
    let mut command = home.command(&["session", "add", "--pair", "Aiko", "--json"]);
    command.env("TOMONI_NOW", "2026-11-21T15:00:00.5Z");
    let session: Value = serde_json::from_str(&crate::support::Ran::of(command).done()).unwrap();
    assert_eq!(session["at"], "2026-11-21T15:00:00+00:00");
}

#[test]
fn control_and_bidi_characters_stand_as_escapes() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "a\u{1b}\u{9b}\u{202e}\u{7f}b", &[]);
    let ran = home.run(&["session", "show", &id, "--json"]);
    assert!(ran.stdout().contains(r"a\u001b\u009b\u202e\u007fb"), "{}", ran.stdout());
    assert_eq!(home.json(&["session", "show", &id])["lines"][0]["raw"], "a\u{1b}\u{9b}\u{202e}\u{7f}b");
}

#[test]
fn empty_lists_are_lists() {
    let home = Home::with_aiko();
    for args in [["session", "list"], ["goal", "list"], ["action", "list"], ["bin", "list"]] {
        assert_eq!(home.json(&args), serde_json::json!([]), "{args:?}");
        assert_eq!(home.ok(&args), "", "{args:?}");
    }
}
