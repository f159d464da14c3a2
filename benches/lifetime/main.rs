//! How the journal holds up with a lifetime of sessions.

#![forbid(unsafe_code)]

mod corpus;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [first, path, count, ..] = args.as_slice()
        && first == "write"
    {
        let began = Instant::now();
        corpus::write(&PathBuf::from(path), count.parse().context("how many sessions")?)?;
        println!("{:.1} s", began.elapsed().as_secs_f64());
    }
    Ok(())
}
