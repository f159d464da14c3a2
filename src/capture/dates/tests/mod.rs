mod days;
mod moments;
mod refusals;

use chrono::{NaiveDate, NaiveDateTime};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A Saturday.
const BASE: &str = "2026-11-21";

fn base_moment() -> NaiveDateTime {
    day(BASE).and_hms_opt(10, 0, 0).expect("a time")
}
