//! Where a phrase may begin and end, so that none is read out of the middle of other words.

use super::{Found, Kind, Line, Part, Token, Word};

/// Hiragana that end a word before a date: particles (資料を金曜まで) and the ends of adverbs (必ず金曜まで). の is none of
/// them, because what stands before it belongs to the date (連休明けの火曜), nor are the ends of verbs and adjectives
/// (始まる月曜).
const WORD_ENDS: &str = "はがをにへとでもてやずばらしねよけ";
const ADVERBS: &[&str] =
    &["なるべく", "やはり", "いったん", "ちょうど", "なんとか", "できるだけ", "より", "から", "つまり"];
/// The ends of a clause in front of a date: 怒られないよう12/11までに.
const CLAUSE_ENDS: &[&str] = &["よう", "ため", "けど", "けれど", "ものの", "ないか", "るか", "つつ", "なら", "たら"];
/// After these a number of days is more likely than a day of the month.
const COUNTING: &[&str] = &["週に", "月に", "年に", "日に", "回に", "度に", "あと", "残り", "およそ", "たった", "うち"];
/// English words that are also other words, or that stand before nouns: they need the end of a phrase behind them.
const UNSURE: &[&str] = &["sun", "sat", "wed", "mon", "may", "march", "mar", "jan", "second", "christmas", "weekend"];
/// Words that may follow a date without belonging to it.
const GO_ON: &[&str] = &[
    "and", "or", "at", "please", "so", "but", "if", "to", "for", "with", "then", "latest", "the", "because", "as",
    "when", "unless", "before", "after", "in", "on", "via", "from", "i", "we", "he", "she", "they", "you", "it",
    "that", "also", "too", "not", "no", "yes", "ok", "okay", "max", "maybe", "with", "without", "about", "this",
    "though", "since",
];

/// How much of the text beside a phrase can belong to it, in letters.
const LETTERS_NEAR: usize = 120;

impl Line<'_> {
    /// The last part of the text before the token at `at`, long enough for what belongs to it.
    pub(super) fn nearby(&self, at: usize) -> &str {
        let before = self.before(at);
        let from = before.char_indices().rev().nth(LETTERS_NEAR).map_or(0, |(from, _)| from);
        &before[from..]
    }

    /// The text near the token at `at`, on both sides.
    pub(super) fn around(&self, at: usize) -> &str {
        let span = &self.tokens()[at].span;
        let rest = self.text.get(span.end..).unwrap_or_default();
        let end = rest.char_indices().nth(LETTERS_NEAR).map_or(self.text.len(), |(length, _)| span.end + length);
        self.text.get(span.start - self.nearby(at).len()..end).unwrap_or_default()
    }

    /// The text before the token at `at`.
    pub(super) fn before(&self, at: usize) -> &str {
        self.tokens().get(at).and_then(|token| self.text.get(..token.span.start)).unwrap_or_default()
    }

    /// The words of a token as typed.
    pub(super) fn typed(&self, at: usize) -> &str {
        self.tokens().get(at).and_then(|token| self.text.get(token.span.clone())).unwrap_or_default()
    }

    /// Whether an English word at `at` is one of its own: not the end of "stand-by" or "goodby".
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        let token = &self.tokens()[at];
        if !token.latin {
            return true;
        }
        at == 0
            || !token.glued
            || matches!(self.tokens()[at - 1].kind, Kind::Sign(sign) if !matches!(sign, '-' | '\'' | '’' | '.' | '_' | '/'))
    }

    /// Whether a phrase may begin with the token at `at`: at the start, behind a blank or a sign, behind a particle.
    pub(super) fn begins_at(&self, at: usize) -> bool {
        let Some(token) = self.tokens().get(at) else { return false };
        // あと3日 is a day where a day is asked for; あと3日まで rather counts days.
        if self.typed(at) == "あと" {
            return false;
        }
        let Some(previous) = at.checked_sub(1).and_then(|at| self.tokens().get(at)) else { return true };
        // 毎月 20日, 来学期の 月末
        if matches!(previous.kind, Kind::Word(Word::Opaque)) || self.typed(at - 1) == "の" {
            return false;
        }
        // 火曜と金曜まで: two of them.
        let lists = self.before(at).ends_with(['と', 'や'])
            && at > 1
            && matches!(
                self.tokens()[at - 2].kind,
                Kind::Word(Word::Weekday(_) | Word::DayMark | Word::Relative(..)) | Kind::Number { .. }
            );
        if lists && token.glued {
            return false;
        }
        // 2、3日後, 1〜2週間以内
        let is_number = |at: usize| matches!(self.tokens().get(at), Some(Token { kind: Kind::Number { .. }, .. }));
        let joins_numbers = matches!(self.typed(at - 1), "、" | "," | "〜" | "~" | "～" | "-" | "–");
        let is_calendar = matches!(self.typed(at + 1), "/" | "／" | "月" | "年");
        let goes_on = is_number(at) || self.word(at) == Some(Word::NthMark);
        if joins_numbers && at > 1 && is_number(at - 2) && goes_on && !is_calendar {
            return false;
        }
        if !token.glued || self.typed(at - 1) == "、" {
            return true;
        }
        match previous.kind {
            // 資料：金曜までに, ・金曜までに, but not 15:30 and not 月・金
            Kind::Sign(':') => at > 1 && !matches!(self.tokens()[at - 2].kind, Kind::Number { .. }),
            Kind::Sign('・' | '-' | '–' | '+') if at == 1 => true,
            _ if at == 1 && self.is_bullet(0) => true,
            Kind::Sign(sign) => !matches!(sign, '/' | '.' | '-' | ':' | '#' | '$' | '¥' | '+' | '_' | '・' | '–' | '%'),
            _ => self.is_behind_particle(at),
        }
    }

    /// ①, ー: what lists begin with.
    fn is_bullet(&self, at: usize) -> bool {
        let typed = self.typed(at);
        typed == "ー" || typed.starts_with(|c| matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}'))
    }

    /// Whether the word at `at` may follow a date without belonging to it.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        GO_ON.contains(&self.typed(at).to_lowercase().as_str())
    }

    /// A change from hiragana that end a word to kanji or figures is a boundary; kanji next to kanji are one word.
    fn is_behind_particle(&self, at: usize) -> bool {
        let before = self.before(at);
        let first = self.typed(at).chars().next();
        let starts_plainly = first.is_some_and(|c| !is_hiragana(c) && !c.is_ascii_alphabetic());
        let last = before.chars().last();
        if !starts_plainly {
            // あす and あさって: only behind the plainest particles.
            return matches!(last, Some('は' | 'を' | '、')) && first.is_some_and(is_hiragana);
        }
        let ends_word = last.is_some_and(|c| WORD_ENDS.contains(c));
        ends_word || ADVERBS.iter().chain(CLAUSE_ENDS).any(|adverb| before.ends_with(adverb))
    }

    /// 週に3日まで, あと3日まで, 3日中に: rather so many days than a day of the month.
    pub(super) fn is_number_of_days(&self, found: &[Found], start: usize, word_at: usize) -> bool {
        let is_bare_day = matches!(
            found,
            [Found { part: Part::Day(_), .. }] | [Found { part: Part::Day(_), .. }, Found { part: Part::Piece(_), .. }]
        );
        if !is_bare_day {
            return false;
        }
        let before = self.before(start).trim_end();
        let is_throughout = self.word(word_at) != Some(Word::Until) && self.word(word_at) != Some(Word::By);
        is_throughout
            || before.ends_with(['〜', '~', '～'])
            || COUNTING.iter().any(|counting| before.ends_with(counting))
    }

    /// 中 is the word of a due date in 今週中に, but not in 来月中旬 or 会議中.
    pub(super) fn ends_its_phrase(&self, at: usize) -> bool {
        if self.typed(at).ends_with('に') {
            return true;
        }
        match self.tokens().get(at + 1) {
            Some(next) => {
                !next.glued
                    || matches!(
                        next.kind,
                        Kind::Word(Word::Filler) | Kind::Sign('(' | 'で' | '。' | ',' | '.' | ')' | '!' | '」')
                    )
                    || self.typed(at + 1) == "で"
            }
            None => true,
        }
    }

    /// Whether the phrase from `start` on may end before the token at `next`.
    pub(super) fn ends_after(&self, start: usize, next: usize, parts: &[Found]) -> bool {
        if self.is_fraction(start, next, parts)
            || self.is_first_of_several(next)
            || self.is_qualified(start, next)
            || self.is_compound(start, next, parts)
        {
            return false;
        }
        let Some(token) = self.tokens().get(next) else { return true };
        // The point of "28 nov." may end the sentence as well.
        if self.typed(next.saturating_sub(1)) == "." {
            return true;
        }
        if token.glued {
            // "by next week's meeting" may be on any day of it.
            let is_period = |found: &Found| match found.part {
                Part::Weeks(_) => true,
                Part::Month(_) | Part::Year(_) => !parts.iter().any(|found| matches!(found.part, Part::Day(_))),
                _ => false,
            };
            let is_possessive = matches!(token.kind, Kind::Sign('\'' | '’'));
            let has_weekday = parts.iter().any(|found| matches!(found.part, Part::Weekday(..)));
            if is_possessive && !has_weekday && parts.iter().any(is_period) {
                return false;
            }
            return self.ends_before_glued(next, token);
        }
        let is_unsure = self.is_unsure(start, next, parts);
        let typed = self.typed(next);
        let goes_on = GO_ON.contains(&typed.to_lowercase().as_str());
        match token.kind {
            Kind::Sign(_) => true,
            // "by Friday Harbor", "by Sun Microsystems": names go on in capitals.
            // 〆切：11/26 LTのタイトル
            _ if self.reader.japanese && start > 0 && !self.tokens()[start - 1].latin => true,
            _ if typed.starts_with(|c: char| c.is_uppercase()) => goes_on || self.word(next).is_some(),
            _ if is_unsure => goes_on || !token.latin,
            _ => true,
        }
    }

    /// "by fri/sat", "by the 15th and the 30th": nobody says which of them it is.
    fn is_first_of_several(&self, next: usize) -> bool {
        const JOINS: &[&str] = &[
            "and", "or", "to", "till", "until", "through", "thru", "/", "&", "-", "–", "—", ",", "(", "、", "か", "・",
        ];
        let joins = JOINS.contains(&self.typed(next).to_lowercase().as_str());
        // "june 19 or 20"
        const HEDGES: &[&str] =
            &["or", "and", "at", "the", "latest", "preferably", "ideally", "better", "maybe", "rather", "even"];
        let is_hedge = |at: &usize| HEDGES.contains(&self.typed(*at).to_lowercase().as_str());
        let other = (next + 1..next + 6).find(|at| !is_hedge(at)).unwrap_or(next + 1);
        let is_bare_day = matches!(self.reader.number(other), Some((1..=31, 1..=2)))
            && self.tokens().get(other + 1).is_none_or(|t| matches!(t.kind, Kind::Sign(sign) if !"/:%".contains(sign)));
        if joins && is_bare_day {
            return true;
        }
        // "friday 26 if possible": the number is no hour, and nothing that it counts stands behind it.
        let is_number_of_day = matches!(self.reader.number(next), Some((1..=31, 1..=2)))
            && next > 0
            && matches!(self.word(next - 1), Some(Word::Weekday(_)))
            && self.goes_on(next + 1);
        if is_number_of_day {
            return true;
        }
        let rest = other.min(self.tokens().len());
        let (found, _) = self.reader.part(rest..self.tokens().len().min(rest + 6)).read();
        joins && found.first().is_some_and(|found| found.part.is_date())
    }

    fn ends_before_glued(&self, next: usize, token: &Token) -> bool {
        match token.kind {
            Kind::Sign(sign) => {
                let figure_follows =
                    matches!(self.tokens().get(next + 1), Some(Token { kind: Kind::Number { .. }, glued: true, .. }));
                let letter_follows = self.tokens().get(next + 1).is_some_and(|token| token.glued && token.latin);
                match sign {
                    '/' => !figure_follows,
                    ':' => !figure_follows,
                    '.' | '-' | '–' | '〜' | '~' | '_' | '@' => !figure_follows && !letter_follows,
                    '%' | '°' | '$' | '€' | '#' => false,
                    _ => true,
                }
            }
            // 締切は12/1で, 締切は金曜だ; 12/1から and 12/1の翌日 go on.
            _ if token.latin => false,
            _ => {
                let rest = self.text.get(token.span.start..).unwrap_or_default();
                [
                    "に", "で", "だ", "と", "ま", "ね", "よ", "、", "。", "頃", "ごろ", "が", "は", "も", "厳守",
                    "必着", "締", "〆",
                ]
                .iter()
                .any(|end| rest.starts_with(end))
            }
        }
    }

    /// Words that are something else as well, with nothing beside them that tells: "by sun", "by the 2nd".
    fn is_unsure(&self, start: usize, next: usize, parts: &[Found]) -> bool {
        let last = next.saturating_sub(1);
        let is_short = next <= start + 2;
        let is_bare_ordinal = matches!(parts, [Found { part: Part::Day(_), .. }]);
        let named = UNSURE.contains(&self.typed(last).to_lowercase().as_str());
        is_bare_ordinal
            || (named && is_short)
            || (named && matches!(self.typed(last), "may" | "march" | "mar" | "second"))
    }

    /// "by 3/4 of them", "cut it by 1/3".
    fn is_fraction(&self, start: usize, next: usize, parts: &[Found]) -> bool {
        let is_by = start > 0 && self.typed(start - 1).eq_ignore_ascii_case("by");
        let is_two_figures = is_by && next == start + 3 && parts.len() == 2 && self.typed(start + 1) == "/";
        let figure = |at: usize| self.typed(at).parse::<u32>().unwrap_or(0);
        // Nobody says eleven twenty-firsts.
        let is_simple = figure(start) < figure(start + 2) && figure(start + 2) <= 10;
        if !is_two_figures || !is_simple {
            return false;
        }
        let of_something = self.typed(next).eq_ignore_ascii_case("of");
        of_something || self.says_how_much(start - 1)
    }
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}
