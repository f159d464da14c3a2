//! The due date that a line carries in its words.
//!
//! In a note a date is due only with its word, so "read pages 3/4" is none: `by fri`, `due 11/28`, `within 2 weeks`,
//! `7/3まで`, `金曜までに`, `1週間以内に`, `今週中に`, `締切は7/3`. Of several phrases the last one counts. Dates look
//! forward from the base; what lies before it ("昨日まで") is not due.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use super::dates::{DateErrorKind, Kind, Look, Token, Word, is_filler, read, resolve, tokenize};

/// A due date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The bytes of the text that say it, its word included.
    pub phrase: Range<usize>,
    /// Never before the base.
    pub date: NaiveDate,
}

/// A date phrase is at most this many tokens long; the longest sensible ones have about half as many.
const LONGEST_PHRASE: usize = 16;

/// The due date in a text, seen from `base`: the date of the note's session.
pub fn find_due(body: &str, base: NaiveDate) -> Option<Due> {
    let tokens = tokenize(body);
    (0..tokens.len()).rev().find_map(|at| match tokens[at].kind {
        Kind::Word(Word::By) => due_after(&tokens, at, at + 1, base),
        Kind::Word(Word::Within) => due_after(&tokens, at, at, base),
        Kind::Word(Word::Until) => due_before(&tokens, at, at, base),
        Kind::Word(Word::WithinAfter) => due_before(&tokens, at + 1, at, base),
        Kind::Word(Word::Throughout) if ends_its_phrase(&tokens, at) => due_before(&tokens, at + 1, at, base),
        _ => None,
    })
}

/// The longest date that begins at `from`, behind its word at `word_at`.
fn due_after(tokens: &[Token], word_at: usize, from: usize, base: NaiveDate) -> Option<Due> {
    if cuts_latin(tokens, word_at) {
        return None;
    }
    let joins = |at: &usize| is_filler(tokens, *at) || tokens[*at].kind == Kind::Sign(':');
    let start = (from..tokens.len()).find(|at| !joins(at))?;
    let window = &tokens[start..tokens.len().min(start + LONGEST_PHRASE)];
    let (found, _) = read(window);
    for length in (1..=found.len()).rev() {
        let (parts, rest) = found.split_at(length);
        let last = parts.last()?;
        // One run of words may say several parts; they stand or fall together.
        let splits_run = rest.first().is_some_and(|next| next.next == last.next);
        if splits_run || !parts.iter().any(|found| found.part.is_date()) || runs_on(tokens, start + last.next) {
            continue;
        }
        if let Ok(moment) = resolve(parts, base.and_time(NaiveTime::MIN), Look::Forward) {
            let phrase = tokens[word_at].span.start..last.span.end;
            return (moment.date >= base).then_some(Due { phrase, date: moment.date });
        }
    }
    None
}

/// The longest date that ends before the token `end`; the word that makes it due is at `word_at`.
fn due_before(tokens: &[Token], end: usize, word_at: usize, base: NaiveDate) -> Option<Due> {
    for start in end.saturating_sub(LONGEST_PHRASE)..end {
        if is_filler(tokens, start) || cuts_latin(tokens, start) {
            continue;
        }
        let (found, misread) = read(&tokens[start..end]);
        if misread.is_none() && !found.iter().any(|found| found.part.is_date()) {
            continue;
        }
        let moment = match misread {
            Some(misread) => Err(misread),
            None => resolve(&found, base.and_time(NaiveTime::MIN), Look::Forward),
        };
        match moment {
            Ok(moment) => {
                let next = tokens.get(word_at + 1);
                let particle = next.filter(|next| next.glued && next.kind == Kind::Word(Word::Filler));
                let phrase_end = particle.unwrap_or(&tokens[word_at]).span.end;
                let phrase = tokens[start].span.start..phrase_end;
                return (moment.date >= base).then_some(Due { phrase, date: moment.date });
            }
            // 2月30日まで is not 30日まで.
            Err(misread) if misread.kind == DateErrorKind::NoSuchDate => return None,
            Err(_) => {}
        }
    }
    None
}

/// Whether a phrase that begins at `at` would begin in the middle of Latin letters or figures.
fn cuts_latin(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at].glued && tokens[at].latin && tokens[at - 1].latin
}

/// Whether what stands at `at` belongs to the figures or letters before it: "by 3/4/5/6", "by 3/4x".
fn runs_on(tokens: &[Token], at: usize) -> bool {
    let is_figure = |at: usize| matches!(tokens.get(at), Some(Token { kind: Kind::Number { .. }, glued: true, .. }));
    match tokens.get(at) {
        Some(next) if next.glued => (next.kind == Kind::Sign('/') && is_figure(at + 1)) || cuts_latin(tokens, at),
        _ => false,
    }
}

/// 中 is the word of a due date in 今週中に, but not in 来月中旬.
fn ends_its_phrase(tokens: &[Token], at: usize) -> bool {
    match tokens.get(at + 1) {
        Some(next) => {
            !next.glued || matches!(next.kind, Kind::Word(Word::Filler) | Kind::Sign('で' | '。' | ',' | '.'))
        }
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A Saturday.
    fn base() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")
    }

    #[test]
    fn due_dates_are_found_by_their_word() {
        let cases = [
            ("draft the note by fri", "by fri", "2026-11-27"),
            ("draft the note by Friday, then rest", "by Friday", "2026-11-27"),
            ("send it by 11/28.", "by 11/28", "2026-11-28"),
            ("by 11/20 at last", "by 11/20", "2027-11-20"),
            ("by next tuesday: the list", "by next tuesday", "2026-11-24"),
            ("report by end of month", "by end of month", "2026-11-30"),
            ("report by the end of next month!", "by the end of next month", "2026-12-31"),
            ("done by tomorrow 3pm please", "by tomorrow 3pm", "2026-11-22"),
            ("by 3 people by mon", "by mon", "2026-11-23"),
            ("by fri 3 pages", "by fri", "2026-11-27"),
            ("by fri/sat", "by fri", "2026-11-27"),
            ("by fri, no: by tue", "by tue", "2026-11-24"),
            ("due: 28 nov", "due: 28 nov", "2026-11-28"),
            ("by the 28th", "by the 28th", "2026-11-28"),
            ("answer within 2 weeks", "within 2 weeks", "2026-12-05"),
            ("手引きの下書き 7/3まで", "7/3まで", "2027-07-03"),
            ("金曜までに下書き", "金曜までに", "2026-11-27"),
            ("月末まで", "月末まで", "2026-11-30"),
            ("資料は来週の火曜までに送る", "来週の火曜までに", "2026-11-24"),
            ("下書きを来週の火曜15時までに", "来週の火曜15時までに", "2026-11-24"),
            ("１１月２８日（土）までに送る", "１１月２８日（土）までに", "2026-11-28"),
            ("２８日まで", "２８日まで", "2026-11-28"),
            ("一週間以内に返事", "一週間以内に", "2026-11-28"),
            ("今週中に連絡", "今週中に", "2026-11-22"),
            ("今日中に", "今日中に", "2026-11-21"),
            ("年内に会う", "年内に", "2026-12-31"),
            ("締切は12/1", "締切は12/1", "2026-12-01"),
            ("明日までに一章、金曜までに二章", "金曜までに", "2026-11-27"),
            ("7/1〜7/3まで", "7/3まで", "2027-07-03"),
            ("今日までの予定", "今日までの", "2026-11-21"),
        ];
        for (text, phrase, date) in cases {
            let due = find_due(text, base()).unwrap_or_else(|| panic!("nothing due in {text}"));
            assert_eq!((&text[due.phrase.clone()], due.date.to_string().as_str()), (phrase, date), "{text}");
        }
    }

    #[test]
    fn without_its_word_a_date_is_not_due() {
        let texts = [
            "read pages 3/4",
            "met on friday",
            "by the way",
            "by 3/4/5/6",
            "by 3/4x",
            "stand by me",
            "goodby fri",
            "by 2/30",
            "by yesterday",
            "by 15:00",
            "金曜に会う",
            "昨日まで休み",
            "先週の金曜まで忙しかった",
            "今までの話",
            "最後まで読む",
            "15時まで",
            "2週間前まで",
            "来月中旬の会",
            "2月30日まで",
            "11/28(金)まで",
            "令和0年12月1日まで",
            "",
        ];
        for text in texts {
            assert_eq!(find_due(text, base()), None, "{text}");
        }
    }

    #[test]
    fn long_lines_are_read_quickly() {
        let text = "明日 by 金曜 まで ".repeat(5_000);
        assert!(find_due(&text, base()).is_some());
        assert_eq!(find_due(&"by 先週まで 1 ".repeat(5_000), base()), None);
    }

    proptest! {
        #[test]
        fn phrases_lie_in_their_text(text in "(by |まで|中に|within |締切|11/28|金曜|来月|末|\\PC){0,12}") {
            if let Some(due) = find_due(&text, base()) {
                prop_assert!(text.get(due.phrase.clone()).is_some_and(|phrase| !phrase.is_empty()));
                prop_assert!(due.date >= base());
            }
        }
    }
}
