//! A line with more than one day for its promise: two deadlines (骨子は金曜まで、清書は月末まで), or one that was corrected or moved
//! ("by friday, no, monday", 締切：11/20→11/27). The new day counts where it is plain; otherwise no date is read.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Due, Kind, LONGEST_PHRASE, Line, Said};

/// Words and signs that put the day behind them in the place of the one before. `true`: it has been moved, so the new one
/// is hardly before the old one.
const REPLACES: &[(&str, bool)] = &[
    ("→", true),
    ("⇒", true),
    ("➡", true),
    ("⟶", true),
    ("->", true),
    ("=>", true),
    ("-->", true),
    (">", true),
    ("moved to", true),
    ("moved", true),
    ("now", true),
    ("now moved to", true),
    ("pushed to", true),
    ("pushed back to", true),
    ("postponed to", true),
    ("postponed until", true),
    ("extended to", true),
    ("extended until", true),
    ("delayed to", true),
    ("delayed until", true),
    ("changed to", false),
    ("rescheduled to", true),
    ("brought forward to", false),
    ("no", false),
    ("nope", false),
    ("wait", false),
    ("no wait", false),
    ("actually", false),
    ("sorry", false),
    ("scratch that", false),
    ("make that", false),
    ("make it", false),
    ("i mean", false),
    ("i meant", false),
    ("correction", false),
    ("rather", false),
    ("いや", false),
    ("いえ", false),
    ("やっぱり", false),
    ("やっぱ", false),
    ("やはり", false),
    ("もとい", false),
    ("訂正", false),
    ("じゃなくて", false),
    ("じゃなく", false),
    ("ではなくて", false),
    ("ではなく", false),
    ("でなくて", false),
    ("でなく", false),
];
/// Words between two days that leave open which one it is.
const DOUBTS: &[&str] = &[
    "or",
    "maybe",
    "perhaps",
    "possibly",
    "probably",
    "better",
    "または",
    "もしくは",
    "あるいは",
    "たぶん",
    "最悪",
    "遅くとも",
];
/// Words behind a new day that leave it open, too.
const DOUBTS_BEHIND: &[&str] =
    &["if ", "maybe", "perhaps", "at the latest", "latest", "?", "？", "かも", "可能なら", "か。"];
/// Verbs that say that a deadline moves.
const MOVES: &[&str] = &[
    "moved",
    "pushed",
    "postponed",
    "extend",
    "delayed",
    "reschedul",
    "changed",
    "instead",
    "scratch",
    "make that",
    "brought forward",
    "延ば",
    "延び",
    "延期",
    "延長",
    "ずら",
    "ずれ",
    "変更",
    "変わ",
    "前倒",
    "繰り上",
    "繰り下",
    "後ろ倒",
    "リスケ",
    "改め",
    "になりま",
    "になった",
    "伸ば",
    "伸び",
];
/// Words that make the last of several days the deadline, before the first one and beside the last one.
const WISHES: &[&str] =
    &["できれば", "できたら", "なるべく", "可能なら", "理想", "ideally", "preferably", "if possible", "hopefully"];
const LATEST: &[&str] = &["遅くとも", "おそくとも", "最悪", "最遅", "at the latest", "latest", "at worst"];

/// How much of the text beside a date is looked at, in letters.
const LETTERS: usize = 80;

/// What the words behind a date make of it.
pub(super) enum Corrected {
    Kept,
    Moved(Due),
    Unclear,
}

impl Line<'_> {
    /// Whether two dates of a line, in the order of the text, leave only the second one in force.
    pub(super) fn only_last_counts(&self, first: &Range<usize>, last: &Range<usize>) -> bool {
        let between = self.text.get(first.end..last.start).unwrap_or_default().to_lowercase();
        let lead = head(self.text.get(last.clone()).unwrap_or_default()).to_lowercase();
        let behind = head(self.text.get(last.end..).unwrap_or_default()).to_lowercase();
        let before = tail(self.text.get(..first.start).unwrap_or_default()).to_lowercase();
        let corrects = {
            let words = between.trim_matches(is_mark);
            let known = REPLACES.iter().any(|(word, _)| words == *word || words.ends_with(&format!(" {word}")));
            let is_word = |word: &str| word.chars().all(char::is_alphanumeric) && !word.is_ascii();
            let was_thought =
                ["と思った", "と思って", "と言った", "と言って", "つもりだった", "予定だった", "はずだった"]
                    .iter()
                    .any(|thought| between.contains(thought));
            known || was_thought || REPLACES.iter().any(|(word, _)| is_word(word) && words.ends_with(word))
        };
        let wished = WISHES.iter().any(|wish| before.contains(wish) || between.contains(wish));
        let is_latest = LATEST.iter().any(|word| {
            between.trim_end().ends_with(word) || lead.starts_with(word) || behind.trim_start().starts_with(word)
        });
        corrects || wished || is_latest
    }

    /// What the words behind a date make of it: "by friday, no, monday", 締切は金曜ではなく月曜.
    pub(super) fn corrected(&self, phrase: &Range<usize>, old: Option<NaiveDate>) -> Corrected {
        let rest = self.text.get(phrase.end..).unwrap_or_default();
        let near = head(rest);
        let lower = near.to_lowercase();
        if lower.len() != near.len() {
            return Corrected::Kept;
        }
        let (mut at, mut replaces, mut moves, mut doubts) = (0, false, false, false);
        loop {
            let here = &lower[at..];
            let blank = here.len() - here.trim_start_matches(is_mark).len();
            let here = &here[blank..];
            let fits = |word: &str| {
                let is_whole = !word.ends_with(|c: char| c.is_ascii_alphabetic())
                    || !here[word.len()..].starts_with(|c: char| c.is_alphanumeric());
                here.starts_with(word) && is_whole
            };
            let word = REPLACES.iter().filter(|(word, _)| here.starts_with(word) && fits(word));
            if let Some((word, is_move)) = word.max_by_key(|(word, _)| word.len()) {
                (replaces, moves) = (true, moves || *is_move);
                at += blank + word.len();
            } else if let Some(word) = DOUBTS.iter().find(|word| here.starts_with(**word) && fits(word)) {
                doubts = true;
                at += blank + word.len();
            } else {
                doubts |= lower[at..at + blank].contains("...") || lower[at..at + blank].contains('…');
                at += blank;
                break;
            }
        }
        if replaces || doubts {
            match self.date_from(phrase.end + at) {
                Some((new, end)) => {
                    let behind = head(self.text.get(end..).unwrap_or_default()).to_lowercase();
                    let behind = behind.trim_start_matches([' ', ',', '、', '　']);
                    let is_doubtful = doubts
                        || DOUBTS_BEHIND.iter().any(|doubt| behind.starts_with(doubt))
                        || (moves && old.is_some_and(|old| new < old));
                    return if is_doubtful {
                        Corrected::Unclear
                    } else {
                        Corrected::Moved(Due { phrase: phrase.start..end, date: new })
                    };
                }
                None if replaces && self.names_a_day(phrase.end + at, 5) => return Corrected::Unclear,
                None => {}
            }
        }
        let clause = &lower[..lower.find(['。', '\n']).unwrap_or(lower.len())];
        let is_moved = MOVES.iter().any(|verb| clause.contains(verb));
        if is_moved && self.names_a_day(phrase.end, LONGEST_PHRASE) { Corrected::Unclear } else { Corrected::Kept }
    }

    /// The day that is told right behind a byte of the text, and where it ends; not one that is past.
    fn date_from(&self, byte: usize) -> Option<(NaiveDate, usize)> {
        let start = self.tokens().iter().position(|token| token.span.start >= byte)?;
        let start = (start..self.tokens().len()).find(|at| !self.reader.is_filler(*at) && self.typed(*at) != "by")?;
        let end = self.tokens().len().min(start + LONGEST_PHRASE);
        let (found, misread) = self.reader.part(start..end).read();
        if misread.is_some_and(|misread| misread.kind != crate::domain::DateTrouble::Unknown) {
            return None;
        }
        let last = found.last()?;
        let date = self.date_of(&found).filter(|date| *date >= self.base)?;
        let is_alone = self.ends_after(start, start + last.next, &found)
            && !self.has_just_passed(start..start + last.next, &found, date);
        is_alone.then_some((date, last.span.end))
    }

    /// Whether one of the tokens behind a byte says a day, as far as the sentence goes.
    fn names_a_day(&self, byte: usize, count: usize) -> bool {
        let start = self.tokens().iter().position(|token| token.span.start >= byte).unwrap_or(self.tokens().len());
        let near = start..self.tokens().len().min(start + count);
        near.take_while(|at| self.tokens()[*at].kind != Kind::Sign('。')).any(|at| {
            self.is_date_word(at)
                || (self.reader.number(at).is_some()
                    && matches!(self.tokens().get(at + 1).map(|token| token.kind), Some(Kind::Sign('/'))))
                || (self.reader.number(at).is_some()
                    && matches!(self.word(at + 1), Some(super::Word::DayMark | super::Word::MonthMark)))
        })
    }
}

/// What a line says whose dates are, from the last one to the first, at these words; `last` stands last.
pub(super) fn settled(line: &Line<'_>, said: Said, word: Range<usize>) -> Said {
    let (phrase, old) = match &said {
        Said::Day(due) => (due.phrase.clone(), Some(due.date)),
        Said::NextTime(phrase) => (phrase.clone(), None),
        Said::Nothing | Said::Unread(_) => return said,
    };
    match line.corrected(&phrase, old) {
        Corrected::Kept => said,
        Corrected::Moved(due) => Said::Day(due),
        Corrected::Unclear => Said::Unread(word),
    }
}

/// The bytes that say when a line is due.
pub(super) fn phrase_of(said: &Said) -> Option<&Range<usize>> {
    match said {
        Said::Day(due) => Some(&due.phrase),
        Said::NextTime(phrase) => Some(phrase),
        Said::Nothing | Said::Unread(_) => None,
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || ",.、。…!！:：;；()（）-–—「」".contains(c) && c != '>'
}

fn head(text: &str) -> &str {
    let end = text.char_indices().nth(LETTERS).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(LETTERS).map_or(0, |(at, _)| at);
    &text[from..]
}
