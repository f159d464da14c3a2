use chrono::{Datelike, NaiveDate};

use super::super::Look;
use super::parse_date;
use super::{BASE, day};
use crate::domain::{DateRules, fiscal_year_of_locale};

fn assert_days(base: &str, look: Look, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(parse_date(text, day(base), look), Ok(day(expected)), "{text} from {base}, {look:?}");
    }
}

#[test]
fn dates_of_the_calendar() {
    let cases = [
        ("2026-11-28", "2026-11-28"),
        ("２０２６－１１－２８", "2026-11-28"),
        ("2026/11/28", "2026-11-28"),
        ("2026.11.28", "2026-11-28"),
        ("2026/1/5", "2026-01-05"),
        ("11/28/2026", "2026-11-28"),
        ("1999-12-31", "1999-12-31"),
        ("28 nov 2026", "2026-11-28"),
        ("November 28, 2026", "2026-11-28"),
        ("Nov 28th 2026", "2026-11-28"),
        ("the 28th of November 2026", "2026-11-28"),
        ("Sat, 28 Nov 2026", "2026-11-28"),
        ("2026年11月28日", "2026-11-28"),
        ("二〇二六年十一月二十八日", "2026-11-28"),
        ("2026年 11月 28日（土）", "2026-11-28"),
        ("2026年11月末", "2026-11-30"),
        ("令和8年11月28日", "2026-11-28"),
        ("令和八年十一月二十八日", "2026-11-28"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿8年11月28日", "2026-11-28"),
        ("R8.11.28", "2026-11-28"),
        ("r8/11/28", "2026-11-28"),
        ("Ｒ８．１１．２８", "2026-11-28"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("大正15年12月24日", "1926-12-24"),
        ("明治45年7月29日", "1912-07-29"),
        ("2028-02-29", "2028-02-29"),
    ];
    assert_days(BASE, Look::Forward, &cases);
    assert_days(BASE, Look::Back, &cases);
}

#[test]
fn english_looking_forward() {
    assert_days(
        BASE,
        Look::Forward,
        &[
            ("today", "2026-11-21"),
            ("Tomorrow", "2026-11-22"),
            ("the day after tomorrow", "2026-11-23"),
            ("in 2 weeks", "2026-12-05"),
            ("in a week", "2026-11-28"),
            ("in three days", "2026-11-24"),
            ("3 days from now", "2026-11-24"),
            ("2 weeks later", "2026-12-05"),
            ("in 1 month", "2026-12-21"),
            ("in a year", "2027-11-21"),
            ("+3d", "2026-11-24"),
            ("+2w", "2026-12-05"),
            ("+1m", "2026-12-21"),
            ("next tue", "2026-11-24"),
            ("next sat", "2026-11-28"),
            ("tue next week", "2026-11-24"),
            ("this fri", "2026-11-27"),
            ("this sat", "2026-11-21"),
            ("this sun", "2026-11-22"),
            ("last fri", "2026-11-20"),
            ("tue", "2026-11-24"),
            ("on Tuesday", "2026-11-24"),
            ("sat", "2026-11-28"),
            ("11/28", "2026-11-28"),
            ("11/21", "2026-11-21"),
            ("11/20", "2027-11-20"),
            ("3/4", "2027-03-04"),
            ("2/29", "2028-02-29"),
            ("28 nov", "2026-11-28"),
            ("nov 28", "2026-11-28"),
            ("Sat., Nov. 28", "2026-11-28"),
            ("fri 27 nov", "2026-11-27"),
            ("the 5th", "2026-12-05"),
            ("5th of next month", "2026-12-05"),
            ("end of month", "2026-11-30"),
            ("the end of the month", "2026-11-30"),
            ("month end", "2026-11-30"),
            ("end of next month", "2026-12-31"),
            ("end of november", "2026-11-30"),
            ("end of february", "2027-02-28"),
            ("end of March 2027", "2027-03-31"),
            ("start of next month", "2026-12-01"),
            ("end of week", "2026-11-22"),
            ("end of next week", "2026-11-29"),
            ("end of the year", "2026-12-31"),
            ("next week", "2026-11-27"),
            ("next month", "2026-12-31"),
            ("next year", "2027-12-31"),
            ("this week", "2026-11-22"),
            ("this month", "2026-11-30"),
        ],
    );
}

#[test]
fn japanese_looking_forward() {
    assert_days(
        BASE,
        Look::Forward,
        &[
            ("今日", "2026-11-21"),
            ("本日", "2026-11-21"),
            ("明日", "2026-11-22"),
            ("あした", "2026-11-22"),
            ("あす", "2026-11-22"),
            ("明後日", "2026-11-23"),
            ("あさって", "2026-11-23"),
            ("三日後", "2026-11-24"),
            ("３日後", "2026-11-24"),
            ("2週間後", "2026-12-05"),
            ("２週間後の火曜", "2026-12-01"),
            ("1か月後", "2026-12-21"),
            ("1ヶ月後", "2026-12-21"),
            ("一カ月後", "2026-12-21"),
            ("１ヵ月後", "2026-12-21"),
            ("半年後", "2027-05-21"),
            ("1年後", "2027-11-21"),
            ("来週", "2026-11-27"),
            ("来週火曜", "2026-11-24"),
            ("来週の火曜日", "2026-11-24"),
            ("今週の金曜", "2026-11-20"),
            ("今週の日曜", "2026-11-22"),
            ("再来週の月曜", "2026-11-30"),
            ("先週の金曜日", "2026-11-13"),
            ("火曜", "2026-11-24"),
            ("土曜日", "2026-11-28"),
            ("来月", "2026-12-31"),
            ("来月5日", "2026-12-05"),
            ("来月の５日", "2026-12-05"),
            ("来月末", "2026-12-31"),
            ("月末", "2026-11-30"),
            ("今月末", "2026-11-30"),
            ("来月初め", "2026-12-01"),
            ("月初", "2026-12-01"),
            ("年末", "2026-12-31"),
            ("来年末", "2027-12-31"),
            ("週末", "2026-11-22"),
            ("今週中", "2026-11-22"),
            ("来年1月5日", "2027-01-05"),
            ("11月28日", "2026-11-28"),
            ("11月28日(土)", "2026-11-28"),
            ("11月28日土曜日", "2026-11-28"),
            ("11/23(月)", "2026-11-23"),
            ("11/22（日）", "2026-11-22"),
            ("11月20日", "2027-11-20"),
            ("十二月一日", "2026-12-01"),
            ("28日", "2026-11-28"),
            ("20日", "2026-12-20"),
            ("31日", "2026-12-31"),
            ("2月末", "2027-02-28"),
        ],
    );
}

#[test]
fn looking_back() {
    assert_days(
        BASE,
        Look::Back,
        &[
            ("yesterday", "2026-11-20"),
            ("the day before yesterday", "2026-11-19"),
            ("2 weeks ago", "2026-11-07"),
            ("-2w", "2026-11-07"),
            ("a month ago", "2026-10-21"),
            ("last fri", "2026-11-20"),
            ("last sat", "2026-11-14"),
            ("fri", "2026-11-20"),
            ("sat", "2026-11-14"),
            ("this sun", "2026-11-15"),
            ("11/21", "2026-11-21"),
            ("11/28", "2025-11-28"),
            ("2/29", "2024-02-29"),
            ("end of month", "2026-10-31"),
            ("this month", "2026-11-01"),
            ("this week", "2026-11-16"),
            ("last week", "2026-11-14"),
            ("last month", "2026-10-21"),
            ("28th", "2026-10-28"),
            ("昨日", "2026-11-20"),
            ("きのう", "2026-11-20"),
            ("一昨日", "2026-11-19"),
            ("おととい", "2026-11-19"),
            ("3日前", "2026-11-18"),
            ("２週間前", "2026-11-07"),
            ("先週の火曜", "2026-11-10"),
            ("先月末", "2026-10-31"),
            ("火曜", "2026-11-17"),
            ("11月28日", "2025-11-28"),
            ("31日", "2026-10-31"),
            ("今月", "2026-11-01"),
            ("去年の12月1日", "2025-12-01"),
        ],
    );
}

#[test]
fn weeks_months_and_years_turn() {
    assert_days(
        "2026-11-23",
        Look::Forward,
        &[("next tue", "2026-12-01"), ("tue", "2026-11-24"), ("mon", "2026-11-30")],
    );
    assert_days(
        "2026-12-31",
        Look::Forward,
        &[("tomorrow", "2027-01-01"), ("来月", "2027-01-31"), ("1/1", "2027-01-01")],
    );
    assert_days(
        "2026-12-31",
        Look::Forward,
        &[("来週の月曜", "2027-01-04"), ("年末", "2026-12-31"), ("31日", "2026-12-31")],
    );
    assert_days(
        "2027-01-31",
        Look::Forward,
        &[("next month", "2027-02-28"), ("来月末", "2027-02-28"), ("30日", "2027-03-30")],
    );
    assert_days("2028-01-31", Look::Forward, &[("1か月後", "2028-02-29"), ("2/29", "2028-02-29")]);
    assert_days(
        "2028-02-29",
        Look::Forward,
        &[("next year", "2029-12-31"), ("2/29", "2028-02-29"), ("月末", "2028-02-29")],
    );
    assert_days("2027-01-01", Look::Back, &[("12/31", "2026-12-31"), ("先月", "2026-12-01"), ("昨日", "2026-12-31")]);
}

/// From January to March the running fiscal year is the one that ends then, and so in every country's year.
#[test]
fn a_fiscal_year_ends_within_a_year_from_each_day() {
    let first = day("2026-01-01");
    for base in first.iter_days().take_while(|day| *day < first + chrono::Duration::days(3 * 365)) {
        for starts in (1..=12).map(Some).chain([None]) {
            let rules = DateRules { fiscal_year_starts: starts, ..DateRules::default() };
            let begins = starts.unwrap_or(4);
            let is_first =
                |day: NaiveDate, months: u32| day.day() == 1 && (day.month() + 12 - begins).is_multiple_of(months);
            // The first day of the next year, half or quarter is the first one after the base that begins one.
            let ends = |months: u32, last: u32| {
                let begins_next = base.succ_opt().expect("a day").iter_days().find(|day| {
                    let at = (day.month() + 12 - begins) % 12;
                    is_first(*day, months) && at == last * months % 12
                });
                begins_next.and_then(|day| day.pred_opt()).expect("a day")
            };
            let words: &[(&str, u32, u32)] = &[
                ("年度末", 12, 1),
                ("下期末", 6, 2),
                ("下半期", 6, 2),
                ("上期末", 6, 1),
                ("第4四半期末", 3, 4),
                ("4Q末", 3, 4),
                ("4Q", 3, 4),
                ("第1四半期", 3, 1),
                ("2Q", 3, 2),
            ];
            for (text, months, last) in words {
                let read = super::super::parse_date(text, base, Look::Forward, rules);
                assert_eq!(read, Ok(ends(*months, *last)), "{text} from {base}, year from {starts:?}");
            }
            if starts.is_none() {
                continue;
            }
            for (text, months, last) in
                [("end of the fiscal year", 12, 1), ("eofy", 12, 1), ("end of Q4", 3, 4), ("Q1", 3, 1), ("H2", 6, 2)]
            {
                let read = super::super::parse_date(text, base, Look::Forward, rules);
                assert_eq!(read, Ok(ends(months, last)), "{text} from {base}, year from {starts:?}");
            }
        }
    }
}

#[test]
fn the_financial_year_is_that_of_the_region() {
    let read = |text: &str, locale: &str, base: &str| {
        let rules = DateRules { fiscal_year_of_region: fiscal_year_of_locale(locale), ..DateRules::default() };
        super::super::parse_date(text, day(base), Look::Forward, rules).map(|day| day.to_string()).expect(text)
    };
    for (locale, base, ends) in [
        ("en_AU.UTF-8", "2026-06-10", "2026-06-30"),
        ("en_NZ", "2026-07-01", "2027-06-30"),
        ("en_GB.UTF-8", "2027-02-10", "2027-03-31"),
        ("en_US.UTF-8", "2026-06-10", "2026-12-31"),
        ("C", "2026-06-10", "2026-12-31"),
    ] {
        for text in ["end of the financial year", "end of the fiscal year", "eofy"] {
            assert_eq!(read(text, locale, base), ends, "{text} in {locale}");
        }
        assert_eq!(read("Q3", locale, "2026-06-10"), "2026-09-30", "a quarter of the calendar in {locale}");
        assert_eq!(read("年度末", locale, "2026-06-10"), "2027-03-31", "{locale}");
    }
}
