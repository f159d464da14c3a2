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
    "次の会議",
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
const ENGLISH_WHOLE: &[&str] =
    &["when we next meet", "when we meet next", "the time we next meet", "we meet next", "we next meet"];

/// Whether a phrase that made a line due means the pair's next session.
pub fn is_next_time(phrase: &str) -> bool {
    let tokens = super::tokenize(phrase);
    (0..tokens.len()).any(|at| find(phrase, &tokens, at).is_some())
}

/// Whether these words alone, where a due date is asked for, mean the pair's next session: 次回, "next time", "by our next
/// call".
pub fn means_next_time(words: &str) -> bool {
    let words = words.trim();
    let is_all = |phrase: String| {
        let tokens = super::tokenize(&phrase);
        (0..tokens.len()).any(|at| find(&phrase, &tokens, at) == Some(0..phrase.len()))
    };
    [words.to_owned(), format!("by {words}"), format!("{words}まで")].into_iter().any(is_all)
}

/// The bytes of such a phrase whose word, "by" or まで, is the token at `at`.
pub(super) fn find(text: &str, tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Word(Word::Until) => behind(text, token),
        Kind::Word(Word::By | Word::Before) if token.latin => ahead(text, token),
        _ => None,
    }
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

fn ahead(text: &str, by: &Token) -> Option<Range<usize>> {
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
    let length = whole.chain(named).filter(|length| ends(*length)).max()?;
    (blank > 0).then(|| by.span.start..by.span.end + blank + length)
}
