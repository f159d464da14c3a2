//! The language of a note: how a line says what it is, where one thought ends and the next begins, which words are a
//! date, and which line is which after the text came back from another program.
//!
//! - [`line`]: the marker at the start of a line, and the way back from a kind to its marker
//! - [`note`]: a note as entries that partition its bytes
//! - [`identity`]: entries of an old text found again in a new one
//! - [`code`]: code in a text, from which nothing is read
//! - [`dates`]: dates and times in English and Japanese words
//! - [`due`]: the due date that a line carries in its words
//! - [`rhythm`]: how often a pair means to meet, in words
//! - [`minutes`]: how many minutes a line sets aside
//! - [`quote`]: whether one text quotes another
//! - [`quotable`]: which limits a text takes over from texts that it quotes
//! - [`alike`]: which lines say what others say
//! - [`query`]: the language of a search
//!
//! Everything here is pure and total: no clock, no disk, and an answer for every text.

pub mod alike;
pub mod code;
pub mod dates;
pub mod due;
pub mod identity;
pub mod line;
pub mod minutes;
pub mod note;
pub mod query;
pub mod quotable;
pub mod quote;
pub mod rhythm;

pub use alike::{Wording, alike};
pub use dates::{
    DateError, Look, ParsedMoment, parse_date, parse_datetime, parse_datetime_instead, parse_days, parse_length,
};
pub use due::{Said, Undated, find_due, is_next_time, means_next_time, read_due, undated};
pub use identity::match_entries;
pub use line::{MARKERS, PARTNER_SIGN, escape_if_marked, marker_for, names_of, parse_line};
pub use minutes::{find_minutes, minutes_in, without_minutes};
pub use note::{body, body_or, body_with_code, first_line_of, first_line_or, partition};
pub use quotable::{Care, Quotable, plain};
pub use quote::{is_part_of, mostly_from, share_words};
pub use rhythm::parse_cadence;
