//! What other journals hold, brought in: all of it, once, with nothing lost in silence.

use crate::support::{Home, text};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import");

fn count(home: &Home) -> usize {
    home.json(&["session", "list"]).as_array().unwrap().len()
}

#[test]
fn a_journal_of_jrnl_becomes_sessions_for_oneself_alone() {
    let home = Home::with_aiko();
    let journal = "[2025-03-01 09:30] First talk with Aiko.\n! not a promise here\nwe met @work\n\n\
                   [2025-03-15 10:00] Second one *\nshe tried it\n";
    std::fs::write(home.path("old.txt"), journal).unwrap();
    let would = home.json(&["import", "jrnl", "old.txt", "--pair", "Aiko", "--dry-run"]);
    assert_eq!((&would["new"], &would["known"], count(&home)), (&2.into(), &0.into(), 0));
    let came = home.json(&["import", "jrnl", "old.txt", "--pair", "Aiko"]);
    assert_eq!((&came["new"], count(&home)), (&2.into(), 2));
    let sessions = home.json(&["session", "list"]);
    let first = home.json(&["session", "show", &text(&sessions[1]["id"])]);
    assert_eq!((&first["theme"], &first["status"]), (&"".into(), &"held".into()));
    assert!(text(&first["at"]).starts_with("2025-03-01T09:30"));
    let lines = first["lines"].as_array().unwrap();
    assert!(lines.iter().all(|l| l["kind"] == "fact" && l["visibility"] == "private"), "{lines:?}");
    assert_eq!(
        (&lines[0]["text"], &lines[1]["text"]),
        (&"First talk with Aiko.".into(), &"! not a promise here".into())
    );
    // A title was written for nobody else: it reaches no paper.
    for reader in ["partner", "office"] {
        let told = home.ok(&["summary", "--for", reader, "--since", "2025-01-01"]);
        assert!(!told.contains("First talk") && !told.contains("Second one"), "{told}");
    }
    assert!(home.json(&["action", "list", "--all"]).as_array().unwrap().is_empty());
}

#[test]
fn the_same_source_twice_adds_nothing_twice() {
    let home = Home::with_aiko();
    let import = |home: &Home| home.json(&["import", "jrnl", "old.txt", "--pair", "Aiko"]);
    std::fs::write(home.path("old.txt"), "[2025-03-01 09:30] One\n\n[2025-03-02 09:30] Two\n").unwrap();
    import(&home);
    let sessions = home.json(&["session", "list"]);
    // Changed here, put into the bin, and gone for good: none of them comes again.
    home.fed(&["session", "edit", &text(&sessions[0]["id"]), "-"], "changed here").done();
    home.ok(&["session", "delete", &text(&sessions[1]["id"])]);
    assert_eq!(import(&home)["known"], 2);
    home.ok(&["bin", "empty", "--yes"]);
    assert_eq!((&import(&home)["known"], count(&home)), (&2.into(), 1));
    // What is new there comes, and only that.
    std::fs::write(
        home.path("old.txt"),
        "[2025-02-01 09:30] Zero\n\n[2025-03-01 09:30] One\n\n[2025-03-02 09:30] Two\n",
    )
    .unwrap();
    let again = import(&home);
    assert_eq!((&again["new"], &again["known"]), (&1.into(), &2.into()));
    // For another pair it is another matter.
    home.ok(&["pair", "add", "Ken"]);
    assert_eq!(home.json(&["import", "jrnl", "old.txt", "--pair", "Ken"])["new"], 3);
}

#[test]
fn a_broken_part_names_its_place_and_the_rest_still_comes() {
    let home = Home::with_aiko();
    std::fs::create_dir(home.path("days")).unwrap();
    std::fs::write(home.path("days/2025-03-01.md"), "# 面談\n話した\n").unwrap();
    std::fs::write(home.path("days/2025-03-02.md"), b"bad \xff\xfe bytes").unwrap();
    std::fs::write(home.path("days/undated.md"), "no date at all\n").unwrap();
    let ran = home.run(&["import", "markdown", "days", "--pair", "Aiko"]);
    assert_eq!((ran.code, count(&home)), (0, 1), "{}", ran.stderr);
    assert!(ran.stderr.contains("2025-03-02.md") && ran.stderr.contains("undated.md"), "{}", ran.stderr);
    let json = home.json(&["import", "markdown", "days", "--pair", "Aiko"]);
    assert_eq!((&json["known"], &json["broken"]), (&1.into(), &2.into()));
}

#[test]
fn what_cannot_be_read_at_all_says_what_to_do_and_changes_nothing() {
    let home = Home::with_aiko();
    std::fs::write(home.path("secret.txt"), "gAAAAABmZmZm").unwrap();
    std::fs::write(home.path("export.zip"), b"PK\x03\x04rest").unwrap();
    std::fs::create_dir(home.path("empty")).unwrap();
    for (format, path, word) in [
        ("jrnl", "secret.txt", "--decrypt"),
        ("dayone", "export.zip", "Unpack"),
        ("markdown", "nowhere", "no file or folder at this path"),
        ("dayone", "empty", "no journal of this kind"),
    ] {
        let told = home.run(&["import", format, path, "--pair", "Aiko"]).refused(1);
        assert!(told.contains(word) && told.contains(path), "{told}");
    }
    home.run(&["import", "jrnl", "secret.txt", "--pair", "Nobody"]).refused(3);
    assert_eq!(count(&home), 0);
    let empty = Home::new();
    empty.run(&["import", "jrnl", "x", "--pair", "Aiko"]).refused(3);
}

#[test]
fn entries_of_two_journals_are_two_whatever_their_numbers_and_years() {
    let home = Home::with_aiko();
    let entry = |title: &str| {
        format!(
            r#"[{{"id":1,"date":"2026-08-02T00:00:00Z","title":"{title}","content":"c","tags":[],"priority":null}}]"#
        )
    };
    for (name, title) in [("a.json", "one"), ("b.json", "two")] {
        std::fs::write(home.path(name), entry(title)).unwrap();
        assert_eq!(home.json(&["import", "tui-journal", name, "--pair", "Aiko"])["new"], 1, "{name}");
        assert_eq!(home.json(&["import", "tui-journal", name, "--pair", "Aiko"])["known"], 1, "{name}");
    }
    let years: String =
        ["0001", "1969", "2514", "9999"].iter().map(|y| format!("[{y}-12-31 23:59] in {y}\n\n")).collect();
    std::fs::write(home.path("years.txt"), years).unwrap();
    assert_eq!(home.json(&["import", "jrnl", "years.txt", "--pair", "Aiko"])["new"], 4);
    assert!(home.ok(&["doctor"]).contains("is intact"));
    let wide: Vec<u8> = "\u{feff}[2025-03-01 10:00] x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(home.path("wide.txt"), wide).unwrap();
    let told = home.run(&["import", "jrnl", "wide.txt", "--pair", "Aiko"]).refused(1);
    assert!(told.contains("UTF-8"), "{told}");
}

#[test]
fn every_format_arrives_in_either_language() {
    let home = Home::with_aiko();
    for (format, folder) in
        [("jrnl", "jrnl"), ("tui-journal", "tui-journal"), ("dayone", "dayone"), ("markdown", "markdown")]
    {
        let folder = std::path::Path::new(FIXTURES).join(folder);
        let mut came = 0;
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let ran = home.run(&["import", format, path.to_str().unwrap(), "--pair", "Aiko", "--json", "--lang", "ja"]);
            if ran.code == 0 {
                let json: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
                came += json["new"].as_u64().unwrap();
            } else {
                assert!(!ran.stderr.is_empty(), "{}", path.display());
            }
        }
        assert!(came > 0, "{format}");
    }
    assert!(home.ok(&["doctor"]).contains("is intact"));
}
