use crate::support::Home;

fn find(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).position(|w| w == needle).expect("it is in the file")
}

#[test]
fn a_sound_journal_is_called_sound() {
    let home = Home::with_aiko();
    home.session("Aiko", "! draft", &[]);
    let checkup = home.json(&["doctor"]);
    assert_eq!((&checkup["ok"], &checkup["schema"]), (&true.into(), &6.into()));
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
