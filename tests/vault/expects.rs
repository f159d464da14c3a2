//! A key for a journal that has no vault: whoever gives one expects private lines to be sealed, so nothing is written or
//! given away. The commands come from the manual page, which the program makes from its own command line.

use std::path::PathBuf;

use tomoni::domain::forms::PairForm;
use tomoni::journal::Journal;
use tomoni::problem::VaultTrouble;

use crate::home::{Home, text};
use crate::scan::{CANARIES, files};
use crate::support::{PASSPHRASE, key, new_vault, open, session, told, trouble, with_pair};

const SENTENCE: &str = "this journal has no vault";
/// Commands that only look, or look after the vault itself: a key too many does no harm there.
const LOOKING: [&str; 28] = [
    "action list",
    "bin list",
    "completions",
    "config",
    "doctor",
    "due",
    "goal list",
    "goal show",
    "help",
    "import archive",
    "keys",
    "ledger",
    "look",
    "man",
    "mentor show",
    "pair list",
    "pair show",
    "prep",
    "question list",
    "seal accept",
    "seal off",
    "seal on",
    "seal passphrase",
    "seal recover",
    "seal rotate",
    "seal status",
    "search",
    "session list",
];

/// Every command with words for what it needs, as `(name, arguments)`.
fn commands(home: &Home) -> Vec<(String, Vec<String>)> {
    let page = home.ok(&["man"]).replace("\\-", "-");
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix(".SH \"").and_then(|rest| rest.strip_suffix('"')) else { continue };
        let name = name.to_owned();
        let Some(usage) = lines.by_ref().take(6).find_map(|line| line.strip_prefix(&format!("\\&tomoni {name} ")))
        else {
            continue;
        };
        let mut args: Vec<String> = name.split(' ').map(str::to_owned).collect();
        for word in usage.split(' ') {
            match word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                Some(value) => args.push(words_for(value).to_owned()),
                None if word.starts_with("--") => args.push(word.to_owned()),
                None => {}
            }
        }
        found.push((name, args));
    }
    found
}

fn words_for(value: &str) -> &'static str {
    match value {
        "PAIR" => "Aiko",
        "DATETIME" => "tomorrow 10:00",
        "WHO" => "partner",
        "KEY" => "mission",
        "LEVEL" => "3",
        "STATE" => "done",
        "SHELL" => "bash",
        "TEXT" => "~ said in confidence",
        _ => "x",
    }
}

fn state(home: &Home) -> Vec<(PathBuf, Vec<u8>)> {
    files(&home.path("")).into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn a_key_for_a_journal_without_a_vault_is_refused_by_every_command_that_writes() {
    let home = Home::with_aiko();
    std::fs::write(home.path("pass"), PASSPHRASE).unwrap();
    let commands = commands(&home);
    assert!(commands.len() > 65, "all of them: {}", commands.len());
    let (mut refused, mut looking) = (0, Vec::new());
    for (name, args) in &commands {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        for wish in [&["--passphrase-file", "pass"][..], &["--reveal"]] {
            if *name == "seal on" && wish.len() == 2 {
                // With a passphrase it makes the vault.
                continue;
            }
            let before = state(&home);
            let ran = home.run(&[&args[..], wish].concat());
            let is_refused = ran.stderr.contains(SENTENCE) && ran.stderr.contains("Nothing was written");
            if is_refused {
                assert_eq!((ran.code, ran.stdout.len()), (2, 0), "{args:?}: {}", ran.stderr);
                refused += 1;
            } else {
                looking.push(name.as_str());
            }
            assert!(state(&home) == before, "{args:?} has written: {}", ran.stderr);
        }
    }
    looking.dedup();
    let mut expected = [&LOOKING[..], &["session show"]].concat();
    looking.sort_unstable();
    expected.sort_unstable();
    assert_eq!(looking, expected);
    println!("{} commands, {refused} refusals", commands.len());
    // The desk writes, too.
    assert!(home.run(&["--passphrase-file", "pass"]).refused(2).contains(SENTENCE));
    // Where there is no journal, none is made.
    let elsewhere = ["--journal", "elsewhere/new.db", "note", "~ x", "--passphrase-file", "pass"];
    assert!(home.run(&elsewhere).refused(2).contains(SENTENCE));
    assert!(!home.path("elsewhere").exists());
    let said = home.run(&["note", "~ x", "--reveal", "--lang", "ja"]).refused(2);
    assert!(said.contains("何も書き込んでいません") && said.contains("seal on"), "{said}");
}

#[test]
fn a_private_line_with_a_key_is_never_written_readable() {
    let home = Home::with_aiko();
    std::fs::write(home.path("pass"), PASSPHRASE).unwrap();
    let secret = CANARIES[9].sentence();
    let line = format!("~ {secret}");
    let id = home.session("Aiko", "said\n", &[]);
    let of_line = text(&home.json(&["session", "show", &id])["lines"][0]["id"]);
    let before = state(&home);
    let key = ["--passphrase-file", "pass"];
    home.run(&[&["note", &line], &key[..]].concat()).refused(2);
    home.fed(&[&["note", "-"], &key[..]].concat(), line.as_str()).refused(2);
    home.fed(&[&["session", "add", "--pair", "Aiko", "-"], &key[..]].concat(), line.as_str()).refused(2);
    home.fed(&[&["session", "edit", &id, "-"], &key[..]].concat(), format!("said\n{line}\n")).refused(2);
    home.fed(&[&["session", "hold", &id, "-"], &key[..]].concat(), line.as_str()).refused(2);
    // What is to be sealed or unsealed needs a vault without a key, too.
    for flag in ["--seal", "--unseal"] {
        for args in [["line", "edit", &of_line, flag], ["session", "edit", &id, flag]] {
            assert!(home.run(&args).refused(2).contains("seal on"), "{args:?}");
        }
    }
    assert!(state(&home) == before, "not a byte of any file has changed");
    // An archive without a vault is no better, into a new journal or an empty one.
    home.ok(&["export", "-o", "all.json"]);
    for journal in ["fresh.db", "empty.db"] {
        if journal == "empty.db" {
            told(Journal::open_or_create(&home.path(journal), crate::support::clock()));
        }
        let args = ["--journal", journal, "import", "archive", "all.json", "--passphrase-file", "pass"];
        assert!(home.run(&args).refused(2).contains(SENTENCE), "{journal}");
    }
    assert!(!home.path("fresh.db").exists());
}

#[test]
fn who_has_a_key_writes_nothing_once_somebody_else_has_done_away_with_the_vault() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    told(journal.seal_on(&new_vault()));
    let held = told(key(&journal, PASSPHRASE));
    journal.expect_vault();
    told(journal.unlock(&held));
    session(&mut journal, pair, "~ sealed\n");
    let mut other = open(&path);
    let held = told(key(&other, PASSPHRASE));
    told(other.seal_off(&held));
    drop(other);
    let before = std::fs::read(&path).unwrap();
    let form = PairForm { name: Some("Kenji".to_owned()), ..PairForm::default() };
    assert_eq!(trouble(journal.add_pair(&form)), VaultTrouble::NoVault);
    assert_eq!(trouble(journal.note_for_later(pair, "~ in confidence")), VaultTrouble::NoVault);
    assert!(std::fs::read(&path).unwrap() == before);
}
