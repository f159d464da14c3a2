//! What may be typed: every command with its flags. Their words come from the message files, see `words`.

mod arriving;
mod keeping;
mod meetings;
mod progress;
mod sharing;

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::domain::checklist::TickState;
use crate::domain::pair::{Direction, Role};
use crate::domain::session::Mode;
use crate::domain::sharing::{Audience, Decision, Format, Paper};
use crate::domain::{EntryKind, Owner, Reach, Visibility};
use crate::i18n::{Label, Lang};

use super::values;

pub use arriving::*;
pub use keeping::*;
pub use meetings::*;
pub use progress::*;
pub use sharing::*;

#[derive(Parser)]
#[command(name = "tomoni", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    #[arg(long, global = true, value_name = "FILE")]
    pub journal: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG", ignore_case = true)]
    pub lang: Option<Lang>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub color: Colour,
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[arg(long, global = true)]
    pub reveal: bool,
    #[arg(long, global = true)]
    pub read_only: bool,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When results are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

impl ValueEnum for Colour {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Auto => values::possible("auto", "colour-auto"),
            Self::Always => values::possible("always", "colour-always"),
            Self::Never => values::possible("never", "colour-never"),
        })
    }
}

#[derive(Subcommand)]
pub enum Command {
    Demo(Demo),
    #[command(subcommand)]
    Pair(Pair),
    #[command(subcommand)]
    Session(Session),
    #[command(subcommand)]
    Line(Line),
    #[command(subcommand)]
    Goal(Goal),
    #[command(subcommand)]
    Action(Action),
    #[command(subcommand)]
    Mentor(Mentor),
    Note(Note),
    Search(Search),
    Prep(PairOrNext),
    Ledger(PairOrOnly),
    #[command(subcommand)]
    Question(Question),
    Due(Due),
    Summary(Summary),
    Calendar(Calendar),
    Export(Export),
    #[command(subcommand)]
    Import(Import),
    #[command(subcommand)]
    Seal(Seal),
    Backup(Backup),
    Restore(Restore),
    Look(Look),
    #[command(subcommand)]
    Bin(Bin),
    Doctor(Doctor),
    Keys,
    Config(ConfigFlags),
    Completions(Completions),
    Man,
    Help(Help),
}

#[derive(Args)]
pub struct Demo {
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What is worth a look.
#[derive(Args)]
pub struct Due {
    /// One line for a prompt, and only when it is another one than the last.
    #[arg(long)]
    pub short: bool,
}

#[derive(Args)]
pub struct Note {
    #[arg(value_name = "TEXT")]
    pub text: String,
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
}

#[derive(Args)]
pub struct Search {
    /// Words, phrases and filters; several arguments are one search.
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
    #[arg(long, value_name = "KIND")]
    pub kind: Option<EntryKind>,
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 50, hide_default_value = true)]
    pub limit: usize,
}

#[derive(Args)]
pub struct PairOrNext {
    #[arg(value_name = "PAIR")]
    pub pair: Option<String>,
    /// As other commands take it.
    #[arg(long = "pair", value_name = "PAIR", hide = true, conflicts_with = "pair")]
    pub named_pair: Option<String>,
}

#[derive(Args)]
pub struct PairOrOnly {
    #[arg(value_name = "PAIR")]
    pub pair: Option<String>,
    /// As other commands take it.
    #[arg(long = "pair", value_name = "PAIR", hide = true, conflicts_with = "pair")]
    pub named_pair: Option<String>,
}

#[derive(Subcommand)]
pub enum Bin {
    List,
    Restore(OneId),
    Empty(BinEmpty),
}

#[derive(Args)]
pub struct BinEmpty {
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args)]
pub struct ConfigFlags {
    #[command(flatten)]
    pub wish: ConfigWish,
}

#[derive(Args)]
#[group(multiple = false)]
pub struct ConfigWish {
    #[arg(long)]
    pub print_default: bool,
    #[arg(long)]
    pub edit: bool,
    #[arg(long)]
    pub check: bool,
}

#[derive(Args)]
pub struct Completions {
    #[arg(value_name = "SHELL", required_unless_present = "pairs")]
    pub shell: Option<clap_complete::Shell>,
    /// What a shell asks while somebody types a pair.
    #[arg(long, conflicts_with = "shell")]
    pub pairs: bool,
}

#[derive(Args)]
pub struct Help {
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(values::possible(self.code(), &format!("lang-{}", self.code())))
    }
}

/// Lets the command line read the domain's enums by their stable keys, and by their words.
macro_rules! typed_by_key {
    ($($name:ident),+) => {$(
        impl ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                Self::ALL
            }
            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(values::possible(self.key(), &self.label_id()))
            }
        }
    )+};
}

typed_by_key!(EntryKind, Role, Direction, Mode, Owner, Visibility, Reach, TickState, Audience, Paper, Format, Decision);
