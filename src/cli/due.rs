//! `tomoni due`: what is worth a look, in at most three lines. It is made for shell prompts: nothing to say is silence.

use serde::Serialize;

use super::Run;
use super::table::{Table, plain};
use crate::domain::ids::PairId;
use crate::domain::signals::Due;
use crate::problem::{Problem, Result};

/// So many lines at most.
const LINES: usize = 3;

#[derive(Serialize)]
struct Shape<'a> {
    signal: &'static str,
    pair: PairId,
    name: &'a str,
    count: u32,
    text: String,
}

pub fn run(run: &mut Run) -> Result<()> {
    let due = due(run)?;
    let (lang, today) = (run.lang(), run.config.clock.today());
    let shapes = due.iter().take(LINES).map(|due| Shape {
        signal: due.signal.key(),
        pair: due.pair,
        name: &due.name,
        count: due.count,
        text: lang.signal(due, today),
    });
    let shown: Vec<Shape<'_>> = shapes.collect();
    run.out.record(&shown, |out| {
        let mut table = Table::default();
        shown.iter().for_each(|due| table.row([plain(due.name), plain(&due.text)]));
        table.print(out);
    });
    Ok(())
}

/// Where there is no journal yet, there is nothing to say.
fn due(run: &Run) -> Result<Vec<Due>> {
    match run.reading() {
        Err(Problem::NoJournal(_)) => Ok(Vec::new()),
        journal => journal?.due(),
    }
}
