use std::borrow::Cow;

use super::clusters::clusters;
use super::width::{advance, columns};
use super::wrap::is_breaking_blank;

/// Marks where text was cut.
pub const ELLIPSIS: &str = "…";

/// `text` cut to at most `width` cells, with `…` at the end where something was cut.
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    truncate_with(text, width, ELLIPSIS)
}

/// `text` cut to at most `width` cells at a grapheme's edge, `ellipsis` included. An ellipsis that does not fit
/// is left out.
pub fn truncate_with<'a>(text: &'a str, width: usize, ellipsis: &str) -> Cow<'a, str> {
    if columns(text) <= width {
        return Cow::Borrowed(text);
    }
    match width.checked_sub(columns(ellipsis)) {
        Some(room) => Cow::Owned(format!("{}{ellipsis}", head(text, room))),
        None => Cow::Borrowed(head(text, width)),
    }
}

/// The longest run of whole graphemes from the start that fits `width` cells.
fn head(text: &str, width: usize) -> &str {
    let mut column = 0;
    for (at, grapheme) in clusters(text) {
        column = advance(column, grapheme);
        if column > width {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// `text` in exactly `width` cells: cut with `…` or followed by blanks.
pub fn pad(text: &str, width: usize) -> String {
    let fitted = truncate(text, width);
    let missing = width.saturating_sub(columns(&fitted));
    let mut padded = String::with_capacity(fitted.len() + missing);
    padded.push_str(&fitted);
    padded.extend(std::iter::repeat_n(' ', missing));
    if missing > 0 && !fitted.is_ascii() {
        // A sign of some scripts joins what follows it, and takes in the first blank.
        padded.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(&padded))));
    }
    padded
}

/// `text` in exactly `width` cells, at the right edge: cut with `…` or after blanks.
///
/// Text with tabs should be made safe first, because a tab's width depends on its position.
pub fn pad_left(text: &str, width: usize) -> String {
    let fitted = truncate(text, width);
    let mut padded = " ".repeat(width.saturating_sub(columns(&fitted)));
    padded.push_str(&fitted);
    padded
}

/// The most clusters of a word to skip in order to begin with a whole word.
const NEAR: usize = 12;

/// Where to begin showing `text` if about everything before `from` is left out: at `from`, or at the next word if that
/// is near and not after `until`.
pub fn shown_from(text: &str, from: usize, until: usize) -> usize {
    let before = clusters(&text[..from]).last();
    if before.is_none_or(|(_, cluster)| is_breaking_blank(cluster)) {
        return from;
    }
    let blank = clusters(&text[from..until]).take(NEAR).find(|(_, cluster)| is_breaking_blank(cluster));
    blank.map_or(from, |(at, cluster)| from + at + cluster.len())
}
