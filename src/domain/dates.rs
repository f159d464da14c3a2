//! How somebody writes and counts days: the order of day and month, when the fiscal year begins, which days are off.

use chrono::{Datelike, NaiveDate, Weekday};

/// The order of day, month and year in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayOrder {
    Dmy,
    #[default]
    Mdy,
    Ymd,
}

impl DayOrder {
    /// The order that is usual in a region of a locale such as `en_GB.UTF-8`; `None` where the locale names none.
    ///
    /// From CLDR: month first in the United States and a few countries beside them, year first in East Asia, Hungary,
    /// Iran, Lithuania, Mongolia and, by their standards, Canada, South Africa and Sweden; day first elsewhere.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let name = locale.split(['.', '@']).next().unwrap_or_default();
        let mut parts = name.split(['_', '-']);
        let lang = parts.next().filter(|lang| lang.len() == 2 || lang.len() == 3)?.to_ascii_lowercase();
        let region = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
        match (lang.as_str(), region.as_deref()) {
            (_, Some("US" | "PH" | "FM" | "MH" | "PW" | "PR" | "GU" | "AS")) | ("en", None) => Some(Self::Mdy),
            (_, Some("JP" | "CN" | "TW" | "KR" | "KP" | "HU" | "IR" | "LT" | "MN" | "CA" | "ZA" | "SE"))
            | ("ja" | "zh" | "ko" | "hu" | "fa" | "lt" | "mn" | "sv", None) => Some(Self::Ymd),
            _ => Some(Self::Dmy),
        }
    }
}

/// Why words are no date, or no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTrouble {
    /// Words that are not known, or that say nothing together.
    Unknown,
    /// 2026-02-30, 11/31, 平成40年1月1日.
    NoSuchDate,
    /// 25:00, 13 pm.
    NoSuchTime,
    /// Nothing but white space.
    Empty,
    /// 16:00-15:00: the end is not after the beginning.
    EndsTooEarly,
    /// A length of nothing, or of more than a day.
    NoSuchLength,
    /// 15:00-16:00 for 30 minutes.
    LengthDisagrees,
    /// "tomorrow morning" where an hour is needed.
    NoHour,
    /// A day without a time, where nothing tells what time is meant.
    NoTime,
    /// No date is told, and none can be proposed.
    NothingProposed,
    /// "next week" where a day is needed: it has several.
    NeedsDay,
    /// A time that is still to come, for a session that is said to be held.
    NotYet,
    /// A time that has passed, for a session that is to come.
    Past,
    /// A weekday beside a day that is another one; the day.
    WrongWeekday(NaiveDate),
    /// Two statements about the day that do not agree: what the first one says.
    Disagree(NaiveDate),
}

/// What has to be known to read a date besides the day from which it is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRules {
    pub order: DayOrder,
    /// The month in which the fiscal year begins; `None`: April in Japanese words; in English ones
    /// that of the region for a year, January for quarters and halves.
    pub fiscal_year_starts: Option<u32>,
    /// The month in which "the financial year" of the region begins, for English words; `None`: January.
    pub fiscal_year_of_region: Option<u32>,
    /// The national holidays of Japan are days off, whatever language the words are in.
    pub japanese_holidays: bool,
    /// Days off besides, in order.
    pub days_off: &'static [NaiveDate],
}

/// The month in which the financial year of the region of a locale begins, where it is not January: July in Australia and
/// New Zealand, April in Britain.
pub fn fiscal_year_of_locale(locale: &str) -> Option<u32> {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let region = name.split(['_', '-']).skip(1).find(|part| part.len() == 2)?.to_ascii_uppercase();
    match region.as_str() {
        "AU" | "NZ" => Some(7),
        "GB" => Some(4),
        _ => None,
    }
}

impl DateRules {
    /// A short date in figures as they are read: which of them is the day.
    pub fn short_example(&self) -> &'static str {
        match self.order {
            DayOrder::Dmy => "28/11",
            DayOrder::Mdy | DayOrder::Ymd => "11/28",
        }
    }

    /// Whether nobody works on a day: a weekend, a holiday, or a day that the configuration names.
    pub fn is_off(&self, day: NaiveDate) -> bool {
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || self.is_holiday(day)
    }

    /// Whether a day is off although its weekday may be a working day.
    pub fn is_holiday(&self, day: NaiveDate) -> bool {
        (self.japanese_holidays && is_holiday_of_japan(day)) || self.days_off.contains(&day)
    }
}

/// The national holidays of Japan by the law on holidays as it stands since 2022, until 2099: fixed days, Mondays, the
/// equinoxes, the day that makes up for a holiday on a Sunday, and a day between two holidays.
pub fn is_holiday_of_japan(day: NaiveDate) -> bool {
    if is_named_holiday(day) {
        return true;
    }
    // A holiday on a Sunday moves on to the first day that is none itself.
    let mut before = day.pred_opt();
    while let Some(holiday) = before.filter(|d| is_named_holiday(*d)) {
        if holiday.weekday() == Weekday::Sun {
            return true;
        }
        before = holiday.pred_opt();
    }
    day.pred_opt().is_some_and(is_named_holiday) && day.succ_opt().is_some_and(is_named_holiday)
}

fn is_named_holiday(day: NaiveDate) -> bool {
    let (year, month, number) = (day.year(), day.month(), day.day());
    if !(2022..=2099).contains(&year) {
        return false;
    }
    let is_monday = |nth: u32| day.weekday() == Weekday::Mon && number.div_ceil(7) == nth;
    match month {
        1 => number == 1 || is_monday(2),
        2 => matches!(number, 11 | 23),
        3 => number == equinox(year, 20.8431),
        4 => number == 29,
        5 => matches!(number, 3..=5),
        7 | 9 if is_monday(3) => true,
        8 => number == 11,
        9 => number == equinox(year, 23.2488),
        10 => is_monday(2),
        11 => matches!(number, 3 | 23),
        _ => false,
    }
}

/// The day of an equinox from 1980 to 2099, by the usual approximation; `day` is that of 1980 with its fraction.
fn equinox(year: i32, day: f64) -> u32 {
    let years = year - 1980;
    (day + 0.242_194 * f64::from(years) - f64::from(years / 4)).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holidays_of_a_year_in_japan() {
        let holidays = |year: i32| {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
            let days = first.iter_days().take_while(move |d| d.year() == year).filter(|d| is_holiday_of_japan(*d));
            days.map(|d| format!("{}/{}", d.month(), d.day())).collect::<Vec<_>>().join(" ")
        };
        // As published by the Cabinet Office.
        let of_2026 = "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23";
        assert_eq!(holidays(2026), of_2026);
        let of_2024 =
            "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23";
        assert_eq!(holidays(2024), of_2024);
        let of_2028 = "1/1 1/10 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/22 10/9 11/3 11/23";
        assert_eq!(holidays(2028), of_2028);
        let of_2027 = "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23";
        assert_eq!(holidays(2027), of_2027);
    }

    #[test]
    fn the_order_of_a_locale() {
        use DayOrder::{Dmy, Mdy, Ymd};
        for (locale, order) in [
            ("en_GB.UTF-8", Some(Dmy)),
            ("en_US.UTF-8", Some(Mdy)),
            ("en-AU", Some(Dmy)),
            ("de_DE@euro", Some(Dmy)),
            ("ja_JP.UTF-8", Some(Ymd)),
            ("zh-Hans-CN", Some(Ymd)),
            ("ja", Some(Ymd)),
            ("en", Some(Mdy)),
            ("fr", Some(Dmy)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
        ] {
            assert_eq!(DayOrder::of_locale(locale), order, "{locale}");
        }
    }
}
