//! Pairs, their sessions, the lines of a note.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};

use crate::domain::pair::{Direction, Role};
use crate::domain::session::Mode;
use crate::domain::{EntryState, Owner, Reach, Visibility};
use crate::i18n::Label;

use super::super::values;

#[derive(Subcommand)]
pub enum Pair {
    Add(PairAdd),
    List,
    Show(OnePair),
    Edit(PairEdit),
    Pause(PairPause),
    Resume(OnePair),
    End(OnePair),
}

#[derive(Args)]
pub struct OnePair {
    #[arg(value_name = "PAIR")]
    pub pair: String,
}

#[derive(Args)]
pub struct PairAdd {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub fields: PairFields,
}

#[derive(Args)]
pub struct PairEdit {
    #[arg(value_name = "PAIR")]
    pub pair: String,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[command(flatten)]
    pub fields: PairFields,
}

#[derive(Args)]
pub struct PairFields {
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Role>,
    #[arg(long, value_name = "DIRECTION")]
    pub direction: Option<Direction>,
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
    #[arg(long = "for", value_name = "AREA")]
    pub area: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, value_name = "RHYTHM")]
    pub every: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub alias: Option<String>,
    #[arg(long, value_name = "KANA")]
    pub reading: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub report_agreed: Option<String>,
}

#[derive(Args)]
pub struct PairPause {
    #[arg(value_name = "PAIR")]
    pub pair: String,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

#[derive(Subcommand)]
pub enum Session {
    Add(SessionAdd),
    List(SessionList),
    Show(SessionShow),
    Edit(SessionEdit),
    Start(OneId),
    Hold(SessionHold),
    Move(SessionMove),
    Cancel(OneId),
    Miss(OneId),
    Delete(OneId),
}

#[derive(Args)]
pub struct OneId {
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Args)]
pub struct SessionFields {
    #[arg(long, value_name = "DATETIME")]
    pub at: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    #[arg(long, value_name = "MODE")]
    pub mode: Option<Mode>,
    #[arg(long, value_name = "TEXT")]
    pub theme: Option<String>,
}

#[derive(Args)]
pub struct SessionAdd {
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "PAIR")]
    pub pair: String,
    #[command(flatten)]
    pub fields: SessionFields,
    #[arg(long)]
    pub planned: bool,
}

#[derive(Args)]
pub struct SessionList {
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
}

#[derive(Args)]
pub struct SessionShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub raw: bool,
}

#[derive(Args)]
pub struct SessionEdit {
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub text: NoteText,
    #[arg(long, value_name = "WHO")]
    pub theme_visibility: Option<Reach>,
    #[arg(long, conflicts_with = "unseal")]
    pub seal: bool,
    #[arg(long)]
    pub unseal: bool,
    #[command(flatten)]
    pub fields: SessionFields,
}

/// A text that is to take the place of a note.
#[derive(Args)]
pub struct NoteText {
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "file")]
    pub base: Option<PathBuf>,
    #[arg(long, requires = "file")]
    pub allow_empty: bool,
}

#[derive(Args)]
pub struct SessionHold {
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub text: NoteText,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
}

#[derive(Args)]
pub struct SessionMove {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "DATETIME")]
    pub at: String,
}

#[derive(Subcommand)]
pub enum Line {
    Edit(LineEdit),
    Settle(LineSettle),
}

#[derive(Args)]
pub struct LineEdit {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "WHO")]
    pub visibility: Option<Visibility>,
    #[arg(long, value_name = "WHO")]
    pub owner: Option<Owner>,
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    #[arg(long, conflicts_with = "unseal")]
    pub seal: bool,
    #[arg(long)]
    pub unseal: bool,
}

#[derive(Args)]
pub struct LineSettle {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "STATE")]
    pub state: Settled,
}

/// What becomes of a line that waits. A promise has more to tell: see `tomoni action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    Done,
    Open,
    Dropped,
}

impl ValueEnum for Settled {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Done, Self::Open, Self::Dropped]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        let state = self.state();
        Some(values::possible(state.key(), &state.label_id()))
    }
}

impl Settled {
    pub fn state(self) -> EntryState {
        match self {
            Self::Done => EntryState::Done,
            Self::Open => EntryState::Open,
            Self::Dropped => EntryState::Dropped,
        }
    }
}
