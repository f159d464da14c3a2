//! An hour without a day, which is one of today: 17時までに, "by 5pm". A habit (11時までに寝る) is due on no day. And days without
//! a year that have just passed, which are hardly those of next year.

use std::ops::Range;

use chrono::{Months, NaiveDate};

use super::{Due, Found, Kind, Line, MonthPart, Part, Tried, Unit, Word};

impl Line<'_> {
    /// 17時までに: today, where the line does not tell a habit.
    pub(super) fn hour_before(&self, end: usize, word_at: usize) -> Tried {
        if self.word(word_at) != Some(Word::Until) || !self.typed(word_at).ends_with('に') {
            return Tried::Nothing;
        }
        let start = (end.saturating_sub(6)..end).find(|start| {
            let (found, misread) = self.reader.part(*start..end).read();
            let is_time = matches!(
                found.as_slice(),
                [Found { part: Part::Time(_), .. }]
                    | [Found { part: Part::Time(_), .. }, Found { part: Part::NextDay, .. }]
            ) && !(*start..end).any(|at| self.reader.is_sign(at, '.'));
            misread.is_none() && is_time && !self.reader.is_filler(*start) && self.begins_at(*start)
        });
        match start.filter(|_| !self.tells_a_habit(word_at)) {
            Some(start) => {
                let phrase = self.tokens()[start].span.start..self.phrase_end(word_at);
                Tried::Due(Due { phrase, date: self.base })
            }
            None => Tried::Nothing,
        }
    }

    /// "by 5pm", "by 17:00": today, where the hour is told clearly, nothing else behind it, and the line tells no habit.
    pub(super) fn hour_of_today(&self, word_at: usize, start: usize, found: &[Found]) -> Option<Tried> {
        let [Found { part: Part::Time(_), span, next }] = found else { return None };
        let is_by = self.word(word_at) == Some(Word::By) && self.tokens()[word_at].latin;
        let is_bare =
            self.reader.number(start).is_some() && (*next == 1 || (*next == 3 && self.reader.is_sign(start + 1, '.')));
        // "by 5pm i'll send it", "by 5pm send it"; "by 5pm train" goes on.
        let behind = start + next;
        let begins = word_at == 0 || matches!(self.tokens()[word_at - 1].kind, Kind::Sign(_));
        let goes_on = self.goes_on(behind)
            || (begins && self.tokens().get(behind).is_some_and(|next| next.kind == Kind::Unknown && !next.glued));
        let ends = self.ends_after(start, start + next, found)
            && (goes_on || self.tokens().get(behind).is_none_or(|next| matches!(next.kind, Kind::Sign(_))));
        if !is_by || is_bare || !ends {
            return None;
        }
        let phrase = self.tokens()[word_at].span.start..span.end;
        Some(if self.tells_a_habit(word_at) { Tried::Refused } else { Tried::Due(Due { phrase, date: self.base }) })
    }

    /// 1時間以内に返信する: today, where another person waits for it; 1時間以内に収める says how long it takes.
    pub(super) fn in_hours(&self, found: &[Found], word_at: usize) -> Option<NaiveDate> {
        const ANSWERS: &[&str] = &["返信", "返事", "返す", "連絡", "電話", "送", "報告", "回答", "メール", "知らせ"];
        const MOST: i64 = 12 * 60;
        let [Found { part: Part::Minutes(minutes), .. }] = found else { return None };
        let rest = self.text.get(self.tokens()[word_at].span.end..).unwrap_or_default();
        let clause = rest.split(['。', '、', '!', '?']).next().unwrap_or_default();
        let answers = ANSWERS.iter().any(|answer| clause.contains(answer));
        ((1..=MOST).contains(minutes) && answers && !self.tells_a_habit(word_at)).then_some(self.base)
    }

    /// The index behind the "5 on" of "by 5 on friday".
    pub(super) fn behind_bare_hour(&self, word_at: usize, start: usize) -> usize {
        let is_hour = matches!(self.reader.number(start), Some((1..=12, 1..=2)));
        let is_on = self.typed(start + 1).eq_ignore_ascii_case("on") && self.is_date_word(start + 2);
        let is_by = self.word(word_at) == Some(Word::By) && self.tokens()[word_at].latin;
        if is_by && is_hour && is_on && !self.says_how_much(word_at) { start + 2 } else { start }
    }

    /// Whether a month without its year, told by these tokens, is the one of next year only because it has just passed.
    pub(super) fn has_just_passed(&self, tokens: Range<usize>, parts: &[Found], date: NaiveDate) -> bool {
        /// About three months.
        const JUST: i64 = 92;
        let names_month = parts.iter().any(|found| matches!(found.part, Part::Month(MonthPart::Named(_))))
            && !parts.iter().any(|found| matches!(found.part, Part::Year(_) | Part::Fiscal(_)));
        // 年末 and "the end of the year" name no month.
        let is_of_year = tokens
            .into_iter()
            .any(|at| matches!(self.word(at), Some(Word::YearMark | Word::Unit(Unit::Year) | Word::EndOf(Unit::Year))));
        let of_last_year = date.checked_sub_months(Months::new(12));
        let days = of_last_year.map_or(0, |day| (self.base - day).num_days());
        names_month && !is_of_year && (1..=JUST).contains(&days)
    }

    /// 11時までに寝る, "home by 6pm every day": what somebody does on all days.
    fn tells_a_habit(&self, at: usize) -> bool {
        const HABITS: &[&str] =
            &["毎", "寝", "起き", "帰", "退社", "退勤", "出社", "就寝", "起床", "いつも", "食べ", "習慣"];
        const ENGLISH: &[&str] = &[
            "every",
            "always",
            "each",
            "sleep",
            "asleep",
            "bed",
            "wake",
            "awake",
            "home",
            "leave",
            "usually",
            "never",
            "days",
            "daily",
            "mondays",
            "tuesdays",
            "wednesdays",
            "thursdays",
            "fridays",
            "work",
        ];
        let lower = self.around(at).to_lowercase();
        HABITS.iter().any(|habit| lower.contains(habit))
            || lower.split(|c: char| !c.is_alphanumeric()).any(|word| ENGLISH.contains(&word))
    }
}
