//! Whatever is pressed, typed, pasted or clicked, on a terminal of any size: no panic, the caret stays between two
//! clusters, and Esc leads out. With `TOMONI_LONG=1` every case is tried, without it a sample of them.

#[expect(dead_code, reason = "the scripts of keys in it are played by other tests")]
#[path = "../support/mod.rs"]
mod support;

#[path = "../support/fuzz_entries.rs"]
mod entries;

mod closing;
mod driver;
mod fields;
mod fuzz;
mod input;
mod last_words;
mod late;
mod long_work;
mod pastes;
mod places;
mod printing;
mod read_only;
mod screens;
mod shared;
mod taking;
mod typing;
