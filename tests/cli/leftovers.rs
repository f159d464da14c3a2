//! What commands say about settings, pairs and files that were left behind.

use crate::support::Home;

#[test]
fn no_other_journal_is_shown_for_one_that_is_not_known() {
    let home = Home::with_aiko();
    std::fs::create_dir_all(home.path("config")).unwrap();
    std::fs::write(home.path("config/config.toml"), "journal = 5\n").unwrap();
    let ran = |args: &[&str]| {
        let mut command = home.command(args);
        command.env_remove("TOMONI_JOURNAL");
        crate::support::Ran::of(command)
    };
    let told = ran(&["config"]).done();
    assert!(told.contains("not known") && !told.contains("journal.db"), "{told}");
    let json: serde_json::Value = serde_json::from_str(&ran(&["config", "--json"]).done()).unwrap();
    assert!(json["journal"].is_null());
    // What is named elsewhere is known.
    assert!(home.ok(&["config"]).contains("journal.db"));
}

#[test]
fn no_english_is_in_a_japanese_message_about_toml() {
    let home = Home::new();
    std::fs::create_dir_all(home.path("config")).unwrap();
    std::fs::write(home.path("config/config.toml"), "a = [1,\nb=").unwrap();
    let told = home.run(&["config", "--check", "--lang", "ja"]).stderr;
    assert!(told.contains("TOMLとして読めません") && !told.contains("expected"), "{told}");
}

#[test]
fn ledger_and_prep_take_a_pair_as_other_commands_do() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    home.session("Ken", "! mine\n< theirs\n", &["--at", "yesterday 10:00"]);
    assert_eq!(home.ok(&["ledger", "--pair", "Ken"]), home.ok(&["ledger", "Ken"]));
    assert_eq!(home.ok(&["prep", "--pair", "Ken"]), home.ok(&["prep", "Ken"]));
    home.run(&["ledger", "Ken", "--pair", "Ken"]).refused(2);
}

#[test]
fn text_that_was_not_saved_is_named_until_it_is_put_away() {
    let home = Home::with_aiko();
    assert!(home.json(&["doctor"])["unsaved"].as_array().unwrap().is_empty());
    let left = home.path("data").join("journal-unsaved-2026-11-20-101500.txt");
    std::fs::write(&left, "tomoni\nwords\n").unwrap();
    let told = home.ok(&["doctor"]);
    assert!(told.contains("journal-unsaved-2026-11-20-101500.txt") && told.contains("session add"), "{told}");
    assert!(!home.ok(&["--lang", "ja", "doctor"]).contains("Texts"));
    std::fs::remove_file(&left).unwrap();
    assert!(!home.ok(&["doctor"]).contains("unsaved"));
}

#[test]
fn a_total_says_which_sessions_have_no_length() {
    let home = Home::with_aiko();
    home.session("Aiko", "a\n", &["--at", "2026-11-01 10:00", "--minutes", "45"]);
    home.session("Aiko", "b\n", &["--at", "2026-11-08 10:00"]);
    let told = home.ok(&["summary", "--for", "partner", "--since", "2026-10-01", "--dry-run"]);
    let whole = format!("{told}{}", home.ok(&["summary", "--for", "partner", "--since", "2026-10-01"]));
    assert!(whole.contains("45 min (sessions without a recorded length: 1)"), "{whole}");
}

#[test]
fn help_breaks_japanese_between_phrases() {
    let home = Home::new();
    let told = home.ok(&["search", "--help", "--lang", "ja"]);
    assert!(
        !told.lines().any(|line| line.trim() == "を探す" || line.trim() == "い）" || line.trim() == "力）"),
        "{told}"
    );
}
