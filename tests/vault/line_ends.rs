//! The line that a file gives for a passphrase: its end is no part of it, and a new one has nothing that nobody can type.

use tomoni::journal::vault::{Cost, NewVault};

use crate::home::Home;
use crate::support::{open, passphrase, told};

const WORDS: &str = "correct horse battery stapler 9";
const SEALED: &str = "quietquokka looked tired";

/// A home with a sealed line in a session, and its session.
fn closed_with(typed: &str) -> (Home, String) {
    let home = Home::with_aiko();
    let session = home.session("Aiko", &format!("~ {SEALED}\n"), &[]);
    let vault = told(NewVault::make(&passphrase(typed), Cost::FLOOR));
    told(open(&home.journal()).seal_on(&vault));
    (home, session)
}

#[test]
fn the_end_of_the_line_is_no_part_of_a_passphrase() {
    let with_cr = format!("{WORDS}\r");
    for (made, ends) in [
        (WORDS, [("", true), ("\n", true), ("\r\n", true), ("\r", true), ("\r\nmore\r\n", true), ("\r\r\n", false)]),
        // A vault of an earlier version, which took the CR for a part of the passphrase.
        (
            with_cr.as_str(),
            [("", false), ("\n", false), ("\r\n", true), ("\r", true), ("\r\nmore\r\n", true), ("\r\r\n", true)],
        ),
    ] {
        let (home, session) = closed_with(made);
        for (end, opens) in ends {
            let given = format!("{WORDS}{end}");
            std::fs::write(home.path("typed"), &given).unwrap();
            let show =
                |file: &'static str| ["session", "show", session.as_str(), "--reveal", "--passphrase-file", file];
            for ran in [home.run(&show("typed")), home.fed(&show("-"), given.as_str())] {
                if opens {
                    let said = ran.done();
                    assert!(said.contains(SEALED), "{made:?} {given:?}: {said}");
                } else {
                    ran.refused(4);
                }
            }
        }
    }
}

#[test]
fn a_vault_that_opens_with_a_cr_alone_gets_a_new_key_and_another_passphrase() {
    let (home, session) = closed_with(&format!("{WORDS}\r"));
    std::fs::write(home.path("old"), format!("{WORDS}\r\n")).unwrap();
    std::fs::write(home.path("new"), "seven quiet otters by the mill\r\n").unwrap();
    home.ok(&["seal", "rotate", "--passphrase-file", "old", "--recovery-file", "code"]);
    home.ok(&["seal", "passphrase", "--passphrase-file", "old", "--new-passphrase-file", "new"]);
    let show = ["session", "show", session.as_str(), "--reveal", "--passphrase-file", "-"];
    assert!(home.fed(&show, "seven quiet otters by the mill\n").done().contains(SEALED));
}

#[test]
fn a_new_passphrase_is_neither_empty_nor_what_nobody_can_type() {
    let home = Home::with_aiko();
    let of = |end: &str| format!("{WORDS}{end}\r\n");
    for (given, en, ja) in [
        ("\r\n".to_owned(), "is empty", "空のため"),
        ("\n".to_owned(), "is empty", "空のため"),
        (String::new(), "is empty", "空のため"),
        (of("\0"), "control characters", "制御文字"),
        (of("\u{1b}[A"), "control characters", "制御文字"),
        (of("\t"), "control characters", "制御文字"),
        (of("\r"), "control characters", "制御文字"),
        (of("\u{9b}"), "control characters", "制御文字"),
    ] {
        std::fs::write(home.path("typed"), &given).unwrap();
        for (lang, words) in [("en", en), ("ja", ja)] {
            let before = std::fs::read(home.journal()).unwrap();
            for file in ["typed", "-"] {
                let args = ["seal", "on", "--passphrase-file", file, "--recovery-file", "code", "--lang", lang];
                let ran = if file == "-" { home.fed(&args, given.as_str()) } else { home.run(&args) };
                let said = ran.refused(2);
                assert!(said.contains(words), "{given:?}: {said}");
            }
            assert!(std::fs::read(home.journal()).unwrap() == before && !home.path("code").exists(), "{given:?}");
        }
    }
}
