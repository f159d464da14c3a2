//! Journeys on the command line, each in a home of its own.

mod actions;
mod answers;
mod archive;
mod arriving;
mod backup;
mod dates;
mod doctor;
mod due;
mod goals;
mod languages;
mod ledger;
mod mentor;
mod notes;
mod pairs;
mod places;
mod prep;
mod questions;
mod salvage;
mod sessions;
mod shapes;
mod summaries;
mod support;
mod terminal;
mod usage;
