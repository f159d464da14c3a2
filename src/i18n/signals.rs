//! Signals as sentences, the same for the command line and the desk: each fits one line of a shell and puts no pressure
//! on anyone.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::Lang;
use crate::domain::ledger::Tally;
use crate::domain::signals::{Due, Signal};
use crate::domain::views::StillOpen;

/// Larger numbers are not useful to anyone.
const MANY: u32 = 99;

impl Lang {
    /// The sentence of a signal.
    pub fn signal(self, due: &Due, today: NaiveDate) -> String {
        let said = |id| self.fill(id, [("n", self.up_to_many(due.count))]);
        match due.signal {
            Signal::Meeting => self.meeting(due, today),
            Signal::Running => self.about_day("signal-running", due, today),
            Signal::Passed if due.count == 1 => self.about_day("signal-passed", due, today),
            Signal::Passed => said("signal-passed-some"),
            Signal::Promise => self.dated("signal-promise", due, today),
            Signal::Goal => self.dated("signal-goal", due, today),
            Signal::TermOver => self.about_day("signal-term-over", due, today),
            Signal::Review => self.count("signal-review", due.count),
            Signal::Report => said("signal-report"),
            Signal::NeverMet => self.t("signal-never-met").into_owned(),
            Signal::Gap => self.count("signal-gap", due.count),
            Signal::NoNext => self.t("signal-no-next").into_owned(),
            Signal::TheirPromise => said("signal-their-promise"),
            Signal::Thanks => said("signal-thanks"),
            Signal::Introduction => said("signal-introduction"),
            Signal::StuckGoal => said("signal-stuck-goal"),
            Signal::LowPulse => self.t("signal-low-pulse").into_owned(),
            Signal::OneWay => self.t("signal-one-way").into_owned(),
            Signal::Load => self.count("signal-load", due.count),
        }
    }

    /// What is still open in a pair; `None`: nothing.
    pub fn still_open(self, open: StillOpen) -> Option<String> {
        let parts = [("open-promises", open.promises), ("open-goals", open.goals), ("open-sessions", open.sessions)];
        let parts: Vec<String> = parts.iter().filter(|(_, n)| *n > 0).map(|(id, n)| self.count(id, *n)).collect();
        (!parts.is_empty()).then(|| self.fill("still-open", [("what", parts.join(self.comma()).into())]))
    }

    /// What of the promises of one side is open, and how many of them were carried over.
    pub fn still_waiting(self, tally: &Tally) -> Vec<String> {
        if tally.open == 0 {
            return vec![self.t("ledger-nothing-open").into_owned()];
        }
        let carried = (tally.carried > 0).then(|| self.count("ledger-carried", tally.carried));
        std::iter::once(self.count("ledger-still-open", tally.open)).chain(carried).collect()
    }

    fn about_day(self, id: &str, due: &Due, today: NaiveDate) -> String {
        let day = due.day.map(|day| self.full_day(day, today)).unwrap_or_default();
        self.fill(id, [("day", day.into())])
    }

    fn meeting(self, due: &Due, today: NaiveDate) -> String {
        let Some(at) = due.at else { return String::new() };
        let day = self.near_day(at.date_naive(), today);
        self.fill("signal-meeting", [("day", day.into()), ("time", self.time(at).into())])
    }

    /// Items with a day: a single one in its own words, several by their number and the earliest day.
    fn dated(self, id: &str, due: &Due, today: NaiveDate) -> String {
        let when = due.day.map(|day| self.due_in_words(day, today)).unwrap_or_default();
        match due.detail.as_deref() {
            Some(what) => self.fill(&format!("{id}-one"), [("what", what.into()), ("due", when.into())]),
            None => self.fill(id, [("n", self.up_to_many(due.count)), ("due", when.into())]),
        }
    }

    fn up_to_many(self, count: u32) -> FluentValue<'static> {
        if count > MANY { self.t("due-many").into() } else { count.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::PairId;

    fn due(signal: Signal, count: u32) -> Due {
        let pair = PairId(uuid::Uuid::from_u128(1));
        Due { signal, pair, name: "Aiko".into(), count, day: None, at: None, promise: None, goal: None, detail: None }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_signal_fits_a_line_of_a_shell_and_hurries_nobody() {
        let long_ago = Some(day("2025-11-28"));
        for lang in Lang::ALL {
            for signal in Signal::ALL {
                for (count, detail) in [0, 1, 2, 99, 100, 1000].into_iter().zip([true, false].into_iter().cycle()) {
                    let at = chrono::DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").ok();
                    let detail = detail.then(|| "w".repeat(28));
                    let told = Due { day: long_ago, at, detail, ..due(*signal, count) };
                    let said = lang.signal(&told, day("2026-11-21"));
                    // Every letter that is not ASCII may take two columns.
                    let columns: usize = said.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
                    assert!(columns <= 60, "{columns}: {said}");
                    assert!(!said.contains(['!', '！', '{', '}']) && !said.contains("signal-"), "{said}");
                    for hard in ["overdue", "late ", "failed", "遅", "超過", "失敗"] {
                        assert!(!said.contains(hard), "{said}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_has_a_day_says_whether_it_is_past_or_ahead() {
        let cases = [
            ("2026-10-02", "draft (was due 2 Oct)", "draft（期限は10/2）"),
            ("2026-11-20", "draft (was due yesterday)", "draft（期限は昨日）"),
            ("2026-11-21", "draft (due today)", "draft（今日まで）"),
            ("2026-11-22", "draft (due tomorrow)", "draft（明日まで）"),
        ];
        for (on, en, ja) in cases {
            let one = Due { day: Some(day(on)), detail: Some("draft".into()), ..due(Signal::Promise, 1) };
            assert_eq!(Lang::En.signal(&one, day("2026-11-21")), en);
            assert_eq!(Lang::Ja.signal(&one, day("2026-11-21")), ja);
        }
        let unspoken = Due { day: Some(day("2026-11-21")), ..due(Signal::Promise, 1) };
        assert_eq!(Lang::En.signal(&unspoken, day("2026-11-21")), "1 promise: due today");
        assert_eq!(Lang::Ja.signal(&unspoken, day("2026-11-21")), "自分の約束 1件（今日まで）");
        let goal = Due { day: Some(day("2026-11-28")), detail: Some("Speak up".into()), ..due(Signal::Goal, 1) };
        assert_eq!(Lang::En.signal(&goal, day("2026-11-21")), "Goal “Speak up” (due 28 Nov)");
        assert_eq!(Lang::Ja.signal(&goal, day("2026-11-21")), "目標「Speak up」（11/28まで）");
    }

    #[test]
    fn a_meeting_is_told_with_its_time() {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-22T09:05:00+09:00").ok();
        let tomorrow = Due { at, ..due(Signal::Meeting, 1) };
        assert_eq!(Lang::En.signal(&tomorrow, day("2026-11-21")), "tomorrow at 9:05");
        assert_eq!(Lang::Ja.signal(&tomorrow, day("2026-11-22")), "今日 9:05から面談");
    }

    #[test]
    fn nobody_counts_further_than_99() {
        let said = |count| Lang::En.signal(&due(Signal::Thanks, count), day("2026-11-21"));
        assert_eq!(said(99), "99 thank-yous to send");
        assert_eq!(said(100), "99+ thank-yous to send");
        assert_eq!(
            Lang::En.signal(&due(Signal::Gap, 400), day("2026-11-21")),
            "No session for 400 days. Time for a short one?"
        );
        assert_eq!(
            Lang::En.signal(&due(Signal::Review, 0), day("2026-11-21")),
            "The term ends today: a good day to look back"
        );
    }
}
