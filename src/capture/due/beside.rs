//! What stands directly beside a phrase and makes another one of it, or none that can be read: 水曜または木曜まで,
//! "the friday after next", "by the sunday rule".

use super::{Found, Kind, Line, Look, Part, Token, Unit, Word, resolve};
use chrono::{NaiveDate, NaiveTime};

/// What joins a date to one before it, and whether both are the ends of a span.
const JOINTS: &[(&str, bool)] = &[
    ("または", false),
    ("又は", false),
    ("もしくは", false),
    ("若しくは", false),
    ("あるいは", false),
    ("或いは", false),
    ("ないしは", false),
    ("ないし", false),
    ("および", false),
    ("及び", false),
    ("とか", false),
    ("or", false),
    ("and", false),
    ("か", false),
    ("や", false),
    ("と", false),
    ("、", false),
    (",", false),
    ("，", false),
    ("・", false),
    ("/", false),
    ("から", true),
    ("より", true),
    ("〜", true),
    ("~", true),
    ("～", true),
    ("ー", true),
    ("-", true),
    ("–", true),
    ("—", true),
];
/// What may stand between the joint and the phrase.
const HEDGES: &[&str] = &["遅くとも", "できれば", "なるべく", "最悪", "少なくとも", "できたら"];
/// Meetings and other things that happen on a day: 6/12の会議まで and "by the friday meeting" mean that day.
const EVENTS: &[&str] = &[
    "会議",
    "会",
    "面談",
    "打ち合わせ",
    "打合せ",
    "定例",
    "ミーティング",
    "mtg",
    "発表",
    "研修",
    "面接",
    "試験",
    "授業",
    "講義",
    "レビュー",
    "セミナー",
    "1on1",
    "イベント",
    "朝礼",
    "商談",
    "訪問",
    "飲み会",
    "締切",
    "リリース",
];
const ENGLISH_EVENTS: &[&str] = &[
    "meeting",
    "session",
    "call",
    "stand-up",
    "standup",
    "stand",
    "deadline",
    "review",
    "workshop",
    "talk",
    "interview",
    "retro",
    "demo",
    "lunch",
    "sync",
    "check-in",
    "appointment",
    "release",
    "launch",
    "board",
    "class",
    "exam",
    "one-to-one",
    "presentation",
    "conference",
    "seminar",
    "lesson",
    "event",
    "visit",
    "dinner",
    "party",
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "close",
    "latest",
];
/// Objects of "before" and "after" that say no other day: "by friday before work".
const HARMLESS: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "it",
    "work",
    "lunch",
    "school",
    "dinner",
    "breakfast",
    "noon",
    "midnight",
    "hours",
    "class",
    "tea",
    "course",
    "bed",
];

/// What a date before the phrase makes of it.
pub(super) enum Joined {
    /// There is none.
    Alone,
    /// The end of a span from another day on.
    Until(NaiveDate),
    /// One of several days, or the end of a span that cannot be told.
    Unclear,
}

impl Line<'_> {
    /// What stands before the phrase from `start` on: another date and a word or a sign that joins both.
    pub(super) fn joined_before(&self, start: usize, found: &[Found]) -> Joined {
        let mut rest = self.nearby(start).trim_end();
        let (mut is_joined, mut is_span) = (false, true);
        loop {
            let hedge = HEDGES.iter().find_map(|hedge| rest.strip_suffix(hedge));
            let joint = JOINTS.iter().filter(|(joint, _)| rest.ends_with(joint)).max_by_key(|(joint, _)| joint.len());
            rest = match (hedge, joint) {
                (Some(before), _) => before,
                (None, Some((joint, spans))) => {
                    (is_joined, is_span) = (true, is_span && *spans);
                    &rest[..rest.len() - joint.len()]
                }
                (None, None) => break,
            }
            .trim_end();
        }
        if !is_joined {
            return Joined::Alone;
        }
        let offset = self.before(start).len() - self.nearby(start).len();
        let end = offset + rest.len();
        let Some(last) = (0..start).rev().find(|at| self.tokens()[*at].span.end <= end) else { return Joined::Alone };
        if self.tokens()[last].span.end != end || !self.ends_a_date(last) {
            return Joined::Alone;
        }
        if !is_span {
            return Joined::Unclear;
        }
        self.end_of_span(last + 1, found).map_or(Joined::Unclear, Joined::Until)
    }

    /// Whether a date may end with the token at `at`.
    fn ends_a_date(&self, at: usize) -> bool {
        let back = |count: usize| at.checked_sub(count).and_then(|at| self.tokens().get(at)).map(|token| token.kind);
        let is_counted = matches!(back(1), Some(Kind::Number { .. }));
        match self.tokens()[at].kind {
            Kind::Sign(')' | ']') => at > 0 && (self.ends_a_date(at - 1) || matches!(back(1), Some(Kind::Word(_)))),
            Kind::Number { .. } => matches!(back(1), Some(Kind::Sign('/'))),
            Kind::Word(Word::DayMark | Word::MonthMark | Word::YearMark) => is_counted,
            Kind::Word(Word::WeekdaySign(_)) => {
                matches!(back(1), Some(Kind::Sign('(' | '・') | Kind::Word(Word::Relative(Unit::Week, _))))
            }
            Kind::Word(Word::Piece(_)) => {
                matches!(
                    back(1),
                    Some(Kind::Word(Word::MonthMark | Word::YearMark | Word::Unit(_) | Word::Relative(..)))
                )
            }
            _ => self.is_date_word(at),
        }
    }

    /// Whether the token at `at` is a word that says a day by itself.
    pub(super) fn is_date_word(&self, at: usize) -> bool {
        matches!(
            self.tokens().get(at).map(|token| token.kind),
            Some(Kind::Word(
                Word::Weekday(_)
                    | Word::Relative(..)
                    | Word::Following(..)
                    | Word::Weekend
                    | Word::Fixed(..)
                    | Word::MonthName(_)
                    | Word::DayAndPart(..)
                    | Word::DayAfter
                    | Word::Opens
            ))
        )
    }

    /// The last day of a span whose first day ends before the token `end`. What only the first one tells holds for the
    /// last one as well: 来週の水曜から金曜, 6月20日〜22日.
    fn end_of_span(&self, end: usize, found: &[Found]) -> Option<NaiveDate> {
        let base = self.base.and_time(NaiveTime::MIN);
        let day =
            |parts: &[Found]| resolve(parts, base, Look::Forward, self.reader.rules).ok().map(|moment| moment.date);
        let starts = end.saturating_sub(super::LONGEST_PHRASE)..end;
        let earlier =
            starts.filter(|start| !self.reader.is_filler(*start) && self.begins_at(*start)).find_map(|start| {
                let (parts, misread) = self.reader.part(start..end).read();
                let is_dated = misread.is_none() && parts.iter().any(|found| found.part.is_date());
                is_dated.then_some(parts)
            })?;
        let first = day(&earlier)?;
        let is_partial = found
            .iter()
            .all(|found| !found.part.is_date() || matches!(found.part, Part::Weekday(_, None) | Part::Day(_)));
        let mut parts = found.to_vec();
        if is_partial {
            let told = |found: &&Found| matches!(found.part, Part::Weeks(_) | Part::Month(_) | Part::Year(_));
            parts.splice(0..0, earlier.iter().filter(told).cloned());
        }
        day(&parts).filter(|last| *last >= first && !self.has_just_passed(end..end, &parts, *last))
    }

    /// 返事をもらってから3日以内, 入社から半年以内, 面談の後2週間以内: so far from something else than today.
    pub(super) fn counts_from_something(&self, start: usize, found: &[Found]) -> bool {
        const FROM_NOW: &[&str] = &[
            "これから",
            "今から",
            "いまから",
            "すべて",
            "全て",
            "まとめて",
            "改めて",
            "合わせて",
            "あわせて",
            "急いで",
            "だから",
            "ですから",
        ];
        let is_distance =
            matches!(found, [Found { part: Part::Minutes(_), .. }, ..] | [_, Found { part: Part::Exactly, .. }, ..]);
        if !is_distance {
            return false;
        }
        let before = self.nearby(start).trim_end_matches([' ', '　', '、', ',']);
        let is_from = ["から", "て", "んで", "いで", "後", "あと", "のち", "以降", "たら"]
            .iter()
            .any(|end| before.ends_with(end));
        is_from && !FROM_NOW.iter().any(|end| before.ends_with(end))
    }

    /// 6/12の会議まで: the index of the の between a day and what happens on it, for a phrase that would end before `end`.
    pub(super) fn day_of_event(&self, end: usize) -> Option<usize> {
        const LONGEST: usize = 12;
        let joins = (end.saturating_sub(LONGEST)..end).rev().find(|at| self.typed(*at) == "の")?;
        let name = self.text.get(self.tokens()[joins].span.end..self.tokens().get(end)?.span.start)?.to_lowercase();
        let is_plain = (joins + 1..end).all(|at| !self.is_date_word(at));
        let is_event = EVENTS.iter().any(|event| name.ends_with(event)) && !name.contains(['第', '次']);
        // A meeting of next week may be on any day of it.
        let is_day = joins.checked_sub(1).is_some_and(|last| {
            self.ends_a_date(last)
                && !matches!(
                    self.word(last),
                    Some(Word::Relative(Unit::Week | Unit::Month | Unit::Year, _) | Word::MonthMark | Word::YearMark)
                )
        });
        (is_plain && is_day && is_event && !name.contains(char::is_whitespace)).then_some(joins)
    }

    /// "the friday after next", "the monday of the offsite", "thursday in the first week of july", "within a week of": the
    /// words behind a date that make another one of it.
    pub(super) fn is_qualified(&self, start: usize, next: usize) -> bool {
        let lower = |at: usize| self.typed(at).to_lowercase();
        let Some(token) = self.tokens().get(next) else { return false };
        if !token.latin || token.glued {
            return false;
        }
        let article = |at: usize| {
            if matches!(lower(at).as_str(), "the" | "a" | "an" | "our" | "my" | "your") { at + 1 } else { at }
        };
        let is_within = lower(start) == "within";
        match lower(next).as_str() {
            "before" | "after" | "following" | "preceding" | "of" | "during" => {
                let object = lower(article(next + 1));
                let is_time =
                    self.reader.part((next + 1).min(self.tokens().len())..self.tokens().len().min(next + 6)).read();
                let is_hour = is_time.0.first().is_some_and(|found| !found.part.is_date());
                !(HARMLESS.contains(&object.as_str()) || object.ends_with("ing") || is_hour) || is_within
            }
            "in" => (next + 1..next + 5)
                .take_while(|at| !matches!(self.tokens().get(*at).map(|t| t.kind), Some(Kind::Sign(_)) | None))
                .any(|at| {
                    self.is_date_word(at)
                        || matches!(self.word(at), Some(Word::Unit(_) | Word::Nth(_) | Word::Turn(_) | Word::Fortnight))
                        || ["sprint", "term", "semester", "season", "holidays", "summer", "winter", "spring", "autumn"]
                            .contains(&lower(at).as_str())
                }),
            "a" | "an" | "one" | "two" => {
                matches!(self.word(next + 1), Some(Word::Unit(Unit::Week | Unit::Month | Unit::Day) | Word::Fortnight))
            }
            "week" | "weeks" | "fortnight" | "next" | "last" => true,
            "from" => is_within,
            // "within 2 weeks people forget half"
            _ => {
                let typed = self.typed(next);
                is_within && token.kind == Kind::Unknown && typed.starts_with(char::is_lowercase) && !self.goes_on(next)
            }
        }
    }

    /// "the sunday rule", "the 1 july release notes", "the june sprint": a date that only names something else. Of a
    /// meeting it is the day.
    pub(super) fn is_compound(&self, start: usize, next: usize, parts: &[Found]) -> bool {
        let Some(Token { kind: Kind::Unknown, latin: true, glued: false, .. }) = self.tokens().get(next) else {
            return false;
        };
        let noun = self.typed(next);
        let Some(last) = parts.iter().rfind(|found| found.part.is_date()) else { return false };
        let first = (start..next).find(|at| self.tokens()[*at].span.end > last.span.start).unwrap_or(start);
        let is_named = (first..next).any(|at| self.typed(at).eq_ignore_ascii_case("the"))
            || (first > 0 && self.typed(first - 1).eq_ignore_ascii_case("the"));
        let is_event = ENGLISH_EVENTS.contains(&noun.to_lowercase().as_str());
        is_named && noun.starts_with(char::is_lowercase) && !self.goes_on(next) && !is_event
    }
}
