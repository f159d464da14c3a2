//! Pieces of a screen that know nothing of the journal.

pub mod editor;
pub mod frame;
pub mod list;
pub mod put;
pub mod scroll;
