//! Goals, promises, the checklist.

use clap::{Args, Subcommand};

use super::OneId;
use crate::domain::checklist::TickState;
use crate::domain::{Owner, Reach};

#[derive(Subcommand)]
pub enum Goal {
    Add(GoalAdd),
    List(GoalList),
    Show(OneId),
    Checkin(GoalCheckin),
    Revise(GoalRevise),
    Agree(GoalAgree),
    Edit(GoalEdit),
    Done(OneId),
    Drop(OneId),
}

#[derive(Args)]
pub struct GoalAdd {
    #[arg(value_name = "TITLE")]
    pub title: String,
    #[arg(long, value_name = "PAIR")]
    pub pair: String,
    #[command(flatten)]
    pub fields: GoalFields,
    #[arg(long, value_name = "DATE")]
    pub agreed: Option<String>,
}

#[derive(Args)]
pub struct GoalFields {
    #[arg(long, value_name = "WHO")]
    pub owner: Option<Owner>,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub baseline: Option<String>,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub target: Option<String>,
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub sign: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
}

#[derive(Args)]
pub struct GoalList {
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
    #[arg(long)]
    pub all: bool,
}

#[derive(Args)]
pub struct GoalCheckin {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub value: Option<String>,
    #[arg(long, value_name = "LEVEL")]
    pub confidence: Option<u8>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

#[derive(Args)]
pub struct GoalRevise {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    #[command(flatten)]
    pub fields: GoalFields,
}

#[derive(Args)]
pub struct GoalEdit {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "WHO")]
    pub visibility: Reach,
}

#[derive(Args)]
pub struct GoalAgree {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "DATE")]
    pub on: Option<String>,
}

#[derive(Subcommand)]
pub enum Action {
    List(ActionList),
    Done(ActionResult),
    Partly(ActionResult),
    Tried(ActionTried),
    Drop(OneId),
    Reopen(OneId),
}

#[derive(Args)]
pub struct ActionList {
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
    #[arg(long, value_name = "WHO")]
    pub owner: Option<Owner>,
    #[arg(long)]
    pub all: bool,
}

#[derive(Args)]
pub struct ActionResult {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "TEXT")]
    pub result: Option<String>,
}

#[derive(Args)]
pub struct ActionTried {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "TEXT")]
    pub learned: String,
}

#[derive(Subcommand)]
pub enum Mentor {
    Show(MentorShow),
    Tick(MentorTick),
    Rate(MentorRate),
}

#[derive(Args)]
pub struct MentorShow {
    #[arg(value_name = "PAIR")]
    pub pair: Option<String>,
}

#[derive(Args)]
pub struct MentorTick {
    #[arg(value_name = "PAIR")]
    pub pair: String,
    #[arg(value_name = "ITEM")]
    pub item: String,
    #[arg(long, value_name = "STATE", default_value = "done", hide_default_value = true)]
    pub state: TickState,
    #[arg(long, value_name = "ID")]
    pub session: Option<String>,
}

#[derive(Args)]
pub struct MentorRate {
    #[arg(value_name = "PAIR")]
    pub pair: String,
    #[arg(value_name = "KEY")]
    pub key: String,
    #[arg(value_name = "LEVEL")]
    pub level: u8,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

#[derive(Subcommand)]
pub enum Question {
    List(QuestionList),
    Add(QuestionAdd),
    Edit(QuestionEdit),
    Delete(OneId),
}

#[derive(Args)]
pub struct QuestionList {
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,
}

#[derive(Args)]
pub struct QuestionAdd {
    #[arg(value_name = "TEXT")]
    pub text: String,
}

#[derive(Args)]
pub struct QuestionEdit {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "TEXT")]
    pub text: String,
}
