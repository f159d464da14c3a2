//! `tomoni doctor --repair NEW`: what can be read of a damaged journal, in a new one.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use uuid::Uuid;

use super::progress::Progress;
use super::table::{Cell, Table, dim, plain};
use super::{Run, output};
use crate::i18n::Lang;
use crate::journal::{Affected, Journal, Known, Salvaged, Whose};
use crate::problem::Result;

/// Not all of it could be taken as it was written.
const DAMAGED: u8 = 5;

#[derive(Serialize)]
struct Shape<'a> {
    ok: bool,
    journal: &'a Path,
    /// The new journal.
    file: &'a Path,
    /// How many records of each kind are in it, those that had to be made left out.
    taken: serde_json::Map<String, serde_json::Value>,
    lost: Vec<AffectedShape>,
    changed: Vec<AffectedShape>,
    stand_ins: Vec<AffectedShape>,
    /// Kinds of which there may have been more.
    unsure: &'a [&'static str],
}

/// A record by its ids, never by what it says.
#[derive(Serialize)]
struct AffectedShape {
    kind: &'static str,
    id: Option<String>,
    session: Option<String>,
    pair: Option<String>,
    columns: Vec<String>,
}

impl From<&Affected> for AffectedShape {
    fn from(affected: &Affected) -> Self {
        let Affected { kind, id, session, pair, columns, whose: _ } = affected;
        let [id, session, pair] = [id, session, pair].map(|id| id.map(|id| id.to_string()));
        Self { kind, id, session, pair, columns: columns.clone() }
    }
}

pub fn run(new: &Path, run: &mut Run) -> Result<ExitCode> {
    let lang = run.lang();
    let new = output::of_journal(new)?;
    let journal = run.config.journal.clone();
    let mut progress = Progress::new("cli-repair-under-way", lang)?;
    let stand_in = lang.t("cli-repair-stand-in");
    let salvaged = Journal::repair(&journal, new, &stand_in, &mut |done, total| progress.step(done, total))?;
    drop(progress);
    let shapes = |list: &[Affected]| list.iter().map(AffectedShape::from).collect();
    let shape = Shape {
        ok: salvaged.is_all(),
        journal: &journal,
        file: new,
        taken: salvaged.taken.iter().map(|(kind, n)| ((*kind).to_owned(), (*n).into())).collect(),
        lost: shapes(&salvaged.lost),
        changed: shapes(&salvaged.changed),
        stand_ins: shapes(&salvaged.stand_ins),
        unsure: &salvaged.unsure,
    };
    run.out.has_changed();
    if run.out.is_json() {
        run.out.json(&shape);
    } else {
        tell(&salvaged, new, run);
    }
    Ok(if salvaged.is_all() { ExitCode::SUCCESS } else { ExitCode::from(DAMAGED) })
}

fn tell(salvaged: &Salvaged, new: &Path, run: &mut Run) {
    let lang = run.lang();
    let total: u64 = salvaged.taken.iter().map(|(_, n)| n).sum();
    let path = new.display().to_string();
    run.out.line(&lang.fill("cli-repair-taken", [("records", total.into()), ("path", path.clone().into())]));
    let mut table = Table::indented(2);
    for (kind, n) in salvaged.taken.iter().filter(|(_, n)| *n > 0) {
        table.row([dim(name(kind, lang)), plain(n.to_string())]);
    }
    table.print(&mut run.out);
    for (list, id) in [
        (&salvaged.lost, "cli-repair-lost"),
        (&salvaged.changed, "cli-repair-changed"),
        (&salvaged.stand_ins, "cli-repair-made"),
    ] {
        if list.is_empty() {
            continue;
        }
        run.out.line(&lang.count(id, list.len()));
        let mut table = Table::indented(2);
        for Affected { kind, id, whose, columns, .. } in list {
            let id = id.map_or_else(|| "?".to_owned(), ending);
            table.row(cells(kind, id, whose, run).into_iter().chain([dim(columns.join(", "))]));
        }
        table.print(&mut run.out);
    }
    if !salvaged.unsure.is_empty() {
        let kinds: Vec<String> = salvaged.unsure.iter().map(|kind| name(kind, lang)).collect();
        run.out.line(&lang.fill("cli-repair-unsure", [("kinds", kinds.join(lang.comma()).into())]));
    }
    if !salvaged.has_vault && salvaged.unsure.contains(&"vault") {
        run.out.line(&lang.t("cli-repair-no-vault"));
    }
    if salvaged.is_all() {
        run.out.line(&lang.t("cli-repair-all"));
    }
    run.out.line(&lang.fill("cli-repair-next", [("path", path.clone().into())]));
    if salvaged.has_vault {
        run.out.line(&lang.fill("cli-repair-next-sealed", [("path", path.into())]));
    }
}

/// A kind of record in words; a table that has none goes by its own name.
pub fn name(kind: &str, lang: Lang) -> String {
    lang.t(&format!("cli-repair-kind-{}", kind.replace('_', "-"))).into_owned()
}

/// A record as the lists of this program show one: the end of its id, what it is, its day and its pair.
pub fn record(known: &Known, run: &Run) -> [Cell; 4] {
    let number = || if known.row > 0 { format!("#{}", known.row) } else { "?".to_owned() };
    cells(known.kind, known.id.map_or_else(number, ending), &known.whose, run)
}

fn cells(kind: &str, id: String, whose: &Whose, run: &Run) -> [Cell; 4] {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let day = whose.at.map(|at| lang.full_day(at.date_naive(), today)).unwrap_or_default();
    [dim(id), plain(name(kind, lang)), plain(day), plain(whose.pair.as_deref().unwrap_or_default())]
}

/// The end of an id, by which a command finds a record.
fn ending(id: Uuid) -> String {
    let id = id.simple().to_string();
    id[id.len() - 6..].to_owned()
}
