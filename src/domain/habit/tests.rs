use chrono::{Duration, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::moment::Cadence;
use crate::domain::pair::tests::pair;

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(&format!("{text}:00+09:00")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn session(text: &str, minutes: Option<u32>, status: SessionStatus) -> Timed {
    Timed { at: at(text), minutes, status }
}

/// Sessions that were held at these moments, in any order.
fn held(moments: &[&str]) -> Vec<Timed> {
    let mut sessions: Vec<Timed> = moments.iter().map(|m| session(m, None, SessionStatus::Held)).collect();
    sessions.sort_by_key(|s| std::cmp::Reverse(s.at));
    sessions
}

fn with(every: Option<&str>) -> Pair {
    Pair { every: every.map(|every| Cadence::parse(every).unwrap()), ..pair() }
}

const JAPAN: DateRules = DateRules {
    order: crate::domain::DayOrder::Ymd,
    fiscal_year_starts: None,
    fiscal_year_of_region: None,
    japanese_holidays: true,
    days_off: &[],
};

/// What is proposed on a day at ten.
fn proposed(pair: &Pair, sessions: &[Timed], today: &str, rules: DateRules) -> Option<String> {
    let proposal = propose(pair, sessions, at(&format!("{today}T10:00")), rules);
    proposal.at.map(|at| at.format("%a %Y-%m-%d %H:%M").to_string())
}

#[test]
fn the_next_session_is_where_the_last_ones_say() {
    let nowhere = DateRules::default();
    for (what, every, sessions, today, rules, expected) in [
        (
            "every second Tuesday, nobody wrote down a rhythm",
            None,
            vec!["2026-10-13T15:00", "2026-10-27T15:00", "2026-11-10T15:00"],
            "2026-11-11",
            nowhere,
            Some("Tue 2026-11-24 15:00"),
        ),
        (
            "two sessions show no distance",
            None,
            vec!["2026-10-27T15:00", "2026-11-10T15:00"],
            "2026-11-11",
            nowhere,
            None,
        ),
        (
            "with a rhythm one is enough",
            Some("2w"),
            vec!["2026-11-10T15:03"],
            "2026-11-11",
            nowhere,
            Some("Tue 2026-11-24 15:00"),
        ),
        (
            "one was held on a Thursday instead",
            Some("2w"),
            vec!["2026-09-29T15:00", "2026-10-13T15:00", "2026-10-27T15:00", "2026-11-12T09:30"],
            "2026-11-13",
            nowhere,
            Some("Tue 2026-11-24 15:00"),
        ),
        (
            "they changed to Thursdays at ten",
            Some("2w"),
            vec!["2026-09-29T15:00", "2026-10-13T15:00", "2026-10-29T10:00", "2026-11-12T10:00"],
            "2026-11-13",
            nowhere,
            Some("Thu 2026-11-26 10:00"),
        ),
        (
            "one was left out",
            None,
            vec!["2026-09-01T15:00", "2026-09-15T15:00", "2026-10-13T15:00", "2026-10-27T15:00", "2026-11-10T15:00"],
            "2026-11-11",
            nowhere,
            Some("Tue 2026-11-24 15:00"),
        ),
        (
            "the second Tuesday of a month",
            None,
            vec!["2026-08-11T15:00", "2026-09-08T15:00", "2026-10-13T15:00", "2026-11-10T15:00"],
            "2026-11-11",
            nowhere,
            Some("Tue 2026-12-08 15:00"),
        ),
        (
            "monthly, and there was one session",
            Some("1m"),
            vec!["2026-11-10T15:00"],
            "2026-11-11",
            nowhere,
            Some("Tue 2026-12-08 15:00"),
        ),
        (
            "a second Tuesday that was a third one",
            Some("1m"),
            vec!["2026-08-11T15:00", "2026-09-08T15:00", "2026-10-13T15:00", "2026-11-17T15:00"],
            "2026-11-18",
            nowhere,
            Some("Tue 2026-12-08 15:00"),
        ),
        (
            "the last Friday of a month",
            Some("1m"),
            vec!["2026-08-28T10:00", "2026-09-25T10:00", "2026-10-30T10:00"],
            "2026-11-02",
            nowhere,
            Some("Fri 2026-11-27 10:00"),
        ),
        (
            "always on the 15th",
            None,
            vec!["2026-07-15T10:00", "2026-09-15T10:00", "2026-10-15T10:00", "2026-08-15T10:00"],
            "2026-10-16",
            nowhere,
            Some("Sun 2026-11-15 10:00"),
        ),
        (
            "on the 15th of working months a weekend gives way",
            Some("1m"),
            vec!["2026-09-15T10:00", "2026-10-15T10:00"],
            "2026-10-16",
            nowhere,
            Some("Mon 2026-11-16 10:00"),
        ),
        (
            "every quarter",
            Some("3m"),
            vec!["2026-05-13T13:00", "2026-08-12T13:00"],
            "2026-08-13",
            nowhere,
            Some("Wed 2026-11-11 13:00"),
        ),
        ("every ten days", Some("10d"), vec!["2026-11-10T15:00"], "2026-11-11", nowhere, Some("Fri 2026-11-20 15:00")),
        (
            "a weekend is a day like others for those who meet there",
            Some("2w"),
            vec!["2026-11-21T09:15"],
            "2026-11-22",
            nowhere,
            Some("Sat 2026-12-05 09:15"),
        ),
        (
            "what fell out goes on where the rhythm is now",
            Some("2w"),
            vec!["2026-09-01T15:00"],
            "2026-11-11",
            nowhere,
            Some("Tue 2026-11-24 15:00"),
        ),
        ("later today", Some("2w"), vec!["2026-11-10T15:00"], "2026-11-24", nowhere, Some("Tue 2026-11-24 15:00")),
        ("too late today", Some("2w"), vec!["2026-11-10T09:00"], "2026-11-24", nowhere, Some("Tue 2026-12-08 09:00")),
        (
            "a holiday: the same weekday of the next week",
            Some("2w"),
            vec!["2026-10-26T10:00", "2026-11-09T10:00"],
            "2026-11-10",
            JAPAN,
            Some("Mon 2026-11-30 10:00"),
        ),
        (
            "no holiday elsewhere",
            Some("2w"),
            vec!["2026-10-26T10:00", "2026-11-09T10:00"],
            "2026-11-10",
            nowhere,
            Some("Mon 2026-11-23 10:00"),
        ),
        (
            "the second Monday of January is a holiday",
            Some("1m"),
            vec!["2026-09-14T10:00", "2026-11-09T10:00", "2026-12-14T10:00"],
            "2026-12-15",
            JAPAN,
            Some("Mon 2027-01-18 10:00"),
        ),
        (
            "and does not shift what comes after it",
            Some("1m"),
            vec!["2026-11-09T10:00", "2026-12-14T10:00", "2027-01-18T10:00"],
            "2027-01-19",
            JAPAN,
            Some("Mon 2027-02-08 10:00"),
        ),
        (
            "it stays in its month",
            Some("1m"),
            vec!["2025-12-31T10:00", "2026-02-25T10:00", "2026-03-25T10:00"],
            "2026-03-26",
            JAPAN,
            Some("Wed 2026-04-22 10:00"),
        ),
        (
            "days at a distance: the next working day",
            Some("10d"),
            vec!["2026-11-13T10:00"],
            "2026-11-14",
            JAPAN,
            Some("Tue 2026-11-24 10:00"),
        ),
    ] {
        let sessions = held(&sessions);
        assert_eq!(proposed(&with(every), &sessions, today, rules).as_deref(), expected, "{what}");
    }
}

#[test]
fn days_off_one_after_the_other_are_passed_over() {
    static YEAR_END: [NaiveDate; 2] =
        [NaiveDate::from_ymd_opt(2026, 12, 29).unwrap(), NaiveDate::from_ymd_opt(2027, 1, 5).unwrap()];
    let rules = DateRules { days_off: &YEAR_END, ..DateRules::default() };
    let sessions = held(&["2026-12-01T15:00", "2026-12-15T15:00"]);
    assert_eq!(proposed(&with(Some("2w")), &sessions, "2026-12-16", rules).as_deref(), Some("Tue 2027-01-12 15:00"));
}

#[test]
fn what_four_sessions_show_counts_more_than_a_rhythm_nobody_has_looked_at_since() {
    let tuesdays = ["2026-09-29T15:00", "2026-10-13T15:00", "2026-10-27T15:00", "2026-11-10T15:00"];
    let monthly = with(Some("1m"));
    let next = |pair: &Pair, sessions: &[&str]| proposed(pair, &held(sessions), "2026-11-11", DateRules::default());
    assert_eq!(next(&monthly, &tuesdays).as_deref(), Some("Tue 2026-11-24 15:00"));
    assert_eq!(next(&monthly, &tuesdays[1..]).as_deref(), Some("Tue 2026-12-08 15:00"), "three do not");
    let looked_at = Pair { rev: 2, updated: at("2026-11-10T16:00").timestamp_millis(), ..monthly.clone() };
    assert_eq!(next(&looked_at, &tuesdays).as_deref(), Some("Tue 2026-12-08 15:00"));
    let long_ago = Pair { rev: 2, updated: at("2026-10-30T16:00").timestamp_millis(), ..monthly };
    assert_eq!(next(&long_ago, &tuesdays).as_deref(), Some("Tue 2026-11-24 15:00"));
}

#[test]
fn who_never_met_has_ended_or_rests_is_asked() {
    let tuesdays = held(&["2026-10-13T15:00", "2026-10-27T15:00", "2026-11-10T15:00"]);
    let every = with(Some("2w"));
    let now = at("2026-11-11T10:00");
    let next = |pair: &Pair| propose(pair, &tuesdays, now, DateRules::default()).at.map(|at| at.date());
    assert_eq!(next(&every), Some(day("2026-11-24")));
    assert_eq!(propose(&every, &[], now, DateRules::default()), Proposal::default());
    let cancelled = [session("2026-11-10T15:00", Some(60), SessionStatus::Cancelled)];
    assert_eq!(propose(&every, &cancelled, now, DateRules::default()), Proposal::default());
    let paused =
        |until: Option<&str>| Pair { status: PairStatus::Paused, paused_until: until.map(day), ..every.clone() };
    for (pair, expected) in [
        (Pair { status: PairStatus::Ended, ..every.clone() }, None),
        (Pair { until: Some(day("2026-11-23")), ..every.clone() }, None),
        (Pair { until: Some(day("2026-11-24")), ..every.clone() }, Some(day("2026-11-24"))),
        (Pair { until: Some(day("2026-11-01")), ..every.clone() }, None),
        (paused(None), None),
        (paused(Some("2026-11-25")), Some(day("2026-12-08"))),
    ] {
        assert_eq!(next(&pair), expected, "{:?} {:?} {:?}", pair.status, pair.until, pair.paused_until);
    }
    // What is usual is known all the same.
    let ended = Pair { status: PairStatus::Ended, ..every };
    assert_eq!(propose(&ended, &tuesdays, now, DateRules::default()).time, NaiveTime::from_hms_opt(15, 0, 0));
    // A holiday at the end of a term does not move the session beyond it.
    let mondays = held(&["2026-10-26T10:00", "2026-11-09T10:00"]);
    let pair = Pair { until: Some(day("2026-11-27")), ..with(Some("2w")) };
    assert_eq!(proposed(&pair, &mondays, "2026-11-10", JAPAN), None);
}

#[test]
fn what_is_planned_is_not_proposed_again() {
    let plan = |text| session(text, Some(60), SessionStatus::Planned);
    let cancelled = |text| session(text, Some(60), SessionStatus::Cancelled);
    let tuesdays = held(&["2026-10-13T15:00", "2026-10-27T15:00", "2026-11-10T15:00"]);
    for (what, ahead, expected) in [
        ("the next one", vec![plan("2026-11-24T15:00")], "2026-12-08"),
        ("two of them", vec![plan("2026-12-08T15:00"), plan("2026-11-24T15:00")], "2026-12-22"),
        ("one on another day", vec![plan("2026-11-26T09:00")], "2026-12-08"),
        ("one far ahead", vec![plan("2027-03-30T15:00")], "2026-11-24"),
        ("the one after the next", vec![plan("2026-12-08T15:00")], "2026-11-24"),
        ("one that was called off", vec![cancelled("2026-11-24T15:00")], "2026-12-08"),
    ] {
        let sessions: Vec<Timed> = ahead.into_iter().chain(tuesdays.clone()).collect();
        let proposal = propose(&with(Some("2w")), &sessions, at("2026-11-11T10:00"), DateRules::default());
        assert_eq!(proposal.at.map(|at| at.date()), Some(day(expected)), "{what}");
    }
    // Nobody has met yet, but the first session is planned.
    let first = [plan("2026-11-24T15:00")];
    let proposal = propose(&with(Some("2w")), &first, at("2026-11-11T10:00"), DateRules::default());
    assert_eq!((proposal.at.map(|at| at.date()), proposal.minutes), (Some(day("2026-12-08")), Some(60)));
}

#[test]
fn the_time_of_day_is_the_one_that_was_meant() {
    let time = |moments: &[(&str, u32)]| {
        let sessions: Vec<Timed> = moments
            .iter()
            .enumerate()
            .map(|(n, (time, seconds))| {
                let begins = at(&format!("2026-11-10T{time}")) + TimeDelta::seconds((*seconds).into());
                session("2026-11-10T00:00", None, SessionStatus::Held).with_at(begins - TimeDelta::weeks(n as i64))
            })
            .collect();
        let proposal = propose(&pair(), &sessions, at("2026-11-11T10:00"), DateRules::default());
        proposal.time.unwrap().format("%H:%M").to_string()
    };
    for (newest_first, expected) in [
        (vec![("15:00", 0)], "15:00"),
        (vec![("15:03", 12)], "15:00"),
        (vec![("14:53", 12)], "15:00"),
        (vec![("23:59", 12)], "23:45"),
        (vec![("13:05", 0)], "13:05"),
        (vec![("15:09", 12), ("15:04", 3), ("15:01", 44)], "15:00"),
        (vec![("15:09", 12), ("15:04", 3)], "15:00"),
        (vec![("13:07", 12), ("13:05", 0), ("13:05", 0)], "13:05"),
        (vec![("09:30", 0), ("15:00", 0), ("15:02", 9), ("14:58", 9)], "15:00"),
        (vec![("09:30", 0), ("09:30", 0), ("15:00", 0), ("15:02", 9), ("14:58", 9)], "09:30"),
        (vec![("09:30", 0), ("15:00", 0)], "09:30"),
    ] {
        assert_eq!(time(&newest_first), expected, "{newest_first:?}");
    }
}

#[test]
fn the_length_is_the_usual_one() {
    let minutes = |newest_first: &[Option<u32>]| {
        let sessions: Vec<Timed> = newest_first
            .iter()
            .enumerate()
            .map(|(n, minutes)| {
                let begins = at("2026-11-10T15:00") - TimeDelta::weeks(n as i64);
                Timed { at: begins, minutes: *minutes, status: SessionStatus::Held }
            })
            .collect();
        propose(&pair(), &sessions, at("2026-11-11T10:00"), DateRules::default()).minutes
    };
    for (newest_first, expected) in [
        (vec![None], None),
        (vec![Some(45)], Some(45)),
        (vec![Some(30), Some(60), Some(60), Some(60)], Some(60)),
        (vec![Some(30), Some(30), Some(60), Some(60), Some(60)], Some(30)),
        (vec![None, Some(60), None], Some(60)),
        (vec![Some(50), Some(65), Some(60)], Some(60)),
    ] {
        assert_eq!(minutes(&newest_first), expected, "{newest_first:?}");
    }
    for (took, planned) in [(0, 5), (1, 5), (43, 45), (47, 45), (48, 50), (62, 60), (u32::MAX, u32::MAX - 5)] {
        assert!(to_five(took).abs_diff(planned) <= 5 && to_five(took).is_multiple_of(5), "{took}: {}", to_five(took));
    }
}

impl Timed {
    fn with_at(self, at: Moment) -> Self {
        Self { at, ..self }
    }
}

fn any_session() -> impl Strategy<Value = Timed> {
    let status = prop::sample::select(SessionStatus::ALL.to_vec());
    (0i64..800, 0i64..1440, prop::option::of(1u32..1441), status).prop_map(|(days, minute, minutes, status)| Timed {
        at: at("2025-06-01T00:00") + Duration::days(days) + Duration::minutes(minute),
        minutes,
        status,
    })
}

proptest! {
    /// Whatever the sessions are: a proposal lies ahead, within the term, on no day off, and no session is there already.
    #[test]
    fn a_proposal_can_be_taken(
        mut sessions in prop::collection::vec(any_session(), 0..20),
        every in prop::option::of(prop::sample::select(vec!["1d", "10d", "1w", "2w", "4w", "1m", "2m", "3m", "12m", "366m"])),
        until in prop::option::of(0i64..1200),
        japan in any::<bool>(),
    ) {
        sessions.sort_by_key(|s| std::cmp::Reverse(s.at));
        let until = until.map(|days| day("2026-01-01") + Duration::days(days));
        let pair = Pair { until, ..with(every) };
        let rules = DateRules { japanese_holidays: japan, ..DateRules::default() };
        let now = at("2026-11-11T10:00");
        let proposal = propose(&pair, &sessions, now, rules);
        let met = sessions.iter().any(|s| matches!(s.status, SessionStatus::Held | SessionStatus::Planned));
        prop_assert!(met || proposal == Proposal::default());
        if let Some(next) = proposal.at {
            prop_assert!(next > now.naive_local());
            prop_assert!(until.is_none_or(|until| next.date() <= until));
            prop_assert!(!rules.is_holiday(next.date()), "{next}");
            let taken = sessions.iter().any(|s| s.status != SessionStatus::Moved && s.day() == next.date() && s.at > now);
            prop_assert!(!taken, "{next}");
            prop_assert_eq!(Some(next.time()), proposal.time);
        }
    }
}
