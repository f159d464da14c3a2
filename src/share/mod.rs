//! Exports for others and for oneself. Content is selected by an allow-list that starts empty, worded for its reader,
//! and only then passed to a renderer.
//!
//! - [`choose`]: which record, and which field of it, may be in which document
//! - [`dated`]: dates in place of phrases such as "by fri"
//! - [`papers`]: the documents, made from the selection
//! - [`names`]: names of third people in them
//! - [`page`]: the page that a renderer gets
//! - [`render`]: Markdown, plain text, HTML, Word and JSON
//! - [`calendar`]: dates for a calendar program
//! - [`agenda`]: the agenda of a meeting, as a text to send

mod agenda;
pub mod calendar;
mod choose;
mod dated;
mod names;
pub mod page;
pub mod papers;
pub mod render;

pub use agenda::render as agenda;
pub use dated::{Dated, dated, dated_where_written};
pub use render::render;
