//! Taking the whole journal out and in.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Arrive;

#[derive(Args)]
pub struct Export {
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// From where something arrives.
#[derive(Subcommand)]
pub enum Import {
    Archive(ImportArchive),
    Jrnl(Arrive),
    TuiJournal(Arrive),
    Dayone(Arrive),
    Markdown(Arrive),
    Undo(ImportUndo),
}

#[derive(Args)]
pub struct ImportUndo {
    #[arg(value_name = "IMPORT")]
    pub import: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct ImportArchive {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
}

/// The vault of private lines.
#[derive(Subcommand)]
pub enum Seal {
    On(SealCode),
    Status,
    Passphrase(SealNew),
    Recover(SealRecover),
    Rotate(SealCode),
    Accept,
    Off(SealOff),
}

/// Where a new recovery code goes.
#[derive(Args)]
pub struct SealCode {
    #[arg(long, value_name = "FILE")]
    pub recovery_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct SealNew {
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct SealRecover {
    #[arg(long, value_name = "FILE")]
    pub code_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct SealOff {
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args)]
pub struct Backup {
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, requires = "file")]
    pub force: bool,
    #[arg(long, conflicts_with_all = ["file", "force"])]
    pub list: bool,
}

#[derive(Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, visible_alias = "yes")]
    pub force: bool,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct Doctor {
    #[arg(long, value_name = "NEW")]
    pub repair: Option<PathBuf>,
    #[arg(long, conflicts_with = "repair")]
    pub accept: bool,
}

#[derive(Args)]
pub struct Look {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}
