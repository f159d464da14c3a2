use crate::support::{Home, ending, text};

fn find(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).position(|w| w == needle).expect("it is in the file")
}

#[test]
fn a_sound_journal_is_called_sound() {
    let home = Home::with_aiko();
    home.session("Aiko", "! draft", &[]);
    let checkup = home.json(&["doctor"]);
    assert_eq!((&checkup["ok"], &checkup["schema"]), (&true.into(), &8.into()));
    assert!(checkup["journal"].as_str().unwrap().ends_with("journal.db"));
    assert!(home.ok(&["doctor"]).contains("is intact"));
}

#[test]
fn a_flipped_bit_in_a_line_is_found() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "! a promise of some weight", &[]);
    let line = home.json(&["session", "show", &id])["lines"][0]["id"].clone();
    let mut bytes = std::fs::read(home.journal()).unwrap();
    let at = find(&bytes, b"promise of some weight");
    bytes[at] ^= 1;
    std::fs::write(home.journal(), bytes).unwrap();
    let ran = home.run(&["doctor", "--json"]);
    let checkup: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!((ran.code, &checkup["ok"]), (1, &false.into()));
    let check = |name: &str| checkup["checks"].as_array().unwrap().iter().find(|c| c["name"] == name).unwrap().clone();
    assert_eq!(check("integrity_check")["ok"], true);
    let named = format!("entry {}", line.as_str().unwrap());
    assert_eq!((&check("records")["ok"], &check("records")["detail"]), (&false.into(), &named.into()));
    assert_eq!(home.run(&["doctor"]).code, 1);
}

#[test]
fn the_doctor_says_what_to_do_next_about_each_kind_of_fault() {
    type Fault = fn(&rusqlite::Connection) -> rusqlite::Result<()>;
    let faults: [(&str, Fault, &str, &str); 3] = [
        (
            "a planted trigger",
            |file| file.execute_batch("CREATE TRIGGER spy AFTER INSERT ON entry BEGIN SELECT 1; END"),
            "doctor --accept",
            "doctor --repair",
        ),
        (
            "a garbled pair",
            |file| file.execute_batch("UPDATE pair SET purpose = 'another'"),
            "doctor --repair",
            "doctor --accept",
        ),
        (
            "a table replaced by a view",
            |file| {
                file.execute_batch(
                    "PRAGMA legacy_alter_table = ON; ALTER TABLE goal RENAME TO old; CREATE VIEW goal AS SELECT * FROM old",
                )
            },
            "doctor --repair",
            "doctor --accept",
        ),
    ];
    for (what, fault, named, not_named) in faults {
        let home = Home::with_aiko();
        home.session("Aiko", "! a promise", &[]);
        let file = rusqlite::Connection::open(home.journal()).unwrap();
        fault(&file).unwrap();
        drop(file);
        for lang in ["en", "ja"] {
            let ran = home.run(&["--lang", lang, "doctor"]);
            assert_eq!(ran.code, 1, "{what}");
            let said = ran.stdout();
            assert!(said.contains(named) && !said.contains(not_named), "{what}: {said}");
        }
    }
}

#[test]
fn what_cannot_be_accepted_is_left_alone_and_a_repair_is_named() {
    let home = Home::with_aiko();
    let file = rusqlite::Connection::open(home.journal()).unwrap();
    file.execute_batch("ALTER TABLE goal ADD COLUMN spy TEXT").unwrap();
    drop(file);
    let ran = home.run(&["doctor", "--accept"]);
    assert_eq!(ran.code, 5);
    let said = ran.stderr;
    assert!(said.contains("doctor --repair") && !said.contains("doctor --accept"), "{said}");
}

#[test]
fn a_damaged_file_is_found_and_refused() {
    let home = Home::with_aiko();
    home.session("Aiko", &"! a line among many\n".repeat(2000), &[]);
    let mut bytes = std::fs::read(home.journal()).unwrap();
    let middle = bytes.len() / 8192 * 4096;
    let end = (middle + 8 * 4096).min(bytes.len());
    bytes[middle..end].fill(0xa5);
    std::fs::write(home.journal(), &bytes).unwrap();
    let ran = home.run(&["doctor", "--json"]);
    let checkup: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!((ran.code, &checkup["ok"]), (1, &false.into()), "{checkup}");

    bytes[100..].fill(0xa5);
    std::fs::write(home.journal(), &bytes).unwrap();
    home.run(&["pair", "list"]).refused(5);
    let ran = home.run(&["doctor", "--json"]);
    let checkup: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!((ran.code, &checkup["ok"], &checkup["schema"]), (1, &false.into(), &serde_json::Value::Null));
}

/// A damaged record: its id, the words for its kind in both languages, and whether it has a day.
type Damaged = (String, [&'static str; 2], bool);

/// A journal with one damaged record of each of these kinds.
fn damaged() -> (Home, Vec<Damaged>) {
    let home = Home::with_aiko();
    let pair = text(&home.json(&["pair", "list"])[0]["id"]);
    let session = home.session("Aiko", "! a promise\n", &["--at", "2026-11-20 10:00"]);
    let line = text(&home.json(&["session", "show", &session])["lines"][0]["id"]);
    let goal = text(&home.json(&["goal", "add", "run", "--pair", "Aiko"])["id"]);
    home.ok(&["goal", "checkin", &goal, "--value", "3"]);
    let question = text(&home.json(&["question", "add", "why?"])["id"]);
    let file = rusqlite::Connection::open(home.journal()).unwrap();
    let sql = "SELECT lower(hex(uuid)) FROM checkin";
    let checkin: String = file.query_row(sql, [], |row| row.get(0)).unwrap();
    file.execute_batch(
        "UPDATE pair SET purpose = 'secretly'; UPDATE session SET theme = 'secretly'; UPDATE entry SET result = 'secretly';
         UPDATE goal SET title = 'secretly'; UPDATE checkin SET note = 'secretly'; UPDATE own_question SET text = 'secretly'",
    )
    .unwrap();
    let records = vec![
        (pair, ["pair", "ペア"], false),
        (session, ["session", "面談"], true),
        (line, ["line", "行"], true),
        (goal, ["goal", "目標"], false),
        (checkin, ["check-in", "進み具合"], true),
        (question, ["own question", "自分の質問"], false),
    ];
    (home, records)
}

#[test]
fn a_damaged_record_is_named_so_that_a_person_knows_it() {
    let (home, records) = damaged();
    for (n, lang) in ["en", "ja"].into_iter().enumerate() {
        let ran = home.run(&["doctor", "--lang", lang]);
        let said = ran.stdout();
        assert_eq!(ran.code, 1, "{said}");
        // The journal is repaired into a new one; all of these records have changed.
        let repaired = home.run(&["doctor", "--repair", &format!("{lang}.db"), "--lang", lang]);
        assert_eq!(repaired.code, 5, "{}", repaired.stderr);
        for said in [said, repaired.stdout()] {
            assert!(!said.contains("secretly") && !said.contains("a promise"), "{said}");
            for (id, words, has_day) in &records {
                assert!(!said.contains(id), "a whole id: {said}");
                let row = said.lines().find(|line| line.contains(ending(id))).unwrap_or_else(|| panic!("{id}: {said}"));
                assert!(row.contains(words[n]), "{row}");
                assert_eq!(row.contains("Aiko"), !words[0].contains("question"), "{row}");
                assert!(!has_day || row.contains("20") || row.contains("21"), "{row}");
            }
        }
        // What is damaged can be looked at by that id.
        let session = records[1].0.as_str();
        assert!(home.run(&["session", "show", ending(session)]).stderr.contains("damaged"), "{session}");
    }
}

#[test]
fn the_doctor_speaks_japanese_but_for_what_it_quotes() {
    let (home, _) = damaged();
    let file = rusqlite::Connection::open(home.journal()).unwrap();
    file.execute_batch("CREATE TRIGGER spy AFTER INSERT ON entry BEGIN SELECT 1; END").unwrap();
    drop(file);
    let mut bytes = std::fs::read(home.journal()).unwrap();
    let end = bytes.len();
    // A page that nothing refers to any more.
    bytes.resize(end + 4096, 0xa5);
    let pages = u32::try_from(bytes.len() / 4096).unwrap();
    bytes[28..32].copy_from_slice(&pages.to_be_bytes());
    std::fs::write(home.journal(), bytes).unwrap();
    let ran = home.run(&["doctor", "--lang", "ja"]);
    let said = ran.stdout();
    assert_eq!(ran.code, 1, "{said}");
    assert!(said.contains("SQLiteからの報告：「") && said.contains("トリガー spy"), "{said}");
    assert!(!said.contains("[x]") && !said.contains("[!]"), "marks that read otherwise in Japan: {said}");
    let ours: String = said.split('「').map(|part| part.split_once('」').map_or(part, |(_, rest)| rest)).collect();
    for word in ["Page", "never used", "manifest", "row", "index", "trigger", "entry", "damaged"] {
        assert!(!ours.contains(word), "{word}: {ours}");
    }
    let said = home.run(&["doctor"]).stdout();
    assert!(said.contains("SQLite says: “") && said.contains("trigger spy") && !said.contains("[x]"), "{said}");
}

#[test]
fn a_line_or_session_that_another_program_has_removed_is_told_once() {
    for (sql, removed, words) in [
        ("DELETE FROM entry WHERE raw LIKE '! two%'", 1, ["has removed it", "1件分"]),
        ("DELETE FROM entry", 3, ["has removed them", "3件分"]),
        ("DELETE FROM entry; DELETE FROM session", 4, ["has removed them", "4件分"]),
        // Wrong numbers of records that are there.
        ("UPDATE entry SET doc = doc + 5", 0, ["", ""]),
        ("UPDATE entry SET doc = NULL", 0, ["", ""]),
    ] {
        let home = Home::with_aiko();
        home.session("Aiko", "one\n! two\n? three\n", &[]);
        // One that lies in the bin is in no index.
        let binned = home.session("Aiko", "four\n", &["--at", "2026-11-20 10:00"]);
        home.ok(&["session", "delete", &binned]);
        let file = rusqlite::Connection::open(home.journal()).unwrap();
        file.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
        drop(file);
        let checkup: serde_json::Value =
            serde_json::from_str(&home.run(&["--read-only", "doctor", "--json"]).stdout()).unwrap();
        assert_eq!(checkup["removed"], removed, "{sql}");
        let lang = if removed % 2 == 0 { "ja" } else { "en" };
        let ran = home.run(&["doctor", "--lang", lang]);
        let said = ran.stdout();
        assert_eq!(ran.code, i32::from(removed > 0), "{sql}: {said}");
        assert!(said.contains(words[usize::from(lang == "ja")]), "{sql}: {said}");
        // The index is made again: nothing tells of them any more.
        assert_eq!(home.run(&["doctor"]).code, 0, "{sql}");
    }
}
