use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::clusters::{clusters, plain_letter};
use super::width::{advance, part_columns};

/// Replaces a character that must not reach a terminal and has no picture of its own.
const REPLACEMENT: char = '\u{fffd}';
/// More marks on one letter than any script uses; further ones are dropped.
const MOST_MARKS: usize = 8;
/// A wider cluster is not a letter of any script (a run of conjoining jamo, say) and would not fit a cell.
const WIDEST_CLUSTER: usize = 8;

/// `text` as it may be written to a terminal. LF stays; TAB becomes blanks up to the next stop; other control
/// characters become visible pictures; bidi controls, line separators, tag characters and lone zero-width characters
/// become U+FFFD; at most eight combining marks stay on a letter.
///
/// Borrowed when there is nothing to change. Applying it twice changes nothing more.
pub fn term_safe(text: &str) -> Cow<'_, str> {
    make_safe(text, LineFeeds::Keep)
}

/// [`term_safe`] for one row: a line feed becomes a blank.
pub fn term_safe_line(text: &str) -> Cow<'_, str> {
    make_safe(text, LineFeeds::Blank)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineFeeds {
    Keep,
    Blank,
}

fn make_safe(text: &str, line_feeds: LineFeeds) -> Cow<'_, str> {
    let kept = |byte: u8| matches!(byte, b' '..=b'~') || (byte == b'\n' && line_feeds == LineFeeds::Keep);
    if text.bytes().all(kept) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut column = 0;
    for (_, cluster) in clusters(text) {
        let next = advance(column, cluster);
        column = match cluster.strip_suffix('\n') {
            Some(before) => {
                safe.push_str(&safe_cluster(before));
                safe.push(if line_feeds == LineFeeds::Keep { '\n' } else { ' ' });
                if line_feeds == LineFeeds::Keep { 0 } else { next }
            }
            None if cluster == "\t" => {
                safe.extend(std::iter::repeat_n(' ', next - column));
                next
            }
            None => {
                safe.push_str(&safe_cluster(cluster));
                next
            }
        };
    }
    if safe == text { Cow::Borrowed(text) } else { Cow::Owned(safe) }
}

/// What is drawn for one grapheme cluster: itself if it is safe and visible, else pictures and U+FFFD.
///
/// LF and TAB count as control characters here; callers that use them handle them before.
pub fn safe_cluster(cluster: &str) -> Cow<'_, str> {
    if cluster.is_empty() || plain_letter(cluster).is_some() {
        return Cow::Borrowed(cluster);
    }
    let safe = repair(cluster);
    // A part without width would fall onto its left neighbour, which may be somebody's border.
    let widths = safe.graphemes(true).map(part_columns);
    let floats = widths.clone().any(|width| width == 0);
    if floats || widths.sum::<usize>() > WIDEST_CLUSTER {
        return Cow::Owned(REPLACEMENT.to_string());
    }
    if safe == cluster { Cow::Borrowed(cluster) } else { Cow::Owned(safe) }
}

/// The cluster without characters that control a terminal or are invisible.
fn repair(cluster: &str) -> String {
    let mut safe = String::with_capacity(cluster.len());
    let mut marks = 0;
    let mut before = None;
    let mut letters = cluster.chars().peekable();
    while let Some(letter) = letters.next() {
        let drawn = match letter {
            _ if letter.is_control() => picture(letter),
            '\u{200d}' if joins_emoji(before, letters.peek().copied()) => letter,
            '\u{200c}' | '\u{200d}' if before.is_some_and(is_joining_script) => letter,
            '\u{200c}' | '\u{200d}' => REPLACEMENT,
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' if !varies(before, letter) => REPLACEMENT,
            _ if hides(letter) => REPLACEMENT,
            _ => letter,
        };
        if drawn == letter && is_combining_mark(letter) && !is_variation_selector(letter) {
            marks += 1;
            if marks > MOST_MARKS {
                continue;
            }
        }
        safe.push(drawn);
        before = Some(drawn);
    }
    safe
}

fn picture(control: char) -> char {
    match u32::from(control) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(REPLACEMENT),
        0x7f => '\u{2421}',
        _ => REPLACEMENT,
    }
}

/// Invisible characters that change how their neighbours are displayed, or that hide text.
fn hides(letter: char) -> bool {
    matches!(letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // bidi controls
        | '\u{2028}' | '\u{2029}'
        | '\u{e0000}'..='\u{e007f}' // tag characters
        | '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}' // fillers
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0080}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

fn is_variation_selector(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn joins_emoji(before: Option<char>, after: Option<char>) -> bool {
    let ends_emoji = |letter: char| is_emoji(letter) || letter == '\u{fe0f}';
    before.is_some_and(ends_emoji) && after.is_some_and(is_emoji)
}

/// Does this variation selector belong after `before`: emoji or text style, or another form of an ideograph?
fn varies(before: Option<char>, selector: char) -> bool {
    before.is_some_and(|base| match selector {
        '\u{fe0e}' | '\u{fe0f}' => is_emoji(base) || matches!(base, '0'..='9' | '#' | '*'),
        '\u{fe00}' => is_ideograph(base) || matches!(base, '\u{2200}'..='\u{22ff}' | '\u{3000}'..='\u{301f}'),
        _ => is_ideograph(base),
    })
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Roughly Unicode's Extended_Pictographic and the skin tones; a few symbols too many do no harm here.
fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}' | '\u{1fc00}'..='\u{1fffd}')
}

/// Scripts in which a joiner or non-joiner changes the shape of letters: Arabic and its relatives, Indic, Mongolian.
fn is_joining_script(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{a840}'..='\u{a87f}' | '\u{a8e0}'..='\u{a8ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}
