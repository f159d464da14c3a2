//! `tomoni demo`: the desk on a sample journal that is gone afterwards, or the sample as a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::args::Demo;
use super::{Run, closed, needs_terminal, output};
use crate::config::{Config, File};
use crate::files::{self, Standing, Why, Workshop, Writing};
use crate::journal::{Journal, file_problem, name_fits, refused};
use crate::problem::{Problem, Result};
use crate::tui;

#[derive(Serialize)]
struct Written<'a> {
    journal: &'a Path,
}

pub fn run(args: Demo, run: &mut Run) -> Result<ExitCode> {
    match args.out {
        Some(path) => write(&path, run).map(|()| ExitCode::SUCCESS),
        None => show(run),
    }
}

/// The sample as a file of its own. Nothing stands there when it could not be made.
fn write(path: &Path, run: &mut Run) -> Result<()> {
    name_fits(output::of_journal(path)?)?;
    let folder = files::folder_of(path);
    files::create_private_dir(folder).map_err(|cause| file_problem(folder, &cause))?;
    let place = run.config.guard().target(path, Writing::Journal, Standing::Stays);
    // Nothing replaces what is there, so nobody is told of a flag that would.
    let place = place.map_err(|why| match why.why {
        Why::Exists | Why::NotAFile => Problem::Occupied(path.to_owned()),
        _ => refused(why),
    })?;
    let folder = files::folder_of(place.path()).to_owned();
    let workshop = Workshop::new(&folder).map_err(|cause| file_problem(path, &cause))?;
    drop(sample(&workshop.journal(), run)?);
    let journal = place.path().to_owned();
    workshop.put_journal(place).map_err(refused)?;
    run.out.has_changed();
    let written = Written { journal: &journal };
    let words = run.lang().fill("cli-demo-written", [("path", path.display().to_string().into())]);
    run.out.record(&written, |out| out.line(&words));
    Ok(())
}

/// The desk on a sample with a folder of its own: nothing of the person's own is read or written.
fn show(run: &mut Run) -> Result<ExitCode> {
    needs_terminal()?;
    let failed = |path: PathBuf| move |cause: std::io::Error| Problem::File { path, cause: cause.into() };
    let folder = files::private_temp_dir().map_err(failed(std::env::temp_dir()))?;
    let place = folder.path().to_owned();
    let config = Config {
        journal: place.join("journal.db"),
        named: None,
        config_file: place.join("config").join("config.toml"),
        state_dir: place.join("state"),
        file: File::default(),
        relative: None,
        complaint: None,
        zone: None,
        journal_is_unknown: false,
        ..run.config.clone()
    };
    let ended = sample(&config.journal, run).and_then(|journal| {
        drop(journal);
        tui::run_demo(&config, &config.journal)
    });
    // Also after a desk that failed; what the desk says is more to the point than a folder that stays.
    let removed = folder.close().map_err(failed(place));
    let code = closed(ended?, run)?;
    removed.map(|()| code)
}

fn sample(path: &Path, run: &Run) -> Result<Journal> {
    let mut journal = Journal::open_or_create(path, run.config.clock)?;
    journal.fill_with_demo(run.lang())?;
    Ok(journal)
}
