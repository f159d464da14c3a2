//! Whether one text quotes another: what was sealed must not turn up readable in a line beside it.

use std::collections::HashSet;

use super::quotable::plain;

/// How many letters a text has that is a part of another one, and no chance: three words, or four letters of which two are
/// kanji.
pub fn is_part_of(text: &str, source: &str) -> Option<usize> {
    let (text, source) = (plain(text), plain(source));
    let letters = text.chars().count();
    let kanji = text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    let says_enough = text.split(' ').count() >= 3 || letters >= 4 && kanji >= 2;
    (says_enough && source.contains(&text)).then_some(letters)
}

/// How many pairs of letters a text has in common with another one that most of it comes from; `None` where it comes from
/// elsewhere.
pub fn mostly_from(text: &str, source: &str) -> Option<usize> {
    let pairs = |text: &str| {
        let letters: Vec<char> = plain(text).chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (text, source) = (pairs(text), pairs(source).into_iter().collect::<HashSet<_>>());
    let common = text.iter().filter(|pair| source.contains(pair)).count();
    // A word or two around it may be new.
    (common > 0 && common * 5 >= text.len() * 3).then_some(common)
}

/// So many letters in a row are no chance, where one has blanks between words.
const LONG_RUN: usize = 12;
/// So many, where a letter is a syllable or a word.
const SHORT_RUN: usize = 4;

/// Whether the two have words in common that hardly stand in both by chance: one is a part of the other, or a longer run
/// of letters is the same.
pub fn share_words(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    !one.is_empty() && !other.is_empty() && (is_part(&one, &other) || is_part(&other, &one) || shares_run(&one, &other))
}

/// Whether `part` stands in `whole`, and says enough not to stand there by chance.
fn is_part(part: &str, whole: &str) -> bool {
    let says_enough = part.chars().count() >= 4
        || part.chars().filter(|c| is_ideograph(*c)).count() >= 1 && part.chars().nth(1).is_some();
    says_enough && whole.contains(part)
}

fn shares_run(one: &str, other: &str) -> bool {
    let says_enough = |run: &str| run.chars().filter(|c| c.is_alphanumeric()).count() * 4 >= LONG_RUN * 3;
    let is_of_words = |run: &str| run.chars().filter(|c| is_ideograph(*c)).count() >= 2;
    runs(one, LONG_RUN).any(|run| says_enough(run) && other.contains(run))
        || runs(one, SHORT_RUN).any(|run| is_of_words(run) && other.contains(run))
}

/// Every run of so many letters in a text.
fn runs(text: &str, length: usize) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(length - 1);
    text.char_indices().zip(ends).map(|((start, _), end)| &text[start..end])
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_told_from_words_that_everybody_uses() {
        let secret = "canaryone kumquat doubt about her plan";
        for quoted in ["kumquat doubt about", "and kumquat doubt about it", secret, "said: canaryone kumq"] {
            assert!(share_words(secret, quoted), "{quoted}");
        }
        assert!(share_words(secret, "about"), "a word that was split off is the whole of its line");
        for own in ["and her", "a plan", "her", "", "we spoke about the plan"] {
            assert!(!share_words(secret, own), "{own}");
        }
        assert!(share_words("上司が嫌い", "嫌い"), "a word is enough where a letter is one");
        assert!(share_words("退職を迷っているように見えた", "たしかに退職を迷っていると思う"));
        assert!(!share_words("退職を迷っているように見えた", "楽しいように見えた"));
        assert!(!share_words("上司が嫌い", "が"));
    }
}
