//! The vault of private lines: each promise of its threat model, held against the files themselves, through the use
//! cases that both faces share and through the program as it is installed.

mod binned;
mod cli;
mod code;
mod commands;
mod core;
mod desk;
mod expects;
mod failing;
mod fields;
mod fixture;
#[path = "../cli/support.rs"]
#[allow(dead_code, reason = "it is shared with the journeys on the command line")]
mod home;
mod kill;
mod kill_copies;
mod line_ends;
mod missing;
mod residue;
mod scan;
mod slots;
mod stops;
mod support;
mod tamper;
