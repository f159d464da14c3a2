//! When a line is due, as it stands beside it.

use crate::capture::{self, Undated};
use crate::domain::Entry;
use crate::tui::model::Model;

/// The day, and once it is past that it was due; or that it is the next session, or that no date was read. Nothing beside what is not due.
pub fn said(model: &Model, entry: &Entry) -> Option<String> {
    let day = |day| model.lang.due_beside(day, model.now.wall.date_naive());
    entry.due.map(day).or_else(|| undated(model, entry, "due-unread"))
}

/// The same for a place where another day stands beside it: `due 30 Nov`.
pub fn said_in_words(model: &Model, entry: &Entry) -> Option<String> {
    let day = |day| model.lang.due_in_words(day, model.now.wall.date_naive());
    entry.due.map(day).or_else(|| undated(model, entry, "due-unread"))
}

/// The same where there is hardly any room.
pub fn said_shortly(model: &Model, entry: &Entry) -> Option<String> {
    let day = |day| model.lang.near_day(day, model.now.wall.date_naive());
    entry.due.map(day).or_else(|| undated(model, entry, "due-unread-short"))
}

fn undated(model: &Model, entry: &Entry, unread: &str) -> Option<String> {
    let id = match capture::undated(entry, model.dates)? {
        Undated::NextTime => "due-next-time",
        Undated::Unread => unread,
    };
    Some(model.lang.t(id).into_owned())
}
