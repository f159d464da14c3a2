use unicode_segmentation::UnicodeSegmentation;

/// The grapheme clusters of `text` with the byte at which each begins.
///
/// The same clusters as the segmentation tables give, several times faster where plain letters follow each other.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0 }
}

/// See [`clusters`].
#[derive(Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let mut letters = rest.chars();
        let first = letters.next()?;
        let stands_alone = is_plain(first) && letters.next().is_none_or(is_plain);
        let length = if stands_alone { first.len_utf8() } else { rest.graphemes(true).next()?.len() };
        let at = self.at;
        self.at += length;
        Some((at, rest.get(..length)?))
    }
}

/// Printable ASCII, kana and common kanji: each is a cluster unless something that extends it follows.
pub(super) fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// The only letter of a cluster, if it is a plain one.
pub(super) fn plain_letter(cluster: &str) -> Option<char> {
    let mut letters = cluster.chars();
    letters.next().filter(|&letter| is_plain(letter) && letters.next().is_none())
}
