//! How many minutes a line sets aside, in its own words: "the handover, 15 min", 「引き継ぎ 15分」.

use std::ops::Range;

use crate::text::narrow_key;

/// The longest that one point of an agenda takes, in minutes.
const LONGEST: u32 = 600;

/// Words after a number that make it minutes.
const UNITS: [&str; 6] = ["minutes", "minute", "mins", "min", "分間", "分"];

/// Minutes, and the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    pub minutes: u32,
    /// Bytes of the text.
    pub phrase: Range<usize>,
}

/// The minutes that the first line of a text sets aside; the last such phrase counts.
pub fn minutes_in(text: &str) -> Option<u32> {
    find_minutes(text).map(|timed| timed.minutes)
}

/// The same with the place of the words. Only a whole number counts: a time of day, a fraction and hours are none.
pub fn find_minutes(text: &str) -> Option<Timed> {
    let line = text.lines().next().unwrap_or_default();
    let letters: Vec<(usize, char)> = line.char_indices().map(|(at, c)| (at, plain(c))).collect();
    let starts = (0..letters.len()).filter(|&i| is_digit(&letters, i) && (i == 0 || !is_digit(&letters, i - 1)));
    starts.filter_map(|start| timed_at(&letters, start, line.len())).next_back()
}

/// The text without the phrase that gives its minutes, where it stands at an end; else the text as it is.
pub fn without_minutes(text: &str) -> &str {
    let separators: &[char] = &[' ', '\u{3000}', ',', '、', '，', ':', '：', '-', '·', '・', '('];
    let Some(Timed { phrase, .. }) = find_minutes(text) else { return text };
    let (before, after) = (&text[..phrase.start], &text[phrase.end..]);
    let left = match (before.trim().is_empty(), after.trim().trim_matches([')', '）', '.', '。']).is_empty()) {
        (true, false) => after.trim_start_matches(separators),
        (false, true) => before.trim_end_matches('（').trim_end_matches(separators),
        _ => text,
    };
    if left.is_empty() { text } else { left }
}

/// A letter in its half-width, lower form. Japanese punctuation never joins numbers and stays what it is.
fn plain(c: char) -> char {
    if matches!(c, '、' | '。' | '・') { c } else { narrow_key(c).to_ascii_lowercase() }
}

fn is_digit(letters: &[(usize, char)], i: usize) -> bool {
    letters.get(i).is_some_and(|(_, c)| c.is_ascii_digit())
}

/// Minutes that begin with the digit at `start`.
fn timed_at(letters: &[(usize, char)], start: usize, len: usize) -> Option<Timed> {
    let before: String = letters[start.saturating_sub(2)..start].iter().map(|(_, c)| c).collect();
    let joins = |c: char| matches!(c, '.' | ',' | ':' | '/');
    let part_of_number = before.starts_with(|c: char| c.is_ascii_digit()) && before.ends_with(joins);
    let part_of_word = before.ends_with(|c: char| c.is_ascii_alphabetic());
    if part_of_number || part_of_word || before.ends_with('時') || before.ends_with("時間") {
        return None;
    }
    let end = (start..letters.len()).find(|&i| !is_digit(letters, i))?;
    let digits: String = letters[start..end].iter().map(|(_, c)| c).collect();
    let minutes = digits.parse().ok().filter(|m| (1..=LONGEST).contains(m))?;
    let unit = (end..letters.len()).find(|&i| !letters[i].1.is_whitespace())?;
    let after = unit + unit_at(letters, unit, unit == end)?;
    Some(Timed { minutes, phrase: letters[start].0..letters.get(after).map_or(len, |(at, _)| *at) })
}

/// How many letters the unit at `place` has. `m` alone counts only right after its number.
fn unit_at(letters: &[(usize, char)], place: usize, attached: bool) -> Option<usize> {
    let rest: String = letters[place..].iter().take(8).map(|(_, c)| c).collect();
    let m = ["m"].into_iter().filter(|_| attached);
    let unit = UNITS.into_iter().chain(m).find(|unit| rest.starts_with(unit))?;
    let next = rest[unit.len()..].chars().next();
    let goes_on = unit.is_ascii() && next.is_some_and(|c| c.is_ascii_alphanumeric());
    // 「5分の1」 is a fraction.
    let fraction = unit == "分" && next == Some('の');
    (!goes_on && !fraction).then(|| unit.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_its_minutes_in_either_language() {
        for (text, minutes) in [
            ("results 10 min", Some(10)),
            ("results 10min", Some(10)),
            ("results 10m", Some(10)),
            ("results, 10 minutes", Some(10)),
            ("1 minute each", Some(1)),
            ("RESULTS 10 MIN", Some(10)),
            ("結果 10分", Some(10)),
            ("結果１０分", Some(10)),
            ("引き継ぎ（30分間）", Some(30)),
            ("引き継ぎ ３０ 分", Some(30)),
            ("10 min results, 5 min questions", Some(5)),
            ("no minutes\n10 min", None),
            ("600 min", Some(600)),
            ("601 min", None),
            ("0 min", None),
            ("99999999999 min", None),
            ("10", None),
            ("10 minor things", None),
            ("10 m away", None),
            ("10mm", None),
            ("1.5 min", None),
            ("10:30 min", None),
            ("15時30分から", None),
            ("1時間30分", None),
            ("5分の1", None),
            ("十分", None),
            ("", None),
            // Three tenths of the blossom: read as minutes all the same, and only counted, never kept.
            ("桜は3分咲き", Some(3)),
        ] {
            assert_eq!(minutes_in(text), minutes, "{text}");
        }
    }

    #[test]
    fn the_words_go_on_without_their_minutes() {
        for (text, words) in [
            ("results 10 min", "results"),
            ("results (10 min)", "results"),
            ("引き継ぎ（30分間）", "引き継ぎ"),
            ("結果、10分", "結果"),
            ("10 min: results", "results"),
            ("what 10 min are worth", "what 10 min are worth"),
            ("10 min", "10 min"),
            ("results", "results"),
        ] {
            assert_eq!(without_minutes(text), words, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_answer(text in "([0-9０-９]{1,3}|min|m|分|間|の|時| |　|\\PC){0,12}") {
            if let Some(timed) = find_minutes(&text) {
                proptest::prop_assert!(text.get(timed.phrase).is_some());
            }
            proptest::prop_assert!(without_minutes(&text).len() <= text.len());
        }
    }
}
