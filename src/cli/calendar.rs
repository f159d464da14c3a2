//! `tomoni calendar`: what is still to come, for a calendar program.

use std::path::Path;

use serde::Serialize;

use super::args::Calendar;
use super::{Run, input, output};
use crate::files::{self, Writing};
use crate::journal::{Dates, Wanted, refused};
use crate::problem::Result;

#[derive(Serialize)]
struct Shape<'a> {
    sessions: usize,
    reviews: usize,
    due: usize,
    cancelled: usize,
    text: &'a str,
    file: Option<&'a Path>,
}

pub fn run(args: &Calendar, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let pair = args.pair.as_deref().map(|name| journal.find_pair(name)).transpose()?.map(|pair| pair.id);
    let wanted = Wanted { pair, names: args.names, due: args.due };
    let dates = journal.dates(wanted, run.lang())?;
    let out = output::named(args.out.as_deref());
    if let Some(path) = out {
        let target = input::target(path, args.force, journal.guard(), Writing::Paper, run.lang())?;
        files::write(target, dates.file.as_bytes()).map_err(refused)?;
        run.out.has_changed();
    }
    if run.out.is_json() {
        let Dates { sessions, reviews, due, cancelled, file: text } = &dates;
        let (sessions, reviews, due, cancelled) = (*sessions, *reviews, *due, *cancelled);
        run.out.json(&Shape { sessions, reviews, due, cancelled, text, file: out });
        return Ok(());
    }
    if out.is_none() {
        run.out.raw(&dates.file);
    }
    let counts = [("sessions", dates.sessions.into()), ("reviews", dates.reviews.into())];
    let lang = run.lang();
    let mut said = vec![lang.fill("cli-calendar-counts", counts)];
    for (id, n) in [("cli-calendar-due-dates", dates.due), ("cli-calendar-cancelled", dates.cancelled)] {
        said.extend((n > 0).then(|| lang.fill(id, [("n", n.into())])));
    }
    run.out.aside(&lang.sentences(&said));
    Ok(())
}
