//! Text folded for reading (NFKC, lower case) that still knows where each character came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// One character of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoldedChar {
    pub(super) c: char,
    /// Bytes of the original text that it was made of.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Folds `text`. A letter and the marks on it are folded together, so that ｶ and ﾞ become ガ.
pub(super) fn fold(text: &str) -> Vec<FoldedChar> {
    let mut folded = Vec::with_capacity(text.len());
    let mut cluster_start = 0;
    let boundaries = text.char_indices().skip(1).filter(|(_, c)| !joins_previous(*c)).map(|(index, _)| index);
    for end in boundaries.chain([text.len()]) {
        let letters = text[cluster_start..end].nfkc().flat_map(char::to_lowercase);
        folded.extend(letters.map(|c| FoldedChar { c, start: cluster_start, end }));
        cluster_start = end;
    }
    folded
}

fn joins_previous(c: char) -> bool {
    let first = std::iter::once(c).nfkd().next();
    first.is_some_and(|mark| canonical_combining_class(mark) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_characters_know_their_origin() {
        let text = "１か\u{3099}ｶﾞ㋿Ａ";
        let folded = fold(text);
        assert_eq!(folded.iter().map(|f| f.c).collect::<String>(), "1がガ令和a");
        let origins: Vec<&str> = folded.iter().map(|f| &text[f.start..f.end]).collect();
        assert_eq!(origins, ["１", "か\u{3099}", "ｶﾞ", "㋿", "㋿", "Ａ"]);
        assert!(fold("").is_empty());
    }
}
