//! Dates and times, as short as they can be while clear, in the reader's language.

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike, Weekday};

use super::Lang;
use crate::domain::calendar::Month;
use crate::domain::moment::{days_until, is_day_alone};
use crate::domain::{DateTrouble, Moment};

const EN_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const JA_DAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const EN_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Lang {
    pub fn weekday(self, day: Weekday) -> &'static str {
        let i = day.num_days_from_monday() as usize;
        match self {
            Self::En => EN_DAYS[i],
            Self::Ja => JA_DAYS[i],
        }
    }

    /// The day without words about its distance: `27 Nov` this year, else `28 Nov 2025`; 「11/27」, 「2025/11/28」.
    pub fn day(self, day: NaiveDate, today: NaiveDate) -> String {
        match (self, day.year() == today.year()) {
            (Self::En, true) => format!("{} {}", day.day(), EN_MONTHS[day.month0() as usize]),
            (Self::En, false) => self.calendar_day(day),
            (Self::Ja, true) => format!("{}/{}", day.month(), day.day()),
            (Self::Ja, false) => format!("{}/{}/{}", day.year(), day.month(), day.day()),
        }
    }

    /// Two days of one span, as `day`; where one of them needs its year, both have it.
    pub fn two_days(self, first: NaiveDate, last: NaiveDate, today: NaiveDate) -> (String, String) {
        let other = [first, last].into_iter().find(|day| day.year() != today.year());
        match (self, other) {
            (_, None) => (self.day(first, today), self.day(last, today)),
            (Self::En, Some(_)) => (self.calendar_day(first), self.calendar_day(last)),
            (Self::Ja, Some(_)) => {
                let with_year = |day: NaiveDate| format!("{}/{}/{}", day.year(), day.month(), day.day());
                (with_year(first), with_year(last))
            }
        }
    }

    /// The day as people say it: today, tomorrow, yesterday, the weekday within the next six days, else `day`.
    pub fn near_day(self, day: NaiveDate, today: NaiveDate) -> String {
        match days_until(today, day) {
            0 => self.t("date-today").into_owned(),
            1 => self.t("date-tomorrow").into_owned(),
            -1 => self.t("date-yesterday").into_owned(),
            2..=6 => match self {
                Self::En => self.weekday(day.weekday()).to_owned(),
                Self::Ja => format!("{}({})", self.day(day, today), self.weekday(day.weekday())),
            },
            _ => self.day(day, today),
        }
    }

    /// A due date, without pressure: `due tomorrow`, 「明日まで」, and when it has passed `was due 2 Oct`, 「期限は10/2」.
    pub fn due_in_words(self, day: NaiveDate, today: NaiveDate) -> String {
        let id = if day < today { "due-past" } else { "due-ahead" };
        self.fill(id, [("day", self.near_day(day, today).into())])
    }

    /// The same beside the item that is due, where in English the day alone is enough until it has passed: `Fri`,
    /// `was due 2 Oct`, 「11/27(金)まで」.
    pub fn due_beside(self, day: NaiveDate, today: NaiveDate) -> String {
        match self {
            Self::En if day >= today => self.near_day(day, today),
            // A bare 「明日」 between 「期限は昨日」 and 「11/9の約束」 does not say what tomorrow is.
            Self::En | Self::Ja => self.due_in_words(day, today),
        }
    }

    /// With its weekday: `Fri 27 Nov`, 「11/27(金)」.
    pub fn full_day(self, day: NaiveDate, today: NaiveDate) -> String {
        match self {
            Self::En => format!("{} {}", self.weekday(day.weekday()), self.day(day, today)),
            Self::Ja => format!("{}({})", self.day(day, today), self.weekday(day.weekday())),
        }
    }

    /// A complete date for documents, with weekday and year: `Fri 27 Nov 2026`, 「2026年11月27日(金)」.
    pub fn written_day(self, day: NaiveDate) -> String {
        let weekday = self.weekday(day.weekday());
        match self {
            Self::En => {
                format!("{weekday} {} {} {}", day.day(), EN_MONTHS[day.month0() as usize], day.year())
            }
            Self::Ja => format!("{}年{}月{}日({weekday})", day.year(), day.month(), day.day()),
        }
    }

    /// The same without its weekday: `27 Nov 2026`, 「2026年11月27日」.
    pub fn calendar_day(self, day: NaiveDate) -> String {
        match self {
            Self::En => format!("{} {} {}", day.day(), EN_MONTHS[day.month0() as usize], day.year()),
            Self::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        }
    }

    /// A month, as wide as any other: `Nov 2026`, 「2026年11月」, 「2026年 8月」.
    pub fn month(self, month: Month) -> String {
        match self {
            Self::En => format!("{} {}", EN_MONTHS[month.first_day().month0() as usize], month.year),
            Self::Ja => format!("{}年{:>2}月", month.year, month.month),
        }
    }

    /// Why words are not a date: the words that are wrong, and the whole phrase.
    pub fn date_trouble(self, trouble: DateTrouble, part: &str, input: &str) -> String {
        let (id, day) = match trouble {
            DateTrouble::Unknown if part.trim() == input.trim() => ("problem-date-unknown-whole", None),
            DateTrouble::Unknown => ("problem-date-unknown", None),
            DateTrouble::NoSuchDate => ("problem-date-no-such-date", None),
            DateTrouble::NoSuchTime => ("problem-date-no-such-time", None),
            DateTrouble::EndsTooEarly => ("problem-date-ends-too-early", None),
            DateTrouble::NoSuchLength => ("problem-date-no-such-length", None),
            DateTrouble::NothingProposed => ("problem-date-nothing-proposed", None),
            DateTrouble::LengthDisagrees => ("problem-date-length-disagrees", None),
            DateTrouble::Empty => ("problem-date-empty", None),
            DateTrouble::NeedsDay => ("problem-date-needs-day", None),
            DateTrouble::NotYet => ("problem-date-not-yet", None),
            DateTrouble::Past => ("problem-date-past", None),
            DateTrouble::NoHour => ("problem-date-no-hour", None),
            DateTrouble::NoTime => ("problem-date-no-time", None),
            DateTrouble::WrongWeekday(day) => ("problem-date-weekday", Some(day)),
            DateTrouble::Disagree(day) => ("problem-date-disagree", Some(day)),
        };
        let weekday = day.map(|day| self.whole_weekday(day.weekday())).unwrap_or_default();
        let day = day.map(|day| self.calendar_day(day)).unwrap_or_default();
        self.fill(
            id,
            [("part", part.into()), ("input", input.into()), ("day", day.into()), ("weekday", weekday.into())],
        )
    }

    /// The full weekday: `Friday`, 「金曜日」.
    pub fn whole_weekday(self, day: Weekday) -> String {
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        match self {
            Self::En => DAYS[day.num_days_from_monday() as usize].to_owned(),
            Self::Ja => format!("{}曜日", self.weekday(day)),
        }
    }

    /// `15:00`; nothing of a day alone.
    pub fn time(self, at: Moment) -> String {
        if is_day_alone(at) {
            return String::new();
        }
        format!("{}:{:02}", at.hour(), at.minute())
    }

    /// When something begins, and when it ends where its length is known: `15:00–16:00`.
    pub fn span(self, at: Moment, minutes: Option<u32>) -> String {
        let end = minutes.and_then(|minutes| at.checked_add_signed(TimeDelta::minutes(minutes.into())));
        let until = end.map(|end| format!("–{}", self.time(end))).unwrap_or_default();
        format!("{}{until}", self.time(at))
    }

    /// A day in words with the time of `at` behind it, if `at` has one.
    pub fn with_time(self, day: &str, at: Moment) -> String {
        if is_day_alone(at) { day.to_owned() } else { format!("{day} {}", self.time(at)) }
    }

    /// The distance: `in 6 days`, 「あと6日」, `3 days ago`, 「3日前」.
    pub fn distance(self, day: NaiveDate, today: NaiveDate) -> String {
        match days_until(today, day) {
            0 => self.t("date-today").into_owned(),
            1 => self.t("date-tomorrow").into_owned(),
            -1 => self.t("date-yesterday").into_owned(),
            n if n > 0 => self.count("date-in-days", n),
            n => self.count("date-days-ago", -n),
        }
    }

    /// A length of time in minutes: `45 min`, 「45分」.
    pub fn minutes(self, minutes: u32) -> String {
        self.count("minutes", minutes)
    }
}
