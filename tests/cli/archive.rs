//! Everything out and in again.

use std::fs::OpenOptions;
use std::os::unix::fs::symlink;
use std::process::Command;

use serde_json::Value;

use crate::support::{Home, PROGRAM, Ran, keys, mode};

/// A home whose journal is the sample.
fn sample() -> Home {
    let home = Home::new();
    home.ok(&["demo", "--out", "data/journal.db"]);
    home
}

#[test]
fn an_archive_goes_to_stdout_or_to_a_file_and_comes_back_the_same() {
    let home = sample();
    let out = home.ok(&["export"]);
    assert!(
        out.starts_with("{\n\"tomoni_archive\": 1,\n\"exported_at\": \"2026-11-21T15:00:00+09:00\",\n\"schema\": 8,\n")
    );
    let told = home.ok(&["export", "-o", "all.json"]);
    assert!(told.contains("all.json") && told.contains("Sessions"), "{told}");
    assert_eq!(std::fs::read_to_string(home.path("all.json")).unwrap(), out);
    let written = home.json(&["export", "--out", "again.json"]);
    assert_eq!((&written["file"], &written["sessions"]), (&"again.json".into(), &27.into()));

    home.ok(&["--journal", "new/other.db", "import", "archive", "all.json"]);
    assert_eq!(home.ok(&["--journal", "new/other.db", "export"]), out);
    assert_eq!((mode(&home.path("new/other.db")), mode(&home.path("new"))), (0o600, 0o700));
    let later = Ran::of({
        let mut command = home.command(&["--journal", "new/other.db", "export"]);
        command.env("TOMONI_NOW", "2027-01-01T00:00:00Z");
        command
    })
    .done();
    let differing: Vec<_> = out.lines().zip(later.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(differing.len(), 1, "only the moment of the export differs: {differing:?}");
    assert!(differing[0].1.contains("exported_at"));
}

#[test]
fn the_shape_of_what_import_says() {
    let home = sample();
    home.ok(&["export", "-o", "all.json"]);
    let would = home.json(&["--journal", "x.db", "import", "archive", "all.json", "--dry-run"]);
    assert!(!home.path("x.db").exists(), "a rehearsal makes nothing");
    let did = home.json(&["--journal", "x.db", "import", "archive", "all.json"]);
    let expected =
        "dry_run vault slots pairs sessions lines goals checkins revisions items ticks ratings questions shares gone";
    for (shape, rehearsal) in [(&would, true), (&did, false)] {
        assert_eq!(keys(shape), expected.split(' ').collect());
        assert_eq!((&shape["dry_run"], &shape["lines"]), (&rehearsal.into(), &263.into()));
    }
    let told = home.run(&["--journal", "x.db", "import", "archive", "all.json"]).refused(2);
    assert!(told.contains("empty"), "{told}");
}

#[test]
fn what_is_not_taken_in_leaves_nothing_behind() {
    let home = sample();
    let out = home.ok(&["export"]);
    let known = tomoni::store::Store::newest_schema();
    let (known, next) = (known.to_string(), (known + 1).to_string());
    let newer = out.replacen(&format!("\"schema\": {known}"), &format!("\"schema\": {next}"), 1);
    let cut = &out[..out.len() / 2];
    let line: Value =
        serde_json::from_str(out.lines().skip_while(|l| *l != "\"lines\": [").nth(1).unwrap().trim_end_matches(','))
            .unwrap();
    let id = line["id"].as_str().unwrap();
    let twice = out.replacen("\"lines\": [\n", &format!("\"lines\": [\n{line},\n"), 1);
    let cases: [(&str, &str, i32, &[&str]); 4] = [
        ("letter", "dear diary", 5, &["not a tomoni archive"]),
        ("newer", &newer, 5, &[&next, &known]),
        ("cut", cut, 1, &["line ", "column "]),
        ("twice", &twice, 1, &["record 2 of “lines”", id]),
    ];
    for (name, text, code, parts) in cases {
        std::fs::write(home.path(name), text).unwrap();
        for flags in [&[][..], &["--dry-run"]] {
            let args: Vec<&str> =
                ["--journal", "none/x.db", "import", "archive", name].iter().chain(flags).copied().collect();
            let told = home.run(&args).refused(code);
            assert!(parts.iter().all(|part| told.contains(part)), "{name}: {told}");
            assert!(told.contains("Nothing was written"), "{told}");
            assert!(!home.path("none/x.db").exists(), "{name} made a journal");
        }
    }
    home.run(&["import", "archive", "nothing-here"]).refused(3);
    home.run(&["import", "archive", "data"]).refused(1);
    home.run(&["import"]).refused(2);
}

#[test]
fn a_target_that_is_there_stays_unless_somebody_says_so() {
    let home = sample();
    std::fs::write(home.path("letter"), "dear diary").unwrap();
    std::fs::create_dir(home.path("folder")).unwrap();
    symlink(home.path("letter"), home.path("link")).unwrap();
    symlink(home.path("nowhere"), home.path("dangling")).unwrap();
    assert!(home.run(&["export", "-o", "letter"]).refused(1).contains("letter"));
    for target in ["folder", "link", "dangling", "/dev/null"] {
        for flags in [&[][..], &["--force"]] {
            let args: Vec<&str> = ["export", "-o", target].iter().chain(flags).copied().collect();
            home.run(&args).refused(1);
        }
    }
    assert_eq!(std::fs::read_to_string(home.path("letter")).unwrap(), "dear diary");
    assert!(!home.path("nowhere").exists());
    // The journal itself is never replaced, whatever its name there.
    let before = std::fs::read(home.journal()).unwrap();
    std::fs::hard_link(home.journal(), home.path("other-name")).unwrap();
    for target in ["data/journal.db", "other-name"] {
        home.run(&["export", "-o", target, "--force"]).refused(1);
    }
    assert_eq!(std::fs::read(home.journal()).unwrap(), before);
    home.ok(&["export", "-o", "letter", "--force"]);
    assert!(std::fs::read_to_string(home.path("letter")).unwrap().starts_with("{\n\"tomoni_archive\""));
    home.run(&["export", "-o", "no/such/folder/x.json"]).refused(1);
    home.run(&["export", "--force"]).refused(2);
    let left = std::fs::read_dir(home.path("")).unwrap().filter_map(|e| e.unwrap().file_name().into_string().ok());
    assert!(!left.into_iter().any(|name| name.starts_with(".tomoni")), "nothing half written stays");
}

#[test]
fn an_archive_is_for_its_owner_alone() {
    for umask in ["000", "022"] {
        let home = sample();
        for target in ["new.json", "there.json"] {
            let script = format!("umask {umask}; touch there.json; exec {PROGRAM} export --force -o {target}");
            let mut command = Command::new("sh");
            command.args(["-c", &script]).current_dir(home.path("")).env_clear().envs(home.environment());
            assert!(command.output().unwrap().status.success());
            assert_eq!(mode(&home.path(target)), 0o600, "{target} under umask {umask}");
        }
    }
}

#[test]
fn a_full_disk_is_told() {
    let home = sample();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(PROGRAM);
    command.arg("export").env_clear().envs(home.environment()).stdout(full);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty());
    // A reader who goes away has what it wanted.
    let script = format!("{PROGRAM} export | head -c 10");
    let output = Command::new("sh").args(["-c", &script]).env_clear().envs(home.environment()).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

/// A file that may have only so many bytes stands for a disk that has no more.
#[test]
fn what_does_not_fit_leaves_no_half_file() {
    let home = sample();
    let script = format!("trap '' XFSZ; ulimit -f 64; exec {PROGRAM} export -o all.json");
    let mut command = Command::new("bash");
    command.args(["-c", &script]).current_dir(home.path("")).env_clear().envs(home.environment());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let names: Vec<_> = std::fs::read_dir(home.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["data"], "no half file");
}

#[test]
fn both_languages_speak_of_archives() {
    let home = sample();
    let told = home.ok(&["export", "-o", "all.json", "--lang", "ja"]);
    assert!(told.contains("書き出しました") && told.contains("面談"), "{told}");
    let told = home.run(&["import", "archive", "all.json", "--lang", "ja"]).refused(2);
    assert!(told.contains("空の記録"), "{told}");
    std::fs::write(home.path("cut"), &std::fs::read(home.path("all.json")).unwrap()[..5000]).unwrap();
    let told = home.run(&["--journal", "x.db", "import", "archive", "cut", "--lang", "ja"]).refused(1);
    assert!(told.contains("行目") && told.contains("件目"), "{told}");
}
