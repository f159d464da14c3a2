//! The vault of private lines: each promise of its threat model, held against the files themselves, through the use
//! cases that both faces share and through the program as it is installed.

mod desk;
mod fixture;
mod kill;
mod residue;
mod scan;
mod slots;
mod support;
mod tamper;
