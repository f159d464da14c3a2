use chrono::{FixedOffset, NaiveTime};

use super::super::{DateError, Look, ParsedMoment, parse_datetime_instead};
use super::parse_datetime;
use super::{base_moment, day};
use crate::domain::{DateRules, DateTrouble};

#[test]
fn dates_with_times() {
    let cases: &[(&str, &str, Option<&str>)] = &[
        ("2026-11-28", "2026-11-28", None),
        ("2026-11-28 15:00", "2026-11-28", Some("15:00:00")),
        ("2026-11-28T15:00", "2026-11-28", Some("15:00:00")),
        ("2026-11-28t15:00:30", "2026-11-28", Some("15:00:30")),
        ("2026-11-28T15:00:30.5", "2026-11-28", Some("15:00:30.5")),
        ("11/28 15:00", "2026-11-28", Some("15:00:00")),
        ("fri 15:00", "2026-11-27", Some("15:00:00")),
        ("fri 3pm", "2026-11-27", Some("15:00:00")),
        ("fri at 3:30 p.m.", "2026-11-27", Some("15:30:00")),
        ("9am tomorrow", "2026-11-22", Some("09:00:00")),
        ("tomorrow noon", "2026-11-22", Some("12:00:00")),
        ("nov 28 15:00", "2026-11-28", Some("15:00:00")),
        ("Nov 28, 3 pm", "2026-11-28", Some("15:00:00")),
        ("12am tomorrow", "2026-11-22", Some("00:00:00")),
        ("来週の火曜 15時半", "2026-11-24", Some("15:30:00")),
        ("来週火曜日の午後3時半", "2026-11-24", Some("15:30:00")),
        ("１１月２８日 １５時", "2026-11-28", Some("15:00:00")),
        ("明日１５：００", "2026-11-22", Some("15:00:00")),
        ("明日の朝9時", "2026-11-22", Some("09:00:00")),
        ("明日、朝の9時", "2026-11-22", Some("09:00:00")),
        ("明日の夜8時", "2026-11-22", Some("20:00:00")),
        ("明日の正午", "2026-11-22", Some("12:00:00")),
        ("十二月一日十五時三十分", "2026-12-01", Some("15:30:00")),
        ("令和8年11月28日 午前10時15分", "2026-11-28", Some("10:15:00")),
        ("15:00", "2026-11-21", Some("15:00:00")),
        ("10:00", "2026-11-21", Some("10:00:00")),
        ("9:30", "2026-11-22", Some("09:30:00")),
        ("now", "2026-11-21", Some("10:00:00")),
        ("in 2 hours", "2026-11-21", Some("12:00:00")),
        ("30分後", "2026-11-21", Some("10:30:00")),
        ("20 hours ago", "2026-11-20", Some("14:00:00")),
    ];
    for (text, date, time) in cases {
        let time = time.map(|time| time.parse::<NaiveTime>().expect("a time"));
        let day_is_told = !["15:00", "10:00", "9:30"].contains(text);
        let expected = ParsedMoment {
            date: day(date),
            day_is_told,
            time,
            offset: None,
            minutes: None,
            vague: None,
            several: None,
        };
        assert_eq!(parse_datetime(text, base_moment(), Look::Forward), Ok(expected), "{text}");
    }
    let back = parse_datetime("15:00", base_moment(), Look::Back).map(|moment| moment.date);
    assert_eq!(back, Ok(day("2026-11-20")));
}

#[test]
fn a_length_needs_no_time_and_what_does_not_fit_is_told() {
    use DateTrouble::{EndsTooEarly, LengthDisagrees, NoSuchLength, Unknown};
    let read = |text: &str| parse_datetime(text, base_moment(), Look::Forward).map(|m| (m.date, m.time, m.minutes));
    let three = NaiveTime::from_hms_opt(15, 0, 0);
    for (text, time, minutes) in [
        ("15:00-16:00", three, 60),
        ("15:30-16:30", NaiveTime::from_hms_opt(15, 30, 0), 60),
        ("15時〜16時", three, 60),
        ("15時から1時間", three, 60),
        ("3-4pm", three, 60),
        ("3pm-4:15pm", three, 75),
        ("at 3 for 45 min", three, 45),
        ("午後3時から45分", three, 45),
    ] {
        for day in ["tomorrow ", "明日"] {
            let expected = Ok((self::day("2026-11-22"), time, Some(minutes)));
            assert_eq!(read(&format!("{day}{text}")), expected, "{day}{text}");
        }
    }
    for text in ["tue for 45 min", "火曜 45分", "火曜に45分間", "45 min tue"] {
        assert_eq!(read(text), Ok((day("2026-11-24"), None, Some(45))), "{text}");
    }
    for (text, trouble) in [
        ("tue 16:00-15:00", EndsTooEarly),
        ("tue 16:00-16:00", EndsTooEarly),
        ("火曜 16時〜15時", EndsTooEarly),
        ("火曜 15時から15時", EndsTooEarly),
        ("tue 4pm-3pm", EndsTooEarly),
        ("23:00-01:00", EndsTooEarly),
        ("tue 15:00 for 0 min", NoSuchLength),
        ("火曜15時から0分", NoSuchLength),
        ("tue for 0 minutes", NoSuchLength),
        ("tue 15:00 for 25 hours", NoSuchLength),
        ("tue 15:00-16:00 for 30 min", LengthDisagrees),
        ("火曜15時〜16時 30分間", LengthDisagrees),
        ("45 min", Unknown),
    ] {
        assert_eq!(read(text).map_err(|error| error.kind), Err(trouble), "{text}");
    }
}

#[test]
fn what_counts_from_no_named_day_counts_from_the_moment_that_is_replaced() {
    // Now is Saturday, 21 November; the session is on Wednesday, 2 December.
    let session = day("2026-12-02").and_hms_opt(15, 0, 0).expect("a time");
    for (text, expected) in [
        ("a day later", "2026-12-03"),
        ("one week later", "2026-12-09"),
        ("2 weeks later 10:00", "2026-12-16"),
        ("+1w", "2026-12-09"),
        ("+3d", "2026-12-05"),
        ("the day after", "2026-12-03"),
        ("30 minutes later", "2026-12-02"),
        ("翌日", "2026-12-03"),
        ("翌日16時", "2026-12-03"),
        ("1週間後", "2026-12-09"),
        ("翌週", "2026-12-09"),
        ("翌週の火曜", "2026-12-08"),
        ("30分後", "2026-12-02"),
        ("2時間後", "2026-12-02"),
        ("1日前", "2026-12-01"),
        ("翌月", "2027-01-02"),
        ("tomorrow", "2026-11-22"),
        ("in 2 weeks", "2026-12-05"),
        ("2 weeks from now", "2026-12-05"),
        ("明日", "2026-11-22"),
        ("金曜の翌日", "2026-11-28"),
        ("the day after friday", "2026-11-28"),
        ("16:00", "2026-11-21"),
    ] {
        let read = parse_datetime_instead(text, base_moment(), session, Look::Forward, DateRules::default());
        assert_eq!(read.map(|moment| moment.date), Ok(day(expected)), "{text}");
    }
    let later = parse_datetime_instead("30分後", base_moment(), session, Look::Forward, DateRules::default());
    assert_eq!(later.map(|moment| moment.time), Ok(NaiveTime::from_hms_opt(15, 30, 0)));
}

#[test]
fn hours_of_the_night_lie_on_the_next_day() {
    for (text, date, time) in [
        ("金曜25時", "2026-11-28", "01:00:00"),
        ("明日24:30", "2026-11-23", "00:30:00"),
        ("金曜の深夜1時", "2026-11-28", "01:00:00"),
        ("金曜の夜0時", "2026-11-28", "00:00:00"),
        ("tonight at midnight", "2026-11-22", "00:00:00"),
        ("midnight today", "2026-11-22", "00:00:00"),
        ("midnight tomorrow", "2026-11-22", "00:00:00"),
        ("tonight at 1", "2026-11-22", "01:00:00"),
        ("金曜の夜9時", "2026-11-27", "21:00:00"),
    ] {
        let moment = parse_datetime(text, base_moment(), Look::Forward).expect(text);
        assert_eq!((moment.date, moment.time), (day(date), time.parse().ok()), "{text}");
    }
}

#[test]
fn offsets_are_kept() {
    for (text, hours) in [
        ("2026-11-28T15:00:00+09:00", 9),
        ("2026-11-28 15:00:00-0500", -5),
        ("2026-11-28T15:00Z", 0),
        ("2026-11-28T15:00:00.123456789z", 0),
    ] {
        let moment = parse_datetime(text, base_moment(), Look::Forward).expect(text);
        assert_eq!(moment.offset, FixedOffset::east_opt(hours * 3600), "{text}");
        assert_eq!(moment.date, day("2026-11-28"));
    }
}

/// The time of a text that tells only a time.
fn time_in(text: &str) -> Result<NaiveTime, DateError> {
    let base = "2026-11-21T10:00:00".parse().expect("a base");
    parse_datetime(text, base, Look::Forward).map(|moment| moment.time.expect("a time"))
}

#[test]
fn times_of_day() {
    let cases = [
        ("15:00", "15:00:00"),
        ("３：３０ ｐｍ", "15:30:00"),
        ("3:30 pm", "15:30:00"),
        ("12 pm", "12:00:00"),
        ("12am", "00:00:00"),
        ("noon", "12:00:00"),
        ("正午", "12:00:00"),
        ("15時", "15:00:00"),
        ("15時半", "15:30:00"),
        ("午後3時半", "15:30:00"),
        ("午後0時", "12:00:00"),
        ("午後3:15", "15:15:00"),
        ("夕方5時", "17:00:00"),
        ("昼の1時", "13:00:00"),
    ];
    for (text, expected) in cases {
        assert_eq!(time_in(text), Ok(expected.parse().expect("a time")), "{text}");
    }
    for text in ["25:00", "24:00", "15:60", "13pm", "30時", "夜12時", "午後13時", "15:5"] {
        let refused = DateError { not_understood: text.to_owned(), kind: DateTrouble::NoSuchTime };
        assert_eq!(time_in(text), Err(refused));
    }
    assert_eq!(time_in("15:00 16:00").map_err(|error| error.not_understood), Err("16:00".to_owned()));
}
