//! Widths, rows, folding and safe output: the only module that knows how wide text is.
//!
//! One rule always applies: the counted width is the drawn width. A grapheme that a terminal cannot display (a control
//! character, a lone zero-width character) is drawn as a picture, and its width is the picture's width. Everything here
//! is pure and total: any string is accepted, nothing panics.

mod clusters;
pub mod english;
mod fit;
mod fold;
pub mod folding;
mod fuzzy;
mod hex;
mod json;
mod loose;
mod romaji;
mod safe;
mod tokens;
mod unseen;
mod width;
mod wrap;

pub use clusters::{Clusters, clusters};
pub use fit::{ELLIPSIS, pad, pad_left, shown_from, truncate, truncate_with};
pub use fold::{find_folded, fold, narrow_key};
pub use fuzzy::{Fuzzy, FuzzyMatch, FuzzyText};
pub use hex::hex;
pub use json::{Harmless, json, json_pretty, steers};
pub use safe::{safe_cluster, term_safe, term_safe_line};
pub use tokens::{FoldedText, IndexTokens, Needle, Phrase, has_title, index_tokens, is_called, name_key};
pub use unseen::{is_unseen, without_unseen};
pub use width::{TAB_STOP, advance, ambiguous_are_wide, columns, columns_from, grapheme_columns};
pub use wrap::{
    LineEdit, is_breaking_blank, wrap, wrap_phrases, wrap_starts, wrap_starts_again, wrap_text, wrap_text_ranges,
};

#[cfg(test)]
mod tests;
