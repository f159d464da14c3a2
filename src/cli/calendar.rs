//! `tomoni calendar`: what is still to come, for a calendar program.

use std::path::Path;

use serde::Serialize;

use super::args::Calendar;
use super::{Run, input, output};
use crate::files::{self, Writing};
use crate::journal::refused;
use crate::problem::Result;

#[derive(Serialize)]
struct Shape<'a> {
    sessions: usize,
    reviews: usize,
    text: &'a str,
    file: Option<&'a Path>,
}

pub fn run(args: &Calendar, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let pair = args.pair.as_deref().map(|name| journal.find_pair(name)).transpose()?.map(|pair| pair.id);
    let dates = journal.dates(pair, args.names, run.lang())?;
    let out = output::named(args.out.as_deref());
    if let Some(path) = out {
        let target = input::target(path, args.force, journal.guard(), Writing::Paper, run.lang())?;
        files::write(target, dates.file.as_bytes()).map_err(refused)?;
        run.out.has_changed();
    }
    if run.out.is_json() {
        let (sessions, reviews) = (dates.sessions, dates.reviews);
        run.out.json(&Shape { sessions, reviews, text: &dates.file, file: out });
        return Ok(());
    }
    if out.is_none() {
        run.out.raw(&dates.file);
    }
    let counts = [("sessions", dates.sessions.into()), ("reviews", dates.reviews.into())];
    let words = run.lang().fill("cli-calendar-counts", counts);
    run.out.aside(&words);
    Ok(())
}
