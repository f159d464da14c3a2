use crate::support::{Home, Ran, mode, text};

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
    for shared in ["draft by Fri 27 Nov 2026", "we go on", "they read", "First", "Aiko"] {
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
}

#[test]
fn the_report_for_the_office_is_complete_without_a_word_of_what_was_said() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", NOTE, &["--at", "2026-11-10 10:00", "--minutes", "45", "--theme", "CANARY-theme"]);
    let goal = text(&home.json(&["goal", "add", "--pair", "Aiko", "CANARY-goal", "--agreed", "2026-11-01"])["id"]);
    let report = |more: &[&str]| {
        let args: Vec<&str> = ["summary", "--for", "office"].into_iter().chain(more.iter().copied()).collect();
        home.ok(&args)
    };
    let told = report(&["--decision", "continue", "--comment", "The office was quick to help."]);
    for part in ["Aiko", "10 Nov 2026", "45 min", "Sessions: 1", "go on as is", "quick to help", "is confidential"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let parts = ["--themes", "--goals", "--learnings"];
    assert!(!report(&parts).contains("CANARY"), "the partner has not agreed");
    let told = home.run(&["summary", "--for", "office", "--themes"]).stderr;
    assert!(told.contains("--report-agreed"), "{told}");
    home.ok(&["pair", "edit", "Aiko", "--report-agreed", "yesterday"]);
    assert!(!report(&parts).contains("CANARY"), "nothing of it may reach the programme");
    home.ok(&["session", "edit", &id, "--theme-visibility", "programme"]);
    home.ok(&["goal", "edit", &goal, "--visibility", "programme"]);
    let told = report(&parts);
    assert!(
        told.contains("CANARY-theme")
            && told.contains("CANARY-goal")
            && told.contains("under way")
            && !told.contains("on track"),
        "{told}"
    );
    assert!(!report(&[]).contains("CANARY"), "what is not asked for stays");
}

#[test]
fn single_lines_and_names_are_chosen_for_one_summary() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "= ask Mori first\n^ worth telling\n@ Mori Ken\n", &[]);
    let lines = home.json(&["session", "show", &id])["lines"].clone();
    let (decided, learned) = (text(&lines[0]["id"]), text(&lines[1]["id"]));
    assert!(home.ok(&["summary", "--with", &learned]).contains("worth telling"));
    assert!(!home.ok(&["summary"]).contains("worth telling"));
    assert!(!home.ok(&["summary", "--without", &decided]).contains("Mori"));
    assert!(home.ok(&["summary", "--name", "Mori Ken=alias"]).contains("ask A first"));
    assert!(home.ok(&["summary", "--name", "Mori Ken=dropped"]).contains("ask someone first"));
    let elsewhere = home.session("Aiko", "= long ago", &["--at", "2025-03-01 10:00"]);
    let other = text(&home.json(&["session", "show", &elsewhere])["lines"][0]["id"]);
    let told = home.run(&["summary", "--with", &other]).refused(2);
    assert!(told.contains("--session"), "{told}");
    home.run(&["summary", "--for", "office", "--with", &learned]).refused(2);
    let told = home.run(&["summary", "--name", "Mori Ken"]).refused(2);
    assert!(told.contains("alias"), "{told}");
    let json = home.json(&["summary", "--dry-run"]);
    assert_eq!((&json["names"][0]["name"], &json["stays"]["private"]), (&"Mori Ken".into(), &2.into()));
    assert_eq!(json["lines"][1]["text"], serde_json::Value::Null, "what stays is not told");
}

#[test]
fn what_was_given_away_is_in_the_log_and_looking_is_not_giving() {
    let home = Home::with_aiko();
    home.session("Aiko", "= decided\n", &[]);
    home.ok(&["summary", "--dry-run"]);
    assert_eq!(home.json(&["summary", "--log"]), serde_json::json!([]));
    home.ok(&["summary", "-o", "out.md"]);
    home.run(&["summary", "-o", "out.md"]).refused(1);
    let log = home.json(&["summary", "--log"]);
    assert_eq!(log.as_array().unwrap().len(), 1, "{log}");
    assert_eq!((&log[0]["audience"], &log[0]["shared"]), (&"partner".into(), &1.into()));
    let file = std::fs::read(home.path("out.md")).unwrap();
    use sha2::Digest;
    let hash: String = sha2::Sha256::digest(&file).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(text(&log[0]["hash"]), hash);
    home.ok(&["summary", "-o", "out.md", "--force"]);
    assert!(home.ok(&["summary", "--changed"]).contains("decided"), "the calendar stands still in tests");
    home.run(&["summary", "--changed", "--since", "yesterday"]).refused(2);
}

#[test]
fn where_nothing_has_changed_nothing_is_written_or_recorded() {
    let home = Home::with_aiko();
    home.session("Aiko", "= decided\n", &[]);
    let later = |args: &[&str], now: &str| {
        let mut command = home.command(args);
        command.env("TOMONI_NOW", now);
        Ran::of(command)
    };
    later(&["summary", "-o", "out.md"], "2026-11-22T09:00:00+09:00").done();
    let (day, next) = ("2026-11-28T09:00:00+09:00", "2026-11-29T09:00:00+09:00");
    let args = ["summary", "--changed", "-o", "next.md"];
    for (lang, said) in [("en", "Nothing has changed since"), ("ja", "変わったところはありません")] {
        let mut command = home.command(&[&args[..], &["--lang", lang]].concat());
        let ran = command.env("TOMONI_NOW", day).output().unwrap();
        assert!(ran.status.success());
        assert!(String::from_utf8_lossy(&ran.stderr).contains(said), "{ran:?}");
    }
    later(&["summary", "--changed", "--json"], day).done();
    assert!(!home.path("next.md").exists());
    assert_eq!(home.json(&["summary", "--log"]).as_array().unwrap().len(), 1);
    // What one adds oneself, a new meeting and a new line are something to tell.
    assert!(
        later(&["summary", "--changed", "--dry-run", "--comment", "See you soon."], day).done().contains("See you")
    );
    later(&["session", "add", "--pair", "Aiko", "--planned", "--at", "2026-12-05 15:00"], day).done();
    later(&args, next).done();
    assert!(home.path("next.md").exists());
    assert_eq!(home.json(&["summary", "--log"]).as_array().unwrap().len(), 2);
}

#[test]
fn code_stays_as_it_is_in_every_paper() {
    let home = Home::with_aiko();
    let note = "! clean up by fri `make it by fri`\n  ```sh\n  rm -rf build by fri\n  ```\n! try this\n  ```\n  deploy by friday\n  ```\n";
    home.session("Aiko", note, &[]);
    for lang in ["en", "ja"] {
        for kind in [["--paper", "summary"], ["--paper", "archive"]] {
            for format in ["md", "txt", "html", "json"] {
                let args = ["summary", kind[0], kind[1], "--format", format, "--in", lang];
                let told = home.ok(&args);
                for code in ["make it by fri", "rm -rf build by fri", "deploy by friday"] {
                    assert!(told.contains(code), "{code} {args:?}\n{told}");
                }
            }
        }
    }
    let lines = home.json(&["action", "list"]);
    let due: Vec<bool> = lines.as_array().unwrap().iter().map(|line| line["due"].is_null()).collect();
    assert_eq!(due.iter().filter(|is_none| **is_none).count(), 1, "{lines}");
}

#[test]
fn what_makes_no_paper_is_refused_and_not_logged() {
    let home = Home::with_aiko();
    home.session("Aiko", "= decided", &["--at", "2026-11-10 10:00"]);
    let planned = home.session("Aiko", "= later", &["--planned", "--at", "2026-12-10 10:00"]);
    home.run(&["summary", "--session", &planned]).refused(2);
    home.run(&["summary", "--since", "2026-11-20", "--until", "2026-11-01"]).refused(2);
    let told = home.run(&["summary", "--name", "Mori=dropped"]).refused(2);
    assert!(told.contains("Mori"), "{told}");
    let told = home.run(&["summary", "-o", "nowhere/out.md"]).refused(1);
    assert!(told.contains("no folder") && !told.contains(".tomoni-"), "{told}");
    if cfg!(target_os = "linux") {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = std::process::Command::new(crate::support::PROGRAM);
        command.args(["summary"]).env_clear().envs(home.environment()).stdout(full);
        assert_eq!(command.output().unwrap().status.code(), Some(1));
    }
    assert_eq!(home.json(&["summary", "--log"]), serde_json::json!([]));
    // A yes that is still to come is none.
    let id = home.session("Aiko", "", &["--at", "2026-11-11 10:00", "--theme", "CANARY"]);
    home.ok(&["session", "edit", &id, "--theme-visibility", "programme"]);
    home.ok(&["pair", "edit", "Aiko", "--report-agreed", "2099-01-01"]);
    assert!(!home.ok(&["summary", "--for", "office", "--themes"]).contains("CANARY"));
    // What stays is told to a terminal, and to no file.
    let id = home.session("Aiko", "SECRET thought", &["--at", "2026-11-12 10:00"]);
    assert!(!home.ok(&["summary", "--session", &id, "--dry-run"]).contains("SECRET"));
}

#[test]
fn every_format_can_be_written_and_none_leaves_a_half_file() {
    let home = Home::with_aiko();
    home.session("Aiko", "= 決めた <script>alert(1)</script>\n", &[]);
    for (format, begins) in [("md", "#"), ("txt", "Our"), ("html", "<!doctype html>"), ("json", "{"), ("docx", "PK")] {
        for reader in ["partner", "office", "me"] {
            let name = format!("{reader}.{format}");
            home.ok(&["summary", "--for", reader, "--pair", "Aiko", "--format", format, "-o", &name]);
            let bytes = std::fs::read(home.path(&name)).unwrap();
            if reader == "partner" {
                assert!(bytes.starts_with(begins.as_bytes()), "{name}");
            }
            assert_eq!(mode(&home.path(&name)), 0o600);
            assert!(
                !String::from_utf8_lossy(&bytes).contains("<script>") || format == "txt" || format == "json",
                "{name}"
            );
        }
    }
    // A link, a folder, a name too long, a folder that is not there.
    std::os::unix::fs::symlink(home.path("elsewhere.md"), home.path("link.md")).unwrap();
    std::fs::create_dir(home.path("folder")).unwrap();
    let long = "n".repeat(300);
    for target in ["link.md", "folder", &long, "nowhere/out.md"] {
        for force in [&[][..], &["--force"]] {
            let args: Vec<&str> = ["summary", "-o", target].into_iter().chain(force.iter().copied()).collect();
            assert!(!home.run(&args).refused(1).is_empty());
        }
    }
    assert!(!home.path("elsewhere.md").exists(), "no link is followed");
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
