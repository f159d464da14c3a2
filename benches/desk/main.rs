//! How fast the desk is, as ratios to a bare ratatui program that is measured in the same run, on the same file, in
//! the same kind of terminal: `cargo bench --bench desk`. See `benches/README.md` for what the rows mean.
//!
//! A report, not a test: it fails only where something did not work at all. Without `--bench`, which cargo adds, it
//! does everything just once or twice and so shows only that it works.

#![forbid(unsafe_code)]

mod floor;
mod report;
mod sample;
mod scenario;
mod terminal;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use report::Compared;
use sample::Sample;
use scenario::Plan;

/// Columns and rows of the terminals: panes beside each other, and tabs.
const SIZES: [(u16, u16); 2] = [(120, 36), (80, 24)];

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [first, path, ..] = args.as_slice()
        && first == "floor"
    {
        return floor::run(Path::new(path));
    }
    let plan = if args.iter().any(|a| a == "--bench") { Plan::FULL } else { Plan::SMALL };
    let mut out = std::io::stdout();
    writeln!(out, "{}", report::headline(&plan))?;
    for size in SIZES {
        let compared = measure(&plan, size)?;
        writeln!(out, "{}", report::table(size, &compared))?;
    }
    Ok(())
}

/// Launches floor and desk in turns, so that a slow moment of the machine meets both.
fn measure(plan: &Plan, size: (u16, u16)) -> Result<Compared> {
    let room = Room::new()?;
    let mut compared = Compared::default();
    for round in 0..plan.warm_launches + plan.launches {
        let counts = round >= plan.warm_launches;
        let mut warmed = Compared::default();
        let kept = if counts { &mut compared } else { &mut warmed };
        let file = room.copy("floor", round)?;
        scenario::floor(plan, &room.sample, &file, size, &mut kept.floor)?;
        let file = room.copy("desk", round)?;
        scenario::desk(plan, &room, &file, size, &mut kept.desk)?;
    }
    Ok(compared)
}

/// A folder with the sample journal; every launch gets a copy of its own.
struct Room {
    folder: tempfile::TempDir,
    journal: PathBuf,
    sample: Sample,
}

impl Room {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let journal = folder.path().join("sample.db");
        sample::write(&journal)?;
        let sample = Sample::read(&journal)?;
        Ok(Self { folder, journal, sample })
    }

    fn copy(&self, name: &str, round: usize) -> Result<PathBuf> {
        let to = self.folder.path().join(format!("{name}-{round}.db"));
        std::fs::copy(&self.journal, &to).context("copying the sample journal")?;
        Ok(to)
    }

    /// An empty folder for configuration and for what a run may lose.
    fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }
}
