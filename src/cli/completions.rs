//! `tomoni completions SHELL`: what a shell needs to complete our commands.

use super::args::Completions;
use super::{Run, words};
use crate::problem::Result;

pub fn run(args: Completions, run: &mut Run) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut words::command(run.lang()), "tomoni", &mut script);
    run.out.bytes(&script);
    Ok(())
}
