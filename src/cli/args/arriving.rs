//! What arrives from elsewhere.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub enum Import {
    Jrnl(Arrive),
    TuiJournal(Arrive),
    Dayone(Arrive),
    Markdown(Arrive),
}

#[derive(Args)]
pub struct Arrive {
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    #[arg(long, value_name = "PAIR")]
    pub pair: String,
    #[arg(long)]
    pub dry_run: bool,
}
