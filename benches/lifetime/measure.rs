//! Times, and what they are compared with.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// The times of one thing that was done again and again, in milliseconds.
#[derive(Default)]
pub struct Times(Vec<f64>);

impl Times {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took.as_secs_f64() * 1e3);
    }

    /// The value below which so many of a hundred lie, by the nearest rank.
    pub fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (sorted.len() * percent).div_ceil(100);
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.at(50)
    }
}

/// How often everything is done.
#[derive(Clone, Copy)]
pub struct Plan {
    pub launches: usize,
    pub keys: usize,
    pub rounds: usize,
}

impl Plan {
    pub const FULL: Self = Self { launches: 12, keys: 6, rounds: 40 };
    pub const SMALL: Self = Self { launches: 1, keys: 2, rounds: 2 };
}

/// One row of the table.
pub struct Row {
    pub what: &'static str,
    pub ours: f64,
    pub floor: f64,
    pub unit: &'static str,
    /// At most so many times the floor.
    pub goal: f64,
}

/// Does two things in turns, so that a slow moment of the machine meets both, and times them.
pub fn in_turns(
    rounds: usize,
    mut ours: impl FnMut() -> Result<()>,
    mut floor: impl FnMut() -> Result<()>,
) -> Result<(Times, Times)> {
    let (mut a, mut b) = (Times::default(), Times::default());
    for round in 0..rounds + 1 {
        let took = timed(&mut floor)?;
        let ours_took = timed(&mut ours)?;
        // The first time warms up.
        if round > 0 {
            a.add(ours_took);
            b.add(took);
        }
    }
    Ok((a, b))
}

fn timed(act: &mut impl FnMut() -> Result<()>) -> Result<Duration> {
    let began = Instant::now();
    act()?;
    Ok(began.elapsed())
}

/// Runs a program to its end; what it prints is thrown away.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.with_context(|| format!("{:?}", command.get_program()))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// Whether a program of that name can be started.
pub fn is_installed(name: &str) -> bool {
    let mut tried = Command::new(name);
    tried.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    tried.status().is_ok()
}
