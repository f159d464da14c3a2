//! An index that has lost its rows, or has those of another one: a list made from it would be short, so the journal is not
//! opened, and the doctor makes the index again.

use rusqlite::Connection;
use tomoni::journal::Journal;
use tomoni::problem::Problem;

use crate::clock;
use crate::damage::{Sound, see, told};

const PAGE: usize = 4096;

/// The indexes of a journal with their first pages.
fn indexes(conn: &Connection) -> Vec<(String, usize)> {
    let sql = "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index' ORDER BY name";
    let mut statement = conn.prepare(sql).unwrap();
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)? as usize))).unwrap();
    found.map(Result::unwrap).collect()
}

#[test]
fn an_emptied_index_is_refused_until_the_doctor_has_made_it_again() {
    let sound = Sound::new();
    let whole = told(see(&told(Journal::open(&sound.path, clock()))));
    let bytes = std::fs::read(&sound.path).unwrap();
    let mut empty = vec![0; PAGE];
    // An index page with nothing on it, as SQLite writes one.
    empty[0] = 10;
    empty[5..7].copy_from_slice(&4096_u16.to_be_bytes());
    let (mut refused, mut unchanged) = (0, 0);
    for (name, root) in indexes(&Connection::open(&sound.path).unwrap()) {
        let mut bytes = bytes.clone();
        bytes[(root - 1) * PAGE..root * PAGE].copy_from_slice(&empty);
        let path = sound.copy();
        std::fs::write(&path, bytes).unwrap();
        match Journal::open(&path, clock()) {
            Err(Problem::Damaged(detail)) => {
                assert!(detail.contains(&name), "{name}: {detail}");
                refused += 1;
            }
            Ok(journal) => {
                assert_eq!(told(see(&journal)), whole, "{name}");
                unchanged += 1;
            }
            Err(other) => panic!("{name}: {other:?}"),
        }
        told(Journal::doctor(&path, clock()));
        assert_eq!(told(see(&told(Journal::open(&path, clock())))), whole, "{name}: the doctor has made it again");
    }
    println!("{refused} emptied indexes refused, {unchanged} had nothing in them");
    assert!(refused > 35, "{refused}");
}
