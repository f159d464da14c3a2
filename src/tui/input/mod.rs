//! Keys and the commands they run.

pub mod command;
pub mod key;
pub mod keymap;
