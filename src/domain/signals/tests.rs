use super::*;
use crate::domain::Cadence;
use crate::domain::ids::GoalId;
use crate::domain::pair::tests::pair;

const NOW: &str = "2026-11-21T15:00:00+09:00";

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

/// Three o'clock in the afternoon of that day, in Osaka.
fn on(day: &str) -> Moment {
    at(&format!("{day}T15:00:00+09:00"))
}

fn date(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

/// An active pair of which nothing is known.
fn facts() -> Facts {
    Facts {
        pair: pair(),
        running: None,
        planned: Vec::new(),
        held: Vec::new(),
        owed: Vec::new(),
        aims: Vec::new(),
        settled: Vec::new(),
        theirs: Vec::new(),
        thanks: Vec::new(),
        people: Vec::new(),
        goals: Vec::new(),
        pulses: Vec::new(),
        learned: Learned::default(),
    }
}

fn planned(at: Moment) -> Meeting {
    Meeting { at, minutes: Some(60) }
}

fn promise(n: u128) -> EntryId {
    EntryId(uuid::Uuid::from_u128(n))
}

fn goal(n: u128) -> GoalId {
    GoalId(uuid::Uuid::from_u128(n))
}

/// The count of a signal at `now`, if it speaks.
fn counted(signal: Signal, facts: &Facts, now: &str) -> Option<u32> {
    signals(facts, at(now)).iter().find(|due| due.signal == signal).map(|due| due.count)
}

fn speaking(facts: &Facts) -> Vec<Signal> {
    signals(facts, at(NOW)).iter().map(|due| due.signal).collect()
}

/// Facts of which every signal of one pair speaks that can speak beside the others.
fn everything() -> Facts {
    let long_ago = vec![on("2026-01-10")];
    Facts {
        pair: Pair { until: Some(date("2026-11-30")), every: Some(Cadence::Weeks(1)), ..pair() },
        running: Some(on("2026-11-17")),
        planned: vec![planned(on("2026-11-18"))],
        held: vec![on("2026-10-30"), on("2026-10-16"), on("2026-10-02")],
        owed: vec![Owed { promise: promise(1), day: date("2026-11-20") }],
        aims: vec![Aim { goal: goal(1), day: date("2026-11-22") }],
        settled: vec![Settled { at: on("2026-11-20"), told: false }],
        theirs: long_ago.clone(),
        thanks: long_ago.clone(),
        people: long_ago.clone(),
        goals: long_ago,
        pulses: vec![1, 2, 2],
        learned: Learned { mine: 2, theirs: 0, both: 0 },
    }
}

#[test]
fn the_most_useful_comes_first() {
    let mut all: Vec<Signal> = Signal::ALL.to_vec();
    // These speak only where another one does not.
    let elsewhere = [Signal::Meeting, Signal::TermOver, Signal::NeverMet, Signal::NoNext, Signal::Load];
    all.retain(|signal| !elsewhere.contains(signal));
    assert_eq!(speaking(&everything()), all);
    assert_eq!(
        speaking(&Facts { held: vec![on("2026-11-20")], planned: vec![planned(on("2026-11-28"))], ..facts() }),
        []
    );
}

#[test]
fn a_pair_that_rests_has_ended_or_has_not_begun_is_silent() {
    let with = |status, paused_until| {
        let pair = Pair { status, paused_until, ..everything().pair };
        let facts = Facts { pair, ..everything() };
        (speaking(&facts).len(), of_all(vec![facts], at(NOW)).len())
    };
    for silent in [PairStatus::Candidate, PairStatus::Paused, PairStatus::Ended] {
        assert_eq!(with(silent, None), (0, 0), "{silent:?}");
    }
    // A pause is over on its day.
    for (until, speaks_again) in [("2026-11-20", true), ("2026-11-21", true), ("2026-11-22", false)] {
        let pair = Pair { status: PairStatus::Paused, paused_until: Some(date(until)), ..everything().pair };
        assert_eq!(speaks(&pair.as_of(date("2026-11-21"))), speaks_again, "{until}");
    }
    assert_eq!(with(PairStatus::Setup, None), (13, 13));
}

#[test]
fn a_clock_is_left_running_over_night_or_after_six_hours() {
    let cases = [
        ("2026-11-21T09:00:00+09:00", false),
        ("2026-11-21T08:59:59+09:00", true),
        ("2026-11-20T23:59:00+09:00", true),
        // The same day there, another one here; and the other way round.
        ("2026-11-21T02:00:00+00:00", false),
        ("2026-11-20T20:00:00-10:00", false),
        // The calendar went back since.
        ("2026-11-22T00:30:00+09:00", true),
    ];
    for (since, expected) in cases {
        let facts = Facts { running: Some(at(since)), ..facts() };
        assert_eq!(counted(Signal::Running, &facts, NOW).is_some(), expected, "{since}");
    }
    let facts = Facts { running: Some(at("2026-11-20T23:30:00+09:00")), ..facts() };
    assert_eq!(counted(Signal::Running, &facts, "2026-11-21T00:10:00+09:00"), Some(1));
    assert_eq!(signals(&facts, at(NOW))[0].day, Some(date("2026-11-20")));
}

#[test]
fn a_planned_session_has_passed_an_hour_after_its_time() {
    let cases = [
        ("2026-11-21T13:59:59+09:00", Some(1)),
        ("2026-11-21T14:00:00+09:00", None),
        ("2026-11-21T05:00:00+00:00", None),
        ("2026-11-21T04:59:00+00:00", Some(1)),
        ("2026-11-28T15:00:00+09:00", None),
    ];
    for (time, expected) in cases {
        let facts = Facts { planned: vec![planned(at(time))], ..facts() };
        assert_eq!(counted(Signal::Passed, &facts, NOW), expected, "{time}");
    }
    let two = vec![planned(on("2026-11-02")), planned(on("2026-11-16")), planned(on("2026-11-30"))];
    let due = &signals(&Facts { planned: two, ..facts() }, at(NOW))[0];
    assert_eq!((due.signal, due.count, due.day), (Signal::Passed, 2, Some(date("2026-11-16"))));
}

#[test]
fn a_promise_is_told_from_the_day_before_its_day_on() {
    let owed = |day| Owed { promise: promise(7), day: date(day) };
    for (day, expected) in
        [("2026-10-02", Some(1)), ("2026-11-21", Some(1)), ("2026-11-22", Some(1)), ("2026-11-23", None)]
    {
        let facts = Facts { owed: vec![owed(day)], ..facts() };
        assert_eq!(counted(Signal::Promise, &facts, NOW), expected, "{day}");
    }
    let said = |owed| signals(&Facts { owed, held: vec![on("2026-11-20")], ..facts() }, at(NOW))[0].clone();
    let one = said(vec![owed("2026-11-20"), owed("2026-11-23")]);
    assert_eq!((one.promise, one.day), (Some(promise(7)), Some(date("2026-11-20"))));
    let two = said(vec![owed("2026-11-20"), owed("2026-11-22")]);
    assert_eq!((two.count, two.promise, two.day), (2, None, Some(date("2026-11-20"))));
    // The day is that of the wall clock here: it is already the 22nd in Osaka.
    let facts = Facts { owed: vec![owed("2026-11-23")], ..facts() };
    assert_eq!(counted(Signal::Promise, &facts, "2026-11-21T23:59:59+09:00"), None);
    assert_eq!(counted(Signal::Promise, &facts, "2026-11-22T00:00:00+09:00"), Some(1));
    assert_eq!(counted(Signal::Promise, &facts, "2026-11-21T15:00:00+00:00"), None);
}

#[test]
fn a_goal_is_told_from_a_week_before_its_day_on() {
    let aim = |day| Aim { goal: goal(3), day: date(day) };
    for (day, expected) in
        [("2026-01-10", Some(1)), ("2026-11-21", Some(1)), ("2026-11-28", Some(1)), ("2026-11-29", None)]
    {
        let facts = Facts { aims: vec![aim(day)], ..facts() };
        assert_eq!(counted(Signal::Goal, &facts, NOW), expected, "{day}");
    }
}

#[test]
fn meetings_of_today_and_tomorrow_come_first_by_their_time() {
    let cases = [
        ("2026-11-21T14:00:00+09:00", true),
        ("2026-11-21T13:59:59+09:00", false),
        ("2026-11-21T23:59:00+09:00", true),
        ("2026-11-22T23:59:00+09:00", true),
        ("2026-11-23T00:00:00+09:00", false),
        // Tomorrow here, whatever day it is there.
        ("2026-11-22T14:59:00+00:00", true),
        ("2026-11-22T15:00:00+00:00", false),
    ];
    for (time, expected) in cases {
        let facts = Facts { planned: vec![planned(at(time))], ..facts() };
        assert_eq!(counted(Signal::Meeting, &facts, NOW).is_some(), expected, "{time}");
    }
    let ken = meeting(1, "Ken", &[("2026-11-22T10:00:00+09:00", None), ("2026-11-21T17:00:00+09:00", None)]);
    let aiko = meeting(2, "Aiko", &[("2026-11-21T16:00:00+09:00", None)]);
    let owing = Facts { owed: vec![Owed { promise: promise(1), day: date("2026-01-01") }], ..aiko };
    let told = of_all(vec![ken, owing], at(NOW));
    let told: Vec<(Signal, &str)> = told.iter().map(|due| (due.signal, due.name.as_str())).collect();
    let meetings = [(Signal::Meeting, "Aiko"), (Signal::Meeting, "Ken"), (Signal::Meeting, "Ken")];
    assert_eq!(told[..3], meetings);
    assert_eq!(told[3], (Signal::Promise, "Aiko"));
}

#[test]
fn what_has_a_date_comes_by_it_whatever_it_is() {
    let facts = Facts {
        pair: Pair { until: Some(date("2026-11-25")), ..pair() },
        held: vec![on("2026-11-20")],
        owed: vec![Owed { promise: promise(1), day: date("2026-11-22") }],
        aims: vec![Aim { goal: goal(1), day: date("2026-11-24") }],
        ..facts()
    };
    assert_eq!(speaking(&facts), [Signal::Promise, Signal::Goal, Signal::Review, Signal::NoNext]);
    let aims = vec![Aim { goal: goal(1), day: date("2026-11-19") }];
    assert_eq!(speaking(&Facts { aims, ..facts }), [Signal::Goal, Signal::Promise, Signal::Review, Signal::NoNext]);
}

#[test]
fn a_pair_that_never_met_and_a_term_that_ran_out_are_named() {
    assert_eq!(speaking(&facts()), [Signal::NeverMet]);
    let with = |from, until| Pair { from, until, ..pair() };
    let later = Facts { pair: with(Some(date("2026-11-22")), None), ..facts() };
    assert_eq!(speaking(&later), [], "the term has not begun");
    let over = Facts { pair: with(None, Some(date("2026-11-20"))), ..facts() };
    assert_eq!(speaking(&over), [Signal::TermOver]);
    let met = Facts { held: vec![on("2026-01-10")], ..over };
    assert_eq!(speaking(&met), [Signal::TermOver], "and not that the next session has no date");
    let last_day = Facts { pair: with(None, Some(date("2026-11-21"))), ..facts() };
    assert_eq!(speaking(&last_day), [Signal::Review, Signal::NeverMet]);
}

#[test]
fn a_result_is_reported_until_the_next_session_is_held() {
    let held = vec![on("2026-11-13")];
    let cases = [
        ("2026-11-13T15:00:00+09:00", false, None),
        ("2026-11-13T15:00:01+09:00", false, Some(1)),
        ("2026-11-13T06:00:01+00:00", false, Some(1)),
        ("2026-11-13T15:40:00+09:00", true, None),
    ];
    for (time, told, expected) in cases {
        let settled = vec![Settled { at: at(time), told }];
        let facts = Facts { held: held.clone(), settled, ..facts() };
        assert_eq!(counted(Signal::Report, &facts, NOW), expected, "{time} {told}");
    }
    let settled = vec![Settled { at: on("2026-11-20"), told: false }];
    let owed = vec![Owed { promise: promise(1), day: date("2026-11-21") }];
    let both = Facts { held, settled, owed, ..facts() };
    assert_eq!(speaking(&both), [Signal::Promise, Signal::Report, Signal::NoNext]);
}

/// Last session, rhythm, the last instant at which nothing is said. Nothing is said at it, and the gap a minute later.
const GAPS: [(&str, &str, &str); 14] = [
    ("2026-11-01T15:00:00+09:00", "10d", "2026-11-16T15:00:00+09:00"),
    ("2026-11-01T15:00:00+09:00", "1d", "2026-11-03T03:00:00+09:00"),
    ("2026-11-01T15:00:00+09:00", "2w", "2026-11-22T15:00:00+09:00"),
    ("2026-11-01T15:00:00+09:00", "1w", "2026-11-12T03:00:00+09:00"),
    // A month is as long as the one that it spans: 30 days in November, 31 in October, 28 in February.
    ("2026-11-01T15:00:00+09:00", "1m", "2026-12-16T15:00:00+09:00"),
    ("2026-10-01T15:00:00+09:00", "1m", "2026-11-17T03:00:00+09:00"),
    // From the 31st of January it ends on the last of February.
    ("2026-01-31T15:00:00+09:00", "1m", "2026-03-14T15:00:00+09:00"),
    ("2028-01-31T15:00:00+09:00", "1m", "2028-03-15T03:00:00+09:00"),
    // Over a leap day, on it, and a year from it.
    ("2028-02-15T15:00:00+09:00", "2w", "2028-03-07T15:00:00+09:00"),
    ("2028-02-29T15:00:00+09:00", "1m", "2028-04-13T03:00:00+09:00"),
    ("2028-02-29T15:00:00+09:00", "12m", "2029-08-30T03:00:00+09:00"),
    // Another zone: the 30th there was the 31st here, and the month from there is 28 days.
    ("2026-01-30T20:00:00-05:00", "1m", "2026-03-14T10:00:00+09:00"),
    // Summer time began or ended in between: time goes by as it does.
    ("2026-03-22T15:00:00+01:00", "2w", "2026-04-12T16:00:00+02:00"),
    ("2026-10-18T15:00:00+02:00", "2w", "2026-11-08T14:00:00+01:00"),
];

#[test]
fn a_gap_is_longer_than_one_and_a_half_times_the_rhythm() {
    for (last, every, limit) in GAPS {
        let pair = Pair { every: Cadence::parse(every), ..pair() };
        let facts = Facts { pair, held: vec![at(last)], ..facts() };
        let minute = TimeDelta::minutes(1);
        let said = |now: Moment| speaking_at(&facts, now);
        assert_eq!(said(at(limit) - minute), [Signal::NoNext], "{last} {every}: a minute before {limit}");
        assert_eq!(said(at(limit)), [Signal::NoNext], "{last} {every}: at {limit}");
        assert_eq!(said(at(limit) + minute), [Signal::Gap], "{last} {every}: a minute after {limit}");
    }
}

fn speaking_at(facts: &Facts, now: Moment) -> Vec<Signal> {
    signals(facts, now).iter().map(|due| due.signal).collect()
}

#[test]
fn a_gap_is_told_in_days_of_the_calendar_here() {
    let pair = Pair { every: Some(Cadence::Weeks(1)), ..pair() };
    let facts = Facts { pair, held: vec![at("2026-10-06T16:00:00+00:00")], ..facts() };
    assert_eq!(counted(Signal::Gap, &facts, NOW), Some(45));
    assert_eq!(counted(Signal::Gap, &facts, "2026-11-21T06:00:00+00:00"), Some(46));
}

#[test]
fn without_a_rhythm_or_with_a_date_there_is_no_gap() {
    let held = vec![on("2025-01-10")];
    let no_rhythm = Facts { held: held.clone(), ..facts() };
    assert_eq!(speaking(&no_rhythm), [Signal::NoNext]);
    let pair = Pair { every: Some(Cadence::Weeks(2)), ..pair() };
    let never_met = Facts { pair: pair.clone(), ..facts() };
    assert_eq!(speaking(&never_met), [Signal::NeverMet]);
    // A session that was to begin up to an hour ago is still the next one.
    for (time, expected) in [
        ("2027-03-01T15:00:00+09:00", vec![]),
        ("2026-11-21T14:00:00+09:00", vec![Signal::Meeting]),
        ("2026-11-21T13:59:59+09:00", vec![Signal::Passed, Signal::Gap]),
    ] {
        let facts = Facts { pair: pair.clone(), held: held.clone(), planned: vec![planned(at(time))], ..facts() };
        assert_eq!(speaking(&facts), expected, "{time}");
        let facts = Facts { pair: super::tests::pair(), ..facts };
        let no_next = speaking(&facts).contains(&Signal::NoNext);
        assert_eq!(no_next, expected.contains(&Signal::Gap), "{time}");
    }
}

#[test]
fn what_waits_is_told_after_some_days() {
    type Put = fn(&mut Facts, Vec<Moment>);
    let lists: [(Signal, i64, Put); 3] = [
        (Signal::TheirPromise, 14, |f, all| f.theirs = all),
        (Signal::Thanks, 7, |f, all| f.thanks = all),
        (Signal::Introduction, 14, |f, all| f.people = all),
    ];
    for (signal, days, put) in lists {
        // Whole days of the calendar: the hour does not matter.
        let last_quiet = (at(NOW) - TimeDelta::days(days)).date_naive().and_hms_opt(0, 0, 0).unwrap();
        let last_quiet = last_quiet.and_local_timezone(*at(NOW).offset()).unwrap();
        let with = |moments| {
            let mut facts = facts();
            put(&mut facts, moments);
            counted(signal, &facts, NOW)
        };
        assert_eq!(with(vec![last_quiet]), None, "{signal:?}");
        assert_eq!(with(vec![last_quiet - TimeDelta::seconds(1)]), Some(1), "{signal:?}");
        assert_eq!(with(vec![last_quiet.with_timezone(&chrono::Utc).fixed_offset()]), None, "{signal:?}: in UTC");
        let many = vec![on("2026-01-10"), last_quiet - TimeDelta::days(1), last_quiet, on("2026-12-24")];
        assert_eq!(with(many), Some(2), "{signal:?}");
    }
}

#[test]
fn the_milestone_is_near_for_two_weeks() {
    let cases = [
        ("2026-11-20", None),
        ("2026-11-21", Some(0)),
        ("2026-11-22", Some(1)),
        ("2026-12-04", Some(13)),
        ("2026-12-05", Some(14)),
        ("2026-12-06", None),
    ];
    for (until, expected) in cases {
        let facts = Facts { pair: Pair { until: Some(date(until)), ..pair() }, ..facts() };
        assert_eq!(counted(Signal::Review, &facts, NOW), expected, "{until}");
    }
    let leap = Facts { pair: Pair { until: Some(date("2028-03-01")), ..pair() }, ..facts() };
    assert_eq!(counted(Signal::Review, &leap, "2028-02-16T00:00:00+09:00"), Some(14));
    assert_eq!(counted(Signal::Review, &leap, "2028-02-15T23:59:59+09:00"), None);
}

#[test]
fn a_goal_is_stuck_after_two_sessions_without_a_look() {
    let two = vec![on("2026-11-13"), on("2026-10-30")];
    let cases = [
        (two.clone(), "2026-10-30T14:59:59+09:00", Some(1)),
        // Looked at in that session.
        (two.clone(), "2026-10-30T15:00:00+09:00", None),
        (two.clone(), "2026-11-13T15:10:00+09:00", None),
        (two.clone(), "2026-10-30T05:59:59+00:00", Some(1)),
        (vec![on("2026-11-13")], "2026-01-10T15:00:00+09:00", None),
        (Vec::new(), "2026-01-10T15:00:00+09:00", None),
    ];
    for (held, looked_at, expected) in cases {
        let facts = Facts { held, goals: vec![at(looked_at)], ..facts() };
        assert_eq!(counted(Signal::StuckGoal, &facts, NOW), expected, "{looked_at}");
    }
    let goals = vec![on("2026-01-10"), on("2026-10-01"), on("2026-11-14")];
    assert_eq!(counted(Signal::StuckGoal, &Facts { held: two, goals, ..facts() }, NOW), Some(2));
}

#[test]
fn three_low_pulses_one_after_another_are_a_signal() {
    let cases: [(&[u8], bool); 6] = [
        (&[2, 2, 2], true),
        (&[1, 2, 1], true),
        (&[3, 2, 2], false),
        (&[2, 2, 3], false),
        (&[1, 1], false),
        (&[], false),
    ];
    for (pulses, expected) in cases {
        let facts = Facts { pulses: pulses.to_vec(), ..facts() };
        assert_eq!(counted(Signal::LowPulse, &facts, NOW).is_some(), expected, "{pulses:?}");
    }
}

#[test]
fn learning_goes_one_way_when_two_learnings_are_all_on_one_side() {
    let three = || vec![on("2026-11-13"), on("2026-10-30"), on("2026-10-16")];
    let cases = [
        ((2, 0, 0), true),
        ((0, 2, 0), true),
        ((1, 0, 0), false),
        ((0, 1, 0), false),
        ((1, 1, 0), false),
        ((5, 0, 1), false),
        ((0, 0, 2), false),
        ((0, 0, 0), false),
    ];
    for ((mine, theirs, both), expected) in cases {
        let facts = Facts { held: three(), learned: Learned { mine, theirs, both }, ..facts() };
        assert_eq!(counted(Signal::OneWay, &facts, NOW).is_some(), expected, "{mine} {theirs} {both}");
    }
    let learned = Learned { mine: 2, theirs: 0, both: 0 };
    let two_sessions = Facts { held: three()[..2].to_vec(), learned, ..facts() };
    assert_eq!(counted(Signal::OneWay, &two_sessions, NOW), None);
}

/// Another active pair with these planned sessions.
fn meeting(n: u128, name: &str, planned: &[(&str, Option<u32>)]) -> Facts {
    let pair = Pair { id: PairId(uuid::Uuid::from_u128(n)), name: name.into(), ..pair() };
    let planned = planned.iter().map(|(time, minutes)| Meeting { at: at(time), minutes: *minutes }).collect();
    Facts { pair, planned, ..facts() }
}

fn loaded(all: Vec<Facts>, now: &str) -> Option<(u32, String)> {
    let due = of_all(all, at(now));
    due.into_iter().find(|due| due.signal == Signal::Load).map(|due| (due.count, due.name))
}

#[test]
fn a_month_is_full_from_four_hours_on() {
    let (early, late) = ("2026-11-25T15:00:00+09:00", "2026-11-30T23:59:59+09:00");
    let with = |minutes| vec![meeting(1, "Ken", &[(late, Some(120))]), meeting(2, "Aiko", &[(early, minutes)])];
    assert_eq!(loaded(with(Some(119)), NOW), None);
    assert_eq!(loaded(with(Some(120)), NOW), Some((4, "Aiko".into())));
    assert_eq!(loaded(with(Some(299)), NOW), Some((6, "Aiko".into())));
    assert_eq!(loaded(with(None), NOW), None);
    // One pair alone, and beside one that rests.
    let alone = || meeting(1, "Ken", &[(late, Some(600))]);
    let resting = || {
        let facts = meeting(2, "Aiko", &[(early, Some(600))]);
        Facts { pair: Pair { status: PairStatus::Paused, ..facts.pair }, ..facts }
    };
    assert_eq!(loaded(vec![alone()], NOW), None);
    assert_eq!(loaded(vec![alone(), resting()], NOW), None);
    assert_eq!(loaded(vec![alone(), meeting(3, "Yui", &[])], NOW), Some((10, "Ken".into())));
}

#[test]
fn a_month_is_that_of_the_calendar_here() {
    let last_second = "2026-11-30T23:59:59+09:00";
    let both = |time| vec![meeting(1, "Ken", &[(time, Some(240))]), meeting(2, "Aiko", &[])];
    assert_eq!(loaded(both(last_second), NOW), Some((4, "Ken".into())));
    assert_eq!(loaded(both("2026-12-01T00:00:00+09:00"), NOW), None);
    assert_eq!(loaded(both("2026-11-30T15:00:00+00:00"), NOW), None);
    assert_eq!(loaded(both("2026-11-01T00:00:00+09:00"), NOW), Some((4, "Ken".into())));
    assert_eq!(loaded(both("2026-10-31T23:59:59+09:00"), NOW), None);
    assert_eq!(loaded(both("2025-11-25T15:00:00+09:00"), NOW), None);
}

#[test]
fn of_several_pairs_the_more_useful_comes_first_and_then_who_meets_next() {
    let waiting = |facts: Facts| Facts { theirs: vec![on("2026-01-10")], ..facts };
    let no_date = waiting(meeting(1, "Yui", &[]));
    let later = waiting(meeting(2, "Ken", &[("2026-12-03T15:00:00+09:00", None)]));
    let soon = waiting(meeting(3, "Aiko", &[("2026-11-27T15:00:00+09:00", None)]));
    let thanks = Facts { thanks: vec![on("2026-01-10")], ..soon.clone() };
    let settled = vec![Settled { at: on("2026-11-20"), told: false }];
    let reporting = Facts { settled, ..no_date };
    let all = of_all(vec![reporting, later, thanks], at(NOW));
    let told: Vec<(Signal, &str)> = all.iter().map(|due| (due.signal, due.name.as_str())).collect();
    assert_eq!(
        told,
        [
            (Signal::Report, "Yui"),
            (Signal::NeverMet, "Yui"),
            (Signal::TheirPromise, "Aiko"),
            (Signal::TheirPromise, "Ken"),
            (Signal::TheirPromise, "Yui"),
            (Signal::Thanks, "Aiko"),
        ]
    );
}
