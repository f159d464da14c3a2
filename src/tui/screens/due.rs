//! When a line is due, as it stands beside it.

use crate::capture::{self, Undated};
use crate::domain::Entry;
use crate::tui::model::Model;

/// The day; or that it is the next session, or that no date was read. Nothing beside what is not due.
pub fn said(model: &Model, entry: &Entry) -> Option<String> {
    told(model, entry, "due-unread")
}

/// The same where there is hardly any room.
pub fn said_shortly(model: &Model, entry: &Entry) -> Option<String> {
    told(model, entry, "due-unread-short")
}

fn told(model: &Model, entry: &Entry, unread: &str) -> Option<String> {
    if let Some(day) = entry.due {
        return Some(model.lang.near_day(day, model.now.wall.date_naive()));
    }
    let id = match capture::undated(entry, model.dates)? {
        Undated::NextTime => "due-next-time",
        Undated::Unread => unread,
    };
    Some(model.lang.t(id).into_owned())
}
