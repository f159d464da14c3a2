use std::iter::Peekable;
use std::ops::Range;

use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::clusters::{clusters, is_plain};
use super::width::{advance, columns_from};

/// How far a forced break looks back for a position that leaves no closing mark at the start of the next row.
const LOOK_BACK: usize = 8;

/// The visual rows of one line in an editor of `width` cells, as contiguous byte ranges (never empty).
///
/// Breaks follow UAX #14 in its strict form, so no row begins with 。、」っー and the like unless nothing else would
/// fit. One blank may hang over the right edge. When the last row is full an empty row follows, to hold the caret.
/// A cluster wider than `width` has a row of its own.
pub fn wrap(line: &str, width: usize) -> Vec<Range<usize>> {
    ranges(&wrap_starts(line, width), line.len())
}

/// The same rows as [`wrap`], as the byte offset at which each begins; the first is always 0.
pub fn wrap_starts(line: &str, width: usize) -> Vec<usize> {
    let (mut starts, column) = break_rows(line, width, Blanks::OneHangs, |_| false);
    if column >= width.max(1) {
        starts.push(line.len());
    }
    starts
}

/// A change within a line: at a byte, so many bytes gave way to so many others.
#[derive(Clone, Copy, Debug)]
pub struct LineEdit {
    pub at: usize,
    pub removed: usize,
    pub inserted: usize,
}

/// So many rows before a change are broken again: a row ends where the next word did not fit.
const BEFORE: usize = 3;

/// The same as [`wrap_starts`] for a line that has changed once since its rows began at `known`. Only the rows around the
/// change are broken again.
pub fn wrap_starts_again(line: &str, width: usize, known: &[usize], edit: LineEdit) -> Vec<usize> {
    let above = known.partition_point(|start| *start <= edit.at).saturating_sub(BEFORE);
    let Some(from) = (1..above).rev().find(|row| begins_anew(line, known[*row])) else {
        return wrap_starts(line, width);
    };
    let begun = known[from];
    let changed = edit.at + edit.inserted;
    let before = |at: usize| (at - edit.inserted) + edit.removed;
    let mut same = None;
    let meets = |start: usize| {
        let at = begun + start;
        if at > changed && begins_anew(line, at) {
            same = known.binary_search(&before(at)).ok();
        }
        same.is_some()
    };
    let rest = line.get(begun..).unwrap_or("");
    let (rows, column) = break_rows(rest, width, Blanks::OneHangs, meets);
    let mut starts = known[..from].to_vec();
    starts.extend(rows.into_iter().map(|start| begun + start));
    match same {
        Some(row) => starts.extend(known[row + 1..].iter().map(|start| start + edit.inserted - edit.removed)),
        None if column >= width.max(1) => starts.push(line.len()),
        None => {}
    }
    starts
}

/// Whether it makes no difference to the rows from here on what stands before.
fn begins_anew(line: &str, at: usize) -> bool {
    let letter = line.get(at..).and_then(|rest| rest.chars().next());
    letter.is_some_and(|letter| {
        let class = break_property(u32::from(letter));
        is_plain(letter) && matches!(class, BreakClass::Alphabetic | BreakClass::Ideographic)
    })
}

/// The rows of one line for text that is only shown: blanks at a row's end are dropped and no caret row follows.
pub fn wrap_text(line: &str, width: usize) -> Vec<&str> {
    wrap_text_ranges(line, width).into_iter().map(|row| line.get(row).unwrap_or("")).collect()
}

/// The rows of [`wrap_text`] as byte ranges of the line.
pub fn wrap_text_ranges(line: &str, width: usize) -> Vec<Range<usize>> {
    let (starts, _) = break_rows(line, width, Blanks::AllHang, |_| false);
    let shown = |row: Range<usize>| {
        let kept = line.get(row.clone()).unwrap_or("").trim_end_matches(is_breaking_blank_char).len();
        row.start..row.start + kept
    };
    ranges(&starts, line.len()).into_iter().map(shown).collect()
}

/// The rows of [`wrap_text`] for a text that is read, not typed: Japanese breaks between phrases and not inside a word, where
/// a row has room for that.
pub fn wrap_phrases(line: &str, width: usize) -> Vec<&str> {
    let mut rows = Vec::new();
    let mut rest = line;
    loop {
        let first = wrap_text_ranges(rest, width).into_iter().map(|row| row.end).next().unwrap_or(0);
        let begun = rest.len() - rest.trim_start_matches(is_breaking_blank_char).len();
        let next = wrap_text_ranges(rest, width).get(1).map(|row| row.start);
        let Some(next) = next else {
            rows.push(&rest[..first]);
            return rows;
        };
        let at = phrase_end(rest, begun, next).unwrap_or(next);
        rows.push(rest[..at].trim_end_matches(is_breaking_blank_char));
        rest = &rest[at..];
    }
}

/// The last place before `limit` at which a phrase ends, in the second half of the row: behind a sign or a blank, or where
/// what hiragana ends is followed by a word in other letters. `None`: the row may break at `limit` itself.
fn phrase_end(line: &str, from: usize, limit: usize) -> Option<usize> {
    let half = from + (limit - from) / 2;
    let allowed = linebreaks(line).map(|(at, _)| at).take_while(|at| *at <= limit).filter(|at| *at > half);
    allowed.filter(|at| parts_phrases(&line[..*at], &line[*at..])).last()
}

fn parts_phrases(before: &str, after: &str) -> bool {
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    let is_dense = |c: char| matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return true };
    // Scripts with blanks break at them anyway.
    !is_dense(last) || !is_dense(first) || is_kana(last) && !is_kana(first)
}

/// Is this cluster a blank at which a row may end? No-break spaces are not.
pub fn is_breaking_blank(grapheme: &str) -> bool {
    !grapheme.is_empty() && grapheme.chars().all(is_breaking_blank_char)
}

fn is_breaking_blank_char(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

/// The treatment of a blank that does not fit its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// One is past the edge, further ones begin the next row: typed blanks stay visible.
    OneHangs,
    /// None ever begins a row.
    AllHang,
}

/// The start of each row and the column at which the last row ends; up to the first start at which `stops` says so.
fn break_rows(line: &str, width: usize, blanks: Blanks, mut stops: impl FnMut(usize) -> bool) -> (Vec<usize>, usize) {
    let width = width.max(1);
    let mut opportunities = linebreaks(line).peekable();
    let mut starts = vec![0];
    let (mut start, mut column, mut opportunity) = (0, 0, None);
    for (at, grapheme) in clusters(line) {
        if may_break_at(&mut opportunities, at) && at > start {
            opportunity = Some(at);
        }
        let blank = is_breaking_blank(grapheme);
        let hangs = blank && (blanks == Blanks::AllHang || column <= width);
        while at > start && !hangs && advance(column, grapheme) > width {
            start = match opportunity.take() {
                _ if blank => at,
                Some(allowed) => allowed,
                None => forced_break(line, start, at),
            };
            starts.push(start);
            if stops(start) {
                return (starts, 0);
            }
            // Measured again rather than subtracted: a tab changes its width when it moves.
            column = columns_from(0, line.get(start..at).unwrap_or(""));
        }
        column = advance(column, grapheme);
    }
    (starts, column)
}

/// Takes the break opportunities up to `at`; is `at` itself one of them?
fn may_break_at<I>(opportunities: &mut Peekable<I>, at: usize) -> bool
where
    I: Iterator<Item = (usize, BreakOpportunity)>,
{
    let mut last = None;
    while let Some((offset, _)) = opportunities.next_if(|(offset, _)| *offset <= at) {
        last = Some(offset);
    }
    last == Some(at)
}

/// Where to break a row without any opportunity: before `at`, or a little earlier where that keeps a closing mark
/// with a letter before it. Always greater than `start`.
fn forced_break(line: &str, start: usize, at: usize) -> usize {
    let may_begin = |offset: usize| line.get(offset..).and_then(|rest| rest.chars().next()).is_none_or(may_begin_row);
    if may_begin(at) {
        return at;
    }
    let row = line.get(start..at).unwrap_or("");
    row.grapheme_indices(true)
        .rev()
        .take(LOOK_BACK)
        .map(|(offset, _)| start + offset)
        .find(|&offset| offset > start && may_begin(offset))
        .unwrap_or(at)
}

fn may_begin_row(letter: char) -> bool {
    !matches!(
        break_property(u32::from(letter)),
        BreakClass::ClosePunctuation
            | BreakClass::CloseParenthesis
            | BreakClass::Exclamation
            | BreakClass::NonStarter
            | BreakClass::ConditionalJapaneseStarter
            | BreakClass::InfixSeparator
    )
}

fn ranges(starts: &[usize], end: usize) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}
