use std::collections::BTreeSet;
use std::fs;

use super::*;

const FIRST: &str =
    "CREATE TABLE entries (id INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, date DATE NOT NULL, content TEXT);";
const TAGS: &str = "CREATE TABLE tags (entry_id INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (entry_id, tag));";
const ROWS: &str = "INSERT INTO entries (id, title, date, content) VALUES
    (1, 'First', '2024-01-31T00:00:00+00:00', 'words'), (3, '面談', '2024-02-01T00:00:00+00:00', NULL);";

fn database(folder: &Path, sql: &str) -> PathBuf {
    let path = folder.join("entries.db");
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

fn rows(foreign: &Foreign) -> Vec<ForeignRow> {
    let mut rows = Vec::new();
    let each = |row| {
        rows.push(row);
        ControlFlow::Continue(())
    };
    foreign.each(each).unwrap();
    rows
}

fn everything(folder: &Path) -> BTreeSet<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

#[test]
fn every_version_of_the_database_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), &format!("{FIRST}{ROWS}"));
    let foreign = Foreign::open(&path).unwrap();
    assert_eq!(foreign.count(), Ok(2));
    let read: Vec<_> = rows(&foreign).into_iter().map(Result::unwrap).collect();
    assert_eq!((read[0].id, read[0].title.as_str(), read[0].content.as_str()), (1, "First", "words"));
    assert_eq!((read[1].id, read[1].title.as_str(), read[1].content.as_str()), (3, "面談", ""));
    assert_eq!(format!("{:?}", read[0]), "ForeignEntry { id: 1, .. }");

    let newer = format!(
        "{TAGS} INSERT INTO tags VALUES (1, 'work'), (1, 'a, b'), (3, '仕事');
         ALTER TABLE entries ADD COLUMN priority INTEGER DEFAULT NULL; ALTER TABLE entries ADD COLUMN folder TEXT;
         UPDATE entries SET priority = 2, folder = 'a/b' WHERE id = 3;"
    );
    drop(foreign);
    database(folder.path(), &newer);
    let read: Vec<_> = rows(&Foreign::open(&path).unwrap()).into_iter().map(Result::unwrap).collect();
    assert_eq!((read[0].tags.as_slice(), read[0].rest.len()), (["work".to_owned(), "a, b".to_owned()].as_slice(), 0));
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(read[1].rest, [pair("folder", "a/b"), pair("priority", "2")]);
}

#[test]
fn nothing_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path(), &format!("{FIRST}{ROWS}"));
    let before = everything(folder.path());
    assert_eq!(rows(&Foreign::open(&path).unwrap()).len(), 2);
    assert_eq!(everything(folder.path()), before);
    // A log that nothing is in any more.
    database(folder.path(), "PRAGMA journal_mode = WAL;");
    let before = everything(folder.path());
    assert_eq!(before.len(), 1);
    assert_eq!(rows(&Foreign::open(&path).unwrap()).len(), 2);
    assert_eq!(everything(folder.path()), before);
    // A log that holds what the file does not yet.
    let open = Connection::open(&path).unwrap();
    open.execute_batch("INSERT INTO entries VALUES (4, 'In the log', '2024-02-02', '')").unwrap();
    let before = everything(folder.path());
    assert_eq!(before.len(), 3);
    assert_eq!(rows(&Foreign::open(&path).unwrap()).len(), 3);
    assert_eq!(everything(folder.path()), before);
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("INSERT INTO entries VALUES (7, 'x', '2024-01-01', zeroblob({}));", LIMIT + 1);
    let sql = format!("{FIRST}{ROWS}{long} INSERT INTO entries VALUES (8, CAST(x'ff' AS TEXT), '2024-01-01', '');");
    let read = rows(&Foreign::open(&database(folder.path(), &sql)).unwrap());
    let size = LIMIT as u64;
    assert_eq!(read[2], Err((7, ForeignError::TooLarge { size: size + 1, limit: size })));
    assert_eq!(read[3], Err((8, ForeignError::NotUtf8)));
    let mut seen = 0;
    let stop = |_| {
        seen += 1;
        ControlFlow::Break(())
    };
    Foreign::open(&folder.path().join("entries.db")).unwrap().each(stop).unwrap();
    assert_eq!(seen, 1);
}

#[test]
fn another_database_is_refused_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| Foreign::open(path).err().unwrap();
    let path = database(folder.path(), "CREATE TABLE entries (id INTEGER);");
    assert_eq!(refused(&path), ForeignError::NotThatFormat);
    fs::remove_file(&path).unwrap();
    let view = "CREATE VIEW entries AS SELECT 1 AS id, 2 AS title, 3 AS date, 4 AS content;";
    assert_eq!(refused(&database(folder.path(), view)), ForeignError::NotThatFormat);
    fs::write(&path, "no database").unwrap();
    assert_eq!(refused(&path), ForeignError::NotThatFormat);
    let mut torn = SQLITE.to_vec();
    torn.resize(4096, 7);
    fs::write(&path, torn).unwrap();
    assert!(Foreign::open(&path).is_err());
    fs::remove_file(&path).unwrap();
    assert!(matches!(refused(&path), ForeignError::Unreadable(_)));
    assert_eq!(everything(folder.path()).len(), 0);
}

/// A page of a table that has nothing in it but references to another page, as many as there is room for.
fn references(to: u32) -> Vec<u8> {
    const CELLS: u16 = 500;
    const PAGE: u16 = 4096;
    let mut page = vec![0; usize::from(PAGE)];
    page[0] = 5;
    page[3..5].copy_from_slice(&CELLS.to_be_bytes());
    page[5..7].copy_from_slice(&(PAGE - CELLS * 5).to_be_bytes());
    page[8..12].copy_from_slice(&to.to_be_bytes());
    for n in 0..CELLS {
        let (at, cell) = (12 + usize::from(n) * 2, PAGE - (n + 1) * 5);
        page[at..at + 2].copy_from_slice(&cell.to_be_bytes());
        page[usize::from(cell)..usize::from(cell) + 4].copy_from_slice(&to.to_be_bytes());
        page[usize::from(cell) + 4] = 1;
    }
    page
}

#[test]
fn a_table_without_an_end_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    for table in ["entries", "tags"] {
        let sql = format!("{FIRST} CREATE TABLE tags (entry_id, tag); {ROWS} INSERT INTO tags VALUES (7, 'work');");
        let path = database(folder.path(), &sql);
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        let root: u32 = Connection::open(&path).unwrap().query_row(root, [table], |row| row.get(0)).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let at = (root as usize - 1) * 4096;
        let rows = bytes[at..at + 4096].to_vec();
        let pages = bytes.len() as u32 / 4096;
        // Each of eight levels refers five hundred times to the next one.
        bytes[at..at + 4096].copy_from_slice(&references(pages + 1));
        for level in 1..8 {
            bytes.extend(references(pages + level + 1));
        }
        bytes.extend(rows);
        let pages = bytes.len() as u32 / 4096;
        bytes[28..32].copy_from_slice(&pages.to_be_bytes());
        fs::write(&path, bytes).unwrap();
        let begun = std::time::Instant::now();
        let foreign = Foreign::open(&path).unwrap();
        if table == "entries" {
            assert_eq!(foreign.count(), Err(ForeignError::Endless));
        } else {
            assert_eq!(foreign.each(|_| ControlFlow::Continue(())), Err(ForeignError::Endless));
        }
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
        fs::remove_file(path).unwrap();
    }
}
