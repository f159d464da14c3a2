//! What a line is by its marker, and when it is due by its words.

use chrono::NaiveDate;

use crate::capture::{self, Said};
use crate::domain::entry::{Entry, EntryState};
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::{DateRules, EntryKind, Owner, Raw, Visibility};
use crate::journal::Work;

/// A new entry, filed by its marker. `base` is the day from which due dates in words count.
pub(super) fn filed(work: &Work<'_>, pair: PairId, session: Option<SessionId>, raw: Raw, base: NaiveDate) -> Entry {
    let mut entry = Entry {
        id: EntryId(work.clock.new_id()),
        rev: 1,
        pair,
        session,
        position: 0,
        kind: EntryKind::Fact,
        owner: Owner::Both,
        owner_chosen: false,
        visibility: Visibility::Private,
        visibility_chosen: false,
        raw,
        seal_chosen: false,
        state: EntryState::Open,
        due: None,
        due_phrase: None,
        due_chosen: false,
        result: None,
        learned: None,
        learned_told: false,
        settled: None,
        settled_in: None,
        created: work.now,
        updated: work.now,
        deleted: None,
    };
    refile(&mut entry, base, work.clock.rules());
    entry
}

/// Reads the marker and the due date of an entry again, after its text has changed. What somebody chose by hand
/// stays, and so does the life of an action whose line is something else for a while.
pub(super) fn refile(entry: &mut Entry, base: NaiveDate, rules: DateRules) {
    let Some(raw) = entry.raw.text() else { return };
    let parsed = capture::parse_line(capture::first_line_of(raw));
    entry.kind = parsed.kind;
    if !entry.owner_chosen {
        entry.owner = parsed.owner;
    }
    // A reading is for nobody else, whatever was chosen for the line while it was something else.
    if entry.kind == EntryKind::Reading && entry.visibility != Visibility::Private {
        entry.visibility_chosen = false;
    }
    if !entry.visibility_chosen {
        entry.visibility = parsed.kind.default_visibility();
    }
    if !entry.kind.has_life() || entry.due_chosen {
        return;
    }
    let body = capture::body(raw);
    // The day of "by next time" comes from the pair's sessions, see `next_time`.
    let (phrase, due) = match capture::read_due(&body, base, rules) {
        Said::Day(due) => (Some(due.phrase), Some(due.date)),
        Said::NextTime(phrase) => (Some(phrase), None),
        Said::Nothing | Said::Unread(_) => (None, None),
    };
    let phrase = phrase.map(|phrase| body[phrase].to_owned());
    if phrase != entry.due_phrase {
        (entry.due, entry.due_phrase) = (due, phrase);
    }
}
