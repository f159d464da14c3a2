//! Other words that a user may type for a command. They are separate data: only the palette reads them.

use std::sync::OnceLock;

use super::Lang;

/// A command of the desk by its id, or one of the command line, and other words for it.
pub struct Synonyms {
    pub of: Synonym,
    pub words: Vec<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synonym {
    Desk(&'static str),
    /// `tomoni` and this word.
    Shell(&'static str),
}

impl Lang {
    /// Every command with its other words.
    pub fn synonyms(self) -> &'static [Synonyms] {
        static EN: OnceLock<Vec<Synonyms>> = OnceLock::new();
        static JA: OnceLock<Vec<Synonyms>> = OnceLock::new();
        match self {
            Self::En => EN.get_or_init(|| read(include_str!("../../assets/locales/en/synonyms.txt"))),
            Self::Ja => JA.get_or_init(|| read(include_str!("../../assets/locales/ja/synonyms.txt"))),
        }
    }
}

/// `id, id: word, word`, one per line; lines that begin with a number sign are comments.
fn read(text: &'static str) -> Vec<Synonyms> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let split = |list: &'static str| list.split(',').map(str::trim).filter(|word| !word.is_empty());
    let of = |id: &'static str| id.strip_prefix("shell ").map_or(Synonym::Desk(id), Synonym::Shell);
    lines
        .flat_map(|(ids, words)| split(ids).map(move |id| Synonyms { of: of(id), words: split(words).collect() }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_words_for_the_same_commands() {
        let of = |lang: Lang| lang.synonyms().iter().map(|s| s.of).collect::<Vec<_>>();
        assert_eq!(of(Lang::En), of(Lang::Ja));
        for lang in Lang::ALL {
            for synonyms in lang.synonyms() {
                assert!(!synonyms.words.is_empty(), "{:?}", synonyms.of);
            }
        }
    }
}
