//! Whatever somebody has typed or brought in, nothing that steers a terminal or hides text is printed: every text field of
//! every record through every list and table, and through what is said about mistakes.

use serde_json::Value;

use crate::support::{Home, Ran};

/// Line and paragraph separators, bidi controls, tag characters, C1 and C0 controls, what has no width.
const NASTY: &str = "a\u{2028}b\u{2029}c\u{202e}d\u{2066}e\u{e0041}\u{e007f}f\u{9b}31mg\u{85}h\u{1b}[31mi\u{7}j\u{200b}k\u{feff}l\u{61c}m\u{90}n\u{7f}o";

/// Whether a character may reach a terminal.
fn is_harmful(letter: char) -> bool {
    letter != '\n'
        && (letter.is_control()
            || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'))
}

#[track_caller]
fn are_harmless(ran: &Ran, what: &[&str]) {
    for (stream, text) in [("stdout", ran.stdout()), ("stderr", ran.stderr.clone())] {
        let harmful: Vec<char> = text.chars().filter(|c| is_harmful(*c)).collect();
        assert!(harmful.is_empty(), "{what:?}, {stream}: {harmful:?}");
    }
}

/// A text of this kind that differs from every other one.
fn nasty(name: &str) -> String {
    format!("{name} {NASTY}")
}

/// A journal whose every text is nasty; the ids of a session, a goal and an action.
fn full(home: &Home) -> [String; 3] {
    let id = |value: &Value| crate::support::text(&value["id"]);
    let (name, alias, area, purpose) = (nasty("Aiko"), nasty("Mori"), nasty("area"), nasty("purpose"));
    home.ok(&["pair", "add", &name, "--for", &area, "--purpose", &purpose, "--alias", &alias, "--reading", "アイコ"]);
    let pair = id(&home.json(&["pair", "list"])[0]);
    let note =
        ["", "! ", "= ", "^ ", "@ ", "~ ", "? ", "< ", "& ", "% "].map(|mark| format!("{mark}{NASTY}\n")).concat();
    let theme = nasty("theme");
    let session = home.session(&pair, &note, &["--at", "2026-11-20 10:00", "--theme", &theme]);
    home.session(&pair, &format!("\" {NASTY}\n"), &["--planned", "--at", "2026-11-25 10:00", "--theme", &theme]);
    let [title, sign, unit, reason, said] = ["title", "sign", "unit", "reason", "said"].map(nasty);
    let goal = id(&home.json(&[
        "goal",
        "add",
        &title,
        "--pair",
        &pair,
        "--sign",
        &sign,
        "--unit",
        &unit,
        "--baseline",
        "1",
        "--target",
        "9",
        "--due",
        "2026-12-24",
    ]));
    home.ok(&["goal", "checkin", &goal, "--value", "3", "--confidence", "2", "--note", &said]);
    home.ok(&["goal", "revise", &goal, "--reason", &reason, "--title", &nasty("again"), "--unit", &nasty("other")]);
    home.ok(&["note", &nasty("later"), "--pair", &pair]);
    home.run(&["question", "add", &nasty("question")]);
    let actions = home.json(&["action", "list"]);
    let action = id(&actions[0]);
    home.ok(&["action", "tried", &action, "--learned", &nasty("learned")]);
    home.ok(&["session", "delete", &home.session(&pair, NASTY, &["--theme", &theme])]);
    [session, goal, action]
}

#[test]
fn no_list_and_no_table_prints_what_steers_a_terminal() {
    let home = Home::new();
    let [session, goal, _] = full(&home);
    let pair = nasty("Aiko");
    let commands: Vec<Vec<&str>> = vec![
        vec!["pair", "list"],
        vec!["pair", "show", &pair],
        vec!["session", "list"],
        vec!["session", "show", &session],
        vec!["goal", "list", "--all"],
        vec!["goal", "show", &goal],
        vec!["action", "list", "--all"],
        vec!["mentor", "show", &pair],
        vec!["question", "list"],
        vec!["search", "a"],
        vec!["search", "pair:Aiko"],
        vec!["due"],
        vec!["prep", &pair],
        vec!["ledger", &pair],
        vec!["bin", "list"],
        vec!["summary", "--pair", &pair],
        vec!["summary", "--pair", &pair, "--dry-run"],
        vec!["summary", "--log"],
        vec!["doctor"],
        vec!["export"],
        vec!["keys"],
    ];
    let mut nasty_seen = 0;
    for command in &commands {
        for more in [&[][..], &["--json"], &["--lang", "ja"]] {
            let args: Vec<&str> = command.iter().chain(more).copied().collect();
            let ran = home.run(&args);
            assert!(ran.code != 101, "{args:?}: {}", ran.stderr);
            are_harmless(&ran, &args);
            nasty_seen += usize::from(ran.stdout().contains("31mg") || ran.stdout().contains("9b31m"));
        }
    }
    assert!(nasty_seen > 30, "the texts are in what was printed: {nasty_seen}");
}

#[test]
fn nothing_that_is_said_about_a_mistake_steers_a_terminal() {
    let home = Home::new();
    full(&home);
    // A zero cannot be in an argument.
    let nasty = &format!("zz{NASTY}");
    let journal = format!("{nasty}.db");
    for args in [
        vec!["pair", "show", nasty],
        vec!["pair", nasty],
        vec![nasty],
        vec!["--journal", &journal, "pair", "list"],
        vec!["--lang", nasty, "pair", "show", "x"],
        vec!["session", "add", nasty, "--pair", "x"],
        vec!["session", "list", "--since", nasty],
        vec!["session", "show", nasty],
        vec!["goal", "checkin", nasty, "--value", nasty],
        vec!["search", &format!("kind:{nasty}")],
        vec!["summary", nasty, "--name", nasty],
        vec!["export", "-o", &format!("nowhere/{nasty}")],
        vec!["import", "jrnl", nasty, "--pair", "x"],
        vec!["import", "archive", nasty],
        vec!["restore", nasty, "--force"],
        vec!["backup", &format!("nowhere/{nasty}")],
        vec!["--passphrase-file", nasty, "seal", "on"],
        vec!["mentor", "tick", nasty],
        vec!["help", nasty],
        vec!["--nasty", nasty],
        vec![&format!("--{nasty}")],
    ] {
        let ran = home.run(&args);
        assert!(ran.code != 0 && ran.code != 101, "{args:?}: {}", ran.stderr);
        are_harmless(&ran, &args);
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
    std::fs::create_dir(home.path("config")).unwrap();
    std::fs::write(home.path("config/config.toml"), format!("\"{}\" = 3\n", "a\u{2028}\u{e0041}\u{202e}")).unwrap();
    are_harmless(&home.run(&["pair", "list"]), &["config"]);
}
