//! The desk as a person lives it: keys in, screens and a journal out, through the production loop.

#[path = "../support/mod.rs"]
mod support;

mod calendar;
mod choices;
mod deeds;
mod elsewhere;
mod few_keys;
mod fields;
mod giving;
mod harmless;
mod leaving;
mod ledger;
mod live;
mod looking;
mod looks;
mod matters;
mod meeting;
mod palette;
mod place;
mod prep;
mod questions;
mod safety;
mod search;
mod settling;
mod sharing;
mod story;
mod vault;
mod visibility;
mod working;
mod wrapup;
