//! Writing notes: a note is a list of entries that partition its bytes, and an entry's identity survives editing.
//! Two writers of one note never overwrite each other: what both changed is kept twice.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Failure, Journal, Work};
use crate::capture;
use crate::domain::entry::{Entry, EntryState};
use crate::domain::forms::{Change, DraftEntry, EntryForm, NoteDraft, mark, mark_of};
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::session::Session;
use crate::domain::views::Note;
use crate::domain::{EntryKind, Owner, Raw, Visibility};
use crate::problem::{Missing, Problem, Result, VaultTrouble, What};
use crate::store::{Key, Record};

/// The largest note, in bytes.
pub const NOTE_LIMIT: usize = 4 << 20;
/// The distance between two entries of a fresh note, so that lines between them find room.
const GAP: i64 = 1 << 16;

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
        check_size_of(
            draft.lead.len() + draft.entries.iter().filter_map(|e| Some(e.raw.as_ref()?.len())).sum::<usize>(),
        )?;
        let (ids, merged) = self.change_in_visit(Change::Note, Some(draft.visit), |work| write(work, draft))?;
        Ok(Saved { note: self.note(draft.session)?, merged, ids })
    }

    /// Replaces a note by a text that comes from outside. Lines that stayed, moved or changed a little keep their
    /// identity, and with it their results.
    pub fn replace_note(&mut self, session: SessionId, text: &str) -> Result<Note> {
        check_size(text)?;
        self.change(Change::Note, |work| replace(work, session, text))?;
        self.note(session)
    }

    /// Settles by hand who may see a line, whose it is, or when it is due.
    pub fn edit_entry(&mut self, id: EntryId, form: &EntryForm) -> Result<Entry> {
        self.change(Change::Line, |work| {
            let mut entry = work.entry(id)?;
            if let Some(visibility) = form.visibility {
                (entry.visibility, entry.visibility_chosen) = (visibility, true);
            }
            if let Some(owner) = form.owner {
                (entry.owner, entry.owner_chosen) = (owner, true);
            }
            if let Some(due) = form.due {
                (entry.due, entry.due_chosen) = (due, true);
            }
            if let Some(sealed) = form.sealed {
                seal(work, &mut entry, sealed)?;
            }
            entry.updated = work.now;
            Ok(work.put(entry)?)
        })?;
        self.read(|tx| Work::new(tx, self.clock).entry(id))
    }

    /// Keeps one line for the next meeting of a pair. Line breaks inside it become part of one entry.
    pub fn note_for_later(&mut self, pair: PairId, text: &str) -> Result<Entry> {
        check_size(text)?;
        let text = text.trim_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return Err(Problem::Empty(Missing::Text));
        }
        let id = self.change(Change::Later, |work| later(work, pair, text, false))?;
        self.read(|tx| Work::new(tx, self.clock).entry(id))
    }
}

/// Has a line sealed by hand, or lie readable again.
fn seal(work: &Work<'_>, entry: &mut Entry, sealed: bool) -> std::result::Result<(), Failure> {
    if !work.tx.has_vault() {
        return Err(Problem::Vault(VaultTrouble::Off).into());
    }
    if !work.tx.is_unlocked() {
        return Err(Problem::Vault(VaultTrouble::Locked).into());
    }
    let raw = entry.raw.clone();
    entry.raw =
        if sealed { raw.to_be_sealed() } else { raw.to_be_clear().ok_or(Problem::Vault(VaultTrouble::LineDamaged))? };
    entry.seal_chosen = true;
    Ok(())
}

/// Adds a line to "for later", sealed if that is asked for; also used by the demo.
pub(super) fn later(
    work: &mut Work<'_>,
    pair: PairId,
    text: &str,
    sealed: bool,
) -> std::result::Result<EntryId, Failure> {
    work.pair(pair)?;
    let base = work.clock.today();
    let position = work.tx.last_position_for_later(pair)? + GAP;
    let raw = if sealed { Raw::Opened(text.to_owned()) } else { Raw::Clear(text.to_owned()) };
    let entry = Entry { position, ..filed(work, pair, None, raw, base) };
    let id = entry.id;
    work.add(entry)?;
    Ok(id)
}

pub(super) fn check_size(text: &str) -> Result<()> {
    check_size_of(text.len())
}

fn check_size_of(size: usize) -> Result<()> {
    if size > NOTE_LIMIT { Err(Problem::TooLarge { size, limit: NOTE_LIMIT }) } else { Ok(()) }
}

/// Replaces the note of a session inside a transaction.
///
/// # Errors
/// What cannot be read cannot be told apart from what is new: a note with locked lines is not replaced.
pub(super) fn replace(work: &mut Work<'_>, session: SessionId, text: &str) -> std::result::Result<(), Failure> {
    let current = work.tx.entries_of(session)?;
    let old: Option<Vec<(EntryId, &str)>> = current.iter().map(|e| Some((e.id, e.raw.text()?))).collect();
    let Some(old) = old else { return Err(unreadable(&current).into()) };
    let parts = capture::partition(text);
    let ids = capture::match_entries(&old, &parts.entries);
    let entries = ids.into_iter().zip(&parts.entries).map(|(id, raw)| DraftEntry::written(id, raw)).collect();
    write(work, &draft_over(work, session, &current, parts.lead.to_owned(), entries))?;
    Ok(())
}

/// Adds lines at the end of a note, each on lines of its own. What stands there stays as it is.
pub(super) fn append(work: &mut Work<'_>, session: SessionId, lines: &[&str]) -> std::result::Result<(), Failure> {
    let current = work.tx.entries_of(session)?;
    let lead = work.session(session)?.lead;
    let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    let size = lead.len() + text.len() + current.iter().filter_map(|e| Some(e.raw.text()?.len())).sum::<usize>();
    check_size_of(size)?;
    let kept = current.iter().enumerate().map(|(i, entry)| {
        let raw = entry.raw.text().map(|raw| if i + 1 == current.len() { ended(raw) } else { raw.to_owned() });
        DraftEntry { id: Some(entry.id), raw, sealed: None }
    });
    let parts = capture::partition(&text);
    let entries = kept.chain(parts.entries.iter().map(|raw| DraftEntry::written(None, raw))).collect();
    write(work, &draft_over(work, session, &current, lead, entries))?;
    Ok(())
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
    NoteDraft { session, lead, entries, base, visit: work.now }
}

/// Why some of these lines cannot be read.
fn unreadable(entries: &[Entry]) -> Problem {
    let is_damaged = entries.iter().any(|e| matches!(e.raw, Raw::Damaged(_)));
    if is_damaged { Problem::Vault(VaultTrouble::LineDamaged) } else { Problem::Vault(VaultTrouble::Locked) }
}

/// Where an entry of the new note comes from.
enum Origin {
    /// It was there: its record as it is in the journal.
    Known(Box<Entry>),
    New,
    /// New, and sealed from the start.
    NewSealed,
}

/// One entry of the note to be, with the draft's index if the writer has it.
struct Line {
    origin: Origin,
    /// `None`: it stays as it is.
    raw: Option<String>,
    draft: Option<usize>,
    /// Whether it is sealed, where its writer has said so.
    sealed: Option<bool>,
}

/// Writes a draft over the note. Says which id each entry of the draft has now, and whether others' work was merged.
fn write(work: &mut Work<'_>, draft: &NoteDraft) -> std::result::Result<(Vec<Option<EntryId>>, bool), Failure> {
    let mut session = work.session(draft.session)?;
    let current = work.tx.entries_of(draft.session)?;
    let secrets = Secrets::of(&current);
    let (lines, gone, merged) = merge(work, draft, current)?;
    for entry in gone {
        discard(work, entry, draft.visit)?;
    }
    let ids = put_in_order(work, &session, lines, draft.entries.len(), &secrets)?;
    if session.lead != draft.lead {
        session.lead.clone_from(&draft.lead);
        session.updated = work.now;
        work.put(session)?;
    }
    Ok((ids, merged))
}

/// Three versions become one: what the writer last saw (`draft.base`), what the writer has, and what the journal has
/// now. Returns the lines of the new note, the entries that the writer took out, and whether others had a part in it.
fn merge(
    work: &Work<'_>,
    draft: &NoteDraft,
    current: Vec<Entry>,
) -> std::result::Result<(Vec<Line>, Vec<Entry>, bool), Failure> {
    let base: HashMap<EntryId, u64> = draft.base.iter().copied().collect();
    let order: Vec<EntryId> = current.iter().map(|e| e.id).collect();
    let mut theirs: HashMap<EntryId, Entry> = current.into_iter().map(|e| (e.id, e)).collect();
    let (mut lines, mut merged) = (Vec::with_capacity(draft.entries.len()), false);
    for (index, mine) in draft.entries.iter().enumerate() {
        let line = |origin, raw: Option<&str>| Line {
            origin,
            raw: raw.map(str::to_owned),
            draft: Some(index),
            sealed: mine.sealed,
        };
        let known = mine.id.and_then(|id| theirs.remove(&id));
        let Some(raw) = mine.raw.as_deref() else {
            // The writer could not read it. It stays, unless somebody else has taken it out.
            match known {
                Some(known) => lines.push(line(Origin::Known(Box::new(known)), None)),
                None => merged = true,
            }
            continue;
        };
        let Some(known) = known else {
            let taken_out_elsewhere = mine.id.is_some_and(|id| base.get(&id) == Some(&mark(raw)));
            match mine.id.map(|id| work.binned(id, draft.session)).transpose()?.flatten() {
                // Somebody else took out a line that the writer has not touched: it stays out.
                Some(_) if taken_out_elsewhere => merged = true,
                Some(entry) if entry.raw.text().is_none() => return Err(unreadable(&[entry]).into()),
                Some(entry) => lines.push(line(Origin::Known(Box::new(entry)), Some(raw))),
                None if taken_out_elsewhere => merged = true,
                None => lines.push(line(Origin::New, Some(raw))),
            }
            continue;
        };
        let seen = base.get(&known.id).copied();
        let i_changed = seen != Some(mark(raw));
        let they_changed = seen != Some(mark_of(&known.raw));
        let Some(theirs) = known.raw.text() else {
            // It was locked since the writer read it: its new words have nowhere to go, and must not lie there clear.
            if i_changed {
                return Err(unreadable(&[known]).into());
            }
            lines.push(line(Origin::Known(Box::new(known)), None));
            continue;
        };
        match (i_changed, they_changed) {
            (true, true) if mark(theirs) != mark(raw) => {
                merged = true;
                let theirs = Some(ended(theirs));
                let mine = if known.raw.is_sealed() { Origin::NewSealed } else { Origin::New };
                lines.push(Line { raw: theirs, origin: Origin::Known(Box::new(known)), draft: None, sealed: None });
                lines.push(line(mine, Some(raw)));
            }
            (false, true) => {
                merged = true;
                lines.push(line(Origin::Known(Box::new(known)), None));
            }
            _ => lines.push(line(Origin::Known(Box::new(known)), Some(raw))),
        }
    }
    // What is left in `theirs` the writer does not have: taken out by the writer, or added or changed by others.
    let mut gone = Vec::new();
    for (place, id) in order.iter().enumerate() {
        let Some(entry) = theirs.remove(id) else { continue };
        // What the writer could not read the writer could not take out either.
        if base.get(id) == Some(&mark_of(&entry.raw)) && entry.raw.text().is_some() {
            gone.push(entry);
            continue;
        }
        merged = true;
        let before = order[..place].iter().rev().find_map(|b| lines.iter().position(|l| l.is(*b)));
        let raw = entry.raw.text().map(ended);
        lines.insert(
            before.map_or(0, |b| b + 1),
            Line { origin: Origin::Known(Box::new(entry)), raw, draft: None, sealed: None },
        );
    }
    if merged {
        // Between lines that never stood beside each other every one needs its line end.
        let last = lines.len().saturating_sub(1);
        lines.iter_mut().take(last).for_each(|l| l.raw = l.words().map(ended));
    }
    Ok((lines, gone, merged))
}

impl Line {
    /// Its text to be, as far as it can be read.
    fn words(&self) -> Option<&str> {
        match (&self.raw, &self.origin) {
            (Some(raw), _) => Some(raw),
            (None, Origin::Known(entry)) => entry.raw.text(),
            (None, Origin::New | Origin::NewSealed) => None,
        }
    }

    fn is(&self, id: EntryId) -> bool {
        matches!(&self.origin, Origin::Known(entry) if entry.id == id)
    }
}

/// The slice with a line end, so that another line may follow it.
fn ended(raw: &str) -> String {
    if raw.ends_with('\n') { raw.to_owned() } else { format!("{raw}\n") }
}

/// Takes an entry out of its note: a line born in this very visit leaves no trace, an older one goes to the bin.
fn discard(work: &mut Work<'_>, mut entry: Entry, visit: i64) -> std::result::Result<(), Failure> {
    if entry.created >= visit && entry.result.is_none() && entry.learned.is_none() {
        work.remove(Key::Entry(entry.id.0), entry.rev)?;
    } else {
        entry.deleted = Some(work.now);
        work.put(entry)?;
    }
    Ok(())
}

fn put_in_order(
    work: &mut Work<'_>,
    session: &Session,
    lines: Vec<Line>,
    drafted: usize,
    secrets: &Secrets,
) -> std::result::Result<Vec<Option<EntryId>>, Failure> {
    let places: Vec<Option<i64>> = lines
        .iter()
        .map(|l| match &l.origin {
            Origin::Known(entry) => Some(entry.position),
            Origin::New | Origin::NewSealed => None,
        })
        .collect();
    let day = session.at.date_naive();
    let mut ids = vec![None; drafted];
    for (line, position) in lines.into_iter().zip(positions(&places)) {
        let Line { origin, raw, draft, sealed } = line;
        // Without a vault there is nothing to choose.
        let chosen = sealed.filter(|_| work.tx.has_vault());
        let id = match (origin, raw) {
            (Origin::Known(entry), raw) => put_known(work, session, (*entry, position), raw, secrets, chosen)?,
            (origin, Some(raw)) => {
                let sealed = session.sealed || matches!(origin, Origin::NewSealed) || secrets.are_in(&raw);
                let sealed = chosen.unwrap_or(sealed) && work.tx.has_vault();
                let raw = if sealed { Raw::Opened(raw) } else { Raw::Clear(raw) };
                let entry = filed(work, session.pair, Some(session.id), raw, day);
                let entry = Entry { position, seal_chosen: chosen.is_some(), ..entry };
                let id = entry.id;
                work.add(entry)?;
                id
            }
            // What is new has been written by somebody.
            (Origin::New | Origin::NewSealed, None) => continue,
        };
        if let Some(index) = draft {
            ids[index] = Some(id);
        }
    }
    Ok(ids)
}

/// Writes an entry that was there before, if anything about it has changed. `raw` is its text, where that is known.
fn put_known(
    work: &mut Work<'_>,
    session: &Session,
    (mut entry, position): (Entry, i64),
    raw: Option<String>,
    secrets: &Secrets,
    chosen: Option<bool>,
) -> std::result::Result<EntryId, Failure> {
    let before = entry.clone();
    (entry.position, entry.session, entry.deleted) = (position, Some(session.id), None);
    if let Some(raw) = raw.filter(|raw| entry.raw.text() != Some(raw)) {
        let joins = !entry.raw.is_sealed() && secrets.are_in(&raw);
        entry.raw = entry.raw.reworded(raw);
        if joins {
            entry.raw = entry.raw.to_be_sealed();
        }
        refile(&mut entry, session.at.date_naive());
    }
    if let Some(sealed) = chosen.filter(|sealed| !entry.seal_chosen || *sealed != entry.raw.is_sealed()) {
        seal(work, &mut entry, sealed)?;
    }
    let id = entry.id;
    if entry != before {
        entry.updated = work.now;
        work.put(entry)?;
    }
    Ok(id)
}

/// What sealed lines of a note said before it was written: wherever it turns up, the line is sealed, too. So neither
/// splitting a sealed line nor joining it to another lays it open.
struct Secrets(Vec<String>);

impl Secrets {
    /// Shorter words may stand anywhere by chance, in characters.
    const SHORTEST: usize = 4;

    fn of(entries: &[Entry]) -> Self {
        let sealed = entries.iter().filter(|e| e.raw.is_sealed()).filter_map(|e| e.raw.text());
        Self(sealed.map(|raw| capture::body(raw).trim().to_owned()).filter(|body| !body.is_empty()).collect())
    }

    fn are_in(&self, raw: &str) -> bool {
        let body = capture::body(raw);
        let body = body.trim();
        let long = |text: &str| text.chars().count() >= Self::SHORTEST;
        self.0
            .iter()
            .any(|secret| long(secret) && body.contains(secret.as_str()) || long(body) && secret.contains(body))
    }
}

/// A new entry, filed by its marker. `base` is the day from which due dates in words count.
fn filed(work: &Work<'_>, pair: PairId, session: Option<SessionId>, raw: Raw, base: NaiveDate) -> Entry {
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
        settled: None,
        settled_in: None,
        created: work.now,
        updated: work.now,
        deleted: None,
    };
    refile(&mut entry, base);
    entry
}

/// Gives an entry another text, and files it again.
pub(super) fn rewrite(work: &mut Work<'_>, entry: Entry, raw: String) -> std::result::Result<(), Failure> {
    let base = match entry.session {
        Some(session) => work.session(session)?.at.date_naive(),
        None => work.clock.today(),
    };
    let raw = entry.raw.reworded(raw);
    let mut entry = Entry { raw, updated: work.now, ..entry };
    refile(&mut entry, base);
    Ok(work.put(entry)?)
}

/// Reads the marker and the due date of an entry again, after its text has changed. What somebody chose by hand
/// stays, and so does the life of an action whose line is something else for a while.
fn refile(entry: &mut Entry, base: NaiveDate) {
    let Some(raw) = entry.raw.text() else { return };
    let parsed = capture::parse_line(capture::first_line_of(raw));
    entry.kind = parsed.kind;
    if !entry.owner_chosen {
        entry.owner = parsed.owner;
    }
    if !entry.visibility_chosen {
        entry.visibility = parsed.kind.default_visibility();
    }
    if !entry.kind.has_life() || entry.due_chosen {
        return;
    }
    let body = capture::body(raw);
    let due = capture::find_due(&body, base);
    let phrase = due.as_ref().map(|d| body[d.phrase.clone()].to_owned());
    if phrase != entry.due_phrase {
        entry.due = due.map(|d| d.date);
        entry.due_phrase = phrase;
    }
}

/// Positions for entries in their new order, changing as few of the old ones as can be: the longest run that is
/// already in order stays, the others find room between.
fn positions(old: &[Option<i64>]) -> Vec<i64> {
    let kept = longest_rising(old);
    let mut result = vec![0; old.len()];
    let (mut from, mut low) = (0, 0_i64);
    let stops = kept.iter().copied().map(Some).chain([None]);
    for stop in stops {
        let (to, high) = match stop {
            Some(i) => (i, old[i].unwrap_or(0)),
            None => (old.len(), low.saturating_add(GAP.saturating_mul(old.len() as i64 + 1))),
        };
        let step = (high - low) / (to as i64 - from as i64 + 1);
        if step == 0 && to > from {
            // No room left here: number everything afresh.
            return (1..=old.len() as i64).map(|n| n * GAP).collect();
        }
        for (n, place) in (from..to).enumerate() {
            result[place] = low + step.min(GAP) * (n as i64 + 1);
        }
        if let Some(i) = stop {
            result[i] = high;
            (from, low) = (i + 1, high);
        }
    }
    result
}

/// Indices of a longest strictly rising subsequence of the known positions (all above 0).
fn longest_rising(old: &[Option<i64>]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous = vec![usize::MAX; old.len()];
    for (i, position) in old.iter().enumerate() {
        let Some(position) = position.filter(|p| *p > 0) else { continue };
        let length = tails.partition_point(|&t| old[t].is_some_and(|p| p < position));
        if length > 0 {
            previous[i] = tails[length - 1];
        }
        if length == tails.len() { tails.push(i) } else { tails[length] = i }
    }
    let mut run = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(i) = at {
        run.push(i);
        at = (previous[i] != usize::MAX).then(|| previous[i]);
    }
    run.reverse();
    run
}

impl Work<'_> {
    pub(super) fn entry(&self, id: EntryId) -> std::result::Result<Entry, Failure> {
        match self.tx.get(Key::Entry(id.0))? {
            Some(Record::Entry(entry)) if entry.deleted.is_none() => Ok(entry),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_in_the_middle_moves_nobody() {
        let old = [Some(GAP), None, Some(2 * GAP)];
        let new = positions(&old);
        assert_eq!((new[0], new[2]), (GAP, 2 * GAP));
        assert!(new[0] < new[1] && new[1] < new[2]);
    }

    #[test]
    fn positions_always_rise() {
        let cases: [&[Option<i64>]; 6] = [
            &[],
            &[None, None],
            &[Some(5), Some(3), Some(4)],
            &[Some(1), None, Some(2)],
            &[None, Some(1), None],
            &[Some(9), None, None, Some(1), Some(2), None, Some(3)],
        ];
        for case in cases {
            assert!(positions(case).windows(2).all(|w| w[0] < w[1]), "{case:?} -> {:?}", positions(case));
            assert!(positions(case).iter().all(|p| *p > 0), "{case:?}");
        }
    }
}
