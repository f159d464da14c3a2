//! Writing notes: a note is a list of entries that partition its bytes, and an entry's identity survives editing.
//! Two writers of one note never overwrite each other: what both changed is kept twice.

mod choices;
mod filing;
mod merge;
mod narrowed;
mod order;
mod outside;
mod reach;
mod sealing;

use std::collections::{HashMap, HashSet};

use crate::capture;
use crate::domain::entry::Entry;
use crate::domain::forms::{Change, DraftEntry, EntryForm, NoteDraft, mark_of};
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::views::Note;
use crate::domain::{EntryKind, Limits, Raw, Visibility};
use crate::problem::{Missing, Problem, Result, VaultTrouble, What};
use crate::store::{Key, Record};

use super::{Failure, Journal, Work};
use choices::Choices;
use filing::filed;
use merge::{ended, merge};
use narrowed::Narrowed;
use order::{GAP, Known, put_in_order, take_in};
use sealing::{Secrets, seal};

pub use outside::NewText;
pub(super) use outside::{replace, rewrite};

pub use crate::domain::forms::NOTE_LIMIT;

/// A note after it was written.
#[derive(Clone, Debug)]
pub struct Saved {
    pub note: Note,
    /// Somebody else had changed the note since the writer saw it; both texts are in it now.
    pub merged: bool,
    /// The entries of the draft, in its order: the ids that new ones got, and none for one that was not kept.
    pub ids: Vec<Option<EntryId>>,
}

impl Journal {
    /// Saves a note as its writer has it.
    ///
    /// # Errors
    /// A note over [`NOTE_LIMIT`] is refused whole.
    pub fn save_note(&mut self, draft: &NoteDraft) -> Result<Saved> {
        check_size_of_lines(&draft.lead, &draft.entries)?;
        let reveals = self.reveals;
        self.change_in_visit(Change::Note, Some(draft.visit), |work| {
            let (ids, merged) = write(work, draft)?;
            Ok(Saved { note: super::shown(work, reveals, |work| work.note(draft.session))?, merged, ids })
        })
    }

    /// Settles by hand who may see a line, whose it is, or when it is due.
    pub fn edit_entry(&mut self, id: EntryId, form: &EntryForm) -> Result<Entry> {
        let only_sealed = *form == EntryForm { sealed: Some(true), ..EntryForm::default() };
        let what = if only_sealed { Change::Seal } else { Change::Line };
        let edited = |work: &mut Work<'_>| {
            let mut entry = work.entry(id)?;
            if let Some(visibility) = form.visibility {
                if entry.kind == EntryKind::Reading && visibility != Visibility::Private {
                    return Err(Problem::ReadingStays.into());
                }
                (entry.visibility, entry.visibility_chosen) = (visibility, true);
            }
            if let Some(owner) = form.owner {
                (entry.owner, entry.owner_chosen) = (owner, true);
            }
            if !entry.kind.has_life() && (form.due.is_some() || form.next_time) {
                return Err(Problem::NoDueDate(entry.kind).into());
            }
            if let Some(due) = form.due {
                entry.choose_due(due);
            }
            if form.next_time {
                // The words that it is due by are sealed with the line.
                if entry.raw.text().is_none() {
                    return Err(unreadable([&entry.raw]).into());
                }
                entry.choose_next_time();
                // Chosen again, it waits for the next one that is to come.
                entry.due = None;
            }
            if let Some(sealed) = form.sealed {
                seal(work, &mut entry, sealed)?;
            }
            entry.updated = work.now;
            Ok(work.put(entry)?)
        };
        self.change_and_show(what, edited, |work, ()| work.entry(id))
    }

    /// Keeps one line for the next meeting of a pair. Line breaks inside it become part of one entry.
    pub fn note_for_later(&mut self, pair: PairId, text: &str) -> Result<Entry> {
        self.later_within(pair, text, Limits::NONE)
    }

    /// The same for words that may reach no further than `within`.
    pub fn later_within(&mut self, pair: PairId, text: &str, within: Limits) -> Result<Entry> {
        check_size(text)?;
        let text = text.trim_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return Err(Problem::Empty(Missing::Text));
        }
        self.change_and_show(Change::Later, |work| later(work, pair, text, within), |work, id| work.entry(id))
    }
}

/// Adds a line to "for later" that reaches no further than `within`; also used by the demo.
pub(super) fn later(
    work: &mut Work<'_>,
    pair: PairId,
    text: &str,
    within: Limits,
) -> std::result::Result<EntryId, Failure> {
    work.pair(pair)?;
    let base = work.clock.today();
    let position = work.tx.last_position_for_later(pair)? + GAP;
    let raw = if within.seals() { Raw::Opened(text.to_owned()) } else { Raw::Clear(text.to_owned()) };
    let mut entry = Entry { position, ..filed(work, pair, None, raw, base) };
    take_in(work, &mut entry, "", within.and(Limits::OUTSIDE))?;
    let id = entry.id;
    work.add(entry)?;
    Ok(id)
}

pub(super) fn check_size(text: &str) -> Result<()> {
    check_size_of(text.len())
}

pub(super) fn check_size_of_lines(lead: &str, entries: &[DraftEntry]) -> Result<()> {
    check_size_of(lead.len() + entries.iter().filter_map(|e| Some(e.raw.as_ref()?.len())).sum::<usize>())
}

fn check_size_of(size: usize) -> Result<()> {
    if size > NOTE_LIMIT { Err(Problem::TooLarge { size, limit: NOTE_LIMIT }) } else { Ok(()) }
}

/// Adds lines at the end of a note, each on lines of its own. What stands there stays as it is.
/// `within` says how far their words may reach.
pub(super) fn append(
    work: &mut Work<'_>,
    session: SessionId,
    lines: &[&str],
    within: Limits,
) -> std::result::Result<(), Failure> {
    let current = work.tx.entries_of(session)?;
    let lead = work.session(session)?.lead;
    let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    let size = lead.len() + text.len() + current.iter().filter_map(|e| Some(e.raw.text()?.len())).sum::<usize>();
    check_size_of(size)?;
    let kept = current.iter().enumerate().map(|(i, entry)| {
        let raw = entry.raw.text().map(|raw| if i + 1 == current.len() { ended(raw) } else { raw.to_owned() });
        DraftEntry { raw, ..DraftEntry::untouched(Some(entry.id)) }
    });
    let parts = capture::partition(&text);
    let within = within.and(Limits::OUTSIDE);
    let added = parts.entries.iter().map(|raw| DraftEntry { within, ..DraftEntry::written(None, raw) });
    let entries = kept.chain(added).collect();
    write(work, &draft_over(work, session, &current, lead, entries))?;
    Ok(())
}

/// Writes the lines of a note that has none yet, below its blank lines.
pub(super) fn write_first(
    work: &mut Work<'_>,
    session: SessionId,
    entries: Vec<DraftEntry>,
) -> std::result::Result<(), Failure> {
    let lead = work.session(session)?.lead;
    write(work, &draft_over(work, session, &[], lead, entries)).map(drop)
}

/// A draft made of what stands in the journal right now.
fn draft_over(
    work: &Work<'_>,
    session: SessionId,
    current: &[Entry],
    lead: String,
    entries: Vec<DraftEntry>,
) -> NoteDraft {
    let base = current.iter().map(|e| (e.id, mark_of(&e.raw))).collect();
    NoteDraft { session, lead, entries, base, visit: work.now, born: HashSet::new(), knew: HashMap::new() }
}

/// Why some of these lines cannot be read.
pub(super) fn unreadable<'a>(lines: impl IntoIterator<Item = &'a Raw>) -> Problem {
    let is_damaged = lines.into_iter().any(Raw::is_damaged);
    if is_damaged { Problem::Vault(VaultTrouble::LineDamaged) } else { Problem::Vault(VaultTrouble::Locked) }
}

/// Writes a draft over the note. Says which id each entry of the draft has now, and whether others' work was merged.
fn write(work: &mut Work<'_>, draft: &NoteDraft) -> std::result::Result<(Vec<Option<EntryId>>, bool), Failure> {
    let mut session = work.session(draft.session)?;
    let current = work.tx.entries_of(draft.session)?;
    let known = Known { secrets: Secrets::of(&current), choices: Choices::of(&current) };
    let narrowed = Narrowed::since(draft, &current)?;
    let (mut lines, gone, merged) = merge(work, draft, current)?;
    lines.iter_mut().for_each(|line| narrowed.narrow(line));
    work.tx.expect(lines.len() + gone.len());
    for entry in gone {
        let was_born_here = draft.born.contains(&entry.id);
        discard(work, entry, was_born_here)?;
    }
    let ids = put_in_order(work, &session, lines, draft.entries.len(), &known)?;
    if session.lead != draft.lead {
        session.lead.clone_from(&draft.lead);
        session.updated = work.now;
        work.put(session)?;
    }
    Ok((ids, merged))
}

/// Takes an entry out of its note: a line born in this very visit leaves no trace, an older one goes to the bin, and so
/// does one for which something was chosen by hand: its words may come back, and then have to be known again.
fn discard(work: &mut Work<'_>, mut entry: Entry, was_born_here: bool) -> std::result::Result<(), Failure> {
    let chosen = entry.visibility_chosen || entry.owner_chosen || entry.due_chosen || entry.seal_chosen;
    if was_born_here && entry.result.is_none() && entry.learned.is_none() && !chosen {
        work.remove(Key::Entry(entry.id.0), entry.rev)?;
    } else {
        entry.deleted = Some(work.now);
        work.put(entry)?;
    }
    Ok(())
}

impl Work<'_> {
    /// The entry, unless it is in the bin, by itself or with its session.
    pub(super) fn entry(&self, id: EntryId) -> std::result::Result<Entry, Failure> {
        let is_there = |session: SessionId| match self.session(session) {
            Ok(_) => Ok(true),
            Err(Failure::Told(_)) => Ok(false),
            Err(failed) => Err(failed),
        };
        match self.tx.get(Key::Entry(id.0))? {
            Some(Record::Entry(entry)) if entry.deleted.is_none() && entry.session.map_or(Ok(true), is_there)? => {
                Ok(entry)
            }
            _ => Err(Problem::NotFound { what: What::Line, needle: id.ending() }.into()),
        }
    }

    /// The entry if it lies in the bin and came from this session.
    fn binned(&self, id: EntryId, session: SessionId) -> std::result::Result<Option<Entry>, Failure> {
        match self.tx.get(Key::Entry(id.0))? {
            Some(Record::Entry(entry)) if entry.deleted.is_some() && entry.session == Some(session) => Ok(Some(entry)),
            _ => Ok(None),
        }
    }
}
