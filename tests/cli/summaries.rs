use crate::support::{Home, mode, text};

const NOTE: &str = "CANARY-fact\n! draft by fri\n~ CANARY-reading\n^ CANARY-learning\n= we go on\n? CANARY-question\n& CANARY-thanks\n\
                    @ CANARY-person\n% CANARY-chance\n\" CANARY-quote\n  CANARY-below\n< they read\n:growth CANARY-growth\n";

#[test]
fn a_summary_holds_only_what_may_be_shared() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--purpose", "CANARY-purpose", "--for", "CANARY-area"]);
    home.session("Aiko", NOTE, &["--theme", "First"]);
    home.ok(&["mentor", "rate", "Aiko", "trust", "1", "--note", "CANARY-feel"]);
    home.ok(&["note", "! CANARY-later"]);
    let ran = home.run(&["summary", "--pair", "Aiko", "--for", "partner", "--format", "md"]);
    let (printed, told) = (ran.stdout(), ran.stderr.clone());
    assert_eq!(ran.code, 0, "{told}");
    for shared in ["draft by fri", "we go on", "they read", "First", "Aiko"] {
        assert!(printed.contains(shared), "{shared} in {printed}");
    }
    assert!(!printed.contains("CANARY") && !told.contains("CANARY"), "{printed}{told}");
    let json = home.json(&["summary", "--pair", "Aiko"]);
    assert_eq!((&json["text"], &json["shared"]), (&printed.into(), &3.into()));
    assert!(!json.to_string().contains("CANARY"));
}

#[test]
fn what_somebody_chose_to_share_is_in_it() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "^ worth telling\n", &[]);
    let line = text(&home.json(&["session", "show", &id])["lines"][0]["id"]);
    assert!(!home.ok(&["summary"]).contains("worth telling"));
    home.ok(&["line", "edit", &line, "--visibility", "partner"]);
    assert!(home.ok(&["summary"]).contains("worth telling"));
}

#[test]
fn it_is_about_the_last_held_session_unless_another_is_named() {
    let home = Home::with_aiko();
    home.run(&["summary", "--pair", "Aiko"]).refused(3);
    let first = home.session("Aiko", "= first", &["--at", "2026-11-01 10:00"]);
    home.session("Aiko", "= second", &["--at", "2026-11-10 10:00"]);
    home.session("Aiko", "= third", &["--at", "tomorrow", "--planned"]);
    assert!(home.ok(&["summary"]).contains("second"));
    assert!(home.ok(&["summary", "--session", &first]).contains("first"));
    home.ok(&["pair", "add", "Ken"]);
    home.run(&["summary", "--pair", "Ken", "--session", &first]).refused(3);
    for later in [["--for", "office"], ["--format", "html"]] {
        home.run(&["summary", "--pair", "Aiko", later[0], later[1]]).refused(2);
    }
}

#[test]
fn a_file_is_private_and_never_overwritten() {
    let home = Home::with_aiko();
    home.session("Aiko", "= decided", &[]);
    assert_eq!(home.ok(&["summary", "-o", "out.md"]), "");
    let path = home.path("out.md");
    assert_eq!(mode(&path), 0o600);
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("decided"));
    home.ok(&["session", "add", "--pair", "Aiko"]);
    let told = home.run(&["summary", "-o", "out.md"]).refused(1);
    assert!(told.contains("out.md"), "{told}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    let left: Vec<_> = std::fs::read_dir(home.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "only the data folder and the file: {left:?}");
}
