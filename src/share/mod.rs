//! What leaves. It is chosen first (an allow-list that starts from nothing), put into words for its reader, and only
//! that page is handed to a renderer.
//!
//! - [`choose`]: which record, and which field of it, may be in which paper
//! - [`dated`]: words that meant a date give way to it
//! - [`papers`]: what is written for whom, made of what was chosen
//! - [`names`]: third people's names in it
//! - [`page`]: the page that a renderer is handed
//! - [`render`]: Markdown, plain text, HTML, Word and JSON
//! - [`calendar`]: dates for a calendar program
//! - [`agenda`]: the agenda of a meeting, as a text that can be sent

mod agenda;
pub mod calendar;
mod choose;
mod dated;
mod names;
pub mod page;
pub mod papers;
pub mod render;

pub use agenda::render as agenda;
pub use render::render;
