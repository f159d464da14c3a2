//! `tomoni backup`: a copy of the journal that can be put back.

use std::path::Path;

use serde::Serialize;

use super::args::Backup;
use super::progress::Progress;
use super::table::{Table, dim, plain};
use super::{Run, input, json};
use crate::i18n::Lang;
use crate::journal::Contents;
use crate::platform::Standing;
use crate::problem::Result;

/// What a journal file holds, as a record.
#[derive(Serialize)]
pub struct Holds {
    schema: i64,
    pairs: u64,
    sessions: u64,
    lines: u64,
    newest: Option<String>,
}

impl From<Contents> for Holds {
    fn from(contents: Contents) -> Self {
        let Contents { schema, pairs, sessions, lines, newest } = contents;
        Self { schema, pairs, sessions, lines, newest: newest.map(json::time) }
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    file: &'a Path,
    #[serde(flatten)]
    holds: Holds,
}

pub fn run(args: &Backup, run: &mut Run) -> Result<()> {
    let lang = run.lang();
    let journal = run.reading()?;
    let standing = match &args.file {
        Some(path) => input::standing(path, args.force, lang)?,
        None => Standing::Stays,
    };
    let mut progress = Progress::new("cli-backup-under-way", lang)?;
    let mut step = |done, total| progress.step(done, total);
    let made = journal.back_up(args.file.as_deref(), standing, &mut step)?;
    drop(progress);
    run.out.has_changed();
    let words = lang.fill("cli-backup-written", [("path", made.path.display().to_string().into())]);
    run.out.record(&Shape { file: &made.path, holds: made.contents.into() }, |out| out.line(&words));
    if !run.out.is_json() {
        let rows = held(made.contents, run);
        let mut table = Table::default();
        for (name, value) in names(lang).into_iter().zip(rows) {
            table.row([dim(name), plain(value)]);
        }
        table.print(&mut run.out);
    }
    Ok(())
}

/// What is told of a journal file, in the order of [`held`].
pub fn names(lang: Lang) -> Vec<String> {
    ["newest", "pairs", "sessions", "lines", "schema"]
        .iter()
        .map(|what| lang.t(&format!("cli-holds-{what}")).into_owned())
        .collect()
}

/// What a journal file holds, in words.
pub fn held(contents: Contents, run: &Run) -> Vec<String> {
    let Contents { schema, pairs, sessions, lines, newest } = contents;
    let today = run.config.clock.today();
    let newest = newest.map(|at| run.lang().full_day(at.date_naive(), today)).unwrap_or_default();
    vec![newest, pairs.to_string(), sessions.to_string(), lines.to_string(), schema.to_string()]
}
