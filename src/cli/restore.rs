//! `tomoni restore`: the journal becomes what a backup is.

use std::path::Path;

use serde::Serialize;

use super::args::Restore;
use super::backup::{Holds, held, names};
use super::progress::Progress;
use super::table::{Table, dim, plain};
use super::{Run, input, output};
use crate::journal::{Current, Restoration};
use crate::problem::{Problem, Result};

#[derive(Serialize)]
struct Shape<'a> {
    journal: &'a Path,
    #[serde(flatten)]
    holds: Holds,
    /// Where what was replaced is now.
    kept: Option<&'a Path>,
}

pub fn run(args: &Restore, run: &mut Run) -> Result<()> {
    let lang = run.lang();
    let restoration = Restoration::consider(&run.config.journal, &args.file, run.config.clock)?;
    let asks = !args.force && restoration.current != Current::None;
    if asks && !input::can_ask() {
        return Err(Problem::RestoreNeedsYes);
    }
    if !run.out.is_json() {
        side_by_side(&restoration, run);
    }
    if asks {
        run.out.flush();
        if !input::agrees(&lang.t("cli-restore-sure"))? {
            output::message(&lang.t("cli-restore-kept"));
            return Ok(());
        }
    }
    let mut progress = Progress::new("cli-restore-under-way", lang)?;
    let restored = restoration.perform(&mut |done, total| progress.step(done, total))?;
    drop(progress);
    run.out.has_changed();
    let journal = &run.config.journal;
    let shape = Shape { journal, holds: restored.contents.into(), kept: restored.kept.as_deref() };
    run.out.record(&shape, |out| {
        out.line(&lang.fill("cli-restore-done", [("path", journal.display().to_string().into())]));
        if let Some(kept) = &restored.kept {
            out.line(&lang.fill("cli-restore-replaced", [("path", kept.display().to_string().into())]));
        }
    });
    Ok(())
}

/// What the backup holds beside what it would replace.
fn side_by_side(restoration: &Restoration, run: &mut Run) {
    let lang = run.lang();
    let backup = held(restoration.contents, run);
    let current = match restoration.current {
        Current::Journal(contents) => held(contents, run),
        Current::Unreadable => vec![lang.t("cli-restore-unreadable").into_owned()],
        Current::None => vec![lang.t("cli-restore-none").into_owned()],
    };
    let mut current = current.into_iter();
    let mut table = Table::default();
    table.row([dim(""), dim(lang.t("cli-restore-backup")), dim(lang.t("cli-restore-journal"))]);
    for (name, value) in names(lang).into_iter().zip(backup) {
        table.row([dim(name), plain(value), plain(current.next().unwrap_or_default())]);
    }
    table.print(&mut run.out);
}
