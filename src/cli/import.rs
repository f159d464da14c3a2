//! `tomoni import`: what was written elsewhere, or by tomoni itself.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::args::{Import as Command, ImportArchive};
use super::progress::{self, Progress};
use super::table::{Table, plain};
use super::{Run, arrive};
use crate::archive::{Counts, List};
use crate::files::{self, Standing, Workshop, Writing};
use crate::import::Origin;
use crate::journal::{ArchiveFile, Journal, file_problem, name_fits, refused};
use crate::problem::{Problem, Result};

/// What came in, or would.
#[derive(Serialize)]
struct Shape {
    dry_run: bool,
    #[serde(flatten)]
    counts: Counts,
}

pub fn run(command: Command, run: &mut Run) -> Result<ExitCode> {
    match command {
        Command::Archive(args) => archive(&args, run).map(|()| ExitCode::SUCCESS),
        Command::Jrnl(args) => arrive::run(Origin::Jrnl, args, run),
        Command::TuiJournal(args) => arrive::run(Origin::TuiJournal, args, run),
        Command::Dayone(args) => arrive::run(Origin::DayOne, args, run),
        Command::Markdown(args) => arrive::run(Origin::Markdown, args, run),
        Command::Undo(args) => arrive::undo(&args, run).map(|()| ExitCode::SUCCESS),
    }
}

fn archive(args: &ImportArchive, run: &mut Run) -> Result<()> {
    let lang = run.lang();
    let mut progress = Progress::new("cli-import-under-way", lang)?;
    let mut step = |done, total| progress.step(done, total);
    // Looked over whole before anything is made: a file that is no archive leaves no journal behind.
    let mut file = ArchiveFile::check(&args.file, &mut step)?;
    let target = &run.config.journal;
    let stands = target.symlink_metadata().is_ok();
    if stands && args.dry_run && !run.reading()?.is_empty()? {
        return Err(Problem::NotEmpty);
    }
    let counts = if stands && !args.dry_run {
        run.beginning()?.import_archive(&mut file, args.dry_run, &mut step)?
    } else {
        name_fits(target)?;
        let mut take = |path: &Path| {
            let mut journal = Journal::open_or_create(path, run.config.clock)?;
            journal.keep_pace(progress::pace()?)?;
            if run.key.is_given() {
                journal.expect_vault();
            }
            journal.import_archive(&mut file, args.dry_run, &mut step)
        };
        if args.dry_run {
            let folder = files::private_temp_dir().map_err(|cause| file_problem(&std::env::temp_dir(), &cause))?;
            take(&folder.path().join("journal.db"))?
        } else {
            let folder = files::folder_of(target);
            let workshop = files::create_private_dir(folder).and_then(|()| Workshop::new(folder));
            let workshop = workshop.map_err(|cause| file_problem(target, &cause))?;
            let place = run.config.guard().target(target, Writing::Journal, Standing::Stays).map_err(refused)?;
            let counts = take(&workshop.journal())?;
            workshop.put_journal(place).map_err(refused)?;
            run.out.has_changed();
            counts
        }
    };
    drop(progress);
    let words = lang.t(if args.dry_run { "cli-import-would" } else { "cli-import-done" });
    run.out.record(&Shape { dry_run: args.dry_run, counts }, |out| out.line(&words));
    if !run.out.is_json() {
        counted(counts, run);
    }
    Ok(())
}

/// How much of what, one kind a row; what there is none of is left out.
pub fn counted(counts: Counts, run: &mut Run) {
    let lang = run.lang();
    let mut table = Table::default();
    for list in List::ALL.iter().filter(|list| counts.of(**list) > 0) {
        let name = lang.t(&format!("cli-list-{}", list.key()));
        table.row([plain(name), plain(counts.of(*list).to_string())]);
    }
    table.print(&mut run.out);
}
