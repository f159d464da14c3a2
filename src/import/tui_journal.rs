//! tui-journal: its JSON file, and the rows of its SQLite file, which `store` reads.
//!
//! It keeps a day as midnight UTC and shows it so, wherever it runs: the date is that of the wall, not a moment.

use std::fmt;
use std::path::Path;

use serde_json::Value;

use super::draft::{Draft, Keys, Rest, date, mark};
use super::json::{Object, Objects};
use super::stamp::Order;
use super::{Arrival, Broken, Reader, When, Why, dates, fields, files, stamp};

/// A row of the database, in plain values.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub date: String,
    pub title: String,
    pub content: String,
    pub tags: Vec<String>,
    /// Every other column that has a value, with its name: the priority, the folder, and what newer versions add.
    pub rest: Vec<(String, String)>,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Whether a file is a database, whosever.
pub fn is_sqlite(path: &Path) -> bool {
    files::resolved(path).is_ok_and(|path| starts_as_database(&path))
}

/// One row of the database called `file`.
///
/// # Errors
/// The row has no date, or is too large.
pub fn arrival(file: &str, row: Row) -> Result<Arrival, Broken> {
    let mut rest = Rest::default();
    rest.list("tags", &row.tags);
    for (name, words) in row.rest {
        rest.add(&name, words);
    }
    let place = format!("{file} #{}", row.id);
    let Some(at) = stamp::moment(&row.date, Order::Mdy).map(on_the_wall) else {
        return Err(Broken::new(place, Why::NoDate));
    };
    let id = Some(id_of(row.id, at, &row.title, &row.content));
    Draft {
        place,
        id,
        at,
        title: row.title,
        text: row.content,
        rest,
        above: String::new(),
        figures: None,
        doubts: Vec::new(),
    }
    .arrive(&mut Keys::default())
}

pub(super) fn open(path: &Path, order: Order) -> Result<Reader, Broken> {
    if path.is_dir() {
        return Err(Broken::new(path.display().to_string(), Why::NotAFile));
    }
    if starts_as_database(path) {
        return Err(Broken::new(files::name(path, path), Why::NotThatFormat("SQLite".to_owned())));
    }
    Ok(Box::new(Objects::open(path, path, order, draft)?))
}

fn starts_as_database(path: &Path) -> bool {
    files::head(path, 16).is_ok_and(|head| head == b"SQLite format 3\0")
}

fn draft(place: String, mut object: Object, order: Order) -> Result<Draft, Broken> {
    let Some((at, figures)) = dates::take(&mut object, order) else {
        return Err(Broken::new(place, Why::NoDate));
    };
    let at = on_the_wall(at);
    // What it writes for others to read in has no ids.
    let id = object.take("id").as_ref().and_then(Value::as_i64);
    let title = object.take_text("title").unwrap_or_default();
    let text = object.take_text("content").unwrap_or_default();
    let id = id.map(|id| id_of(id, at, &title, &text));
    let mut rest = Rest::default();
    rest.list("tags", &fields::tags(object.take("tags")));
    fields::keep(object, &mut rest);
    Ok(Draft { place, id, at, title, text, rest, above: String::new(), figures, doubts: Vec::new() })
}

fn on_the_wall(at: When) -> When {
    match at {
        When::Exact(at) => When::Wall(at.naive_utc()),
        wall @ (When::Wall(_) | When::Day(_)) => wall,
    }
}

/// Every journal counts its ids from 1, and gives them again: date and words stand beside them. An entry that was
/// changed there is another one, so that nothing of it is passed over.
fn id_of(id: i64, at: When, title: &str, text: &str) -> String {
    format!("{id} {} {}", date(at), mark(title, text))
}
