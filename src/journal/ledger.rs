//! The promises of a pair, both ways.

use super::{ActionFilter, Journal};
use crate::domain::Owner;
use crate::domain::ids::PairId;
use crate::domain::ledger::{answered_at_the_next, made_at, tally};
use crate::domain::views::{Ledger, LedgerRow};
use crate::problem::Result;

impl Journal {
    /// Every promise of a pair with what became of it, and how both sides stand.
    pub fn ledger(&self, pair: PairId) -> Result<Ledger> {
        self.read(|tx| {
            let promises = tx.actions(&ActionFilter { pair: Some(pair), settled: true, ..ActionFilter::default() })?;
            let held = tx.held_moments(pair)?;
            let count = |owner| tally(promises.iter(), owner, &held);
            let (mine, theirs, ours) = (count(Owner::Me), count(Owner::Partner), count(Owner::Both));
            let row =
                |promise| LedgerRow { answered: answered_at_the_next(&promise, made_at(&promise), &held), promise };
            Ok(Ledger { pair, mine, theirs, ours, promises: promises.into_iter().map(row).collect() })
        })
    }
}
