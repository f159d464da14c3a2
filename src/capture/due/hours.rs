//! An hour without a day, which is one of today: 17時までに, "by 5pm". A habit (11時までに寝る) is due on no day.

use super::{Due, Found, Kind, Line, Part, Tried, Word};

impl Line<'_> {
    /// 17時までに: today, where the line does not tell a habit.
    pub(super) fn hour_before(&self, end: usize, word_at: usize) -> Tried {
        if self.word(word_at) != Some(Word::Until) || !self.typed(word_at).ends_with('に') {
            return Tried::Nothing;
        }
        let start = (end.saturating_sub(6)..end).find(|start| {
            let (found, misread) = self.reader.part(*start..end).read();
            let is_time = matches!(found.as_slice(), [Found { part: Part::Time(_), .. }])
                && !(*start..end).any(|at| self.reader.is_sign(at, '.'));
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
        let ends = self.ends_after(start, start + next, found)
            && self.tokens().get(start + next).is_none_or(|next| matches!(next.kind, Kind::Sign(_)));
        if !is_by || is_bare || !ends {
            return None;
        }
        let phrase = self.tokens()[word_at].span.start..span.end;
        Some(if self.tells_a_habit(word_at) { Tried::Refused } else { Tried::Due(Due { phrase, date: self.base }) })
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
