//! The ledger of a pair: what both have promised, what became of it, and how much of it was answered at the next
//! meeting. Nobody is measured by it: the numbers say where advice → tried → result stands.

use super::moment::Moment;
use super::views::Traced;
use super::{EntryState, Owner};

/// How the promises of one side stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    pub open: u32,
    /// Of the open ones: at least one session was held since.
    pub carried: u32,
    /// Kept.
    pub done: u32,
    pub partly: u32,
    /// Tried, and something was learned.
    pub tried: u32,
    pub dropped: u32,
    /// Those after which another session was held: at it something could be told.
    pub answerable: u32,
    /// Of these: what became of it was told on the day of that session at the latest.
    pub answered: u32,
}

/// Whether a promise was answered at the next meeting: settled on the day of the next held session after it was made,
/// or before. `None` while there was none. `held` are the moments of the pair's held sessions, oldest first.
pub fn answered_at_the_next(promise: &Traced, made: Moment, held: &[Moment]) -> Option<bool> {
    let next = held.get(held.partition_point(|at| *at <= made))?;
    let settled = promise.entry.settled.filter(|_| promise.entry.state != EntryState::Open);
    Some(settled.is_some_and(|at| at.with_timezone(next.offset()).date_naive() <= next.date_naive()))
}

/// When a promise was made: at its session, or when it was noted in between.
pub fn made_at(promise: &Traced) -> Moment {
    promise.origin.unwrap_or_else(|| {
        let created = chrono::DateTime::from_timestamp_millis(promise.entry.created).unwrap_or_default();
        created.fixed_offset()
    })
}

/// Counts the promises of one side.
pub fn tally<'a>(promises: impl Iterator<Item = &'a Traced>, owner: Owner, held: &[Moment]) -> Tally {
    let mut tally = Tally::default();
    for promise in promises.filter(|p| p.entry.owner == owner) {
        let count = match promise.entry.state {
            EntryState::Open => &mut tally.open,
            EntryState::Done => &mut tally.done,
            EntryState::Partly => &mut tally.partly,
            EntryState::Tried => &mut tally.tried,
            EntryState::Dropped => &mut tally.dropped,
        };
        *count += 1;
        tally.carried += u32::from(promise.entry.state == EntryState::Open && promise.carried > 0);
        if let Some(answered) = answered_at_the_next(promise, made_at(promise), held) {
            tally.answerable += 1;
            tally.answered += u32::from(answered);
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::tests::entry;

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    fn promise(origin: &str, state: EntryState, settled: Option<&str>) -> Traced {
        let entry = crate::domain::Entry { state, settled: settled.map(at), ..entry("! x") };
        Traced { entry, origin: Some(at(origin)), carried: 1 }
    }

    #[test]
    fn a_promise_is_answered_on_the_day_of_the_next_meeting_at_the_latest() {
        use EntryState::{Done, Dropped, Open, Tried};
        let held = [at("2026-10-02T15:00:00+09:00"), at("2026-10-16T15:00:00+09:00"), at("2026-10-30T15:00:00+09:00")];
        let cases = [
            ("2026-10-02T15:00:00+09:00", Done, Some("2026-10-05T09:00:00+09:00"), Some(true)),
            ("2026-10-02T15:00:00+09:00", Done, Some("2026-10-16T23:59:00+09:00"), Some(true)),
            ("2026-10-02T15:00:00+09:00", Tried, Some("2026-10-17T00:01:00+09:00"), Some(false)),
            // Settled in another zone: the day is that of the meeting's place.
            ("2026-10-02T15:00:00+09:00", Dropped, Some("2026-10-16T15:30:00+00:00"), Some(false)),
            ("2026-10-02T15:00:00+09:00", Open, None, Some(false)),
            ("2026-10-30T15:00:00+09:00", Done, Some("2026-10-30T16:00:00+09:00"), None),
            // Made in between.
            ("2026-10-20T10:00:00+09:00", Done, Some("2026-10-30T10:00:00+09:00"), Some(true)),
        ];
        for (made, state, settled, expected) in cases {
            let promise = promise(made, state, settled);
            assert_eq!(answered_at_the_next(&promise, made_at(&promise), &held), expected, "{made} {settled:?}");
        }
    }

    #[test]
    fn each_side_is_counted_for_itself() {
        let held = [at("2026-10-02T15:00:00+09:00"), at("2026-10-16T15:00:00+09:00")];
        let mut theirs = promise("2026-10-02T15:00:00+09:00", EntryState::Open, None);
        theirs.entry.owner = Owner::Partner;
        let mine = promise("2026-10-02T15:00:00+09:00", EntryState::Done, Some("2026-10-03T15:00:00+09:00"));
        let all = [theirs, mine];
        let mine = tally(all.iter(), Owner::Me, &held);
        assert_eq!(mine, Tally { done: 1, answerable: 1, answered: 1, ..Tally::default() });
        let theirs = tally(all.iter(), Owner::Partner, &held);
        assert_eq!(theirs, Tally { open: 1, carried: 1, answerable: 1, ..Tally::default() });
        assert_eq!(tally(all.iter(), Owner::Both, &held), Tally::default());
    }
}
