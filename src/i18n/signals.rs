//! Signals in words, the same for both faces: a sentence that fits one line of a shell and hurries nobody.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::Lang;
use crate::domain::signals::{Due, Signal};

/// Further than this nobody needs to know how many there are.
const MANY: u32 = 99;

impl Lang {
    /// What a signal says.
    pub fn signal(self, due: &Due, today: NaiveDate) -> String {
        let said = |id| self.fill(id, [("n", self.up_to_many(due.count))]);
        match due.signal {
            Signal::Running => self.about_day("signal-running", due, today),
            Signal::Passed if due.count == 1 => self.about_day("signal-passed", due, today),
            Signal::Passed => said("signal-passed-some"),
            Signal::Report => self.promise(due, today).unwrap_or_else(|| said("signal-report")),
            Signal::Gap => self.count("signal-gap", due.count),
            Signal::NoNext => self.t("signal-no-next").into_owned(),
            Signal::TheirPromise => said("signal-their-promise"),
            Signal::Thanks => said("signal-thanks"),
            Signal::Introduction => said("signal-introduction"),
            Signal::Review => self.count("signal-review", due.count),
            Signal::StuckGoal => said("signal-stuck-goal"),
            Signal::LowPulse => self.t("signal-low-pulse").into_owned(),
            Signal::OneWay => self.t("signal-one-way").into_owned(),
            Signal::Load => self.count("signal-load", due.count),
        }
    }

    fn about_day(self, id: &str, due: &Due, today: NaiveDate) -> String {
        let day = due.day.map(|day| self.full_day(day, today)).unwrap_or_default();
        self.fill(id, [("day", day.into())])
    }

    /// The one promise that there is to report on, in its own words.
    fn promise(self, due: &Due, today: NaiveDate) -> Option<String> {
        let (what, day) = (due.detail.as_deref()?, self.near_day(due.day?, today));
        Some(self.fill("signal-report-one", [("what", what.into()), ("day", day.into())]))
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
        Due { signal, pair, name: "Aiko".into(), count, day: None, promise: None, detail: None }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_signal_fits_a_line_of_a_shell_and_hurries_nobody() {
        let long_ago = Some(day("2025-11-28"));
        for lang in Lang::ALL {
            for signal in Signal::ALL {
                for count in [0, 1, 2, 99, 100, 1000] {
                    let said = lang.signal(&Due { day: long_ago, ..due(*signal, count) }, day("2026-11-21"));
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
    fn one_promise_is_told_in_its_own_words() {
        let one = Due { day: Some(day("2026-11-21")), detail: Some("draft".into()), ..due(Signal::Report, 1) };
        assert_eq!(Lang::En.signal(&one, day("2026-11-21")), "To report: draft (today)");
        assert_eq!(Lang::Ja.signal(&one, day("2026-11-21")), "報告すること：draft（今日まで）");
        let unspoken = Due { detail: None, ..one };
        assert_eq!(Lang::En.signal(&unspoken, day("2026-11-21")), "1 result to report");
        assert_eq!(Lang::Ja.signal(&unspoken, day("2026-11-21")), "報告すること 1件");
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
            "The milestone is today: time to look back"
        );
    }
}
