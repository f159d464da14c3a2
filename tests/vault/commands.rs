//! `tomoni seal` from the first to the last of its commands, at the cost that the program itself asks for.

use serde_json::Value;

use crate::home::{Home, text};
use crate::scan::{CANARIES, Scan};

const READING: usize = 3;

fn write(home: &Home, name: &str, text: &str) {
    std::fs::write(home.path(name), format!("{text}\n")).unwrap();
}

fn json(said: &str) -> Value {
    serde_json::from_str(said).unwrap()
}

/// The recovery code in a file: nothing else is in it.
fn code_in(home: &Home, file: &str) -> String {
    let said = std::fs::read_to_string(home.path(file)).unwrap();
    let code = said.strip_suffix('\n').unwrap();
    let is_group = |g: &str| g.len() == 4 && g.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    assert!(code.split('-').count() == 7 && code.split('-').all(is_group), "{said}");
    code.to_owned()
}

#[test]
fn a_vault_is_made_used_and_done_away_with_by_its_commands() {
    let home = Home::with_aiko();
    for (name, typed) in [("pass", "the first one"), ("new", "the second one"), ("third", "the third one")] {
        write(&home, name, typed);
    }
    let id = home.session("Aiko", &format!("said\n~ {}\n", CANARIES[READING].sentence()), &["--at", "yesterday 10:00"]);
    home.ok(&["backup"]);
    let opens = |file: &str| {
        let ran = home.run(&["session", "show", &id, "--reveal", "--passphrase-file", file]);
        assert!(ran.code == 4 || ran.stdout().contains(CANARIES[READING].mark), "{}", ran.stderr);
        ran.code == 0
    };

    // Before there is one.
    assert_eq!(home.json(&["seal", "status"])["state"], "off");
    for args in
        [&["seal", "passphrase"][..], &["seal", "recover"], &["seal", "rotate"], &["seal", "accept"], &["seal", "off"]]
    {
        assert!(home.run(args).refused(2).contains("seal on"), "{args:?}");
    }
    home.run(&["line", "edit", "none-such-line", "--seal"]).refused(3);
    home.run(&["seal"]).refused(2);
    home.run(&["seal", "on"]).refused(2);
    home.run(&["seal", "on", "--recovery-file", "first.code"]).refused(4);
    assert_eq!(home.json(&["seal", "status"])["state"], "off", "nobody was asked, so nothing was done");
    // A file too many does no harm where nothing is sealed.
    home.ok(&["session", "list", "--passphrase-file", "pass", "--reveal"]);

    let ran = home.run(&["seal", "on", "--passphrase-file", "pass", "--recovery-file", "first.code"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let code = code_in(&home, "first.code");
    assert!(ran.stdout().contains("One was sealed"), "{}", ran.stdout());
    // Its own, and the automatic one of the day.
    assert!(
        ran.stderr.contains("2 backups were sealed as well") && ran.stderr.contains("cannot reach"),
        "{}",
        ran.stderr
    );
    Scan::new().finds_none_of(&[READING], &home.path("data"), "after seal on");
    let status = home.json(&["seal", "status"]);
    assert_eq!((&status["state"], &status["lines"], &status["epoch"]), (&"locked".into(), &1.into(), &1.into()));
    assert!(status["memory_kib"].as_u64().unwrap() >= 64 * 1024, "{status}");
    home.run(&["seal", "on", "--passphrase-file", "pass", "--recovery-file", "again.code"]).refused(2);
    assert!(!home.path("again.code").exists(), "no code for what is not made");
    assert!(opens("pass") && !opens("new"));

    let said = home.ok(&["seal", "passphrase", "--passphrase-file", "pass", "--new-passphrase-file", "new"]);
    assert!(said.contains("changed"), "{said}");
    assert!(opens("new") && !opens("pass"));
    home.run(&["seal", "passphrase", "--passphrase-file", "pass", "--new-passphrase-file", "third"]).refused(4);

    // Forgotten: the code is read as people write it, and a wrong letter is told from a wrong code.
    write(&home, "code", &code.to_lowercase().replace('-', " "));
    home.ok(&["seal", "recover", "--code-file", "code", "--new-passphrase-file", "third"]);
    assert!(opens("third") && !opens("new"));
    let wrong = code.replacen(|c: char| c.is_ascii_digit(), "X", 1);
    for typed in [wrong.as_str(), "hello", &code[..10]] {
        write(&home, "code", typed);
        let said = home.run(&["seal", "recover", "--code-file", "code", "--new-passphrase-file", "new"]).refused(4);
        assert!(said.contains("not a valid recovery code"), "{typed}: {said}");
    }
    assert!(opens("third"));

    let rotate = ["seal", "rotate", "--passphrase-file", "third", "--recovery-file", "second.code", "--json"];
    let rotated = json(&home.ok(&rotate));
    assert_eq!(text(&rotated["recovery_file"]), "second.code");
    let second = code_in(&home, "second.code");
    assert!(second != code && rotated["lines"] == 1, "{rotated}");
    assert_eq!(home.json(&["seal", "status"])["epoch"], 2);
    write(&home, "code", &code);
    home.run(&["seal", "recover", "--code-file", "code", "--new-passphrase-file", "new"]).refused(4);
    write(&home, "code", &second);
    home.ok(&["seal", "recover", "--code-file", "code", "--new-passphrase-file", "new"]);
    assert!(opens("new"));

    home.ok(&["seal", "accept", "--passphrase-file", "new"]);
    home.run(&["seal", "off", "--passphrase-file", "new"]).refused(2);
    assert_eq!(home.json(&["seal", "status"])["state"], "locked", "it is not done without a yes");
    let off = home.ok(&["seal", "off", "--yes", "--passphrase-file", "new"]);
    assert!(off.contains("one line is readable again"), "{off}");
    assert!(home.ok(&["session", "show", &id]).contains(CANARIES[READING].mark));
    assert_eq!(home.json(&["seal", "status"])["state"], "off");

    // And once more, for programs: one document, and the code in a file of its own.
    let on = ["seal", "on", "--passphrase-file", "pass", "--recovery-file", "third.code", "--json"];
    let on = json(&home.ok(&on));
    assert_eq!((&on["state"], &on["lines"]), (&"locked".into(), &1.into()));
    assert_eq!(text(&on["recovery_file"]), "third.code");
    code_in(&home, "third.code");
}
