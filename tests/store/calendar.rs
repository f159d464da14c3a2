//! Days and months are those of the wall clock where a session took place, whatever the index has to walk over.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use tomoni::domain::Moment;
use tomoni::domain::calendar::{DayCount, Earlier, Month};
use tomoni::domain::forms::NewSession;
use tomoni::domain::ids::PairId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;

use super::{clock, with_pair};

fn told<T>(result: tomoni::problem::Result<T>) -> T {
    result.map_err(|p| p.message(Lang::En)).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn add(journal: &mut Journal, pair: PairId, at: Moment, status: SessionStatus, theme: &str) {
    let new = NewSession { pair, at, status, minutes: None, mode: None, theme: theme.into(), text: String::new() };
    told(journal.add_session(&new));
}

fn held(journal: &mut Journal, pair: PairId, at: &str, theme: &str) {
    add(journal, pair, Moment::parse_from_rfc3339(at).unwrap(), SessionStatus::Held, theme);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Sessions around the turns of months, on clocks all over the world: counted by day and by month as one would by
    /// hand.
    #[test]
    fn days_and_months_are_counted_by_the_wall_clock(
        sessions in prop::collection::vec((0_i64..400 * 4, -14_i32..=14, any::<bool>()), 0..40),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
        let mut days: BTreeMap<NaiveDate, DayCount> = BTreeMap::new();
        for (quarter_days, offset, is_held) in sessions {
            let at = clock().now() - chrono::TimeDelta::hours(quarter_days * 6);
            let at = at.with_timezone(&chrono::FixedOffset::east_opt(offset * 3600).unwrap());
            let count = days.entry(at.date_naive()).or_default();
            let status = if is_held { count.held += 1; SessionStatus::Held } else { count.planned += 1; SessionStatus::Planned };
            add(&mut journal, pair, at, status, "");
        }
        for whose in [Some(pair), None] {
            let counted = told(journal.day_counts(whose, Month { year: 2025, month: 1 }, 36)).days;
            prop_assert_eq!(counted, days.clone().into_iter().collect::<Vec<_>>());
            let mut months: BTreeMap<Month, (u32, u32, NaiveDate)> = BTreeMap::new();
            for (day, count) in &days {
                let (held, planned, newest) = months.entry(Month::of(*day)).or_insert((0, 0, *day));
                (*held, *planned, *newest) = (*held + count.held, *planned + count.planned, *day);
            }
            let rows = told(journal.timeline(whose, 100)).months;
            let rows: Vec<_> = rows.into_iter().map(|r| (r.month, (r.held, r.planned, r.newest))).collect();
            prop_assert_eq!(rows, months.into_iter().rev().collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_day_has_its_sessions_and_what_was_on_it_before() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    for (at, theme) in [
        ("2026-11-14T23:30:00+09:00", "late"),
        ("2026-11-14T08:00:00-05:00", "abroad"),
        ("2026-11-15T00:10:00+09:00", "the next day"),
        ("2026-10-12T10:00:00+09:00", "a month ago"),
        ("2025-11-14T10:00:00+09:00", "a year ago"),
        ("2025-11-20T10:00:00+09:00", "about then"),
        ("2020-11-14T10:00:00+09:00", "long ago"),
    ] {
        held(&mut journal, pair, at, theme);
    }
    let page = told(journal.day_page(Some(pair), day("2026-11-14")));
    let themes: Vec<_> = page.sessions.iter().map(|d| d.session.theme.as_str()).collect();
    assert_eq!(themes, ["abroad", "late"]);
    let earlier: Vec<_> = page.earlier.iter().map(|r| (r.dated.session.theme.as_str(), r.when)).collect();
    let expected =
        [("a month ago", Earlier::AboutAMonth), ("a year ago", Earlier::Years(1)), ("long ago", Earlier::Years(6))];
    assert_eq!(earlier, expected);
    // Without one on that very day, the nearest about a year before.
    let page = told(journal.day_page(None, day("2026-11-16")));
    let earlier: Vec<_> = page.earlier.iter().map(|r| (r.dated.session.theme.as_str(), r.when)).collect();
    assert_eq!(earlier, [("a month ago", Earlier::AboutAMonth), ("a year ago", Earlier::AboutAYear)]);
}

#[test]
fn the_nearest_session_is_the_nearest_in_days() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    let nearest = |journal: &Journal, text: &str| {
        told(journal.nearest_session(Some(pair), day(text))).session.map(|s| s.theme).unwrap_or_default()
    };
    assert_eq!(nearest(&journal, "2026-11-14"), "");
    held(&mut journal, pair, "2026-11-04T10:00:00+09:00", "before");
    assert_eq!(nearest(&journal, "1999-01-01"), "before");
    add(&mut journal, pair, "2026-11-14T23:00:00+09:00".parse().unwrap(), SessionStatus::Planned, "after");
    let cancelled = "2026-11-09T10:00:00+09:00".parse().unwrap();
    add(&mut journal, pair, cancelled, SessionStatus::Cancelled, "cancelled");
    for (wanted, found) in [
        ("2026-11-14", "after"),
        ("2026-11-04", "before"),
        ("2026-11-10", "after"),
        ("2026-11-09", "before"),
        ("2030-01-01", "after"),
    ] {
        assert_eq!(nearest(&journal, wanted), found, "{wanted}");
    }
}

#[test]
fn all_pairs_are_those_outside_the_bin() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    held(&mut journal, pair, "2026-11-14T10:00:00+09:00", "here");
    let other =
        told(journal.add_pair(&tomoni::domain::forms::PairForm { name: Some("Mori".into()), ..Default::default() }))
            .pair
            .id;
    held(&mut journal, other, "2026-11-14T12:00:00+09:00", "there");
    let all = |journal: &Journal| told(journal.day_page(None, day("2026-11-14"))).sessions.len();
    assert_eq!((all(&journal), told(journal.timeline(None, 9)).months[0].held), (2, 2));
    assert_eq!(told(journal.timeline(Some(other), 9)).months[0].themes, ["there"]);
    told(journal.delete(Binned::Pair(other)));
    assert_eq!((all(&journal), told(journal.timeline(None, 9)).months[0].held), (1, 1));
    assert_eq!(told(journal.timeline(None, 9)).months[0].newest.year(), 2026);
}
