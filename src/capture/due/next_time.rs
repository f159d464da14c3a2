//! 次回まで, "by next time": due at the pair's next session.

use std::ops::Range;

use super::{Kind, Token, Word};

/// What 次回 is called: each with まで behind it.
const JAPANESE: &[&str] = &[
    "次回",
    "次の回",
    "次の面談",
    "次回の面談",
    "次回面談",
    "次の1on1",
    "次回の1on1",
    "次回1on1",
    "次の１on１",
    "次のミーティング",
    "次回のミーティング",
    "次回ミーティング",
    "次のセッション",
    "次回のセッション",
    "次回セッション",
    "次の会",
    "次の打ち合わせ",
    "次回の打ち合わせ",
    "次回打ち合わせ",
    "次の打合せ",
    "次に会う",
    "次に会うとき",
    "次に会う時",
    "次回会うとき",
    "次回会う時",
    "次会う",
    "次回会う",
    "次の面会",
    "次のメンタリング",
    "次回のメンタリング",
    "今度の面談",
    "今度会う",
    "今度",
    "つぎ",
    "次",
    "次のとき",
    "次の時",
];

/// What comes next, and what the session is called.
const NEXT: &[&str] = &["next", "our next", "the next", "my next", "your next"];
/// Words that make of "our next meeting" another one, or a point to count from.
const QUALIFIERS: &[&str] = &["with", "of", "but", "after", "before", "for", "between", "on", "in", "about"];
/// Units and days before "before our next meeting".
const COUNTED: &[&str] = &[
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "weekend",
    "night",
    "evening",
    "morning",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];
const SESSION: &[&str] = &[
    "time",
    "meeting",
    "session",
    "call",
    "chat",
    "talk",
    "catch-up",
    "catch up",
    "catchup",
    "one-on-one",
    "one on one",
    "one-to-one",
    "one to one",
    "1-to-1",
    "1 on 1",
    "1-on-1",
    "one",
    "time we meet again",
    "1:1",
    "1-1",
    "1on1",
    "time we meet",
    "time we talk",
    "time we speak",
    "mentoring session",
    "mentoring meeting",
    "sync",
    "check-in",
];
const ENGLISH_WHOLE: &[&str] = &[
    "when we next meet",
    "when we meet next",
    "the time we next meet",
    "the time we meet again",
    "the time we meet next",
    "we meet next",
    "we next meet",
    "we meet again",
    "we meet",
    "we talk again",
    "we speak again",
];

/// What a word for a due date says about the next session.
pub(super) enum Next {
    /// The bytes of a phrase that means it.
    Time(Range<usize>),
    /// Something else that comes next, or a day that counts from the session: "the next meeting with the board".
    Other,
}

/// Whether a phrase that made a line due means the pair's next session.
pub fn is_next_time(phrase: &str) -> bool {
    let tokens = super::tokenize(phrase);
    (0..tokens.len()).any(|at| matches!(find(phrase, &tokens, at), Some(Next::Time(_))))
}

/// Whether these words alone, where a due date is asked for, mean the pair's next session: 次回, "next time", "by our next
/// call".
pub fn means_next_time(words: &str) -> bool {
    let words = words.trim();
    let is_all = |phrase: String| {
        let tokens = super::tokenize(&phrase);
        (0..tokens.len())
            .any(|at| matches!(find(&phrase, &tokens, at), Some(Next::Time(span)) if span == (0..phrase.len())))
    };
    [words.to_owned(), format!("by {words}"), format!("{words}まで")].into_iter().any(is_all)
}

/// What the token at `at` makes of the words beside it, if it is "by", "before", まで or 前.
pub(super) fn find(text: &str, tokens: &[Token], at: usize) -> Option<Next> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Word(Word::Until) => behind(text, token).map(Next::Time),
        Kind::Word(Word::Ago) => before_it(text, token).map(Next::Time),
        Kind::Word(Word::By | Word::Before) if token.latin => ahead(text, token),
        _ => None,
    }
}

/// 次回前に, 次の面談の前に, 会う前に.
fn before_it(text: &str, word: &Token) -> Option<Range<usize>> {
    let before = text.get(..word.span.start)?;
    let rest = text.get(word.span.end..)?;
    let before = before.strip_suffix('の').unwrap_or(before);
    let meets = |name: &&&str| name.contains("回") || name.contains("面談") || name.contains("会う");
    let known = JAPANESE.iter().filter(meets).filter(|name| before.ends_with(**name)).map(|name| name.len()).max();
    let alone = before.strip_suffix("会う").filter(|before| {
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "。、．，！？「」（）".contains(c))
    });
    let start = before.len() - known.or(alone.map(|_| "会う".len()))?;
    let stands_alone =
        before[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || "はがをへもで".contains(c));
    let end = if rest.starts_with('に') { word.span.end + 'に'.len_utf8() } else { word.span.end };
    (stands_alone && (rest.is_empty() || rest.starts_with(['に', '、', '。']))).then_some(start..end)
}

fn behind(text: &str, until: &Token) -> Option<Range<usize>> {
    let before = text.get(..until.span.start)?.trim_end();
    let name = JAPANESE.iter().filter(|name| before.ends_with(*name)).max_by_key(|name| name.len())?;
    let start = before.len() - name.len();
    let stands_alone =
        before[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || "はがをにへともで".contains(c));
    let end = match text.get(until.span.end..) {
        Some(rest) if rest.starts_with(['に', 'の']) => until.span.end + 'に'.len_utf8(),
        _ => until.span.end,
    };
    stands_alone.then_some(start..end)
}

fn ahead(text: &str, by: &Token) -> Option<Next> {
    let is_glued = text.get(..by.span.start)?.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    let rest = text.get(by.span.end..)?;
    let lower = rest.to_lowercase();
    if is_glued || lower.len() != rest.len() {
        return None;
    }
    let blank = lower.len() - lower.trim_start().len();
    let words = lower.trim_start();
    let ends = |length: usize| {
        words.get(length..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    let whole = ENGLISH_WHOLE.iter().filter(|p| words.starts_with(**p)).map(|p| p.len());
    let named =
        NEXT.iter().filter_map(|next| words.strip_prefix(next)?.strip_prefix(' ').map(|rest| (next.len() + 1, rest)));
    let named = named.flat_map(|(length, rest)| {
        SESSION.iter().filter(move |session| rest.starts_with(**session)).map(move |session| length + session.len())
    });
    let length = whole.chain(named).filter(|length| ends(*length)).max();
    let Some(length) = length.filter(|_| blank > 0) else {
        // "by our next coffee", "by the next steering committee": somebody means a day that nobody can know here.
        let is_by = text.get(by.span.clone()).is_some_and(|typed| typed.eq_ignore_ascii_case("by"));
        let names_next = words.starts_with("our next ") || (is_by && words.starts_with("the next "));
        let is_counted = words.split_whitespace().nth(2).is_some_and(is_of_time);
        return (blank > 0 && names_next && !is_counted).then_some(Next::Other);
    };
    let following = words[length..].trim_start_matches(' ');
    let next = following.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_time_of_somebody = words[..length].ends_with("time")
        && (words.starts_with("the next") || ["he", "she", "they", "someone", "somebody"].contains(&next))
        && following.starts_with(char::is_alphabetic)
        && !["we", "please", "and", "or", "if", "so"].contains(&next);
    let is_we_meet = words[..length].ends_with("we meet") && following.starts_with(char::is_alphabetic);
    let last = text[..by.span.start].split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
    let is_counted = last.is_some_and(|word| COUNTED.contains(&word.to_lowercase().as_str()));
    if QUALIFIERS.contains(&next) || is_time_of_somebody || is_we_meet || is_counted {
        return Some(Next::Other);
    }
    Some(Next::Time(by.span.start..by.span.end + blank + length))
}

/// "by the next working day", "by the next few days": these are days that can be read, or refused, as such.
fn is_of_time(word: &str) -> bool {
    super::tokenize(word).first().is_some_and(|token| {
        matches!(
            token.kind,
            Kind::Word(Word::Unit(_) | Word::Weekday(_) | Word::Weekend | Word::MonthName(_) | Word::Fortnight)
                | Kind::Number { .. }
        )
    }) || word.starts_with("working")
        || word.starts_with("business")
        || word.starts_with("fiscal")
        || word.starts_with("financial")
}
