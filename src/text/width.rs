use std::cell::Cell;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clusters::{clusters, plain_letter};
use super::safe::safe_cluster;

/// Tabs reach to the next multiple of this many cells, counted from where the visual row begins.
pub const TAB_STOP: usize = 4;

/// Display width of `text` in cells, as if it were drawn on one row that begins at column 0.
///
/// Equal to the width of `term_safe_line(text)`: control characters count as the pictures they are drawn as.
pub fn columns(text: &str) -> usize {
    columns_from(0, text)
}

/// The column reached after drawing `text` from `column` on.
pub fn columns_from(column: usize, text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return column.saturating_add(text.len());
    }
    clusters(text).fold(column, |column, (_, cluster)| advance(column, cluster))
}

/// The column reached after drawing one grapheme cluster at `column`. A tab depends on the column, all others do not.
pub fn advance(column: usize, grapheme: &str) -> usize {
    if grapheme == "\t" {
        (column / TAB_STOP).saturating_add(1).saturating_mul(TAB_STOP)
    } else {
        column.saturating_add(grapheme_columns(grapheme))
    }
}

/// Width in cells of one grapheme cluster as drawn, at least 1 unless it is empty; a tab counts as [`TAB_STOP`].
pub fn grapheme_columns(grapheme: &str) -> usize {
    if let Some(letter) = plain_letter(grapheme) {
        return if letter.is_ascii() { 1 } else { 2 };
    }
    if grapheme == "\t" {
        return TAB_STOP;
    }
    // A repaired cluster can be several clusters ("a" + picture), whose sum is what gets drawn.
    safe_cluster(grapheme).graphemes(true).map(part_columns).sum()
}

/// Width of one cluster that is safe to draw. Half-width sound marks are counted here, one cell each: releases of
/// the width tables disagree on them, and ratatui 0.30.2 with the newer tables counts them twice.
pub(super) fn part_columns(part: &str) -> usize {
    let is_sound_mark = |letter: &char| matches!(letter, '\u{ff9e}' | '\u{ff9f}');
    let marks = part.chars().filter(is_sound_mark).count();
    if marks == 0 {
        return drawn_columns(part);
    }
    let rest = part.chars().filter(|letter| !is_sound_mark(letter)).collect::<String>();
    drawn_columns(&rest) + marks
}

thread_local! {
    /// Symbols of ambiguous width take two cells on the terminal of this thread.
    static WIDE: Cell<bool> = const { Cell::new(false) };
}

/// Sets how the terminal of this thread shows symbols of ambiguous width (…, ①, →, ×): in two cells or in one. Text
/// that was wrapped before has to be wrapped again.
pub fn ambiguous_are_wide(wide: bool) {
    WIDE.set(wide);
}

fn drawn_columns(part: &str) -> usize {
    let narrow = usize::from(part.cell_width());
    // What is one cell wide for sure is so in both tables; what is wide stays wide.
    if narrow == 1 && WIDE.get() { part.width_cjk().clamp(1, 2) } else { narrow }
}

#[cfg(test)]
mod tests {
    use super::super::clusters::is_plain;
    use super::*;

    #[test]
    fn the_short_cut_agrees_with_the_tables() {
        for letter in ('\0'..='\u{ffff}').filter(|&letter| is_plain(letter)) {
            let text = letter.to_string();
            assert_eq!(grapheme_columns(&text), usize::from(text.cell_width()), "{letter:?}");
        }
    }

    #[test]
    fn signs_of_ambiguous_width_are_as_wide_as_the_terminal_draws_them() {
        let widths = || ["…", "①", "→", "×", "±", "a", "é", "面", "ｶﾞ", "👨‍👩‍👧", "─"].map(columns);
        assert_eq!(widths(), [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1]);
        ambiguous_are_wide(true);
        assert_eq!(widths()[..5], [2, 2, 2, 2, 2]);
        assert_eq!(widths()[7..10], [2, 2, 2]);
        assert_eq!(widths()[5], 1);
        ambiguous_are_wide(false);
        assert_eq!(widths()[0], 1);
    }

    #[test]
    fn widths_people_meet() {
        for (text, width) in [
            ("", 0),
            ("abc", 3),
            ("面談メモ", 8),
            ("ｶﾞﾊﾟ", 4),
            ("か\u{3099}", 2),
            ("e\u{301}", 1),
            ("👨‍👩‍👧‍👦", 2),
            ("🇯🇵", 2),
            ("❤\u{fe0f}", 2),
            ("葛\u{e0100}城", 4),
            ("\u{1b}", 1),
            ("\u{200b}", 1),
            ("a\tb", 5),
            ("abcd\t", 8),
            ("、。」", 6),
        ] {
            assert_eq!(columns(text), width, "{text:?}");
        }
    }
}
