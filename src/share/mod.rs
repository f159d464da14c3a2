//! Summaries for somebody else. What leaves is chosen first (an allow-list that starts from nothing), and a renderer
//! is handed the chosen document and nothing else.

mod agenda;
pub mod calendar;
mod document;
mod markdown;
pub mod page;
pub mod render;

pub use agenda::render as agenda;
pub use document::{Document, Promise, Section, choose};
pub use markdown::render as markdown;
