//! What damage of the file a command tells of, and what is never written over although it is damaged.

use rusqlite::Connection;

use crate::support::Home;

/// A journal with a pair, a session with a theme and lines, and a tick.
fn kept() -> Home {
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n", &["--at", "2026-11-20 10:00"]);
    home
}

fn change(home: &Home, sql: &str) {
    let conn = Connection::open(home.journal()).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    conn.execute_batch(sql).unwrap();
}

/// The first page of a table, changed.
fn on_page(home: &Home, table: &str, change: impl Fn(&mut [u8])) {
    let conn = Connection::open(home.journal()).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: i64 = conn.query_row(sql, [table], |row| row.get(0)).unwrap();
    drop(conn);
    let mut bytes = std::fs::read(home.journal()).unwrap();
    let start = (root as usize - 1) * 4096;
    change(&mut bytes[start..start + 4096]);
    std::fs::write(home.journal(), bytes).unwrap();
}

#[test]
fn what_is_damaged_is_told_by_whoever_needs_it() {
    let far = "UPDATE session SET at_ms = 9007199254740992";
    for (sql, command) in [
        (far, ["mentor", "show", "Aiko"]),
        (far, ["session", "list", "--all"]),
        ("UPDATE pair SET held = 77", ["pair", "list", "--json"]),
        ("DELETE FROM session", ["action", "list", "--json"]),
        ("DELETE FROM pair", ["session", "list", "--json"]),
        ("UPDATE entry SET doc = doc + 9", ["search", "two", "--json"]),
    ] {
        let home = kept();
        change(&home, sql);
        let command: Vec<&str> = command.into_iter().filter(|word| *word != "--all").collect();
        let ran = home.run(&command);
        assert_eq!(ran.code, 5, "{sql}: {command:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("damaged"), "{sql}: {command:?}: {}", ran.stderr);
    }
}

#[test]
fn the_doctor_takes_no_lost_record_out_of_the_indexes() {
    let home = kept();
    home.session("Aiko", "three\n! four\n", &["--at", "2026-11-19 10:00"]);
    on_page(&home, "entry", |page| page[1..8].copy_from_slice(&[0, 0, 0, 0, 0x10, 0, 0]));
    let damaged = std::fs::read(home.journal()).unwrap();
    home.run(&["pair", "list"]).refused(5);
    for (lang, words) in [("en", "Records known to the indexes"), ("ja", "索引にある内容")] {
        let ran = home.run(&["doctor", "--lang", lang]);
        assert_eq!(ran.code, 1);
        assert!(ran.stdout().contains(words) && ran.stdout().contains("doctor --repair"), "{}", ran.stdout());
    }
    let ran = home.run(&["doctor", "--json"]);
    let checkup: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    let missing =
        checkup["checks"].as_array().unwrap().iter().find(|check| check["name"] == "missing_records").unwrap();
    assert_eq!(missing["detail"].as_str().unwrap().matches("entry ").count(), 4, "{missing}");
    assert!(std::fs::read(home.journal()).unwrap() == damaged, "not a byte was changed");
}

#[test]
fn a_search_index_that_cannot_be_asked_is_made_again() {
    let home = kept();
    on_page(&home, "search_idx", |page| page[1..8].copy_from_slice(&[0, 0, 0, 0, 0x10, 0, 0]));
    home.run(&["search", "two"]).refused(5);
    home.run(&["backup", "copy.db"]).refused(5);
    home.ok(&["doctor"]);
    assert!(home.ok(&["search", "two"]).contains("two"));
}

#[test]
fn no_paper_is_written_over_a_damaged_journal() {
    let home = kept();
    home.ok(&["backup", "sound.db"]);
    let sound = std::fs::read(home.path("sound.db")).unwrap();
    let zeroed = |range: std::ops::Range<usize>| {
        let mut bytes = sound.clone();
        bytes[range].fill(0);
        bytes
    };
    for (what, bytes) in [
        ("sound", sound.clone()),
        ("without the words at its beginning", zeroed(0..16)),
        ("without its application", zeroed(68..72)),
        ("without its header", zeroed(0..100)),
        ("without its first page", zeroed(0..4096)),
        ("without its end", sound[..sound.len() / 2].to_vec()),
    ] {
        std::fs::write(home.path("x.db"), &bytes).unwrap();
        for command in [["export", "--force", "-o"], ["calendar", "--force", "-o"]] {
            let command: Vec<&str> = command.into_iter().chain(["x.db"]).collect();
            let told = home.run(&command).refused(1);
            assert!(told.contains("x.db"), "{what}: {told}");
            assert!(std::fs::read(home.path("x.db")).unwrap() == bytes, "{what}: {command:?}");
        }
    }
    std::fs::write(home.path("x.db"), "a letter").unwrap();
    home.ok(&["export", "--force", "-o", "x.db"]);
}

#[test]
fn a_hyphen_is_stdout_for_text_and_refused_for_a_journal() {
    let home = kept();
    for command in [["summary", "--pair", "Aiko"].as_slice(), &["calendar"], &["export"]] {
        let command: Vec<&str> = command.iter().copied().chain(["-o", "-"]).collect();
        assert!(!home.ok(&command).is_empty(), "{command:?}");
    }
    for command in [["backup", "-"].as_slice(), &["demo", "--out", "-"], &["doctor", "--repair", "-"]] {
        for (lang, words) in [("en", "stdout"), ("ja", "標準出力")] {
            let command: Vec<&str> = command.iter().copied().chain(["--lang", lang]).collect();
            let told = home.run(&command).refused(2);
            assert!(told.contains(words), "{command:?}: {told}");
        }
    }
    assert!(!home.path("-").exists());
    // What is there stays there, and no option is named that would replace it.
    home.ok(&["backup", "j.db"]);
    for name in ["j.db", "j.db/", "j.db/."] {
        let told = home.run(&["doctor", "--repair", name]);
        assert!(told.code != 0 && !told.stderr.contains("--force"), "{name}: {}", told.stderr);
    }
}
