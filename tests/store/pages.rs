//! Every page of a journal is damaged in turn, in ways of which SQLite itself says nothing: no answer is short without a
//! word, the doctor takes nothing away that still tells of a record, and what a repair brings back it lists.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::problem::Problem;

use crate::archive::full;
use crate::clock;
use crate::damage::{is_long, see, told};

const PAGE: usize = 4096;

#[derive(Clone, Copy, Debug)]
enum Way {
    /// Nothing is on it any more.
    Emptied,
    /// It says that it has one cell less.
    Fewer,
    /// Two of its pointers lead to one cell.
    Doubled,
    /// Two of its pointers have changed places.
    Swapped,
}

const WAYS: [Way; 4] = [Way::Emptied, Way::Fewer, Way::Doubled, Way::Swapped];

/// The file with this page damaged; `None` where there is nothing on it that could be.
fn damaged(bytes: &[u8], page: usize, way: Way) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let head = page * PAGE + if page == 0 { 100 } else { 0 };
    let array = head + if matches!(bytes[head], 2 | 5) { 12 } else { 8 };
    let cells = usize::from(u16::from_be_bytes([bytes[head + 3], bytes[head + 4]]));
    if !matches!(bytes[head], 2 | 5 | 10 | 13) || cells == 0 || array + 2 * cells > (page + 1) * PAGE {
        return None;
    }
    let pointer = |n: usize| array + 2 * n..array + 2 * n + 2;
    match way {
        Way::Emptied => bytes[head + 1..head + 8].copy_from_slice(&[0, 0, 0, 0, 0x10, 0, 0]),
        Way::Fewer => bytes[head + 3..head + 5].copy_from_slice(&(cells as u16 - 1).to_be_bytes()),
        Way::Doubled | Way::Swapped if cells < 2 => return None,
        Way::Doubled => bytes.copy_within(pointer(cells / 2 - 1), pointer(cells / 2).start),
        Way::Swapped => {
            let (a, b) = (pointer(0), pointer(cells - 1));
            for i in 0..2 {
                bytes.swap(a.start + i, b.start + i);
            }
        }
    }
    Some(bytes)
}

/// What of each page is whose, for whoever reads that a case failed.
fn owners(path: &Path) -> BTreeMap<usize, String> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn.prepare("SELECT pageno - 1, name FROM dbstat").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The archive of a journal, and how many records were told of as damaged.
fn given_away(path: &Path) -> Result<(Vec<u8>, usize), Problem> {
    let journal = Journal::open(path, clock())?;
    let mut file = tempfile::tempfile().unwrap();
    journal.export(&mut file, Path::new("archive"), &mut |_, _| true)?;
    let mut bytes = Vec::new();
    std::io::Seek::rewind(&mut file).unwrap();
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    Ok((bytes, journal.noted().count()))
}

#[test]
fn no_page_is_damaged_without_a_word_and_the_doctor_keeps_what_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(full(&path, Lang::En));
    let (whole, archive) = (told(see(&told(Journal::open(&path, clock())))), told(given_away(&path)).0);
    let (bytes, owners) = (std::fs::read(&path).unwrap(), owners(&path));
    let (victim, new) = (dir.path().join("victim.db"), dir.path().join("new.db"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut turn = 0;
    for page in 0..bytes.len() / PAGE {
        for way in WAYS {
            turn += 1;
            let Some(changed) = damaged(&bytes, page, way).filter(|_| is_long() || turn % 9 == 0) else { continue };
            let what = format!("page {} of {:?} {way:?}", page + 1, owners.get(&page));
            let mut count = |what| *counts.entry(what).or_default() += 1;
            count("cases");
            std::fs::write(&victim, &changed).unwrap();
            let opened = Journal::open(&victim, clock());
            if let Ok(journal) = opened
                && let Ok(seen) = see(&journal)
            {
                assert!(seen == whole || journal.noted().count() > 0, "{what}: an answer differs without a word");
                count("answered");
            }
            // Of what was deleted for good nothing else tells.
            let is_gone = owners.get(&page).is_some_and(|owner| owner == "gone") && matches!(way, Way::Emptied);
            if let Ok((given, noted)) = given_away(&victim) {
                assert!(given == archive || noted > 0 || is_gone, "{what}: an archive differs without a word");
                count("exported");
            }
            assert!(std::fs::read(&victim).unwrap() == changed, "{what}: looking has changed the file");
            let checkup = Journal::doctor(&victim, clock());
            let checkup = checkup.unwrap_or_else(|p| panic!("{what}: {}", p.message(Lang::En)));
            let now = std::fs::read(&victim).unwrap();
            if checkup.is_sound() {
                let journal = told(Journal::open(&victim, clock()));
                assert_eq!(told(see(&journal)), whole, "{what}: the doctor says sound");
                count(if now == changed { "sound" } else { "healed" });
            } else {
                assert!(now == changed, "{what}: the doctor has changed a file that it does not call sound");
                count("found");
            }
            let _ = std::fs::remove_file(&new);
            std::fs::write(&victim, &changed).unwrap();
            match Journal::repair(&victim, &new, "(recovered)", &mut |_, _| true) {
                Ok(salvaged) if salvaged.is_all() => {
                    assert_eq!(told(see(&told(Journal::open(&new, clock())))), whole, "{what}: {salvaged:?}");
                    count("repaired whole");
                }
                Ok(_) => count("repaired in part"),
                Err(problem) => panic!("{what}: {}", problem.message(Lang::En)),
            }
        }
    }
    println!("{counts:?}");
    assert!(counts["cases"] > 15 && counts["found"] > 5 && counts["healed"] > 1, "{counts:?}");
}

/// Rows that are gone from one table, while everything else is as it was.
#[test]
fn rows_that_only_an_index_knows_are_named_and_nothing_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(full(&path, Lang::En));
    let bytes = std::fs::read(&path).unwrap();
    let conn = Connection::open(&path).unwrap();
    let tables: Vec<(String, usize, usize)> = ["pair", "session", "entry", "goal", "checkin", "revision", "tick", "rating"]
        .iter()
        .map(|table| {
            let sql = format!(
                "SELECT (SELECT pageno FROM dbstat WHERE name = '{table}' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1),
                        (SELECT ncell FROM dbstat WHERE name = '{table}' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1)"
            );
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)? as usize, row.get::<_, i64>(1)? as usize));
            let (page, cells) = conn.query_row(&sql, [], read).unwrap();
            ((*table).to_owned(), page - 1, cells)
        })
        .collect();
    drop(conn);
    for (table, page, cells) in tables {
        let changed = damaged(&bytes, page, Way::Emptied).unwrap_or_else(|| panic!("{table}: has rows"));
        std::fs::write(&path, &changed).unwrap();
        assert!(matches!(Journal::open(&path, clock()), Err(Problem::Damaged(_))), "{table}");
        let checkup = told(Journal::doctor(&path, clock()));
        let missing = checkup.checks.iter().find(|check| check.name.key() == "missing_records").unwrap();
        assert_eq!(missing.found.len(), cells, "{table}: {missing:?}");
        assert!(missing.found.iter().all(|found| found.to_string().starts_with(&table)), "{missing:?}");
        assert!(std::fs::read(&path).unwrap() == changed, "{table}: the doctor has changed the file");
        let new = dir.path().join(format!("{table}.db"));
        let salvaged = told(Journal::repair(&path, &new, "", &mut |_, _| true));
        let lost = salvaged.lost.iter().filter(|lost| lost.kind == table).count();
        let taken = salvaged.taken.iter().find(|(kind, _)| *kind == table).map_or(0, |(_, n)| *n as usize);
        assert!(lost == cells || taken >= cells, "{table}: {lost} of {cells} named, {taken} taken");
    }
}

/// What is made from the records, wrong in a way that no check of SQLite finds.
#[test]
fn what_is_derived_is_noticed_when_it_is_read_and_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(full(&path, Lang::En));
    let whole = told(see(&told(Journal::open(&path, clock()))));
    let bytes = std::fs::read(&path).unwrap();
    for sql in [
        "DELETE FROM search_idx",
        "UPDATE pair SET held = 77 WHERE id = 1",
        "UPDATE pair SET held = -1",
        "UPDATE pair SET held = 0 WHERE held > 0",
        "UPDATE entry SET doc = doc + 4194304 WHERE doc IS NOT NULL",
        "UPDATE entry SET doc = NULL",
        "UPDATE session SET doc = NULL WHERE theme <> ''",
    ] {
        std::fs::write(&path, &bytes).unwrap();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        match Journal::open(&path, clock()) {
            Err(Problem::Damaged(_)) => {}
            Err(other) => panic!("{sql}: {other:?}"),
            Ok(journal) => {
                let seen = told(see(&journal));
                // A theme that is not looked for is missed by nobody.
                let is_missed = !sql.contains("session");
                assert!(journal.noted().count() > 0 || seen == whole && !is_missed, "{sql}");
            }
        }
        let checkup = told(Journal::doctor(&path, clock()));
        assert!(checkup.is_sound() && checkup.checks.iter().any(|check| check.healed), "{sql}: {checkup:?}");
        let journal = told(Journal::open(&path, clock()));
        assert_eq!((told(see(&journal)), journal.noted().count()), (whole.clone(), 0), "{sql}");
    }
}

/// Records of which another one is gone that they refer to.
#[test]
fn what_refers_to_nothing_is_told_by_every_list() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(full(&path, Lang::En));
    let bytes = std::fs::read(&path).unwrap();
    for table in ["pair", "session", "goal"] {
        std::fs::write(&path, &bytes).unwrap();
        let conn = Connection::open(&path).unwrap();
        let triggers: Vec<(String, String)> = conn
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let refers = if table == "goal" { "(SELECT goal FROM checkin LIMIT 1)" } else { "(SELECT min(id) FROM entry)" };
        let row = match table {
            "goal" => refers.to_owned(),
            _ => format!("(SELECT {table} FROM entry WHERE session IS NOT NULL LIMIT 1)"),
        };
        conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        triggers.iter().for_each(|(name, _)| conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
        conn.execute_batch(&format!("DELETE FROM {table} WHERE id = {row}")).unwrap();
        triggers.iter().for_each(|(_, sql)| conn.execute_batch(sql).unwrap());
        drop(conn);
        let changed = std::fs::read(&path).unwrap();
        let journal = told(Journal::open(&path, clock()));
        assert!(journal.noted().count() > 0, "{table}: opening says nothing");
        drop(journal);
        let checkup = told(Journal::doctor(&path, clock()));
        assert!(!checkup.is_sound() && std::fs::read(&path).unwrap() == changed, "{table}: {checkup:?}");
    }
}

#[test]
fn a_number_of_a_newer_schema_over_exactly_ours_is_no_newer_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (path, new) = (dir.path().join("journal.db"), dir.path().join("new.db"));
    drop(full(&path, Lang::En));
    let whole = told(see(&told(Journal::open(&path, clock()))));
    let bytes = std::fs::read(&path).unwrap();
    for bit in 0..32 {
        let mut changed = bytes.clone();
        changed[63 - bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&path, &changed).unwrap();
        let _ = std::fs::remove_file(&new);
        let refused = Journal::open(&path, clock()).map(drop).unwrap_err();
        assert_eq!(refused.exit_code(), 5, "bit {bit}");
        if let Problem::TooNew { .. } = refused {
            assert!(Lang::ALL.iter().all(|lang| refused.message(*lang).contains("doctor --repair")), "bit {bit}");
        }
        let salvaged = told(Journal::repair(&path, &new, "", &mut |_, _| true));
        assert!(salvaged.is_all(), "bit {bit}: {salvaged:?}");
        assert_eq!(told(see(&told(Journal::open(&new, clock())))), whole, "bit {bit}");
    }
    // One that really is newer is left alone.
    std::fs::write(&path, &bytes).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE later (x); PRAGMA user_version = 9").unwrap();
    let _ = std::fs::remove_file(&new);
    assert!(matches!(Journal::repair(&path, &new, "", &mut |_, _| true), Err(Problem::TooNew { .. })));
}
