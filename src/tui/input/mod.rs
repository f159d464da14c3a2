//! From a key to a command.

pub mod command;
pub mod key;
pub mod keymap;
