//! What arrives from other journals.

use std::path::PathBuf;

use clap::Args;

#[derive(Args)]
pub struct Arrive {
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    #[arg(long, value_name = "PAIR")]
    pub pair: String,
    #[arg(long, value_name = "ORDER")]
    pub dates: Option<Order>,
    #[arg(long)]
    pub dry_run: bool,
}

/// In which order somebody writes a date in figures.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Order {
    Dmy,
    Mdy,
    Ymd,
}
