//! `tomoni export`: everything that the journal holds, as one archive.

use std::path::Path;

use serde::Serialize;

use super::args::Export;
use super::progress::Progress;
use super::{Run, import, input, output};
use crate::archive::Counts;
use crate::files::{self, Draft, Target, Writing};
use crate::journal::{Journal, file_problem, refused};
use crate::problem::Result;

/// What was written.
#[derive(Serialize)]
struct Shape<'a> {
    file: &'a Path,
    #[serde(flatten)]
    counts: Counts,
}

pub fn run(args: &Export, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    match output::named(args.out.as_deref()) {
        Some(path) => {
            let target = input::target(path, args.force, journal.guard(), Writing::Paper, run.lang())?;
            to_file(path, target, &journal, run)
        }
        None => to_stdout(&journal, run),
    }
}

fn to_file(path: &Path, target: Target, journal: &Journal, run: &mut Run) -> Result<()> {
    // First of all somebody listens, so that whoever stops it leaves nothing half written behind.
    let mut progress = Progress::new("cli-export-under-way", run.lang())?;
    let mut draft = Draft::new(target).map_err(refused)?;
    let counts = journal.export(draft.file_mut(), path, &mut |done, total| progress.step(done, total))?;
    drop(progress);
    draft.put().map_err(refused)?;
    run.out.has_changed();
    let words = run.lang().fill("cli-export-written", [("path", path.display().to_string().into())]);
    run.out.record(&Shape { file: path, counts }, |out| out.line(&words));
    if !run.out.is_json() {
        import::counted(counts, run);
    }
    Ok(())
}

/// Nothing of it is sent on before all of it is there: a reader gets the whole archive or none.
fn to_stdout(journal: &Journal, run: &mut Run) -> Result<()> {
    let name = Path::new("stdout");
    let mut spool = files::private_temp_file().map_err(|cause| file_problem(&std::env::temp_dir(), &cause))?;
    let mut progress = Progress::new("cli-export-under-way", run.lang())?;
    journal.export(&mut spool, name, &mut |done, total| progress.step(done, total))?;
    drop(progress);
    run.out.copy(&mut spool);
    Ok(())
}
