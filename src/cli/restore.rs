//! `tomoni restore`: the journal becomes what a backup is.

use std::path::Path;

use serde::Serialize;

use super::args::Restore;
use super::backup::{Holds, held, moment, names};
use super::progress::Progress;
use super::table::{Table, dim, plain};
use super::{Run, input, json, output};
use crate::journal::{Current, Loss, Restoration};
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
    // Looking is allowed where nothing may be written.
    let consider = if run.looks { Restoration::only_look } else { Restoration::consider };
    let restoration = consider(&run.config.journal, &args.file, run.config.clock)?;
    if args.dry_run {
        preview(&restoration, run);
        return Ok(());
    }
    let asks = !args.force && restoration.current != Current::None;
    if asks && !input::can_ask() {
        return Err(Problem::RestoreNeedsYes);
    }
    if !run.out.is_json() {
        side_by_side(&restoration, run);
    }
    if restoration.is_of_another {
        run.out.flush();
        output::message(&lang.t("cli-restore-other-journal"));
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
    let shape =
        Shape { journal, holds: Holds::of(restored.contents, run.config.clock), kept: restored.kept.as_deref() };
    run.out.record(&shape, |out| {
        out.line(&lang.fill("cli-restore-done", [("path", journal.display().to_string().into())]));
        if let Some(kept) = &restored.kept {
            out.line(&lang.fill("cli-restore-replaced", [("path", kept.display().to_string().into())]));
        }
    });
    Ok(())
}

/// What a restoration would do, as a record.
#[derive(Serialize)]
struct Preview<'a> {
    journal: &'a Path,
    backup: Holds,
    /// `null` where there is no journal, or one that cannot be read.
    current: Option<Holds>,
    /// The backup has none of the pairs that the journal has.
    other_journal: bool,
    /// Every page and every line of the journal is what was written.
    sound: bool,
    lost: Vec<Lost>,
    /// `false` of a journal that is damaged: more may be lost than is listed.
    lost_is_complete: bool,
}

/// Records of one kind that the journal holds and the backup does not, or holds as they were before.
#[derive(Serialize)]
struct Lost {
    kind: &'static str,
    missing: u64,
    newer: u64,
    from: Option<String>,
    until: Option<String>,
}

fn preview(restoration: &Restoration, run: &mut Run) {
    if !run.out.is_json() {
        side_by_side(restoration, run);
        if restoration.is_of_another {
            run.out.line(&run.lang().t("cli-restore-other-journal"));
        }
        run.out.line(&run.lang().t("cli-restore-kept"));
        return;
    }
    let clock = run.config.clock;
    let time = |ms: Option<i64>| ms.and_then(|ms| moment(ms, clock)).map(json::time);
    let lost = restoration.losses.iter().map(|loss| {
        let Loss { kind, missing, newer, from, until } = *loss;
        Lost { kind, missing, newer, from: time(from), until: time(until) }
    });
    let current = match restoration.current {
        Current::Journal(contents) => Some(Holds::of(contents, clock)),
        Current::Unreadable | Current::None => None,
    };
    let shape = Preview {
        journal: &run.config.journal,
        backup: Holds::of(restoration.contents, clock),
        current,
        other_journal: restoration.is_of_another,
        sound: restoration.is_sound,
        lost: lost.collect(),
        lost_is_complete: restoration.losses_are_known,
    };
    run.out.json(&shape);
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
    let state = match restoration.current {
        Current::Journal(_) if restoration.is_sound => lang.t("cli-backup-sound"),
        Current::Journal(_) | Current::Unreadable => lang.t("cli-backup-damaged"),
        Current::None => "".into(),
    };
    table.row([dim(lang.t("cli-backup-head-state")), plain(lang.t("cli-backup-sound")), plain(state)]);
    table.print(&mut run.out);
    if restoration.losses.is_empty() {
        match (restoration.current, restoration.losses_are_known) {
            (Current::None, _) => {}
            (Current::Journal(_), true) => run.out.line(&lang.t("cli-restore-nothing-lost")),
            (Current::Journal(_) | Current::Unreadable, _) => run.out.line(&lang.t("cli-restore-loss-unknown")),
        }
        return;
    }
    run.out.line(&lang.t("cli-restore-lost"));
    let mut table = Table::indented(2);
    let heads = ["", "cli-restore-missing", "cli-restore-newer", "cli-restore-from", "cli-restore-until"];
    table.row(heads.map(|head| if head.is_empty() { dim("") } else { dim(lang.t(head)) }));
    for Loss { kind, missing, newer, from, until } in &restoration.losses {
        let day = |ms: &Option<i64>| {
            let at = ms.and_then(|ms| moment(ms, run.config.clock));
            at.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default()
        };
        let name = super::repair::name(kind, lang);
        table.row([
            dim(name),
            plain(missing.to_string()),
            plain(newer.to_string()),
            plain(day(from)),
            plain(day(until)),
        ]);
    }
    table.print(&mut run.out);
    if !restoration.losses_are_known {
        run.out.line(&lang.t("cli-restore-loss-unknown"));
    }
}
