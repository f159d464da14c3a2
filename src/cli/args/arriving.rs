//! What arrives from other journals.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::cli::values;

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
#[derive(Clone, Copy, Debug)]
pub enum Order {
    Dmy,
    Mdy,
    Ymd,
}

impl ValueEnum for Order {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Dmy, Self::Mdy, Self::Ymd]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Dmy => values::possible("dmy", "order-dmy"),
            Self::Mdy => values::possible("mdy", "order-mdy"),
            Self::Ymd => values::possible("ymd", "order-ymd"),
        })
    }
}
