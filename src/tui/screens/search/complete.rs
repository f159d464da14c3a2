//! What the end of a search may become: the names of the filters, and the values of the one that is being typed.

use crate::capture;
use crate::capture::query::{FILTERS, Filter, OPEN_ACTION, PROMISE, being_typed};
use crate::domain::EntryKind;
use crate::domain::views::PairView;
use crate::i18n::Lang;
use crate::text::{self, Needle};

/// What Tab goes through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completion {
    /// What stands before the part that they take the place of.
    head: String,
    /// As they are put into the text.
    pub candidates: Vec<String>,
    /// The one that stands in the text.
    pub chosen: Option<usize>,
}

impl Completion {
    /// What the end of `text` may become. A part with nothing in it yet may become any filter.
    pub fn of(text: &str, lang: Lang, pairs: &[PairView]) -> Self {
        let (start, filter) = being_typed(text);
        let candidates = match filter {
            None => filter_names(&text[start..], lang),
            Some((filter, value)) => {
                let name = text[start..].split([':', '：']).next().unwrap_or_default();
                values(filter, value, lang, pairs).iter().map(|v| format!("{name}:{}", quoted(v))).collect()
            }
        };
        Self { head: text[..start].to_owned(), candidates, chosen: None }
    }

    /// Where in the text the part begins that the candidates take the place of, in bytes.
    pub fn start(&self) -> usize {
        self.head.len()
    }

    /// Goes `by` steps round the candidates; returns the text up to the end of the one that is reached.
    pub fn turn(&mut self, by: isize) -> Option<String> {
        let len = self.candidates.len();
        let next = match self.chosen {
            _ if len == 0 => return None,
            Some(now) => (now + len).saturating_add_signed(by) % len,
            None if by < 0 => len - 1,
            None => 0,
        };
        self.chosen = Some(next);
        Some(format!("{}{}", self.head, self.candidates[next]))
    }
}

/// The place of a language's own word where the English and the Japanese one lead.
fn own(lang: Lang) -> usize {
    match lang {
        Lang::En => 0,
        Lang::Ja => 1,
    }
}

/// Of the names of one thing the one that goes on from what was typed, that of the reader's language first.
fn going_on(names: &[&'static str], typed: &str, lang: Lang) -> Option<&'static str> {
    let typed = text::fold(typed);
    let first = names.get(own(lang)).copied();
    first.into_iter().chain(names.iter().copied()).find(|name| text::fold(name).starts_with(&typed))
}

fn filter_names(typed: &str, lang: Lang) -> Vec<String> {
    FILTERS.iter().filter_map(|(_, names)| going_on(names, typed, lang)).map(|name| format!("{name}:")).collect()
}

fn values(filter: Filter, typed: &str, lang: Lang, pairs: &[PairView]) -> Vec<String> {
    match filter {
        Filter::Pair => pairs.iter().filter(|view| is_called(view, typed)).map(|view| view.pair.name.clone()).collect(),
        Filter::Kind => {
            let names = EntryKind::ALL.iter().map(|kind| capture::names_of(*kind));
            names.filter_map(|names| going_on(names, typed, lang)).map(str::to_owned).collect()
        }
        Filter::Since | Filter::Until => {
            days(lang).filter(|day| text::fold(day).starts_with(&text::fold(typed))).collect()
        }
        Filter::Has => {
            let names = [OPEN_ACTION, PROMISE].into_iter();
            names.filter_map(|names| going_on(names, typed, lang)).map(str::to_owned).collect()
        }
    }
}

/// Whether a pair goes by what was typed: its name, a part of it, its reading or its short name.
fn is_called(view: &PairView, typed: &str) -> bool {
    let pair = &view.pair;
    let mut names = [Some(&pair.name), pair.alias.as_ref(), pair.reading.as_ref()].into_iter().flatten();
    match Needle::new(typed) {
        Some(needle) => names.any(|name| needle.is_in(name) || text::is_called(name, typed)),
        None => typed.is_empty(),
    }
}

/// The days that are worth a word.
pub fn days(lang: Lang) -> impl Iterator<Item = String> {
    let words = lang.t("search-days").into_owned();
    words.split('|').map(|day| day.trim().to_owned()).collect::<Vec<_>>().into_iter()
}

/// As a value stands behind its colon.
fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::query::parse_search;
    use crate::capture::{Look, parse_date};
    use crate::domain::DateRules;

    fn offered(text: &str, lang: Lang) -> Vec<String> {
        Completion::of(text, lang, &[]).candidates
    }

    #[test]
    fn names_and_values_in_the_readers_language() {
        let cases: [(&str, Lang, &[&str]); 9] = [
            ("ki", Lang::En, &["kind:"]),
            ("目標 種", Lang::Ja, &["種類:"]),
            ("種", Lang::En, &["種類:"]),
            ("kind:le", Lang::En, &["kind:learning"]),
            ("種類：まな", Lang::Ja, &[]),
            ("種類：学", Lang::Ja, &["種類:学び"]),
            ("has:", Lang::En, &["has:open-action", "has:promise"]),
            ("あり:", Lang::Ja, &["あり:未完了", "あり:約束"]),
            ("since:last m", Lang::En, &[]),
        ];
        for (text, lang, candidates) in cases {
            assert_eq!(offered(text, lang), candidates, "{text}");
        }
        assert_eq!(offered("since:\"last m", Lang::En), ["since:\"last month\""]);
        assert_eq!(offered("kind:", Lang::Ja).len(), EntryKind::ALL.len());
        assert_eq!(offered("", Lang::En).len(), FILTERS.len());
    }

    #[test]
    fn tab_goes_round() {
        let mut completion = Completion::of("x kind:d", Lang::En, &[]);
        assert_eq!(completion.candidates, ["kind:decision", "kind:doubt"]);
        let mut turn = |by| completion.turn(by).unwrap();
        assert_eq!(turn(1), "x kind:decision");
        assert_eq!(turn(1), "x kind:doubt");
        assert_eq!(turn(1), "x kind:decision");
        assert_eq!(turn(-1), "x kind:doubt");
        assert_eq!(Completion::default().turn(1), None);
    }

    #[test]
    fn everything_that_is_offered_or_told_is_understood() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let examples = ["pair", "kind", "since", "until", "has", "words", "phrase", "not"];
        for lang in Lang::ALL {
            for day in days(lang) {
                assert!(parse_date(&day, today, Look::Back, DateRules::default()).is_ok(), "{day}");
            }
            for filter in ["kind:", "has:"] {
                for candidate in offered(filter, lang) {
                    assert_eq!(parse_search(&candidate).unknown, None, "{candidate}");
                }
            }
            for example in examples {
                let typed = lang.t(&format!("search-eg-{example}"));
                let found = parse_search(&typed);
                let narrows = found.pair.is_some() || !found.kinds.is_empty() || found.open_action || found.promise;
                let dated = found
                    .since
                    .or(found.until)
                    .map(|day| parse_date(&day, today, Look::Back, DateRules::default()).is_ok());
                assert!(found.unknown.is_none() && dated != Some(false), "{typed}");
                assert!(narrows || dated.is_some() || !found.words.is_empty(), "{typed}");
            }
        }
    }
}
