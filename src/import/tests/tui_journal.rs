use super::super::tui_journal::{Row, arrival, is_sqlite};
use super::*;

#[test]
fn the_file_is_read() {
    let expected = "\
[2026-01-09 00:00:00] First talk
\\! a line
more

tags: work, mentoring
priority: 2
[2026-01-10 00:00:00] 古い形
本文
(entries.json #3 NoDate)
[2026-01-11 00:00:00] new fields
folder: work/2026
moods: good, tired
extra: {\"a\":{\"b\":[1]}}
";
    let path = fixture("tui-journal/entries.json");
    assert_eq!(told(Origin::TuiJournal, &path), expected);
    // Id and date, and a mark of the words, of which the key shows nothing.
    let key = all(Origin::TuiJournal, &path)[0].as_ref().unwrap().key.clone();
    assert_eq!(key.strip_prefix("0 2026-01-09T00:00:00 ").map(str::len), Some(32), "{key}");
    let transfer = all(Origin::TuiJournal, &fixture("tui-journal/transfer.json"));
    let keys: Vec<_> = transfer.iter().map(|read| read.as_ref().unwrap().key.clone()).collect();
    assert_eq!(keys[1], format!("{} 2", keys[0]));
}

#[test]
fn a_row_says_the_same_as_the_file() {
    let row = Row {
        id: 0,
        date: "2026-01-09T00:00:00+00:00".to_owned(),
        title: "First talk".to_owned(),
        content: "! a line\r\nmore".to_owned(),
        tags: vec!["work".to_owned(), "mentoring".to_owned()],
        rest: vec![("priority".to_owned(), "2".to_owned())],
    };
    assert_eq!(format!("{row:?}"), "Row { id: 0, .. }");
    let from_file = all(Origin::TuiJournal, &fixture("tui-journal/entries.json")).remove(0);
    assert_eq!(arrival("entries.db", row.clone()), from_file);
    let broken = arrival("entries.db", Row { id: 7, date: "soon".to_owned(), ..row });
    assert_eq!(broken, Err(Broken::new("entries.db #7", Why::NoDate)));
}

#[test]
fn entries_of_two_journals_with_the_same_id_and_day_are_two() {
    let key = |content: &str| {
        let text = format!(r#"[{{"id":1,"date":"2026-01-09","title":"a","content":"{content}"}}]"#);
        let (_folder, path) = file("e.json", text.as_str());
        all(Origin::TuiJournal, &path).remove(0).unwrap().key
    };
    assert_eq!(key("one"), key("one"));
    assert_ne!(key("one"), key("other"));
}

#[test]
fn a_database_is_recognised() {
    let (_folder, path) = file("entries.db", b"SQLite format 3\0and more");
    assert!(is_sqlite(&path));
    assert_eq!(why(Origin::TuiJournal, &path), Why::NotThatFormat("SQLite".to_owned()));
    assert!(!is_sqlite(&fixture("tui-journal/entries.json")));
    assert!(!is_sqlite(Path::new("/nowhere")));
}

#[test]
fn a_file_that_ends_early_gives_what_it_has() {
    let (_folder, path) = file("e.json", r#"[{"id":1,"date":"2026-01-09","title":"a","content":""},{"id":2,"da"#);
    let read = all(Origin::TuiJournal, &path);
    assert!(read[0].is_ok());
    assert_eq!(read[1], Err(Broken::new("e.json #2", Why::NotThatFormat("JSON".to_owned()))));
    assert_eq!(read.len(), 2);
    for text in ["{}", "words", "{\"entries\":7}", "{\"a\"", "   "] {
        let (_folder, path) = file("e.json", text);
        assert!(matches!(all(Origin::TuiJournal, &path)[..], [Err(_)]), "{text}");
    }
    assert_eq!(all(Origin::TuiJournal, &file("e.json", "").1), []);
}
