//! `tomoni backup`: a copy of the journal that can be put back.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::args::Backup;
use super::progress::{self, Progress};
use super::table::{Table, dim, plain};
use super::{DAMAGED, Run, input, json, output};
use crate::clock::Clock;
use crate::domain::Moment;
use crate::files::Standing;
use crate::i18n::Lang;
use crate::journal::{self, Contents, Copy, CopyKind, Journal};
use crate::problem::Result;
use crate::tui;

/// What a journal file holds, as a record.
#[derive(Serialize)]
pub struct Holds {
    schema: i64,
    pairs: u64,
    sessions: u64,
    lines: u64,
    goals: u64,
    newest: Option<String>,
    /// When anything was written last.
    changed: Option<String>,
    /// Records that are not what was written.
    #[serde(skip_serializing_if = "is_none")]
    damaged: u64,
}

fn is_none(damaged: &u64) -> bool {
    *damaged == 0
}

impl Holds {
    pub fn of(contents: Contents, clock: Clock) -> Self {
        let Contents { schema, pairs, sessions, lines, goals, newest, changed, damaged } = contents;
        let (newest, changed) = (newest.map(json::time), changed.and_then(|ms| moment(ms, clock)).map(json::time));
        Self { schema, pairs, sessions, lines, goals, newest, changed, damaged }
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    file: &'a Path,
    #[serde(flatten)]
    holds: Holds,
    /// What is missing or damaged of the vault: itself, or keys of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vault_missing: Vec<&'static str>,
}

/// Ends with 5 when damaged records, or a vault without its keys, were copied as they are.
pub fn run(args: &Backup, run: &mut Run) -> Result<ExitCode> {
    let lang = run.lang();
    if args.list {
        list(run);
        return Ok(ExitCode::SUCCESS);
    }
    let journal = run.reading()?;
    let standing = match &args.file {
        Some(path) => input::standing(output::of_journal(path)?, args.force, journal.guard(), lang)?,
        None => Standing::Stays,
    };
    let mut progress = Progress::new("cli-backup-under-way", lang)?;
    let mut step = |done, total| progress.step(done, total);
    let made = journal.back_up(args.file.as_deref(), standing, &mut step)?;
    drop(progress);
    run.out.has_changed();
    let is_whole = made.contents.damaged == 0 && made.vault.is_nothing();
    let written = if is_whole { "cli-backup-written" } else { "cli-backup-written-damaged" };
    let words = lang.fill(written, [("path", made.path.display().to_string().into())]);
    let vault_missing =
        made.vault.vault.then_some("vault").into_iter().chain(made.vault.keys.iter().copied()).collect();
    let shape = Shape { file: &made.path, holds: Holds::of(made.contents, run.config.clock), vault_missing };
    run.out.record(&shape, |out| out.line(&words));
    if !run.out.is_json() {
        let rows = held(made.contents, run);
        let mut table = Table::default();
        for (name, value) in names(lang).into_iter().zip(rows) {
            table.row([dim(name), plain(value)]);
        }
        table.print(&mut run.out);
    }
    if is_whole {
        return Ok(ExitCode::SUCCESS);
    }
    if made.contents.damaged > 0 {
        run.out.aside(&lang.count("cli-backup-with-damage", made.contents.damaged));
    }
    if made.vault.vault {
        run.out.aside(&lang.t("cli-backup-vault-missing"));
    }
    for key in &made.vault.keys {
        run.out.aside(&lang.t(&format!("cli-backup-key-{key}")));
    }
    Ok(ExitCode::from(DAMAGED))
}

/// What is told of a journal file, in the order of [`held`].
pub fn names(lang: Lang) -> Vec<String> {
    ["newest", "changed", "pairs", "sessions", "lines", "goals", "schema"]
        .iter()
        .map(|what| lang.t(&format!("cli-holds-{what}")).into_owned())
        .collect()
}

/// What a journal file holds, in words.
pub fn held(contents: Contents, run: &Run) -> Vec<String> {
    let Contents { schema, pairs, sessions, lines, goals, newest, changed, damaged: _ } = contents;
    let today = run.config.clock.today();
    let newest = newest.map(|at| run.lang().full_day(at.date_naive(), today)).unwrap_or_default();
    let changed = changed
        .and_then(|ms| moment(ms, run.config.clock))
        .map(|at| at.format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default();
    let counts = [pairs, sessions, lines, goals].map(|n| n.to_string());
    [newest, changed].into_iter().chain(counts).chain([schema.to_string()]).collect()
}

/// A copy beside the journal, as a record.
#[derive(Serialize)]
struct CopyShape<'a> {
    file: &'a Path,
    kind: &'static str,
    changed: Option<String>,
    /// In bytes.
    size: u64,
    sound: bool,
    holds: Option<Holds>,
}

/// The copies that this program has made of the journal, newest first.
fn list(run: &mut Run) {
    let (lang, clock) = (run.lang(), run.config.clock);
    let copies = journal::copies(&run.config.journal, clock);
    if run.out.is_json() {
        let shapes: Vec<_> = copies.iter().map(|copy| shape(copy, clock)).collect();
        run.out.json(&shapes);
        return;
    }
    if copies.is_empty() {
        run.out.line(&lang.t("cli-backup-none"));
        return;
    }
    let mut table = Table::default();
    let head = |id: &str| dim(lang.t(id));
    let mut heads = vec![head("cli-backup-head-made"), head("cli-backup-head-kind"), head("cli-backup-head-size")];
    heads.extend(names(lang).into_iter().map(dim));
    heads.extend([head("cli-backup-head-state"), head("cli-backup-head-file")]);
    table.row(heads);
    for copy in &copies {
        let made =
            copy.changed.map(|at| clock.here(at.into()).format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        let of_kind = lang.t(&format!("cli-backup-kind-{}", kind(copy.kind).replace('_', "-")));
        let mut row = vec![plain(made), plain(of_kind), plain(size(copy.size))];
        let held = copy.contents.map_or_else(|| vec![String::new(); names(lang).len()], |contents| held(contents, run));
        row.extend(held.into_iter().map(plain));
        let state = if copy.sound { "cli-backup-sound" } else { "cli-backup-damaged" };
        row.extend([plain(lang.t(state)), plain(copy.path.display().to_string())]);
        table.row(row);
    }
    table.print(&mut run.out);
}

fn shape(copy: &Copy, clock: Clock) -> CopyShape<'_> {
    CopyShape {
        file: &copy.path,
        kind: kind(copy.kind),
        changed: copy.changed.map(|at| json::time(clock.here(at.into()))),
        size: copy.size,
        sound: copy.sound,
        holds: copy.contents.map(|contents| Holds::of(contents, clock)),
    }
}

/// Unix milliseconds on the wall clock here.
pub fn moment(ms: i64, clock: Clock) -> Option<Moment> {
    chrono::DateTime::from_timestamp_millis(ms).map(|at| clock.here(at))
}

fn kind(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Automatic => "automatic",
        CopyKind::Backup => "backup",
        CopyKind::Replaced => "replaced",
        CopyKind::BeforeSchema => "before_schema",
    }
}

/// A size as people read it: kilobytes up to ten megabytes.
fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1 << 10);
    if kilobytes < 10 << 10 { format!("{kilobytes} KB") } else { format!("{} MB", kilobytes.div_ceil(1 << 10)) }
}

/// Makes today's automatic copy after a command that has written, if it is due. What hinders it is said, and changes
/// nothing about what the command has done.
pub fn daily(run: &Run) {
    let Some(keep) = tui::copies_to_keep(&run.config) else { return };
    let Ok(pace) = progress::pace() else { return };
    let going = pace.begin(0);
    let made = Journal::open(&run.config.journal, run.config.clock).and_then(|mut journal| {
        journal.keep_copies(Some(keep));
        journal::copy_now(&journal, move || !pace.is_stopping())
    });
    drop(going);
    match made {
        Err(problem) if !journal::is_passing(&problem) => {
            output::message(&journal::why_no_copy(&problem, run.lang()));
        }
        Ok(_) | Err(_) => {}
    }
}
