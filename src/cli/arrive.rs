//! `tomoni import jrnl` and its like: what other journals hold, brought in.

use std::process::ExitCode;

use serde::Serialize;

use super::args::{Arrive, ImportUndo, Order};
use super::progress::Progress;
use super::{Run, json, output};
use crate::domain::DayOrder;
use crate::domain::ids::{PairId, SessionId};
use crate::import::{Broken, Origin};
use crate::journal::{Arrived, Arriving};
use crate::problem::Result;

#[derive(Serialize)]
struct Shape {
    origin: Origin,
    pair: PairId,
    dry_run: bool,
    new: u32,
    known: u32,
    above: u32,
    broken: u32,
    first: Option<String>,
    last: Option<String>,
    /// What `tomoni import undo` calls it.
    import: Option<String>,
    places: Vec<Place>,
    /// Entries that came, but something about their dates is not sure.
    doubts: Vec<Place>,
}

/// What could not be read.
#[derive(Serialize)]
struct Place {
    place: String,
    why: String,
}

/// Brings in another journal. Ends with 1 where nothing could be read but something was there.
pub fn run(origin: Origin, args: Arrive, run: &mut Run) -> Result<ExitCode> {
    let lang = run.lang();
    let mut journal = run.reading()?;
    let pair = journal.find_pair(&args.pair)?;
    let dates = args.dates.map(|order| match order {
        Order::Dmy => DayOrder::Dmy,
        Order::Mdy => DayOrder::Mdy,
        Order::Ymd => DayOrder::Ymd,
    });
    let arriving = Arriving { origin, path: args.path, pair: pair.id, dates, dry_run: args.dry_run };
    let mut progress = Progress::new("cli-import-under-way", lang)?;
    let arrived = journal.import(&arriving, &mut |done, of| progress.step(done, of))?;
    drop(progress);
    let told = |broken: &Broken| Place { place: broken.place.clone(), why: broken.why.words(lang) };
    let shape = Shape {
        origin,
        pair: pair.id,
        dry_run: args.dry_run,
        new: arrived.new,
        known: arrived.known,
        above: arrived.above,
        broken: arrived.broken_count,
        first: arrived.days.map(|(from, _)| json::time(from)),
        last: arrived.days.map(|(_, to)| json::time(to)),
        import: arrived.import.clone(),
        places: arrived.broken.iter().map(told).collect(),
        doubts: arrived.doubts.iter().map(told).collect(),
    };
    shape.places.iter().chain(&shape.doubts).for_each(|p| {
        output::message(
            &lang.fill("problem-source", [("place", p.place.as_str().into()), ("why", p.why.as_str().into())]),
        );
    });
    let words = words(&arrived, args.dry_run, run);
    run.out.record(&shape, |out| words.iter().for_each(|line| out.line(line)));
    let nothing = arrived.new == 0 && arrived.known == 0 && arrived.broken_count > 0;
    Ok(if nothing { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What came, in a few lines.
fn words(arrived: &Arrived, dry_run: bool, run: &Run) -> Vec<String> {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let mut lines = vec![lang.count(if dry_run { "cli-import-would-come" } else { "cli-import-came" }, arrived.new)];
    if let Some((from, to)) = arrived.days {
        let day = |at: crate::domain::Moment| lang.day(at.date_naive(), today);
        lines.push(lang.fill("paper-days", [("from", day(from).into()), ("to", day(to).into())]));
    }
    if arrived.above > 0 {
        lines.push(lang.count("cli-import-above", arrived.above));
    }
    if arrived.known > 0 {
        lines.push(lang.count("cli-import-known", arrived.known));
    }
    if arrived.broken_count > 0 {
        lines.push(lang.count("cli-import-broken", arrived.broken_count));
    }
    if arrived.doubt_count > 0 {
        lines.push(lang.count("cli-import-doubts", arrived.doubt_count));
    }
    if let Some(import) = &arrived.import {
        let command = format!("{}import undo {import}", run.tomoni());
        lines.push(lang.fill("cli-import-to-undo", [("command", command.into())]));
    }
    lines
}

/// What undoing an import took out.
#[derive(Serialize)]
struct UndoShape {
    import: String,
    dry_run: bool,
    taken: u32,
    kept: Vec<SessionId>,
}

/// Takes out again what an import added.
pub fn undo(args: &ImportUndo, run: &mut Run) -> Result<()> {
    /// So many sessions that stay are named; more are only counted.
    const NAMED: usize = 20;
    let (lang, today) = (run.lang(), run.config.clock.today());
    let mut journal = if args.dry_run { run.reading()? } else { run.writing()? };
    let mut progress = Progress::new("cli-import-undo-under-way", lang)?;
    let undone = journal.undo_import(args.import.as_deref(), args.dry_run, &mut |done, of| progress.step(done, of))?;
    drop(progress);
    let shape = UndoShape {
        import: undone.import,
        dry_run: args.dry_run,
        taken: undone.taken,
        kept: undone.kept.iter().map(|(id, _)| *id).collect(),
    };
    let day = |at: crate::domain::Moment| lang.day(at.date_naive(), today);
    let mut lines =
        vec![lang.count(if args.dry_run { "cli-import-undo-would" } else { "cli-import-undone" }, undone.taken)];
    if let Some((from, to)) = undone.days {
        lines.push(lang.fill("paper-days", [("from", day(from).into()), ("to", day(to).into())]));
    }
    if !undone.kept.is_empty() {
        lines.push(lang.count("cli-import-undo-kept", u32::try_from(undone.kept.len()).unwrap_or(u32::MAX)));
    }
    lines.extend(undone.kept.iter().take(NAMED).map(|(id, at)| format!("  {}  {}", day(*at), id.ending())));
    run.out.record(&shape, |out| lines.iter().for_each(|line| out.line(line)));
    Ok(())
}
