//! Signals: what the journal can tell between meetings without judging anybody. Pure functions over what is known of a
//! pair, with `now` given.

use super::ids::PairId;
use super::keyed_enum;

keyed_enum! {
    /// What a signal says. The order is that of usefulness: what comes first is shown first.
    pub enum Signal {
        /// There is something to report: own promises with a result, or past their day.
        Report = "report",
    }
}

/// One thing worth a look, in one pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub signal: Signal,
    pub pair: PairId,
    /// The partner's name.
    pub name: String,
    /// How many, or how many days; what it counts depends on the signal.
    pub count: u32,
}
