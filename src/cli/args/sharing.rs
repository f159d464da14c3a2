//! What leaves: summaries, and the calendar.

use std::path::PathBuf;

use clap::Args;

use crate::domain::sharing::{Audience, Decision, Format, Paper};
use crate::i18n::Lang;

#[derive(Args)]
pub struct Summary {
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
    #[arg(long = "for", value_name = "READER", default_value = "partner", hide_default_value = true)]
    pub reader: Audience,
    #[arg(long, value_name = "PAPER")]
    pub paper: Option<Paper>,
    #[arg(long, value_name = "ID", conflicts_with_all = ["since", "until", "changed"])]
    pub session: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, conflicts_with_all = ["since", "until"])]
    pub changed: bool,
    #[arg(long, value_name = "FORMAT", default_value = "md", hide_default_value = true)]
    pub format: Format,
    #[arg(long = "in", value_name = "LANG", ignore_case = true)]
    pub language: Option<Lang>,
    #[command(flatten)]
    pub contents: Contents,
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub log: bool,
}

/// What is in it, for this once.
#[derive(Args)]
pub struct Contents {
    #[arg(long = "with", value_name = "ID")]
    pub with: Vec<String>,
    #[arg(long = "without", value_name = "ID")]
    pub without: Vec<String>,
    #[arg(long = "name", value_name = "NAMING")]
    pub names: Vec<String>,
    #[arg(long)]
    pub themes: bool,
    #[arg(long)]
    pub goals: bool,
    #[arg(long)]
    pub learnings: bool,
    #[arg(long, value_name = "DECISION")]
    pub decision: Option<Decision>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub comment: String,
}

#[derive(Args)]
pub struct Calendar {
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
    #[arg(long)]
    pub names: bool,
    #[arg(long)]
    pub due: bool,
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}
