//! The lines of a note in their new order, written with as few changes as can be.

use super::filing::{filed, refile};
use super::merge::{Line, Origin};
use super::sealing::{Secrets, seal};
use crate::domain::Raw;
use crate::domain::entry::Entry;
use crate::domain::ids::EntryId;
use crate::domain::session::Session;
use crate::journal::{Failure, Work};

/// The distance between two entries of a fresh note, so that lines between them find room.
pub(super) const GAP: i64 = 1 << 16;

pub(super) fn put_in_order(
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
        // What was in it before is there because somebody wants it there.
        let quoted_before = entry.raw.text().is_some_and(|text| secrets.are_in(text));
        let joins = !entry.raw.is_sealed() && !quoted_before && secrets.are_in(&raw);
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
