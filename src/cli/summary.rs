//! `tomoni summary`: what may leave, for the one who is to read it.

use std::io::ErrorKind;
use std::path::Path;

use serde::Serialize;

use super::args::Summary;
use super::{Run, json, pair_or_only};
use crate::domain::ids::SessionId;
use crate::domain::views::SummaryView;
use crate::journal::Journal;
use crate::platform;
use crate::problem::{Problem, Result, What};

/// A summary as a record.
#[derive(Serialize)]
struct Shape<'a> {
    session: SessionId,
    at: String,
    format: &'static str,
    text: &'a str,
    shared: usize,
    kept: usize,
    file: Option<&'a Path>,
}

pub fn run(args: Summary, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let session = session(&args, &journal)?;
    let view = journal.summary(session, run.lang())?;
    if let Some(path) = &args.out {
        write(path, &view.markdown)?;
    }
    if run.out.is_json() {
        let at = json::time(journal.note(session)?.row.session.at);
        let SummaryView { session, markdown, shared, kept } = &view;
        let (session, shared, kept, file) = (*session, *shared, *kept, args.out.as_deref());
        run.out.json(&Shape { session, at, format: "md", text: markdown, shared, kept, file });
        return Ok(());
    }
    if args.out.is_none() {
        run.out.page(&view.markdown);
    }
    let counts = [("shared", view.shared.into()), ("kept", view.kept.into())];
    let words = run.lang().fill("cli-summary-counts", counts);
    run.out.aside(&words);
    Ok(())
}

/// The session that is meant: the one of that id, of that pair if both are named, else the last held one.
fn session(args: &Summary, journal: &Journal) -> Result<SessionId> {
    let Some(id) = &args.session else {
        return journal.last_held(pair_or_only(journal, args.pair.as_deref())?.id);
    };
    let session = journal.find_session(id)?;
    if let Some(name) = &args.pair
        && journal.find_pair(name)?.id != session.pair
    {
        return Err(Problem::NotFound { what: What::Session, needle: id.clone() });
    }
    Ok(session.id)
}

fn write(path: &Path, text: &str) -> Result<()> {
    platform::write_new_file(path, text.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Problem::TargetExists(path.to_owned()),
        _ => Problem::File { path: path.to_owned(), cause: error.to_string() },
    })
}
