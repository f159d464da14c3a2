//! A whole note, or a line, that comes back from outside the program. Nobody saw which line became which: the texts
//! decide it. Nothing is overwritten: what a line said before lies in the bin.

use std::collections::{HashMap, HashSet};

use super::filing::refile;
use super::order::take_in;
use super::{draft_over, unreadable, write};
use crate::capture::{self, Care, Quotable};
use crate::domain::Limits;
use crate::domain::entry::{Entry, EntryState, Visibility};
use crate::domain::forms::{DraftEntry, NoteDraft, mark};
use crate::domain::ids::{EntryId, SessionId};
use crate::domain::views::Rewritten;
use crate::journal::{Failure, Work};
use crate::problem::{Missing, Problem};

/// A text that is to take the place of a note.
#[derive(Clone, Copy)]
pub struct NewText<'a> {
    pub text: &'a str,
    /// The note as its writer saw it: what others changed since then stays. Without one, whatever the text lacks goes to
    /// the bin.
    pub base: Option<&'a str>,
    /// A text without a word may take the place of a note with words.
    pub may_be_empty: bool,
}

impl<'a> From<&'a str> for NewText<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, base: None, may_be_empty: true }
    }
}

/// Replaces the note of a session by a text that comes from outside, inside a transaction. Lines that stayed, moved or
/// changed a little keep their identity, and with it their results.
///
/// # Errors
/// What cannot be read cannot be told apart from what is new: a note with locked lines is not replaced.
pub(in crate::journal) fn replace(
    work: &mut Work<'_>,
    session: SessionId,
    new: NewText<'_>,
) -> std::result::Result<Rewritten, Failure> {
    let current = work.tx.entries_of(session)?;
    let readable: Option<Vec<(EntryId, &str)>> = current.iter().map(|e| Some((e.id, e.raw.text()?))).collect();
    let Some(old) = readable else { return Err(unreadable(current.iter().map(|entry| &entry.raw)).into()) };
    if new.text.trim().is_empty() && !current.is_empty() && !new.may_be_empty {
        return Err(Problem::Empty(Missing::Note).into());
    }
    let parts = capture::partition(new.text);
    let lead = parts.lead.to_owned();
    let (mut draft, seen_by_all) = match new.base {
        None => {
            let ids = capture::match_entries(&old, &parts.entries);
            let entries = ids.into_iter().zip(&parts.entries).map(|(id, raw)| DraftEntry::written(id, raw)).collect();
            (draft_over(work, session, &current, lead, entries), true)
        }
        Some(base) => (draft_since(work, session, &old, base, lead, &parts.entries), false),
    };
    limit(&current, &mut draft.entries);
    let before: HashMap<EntryId, Entry> = current.into_iter().map(|e| (e.id, e)).collect();
    let merged = write(work, &draft)?.1 && !seen_by_all;
    let after = work.tx.entries_of(session)?;
    work.tx.expect(after.len());
    let mut done = Rewritten { merged, ..Rewritten::default() };
    for entry in &after {
        let known = before.get(&entry.id);
        let same = known.is_some_and(|known| said(known) == said(entry));
        match known.filter(|_| !same) {
            Some(known) => {
                keep_in_bin(work, known, entry)?;
                done.changed += 1;
            }
            None => done.added += usize::from(known.is_none()),
        }
        done.narrowed += usize::from(!same && entry.visibility < entry.kind.default_visibility());
    }
    let there: HashSet<EntryId> = after.iter().map(|e| e.id).collect();
    done.binned = before.keys().filter(|id| !there.contains(id)).count();
    Ok(done)
}

/// Gives an entry another text from outside, and files it again. `within` says how far words in it may reach at most.
pub(in crate::journal) fn rewrite(
    work: &mut Work<'_>,
    entry: Entry,
    raw: String,
    within: Limits,
) -> std::result::Result<(), Failure> {
    let base = match entry.session {
        Some(session) => work.session(session)?.at.date_naive(),
        None => work.clock.today(),
    };
    let before = entry.raw.text().unwrap_or_default().to_owned();
    let raw = entry.raw.reworded(raw);
    let mut entry = Entry { raw, updated: work.now, ..entry };
    refile(&mut entry, base, work.clock.rules());
    take_in(work, &mut entry, &before, within.and(Limits::OUTSIDE))?;
    Ok(work.put(entry)?)
}

fn said(entry: &Entry) -> Option<u64> {
    entry.raw.text().map(mark)
}

/// A draft whose writer saw `base`: what the note has now and the base had not is somebody else's.
fn draft_since(
    work: &Work<'_>,
    session: SessionId,
    now: &[(EntryId, &str)],
    base: &str,
    lead: String,
    new: &[&str],
) -> NoteDraft {
    let base = capture::partition(base);
    let ids = capture::match_entries(now, &base.entries);
    let seen: Vec<(usize, &str)> = base.entries.iter().copied().enumerate().collect();
    let entries = capture::match_entries(&seen, new).into_iter().zip(new).filter_map(|(place, raw)| {
        let id = place.and_then(|place| ids.get(place).copied().flatten());
        // Somebody else took out a line that the writer has not touched: it stays out.
        let untouched = place.is_some_and(|place| mark(base.entries[place]) == mark(raw));
        (id.is_some() || !untouched).then(|| DraftEntry::written(id, raw))
    });
    let seen = ids.iter().zip(&base.entries).filter_map(|(id, raw)| Some(((*id)?, mark(raw))));
    let (entries, base) = (entries.collect(), seen.collect());
    NoteDraft { session, lead, entries, base, visit: work.now, born: HashSet::new(), knew: HashMap::new() }
}

/// Has every line of a new text reach no further than the lines of the old note whose words it took.
fn limit(current: &[Entry], entries: &mut [DraftEntry]) {
    let known: HashMap<EntryId, &Entry> = current.iter().map(|e| (e.id, e)).collect();
    let text_of = |id: Option<EntryId>| id.and_then(|id| known.get(&id)).and_then(|e| e.raw.text()).unwrap_or_default();
    let has_changed = |entry: &DraftEntry, raw: &str| mark(text_of(entry.id)) != mark(raw);
    // As far as a line may reach that has changed.
    let widest = |entry: &DraftEntry| {
        let raw = entry.raw.as_deref().filter(|raw| has_changed(entry, raw))?;
        let chosen = entry.id.and_then(|id| known.get(&id)).filter(|e| e.visibility_chosen).map(|e| e.visibility);
        Some(chosen.unwrap_or_else(|| capture::parse_line(capture::first_line_of(raw)).kind.default_visibility()))
    };
    let reach = entries.iter().filter_map(widest).max().unwrap_or(Visibility::Private);
    let now: HashMap<EntryId, &str> = entries.iter().filter_map(|e| Some((e.id?, e.raw.as_deref()?))).collect();
    // A sign that changes in place says what a line is. Where its words changed as well, nobody knows whether it is the line
    // that it was taken for.
    let is_uncertain = |entry: &DraftEntry| {
        let was = entry.id.and_then(|id| known.get(&id)).filter(|e| !e.visibility_chosen)?;
        let raw = entry.raw.as_deref().filter(|raw| capture::body(raw) != capture::body(text_of(entry.id)))?;
        let kind = capture::parse_line(capture::first_line_of(raw)).kind;
        (kind.default_visibility() > was.visibility).then_some(was.id)
    };
    let uncertain: HashSet<EntryId> = entries.iter().filter_map(is_uncertain).collect();
    let (mut chosen, mut by_kind) = (Quotable::new(Care::Close), Quotable::new(Care::Close));
    for entry in current {
        let (limits, body) = (Limits::of(entry), capture::body(text_of(Some(entry.id))));
        if limits.holds(Limits::ONLY_ME_CHOSEN) {
            chosen.add(&body, limits);
            continue;
        }
        // Words that left their line went somewhere. Those that stand there still may be anybody's.
        let stays = |raw: &&str| capture::body(raw).contains(&*body);
        let left = || uncertain.contains(&entry.id) || !now.get(&entry.id).is_some_and(stays);
        if limits.widest() < reach && left() {
            by_kind.add(&body, limits);
        }
    }
    for entry in entries {
        let Some(seen) = widest(&*entry) else { continue };
        let Some(raw) = entry.raw.as_deref() else { continue };
        let is_uncertain = entry.id.is_some_and(|id| uncertain.contains(&id));
        let before = if is_uncertain { "" } else { text_of(entry.id) };
        let (before, body) = (capture::body(before), capture::body(raw));
        let mut quoted = chosen.quoted(&before, &body);
        if seen > Visibility::Private {
            quoted.extend(by_kind.quoted(&before, &body));
        }
        entry.within = quoted.into_iter().fold(Limits::OUTSIDE, |limits, (_, of)| limits.and(of));
    }
}

/// Keeps what a line said in the bin, as a line of its own without the life of the one that goes on. Where the line is
/// sealed now, so is what it said.
fn keep_in_bin(work: &mut Work<'_>, before: &Entry, now: &Entry) -> std::result::Result<(), Failure> {
    let sealed = now.raw.is_sealed() && !before.raw.is_sealed();
    let kept = Entry {
        raw: if sealed { before.raw.clone().to_be_sealed() } else { before.raw.clone() },
        seal_chosen: before.seal_chosen || sealed,
        id: EntryId(work.clock.new_id()),
        state: EntryState::Open,
        result: None,
        learned: None,
        settled: None,
        settled_in: None,
        updated: work.now,
        deleted: Some(work.now),
        ..before.clone()
    };
    Ok(work.add(kept)?)
}
