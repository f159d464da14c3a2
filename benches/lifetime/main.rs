//! How the journal holds up with a lifetime of sessions, as ratios to floors that are measured in the same run:
//! `cargo bench --bench lifetime -- --sizes 1000,10000,100000`. See `benches/README.md` for what the rows mean.
//!
//! A report, not a test: it fails only where something did not work at all. The corpora are written once into
//! `target/lifetime`. Without `--bench`, which cargo adds, it only looks whether everything works.

#![forbid(unsafe_code)]

mod commands;
mod corpus;
mod desk;
#[path = "../desk/floor.rs"]
mod floor;
mod measure;
mod saving;
#[path = "../desk/terminal.rs"]
mod terminal;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use measure::{Plan, Row, is_installed};

/// Where ripgrep is the rival.
const RIVALS_AT: usize = 10_000;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [first, path, ..] = args.as_slice()
        && first == "floor"
    {
        return floor::run(Path::new(path));
    }
    let full = args.iter().any(|a| a == "--bench");
    let sizes = match args.iter().position(|a| a == "--sizes").and_then(|at| args.get(at + 1)) {
        Some(list) => list.split(',').map(|n| n.parse().context("a size")).collect::<Result<Vec<usize>>>()?,
        None if full => vec![1_000, 10_000, 100_000],
        None => vec![200],
    };
    let plan = if full { Plan::FULL } else { Plan::SMALL };
    let mut out = std::io::stdout();
    writeln!(out, "{}", headline())?;
    let mut first: Option<Vec<Row>> = None;
    for size in sizes {
        let rows = measured(plan, size)?;
        writeln!(out, "{}", table(size, &rows, first.as_deref()))?;
        first.get_or_insert(rows);
    }
    Ok(())
}

fn folder() -> PathBuf {
    // The program that is measured lies in `target/<profile>`.
    let target = Path::new(env!("CARGO_BIN_EXE_tomoni")).parent().and_then(Path::parent);
    target.unwrap_or(Path::new("target")).join("lifetime")
}

/// Everything at one size, on a copy: what is typed and saved stays out of the corpus.
fn measured(plan: Plan, size: usize) -> Result<Vec<Row>> {
    let corpus = corpus::at_hand(&folder(), size)?;
    let room = tempfile::tempdir_in(folder())?;
    let journal = room.path().join("journal.db");
    std::fs::copy(&corpus, &journal).context("copying the corpus")?;
    let mut rows = Vec::new();
    desk::measure(plan, &journal, &mut rows)?;
    commands::search_inside(plan, &journal, &mut rows)?;
    if is_installed("sqlite3") {
        commands::search_process(plan, &journal, &mut rows)?;
        commands::beside_the_tool(plan, &journal, &mut rows)?;
    }
    if size == RIVALS_AT && is_installed("rg") {
        commands::search_beside_ripgrep(plan, &journal, &mut rows)?;
    }
    saving::save(plan, &journal, &mut rows)?;
    Ok(rows)
}

fn headline() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let build = if cfg!(debug_assertions) { "debug build: no figures to quote" } else { "release build" };
    let tools = ["sqlite3", "rg", "tjournal", "jrnl"].map(|name| {
        let here = if is_installed(name) { "here" } else { "not installed, not measured" };
        format!("{name}: {here}")
    });
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_tomoni")).map_or(0, |m| m.len()) as f64 / f64::from(1 << 20);
    format!(
        "{cores} cores, load {load} at the start; {build}\n{}\nbinary: {size:.2} MiB (goal: under 9)\n",
        tools.join("; ")
    )
}

fn table(size: usize, rows: &[Row], first: Option<&[Row]>) -> String {
    let mut table = format!(
        "{:<36}{:>12}{:>12}{:>8}{:>8}{:>9}\n",
        format!("{size} sessions"),
        "floor",
        "tomoni",
        "ratio",
        "goal",
        "growth"
    );
    for row in rows {
        let ratio = row.ours / row.floor;
        let smallest = first.and_then(|rows| rows.iter().find(|r| r.what == row.what));
        let growth = smallest.map(|r| format!("{:.2}", row.ours / r.ours)).unwrap_or_default();
        let cell = |value: f64| format!("{value:.2} {}", row.unit);
        let missed = if ratio > row.goal { "  missed" } else { "" };
        // Wide characters take two columns.
        let pad = 36 - row.what.chars().filter(|c| !c.is_ascii()).count();
        table.push_str(&format!(
            "{:<pad$}{:>12}{:>12}{ratio:>8.2}{:>8.2}{growth:>9}{missed}\n",
            row.what,
            cell(row.floor),
            cell(row.ours),
            row.goal
        ));
    }
    table
}
