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
