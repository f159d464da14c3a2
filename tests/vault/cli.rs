//! The vault on the command line: what is never printed, what is refused and writes nothing, what the commands say.

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tomoni::journal::vault::{Cost, NewVault};

use crate::home::{Home, PROGRAM, Ran, ending, keys, mode, text};
use crate::scan::{CANARIES, Scan, files};
use crate::support::{PASSPHRASE, open, passphrase, told};

/// The canaries of these homes: a reading, a promise that is sealed by hand with what became of it.
const READING: usize = 2;
const PROMISE: usize = 12;
const RESULT: usize = 13;

/// A home with Aiko, a note with two sealed lines and clear ones, and a file with the passphrase.
struct Sealed {
    home: Home,
    session: String,
    reading: String,
    promise: String,
}

impl Sealed {
    fn new() -> Self {
        let home = Home::with_aiko();
        std::fs::write(home.path("pass"), format!("{PASSPHRASE}\nanother line\n")).unwrap();
        std::fs::write(home.path("wrong"), "open sesame\n").unwrap();
        let note = format!("said\n~ {}\n! {}\n= decided\n", CANARIES[READING].sentence(), CANARIES[PROMISE].sentence());
        let session = home.session("Aiko", &note, &["--at", "2026-11-20 10:00"]);
        let line = |n: usize| text(&home.json(&["session", "show", &session])["lines"][n]["id"]);
        let (reading, promise) = (line(1), line(2));
        home.ok(&["action", "done", &promise, "--result", &CANARIES[RESULT].sentence()]);
        // At the lowest cost: what the program itself asks for takes a while.
        let vault = told(NewVault::make(&passphrase(PASSPHRASE), Cost::FLOOR));
        told(open(&home.journal()).seal_on(&vault));
        let sealed = Self { home, session, reading, promise };
        sealed.opened(&["line", "edit", &sealed.promise, "--seal"]).done();
        sealed
    }

    /// Runs with the passphrase.
    fn opened(&self, args: &[&str]) -> Ran {
        self.home.run(&[args, &["--passphrase-file", "pass"]].concat())
    }

    fn revealed(&self, args: &[&str]) -> String {
        self.opened(&[args, &["--reveal"]].concat()).done()
    }

    /// Refused for want of the key, with not a byte of the journal changed.
    #[track_caller]
    fn is_locked_for(&self, ran: impl FnOnce(&Home) -> Ran) -> String {
        let before = std::fs::read(self.home.journal()).unwrap();
        let complaint = ran(&self.home).refused(4);
        assert!(std::fs::read(self.home.journal()).unwrap() == before, "nothing is written: {complaint}");
        assert!(complaint.contains("Nothing was changed"), "{complaint}");
        complaint
    }
}

/// Nothing of what is sealed is in a text.
#[track_caller]
fn tells_nothing(what: &str, said: &str) {
    for n in [READING, PROMISE, RESULT] {
        assert!(!said.contains(CANARIES[n].mark), "{what}: {said}");
    }
}

fn tells(said: &str, canaries: &[usize]) -> bool {
    canaries.iter().all(|n| said.contains(CANARIES[*n].mark))
}

/// Every command that prints lines or their words.
const PRINTING: [&[&str]; 17] = [
    &["session", "list"],
    &["action", "list", "--all"],
    &["prep"],
    &["due"],
    &["ledger"],
    &["bin", "list"],
    &["search", CANARIES[READING].before],
    &["search", "kind:reading"],
    &["search", "close in spring"],
    &["pair", "show", "Aiko"],
    &["mentor", "show"],
    &["goal", "list", "--all"],
    &["calendar"],
    &["summary"],
    &["summary", "--for", "office", "--learnings"],
    &["seal", "status"],
    &["export"],
];

#[test]
fn nothing_sealed_is_printed_without_the_key_or_without_being_asked_to_reveal_it() {
    let sealed = Sealed::new();
    let shows: [&[&str]; 1] = [&["session", "show", &sealed.session]];
    for args in PRINTING.iter().chain(&shows) {
        for json in [&[][..], &["--json"]] {
            let args = &[*args, json].concat();
            if args.contains(&"--json") && (args.contains(&"export") || args.contains(&"calendar")) {
                continue;
            }
            for ran in [sealed.home.run(args), sealed.opened(args)] {
                tells_nothing(&args.join(" "), &format!("{}{}", ran.stdout(), ran.stderr));
                assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
            }
        }
    }
    let shown = sealed.home.ok(&["session", "show", &sealed.session]);
    assert_eq!(shown.matches("(locked line)").count(), 2, "never as if nothing stood there: {shown}");
    let shown = sealed.home.ok(&["session", "show", &sealed.session, "--lang", "ja"]);
    assert!(shown.contains("said") && !shown.contains("locked"), "{shown}");
    // Asked for, with the key.
    assert!(tells(&sealed.revealed(&["session", "show", &sealed.session]), &[READING, PROMISE]));
    assert!(tells(&sealed.revealed(&["session", "show", &sealed.session, "--json"]), &[READING, PROMISE, RESULT]));
    assert!(tells(&sealed.revealed(&["session", "show", &sealed.session, "--raw"]), &[READING, PROMISE]));
    assert!(tells(&sealed.revealed(&["action", "list", "--all", "--json"]), &[PROMISE, RESULT]));
    // Asked for, without it.
    sealed.is_locked_for(|home| home.run(&["session", "show", &sealed.session, "--reveal"]));
    sealed.is_locked_for(|home| home.run(&["session", "show", &sealed.session, "--raw"]));
    let raw = sealed.home.run(&["session", "show", &sealed.session, "--raw", "--passphrase-file", "pass"]);
    assert_eq!((raw.code, raw.stdout.len()), (4, 0), "{}", raw.stderr);
    assert!(raw.stderr.contains("--reveal"), "{}", raw.stderr);
}

#[test]
fn a_locked_line_has_its_fields_but_neither_its_bytes_nor_its_text() {
    let sealed = Sealed::new();
    let show = ["session", "show", &sealed.session];
    let locked = &sealed.home.json(&show)["lines"];
    let opened: Value = serde_json::from_str(&sealed.revealed(&[&show[..], &["--json"]].concat())).unwrap();
    for (n, is_sealed) in [(0, false), (1, true), (2, true), (3, false)] {
        let (locked, opened) = (&locked[n], &opened["lines"][n]);
        assert_eq!((&locked["sealed"], &opened["sealed"]), (&is_sealed.into(), &is_sealed.into()));
        let missing: BTreeSet<_> = keys(opened).difference(&keys(locked)).copied().collect();
        assert_eq!(missing, if is_sealed { ["raw", "text"].into() } else { BTreeSet::new() });
        for field in ["id", "kind", "owner", "visibility", "state", "due"] {
            assert_eq!(locked[field], opened[field], "{field} does not depend on a key");
        }
        assert!(opened["raw"].is_string());
    }
    assert_eq!((&locked[2]["state"], &locked[2]["result"]), (&"done".into(), &Value::Null));
}

#[test]
fn a_sealed_hit_is_counted_with_the_key_and_shows_its_words_only_when_asked_to() {
    let sealed = Sealed::new();
    let word = CANARIES[PROMISE].mark;
    let search = |more: &[&str]| -> (Value, String) {
        let ran = sealed.home.run(&[&["search", word, "--json"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        (serde_json::from_str(&ran.stdout()).unwrap(), ran.stderr)
    };
    let (found, told) = search(&[]);
    assert_eq!(found["total"], 0);
    assert!(told.contains("2 locked lines were not searched"), "{told}");
    let (found, told) = search(&["--passphrase-file", "pass"]);
    assert_eq!((&found["total"], told.as_str()), (&1.into(), ""));
    let hit = &found["hits"][0];
    assert_eq!((&hit["sealed"], &hit["matches"]), (&true.into(), &Value::Array(Vec::new())));
    assert_eq!((hit.get("snippet"), text(&hit["id"])), (None, sealed.promise.clone()));
    let (found, _) = search(&["--passphrase-file", "pass", "--reveal"]);
    let hit = &found["hits"][0];
    let snippet = text(&hit["snippet"]);
    let range = &hit["matches"][0];
    let at = |n: usize| range[n].as_u64().unwrap() as usize;
    assert_eq!((&snippet[at(0)..at(1)], &hit["sealed"]), (word, &true.into()));
    // All of them are counted, also where a page does not hold them and none may be shown.
    sealed.opened(&["note", &format!("~ {} once more", CANARIES[PROMISE].sentence())]).done();
    for key in [&["--passphrase-file", "pass"][..], &["--passphrase-file", "pass", "--reveal"]] {
        let (found, _) = search(&[&["--limit", "1"], key].concat());
        assert_eq!((&found["total"], found["hits"].as_array().unwrap().len()), (&2.into(), 1), "{key:?}");
    }
}

#[test]
fn what_needs_the_key_exits_4_and_writes_nothing() {
    let sealed = Sealed::new();
    let Sealed { session, promise, .. } = &sealed;
    for args in [
        &["note", "~ a doubt"][..],
        &["line", "edit", promise, "--unseal"],
        &["line", "edit", promise, "--due", "tomorrow"],
        &["line", "edit", promise, "--owner", "partner"],
        &["action", "reopen", promise],
        &["action", "done", promise, "--result", "x"],
        &["seal", "passphrase"],
        &["seal", "rotate", "--recovery-file", "code"],
        &["seal", "accept"],
        &["seal", "off", "--yes"],
        &["seal", "recover"],
    ] {
        sealed.is_locked_for(|home| home.run(args));
    }
    sealed.is_locked_for(|home| home.fed(&["session", "add", "--pair", "Aiko", "-"], "! clear\n~ a doubt\n"));
    sealed.is_locked_for(|home| home.fed(&["note", "-"], "~ a doubt\n"));
    sealed.is_locked_for(|home| home.fed(&["session", "edit", session, "-"], "said something else\n"));
    sealed.is_locked_for(|home| {
        home.run(&[
            "line",
            "edit",
            ending(&text(&home.json(&["session", "show", session])["lines"][0]["id"])),
            "--seal",
        ])
    });
    // What is not private needs nobody's key.
    sealed.home.ok(&["note", "! clear"]);
    sealed.home.session("Aiko", "! clear\n", &[]);
    sealed.home.ok(&["session", "edit", session, "--theme", "another"]);
    // With it all of that is done, and stays sealed.
    sealed.opened(&["line", "edit", promise, "--owner", "partner"]).done();
    let added = sealed.opened(&["note", "~ a doubt"]);
    assert!(added.stderr.contains("your shell's history"), "{}", added.stderr);
    assert!(!added.done().contains("a doubt"), "what was just typed is not printed either");
    let both = sealed.home.fed(&["note", "-", "--passphrase-file", "-"], format!("{PASSPHRASE}\n")).refused(2);
    assert!(both.contains("tandard input"), "{both}");
    let args = ["session", "edit", session, "-", "--passphrase-file", "-"];
    let both = sealed.home.fed(&args, format!("{PASSPHRASE}\n{}", "said\n".repeat(2000))).refused(2);
    assert!(both.contains("tandard input"), "{both}");
    sealed.home.fed(&["line", "edit", promise, "--owner", "me", "--passphrase-file", "-"], PASSPHRASE).done();
    let again = sealed.revealed(&["session", "show", session, "--json"]);
    assert!(tells(&again, &[READING, PROMISE, RESULT]), "nothing was lost: {again}");
    // Its bytes come from outside, and every line stays what it was.
    let raw = sealed.revealed(&["session", "show", session, "--raw"]);
    let mut command = sealed.home.command(&["session", "edit", session, "-", "--passphrase-file", "pass"]);
    command.write_stdin(raw.replace("decided", "decided anew"));
    Ran::of(command).done();
    assert_eq!(sealed.revealed(&["session", "show", session, "--raw"]), raw.replace("decided", "decided anew"));
    tells_nothing("after an edit", &sealed.home.ok(&["session", "show", session]));
}

#[test]
fn of_two_that_make_a_vault_at_once_one_does_and_its_passphrase_opens_everything() {
    let home = Home::with_aiko();
    home.session("Aiko", &"~ a doubt\n".repeat(40), &[]);
    home.ok(&["backup"]);
    let passphrases = ["first long passphrase of one", "second long passphrase of another"];
    let children: Vec<_> = passphrases
        .iter()
        .enumerate()
        .map(|(n, passphrase)| {
            let [pass, code] = ["pass", "code"].map(|name| home.path(&format!("{name}{n}")));
            std::fs::write(&pass, passphrase).unwrap();
            let mut command = Command::new(PROGRAM);
            command.env_clear().envs(home.environment()).args(["seal", "on", "--passphrase-file"]).arg(pass);
            command.arg("--recovery-file").arg(code).stderr(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    let done: Vec<bool> = children.into_iter().map(|mut child| child.wait().unwrap().success()).collect();
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
    let pass = home.path(if done[0] { "pass0" } else { "pass1" });
    let checkup = home.json(&["doctor", "--passphrase-file", pass.to_str().unwrap()]);
    assert_eq!(checkup["ok"], true, "{checkup}");
    for copy in std::fs::read_dir(home.path("data/backups")).unwrap().map(|f| f.unwrap().path()) {
        let args = ["--journal", copy.to_str().unwrap(), "--read-only", "session", "list", "--passphrase-file"];
        home.ok(&[&args[..], &[pass.to_str().unwrap()]].concat());
    }
}

#[test]
fn a_vault_seals_no_copy_of_another_journal_in_the_same_folder() {
    let home = Home::with_aiko();
    home.session("Aiko", "~ of the first journal\n", &[]);
    home.ok(&["backup"]);
    let other = home.path("data/other.db");
    let other = ["--journal", other.to_str().unwrap()];
    let with = |args: &[&str]| home.ok(&[&other[..], args].concat());
    with(&["pair", "add", "Ben"]);
    with(&["note", "~ of the second journal"]);
    with(&["backup"]);
    // A journal of the same name that there was before, and a live one in the folder of backups.
    let backups = home.path("data/backups");
    let named = |stem: &str| -> Vec<std::path::PathBuf> {
        let all = std::fs::read_dir(&backups).unwrap().map(|f| f.unwrap().path());
        all.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(stem)).collect()
    };
    let first = named("journal-").into_iter().next().unwrap();
    std::fs::copy(&first, backups.join("other-2020-01-01-000000.db")).unwrap();
    std::fs::copy(&first, backups.join("mine.db")).unwrap();
    let foreign: Vec<_> = named("journal-")
        .into_iter()
        .chain([backups.join("other-2020-01-01-000000.db"), backups.join("mine.db")])
        .collect();
    let before: Vec<_> = foreign.iter().map(|path| std::fs::read(path).unwrap()).collect();
    std::fs::write(home.path("pass"), PASSPHRASE).unwrap();
    let done =
        home.run(&[&other[..], &["seal", "on", "--passphrase-file", "pass", "--recovery-file", "code"]].concat());
    assert_eq!(done.code, 0, "{}", done.stderr);
    for (path, before) in foreign.iter().zip(before) {
        assert_eq!(std::fs::read(path).unwrap(), before, "{}", path.display());
        assert!(!done.stderr.contains(path.to_str().unwrap()), "{}", done.stderr);
    }
    for path in named("other-2026") {
        let bytes = std::fs::read(&path).unwrap();
        assert!(memchr::memmem::find(&bytes, b"of the second journal").is_none(), "{}", path.display());
    }
    assert!(!named("other-2026").is_empty());
    let listed = with(&["backup", "--list"]);
    assert!(
        listed.contains("other-2026") && !listed.contains("journal-2026") && !listed.contains("mine.db"),
        "{listed}"
    );
}

#[test]
fn a_copy_that_cannot_be_reached_is_named_by_whoever_seals_a_line() {
    let sealed = Sealed::new();
    let backups = sealed.home.journal().parent().unwrap().join("backups");
    std::fs::create_dir_all(&backups).unwrap();
    std::fs::write(backups.join("torn.db"), "not what it was").unwrap();
    let clear = text(&sealed.home.json(&["session", "show", &sealed.session])["lines"][0]["id"]);
    for args in [&["line", "edit", &clear, "--seal"][..], &["session", "edit", &sealed.session, "--seal"]] {
        let ran = sealed.opened(args);
        assert!(
            ran.stderr.contains("could not be sealed") && ran.stderr.contains("torn.db"),
            "{args:?}: {}",
            ran.stderr
        );
        ran.done();
    }
}

#[test]
fn whatever_is_wrong_with_a_passphrase_is_one_sentence_and_trying_locks_nobody_out() {
    let sealed = Sealed::new();
    let home = &sealed.home;
    for (lang, sentence) in [("en", "Wrong passphrase or code."), ("ja", "")] {
        let mut said = BTreeSet::new();
        for (n, typed) in
            ["open sesame", "x", "一期一会", "一期一会 and a long walk.", " ", "\u{1b}[31m"].iter().enumerate()
        {
            std::fs::write(home.path("typed"), typed).unwrap();
            let args: [&[&str]; 3] =
                [&["session", "show", &sealed.session, "--reveal"], &["seal", "off", "--yes"], &["search", "x"]];
            let args = [args[n % 3], &["--passphrase-file", "typed", "--lang", lang]].concat();
            let before = std::fs::read(home.journal()).unwrap();
            said.insert(home.run(&args).refused(4));
            assert!(std::fs::read(home.journal()).unwrap() == before, "nothing is written");
        }
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said.iter().all(|s| s.contains(sentence) && !s.contains("problem-")), "{said:?}");
    }
    for _ in 0..30 {
        home.run(&["session", "list", "--passphrase-file", "wrong"]).refused(4);
    }
    assert!(tells(&sealed.revealed(&["session", "show", &sealed.session]), &[READING]), "nobody is locked out");
    home.run(&["session", "list", "--passphrase-file", "nowhere"]).refused(3);
    std::fs::write(home.path("typed"), "\nnot the first line").unwrap();
    home.run(&["session", "list", "--passphrase-file", "typed"]).refused(2);
    // Neither an argument nor the environment takes a passphrase.
    home.run(&["session", "list", "--passphrase", PASSPHRASE]).refused(2);
    let mut command = home.command(&["session", "show", &sealed.session, "--reveal"]);
    command.env("TOMONI_PASSPHRASE", PASSPHRASE);
    Ran::of(command).refused(4);
}

#[test]
fn the_doctor_says_which_lines_it_did_not_check_and_how_to_check_them() {
    let sealed = Sealed::new();
    for (lang, words, whole) in
        [("en", "not checked: 2 sealed lines", "journal is intact."), ("ja", "未確認（2行）", "記録に問題はありません")]
    {
        let said = sealed.home.ok(&["doctor", "--lang", lang]);
        assert!(said.contains(words) && said.contains("--passphrase-file"), "{said}");
        assert!(!said.contains("journal is intact."), "more than was checked: {said}");
        let said = sealed.opened(&["doctor", "--lang", lang]).done();
        assert!(!said.contains(words) && said.contains(whole), "{said}");
        // Looking is allowed where nothing may be written.
        let said = sealed.opened(&["--read-only", "doctor", "--lang", lang]).done();
        assert!(!said.contains(words) && said.contains(whole), "{said}");
    }
    let check =
        |checkup: &Value| checkup["checks"].as_array().unwrap().iter().find(|c| c["name"] == "sealed_lines").cloned();
    let found = check(&sealed.home.json(&["doctor"])).unwrap();
    assert_eq!((&found["checked"], &found["ok"]), (&false.into(), &true.into()));
    let with_key: Value = serde_json::from_str(&sealed.opened(&["doctor", "--json"]).done()).unwrap();
    assert_eq!(check(&with_key).unwrap()["checked"], true);
    // A journal without a vault has none of them.
    let home = Home::with_aiko();
    assert!(check(&home.json(&["doctor"])).is_none());
}

#[test]
fn a_damaged_line_is_never_accepted_as_what_was_written() {
    for (lang, written, damaged) in [("en", "the ones written last", "damaged"), ("ja", "最後に書いたとおり", "壊れ")]
    {
        let sealed = Sealed::new();
        let accept = ["seal", "accept", "--lang", lang];
        assert!(sealed.opened(&accept).done().contains(written), "nothing is wrong yet");
        let file = rusqlite::Connection::open(sealed.home.journal()).unwrap();
        let mut bytes: Vec<u8> =
            file.query_row("SELECT sealed FROM entry WHERE kind = 'reading'", [], |row| row.get(0)).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        file.execute("UPDATE entry SET sealed = ?1 WHERE kind = 'reading'", [bytes]).unwrap();
        drop(file);
        for _ in 0..2 {
            let ran = sealed.opened(&accept);
            let said = format!("{}{}", ran.stdout(), ran.stderr);
            assert!(said.contains(ending(&sealed.reading)) && said.contains(damaged), "{said}");
            assert!(!said.contains(written), "{said}");
            assert!(ran.code == 5 || ran.code == 0 && ran.stdout().contains(damaged), "{}: {said}", ran.code);
        }
        let ran = sealed.opened(&["doctor", "--lang", lang]);
        assert_eq!(ran.code, 1);
        assert!(ran.stdout().contains(ending(&sealed.reading)) && ran.stdout().contains("Aiko"), "{}", ran.stdout());
    }
}

#[test]
fn an_archive_keeps_sealed_what_is_sealed_and_comes_back_the_same() {
    let sealed = Sealed::new();
    let archive = sealed.home.ok(&["export"]);
    for args in [&["export", "--passphrase-file", "pass"][..], &["export", "--passphrase-file", "pass", "--reveal"]] {
        assert_eq!(sealed.home.ok(args), archive, "whoever has the key exports the same");
    }
    let scan = Scan::new();
    assert!(scan.find(archive.as_bytes()).is_empty(), "nothing of it is readable");
    std::fs::write(sealed.home.path("all.json"), &archive).unwrap();
    sealed.home.ok(&["--journal", "other.db", "import", "archive", "all.json"]);
    assert_eq!(sealed.home.ok(&["--journal", "other.db", "export"]), archive);
    let show = ["--journal", "other.db", "session", "show", &sealed.session];
    tells_nothing("the other journal", &sealed.home.ok(&show));
    assert!(tells(&sealed.revealed(&show), &[READING, PROMISE]), "the same passphrase opens it");
    let checkup = sealed.opened(&["--journal", "other.db", "doctor", "--json"]).done();
    let checkup: Value = serde_json::from_str(&checkup).unwrap();
    assert_eq!(checkup["ok"], true, "{checkup}");
    assert!(checkup["checks"].as_array().unwrap().iter().any(|c| c["name"] == "sealed_lines"));
    sealed.home.run(&["doctor", "--passphrase-file", "wrong"]).refused(4);
}

#[test]
fn no_paper_for_others_ever_has_a_sealed_line_in_it() {
    let sealed = Sealed::new();
    // Chosen for the partner and for the programme, and promised: none of it counts once a line is sealed.
    for visibility in ["partner", "programme"] {
        sealed.opened(&["line", "edit", &sealed.reading, "--visibility", visibility]).refused(2);
        sealed.opened(&["line", "edit", &sealed.promise, "--visibility", visibility]).done();
        for audience in ["partner", "office"] {
            for format in ["md", "html", "txt", "json"] {
                let args = ["summary", "--pair", "Aiko", "--for", audience, "--format", format];
                for key in [&[][..], &["--passphrase-file", "pass"], &["--passphrase-file", "pass", "--reveal"]] {
                    let ran = sealed.home.run(&[&args[..], key].concat());
                    tells_nothing(&format!("{audience} {format} {key:?}"), &format!("{}{}", ran.stdout(), ran.stderr));
                    assert!(ran.code == 0, "{}", ran.stderr);
                }
            }
        }
        for key in [&[][..], &["--passphrase-file", "pass", "--reveal"]] {
            let calendar = sealed.home.ok(&[&["calendar", "--due", "--names"], key].concat());
            tells_nothing("the calendar", &calendar);
        }
    }
}

/// Every file that there is after a whole life of the vault, with everybody allowed everything by default (T13), and
/// what it was made of is in none of them (T1, T3), neither in what the program puts aside for a while.
#[test]
fn every_file_is_for_its_owner_alone_whatever_the_system_allows() {
    let sealed = Sealed::new();
    let temp = sealed.home.path("temp");
    std::fs::create_dir(&temp).unwrap();
    let run = |line: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("umask 000; {line}")]).current_dir(sealed.home.path("")).env_clear();
        shell.envs(sealed.home.environment()).env("TMPDIR", &temp).env("T", PROGRAM);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run("$T backup && $T export -o data/all.json && $T backup data/copy.db");
    run(
        "$T note '~ one more' --passphrase-file pass && $T line edit --seal --passphrase-file pass $($T note '! clear' --json | sed 's/.*\"id\": *\"//; s/\".*//; q' | head -1)",
    );
    run("$T --journal data/fresh.db import archive data/all.json && $T restore data/copy.db --force");
    let made = files(&sealed.home.path("data"));
    assert!(made.len() >= 6, "{made:?}");
    for file in made.iter().chain(&files(&temp)) {
        assert_eq!(mode(file), 0o600, "{}", file.display());
        assert!(Scan::new().find(&std::fs::read(file).unwrap()).is_empty(), "{}", file.display());
    }
    assert_eq!(mode(&sealed.home.path("data/backups")), 0o700);
    assert!(files(&temp).is_empty(), "nothing stays where everybody looks");
}

#[test]
fn a_link_is_not_followed_with_a_vault_either() {
    let sealed = Sealed::new();
    let home = &sealed.home;
    std::fs::write(home.path("letter"), "dear diary").unwrap();
    symlink(home.path("letter"), home.path("link")).unwrap();
    symlink(home.path("nowhere"), home.path("dangling")).unwrap();
    symlink(home.journal(), home.path("link.db")).unwrap();
    for target in ["link", "dangling"] {
        for flags in [&[][..], &["--force"]] {
            home.run(&[&["backup", target], flags].concat()).refused(1);
            home.run(&[&["export", "-o", target], flags].concat()).refused(1);
        }
    }
    home.run(&["--journal", "link.db", "session", "list", "--passphrase-file", "pass"]).refused(1);
    home.run(&["--journal", "link.db", "seal", "off", "--yes", "--passphrase-file", "pass"]).refused(1);
    // A link among the backups leads elsewhere: what lies there is left alone.
    let backups = home.path("data/backups");
    std::fs::create_dir_all(&backups).unwrap();
    symlink(home.path("letter"), backups.join("journal-x.db")).unwrap();
    sealed
        .opened(&["line", "edit", &text(&home.json(&["session", "show", &sealed.session])["lines"][0]["id"]), "--seal"])
        .done();
    assert_eq!(std::fs::read_to_string(home.path("letter")).unwrap(), "dear diary");
    assert!(!Path::new(&home.path("nowhere")).exists());
}
