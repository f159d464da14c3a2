//! The table.

use std::fmt::Write;
use std::time::Duration;

use crate::scenario::Plan;

/// What was measured.
#[derive(Clone, Copy)]
pub enum Row {
    FirstFrame,
    Session,
    Pane,
    Letter,
    Pair,
}

impl Row {
    const ALL: [Self; 5] = [Self::FirstFrame, Self::Session, Self::Pane, Self::Letter, Self::Pair];

    fn name(self) -> &'static str {
        match self {
            Self::FirstFrame => "start to first complete frame",
            Self::Session => "j, k: next session (reads)",
            Self::Pane => "l, h: next pane",
            Self::Letter => "a letter typed into a note",
            Self::Pair => "j, k: next pair (reads all)",
        }
    }

    /// What the floor does that comes closest: it has no pairs.
    fn on_the_floor(self) -> Self {
        if matches!(self, Self::Pair) { Self::Session } else { self }
    }
}

/// The measurements of one program.
#[derive(Default)]
pub struct Samples {
    times: [Vec<Duration>; Row::ALL.len()],
    /// Peaks, in bytes.
    pub memory: Vec<u64>,
}

impl Samples {
    pub fn add(&mut self, row: Row, took: Duration) {
        self.times[row as usize].push(took);
    }

    fn milliseconds(&self, row: Row) -> Vec<f64> {
        self.times[row as usize].iter().map(|t| t.as_secs_f64() * 1e3).collect()
    }

    fn mebibytes(&self) -> Vec<f64> {
        self.memory.iter().map(|bytes| *bytes as f64 / f64::from(1 << 20)).collect()
    }
}

#[derive(Default)]
pub struct Compared {
    pub floor: Samples,
    pub desk: Samples,
}

/// What was compared, how often, and on what machine.
pub fn headline(plan: &Plan) -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let build = if cfg!(debug_assertions) { "debug build: no figures to quote" } else { "release build" };
    let launches = plan.launches;
    let keys = launches * plan.keys;
    format!(
        "tomoni on the sample journal, beside a bare ratatui program on the same file\n\
         {cores} cores, {os} {arch}{}; {build}; {launches} launches, {keys} keys of each kind\n",
        processor().map(|name| format!(", {name}")).unwrap_or_default()
    )
}

fn processor() -> Option<String> {
    let info = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = info.lines().find(|l| l.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

pub fn table((cols, rows): (u16, u16), compared: &Compared) -> String {
    let Compared { floor, desk } = compared;
    let mut table = format!("{:<30}{:>20}{:>20}{:>9}\n", format!("{cols}x{rows}"), "bare", "tomoni", "ratio of");
    // Writing to a String cannot fail.
    let _ = writeln!(table, "{:<30}{:>10}{:>10}{:>10}{:>10}{:>9}", "", "median", "95 %", "median", "95 %", "medians");
    for row in Row::ALL {
        line(&mut table, row.name(), "ms", floor.milliseconds(row.on_the_floor()), desk.milliseconds(row));
    }
    if !desk.memory.is_empty() {
        line(&mut table, "peak memory", "MB", floor.mebibytes(), desk.mebibytes());
    }
    table
}

fn line(table: &mut String, name: &str, unit: &str, mut floor: Vec<f64>, mut desk: Vec<f64>) {
    floor.sort_by(f64::total_cmp);
    desk.sort_by(f64::total_cmp);
    let cell = |value: f64| format!("{value:.2} {unit}");
    let [a, b, c, d] = [at(&floor, 50), at(&floor, 95), at(&desk, 50), at(&desk, 95)];
    let _ = writeln!(table, "{name:<30}{:>10}{:>10}{:>10}{:>10}{:>9.2}", cell(a), cell(b), cell(c), cell(d), c / a);
}

/// The value below which so many of a hundred lie, by the nearest rank.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
