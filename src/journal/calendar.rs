//! Travelling by date: how many sessions on which day, what there was on a day and on the same day before, the months.

use chrono::{Datelike, NaiveDate};

use super::{Failure, Journal};
use crate::capture;
use crate::domain::calendar::{
    Dated, DayCounts, DayPage, DueKind, DueOn, Earlier, Month, MonthRow, Nearest, Remembered, Timeline, nearer,
    same_day_in, shift_days, shift_months,
};
use crate::domain::ids::PairId;
use crate::domain::moment::days_until;
use crate::domain::pair::PairStatus;
use crate::domain::session::SessionStatus;
use crate::domain::{Owner, Visibility};
use crate::problem::Result;
use crate::store::{Counting, Tx};

/// So many sessions of one day are told.
const OF_A_DAY: u32 = 100;
/// So many years back a day is remembered.
const YEARS: u32 = 30;
/// So many sessions are remembered of one day of a year.
const OF_A_YEAR: u32 = 3;
/// How many days away "about a month before" may be, and "about a year before".
const ABOUT_A_MONTH: i64 = 7;
const ABOUT_A_YEAR: i64 = 14;
/// So much that is due in some months is told of one pair.
const OF_MONTHS: u32 = 200;
/// So many themes of a month are told.
const THEMES: u32 = 6;

impl Journal {
    /// How many sessions there are on each day of so many months from `first` on.
    pub fn day_counts(&self, pair: Option<PairId>, first: Month, months: i32) -> Result<DayCounts> {
        let days = (first.first_day(), first.shifted(months).first_day());
        self.read(|tx| Ok(DayCounts { pair, days: tx.sessions_by_day(pair, days)?, due: due_on(tx, pair, days)? }))
    }

    /// The sessions of a day, and what was held on the same day before.
    pub fn day_page(&self, pair: Option<PairId>, day: NaiveDate) -> Result<DayPage> {
        self.read(|tx| {
            let sessions = tx.sessions_of_days(pair, (day, shift_days(day, 1)), Counting::All, OF_A_DAY)?;
            Ok(DayPage { pair, day, sessions, earlier: earlier(tx, pair, day)? })
        })
    }

    /// The newest `limit` months in which there are sessions.
    pub fn timeline(&self, pair: Option<PairId>, limit: usize) -> Result<Timeline> {
        self.read(|tx| {
            let mut months = Vec::new();
            let mut before = NaiveDate::MAX;
            while months.len() < limit
                && let Some(newest) = tx.last_day_before(pair, before)?
            {
                let row = month_row(tx, pair, newest)?;
                before = row.month.first_day();
                months.push(row);
            }
            count_signs(tx, pair, &mut months)?;
            Ok(Timeline { pair, more: months.len() == limit, months })
        })
    }

    /// The session, planned or held, that is nearest to a day.
    pub fn nearest_session(&self, pair: Option<PairId>, day: NaiveDate) -> Result<Nearest> {
        self.read(|tx| {
            let before = tx.session_beside(pair, shift_days(day, 1), Counting::TakingPlace, false)?;
            let after = tx.session_beside(pair, day, Counting::TakingPlace, true)?;
            let [before, after] = [before, after].map(|found| found.map(|dated| dated.session));
            Ok(Nearest { day, session: nearer(day, before, after) })
        })
    }
}

/// Open promises, active goals and the ends of terms that are due on these days, of pairs that go on.
fn due_on(tx: &Tx<'_>, pair: Option<PairId>, days: (NaiveDate, NaiveDate)) -> std::result::Result<Vec<DueOn>, Failure> {
    let mut found = Vec::new();
    let pairs = tx.pairs()?.into_iter().filter(|p| p.status != PairStatus::Ended);
    for of in pairs.filter(|p| pair.is_none_or(|id| id == p.id)) {
        for entry in tx.promises_due(of.id, days, OF_MONTHS)? {
            let Some(day) = entry.due else { continue };
            let words = entry.raw.text().filter(|_| !entry.raw.is_sealed());
            let words = words.map(|raw| capture::body(capture::first_line_of(raw)).into_owned());
            let private = entry.visibility == Visibility::Private;
            found.push(DueOn { day, kind: DueKind::Promise, pair: of.id, owner: entry.owner, words, private });
        }
        for goal in tx.goals_due(of.id, days, OF_MONTHS)? {
            let Some(day) = goal.terms.due else { continue };
            let words = Some(goal.terms.title);
            found.push(DueOn { day, kind: DueKind::Goal, pair: of.id, owner: goal.owner, words, private: false });
        }
        if let Some(day) = of.until.filter(|day| (days.0..days.1).contains(day)) {
            let (kind, owner) = (DueKind::Term, Owner::Both);
            found.push(DueOn { day, kind, pair: of.id, owner, words: None, private: false });
        }
    }
    found.sort_by_key(|due| (due.day, due.kind));
    Ok(found)
}

/// What was held on the same day of earlier years, and about a month and a year before, newest first.
fn earlier(tx: &Tx<'_>, pair: Option<PairId>, day: NaiveDate) -> std::result::Result<Vec<Remembered>, Failure> {
    let mut found = Vec::new();
    let about_a_month = (shift_months(day, -1), ABOUT_A_MONTH, Earlier::AboutAMonth);
    found.extend(about(tx, pair, about_a_month)?);
    for years in 1..=YEARS {
        let Some(then) = same_day_in(day, day.year() - years.cast_signed()) else { continue };
        let held = tx.sessions_of_days(pair, (then, shift_days(then, 1)), Counting::Held, OF_A_YEAR)?;
        found.extend(held.into_iter().map(|dated| Remembered { dated, when: Earlier::Years(years) }));
    }
    if !found.iter().any(|r| r.when == Earlier::Years(1)) {
        let about_a_year = (shift_months(day, -12), ABOUT_A_YEAR, Earlier::AboutAYear);
        found.extend(about(tx, pair, about_a_year)?);
    }
    found.sort_by_key(|r| std::cmp::Reverse(r.dated.session.at));
    Ok(found)
}

/// The held session nearest to a day, if it is near enough.
fn about(
    tx: &Tx<'_>,
    pair: Option<PairId>,
    (day, reach, when): (NaiveDate, i64, Earlier),
) -> std::result::Result<Option<Remembered>, Failure> {
    let days = (shift_days(day, -reach), shift_days(day, reach + 1));
    let held = tx.sessions_of_days(pair, days, Counting::Held, OF_A_DAY)?;
    let distance = |dated: &Dated| days_until(day, dated.day()).abs();
    Ok(held.into_iter().min_by_key(distance).map(|dated| Remembered { dated, when }))
}

fn month_row(tx: &Tx<'_>, pair: Option<PairId>, newest: NaiveDate) -> std::result::Result<MonthRow, Failure> {
    let month = Month::of(newest);
    Ok(MonthRow {
        month,
        newest,
        held: tx.sessions_in(pair, month, SessionStatus::Held)?,
        planned: tx.sessions_in(pair, month, SessionStatus::Planned)?,
        themes: tx.themes_of(pair, month, THEMES)?,
        checkins: 0,
        ratings: 0,
    })
}

/// Counts check-ins and ratings for the months that are shown.
fn count_signs(tx: &Tx<'_>, pair: Option<PairId>, months: &mut [MonthRow]) -> std::result::Result<(), Failure> {
    let Some(since) = months.last().map(|row| row.month.first_day()) else { return Ok(()) };
    // Months stand newest first.
    let place = |months: &[MonthRow], day| months.binary_search_by(|row| Month::of(day).cmp(&row.month)).ok();
    for day in tx.checkin_days(pair, since)? {
        if let Some(i) = place(months, day) {
            months[i].checkins += 1;
        }
    }
    for day in tx.rating_days(pair, since)? {
        if let Some(i) = place(months, day) {
            months[i].ratings += 1;
        }
    }
    Ok(())
}
