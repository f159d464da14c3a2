use std::borrow::Cow;

/// The text without invisible characters: soft hyphens, joiners, variation selectors, tags, fillers, bidi controls and
/// other control characters. For comparing words: two texts that look the same are then equal.
pub fn without_unseen(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_unseen) {
        true => Cow::Owned(text.chars().filter(|letter| !is_unseen(*letter)).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Unicode's Default_Ignorable_Code_Point, annotation marks, and control characters that are not blanks.
pub fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || letter.is_control() && !letter.is_whitespace()
}
