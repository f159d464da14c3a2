//! `tomoni ledger`: the promises of a pair, both ways, and what became of them.

use serde::Serialize;

use super::args::PairOrOnly;
use super::output::Out;
use super::table::{Table, dim, plain};
use super::{Run, action, json, pair_behind};
use crate::domain::Owner;
use crate::domain::ids::PairId;
use crate::domain::ledger::Tally;
use crate::domain::pair::Pair;
use crate::domain::views::{Ledger, LedgerRow};
use crate::i18n::{Label, Lang};
use crate::problem::Result;

#[derive(Serialize)]
struct Shape<'a> {
    pair: PairId,
    mine: Tally,
    theirs: Tally,
    ours: Tally,
    promises: Vec<Promise<'a>>,
}

#[derive(Serialize)]
struct Promise<'a> {
    #[serde(flatten)]
    action: json::Action<'a>,
    answered: Option<bool>,
}

fn shape(ledger: &Ledger) -> Shape<'_> {
    let promise = |row| {
        let LedgerRow { promise, answered }: &LedgerRow = row;
        Promise { action: json::action(promise), answered: *answered }
    };
    Shape {
        pair: ledger.pair,
        mine: ledger.mine,
        theirs: ledger.theirs,
        ours: ledger.ours,
        promises: ledger.promises.iter().map(promise).collect(),
    }
}

pub fn run(args: &PairOrOnly, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let pair = pair_behind(&journal, args.pair.as_deref().or(args.named_pair.as_deref()))?;
    let ledger = journal.ledger(pair.id)?;
    if run.out.is_json() {
        run.out.json(&shape(&ledger));
    } else {
        print(&ledger, &pair, run);
    }
    Ok(())
}

/// Each side that has promised something: how it stands, then the promises.
fn print(ledger: &Ledger, pair: &Pair, run: &mut Run) {
    run.out.line(&pair.name);
    for (owner, tally) in [(Owner::Me, ledger.mine), (Owner::Partner, ledger.theirs), (Owner::Both, ledger.ours)] {
        let mut promises = Table::indented(4);
        let of_owner: Vec<_> = ledger.promises.iter().filter(|row| row.promise.entry.owner == owner).collect();
        of_owner.iter().for_each(|row| promises.row(action::cells(&row.promise, run)));
        if !of_owner.is_empty() {
            head(owner, &tally, run.lang(), &mut run.out);
            promises.print(&mut run.out);
        }
    }
}

/// Whose promises they are, and what of them is open.
fn head(owner: Owner, tally: &Tally, lang: Lang, out: &mut Out) {
    let mut head = Table::indented(2);
    head.row([plain(owner.label(lang)), dim(lang.still_waiting(tally).join(" · "))]);
    head.print(out);
}
