//! Whether a line tells a habit: 隔週で金曜までに, "every week by friday". A habit comes again and again, so it is due on no
//! single day. A due date that is said first stays one: 金曜までに毎日試す, "by friday practise every day".

use std::ops::Range;

use super::otherwise::has_clause_of;
use super::{Kind, Line, Unit, Word};

/// Japanese words for what is done again and again, wherever they stand before the date.
const AGAIN: &[&str] = &["定期的に", "たびに", "の度に", "都度", "いつも"];
/// What follows a day or a length that comes again: 金曜ごとに, 3日おきに.
const EACH: &[&str] = &["ごと", "毎に", "おき"];
/// English words that say how often, as adverbs: "practise daily by friday", not "the weekly report by friday".
const HOW_OFTEN: &[&str] =
    &["daily", "nightly", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annually", "regularly"];
/// What comes again behind "every", "each" and "once a".
const TIMES: &[&str] = &[
    "day",
    "days",
    "weekday",
    "weekend",
    "week",
    "weeks",
    "fortnight",
    "month",
    "months",
    "quarter",
    "quarters",
    "year",
    "years",
    "morning",
    "afternoon",
    "evening",
    "night",
    "time",
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
const PLURALS: &[&str] = &[
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "weekdays",
    "weekends",
    "mornings",
    "evenings",
];

impl Line<'_> {
    /// Whether the line does again and again what it says to do by then.
    pub(super) fn is_of_habit(&self, phrase: &Range<usize>) -> bool {
        let Some(first) = self.tokens().iter().position(|token| token.span.start >= phrase.start) else { return false };
        self.has_japanese_habit(first)
            || has_english_habit(sentence_before(self.nearby(first)))
            || follows_english_habit(self.text.get(phrase.end..).unwrap_or_default())
    }

    /// Whether a Japanese word for what comes again stands in the sentence before the token at `first`.
    fn has_japanese_habit(&self, first: usize) -> bool {
        let sentence = sentence_before(self.nearby(first));
        let begins = self.before(first).len() - sentence.len();
        let behind_again = AGAIN.iter().filter_map(|word| sentence.split_once(word).map(|(_, behind)| behind));
        if behind_again.into_iter().any(|behind| !has_verb_of_noun(behind)) {
            return true;
        }
        let starts = (0..first).rev().take_while(|at| self.tokens()[*at].span.start >= begins);
        starts.filter_map(|at| self.behind_habit(at)).any(|behind| behind <= first && self.holds_for(behind, first))
    }

    /// The index behind a word for what comes again, if one begins at `at`.
    fn behind_habit(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(self.tokens()[at].span.end..).unwrap_or_default();
        let typed = self.typed(at);
        match self.word(at) {
            Some(Word::Opaque) if typed.starts_with('毎') || typed.starts_with('隔') => Some(at + 1),
            Some(Word::Opaque)
                if typed == "各" && matches!(self.word(at + 1), Some(Word::Unit(_) | Word::MonthMark)) =>
            {
                Some(at + 2)
            }
            Some(Word::Opaque) if typed.ends_with('次') && rest.starts_with(['で', 'に']) => Some(at + 1),
            Some(word) if word != Word::Filler && !self.tokens()[at].latin && self.each_behind(at).is_some() => {
                self.each_behind(at)
            }
            Some(Word::Unit(Unit::Week | Unit::Month | Unit::Day | Unit::Year | Unit::Quarter) | Word::AnyHalf) => {
                self.behind_count(at)
            }
            // 月1回 is once a month, 6月1回 is once in June.
            Some(Word::MonthMark | Word::YearMark) if self.counted_by(at).is_none() => self.behind_count(at),
            Some(Word::DayMark) => self.behind_count(at),
            _ => None,
        }
    }

    /// The index behind the ごとに of 金曜ごとに and the おきに of 3日おきに.
    fn each_behind(&self, at: usize) -> Option<usize> {
        let end = self.tokens()[at].span.end;
        let rest = self.text.get(end..)?;
        let each = EACH.iter().find(|each| rest.starts_with(**each))?;
        let is_each = match *each {
            "おき" => self.counted_by(at).is_some(),
            _ => !rest.starts_with("ごとく"),
        };
        is_each.then(|| self.token_from(at + 1, end + each.len()))
    }

    fn counted_by(&self, at: usize) -> Option<u32> {
        self.reader.number(at.checked_sub(1)?).map(|(number, _)| number)
    }

    /// The index behind the 1回 of 週に1回 and the 一度 of 月に一度.
    fn behind_count(&self, at: usize) -> Option<usize> {
        let number = if self.typed(at + 1) == "に" { at + 2 } else { at + 1 };
        self.reader.number(number)?;
        let rest = self.text.get(self.tokens()[number].span.end..)?;
        let mut letters = rest.chars();
        let is_turn = match letters.next()? {
            // 1回目 is the first one.
            '回' | '度' => letters.next() != Some('目'),
            // 週1で
            'で' => number == at + 1 && self.word(at) != Some(Word::DayMark),
            _ => false,
        };
        let end = self.tokens()[number].span.end + '回'.len_utf8();
        is_turn.then(|| self.token_from(number + 1, end))
    }

    /// The first token from `at` on that begins at this byte or behind it.
    fn token_from(&self, at: usize, byte: usize) -> usize {
        let tokens = self.tokens();
        (at..tokens.len()).find(|at| tokens[*at].span.start >= byte).unwrap_or(tokens.len())
    }

    /// Whether a word for what comes again, which ends before the token `behind`, is said of what is due at `first`: not of
    /// a noun (毎週の報告を), of another verb (毎日書いた日記を) or of a clause before (毎日歩き、).
    fn holds_for(&self, behind: usize, first: usize) -> bool {
        let is_known = |at: &usize| self.tokens()[*at].kind != Kind::Unknown || ["で", "も"].contains(&self.typed(*at));
        let times = (behind..first).find(|at| !is_known(at) || self.typed(*at) == "、").unwrap_or(first);
        // What the word is said of begins behind the の that follows it.
        let is_of_noun = times < first && !is_known(&times) && times > behind && self.typed(times - 1) == "の";
        let from = self.tokens().get(behind).map_or(self.text.len(), |token| token.span.start);
        let between = self.text.get(from..self.tokens()[first].span.start).unwrap_or_default();
        let is_set_apart = times < first && self.typed(times) == "、";
        let is_one_clause = !between.contains('、');
        !is_of_noun && (is_set_apart || is_one_clause) && !has_verb_of_noun(between)
    }
}

/// Whether a verb stands before a noun: 毎日書いた日記, いつも使う資料.
fn has_verb_of_noun(text: &str) -> bool {
    has_clause_of(text, |c| c == 'た' || c == 'だ' || c == 'る')
}

/// The part of the sentence that the text ends with.
fn sentence_before(text: &str) -> &str {
    let ends = ["。", "！", "？", ". ", "! ", "? ", "; ", "\n"];
    let from = ends.iter().filter_map(|end| text.rfind(end).map(|at| at + end.len())).max().unwrap_or(0);
    &text[from..]
}

/// Whether the words before a date say how often: in its own clause, or at the end of the one before.
fn has_english_habit(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let mut clauses = lower.rsplit([',', ':', '(', '–', '—']);
    let own = clauses.next().map(words).unwrap_or_default();
    let before = clauses.next().map(words).unwrap_or_default();
    let goes_on = own.first().is_some_and(|first| ["and", "but", "so", "then"].contains(first));
    habits(&own).next().is_some() || !goes_on && habits(&before).any(|end| end == before.len())
}

/// Whether the words right behind a date say how often: "by friday every week", "by month end, each month".
fn follows_english_habit(rest: &str) -> bool {
    let lower: String = rest.chars().take(40).flat_map(char::to_lowercase).collect();
    let rest = lower.trim_start_matches([' ', ',']);
    let is_glued = lower.starts_with(char::is_alphanumeric);
    let clause = rest.split([',', '.', ';', ':', '!', '?', ')']).next().unwrap_or_default();
    let all = words(clause);
    let first = all.first().copied().unwrap_or_default();
    let is_led = ["every", "each", "once", "twice"].contains(&first) || HOW_OFTEN.contains(&first) && all.len() == 1;
    !is_glued && is_led && (1..=all.len()).any(|length| habits(&all[..length]).any(|end| end == length))
}

fn words(clause: &str) -> Vec<&str> {
    clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Where words end that say how often, each as the number of words up to there.
fn habits<'a>(words: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
    let is_time = |at: usize| words.get(at).is_some_and(|word| TIMES.contains(word));
    (0..words.len()).filter_map(move |at| match words[at] {
        "every" | "each" => (at + 1..=at + 2).find(|at| is_time(*at)).map(|time| time + 1),
        "a" | "an" | "per" if at > 0 && ["once", "twice", "times"].contains(&words[at - 1]) && is_time(at + 1) => {
            Some(at + 2)
        }
        "basis" if at > 0 && HOW_OFTEN.contains(&words[at - 1]) => Some(at + 1),
        word if PLURALS.contains(&word) => {
            let is_led = at == 0 || ["on", "in"].contains(&words[at - 1]);
            (is_led || word.ends_with("days")).then_some(at + 1)
        }
        word if HOW_OFTEN.contains(&word) && at + 1 == words.len() => Some(at + 1),
        _ => None,
    })
}
