//! Where things are, and who may read them.

use std::process::Command;

use crate::support::{Home, NOW, PROGRAM, Ran, mode};

#[test]
fn reading_where_nothing_is_makes_nothing() {
    let home = Home::new();
    let commands: [&[&str]; 12] = [
        &["pair", "list"],
        &["session", "list"],
        &["goal", "list"],
        &["action", "list"],
        &["mentor", "show"],
        &["summary"],
        &["doctor"],
        &["export"],
        &["export", "-o", "a.json"],
        &["backup"],
        &["bin", "list"],
        &["session", "show", "abcd"],
    ];
    for args in commands {
        let told = home.run(args).refused(3);
        assert!(told.contains("journal.db"), "{args:?}: {told}");
        assert!(!home.path("data").exists(), "{args:?} made something");
    }
}

#[test]
fn the_journal_is_private_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let home = Home::new();
        let script = format!("umask {umask}; exec {PROGRAM} pair add Aiko");
        let output = Command::new("sh").args(["-c", &script]).env_clear().envs(home.environment()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!((mode(&home.journal()), mode(&home.path("data"))), (0o600, 0o700), "umask {umask}");
        let script = format!("umask {umask}; exec {PROGRAM} demo --out sample.db");
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(home.path(""))
            .env_clear()
            .envs(home.environment())
            .output();
        assert!(output.unwrap().status.success());
        assert_eq!(mode(&home.path("sample.db")), 0o600, "umask {umask}");
    }
}

#[test]
fn what_is_no_journal_is_left_alone() {
    let home = Home::new();
    std::fs::write(home.path("letter.txt"), "dear diary").unwrap();
    let told = home.run(&["--journal", "letter.txt", "pair", "add", "Aiko"]).refused(5);
    assert!(told.contains("letter.txt"), "{told}");
    assert_eq!(std::fs::read_to_string(home.path("letter.txt")).unwrap(), "dear diary");
    std::fs::create_dir(home.path("folder")).unwrap();
    home.run(&["--journal", "folder", "pair", "list"]).refused(1);
    home.run(&["--journal", "folder", "pair", "add", "Aiko"]).refused(1);
}

#[test]
fn a_newer_journal_is_refused_with_both_versions() {
    let home = Home::with_aiko();
    let mut bytes = std::fs::read(home.journal()).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(home.journal(), &bytes).unwrap();
    let told = home.run(&["pair", "list"]).refused(5);
    assert!(
        told.contains("99") && told.contains(&format!("up to {}", tomoni::store::Store::newest_schema())),
        "{told}"
    );
    home.run(&["doctor"]).refused(5);
    assert_eq!(std::fs::read(home.journal()).unwrap(), bytes);
}

#[test]
fn flags_count_before_and_after_the_command() {
    let home = Home::with_aiko();
    let other = home.path("other.db");
    let other = other.to_str().unwrap();
    home.ok(&["--journal", other, "pair", "add", "Ken"]);
    for args in [
        ["--journal", other, "--json", "pair", "list"],
        ["pair", "list", "--journal", other, "--json"],
        ["--json", "pair", "--journal", other, "list"],
    ] {
        let all: serde_json::Value = serde_json::from_str(&home.ok(&args)).unwrap();
        assert_eq!((all.as_array().unwrap().len(), &all[0]["name"]), (1, &"Ken".into()), "{args:?}");
    }
    assert_eq!(home.json(&["pair", "list"])[0]["name"], "Aiko");
}

#[test]
fn the_demo_is_written_once_and_reads_like_a_journal() {
    let home = Home::new();
    home.ok(&["demo", "--out", "sample.db"]);
    let pairs = home.json(&["--journal", "sample.db", "pair", "list"]);
    assert_eq!(pairs.as_array().unwrap().len(), 3);
    let before = std::fs::read(home.path("sample.db")).unwrap();
    home.run(&["demo", "--out", "sample.db"]).refused(1);
    assert_eq!(std::fs::read(home.path("sample.db")).unwrap(), before);
    home.ok(&["demo", "--out", "mihon.db", "--lang", "ja"]);
    assert!(home.ok(&["--journal", "mihon.db", "session", "list"]).chars().any(|c| ('ぁ'..='ん').contains(&c)));
    assert!(!home.path("data").exists(), "the own journal has nothing to do with it");
}

#[test]
fn the_configuration_is_printed_checked_and_complained_about() {
    let home = Home::with_aiko();
    let default = home.ok(&["config", "--print-default"]);
    std::fs::create_dir(home.path("config")).unwrap();
    let file = home.path("config").join("config.toml");
    std::fs::write(&file, &default).unwrap();
    assert_eq!(home.run(&["config", "--check"]).code, 0);
    assert_eq!(home.json(&["config"])["config"], file.to_str().unwrap());
    std::fs::write(&file, "colour = \"pink\"\n").unwrap();
    assert!(home.run(&["config", "--check"]).refused(1).contains("colour"));
    let ran = home.run(&["pair", "list"]);
    assert_eq!(ran.code, 0, "the rest of it holds");
    assert!(ran.stderr.contains("colour") && ran.stdout().contains("Aiko"), "{}", ran.stderr);
}

#[test]
fn the_configuration_says_language_and_journal_where_nothing_else_does() {
    let home = Home::new();
    std::fs::create_dir(home.path("config")).unwrap();
    let journal = home.path("chosen.db");
    std::fs::write(home.path("config").join("config.toml"), format!("lang = \"ja\"\njournal = {journal:?}\n")).unwrap();
    let mut command = assert_cmd::Command::new(PROGRAM);
    command.env_clear().env("HOME", home.path("home")).env("TOMONI_CONFIG_DIR", home.path("config"));
    command.env("TOMONI_NOW", NOW).args(["pair", "add", "愛子"]);
    assert!(Ran::of(command).done().contains("進行中"));
    assert!(journal.exists());
}
