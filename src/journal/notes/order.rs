//! The lines of a note in their new order, written with as few changes as can be.

use super::choices::Choices;
use super::filing::{filed, refile};
use super::merge::{Line, Origin};
use super::reach;
use super::sealing::{Secrets, seal};
use crate::capture;
use crate::domain::entry::Entry;
use crate::domain::ids::EntryId;
use crate::domain::session::Session;
use crate::domain::{EntryKind, Limits, Raw};
use crate::journal::{Failure, Work};

/// The distance between two entries of a fresh note, so that lines between them find room.
pub(super) const GAP: i64 = 1 << 16;

/// What the lines of a note said before it was written, as far as that decides about the lines that it has now.
pub(super) struct Known {
    pub secrets: Secrets,
    pub choices: Choices,
}

pub(super) fn put_in_order(
    work: &mut Work<'_>,
    session: &Session,
    lines: Vec<Line>,
    drafted: usize,
    known: &Known,
) -> std::result::Result<Vec<Option<EntryId>>, Failure> {
    let places: Vec<Option<i64>> = lines
        .iter()
        .map(|l| match &l.origin {
            Origin::Known(entry) => Some(entry.position),
            Origin::New => None,
        })
        .collect();
    let day = session.at.date_naive();
    let mut ids = vec![None; drafted];
    for (line, position) in lines.into_iter().zip(positions(&places)) {
        let Line { origin, raw, draft, sealed, within, chosen: brought } = line;
        // Without a vault there is nothing to choose.
        let chosen = sealed.filter(|_| work.tx.has_vault());
        let id = match (origin, raw) {
            (Origin::Known(entry), raw) => {
                let given = Given { raw, sealed: chosen, within };
                put_known(work, session, (*entry, position), given, &known.secrets)?
            }
            (Origin::New, Some(raw)) => {
                let sealed = session.sealed || within.seals() || known.secrets.are_in(&raw);
                let sealed = chosen.unwrap_or(sealed) && work.tx.has_vault();
                let of_note = known.choices.for_line(&raw, within);
                let by_hand = if of_note.is_none() { brought } else { of_note };
                let raw = if sealed { Raw::Opened(raw) } else { Raw::Clear(raw) };
                let entry = filed(work, session.pair, Some(session.id), raw, day);
                let mut entry = Entry { position, seal_chosen: chosen.is_some(), ..entry };
                let within = if chosen == Some(false) { within.without(Limits::SEALED) } else { within };
                take_in(work, &mut entry, "", within)?;
                by_hand.give(&mut entry);
                let id = entry.id;
                work.add(entry)?;
                id
            }
            // What is new has been written by somebody.
            (Origin::New, None) => continue,
        };
        if let Some(index) = draft {
            ids[index] = Some(id);
        }
    }
    Ok(ids)
}

/// What the writer of a note says about a line that was there before.
struct Given {
    /// Its text, where that is known.
    raw: Option<String>,
    /// Whether it is sealed, where somebody chose so.
    sealed: Option<bool>,
    within: Limits,
}

/// Writes an entry that was there before, if anything about it has changed.
fn put_known(
    work: &mut Work<'_>,
    session: &Session,
    (mut entry, position): (Entry, i64),
    Given { raw, sealed: chosen, within }: Given,
    secrets: &Secrets,
) -> std::result::Result<EntryId, Failure> {
    let before = entry.clone();
    (entry.position, entry.session, entry.deleted) = (position, Some(session.id), None);
    if let Some(raw) = raw.filter(|raw| entry.raw.text() != Some(raw)) {
        // What was in it before is there because somebody wants it there.
        let quoted_before = entry.raw.text().is_some_and(|text| secrets.are_in(text));
        let joins = !entry.raw.is_sealed() && !quoted_before && secrets.are_in(&raw);
        entry.raw = entry.raw.reworded(raw);
        if joins {
            entry.raw = entry.raw.to_be_sealed();
        }
        refile(&mut entry, session.at.date_naive(), work.clock.rules());
    }
    take_in(work, &mut entry, before.raw.text().unwrap_or_default(), within)?;
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

/// Has a line reach no further than the words may that it took in. `before` is what it said until now.
pub(super) fn take_in(
    work: &mut Work<'_>,
    entry: &mut Entry,
    before: &str,
    within: Limits,
) -> std::result::Result<(), Failure> {
    let mut limits = within.and(left_of_reading(before, entry));
    if let Some(after) = entry.raw.text().filter(|after| within.is_outside() && *after != before) {
        let after = after.to_owned();
        limits = limits.and(reach::of_outside(work, entry, before, &after)?);
    }
    if limits.seals() && work.tx.has_vault() {
        entry.raw = entry.raw.clone().to_be_sealed();
    }
    limits.narrow(entry);
    Ok(())
}

/// What a reading leaves behind that is none any more. Whoever takes its marker away in place has said that it is something
/// else; where its words changed with the marker, nobody has said so.
fn left_of_reading(before: &str, now: &Entry) -> Limits {
    let Some(after) = now.raw.text().filter(|after| *after != before && now.kind != EntryKind::Reading) else {
        return Limits::NONE;
    };
    if capture::parse_line(capture::first_line_of(before)).kind != EntryKind::Reading {
        return Limits::NONE;
    }
    let (before, after) = (capture::body(before), capture::body(after));
    // A marker that is only half gone is no other word.
    let words = |body: &str| body.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let same = words(&before) == words(&after);
    if !same && capture::share_words(&before, &after) { Limits::ONLY_ME_CHOSEN } else { Limits::NONE }
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
