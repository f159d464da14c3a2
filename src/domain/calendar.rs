//! Days, months, and what is remembered of them. All days are those of the wall clock where a session took place.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Owner;
use super::ids::PairId;
use super::moment::days_until;
use super::session::Session;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    pub year: i32,
    /// From 1 to 12.
    pub month: u32,
}

impl Month {
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// The month so many months later, or earlier when `by` is negative.
    pub fn shifted(self, by: i32) -> Self {
        Self::of(shift_months(self.first_day(), by))
    }

    /// Its first day, and the first that is no longer of it.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        (self.first_day(), self.shifted(1).first_day())
    }

    /// Its weeks from Monday to Sunday; days of other months are empty.
    pub fn weeks(self) -> Vec<[Option<NaiveDate>; 7]> {
        let mut weeks = vec![[None; 7]];
        for day in self.first_day().iter_days().take_while(|d| Self::of(*d) == self) {
            let place = day.weekday().num_days_from_monday() as usize;
            if place == 0 && day.day() > 1 {
                weeks.push([None; 7]);
            }
            if let Some(week) = weeks.last_mut() {
                week[place] = Some(day);
            }
        }
        weeks
    }
}

/// The same day of a month later or earlier; a shorter month gives its last day. Where the calendar ends the day stays.
pub fn shift_months(day: NaiveDate, by: i32) -> NaiveDate {
    let months = Months::new(by.unsigned_abs());
    let shifted = if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) };
    within_reach(shifted).unwrap_or(day)
}

/// So many days later or earlier.
pub fn shift_days(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    let shifted = if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) };
    within_reach(shifted).unwrap_or(day)
}

/// The calendar goes from the first to the last year that date words know.
fn within_reach(day: Option<NaiveDate>) -> Option<NaiveDate> {
    day.filter(|d| (1868..=9999).contains(&d.year()))
}

/// The same day and month in a year; `None` for the 29th of February in a year without one.
pub fn same_day_in(day: NaiveDate, year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, day.month(), day.day())
}

/// How many sessions there are on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    pub held: u32,
    pub planned: u32,
    /// Moved, cancelled, or did not happen.
    pub other: u32,
}

/// A session with what names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    pub session: Session,
    /// The beginning of its note, for one without a theme.
    pub opening: String,
}

impl Dated {
    /// The day on the wall clock there and then.
    pub fn day(&self) -> NaiveDate {
        self.session.at.date_naive()
    }
}

/// What has a day of its own without being a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    Promise,
    Goal,
    /// The end of a term.
    Term,
}

/// Something that is due on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DueOn {
    pub day: NaiveDate,
    pub kind: DueKind,
    pub pair: PairId,
    pub owner: Owner,
    /// Its words; none of the end of a term, and none that are sealed.
    pub words: Option<String>,
    /// Only the person at the desk may see it.
    pub private: bool,
}

/// The sessions of some months, counted by day, and what is due in them.
#[derive(Clone, Debug, PartialEq)]
pub struct DayCounts {
    /// `None`: of all pairs.
    pub pair: Option<PairId>,
    pub days: Vec<(NaiveDate, DayCount)>,
    /// Earliest first.
    pub due: Vec<DueOn>,
}

/// A day with its sessions, and what is remembered on it.
#[derive(Clone, Debug, PartialEq)]
pub struct DayPage {
    pub pair: Option<PairId>,
    pub day: NaiveDate,
    /// Earliest first.
    pub sessions: Vec<Dated>,
    /// Newest first.
    pub earlier: Vec<Remembered>,
}

/// A session of earlier times, and why it is remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    pub dated: Dated,
    pub when: Earlier,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// On the same day and month, so many years before.
    Years(u32),
    /// About a month before.
    AboutAMonth,
    /// About a year before.
    AboutAYear,
}

/// A month of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthRow {
    pub month: Month,
    /// The last day in it with a session.
    pub newest: NaiveDate,
    pub held: u32,
    pub planned: u32,
    /// The themes of its newest sessions, newest first.
    pub themes: Vec<String>,
    /// Check-ins of goals.
    pub checkins: u32,
    /// How often somebody noted how a key feels.
    pub ratings: u32,
}

/// The newest months in which there are sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub pair: Option<PairId>,
    /// Newest first.
    pub months: Vec<MonthRow>,
    /// There may be older ones.
    pub more: bool,
}

/// The session nearest to a day that somebody wants to see.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    pub day: NaiveDate,
    pub session: Option<Session>,
}

/// Of the newest session up to a day and the oldest from it on, the one that is nearer; the earlier if both are as far.
pub fn nearer(day: NaiveDate, before: Option<Session>, after: Option<Session>) -> Option<Session> {
    let distance = |s: &Session| days_until(day, s.at.date_naive()).abs();
    match (before, after) {
        (Some(before), Some(after)) => Some(if distance(&after) < distance(&before) { after } else { before }),
        (before, after) => before.or(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn weeks(year: i32, month: u32) -> Vec<String> {
        let told = |d: &Option<NaiveDate>| d.map_or_else(|| "--".to_owned(), |d| format!("{:02}", d.day()));
        let weeks = Month { year, month }.weeks();
        weeks.iter().map(|w| w.iter().map(told).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn the_weeks_of_a_month_begin_on_monday() {
        // Begins on a Sunday.
        assert_eq!(
            weeks(2026, 11),
            [
                "-- -- -- -- -- -- 01",
                "02 03 04 05 06 07 08",
                "09 10 11 12 13 14 15",
                "16 17 18 19 20 21 22",
                "23 24 25 26 27 28 29",
                "30 -- -- -- -- -- --",
            ]
        );
        // Begins on a Monday and is as short as can be.
        assert_eq!(weeks(2027, 2).len(), 4);
        assert_eq!(weeks(2027, 2)[0], "01 02 03 04 05 06 07");
        // A leap year, a century that is none, and one that is.
        assert_eq!(weeks(2028, 2).last().unwrap(), "28 29 -- -- -- -- --");
        assert!(weeks(2100, 2).last().unwrap().ends_with("28"));
        assert_eq!(weeks(2000, 2).last().unwrap(), "28 29 -- -- -- -- --");
        assert_eq!(weeks(2026, 12).last().unwrap(), "28 29 30 31 -- -- --");
    }

    #[test]
    fn every_month_has_all_of_its_days_once() {
        for n in 0..2400 {
            let month = Month { year: 1868, month: 1 }.shifted(n);
            let days: Vec<NaiveDate> = month.weeks().into_iter().flatten().flatten().collect();
            let (first, next) = month.days();
            assert_eq!(days, first.iter_days().take_while(|d| *d < next).collect::<Vec<_>>(), "{month:?}");
            assert!(month.weeks().len() <= 6);
        }
    }

    #[test]
    fn months_follow_each_other_over_the_turn_of_the_year() {
        for (from, by, to) in [
            ((2026, 12), 1, (2027, 1)),
            ((2026, 1), -1, (2025, 12)),
            ((2026, 11), -24, (2024, 11)),
            ((2026, 11), 0, (2026, 11)),
            // The calendar ends somewhere.
            ((1868, 1), -1, (1868, 1)),
            ((9999, 12), 1, (9999, 12)),
        ] {
            let shifted = Month { year: from.0, month: from.1 }.shifted(by);
            assert_eq!(shifted, Month { year: to.0, month: to.1 }, "{from:?} {by}");
        }
    }

    #[test]
    fn a_shorter_month_gives_its_last_day() {
        for (from, by, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2028-02-29", -12, "2027-02-28"),
            ("2026-12-15", 1, "2027-01-15"),
        ] {
            assert_eq!(shift_months(day(from), by), day(to), "{from} {by}");
        }
        assert_eq!(shift_days(day("2026-03-01"), -1), day("2026-02-28"));
        assert_eq!(shift_days(day("9999-12-31"), 1), day("9999-12-31"));
    }

    #[test]
    fn the_last_of_february_is_remembered_only_where_it_was() {
        assert_eq!(same_day_in(day("2028-02-29"), 2024), Some(day("2024-02-29")));
        assert_eq!(same_day_in(day("2028-02-29"), 2027), None);
        assert_eq!(same_day_in(day("2028-02-28"), 2027), Some(day("2027-02-28")));
    }
}
