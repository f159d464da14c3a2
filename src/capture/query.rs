//! The language of a search: words, `"a phrase"`, `-not`, and filters such as `pair:naoko` or `since:金曜`, in both
//! languages. Pure: names and dates are resolved by who knows the journal and the calendar.

use crate::domain::EntryKind;
use crate::text::{Needle, fold, narrow_key};

use super::line::{kind_named, names_of};

/// What a filter narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    Pair,
    Kind,
    Since,
    Until,
    Has,
}

/// The names of the filters; the first English and the first Japanese one are shown.
pub const FILTERS: &[(Filter, &[&str])] = &[
    (Filter::Pair, &["pair", "ペア", "相手", "with"]),
    (Filter::Kind, &["kind", "種類"]),
    (Filter::Since, &["since", "から", "以降", "from"]),
    (Filter::Until, &["until", "まで", "以前", "to"]),
    (Filter::Has, &["has", "あり"]),
];

/// What `has:` can ask for: sessions with a promise that is still open, in the words of the screens.
pub const OPEN_ACTION: &[&str] =
    &["open-action", "未完了", "open promise", "open promises", "open-promise", "open", "open actions", "未完了の約束"];

/// What else it can ask for: sessions with any promise, whatever became of it.
pub const PROMISE: &[&str] = &["promise", "約束", "promises", "action", "actions"];

/// Names that other programs have for what a filter does here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("person", "pair"),
    ("partner", "pair"),
    ("name", "pair"),
    ("mentee", "pair"),
    ("mentor", "pair"),
    ("人", "ペア"),
    ("名前", "ペア"),
    ("type", "kind"),
    ("tag", "kind"),
    ("is", "kind"),
    ("分類", "種類"),
    ("タグ", "種類"),
    ("after", "since"),
    ("date", "since"),
    ("日付", "から"),
    ("before", "until"),
];

/// What joins words elsewhere. Here all words are looked for anyway, `-word` leaves one out, and there is no OR.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];

/// So many words are looked for, and so many letters of each: what is pasted by accident costs no more than that.
pub const MOST_WORDS: usize = 20;
pub const LONGEST_WORD: usize = 100;

/// A search as it was typed, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypedSearch {
    pub words: Vec<Needle>,
    pub without: Vec<Needle>,
    pub pair: Option<String>,
    pub kinds: Vec<EntryKind>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub open_action: bool,
    pub promise: bool,
    /// What stands before a colon like the name of a filter, and is none. It is looked for with what stands behind it.
    pub no_filter: Option<String>,
    /// A filter with nothing behind its colon, as it was typed.
    pub without_value: Option<String>,
    /// A filter whose value means nothing: its name and the value as they were typed.
    pub unknown: Option<(String, String)>,
    /// More was typed than is looked for, see [`MOST_WORDS`] and [`LONGEST_WORD`].
    pub shortened: bool,
    /// AND, OR or NOT was typed, which says nothing here: whoever did is told how it is done.
    pub operators: bool,
}

/// What a filter accepts, in English and in Japanese. Empty where that is no list: a name, a day.
pub fn accepted(filter: &str) -> [Vec<&'static str>; 2] {
    [0, 1].map(|language| {
        let own = |names: &[&'static str]| names.get(language).copied();
        match named(filter) {
            Some(Filter::Kind) => EntryKind::ALL.iter().filter_map(|kind| own(names_of(*kind))).collect(),
            Some(Filter::Has) => [OPEN_ACTION, PROMISE].into_iter().filter_map(own).collect(),
            Some(Filter::Pair | Filter::Since | Filter::Until) | None => Vec::new(),
        }
    })
}

/// Reads a search. Whatever is no filter is looked for as it stands; nothing is refused here.
pub fn parse_search(text: &str) -> TypedSearch {
    let mut search = TypedSearch::default();
    let mut negated = false;
    for part in parts(text) {
        match part {
            Part::Word { text, not: false, quoted: false } if is_operator(&text).is_some() => {
                search.operators = true;
                negated = is_operator(&text) == Some("NOT");
                continue;
            }
            Part::Word { text, not, quoted } => {
                if search.no_filter.is_none() && !not && !quoted {
                    search.no_filter = no_filter(&text).map(str::to_owned);
                }
                search.word(&text, not || negated);
            }
            Part::Filter { filter, name, value } => search.filter(filter, name, value),
        }
        negated = false;
    }
    search
}

/// The letters before a colon in a word, unless it is an address.
fn no_filter(word: &str) -> Option<&str> {
    const LONGEST: usize = 12;
    let (name, value) = word.split_once([':', '：'])?;
    let is_name = (2..=LONGEST).contains(&name.chars().count()) || !name.is_ascii();
    (is_name && !name.is_empty() && name.chars().all(char::is_alphabetic) && !value.starts_with('/')).then_some(name)
}

/// The filter that was meant by a name that is none.
pub fn meant_filter(name: &str) -> Option<&'static str> {
    let name = fold(name);
    if let Some((_, meant)) = ELSEWHERE.iter().find(|(other, _)| fold(other) == name) {
        return Some(meant);
    }
    let all = || FILTERS.iter().flat_map(|(_, names)| names.iter().copied());
    let slipped = |known: &&str| strsim::damerau_levenshtein(&fold(known), &name) == 1;
    let begins =
        |known: &&str| name.chars().count() >= 2 && (fold(known).starts_with(&name) || name.starts_with(&fold(known)));
    let long = |known: &&str| known.chars().count() > 2 || !known.is_ascii();
    all().filter(long).find(slipped).or_else(|| all().filter(long).find(begins))
}

fn is_operator(word: &str) -> Option<&'static str> {
    let narrow: String = word.chars().map(narrow_key).collect();
    OPERATORS.into_iter().find(|operator| *operator == narrow)
}

/// The first letters of a text.
fn first_letters(text: &str) -> &str {
    text.char_indices().nth(LONGEST_WORD).map_or(text, |(end, _)| &text[..end])
}

impl TypedSearch {
    fn word(&mut self, text: &str, not: bool) {
        let is_full = self.words.len() + self.without.len() >= MOST_WORDS;
        let part = first_letters(text);
        let target = if not { &mut self.without } else { &mut self.words };
        let Some(needle) = Needle::new(part).filter(|needle| !target.contains(needle)) else { return };
        self.shortened |= is_full || part.len() < text.len();
        if !is_full {
            target.push(needle);
        }
    }

    fn filter(&mut self, filter: Filter, name: String, value: String) {
        if value.trim().is_empty() {
            self.without_value.get_or_insert(name);
            return;
        }
        let part = first_letters(&value);
        self.shortened |= part.len() < value.len();
        let value = part.to_owned();
        match filter {
            Filter::Pair => self.pair = Some(value),
            Filter::Since => self.since = Some(value),
            Filter::Until => self.until = Some(value),
            Filter::Kind => match kind_named(&value) {
                Some(kind) => self.kinds.push(kind),
                None => self.unknown = Some((name, value)),
            },
            Filter::Has if OPEN_ACTION.iter().any(|known| fold(known) == fold(&value)) => self.open_action = true,
            Filter::Has if PROMISE.iter().any(|known| fold(known) == fold(&value)) => self.promise = true,
            Filter::Has => self.unknown = Some((name, value)),
        }
    }
}

enum Part {
    Word { text: String, not: bool, quoted: bool },
    Filter { filter: Filter, name: String, value: String },
}

/// What begins a phrase.
fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '＂' | '「' | '『' | '｢')
}

/// A single quotation mark, which is an apostrophe within a word.
fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '＇' | '‹' | '›')
}

/// Whether a phrase begins with the first letter of a text: one in single quotes only if it ends somewhere, as in
/// `'the plan'`, but not in `'tis`.
fn opens_phrase(text: &str) -> bool {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return false };
    let rest = letters.as_str();
    let ends_later =
        || rest.char_indices().skip(1).any(|(at, c)| is_single(c) && closes_single(&rest[..at], &rest[at..]));
    opens(first) || is_single(first) && ends_later()
}

/// Whether a single quotation mark between these texts ends something, and is no apostrophe.
fn closes_single(before: &str, from: &str) -> bool {
    let is_in_a_word = |c: char| c.is_alphanumeric() && !is_japanese(c);
    let (last, next) = (before.chars().next_back(), from.chars().nth(1));
    let is_apostrophe = last.is_some_and(is_in_a_word) && next.is_some_and(is_in_a_word);
    !is_apostrophe && !last.is_some_and(char::is_whitespace)
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a phrase that began with `open` ends at the first letter of `from`.
fn closes(open: char, before: &str, from: &str) -> bool {
    let Some(c) = from.chars().next() else { return false };
    match open {
        open if is_single(open) => is_single(c) && closes_single(before, from),
        '「' | '｢' => matches!(c, '」' | '｣'),
        '『' => c == '』',
        _ => matches!(c, '"' | '“' | '”' | '»' | '＂'),
    }
}

/// The parts of a search: blanks separate them, except inside quotes.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let Some(first) = text[at..].chars().next() else { return parts };
        let not = narrow_key(first) == '-' && first != 'ー';
        if not {
            at += first.len_utf8();
        }
        let (mut word, mut filter) = (String::new(), None);
        let mut quote: Option<char> = None;
        while let Some(c) = text[at..].chars().next().filter(|c| quote.is_some() || !c.is_whitespace()) {
            let (before, from) = text.split_at(at);
            at += c.len_utf8();
            if quote.is_some_and(|open| closes(open, before, from)) {
                break;
            } else if quote.is_none() && word.is_empty() && opens_phrase(from) {
                quote = Some(c);
            } else if matches!(c, ':' | '：') && filter.is_none() && quote.is_none() && !not {
                match named(&word) {
                    Some(found) => filter = Some((found, std::mem::take(&mut word))),
                    None => word.push(c),
                }
            } else {
                word.push(c);
            }
        }
        parts.push(match filter {
            Some((filter, name)) => Part::Filter { filter, name, value: word },
            None => Part::Word { text: word, not, quoted: quote.is_some() },
        });
    }
}

fn named(name: &str) -> Option<Filter> {
    let folded = fold(name);
    FILTERS.iter().find(|(_, names)| names.iter().any(|n| fold(n) == folded)).map(|(filter, _)| *filter)
}

/// The part of a search that is being typed at its end: where it begins, and the filter it belongs to with the value so
/// far, without its quote. `None` for the filter: a word, which may become a filter's name.
pub fn being_typed(text: &str) -> (usize, Option<(Filter, &str)>) {
    let start = start_of_last(text);
    let part = &text[start..];
    let filter = part.find([':', '：']).and_then(|at| {
        let colon = part[at..].chars().next().map_or(1, char::len_utf8);
        Some((named(&part[..at])?, part[at + colon..].trim_start_matches(opens)))
    });
    (start, filter)
}

/// Where the last part of a search begins: after a blank that stands in no quotes, or after quotes that ended.
fn start_of_last(text: &str) -> usize {
    let (mut start, mut may_open) = (0, true);
    let mut quote: Option<char> = None;
    for (at, c) in text.char_indices() {
        let (before, from) = text.split_at(at);
        if quote.map_or(c.is_whitespace(), |open| closes(open, before, from)) {
            (start, quote, may_open) = (at + c.len_utf8(), None, true);
        } else if quote.is_none() {
            quote = Some(c).filter(|_| may_open && opens_phrase(from));
            may_open = matches!(c, ':' | '：') || (may_open && narrow_key(c) == '-');
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(texts: &[&str]) -> Vec<Needle> {
        texts.iter().filter_map(|t| Needle::new(t)).collect()
    }

    #[test]
    fn words_phrases_and_what_is_left_out() {
        let cases: [(&str, &[&str], &[&str]); 21] = [
            ("「進め方 相談」と 『二つ の語』", &["進め方 相談", "と", "二つ の語"], &[]),
            ("-「予算 案」 計画", &["計画"], &["予算 案"]),
            ("„zwei Wörter“ «deux mots»", &["zwei Wörter", "deux mots"], &[]),
            ("彼は「はい」と", &["彼は「はい」と"], &[]),
            ("plan AND budget OR ＡＮＤ", &["plan", "budget"], &[]),
            ("plan NOT budget and \"NOT\"", &["plan", "and", "NOT"], &["budget"]),
            ("目標 meeting", &["目標", "meeting"], &[]),
            ("“two words” three", &["two words", "three"], &[]),
            ("\"two words\"three", &["two words", "three"], &[]),
            ("a -b －c", &["a"], &["b", "c"]),
            ("-\"not this\" that", &["that"], &["not this"]),
            ("ーつ", &["ーつ"], &[]),
            ("　目標　計画 ", &["目標", "計画"], &[]),
            ("'plan without' ‘first plan’ ’second one’", &["plan without", "first plan", "second one"], &[]),
            ("'don't explain' O'Connor's", &["don't explain", "O'Connor's"], &[]),
            ("plan -'the budget' 'plan'", &["plan"], &["the budget"]),
            ("'tis the ‘round kids", &["'tis", "the", "‘round", "kids"], &[]),
            ("don't isn't", &["don't", "isn't"], &[]),
            ("＇予算 案＇と", &["予算 案", "と"], &[]),
            ("'' x", &["x"], &[]),
            ("http://x half\"way \"open end", &["http://x", "half\"way", "open end"], &[]),
        ];
        for (text, words, without) in cases {
            let search = parse_search(text);
            assert_eq!((search.words, search.without), (needles(words), needles(without)), "{text}");
        }
    }

    #[test]
    fn what_is_looked_for_is_bounded_and_that_is_known() {
        let many: String = (0..100).map(|n| format!("w{n} ")).collect();
        let found = parse_search(&many);
        assert_eq!((found.words.len(), found.shortened), (MOST_WORDS, true));
        let found = parse_search(&format!("{many} -{many}"));
        assert_eq!((found.words.len() + found.without.len(), found.shortened), (MOST_WORDS, true));
        let found = parse_search(&"目".repeat(LONGEST_WORD + 1));
        assert_eq!((found.words[0].folded().chars().count(), found.shortened), (LONGEST_WORD, true));
        assert!(parse_search(&format!("pair:{}", "x".repeat(15_000))).shortened);
        assert!(!parse_search(&"目".repeat(LONGEST_WORD)).shortened);
        // The same word many times is one word.
        let same = parse_search(&"the same ".repeat(1_000));
        assert_eq!((same.words.len(), same.shortened), (2, false));
    }

    #[test]
    fn filters_in_both_languages() {
        let search =
            parse_search("pair:\"Sato Naoko\" 種類：学び kind:decision since:\"last fri\" まで:明日 has:open-action x");
        assert_eq!(search.pair.as_deref(), Some("Sato Naoko"));
        assert_eq!(search.kinds, [EntryKind::Learning, EntryKind::Decision]);
        assert_eq!((search.since.as_deref(), search.until.as_deref()), (Some("last fri"), Some("明日")));
        assert!(search.open_action && search.unknown.is_none());
        assert_eq!(search.words, needles(&["x"]));
        assert!(parse_search("あり:未完了 a").open_action);
        for words in ["has:promise", "あり：約束", "has:actions"] {
            let found = parse_search(words);
            assert!(found.promise && !found.open_action && found.unknown.is_none(), "{words}");
        }
        for (words, name, meant) in [
            ("form:x", Some("form"), Some("from")),
            ("by:me", Some("by"), None),
            ("pairs:naoko", Some("pairs"), Some("pair")),
            ("type:learning", Some("type"), Some("kind")),
            ("before:2026", Some("before"), Some("until")),
            ("種別：学び", Some("種別"), Some("種類")),
            ("名前：佐藤", Some("名前"), Some("ペア")),
            ("http://x 10:30 \"by:me\" -by:me", None, None),
        ] {
            let found = parse_search(words);
            assert_eq!(found.no_filter.as_deref(), name, "{words}");
            assert_eq!(name.and_then(meant_filter), meant, "{words}");
        }
        for words in ["has:\"open promises\"", "has:open", "あり:「未完了の約束」", "HAS:Open-Promise"] {
            assert!(parse_search(words).open_action, "{words}");
        }
        assert!(parse_search("a OR b").operators && parse_search("ａ　ＮＯＴ　ｂ").operators);
        assert!(!parse_search("a or b \"OR\" -OR ORB").operators);
        assert_eq!(parse_search("kind:what").unknown, Some(("kind".into(), "what".into())));
        assert_eq!(parse_search("pair:'Sato Naoko' x").pair.as_deref(), Some("Sato Naoko"));
        for (words, name) in [
            ("kind:", Some("kind")),
            ("pair: 売上", Some("pair")),
            ("x ペア：　売上 kind:", Some("ペア")),
            ("since:\"\" x", Some("since")),
            ("has:\" \"", Some("has")),
            ("pair:ken x:", None),
        ] {
            assert_eq!(parse_search(words).without_value.as_deref(), name, "{words}");
        }
        assert_eq!(accepted("has")[0], ["open-action", "promise"]);
        assert_eq!(accepted("あり")[1], ["未完了", "約束"]);
        assert_eq!(accepted("kind")[0].len(), EntryKind::ALL.len());
        assert!(accepted("pair").iter().all(Vec::is_empty));
    }

    #[test]
    fn the_end_that_is_being_typed() {
        assert_eq!(being_typed("目標 kind:le"), (7, Some((Filter::Kind, "le"))));
        assert_eq!(being_typed("目標 ki"), (7, None));
        assert_eq!(being_typed("ペア：な"), (0, Some((Filter::Pair, "な"))));
        assert_eq!(being_typed(""), (0, None));
        assert_eq!(being_typed("a pair:\"Sato N"), (2, Some((Filter::Pair, "Sato N"))));
        assert_eq!(being_typed("pair:\"Sato Naoko\" "), (18, None));
        assert_eq!(being_typed("half\"way ki"), (9, None));
        assert_eq!(being_typed("-\"not this"), (0, None));
        assert_eq!(being_typed("'the plan' ki"), (11, None));
        assert_eq!(being_typed("don't ki"), (6, None));
        assert_eq!(being_typed("pair:'Sato Naoko' ki"), (18, None));
    }
}
