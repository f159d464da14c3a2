//! The archive: what goes out comes back the same, and nothing else comes in.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use tomoni::archive::{List, Place, Trouble};
use tomoni::domain::checklist::ItemMoment;
use tomoni::domain::forms::NewItem;
use tomoni::domain::ids::PairId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::sharing::{Format, NewShare, Paper};
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{ArchiveFile, Journal, SessionFilter};
use tomoni::problem::Problem;

use super::{EVERY_SCHEMA, act, clock, open, session, step, with_pair};

fn on(_: u64, _: u64) -> bool {
    true
}

fn told<T>(outcome: Result<T, Problem>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

pub fn exported(journal: &Journal) -> String {
    let mut file = tempfile::tempfile().unwrap();
    told(journal.export(&mut file, Path::new("spool"), &mut on));
    read_back(&mut file)
}

fn read_back(file: &mut File) -> String {
    use std::io::Seek;
    file.rewind().unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    text
}

/// Takes an archive into a new journal.
fn imported(folder: &Path, archive: &str) -> Result<Journal, Problem> {
    let path = folder.join("archive.json");
    std::fs::write(&path, archive).unwrap();
    let mut file = ArchiveFile::check(&path, &mut on)?;
    let mut journal = open(&folder.join("imported.db"));
    let counts = journal.import_archive(&mut file, false, &mut on)?;
    assert_eq!(counts, file.counts());
    Ok(journal)
}

/// A journal with something of everything that a journal can hold, in the bin too.
pub fn full(path: &Path, lang: Lang) -> Journal {
    let mut journal = open(path);
    told(journal.fill_with_demo(lang));
    let pair = journal.pairs().unwrap()[0].pair.id;
    let question = told(journal.add_question("What would you do without me?"));
    told(journal.delete(Binned::OwnQuestion(question.id)));
    told(journal.add_question("What else?"));
    let planned = journal.sessions(&SessionFilter::default()).unwrap();
    let planned = planned.iter().find(|row| row.session.status == SessionStatus::Planned).unwrap().session.id;
    told(journal.move_session(planned, clock().now() + chrono::TimeDelta::days(9), None));
    let first = session(&mut journal, pair, "\r\n\n! one \u{1b}[31m\n? two\n日本語\u{2028}の行\r\n");
    let doomed = session(&mut journal, pair, "goes for good\n");
    told(journal.delete(Binned::Session(doomed)));
    told(journal.empty_bin());
    let line = journal.note(first).unwrap().entries[1].id;
    told(journal.delete(Binned::Entry(line)));
    let binned = session(&mut journal, pair, "in the bin\n< with its line\n");
    told(journal.delete(Binned::Session(binned)));
    let goal = journal.goals(pair).unwrap()[0].goal.id;
    told(journal.delete(Binned::Goal(goal)));
    give_away(&mut journal, pair);
    let passphrase = Passphrase::new("kakushigoto").unwrap();
    let sealed = told(journal.seal_on(&told(NewVault::make(&passphrase, Cost::FLOOR))));
    assert!(sealed.lines > 0, "the sample has private lines");
    journal
}

/// A log of what was given away, of the pair and of all pairs, and an item of one's own.
fn give_away(journal: &mut Journal, pair: PairId) {
    for (pair, arrived) in [(Some(pair), true), (None, false)] {
        let (paper, format) = (Paper::KnowHow, Format::Docx);
        let new = NewShare { pair, paper, format, shared: 3, kept: 4, hash: "ab".into(), arrived };
        told(journal.log_share(&new));
    }
    let item = NewItem { pair, key: "trust".into(), when: ItemMoment::Session, text: "ask".into() };
    let item = told(journal.add_item(&item));
    told(journal.edit_item(item.id, "ask how they are \u{202e}\u{7}"));
}

/// Every table with every column, but for what numbers rows: a table or a column that the archive leaves out shows.
fn rows(path: &Path) -> BTreeMap<String, Vec<String>> {
    let conn = rusqlite::Connection::open(path).unwrap();
    let names = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let tables = names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'");
    let of = |table: String| {
        let columns = names(&format!(
            "SELECT name FROM pragma_table_info('{table}')
             WHERE name NOT IN ('id', 'doc', 'pair', 'session', 'goal', 'moved_to', 'settled_in', 'sum')"
        ));
        let order = if table == "gone" { "uuid" } else { "id" };
        let quoted: Vec<String> = columns.iter().map(|c| format!("quote({c})")).collect();
        let sql = format!("SELECT {} FROM {table} ORDER BY {order}", quoted.join(" || ' ' || "));
        let rows = names(&sql);
        (table, rows)
    };
    tables.into_iter().map(of).collect()
}

#[test]
fn what_goes_out_comes_back_the_same() {
    for lang in Lang::ALL {
        let dir = tempfile::tempdir().unwrap();
        let journal = full(&dir.path().join("journal.db"), lang);
        let archive = exported(&journal);
        let value: Value = serde_json::from_str(&archive).unwrap();
        for list in List::ALL {
            assert!(!value[list.key()].as_array().unwrap().is_empty(), "the test has nothing of {}", list.key());
        }
        assert!(!archive.contains(['\u{7}', '\u{1b}', '\u{202e}', '\u{2028}']), "nothing in it steers a terminal");
        assert!(!archive.contains(dir.path().to_str().unwrap()), "nothing of the machine");
        let other = told(imported(dir.path(), &archive));
        assert_eq!(exported(&other), archive);
        for (a, b) in journal.pairs().unwrap().iter().zip(other.pairs().unwrap()) {
            assert_eq!(a, &b, "with the same counts");
        }
        assert_eq!(other.bin().unwrap().len(), journal.bin().unwrap().len());
        drop(other);
        let (before, after) = (rows(&dir.path().join("journal.db")), rows(&dir.path().join("imported.db")));
        assert!(before.len() > 11 && before.values().all(|rows| !rows.is_empty()));
        assert_eq!(after, before, "a column that the archive does not know");
        assert!(Journal::doctor(&dir.path().join("imported.db"), clock()).unwrap().is_sound());
    }
}

#[test]
fn the_journals_of_every_schema_go_out_and_come_back() {
    for fixture in EVERY_SCHEMA {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        std::fs::copy(fixture, &path).unwrap();
        let archive = exported(&told(Journal::open(&path, clock())));
        assert_eq!(exported(&told(imported(dir.path(), &archive))), archive, "{fixture}");
        assert!(Journal::doctor(&dir.path().join("imported.db"), clock()).unwrap().is_sound(), "{fixture}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_goes_out_and_comes_back(steps in proptest::collection::vec(step(), 1..20)) {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
        for step in steps {
            act(&mut journal, pair, step);
        }
        let archive = exported(&journal);
        prop_assert_eq!(exported(&told(imported(dir.path(), &archive))), archive);
    }
}

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema/archive.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn an_archive_is_what_its_schema_says() {
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema()).unwrap();
    for lang in Lang::ALL {
        let dir = tempfile::tempdir().unwrap();
        let value: Value = serde_json::from_str(&exported(&full(&dir.path().join("journal.db"), lang))).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut wrong = value.clone();
        wrong["lines"][0]["raw"] = Value::Null;
        assert!(!validator.is_valid(&wrong), "a line has its text or its sealed bytes");
        let mut wrong = value.clone();
        wrong["pairs"][0]["nick"] = json!("x");
        assert!(!validator.is_valid(&wrong));
    }
}

/// What is written has exactly the properties that the schema knows, so neither of them drifts.
#[test]
fn the_schema_knows_every_field_and_every_word() {
    let schema = schema();
    let dir = tempfile::tempdir().unwrap();
    let archive: Value = serde_json::from_str(&exported(&full(&dir.path().join("journal.db"), Lang::En))).unwrap();
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&schema["properties"]), names(&archive));
    let same = |record: &Value, shape: &Value| {
        assert_eq!(names(&shape["properties"]), names(record));
        assert_eq!(shape["required"].as_array().unwrap().len(), names(record).len());
        assert_eq!(shape["additionalProperties"], false);
    };
    for list in List::ALL {
        let place = schema["properties"][list.key()]["items"]["$ref"].as_str().unwrap();
        let shape = &schema["$defs"][place.rsplit('/').next().unwrap()];
        same(&archive[list.key()][0], shape);
    }
    same(&archive["goals"][0]["terms"], &schema["$defs"]["terms"]);
    same(&archive["revisions"][0]["before"], &schema["$defs"]["terms"]);
    let words = |shape: &str, field: &str| {
        let all = schema["$defs"][shape]["properties"][field]["enum"].as_array().unwrap();
        all.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    macro_rules! knows {
        ($($shape:literal . $field:literal = $domain:path),+ $(,)?) => {$(
            let known: Vec<String> = <$domain>::ALL.iter().map(|w| w.key().to_owned()).collect();
            assert_eq!(words($shape, $field), known, "{} of {}", $field, $shape);
        )+};
    }
    use tomoni::domain::{self, checklist, goal, pair, session, sharing};
    knows!(
        "pair"."role" = pair::Role,
        "pair"."direction" = pair::Direction,
        "pair"."status" = pair::PairStatus,
        "session"."kind" = session::SessionKind,
        "session"."status" = session::SessionStatus,
        "session"."mode" = session::Mode,
        "session"."theme_reach" = domain::Reach,
        "line"."kind" = domain::EntryKind,
        "line"."owner" = domain::Owner,
        "line"."visibility" = domain::Visibility,
        "line"."state" = domain::EntryState,
        "goal"."owner" = domain::Owner,
        "goal"."status" = goal::GoalStatus,
        "goal"."reach" = domain::Reach,
        "item"."when" = checklist::ItemMoment,
        "tick"."state" = checklist::TickState,
        "share"."paper" = sharing::Paper,
        "share"."format" = sharing::Format,
    );
}

/// Tries to take in what must not come in, and returns why it did not. Nothing of it may be in the journal.
fn refused(archive: &str) -> Problem {
    let dir = tempfile::tempdir().unwrap();
    let problem = imported(dir.path(), archive).err().expect("this must not come in");
    let journal = dir.path().join("imported.db");
    if journal.exists() {
        let conn = rusqlite::Connection::open(&journal).unwrap();
        for table in ["pair", "session", "entry", "goal", "tick", "gone"] {
            let rows: i64 = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap();
            assert_eq!(rows, 0, "{table}");
        }
    }
    for lang in Lang::ALL {
        let said = problem.message(lang);
        assert!(said.contains("archive.json") && !said.contains("problem-"), "{said}");
    }
    problem
}

/// An archive with this change, written in the order of the form.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let archive = exported(&full(&dir.path().join("journal.db"), Lang::En));
    let mut value: Value = serde_json::from_str(&archive).unwrap();
    change(&mut value);
    let keys = ["tomoni_archive", "exported_at", "schema"].into_iter().chain(List::ALL.iter().map(|l| l.key()));
    let parts: Vec<String> = keys.map(|key| format!("{key:?}: {}", value[key])).collect();
    format!("{{\n{}\n}}", parts.join(",\n"))
}

#[test]
fn what_is_no_archive_is_refused() {
    for text in ["", " ", "dear diary", "[]", "{}", "3", "{\"pairs\": []}", "{\"tomoni_archive\": 1", "\u{feff}{}"] {
        let problem = refused(text);
        // Only the last but one has begun like an archive.
        let begun = text.contains("tomoni_archive");
        assert_eq!(matches!(problem, Problem::NotAnArchive(_)), !begun, "{text}: {problem:?}");
        assert_eq!(problem.exit_code(), if begun { 1 } else { 5 }, "{text}");
    }
}

#[test]
fn a_newer_archive_is_refused_with_both_numbers() {
    let form = refused("{\"tomoni_archive\": 7, \"what\": [[\"nobody knows\"]]}");
    assert!(matches!(form, Problem::ArchiveTooNew { found: 7, known: 1, .. }), "{form:?}");
    let schema = refused(&changed(|a| a["schema"] = json!(99)));
    assert!(matches!(schema, Problem::ArchiveSchemaTooNew { found: 99, known: 8, .. }), "{schema:?}");
    for problem in [form, schema] {
        assert_eq!(problem.exit_code(), 5);
    }
}

/// Archives of schema 4 know no vault: they lack its lists and what it has added to sessions and lines.
#[test]
fn an_archive_from_before_the_vault_still_comes_in() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    told(journal.fill_with_demo(Lang::Ja));
    // What was learned before schema 7 was written for oneself, and stays so.
    let now = exported(&journal).replace("\"learned_told\":true", "\"learned_told\":false");
    let mut value: Value = serde_json::from_str(&now).unwrap();
    let mut took = |list: &str, field: &str| {
        let records = value[list].as_array_mut().unwrap();
        assert!(!records.is_empty());
        records.iter_mut().for_each(|r| assert!(r.as_object_mut().unwrap().remove(field).is_some(), "{field}"));
    };
    took("sessions", "sealed");
    took("lines", "seal_rev");
    took("lines", "seal_chosen");
    took("lines", "learned_told");
    took("pairs", "address");
    let lists = List::ALL.iter().map(|l| l.key()).filter(|key| !matches!(*key, "vault" | "slots"));
    let parts: Vec<String> = lists.map(|key| format!("{key:?}: {}", value[key])).collect();
    let head = "{\"tomoni_archive\": 1, \"exported_at\": \"2026-11-20T10:00:00+09:00\"";
    let old = format!("{head}, \"schema\": 4, {}}}", parts.join(", "));
    assert_eq!(exported(&told(imported(dir.path(), &old))), now);
    // What calls itself older has no vault, and what calls itself newer has to say whether it has one.
    for wrong in [
        format!("{head}, \"schema\": 4, \"vault\": [], \"slots\": [], {}}}", parts.join(", ")),
        format!("{head}, \"schema\": 6, {}}}", parts.join(", ")),
    ] {
        let (_, trouble) = damage(&wrong);
        assert!(matches!(trouble, Trouble::Unreadable(_)), "{trouble:?}");
    }
}

fn damage(archive: &str) -> (Place, Trouble) {
    match refused(archive) {
        Problem::ArchiveDamaged { place, trouble, .. } => (place, trouble),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_archive_that_ends_too_early_is_refused_wherever_it_ends() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    session(&mut journal, pair, "one\n! two\n");
    let whole = exported(&journal);
    let begun = whole.find(',').unwrap();
    for end in (begun..whole.trim_end().len()).step_by(7) {
        if whole.is_char_boundary(end) {
            damage(&whole[..end]);
        }
    }
    damage(&format!("{whole}x"));
}

#[test]
fn wrong_values_are_refused_with_their_place() {
    type Change = fn(&mut Value);
    let cases: [(Change, List, u64); 12] = [
        (|a| a["lines"][2]["kind"] = json!("poem"), List::Lines, 3),
        (|a| a["lines"][1]["position"] = json!("first"), List::Lines, 2),
        (|a| a["lines"][0]["raw"] = json!(null), List::Lines, 1),
        (|a| a["lines"][0]["sealed"] = json!("AAAA"), List::Lines, 1),
        (|a| a["sessions"][1]["at"] = json!("yesterday"), List::Sessions, 2),
        (|a| a["sessions"][0]["colour"] = json!("pink"), List::Sessions, 1),
        (|a| drop(a["sessions"][0].as_object_mut().unwrap().remove("theme")), List::Sessions, 1),
        (|a| a["pairs"][0]["id"] = json!("me"), List::Pairs, 1),
        (|a| a["pairs"][0]["every"] = json!("often"), List::Pairs, 1),
        (|a| a["ticks"][3] = json!([1]), List::Ticks, 4),
        (|a| a["ratings"][0]["level"] = json!(300), List::Ratings, 1),
        (|a| a["gone"][0] = json!(null), List::Gone, 1),
    ];
    for (change, list, number) in cases {
        let (place, trouble) = damage(&changed(change));
        assert_eq!(place.record, Some((list, number)));
        assert!(matches!(trouble, Trouble::Unreadable(_)) && place.line.is_some(), "{trouble:?}");
    }
}

/// A session of another pair than this record's.
fn of_another_pair(archive: &Value, list: &str, place: usize) -> Value {
    let pair = &archive[list][place]["pair"];
    let sessions = archive["sessions"].as_array().unwrap();
    sessions.iter().find(|session| session["pair"] != *pair).unwrap()["id"].clone()
}

/// An id that nothing has.
fn nobody() -> Value {
    json!("01a00000-0000-7000-8000-000000000000")
}

#[test]
fn what_breaks_the_rules_of_the_journal_is_refused_with_its_id() {
    type Change = fn(&mut Value);
    let cases: [(Change, List, u64, Trouble); 14] = [
        (|a| a["lines"][4]["id"] = a["lines"][0]["id"].clone(), List::Lines, 5, Trouble::Twice),
        (|a| a["pairs"][1]["id"] = a["pairs"][0]["id"].clone(), List::Pairs, 2, Trouble::Twice),
        (|a| a["gone"][1] = a["gone"][0].clone(), List::Gone, 2, Trouble::Twice),
        (|a| a["sessions"][2]["pair"] = nobody(), List::Sessions, 3, Trouble::Nowhere),
        (|a| a["sessions"][2]["moved_to"] = nobody(), List::Sessions, 3, Trouble::Nowhere),
        (|a| a["lines"][2]["session"] = nobody(), List::Lines, 3, Trouble::Nowhere),
        (|a| a["lines"][2]["settled_in"] = nobody(), List::Lines, 3, Trouble::Nowhere),
        (|a| a["ticks"][2]["session"] = nobody(), List::Ticks, 3, Trouble::Nowhere),
        (|a| a["shares"][0]["pair"] = nobody(), List::Shares, 1, Trouble::Nowhere),
        (|a| a["lines"][2]["session"] = of_another_pair(a, "lines", 2), List::Lines, 3, Trouble::Elsewhere),
        (|a| a["lines"][2]["settled_in"] = of_another_pair(a, "lines", 2), List::Lines, 3, Trouble::Elsewhere),
        (|a| a["ticks"][2]["session"] = of_another_pair(a, "ticks", 2), List::Ticks, 3, Trouble::Elsewhere),
        (|a| a["checkins"][0]["confidence"] = json!(6), List::CheckIns, 1, Trouble::Value),
        (|a| a["goals"][0]["rev"] = json!(0), List::Goals, 1, Trouble::Value),
    ];
    for (change, list, number, trouble) in cases {
        let (place, found) = damage(&changed(change));
        assert_eq!((place.record, found), (Some((list, number)), trouble));
        assert!(place.id.is_some_and(|id| id.len() == 36));
    }
}

#[test]
fn a_sorted_archive_is_told_and_a_byte_order_mark_does_not_matter() {
    let archive = changed(|_| ());
    let sorted: std::collections::BTreeMap<String, Value> = serde_json::from_str(&archive).unwrap();
    assert_eq!(damage(&serde_json::to_string(&sorted).unwrap()).1, Trouble::Order);
    let dir = tempfile::tempdir().unwrap();
    let journal = told(imported(dir.path(), &format!("\u{feff}{archive}")));
    assert_eq!(journal.pairs().map(|pairs| pairs.len()).unwrap_or_default(), 3);
}

#[test]
fn what_is_nested_deeply_or_stands_elsewhere_is_refused() {
    let deep = "[".repeat(10_000);
    damage(&format!("{{\"tomoni_archive\": 1, \"exported_at\": {deep}"));
    damage(&changed(|_| ()).replacen("\"pairs\": [", &format!("\"pairs\": [{deep}"), 1));
    let other_order = changed(|_| ()).replace("\"goals\": [", "\"later\": [");
    damage(&other_order);
    let more = changed(|_| ());
    damage(&format!("{}, \"more\": 1}}", more.trim_end().trim_end_matches('}')));
}

#[test]
fn a_journal_that_holds_something_takes_no_archive() {
    let dir = tempfile::tempdir().unwrap();
    let journal = full(&dir.path().join("journal.db"), Lang::En);
    let path = dir.path().join("archive.json");
    std::fs::write(&path, exported(&journal)).unwrap();
    let mut file = told(ArchiveFile::check(&path, &mut on));
    let (mut other, pair) = with_pair(&dir.path().join("other.db"));
    told(other.delete(Binned::Pair(pair)));
    let before = exported(&other);
    let refused = other.import_archive(&mut file, false, &mut on).unwrap_err();
    assert!(matches!(refused, Problem::NotEmpty), "something lies in the bin");
    assert_eq!((refused.exit_code(), exported(&other)), (2, before));
    // Only the memory of what is gone is left now: it gives way to the archive's.
    told(other.empty_bin());
    told(other.import_archive(&mut file, true, &mut on));
    assert!(other.pairs().unwrap().is_empty(), "a rehearsal");
    told(other.import_archive(&mut file, false, &mut on));
    assert_eq!(exported(&other), std::fs::read_to_string(&path).unwrap());
    assert!(other.undo().unwrap().is_none(), "an archive is where one begins");
}

#[test]
fn whoever_writes_during_an_export_is_let_in_and_is_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let journal = full(&path, Lang::En);
    let pair = journal.pairs().unwrap()[0].pair.id;
    let mut other = open(&path);
    let mut file = tempfile::tempfile().unwrap();
    let mut written = false;
    told(journal.export(&mut file, Path::new("spool"), &mut |done, _| {
        if !written && done > 100 {
            session(&mut other, pair, "written in between\n");
            written = true;
        }
        true
    }));
    let archive = read_back(&mut file);
    assert!(written && archive.contains("written in between"));
    assert_eq!(archive, exported(&journal), "it was all true at one moment");
}

#[test]
fn an_export_ends_also_where_somebody_writes_all_the_time() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let journal = full(&path, Lang::En);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    let mut file = tempfile::tempfile().unwrap();
    let (let_in, held_back) = (Cell::new(0), Cell::new(0));
    told(journal.export(&mut file, Path::new("spool"), &mut |_, _| {
        let wrote = other.execute("UPDATE pair SET updated_ms = updated_ms + 1", []).is_ok();
        let count = if wrote { &let_in } else { &held_back };
        count.set(count.get() + 1);
        true
    }));
    assert!(let_in.get() >= 3 && held_back.get() > 3, "{let_in:?} {held_back:?}");
    let dates = |text: &str| serde_json::from_str::<Value>(text).unwrap()["pairs"].clone();
    assert_eq!(dates(&read_back(&mut file)), dates(&exported(&journal)));
}

#[test]
fn who_stops_an_export_or_an_import_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let journal = full(&dir.path().join("journal.db"), Lang::En);
    let mut file = tempfile::tempfile().unwrap();
    let stopped = journal.export(&mut file, Path::new("spool"), &mut |_, _| false);
    assert!(matches!(stopped, Err(Problem::Stopped)));
    let mut many = open(&dir.path().join("many.db"));
    let pair = told(many.add_pair(&super::PairForm { name: Some("N".into()), ..Default::default() })).pair.id;
    session(&mut many, pair, &"x\n".repeat(1200));
    let path: PathBuf = dir.path().join("archive.json");
    std::fs::write(&path, exported(&many)).unwrap();
    assert!(matches!(ArchiveFile::check(&path, &mut |_, _| false), Err(Problem::Stopped)));
    let mut archive = told(ArchiveFile::check(&path, &mut on));
    let mut empty = open(&dir.path().join("empty.db"));
    let stopped = empty.import_archive(&mut archive, false, &mut |done, _| done < 900);
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert!(empty.pairs().unwrap().is_empty());
}

#[test]
fn numbers_come_back_to_the_last_bit() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    for value in [0.1 + 0.2, 1e300, -5e-324, 123_456_789.123_456_79, f64::MAX, 0.0] {
        act(&mut journal, pair, super::Step::Goal("g".into()));
        act(&mut journal, pair, super::Step::CheckIn(0, value));
    }
    let archive = exported(&journal);
    let other = told(imported(dir.path(), &archive));
    let series = |j: &Journal| j.goals(pair).unwrap()[0].series();
    assert_eq!(series(&journal).len(), 6);
    assert!(series(&journal).iter().zip(series(&other)).all(|(a, b)| a.to_bits() == b.to_bits()));
}
