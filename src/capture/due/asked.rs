//! Whether somebody meant a due date where none was read.

use super::otherwise::{DOUBTFUL, IDIOMS};
use super::{Kind, Line, Piece, Token, Unit, Word};

/// Verbs behind which "by" says how much: "cut it by 1/3".
const BY_HOW_MUCH: &[&str] = &[
    "cut",
    "reduce",
    "reduced",
    "increase",
    "increased",
    "grow",
    "grew",
    "grown",
    "shrink",
    "drop",
    "dropped",
    "raise",
    "raised",
    "improve",
    "improved",
    "rise",
    "rose",
    "fall",
    "fell",
    "lower",
    "lowered",
    "lose",
    "loses",
    "lost",
    "win",
    "won",
    "move",
    "double",
    "shorten",
    "shortened",
    "extend",
    "extended",
    "divide",
    "multiply",
    "up",
    "down",
    "more",
    "less",
    "exceed",
    "beat",
    "off",
];
/// More verbs that "by" belongs to where no date is read: "get by with five".
const VISITS: &[&str] = &["get", "gets", "got"];

impl Line<'_> {
    /// Whether the word at `at` has to do with something else than time: "cut it by 1/3", "drop by Sun Microsystems".
    pub(super) fn means_otherwise(&self, at: usize) -> bool {
        if !self.tokens()[at].latin {
            return false;
        }
        let before = self.before(at).split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
        let visits = before
            .map(str::to_lowercase)
            .is_some_and(|before| [VISITS, IDIOMS, DOUBTFUL].iter().any(|verbs| verbs.contains(&before.as_str())));
        !self.stands_alone(at) || visits || self.says_how_much(at)
    }

    /// "reduce scrap by 5 percent": a verb that takes an amount, and an amount behind "by".
    pub(super) fn says_how_much(&self, at: usize) -> bool {
        const NEAR: usize = 5;
        let reader = &self.reader;
        let amount = if matches!(self.typed(at + 1).to_lowercase().as_str(), "about" | "around" | "the") {
            at + 2
        } else {
            at + 1
        };
        let is_amount = matches!(self.typed(at).to_lowercase().as_str(), "deadline" | "due")
            // "sit down by 15:00" tells an hour.
            || reader.number(amount).is_some() && !reader.is_sign(amount + 1, ':')
            || matches!(self.word(amount), Some(Word::Half | Word::Nth(_)));
        if !is_amount {
            return false;
        }
        let before = self.nearby(at).to_lowercase();
        let clause = before.rsplit([',', '.', ';', '!', '?', '、', '。']).next().unwrap_or_default();
        let words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.rev().take(NEAR).any(|word| BY_HOW_MUCH.contains(&word))
    }

    /// Whether somebody meant a date with the word at `at`, although none was read: a line that ends in まで or 締切, a
    /// "by" with a word of time behind it at the end of the line.
    pub(super) fn asks_for_a_date(&self, at: usize) -> bool {
        let token = &self.tokens()[at];
        let rest = self.text.get(token.span.end..).unwrap_or_default();
        let is_short_rest = |rest: &str| {
            let rest = rest
                .trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || "。、！？に」）".contains(c));
            rest.is_empty()
        };
        match self.word(at) {
            // までに is hardly ever anything but a due date; まで alone is one at the end of a line.
            Some(Word::Until) => {
                let is_due = self.typed(at).ends_with('に') || rest.starts_with('に') || is_short_rest(rest);
                is_due && !self.is_idiom(at)
            }
            // 数日以内に, 申込み後10日以内に; not 300字以内に
            Some(Word::WithinAfter) => {
                is_short_rest(rest) || (rest.starts_with('に') && at > 0 && self.counts_time(at - 1))
            }
            // 一両日中に, 平日中に, 今日明日中に
            Some(Word::Throughout) => {
                let is_due = self.typed(at).ends_with('に') || rest.starts_with('に');
                is_due && at > 0 && (self.ends_in_days(at - 1) || ends_in_holidays(self.before(at)))
            }
            // 締め and めど are other words, too.
            Some(Word::By) if ["締め", "目処", "目途", "めど"].contains(&self.typed(at)) => {
                is_short_rest(rest) && self.is_date_word(at.saturating_sub(1))
            }
            Some(Word::By) if !token.latin => is_short_rest(rest) || rest.trim_start().starts_with(['は', ':', '：']),
            Some(Word::By | Word::Within) if !self.means_otherwise(at) => {
                self.means_time(at, rest) || self.has_slip(at) || self.means_hour(at)
            }
            _ => false,
        }
    }

    /// The 日中 of 一両日中に and 数日中に.
    pub(super) fn is_in_days(&self, at: usize) -> bool {
        let rest = self.text.get(self.tokens()[at].span.end..).unwrap_or_default();
        let before = self.before(at);
        self.typed(at) == "日中"
            && rest.starts_with('に')
            && (before.ends_with(['両', '数', '近']) || (at > 0 && self.reader.number(at - 1).is_some()))
    }

    /// "by lunch", "by close", "by 5 send it": an hour that is not told clearly.
    fn means_hour(&self, at: usize) -> bool {
        const HOURS: &[&str] = &[
            "lunch",
            "dinner",
            "breakfast",
            "supper",
            "tea",
            "close",
            "closing",
            "bedtime",
            "teatime",
            "dinnertime",
            "cob",
        ];
        let first = if matches!(self.typed(at + 1).to_lowercase().as_str(), "the" | "about" | "around") {
            at + 2
        } else {
            at + 1
        };
        let begins = at == 0 || matches!(self.tokens()[at - 1].kind, Kind::Sign(_));
        let ends = |at: usize| {
            self.tokens().get(at).is_none_or(|next| matches!(next.kind, Kind::Sign(sign) if !"/%°-–".contains(sign)))
        };
        let next = |at: usize| begins || ends(at) || self.goes_on(at) || self.is_date_word(at);
        let names = HOURS.contains(&self.typed(first).to_lowercase().as_str());
        // "be home by 6", "one by one"
        let words = self.nearby(at).to_lowercase();
        let mut words = words.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_repeated = words.clone().next().is_some_and(|word| word == self.typed(first).to_lowercase());
        if is_repeated || words.any(|word| matches!(word, "be" | "in" | "home" | "bed" | "arrive" | "there")) {
            return false;
        }
        let is_by = self.typed(at).eq_ignore_ascii_case("by");
        let is_hour = matches!(self.reader.number(first), Some((1..=12, 0..=2)));
        let is_spoken = self.word(first) == Some(Word::Half) || self.word(first) == Some(Word::Unit(Unit::Quarter));
        is_by && (((names || is_hour) && next(first + 1)) || (is_spoken && begins))
    }

    fn counts_time(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            Some(Word::DayMark | Word::YearMark | Word::Unit(_) | Word::OneMonth | Word::HalfYear | Word::Fortnight)
        )
    }

    fn ends_in_days(&self, at: usize) -> bool {
        // 6/20中に
        let is_figure =
            matches!(self.tokens()[at].kind, Kind::Number { .. }) && at > 0 && self.reader.is_sign(at - 1, '/');
        is_figure
            || matches!(
                self.word(at),
                Some(
                    Word::DayMark
                        | Word::Unit(Unit::WorkingDay)
                        | Word::Relative(Unit::Day, _)
                        | Word::DayAndPart(..)
                        | Word::Weekday(_)
                )
            )
    }

    /// ここまで, 最後まで: no time is meant.
    fn is_idiom(&self, at: usize) -> bool {
        const IDIOMS: &[&str] = &[
            "ここ",
            "そこ",
            "あそこ",
            "どこ",
            "これ",
            "それ",
            "あれ",
            "最後",
            "今",
            "いま",
            "あくる",
            "どれ",
            "何",
            "とことん",
        ];
        let before = self.before(at).trim_end();
        // 直るまで, 5人まで
        let ends_a_verb = before.ends_with(|c| "るうくすつぬぶむぐいた".contains(c));
        let is_unknown = |at: usize| self.tokens()[at].kind == Kind::Unknown;
        let counted = (at.saturating_sub(5)..at).rev().find(|back| !is_unknown(*back));
        let is_amount =
            counted.is_some_and(|back| back + 1 < at && matches!(self.tokens()[back].kind, Kind::Number { .. }));
        if self.is_date_word(at.saturating_sub(1)) || ends_in_holidays(before) {
            return false;
        }
        before.is_empty() || ends_a_verb || is_amount || IDIOMS.iter().any(|idiom| before.ends_with(idiom))
    }

    /// Whether the last clause of a line, behind "by" or "due", has a word of time.
    fn means_time(&self, at: usize, rest: &str) -> bool {
        const TIMES: &[&str] = &[
            "then",
            "spring",
            "summer",
            "autumn",
            "fall",
            "winter",
            "easter",
            "ramadan",
            "diwali",
            "pentecost",
            "term",
            "semester",
            "sprint",
            "soon",
            "meeting",
            "session",
            "call",
            "holidays",
            "holiday",
            "thanksgiving",
            "deadline",
            "season",
            "date",
            "tbd",
            "tba",
            "mondays",
            "tuesdays",
            "wednesdays",
            "thursdays",
            "fridays",
            "evening",
            "morning",
        ];
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let is_deadline = self.typed(at).eq_ignore_ascii_case("deadline") || self.typed(at).eq_ignore_ascii_case("due");
        let is_last_clause = ![". ", "; ", "! ", "? "].iter().any(|end| rest.contains(end));
        let before = self.before(at).split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
        // "week by week"
        let is_repeated = words.peek().is_some_and(|first| before.is_some_and(|b| b.eq_ignore_ascii_case(first)));
        let from = at + 1;
        let clause =
            (from..self.tokens().len().min(from + 8)).take_while(|next| self.tokens()[*next].kind != Kind::Sign(','));
        let has_time = clause.into_iter().any(|next| match self.tokens()[next].kind {
            Kind::Word(
                Word::Relative(..)
                | Word::Unit(
                    Unit::Day
                    | Unit::WorkingDay
                    | Unit::Week
                    | Unit::Month
                    | Unit::Quarter
                    | Unit::Year
                    | Unit::FiscalYear,
                )
                | Word::Weekday(_)
                | Word::Weekend
                | Word::MonthName(_)
                | Word::Fixed(..)
                | Word::DayPart(_)
                | Word::DayAndPart(..)
                | Word::Noon
                | Word::Midnight
                | Word::EndOfDay
                | Word::Fortnight
                | Word::YearMark
                | Word::Ordinal
                | Word::EndOf(_)
                | Word::Piece(Piece::End | Piece::Start),
            ) => true,
            Kind::Word(Word::Letter('q' | 'h')) => {
                matches!(self.tokens().get(next + 1), Some(Token { kind: Kind::Number { .. }, glued: true, .. }))
            }
            // "by the second", with nothing that it counts
            Kind::Word(Word::Nth(_)) => {
                next == at + 2
                    && self.typed(at + 1) == "the"
                    && self.tokens().get(next + 1).is_none_or(|t| matches!(t.kind, Kind::Sign(_)))
            }
            Kind::Number { digits, .. } => {
                matches!(digits, 4 | 8)
                    || matches!(self.tokens().get(next + 1).map(|t| t.kind), Some(Kind::Sign('/' | '.' | ':' | '-')))
            }
            _ => TIMES.contains(&self.typed(next).to_lowercase().as_str()),
        });
        is_last_clause && !is_repeated && (has_time || (is_deadline && rest.trim_start().starts_with(':')))
    }
}

/// 三連休, 夏休み: days that depend on the person's own calendar.
fn ends_in_holidays(before: &str) -> bool {
    const HOLIDAYS: &[&str] = &[
        "連休",
        "休み",
        "休暇",
        "お盆",
        "正月",
        "GW",
        "ＧＷ",
        "ゴールデンウィーク",
        "ゴールデンウイーク",
        "シルバーウィーク",
        "学期",
        "在任",
    ];
    HOLIDAYS.iter().any(|holidays| before.ends_with(holidays))
}
