use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::super::{DateError, Look};
use super::{BASE, base_moment, day};
use super::{parse_date, parse_datetime};
use crate::domain::DateTrouble;

#[test]
fn errors_name_what_was_not_understood() {
    use DateTrouble::{Disagree, Empty, NoHour, NoSuchDate, NoSuchTime, Unknown, WrongWeekday};
    let cases = [
        ("", "", Empty),
        (" \u{3000}", "", Empty),
        ("soon", "soon", Unknown),
        ("の", "の", Unknown),
        ("tomorrow or so", "or so", Unknown),
        ("next Blursday 15:00", "next Blursday", Unknown),
        ("ほげ明日", "ほげ", Unknown),
        ("明日かも", "かも", Unknown),
        ("Lunch at Joe's tomorrow", "Lunch at Joe's", Unknown),
        ("tomorrow Yesterday", "Yesterday", Unknown),
        ("26/11/28", "26/11/28", Unknown),
        ("2026-02-30", "2026-02-30", NoSuchDate),
        ("2026-02-30 15:00", "2026-02-30", NoSuchDate),
        ("2027-02-29", "2027-02-29", NoSuchDate),
        ("11/31", "11/31", NoSuchDate),
        ("２月３０日", "２月３０日", NoSuchDate),
        ("2月30日 15時", "2月30日", NoSuchDate),
        ("31 nov 2026", "31 nov 2026", NoSuchDate),
        ("32日", "32日", NoSuchDate),
        ("11/28(金)", "(金)", WrongWeekday(day("2026-11-28"))),
        ("fri 28 nov", "fri", WrongWeekday(day("2026-11-28"))),
        ("tomorrow 30 nov", "tomorrow 30 nov", Disagree(day("2026-11-22"))),
        ("来週火曜（11/25）", "来週火曜（11/25", Disagree(day("2026-11-24"))),
        ("tomorrow morning", "morning", NoHour),
        ("明日の午後", "午後", NoHour),
        ("令和1年4月30日", "令和1年4月30日", NoSuchDate),
        ("令和0年4月30日", "令和0年", NoSuchDate),
        ("昭和65年1月1日", "昭和65年1月1日", NoSuchDate),
        ("1867-12-31", "1867-12-31", NoSuchDate),
        ("10000-01-01", "10000-01-01", NoSuchDate),
        ("in 99999999999 days", "in 99999999999 days", NoSuchDate),
        ("in 9000 years", "in 9000 years", NoSuchDate),
        ("tomorrow 25:00", "25:00", NoSuchTime),
        ("明日 30:00", "30:00", NoSuchTime),
        ("fri 13pm", "13pm", NoSuchTime),
        ("2026-11-28T15:00:00+25:00", "15:00:00+25:00", NoSuchTime),
    ];
    for (text, part, kind) in cases {
        let error = DateError { not_understood: part.to_owned(), kind };
        assert_eq!(parse_datetime(text, base_moment(), Look::Forward), Err(error), "{text}");
    }
    let error = parse_date("明日 15時", day(BASE), Look::Forward).map_err(|error| error.not_understood);
    assert_eq!(error, Err("15時".to_owned()));
}

/// Texts of the words that the parser knows, so that odd combinations are tried too.
fn phrases() -> impl Strategy<Value = String> {
    let words = [
        "next ",
        "last ",
        "this ",
        "tue ",
        "end of ",
        "month",
        "week ",
        "in ",
        "ago",
        "28",
        "99999999999",
        "/",
        "-",
        ":",
        "t",
        "+",
        "z",
        "pm",
        "来週",
        "の",
        "火曜",
        "月",
        "日",
        "年",
        "末",
        "(",
        ")",
        "令和",
        "元",
        "r",
        ".",
        "十",
        "二",
        "後",
        "前",
        "時",
        "半",
        "分",
        "午後",
        "11/28",
        "2026-11-28",
        " ",
        "nov ",
        "th",
        "now",
        "中",
        "１",
        "ｶﾞ",
        "\u{3099}",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..10).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_gets_an_answer(text in prop_oneof![phrases(), "\\PC{0,20}"], days in -50_000_i64..2_000_000) {
        let base = day(BASE) + Duration::days(days);
        for look in [Look::Forward, Look::Back] {
            let _ = parse_date(&text, NaiveDate::MAX, look);
            let _ = parse_date(&text, NaiveDate::MIN, look);
            match parse_datetime(&text, base.and_time(NaiveTime::MIN), look) {
                Ok(moment) => prop_assert!((1868..=9999).contains(&moment.date.year())),
                Err(error) => prop_assert!(text.contains(&error.not_understood)),
            }
        }
    }

    #[test]
    fn dates_read_back(days in 0_i64..2_900_000) {
        let date = day("1900-01-01") + Duration::days(days);
        prop_assert_eq!(parse_date(&date.to_string(), day(BASE), Look::Back), Ok(date));
        prop_assert_eq!(parse_date(&date.format("%Y年%-m月%-d日").to_string(), day(BASE), Look::Back), Ok(date));
        prop_assert_eq!(parse_date(&date.format("%-d %B %Y").to_string(), day(BASE), Look::Forward), Ok(date));
    }
}
