//! `tomoni import`: what was written elsewhere, or by tomoni itself.

use std::process::ExitCode;

use serde::Serialize;

use super::args::{Import as Command, ImportArchive};
use super::progress::Progress;
use super::table::{Table, plain};
use super::{Run, arrive};
use crate::archive::{Counts, List};
use crate::import::Origin;
use crate::journal::{ArchiveFile, Journal, file_problem};
use crate::platform;
use crate::problem::Result;

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
    }
}

fn archive(args: &ImportArchive, run: &mut Run) -> Result<()> {
    let lang = run.lang();
    let mut progress = Progress::new("cli-import-under-way", lang)?;
    let mut step = |done, total| progress.step(done, total);
    // Looked over whole before anything is made: a file that is no archive leaves no journal behind.
    let mut file = ArchiveFile::check(&args.file, &mut step)?;
    let there = run.config.journal.symlink_metadata().is_ok();
    let counts = if there {
        run.writing()?.import_archive(&mut file, args.dry_run, &mut step)?
    } else if args.dry_run {
        let failed = |cause| file_problem(&std::env::temp_dir(), &cause);
        let folder = platform::private_temp_dir().map_err(failed)?;
        let mut journal = Journal::open_or_create(&folder.path().join("journal.db"), run.config.clock)?;
        journal.import_archive(&mut file, true, &mut step)?
    } else {
        let mut journal = run.writing()?;
        let taken = journal.import_archive(&mut file, false, &mut step);
        // What was made for the archive alone goes with it.
        taken.inspect_err(|_| drop(std::fs::remove_file(&run.config.journal)))?
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
